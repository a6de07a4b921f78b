//! Sentences that stand elsewhere in the translation, captions mostly: found among those without counterpart in their place.

use std::collections::BTreeMap;

use super::Alignment;
use super::features::Cut;
use super::matching::Side;

/// Share of the words of two sentences that must answer each other: what counterparts usually have.
const SHARE: f32 = 0.4;
/// How much further apart any other sentence without counterpart must be.
const CLEAR: f32 = 0.15;
/// Least weight of the words that are answered: one rare name is not enough.
const EVIDENCE: f32 = 8.0;
/// Confidence in a bead found so: where sentences of 138 news texts had been moved, 66 were found and none wrongly.
const CONFIDENCE: f64 = 0.9;

/// Pairs of sentences without counterpart in their place that are each other's, ascending.
pub(super) fn moved(sides: &(Side, Side), cuts: &[(Cut, f32)]) -> Vec<(usize, usize)> {
    let lone = |of_source: bool| -> Vec<usize> {
        let alone = cuts.iter().map(|(cut, _)| cut).filter(|cut| if of_source { cut.b == 0 } else { cut.a == 0 });
        alone.map(|cut| if of_source { cut.i } else { cut.j }).collect()
    };
    let (sources, targets) = (lone(true), lone(false));
    let mut shared: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for i in &sources {
        for (j, weight) in answered(&sides.0, *i, &targets) {
            *shared.entry((*i, j)).or_default() += weight;
        }
    }
    for j in &targets {
        for (i, weight) in answered(&sides.1, *j, &sources) {
            *shared.entry((i, *j)).or_default() += weight;
        }
    }
    let share =
        |(i, j): (usize, usize), weight: f32| weight / (sides.0.words.total[i] + sides.1.words.total[j]).max(f32::MIN_POSITIVE);
    let (mut of_source, mut of_target) = (BTreeMap::new(), BTreeMap::new());
    for (pair, weight) in &shared {
        of_source.entry(pair.0).or_insert_with(Highest::default).add(share(*pair, *weight));
        of_target.entry(pair.1).or_insert_with(Highest::default).add(share(*pair, *weight));
    }
    let clear = shared.iter().filter(|(pair, weight)| {
        let share = share(**pair, **weight);
        let rival = of_source[&pair.0].beside(share).max(of_target[&pair.1].beside(share));
        **weight >= EVIDENCE && share >= SHARE && rival + CLEAR <= share
    });
    clear.map(|(pair, _)| *pair).collect()
}

/// The two highest of some numbers from 0.
#[derive(Default)]
struct Highest(f32, f32);

impl Highest {
    fn add(&mut self, number: f32) {
        let (first, second) = (self.0.max(number), self.1.max(self.0.min(number)));
        (self.0, self.1) = (first, second);
    }

    /// The highest beside one of them.
    fn beside(&self, number: f32) -> f32 {
        if number < self.0 { self.0 } else { self.1 }
    }
}

/// Sentences among `others`, ascending, that answer words of sentence `at`, with the weight of each word.
fn answered<'s>(side: &'s Side, at: usize, others: &'s [usize]) -> impl Iterator<Item = (usize, f32)> + 's {
    side.words.sentences[at].iter().flat_map(move |id| {
        let weight = side.words.weight[*id as usize];
        let within = side.answers.of_list(*id).iter().filter(|(other, _)| others.binary_search(&(*other as usize)).is_ok());
        within.map(move |(other, strength)| (*other as usize, strength * weight))
    })
}

impl Alignment {
    /// Joins sentences without counterpart to beads that stand where the translation has them.
    pub(super) fn join_moved(&mut self, pairs: &[(usize, usize)]) {
        for (i, j) in pairs {
            let alone = |range: &std::ops::Range<usize>, at: usize| *range == (at..at + 1);
            let of_source = self.beads.iter().position(|bead| bead.translation.is_empty() && alone(&bead.original, *i));
            let of_target = self.beads.iter().position(|bead| bead.original.is_empty() && alone(&bead.translation, *j));
            let (Some(from), Some(to)) = (of_source, of_target) else { continue };
            let bead = &mut self.beads[to];
            (bead.original, bead.confidence, bead.moved) = (*i..i + 1, CONFIDENCE, true);
            self.beads.remove(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::text;
    use super::super::{Weights, align_texts};

    #[test]
    fn a_caption_at_another_place_is_found_and_a_new_one_is_not() {
        let words = |n: u8| (n * 10..n * 10 + 8).collect::<Vec<u8>>();
        let original: Vec<Vec<u8>> = (0..10).map(words).collect();
        let mut translation = original.clone();
        let caption = translation.remove(1);
        translation.insert(7, caption);
        translation[4] = words(20);
        let beads = align_texts(&text(&original), &text(&translation), None, Weights::shipped()).beads;
        let moved: Vec<_> =
            beads.iter().filter(|bead| bead.moved).map(|bead| (bead.original.start, bead.translation.start)).collect();
        assert_eq!(moved, [(1, 7)], "{beads:?}");
        let mut covered: Vec<usize> = beads.iter().flat_map(|bead| bead.original.clone()).collect();
        covered.sort_unstable();
        assert_eq!(covered, (0..10).collect::<Vec<_>>());
    }
}
