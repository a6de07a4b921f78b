//! Marks: questions answer questions, headlines headlines, quotations quotations.

use super::super::unit::{Ending, Unit};
use super::{Cut, Texts};

/// Whether both windows end alike, 1 or -1 where either end is not a full stop; whether both hold quotation marks; the same for
/// beginnings in the middle of a sentence.
pub(super) fn fill(texts: &Texts<'_>, cut: Cut, values: &mut [f32]) {
    let (sources, targets) = (cut.sources(texts), cut.targets(texts));
    let last = |units: &[&Unit]| units.last().map_or(Ending::Stop, |unit| unit.ending);
    values[0] = alike(last(sources), last(targets));
    let any_quoted = |units: &[&Unit]| units.iter().any(|unit| unit.quoted);
    values[1] = both(any_quoted(sources), any_quoted(targets));
    let continues = |units: &[&Unit]| units.first().is_some_and(|unit| unit.continues);
    values[2] = both(continues(sources), continues(targets));
}

fn both(source: bool, target: bool) -> f32 {
    match (source, target) {
        (true, true) => 1.0,
        (false, false) => 0.0,
        _ => -1.0,
    }
}

fn alike(source: Ending, target: Ending) -> f32 {
    match (source, target) {
        (Ending::Stop, Ending::Stop) => 0.0,
        (source, target) if source == target => 1.0,
        _ => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_ends_speak_and_full_stops_do_not() {
        assert_eq!(
            [(Ending::Question, Ending::Question), (Ending::Question, Ending::Stop), (Ending::Stop, Ending::Stop)]
                .map(|(source, target)| alike(source, target)),
            [1.0, -1.0, 0.0]
        );
    }
}
