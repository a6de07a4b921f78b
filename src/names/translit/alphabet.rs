//! What the models see of a name: lower-case characters without marks that scripts leave out, between two edges.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::transcribe::{first_reading, romanise};
use super::model::UNKNOWN_LETTER;
use crate::text::{Lang, fold};

/// Edge of a name on either side.
pub(super) const EDGE: char = '|';
/// A source character the model has not learned.
pub(super) const UNKNOWN: u16 = u16::MAX;
/// Private-use characters stand for Mandarin syllables, the back-off of rare Han characters.
const SYLLABLE_BASE: u32 = 0xe000;

/// Characters of the source side of `name`, without edges: hangul as jamo, kana as romaji with its length marks, no vowel
/// points. Parts of a syllable generalise where whole ones would each have to be learned.
pub(super) fn source_letters(name: &str) -> Vec<char> {
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}');
    let romaji = name.chars().any(kana).then(|| {
        let ja = Lang::parse("ja").ok();
        name.split_inclusive('ー')
            .map(|part| {
                let (body, mark) = part.strip_suffix('ー').map_or((part, ""), |body| (body, "ー"));
                format!("{}{mark}", ja.map_or_else(|| body.to_owned(), |ja| romanise(body, ja)))
            })
            .collect::<String>()
    });
    let name = romaji.as_deref().unwrap_or(name);
    name.chars().flat_map(char::to_lowercase).nfc().flat_map(Spelled::new).filter(|c| !skipped(*c)).collect()
}

/// Characters of the Latin side, without edges.
pub(super) fn target_letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().flat_map(char::to_lowercase).nfc().map(apostrophe).filter(|c| !skipped(*c))
}

fn apostrophe(c: char) -> char {
    if matches!(c, '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '׳') { '\'' } else { c }
}

fn skipped(c: char) -> bool {
    c.is_whitespace()
        || is_combining_mark(c)
        || matches!(c, '-' | '‐' | '‑' | '·' | '・' | '．' | '.' | '=' | '＝' | '\u{640}' | '\u{200c}' | '\u{200d}' | EDGE)
}

/// One character of the source as the model spells it: one to three characters.
struct Spelled {
    chars: [char; 3],
    at: usize,
}

impl Spelled {
    fn new(c: char) -> Self {
        let mut chars = ['\0'; 3];
        match c {
            '\u{ac00}'..='\u{d7a3}' => {
                for (slot, jamo) in chars.iter_mut().zip(std::iter::once(c).nfd()) {
                    *slot = jamo;
                }
            }
            'ё' | 'й' | 'ї' => chars[0] = c,
            c => chars[0] = apostrophe(c),
        }
        Self { chars, at: 0 }
    }
}

impl Iterator for Spelled {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = *self.chars.get(self.at)?;
        self.at += 1;
        (c != '\0').then_some(c)
    }
}

/// The Mandarin syllable of a Han character as one private-use character.
pub(super) fn syllable_class(c: char) -> Option<char> {
    let reading = first_reading(c)?;
    // A name for the syllable that does not depend on the order of any table: base-26 of its letters, folded into the
    // private-use planes.
    let code = reading.bytes().fold(0u32, |code, b| (code * 27 + u32::from(b - b'a') + 1) % 6_007);
    char::from_u32(SYLLABLE_BASE + code % 6_000)
}

/// Characters with numbers, from 1.
#[derive(Debug, Default, Clone)]
pub(super) struct Alphabet {
    numbers: HashMap<char, u16>,
    chars: Vec<char>,
}

impl Alphabet {
    pub(super) fn add(&mut self, c: char) -> u16 {
        if let Some(number) = self.numbers.get(&c) {
            return *number;
        }
        let number = u16::try_from(self.chars.len() + 1).unwrap_or(u16::MAX);
        self.chars.push(c);
        self.numbers.insert(c, number);
        number
    }

    pub(super) fn number(&self, c: char) -> Option<u16> {
        self.numbers.get(&c).copied()
    }

    pub(super) fn char(&self, number: u16) -> Option<char> {
        self.chars.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// A source character: itself, else its syllable, else its base letter.
    pub(super) fn source_number(&self, c: char) -> u16 {
        self.number(c)
            .or_else(|| syllable_class(c).and_then(|class| self.number(class)))
            .or_else(|| base(c).and_then(|base| self.number(base)))
            .unwrap_or(UNKNOWN)
    }

    /// A target character: itself, else its base letters.
    pub(super) fn target_numbers(&self, c: char, mut sink: impl FnMut(u16)) {
        if let Some(number) = self.number(c) {
            return sink(number);
        }
        let mut buffer = [0; 4];
        for base in fold(c.encode_utf8(&mut buffer)).chars() {
            sink(self.number(base).unwrap_or(UNKNOWN_LETTER));
        }
    }
}

fn base(c: char) -> Option<char> {
    let mut buffer = [0; 4];
    fold(c.encode_utf8(&mut buffer)).chars().next()
}
