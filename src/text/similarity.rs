//! Likeness of two strings, 0 to 1.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Bits of a character in a packed n-gram.
const CHAR_BITS: u32 = 21;

/// Character n-grams of `text` with a blank before and after, packed, ascending; `n` is at most 3.
fn grams(text: &str, n: u32) -> Vec<u64> {
    let mask = (1_u64 << (CHAR_BITS * n)) - 1;
    let padded = std::iter::once(' ').chain(text.chars()).chain(std::iter::once(' '));
    let packed = padded.scan(0_u64, |last, c| {
        *last = ((*last << CHAR_BITS) | u64::from(u32::from(c))) & mask;
        Some(*last)
    });
    let mut grams: Vec<u64> = packed.skip(usize::try_from(n).unwrap_or(1) - 1).collect();
    grams.sort_unstable();
    grams
}

/// Dice coefficient of the character `n`-grams of two texts, each counted as often as it stands; `n` is 1 to 3.
#[must_use]
pub fn dice(a: &str, b: &str, n: u32) -> f64 {
    let n = n.clamp(1, 3);
    common_share(&grams(a, n), &grams(b, n))
}

/// Twice what two ascending lists have in common, by the items of both.
fn common_share(left: &[u64], right: &[u64]) -> f64 {
    let total = left.len() + right.len();
    if total == 0 {
        return 0.0;
    }
    let (mut shared, mut rest) = (0_usize, right);
    for gram in left {
        rest = rest.get(rest.partition_point(|other| other < gram)..).unwrap_or(&[]);
        if rest.first() == Some(gram) {
            shared += 1;
            rest = &rest[1..];
        }
    }
    (2 * shared) as f64 / total as f64
}

/// Character trigrams of a text that is held against several.
#[derive(Debug, Clone)]
pub struct Trigrams(Vec<u64>);

impl Trigrams {
    /// Those of `text`, with a blank before and after it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(grams(text, 3))
    }

    /// Dice coefficient with those of another text, 0 to 1.
    #[must_use]
    pub fn dice(&self, other: &Self) -> f64 {
        common_share(&self.0, &other.0)
    }
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
        assert!((dice("solid as a rock", "solid as a rock", 3) - 1.0).abs() < 1e-9);
        assert!(Trigrams::of("abcdef").dice(&Trigrams::of("uvwxyz")) < 0.01);
        assert!((edit_similarity("kuninaka", "kuninako") - 0.875).abs() < 1e-9);
        assert!((edit_similarity("", "") - 1.0).abs() < 1e-9);
    }
}
