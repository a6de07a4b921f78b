//! What the commonest words of the news mean, by language: small tables that share their senses.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use crate::text::{Lang, is_wide, rows};

/// A meaning that all tables share: the identity of a row.
pub(super) type Sense = &'static str;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    exact: FxHashMap<&'static str, Vec<Sense>>,
    stems: FxHashMap<&'static str, Vec<Sense>>,
    /// Strings found anywhere in text without spaces, by their first character, longest first.
    unspaced: FxHashMap<char, Vec<(&'static str, Sense)>>,
    /// Letters that words of the language carry in front, as `ה` and `ו`.
    prefixes: Vec<char>,
}

/// Language and table.
macro_rules! tables {
    ($($code:literal),*) => {
        [$(($code, include_str!(concat!("../data/words/", $code, ".tsv")))),*]
    };
}

static TABLES: &[(&str, &str)] =
    &tables!["ar", "bg", "cs", "de", "en", "es", "fr", "he", "hr", "ja", "ko", "pl", "ru", "sk", "uk", "zh"];

/// Which table a language reads and what its words carry in front.
static LANGUAGES: &str = include_str!("../data/word_tables.tsv");

static ALL: LazyLock<HashMap<&'static str, OnceLock<Vocabulary>>> =
    LazyLock::new(|| rows(LANGUAGES).filter_map(|cells| Some((*cells.first()?, OnceLock::new()))).collect());
static NONE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);

/// Fewest letters of a stem and of what is left of a word without its prefix.
const LEAST: usize = 2;
/// Most letters that are taken for prefixes.
const PREFIXES: usize = 3;

impl Vocabulary {
    /// The words of `lang`; empty for a language without a table.
    #[must_use]
    pub(super) fn of(lang: Lang) -> &'static Self {
        ALL.get(lang.code()).map_or(&NONE, |slot| slot.get_or_init(|| Self::read(lang.code())))
    }

    fn read(code: &str) -> Self {
        let row = rows(LANGUAGES).find(|cells| cells.first() == Some(&code)).unwrap_or_default();
        let table = TABLES.iter().find(|(known, _)| row.get(1) == Some(known)).map_or("", |(_, table)| table);
        let prefixes = row.get(2).map_or(Vec::new(), |letters| letters.split(' ').flat_map(str::chars).collect());
        let mut all = Self { prefixes, ..Self::default() };
        for cells in rows(table) {
            let (Some(sense), Some(forms)) = (cells.first(), cells.get(1)) else { continue };
            for form in forms.split(' ') {
                match (form.strip_suffix('*'), form.chars().next()) {
                    (Some(stem), _) => all.stems.entry(stem).or_default().push(sense),
                    (None, Some(first)) if is_wide(first) => all.unspaced.entry(first).or_default().push((form, sense)),
                    (None, Some(_)) => all.exact.entry(form).or_default().push(sense),
                    (None, None) => {}
                }
            }
        }
        all.unspaced.values_mut().for_each(|list| list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
        all
    }

    /// What a word may mean: by itself, by its longest stem, without what it carries in front.
    #[must_use]
    pub(super) fn of_word(&self, word: &str) -> Vec<Sense> {
        if self.exact.is_empty() && self.stems.is_empty() {
            return Vec::new();
        }
        let word = word.to_lowercase();
        let mut rest = word.as_str();
        for _ in 0..=PREFIXES {
            let found = self.of_bare(rest);
            if !found.is_empty() {
                return found;
            }
            match rest.strip_prefix(self.prefixes.as_slice()) {
                Some(shorter) if shorter.chars().nth(LEAST - 1).is_some() => rest = shorter,
                _ => break,
            }
        }
        Vec::new()
    }

    fn of_bare(&self, word: &str) -> Vec<Sense> {
        let mut found = self.exact.get(word).cloned().unwrap_or_default();
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).skip(LEAST - 1);
        let stems = ends.filter_map(|end| self.stems.get(word.get(..end)?)).last();
        found.extend(stems.into_iter().flatten().copied());
        found
    }

    /// Meanings in text without spaces, with the bytes where their words begin; the longest word at each place.
    #[must_use]
    pub(super) fn in_unspaced(&self, text: &str) -> Vec<(usize, Sense)> {
        if self.unspaced.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut next = 0;
        for (at, c) in text.char_indices() {
            let Some(list) = self.unspaced.get(&c).filter(|_| at >= next) else { continue };
            let rest = text.get(at..).unwrap_or("");
            let Some((longest, _)) = list.iter().find(|(form, _)| rest.starts_with(form)) else { continue };
            found.extend(list.iter().filter(|(form, _)| form == longest).map(|(_, sense)| (at, *sense)));
            next = at + longest.len();
        }
        found
    }
}

const NUMBERS: [Sense; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const MONTHS: [Sense; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn small(value: f64) -> Option<usize> {
    (0_u8..=12).find(|small| (f64::from(*small) - value).abs() < f64::EPSILON).map(usize::from)
}

/// The word for a small number.
pub(super) fn number_word(value: f64) -> Option<Sense> {
    NUMBERS.get(small(value)?).copied()
}

/// The month of a number.
pub(super) fn month(value: f64) -> Option<Sense> {
    MONTHS.get(small(value)?.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of(lang: &str) -> &'static Vocabulary {
        Vocabulary::of(Lang::parse(lang).unwrap())
    }

    #[test]
    fn every_table_has_known_senses_once_and_forms_in_small_letters() {
        let senses = |table: &'static str| rows(table).map(|cells| cells[0]).collect::<Vec<Sense>>();
        let english: BTreeSet<Sense> = senses(TABLES.iter().find(|(code, _)| *code == "en").unwrap().1).into_iter().collect();
        for (code, table) in TABLES {
            let own = senses(table);
            assert!(own.len() > 1_300, "{code}");
            assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len(), "{code}: a sense twice");
            for cells in rows(table) {
                assert!(english.contains(cells[0]), "{code}: {}", cells[0]);
                assert!(cells.len() == 2 && cells[1].split(' ').all(|form| !form.is_empty()), "{code}: {}", cells[0]);
                assert_eq!(cells[1].to_lowercase(), cells[1], "{code}: {}", cells[0]);
            }
        }
    }

    #[test]
    fn every_language_reads_a_table_that_is_there() {
        for cells in rows(LANGUAGES) {
            assert!(TABLES.iter().any(|(code, _)| *code == cells[1]), "{}", cells[0]);
            assert!(Lang::parse(cells[0]).is_ok(), "{}", cells[0]);
        }
    }

    #[test]
    fn inflected_prefixed_and_unspaced_words_are_found() {
        for (lang, word) in
            [("cs", "vlády"), ("uk", "уряду"), ("de", "Regierungen"), ("he", "הממשלה"), ("ar", "والحكومة"), ("sr", "vlade")]
        {
            assert!(of(lang).of_word(word).contains(&"government"), "{lang} {word}");
        }
        for (lang, text) in [("zh", "美国政府说"), ("ja", "日本政府は"), ("ko", "한국 정부는")] {
            assert!(of(lang).in_unspaced(text).iter().any(|(_, sense)| *sense == "government"), "{text}");
        }
        assert!(of("en").of_word("qwzx").is_empty() && of("is").of_word("stjórn").is_empty());
        assert_eq!((number_word(3.0), month(3.0), month(13.0), number_word(2.5)), (Some("three"), Some("March"), None, None));
    }
}
