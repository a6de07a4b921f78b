//! `text-repetition`

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::article::{Document, Locus};
use crate::finding::{Finding, Severity};
use crate::names::TRUSTED_BEAD;
use crate::text::{Span, TokenKind, is_unspaced, rows};

/// The same words twice in a row.
pub(super) struct TextRepetition;

static META: CheckMeta = CheckMeta {
    id: "text-repetition",
    summary: "a word, phrase or sentence that stands twice in a row, or loops, where the original has nothing like it",
    docs: "\
Reports what a machine said twice: a word (`gingen gingen`), a phrase (`on banknotes on banknotes`), a sentence, or a loop of any \
length, which is one finding. Chinese and Japanese are looked at character by character.

Example: `has in practically in practically every report`, where `in practically` stands once in the original.

The more parts two copies, the more they must be alike by chance: without a mark between them two words do, or one of four \
letters; with a comma three, with a full stop five. A loop of four is reported whatever stands between.

Silent: what the aligned original repeats as well; words that grammar brings together (`had had`, `die die`; `doubles.tsv`); \
names of two equal words (`Pago Pago`); figures; `step by step by step`; reduplications of Japanese and Chinese.

Limits: a sentence told twice in other words is not found yet. Without the original what is said twice for emphasis is reported as \
well, at a lower confidence.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "duplication",
    mqm: "Addition",
};

/// Most words, and most characters of a script without spaces, of what is looked for twice.
const LONGEST: usize = 30;

static DOUBLES: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let row = |cells: Vec<&'static str>| Some((*cells.first()?, cells.get(1)?.split(' ').collect()));
    rows(include_str!("../data/doubles.tsv")).filter_map(row).collect()
});

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    Pause,
    Stop,
}

/// A word; of scripts without spaces a character.
#[derive(Debug)]
struct Part<'t> {
    span: Span,
    text: &'t str,
    /// Small letters.
    key: String,
    /// What stands between it and the part before.
    before: Gap,
}

/// The same parts twice or more in a row.
#[derive(Debug, PartialEq)]
struct Loop {
    /// First part, parts of one copy, copies.
    first: usize,
    period: usize,
    copies: usize,
}

impl Check for TextRepetition {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let document = input.translation;
        for block in 0..document.block_count() {
            let parts = parts(document, block);
            for found in loops(&parts, document.lang().code()) {
                let (start, one) = (parts[found.first].span.start(), parts[found.first + found.period - 1].span.end());
                let last = parts[found.first + found.period * found.copies - 1].span.end();
                let primary = Locus { side: document.block_locus(block).side, block, span: Span::new(start, last) };
                let Some(sentence) = document.sentence_at(block, primary.span) else { continue };
                let original = match answer(input, sentence) {
                    Answer::Repeats => continue,
                    Answer::Not => Some("the original says it once"),
                    Answer::Unknown => None,
                };
                out.push(Finding {
                    check: &META,
                    severity: META.severity,
                    confidence: if original.is_some() { 0.92 } else { 0.75 },
                    message: match found.copies {
                        2 => "stands twice in a row".to_owned(),
                        copies => format!("stands {copies} times in a row"),
                    },
                    primary,
                    original: None,
                    related: Vec::new(),
                    found: document.at(primary).to_owned(),
                    suggestion: Some(Span::new(start, one).of(document.text(block)).to_owned()),
                    entity: None,
                    evidence: original.into_iter().map(str::to_owned).collect(),
                    fingerprint: None,
                });
            }
        }
    }
}

/// What the original has at the place of a sentence.
enum Answer {
    Repeats,
    Not,
    Unknown,
}

fn answer(input: &CheckInput<'_>, sentence: usize) -> Answer {
    let Some(original) = input.original else { return Answer::Unknown };
    let bead = input.beads.iter().find(|bead| bead.translation.contains(&sentence) && !bead.original.is_empty());
    let Some(bead) = bead else { return Answer::Unknown };
    let repeats = bead.original.clone().any(|index| {
        let Some(locus) = original.sentence_locus(index) else { return false };
        let parts = parts(original, locus.block);
        let within: Vec<&Part<'_>> = parts.iter().filter(|part| locus.span.contains(part.span)).collect();
        says_twice(&within)
    });
    match repeats {
        true => Answer::Repeats,
        false if bead.confidence >= TRUSTED_BEAD => Answer::Not,
        false => Answer::Unknown,
    }
}

/// Whether anything stands twice in a row, or a word of some length again after one or two others.
fn says_twice(parts: &[&Part<'_>]) -> bool {
    let letters = |at: usize| parts[at].text.chars().filter(|c| c.is_alphabetic()).count();
    let unspaced = parts.iter().any(|part| part.text.chars().all(is_unspaced));
    (0..parts.len()).any(|at| {
        let same =
            |period: usize| (0..period).all(|k| parts.get(at + period + k).is_some_and(|part| part.key == parts[at + k].key));
        let near = (2..=3).any(|far| parts.get(at + far).is_some_and(|part| part.key == parts[at].key)) && letters(at) > 3;
        near || (1..=LONGEST)
            .take_while(|period| at + 2 * period <= parts.len())
            .any(|period| same(period) && (!unspaced || period > 1))
    })
}

fn parts(document: &Document, block: usize) -> Vec<Part<'_>> {
    let text = document.text(block);
    let mut parts: Vec<Part<'_>> = Vec::new();
    let first = document.sentences().partition_point(|sentence| sentence.block < block);
    let sentences = document.sentences()[first..].iter().take_while(|sentence| sentence.block == block);
    let mut add = |span: Span| {
        let between = text.get(parts.last().map_or(0, |part: &Part<'_>| part.span.end())..span.start()).unwrap_or("");
        let word = span.of(text);
        parts.push(Part { span, text: word, key: word.to_lowercase(), before: gap(between) });
    };
    for (index, _) in sentences.enumerate() {
        for token in document.sentence_tokens(first + index).iter().filter(|token| token.kind != TokenKind::Punct) {
            let word = token.span.of(text);
            if word.chars().all(is_unspaced) {
                for (at, c) in word.char_indices() {
                    add(Span::new(at, at + c.len_utf8()).shift(token.span.start()));
                }
            } else {
                add(token.span);
            }
        }
    }
    parts
}

fn gap(between: &str) -> Gap {
    let mark = |c: char| if matches!(c, ',' | '、' | '，' | '،' | ';' | '；' | '/' | '…') { Gap::Pause } else { Gap::Stop };
    between.chars().filter(|c| !c.is_whitespace()).map(mark).max().unwrap_or(Gap::Nothing)
}

/// Every loop that is a fault, in order.
fn loops(parts: &[Part<'_>], lang: &str) -> Vec<Loop> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < parts.len() {
        let hit = (1..=LONGEST)
            .take_while(|period| first + 2 * period <= parts.len())
            .filter_map(|period| looped(parts, first, period))
            .find(|hit| is_fault(parts, hit, lang));
        first = hit.as_ref().map_or(first + 1, |hit| hit.first + hit.period * hit.copies);
        found.extend(hit);
    }
    found
}

fn looped(parts: &[Part<'_>], first: usize, period: usize) -> Option<Loop> {
    let same = |copy: usize| {
        (0..period).all(|k| {
            let (a, b) = (&parts[first + k], parts.get(first + copy * period + k));
            b.is_some_and(|b| a.key == b.key && (k == 0 || a.before == b.before))
        })
    };
    let copies = 1 + (1..).take_while(|copy| same(*copy)).count();
    (copies > 1).then_some(Loop { first, period, copies })
}

fn is_fault(parts: &[Part<'_>], hit: &Loop, lang: &str) -> bool {
    let Loop { first, period, copies } = *hit;
    let copy = &parts[first..first + period];
    let letters: usize = copy.iter().map(|part| part.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if copy.iter().all(|part| part.text.chars().any(char::is_numeric) || !part.text.chars().any(char::is_alphabetic)) {
        return false;
    }
    let between = parts[first + period].before;
    if copy.iter().any(|part| part.text.chars().all(is_unspaced)) {
        return is_fault_unspaced(copy, between, copies, lang);
    }
    match between {
        Gap::Nothing if period == 1 => {
            let second = &parts[first + 1];
            let capital = |part: &Part<'_>| part.text.starts_with(char::is_uppercase);
            let known = DOUBLES.get(lang).is_some_and(|words| words.contains(copy[0].key.as_str()));
            let name = capital(&copy[0]) && capital(second) && copies == 2;
            letters > 3 && !known && !name || copies > 2 && letters > 1
        }
        Gap::Nothing if period == 2 && copies == 2 && is_chain(parts, first) => false,
        Gap::Nothing => letters > 3,
        Gap::Pause => period > 2 && letters > 7 || copies > 3 && letters > 3,
        Gap::Stop => period > 4 && letters > 19 || copies > 3 && letters > 3,
    }
}

/// Two and a half copies, as in `step by step by step`.
fn is_chain(parts: &[Part<'_>], first: usize) -> bool {
    let key = |at: usize| parts.get(at).map(|part| part.key.as_str());
    key(first + 4) == key(first) || first.checked_sub(1).is_some_and(|before| key(before) == key(first + 1))
}

/// Characters: Japanese and Chinese double words of one and two (`いろいろ`, `一人一人`, `讨论讨论`).
fn is_fault_unspaced(copy: &[Part<'_>], between: Gap, copies: usize, lang: &str) -> bool {
    let han = |part: &Part<'_>| part.text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let number = |part: &Part<'_>| part.text.chars().any(|c| "一二三四五六七八九十百千两兩每毎各".contains(c));
    let distinct = copy.iter().map(|part| part.key.as_str()).collect::<HashSet<_>>().len();
    let any_han = copy.iter().any(han);
    let least = match between {
        Gap::Nothing if lang == "ja" && copy.iter().all(han) && !copy.iter().any(number) => 2,
        Gap::Nothing => 3,
        Gap::Pause => 5,
        Gap::Stop => 8,
    };
    distinct > 1 && any_han && (copy.len() >= least || copies > 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Anchor, Article, Block, BlockKind, Side};
    use crate::text::{Lang, Segmenters};

    fn found(text: &str, lang: &str) -> Vec<String> {
        let block = Block { kind: BlockKind::Paragraph, text: text.to_owned(), anchor: Anchor::default() };
        let lang = Lang::parse(lang).unwrap();
        let article = Article { lang, path: None, blocks: vec![block] };
        let document = Document::new(article, Side::Translation, &Segmenters::default());
        let parts = parts(&document, 0);
        let span =
            |hit: Loop| Span::new(parts[hit.first].span.start(), parts[hit.first + hit.period * hit.copies - 1].span.end());
        loops(&parts, lang.code()).into_iter().map(|hit| span(hit).of(text).to_owned()).collect()
    }

    #[test]
    fn what_stands_twice_in_a_row_is_found_and_a_loop_is_one() {
        for (lang, text, twice) in [
            ("en", "It has in practically in practically every report.", "in practically in practically"),
            ("de", "Sie gingen gingen nach Hause.", "gingen gingen"),
            ("en", "On banknotes on banknotes on banknotes she smiles.", "On banknotes on banknotes on banknotes"),
            ("uk", "Я отримую те, за що заплатив, за що заплатив.", "за що заплатив, за що заплатив"),
            ("uk", "Зала зала порожня.", "Зала зала"),
            ("ja", "計画の実現実現を急ぐ。", "実現実現"),
            ("zh", "屏幕变红的那一刻，屏幕变红的那一刻，他哭了。", "屏幕变红的那一刻，屏幕变红的那一刻"),
            ("en", "The tower of Bern, Bern, Bern, Bern, Bern is old.", "Bern, Bern, Bern, Bern, Bern"),
            (
                "en",
                "He was very motivated by it. He was very motivated by it. So he left.",
                "He was very motivated by it. He was very motivated by it",
            ),
        ] {
            assert_eq!(found(text, lang), [twice], "{text}");
        }
    }

    #[test]
    fn grammar_names_figures_and_reduplications_are_silent() {
        for (lang, text) in [
            ("en", "He had had enough, and said that that was it."),
            ("de", "Es sind Leute, die die Regeln kennen."),
            ("cs", "Ptá se, zda se se mnou sejde."),
            ("en", "They flew to Pago Pago and saw Duran Duran."),
            ("en", "New York, New York is a song; no, no, not that."),
            ("en", "The set ended 6 6 and 5, 5, 5, 5 on the board."),
            ("en", "It went step by step by step, more and more and more."),
            ("ja", "一人一人がいろいろな本をドキドキしながら読んだ。"),
            ("zh", "我们讨论讨论吧，哈哈哈哈。"),
            ("en", "The vote was close. The vote was late."),
        ] {
            assert_eq!(found(text, lang), [""; 0], "{text}");
        }
    }
}
