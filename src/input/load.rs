//! From a job to the texts themselves.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::decode::{DecodeFault, decode};
use super::error::InputError;
use super::pair::{Job, Source};
use super::plain::{self, BlockMode};
use super::{language, markdown};
use crate::article::{Article, ArticlePair, Block, classify};
use crate::text::Lang;

/// How texts are read and how much of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// What makes a block of plain text.
    pub blocks: BlockMode,
    /// Longest file and longest record, in bytes.
    pub max_bytes: u64,
    /// Longest line and longest block, in bytes.
    pub max_line: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { blocks: BlockMode::Auto, max_bytes: 64 << 20, max_line: 1 << 20 }
    }
}

/// A pair that has been read.
#[derive(Debug)]
pub struct Loaded {
    /// The texts.
    pub pair: ArticlePair,
    /// What was guessed on the way, a sentence each.
    pub notes: Vec<String>,
}

/// Reads the texts of `job`. A translation without text is read as one without blocks when there is an original.
///
/// # Errors
/// When a text cannot be read, is too long, holds no text, or its language is neither told nor to be guessed.
pub fn load(job: &Job, options: &ReadOptions) -> Result<Loaded, InputError> {
    let mut notes = Vec::new();
    let (original, translation) = match &job.source {
        Source::Files { original, translation } => {
            let original = original.as_deref().map(|path| file(path, job.from, options, &mut notes)).transpose()?;
            (original, file(translation, job.to, options, &mut notes)?)
        }
        Source::Texts { batch, line, original, translation } => {
            let text = |side, blocks| Unread {
                name: format!("{side} of {batch}:{line}"),
                called: format!("the {side}"),
                path: None,
                blocks,
            };
            let original = original.as_ref().filter(|original| !original.is_empty());
            let original = original.map(|original| text("original", original.blocks(options.blocks)));
            (original, text("translation", translation.blocks(options.blocks)))
        }
    };
    if let Some(empty) = original.iter().find(|text| text.blocks.is_empty()) {
        return Err(InputError::Empty { path: empty.name.clone() });
    }
    if original.is_none() && translation.blocks.is_empty() {
        return Err(InputError::Empty { path: translation.name });
    }
    let original = original.map(|text| text.finish(job.from, "--from", options, &mut notes)).transpose()?;
    // Nothing hangs on the language of a text without words, so that it need not be told.
    let stand_in = original.as_ref().filter(|_| translation.blocks.is_empty()).map(|original| original.lang);
    let translation = translation.finish(job.to.or(stand_in), "--to", options, &mut notes)?;
    if let Some(original) = &original
        && !translation.blocks.is_empty()
        && original.lang == translation.lang
        && (job.from.is_none() || job.to.is_none())
    {
        notes.push(format!("both texts seem to be {}: give --from and --to if they are not", translation.lang.name()));
    }
    Ok(Loaded { pair: ArticlePair { id: job.id.clone(), original, translation }, notes })
}

/// A text whose language may still be unknown.
struct Unread {
    /// In messages.
    name: String,
    /// Name in notes, which must not tell where in a batch the record stood.
    called: String,
    path: Option<String>,
    blocks: Vec<Block>,
}

impl Unread {
    fn finish(
        mut self,
        told: Option<Lang>,
        option: &'static str,
        options: &ReadOptions,
        notes: &mut Vec<String>,
    ) -> Result<Article, InputError> {
        if let Some(long) = self.blocks.iter().find(|block| block.text.len() > options.max_line) {
            let line = long.anchor.place(&long.text, 0).map_or(1, |place| place.line);
            let bytes = long.text.len();
            return Err(InputError::LineTooLong { path: self.name, line, bytes, limit: options.max_line });
        }
        let lang = match told {
            Some(lang) => lang,
            None => {
                let Some(guess) = language::detect(&self.blocks) else {
                    return Err(InputError::NoLanguage { path: self.name, option });
                };
                if !guess.sure {
                    let name = guess.lang.name();
                    notes.push(format!("{}: the language seems to be {name}, but it is not sure: give {option}", self.called));
                }
                guess.lang
            }
        };
        classify(&mut self.blocks, lang);
        Ok(Article { lang, path: self.path, blocks: self.blocks })
    }
}

fn file(path: &Path, lang: Option<Lang>, options: &ReadOptions, notes: &mut Vec<String>) -> Result<Unread, InputError> {
    let (text, guessed) = read_text(path, lang, options)?;
    let name = path.display().to_string();
    if let Some(encoding) = guessed {
        notes.push(format!("{name}: read as {encoding}, since it is not UTF-8"));
    }
    let is_markdown = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown"));
    let long = plain::lines(&text).find(|line| line.text.len() > options.max_line);
    if let Some(line) = long {
        return Err(InputError::LineTooLong { path: name, line: line.number, bytes: line.text.len(), limit: options.max_line });
    }
    let blocks = if is_markdown { markdown::read(&text) } else { plain::read(&text, options.blocks) };
    Ok(Unread { path: Some(name.clone()), called: name.clone(), name, blocks })
}

/// The text of the file at `path`, which is no article, without byte-order mark and, where its encoding had to be guessed, the
/// guess.
///
/// # Errors
/// When the file cannot be read, is longer than `max_bytes`, or holds no text.
pub fn read_file(path: &Path, max_bytes: u64) -> Result<(String, Option<&'static str>), InputError> {
    read_text(path, None, &ReadOptions { max_bytes, ..ReadOptions::default() })
}

/// The text of a file and, where its encoding had to be guessed, the guess.
pub(super) fn read_text(
    path: &Path,
    lang: Option<Lang>,
    options: &ReadOptions,
) -> Result<(String, Option<&'static str>), InputError> {
    let name = || path.display().to_string();
    let file = File::open(path).map_err(|error| InputError::io(path, &error))?;
    let mut bytes = Vec::new();
    file.take(options.max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| InputError::io(path, &error))?;
    if bytes.len() as u64 > options.max_bytes {
        return Err(InputError::TooLarge { path: name(), limit: options.max_bytes });
    }
    match decode(bytes, lang) {
        Ok(decoded) => Ok((decoded.text, decoded.guessed)),
        Err(DecodeFault::Binary { offset, what }) => Err(InputError::Binary { path: name(), offset, what }),
        Err(DecodeFault::Invalid { offset, encoding }) => Err(InputError::Encoding { path: name(), offset, encoding }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Batch, jobs_from_paths};
    use proptest::prelude::*;

    fn load_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Loaded, InputError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let plan = jobs_from_paths(None, &path, None, None, folder.path()).unwrap();
        load(&plan.jobs[0], options)
    }

    fn load_record(record: &str) -> Result<Loaded, InputError> {
        let options = ReadOptions::default();
        load(&Batch::new(record.as_bytes(), "b.jsonl", None, None, &options).next().unwrap().unwrap(), &options)
    }

    const CZECH: &str = "Čínsko-ruské vztahy jsou pevné jako skála, řekl čínský představitel v Moskvě.";

    #[test]
    fn a_file_becomes_an_article_with_its_roles() {
        let text = format!("\u{feff}{CZECH}\n\nIlustrační foto – Wang I.\n\nMoskva – Text pokračuje.\n");
        let loaded = load_bytes("a.cs.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        let article = loaded.pair.translation;
        assert_eq!((loaded.pair.id.as_str(), article.lang.code()), ("a.cs.txt", "cs"));
        let kinds: Vec<&str> = article.blocks.iter().map(|block| block.kind.name()).collect();
        assert_eq!(kinds, ["headline", "caption", "paragraph"]);
        assert_eq!(article.blocks[1].anchor.pieces[0].line, 3);
        assert_eq!(loaded.notes, Vec::<String>::new());
    }

    #[test]
    fn markdown_is_told_by_its_ending() {
        let loaded = load_bytes("a.en.md", b"# Head\n\nA *word*.\n", &ReadOptions::default()).unwrap();
        assert_eq!(loaded.pair.translation.blocks[1].text, "A word.");
    }

    #[test]
    fn what_was_guessed_is_noted() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(CZECH);
        let loaded = load_bytes("a.txt", &bytes, &ReadOptions::default()).unwrap();
        assert_eq!(loaded.pair.translation.lang.code(), "cs");
        assert_eq!(loaded.notes.len(), 1);
        assert!(loaded.notes[0].ends_with("a.txt: read as windows-1250, since it is not UTF-8"), "{:?}", loaded.notes);
        let unsure = load_bytes("a.txt", b"Hotel Roma", &ReadOptions::default()).unwrap();
        assert!(unsure.notes[0].contains("not sure: give --to"), "{:?}", unsure.notes);
        let same = load_record(
            r#"{"original":"The minister arrived in Moscow on Tuesday morning, his office said.","translation":"The talks are to go on for the whole of the week, the ministry said."}"#,
        );
        assert_eq!(same.unwrap().notes, ["both texts seem to be English: give --from and --to if they are not"]);
    }

    #[test]
    fn each_bad_text_has_its_error() {
        let options = ReadOptions { max_bytes: 100, max_line: 20, ..ReadOptions::default() };
        let error = |name: &str, bytes: &[u8]| load_bytes(name, bytes, &options).unwrap_err();
        assert!(matches!(error("a.en.txt", b" \n\n"), InputError::Empty { .. }));
        assert!(matches!(error("a.en.txt", b"a\0b"), InputError::Binary { offset: 1, .. }));
        assert!(matches!(error("a.en.txt", b"a \xff b"), InputError::Encoding { offset: 2, .. }));
        assert!(matches!(error("a.en.txt", &[b'a'; 101]), InputError::TooLarge { limit: 100, .. }));
        let long = error("a.en.txt", b"short\n\nmuch too long for a line\n");
        assert!(matches!(long, InputError::LineTooLong { line: 3, bytes: 24, limit: 20, .. }), "{long}");
        let numbers = error("a.txt", b"12:30");
        assert_eq!(numbers.help().as_deref(), Some("give --to, such as --to en"));
    }

    #[test]
    fn joined_lines_keep_the_limit_too() {
        let options = ReadOptions { blocks: BlockMode::Paragraph, max_line: 20, ..ReadOptions::default() };
        let error = load_bytes("a.en.txt", b"Head\n\nfifteen letters\nfifteen letters\n", &options).unwrap_err();
        assert!(matches!(error, InputError::LineTooLong { line: 3, bytes: 31, .. }), "{error}");
    }

    #[test]
    fn an_empty_translation_of_an_original_has_no_blocks() {
        let loaded = load_record(r#"{"from":"cs","original":"Ahoj.","translation":""}"#).unwrap();
        assert_eq!(loaded.pair.translation.blocks, []);
        assert!(loaded.pair.original.is_some());
        let alone = load_record(r#"{"to":"en","original":" ","translation":"Hello.\nYou."}"#).unwrap();
        assert_eq!(alone.pair.original, None);
        assert_eq!(alone.pair.translation.blocks[0].kind.name(), "headline");
    }

    proptest! {
        #[test]
        fn any_file_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), markdown in any::<bool>()) {
            let name = if markdown { "a.en.md" } else { "a.en.txt" };
            if let Ok(loaded) = load_bytes(name, &bytes, &ReadOptions::default()) {
                prop_assert!(!loaded.pair.translation.blocks.is_empty());
            }
        }
    }
}
