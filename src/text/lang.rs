//! Languages: a checked BCP 47 tag and what the language table says of it.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use super::rows;

static TABLE: &str = include_str!("../data/languages.tsv");

#[derive(Debug)]
struct Row {
    code: &'static str,
    name: &'static str,
    script: &'static str,
    quotes: Vec<char>,
    inner: Vec<char>,
}

static ROWS: LazyLock<HashMap<&'static str, Row>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|cells| {
            let [code, name, script, quotes, inner] = cells.as_slice() else { return None };
            let row = Row { code, name, script, quotes: quotes.chars().collect(), inner: inner.chars().collect() };
            Some((*code, row))
        })
        .collect()
});

/// A language the table knows, with the script subtag if the tag had one. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Lang {
    row: &'static Row,
    script: Option<[u8; 4]>,
}

/// A tag that names no known language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language `{tag}`")]
pub struct LangError {
    /// The tag as it was given.
    pub tag: String,
    /// The nearest known code, when one is near.
    pub nearest: Option<&'static str>,
}

/// How a script writes words and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptKind {
    /// Upper and lower case (Latin, Cyrillic, Greek, Armenian): names begin with a capital.
    Cased,
    /// Words stand apart but have no case (Arabic, Hebrew, Hangul, Georgian, Devanagari).
    Uncased,
    /// No case and no spaces between words (Chinese, Japanese, Thai).
    Unspaced,
}

impl Lang {
    /// Reads a BCP 47 tag such as `cs`, `zh-Hant`, `pt_BR`, `zh-Latn`.
    ///
    /// # Errors
    /// When the primary subtag is in no row of the language table.
    pub fn parse(tag: &str) -> Result<Self, LangError> {
        let mut parts = tag.trim().split(['-', '_']);
        let primary = parts.next().unwrap_or("").to_ascii_lowercase();
        let row = ROWS.get(primary.as_str()).ok_or_else(|| LangError { tag: tag.to_owned(), nearest: nearest(&primary) })?;
        let script =
            parts.next().filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())).and_then(|part| {
                let mut bytes: [u8; 4] = part.to_ascii_lowercase().into_bytes().try_into().ok()?;
                bytes[0].make_ascii_uppercase();
                Some(bytes)
            });
        Ok(Self { row, script })
    }

    /// The primary subtag, lower case.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row.code
    }

    /// English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row.name
    }

    /// ISO 15924 code of the script it is written in here.
    #[must_use]
    pub fn script(&self) -> &str {
        match &self.script {
            Some(bytes) => std::str::from_utf8(bytes).unwrap_or("Zyyy"),
            None => self.row.script,
        }
    }

    /// How its script writes words and names.
    #[must_use]
    pub fn script_kind(self) -> ScriptKind {
        match self.script() {
            "Latn" | "Cyrl" | "Grek" | "Armn" => ScriptKind::Cased,
            "Hans" | "Hant" | "Jpan" | "Hani" | "Thai" | "Laoo" | "Khmr" | "Mymr" | "Tibt" => ScriptKind::Unspaced,
            _ => ScriptKind::Uncased,
        }
    }

    /// Opening and closing marks of quotation, outer then inner; equal pairs are given once.
    #[must_use]
    pub fn quotes(self) -> Vec<(char, char)> {
        let mut pairs = Vec::new();
        for marks in [&self.row.quotes, &self.row.inner] {
            if let [open, close] = marks.as_slice()
                && !pairs.contains(&(*open, *close))
            {
                pairs.push((*open, *close));
            }
        }
        pairs
    }

    /// Every code of the table, sorted.
    #[must_use]
    pub fn codes() -> Vec<&'static str> {
        let mut codes: Vec<_> = rows(TABLE).filter_map(|cells| cells.first().copied()).collect();
        codes.sort_unstable();
        codes
    }
}

fn nearest(code: &str) -> Option<&'static str> {
    let by_name = rows(TABLE).find(|cells| cells.get(1).is_some_and(|name| name.eq_ignore_ascii_case(code)));
    if let Some(cells) = by_name {
        return cells.first().copied();
    }
    const COUNTRY_FOR_LANGUAGE: [(&str, &str); 12] = [
        ("cz", "cs"),
        ("ua", "uk"),
        ("jp", "ja"),
        ("cn", "zh"),
        ("gr", "el"),
        ("dk", "da"),
        ("kr", "ko"),
        ("gb", "en"),
        ("se", "sv"),
        ("ir", "fa"),
        ("rs", "sr"),
        ("vn", "vi"),
    ];
    COUNTRY_FOR_LANGUAGE.iter().find(|(country, _)| *country == code).map(|(_, language)| *language)
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.row.code == other.row.code && self.script == other.script
    }
}

impl Eq for Lang {}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row.code)?;
        if let Some(bytes) = &self.script {
            write!(f, "-{}", std::str::from_utf8(bytes).unwrap_or("Zyyy"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_any_case_and_with_subtags() {
        assert_eq!(Lang::parse("CS").unwrap().code(), "cs");
        assert_eq!(Lang::parse("pt_BR").unwrap().code(), "pt");
        assert_eq!(Lang::parse("zh-latn").unwrap().to_string(), "zh-Latn");
        assert_eq!(Lang::parse("zh-latn").unwrap().script_kind(), ScriptKind::Cased);
        assert_eq!(Lang::parse("zh").unwrap().script_kind(), ScriptKind::Unspaced);
    }

    #[test]
    fn an_unknown_tag_names_the_nearest_code() {
        assert_eq!(Lang::parse("cz").unwrap_err().nearest, Some("cs"));
        assert_eq!(Lang::parse("czech").unwrap_err().nearest, Some("cs"));
        assert_eq!(Lang::parse("qqq").unwrap_err().nearest, None);
    }

    #[test]
    fn quotes_come_from_the_table() {
        assert_eq!(Lang::parse("cs").unwrap().quotes(), [('„', '“'), ('‚', '‘')]);
    }
}
