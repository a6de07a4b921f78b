//! `name-drift`

use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::{Finding, FindingEntity, Related, Severity};
use crate::names::{Entity, Fault};

/// One name in two or more incompatible renderings.
pub(super) struct NameDrift;

static META: CheckMeta = CheckMeta {
    id: "name-drift",
    summary: "one name, two or more incompatible renderings in one translation",
    docs: "\
Reports a person, place or organisation that the translation spells in two ways that cannot both stand.

A reader who meets \"Wang I\" in the caption and \"Wang Yi\" in the text takes them for two people; a search for one does not \
find the other. The finding names every rendering with its places, says which is the odd one and why both are the same name: \
one form of the original stands behind both, both are the same syllables in two systems of transcription, or (without an \
original) they differ by so little that nothing else explains them.

Not reported: a surname after the full name, titles, possessives, plurals, peoples and adjectives (Russia, Russian), case \
endings of inflected languages, two people who have their own names in the original.

Example: `Top Chinese diplomat Wang I at the Munich Security Conference` in a text that elsewhere has `Wang Yi`.

With the original, every name of it is looked up in the sentences that answer its own: what sounds like it (by a table of \
readings, a learned transliteration model, or spelling), the only body with the same head noun (Party, Agency), a place of the \
table, or the original's letters left as they are. Renderings that cannot all stand are a finding.

A pair that differs in diacritics, spaces or hyphens alone is a warning.

Limits: a name turned into common words and another person in its place are seldom found. Without an original only spellings \
that are close, or equal in sound by a known system, are compared; in scripts without capital letters only abbreviations in Latin letters, and \
names in katakana.",
    severity: Severity::Error,
    needs: Needs::Translation,
    its: "inconsistency",
    mqm: "Inconsistent use of terminology",
};

impl Check for NameDrift {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for entity in &input.names.entities {
            let Fault::Drift { minor } = entity.fault else { continue };
            let severity = if minor { Severity::Warning } else { META.severity };
            let ways = if entity.clash.len() == 2 { "two" } else { "several" };
            let message = format!("one name is spelled {ways} ways: \"{}\"", entity.clash.join("\" and \""));
            out.push(finding(&META, severity, message, entity, input));
        }
    }
}

/// A finding about a name; its place is the first one of the odd rendering.
pub(super) fn finding(
    meta: &'static CheckMeta,
    severity: Severity,
    message: String,
    entity: &Entity,
    input: &CheckInput<'_>,
) -> Finding {
    let odd = entity.renderings.get(entity.odd);
    let primary = odd.and_then(|rendering| rendering.occurrences.first()).copied();
    let related = entity
        .renderings
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != entity.odd)
        .filter_map(|(_, rendering)| {
            Some(Related { locus: *rendering.occurrences.first()?, label: format!("\"{}\" here", rendering.text) })
        })
        .collect();
    Finding {
        check: meta,
        severity,
        confidence: entity.confidence,
        message,
        primary: primary.unwrap_or_else(|| input.translation.block_locus(0)),
        original: entity.original,
        related,
        found: odd.map(|rendering| rendering.text.clone()).unwrap_or_default(),
        suggestion: entity.suggestion.clone(),
        entity: Some(FindingEntity {
            key: entity.key.clone(),
            original_forms: entity.original_forms.clone(),
            renderings: entity.renderings.clone(),
        }),
        evidence: entity.evidence.clone(),
        fingerprint: None,
    }
}
