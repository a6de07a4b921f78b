//! What can be wrong with a configuration file.

/// Why a configuration cannot be used. Messages are fragments that follow "failed to".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("read configuration: {path}: {reason}")]
    Read {
        /// The path as given or found.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The file says something wrong.
    #[error("read configuration: {path}:{line}:{column}: {reason}")]
    Invalid {
        /// The path as given or found.
        path: String,
        /// 1-based line.
        line: usize,
        /// 1-based column, in code points.
        column: usize,
        /// What is wrong.
        reason: String,
        /// What to write instead.
        help: Option<String>,
    },
}

impl ConfigError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Read { .. } => Some("`isogloss init` writes a configuration to begin with".to_owned()),
            Self::Invalid { help, .. } => help.clone(),
        }
    }
}
