//! Paragraphs: a bead should not run over the end of one, and beads that begin one on both sides are likelier.

use super::super::cover::WINDOW;
use super::super::unit::Unit;
use super::Sizes;

/// Where paragraphs begin, on both sides; nothing where either text is one paragraph.
#[derive(Default)]
pub(super) struct Paragraphs {
    source: Vec<Parted>,
    target: Vec<Parted>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Parted {
    /// Whether the sentence begins a paragraph.
    opens: bool,
    /// Whether one to four sentences from it run over the end of one: 1 or 0.
    crosses: [f32; WINDOW],
}

impl Paragraphs {
    pub(super) fn new(sources: &[&Unit], targets: &[&Unit]) -> Self {
        let parted = |units: &[&Unit]| units.first().map(|unit| unit.block) != units.last().map(|unit| unit.block);
        if parted(sources) && parted(targets) { Self { source: of(sources), target: of(targets) } } else { Self::default() }
    }

    /// For the beads that begin at `i` and `j`: sides that run over the end of a paragraph; 1 where both sides begin one, -1
    /// where one side does.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut [Sizes]) {
        let (Some(source), Some(target)) = (self.source.get(i), self.target.get(j)) else { return };
        let opening = match (source.opens, target.opens) {
            (true, true) => 1.0,
            (false, false) => 0.0,
            _ => -1.0,
        };
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                values[0][a][b] = source.crosses[a] + target.crosses[b];
                values[1][a][b] = opening;
            }
        }
    }
}

fn of(units: &[&Unit]) -> Vec<Parted> {
    let from = |at: usize| {
        let mut parted = Parted { opens: at == 0 || units[at - 1].block != units[at].block, ..Parted::default() };
        for (crosses, unit) in parted.crosses.iter_mut().zip(&units[at..]) {
            *crosses = f32::from(u8::from(unit.block != units[at].block));
        }
        parted
    };
    (0..units.len()).map(from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_paragraph_has_no_bounds_to_keep() {
        let unit = |block| Unit { block, ..Unit::default() };
        let (first, second) = (unit(0), unit(1));
        let values = |sources: &[&Unit], targets: &[&Unit]| {
            let mut values = [Sizes::default(); 2];
            Paragraphs::new(sources, targets).fill(0, 0, &mut values);
            (values[0][1][0], values[1][0][0])
        };
        assert_eq!(values(&[&first, &second], &[&first, &second]), (1.0, 1.0));
        assert_eq!(values(&[&first, &second], &[&first, &first]), (0.0, 0.0));
        assert_eq!(values(&[], &[&first, &second]), (0.0, 0.0));
    }
}
