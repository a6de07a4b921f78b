//! How much of the words of some sentences a window of the other side answers.

use super::matching::{Lists, Weighted};

/// Most sentences a side of a bead.
pub(super) const WINDOW: usize = 4;

/// For every sentence of one side, the weight of its words that each window of the other side answers.
#[derive(Debug)]
pub(super) struct Cover {
    rows: Vec<Row>,
    /// By row, first sentence of the window and its length less one.
    windows: Vec<[f32; WINDOW]>,
    /// Weight of all words of each sentence.
    pub(super) total: Vec<f32>,
}

/// Where a sentence was looked for.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// First sentence of the other side that is looked at, and one past the last.
    from: usize,
    to: usize,
    /// Its first window.
    at: usize,
}

impl Cover {
    /// `reach(i)` is the range of sentences of the other side, of `count`, where sentence `i` may be answered.
    pub(super) fn new(
        words: &Weighted,
        answers: &Lists<(u32, f32)>,
        count: usize,
        reach: impl Fn(usize) -> (usize, usize),
    ) -> Self {
        let (mut rows, mut at) = (Vec::with_capacity(words.sentences.len()), 0);
        for index in 0..words.sentences.len() {
            let (from, to) = reach(index);
            let row = Row { from, to: to.min(count).max(from), at };
            at += row.to - row.from;
            rows.push(row);
        }
        let mut windows = vec![[0.0; WINDOW]; at];
        for (row, sentence) in rows.iter().zip(&words.sentences) {
            let windows = &mut windows[row.at..row.at + row.to - row.from];
            for id in sentence {
                row.add(answers.of_list(*id), words.weight[*id as usize], windows);
            }
            add_up(windows);
        }
        Self { rows, windows, total: words.total.clone() }
    }

    /// Weight of the words of sentence `at` that one to four sentences of the other side from `start` answer; nothing for
    /// sentences that are not there.
    pub(super) fn windows(&self, at: usize, start: usize) -> [f32; WINDOW] {
        match self.rows.get(at) {
            Some(row) if (row.from..row.to).contains(&start) => self.windows[row.at + start - row.from],
            _ => [0.0; WINDOW],
        }
    }

    /// Greatest share of the words of sentence `at` that one sentence of the other side answers.
    pub(super) fn best(&self, at: usize) -> f32 {
        let most = self.row(at).iter().map(|windows| windows[0]).fold(0.0, f32::max);
        if self.total[at] > 0.0 { most / self.total[at] } else { 0.0 }
    }

    /// Every sentence of the other side that sentence `at` was held against, with the share of words it answers.
    pub(super) fn shares(&self, at: usize) -> impl Iterator<Item = (usize, f32)> {
        let total = self.total[at].max(f32::MIN_POSITIVE);
        (self.rows[at].from..).zip(self.row(at)).map(move |(other, windows)| (other, windows[0] / total))
    }

    fn row(&self, at: usize) -> &[[f32; WINDOW]] {
        let row = self.rows[at];
        &self.windows[row.at..row.at + row.to - row.from]
    }
}

impl Row {
    /// Adds one word with its answers; in a window with several the strongest counts. In the first place of a window stands what
    /// its first sentence answers, in the others what the whole window answers beside its sentences, until [`add_up`].
    fn add(&self, answers: &[(u32, f32)], weight: f32, windows: &mut [[f32; WINDOW]]) {
        let place = |at: u32| at as usize;
        let first = answers.partition_point(|(at, _)| place(*at) < self.from);
        let within = &answers[first..];
        let mut within = &within[..within.partition_point(|(at, _)| place(*at) < self.to)];
        while let Some(((at, strength), rest)) = within.split_first() {
            let near = rest.iter().zip(within).take_while(|((next, _), (last, _))| place(next - last) < WINDOW).count();
            let (group, rest) = within.split_at(near + 1);
            within = rest;
            windows[place(*at) - self.from][0] += strength * weight;
            if near == 0 {
                continue;
            }
            for (at, strength) in &group[1..] {
                windows[place(*at) - self.from][0] += strength * weight;
            }
            // What the windows over this group count more than once.
            let base = (place(*at) - self.from).saturating_sub(WINDOW - 1);
            let end = place(group[near].0) - self.from;
            for (start, window) in (base..).zip(&mut windows[base..=end]) {
                let (mut most, mut sum) = (0.0_f32, 0.0);
                let mut next = group.partition_point(|(at, _)| place(*at) - self.from < start);
                for (length, slot) in window.iter_mut().enumerate() {
                    if let Some((_, strength)) = group.get(next).filter(|(at, _)| place(*at) - self.from == start + length) {
                        most = most.max(*strength);
                        sum += strength;
                        next += 1;
                    }
                    if length > 0 {
                        *slot += (most - sum) * weight;
                    }
                }
            }
        }
    }
}

/// Turns what single sentences answer into what windows answer.
fn add_up(windows: &mut [[f32; WINDOW]]) {
    for start in 0..windows.len() {
        let mut sum = windows[start][0];
        for length in 1..WINDOW {
            sum += windows.get(start + length).map_or(0.0, |window| window[0]);
            windows[start][length] += sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_counts_a_word_once_by_its_strongest_answer() {
        let words = Weighted::new(vec![vec![0, 1]], vec![2.0, 1.0]);
        let answers = Lists::of(&[vec![(1, 0.5), (2, 1.0)], vec![(4, 1.0)]]);
        let cover = Cover::new(&words, &answers, 6, |_| (0, 6));
        assert_eq!(cover.windows(0, 1), [1.0, 2.0, 2.0, 3.0]);
        assert_eq!((cover.windows(0, 0)[0], cover.windows(0, 3)[1], cover.windows(0, 5)[0]), (0.0, 1.0, 0.0));
        assert_eq!((cover.windows(0, 6), cover.windows(1, 0)), ([0.0; WINDOW], [0.0; WINDOW]));
        assert!((cover.best(0) - 2.0 / 3.0).abs() < 1e-6);
        // A band that leaves the answers out.
        assert_eq!(Cover::new(&words, &answers, 6, |_| (2, 4)).windows(0, 1)[1], 0.0);
    }
}
