//! Phrases that translate each other, as pairs of words.

use crate::align::{Lexicon, phrase_keys};
use crate::text::{Lang, Segmenters};

/// Words a side of an entry; a longer one is a sentence, in which no word is known to answer another.
pub(super) const WORDS: usize = 3;

/// Strength of an entry of one word a side: that of equal senses in the aligner's own tables.
const SURE: f32 = 0.9;

/// Adds each word of `original` with each of `translation`; the more words there are, the weaker the pairs. False, and nothing
/// is added, where a side has no word or more than [`WORDS`].
pub(super) fn add_phrase(
    lexicon: &mut Lexicon,
    (from, original): (Lang, &str),
    (to, translation): (Lang, &str),
    segmenters: &Segmenters,
) -> bool {
    let sources = phrase_keys(original, from, segmenters);
    let targets = phrase_keys(translation, to, segmenters);
    let fits = |keys: &[String]| (1..=WORDS).contains(&keys.len());
    if !fits(&sources) || !fits(&targets) {
        return false;
    }
    let strength = SURE / ((sources.len() * targets.len()) as f32).sqrt();
    for source in &sources {
        targets.iter().for_each(|target| lexicon.add(source, target, strength));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_longer_phrases_are_weaker_and_sentences_teach_nothing() {
        let (cs, en) = (Lang::parse("cs").unwrap(), Lang::parse("en").unwrap());
        let segmenters = Segmenters::default();
        let mut lexicon = Lexicon::default();
        let mut add =
            |original: &str, translation: &str| add_phrase(&mut lexicon, (cs, original), (en, translation), &segmenters);
        assert!(add("vláda", "Government"));
        assert!(add("premiér", "prime minister"));
        assert!(add("Spojené státy", "United States"));
        assert!(!add("a b c d", "word") && !add("slovo", "–") && !add("", ""));
        let strength = |word: &str| lexicon.translations(word).next().map(|(_, strength)| strength);
        assert_eq!(["vlada", "premier", "staty", "slovo"].map(strength), [Some(0.9), Some(0.636), Some(0.45), None]);
        assert_eq!(lexicon.translations("premier").map(|(word, _)| word).collect::<Vec<_>>(), ["minister", "prime"]);
    }
}
