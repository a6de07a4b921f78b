//! `name-collision`

use super::name_drift::finding;
use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::Severity;
use crate::names::Fault;

/// Two names of the original in one rendering.
pub(super) struct NameCollision;

static META: CheckMeta = CheckMeta {
    id: "name-collision",
    summary: "two names of the original share one rendering",
    docs: "\
Reports two people of the original whose whole names the translation writes in one way.

Example: 李强 and 李蔷 are two people and both \"Li Qiang\" in Hanyu Pinyin. The reader of the translation meets one person who is in two \
places. The spelling may be right for both; the sentence then needs a title or another word that tells them apart. If one is a \
slip, the table of names (`isogloss names`) shows which.

Limits: people in Han characters. Needs the original.",
    severity: Severity::Warning,
    needs: Needs::Beads,
    its: "inconsistent-entities",
    mqm: "Mistranslation (name)",
};

impl Check for NameCollision {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for entity in input.names.entities.iter().filter(|entity| entity.fault == Fault::Collision) {
            let found = entity.renderings.get(entity.odd).map_or("", |rendering| rendering.text.as_str());
            let message = format!("\"{found}\" stands for two names: {}", entity.original_forms.join(", "));
            out.push(finding(&META, META.severity, message, entity, input));
        }
    }
}
