//! Headlines told twice are set aside before the alignment, so that they drag no neighbour along.

use std::cell::LazyCell;

use super::unit::{TOP, Unit};
use crate::text::Trigrams;

/// Likeness from which a line is a copy of the headline: measured on real headline pairs, a line this alike is a copy without further proof.
const COPY: f64 = 0.6;

/// Sentences of the translation that repeat its first one while the original does not repeat its own.
pub(super) fn superfluous(original: &[Unit], translation: &[Unit]) -> Vec<usize> {
    let Some(headline) = translation.first().filter(|_| !original.is_empty()) else { return Vec::new() };
    let copies = |units: &[Unit], headline: &Unit| -> Vec<usize> {
        let trigrams = LazyCell::new(|| Trigrams::of(&headline.folded));
        let is_copy = |index: &usize| {
            let (a, b) = (headline.folded.as_str(), units[*index].folded.as_str());
            let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
            let ratio = (short as f64 / long.max(1) as f64).sqrt();
            ratio >= COPY && trigrams.dice(&Trigrams::of(b)) * ratio >= COPY
        };
        (1..units.len().min(TOP)).filter(|_| headline.chars >= 12.0).filter(is_copy).collect()
    };
    let mine = copies(translation, headline);
    if mine.is_empty() || translation.len() <= original.len().min(TOP) / 2 {
        return Vec::new();
    }
    let theirs = original.first().map_or(0, |first| copies(original, first).len());
    mine.into_iter().skip(theirs).collect()
}
