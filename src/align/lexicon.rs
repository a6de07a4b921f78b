//! A translation lexicon: which words of one language may stand for which of another.

use std::collections::BTreeMap;

/// Words of one language with their translations and how sure they are.
///
/// Words are keys as [`Word::key`](super::Word::key) has them. Strengths are thousandths above 0 up to 1, so that a lexicon
/// written to a file and read again is the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lexicon {
    entries: BTreeMap<String, Vec<(String, f32)>>,
}

impl Lexicon {
    /// Likely translations of `word`, with strength 0 to 1; the strongest first, equal ones by the alphabet.
    pub fn translations(&self, word: &str) -> impl Iterator<Item = (&str, f32)> {
        self.entries.get(word).into_iter().flatten().map(|(other, strength)| (other.as_str(), *strength))
    }

    /// Every word with its translations, by the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[(String, f32)])> {
        self.entries.iter().map(|(word, translations)| (word.as_str(), translations.as_slice()))
    }

    /// Number of words it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a pair of words; of two strengths the greater one holds. Equal words and empty ones are left out: the former match
    /// without a lexicon. A strength is brought to the nearest thousandth.
    pub fn add(&mut self, word: &str, translation: &str, strength: f32) {
        let strength = thousandths(strength);
        if word == translation || word.is_empty() || translation.is_empty() || strength.is_nan() || strength <= 0.0 {
            return;
        }
        let translations = self.entries.entry(word.to_owned()).or_default();
        if let Some(at) = translations.iter().position(|(known, _)| known == translation) {
            if translations[at].1 >= strength {
                return;
            }
            translations.remove(at);
        }
        let at = translations.partition_point(|(known, other)| (-other, known.as_str()) < (-strength, translation));
        translations.insert(at, (translation.to_owned(), strength));
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (word, translations) in other.iter() {
            translations.iter().for_each(|(translation, strength)| self.add(word, translation, *strength));
        }
    }

    /// The lexicon of the other direction.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut reversed = Self::default();
        for (word, translations) in self.iter() {
            translations.iter().for_each(|(translation, strength)| reversed.add(translation, word, *strength));
        }
        reversed
    }
}

/// A strength in whole thousandths, at most 1.
fn thousandths(strength: f32) -> f32 {
    (strength.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(pairs: &[(&str, &str, f32)]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        pairs.iter().for_each(|(word, translation, strength)| lexicon.add(word, translation, *strength));
        lexicon
    }

    #[test]
    fn translations_come_with_the_strongest_first_whatever_the_order() {
        let pairs = [("vlada", "cabinet", 0.2), ("vlada", "government", 0.8), ("vlada", "rule", 0.2), ("vlada", "rule", 0.1)];
        let mut turned = pairs;
        turned.reverse();
        let one = lexicon(&pairs);
        let all: Vec<(&str, f32)> = one.translations("vlada").collect();
        assert_eq!(all, [("government", 0.8), ("cabinet", 0.2), ("rule", 0.2)]);
        assert_eq!(one, lexicon(&turned));
    }

    #[test]
    fn what_needs_no_lexicon_is_left_out() {
        assert!(
            lexicon(&[("nato", "nato", 1.0), ("", "a", 1.0), ("a", "", 1.0), ("a", "b", 0.0), ("a", "c", f32::NAN)]).is_empty()
        );
    }

    #[test]
    fn turned_around_twice_it_is_itself() {
        let one = lexicon(&[("vlada", "government", 0.8004), ("kabinet", "government", 0.5), ("vlada", "cabinet", 0.3)]);
        assert_eq!(one.reversed().translations("government").collect::<Vec<_>>(), [("vlada", 0.8), ("kabinet", 0.5)]);
        assert_eq!(one.reversed().reversed(), one);
        let mut both = one.clone();
        both.merge(&lexicon(&[("vlada", "government", 0.9)]));
        assert_eq!(both.translations("vlada").next(), Some(("government", 0.9)));
        assert_eq!((both.len(), one.len()), (2, 2));
    }
}
