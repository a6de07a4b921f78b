//! Absence: what speaks for a sentence without counterpart.

use super::{Cut, Texts, content};

/// One; (left for the search: one for the first of a passage); how much of the sentence its best counterpart answers, in
/// units of the document; its length against the usual one, as a logarithm; whether it ends without a mark.
pub(super) fn fill(texts: &Texts<'_>, cut: Cut, values: &mut [f32]) {
    let (unit, best, units) = if cut.a == 1 {
        (texts.sources[cut.i], texts.words.0.best(cut.i), texts.sources)
    } else {
        (texts.targets[cut.j], texts.words.1.best(cut.j), texts.targets)
    };
    let mean = units.iter().map(|unit| unit.chars).sum::<f64>() / units.len().max(1) as f64;
    values[0] = 1.0;
    values[2] = content::usual(texts, best);
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let length = ((unit.chars + 10.0) / (mean + 10.0)).ln() as f32;
    values[3] = length;
    values[4] = f32::from(u8::from(unit.ending == super::super::unit::Ending::Open));
}
