//! Learning a lexicon from texts: IBM model 1 in both directions over sentences that answer each other.
//!
//! Brown et al., The Mathematics of Statistical Machine Translation, Computational Linguistics 19 (1993), section 4.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Alignment, Bead, Lexicon, Text, Weights, Word, align_texts};

/// Rounds of expectation maximisation; more changes nothing on news.
const ROUNDS: usize = 4;
/// Geometric mean of both directions from which a pair goes into the lexicon.
const KEEP: f64 = 0.12;
/// Passes over the texts: align, learn, align again.
const PASSES: usize = 2;
/// Pairs of words that may meet in a bead. Two sentences of 200 words stay below; longer ones are lists, and cost memory.
const MEETING: usize = 40_000;

/// A pair of texts to learn from.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'t> {
    /// The text translated from.
    pub source: &'t Text,
    /// Its translation.
    pub target: &'t Text,
    /// Whether the sentences of the same number answer each other, as in a translation memory. Otherwise the texts are aligned.
    pub aligned: bool,
}

/// Learns a lexicon over pairs of texts (each already prepared), aligning them on the way.
#[must_use]
pub fn learn(pairs: &[(&Text, &Text)], weights: &Weights) -> Lexicon {
    let lessons: Vec<Lesson<'_>> = pairs.iter().map(|(source, target)| Lesson { source, target, aligned: false }).collect();
    learn_from(&lessons, weights, &|| {})
}

/// Learns a lexicon over `lessons`, aligning them where they are not. The lexicon is the same on any number of threads, of
/// which alignment takes all that the current pool has. `done` is called once for each of [`steps`], from any thread.
#[must_use]
pub fn learn_from(lessons: &[Lesson<'_>], weights: &Weights, done: &(dyn Fn() + Sync)) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for _ in 0..passes(lessons) {
        let known = (!lexicon.is_empty()).then_some(&lexicon);
        let alignments: Vec<Alignment> = lessons
            .par_iter()
            .map(|lesson| {
                let alignment = lesson.align(known, weights);
                done();
                alignment
            })
            .collect();
        lexicon = estimate(lessons, &alignments);
    }
    lexicon
}

/// How often [`learn_from`] says that it has got on.
#[must_use]
pub fn steps(lessons: &[Lesson<'_>]) -> usize {
    lessons.len() * passes(lessons)
}

/// Once is enough where nothing is to be aligned.
fn passes(lessons: &[Lesson<'_>]) -> usize {
    if lessons.iter().all(|lesson| lesson.aligned) { 1 } else { PASSES }
}

impl Lesson<'_> {
    fn align(&self, known: Option<&Lexicon>, weights: &Weights) -> Alignment {
        if !self.aligned {
            return align_texts(self.source, self.target, known, weights);
        }
        let count = self.source.units.len().min(self.target.units.len());
        let bead = |at| Bead { original: at..at + 1, translation: at..at + 1, score: 0.0, confidence: 1.0, moved: false };
        Alignment { beads: (0..count).map(bead).collect() }
    }
}

type Table = FxHashMap<(u32, u32), f64>;

fn estimate(lessons: &[Lesson<'_>], alignments: &[Alignment]) -> Lexicon {
    let (mut sources, mut targets) = (Vocabulary::default(), Vocabulary::default());
    let mut corpus: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    for (Lesson { source, target, .. }, alignment) in lessons.iter().zip(alignments) {
        let (of_source, of_target) = (sources.numbers(source), targets.numbers(target));
        for bead in &alignment.beads {
            let size = bead.original.len() + bead.translation.len();
            if bead.original.is_empty() || bead.translation.is_empty() || size > 3 {
                continue;
            }
            let left = sources.count(source, bead.original.clone(), &of_source);
            let right = targets.count(target, bead.translation.clone(), &of_target);
            if left.len() * right.len() <= MEETING {
                corpus.push((left, right));
            }
        }
    }
    let mirrored: Vec<(Vec<u32>, Vec<u32>)> = corpus.iter().map(|(left, right)| (right.clone(), left.clone())).collect();
    let (forward, backward) = rayon::join(|| model_one(&corpus), || model_one(&mirrored));
    let mut lexicon = Lexicon::default();
    #[expect(clippy::iter_over_hash_type, reason = "a lexicon is the same whatever the order in which words are added")]
    for ((s, t), p) in &forward {
        let other = backward.get(&(*t, *s)).copied().unwrap_or(0.0);
        let strength = (p * other).sqrt();
        let (left, right) = (sources.words[*s as usize], targets.words[*t as usize]);
        let often = sources.counts[*s as usize].min(targets.counts[*t as usize]) >= 2;
        if strength >= KEEP && often {
            lexicon.add(left, right, strength_of(strength));
        }
    }
    lexicon
}

#[expect(clippy::cast_possible_truncation, reason = "a share")]
fn strength_of(value: f64) -> f32 {
    value.min(1.0) as f32
}

/// Words of all texts of a side.
#[derive(Default)]
struct Vocabulary<'t> {
    ids: FxHashMap<&'t str, u32>,
    words: Vec<&'t str>,
    counts: Vec<u32>,
}

impl<'t> Vocabulary<'t> {
    /// The number of each word of a text.
    fn numbers(&mut self, text: &'t Text) -> Vec<u32> {
        let number = |word: &'t Word| {
            *self.ids.entry(&word.key).or_insert_with(|| {
                self.words.push(&word.key);
                self.counts.push(0);
                u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
            })
        };
        text.words.iter().map(number).collect()
    }

    /// The words of some sentences, counted.
    fn count(&mut self, text: &Text, sentences: Range<usize>, numbers: &[u32]) -> Vec<u32> {
        let units = text.units.get(sentences).unwrap_or(&[]);
        let words: Vec<u32> = units.iter().flat_map(|unit| &unit.words).map(|word| numbers[*word as usize]).collect();
        words.iter().for_each(|word| self.counts[*word as usize] += 1);
        words
    }
}

/// p(target | source) for every pair of words that meet in a bead.
fn model_one(corpus: &[(Vec<u32>, Vec<u32>)]) -> Table {
    let mut table: Table = FxHashMap::default();
    for round in 0..ROUNDS {
        let mut counts: Table = FxHashMap::default();
        let mut totals: FxHashMap<u32, f64> = FxHashMap::default();
        for (left, right) in corpus {
            for t in right {
                let chance = |s: &u32| if round == 0 { 1.0 } else { table.get(&(*s, *t)).copied().unwrap_or(0.0) };
                let norm: f64 = left.iter().map(chance).sum();
                if norm <= 0.0 {
                    continue;
                }
                for s in left {
                    let share = chance(s) / norm;
                    *counts.entry((*s, *t)).or_insert(0.0) += share;
                    *totals.entry(*s).or_insert(0.0) += share;
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each entry changes by itself, so the order shows nowhere")]
        for (pair, count) in &mut counts {
            *count /= totals.get(&pair.0).copied().unwrap_or(1.0);
        }
        table = counts;
    }
    table
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::testing::text;
    use super::*;

    fn texts() -> Vec<(Text, Text)> {
        // Each word of the target is that of the source plus 100, which looks like nothing.
        let sentence = |n: u8| -> Vec<u8> { vec![n % 10, 10 + n % 7, 20 + n % 3] };
        let side = |first: u8, shift: u8| {
            text(&(first..first + 10).map(|n| sentence(n).into_iter().map(|key| key + shift).collect()).collect::<Vec<_>>())
        };
        (0..9).map(|first| (side(first * 3, 0), side(first * 3, 100))).collect()
    }

    fn lessons(texts: &[(Text, Text)], aligned: bool) -> Vec<Lesson<'_>> {
        texts.iter().map(|(source, target)| Lesson { source, target, aligned }).collect()
    }

    #[test]
    fn words_that_meet_again_and_again_are_learned_in_both_directions() {
        let texts = texts();
        let lexicon = learn_from(&lessons(&texts, true), Weights::shipped(), &|| {});
        let key = |number: usize| texts[0].0.words[number].key.as_str();
        for number in [0, 4, 12, 21] {
            assert_eq!(lexicon.translations(key(number)).next().map(|(word, _)| word), Some(key(number + 100)), "{number}");
            assert_eq!(lexicon.reversed().translations(key(number + 100)).next().map(|(word, _)| word), Some(key(number)));
        }
    }

    #[test]
    fn the_lexicon_is_the_same_on_any_number_of_threads() {
        let texts = texts();
        for aligned in [true, false] {
            let lessons = lessons(&texts, aligned);
            let count = AtomicUsize::new(0);
            let on = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| {
                    learn_from(&lessons, Weights::shipped(), &|| {
                        let _ = count.fetch_add(1, Ordering::Relaxed);
                    })
                })
            };
            let one = on(1);
            assert_eq!(count.load(Ordering::Relaxed), steps(&lessons));
            assert!(!one.is_empty() && one == on(2) && one == on(7));
        }
    }

    #[test]
    fn nothing_is_learned_from_nothing() {
        assert!(learn(&[], Weights::shipped()).is_empty());
        assert!(learn(&[(&Text::default(), &Text::default())], Weights::shipped()).is_empty());
    }
}
