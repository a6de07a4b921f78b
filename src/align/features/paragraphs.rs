//! Paragraphs: a bead should not run over the end of one, and beads that begin one on both sides are likelier.

use super::super::unit::Unit;
use super::{Cut, Texts};

/// True when both texts have more than one paragraph.
pub(super) fn both(sources: &[&Unit], targets: &[&Unit]) -> bool {
    let parted = |units: &[&Unit]| units.last().map_or(0, |unit| unit.block) > units.first().map_or(0, |unit| unit.block);
    parted(sources) && parted(targets)
}

/// Sides that run over the end of a paragraph; 1 where both sides begin one, -1 where one side does.
pub(super) fn fill(texts: &Texts<'_>, cut: Cut, values: &mut [f32]) {
    if !texts.paragraphs {
        return;
    }
    let crosses =
        |units: &[&Unit]| f32::from(u8::from(units.first().map(|unit| unit.block) != units.last().map(|unit| unit.block)));
    let opens = |units: &[&Unit], at: usize| at == 0 || units[at - 1].block != units[at].block;
    values[0] = crosses(cut.sources(texts)) + crosses(cut.targets(texts));
    values[1] = match (opens(texts.sources, cut.i), opens(texts.targets, cut.j)) {
        (true, true) => 1.0,
        (false, false) => 0.0,
        _ => -1.0,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_paragraph_has_no_bounds_to_keep() {
        let unit = |block| Unit { block, ..Unit::default() };
        let (first, second) = (unit(0), unit(1));
        assert!(both(&[&first, &second], &[&first, &second]));
        assert!(!both(&[&first, &second], &[&first, &first]) && !both(&[], &[&first, &second]));
    }
}
