//! Roles: captions answer captions, bylines and share lines their like. Headlines and decks are left out: translators turn one
//! into the other.

use super::super::cover::WINDOW;
use super::super::unit::Unit;
use super::Sizes;
use crate::article::BlockKind;

/// What one to four sentences from each are, on both sides: none for sentences of different roles.
pub(super) struct Roles {
    source: Vec<[Option<BlockKind>; WINDOW]>,
    target: Vec<[Option<BlockKind>; WINDOW]>,
}

impl Roles {
    pub(super) fn new(sources: &[&Unit], targets: &[&Unit]) -> Self {
        Self { source: roles(sources), target: roles(targets) }
    }

    /// For the beads that begin at `i` and `j`: 1 where both windows are captions, or both boilerplate; -1 where only one is, or
    /// one is in part.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut Sizes) {
        let (Some(source), Some(target)) = (self.source.get(i), self.target.get(j)) else { return };
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                values[a][b] = match (source[a], target[b]) {
                    (Some(BlockKind::Paragraph), Some(BlockKind::Paragraph)) => 0.0,
                    (Some(source), Some(target)) if source == target => 1.0,
                    _ => -1.0,
                };
            }
        }
    }
}

/// True for what stands beside the story.
pub(super) fn is_aside(unit: &Unit) -> bool {
    matches!(unit.kind, BlockKind::Caption | BlockKind::Boilerplate)
}

fn roles(units: &[&Unit]) -> Vec<[Option<BlockKind>; WINDOW]> {
    let role = |unit: &Unit| if is_aside(unit) { unit.kind } else { BlockKind::Paragraph };
    let from = |at: usize| {
        let first = role(units[at]);
        let alike = units[at..].iter().take(WINDOW).take_while(|unit| role(unit) == first).count();
        std::array::from_fn(|more| (more < alike).then_some(first))
    };
    (0..units.len()).map(from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_answer_captions() {
        let unit = |kind| Unit { kind, ..Unit::default() };
        let [headline, caption, paragraph] = [BlockKind::Headline, BlockKind::Caption, BlockKind::Paragraph].map(unit);
        let (sources, targets) = ([&headline, &caption, &paragraph], [&caption, &paragraph, &paragraph]);
        let roles = Roles::new(&sources, &targets);
        let value = |i, j, a: usize, b: usize| {
            let mut values = Sizes::default();
            roles.fill(i, j, &mut values);
            values[a - 1][b - 1]
        };
        assert_eq!([value(0, 0, 1, 1), value(1, 0, 1, 1), value(1, 0, 2, 1), value(2, 1, 1, 2)], [-1.0, 1.0, -1.0, 0.0]);
        assert!(value(0, 1, 1, 1).abs() < 1e-6);
    }
}
