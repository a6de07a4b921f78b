//! `number-mismatch`

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::{Finding, Severity};
use crate::names::TRUSTED_BEAD;
use crate::numbers::clashes;

/// A number that is not the original's.
pub(super) struct NumberMismatch;

static META: CheckMeta = CheckMeta {
    id: "number-mismatch",
    summary: "a number, date, time, amount or measure that is not the original's",
    docs: "\
Reports a number of the translation that the original does not have, where a number of the original is missing: digits \
swapped or changed, a decimal comma lost, millions for billions (mil. / mld., 万 / 億), another day, time, percentage or unit.

A wrong number is the fault that readers of a translation cannot see. Values are compared, not strings: `2,5 mil. Kč` is `CZK \
2.5 million`, `3万5000` is `35,000`, `Viertel` is `25 per cent`, `15 Uhr` is `3 p.m.`, `令和6年` is `2024`.

Example: `CZK 200 million` for `200 miliard korun`; the suggestion is `200 billion`.

Compared within aligned sentences and two on either side. Silent: rounded numbers (`1,498`, `about 1,500`), measures and \
amounts converted to another unit or currency, the two clocks, numbers in words, decades and short years, digits in names \
(`F-16`, `COVID-19`), a number that is merely missing or added.

Limits: number words of the languages with tables only. Words below eleven, fractions, halves and dozens explain a number and \
never accuse one. A number that the original has again two sentences away is taken for it. The two sides of a score may be \
exchanged. Beads that are not sure are left out, and the report says so.",
    severity: Severity::Warning,
    needs: Needs::Beads,
    its: "numbers",
    mqm: "Mistranslation (number)",
};

impl Check for NumberMismatch {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        let Some(original) = input.original else { return };
        for clash in clashes(original, input.translation, input.beads, TRUSTED_BEAD) {
            let there = original.at(clash.original).to_owned();
            out.push(Finding {
                check: &META,
                severity: META.severity,
                confidence: clash.confidence,
                message: format!("the original has \"{there}\" here"),
                primary: clash.translation,
                original: original
                    .sentence_at(clash.original.block, clash.original.span)
                    .and_then(|sentence| original.sentence_locus(sentence)),
                related: Vec::new(),
                found: input.translation.at(clash.translation).to_owned(),
                suggestion: clash.suggestion,
                entity: None,
                evidence: vec![clash.reason.to_owned()],
                fingerprint: None,
            });
        }
    }
}
