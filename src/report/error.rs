//! What can go wrong before and while a report is written.

use std::io;
use std::path::PathBuf;

/// Why a report cannot be written. Messages follow "failed to write the report: ".
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file name or option asks for a format nobody knows.
    #[error("{}: no report format goes with `{name}`", path.display())]
    UnknownFormat {
        /// The path as given; the bare name where it came from an option.
        path: PathBuf,
        /// The extension or format name.
        name: String,
    },
    /// The file name or option asks for a format this version does not write.
    #[error("{}: {name} reports come with a later version", path.display())]
    LaterFormat {
        /// The path as given; the bare name where it came from an option.
        path: PathBuf,
        /// The format.
        name: &'static str,
    },
    /// The file cannot be made or opened.
    #[error("{}: {}", path.display(), source.kind())]
    Open {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be completed.
    #[error("{}: {}", path.display(), source.kind())]
    Finish {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl ReportError {
    /// What the user can do.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownFormat { .. } | Self::LaterFormat { .. } => {
                Some("reports of this version are text (.txt), csv (.csv) and jsonl (.jsonl)".to_owned())
            }
            Self::Open { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Some("the folder of the report must exist".to_owned())
            }
            Self::Open { .. } | Self::Finish { .. } => None,
        }
    }
}
