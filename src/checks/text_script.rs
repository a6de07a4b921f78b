//! `text-script`

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript};

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::article::Locus;
use crate::finding::{Finding, Severity};
use crate::text::{Span, TokenKind, rows};

/// Letters of another alphabet.
pub(super) struct TextScript;

static META: CheckMeta = CheckMeta {
    id: "text-script",
    summary: "words that mix alphabets, and letters that the language does not have",
    docs: "\
Reports words in which Latin, Cyrillic or Greek letters stand together, whether they look alike (`Кing` with a Cyrillic К, which no \
search will find) or were left over from a conversion (`выглядяn`), and letters of a sister alphabet: the Russian `ы` in a \
Ukrainian word.

Example: `Eurovisiоn` with a Cyrillic о; `команды` in a Ukrainian article, where `команди` is right.

The suggestion has the letters that look alike exchanged, or the letter that stands for the foreign one; there is none where \
neither is certain.

Silent: words joined by hyphen, apostrophe or figure (`IT-компания`, `Facebook'у`, `5G`), units and symbols (`μm`), words that the \
original has as well, words in quotation marks with letters of a sister alphabet (titles stay as they are), and passages with \
many such words, which are in another language.

Limits: a word written in look-alike letters throughout is not seen; sister alphabets are those of Cyrillic \
(`sister_letters.tsv`).",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "characters",
    mqm: "Character encoding",
};

/// Letter -> the Latin one that looks the same.
static LATIN: LazyLock<HashMap<char, char>> = LazyLock::new(|| look_alikes().collect());
/// Latin letter -> the Cyrillic one that looks the same.
static CYRILLIC: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| look_alikes().filter(|(c, _)| c.script() == Script::Cyrillic).map(|(c, latin)| (latin, c)).collect());
/// Language and foreign letter -> what stands for it.
static SISTERS: LazyLock<HashMap<(&str, char), Option<char>>> = LazyLock::new(|| {
    let row = |cells: Vec<&'static str>| Some(((*cells.first()?, cells.get(1)?.chars().next()?), cells.get(2)?.chars().next()));
    rows(include_str!("../data/sister_letters.tsv")).filter_map(row).collect()
});

fn look_alikes() -> impl Iterator<Item = (char, char)> {
    let row = |cells: Vec<&'static str>| Some((cells.first()?.chars().next()?, cells.get(1)?.chars().next()?));
    rows(include_str!("../data/homoglyphs.tsv")).filter_map(row)
}

/// Words of one sentence with letters of a sister alphabet from which the sentence is in that language.
const OTHER_LANGUAGE: usize = 4;

/// A fault in a word.
struct Fault {
    span: Span,
    message: String,
    suggestion: Option<String>,
    confidence: f64,
}

impl Check for TextScript {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let document = input.translation;
        let lang = document.lang();
        for index in 0..document.sentences().len() {
            let Some(locus) = document.sentence_locus(index) else { continue };
            let text = document.text(locus.block);
            let words = document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word);
            let words = words.map(|token| token.span).filter(|span| !span.of(text).is_ascii());
            let (mut mixed, mut foreign) = (Vec::new(), Vec::new());
            for span in words.filter(|span| !input.original_has(span.of(text))) {
                match mixture(span, text, lang.script()) {
                    Some(fault) => mixed.push(fault),
                    None => foreign.extend(sister(span, text, lang.code())),
                }
            }
            if foreign.len() >= OTHER_LANGUAGE {
                foreign.clear();
            }
            out_all(mixed.into_iter().chain(foreign), locus, input, out);
        }
    }
}

fn out_all(faults: impl Iterator<Item = Fault>, sentence: Locus, input: &CheckInput<'_>, out: &mut Findings) {
    for fault in faults {
        let primary = Locus { span: fault.span, ..sentence };
        out.push(Finding {
            check: &META,
            severity: META.severity,
            confidence: fault.confidence,
            message: fault.message,
            primary,
            original: None,
            related: Vec::new(),
            found: input.translation.at(primary).to_owned(),
            suggestion: fault.suggestion,
            entity: None,
            evidence: Vec::new(),
            fingerprint: None,
        });
    }
}

/// Scripts whose letters are told apart; of any other script nothing is said.
fn alphabet(c: char) -> Option<&'static str> {
    match c.script() {
        Script::Latin => Some("Latin"),
        Script::Cyrillic => Some("Cyrillic"),
        Script::Greek => Some("Greek"),
        _ => None,
    }
}

/// A run of letters with more than one alphabet.
fn mixture(word: Span, text: &str, script: &str) -> Option<Fault> {
    let whole = word.of(text);
    let part = whole.split(|c: char| !c.is_alphabetic()).find(|part| is_mixed(part))?;
    let chars: Vec<char> = part.chars().collect();
    let to_latin =
        || chars.iter().map(|c| if alphabet(*c) == Some("Latin") { Some(*c) } else { LATIN.get(c).copied() }).collect();
    let to_cyrillic =
        || chars.iter().map(|c| if alphabet(*c) == Some("Cyrillic") { Some(*c) } else { CYRILLIC.get(c).copied() }).collect();
    let (latin, cyrillic): (Option<String>, Option<String>) = (to_latin(), to_cyrillic());
    let right = if script == "Cyrl" { cyrillic.or(latin) } else { latin.or(cyrillic) };
    let few = fewest(&chars);
    let letters: String = few.1.iter().collect();
    Some(Fault {
        span: word,
        message: format!("`{letters}` in this word {} {}", if few.1.len() == 1 { "is" } else { "are" }, few.0),
        suggestion: right.map(|right| whole.replacen(part, &right, 1)),
        confidence: 0.97,
    })
}

/// One letter of Greek beside Latin ones is a symbol, unless it looks like a Latin one.
fn is_mixed(part: &str) -> bool {
    let count = |name: &str| part.chars().filter(|c| alphabet(*c) == Some(name)).count();
    let (latin, cyrillic, greek) = (count("Latin"), count("Cyrillic"), count("Greek"));
    let symbol = greek == 1
        && cyrillic == 0
        && (latin < 3 || part.chars().any(|c| alphabet(c) == Some("Greek") && !LATIN.contains_key(&c)));
    [latin, cyrillic, greek].into_iter().filter(|count| *count > 0).count() > 1 && !symbol
}

/// The alphabet with the fewest letters in a word, and those.
fn fewest(chars: &[char]) -> (&'static str, Vec<char>) {
    let of = |name: &'static str| (name, chars.iter().copied().filter(|c| alphabet(*c) == Some(name)).collect::<Vec<char>>());
    let sets = [of("Cyrillic"), of("Greek"), of("Latin")];
    sets.into_iter().filter(|(_, letters)| !letters.is_empty()).min_by_key(|(_, letters)| letters.len()).unwrap_or_default()
}

/// A letter of a sister alphabet in a word that stands in no quotation marks.
fn sister(word: Span, text: &str, lang: &str) -> Option<Fault> {
    let whole = word.of(text);
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    let (letter, _) = whole.chars().find_map(|c| SISTERS.get(&(lang, small(c))).map(|own| (c, own)))?;
    if quoted(word, text) {
        return None;
    }
    let own = |c: char| match SISTERS.get(&(lang, small(c))) {
        None => Some(c),
        Some(own) => own.map(|own| if c.is_uppercase() { own.to_uppercase().next().unwrap_or(own) } else { own }),
    };
    Some(Fault {
        span: word,
        message: format!("the language has no letter `{letter}`"),
        suggestion: whole.chars().map(own).collect(),
        confidence: 0.9,
    })
}

/// True between quotation marks of its block.
fn quoted(word: Span, text: &str) -> bool {
    let (before, after) = (text.get(..word.start()).unwrap_or(""), text.get(word.end()..).unwrap_or(""));
    let last = before.chars().rev().find(|c| crate::text::is_quotation_mark(*c));
    let open = match last {
        Some('"') => before.matches('"').count() % 2 == 1,
        Some(c) => matches!(c, '«' | '„' | '“' | '‟' | '「' | '『'),
        None => false,
    };
    open && after.contains(crate::text::is_quotation_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(word: &str, script: &str) -> Option<Option<String>> {
        mixture(Span::new(0, word.len()), word, script).map(|fault| fault.suggestion)
    }

    fn foreign(text: &str, word: &str, lang: &str) -> Option<Option<String>> {
        let at = text.find(word).unwrap();
        sister(Span::new(at, at + word.len()), text, lang).map(|fault| fault.suggestion)
    }

    #[test]
    fn mixed_words_are_seen_and_put_right_where_all_letters_have_their_like() {
        for (word, script, right) in [
            ("Кing", "Latn", Some("King")),
            ("Eurovisiоn", "Latn", Some("Eurovision")),
            ("WНO", "Latn", Some("WHO")),
            ("журналiстами", "Cyrl", Some("журналістами")),
            ("Tо", "Cyrl", Some("То")),
            ("выглядяn", "Cyrl", None),
            ("Ηello", "Latn", Some("Hello")),
            ("Теslа", "Cyrl", Some("Tesla")),
        ] {
            assert_eq!(mixed(word, script), Some(right.map(str::to_owned)), "{word}");
        }
    }

    #[test]
    fn joined_words_symbols_and_plain_ones_are_silent() {
        for word in
            ["IT-компания", "Facebook'у", "COVID-19", "5G-сеть", "μm", "βHCG", "Ωm", "naïve", "Čchin", "Έλλη", "王King", "SMS-ка"]
        {
            assert_eq!(mixed(word, "Cyrl"), None, "{word}");
        }
    }

    #[test]
    fn letters_of_a_sister_alphabet_are_seen_outside_quotation_marks() {
        let right = |text: &str| Some(Some(text.to_owned()));
        assert_eq!(foreign("обидві команды зіграли", "команды", "uk"), right("команди"));
        assert_eq!(foreign("ДОКУМЕНТЫ", "ДОКУМЕНТЫ", "uk"), right("ДОКУМЕНТИ"));
        assert_eq!(foreign("объект", "объект", "uk"), Some(None));
        assert_eq!(foreign("Він читає «Новые известия» щодня", "Новые", "uk"), None);
        assert_eq!(foreign("обидві команди", "команди", "uk"), None);
        assert_eq!(foreign("міністр", "міністр", "ru"), right("министр"));
        assert_eq!(foreign("команды", "команды", "ru"), None);
    }
}
