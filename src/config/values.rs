//! Values that are one of a few words, in the configuration and on the command line.

use super::nearest;
use crate::finding::Severity;
use crate::input::BlockMode;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// What an editor has to look at: few false alarms.
    #[default]
    Default,
    /// Everything; findings of the default profile stay as they are.
    Strict,
}

/// From which severity on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of this severity or a worse one.
    Severity(Severity),
    /// No finding.
    Never,
}

impl Default for FailOn {
    fn default() -> Self {
        Self::Severity(Severity::Error)
    }
}

/// Words for [`Profile`].
pub const PROFILES: [(&str, Profile); 2] = [("default", Profile::Default), ("strict", Profile::Strict)];

/// Words for [`FailOn`].
pub const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::Severity(Severity::Error)),
    ("warning", FailOn::Severity(Severity::Warning)),
    ("info", FailOn::Severity(Severity::Info)),
    ("never", FailOn::Never),
];

/// Words for [`BlockMode`].
pub const BLOCK_MODES: [(&str, BlockMode); 3] =
    [("auto", BlockMode::Auto), ("line", BlockMode::Line), ("paragraph", BlockMode::Paragraph)];

/// A word that stands for no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown value `{word}`")]
pub struct UnknownValue {
    /// The word as given.
    pub word: String,
    /// The known words.
    pub known: Vec<&'static str>,
}

impl UnknownValue {
    /// The nearest known word, or all of them.
    #[must_use]
    pub fn help(&self) -> String {
        match nearest(&self.word, self.known.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("it is one of: {}", self.known.join(", ")),
        }
    }
}

/// The value `word` stands for in `table`.
///
/// # Errors
/// When the word is not in the table.
pub fn choice<T: Copy>(word: &str, table: &[(&'static str, T)]) -> Result<T, UnknownValue> {
    let found = table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    found.ok_or_else(|| UnknownValue { word: word.to_owned(), known: table.iter().map(|(known, _)| *known).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_values() {
        assert_eq!(choice("warning", &FAIL_ON), Ok(FailOn::Severity(Severity::Warning)));
        assert_eq!(choice("strict", &PROFILES), Ok(Profile::Strict));
    }

    #[test]
    fn an_unknown_word_comes_with_the_known_ones() {
        assert_eq!(choice("warnings", &FAIL_ON).unwrap_err().help(), "did you mean `warning`?");
        assert_eq!(choice("page", &BLOCK_MODES).unwrap_err().help(), "it is one of: auto, line, paragraph");
    }

    #[test]
    fn the_first_word_of_each_table_is_the_default() {
        assert_eq!(PROFILES[0].1, Profile::default());
        assert_eq!(FAIL_ON[0].1, FailOn::default());
        assert_eq!(BLOCK_MODES[0].1, BlockMode::default());
    }
}
