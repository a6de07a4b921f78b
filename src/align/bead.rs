//! A bead and a whole alignment.

use std::ops::Range;

/// Sentences of both sides that say the same; one side may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Sentence numbers of the original.
    pub original: Range<usize>,
    /// Sentence numbers of the translation.
    pub translation: Range<usize>,
    /// Score of the search; higher is better, comparable within one alignment only.
    pub score: f64,
    /// How sure the alignment is of this bead, 0 to 1.
    pub confidence: f64,
    /// True when the passage stands out of order.
    pub moved: bool,
}

/// Beads of two documents, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// They cover every sentence of both sides once, in the order of the translation; but for moved ones also of the original.
    pub beads: Vec<Bead>,
}

impl Alignment {
    /// The bead that holds sentence `index` of the translation.
    #[must_use]
    pub fn of_translation(&self, index: usize) -> Option<&Bead> {
        self.beads.iter().find(|bead| bead.translation.contains(&index))
    }

    /// The bead that holds sentence `index` of the original.
    #[must_use]
    pub fn of_original(&self, index: usize) -> Option<&Bead> {
        self.beads.iter().find(|bead| bead.original.contains(&index))
    }
}

/// Renumbers both sides after sentences were set aside; those become beads without counterpart. `kept` are the sentences that
/// took part, `total` all of them.
pub(super) fn put_back(beads: Vec<Bead>, kept: (&[usize], &[usize]), total: (usize, usize)) -> Alignment {
    /// Confidence in a line that was set aside.
    const SET_ASIDE: f64 = 0.95;
    let mut all = Vec::with_capacity(beads.len());
    let (mut i, mut j) = (0, 0);
    let alone = |original: Range<usize>, translation: Range<usize>| Bead {
        original,
        translation,
        score: 0.0,
        confidence: SET_ASIDE,
        moved: false,
    };
    let range = |kept: &[usize], bead: &Range<usize>, next: usize| match kept.get(bead.clone()) {
        Some([first, .., last]) => *first..last + 1,
        Some([only]) => *only..only + 1,
        _ => next..next,
    };
    for bead in beads {
        let (original, translation) = (range(kept.0, &bead.original, i), range(kept.1, &bead.translation, j));
        all.extend((i..original.start).map(|at| alone(at..at + 1, j..j)));
        i = original.start;
        all.extend((j..translation.start).map(|at| alone(i..i, at..at + 1)));
        j = translation.end;
        all.push(Bead { original: i..original.end, translation, ..bead });
        i = original.end;
    }
    all.extend((i..total.0).map(|at| alone(at..at + 1, j..j)));
    all.extend((j..total.1).map(|at| alone(total.0..total.0, at..at + 1)));
    Alignment { beads: all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_aside_comes_back_in_its_place_on_both_sides() {
        let bead = |original, translation| Bead { original, translation, score: 1.0, confidence: 0.5, moved: false };
        let beads = vec![bead(0..1, 0..1), bead(1..3, 1..1), bead(3..4, 1..2)];
        let all = put_back(beads, (&[0, 2, 3, 4], &[1, 3]), (6, 5)).beads;
        let got: Vec<(Range<usize>, Range<usize>)> =
            all.iter().map(|bead| (bead.original.clone(), bead.translation.clone())).collect();
        assert_eq!(
            got,
            [(0..0, 0..1), (0..1, 1..2), (1..2, 2..2), (2..4, 2..2), (4..4, 2..3), (4..5, 3..4), (5..6, 4..4), (6..6, 4..5)]
        );
    }
}
