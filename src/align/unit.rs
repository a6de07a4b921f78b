//! A sentence made ready for alignment: its words, numbers, length and last mark.

use super::vocabulary::{self, Sense, Vocabulary};
use crate::article::Document;
use crate::names::transcribe::romanise;
use crate::text::{Lang, TokenKind, fold, is_closing_mark, is_quotation_mark, is_wide, numbers};

/// A word of a sentence, as far as it can be compared with one of another language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// Folded and romanised; `#` and the value of a number, `=` before Han characters.
    pub key: String,
    /// What it means, where a table knows.
    pub senses: Vec<&'static str>,
}

/// How a sentence ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ending {
    /// With a full stop, or a mark none of the others is.
    #[default]
    Stop,
    /// Without a mark: headlines, captions, list items.
    Open,
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a colon.
    Colon,
    /// In the middle of a sentence: with a semicolon, comma or dash.
    Pause,
}

/// A sentence prepared for alignment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unit {
    /// Its distinct words, ascending by key.
    pub words: Vec<Word>,
    /// Length in characters, a wide one counted as its usual length in Latin script.
    pub chars: f64,
    /// Folded text.
    pub folded: String,
    /// Paragraph number.
    pub block: usize,
    /// How it ends.
    pub ending: Ending,
    /// Whether it begins in the middle of a sentence: with a small letter.
    pub continues: bool,
    /// Whether it holds a quotation mark.
    pub quoted: bool,
}

/// Length of a Han or kana character in Latin characters; from the ratio of parallel news, about 3 for Chinese into English.
const WIDE: f64 = 3.0;
/// What follows the number of a month, where months are counted: Chinese, Japanese; Korean.
const MONTH: [char; 2] = ['月', '월'];

impl Unit {
    fn new(document: &Document, index: usize, vocabulary: &Vocabulary) -> Self {
        let text = document.sentence_text(index);
        let block = document.sentences().get(index).map_or(0, |sentence| sentence.block);
        let mut words = numbers_of(text);
        let from = document.sentences().get(index).map_or(0, |sentence| sentence.span.start());
        let block_text = document.text(block);
        let senses = vocabulary.in_unspaced(text);
        for token in document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word) {
            let word = token.span.of(block_text);
            let (start, end) = (token.span.start() - from, token.span.end() - from);
            add_word(&mut words, word, document.lang(), || {
                let within = senses.iter().filter(|(at, _)| (start..end).contains(at)).map(|(_, sense)| *sense);
                within.chain(vocabulary.of_word(word)).collect()
            });
        }
        words.retain(|word| !word.key.is_empty());
        words.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        words.dedup_by(|next, kept| next.key == kept.key);
        let chars = text.chars().map(|c| if is_wide(c) { WIDE } else { 1.0 }).sum();
        let continues = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let quoted = text.contains(is_quotation_mark);
        Self { words, chars, folded: fold(text), block, ending: Ending::of(text), continues, quoted }
    }
}

impl Ending {
    fn of(text: &str) -> Self {
        match text.trim_end_matches(|c: char| c.is_whitespace() || is_closing_mark(c)).chars().next_back() {
            Some('?' | '？' | '؟') => Self::Question,
            Some('!' | '！') => Self::Exclamation,
            Some(':' | '：') => Self::Colon,
            Some(';' | '；' | ',' | '，' | '、' | '–' | '—' | '-') => Self::Pause,
            Some(c) if c.is_alphanumeric() => Self::Open,
            _ => Self::Stop,
        }
    }
}

fn numbers_of(text: &str) -> Vec<Word> {
    let word = |number: &crate::text::Number| {
        let senses = if text.get(number.span.end()..).is_some_and(|rest| rest.starts_with(MONTH)) {
            vocabulary::month(number.value)
        } else {
            vocabulary::number_word(number.value)
        };
        Word { key: format!("#{}", number.value), senses: senses.into_iter().collect() }
    };
    numbers(text).iter().map(word).collect()
}

fn add_word(words: &mut Vec<Word>, word: &str, lang: Lang, senses: impl FnOnce() -> Vec<Sense>) {
    if !word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        words.push(Word { key: romanise(word, lang), senses: senses() });
        return;
    }
    let chars: Vec<char> = word.chars().collect();
    words.push(Word { key: format!("={word}"), senses: senses() });
    if chars.len() > 2 {
        words.extend(chars.windows(2).map(|pair| Word { key: format!("={}{}", pair[0], pair[1]), senses: Vec::new() }));
    }
    if chars.len() >= 2 {
        words.push(Word { key: romanise(word, lang), senses: Vec::new() });
    }
}

/// Every sentence of `document`, prepared.
#[must_use]
pub fn units(document: &Document) -> Vec<Unit> {
    let vocabulary = Vocabulary::of(document.lang());
    (0..document.sentences().len()).map(|index| Unit::new(document, index, vocabulary)).collect()
}
