//! `text-encoding`

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

use unicode_script::{Script, UnicodeScript};

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::article::{Document, Locus};
use crate::finding::{Finding, Severity};
use crate::text::Span;

/// Characters lost or decoded wrongly.
pub(super) struct TextEncoding;

static META: CheckMeta = CheckMeta {
    id: "text-encoding",
    summary: "characters that were lost or decoded wrongly",
    docs: "\
Reports replacement characters (`Riy�dh`), the unknown-word tokens of translation machines (`<unk>`, `⁇`), text whose bytes were \
read in the wrong encoding (`CÃ©line`, `â€™`, `nÄ›co`), and control characters.

Example: `DÃœSSELDORF`, where `DÜSSELDORF` is right.

Text read in the wrong encoding is decoded again for the suggestion. For a lost character the suggestion is the one word of the \
translation or its original that has another character in its place and nothing else different; where there is none or more than \
one, there is no suggestion.

Silent: what the original has as well, to the letter.

Limits: UTF-8 that was read as Windows-1250, 1251, 1252 or 1254, once; other ways to lose characters leave traces that look like \
words.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "characters",
    mqm: "Character encoding",
};

/// Encodings in which UTF-8 is read by mistake.
static WRONG: [&Encoding; 4] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1254];
/// What machines write for what their vocabulary has not.
const UNKNOWN: [&str; 4] = ["<unk>", "<UNK>", "[UNK]", "⁇"];
/// Letters of another script than Latin that text must have, read again, to be a word of it: two capitals of Central Europe may make one (`ÚŽAS`).
const LETTERS: usize = 3;
const REPLACEMENT: char = '\u{fffd}';

impl Check for TextEncoding {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let document = input.translation;
        for block in 0..document.block_count() {
            let text = document.text(block);
            if text.is_ascii() && !UNKNOWN.iter().any(|token| text.contains(token)) {
                continue;
            }
            let mut from = 0;
            for chunk in text.split_inclusive(char::is_whitespace) {
                let span = Span::new(from, from + chunk.len()).trim(text);
                from += chunk.len();
                if let Some((message, suggestion)) = fault(span.of(text), input) {
                    let (span, suggestion) = within(span, text, suggestion);
                    let primary = Locus { side: document.block_locus(block).side, block, span };
                    out.push(finding(primary, message, suggestion, document));
                }
            }
        }
    }
}

fn finding(primary: Locus, message: &str, suggestion: Option<String>, document: &Document) -> Finding {
    Finding {
        check: &META,
        severity: META.severity,
        confidence: 0.97,
        message: message.to_owned(),
        primary,
        original: None,
        related: Vec::new(),
        found: document.at(primary).to_owned(),
        suggestion,
        entity: None,
        evidence: Vec::new(),
        fingerprint: None,
    }
}

/// What is wrong with the characters between two spaces, and what they should be.
fn fault(chunk: &str, input: &CheckInput<'_>) -> Option<(&'static str, Option<String>)> {
    if chunk.is_empty() || input.original_has(chunk) {
        return None;
    }
    if UNKNOWN.iter().any(|token| chunk.contains(token)) {
        return Some(("a token of a translation machine stands for a character or word", None));
    }
    if chunk.contains(REPLACEMENT) {
        return Some(("a character was lost", whole_again(chunk, input)));
    }
    if let Some(right) = decoded(chunk) {
        return Some(("decoded in the wrong encoding", Some(right)));
    }
    chunk.contains(char::is_control).then_some(("a control character", None))
}

/// The fault without the marks around it that are right.
fn within(span: Span, text: &str, suggestion: Option<String>) -> (Span, Option<String>) {
    let chunk = span.of(text);
    let outer = |c: char| c.is_ascii_punctuation() && !matches!(c, '<' | '>' | '[' | ']');
    let (start, end) = (chunk.len() - chunk.trim_start_matches(outer).len(), chunk.trim_end_matches(outer).len());
    if start >= end {
        return (span, suggestion);
    }
    let (head, tail) = (chunk.get(..start).unwrap_or(""), chunk.get(end..).unwrap_or(""));
    let inner = suggestion.map(|right| {
        let right = right.strip_prefix(head).unwrap_or(&right);
        right.strip_suffix(tail).unwrap_or(right).to_owned()
    });
    (Span::new(span.start() + start, span.start() + end), inner)
}

/// `chunk` read again, where its bytes in an encoding that is often taken for UTF-8's are UTF-8, throughout or inside a word.
fn decoded(chunk: &str) -> Option<String> {
    if chunk.is_ascii() {
        return None;
    }
    whole(chunk).or_else(|| WRONG.iter().find_map(|encoding| in_part(chunk, encoding)))
}

/// `chunk` with every letter read again that stands inside a word as a letter and a sign (`Å™`), which no language writes.
fn in_part(chunk: &str, encoding: &'static Encoding) -> Option<String> {
    let chars: Vec<char> = chunk.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while let Some(first) = chars.get(at) {
        let letter =
            chars.get(at..at + 3).filter(|three| three[0].is_alphabetic() && is_sign(three[1]) && three[2].is_alphabetic());
        let right = letter.and_then(|three| {
            let pair: String = three.iter().take(2).collect();
            let (bytes, _, lossy) = encoding.encode(&pair);
            let c = std::str::from_utf8(&bytes).ok().filter(|_| !lossy)?.chars().next()?;
            (!pair.is_ascii() && is_letter(c) && c.script() == Script::Latin).then_some(c)
        });
        out.push(right.unwrap_or(*first));
        at += if right.is_some() { 2 } else { 1 };
    }
    (out != chunk).then_some(out)
}

/// `chunk` read again as a whole.
fn whole(chunk: &str) -> Option<String> {
    WRONG.iter().find_map(|encoding| {
        let (bytes, _, lossy) = encoding.encode(chunk);
        let right = std::str::from_utf8(&bytes).ok().filter(|_| !lossy)?;
        let wide: Vec<char> = right.chars().filter(|c| !c.is_ascii()).collect();
        let punctuation = |c: &char| ('\u{2010}'..='\u{203a}').contains(c);
        let plausible = wide.iter().all(|c| is_letter(*c) || punctuation(c) || matches!(c, '\u{a0}'..='\u{bf}' | '€' | '™'));
        let letters: Vec<Script> = wide.iter().filter(|c| c.is_alphabetic()).map(|c| c.script()).collect();
        let certain = match letters.as_slice() {
            [] => wide.iter().any(punctuation),
            [Script::Latin] => wide.len() > 1 || !chunk.chars().any(is_mark),
            [first, ..] => letters.iter().all(|script| script == first) && (*first == Script::Latin || letters.len() >= LETTERS),
        };
        (plausible && certain).then(|| right.to_owned())
    })
}

/// A letter that words are written with, not one of phonetics, historic spellings or African alphabets that nobody means here.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{1c0}'..='\u{217}' | '\u{21c}'..='\u{36f}')
}

/// A sign that stands in no word.
fn is_sign(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !is_mark(c)
}

/// Apostrophes, hyphens and quotation marks stand in and after words (`BEYONCÉ’s`).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{201f}' | '«' | '»' | '·' | '´' | '\u{a0}')
}

/// The one word of both texts that is `chunk` but for the lost characters.
fn whole_again(chunk: &str, input: &CheckInput<'_>) -> Option<String> {
    let bare = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != REPLACEMENT);
    let (head, tail) = bare.split_once(REPLACEMENT)?;
    let tail = tail.trim_start_matches(REPLACEMENT);
    if tail.contains(REPLACEMENT) || head.chars().count() + tail.chars().count() < 2 {
        return None;
    }
    let fits = |word: &&str| {
        let rest = word.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
        rest.is_some_and(|lost| {
            !lost.contains(REPLACEMENT) && lost.chars().count() == 1 && lost.chars().all(char::is_alphanumeric)
        })
    };
    let documents = std::iter::once(input.translation).chain(input.original);
    let mut words: Vec<&str> = documents.flat_map(words).filter(fits).collect();
    words.sort_unstable();
    words.dedup();
    let [word] = words.as_slice() else { return None };
    Some(chunk.replacen(bare, word, 1))
}

fn words(document: &Document) -> impl Iterator<Item = &str> {
    let outer = |c: char| !c.is_alphanumeric();
    (0..document.block_count())
        .flat_map(move |block| document.text(block).split_whitespace().map(move |word| word.trim_matches(outer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_read_in_the_wrong_encoding_is_read_again() {
        for (wrong, right) in [
            ("DÃœSSELDORF", "DÜSSELDORF"),
            ("CÃ©line", "Céline"),
            ("Japanâ€™s", "Japan’s"),
            ("â€“", "–"),
            ("nÄ›co", "něco"),
            // The last letter is right already, so its bytes are no UTF-8.
            ("pÅ™edtím", "předtím"),
            ("РџСЂРёРІРµС‚", "Привет"),
        ] {
            assert_eq!(decoded(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn words_of_many_languages_are_as_they_should_be() {
        for word in [
            "Céline",
            "DÜSSELDORF",
            "SÃO",
            "Łódź",
            "něco",
            "Přemysl",
            "Åse",
            "«СССР»",
            "С»",
            "ÂGE",
            "naïve",
            "“Ä”",
            "Привет",
            "Đặng",
            "Ïle",
            "»SPÄ«",
            "BEYONCÉ’s",
            "BEYONCÉ’",
            "FPÖ’s",
            "Č’s",
            "ÚŽAS",
            "KŘÍŽ",
            "ČŠSD",
            "MÓŽE",
            "SÔŽ",
            "d’Ïle",
            "30 €",
            "À",
            "«À»",
            "İstanbul",
            "Ærø",
            "‘Ã’",
            "Süddeutsche",
            "Ş",
            "ğ",
        ] {
            assert_eq!(decoded(word), None, "{word}");
        }
    }
}
