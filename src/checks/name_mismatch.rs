//! `name-mismatch`

use super::name_drift::finding;
use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::Severity;
use crate::names::Fault;

/// A name that cannot be the one the original has there.
pub(super) struct NameMismatch;

static META: CheckMeta = CheckMeta {
    id: "name-mismatch",
    summary: "where the original has one name, the translation has another that cannot be it",
    docs: "\
Reports a place of the original that the translation answers with another place, nowhere else rendering it right.

A country that becomes another one is the costliest slip of a machine translation and the hardest to see, because the \
sentence reads well. The check knows the names of countries, peoples, large cities, seas and regions in many languages. In a \
pair of sentences that answer each other it looks for a place that only the original has and one that only the translation \
has; places that the neighbouring sentences name do not count.

Example: original `台海`, translation `Taipei`.

If the right name stands elsewhere in the same translation, the finding is a `name-drift`.

Limits: places of the table, from originals without grammatical case (Chinese, Japanese, Korean, English and others). Needs the \
original.",
    severity: Severity::Error,
    needs: Needs::Beads,
    its: "inconsistent-entities",
    mqm: "Mistranslation (name)",
};

impl Check for NameMismatch {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for entity in input.names.entities.iter().filter(|entity| entity.fault == Fault::Mismatch) {
            let odd = entity.renderings.get(entity.odd).map_or("", |rendering| rendering.text.as_str());
            let source = entity.original_forms.first().map_or("", String::as_str);
            let message = format!("\"{odd}\" cannot be \"{source}\", which the original has here");
            out.push(finding(&META, META.severity, message, entity, input));
        }
    }
}
