//! Texts for the tests: words are numbers, spelled so that no two look alike.

use super::{EmbedError, SentenceEncoder, Text, Unit, Word};

/// A text of these sentences, a paragraph each.
pub(super) fn text(sentences: &[Vec<u8>]) -> Text {
    let unit = |(block, keys): (usize, &Vec<u8>)| {
        let mut words: Vec<u32> = keys.iter().copied().map(u32::from).collect();
        words.sort_unstable();
        words.dedup();
        let folded = words.iter().map(|key| spelled(*key)).collect::<Vec<_>>().join(" ");
        Unit { chars: 8.0 * keys.len() as f64, folded, words, block, ..Unit::default() }
    };
    let word = |key: u32| Word { key: spelled(key), senses: Vec::new() };
    Text { words: (0..256).map(word).collect(), units: sentences.iter().enumerate().map(unit).collect() }
}

fn spelled(key: u32) -> String {
    let mut rest = (key + 1).wrapping_mul(2_654_435_761);
    let letter = |_| {
        let letter = char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
        letter
    };
    (0..6).map(letter).collect()
}

/// An encoder that knows the meaning of words by their last letters: `ein1` and `one1` mean the same, a text what its words do.
pub(super) struct Meanings;

impl SentenceEncoder for Meanings {
    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let vector = |text: &&str| {
            let mut vector = vec![0.0; 64];
            for word in text.split(' ') {
                let digits: String = word.chars().filter(char::is_ascii_digit).collect();
                vector[digits.parse::<usize>().map_or(0, |number| 1 + number % 63)] += 1.0;
            }
            vector
        };
        Ok(texts.iter().map(vector).collect())
    }
}
