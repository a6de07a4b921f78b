//! Likeness of two strings, 0 to 1.

use std::collections::HashMap;

use rapidfuzz::distance::{jaro_winkler, osa};

/// Character n-grams of `text` with a blank before and after, each with its count.
fn grams(text: &str, n: usize) -> HashMap<Vec<char>, u32> {
    let padded: Vec<char> = std::iter::once(' ').chain(text.chars()).chain(std::iter::once(' ')).collect();
    let mut counts = HashMap::new();
    for gram in padded.windows(n) {
        *counts.entry(gram.to_vec()).or_insert(0) += 1;
    }
    counts
}

/// Dice coefficient of the character `n`-grams of two texts.
#[must_use]
pub fn dice(a: &str, b: &str, n: usize) -> f64 {
    let (left, right) = (grams(a, n), grams(b, n));
    let total: u32 = left.values().sum::<u32>() + right.values().sum::<u32>();
    if total == 0 {
        return 0.0;
    }
    let shared: u32 = left.iter().map(|(gram, count)| *count.min(right.get(gram).unwrap_or(&0))).sum();
    f64::from(2 * shared) / f64::from(total)
}

/// Dice coefficient of character trigrams.
#[must_use]
pub fn trigram_dice(a: &str, b: &str) -> f64 {
    dice(a, b, 3)
}

/// Jaro-Winkler likeness: a cheap bound, never a decision.
#[must_use]
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    if a.is_ascii() && b.is_ascii() {
        return jaro_winkler::normalized_similarity(a.bytes(), b.bytes());
    }
    jaro_winkler::normalized_similarity(a.chars(), b.chars())
}

/// One minus the optimal string alignment distance (a swap of neighbours is one step) over the longer length.
#[must_use]
pub fn edit_similarity(a: &str, b: &str) -> f64 {
    if a.is_ascii() && b.is_ascii() {
        return osa::normalized_similarity(a.bytes(), b.bytes());
    }
    osa::normalized_similarity(a.chars(), b.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_one_for_equals_and_none_for_strangers() {
        assert!((trigram_dice("solid as a rock", "solid as a rock") - 1.0).abs() < 1e-9);
        assert!(trigram_dice("abcdef", "uvwxyz") < 0.01);
        assert!((edit_similarity("kuninaka", "kuninako") - 0.875).abs() < 1e-9);
        assert!((edit_similarity("", "") - 1.0).abs() < 1e-9);
    }
}
