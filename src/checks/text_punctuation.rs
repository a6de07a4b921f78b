//! `text-punctuation`

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::article::{Document, Locus};
use crate::finding::{Finding, Severity};
use crate::text::{Lang, ScriptKind, Span, is_quotation_mark};

/// Stray, doubled and unpaired marks.
pub(super) struct TextPunctuation;

static META: CheckMeta = CheckMeta {
    id: "text-punctuation",
    summary: "stray, doubled, misplaced marks; unpaired quotes and brackets",
    docs: "\
Reports marks that no language sets: a space before a comma, full stop or semicolon, two commas, two full stops, a comma \
after a full stop, and brackets and quotation marks that are closed without having been opened.

Example: `Chinese said ; representative`, `in Tokyo ,`, `the end..`

Quotation marks are counted over the whole article and with the marks of its language, since a quotation may open in one \
paragraph and close in a later one; where those of the original do not pair either, nothing is said of them. French sets a space before `; : ! ?`, which is right there.

What the original has at the same place is not reported. Limits: scripts with spaces between words; straight quotation \
marks are not paired.",
    severity: Severity::Warning,
    needs: Needs::Translation,
    its: "typographical",
    mqm: "Punctuation",
};

/// What is wrong at a span.
struct Fault {
    span: Span,
    message: String,
    suggestion: Option<String>,
}

impl Check for TextPunctuation {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let document = input.translation;
        let lang = document.lang();
        let spaced = lang.script_kind() != ScriptKind::Unspaced;
        for block in 0..document.block_count() {
            let text = document.text(block);
            let mut faults = brackets(text);
            if spaced {
                faults.extend(spaced_marks(text, lang));
                faults.extend(doubled_marks(text));
            }
            faults.sort_by_key(|fault| fault.span);
            for fault in faults {
                push(input, Locus { span: fault.span, ..document.block_locus(block) }, fault, out);
            }
        }
        for (block, fault) in quotes(input) {
            push(input, Locus { span: fault.span, ..document.block_locus(block) }, fault, out);
        }
    }
}

fn push(input: &CheckInput<'_>, primary: Locus, fault: Fault, out: &mut Findings) {
    let found = input.translation.at(primary).to_owned();
    if in_original(input, &found) {
        return;
    }
    out.push(Finding {
        check: &META,
        severity: META.severity,
        confidence: 0.9,
        message: fault.message,
        primary,
        original: None,
        related: Vec::new(),
        found,
        suggestion: fault.suggestion,
        entity: None,
        evidence: Vec::new(),
        fingerprint: None,
    });
}

/// True when the original sets these very marks: the part of `found` that is not letters.
fn in_original(input: &CheckInput<'_>, found: &str) -> bool {
    let marks: &str = found.trim_matches(|c: char| c.is_alphanumeric());
    marks.chars().count() >= 2 && input.original_has(marks)
}

/// A space before a mark that ends a clause.
fn spaced_marks(text: &str, lang: Lang) -> Vec<Fault> {
    let french = matches!(lang.code(), "fr" | "br");
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for (i, window) in chars.windows(3).enumerate() {
        let [(at, before), (_, space), (mark_at, mark)] = [window[0], window[1], window[2]];
        let set_off = match mark {
            ',' | '.' => true,
            ';' | ':' | '!' | '?' => !french,
            _ => false,
        };
        let after = chars.get(i + 3).map(|(_, c)| *c);
        let ends = after.is_none_or(|c| c == ' ' || matches!(c, '"' | '”' | '»' | '“' | '\'' | '’' | ')'));
        let emoticon = matches!(mark, ':' | ';') && after.is_some_and(|c| !c.is_alphanumeric() && c != ' ');
        if space == ' ' && set_off && ends && !emoticon && before.is_alphanumeric() {
            let span = Span::new(at, mark_at + mark.len_utf8());
            found.push(Fault {
                span,
                message: format!("a space stands before \"{mark}\""),
                suggestion: Some(format!("{before}{mark}")),
            });
        }
    }
    found
}

/// Words whose full stop belongs to them, so that a comma may follow: abbreviations in news English and their kin.
fn abbreviates(word: &str) -> bool {
    const LONGEST: usize = 4;
    word.contains('.') || word.chars().count() <= LONGEST || word.chars().any(char::is_numeric)
}

/// Two marks where one can stand.
fn doubled_marks(text: &str) -> Vec<Fault> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    for (i, window) in chars.windows(2).enumerate() {
        let [(at, first), (next_at, second)] = [window[0], window[1]];
        let before = i.checked_sub(1).and_then(|j| chars.get(j)).map(|(_, c)| *c);
        let after = chars.get(i + 2).map(|(_, c)| *c);
        let alone = before != Some(first) && after != Some(second);
        let word = text.get(..at).unwrap_or("").rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
        let wrong = match (first, second) {
            (',', ',') | (';', ';') => alone && before.is_some_and(char::is_alphanumeric),
            ('.', '.') => {
                alone && before.is_some_and(char::is_alphabetic) && !abbreviates(word) && after.is_none_or(char::is_whitespace)
            }
            ('.', ',') => before.is_some_and(char::is_lowercase) && !abbreviates(word) && after.is_none_or(char::is_whitespace),
            (',', '.') => before.is_some_and(char::is_alphanumeric) && after.is_none_or(char::is_whitespace),
            _ => false,
        };
        if wrong {
            let span = Span::new(at, next_at + second.len_utf8());
            found.push(Fault {
                span,
                message: format!("two marks stand together: \"{first}{second}\""),
                suggestion: Some(first.to_string()),
            });
        }
    }
    found
}

/// Closing brackets that nothing opened, and opening ones that nothing closes, in one block.
fn brackets(text: &str) -> Vec<Fault> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' => open.push((at, c)),
            ')' | ']' | '）' => {
                let opener = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '（',
                };
                let pairs = |candidate: char| candidate == opener || matches!((candidate, c), ('(', '）') | ('（', ')'));
                if open.last().is_some_and(|(_, candidate)| pairs(*candidate)) {
                    open.pop();
                } else if !list_mark(text, at) {
                    let span = Span::new(at, at + c.len_utf8());
                    found.push(Fault {
                        span,
                        message: format!("\"{c}\" closes what nothing opened"),
                        suggestion: Some(String::new()),
                    });
                }
            }
            _ => {}
        }
    }
    for (at, c) in open {
        let span = Span::new(at, at + c.len_utf8());
        found.push(Fault { span, message: format!("\"{c}\" is never closed"), suggestion: None });
    }
    found
}

/// `1)`, `a)`, `:)` and `;-)` are no unpaired brackets.
fn list_mark(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).next().unwrap_or("");
    (!word.is_empty() && word.chars().count() <= 2) || before.ends_with([':', ';', '-', '=', '^'])
}

/// Quotation marks of the language over the whole article: one that closes what nothing opened.
fn quotes(input: &CheckInput<'_>) -> Vec<(usize, Fault)> {
    let document = input.translation;
    let Some((opening, closing)) = document.lang().quotes().into_iter().find(|(open, close)| open != close) else {
        return Vec::new();
    };
    let apostrophe = matches!(closing, '’' | '‘');
    if apostrophe || input.original.is_some_and(unpaired) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut depth = 0_i32;
    let mut trusted = true;
    for block in 0..document.block_count() {
        for (at, c) in document.text(block).char_indices() {
            if c == opening {
                depth += 1;
            } else if c == closing {
                depth -= 1;
            } else if matches!(c, '„' | '‟' | '«' | '»' | '"' | '“' | '”') {
                trusted = false;
            }
            if depth < 0 {
                depth = 0;
                let span = Span::new(at, at + c.len_utf8());
                found.push((
                    block,
                    Fault { span, message: format!("{c} closes a quotation that nothing opened"), suggestion: None },
                ));
            }
        }
    }
    if trusted { found } else { Vec::new() }
}

/// An excerpt, whose quotations begin or end outside it: an odd number of quotation marks.
fn unpaired(original: &Document) -> bool {
    let marks = |block| original.text(block).chars().filter(|c| is_quotation_mark(*c)).count();
    (0..original.block_count()).map(marks).sum::<usize>() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Anchor, Article, Block, BlockKind, Side};
    use crate::text::Segmenters;

    fn count(text: &str, lang: &str) -> usize {
        spaced_marks(text, Lang::parse(lang).unwrap()).len() + doubled_marks(text).len() + brackets(text).len()
    }

    #[test]
    fn stray_and_doubled_marks_are_seen() {
        for text in [
            "Chinese said ; representative in Moscow",
            "the University , he said",
            "the agreement.. Then",
            "the minister,, who",
            "the statement., he",
            "a bracket) too many here",
            "a bracket (that stays open",
        ] {
            assert_eq!(count(text, "en"), 1, "{text}");
        }
    }

    #[test]
    fn an_excerpt_of_a_quotation_has_an_odd_number_of_marks() {
        let original = |text: &str| {
            let block = Block { kind: BlockKind::Paragraph, text: text.to_owned(), anchor: Anchor::default() };
            let article = Article { lang: Lang::parse("en").unwrap(), path: None, blocks: vec![block] };
            Document::new(article, Side::Original, &Segmenters::default())
        };
        assert!(unpaired(&original("People were excited,\" he said.")));
        assert!(!unpaired(&original("\"People were excited,\" he said.")));
    }

    #[test]
    fn legitimate_marks_stay_silent() {
        for (lang, text) in [
            ("en", "He said … and left ... then"),
            ("en", "at 5 a.m., Apple Inc., the U.S., and Jr., too"),
            ("en", "1) first, a) second :) and (this)"),
            ("en", "the .com boom and .5 per cent"),
            ("fr", "Il a dit : « non » ; vraiment ? Oui !"),
            ("cs", "Narozen 18. 2., zemřel 1. 3."),
            ("en", "the vote was 3:1, 2,500 people"),
        ] {
            assert_eq!(count(text, lang), 0, "{text}");
        }
    }
}
