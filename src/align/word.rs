//! What a word stands for in a comparison: keys under which a word of another language can be found, and meanings.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::vocabulary::{Sense, Senses, Vocabulary};
use crate::names::transcribe::romanise;
use crate::text::Lang;

/// A word's keys and the meanings of the first.
struct Meaning {
    keys: Vec<String>,
    senses: Senses,
}

/// Words a thread remembers; the news of a day in a dozen languages have fewer. Then it begins anew.
const REMEMBERED: usize = 100_000;

/// Words by language, and how many they are.
#[derive(Default)]
struct Known {
    count: usize,
    words: FxHashMap<&'static str, FxHashMap<Box<str>, Meaning>>,
}

thread_local! {
    /// Most words of a text stood in one before. What is remembered follows from word and language alone, so that no text's
    /// alignment depends on another.
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Hands the keys of `word` and the meanings of the first to `sink`. The keys are the word in Latin letters; of a Han word
/// itself, behind `=`, then the pairs of its characters, then its sound.
pub(super) fn of(word: &str, lang: Lang, vocabulary: &Vocabulary, sink: impl FnOnce(&[String], &[Sense])) {
    KNOWN.with_borrow_mut(|known| {
        if known.count >= REMEMBERED {
            *known = Known::default();
        }
        let words = known.words.entry(lang.code()).or_default();
        if let Some(meaning) = words.get(word) {
            return sink(&meaning.keys, &meaning.senses);
        }
        let meaning = Meaning { keys: keys(word, lang), senses: vocabulary.of_word(word) };
        sink(&meaning.keys, &meaning.senses);
        known.count += 1;
        words.insert(word.into(), meaning);
    });
}

/// The first key of a word.
pub(super) fn key(word: &str, lang: Lang) -> String {
    if is_han(word) { format!("={word}") } else { romanise(word, lang) }
}

fn is_han(word: &str) -> bool {
    word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn keys(word: &str, lang: Lang) -> Vec<String> {
    let mut keys = vec![key(word, lang)];
    if !is_han(word) {
        return keys;
    }
    let chars: Vec<char> = word.chars().collect();
    if chars.len() > 2 {
        keys.extend(chars.windows(2).map(|pair| pair.iter().fold("=".to_owned(), |key, c| key + c.encode_utf8(&mut [0; 4]))));
    }
    if chars.len() > 1 {
        keys.push(romanise(word, lang));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_the_same_the_second_time_and_another_in_another_language() {
        let (zh, cs) = (Lang::parse("zh").unwrap(), Lang::parse("cs").unwrap());
        let keys = |word: &str, lang| {
            let mut found = Vec::new();
            of(word, lang, Vocabulary::of(lang), |keys, senses| found.push((keys.to_vec(), senses.to_vec())));
            found.remove(0)
        };
        assert_eq!(keys("外交部", zh).0, ["=外交部", "=外交", "=交部", "waijiaobu"]);
        assert_eq!(keys("外交部", zh), keys("外交部", zh));
        assert_eq!((keys("王", zh).0, keys("Čchin", cs).0), (vec!["=王".to_owned()], vec!["cchin".to_owned()]));
        assert_ne!(keys("den", cs).1, keys("den", Lang::parse("de").unwrap()).1);
    }
}
