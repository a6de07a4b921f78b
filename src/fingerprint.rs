//! Identities of findings that are stored: in baselines, decisions, SARIF.
//!
//! `f1-` and 16 hexadecimal digits of XXH3-64 over length-prefixed parts. No message, line or column goes in, so that a
//! finding keeps its identity when paragraphs move or wording of messages changes. Any change of the parts is a new version.

use std::collections::HashMap;
use std::fmt;

use xxhash_rust::xxh3::Xxh3;

use crate::finding::Finding;
use crate::text::fold;

/// Identity of a finding across runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "f1-{:016x}", self.0)
    }
}

/// Gives every finding of the article `id` its fingerprint. `findings` must be in report order: equals are told apart by
/// their ordinal.
pub(crate) fn assign(id: &str, findings: &mut [Finding]) {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    for finding in findings {
        let base = digest(id, finding, 0);
        let ordinal = seen.entry(base).or_insert(0);
        let value = if *ordinal == 0 { base } else { digest(id, finding, *ordinal) };
        *ordinal += 1;
        finding.fingerprint = Some(Fingerprint(value));
    }
}

fn digest(id: &str, finding: &Finding, ordinal: u32) -> u64 {
    let mut hash = Xxh3::new();
    let mut part = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    part(finding.check.id);
    part(id);
    part(finding.primary.side.name());
    if let Some(entity) = &finding.entity {
        part(&entity.key);
        let mut variants: Vec<&str> = entity.renderings.iter().map(|rendering| rendering.text.as_str()).collect();
        variants.sort_unstable();
        variants.dedup();
        variants.iter().for_each(|variant| part(variant));
    } else {
        part(&fold(&finding.found));
    }
    hash.update(&ordinal.to_le_bytes());
    hash.digest()
}
