//! Absence: what speaks for a sentence without counterpart.

use super::super::cover::Cover;
#[cfg(test)]
use super::super::matching::Weighted;
use super::super::unit::{Ending, Unit};
use super::{Cut, Texts};

/// What is known of each sentence of one side as one without counterpart.
#[derive(Debug, Default)]
pub(super) struct Alone {
    values: Vec<[f32; 4]>,
}

impl Alone {
    /// For every sentence: one; (left for the search: one for the first of a passage); how much of it its best counterpart
    /// answers, in units of the document; its length against the usual one, as a logarithm; whether it ends without a mark.
    pub(super) fn new(units: &[&Unit], cover: &Cover, usual: impl Fn(f32) -> f32) -> Self {
        let mean = units.iter().map(|unit| unit.chars).sum::<f64>() / units.len().max(1) as f64;
        let values = units.iter().enumerate().map(|(at, unit)| {
            #[expect(clippy::cast_possible_truncation, reason = "a small number")]
            let length = ((unit.chars + 10.0) / (mean + 10.0)).ln() as f32;
            [1.0, usual(cover.best(at)), length, f32::from(u8::from(unit.ending == Ending::Open))]
        });
        Self { values: values.collect() }
    }
}

/// The features of a sentence without counterpart; the second is left to the search.
pub(super) fn fill(texts: &Texts<'_>, cut: Cut, values: &mut [f32]) {
    let alone = if cut.a == 1 { &texts.alone.0.values[cut.i] } else { &texts.alone.1.values[cut.j] };
    values[0] = alone[0];
    values[2..].copy_from_slice(&alone[1..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_without_a_mark_is_told_from_a_sentence() {
        let unit = |chars, ending| Unit { chars, ending, ..Unit::default() };
        let (caption, sentence) = (unit(20.0, Ending::Open), unit(180.0, Ending::Stop));
        let cover = Cover::new(&Weighted::new(vec![Vec::new(); 2], Vec::new()), &[], 0, |_| (0, 0));
        let alone = Alone::new(&[&caption, &sentence], &cover, |share| share);
        assert!(alone.values[0][2] < 0.0 && alone.values[1][2] > 0.0);
        assert_eq!((alone.values[0][3], alone.values[1][3]), (1.0, 0.0));
    }
}
