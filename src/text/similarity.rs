//! Likeness of two strings, 0 to 1.

use std::collections::HashMap;

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
    strsim::jaro_winkler(a, b)
}

/// One minus the optimal string alignment distance (a swap of neighbours is one step) over the longer length.
#[must_use]
pub fn edit_similarity(a: &str, b: &str) -> f64 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 1.0;
    }
    let distance = u32::try_from(strsim::osa_distance(a, b)).unwrap_or(u32::MAX);
    let longest = u32::try_from(longest).unwrap_or(u32::MAX);
    1.0 - f64::from(distance) / f64::from(longest)
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
