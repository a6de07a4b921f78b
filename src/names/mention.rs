//! Mentions: where a text names somebody or something.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::transcribe::romanise;
use crate::article::{BlockKind, Document, Locus};
use crate::text::{Lang, ScriptKind, Span, TokenKind, fold, rows};

static TITLES: &str = include_str!("../data/titles.tsv");

static TITLE_WORDS: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, HashSet<String>> = HashMap::new();
    for cells in rows(TITLES) {
        let [lang, words] = cells.as_slice() else { continue };
        all.entry(lang).or_default().extend(words.split(' ').map(fold));
    }
    all
});

/// True for a title, office or calendar word, which stands beside names and is no part of them.
#[must_use]
pub(super) fn is_title(folded: &str, lang: Lang) -> bool {
    TITLE_WORDS.get(lang.code()).is_some_and(|words| words.contains(folded))
}

static STARTERS: &str = include_str!("../data/sentence_starters.tsv");

static STARTER_WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, HashSet<&'static str>> = HashMap::new();
    for cells in rows(STARTERS) {
        let [langs, words] = cells.as_slice() else { continue };
        for lang in langs.split(',') {
            all.entry(lang).or_default().extend(words.split(' '));
        }
    }
    all
});

/// True for a word that begins sentences and is hardly ever part of the name after it (`According`, `Then`).
fn is_starter(word: &str, lang: Lang) -> bool {
    STARTER_WORDS.get(lang.code()).is_some_and(|words| words.contains(word))
}

/// A capitalised word of a text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Number of the sentence.
    pub(super) sentence: usize,
    /// Place, without possessive.
    pub(super) locus: Locus,
    /// As it stands, without possessive.
    pub(super) text: String,
    /// Folded.
    pub(super) folded: String,
    /// Folded and in Latin letters.
    pub(super) latin: String,
    /// True when its capital says nothing: first in its sentence, or in a title-case or all-capital line.
    pub(super) weak: bool,
}

/// Capitalised words in a row: a name, perhaps with a title before it.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Number of the sentence.
    pub sentence: usize,
    /// Whole span.
    pub locus: Locus,
    /// Range of its words in the survey.
    pub(super) words: std::ops::Range<usize>,
}

/// Capitalised words and mentions of one text.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) words: Vec<Word>,
    pub(super) mentions: Vec<Mention>,
    /// Folded word -> its occurrences in `words`.
    pub(super) types: BTreeMap<String, Vec<usize>>,
    /// Folded words that the text also has in lower case.
    pub(super) lower: HashSet<String>,
}

/// The mentions of a text in a cased script; empty for other scripts.
#[must_use]
pub fn mentions(document: &Document) -> Vec<Mention> {
    survey(document).mentions
}

/// Share of capitalised words from which a line is in title case.
const TITLE_CASE: f64 = 0.6;

pub(super) fn survey(document: &Document) -> Survey {
    let mut survey = Survey::default();
    if document.lang().script_kind() != ScriptKind::Cased {
        return survey;
    }
    for index in 0..document.sentences().len() {
        let block = document.sentences()[index].block;
        if document.kind(block) != BlockKind::Boilerplate {
            sentence(document, index, &mut survey);
        }
    }
    for (at, word) in survey.words.iter().enumerate() {
        survey.types.entry(word.folded.clone()).or_default().push(at);
    }
    survey
}

fn sentence(document: &Document, index: usize, survey: &mut Survey) {
    let block = document.sentences()[index].block;
    let text = document.text(block);
    let tokens = document.sentence_tokens(index);
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words: Vec<&str> = tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(text)).collect();
    let capitals = words.iter().filter(|word| capital(word)).count();
    let flat = words.len() >= 4 && capitals as f64 >= TITLE_CASE * words.len() as f64;
    let mut first = true;
    let mut previous: Option<Span> = None;
    let mut open: Option<usize> = None;
    for token in tokens {
        let raw = token.span.of(text);
        if token.kind != TokenKind::Word {
            let keeps = raw == "." && previous.is_some_and(|span| span.of(text).chars().count() == 1);
            if !keeps {
                close(&mut open, survey, document, block, index);
                previous = None;
            }
            if matches!(raw, "“" | "„" | "«" | "\"" | ":" | "‘" | "–" | "—") {
                first = true;
            }
            continue;
        }
        let starter = first && is_starter(raw, document.lang());
        if !capital(raw) || starter {
            survey.lower.insert(fold(raw));
            let particle = is_particle(raw) && open.is_some();
            if !particle {
                close(&mut open, survey, document, block, index);
            }
            previous = Some(token.span);
            first = false;
            continue;
        }
        let bare = without_possessive(raw);
        let locus = Locus { side: document.side(), block, span: Span::new(token.span.start(), token.span.start() + bare.len()) };
        survey.words.push(Word {
            sentence: index,
            locus,
            text: bare.to_owned(),
            folded: fold(bare),
            latin: romanise(bare, document.lang()),
            weak: first || flat,
        });
        open.get_or_insert(survey.words.len() - 1);
        if bare.len() != raw.len() {
            close(&mut open, survey, document, block, index);
        }
        previous = Some(token.span);
        first = false;
    }
    close(&mut open, survey, document, block, index);
}

fn close(open: &mut Option<usize>, survey: &mut Survey, document: &Document, block: usize, sentence: usize) {
    let Some(start) = open.take() else { return };
    let end = survey.words.len();
    if let (Some(first), Some(last)) = (survey.words.get(start), survey.words.get(end - 1)) {
        let locus = Locus { side: document.side(), block, span: first.locus.span.join(last.locus.span) };
        survey.mentions.push(Mention { sentence, locus, words: start..end });
    }
}

/// Small words inside names, of any language: `Ursula von der Leyen`, `Charles de Gaulle`, `Mohammed bin Salman`.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "di"
            | "del"
            | "della"
            | "du"
            | "des"
            | "van"
            | "von"
            | "der"
            | "den"
            | "zu"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "ter"
            | "ten"
            | "фон"
            | "де"
            | "аль"
            | "бин"
    )
}

/// `Wang's` and `Wang’s` are Wang; `Hayes'` is Hayes.
pub(super) fn without_possessive(word: &str) -> &str {
    for end in ["'s", "’s", "'S", "’S"] {
        if let Some(bare) = word.strip_suffix(end) {
            return bare;
        }
    }
    word.trim_end_matches(['\'', '’'])
}
