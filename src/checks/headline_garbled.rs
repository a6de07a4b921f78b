//! `headline-garbled`

use super::headline::repeats;
use super::headline_duplicate::finding;
use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::Severity;

/// A headline that stands again, broken.
pub(super) struct HeadlineGarbled;

static META: CheckMeta = CheckMeta {
    id: "headline-garbled",
    summary: "a headline that stands again, broken: scrambled or with stray marks",
    docs: "\
Reports a line at the top of the translation that says the headline again and is broken: its words are out of order, or a \
stray mark stands in the middle. The finding says what is broken and, where a single content word differs, which one.

Example: `China-Russia relations are as solid as glass, Chinese said ; representative in Moscow`.

A copy that is not broken is a `headline-duplicate`; one line is never reported by both.

Limits: as for `headline-duplicate`. A headline that is broken but stands once has nothing to be compared with.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "duplication",
    mqm: "Unintelligible",
};

impl Check for HeadlineGarbled {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for repeat in repeats(input).into_iter().filter(|repeat| !repeat.broken.is_empty()) {
            let message = format!("the headline stands again, broken: {}", repeat.broken.join("; "));
            out.push(finding(&META, message, repeat, input));
        }
    }
}
