//! A translation lexicon learned from aligned sentences: IBM model 1 in both directions.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Alignment, Text, Weights, Word, align_texts};

/// Words of one language with their likely translations and how sure they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lexicon {
    entries: BTreeMap<String, Vec<(String, f32)>>,
}

impl Lexicon {
    /// Likely translations of `word`, with strength 0 to 1.
    pub fn translations(&self, word: &str) -> impl Iterator<Item = (&str, f32)> {
        self.entries.get(word).into_iter().flatten().map(|(other, strength)| (other.as_str(), *strength))
    }

    /// Number of words it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Rounds of expectation maximisation; more changes nothing on news.
const ROUNDS: usize = 4;
/// Geometric mean of both directions from which a pair goes into the lexicon.
const KEEP: f64 = 0.12;
/// Passes over the texts: align, learn, align again.
const PASSES: usize = 2;

/// Learns a lexicon over pairs of texts (each already prepared), aligning them on the way.
#[must_use]
pub fn learn(pairs: &[(&Text, &Text)], weights: &Weights) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for _ in 0..PASSES {
        let known = (!lexicon.is_empty()).then_some(&lexicon);
        let alignments: Vec<Alignment> =
            pairs.iter().map(|(source, target)| align_texts(source, target, known, weights)).collect();
        lexicon = estimate(pairs, &alignments);
    }
    lexicon
}

type Table = FxHashMap<(u32, u32), f64>;

fn estimate(pairs: &[(&Text, &Text)], alignments: &[Alignment]) -> Lexicon {
    let (mut sources, mut targets) = (Vocabulary::default(), Vocabulary::default());
    let mut corpus: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    for ((source, target), alignment) in pairs.iter().zip(alignments) {
        let (of_source, of_target) = (sources.numbers(source), targets.numbers(target));
        for bead in &alignment.beads {
            let size = bead.original.len() + bead.translation.len();
            if bead.original.is_empty() || bead.translation.is_empty() || size > 3 {
                continue;
            }
            let left = sources.count(source, bead.original.clone(), &of_source);
            let right = targets.count(target, bead.translation.clone(), &of_target);
            corpus.push((left, right));
        }
    }
    let forward = model_one(&corpus);
    let mirrored: Vec<(Vec<u32>, Vec<u32>)> = corpus.into_iter().map(|(left, right)| (right, left)).collect();
    let backward = model_one(&mirrored);
    let mut entries: BTreeMap<String, Vec<(String, f32)>> = BTreeMap::new();
    let mut pairs: Vec<(&(u32, u32), &f64)> = forward.iter().collect();
    pairs.sort_by_key(|(pair, _)| **pair);
    for ((s, t), p) in pairs {
        let other = backward.get(&(*t, *s)).copied().unwrap_or(0.0);
        let strength = (p * other).sqrt();
        let (left, right) = (sources.words[*s as usize], targets.words[*t as usize]);
        let often = sources.counts[*s as usize].min(targets.counts[*t as usize]) >= 2;
        if strength >= KEEP && often {
            entries.entry(left.to_owned()).or_default().push((right.to_owned(), strength_of(strength)));
        }
    }
    Lexicon { entries }
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
