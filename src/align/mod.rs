//! Sentence alignment: which sentences of the translation answer which of the original.
//!
//! [`align`] turns two documents into [`Bead`]s. Sentences become [`Unit`]s (words with their senses, numbers, length, marks);
//! `matching` finds the words that may stand for each other; `corridor` says where the path can run; `features` weigh every
//! bead there, [`Weights`] add them up; `lattice` finds the best path and the probability of each of its beads. Beads cover
//! every sentence of both sides once and in order.

mod bead;
mod calibrate;
mod corridor;
mod cover;
mod features;
mod lattice;
mod lexicon;
mod matching;
mod repeats;
mod search;
mod unit;
mod vocabulary;
mod weights;

pub use bead::{Alignment, Bead};
pub use calibrate::{Calibration, Example, calibrate};
pub use lexicon::{Lexicon, learn};
pub use unit::{Ending, Unit, Word, units};
pub use weights::{Weights, WeightsError};

use crate::article::Document;

/// Aligns two documents.
#[must_use]
pub fn align(original: &Document, translation: &Document, lexicon: Option<&Lexicon>) -> Alignment {
    align_units(&units(original), &units(translation), lexicon, Weights::shipped())
}

/// Aligns two lists of prepared sentences.
#[must_use]
pub fn align_units(original: &[Unit], translation: &[Unit], lexicon: Option<&Lexicon>, weights: &Weights) -> Alignment {
    let set_aside = repeats::superfluous(original, translation);
    let kept: Vec<usize> = (0..translation.len()).filter(|index| !set_aside.contains(index)).collect();
    let targets: Vec<&Unit> = kept.iter().map(|index| &translation[*index]).collect();
    let sources: Vec<&Unit> = original.iter().collect();
    let beads = search::best_path(&sources, &targets, lexicon, weights);
    bead::put_back(beads, &kept, translation.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &[Vec<u8>]) -> Vec<Unit> {
        let unit = |(block, keys): (usize, &Vec<u8>)| {
            let mut list: Vec<String> = keys.iter().map(|key| format!("word{key}")).collect();
            list.sort();
            list.dedup();
            let words = list.iter().map(|key| Word { key: key.clone(), senses: Vec::new() }).collect();
            Unit { chars: 8.0 * keys.len() as f64, folded: list.join(" "), words, block, ..Unit::default() }
        };
        words.iter().enumerate().map(unit).collect()
    }

    proptest! {
        #[test]
        fn beads_cover_every_sentence_once_and_in_order(
            a in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
            b in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
        ) {
            let beads = align_units(&text(&a), &text(&b), None, Weights::shipped()).beads;
            let (mut i, mut j) = (0, 0);
            for bead in &beads {
                prop_assert_eq!((bead.original.start, bead.translation.start), (i, j));
                prop_assert!(!(bead.original.is_empty() && bead.translation.is_empty()));
                prop_assert!((0.0..=1.0).contains(&bead.confidence));
                (i, j) = (bead.original.end, bead.translation.end);
            }
            prop_assert_eq!((i, j), (a.len(), b.len()));
        }

        #[test]
        fn a_text_with_itself_is_all_one_to_one(a in prop::collection::vec(prop::collection::hash_set(0_u8..250, 5..9), 1..12)) {
            let words: Vec<Vec<u8>> = a.into_iter().map(|keys| { let mut keys: Vec<u8> = keys.into_iter().collect(); keys.sort_unstable(); keys }).collect();
            let mut distinct = words.clone();
            distinct.sort();
            distinct.dedup();
            prop_assume!(distinct.len() == words.len());
            let units = text(&words);
            let beads = align_units(&units, &units, None, Weights::shipped()).beads;
            prop_assert!(beads.iter().all(|bead| bead.original == bead.translation && bead.original.len() == 1), "{:?}", beads);
        }
    }

    #[test]
    fn an_omitted_sentence_is_a_bead_without_translation() {
        let words: Vec<Vec<u8>> = (0..6).map(|n| (n * 10..n * 10 + 8).collect()).collect();
        let mut shorter = words.clone();
        shorter.remove(3);
        let beads = align_units(&text(&words), &text(&shorter), None, Weights::shipped()).beads;
        assert!(beads.iter().any(|bead| bead.original == (3..4) && bead.translation.is_empty()), "{beads:?}");
    }

    #[test]
    fn a_long_text_with_itself_is_all_one_to_one_and_a_passage_left_out_of_it_is_found() {
        let words: Vec<Vec<u8>> = (0..300_u32)
            .map(|n| (0..9).filter_map(|at| u8::try_from((n * 37 + at * at * 11 + n * at % 7) % 256).ok()).collect())
            .collect();
        let whole = text(&words);
        let one_to_one =
            |beads: &[Bead]| beads.iter().filter(|bead| bead.original.len() == 1 && bead.translation.len() == 1).count();
        assert_eq!(one_to_one(&align_units(&whole, &whole, None, Weights::shipped()).beads), 300);
        let mut shorter = words;
        shorter.drain(120..140);
        let beads = align_units(&whole, &text(&shorter), None, Weights::shipped()).beads;
        assert!((120..140).all(|at| beads.iter().any(|bead| bead.original == (at..at + 1) && bead.translation.is_empty())));
        assert_eq!(one_to_one(&beads), 280);
    }
}
