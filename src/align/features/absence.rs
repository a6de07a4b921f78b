//! Absence: what speaks for a sentence without counterpart.

use super::super::unit::{Ending, Unit};
use super::roles::is_aside;

/// Number of features.
pub(super) const COUNT: usize = 6;

/// For every sentence of a side as one without counterpart: one; (left for the search: one for the first of a passage); how much
/// of it its best counterpart answers, `best`, in units of the document; its length against the usual one, as a logarithm;
/// whether it ends without a mark; whether it is a caption or boilerplate.
pub(super) fn alone(units: &[&Unit], best: &[f32]) -> Vec<[f32; COUNT]> {
    let mean = units.iter().map(|unit| unit.chars).sum::<f64>() / units.len().max(1) as f64;
    let of = |(unit, best): (&&Unit, &f32)| {
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        let length = ((unit.chars + 10.0) / (mean + 10.0)).ln() as f32;
        let flag = |is: bool| f32::from(u8::from(is));
        [1.0, 0.0, *best, length, flag(unit.ending == Ending::Open), flag(is_aside(unit))]
    };
    units.iter().zip(best).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_without_a_mark_is_told_from_a_sentence() {
        let unit = |chars, ending| Unit { chars, ending, ..Unit::default() };
        let (caption, sentence) = (unit(20.0, Ending::Open), unit(180.0, Ending::Stop));
        let alone = alone(&[&caption, &sentence], &[0.0, 0.5]);
        assert!(alone[0][3] < 0.0 && alone[1][3] > 0.0);
        assert_eq!((alone[0][4], alone[1][4], alone[1][2]), (1.0, 0.0, 0.5));
    }
}
