//! Where the path can run: everywhere in an article; in a long text near a rough path, which itself runs near a chain of
//! anchors. So time and memory grow with the number of sentences and not with its square.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::matching::Side;

/// Cells that are searched whole: an article of 70 sentences a side.
const WHOLE: usize = 5_000;
/// Sentences the path may stray beyond the anchors around it.
const MARGIN: usize = 10;
/// Sentences it may stray from the rough path, on both sides.
const NEAR: usize = 20;
/// Anchors to each side that bound the path, so that one wrong anchor does not pinch it off.
const AROUND: usize = 2;
/// Widest row of the corridor, however far apart the anchors are.
const WIDEST: usize = 250;
/// Places of a word that still anchors.
const RARE: usize = 3;
/// Least weight of words two sentences share to be an anchor.
const ANCHOR: f32 = 4.0;

/// For every row (sentences of the original passed) the columns (sentences of the translation passed) the path may touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corridor {
    /// First and last column of every row; both never fall.
    rows: Vec<(usize, usize)>,
    /// The same by column.
    columns: Vec<(usize, usize)>,
    /// Number of the first cell of every row.
    first: Vec<usize>,
}

/// A row: its first and last column and the number of its first cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) low: usize,
    pub(super) high: usize,
    pub(super) first: usize,
}

impl Row {
    pub(super) fn cell(&self, j: usize) -> Option<usize> {
        (self.low..=self.high).contains(&j).then(|| self.first + j - self.low)
    }
}

impl Corridor {
    pub(super) fn new(sides: &(Side, Side)) -> Self {
        let (n, m) = (sides.0.words.sentences.len(), sides.1.words.sentences.len());
        if (n + 1) * (m + 1) <= WHOLE {
            return Self::of(vec![(0, m); n + 1], m);
        }
        let chain = chain(&anchors(&sides.0));
        let mut stops: Vec<(usize, usize)> = vec![(0, 0); AROUND];
        stops.extend(chain);
        stops.extend([(n, m); AROUND]);
        let mut next = 0;
        let rows = (0..=n).map(|i| {
            while next + 1 < stops.len() && stops[next + 1].0 <= i {
                next += 1;
            }
            let before = stops[next.saturating_sub(AROUND - 1)];
            let after = stops[(next + AROUND).min(stops.len() - 1)];
            let (low, high) = (before.1.saturating_sub(MARGIN), (after.1 + MARGIN).min(m));
            if high - low <= WIDEST {
                return (low, high);
            }
            let span = (after.0 - before.0).max(1);
            let middle = before.1 + (i.saturating_sub(before.0)) * (after.1 - before.1) / span;
            (low.max(middle.saturating_sub(WIDEST / 2)), high.min(middle + WIDEST / 2))
        });
        let wide = Self::passable(rows.collect(), m);
        let path = wide.rough_path(sides);
        let near = |i: usize| {
            let (before, after) = (path[i.saturating_sub(NEAR)], path[(i + NEAR).min(n)]);
            (before.0.saturating_sub(NEAR), (after.1 + NEAR).min(m))
        };
        Self::passable((0..=n).map(near).collect(), m)
    }

    /// A corridor of these rows, from corner to corner; rows are widened where no path could go from one to the next.
    fn passable(mut rows: Vec<(usize, usize)>, m: usize) -> Self {
        let n = rows.len() - 1;
        rows[0].0 = 0;
        rows[n].1 = m;
        for i in 1..=n {
            rows[i].0 = rows[i].0.max(rows[i - 1].0).min(rows[i - 1].1);
            rows[i].1 = rows[i].1.max(rows[i - 1].1);
        }
        Self::of(rows, m)
    }

    /// First and last column of every row on the best path of single sentences, by the words they share.
    fn rough_path(&self, sides: &(Side, Side)) -> Vec<(usize, usize)> {
        /// Share of words that two sentences have in common by chance, and a little more.
        const CHANCE: f32 = 0.12;
        let (n, m) = (self.rows.len() - 1, self.columns.len() - 1);
        let (source, target) = (&sides.0, &sides.1);
        let mut shared = vec![0.0_f32; self.cells()];
        let mut add = |i: usize, j: usize, weight: f32| {
            if let Some(cell) = self.cell(i, j) {
                shared[cell] += weight;
            }
        };
        for (i, id) in source.words.sentences.iter().enumerate().flat_map(|(i, ids)| ids.iter().map(move |id| (i, *id))) {
            let weight = source.words.weight[id as usize];
            source.answers.of_list(id).iter().for_each(|(j, strength)| add(i, *j as usize, strength * weight));
        }
        for (j, id) in target.words.sentences.iter().enumerate().flat_map(|(j, ids)| ids.iter().map(move |id| (j, *id))) {
            let weight = target.words.weight[id as usize];
            target.answers.of_list(id).iter().for_each(|(i, strength)| add(*i as usize, j, strength * weight));
        }
        let mut best = vec![f32::NEG_INFINITY; self.cells()];
        let mut back: Vec<(u8, u8)> = vec![(0, 0); self.cells()];
        best[0] = 0.0;
        for i in 0..=n {
            for (cell, j) in self.cells_of(i) {
                let total = source.words.total.get(i).zip(target.words.total.get(j)).map_or(0.0, |(a, b)| a + b);
                let share = if total > 0.0 { shared[cell] / total - CHANCE } else { -CHANCE };
                for (step, gain) in [((1, 1), share), ((1, 0), 0.0), ((0, 1), 0.0)] {
                    let Some(to) = self.cell(i + usize::from(step.0), j + usize::from(step.1)) else { continue };
                    if best[cell] + gain > best[to] {
                        (best[to], back[to]) = (best[cell] + gain, step);
                    }
                }
            }
        }
        let mut path = vec![(usize::MAX, 0); n + 1];
        let (mut i, mut j) = (n, m);
        loop {
            path[i] = (path[i].0.min(j), path[i].1.max(j));
            let step = self.cell(i, j).map_or((0, 0), |cell| back[cell]);
            if step == (0, 0) {
                return path;
            }
            (i, j) = (i - usize::from(step.0), j - usize::from(step.1));
        }
    }

    fn of(rows: Vec<(usize, usize)>, m: usize) -> Self {
        let mut columns = vec![(usize::MAX, 0); m + 1];
        let mut first = Vec::with_capacity(rows.len() + 1);
        let mut cells = 0;
        for (i, (low, high)) in rows.iter().enumerate() {
            first.push(cells);
            cells += high + 1 - low;
            for column in &mut columns[*low..=*high] {
                *column = (column.0.min(i), i);
            }
        }
        first.push(cells);
        Self { rows, columns, first }
    }

    pub(super) fn cells(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// Columns of row `i`.
    pub(super) fn columns(&self, i: usize) -> RangeInclusive<usize> {
        self.rows[i].0..=self.rows[i].1
    }

    /// Row `i`, where there is one.
    pub(super) fn row(&self, i: usize) -> Option<Row> {
        let (low, high) = *self.rows.get(i)?;
        Some(Row { low, high, first: self.first[i] })
    }

    /// Number and column of the cells of row `i`.
    pub(super) fn cells_of(&self, i: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> + use<> {
        let (low, high) = self.rows[i];
        let first = self.first[i];
        (low..=high).map(move |j| (first + j - low, j))
    }

    /// Number of a cell.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        self.row(i)?.cell(j)
    }

    /// Sentences of the translation, first and one past the last, that may answer sentence `i`.
    pub(super) fn of_source(&self, i: usize) -> (usize, usize) {
        (self.rows[i].0, self.rows[i + 1].1)
    }

    /// Sentences of the original, first and one past the last, that may answer sentence `j` of the translation.
    pub(super) fn of_target(&self, j: usize) -> (usize, usize) {
        (self.columns[j].0.min(self.columns[j + 1].0), self.columns[j].1.max(self.columns[j + 1].1))
    }
}

/// Pairs of sentences that share rare words, with the weight of those words, by sentence of the original.
fn anchors(source: &Side) -> Vec<(usize, usize, f32)> {
    let mut found = Vec::new();
    let mut shared: BTreeMap<u32, f32> = BTreeMap::new();

    for (i, words) in source.words.sentences.iter().enumerate() {
        shared.clear();
        for id in words {
            let answers = source.answers.of_list(*id);
            if answers.len() <= RARE && source.places.of_list(*id).len() <= RARE {
                for (j, strength) in answers {
                    *shared.entry(*j).or_default() += strength * source.words.weight[*id as usize];
                }
            }
        }
        found.extend(shared.iter().filter(|(_, weight)| **weight >= ANCHOR).map(|(j, weight)| (i, *j as usize, *weight)));
    }
    found
}

/// The heaviest chain of anchors that rises on both sides; `anchors` ascend by their first number.
fn chain(anchors: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
    let columns = anchors.iter().map(|(_, j, _)| j + 1).max().unwrap_or(0);
    // Best chain that ends at or before each column, as a tree of prefix maxima.
    let mut tree: Vec<(f32, usize)> = vec![(0.0, usize::MAX); columns + 1];
    let mut back = vec![usize::MAX; anchors.len()];
    let mut start = 0;
    while start < anchors.len() {
        let row = anchors[start].0;
        let end = start + anchors[start..].iter().take_while(|(i, ..)| *i == row).count();
        let best: Vec<(f32, usize)> = (start..end)
            .map(|at| {
                let (mut column, mut best) = (anchors[at].1, (0.0, usize::MAX));
                while column > 0 {
                    if tree[column].0 > best.0 {
                        best = tree[column];
                    }
                    column &= column - 1;
                }
                best
            })
            .collect();
        for (at, (weight, from)) in (start..end).zip(best) {
            back[at] = from;
            let (total, mut column) = (weight + anchors[at].2, anchors[at].1 + 1);
            while column <= columns {
                if total > tree[column].0 {
                    tree[column] = (total, at);
                }
                column += column & column.wrapping_neg();
            }
        }
        start = end;
    }
    let mut best = (0.0, usize::MAX);
    let mut column = columns;
    while column > 0 {
        if tree[column].0 > best.0 {
            best = tree[column];
        }
        column &= column - 1;
    }
    let mut out: Vec<(usize, usize)> =
        std::iter::successors(anchors.get(best.1).map(|_| best.1), |at| anchors.get(back[*at]).map(|_| back[*at]))
            .map(|at| (anchors[at].0, anchors[at].1))
            .collect();
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_leaves_out_what_crosses_it() {
        let anchors = [(0, 0, 1.0), (1, 9, 3.0), (2, 2, 2.0), (3, 3, 2.0), (4, 4, 2.0)];
        assert_eq!(chain(&anchors), [(0, 0), (2, 2), (3, 3), (4, 4)]);
        assert_eq!(chain(&[]), []);
    }

    #[test]
    fn a_whole_grid_has_every_cell() {
        let corridor = Corridor::of(vec![(0, 2); 4], 2);
        assert_eq!(corridor.cells(), 12);
        assert_eq!((corridor.cell(1, 2), corridor.cell(1, 3), corridor.cell(4, 0)), (Some(5), None, None));
        assert_eq!((corridor.of_source(0), corridor.of_target(1)), ((0, 2), (0, 3)));
    }
}
