//! Content: the share of the words of both windows that the other window answers.

use super::super::cover::Cover;
use super::{Cut, Texts};

/// Shares of pairs that a document is taken to have before it is seen: by chance, and of counterparts.
const CHANCE: f32 = 0.06;
const USUAL: f32 = 0.4;
/// How many pairs that first guess counts for.
const GUESS: f32 = 4.0;
/// Least distance of the two.
const APART: f32 = 0.1;

/// Share of words answered by chance, from pairs that are not each other's best, and by a counterpart, from those that are.
pub(super) fn levels(source: &Cover, target: &Cover) -> (f32, f32) {
    let (mut chance, mut chances) = (CHANCE * GUESS, GUESS);
    let mut best: Vec<f32> = vec![USUAL; 4];
    for at in 0..source.total.len() {
        let (mut most, mut sum, mut count) = (0.0_f32, 0.0, 0.0);
        for (other, share) in source.shares(at) {
            let both = mutual(source, target, at, other, share);
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
    best.sort_by(f32::total_cmp);
    let (chance, usual) = (chance / chances, best[best.len() / 2]);
    (chance, usual.max(chance + APART))
}

fn mutual(source: &Cover, target: &Cover, i: usize, j: usize, share: f32) -> f32 {
    let total = source.total[i] + target.total[j];
    if total > 0.0 { (share * source.total[i] + target.get(j, i, 1)) / total } else { 0.0 }
}

/// Content above chance, in units of what is usual in these texts: of the bead; of the sentence that adds least, where there
/// are several; summed over the sentences by their size; the size of all sentences against the usual one; and of the
/// bead again as the bare share, which tells more where much is usual.
pub(super) fn fill(texts: &Texts<'_>, cut: Cut, values: &mut [f32]) {
    let Cut { i, j, a, b } = cut;
    let (source, target) = (&texts.words.0, &texts.words.1);
    let (mut covered, mut total, mut weakest, mut sum, mut sizes) = (0.0, 0.0, f32::INFINITY, 0.0, 0.0);
    let mut add = |part: f32, whole: f32, mean: f32| {
        covered += part;
        total += whole;
        let share = usual(texts, if whole > 0.0 { part / whole } else { texts.chance });
        let size = whole / mean;
        weakest = weakest.min(share);
        sum += share * size;
        sizes += size;
    };
    (i..i + a).for_each(|at| add(source.get(at, j, b), source.total[at], texts.mean.0));
    (j..j + b).for_each(|at| add(target.get(at, i, a), target.total[at], texts.mean.1));
    values[0] = usual(texts, if total > 0.0 { covered / total } else { texts.chance });
    values[1] = if a + b > 2 { weakest } else { 0.0 };
    values[2] = sum;
    values[3] = sizes;
    values[4] = if total > 0.0 { covered / total - texts.chance } else { 0.0 };
}

/// Weight of the words of a sentence in the mean.
pub(super) fn mean(cover: &Cover) -> f32 {
    (cover.total.iter().sum::<f32>() / cover.total.len().max(1) as f32).max(1.0)
}

/// A share in units of the document: 0 by chance, 1 usual.
pub(super) fn usual(texts: &Texts<'_>, share: f32) -> f32 {
    scaled(share, texts.chance, texts.usual)
}

/// A share where `chance` is 0 and `usual` is 1.
pub(super) fn scaled(share: f32, chance: f32, usual: f32) -> f32 {
    ((share - chance) / (usual - chance)).clamp(-1.0, 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_units_of_the_document() {
        assert_eq!([1.0, 5.0, 3.0].map(|share| scaled(share, 1.0, 5.0)), [0.0, 1.0, 0.5]);
        assert!(scaled(9.0, 0.1, 0.5) <= 2.0 && scaled(-9.0, 0.1, 0.5) >= -1.0);
    }
}
