//! `headline-duplicate`

use super::headline::{Repeat, repeats};
use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::{Finding, Related, Severity};

/// A headline that stands twice.
pub(super) struct HeadlineDuplicate;

static META: CheckMeta = CheckMeta {
    id: "headline-duplicate",
    summary: "a line at the article's top that says the headline again",
    docs: "\
Reports a line at the top of the translation that says again, word for word or nearly, what a line above it says, while the \
original says it once.

Machine translation of a page often meets the headline three times: in the page's title, its metadata and its heading. Each \
is translated anew, and all three end up in the text.

Example: `Sino-Russian relations are as solid as a rock, a Chinese official in Moscow said`, twice.

The suggestion is to delete the line. Not reported: a lead that restates the headline at greater length, a line that the \
original has as well, what the original itself repeats.

Limits: the first seven blocks. A copy in quite other words (below three tenths of common letters) is not seen. Without an \
original a copy must have half of its letters in common.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "duplication",
    mqm: "Addition",
};

impl Check for HeadlineDuplicate {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for repeat in repeats(input).into_iter().filter(|repeat| repeat.broken.is_empty()) {
            let how = if repeat.likeness > 0.995 { "stands twice" } else { "stands twice, the second time in other words" };
            out.push(finding(&META, format!("the headline {how}"), repeat, input));
        }
    }
}

pub(super) fn finding(meta: &'static CheckMeta, message: String, repeat: Repeat, input: &CheckInput<'_>) -> Finding {
    let primary = input.translation.block_locus(repeat.block);
    Finding {
        check: meta,
        severity: meta.severity,
        confidence: (0.6 + 0.4 * repeat.likeness).min(0.99),
        message,
        primary,
        original: input.original.filter(|original| original.block_count() > 0).map(|original| original.block_locus(0)),
        related: vec![Related { locus: input.translation.block_locus(repeat.of), label: "said here first".to_owned() }],
        found: input.translation.at(primary).to_owned(),
        suggestion: Some(String::new()),
        entity: None,
        evidence: repeat.broken.into_iter().chain(repeat.evidence).collect(),
        fingerprint: None,
    }
}
