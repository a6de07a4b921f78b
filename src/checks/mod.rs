//! The checks: one file each, one static slice of all.
//!
//! A check is pure: it reads a [`CheckInput`] and writes [`Finding`]s. It opens no file, keeps no state and cannot fail;
//! where its input is missing it is skipped, and the report says so.

mod headline;
mod headline_duplicate;
mod headline_garbled;
mod name_collision;
mod name_drift;
mod name_mismatch;
mod name_transcription;
mod number_mismatch;
mod registry;
mod text_encoding;
mod text_punctuation;
mod text_repetition;
mod text_residue;
mod text_script;
mod text_truncated;

pub use registry::{CHECKS, by_id, ids, nearest_id};

use crate::align::Bead;
use crate::article::Document;
use crate::finding::{Finding, Severity};
use crate::names::Names;

/// What a check must have to say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The translation alone will do.
    Translation,
    /// The original as well.
    Original,
    /// Aligned sentences.
    Beads,
}

impl Needs {
    /// Name in `explain` and the README.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Translation => "translation",
            Self::Original => "original",
            Self::Beads => "aligned sentences",
        }
    }
}

/// Everything about a check that is not code.
#[derive(Debug, PartialEq)]
pub struct CheckMeta {
    /// `family-fault`.
    pub id: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Markdown: what it does, why it matters, example, limits.
    pub docs: &'static str,
    /// Severity unless the kind of fault says otherwise.
    pub severity: Severity,
    /// What it needs.
    pub needs: Needs,
    /// ITS 2.0 localization quality issue type.
    pub its: &'static str,
    /// MQM 2.0 category.
    pub mqm: &'static str,
}

/// What the checks see of a pair.
pub struct CheckInput<'a> {
    /// The original, if there is one.
    pub original: Option<&'a Document>,
    /// The text that is checked.
    pub translation: &'a Document,
    /// Aligned sentences; empty without an original.
    pub beads: &'a [Bead],
    /// Names of both sides and how they meet.
    pub names: &'a Names,
    /// Also say what is only worth a look.
    pub strict: bool,
}

impl CheckInput<'_> {
    /// Whether a block of the original holds `text` to the letter.
    #[must_use]
    pub fn original_has(&self, text: &str) -> bool {
        self.original.is_some_and(|original| (0..original.block_count()).any(|block| original.text(block).contains(text)))
    }
}

/// Where a check puts its findings.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// All of them, in the order they came.
    #[must_use]
    pub fn into_inner(self) -> Vec<Finding> {
        self.list
    }
}

/// A fault the program can find.
pub trait Check: Sync {
    /// What there is to say about it.
    fn meta(&self) -> &'static CheckMeta;

    /// Why it cannot say anything about this input, beyond what [`CheckMeta::needs`] tells; the report counts the reason.
    fn unfit(&self, _input: &CheckInput<'_>) -> Option<&'static str> {
        None
    }

    /// Looks for it.
    fn run(&self, input: &CheckInput<'_>, out: &mut Findings);
}
