//! Headlines told twice are set aside before the alignment, so that they drag no neighbour along.

use super::unit::{TOP, Unit};
use crate::text::trigram_dice;

/// Likeness from which a line is a copy of the headline: measured on real headline pairs, a line this alike is a copy without further proof.
const COPY: f64 = 0.6;

/// Sentences of the translation that repeat its first one while the original does not repeat its own.
pub(super) fn superfluous(original: &[Unit], translation: &[Unit]) -> Vec<usize> {
    let Some(headline) = translation.first().filter(|_| !original.is_empty()) else { return Vec::new() };
    let copies = |units: &[Unit], headline: &Unit| -> Vec<usize> {
        (1..units.len().min(TOP))
            .filter(|index| headline.chars >= 12.0 && alike(&headline.folded, &units[*index].folded) >= COPY)
            .collect()
    };
    let mine = copies(translation, headline);
    if mine.is_empty() || translation.len() <= original.len().min(TOP) / 2 {
        return Vec::new();
    }
    let theirs = original.first().map_or(0, |first| copies(original, first).len());
    mine.into_iter().skip(theirs).collect()
}

fn alike(a: &str, b: &str) -> f64 {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let ratio = (short as f64 / long.max(1) as f64).sqrt();
    if ratio < COPY { 0.0 } else { trigram_dice(a, b) * ratio }
}
