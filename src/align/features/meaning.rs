//! Meaning: how near the windows of a bead are to each other in the space of an encoder of sentences, by the margin over what
//! is near to either (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining", the difference variant).

use super::super::corridor::Corridor;
use super::super::cover::WINDOW;
use super::super::embed::{Meaning as Vectors, Windows, cosine};
use super::Sizes;

/// Number of features of a bead with both sides, and of all.
pub(in super::super) const PLACED: usize = 3;
/// Neighbours that a window is held against, as in the paper.
const NEIGHBOURS: usize = 4;
/// Least scatter of the cosines: texts of two alike sentences have none of their own.
const SCATTER: f32 = 0.01;
/// Bounds of a margin, in units of the scatter: one strange pair must not outweigh all else.
const BOUND: f32 = 4.0;

/// The margins of all beads of two texts.
pub(in super::super) struct Meaning {
    corridor: Corridor,
    /// By cell of the corridor, in units of the texts.
    margins: Vec<Sizes>,
    /// For every sentence of both sides, the margin of its best counterpart.
    pub(in super::super) best: (Vec<f32>, Vec<f32>),
}

impl Meaning {
    pub(super) fn new(vectors: &Vectors, corridor: &Corridor) -> Self {
        let (n, m) = (vectors.source.count(), vectors.target.count());
        let (source, target) = (&vectors.source, &vectors.target);
        let near = (near(source, target, |i| corridor.of_source(i)), near(target, source, |j| corridor.of_target(j)));
        let unit = scatter(source, target, corridor);
        let mut margins = Vec::with_capacity(corridor.cells());
        let mut best = (vec![-BOUND; n], vec![-BOUND; m]);
        for i in 0..=n {
            for j in corridor.columns(i) {
                let mut sizes = Sizes::default();
                for a in 1..=WINDOW.min(n - i) {
                    for b in 1..=WINDOW.min(m - j) {
                        let cosine = cosine(source.vector(i, a), target.vector(j, b));
                        let usual = (near.0[i][a - 1] + near.1[j][b - 1]) / 2.0;
                        sizes[a - 1][b - 1] = ((cosine - usual) / unit).clamp(-BOUND, BOUND);
                    }
                }
                if i < n && j < m {
                    best.0[i] = best.0[i].max(sizes[0][0]);
                    best.1[j] = best.1[j].max(sizes[0][0]);
                }
                margins.push(sizes);
            }
        }
        Self { corridor: corridor.clone(), margins, best }
    }

    /// For the beads that begin at `i` and `j`: the margin, in units of how much the cosines of these texts scatter; how much
    /// greater it is than without the sentence at an end that adds least, where there are several; and the margin by the
    /// number of sentences, as beads of many stand for several smaller ones.
    pub(in super::super) fn fill(&self, i: usize, j: usize, values: &mut [Sizes; PLACED]) {
        let at = |i: usize, j: usize| self.corridor.cell(i, j).map(|cell| &self.margins[cell]);
        *values = [Sizes::default(); PLACED];
        let Some(here) = at(i, j) else { return };
        let (below, beside) = (at(i + 1, j), at(i, j + 1));
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                let margin = here[a][b];
                let mut without = f32::NEG_INFINITY;
                if a > 0 {
                    without = without.max(here[a - 1][b]).max(below.map_or(without, |sizes| sizes[a - 1][b]));
                }
                if b > 0 {
                    without = without.max(here[a][b - 1]).max(beside.map_or(without, |sizes| sizes[a][b - 1]));
                }
                values[0][a][b] = margin;
                values[1][a][b] = if a + b > 0 { margin - without } else { 0.0 };
                values[2][a][b] = margin * (a + b) as f32;
            }
        }
    }
}

/// For every window of `own`, the mean cosine of the single sentences of `other` that are nearest to it, within `reach` of its
/// first sentence.
fn near(own: &Windows, other: &Windows, reach: impl Fn(usize) -> (usize, usize)) -> Vec<[f32; WINDOW]> {
    let mut all = vec![[0.0; WINDOW]; own.count() + 1];
    for (at, means) in all.iter_mut().enumerate().take(own.count()) {
        let (from, to) = reach(at);
        for (mean, length) in means.iter_mut().zip(1..=WINDOW) {
            let window = own.vector(at, length);
            if window.is_empty() {
                break;
            }
            let mut nearest = [f32::NEG_INFINITY; NEIGHBOURS];
            for at in from..to.min(other.count()) {
                let mut next = cosine(window, other.vector(at, 1));
                for slot in &mut nearest {
                    if next > *slot {
                        std::mem::swap(&mut next, slot);
                    }
                }
            }
            let found = nearest.into_iter().filter(|near| near.is_finite());
            let (sum, count) = found.fold((0.0, 0.0_f32), |(sum, count), near| (sum + near, count + 1.0));
            *mean = sum / count.max(1.0);
        }
    }
    all.push([0.0; WINDOW]);
    all
}

/// Standard deviation of the cosines of single sentences.
fn scatter(source: &Windows, target: &Windows, corridor: &Corridor) -> f32 {
    let (mut sum, mut squares, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    for i in 0..source.count() {
        let (from, to) = corridor.of_source(i);
        for j in from..to.min(target.count()) {
            let cosine = f64::from(cosine(source.vector(i, 1), target.vector(j, 1)));
            sum += cosine;
            squares += cosine * cosine;
            count += 1.0;
        }
    }
    if count < 1.0 {
        return SCATTER;
    }
    let mean = sum / count;
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let scatter = (squares / count - mean * mean).max(0.0).sqrt() as f32;
    scatter.max(SCATTER)
}

#[cfg(test)]
mod tests {
    use super::super::super::Unit;
    use super::super::super::matching::{View, sides};
    use super::super::super::testing::Meanings;
    use super::*;

    fn features(original: &[&str], translation: &[&str]) -> Meaning {
        let vectors = Vectors::new(original, translation, &Meanings).unwrap();
        let units = vec![Unit::default(); original.len().max(translation.len())];
        let view = |count: usize| View { words: &[], units: units[..count].iter().collect() };
        Meaning::new(&vectors, &Corridor::new(&sides(&view(original.len()), &view(translation.len()), None)))
    }

    fn at(meaning: &Meaning, i: usize, j: usize) -> [Sizes; PLACED] {
        let mut values = [[[f32::NAN; WINDOW]; WINDOW]; PLACED];
        meaning.fill(i, j, &mut values);
        values
    }

    #[test]
    fn the_margin_is_the_cosine_less_that_of_the_neighbours_in_units_of_the_scatter() {
        let meaning = features(&["1", "2", "3", "4", "5"], &["1", "2", "3", "4", "5"]);
        // Cosine 1 with one sentence, 0 with four; of the nearest four 1/4; five of twenty-five are 1.
        let scatter = (0.2_f32 - 0.04).sqrt();
        assert!((at(&meaning, 2, 2)[0][0][0] - 0.75 / scatter).abs() < 1e-4);
        assert!((at(&meaning, 2, 3)[0][0][0] + 0.25 / scatter).abs() < 1e-4);
        assert!(meaning.best.0.iter().chain(&meaning.best.1).all(|best| (best - 0.75 / scatter).abs() < 1e-4));
    }

    #[test]
    fn a_text_like_all_others_has_no_margin() {
        // The third sentence of the translation is near to everything.
        let meaning = features(&["1", "2", "3", "4"], &["1", "2", "1 2 3 4", "4"]);
        assert!(at(&meaning, 0, 0)[0][0][0] > at(&meaning, 0, 2)[0][0][0] + 1.0);
        assert!(at(&meaning, 2, 2)[0][0][0] > at(&meaning, 0, 2)[0][0][0]);
    }

    #[test]
    fn a_sentence_too_many_has_a_gain_below_nought_and_a_part_one_above() {
        let meaning = features(&["1 2", "3", "4 9", "5"], &["1", "2", "3", "4", "5"]);
        let first = at(&meaning, 0, 0);
        assert!(first[1][0][1] > 0.0 && first[1][0][2] < 0.0, "{first:?}");
        assert!(first[0][0][1] > first[0][0][0] && first[0][0][1] > first[0][0][2]);
        assert_eq!(first[1][0][0], 0.0);
        assert_eq!((first[2][0][0], first[2][0][1]), (0.0, first[0][0][1]));
    }

    #[test]
    fn texts_without_sentences_or_without_meaning_have_margins_of_nought() {
        assert_eq!(at(&features(&[], &[]), 0, 0), [Sizes::default(); PLACED]);
        assert_eq!(at(&features(&["1"], &[]), 0, 0), [Sizes::default(); PLACED]);
        let one = features(&["1"], &["7"]);
        assert_eq!(at(&one, 0, 0)[0][0][0], 0.0);
        assert_eq!(at(&one, 9, 9), [Sizes::default(); PLACED]);
    }
}
