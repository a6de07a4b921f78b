//! The word somebody probably meant.

use crate::text::edit_similarity;

/// Likeness from which a word is proposed: one letter of three may be wrong. `max-file-size` still finds `max-file-bytes`,
/// while `drift` does not find `init`.
const ALIKE: f64 = 0.64;

/// The one of `words` most like `word`, if any is near: the same but for case and separators, containing it, or at most a
/// third of its letters away.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = plain(word);
    let likeness = |candidate: &str| {
        let candidate = plain(candidate);
        let contained = word.len() >= 4 && candidate.contains(&word);
        edit_similarity(&word, &candidate).max(if contained { ALIKE } else { 0.0 })
    };
    let scored = words.into_iter().map(|candidate| (likeness(candidate), candidate));
    // The first of equals, so that the order of the words decides and not chance.
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= ALIKE).then_some(best.1)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 4] = ["min-confidence", "max-file-bytes", "name-drift", "headline-duplicate"];

    #[test]
    fn slips_find_their_word() {
        for (slip, word) in [
            ("min_confidence", "min-confidence"),
            ("minconfidence", "min-confidence"),
            ("max-file-size", "max-file-bytes"),
            ("Name-Drfit", "name-drift"),
            ("drift", "name-drift"),
            ("headline-dup", "headline-duplicate"),
        ] {
            assert_eq!(nearest(slip, WORDS), Some(word), "{slip}");
        }
    }

    #[test]
    fn a_strange_word_finds_none() {
        assert_eq!(nearest("colour", WORDS), None);
        assert_eq!(nearest("", WORDS), None);
        assert_eq!(nearest("name-drift", []), None);
    }
}
