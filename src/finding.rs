//! What a check reports.

use crate::article::Locus;
use crate::checks::CheckMeta;
use crate::fingerprint::Fingerprint;

/// How bad a finding is for a reader of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Should be mended.
    Warning,
    /// Must not be published.
    Error,
}

impl Severity {
    /// Name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A form and the places where the translation has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The form, without possessive or article.
    pub text: String,
    /// Places, in reading order.
    pub occurrences: Vec<Locus>,
}

/// The name a `name-` finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingEntity {
    /// What identifies the name in the original (or in the translation, without one); goes into the fingerprint.
    pub key: String,
    /// Forms as they stand in the original.
    pub original_forms: Vec<String>,
    /// Forms as they stand in the translation, most frequent first.
    pub renderings: Vec<Rendering>,
}

/// A place that helps to understand the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub locus: Locus,
    /// What stands there.
    pub label: String,
}

/// One defect.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The check that speaks.
    pub check: &'static CheckMeta,
    /// How bad it is.
    pub severity: Severity,
    /// How sure the check is, 0 to 1.
    pub confidence: f64,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// Where it is wrong; always in the translation.
    pub primary: Locus,
    /// The sentence of the original it answers to.
    pub original: Option<Locus>,
    /// Other places.
    pub related: Vec<Related>,
    /// The faulty form as it stands.
    pub found: String,
    /// The right form; an empty one means: delete.
    pub suggestion: Option<String>,
    /// The name, for `name-` checks.
    pub entity: Option<FindingEntity>,
    /// Why the check thinks so, a sentence each.
    pub evidence: Vec<String>,
    /// Identity across runs; set when the findings of an article are complete.
    pub fingerprint: Option<Fingerprint>,
}
