//! What the features count: one table, made by `model calibrate-align`.

use std::sync::LazyLock;

use super::features::shape::KINDS;
use super::features::{ABSENCE, COUNT, NAMES};
use crate::text::rows;

static TABLE: &str = include_str!("../data/align.tsv");

/// Weight of every feature, and how frequent beads of each kind are in the texts they were estimated on.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    pub(super) values: [f32; COUNT],
    pub(super) shares: [f32; KINDS.len()],
}

/// A table that is no set of weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct WeightsError(String);

static SHIPPED: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(TABLE).unwrap_or(Weights { values: [0.0; COUNT], shares: [0.25; KINDS.len()] }));

impl Weights {
    /// The shipped weights.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table of features and weights.
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
        let unknown = NAMES.iter().zip(values).find(|(_, value)| !value.is_finite());
        let unshared = KINDS.iter().zip(shares).find(|(_, share)| !(share.is_finite() && *share > 0.0));
        match unknown.or(unshared) {
            Some((name, _)) => Err(WeightsError(format!("no usable number for {name}"))),
            None => Ok(Self { values, shares }),
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
        assert!(Weights::parse(TABLE).is_ok());
        assert_eq!(Weights::parse("contents\t1"), Err(WeightsError("unknown feature contents".to_owned())));
        assert_eq!(Weights::parse("content\tx"), Err(WeightsError("content: x is no number".to_owned())));
        assert!(Weights::parse("content\t1").is_err());
    }
}
