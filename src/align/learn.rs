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
        lexicon = estimate(lessons, &alignments, done);
    }
    lexicon
}

/// How often [`learn_from`] says that it has got on.
#[must_use]
pub fn steps(lessons: &[Lesson<'_>]) -> usize {
    (lessons.len() + 2 * ROUNDS) * passes(lessons)
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

fn estimate(lessons: &[Lesson<'_>], alignments: &[Alignment], done: &(dyn Fn() + Sync)) -> Lexicon {
    let (mut sources, mut targets) = (Vocabulary::default(), Vocabulary::default());
    let mut beads: Vec<Meeting> = Vec::new();
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
                beads.push(Meeting { left, right });
            }
        }
    }
    let meetings = Meetings::new(beads);
    let (forward, backward) = rayon::join(|| meetings.model_one(false, done), || meetings.model_one(true, done));
    let mut lexicon = Lexicon::default();
    for (pair, (p, other)) in meetings.pairs.iter().zip(forward.iter().zip(&backward)) {
        let strength = (p * other).sqrt();
        if strength < KEEP {
            continue;
        }
        let (s, t) = halves(*pair);
        if sources.counts[s].min(targets.counts[t]) >= 2 {
            lexicon.add(sources.words[s], targets.words[t], strength_of(strength));
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

/// The words of a bead.
struct Meeting {
    left: Vec<u32>,
    right: Vec<u32>,
}

/// Which words meet where. Probabilities stand in lists as long as that of the pairs: with a number for each pair, counting is
/// adding to a list, which takes a tenth of the time and memory of a hash table.
struct Meetings {
    /// Every pair of words that meet, ascending; see [`halves`].
    pairs: Vec<u64>,
    beads: Vec<Meeting>,
    /// For each bead, each word on the right and each on the left, the place of the pair in `pairs`.
    places: Vec<u32>,
    /// As a pair: the numbers of words on the left and on the right.
    sizes: u64,
}

/// Number of the word on the left and of that on the right.
fn halves(pair: u64) -> (usize, usize) {
    let half = |number: u64| usize::try_from(number & u64::from(u32::MAX)).unwrap_or(usize::MAX);
    (half(pair >> 32), half(pair))
}

fn pair_of(left: u32, right: u32) -> u64 {
    (u64::from(left) << 32) | u64::from(right)
}

impl Meetings {
    fn new(beads: Vec<Meeting>) -> Self {
        let all = |bead: &Meeting| -> Vec<u64> {
            bead.right.iter().flat_map(|right| bead.left.iter().map(|left| pair_of(*left, *right))).collect()
        };
        let mut pairs: Vec<u64> = beads.par_iter().flat_map_iter(all).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs.shrink_to_fit();
        let count = |side: fn(&Meeting) -> &Vec<u32>| beads.iter().flat_map(side).max().map_or(0, |last| last + 1);
        let sizes = pair_of(count(|bead| &bead.left), count(|bead| &bead.right));
        let place = |pair: u64| u32::try_from(pairs.partition_point(|known| *known < pair)).unwrap_or(u32::MAX);
        let places = beads.par_iter().flat_map_iter(|bead| all(bead).into_iter().map(place)).collect();
        Self { pairs, beads, places, sizes }
    }

    /// p(right | left) of every pair; `turned`, p(left | right).
    fn model_one(&self, turned: bool, done: &(dyn Fn() + Sync)) -> Vec<f64> {
        let owner = |pair: u64| if turned { halves(pair).1 } else { halves(pair).0 };
        let mut table = vec![1.0; self.pairs.len()];
        for _ in 0..ROUNDS {
            let mut counts = vec![0.0; self.pairs.len()];
            let mut totals = vec![0.0; owner(self.sizes)];
            let mut rest = self.places.as_slice();
            for Meeting { left, right } in &self.beads {
                let (places, after) = rest.split_at(left.len() * right.len());
                rest = after;
                let (givers, takers) = if turned { (right, left) } else { (left, right) };
                let place = |giver: usize, taker: usize| {
                    let (left_at, right_at) = if turned { (taker, giver) } else { (giver, taker) };
                    places[right_at * left.len() + left_at] as usize
                };
                for taker in 0..takers.len() {
                    let norm: f64 = (0..givers.len()).map(|giver| table[place(giver, taker)]).sum();
                    if norm <= 0.0 {
                        continue;
                    }
                    for (giver, word) in givers.iter().enumerate() {
                        let at = place(giver, taker);
                        let share = table[at] / norm;
                        counts[at] += share;
                        totals[*word as usize] += share;
                    }
                }
            }
            for (count, pair) in counts.iter_mut().zip(&self.pairs) {
                let total: f64 = totals[owner(*pair)];
                *count = if total > 0.0 { *count / total } else { 0.0 };
            }
            table = counts;
            done();
        }
        table
    }
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
