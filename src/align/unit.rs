//! A text made ready for alignment: the words, numbers, lengths and last marks of its sentences.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::vocabulary::{self, Sense, Vocabulary};
use super::{calendar, word};
use crate::article::{Anchor, Article, Block, BlockKind, Document, Side};
use crate::text::{Lang, Normalized, Segmenters, TokenKind, fold, is_closing_mark, is_quotation_mark, is_wide, numbers, tokens};

/// A text prepared for alignment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Its distinct words.
    pub words: Vec<Word>,
    /// Its sentences, in order.
    pub units: Vec<Unit>,
}

/// A word of a text, as far as it can be compared with one of another language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// Folded and romanised; `#` and the value of a number, `=` before Han characters.
    pub key: String,
    /// What it may mean, where a table knows: places in the list of senses.
    pub senses: Vec<u16>,
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
    /// Places of its distinct words in [`Text::words`], ascending.
    pub words: Vec<u32>,
    /// Length in characters, a wide one counted as its usual length in Latin script.
    pub chars: f64,
    /// Folded text of the sentences at the top; empty further down.
    pub folded: String,
    /// Paragraph number.
    pub block: usize,
    /// What its block is.
    pub kind: BlockKind,
    /// How it ends.
    pub ending: Ending,
    /// Whether it begins in the middle of a sentence: with a small letter.
    pub continues: bool,
    /// Whether it holds a quotation mark.
    pub quoted: bool,
}

/// Lines at the top of a text that can be copies of its headline.
pub(super) const TOP: usize = 6;
/// Length of a Han or kana character in Latin characters; from the ratio of parallel news, about 3 for Chinese into English.
const WIDE: f64 = 3.0;
/// What follows the number of a month, where months are counted: Chinese, Japanese; Korean.
const MONTH: [char; 2] = ['月', '월'];

impl Text {
    /// Every sentence of `document`, prepared.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let mut reader = Reader::new(document.lang());
        let units = (0..document.sentences().len()).map(|index| reader.unit(document, index)).collect();
        let words = reader.keys.into_iter().zip(reader.senses).map(|(key, senses)| Word { key, senses });
        Self { words: words.collect(), units }
    }

    /// Sentences that stand by themselves, as in a translation memory, prepared; an empty one has no words.
    #[must_use]
    pub fn of_sentences<'s>(sentences: impl IntoIterator<Item = &'s str>, lang: Lang, segmenters: &Segmenters) -> Self {
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.to_owned(), anchor: Anchor::default() };
        let article = Article { lang, path: None, blocks: sentences.into_iter().map(block).collect() };
        Self::new(&Document::presegmented(article, Side::Original, segmenters))
    }
}

/// The words and numbers of a phrase as [`Word::key`] has them, in order; numbers come last.
#[must_use]
pub fn phrase_keys(phrase: &str, lang: Lang, segmenters: &Segmenters) -> Vec<String> {
    let normal = Normalized::new(phrase);
    let mut keys = Vec::new();
    tokens(normal.text(), lang, segmenters, |token| {
        let word = token.span.of(normal.text());
        if token.kind == TokenKind::Word {
            keys.push(word::key(word, lang));
        }
    });
    keys.extend(numbers(normal.text()).into_iter().map(|number| format!("#{}", number.value)));
    keys.retain(|key| !key.is_empty());
    keys
}

/// Reads sentences; each distinct word is romanised and looked up once.
struct Reader<'d> {
    lang: Lang,
    vocabulary: &'static Vocabulary,
    keys: IndexSet<String, FxBuildHasher>,
    senses: Vec<Vec<Sense>>,
    /// Places of what a word of the text stands for, as a range of `known`.
    met: FxHashMap<&'d str, (usize, usize)>,
    known: Vec<u32>,
}

impl<'d> Reader<'d> {
    fn new(lang: Lang) -> Self {
        /// Words of an article.
        const WORDS: usize = 300;
        Self {
            lang,
            vocabulary: Vocabulary::of(lang),
            keys: IndexSet::with_capacity_and_hasher(WORDS, FxBuildHasher),
            senses: Vec::with_capacity(WORDS),
            met: FxHashMap::with_capacity_and_hasher(WORDS, FxBuildHasher),
            known: Vec::with_capacity(WORDS),
        }
    }

    fn unit(&mut self, document: &'d Document, index: usize) -> Unit {
        let text = document.sentence_text(index);
        let block = document.sentences().get(index).map_or(0, |sentence| sentence.block);
        let from = document.sentences().get(index).map_or(0, |sentence| sentence.span.start());
        let block_text = document.text(block);
        let senses = self.vocabulary.in_unspaced(text);
        let mut words: Vec<u32> = Vec::new();
        self.numbers(text, &mut words);
        for token in document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word) {
            let (first, last) = self.word(token.span.of(block_text));
            words.extend(&self.known[first..last]);
            if !senses.is_empty() {
                let (start, end) = (token.span.start() - from, token.span.end() - from);
                let within = senses.iter().filter(|(at, _)| (start..end).contains(at)).map(|(_, sense)| *sense);
                self.add_senses(self.known[first], within);
            }
        }
        words.sort_unstable();
        words.dedup();
        let chars = length(text);
        let continues = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let quoted = text.contains(is_quotation_mark);
        let folded = if index < TOP { fold(text) } else { String::new() };
        Unit { words, chars, folded, block, kind: document.kind(block), ending: Ending::of(text), continues, quoted }
    }

    fn numbers(&mut self, text: &str, words: &mut Vec<u32>) {
        for number in numbers(text) {
            let month = text.get(number.span.end()..).is_some_and(|rest| rest.starts_with(MONTH));
            let sense = if month { vocabulary::month(number.value) } else { vocabulary::number_word(number.value) };
            let year = calendar::common_year(number.value, text.get(..number.span.start()).unwrap_or(""), self.lang);
            let place = self.place(&format!("#{}", year.unwrap_or(number.value)));
            self.add_senses(place, sense.into_iter());
            words.push(place);
        }
    }

    /// What a word of the text stands for: itself, and of a long Han word the pairs of its characters and its sound. The first
    /// one carries the senses.
    fn word(&mut self, word: &'d str) -> (usize, usize) {
        if let Some(range) = self.met.get(word) {
            return *range;
        }
        let first = self.known.len();
        word::of(word, self.lang, self.vocabulary, |keys, senses| {
            for (key, senses) in keys.iter().zip(std::iter::once(senses).chain(std::iter::repeat(&[][..]))) {
                let place = self.place(key);
                self.known.push(place);
                self.add_senses(place, senses.iter().copied());
            }
        });
        let range = (first, self.known.len());
        self.met.insert(word, range);
        range
    }

    fn place(&mut self, key: &str) -> u32 {
        let place = self.keys.get_index_of(key).unwrap_or_else(|| {
            self.senses.push(Vec::new());
            self.keys.insert_full(key.to_owned()).0
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    fn add_senses(&mut self, place: u32, senses: impl Iterator<Item = Sense>) {
        let Some(known) = self.senses.get_mut(place as usize) else { return };
        for sense in senses {
            if !known.contains(&sense) {
                known.push(sense);
            }
        }
    }
}

/// Length of a sentence in characters of Latin script.
fn length(text: &str) -> f64 {
    let wide = if text.is_ascii() { 0 } else { text.chars().filter(|c| is_wide(*c)).count() };
    text.chars().count() as f64 + (WIDE - 1.0) * wide as f64
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_has_the_keys_its_words_have_in_a_text() {
        let keys = |lang: &str, phrase: &str| phrase_keys(phrase, Lang::parse(lang).unwrap(), &Segmenters::default());
        assert_eq!(keys("cs", "Spojené státy"), ["spojene", "staty"]);
        assert_eq!(keys("uk", "уряд"), ["uriad"]);
        assert_eq!(keys("zh", "政府"), ["=政府"]);
        assert_eq!(keys("en", "the 2 pillars"), ["the", "pillars", "#2"]);
        assert_eq!(keys("en", " – "), Vec::<String>::new());
    }

    #[test]
    fn every_sentence_of_a_memory_is_a_unit() {
        let text = Text::of_sentences(["One. Two.", "", "Three"], Lang::parse("en").unwrap(), &Segmenters::default());
        assert_eq!(text.units.iter().map(|unit| unit.words.len()).collect::<Vec<_>>(), [2, 0, 1]);
    }
}
