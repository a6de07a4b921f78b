//! What the features count: one table, made by `model calibrate-align`.

use std::sync::LazyLock;

use super::features::{COUNT, NAMES, Values};
use crate::text::rows;

static TABLE: &str = include_str!("../data/align.tsv");

/// Weight of every feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    pub(super) values: [f32; COUNT],
}

/// A table that is no set of weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct WeightsError(String);

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(TABLE).unwrap_or(Weights { values: [0.0; COUNT] }));

impl Weights {
    /// The shipped weights.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table of features and weights.
    ///
    /// # Errors
    /// A feature that is unknown or missing, a weight that is no number.
    pub fn parse(table: &str) -> Result<Self, WeightsError> {
        let mut values = [f32::NAN; COUNT];
        for cells in rows(table) {
            let (Some(name), Some(weight)) = (cells.first(), cells.get(1)) else { continue };
            let Some(at) = NAMES.iter().position(|known| known == name) else {
                return Err(WeightsError(format!("unknown feature {name}")));
            };
            values[at] = weight.parse().map_err(|_| WeightsError(format!("{name}: {weight} is no number")))?;
        }
        match NAMES.iter().zip(values).find(|(_, value)| !value.is_finite()) {
            Some((name, _)) => Err(WeightsError(format!("no finite weight for {name}"))),
            None => Ok(Self { values }),
        }
    }

    /// Score of a bead.
    pub(super) fn score(&self, values: &Values) -> f32 {
        self.values.iter().zip(values).map(|(weight, value)| weight * value).sum()
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
