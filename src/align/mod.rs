//! Sentence alignment: which sentences of the translation answer which of the original.
//!
//! [`align`] turns two documents into [`Bead`]s by dynamic programming over length, numbers, cognates, names and, when one
//! is given, a learned [`Lexicon`]. Beads cover every sentence of both sides once and in order.

mod bead;
mod features;
mod lexicon;
mod repeats;
mod search;

pub use bead::{Alignment, Bead};
pub use features::{Unit, units};
pub use lexicon::{Lexicon, learn};

use crate::article::Document;

/// Aligns two documents.
#[must_use]
pub fn align(original: &Document, translation: &Document, lexicon: Option<&Lexicon>) -> Alignment {
    align_units(&units(original), &units(translation), lexicon)
}

/// Aligns two lists of prepared sentences.
#[must_use]
pub fn align_units(original: &[Unit], translation: &[Unit], lexicon: Option<&Lexicon>) -> Alignment {
    let set_aside = repeats::superfluous(original, translation);
    let kept: Vec<usize> = (0..translation.len()).filter(|index| !set_aside.contains(index)).collect();
    let targets: Vec<&Unit> = kept.iter().map(|index| &translation[*index]).collect();
    let sources: Vec<&Unit> = original.iter().collect();
    let evidence = features::Evidence::new(&sources, &targets, lexicon);
    let beads = search::best_path(&sources, &targets, &evidence);
    bead::put_back(beads, &kept, translation.len())
}
