//! All checks, in the order of their ids.

use super::headline_duplicate::HeadlineDuplicate;
use super::headline_garbled::HeadlineGarbled;
use super::name_collision::NameCollision;
use super::name_drift::NameDrift;
use super::name_mismatch::NameMismatch;
use super::name_transcription::NameTranscription;
use super::number_mismatch::NumberMismatch;
use super::text_encoding::TextEncoding;
use super::text_punctuation::TextPunctuation;
use super::text_repetition::TextRepetition;
use super::text_residue::TextResidue;
use super::text_script::TextScript;
use super::text_truncated::TextTruncated;
use super::{Check, CheckMeta};
use crate::text::jaro_winkler;

/// Every check of the program, sorted by id.
pub static CHECKS: &[&dyn Check] = &[
    &HeadlineDuplicate,
    &HeadlineGarbled,
    &NameCollision,
    &NameDrift,
    &NameMismatch,
    &NameTranscription,
    &NumberMismatch,
    &TextEncoding,
    &TextPunctuation,
    &TextRepetition,
    &TextResidue,
    &TextScript,
    &TextTruncated,
];

/// What there is to say about the check `id`.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static CheckMeta> {
    CHECKS.iter().map(|check| check.meta()).find(|meta| meta.id == id)
}

/// Ids of all checks, sorted.
#[must_use]
pub fn ids() -> Vec<&'static str> {
    CHECKS.iter().map(|check| check.meta().id).collect()
}

/// The known id most like a mistyped one.
#[must_use]
pub fn nearest_id(id: &str) -> Option<&'static str> {
    const NEAR: f64 = 0.7;
    let best = ids().into_iter().map(|known| (jaro_winkler(id, known), known)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= NEAR).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slice_is_sorted_and_names_every_file_of_the_folder() {
        let listed = ids();
        let mut sorted = listed.clone();
        sorted.sort_unstable();
        assert_eq!(listed, sorted);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".rs", "").replace('_', "-"))
            .filter(|name| !matches!(name.as_str(), "mod" | "registry" | "headline"))
            .collect();
        files.sort();
        assert_eq!(files, listed);
    }

    #[test]
    fn a_mistyped_id_finds_its_neighbour() {
        assert_eq!(nearest_id("name-drfit"), Some("name-drift"));
        assert_eq!(nearest_id("zzz"), None);
    }
}
