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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Locus, Side};
    use crate::finding::Severity;
    use crate::text::Span;

    fn finding(found: &str, start: usize) -> Finding {
        Finding {
            check: crate::checks::by_id("text-residue").unwrap(),
            severity: Severity::Error,
            confidence: 0.9,
            message: format!("words at {start}"),
            primary: Locus { side: Side::Translation, block: start, span: Span::new(start, start + 1) },
            original: None,
            related: Vec::new(),
            found: found.to_owned(),
            suggestion: None,
            entity: None,
            evidence: Vec::new(),
            fingerprint: None,
        }
    }

    fn prints(id: &str, mut findings: Vec<Finding>) -> Vec<String> {
        assign(id, &mut findings);
        findings.iter().map(|finding| finding.fingerprint.unwrap().to_string()).collect()
    }

    #[test]
    fn version_one_is_pinned() {
        assert_eq!(prints("a/b.en.txt", vec![finding("<div>", 3)]), ["f1-b321e19770d78591"]);
    }

    #[test]
    fn place_and_wording_do_not_count_but_article_and_ordinal_do() {
        assert_eq!(prints("a", vec![finding("<div>", 3)]), prints("a", vec![finding("<DIV>", 77)]));
        assert_ne!(prints("a", vec![finding("<div>", 3)]), prints("b", vec![finding("<div>", 3)]));
        let twice = prints("a", vec![finding("<div>", 3), finding("<div>", 5)]);
        assert_ne!(twice[0], twice[1]);
    }
}
