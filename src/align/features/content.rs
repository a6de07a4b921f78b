//! Content: the share of the words of both windows that the other window answers.

use super::super::cover::{Cover, WINDOW};
use super::Sizes;

/// Shares of pairs that a document is taken to have before it is seen: by chance, and of counterparts.
const CHANCE: f32 = 0.06;
const USUAL: f32 = 0.4;
/// How many pairs that first guess counts for.
const GUESS: f32 = 4.0;
/// Least distance of the two.
const APART: f32 = 0.1;

/// Share of words answered by chance, from pairs that are not each other's best, and by a counterpart, from those that are.
fn levels(source: &Cover, target: &Cover) -> (f32, f32) {
    let (mut chance, mut chances) = (CHANCE * GUESS, GUESS);
    let mut best: Vec<f32> = vec![USUAL; 4];
    for (own, other) in [(source, target), (target, source)] {
        for at in 0..own.total.len() {
            let (mut most, mut sum, mut count) = (0.0_f32, 0.0, 0.0);
            for (second, share) in own.shares(at) {
                let both = mutual(own, other, at, second, share);
                sum += both;
                count += 1.0;
                most = most.max(both);
            }
            if count > 1.0 {
                chance += (sum - most) / (count - 1.0);
                chances += 1.0;
            }
            best.push(most);
        }
    }
    best.sort_by(f32::total_cmp);
    let (chance, usual) = (chance / chances, best[best.len() / 2]);
    (chance, usual.max(chance + APART))
}

fn mutual(own: &Cover, other: &Cover, at: usize, second: usize, share: f32) -> f32 {
    let total = own.total[at] + other.total[second];
    if total > 0.0 { (share * own.total[at] + other.windows(second, at)[0]) / total } else { 0.0 }
}

/// How much of each sentence windows of the other side answer, and what is usual in these texts.
pub(super) struct Content {
    words: (Cover, Cover),
    pub(super) chance: f32,
    pub(super) usual: f32,
    /// Weight of the words of a sentence in the mean, on both sides.
    mean: (f32, f32),
}

/// One side of the beads that begin at a place, by the number of its sentences less one and of the other side's.
#[derive(Default)]
struct Half {
    covered: Sizes,
    weakest: Sizes,
    answered: Sizes,
    total: [f32; WINDOW],
    sizes: [f32; WINDOW],
}

impl Content {
    pub(super) fn new(words: (Cover, Cover)) -> Self {
        let (chance, usual) = levels(&words.0, &words.1);
        let mean = (mean(&words.0), mean(&words.1));
        Self { words, chance, usual, mean }
    }

    /// For the beads that begin at `i` and `j`, content above chance, in units of what is usual in these texts: of the bead; of
    /// the sentence that adds least, where there are several; summed over the sentences by their size; the size of all
    /// sentences against the usual one; and of the bead again as the bare share, which tells more where much is usual.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut [Sizes]) {
        let source = self.half(&self.words.0, i, j, self.mean.0);
        let target = self.half(&self.words.1, j, i, self.mean.1);
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                let total = source.total[a] + target.total[b];
                let share = if total > 0.0 { (source.covered[a][b] + target.covered[b][a]) / total } else { self.chance };
                values[0][a][b] = self.scaled(share);
                values[1][a][b] = source.weakest[a][b].min(target.weakest[b][a]);
                values[2][a][b] = source.answered[a][b] + target.answered[b][a];
                values[3][a][b] = source.sizes[a] + target.sizes[b];
                values[4][a][b] = share - self.chance;
            }
        }
        values[1][0][0] = 0.0;
    }

    fn half(&self, cover: &Cover, first: usize, other: usize, mean: f32) -> Half {
        let mut half = Half::default();
        let (mut covered, mut weakest, mut answered) = ([0.0; WINDOW], [f32::INFINITY; WINDOW], [0.0; WINDOW]);
        let (mut total, mut sizes) = (0.0, 0.0);
        for (at, own) in (first..).zip(0..WINDOW) {
            let weight = cover.total.get(at).copied().unwrap_or(0.0);
            let windows = cover.windows(at, other);
            let size = weight / mean;
            total += weight;
            sizes += size;
            for (length, part) in windows.into_iter().enumerate() {
                let share = if weight > 0.0 { self.scaled(part / weight) } else { 0.0 };
                covered[length] += part;
                weakest[length] = weakest[length].min(share);
                answered[length] += share * size;
            }
            half.covered[own] = covered;
            half.weakest[own] = weakest;
            half.answered[own] = answered;
            half.total[own] = total;
            half.sizes[own] = sizes;
        }
        half
    }

    /// A share in units of the document: 0 by chance, 1 usual.
    fn scaled(&self, share: f32) -> f32 {
        scaled(share, self.chance, self.usual)
    }

    /// How much of each sentence of a side its best counterpart answers, in units of the document.
    pub(super) fn best(&self) -> (Vec<f32>, Vec<f32>) {
        let side = |cover: &Cover| (0..cover.total.len()).map(|at| self.scaled(cover.best(at))).collect();
        (side(&self.words.0), side(&self.words.1))
    }
}

/// Weight of the words of a sentence in the mean.
fn mean(cover: &Cover) -> f32 {
    (cover.total.iter().sum::<f32>() / cover.total.len().max(1) as f32).max(1.0)
}

/// A share where `chance` is 0 and `usual` is 1.
fn scaled(share: f32, chance: f32, usual: f32) -> f32 {
    ((share - chance) / (usual - chance)).clamp(-1.0, 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::super::matching::{Lists, Weighted};
    use super::*;

    #[test]
    fn shares_are_told_in_units_of_the_document() {
        assert_eq!([1.0, 5.0, 3.0].map(|share| scaled(share, 1.0, 5.0)), [0.0, 1.0, 0.5]);
        assert!(scaled(9.0, 0.1, 0.5) <= 2.0 && scaled(-9.0, 0.1, 0.5) >= -1.0);
    }

    #[test]
    fn the_sentence_that_adds_least_tells_a_bead_that_is_too_large() {
        let words = Weighted::new(vec![vec![0], vec![1]], vec![2.0, 2.0]);
        let answers = Lists::of(&[vec![(0, 1.0)], Vec::new()]);
        let source = Cover::new(&words, &answers, 1, |_| (0, 1));
        let words = Weighted::new(vec![vec![0]], vec![2.0]);
        let target = Cover::new(&words, &Lists::of(&[vec![(0, 1.0)]]), 2, |_| (0, 2));
        let mut values = [Sizes::default(); 5];
        Content::new((source, target)).fill(0, 0, &mut values);
        assert!(values[0][0][0] > values[0][1][0] && values[1][1][0] < 0.0, "{values:?}");
        assert!((values[4][0][0] - values[4][1][0] - 1.0 / 3.0).abs() < 1e-6);
    }
}
