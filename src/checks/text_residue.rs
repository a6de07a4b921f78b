//! `text-residue`

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::article::Locus;
use crate::finding::{Finding, Severity};
use crate::text::{Lang, Span, rows};

/// Remains of a page, a program or an assistant.
pub(super) struct TextResidue;

static META: CheckMeta = CheckMeta {
    id: "text-residue",
    summary: "remains of code, markup, templates, advertising, or an assistant's chatter",
    docs: "\
Reports what came into the text from the page or the program around it: HTML tags and entities, scripts, template \
placeholders, share and advertising lines, cookie notices, model tokens, and the phrases with which an assistant introduces \
its translation.

Example: a line `Advertisement'; }` between two paragraphs; `&quot;` in running text; `Here is the translation:`.

A block that is nothing but residue, or that no sentence of the original answers, is reported whole, with the suggestion to \
delete it. What the original has as well, to the letter, is not reported.

The patterns are a table per language (`residue.tsv`). Limits: share and advertising lines in the languages of the table; a \
residue that reads like a sentence of the language is not seen.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "markup",
    mqm: "Markup",
};

static TABLE: &str = include_str!("../data/residue.tsv");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Span,
    Line,
    Start,
}

struct Pattern {
    kind: &'static str,
    langs: Vec<&'static str>,
    scope: Scope,
    regex: Regex,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    rows(TABLE)
        .map(|cells| {
            let [kind, langs, scope, pattern] = cells.as_slice() else {
                unreachable!("residue.tsv has four columns, a test holds it")
            };
            let (scope, pattern) = match *scope {
                "line" => (Scope::Line, format!("^\\s*(?:{pattern})\\s*$")),
                "start" => (Scope::Start, format!("^\\s*(?:{pattern})")),
                _ => (Scope::Span, (*pattern).to_owned()),
            };
            let regex = RegexBuilder::new(&pattern).case_insensitive(true).build().expect("residue.tsv is compiled by a test");
            Pattern { kind, langs: langs.split(',').collect(), scope, regex }
        })
        .collect()
});

/// Share of a block that must be residue for the whole block to be it.
const MOSTLY: f64 = 0.25;
/// A block of at most this many characters that no sentence of the original answers is residue as a whole.
const SCRAP: usize = 120;

/// A block of at most this many words that has residue in it is a label of the page, when there is no original to ask.
const LABEL: usize = 2;

impl Check for TextResidue {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let document = input.translation;
        for block in 0..document.block_count() {
            let text = document.text(block);
            let hits = hits(text, document.lang(), input);
            let Some(kind) = hits.first().map(|hit| hit.0) else { continue };
            let covered: usize = hits.iter().map(|(_, span)| span.len()).sum();
            let whole = document.block_locus(block);
            let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
            let scrap = match input.original {
                Some(_) => text.chars().count() <= SCRAP && !answered(input, block),
                None => words <= LABEL,
            };
            if covered as f64 >= MOSTLY * text.len() as f64 || scrap {
                out.push(finding(kind, whole, input));
                continue;
            }
            for (kind, span) in merge(hits) {
                out.push(finding(kind, Locus { span, ..whole }, input));
            }
        }
    }
}

fn hits(text: &str, lang: Lang, input: &CheckInput<'_>) -> Vec<(&'static str, Span)> {
    let plausible = PATTERNS.iter().filter(|pattern| pattern.langs.contains(&"*") || pattern.langs.contains(&lang.code()));
    let mut found: Vec<(&'static str, Span)> = Vec::new();
    for pattern in plausible {
        for hit in pattern.regex.find_iter(text) {
            if !hit.as_str().trim().is_empty() && !input.original_has(hit.as_str().trim()) {
                found.push((pattern.kind, Span::new(hit.start(), hit.end())));
            }
            if pattern.scope != Scope::Span {
                break;
            }
        }
    }
    found.sort_by_key(|hit| hit.1);
    found
}

/// True when a bead gives a sentence of this block an original.
fn answered(input: &CheckInput<'_>, block: usize) -> bool {
    let sentences = input.translation.sentences().iter().enumerate().filter(|(_, sentence)| sentence.block == block);
    sentences
        .into_iter()
        .any(|(index, _)| input.beads.iter().any(|bead| bead.translation.contains(&index) && !bead.original.is_empty()))
}

/// Spans that touch or all but touch become one.
fn merge(hits: Vec<(&'static str, Span)>) -> Vec<(&'static str, Span)> {
    let mut out: Vec<(&'static str, Span)> = Vec::new();
    for (kind, span) in hits {
        match out.last_mut() {
            Some((_, last)) if span.start() <= last.end() + 2 => *last = last.join(span),
            _ => out.push((kind, span)),
        }
    }
    out
}

fn finding(kind: &str, primary: Locus, input: &CheckInput<'_>) -> Finding {
    let what = match kind {
        "markup" => "markup left in the text",
        "template" => "a placeholder that was never filled",
        "code" => "program code left in the text",
        "token" => "a token of a language model",
        "share" => "a share line of a page",
        "cookie" => "a cookie or browser notice of a page",
        "assistant" => "an assistant's words about its translation",
        _ => "an advertising line of a page",
    };
    Finding {
        check: &META,
        severity: META.severity,
        confidence: if input.original.is_some() { 0.95 } else { 0.9 },
        message: what.to_owned(),
        primary,
        original: None,
        related: Vec::new(),
        found: input.translation.at(primary).to_owned(),
        suggestion: Some(String::new()),
        entity: None,
        evidence: if input.original.is_some() { vec!["nothing like it stands in the original".to_owned()] } else { Vec::new() },
        fingerprint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaks(text: &str, lang: &str) -> bool {
        let lang = Lang::parse(lang).unwrap();
        PATTERNS.iter().any(|p| (p.langs.contains(&"*") || p.langs.contains(&lang.code())) && p.regex.is_match(text))
    }

    #[test]
    fn residue_of_every_kind_is_seen() {
        for (lang, text) in [
            ("en", "Advertisement'; }"),
            ("en", "window.dataLayer.push({event:'pv'});"),
            ("en", "{{ article.body }}"),
            ("en", "Share on Facebook Tweet"),
            ("en", "Read more &raquo;"),
            ("en", "<div class=\"ad-slot\">Advertisement</div>"),
            ("en", "Subscribe to our newsletter\"></div>"),
            ("en", "Here is the translation:"),
            ("cs", "&quot;Naše stanovisko je jasné"),
            ("cs", "Sdílet Facebook Tisk"),
            ("zh", "以下是翻译："),
            ("de", "Anzeige"),
        ] {
            assert!(speaks(text, lang), "{text}");
        }
    }

    #[test]
    fn running_text_stays_silent() {
        for text in [
            "The advertisement ran in three papers on Sunday.",
            "Share prices fell on Twitter's report.",
            "If x < 5 and y > 3, the vote is void.",
            "AT&T and Marks & Spencer agreed.",
            "He said: \"I am sorry.\"",
            "The document was signed (in Minsk); the window closed.",
            "Read more books, the minister told pupils.",
            "A function of the state is to protect.",
        ] {
            assert!(!speaks(text, "en"), "{text}");
        }
    }
}
