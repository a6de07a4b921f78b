//! What the features count: one table, made by `model calibrate-align`.

use std::sync::LazyLock;

use super::features::shape::KINDS;
use super::features::{ABSENCE, COUNT, MEANING, NAMES};
use crate::text::rows;

static TABLE: &str = include_str!("../data/align.tsv");
/// All weights anew where an encoder of sentences joins in: what words tell counts for less beside it.
static WITH_MEANING: &str = include_str!("../data/align_meaning.tsv");

/// Weight of every feature, and how frequent beads of each kind are in the texts they were estimated on.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    pub(super) values: [f32; COUNT],
    pub(super) shares: [f32; KINDS.len()],
    /// Whether they know what an encoder of sentences tells.
    pub(super) meaning: bool,
}

/// A table that is no set of weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct WeightsError(String);

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(TABLE).unwrap_or(Weights::NONE));
static SHIPPED_WITH_MEANING: LazyLock<Weights> = LazyLock::new(|| Weights::parse(WITH_MEANING).unwrap_or(Weights::NONE));

impl Weights {
    /// What cannot be: the shipped tables are tested to be whole.
    const NONE: Self = Self { values: [0.0; COUNT], shares: [0.25; KINDS.len()], meaning: false };

    /// The shipped weights.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The shipped weights for alignments with an encoder of sentences.
    #[must_use]
    pub fn with_meaning() -> &'static Self {
        &SHIPPED_WITH_MEANING
    }

    /// True when they were estimated with an encoder of sentences and are to be used with one.
    #[must_use]
    pub fn know_meaning(&self) -> bool {
        self.meaning
    }

    /// Reads a table of features and weights; those of what an encoder tells are all there or none.
    ///
    /// # Errors
    /// A feature that is unknown or missing, a weight that is no number, a share that is not above 0.
    pub fn parse(table: &str) -> Result<Self, WeightsError> {
        let mut values = [f32::NAN; COUNT];
        let mut shares = [f32::NAN; KINDS.len()];
        for cells in rows(table) {
            let (Some(name), Some(weight)) = (cells.first(), cells.get(1)) else { continue };
            let place = |names: &[&str]| names.iter().position(|known| known == name);
            let slot = match (place(&NAMES), place(&KINDS)) {
                (Some(at), _) => &mut values[at],
                (None, Some(at)) => &mut shares[at],
                (None, None) => return Err(WeightsError(format!("unknown feature {name}"))),
            };
            *slot = weight.parse().map_err(|_| WeightsError(format!("{name}: {weight} is no number")))?;
        }
        let meaning = values[MEANING].iter().any(|value| value.is_finite());
        if !meaning {
            values[MEANING].fill(0.0);
        }
        let unknown = NAMES.iter().zip(values).find(|(_, value)| !value.is_finite());
        let unshared = KINDS.iter().zip(shares).find(|(_, share)| !(share.is_finite() && *share > 0.0));
        match unknown.or(unshared) {
            Some((name, _)) => Err(WeightsError(format!("no usable number for {name}"))),
            None => Ok(Self { values, shares, meaning }),
        }
    }

    /// Score of a sentence without counterpart.
    pub(super) fn alone(&self, values: &[f32]) -> f32 {
        self.values[ABSENCE].iter().zip(values).map(|(weight, value)| weight * value).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_whole_and_broken_ones_name_the_feature() {
        assert!(Weights::parse(TABLE).is_ok_and(|weights| !weights.know_meaning()));
        assert!(Weights::parse(WITH_MEANING).is_ok_and(|weights| weights.know_meaning()));
        assert_eq!(Weights::parse("contents\t1"), Err(WeightsError("unknown feature contents".to_owned())));
        assert_eq!(Weights::parse("content\tx"), Err(WeightsError("content: x is no number".to_owned())));
        assert!(Weights::parse("content\t1").is_err());
        assert_eq!(
            Weights::parse(&format!("{TABLE}meaning\t1\n")),
            Err(WeightsError("no usable number for meaning-gain".to_owned()))
        );
    }
}
