//! What there is to say of one article.

use std::ops::AddAssign;

use super::Record;
use crate::text::Lang;

/// What was examined. Adds up over the articles of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles examined.
    pub articles: usize,
    /// Blocks of the translations.
    pub blocks: usize,
    /// Sentences of the originals.
    pub sentences_original: usize,
    /// Sentences of the translations.
    pub sentences_translation: usize,
    /// Aligned groups of sentences.
    pub beads: usize,
    /// Distinct names.
    pub names: usize,
    /// Findings.
    pub findings: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.blocks += other.blocks;
        self.sentences_original += other.sentences_original;
        self.sentences_translation += other.sentences_translation;
        self.beads += other.beads;
        self.names += other.names;
        self.findings += other.findings;
    }
}

/// A check that could not look at an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Id of the check.
    pub check: &'static str,
    /// What it lacked.
    pub reason: String,
}

/// Findings of one article and what was examined to get them.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleReport {
    /// Name of the article, unique in a run.
    pub id: String,
    /// Language of the original; none without an original.
    pub from: Option<Lang>,
    /// Language of the translation; none only when the article could not be read.
    pub to: Option<Lang>,
    /// Findings by block, start and check.
    pub records: Vec<Record>,
    /// What was examined.
    pub counts: Counts,
    /// Checks that could not look.
    pub skipped: Vec<Skip>,
    /// What the reader of the files wants to be known, a sentence each.
    pub notes: Vec<String>,
    /// Why the article could not be examined.
    pub error: Option<String>,
}

impl ArticleReport {
    /// Report of an article that could not be examined.
    #[must_use]
    pub fn failed(id: impl Into<String>, error: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            from: None,
            to: None,
            records: Vec::new(),
            counts: Counts::default(),
            skipped: Vec::new(),
            notes: Vec::new(),
            error: Some(error.into()),
        }
    }
}
