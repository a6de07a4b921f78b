//! Any script in Latin letters: one plain form per string, for comparison rather than for print.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::han;
use crate::text::{Lang, fold_into, rows};

static TABLE: &str = include_str!("../../data/romanise.tsv");

/// Language code -> letters -> Latin, with the length in characters of the longest row.
struct Letters {
    map: HashMap<&'static str, &'static str>,
    longest: usize,
}

static LETTERS: LazyLock<HashMap<&'static str, Letters>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Letters> = HashMap::new();
    for cells in rows(TABLE) {
        let [lang, from, to] = cells.as_slice() else { continue };
        let letters = all.entry(lang).or_insert_with(|| Letters { map: HashMap::new(), longest: 1 });
        letters.longest = letters.longest.max(from.chars().count());
        letters.map.insert(from, to);
    }
    all
});

/// `text` in folded Latin letters. Characters no table knows stay as they are; Han characters become pinyin.
#[must_use]
pub fn romanise(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if text.is_ascii() {
        fold_into(&mut out, text);
        return out;
    }
    let lower: Vec<char> = text.chars().flat_map(char::to_lowercase).map(katakana).collect();
    let mut i = 0;
    let mut buffer = String::new();
    while let Some(&c) = lower.get(i) {
        if let Some(letters) = table_for(c, lang) {
            let (step, latin) = longest_row(letters, lower.get(i..).unwrap_or(&[]), &mut buffer);
            if step > 0 {
                out.push_str(latin);
                i += step;
                continue;
            }
        }
        match c {
            '\u{ac00}'..='\u{d7a3}' => hangul(c, &mut out),
            '\u{4e00}'..='\u{9fff}' => match han::first_reading(c) {
                Some(syllable) => out.push_str(syllable),
                None => out.push(c),
            },
            c => plain_letter(c, lang, &mut out),
        }
        i += 1;
    }
    out
}

/// A letter without a row: its base letter's row (`ά` as `α`), else itself without marks.
fn plain_letter(c: char, lang: Lang, out: &mut String) {
    let base = c.nfd().next().unwrap_or(c);
    let mut buffer = [0; 4];
    match table_for(base, lang).and_then(|letters| letters.map.get(&*base.encode_utf8(&mut buffer))) {
        Some(latin) => out.push_str(latin),
        None => fold_into(out, c.encode_utf8(&mut buffer)),
    }
}

fn longest_row(letters: &'static Letters, ahead: &[char], buffer: &mut String) -> (usize, &'static str) {
    for length in (1..=letters.longest.min(ahead.len())).rev() {
        buffer.clear();
        buffer.extend(&ahead[..length]);
        if let Some(latin) = letters.map.get(buffer.as_str()) {
            return (length, latin);
        }
    }
    (0, "")
}

fn katakana(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    }
}

/// The table for a character: the language's own where it has one for the script, else the script's usual one.
fn table_for(c: char, lang: Lang) -> Option<&'static Letters> {
    let default = match c {
        '\u{400}'..='\u{52f}' => "ru",
        '\u{370}'..='\u{3ff}' => "el",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{600}'..='\u{6ff}' => "ar",
        '\u{10a0}'..='\u{10ff}' => "ka",
        '\u{530}'..='\u{58f}' => "hy",
        '\u{30a0}'..='\u{30ff}' => "ja",
        '\'' | '’' if lang.code() == "uk" => "uk",
        _ => return None,
    };
    let own = LETTERS.get(lang.code()).filter(|letters| {
        let mut buffer = [0; 4];
        letters.map.contains_key(&*c.encode_utf8(&mut buffer))
    });
    own.or_else(|| LETTERS.get(default))
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
}
