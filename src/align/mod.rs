//! Sentence alignment: which sentences of the translation answer which of the original.
//!
//! [`align`] turns two documents into [`Bead`]s. A document becomes a [`Text`] (sentences with words, senses, numbers, length,
//! marks); `matching` finds the words that may stand for each other; `corridor` says where the path can run; `features` weigh
//! every bead there, [`Weights`] add them up; `lattice` finds the best path and the probability of each of its beads; `moved`
//! joins what stands elsewhere. Beads cover every sentence of both sides once, and but for moved ones in order.
//!
//! A [`Lexicon`] says more than the tables that come with the program; [`learn`] makes one from texts, and
//! [`crate::lexicon`] reads and writes files of them.
//!
//! ```
//! use isogloss::align::{Lexicon, align};
//! use isogloss::article::{Document, Side};
//! use isogloss::text::Segmenters;
//! use isogloss::{Anchor, Article, Block, BlockKind, Lang};
//!
//! let document = |lang: &str, side, lines: &[&str]| -> Result<Document, isogloss::LangError> {
//!     let blocks = (1..).zip(lines).map(|(line, text)| Block {
//!         kind: BlockKind::Paragraph,
//!         text: (*text).to_owned(),
//!         anchor: Anchor::line(line, 1),
//!     });
//!     let article = Article { lang: Lang::parse(lang)?, path: None, blocks: blocks.collect() };
//!     Ok(Document::new(article, side, &Segmenters::default()))
//! };
//! let original = document("cs", Side::Original, &["Vláda v Praze schválila rozpočet. Prezident jej podepíše v pátek 7. března."])?;
//! let translation =
//!     document("en", Side::Translation, &["The government in Prague approved the budget.", "The president signs it on Friday, March 7."])?;
//!
//! let mut lexicon = Lexicon::default();
//! lexicon.add("podepise", "signs", 0.9);
//! let alignment = align(&original, &translation, Some(&lexicon));
//! let beads: Vec<_> = alignment.beads.iter().map(|bead| (bead.original.clone(), bead.translation.clone())).collect();
//! assert_eq!(beads, [(0..1, 0..1), (1..2, 1..2)]);
//! assert!(alignment.beads.iter().all(|bead| bead.confidence > 0.9));
//! assert_eq!(translation.sentence_text(1), "The president signs it on Friday, March 7.");
//! # Ok::<(), isogloss::LangError>(())
//! ```

mod bead;
mod calendar;
mod calibrate;
mod corridor;
mod cover;
mod embed;
mod features;
mod lattice;
mod learn;
mod lexicon;
mod matching;
mod moved;
mod repeats;
mod search;
#[cfg(test)]
mod testing;
mod unit;
mod vocabulary;
mod weights;
mod word;

pub use bead::{Alignment, Bead};
pub use calibrate::{Calibration, Example, calibrate, features};
#[cfg(feature = "embed")]
pub use embed::ModelEncoder;
pub use embed::{EmbedError, Meaning, SentenceEncoder};
pub use learn::{Lesson, learn, learn_from, steps};
pub use lexicon::Lexicon;
pub use unit::{Ending, Text, Unit, Word, phrase_keys};
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
    align_kept((original, translation), &kept(original, translation), lexicon, weights, None)
}

/// Aligns two prepared texts by their words and by what their sentences mean: `sentences` are those of both, as an encoder
/// reads them. The weights are to be such as [`Weights::know_meaning`].
///
/// # Errors
/// When the encoder fails.
pub fn align_by_meaning(
    (original, translation): (&Text, &Text),
    sentences: (&[&str], &[&str]),
    encoder: &dyn SentenceEncoder,
    lexicon: Option<&Lexicon>,
    weights: &Weights,
) -> Result<Alignment, EmbedError> {
    let kept = kept(original, translation);
    let (source, target) = (chosen(sentences.0, &kept.0), chosen(sentences.1, &kept.1));
    let meaning = Meaning::new(&source, &target, encoder)?;
    Ok(align_kept((original, translation), &kept, lexicon, weights, Some(&meaning)))
}

/// Sentences of both texts that take part: all but repeated headlines.
fn kept(original: &Text, translation: &Text) -> (Vec<usize>, Vec<usize>) {
    let kept = |own: &Text, other: &Text| -> Vec<usize> {
        let set_aside = repeats::superfluous(&other.units, &own.units);
        (0..own.units.len()).filter(|index| !set_aside.contains(index)).collect()
    };
    (kept(original, translation), kept(translation, original))
}

fn chosen<'s>(sentences: &[&'s str], kept: &[usize]) -> Vec<&'s str> {
    kept.iter().map(|at| sentences.get(*at).copied().unwrap_or("")).collect()
}

fn align_kept(
    (original, translation): (&Text, &Text),
    (sources, targets): &(Vec<usize>, Vec<usize>),
    lexicon: Option<&Lexicon>,
    weights: &Weights,
    meaning: Option<&Meaning>,
) -> Alignment {
    let (source, target) = (View::of(original, sources), View::of(translation, targets));
    let (beads, moved) = search::best_path(&source, &target, lexicon, weights, meaning);
    let total = (original.units.len(), translation.units.len());
    let mut alignment = bead::put_back(beads, (sources, targets), total);
    let moved: Vec<(usize, usize)> = moved.into_iter().map(|(i, j)| (sources[i], targets[j])).collect();
    alignment.join_moved(&moved);
    alignment
}

#[cfg(test)]
mod tests {
    use super::testing::{Meanings, text};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn beads_cover_every_sentence_once_and_in_order(
            a in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
            b in prop::collection::vec(prop::collection::vec(0_u8..60, 0..12), 0..14),
        ) {
            let beads = align_texts(&text(&a), &text(&b), None, Weights::shipped()).beads;
            prop_assert!(beads.iter().all(|bead| !(bead.original.is_empty() && bead.translation.is_empty())));
            prop_assert!(beads.iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
            let translation: Vec<usize> = beads.iter().flat_map(|bead| bead.translation.clone()).collect();
            prop_assert_eq!(translation, (0..b.len()).collect::<Vec<_>>());
            let original = |moved| beads.iter().filter(move |bead| moved || !bead.moved).flat_map(|bead| bead.original.clone());
            let in_place: Vec<usize> = original(false).collect();
            prop_assert!(in_place.is_sorted());
            let mut all: Vec<usize> = original(true).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..a.len()).collect::<Vec<_>>());
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

    proptest! {
        #[test]
        fn exchanged_sides_give_the_same_beads_exchanged(
            a in prop::collection::vec(prop::collection::hash_set(0_u8..250, 5..9), 1..14),
            left_out in prop::collection::vec(any::<bool>(), 14),
            joined in prop::collection::vec(any::<bool>(), 14),
        ) {
            let original: Vec<Vec<u8>> = a.into_iter().map(|keys| keys.into_iter().collect()).collect();
            let mut translation: Vec<Vec<u8>> = Vec::new();
            for (sentence, (left_out, joined)) in original.iter().zip(left_out.into_iter().zip(joined)) {
                match translation.last_mut() {
                    Some(last) if joined => last.extend(sentence),
                    _ if left_out => {}
                    _ => translation.push(sentence.clone()),
                }
            }
            let beads = |a: &[Vec<u8>], b: &[Vec<u8>]| align_texts(&text(a), &text(b), None, Weights::shipped()).beads;
            let pairs = |beads: &[Bead], exchanged: bool| -> Vec<_> {
                let both = beads.iter().filter(|bead| !bead.original.is_empty() && !bead.translation.is_empty());
                both.map(|bead| if exchanged { (bead.translation.clone(), bead.original.clone()) } else { (bead.original.clone(), bead.translation.clone()) }).collect()
            };
            prop_assert_eq!(pairs(&beads(&original, &translation), false), pairs(&beads(&translation, &original), true));
        }
    }

    /// Sentences of which no word has a counterpart, and what an encoder is to read in them.
    fn strangers(meanings: &[u8], first: u8) -> (Text, Vec<String>) {
        let words: Vec<Vec<u8>> = (0..).zip(meanings).map(|(at, _)| (0..8).map(|word| first + 8 * at + word).collect()).collect();
        (text(&words), meanings.iter().map(|meaning| format!("x{} y{meaning}", meaning / 2 + 30)).collect())
    }

    fn by_meaning(original: &[u8], translation: &[u8], weights: &Weights, encoder: &dyn SentenceEncoder) -> Vec<Bead> {
        let ((source, left), (target, right)) = (strangers(original, 0), strangers(translation, 120));
        let (left, right): (Vec<&str>, Vec<&str>) =
            (left.iter().map(String::as_str).collect(), right.iter().map(String::as_str).collect());
        align_by_meaning((&source, &target), (&left, &right), encoder, None, weights).unwrap().beads
    }

    #[test]
    fn an_encoder_tells_which_sentence_was_left_out_or_added_where_words_tell_nothing() {
        let weights = Weights::with_meaning();
        let original: Vec<u8> = (0..12).collect();
        for missing in [1, 4, 8, 10] {
            let shorter: Vec<u8> = original.iter().copied().filter(|meaning| usize::from(*meaning) != missing).collect();
            let beads = by_meaning(&original, &shorter, weights, &Meanings);
            let alone: Vec<_> = beads
                .iter()
                .filter(|bead| bead.translation.is_empty())
                .map(|bead| (bead.original.start, bead.original.len()))
                .collect();
            assert_eq!(alone, [(missing, 1)], "{beads:?}");
            // The other way round the same.
            let beads = by_meaning(&shorter, &original, weights, &Meanings);
            let alone: Vec<_> = beads
                .iter()
                .filter(|bead| bead.original.is_empty())
                .map(|bead| (bead.translation.start, bead.translation.len()))
                .collect();
            assert_eq!(alone, [(missing, 1)], "{beads:?}");
        }
    }

    #[test]
    fn an_encoder_to_which_all_texts_are_alike_changes_no_bead() {
        struct Same;
        impl SentenceEncoder for Same {
            fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
                Ok(vec![vec![0.6, 0.8]; texts.len()])
            }
        }
        let (original, translation): (Vec<u8>, Vec<u8>) = ((0..12).collect(), (0..11).collect());
        let plain = align_texts(&strangers(&original, 0).0, &strangers(&translation, 120).0, None, Weights::with_meaning());
        let ranges =
            |beads: &[Bead]| beads.iter().map(|bead| (bead.original.clone(), bead.translation.clone())).collect::<Vec<_>>();
        let beads = by_meaning(&original, &translation, Weights::with_meaning(), &Same);
        // But for the weight of having no better counterpart, which is the same for all sentences.
        assert_eq!(ranges(&beads), ranges(&plain.beads));
    }

    #[test]
    fn an_encoder_that_fails_fails_the_alignment() {
        struct Broken;
        impl SentenceEncoder for Broken {
            fn encode(&self, _: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
                Err(EmbedError::Encode("out of paper".to_owned()))
            }
        }
        let one = text(&[vec![1, 2]]);
        let failed = align_by_meaning((&one, &one), (&["a"], &["b"]), &Broken, None, Weights::with_meaning());
        assert_eq!(failed, Err(EmbedError::Encode("out of paper".to_owned())));
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
