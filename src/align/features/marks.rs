//! Marks: questions answer questions, headlines headlines, quotations quotations.

use super::super::cover::WINDOW;
use super::super::unit::{Ending, Unit};
use super::Sizes;

/// Beginnings, ends and quotation marks of one to four sentences from each, on both sides.
pub(super) struct Marks {
    source: Vec<Marked>,
    target: Vec<Marked>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Marked {
    continues: bool,
    ending: [Ending; WINDOW],
    quoted: [bool; WINDOW],
}

impl Marks {
    pub(super) fn new(sources: &[&Unit], targets: &[&Unit]) -> Self {
        Self { source: marked(sources), target: marked(targets) }
    }

    /// For the beads that begin at `i` and `j`: whether both windows end alike, 1 or -1 where either end is not a full stop;
    /// whether both hold quotation marks; the same for beginnings in the middle of a sentence.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut [Sizes]) {
        let of = |side: &[Marked], at: usize| side.get(at).copied().unwrap_or_default();
        let (source, target) = (of(&self.source, i), of(&self.target, j));
        let begins = both(source.continues, target.continues);
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                values[0][a][b] = alike(source.ending[a], target.ending[b]);
                values[1][a][b] = both(source.quoted[a], target.quoted[b]);
                values[2][a][b] = begins;
            }
        }
    }
}

fn marked(units: &[&Unit]) -> Vec<Marked> {
    let from = |at: usize| {
        let mut marked = Marked { continues: units[at].continues, ..Marked::default() };
        let mut quoted = false;
        for (more, unit) in units[at..].iter().take(WINDOW).enumerate() {
            quoted |= unit.quoted;
            marked.ending[more] = unit.ending;
            marked.quoted[more] = quoted;
        }
        marked
    };
    (0..units.len()).map(from).collect()
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

    #[test]
    fn a_window_ends_as_its_last_sentence_and_is_quoted_where_one_is() {
        let (plain, question) = (Unit::default(), Unit { ending: Ending::Question, quoted: true, ..Unit::default() });
        let (mut values, marks) = ([Sizes::default(); 3], Marks::new(&[&plain, &question], &[&question]));
        marks.fill(0, 0, &mut values);
        assert_eq!((values[0][0][0], values[0][1][0], values[1][0][0], values[1][1][0]), (-1.0, 1.0, -1.0, 1.0));
    }
}
