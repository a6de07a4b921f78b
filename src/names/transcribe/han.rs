//! Mandarin readings of Han characters.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::rows;

static TABLE: &str = include_str!("../../data/han_mandarin.tsv");

static READINGS: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<char, Vec<&'static str>> = HashMap::with_capacity(21_000);
    for column in [1, 2] {
        for cells in rows(TABLE) {
            let (Some(syllable), Some(characters)) = (cells.first(), cells.get(column)) else { continue };
            for c in characters.chars() {
                all.entry(c).or_default().push(syllable);
            }
        }
    }
    all
});

/// The usual reading of `c`, pinyin without tone.
#[must_use]
pub fn first_reading(c: char) -> Option<&'static str> {
    readings(c).first().copied()
}

/// All readings of `c` in the table, the usual one first; empty for other characters.
#[must_use]
pub fn readings(c: char) -> &'static [&'static str] {
    READINGS.get(&c).map_or(&[], Vec::as_slice)
}

/// True for a character of the main Han block.
#[must_use]
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_readings_come_first() {
        assert_eq!(first_reading('秦'), Some("qin"));
        assert!(readings('乐').contains(&"le"));
        assert_eq!(first_reading('x'), None);
    }
}
