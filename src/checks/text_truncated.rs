//! `text-truncated`

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::{Finding, Severity};

/// A translation that breaks off.
pub(super) struct TextTruncated;

static META: CheckMeta = CheckMeta {
    id: "text-truncated",
    summary: "a translation with nothing in it, where the original has text",
    docs: "\
Reports a translation that is empty while its original is not: the job failed and nobody saw it.

Example: a batch record whose `translation` is `\"\"`.

Limits: a block that breaks off in the middle is not found yet.",
    severity: Severity::Warning,
    needs: Needs::Original,
    its: "omission",
    mqm: "Omission",
};

impl Check for TextTruncated {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let Some(original) = input.original.filter(|original| !original.sentences().is_empty()) else { return };
        if !input.translation.sentences().is_empty() {
            return;
        }
        out.push(Finding {
            check: &META,
            severity: META.severity,
            confidence: 1.0,
            message: "the translation is empty".to_owned(),
            primary: input.translation.block_locus(0),
            original: Some(original.block_locus(0)),
            related: Vec::new(),
            found: String::new(),
            suggestion: None,
            entity: None,
            evidence: vec![format!("the original has {} sentences", original.sentences().len())],
            fingerprint: None,
        });
    }
}
