//! Numbers: what is written in digits on both sides should be equal. No number alone decides ("Chapter 1").

use super::super::cover::{Cover, WINDOW};
use super::super::matching::{Side, View, Weighted};
use super::Sizes;

/// The numbers of both sides and where the other side answers them.
pub(super) struct Numbers {
    numbers: (Cover, Cover),
    /// Whether any of the four sentences from each has one.
    any: (Vec<bool>, Vec<bool>),
}

impl Numbers {
    pub(super) fn new(numbers: (Cover, Cover)) -> Self {
        let any = |cover: &Cover| -> Vec<bool> {
            let has = |at: usize| cover.total[at..].iter().take(WINDOW).any(|total| *total > 0.0);
            (0..cover.total.len()).map(has).collect()
        };
        Self { any: (any(&numbers.0), any(&numbers.1)), numbers }
    }

    /// For the beads that begin at `i` and `j`: numbers answered less numbers unanswered, as a share of all and by the root of
    /// their count; 0 without numbers.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut Sizes) {
        let (source, target) = (&self.numbers.0, &self.numbers.1);
        let any = |side: &[bool], at: usize| side.get(at).copied().unwrap_or(false);
        if !any(&self.any.0, i) && !any(&self.any.1, j) {
            *values = Sizes::default();
            return;
        }
        let mut whole = [[0.0; WINDOW]; 2];
        let mut answered = [Sizes::default(); 2];
        for (side, (cover, at, other)) in [(source, i, j), (target, j, i)].into_iter().enumerate() {
            let (mut sum, mut part) = (0.0, [0.0; WINDOW]);
            for (at, own) in (at..).zip(0..WINDOW) {
                sum += cover.total.get(at).copied().unwrap_or(0.0);
                part.iter_mut().zip(cover.windows(at, other)).for_each(|(part, more)| *part += more);
                whole[side][own] = sum;
                answered[side][own] = part;
            }
        }
        for a in 0..WINDOW {
            for b in 0..WINDOW {
                values[a][b] = agreement(answered[0][a][b] + answered[1][b][a], whole[0][a] + whole[1][b]);
            }
        }
    }
}

fn agreement(answered: f32, total: f32) -> f32 {
    if total > 0.0 { (2.0 * answered / total - 1.0) * (total / 2.0).sqrt().min(2.0) } else { 0.0 }
}

/// The numbers among the words of a side, each of equal weight.
pub(super) fn only(side: &Side, view: &View<'_>) -> Weighted {
    let is_number: Vec<bool> = view.words.iter().map(|word| word.key.starts_with('#')).collect();
    let of = |ids: &Vec<u32>| ids.iter().copied().filter(|id| is_number[*id as usize]).collect();
    Weighted::new(side.words.sentences.iter().map(of).collect(), vec![1.0; is_number.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Word;

    #[test]
    fn only_numbers_are_left_and_weigh_one() {
        let words = ["#12", "chapter"].map(|key| Word { key: key.to_owned(), senses: Vec::new() });
        let side = Side { words: Weighted::new(vec![vec![0, 1]], vec![0.7, 0.7]), ..Side::default() };
        let numbers = only(&side, &View { words: &words, units: Vec::new() });
        assert_eq!((numbers.sentences, numbers.total), (vec![vec![0]], vec![1.0]));
    }

    #[test]
    fn numbers_answered_speak_for_a_bead_and_others_against_it() {
        assert_eq!([agreement(2.0, 2.0), agreement(0.0, 2.0), agreement(1.0, 2.0), agreement(0.0, 0.0)], [1.0, -1.0, 0.0, 0.0]);
    }
}
