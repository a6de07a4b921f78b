//! All ways to cut two texts into beads, with a score for each bead: the best way, and how likely each bead is.

use super::corridor::Corridor;
use super::features::shape::{KINDS, kind};
use super::features::{Cut, NULL_FIRST, Texts, Values};
use super::weights::Weights;

/// Scores of all beads in a corridor. A path is in one of two states: after a bead with both sides, or within a passage
/// without counterpart, where a further sentence without counterpart is likelier.
pub(super) struct Lattice<'c> {
    corridor: &'c Corridor,
    /// Shapes of beads: sentences of the original and of the translation.
    shapes: Vec<(usize, usize)>,
    /// By cell (where the bead begins) and shape.
    scores: Vec<f32>,
    /// What the first sentence of a passage without counterpart costs beside its own score.
    null_first: f32,
    /// Sentences a side.
    size: (usize, usize),
    /// Score of the best way to every cell and state.
    best: Vec<f32>,
    /// The bead it came by and the state before.
    back: Vec<u16>,
}

/// States of a path.
const STATES: usize = 2;
const MATCHED: usize = 0;
const NULL: usize = 1;
/// Score of a bead that is not in the corridor.
const NEVER: f32 = f32::NEG_INFINITY;

impl<'c> Lattice<'c> {
    /// The lattice of two texts.
    pub(super) fn new(texts: &Texts<'_>, weights: &Weights, corridor: &'c Corridor) -> Self {
        Self::build((texts.sources.len(), texts.targets.len()), corridor, weights.values[NULL_FIRST], |cut| {
            weights.score(&texts.values(cut))
        })
    }

    /// Fits the scores to how this text is translated: a kind of bead that its own evidence shows to be more frequent than
    /// `shares` say becomes likelier everywhere in it, and the other way round.
    pub(super) fn adapt(&mut self, shares: &[f32; KINDS.len()]) {
        /// Beads that the known shares count for.
        const KNOWN: f64 = 50.0;
        let mut counts = [0.0; KINDS.len()];
        self.posterior(|cut, share, _| counts[kind(cut)] += share);
        let total: f64 = counts.iter().sum();
        let shifts: Vec<f32> = counts
            .iter()
            .zip(shares.map(f64::from))
            .map(|(count, share)| {
                #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a ratio")]
                let shift = ((count + KNOWN * share) / (total + KNOWN) / share).ln() as f32;
                shift
            })
            .collect();
        let of_shape: Vec<f32> = self.shapes.iter().map(|(a, b)| shifts[kind(Cut { i: 0, j: 0, a: *a, b: *b })]).collect();
        for row in self.scores.chunks_exact_mut(self.shapes.len()) {
            row.iter_mut().zip(&of_shape).for_each(|(score, shift)| *score += shift);
        }
        self.find_ways();
    }

    /// A lattice whose beads `score` tells.
    pub(super) fn build(
        size: (usize, usize),
        corridor: &'c Corridor,
        null_first: f32,
        mut score: impl FnMut(Cut) -> f32,
    ) -> Self {
        let shapes: Vec<(usize, usize)> = Cut::shapes().collect();
        let mut scores = vec![NEVER; corridor.cells() * shapes.len()];
        let (n, m) = size;
        for i in 0..=n {
            for j in corridor.columns(i) {
                let Some(cell) = corridor.cell(i, j) else { continue };
                for (at, (a, b)) in shapes.iter().copied().enumerate() {
                    if i + a <= n && j + b <= m && corridor.cell(i + a, j + b).is_some() {
                        scores[cell * shapes.len() + at] = score(Cut { i, j, a, b });
                    }
                }
            }
        }
        let mut lattice = Self { corridor, shapes, scores, null_first, size, best: Vec::new(), back: Vec::new() };
        lattice.find_ways();
        lattice
    }

    /// Every bead with its score: the cell it begins in and the one it ends in, and its shape.
    fn beads(&self, i: usize, j: usize) -> impl Iterator<Item = (Cut, f32, usize)> {
        let cell = self.corridor.cell(i, j).unwrap_or(0);
        let row = &self.scores[cell * self.shapes.len()..(cell + 1) * self.shapes.len()];
        row.iter().zip(&self.shapes).filter(|(score, _)| **score > NEVER).filter_map(move |(score, (a, b))| {
            let to = self.corridor.cell(i + a, j + b)?;
            Some((Cut { i, j, a: *a, b: *b }, *score, to))
        })
    }

    fn state(cut: Cut) -> usize {
        if cut.a == 0 || cut.b == 0 { NULL } else { MATCHED }
    }

    /// What it costs to go on from a state with a bead.
    fn step(&self, from: usize, cut: Cut) -> f32 {
        if from == MATCHED && Self::state(cut) == NULL { self.null_first } else { 0.0 }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<'_> {
        (0..=self.size.0).flat_map(|i| self.corridor.columns(i).map(move |j| (i, j)))
    }

    fn find_ways(&mut self) {
        let count = self.corridor.cells() * STATES;
        let mut best = vec![NEVER; count];
        let mut back: Vec<u16> = vec![u16::MAX; count];
        best[MATCHED] = 0.0;
        for (i, j) in self.cells() {
            let Some(cell) = self.corridor.cell(i, j) else { continue };
            let here = [best[cell * STATES], best[cell * STATES + 1]];
            if here == [NEVER; STATES] {
                continue;
            }
            for (cut, score, to) in self.beads(i, j) {
                let ways = [MATCHED, NULL].map(|from| here[from] + self.step(from, cut) + score);
                let from = if ways[NULL] > ways[MATCHED] { NULL } else { MATCHED };
                let at = to * STATES + Self::state(cut);
                if ways[from] > best[at] {
                    best[at] = ways[from];
                    back[at] = u16::try_from((cut.a * 8 + cut.b) * STATES + from).unwrap_or(u16::MAX);
                }
            }
        }
        (self.best, self.back) = (best, back);
    }

    /// The beads of the best way with their scores, in order.
    pub(super) fn best(&self) -> Vec<(Cut, f32)> {
        let (best, back) = (&self.best, &self.back);
        let (mut i, mut j) = self.size;
        let last = self.corridor.cell(i, j).unwrap_or(0);
        let mut state = if best[last * STATES + NULL] > best[last * STATES] { NULL } else { MATCHED };
        let mut cuts = Vec::new();
        while (i, j) != (0, 0) {
            let known = self.corridor.cell(i, j).map_or(u16::MAX, |cell| back[cell * STATES + state]);
            let (shape, from) = (usize::from(known) / STATES, usize::from(known) % STATES);
            let (a, b) = if known == u16::MAX { (usize::from(i > 0), usize::from(i == 0)) } else { (shape / 8, shape % 8) };
            (i, j, state) = (i - a, j - b, from);
            let cut = Cut { i, j, a, b };
            let score = self.beads(i, j).find(|(known, ..)| *known == cut).map_or(NEVER, |(_, score, _)| score);
            cuts.push((cut, score));
        }
        cuts.reverse();
        cuts
    }

    /// Beads that end at a place, with the cell they begin in.
    fn beads_to(&self, i: usize, j: usize) -> impl Iterator<Item = (Cut, f32, usize)> {
        self.shapes.iter().enumerate().filter_map(move |(at, (a, b))| {
            let cut = Cut { i: i.checked_sub(*a)?, j: j.checked_sub(*b)?, a: *a, b: *b };
            let from = self.corridor.cell(cut.i, cut.j)?;
            let score = self.scores[from * self.shapes.len() + at];
            (score > NEVER).then_some((cut, score, from))
        })
    }

    /// Logarithm of the sum over all ways, and to `sink` every bead with its probability and that of its being the first of
    /// a passage without counterpart. Beads by which the best way to a place is hopelessly worse than another are left out.
    pub(super) fn posterior(&self, mut sink: impl FnMut(Cut, f64, f64)) -> f64 {
        /// Logarithm of the share of ways that are left out.
        const HOPELESS: f32 = -25.0;
        let never = f64::NEG_INFINITY;
        let height: Vec<f32> = self.best.chunks_exact(STATES).map(|states| states[MATCHED].max(states[NULL])).collect();
        let hopeless = |from: usize, score: f32, to: usize| height[from] + score - height[to] < HOPELESS;
        let cells: Vec<(usize, usize)> = self.cells().collect();
        let mut forward = vec![[never; STATES]; cells.len()];
        let mut sums = [Sum::default(), Sum::default()];
        forward[0][MATCHED] = 0.0;
        for (cell, (i, j)) in cells.iter().enumerate().skip(1) {
            for (cut, score, from) in self.beads_to(*i, *j) {
                if hopeless(from, score, cell) {
                    continue;
                }
                for state in [MATCHED, NULL] {
                    sums[Self::state(cut)].add(forward[from][state] + f64::from(self.step(state, cut) + score));
                }
            }
            forward[cell] = sums.each_mut().map(Sum::take);
        }
        let mut backward = vec![[never; STATES]; cells.len()];
        let last = cells.len() - 1;
        backward[last] = [0.0; STATES];
        forward[last].iter().for_each(|way| sums[0].add(*way));
        let total = sums[0].take();
        for (cell, (i, j)) in cells.iter().enumerate().rev() {
            for (cut, score, to) in self.beads(*i, *j) {
                if hopeless(cell, score, to) {
                    continue;
                }
                let after = backward[to][Self::state(cut)];
                let ways = [MATCHED, NULL].map(|state| f64::from(self.step(state, cut) + score) + after);
                let shares = [MATCHED, NULL].map(|state| share(forward[cell][state] + ways[state] - total));
                sums.iter_mut().zip(ways).for_each(|(sum, way)| sum.add(way));
                if shares != [0.0; STATES] {
                    let first = if Self::state(cut) == NULL { shares[MATCHED] } else { 0.0 };
                    sink(cut, shares[MATCHED] + shares[NULL], first);
                }
            }
            if cell != last {
                backward[cell] = sums.each_mut().map(Sum::take);
            }
        }
        total
    }
}

/// A share from its logarithm; what is below a hundred-millionth is nothing.
fn share(log: f64) -> f64 {
    if log > -18.0 { log.exp() } else { 0.0 }
}

/// A sum of numbers known by their logarithms, in units of the largest.
struct Sum {
    largest: f64,
    units: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { largest: f64::NEG_INFINITY, units: 0.0 }
    }
}

impl Sum {
    fn add(&mut self, log: f64) {
        let above = log - self.largest;
        if above > 0.0 {
            self.units = self.units * share(-above) + 1.0;
            self.largest = log;
        } else if log.is_finite() {
            self.units += share(above);
        }
    }

    /// Its logarithm; the sum begins anew.
    fn take(&mut self) -> f64 {
        let Self { largest, units } = std::mem::take(self);
        if units > 0.0 { largest + units.ln() } else { f64::NEG_INFINITY }
    }
}

/// The features of every bead of a corridor, for training.
pub(super) fn all_values(texts: &Texts<'_>, corridor: &Corridor) -> Vec<(Cut, Values)> {
    let mut all = Vec::new();
    Lattice::build((texts.sources.len(), texts.targets.len()), corridor, 0.0, |cut| {
        all.push((cut, texts.values(cut)));
        0.0
    });
    all
}

#[cfg(test)]
mod tests {
    use super::super::matching::sides;
    use super::*;

    #[test]
    fn probabilities_of_the_beads_of_a_sentence_sum_to_one_and_the_best_way_is_the_likeliest() {
        let corridor = Corridor::new(&sides(&[], &[], None));
        assert_eq!(Lattice::build((0, 0), &corridor, 0.0, |_| 0.0).best(), []);
        let units = vec![super::super::Unit::default(); 5];
        let units: Vec<&super::super::Unit> = units.iter().collect();
        let corridor = Corridor::new(&sides(&units, &units[..4], None));
        let score = |cut: Cut| if cut.i == cut.j && cut.a == 1 && cut.b == 1 { 3.0 } else { -1.0 };
        let lattice = Lattice::build((5, 4), &corridor, -1.0, score);
        let mut sums = [0.0; 5];
        lattice.posterior(|cut, share, _| (cut.i..cut.i + cut.a).for_each(|i| sums[i] += share));
        assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-5), "{sums:?}");
        let best = lattice.best();
        assert_eq!(best.len(), 5);
        assert_eq!(best[4], (Cut { i: 4, j: 4, a: 1, b: 0 }, -1.0));
    }

    #[test]
    fn a_text_with_more_ways_than_numbers_can_count_has_shares_all_the_same() {
        let size = (600, 600);
        let rows: Vec<super::super::Unit> = vec![super::super::Unit::default(); 600];
        let rows: Vec<&super::super::Unit> = rows.iter().collect();
        let corridor = Corridor::new(&sides(&rows, &rows, None));
        let lattice = Lattice::build(size, &corridor, 0.0, |_| 0.0);
        let mut sum = 0.0;
        let total = lattice.posterior(|cut, share, _| sum += if cut.i <= 300 && 300 < cut.i + cut.a { share } else { 0.0 });
        assert!(total.is_finite() && total > 800.0, "{total}");
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
    }
}
