//! Numbers: what is written in digits on both sides should be equal. No number alone decides ("Chapter 1").

use super::super::matching::{Side, Weighted};
use super::super::unit::Unit;
use super::{Cut, Texts};

/// The numbers among the words of a side, each of equal weight.
pub(super) fn only(side: &Side, units: &[&Unit]) -> Weighted {
    let mut weight = vec![0.0; side.words.weight.len()];
    let mut sentences = Vec::with_capacity(units.len());
    for (unit, ids) in units.iter().zip(&side.words.sentences) {
        let numbers = unit.words.iter().zip(ids).filter(|(word, _)| word.key.starts_with('#')).map(|(_, id)| *id);
        let numbers: Vec<u32> = numbers.collect();
        numbers.iter().for_each(|id| weight[*id as usize] = 1.0);
        sentences.push(numbers);
    }
    Weighted::new(sentences, weight)
}

/// Numbers answered less numbers unanswered, as a share of all and by the root of their count; 0 without numbers.
pub(super) fn agreement(texts: &Texts<'_>, cut: Cut) -> f32 {
    let Cut { i, j, a, b } = cut;
    let (source, target) = (&texts.numbers.0, &texts.numbers.1);
    let total: f32 = (i..i + a).map(|at| source.total[at]).sum::<f32>() + (j..j + b).map(|at| target.total[at]).sum::<f32>();
    if total <= 0.0 {
        return 0.0;
    }
    let answered: f32 =
        (i..i + a).map(|at| source.get(at, j, b)).sum::<f32>() + (j..j + b).map(|at| target.get(at, i, a)).sum::<f32>();
    (2.0 * answered / total - 1.0) * (total / 2.0).sqrt().min(2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Word;

    #[test]
    fn only_numbers_are_left_and_weigh_one() {
        let word = |key: &str| Word { key: key.to_owned(), senses: Vec::new() };
        let unit = Unit { words: vec![word("#12"), word("chapter")], ..Unit::default() };
        let side = Side { words: Weighted::new(vec![vec![0, 1]], vec![0.7, 0.7]), answers: Vec::new() };
        let numbers = only(&side, &[&unit]);
        assert_eq!((numbers.sentences, numbers.weight, numbers.total), (vec![vec![0]], vec![1.0, 0.0], vec![1.0]));
    }
}
