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
    /// They cover every sentence of both sides once, in order.
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

/// Renumbers the translation side after sentences were set aside; those become beads without an original.
pub(super) fn put_back(beads: Vec<Bead>, kept: &[usize], total: usize) -> Alignment {
    let mut all = Vec::with_capacity(beads.len() + total - kept.len());
    let mut next = 0;
    let alone = |index: usize, at: usize| Bead {
        original: at..at,
        translation: index..index + 1,
        score: 0.0,
        confidence: 0.95,
        moved: false,
    };
    let mut at = 0;
    for bead in beads {
        let (first, last) =
            match (kept.get(bead.translation.start), bead.translation.end.checked_sub(1).and_then(|end| kept.get(end))) {
                (Some(first), Some(last)) if !bead.translation.is_empty() => (*first, *last + 1),
                _ => (next, next),
            };
        while next < first {
            all.push(alone(next, at));
            next += 1;
        }
        at = bead.original.end;
        next = next.max(last);
        all.push(Bead { translation: first..last, ..bead });
    }
    while next < total {
        all.push(alone(next, at));
        next += 1;
    }
    Alignment { beads: all }
}
