//! Why a text, a record or a list of pairs could not be read.

use std::io;
use std::path::Path;

use crate::text::LangError;

/// What went wrong with an input. Messages are fragments that follow "failed to"; each names the file and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// Nothing stands at the path.
    #[error("read text: {path}: no such file or folder")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// The operating system refused.
    #[error("read text: {path}: {reason}")]
    Io {
        /// The path as given.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// A folder where a file is needed.
    #[error("read text: {path}: it is a folder")]
    Folder {
        /// The path as given.
        path: String,
    },
    /// One of the two paths is a folder, the other is a file.
    #[error("pair texts: {folder} is a folder and {file} is a file")]
    FolderAndFile {
        /// The folder.
        folder: String,
        /// The file.
        file: String,
    },
    /// More bytes than the limit.
    #[error("read text: {path}: it is longer than {limit} bytes")]
    TooLarge {
        /// The path as given.
        path: String,
        /// The limit.
        limit: u64,
    },
    /// A line, or lines joined to one block, with more bytes than the limit.
    #[error("read text: {path}:{line}: the line has {bytes} bytes, more than {limit}")]
    LineTooLong {
        /// The path as given, or the batch and its record.
        path: String,
        /// 1-based line.
        line: u32,
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// No text at all, but a picture, an archive, a document of another program.
    #[error("read text: {path}: byte {offset}: {what}, no plain text")]
    Binary {
        /// The path as given.
        path: String,
        /// 0-based byte where it shows.
        offset: usize,
        /// What it seems to be.
        what: &'static str,
    },
    /// Neither UTF-8 nor another encoding that can be told with confidence.
    #[error("read text: {path}: byte {offset}: not valid {encoding}")]
    Encoding {
        /// The path as given.
        path: String,
        /// 0-based byte where reading breaks off.
        offset: usize,
        /// The encoding it was read as.
        encoding: &'static str,
    },
    /// No character of text where text is needed.
    #[error("read text: {path}: it is empty")]
    Empty {
        /// The path as given.
        path: String,
    },
    /// The language is not told and cannot be guessed.
    #[error("find the language of {path}: the text is too short or in no known script")]
    NoLanguage {
        /// The path as given, or the batch and its record.
        path: String,
        /// The option that tells it.
        option: &'static str,
    },
    /// A record of a batch that is no article pair.
    #[error("read batch: {path}:{line}: {reason}")]
    Record {
        /// Name of the batch.
        path: String,
        /// 1-based line.
        line: u64,
        /// What is wrong.
        reason: String,
        /// What to write instead.
        help: Option<String>,
    },
    /// A row of a manifest that names no pair, or a manifest that cannot be read.
    #[error("read manifest: {path}:{line}: {reason}")]
    Manifest {
        /// The path as given.
        path: String,
        /// 1-based line.
        line: u64,
        /// What is wrong.
        reason: String,
        /// What to write instead.
        help: Option<String>,
    },
    /// A translation memory that is no TMX, or not one that is safe to read.
    #[error("read TMX: {path}:{line}: {reason}")]
    Tmx {
        /// The path as given.
        path: String,
        /// 1-based line.
        line: u64,
        /// What is wrong.
        reason: String,
        /// What to write instead.
        help: Option<String>,
    },
    /// Two pairs with one id.
    #[error("tell articles apart: {path}: the id `{id}` stands twice")]
    DuplicateId {
        /// Where the second one stands.
        path: String,
        /// The id.
        id: String,
        /// Where the first one stands.
        first: String,
    },
}

impl InputError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::Missing { .. } => "check the spelling; paths are relative to the working directory",
            Self::Io { .. } => return None,
            Self::Folder { .. } => "give a .txt, .md or .markdown file",
            Self::FolderAndFile { .. } => "give two files, or two folders whose files have the same names",
            Self::TooLarge { .. } => "raise `max-file-bytes` under [limits] in isogloss.toml",
            Self::LineTooLong { .. } => {
                "a block of text is one line: if the line breaks were lost, put them back; \
                 else raise `max-line-bytes` under [limits] in isogloss.toml"
            }
            Self::Binary { .. } => "save or export it as plain text in UTF-8",
            Self::Encoding { encoding: "UTF-8", .. } => {
                "the file is damaged or mixes encodings: look at that byte and save it again as UTF-8"
            }
            Self::Encoding { .. } => "save it again as UTF-8",
            Self::Empty { .. } => "an article needs at least one line of text",
            Self::NoLanguage { option, .. } => return Some(format!("give {option}, such as {option} en")),
            Self::Record { help, .. } | Self::Manifest { help, .. } | Self::Tmx { help, .. } => return help.clone(),
            Self::DuplicateId { first, .. } => {
                return Some(format!("the first one is {first}; every article needs an id of its own"));
            }
        };
        Some(text.to_owned())
    }

    /// From an error of the operating system on `path`.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::Io { path, reason: reason(error) },
        }
    }
}

/// The system's message without its error number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Help for a language tag that is not known.
pub(super) fn language_help(error: &LangError) -> String {
    match error.nearest {
        Some(code) => format!("did you mean `{code}`?"),
        None => "languages are BCP 47 tags such as en, cs, zh-Hant".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_and_a_refused_one_differ() {
        let path = Path::new("a.txt");
        let missing = InputError::io(path, &io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(missing.to_string(), "read text: a.txt: no such file or folder");
        let refused = InputError::io(path, &io::Error::from_raw_os_error(13));
        assert_eq!(refused.to_string(), "read text: a.txt: permission denied");
        assert_eq!(refused.help(), None);
    }

    #[test]
    fn an_unknown_language_names_the_one_that_was_meant() {
        let error = crate::text::Lang::parse("cz").unwrap_err();
        assert_eq!(language_help(&error), "did you mean `cs`?");
    }
}
