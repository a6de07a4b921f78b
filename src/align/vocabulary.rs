//! What the commonest words of the news mean, by language: small tables that share their senses.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use unicode_normalization::char::is_combining_mark;

use crate::text::{Lang, is_unspaced, is_wide, rows};

/// A meaning that all tables share: the place of its row in the English one.
pub(super) type Sense = u16;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    exact: FxHashMap<&'static str, Senses>,
    stems: FxHashMap<&'static str, Senses>,
    /// Letters of the longest stem.
    longest: usize,
    /// Strings found anywhere in text without spaces or with particles on its words, by their first character, longest first.
    unspaced: FxHashMap<char, Vec<(&'static str, Sense)>>,
    /// Letters that words of the language carry in front, as `ה` and `ו`.
    prefixes: Vec<char>,
}

/// Senses of a form; seldom more than one.
pub(super) type Senses = SmallVec<[Sense; 4]>;

/// Language and table.
macro_rules! tables {
    ($($code:literal),*) => {
        [$(($code, include_str!(concat!("../data/words/", $code, ".tsv")))),*]
    };
}

static TABLES: &[(&str, &str)] =
    &tables!["ar", "bg", "cs", "de", "en", "es", "fr", "he", "hr", "ja", "ko", "pl", "ru", "sk", "th", "uk", "zh"];

/// Which table a language reads and what its words carry in front.
static LANGUAGES: &str = include_str!("../data/word_tables.tsv");

static ALL: LazyLock<HashMap<&'static str, OnceLock<Vocabulary>>> =
    LazyLock::new(|| rows(LANGUAGES).filter_map(|cells| Some((*cells.first()?, OnceLock::new()))).collect());
/// Every sense by its English name.
static SENSES: LazyLock<FxHashMap<&'static str, Sense>> = LazyLock::new(|| {
    let english = TABLES.iter().find(|(code, _)| *code == "en").map_or("", |(_, table)| table);
    rows(english).filter_map(|cells| cells.first().copied()).zip(0..).collect()
});
static NONE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);

/// Forms of a table, and stems, usually.
const FORMS: usize = 3_500;
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
        let room = || FxHashMap::with_capacity_and_hasher(FORMS, FxBuildHasher);
        let mut all = Self { prefixes, exact: room(), stems: room(), ..Self::default() };
        for cells in rows(table) {
            let (Some(sense), Some(forms)) = (cells.first().and_then(|name| SENSES.get(name)), cells.get(1)) else { continue };
            for form in forms.split(' ') {
                match (form.strip_suffix('*'), form.chars().next()) {
                    (Some(stem), _) => {
                        all.longest = all.longest.max(stem.chars().count());
                        all.stems.entry(stem).or_default().push(*sense);
                    }
                    (None, Some(first)) if is_unspaced(first) || is_wide(first) => {
                        all.unspaced.entry(first).or_default().push((form, *sense))
                    }
                    (None, Some(_)) => all.exact.entry(form).or_default().push(*sense),
                    (None, None) => {}
                }
            }
        }
        all.unspaced.values_mut().for_each(|list| list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
        all
    }

    /// What a word may mean: by itself and by its longest stem, else without what it carries in front.
    pub(super) fn of_word(&self, word: &str) -> Senses {
        let mut found = Senses::new();
        if self.exact.is_empty() && self.stems.is_empty() {
            return found;
        }
        let word = word.to_lowercase();
        let mut rest = word.as_str();
        for _ in 0..=PREFIXES {
            self.of_bare(rest, &mut found);
            match rest.strip_prefix(self.prefixes.as_slice()).filter(|_| found.is_empty()) {
                Some(shorter) if shorter.chars().nth(LEAST - 1).is_some() => rest = shorter,
                _ => break,
            }
        }
        found
    }

    fn of_bare(&self, word: &str, found: &mut Senses) {
        found.extend(self.exact.get(word).into_iter().flatten().copied());
        // From the longest beginning down to the shortest: the first stem is the longest.
        let mut end = word.char_indices().nth(self.longest).map_or(word.len(), |(at, _)| at);
        while end > 0 {
            let start = word.get(..end).unwrap_or("");
            if let Some(senses) = self.stems.get(start) {
                found.extend(senses.iter().copied());
                return;
            }
            end -= start.chars().next_back().map_or(end, char::len_utf8);
        }
    }

    /// Meanings in text without spaces, with the bytes where their words begin; the longest word at each place.
    #[must_use]
    pub(super) fn in_unspaced(&self, text: &str) -> Vec<(usize, Sense)> {
        if self.unspaced.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let (mut next, mut before) = (0, '\0');
        for (at, c) in text.char_indices() {
            let open = !leads(std::mem::replace(&mut before, c)) && at >= next;
            let Some(list) = self.unspaced.get(&c).filter(|_| open) else { continue };
            let rest = text.get(at..).unwrap_or("");
            let whole = |form: &str| rest.strip_prefix(form).is_some_and(|after| !after.starts_with(follows));
            let Some((longest, _)) = list.iter().find(|(form, _)| whole(form)) else { continue };
            found.extend(list.iter().filter(|(form, _)| form == longest).map(|(_, sense)| (at, *sense)));
            next = at + longest.len();
        }
        found
    }
}

/// A vowel written before its consonant, so that no word begins behind it. Source: Unicode's `Logical_Order_Exception`, Thai and Lao.
fn leads(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
}

/// A vowel or tone mark written behind its consonant, so that no word ends before it: marks of every script, and the letters
/// for a and am of Thai and Lao.
fn follows(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{eb0}' | '\u{eb2}' | '\u{eb3}')
}

const NUMBERS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn small(value: f64) -> Option<usize> {
    (0_u8..=12).find(|small| (f64::from(*small) - value).abs() < f64::EPSILON).map(usize::from)
}

/// The word for a small number.
pub(super) fn number_word(value: f64) -> Option<Sense> {
    SENSES.get(NUMBERS.get(small(value)?)?).copied()
}

/// The month of a number.
pub(super) fn month(value: f64) -> Option<Sense> {
    SENSES.get(MONTHS.get(small(value)?.checked_sub(1)?)?).copied()
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
        let senses = |table: &'static str| rows(table).map(|cells| cells[0]).collect::<Vec<&str>>();
        let english: BTreeSet<&str> = senses(TABLES.iter().find(|(code, _)| *code == "en").unwrap().1).into_iter().collect();
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

    fn meanings(lang: &str, word: &str) -> Senses {
        of(lang).of_word(word)
    }

    #[test]
    fn every_language_reads_a_table_that_is_there() {
        for cells in rows(LANGUAGES) {
            assert!(TABLES.iter().any(|(code, _)| *code == cells[1]), "{}", cells[0]);
            assert!(Lang::parse(cells[0]).is_ok(), "{}", cells[0]);
        }
    }

    fn names(lang: &str, text: &str) -> Vec<&'static str> {
        let name = |sense: Sense| SENSES.iter().find(|(_, place)| **place == sense).map_or("", |(name, _)| *name);
        of(lang).in_unspaced(text).into_iter().map(|(_, sense)| name(sense)).collect()
    }

    #[test]
    fn words_of_unspaced_scripts_begin_and_end_with_a_syllable() {
        // The vowel of เปียโน and เปียงยาง stands before and behind ปี, that of ชนะ behind ชน.
        assert_eq!(names("th", "สามปี"), ["three", "year"]);
        assert!(names("th", "เปียโน").is_empty() && names("th", "เปียงยาง").is_empty());
        assert_eq!(names("th", "ฝ่ายค้านชนะการเลือกตั้ง"), ["opposition", "victory", "win", "election"]);
        // A longer word hides those inside it.
        assert_eq!(names("th", "ทะเลสาบ"), ["lake"]);
        assert_eq!(names("th", "5 มกราคม และ 7 ส.ค."), ["January", "and", "August"]);
    }

    #[test]
    fn inflected_prefixed_and_unspaced_words_are_found() {
        for (lang, word) in
            [("cs", "vlády"), ("uk", "уряду"), ("de", "Regierungen"), ("he", "הממשלה"), ("ar", "والحكومة"), ("sr", "vlade")]
        {
            assert!(meanings(lang, word).contains(&SENSES["government"]), "{lang} {word}");
        }
        for (lang, text) in [("zh", "美国政府说"), ("ja", "日本政府は"), ("ko", "한국 정부는"), ("th", "โฆษกรัฐบาลไทยแถลงว่า")]
        {
            assert!(of(lang).in_unspaced(text).iter().any(|(_, sense)| *sense == SENSES["government"]), "{text}");
        }
        assert!(meanings("en", "qwzx").is_empty() && meanings("is", "stjórn").is_empty());
        assert_eq!([number_word(3.0), month(3.0)], [SENSES["three"], SENSES["March"]].map(Some));
        assert_eq!([month(13.0), number_word(2.5)], [None, None]);
    }
}
