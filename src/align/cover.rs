//! How much of the words of some sentences a window of the other side answers.

use super::matching::Weighted;

/// Most sentences a side of a bead.
pub(super) const WINDOW: usize = 4;

/// For every sentence of one side, the weight of its words that each window of the other side answers.
#[derive(Debug)]
pub(super) struct Cover {
    rows: Vec<Row>,
    /// Weight of all words of each sentence.
    pub(super) total: Vec<f32>,
}

#[derive(Debug)]
struct Row {
    /// First sentence of the other side that is looked at.
    from: usize,
    /// By first sentence of the window and its length less one.
    windows: Vec<[f32; WINDOW]>,
}

impl Cover {
    /// `reach(i)` is the range of sentences of the other side, of `count`, where sentence `i` may be answered.
    pub(super) fn new(
        words: &Weighted,
        answers: &[Vec<(u32, f32)>],
        count: usize,
        reach: impl Fn(usize) -> (usize, usize),
    ) -> Self {
        let mut best: Vec<[f32; WINDOW]> = Vec::new();
        let rows = words.sentences.iter().enumerate().map(|(at, sentence)| {
            let (from, to) = reach(at);
            let to = to.min(count);
            let mut row = Row { from, windows: vec![[0.0; WINDOW]; to.saturating_sub(from)] };
            for id in sentence {
                row.add(&answers[*id as usize], words.weight[*id as usize], &mut best);
            }
            row
        });
        Self { rows: rows.collect(), total: words.total.clone() }
    }

    /// Weight of the words of sentence `at` that `length` sentences of the other side from `start` answer.
    pub(super) fn get(&self, at: usize, start: usize, length: usize) -> f32 {
        let row = &self.rows[at];
        let windows = start.checked_sub(row.from).and_then(|offset| row.windows.get(offset));
        windows.map_or(0.0, |windows| windows[length - 1])
    }

    /// Greatest share of the words of sentence `at` that one sentence of the other side answers.
    pub(super) fn best(&self, at: usize) -> f32 {
        let most = self.rows[at].windows.iter().map(|windows| windows[0]).fold(0.0, f32::max);
        if self.total[at] > 0.0 { most / self.total[at] } else { 0.0 }
    }

    /// Every sentence of the other side that sentence `at` was held against, with the share of words it answers.
    pub(super) fn shares(&self, at: usize) -> impl Iterator<Item = (usize, f32)> {
        let (row, total) = (&self.rows[at], self.total[at].max(f32::MIN_POSITIVE));
        row.windows.iter().enumerate().map(move |(offset, windows)| (row.from + offset, windows[0] / total))
    }
}

impl Row {
    /// Adds one word with its answers; in a window with several the strongest counts.
    fn add(&mut self, answers: &[(u32, f32)], weight: f32, best: &mut Vec<[f32; WINDOW]>) {
        let place = |at: u32| at as usize;
        let (from, to) = (self.from, self.from + self.windows.len());
        let first = answers.partition_point(|(at, _)| place(*at) < from);
        let answers = &answers[first..];
        let within = &answers[..answers.partition_point(|(at, _)| place(*at) < to)];
        let (Some((low, _)), Some((high, _))) = (within.first(), within.last()) else { return };
        let base = (place(*low) - from).saturating_sub(WINDOW - 1);
        let end = place(*high) - from;
        best.clear();
        best.resize(end + 1 - base, [0.0; WINDOW]);
        for (at, strength) in within {
            let at = place(*at) - from;
            for start in at.saturating_sub(WINDOW - 1).max(base)..=at {
                for slot in &mut best[start - base][at - start..] {
                    *slot = slot.max(*strength);
                }
            }
        }
        for (windows, strengths) in self.windows[base..=end].iter_mut().zip(&*best) {
            windows.iter_mut().zip(strengths).for_each(|(sum, strength)| *sum += strength * weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_counts_a_word_once_by_its_strongest_answer() {
        let words = Weighted::new(vec![vec![0, 1]], vec![2.0, 1.0]);
        let answers = [vec![(1, 0.5), (2, 1.0)], vec![(4, 1.0)]];
        let cover = Cover::new(&words, &answers, 6, |_| (0, 6));
        let got: Vec<f32> = (1..=4).map(|length| cover.get(0, 1, length)).collect();
        assert_eq!(got, [1.0, 2.0, 2.0, 3.0]);
        assert_eq!((cover.get(0, 0, 1), cover.get(0, 3, 2), cover.get(0, 5, 1)), (0.0, 1.0, 0.0));
        assert!((cover.best(0) - 2.0 / 3.0).abs() < 1e-6);
        // A band that leaves the answers out.
        assert_eq!(Cover::new(&words, &answers, 6, |_| (2, 4)).get(0, 1, 2), 0.0);
    }
}
