//! One article pair a line, in JSON: read as a stream, where a bad line never stops the others.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{BufRead, Read};
use std::sync::Arc;

use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_128;

use super::error::{language_help, reason};
use super::pair::{Job, Source};
use super::plain::{self, BlockMode};
use super::{InputError, ReadOptions};
use crate::article::{Anchor, Block, BlockKind};
use crate::text::Lang;

/// A text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordText {
    /// One block a line.
    Lines(String),
    /// Named parts, in reading order.
    Parts(Vec<Part>),
}

/// A part of a text given as an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: BlockKind,
    /// Its name in the record: `headline`, or `body[2]` for the third of several (counted from 0, as in JSON).
    pub unit: String,
    /// Its text.
    pub text: String,
}

impl RecordText {
    /// True without a visible character.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Lines(text) => text.trim().is_empty(),
            Self::Parts(parts) => parts.is_empty(),
        }
    }

    /// The blocks it stands for. Lines are never joined unless the user says so: in a record a block is a line.
    pub(super) fn blocks(&self, mode: BlockMode) -> Vec<Block> {
        match self {
            Self::Lines(text) if mode == BlockMode::Paragraph => plain::read(text, mode),
            Self::Lines(text) => plain::read(text, BlockMode::Line),
            Self::Parts(parts) => parts
                .iter()
                .map(|part| Block { kind: part.kind, text: part.text.clone(), anchor: Anchor::unit(part.unit.as_str()) })
                .collect(),
        }
    }
}

/// The article pairs of a stream, one a line.
///
/// Every line gives a job or an error; after an error of a record the next line is read, after an error of the stream it
/// ends. Memory does not grow with the stream except by 24 bytes an id, which are kept to find duplicates.
pub struct Batch<R> {
    reader: R,
    name: Arc<str>,
    from: Option<Lang>,
    to: Option<Lang>,
    max_bytes: u64,
    line: u64,
    /// Hash of each id and the line it stands in.
    ids: HashMap<u128, u64>,
    done: bool,
}

impl<R: BufRead> Batch<R> {
    /// Reads records from `reader`, called `name` in messages. `from` and `to` stand in for records that do not say.
    pub fn new(reader: R, name: &str, from: Option<Lang>, to: Option<Lang>, options: &ReadOptions) -> Self {
        let name = Arc::from(name);
        Self { reader, name, from, to, max_bytes: options.max_bytes, line: 0, ids: HashMap::new(), done: false }
    }

    fn error(&self, reason: impl Into<String>, help: Option<String>) -> InputError {
        InputError::Record { path: self.name.to_string(), line: self.line, reason: reason.into(), help }
    }

    /// The next line, without its end; `None` at the end of the stream.
    fn next_line(&mut self) -> Option<Result<Vec<u8>, InputError>> {
        let mut bytes = Vec::new();
        self.line += 1;
        let limit = self.max_bytes.saturating_add(1);
        match self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => {
                self.done = true;
                return Some(Err(self.error(reason(&error), None)));
            }
        }
        if bytes.len() as u64 == limit && bytes.last() != Some(&b'\n') {
            if let Err(error) = self.reader.skip_until(b'\n') {
                self.done = true;
                return Some(Err(self.error(reason(&error), None)));
            }
            let help = "raise `max-file-bytes` under [limits] in isogloss.toml".to_owned();
            return Some(Err(self.error(format!("the record is longer than {} bytes", self.max_bytes), Some(help))));
        }
        if self.line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Some(Ok(bytes))
    }

    fn job(&mut self, bytes: &[u8]) -> Result<Job, InputError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let help = "save it again as UTF-8".to_owned();
            self.error(format!("byte {} of the line is not valid UTF-8", error.valid_up_to()), Some(help))
        })?;
        let value: Value = serde_json::from_str(text).map_err(|error| self.broken(&error))?;
        let Value::Object(record) = value else {
            let help = r#"a line is {"id":"…","from":"cs","to":"en","original":"…","translation":"…"}"#.to_owned();
            return Err(self.error(format!("the record is {}, not an object", kind(&value)), Some(help)));
        };
        let from = self.language(&record, "from")?.or(self.from);
        let to = self.language(&record, "to")?.or(self.to);
        let original = self.text(&record, "original")?;
        let Some(translation) = self.text(&record, "translation")? else {
            return Err(self.error("the record has no `translation`", Some(keys_help(&record))));
        };
        if translation.is_empty() && original.as_ref().is_none_or(RecordText::is_empty) {
            return Err(self.error("both texts are empty", None));
        }
        let id = match record.get("id") {
            None | Some(Value::Null) => format!("line {}", self.line),
            Some(Value::String(id)) if id.trim().is_empty() => format!("line {}", self.line),
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            Some(other) => return Err(self.error(format!("`id` is {}, not a string", kind(other)), None)),
        };
        match self.ids.entry(xxh3_128(id.as_bytes())) {
            Entry::Vacant(entry) => {
                entry.insert(self.line);
            }
            Entry::Occupied(first) => {
                let first = format!("{}:{}", self.name, first.get());
                return Err(InputError::DuplicateId { path: format!("{}:{}", self.name, self.line), id, first });
            }
        }
        let source = Source::Texts { batch: Arc::clone(&self.name), line: self.line, original, translation };
        Ok(Job { id, from, to, source })
    }

    fn broken(&self, error: &serde_json::Error) -> InputError {
        let text = error.to_string();
        let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
        let help = "a record is one JSON object on one line".to_owned();
        self.error(format!("broken JSON at byte {}: {reason}", error.column()), Some(help))
    }

    fn language(&self, record: &Map<String, Value>, key: &str) -> Result<Option<Lang>, InputError> {
        match record.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(tag)) if tag.trim().is_empty() => Ok(None),
            Some(Value::String(tag)) => {
                Lang::parse(tag).map(Some).map_err(|error| self.error(format!("`{key}`: {error}"), Some(language_help(&error))))
            }
            Some(other) => Err(self.error(format!("`{key}` is {}, not a language tag", kind(other)), None)),
        }
    }

    fn text(&self, record: &Map<String, Value>, key: &str) -> Result<Option<RecordText>, InputError> {
        match record.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(RecordText::Lines(text.clone()))),
            Some(Value::Object(object)) => self.parts(object, key).map(|parts| Some(RecordText::Parts(parts))),
            Some(other) => Err(self.error(format!("`{key}` is {}, not a string or an object", kind(other)), None)),
        }
    }

    fn parts(&self, object: &Map<String, Value>, key: &str) -> Result<Vec<Part>, InputError> {
        const FIELDS: [(&str, BlockKind); 4] = [
            ("headline", BlockKind::Headline),
            ("deck", BlockKind::Deck),
            ("caption", BlockKind::Caption),
            ("body", BlockKind::Paragraph),
        ];
        if !object.is_empty() && !FIELDS.iter().any(|(field, _)| object.contains_key(*field)) {
            let help = "an object has `headline`, `deck`, `caption` and `body`".to_owned();
            return Err(self.error(format!("`{key}` has none of the fields of an article"), Some(help)));
        }
        let mut parts = Vec::new();
        let mut push = |kind, unit: String, text: &str| {
            if !text.trim().is_empty() {
                parts.push(Part { kind, unit, text: text.trim().to_owned() });
            }
        };
        for (field, kind_of_block) in FIELDS {
            match object.get(field) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if kind_of_block == BlockKind::Paragraph && text.trim().contains(['\n', '\r']) => {
                    for (index, line) in plain::lines(text).enumerate() {
                        push(kind_of_block, format!("{field}[{index}]"), line.text);
                    }
                }
                Some(Value::String(text)) => push(kind_of_block, field.to_owned(), text),
                Some(Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        let Value::String(text) = item else {
                            return Err(self.error(format!("`{key}.{field}[{index}]` is {}, not a string", kind(item)), None));
                        };
                        push(kind_of_block, format!("{field}[{index}]"), text);
                    }
                }
                Some(other) => {
                    return Err(self.error(format!("`{key}.{field}` is {}, not a string or an array", kind(other)), None));
                }
            }
        }
        Ok(parts)
    }
}

impl<R: BufRead> Iterator for Batch<R> {
    type Item = Result<Job, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.next_line()? {
                Ok(bytes) if bytes.trim_ascii().is_empty() => {}
                Ok(bytes) => return Some(self.job(bytes.trim_ascii_end())),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// A JSON value's kind, as a noun.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn keys_help(record: &Map<String, Value>) -> String {
    let keys: Vec<String> = record.keys().take(8).map(|key| format!("`{key}`")).collect();
    if keys.is_empty() { "it has no key at all".to_owned() } else { format!("it has {}", keys.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Result<Job, InputError>> {
        Batch::new(text.as_bytes(), "b.jsonl", None, Lang::parse("en").ok(), &ReadOptions::default()).collect()
    }

    fn message(text: &str) -> String {
        read(text)[0].as_ref().unwrap_err().to_string()
    }

    #[test]
    fn records_are_jobs_and_blank_lines_count() {
        let jobs = read(
            "\u{feff}{\"id\":\"a\",\"from\":\"cs\",\"original\":\"Č\\nd\",\"translation\":\"C\\nd\"}\r\n\n{\"translation\":\"x\",\"to\":\"de\"}",
        );
        let first = jobs[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.from.map(Lang::code), first.to.map(Lang::code)), ("a", Some("cs"), Some("en")));
        let second = jobs[1].as_ref().unwrap();
        assert_eq!((second.id.as_str(), second.to.map(Lang::code)), ("line 3", Some("de")));
        assert!(matches!(second.source, Source::Texts { line: 3, original: None, .. }));
    }

    #[test]
    fn a_bad_line_names_itself_and_the_rest_goes_on() {
        let good = r#"{"translation":"x"}"#;
        let results = read(&format!("{good}\n{good}\n{{\"translation\":\n{good}\n{good}\n"));
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 4);
        assert!(results[2].as_ref().unwrap_err().to_string().starts_with("read batch: b.jsonl:3: broken JSON at byte 15"));
    }

    #[test]
    fn each_fault_of_a_record_has_its_message() {
        assert_eq!(message("[1]"), "read batch: b.jsonl:1: the record is an array, not an object");
        assert_eq!(message(r#"{"translaton":"x"}"#), "read batch: b.jsonl:1: the record has no `translation`");
        assert_eq!(message(r#"{"translation":" ","original":""}"#), "read batch: b.jsonl:1: both texts are empty");
        assert_eq!(message(r#"{"translation":{},"original":{"body":[]}}"#), "read batch: b.jsonl:1: both texts are empty");
        assert_eq!(message(r#"{"translation":"x","from":"cz"}"#), "read batch: b.jsonl:1: `from`: unknown language `cz`");
        assert_eq!(
            message(r#"{"translation":5}"#),
            "read batch: b.jsonl:1: `translation` is a number, not a string or an object"
        );
        assert_eq!(
            message(r#"{"translation":{"titel":"x"}}"#),
            "read batch: b.jsonl:1: `translation` has none of the fields of an article"
        );
        assert_eq!(
            message(r#"{"translation":{"body":[1]}}"#),
            "read batch: b.jsonl:1: `translation.body[0]` is a number, not a string"
        );
    }

    #[test]
    fn bytes_that_are_no_text_and_records_too_long_are_errors_of_their_line() {
        let options = ReadOptions { max_bytes: 30, ..ReadOptions::default() };
        let bytes = [b"{\"translation\":\"\xff\"}\n".as_slice(), &[b'x'; 99], b"\n{\"translation\":\"x\"}\n"].concat();
        let results: Vec<_> = Batch::new(bytes.as_slice(), "-", None, None, &options).collect();
        assert_eq!(results[0].as_ref().unwrap_err().to_string(), "read batch: -:1: byte 16 of the line is not valid UTF-8");
        assert_eq!(results[1].as_ref().unwrap_err().to_string(), "read batch: -:2: the record is longer than 30 bytes");
        assert_eq!(results[2].as_ref().unwrap().id, "line 3");
    }

    #[test]
    fn a_duplicate_id_is_the_fault_of_every_later_record() {
        let results =
            read("{\"id\":7,\"translation\":\"x\"}\n{\"id\":\"7\",\"translation\":\"y\"}\n{\"id\":\"7\",\"translation\":\"z\"}");
        assert!(results[0].is_ok());
        for (index, line) in [(1, 2), (2, 3)] {
            let error = results[index].as_ref().unwrap_err();
            assert_eq!(error.to_string(), format!("tell articles apart: b.jsonl:{line}: the id `7` stands twice"));
            assert!(error.help().unwrap().contains("b.jsonl:1"));
        }
    }

    #[test]
    fn an_object_gives_named_blocks_in_reading_order() {
        let jobs =
            read(r#"{"translation":{"body":["a"," ","b"],"headline":"H","deck":"","caption":"C"},"original":{"body":"x\n\ny"}}"#);
        let Source::Texts { original: Some(original), translation, .. } = &jobs[0].as_ref().unwrap().source else {
            panic!("texts")
        };
        let units = |text: &RecordText| {
            text.blocks(BlockMode::Auto).iter().map(|block| block.anchor.unit.clone().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(units(translation), ["headline", "caption", "body[0]", "body[2]"]);
        assert_eq!(units(original), ["body[0]", "body[2]"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let lines = bytes.split(|byte| *byte == b'\n').count();
            let results = Batch::new(bytes.as_slice(), "b", None, None, &ReadOptions::default()).count();
            prop_assert!(results <= lines);
        }
    }
}
