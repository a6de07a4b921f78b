//! Any script in Latin letters: one plain form per string, for comparison rather than for print.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::han;
use crate::text::{Lang, fold_into, rows};

static TABLE: &str = include_str!("../../data/romanise.tsv");

/// Letters and what they become.
type Row = (Vec<char>, &'static str);
/// The rows of one language by their first character, longest rows first.
type Letters = FxHashMap<char, Vec<Row>>;

static LETTERS: LazyLock<FxHashMap<&'static str, Letters>> = LazyLock::new(|| {
    let mut all: FxHashMap<&'static str, Letters> = FxHashMap::default();
    for cells in rows(TABLE) {
        let [lang, from, to] = cells.as_slice() else { continue };
        let from: Vec<char> = from.chars().collect();
        let Some(first) = from.first() else { continue };
        let list = all.entry(lang).or_default().entry(*first).or_default();
        let at = list.partition_point(|(known, _)| known.len() >= from.len());
        list.insert(at, (from, to));
    }
    all
});

/// `text` in folded Latin letters. Characters no table knows stay as they are; Han characters become pinyin.
#[must_use]
pub fn romanise(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let spelled = |c: char| script_table(c).is_some() || matches!(c, '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    let apostrophes = lang.code() == "uk";
    if !text.contains(|c| (c > '\u{24f}' && spelled(c)) || (apostrophes && is_apostrophe(c))) {
        fold_into(&mut out, text);
        return out;
    }
    let own = LETTERS.get(lang.code());
    let lower: Vec<char> = text.chars().flat_map(char::to_lowercase).map(katakana).collect();
    let mut ahead = lower.as_slice();
    while let Some((&c, rest)) = ahead.split_first() {
        // The longest row that what is ahead begins with.
        let row = rows_for(c, lang, own).and_then(|rows| rows.iter().find(|(from, _)| ahead.starts_with(from)));
        if let Some((from, latin)) = row {
            out.push_str(latin);
            ahead = ahead.get(from.len()..).unwrap_or(&[]);
            continue;
        }
        match c {
            '\u{ac00}'..='\u{d7a3}' => hangul(c, &mut out),
            '\u{4e00}'..='\u{9fff}' => match han::first_reading(c) {
                Some(syllable) => out.push_str(syllable),
                None => out.push(c),
            },
            c => plain_letter(c, lang, own, &mut out),
        }
        ahead = rest;
    }
    out
}

/// Whether [`romanise`] knows the letters of the usual script of `lang`; of Thai or Hindi it does not.
#[must_use]
pub fn reads(lang: Lang) -> bool {
    const SCRIPTS: [&str; 12] = ["Latn", "Cyrl", "Grek", "Hebr", "Arab", "Geor", "Armn", "Jpan", "Hans", "Hant", "Hani", "Kore"];
    SCRIPTS.contains(&lang.script())
}

/// A letter without a row: its base letter's row (`ά` as `α`), else itself without marks.
fn plain_letter(c: char, lang: Lang, own: Option<&'static Letters>, out: &mut String) {
    let base = if c.is_ascii() { c } else { c.nfd().next().unwrap_or(c) };
    match rows_for(base, lang, own).and_then(single) {
        Some(latin) => out.push_str(latin),
        None => fold_into(out, c.encode_utf8(&mut [0; 4])),
    }
}

/// What a letter by itself becomes.
fn single(rows: &'static [Row]) -> Option<&'static str> {
    rows.iter().find(|(from, _)| from.len() == 1).map(|(_, latin)| *latin)
}

fn katakana(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    }
}

/// The rows that begin with a character: the language's own where it has one for the letter, else its script's usual ones.
fn rows_for(c: char, lang: Lang, own: Option<&'static Letters>) -> Option<&'static [Row]> {
    let default = match script_table(c) {
        Some(table) => table,
        None if lang.code() == "uk" && is_apostrophe(c) => "uk",
        None => return None,
    };
    let rows = |letters: &'static Letters| letters.get(&c).map(Vec::as_slice);
    let of_own = own.and_then(rows).filter(|rows| single(rows).is_some());
    of_own.or_else(|| LETTERS.get(default).and_then(rows))
}

/// The usual table of a character's script.
fn script_table(c: char) -> Option<&'static str> {
    match c {
        '\u{400}'..='\u{52f}' => Some("ru"),
        '\u{370}'..='\u{3ff}' => Some("el"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{600}'..='\u{6ff}' => Some("ar"),
        '\u{10a0}'..='\u{10ff}' => Some("ka"),
        '\u{530}'..='\u{58f}' => Some("hy"),
        '\u{30a0}'..='\u{30ff}' => Some("ja"),
        _ => None,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Revised Romanisation of one syllable block, without assimilation.
fn hangul(c: char, out: &mut String) {
    const LEAD: [&str; 19] = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui",
        "i",
    ];
    const TAIL: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
        "k", "t", "p", "t",
    ];
    let index = u32::from(c) - 0xac00;
    let pick = |parts: &[&'static str], at: u32| usize::try_from(at).ok().and_then(|at| parts.get(at)).copied().unwrap_or("");
    out.push_str(pick(&LEAD, index / 588));
    out.push_str(pick(&VOWEL, index % 588 / 28));
    out.push_str(pick(&TAIL, index % 28));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_come_out_as_the_press_writes_them() {
        for (lang, text, latin) in [
            ("ru", "Патрушев", "patrushev"),
            ("uk", "Кубраков", "kubrakov"),
            ("uk", "Григорій", "hryhorii"),
            ("bg", "Хърватия", "harvatiya"),
            ("sr", "Вучић", "vucic"),
            ("el", "Μητσοτάκης", "mitsotakis"),
            ("ja", "ネルソン", "neruson"),
            ("ja", "ジャクソン", "jakuson"),
            ("ja", "きょうと", "kyouto"),
            ("ko", "박진", "bakjin"),
            ("zh", "秦刚", "qingang"),
            ("ar", "محمد", "mhmd"),
            ("he", "נתניהו", "ntnyhv"),
            ("cs", "Ťin-pching", "tin-pching"),
        ] {
            assert_eq!(romanise(text, Lang::parse(lang).unwrap()), latin, "{text}");
        }
    }

    #[test]
    fn scripts_without_a_table_are_not_read() {
        let read = |code: &&str| reads(Lang::parse(code).unwrap());
        assert!(["cs", "ru", "sr", "el", "he", "ar", "fa", "ka", "hy", "ja", "zh", "zh-Hant", "ko"].iter().all(read));
        assert!(!["th", "hi", "my"].iter().any(read));
    }
}
