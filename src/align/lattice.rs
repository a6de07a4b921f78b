//! All ways to cut two texts into beads, with a score for each bead: the best way, and how likely each bead is.

use super::corridor::Corridor;
use super::cover::WINDOW;
use super::features::shape::{KINDS, kind};
use super::features::{Alone, BEADS, Cut, MEANING, NULL_FIRST, NULL_MEANING, PLACED, Sizes, Texts, Values, meaning, shape};
use super::weights::Weights;

/// Scores of the beads that matter. A path is in one of two states: after a bead with both sides, or within a passage without
/// counterpart, where a further sentence without counterpart is likelier.
pub(super) struct Lattice {
    /// Ascending by the cell they begin in, then by shape.
    beads: Vec<Way>,
    /// Cells that beads begin or end in.
    cells: usize,
    /// What the first sentence of a passage without counterpart costs beside its own score.
    null_first: f32,
}

/// A bead with its score and the cells it leads from and to.
#[derive(Debug, Clone, Copy)]
struct Way {
    i: u32,
    j: u32,
    shape: u8,
    from: u32,
    to: u32,
    score: f32,
}

/// Shapes of beads with one side; they come first.
const LONE: usize = 2;
/// States of a path.
const STATES: usize = 2;
const MATCHED: usize = 0;
const NULL: usize = 1;
/// Score of a bead that is not in the corridor.
const NEVER: f32 = f32::NEG_INFINITY;
/// Logarithm of the share of a way, against the best one, that is left out.
const HOPELESS: f32 = -20.0;

/// The scores of all beads that begin at one place, by [`Cut::SHAPES`].
pub(super) type Scores = [f32; BEADS];

impl Way {
    fn cut(&self) -> Cut {
        let (a, b) = Cut::SHAPES[usize::from(self.shape)];
        Cut { i: self.i as usize, j: self.j as usize, a, b }
    }

    /// The state a path is in after it.
    fn state(&self) -> usize {
        state(usize::from(self.shape))
    }
}

/// The state a path is in after a bead of a shape: the first two are without counterpart.
fn state(shape: usize) -> usize {
    if shape < LONE { NULL } else { MATCHED }
}

impl Lattice {
    /// The lattice of two texts.
    pub(super) fn new(texts: &Texts, weights: &Weights, corridor: &Corridor) -> Self {
        let mut shapes = Sizes::default();
        for (a, b) in Cut::SHAPES.into_iter().filter(|(a, b)| a.min(b) > &0) {
            let class = shape::class(Cut { i: 0, j: 0, a, b });
            shapes[a - 1][b - 1] = class.map_or(0.0, |at| weights.values[PLACED + at]);
        }
        let lone = |alone: &[Alone]| -> Vec<f32> { alone.iter().map(|values| weights.alone(values)).collect() };
        let (mut sources, mut targets) = (lone(&texts.alone.0), lone(&texts.alone.1));
        if let Some(meaning) = &texts.meaning {
            let add = |scores: &mut [f32], best: &[f32]| {
                scores.iter_mut().zip(best).for_each(|(score, best)| *score += weights.values[NULL_MEANING] * best);
            };
            add(&mut sources, &meaning.best.0);
            add(&mut targets, &meaning.best.1);
        }
        let mut placed = [Sizes::default(); PLACED];
        let mut meanings = [Sizes::default(); meaning::PLACED];
        Self::build(texts.size, corridor, weights.values[NULL_FIRST], |i, j, scores| {
            scores[0] = targets.get(j).copied().unwrap_or(NEVER);
            scores[1] = sources.get(i).copied().unwrap_or(NEVER);
            if i == texts.size.0 || j == texts.size.1 {
                return;
            }
            texts.placed(i, j, &mut placed);
            let mut sums = shapes;
            add_up(&mut sums, &weights.values, &placed);
            if let Some(meaning) = &texts.meaning {
                meaning.fill(i, j, &mut meanings);
                add_up(&mut sums, &weights.values[MEANING], &meanings);
            }
            scores[LONE..].copy_from_slice(sums.as_flattened());
        })
    }

    /// A lattice whose beads `score` tells, place by place. Beads by which every way is hopelessly worse than the best one are
    /// left out.
    pub(super) fn build(
        size: (usize, usize),
        corridor: &Corridor,
        null_first: f32,
        mut score: impl FnMut(usize, usize, &mut Scores),
    ) -> Self {
        let grid = Grid::new(corridor, size.0);
        let (first, last) = (grid.rows[0].place(0), grid.rows[size.0].place(size.1));
        // By place: the best way to it, and from it to the end, by state.
        let mut ahead = [vec![NEVER; grid.places], vec![NEVER; grid.places]];
        let mut behind = [vec![NEVER; grid.places], vec![NEVER; grid.places]];
        let mut scores: Vec<Scores> = vec![[NEVER; BEADS]; grid.places];
        ahead[MATCHED][first] = 0.0;
        for (i, row) in grid.rows.iter().enumerate() {
            for (place, j) in row.places() {
                let all = &mut scores[place];
                score(i, j, all);
                let (matched, null) = (ahead[MATCHED][place], ahead[NULL][place]);
                let lone = (matched + null_first).max(null);
                for (to, score) in grid.lone(i, j).into_iter().zip(&all[..LONE]) {
                    if let Some(to) = to {
                        ahead[NULL][to] = ahead[NULL][to].max(lone + score);
                    }
                }
                let any = matched.max(null);
                for (to, scores) in grid.both(i, j).zip(all[LONE..].chunks_exact(WINDOW)) {
                    let Some(to) = to else { continue };
                    let slots = &mut ahead[MATCHED][to..to + WINDOW];
                    slots.iter_mut().zip(scores).for_each(|(slot, score)| *slot = slot.max(any + score));
                }
            }
        }
        let least = ahead[MATCHED][last].max(ahead[NULL][last]) + HOPELESS;
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        // Places -> cells of the lattice.
        let mut numbers = vec![0_u32; grid.places];
        (numbers[first], numbers[last]) = (1, 1);
        behind.iter_mut().for_each(|states| states[last] = 0.0);
        let mut beads: Vec<Way> = Vec::new();
        for (i, row) in grid.rows.iter().enumerate().rev() {
            for (place, j) in row.places().rev() {
                let all = &scores[place];
                let mut ways = [NEVER; BEADS];
                for ((way, to), score) in ways.iter_mut().zip(grid.lone(i, j)).zip(all) {
                    *way = to.map_or(NEVER, |to| behind[NULL][to] + score);
                }
                let both = ways[LONE..].chunks_exact_mut(WINDOW).zip(all[LONE..].chunks_exact(WINDOW));
                for ((ways, scores), to) in both.zip(grid.both(i, j)) {
                    let Some(to) = to else { continue };
                    let on = &behind[MATCHED][to..to + WINDOW];
                    ways.iter_mut().zip(on).zip(scores).for_each(|((way, on), score)| *way = on + score);
                }
                let highest = |ways: &[f32]| ways.iter().copied().fold(NEVER, f32::max);
                let (null, matched) = (highest(&ways[..LONE]), highest(&ways[LONE..]));
                if place != last {
                    behind[MATCHED][place] = matched.max(null + null_first);
                    behind[NULL][place] = matched.max(null);
                }
                let here = ahead[MATCHED][place].max(ahead[NULL][place]);
                if here + matched.max(null) < least {
                    continue;
                }
                for shape in (0..BEADS).rev().filter(|shape| here + ways[*shape] >= least) {
                    let (a, b) = Cut::SHAPES[shape];
                    let to = grid.rows[i + a].place(j + b);
                    (numbers[place], numbers[to]) = (1, 1);
                    let (shape, score) = (u8::try_from(shape).unwrap_or(0), all[shape]);
                    beads.push(Way { i: narrow(i), j: narrow(j), shape, from: narrow(place), to: narrow(to), score });
                }
            }
        }
        let mut count = 0;
        for number in &mut numbers {
            let live = *number;
            *number = count;
            count += live;
        }
        beads.reverse();
        for bead in &mut beads {
            (bead.from, bead.to) = (numbers[bead.from as usize], numbers[bead.to as usize]);
        }
        Self { beads, cells: count as usize, null_first }
    }

    /// Fits the scores to how this text is translated: a kind of bead that its own evidence shows to be more frequent than
    /// `shares` say becomes likelier everywhere in it, and the other way round.
    pub(super) fn adapt(&mut self, shares: &[f32; KINDS.len()]) {
        /// Beads that the known shares count for.
        const KNOWN: f64 = 50.0;
        let mut counts = [0.0; KINDS.len()];
        self.posterior(|cut, share, _| counts[kind(cut)] += share);
        let total: f64 = counts.iter().sum();
        let shift = |(count, share): (f64, f32)| {
            let share = f64::from(share);
            #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a ratio")]
            let shift = ((count + KNOWN * share) / (total + KNOWN) / share).ln() as f32;
            shift
        };
        let shifts: Vec<f32> = counts.into_iter().zip(*shares).map(shift).collect();
        for bead in &mut self.beads {
            bead.score += shifts[kind(bead.cut())];
        }
    }

    /// What it costs to go on from a state with a bead.
    fn step(&self, from: usize, bead: &Way) -> f32 {
        if from == MATCHED && bead.state() == NULL { self.null_first } else { 0.0 }
    }

    /// The beads of the best way with their scores, in order.
    pub(super) fn best(&self) -> Vec<(Cut, f32)> {
        let mut best = vec![[NEVER; STATES]; self.cells];
        // The bead by which, and the state from which, each state was reached.
        let mut back = vec![[(usize::MAX, MATCHED); STATES]; self.cells];
        best[0][MATCHED] = 0.0;
        for (at, bead) in self.beads.iter().enumerate() {
            let here = best[bead.from as usize];
            let ways = [MATCHED, NULL].map(|from| here[from] + self.step(from, bead) + bead.score);
            let from = if ways[NULL] > ways[MATCHED] { NULL } else { MATCHED };
            let to = bead.to as usize;
            if ways[from] > best[to][bead.state()] {
                best[to][bead.state()] = ways[from];
                back[to][bead.state()] = (at, from);
            }
        }
        let mut cell = self.cells - 1;
        let mut state = if best[cell][NULL] > best[cell][MATCHED] { NULL } else { MATCHED };
        let mut cuts = Vec::new();
        while let Some(bead) = self.beads.get(back[cell][state].0) {
            cuts.push((bead.cut(), bead.score));
            (cell, state) = (bead.from as usize, back[cell][state].1);
        }
        cuts.reverse();
        cuts
    }

    /// Logarithm of the sum over all ways, and to `sink` every bead with its probability and that of its being the first of
    /// a passage without counterpart.
    pub(super) fn posterior(&self, mut sink: impl FnMut(Cut, f64, f64)) -> f64 {
        let never = f64::NEG_INFINITY;
        let null_first = f64::from(self.null_first);
        let mut sums = vec![[Sum::default(); STATES]; self.cells];
        sums[0][MATCHED].add(0.0);
        let mut forward = vec![[never; STATES]; self.cells];
        // By state before a bead without counterpart comes, and by both together, for beads that do not care.
        let mut together = vec![never; self.cells];
        let mut known = 0;
        for bead in &self.beads {
            let from = bead.from as usize;
            // All ways to a cell have come before the first bead from it.
            while known <= from {
                forward[known] = sums[known].each_mut().map(Sum::take);
                together[known] = log_sum(forward[known]);
                known += 1;
            }
            let score = f64::from(bead.score);
            let slots = &mut sums[bead.to as usize];
            if bead.state() == MATCHED {
                slots[MATCHED].add(together[from] + score);
            } else {
                slots[NULL].add(forward[from][MATCHED] + null_first + score);
                slots[NULL].add(forward[from][NULL] + score);
            }
        }
        let last = self.cells - 1;
        let total = if self.beads.is_empty() { 0.0 } else { log_sum(sums[last].each_mut().map(Sum::take)) };
        let mut backward = vec![[never; STATES]; self.cells];
        backward[last] = [0.0; STATES];
        let (mut matched, mut null) = (Sum::default(), Sum::default());
        for (at, bead) in self.beads.iter().enumerate().rev() {
            let from = bead.from as usize;
            let way = f64::from(bead.score) + backward[bead.to as usize][bead.state()];
            if bead.state() == MATCHED {
                matched.add(way);
                let share = share(together[from] + way - total);
                if share > 0.0 {
                    sink(bead.cut(), share, 0.0);
                }
            } else {
                null.add(way);
                let first = share(forward[from][MATCHED] + null_first + way - total);
                let further = share(forward[from][NULL] + way - total);
                if first + further > 0.0 {
                    sink(bead.cut(), first + further, first);
                }
            }
            if at == 0 || self.beads[at - 1].from != bead.from {
                let (matched, null) = (matched.take(), null.take());
                backward[from] = [log_sum([matched, null + null_first]), log_sum([matched, null])];
            }
        }
        total
    }
}

/// Adds features by their weights.
fn add_up(sums: &mut Sizes, weights: &[f32], features: &[Sizes]) {
    for (weight, values) in weights.iter().zip(features) {
        let pairs = sums.as_flattened_mut().iter_mut().zip(values.as_flattened());
        pairs.for_each(|(sum, value)| *sum += weight * value);
    }
}

/// The cells of a corridor, numbered with room beside every row: the beads with both sides that begin at a cell and share
/// their sentences of the original lead to places in a row, whether in the corridor or beside it.
struct Grid {
    rows: Vec<GridRow>,
    places: usize,
}

/// A row of the corridor, first and last column, and the place of its first cell.
#[derive(Debug, Clone, Copy)]
struct GridRow {
    low: usize,
    high: usize,
    start: usize,
}

impl GridRow {
    /// Place of a column of the row, or of one beside it by less than a window.
    fn place(self, j: usize) -> usize {
        self.start + j - self.low
    }

    fn cell(self, j: usize) -> Option<usize> {
        (self.low..=self.high).contains(&j).then(|| self.place(j))
    }

    /// Places and columns.
    fn places(self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        (self.low..=self.high).map(move |j| (self.place(j), j))
    }
}

impl Grid {
    /// Of a corridor over `n` sentences of the original.
    fn new(corridor: &Corridor, n: usize) -> Self {
        let mut places = 0;
        let rows = (0..=n).map(|i| {
            let columns = corridor.columns(i);
            let row = GridRow { low: *columns.start(), high: *columns.end(), start: places + WINDOW };
            places = row.place(row.high) + WINDOW;
            row
        });
        Self { rows: rows.collect(), places }
    }

    /// Where the beads with one side lead to: the one of the translation's, then that of the original's.
    fn lone(&self, i: usize, j: usize) -> [Option<usize>; LONE] {
        [self.rows[i].cell(j + 1), self.rows.get(i + 1).and_then(|row| row.cell(j))]
    }

    /// Where the beads with both sides lead to, by their sentences of the original: the first of the places in a row. Those that
    /// are not in the corridor are no cell's.
    fn both(&self, i: usize, j: usize) -> impl Iterator<Item = Option<usize>> {
        let near = move |row: &GridRow| (j < row.high && j + WINDOW >= row.low).then(|| row.place(j + 1));
        self.rows[i + 1..].iter().take(WINDOW).map(near)
    }
}

/// Logarithm of the sum of two numbers known by theirs.
fn log_sum([a, b]: [f64; 2]) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low - high > -18.0 { high + (low - high).exp().ln_1p() } else { high }
}

/// A share from its logarithm; what is below a hundred-millionth is nothing.
fn share(log: f64) -> f64 {
    if log > -18.0 { log.exp() } else { 0.0 }
}

/// A sum of numbers known by their logarithms, in units of the largest.
#[derive(Debug, Clone, Copy)]
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

/// The features of every bead of a corridor, ascending, for training.
pub(super) fn all_values(texts: &Texts, corridor: &Corridor) -> Vec<(Cut, Values)> {
    let mut all = Vec::new();
    let (n, m) = texts.size;
    let mut placed = [Sizes::default(); PLACED];
    for i in 0..=n {
        for j in corridor.columns(i) {
            texts.placed(i, j, &mut placed);
            for (a, b) in Cut::SHAPES {
                if i + a <= n && j + b <= m && corridor.cell(i + a, j + b).is_some() {
                    let cut = Cut { i, j, a, b };
                    all.push((cut, texts.values(cut, &placed)));
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::super::matching::{View, sides};
    use super::*;

    fn corridor(n: usize, m: usize) -> Corridor {
        let units = vec![Unit::default(); n.max(m)];
        let view = |count: usize| View { words: &[], units: units[..count].iter().collect() };
        Corridor::new(&sides(&view(n), &view(m), None))
    }

    #[test]
    fn probabilities_of_the_beads_of_a_sentence_sum_to_one_and_the_best_way_is_the_likeliest() {
        assert_eq!(Lattice::build((0, 0), &corridor(0, 0), 0.0, |_, _, _| {}).best(), []);
        let score = |i: usize, j: usize, scores: &mut Scores| {
            *scores = [-1.0; BEADS];
            scores[2] = if i == j { 3.0 } else { -1.0 };
        };
        let lattice = Lattice::build((5, 4), &corridor(5, 4), -1.0, score);
        let mut sums = [0.0; 5];
        lattice.posterior(|cut, share, _| (cut.i..cut.i + cut.a).for_each(|i| sums[i] += share));
        assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-5), "{sums:?}");
        let best = lattice.best();
        assert_eq!(best.len(), 5);
        assert_eq!(best[4], (Cut { i: 4, j: 4, a: 1, b: 0 }, -1.0));
    }

    #[test]
    fn a_text_with_more_ways_than_numbers_can_count_has_shares_all_the_same() {
        let lattice = Lattice::build((600, 600), &corridor(600, 600), 0.0, |_, _, scores| *scores = [0.0; BEADS]);
        let mut sum = 0.0;
        let total = lattice.posterior(|cut, share, _| sum += if cut.i <= 300 && 300 < cut.i + cut.a { share } else { 0.0 });
        assert!(total.is_finite() && total > 800.0, "{total}");
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
    }

    #[test]
    fn beads_left_out_are_hopeless_ones() {
        let score = |i: usize, j: usize, scores: &mut Scores| {
            *scores = [-9.0; BEADS];
            scores[2] = if i == j { 1.0 } else { -100.0 };
        };
        let lattice = Lattice::build((12, 12), &corridor(12, 12), 0.0, score);
        assert!(lattice.beads.len() < 12 * 12 * BEADS / 4, "{}", lattice.beads.len());
        assert!(lattice.best().iter().all(|(cut, _)| cut.i == cut.j && (cut.a, cut.b) == (1, 1)));
    }
}
