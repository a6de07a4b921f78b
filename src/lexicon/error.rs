//! Why a lexicon file cannot be used.

use crate::input::InputError;

/// What is wrong with a lexicon file. Messages are fragments that follow "failed to"; each names the file and the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// The file cannot be read, or is a TMX that cannot.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A line that is no entry.
    #[error("read lexicon: {path}:{line}: {reason}")]
    Line {
        /// The path as given.
        path: String,
        /// 1-based line.
        line: usize,
        /// What is wrong.
        reason: String,
        /// What to write instead.
        help: Option<String>,
    },
    /// A dictionary, and nothing says of which languages it is.
    #[error("read lexicon: {path}: a dictionary does not say its languages")]
    NoLanguages {
        /// The path as given.
        path: String,
    },
    /// A file that teaches nothing.
    #[error("read lexicon: {path}: {reason}")]
    Nothing {
        /// The path as given.
        path: String,
        /// What it lacks.
        reason: String,
        /// What to give instead.
        help: Option<String>,
    },
}

impl LexiconError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Input(InputError::TooLarge { .. }) => {
                Some("learn a lexicon from it in parts, with `isogloss lexicon learn`".to_owned())
            }
            Self::Input(error) => error.help(),
            Self::Line { help, .. } | Self::Nothing { help, .. } => help.clone(),
            Self::NoLanguages { .. } => {
                Some("give --from and --to: its lines are `phrase of --to @ phrase of --from`".to_owned())
            }
        }
    }
}
