//! The best path through the grid of sentences.

use super::features::{Evidence, Side};
use super::{Bead, Unit};

/// Shapes of beads, sentences of the original and the translation, with the cost of their rarity. This table, [`NULL`] and
/// [`CONTENT`] were chosen together on 160 news documents in 12 language pairs with known alignment.
const SHAPES: [(usize, usize, f64); 10] = [
    (1, 1, 0.0),
    (1, 0, 0.0),
    (0, 1, 0.0),
    (1, 2, 2.2),
    (2, 1, 2.2),
    (2, 2, 4.4),
    (1, 3, 4.0),
    (3, 1, 4.0),
    (1, 4, 6.0),
    (4, 1, 6.0),
];
/// Cost of a sentence without counterpart, in the units of the other costs.
const NULL: f64 = 2.0;
/// Weight of covered content: a bead whose words are all answered gains this much.
const CONTENT: f64 = 14.0;
/// Cost of a bead that runs over the end of a paragraph on one side.
const CROSSING: f64 = 1.5;
/// Gain of a bead that begins a paragraph on both sides.
const PARAGRAPH: f64 = 0.4;
/// Texts up to this many sentences a side are searched whole; longer ones in a band around the diagonal.
const WHOLE: usize = 60;
/// Half width of the band, as a share of the longer side.
const BAND: f64 = 0.12;
/// The band is never wider than this many sentences to a side.
const BAND_LIMIT: usize = 400;

/// Aligns with beads in order; every sentence is in exactly one.
pub(super) fn best_path(sources: &[&Unit], targets: &[&Unit], evidence: &Evidence) -> Vec<Bead> {
    let (n, m) = (sources.len(), targets.len());
    let grid = Grid::new(sources, targets, evidence);
    let width = grid.band * 2 + 1;
    let mut cost = vec![f64::INFINITY; (n + 1) * width];
    let mut back = vec![u8::MAX; (n + 1) * width];
    for i in 0..=n {
        for j in grid.columns(i) {
            let Some(cell) = grid.cell(i, j) else { continue };
            if i == 0 && j == 0 {
                cost[cell] = 0.0;
                continue;
            }
            for (shape, (a, b, _)) in (0_u8..).zip(&SHAPES) {
                let Some(from) = i.checked_sub(*a).zip(j.checked_sub(*b)).and_then(|(x, y)| grid.cell(x, y)) else { continue };
                if !cost[from].is_finite() {
                    continue;
                }
                let total = cost[from] + grid.bead_cost(i - a, j - b, usize::from(shape));
                if total < cost[cell] {
                    cost[cell] = total;
                    back[cell] = shape;
                }
            }
        }
    }
    grid.walk_back(n, m, &back)
}

struct Grid<'a> {
    sources: &'a [&'a Unit],
    targets: &'a [&'a Unit],
    evidence: &'a Evidence,
    /// Characters of the translation per character of the original.
    ratio: f64,
    band: usize,
    paragraphs: bool,
    /// Share of content that chance covers in this pair of texts.
    chance: f64,
}

impl<'a> Grid<'a> {
    fn new(sources: &'a [&'a Unit], targets: &'a [&'a Unit], evidence: &'a Evidence) -> Self {
        let length = |units: &[&Unit]| units.iter().map(|unit| unit.chars).sum::<f64>().max(1.0);
        let ratio = (length(targets) / length(sources)).clamp(0.4, 2.5);
        let longest = sources.len().max(targets.len());
        let slack = sources.len().abs_diff(targets.len());
        let band = if longest <= WHOLE { longest } else { share(longest, BAND).clamp(40, BAND_LIMIT) + slack.min(BAND_LIMIT) };
        let blocks = |units: &[&Unit]| units.last().map_or(0, |unit| unit.block) > units.first().map_or(0, |unit| unit.block);
        let paragraphs = blocks(sources) && blocks(targets);
        let mut grid = Self { sources, targets, evidence, ratio, band, paragraphs, chance: 0.0 };
        grid.chance = grid.chance_coverage();
        grid
    }

    /// Mean coverage of pairs that cannot be translations of each other: those far from the diagonal.
    fn chance_coverage(&self) -> f64 {
        let (n, m) = (self.sources.len(), self.targets.len());
        let (mut sum, mut count) = (0.0, 0.0);
        let step = (n * m / 400).max(1);
        for k in (0..n * m).step_by(step) {
            let (i, j) = (k / m, k % m);
            if (i * m).abs_diff(j * n) > 3 * n.max(m) {
                sum += self.coverage(i, j, 1, 1);
                count += 1.0;
            }
        }
        if count < 10.0 { 0.05 } else { sum / count }
    }

    fn diagonal(&self, i: usize) -> usize {
        (i * self.targets.len()).checked_div(self.sources.len()).unwrap_or(0)
    }

    fn columns(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        let centre = self.diagonal(i);
        centre.saturating_sub(self.band)..=(centre + self.band).min(self.targets.len())
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let left = (j + self.band).checked_sub(self.diagonal(i))?;
        (left <= 2 * self.band && j <= self.targets.len()).then(|| i * (2 * self.band + 1) + left)
    }

    fn bead_cost(&self, i: usize, j: usize, shape: usize) -> f64 {
        let (a, b, rarity) = SHAPES[shape];
        if a == 0 || b == 0 {
            return NULL;
        }
        let content = CONTENT * (self.coverage(i, j, a, b) - self.chance);
        rarity + self.length_cost(i, j, a, b) + self.structure_cost(i, j, a, b) - content
    }

    /// Squared deviation of the lengths' ratio from the texts' own, in its spread (which is wider for short sentences).
    fn length_cost(&self, i: usize, j: usize, a: usize, b: usize) -> f64 {
        let length = |units: &[&Unit]| units.iter().map(|unit| unit.chars).sum::<f64>().max(1.0);
        let (source, target) = (length(&self.sources[i..i + a]), length(&self.targets[j..j + b]));
        let spread = 0.2 + 1.6 / (source.max(target)).sqrt();
        let z = (target / (source * self.ratio)).ln() / spread;
        (z * z / 2.0).min(8.0)
    }

    fn structure_cost(&self, i: usize, j: usize, a: usize, b: usize) -> f64 {
        if !self.paragraphs {
            return 0.0;
        }
        let crosses = |units: &[&Unit]| units.first().map(|unit| unit.block) != units.last().map(|unit| unit.block);
        let opens = |units: &[&Unit], at: usize| at == 0 || units[at - 1].block != units[at].block;
        let crossing = usize::from(crosses(&self.sources[i..i + a])) + usize::from(crosses(&self.targets[j..j + b]));
        let both_open = opens(self.sources, i) && opens(self.targets, j);
        CROSSING * crossing as f64 - if both_open { PARAGRAPH } else { 0.0 }
    }

    /// Weighted share of the words of both windows that the other window answers.
    fn coverage(&self, i: usize, j: usize, a: usize, b: usize) -> f64 {
        let (covered_source, total_source) = covered(&self.evidence.source, i, a, j, b);
        let (covered_target, total_target) = covered(&self.evidence.target, j, b, i, a);
        let total = total_source + total_target;
        if total > 0.0 { (covered_source + covered_target) / total } else { 0.0 }
    }

    fn walk_back(&self, n: usize, m: usize, back: &[u8]) -> Vec<Bead> {
        let mut beads = Vec::new();
        let (mut i, mut j) = (n, m);
        while (i, j) != (0, 0) {
            let shape = self.cell(i, j).and_then(|cell| back.get(cell)).copied().map_or(usize::MAX, usize::from);
            let (a, b) = match SHAPES.get(shape) {
                Some((a, b, _)) => (*a, *b),
                None if i > 0 => (1, 0),
                None => (0, 1),
            };
            (i, j) = (i - a, j - b);
            let (score, confidence) = self.judge(i, j, a, b);
            beads.push(Bead { original: i..i + a, translation: j..j + b, score, confidence, moved: false });
        }
        beads.reverse();
        beads
    }

    /// Score and confidence of a bead of the path. The curve is a first estimate; it has no calibration yet.
    fn judge(&self, i: usize, j: usize, a: usize, b: usize) -> (f64, f64) {
        if a == 0 || b == 0 {
            return (-NULL, 0.6);
        }
        let content = CONTENT * (self.coverage(i, j, a, b) - self.chance);
        let score = content - self.length_cost(i, j, a, b);
        let doubt = if (a, b) == (1, 1) { 0.0 } else { 0.7 };
        (score, 1.0 / (1.0 + (-(score + 2.5 - doubt)).exp()))
    }
}

/// Weight of the words of `count` sentences from `first` that the other side's window answers, and of all of them.
fn covered(side: &Side, first: usize, count: usize, other: usize, other_count: usize) -> (f64, f64) {
    let (mut sum, mut total) = (0.0, 0.0);
    let window = (u32::try_from(other).unwrap_or(u32::MAX), u32::try_from(other_count).unwrap_or(0));
    for at in first..first + count {
        total += side.total[at];
        for id in &side.words[at] {
            let best = (window.0..window.0 + window.1).map(|place| side.answer(*id, place)).fold(0.0, f64::max);
            sum += best * side.weight[*id as usize];
        }
    }
    (sum, total)
}

fn share(count: usize, part: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a sentence count is a small positive number"
    )]
    let out = (count as f64 * part) as usize;
    out
}
