//! Sentence alignment: which sentences of the translation answer which of the original.
//!
//! [`align`] turns two documents into [`Bead`]s. A document becomes a [`Text`] (sentences with words, senses, numbers, length, marks);
//! `matching` finds the words that may stand for each other; `corridor` says where the path can run; `features` weigh every
//! bead there, [`Weights`] add them up; `lattice` finds the best path and the probability of each of its beads. Beads cover
//! every sentence of both sides once and in order.

mod bead;
mod calendar;
mod calibrate;
mod corridor;
mod cover;
mod features;
mod lattice;
mod lexicon;
mod matching;
mod repeats;
mod search;
mod unit;
mod vocabulary;
mod weights;

pub use bead::{Alignment, Bead};
pub use calibrate::{Calibration, Example, calibrate};
pub use lexicon::{Lexicon, learn};
pub use unit::{Ending, Text, Unit, Word};
pub use weights::{Weights, WeightsError};

use self::matching::View;
use crate::article::Document;

/// Aligns two documents.
#[must_use]
pub fn align(original: &Document, translation: &Document, lexicon: Option<&Lexicon>) -> Alignment {
    align_texts(&Text::new(original), &Text::new(translation), lexicon, Weights::shipped())
}

/// Aligns two prepared texts.
#[must_use]
pub fn align_texts(original: &Text, translation: &Text, lexicon: Option<&Lexicon>, weights: &Weights) -> Alignment {
    let set_aside = repeats::superfluous(&original.units, &translation.units);
    let kept: Vec<usize> = (0..translation.units.len()).filter(|index| !set_aside.contains(index)).collect();
    let target = View { words: &translation.words, units: kept.iter().map(|index| &translation.units[*index]).collect() };
    let beads = search::best_path(&View::whole(original), &target, lexicon, weights);
    bead::put_back(beads, &kept, translation.units.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &[Vec<u8>]) -> Text {
        let unit = |(block, keys): (usize, &Vec<u8>)| {
            let mut list: Vec<u32> = keys.iter().copied().map(u32::from).collect();
            list.sort_unstable();
            list.dedup();
            let folded = list.iter().map(|key| format!("word{key}")).collect::<Vec<_>>().join(" ");
            Unit { chars: 8.0 * keys.len() as f64, folded, words: list, block, ..Unit::default() }
        };
        let word = |key: u32| Word { key: format!("word{key}"), senses: Vec::new() };
        Text { words: (0..256).map(word).collect(), units: words.iter().enumerate().map(unit).collect() }
    }

    proptest! {
        #[test]
        fn beads_cover_every_sentence_once_and_in_order(
            a in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
            b in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
        ) {
            let beads = align_texts(&text(&a), &text(&b), None, Weights::shipped()).beads;
            let (mut i, mut j) = (0, 0);
            for bead in &beads {
                prop_assert_eq!((bead.original.start, bead.translation.start), (i, j));
                prop_assert!(!(bead.original.is_empty() && bead.translation.is_empty()));
                prop_assert!((0.0..=1.0).contains(&bead.confidence));
                (i, j) = (bead.original.end, bead.translation.end);
            }
            prop_assert_eq!((i, j), (a.len(), b.len()));
        }

        #[test]
        fn a_text_with_itself_is_all_one_to_one(a in prop::collection::vec(prop::collection::hash_set(0_u8..250, 5..9), 1..12)) {
            let words: Vec<Vec<u8>> = a.into_iter().map(|keys| { let mut keys: Vec<u8> = keys.into_iter().collect(); keys.sort_unstable(); keys }).collect();
            let mut distinct = words.clone();
            distinct.sort();
            distinct.dedup();
            prop_assume!(distinct.len() == words.len());
            let units = text(&words);
            let beads = align_texts(&units, &units, None, Weights::shipped()).beads;
            prop_assert!(beads.iter().all(|bead| bead.original == bead.translation && bead.original.len() == 1), "{:?}", beads);
        }
    }

    #[test]
    fn an_omitted_sentence_is_a_bead_without_translation() {
        let words: Vec<Vec<u8>> = (0..6).map(|n| (n * 10..n * 10 + 8).collect()).collect();
        let mut shorter = words.clone();
        shorter.remove(3);
        let beads = align_texts(&text(&words), &text(&shorter), None, Weights::shipped()).beads;
        assert!(beads.iter().any(|bead| bead.original == (3..4) && bead.translation.is_empty()), "{beads:?}");
    }

    #[test]
    fn a_long_text_with_itself_is_all_one_to_one_and_a_passage_left_out_of_it_is_found() {
        let words: Vec<Vec<u8>> = (0..300_u32)
            .map(|n| (0..9).filter_map(|at| u8::try_from((n * 37 + at * at * 11 + n * at % 7) % 256).ok()).collect())
            .collect();
        let whole = text(&words);
        let one_to_one =
            |beads: &[Bead]| beads.iter().filter(|bead| bead.original.len() == 1 && bead.translation.len() == 1).count();
        assert_eq!(one_to_one(&align_texts(&whole, &whole, None, Weights::shipped()).beads), 300);
        let mut shorter = words;
        shorter.drain(120..140);
        let beads = align_texts(&whole, &text(&shorter), None, Weights::shipped()).beads;
        assert!((120..140).all(|at| beads.iter().any(|bead| bead.original == (at..at + 1) && bead.translation.is_empty())));
        assert_eq!(one_to_one(&beads), 280);
    }
}
