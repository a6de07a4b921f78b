//! Training: expectation-maximisation over name pairs, then passes against look-alikes, then the probability curve.
//!
//! Everything is a function of the pairs and the options: shuffles come from a seeded generator, ties are broken by code.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::alphabet::{Alphabet, UNKNOWN};
use super::example::{Example, alphabets, examples};
use super::lattice::Lattice;
use super::logistic::logistic;
use super::model::{
    CURVE, LONGEST, Model, Name, PairCode, PairMap, SOURCE_CHUNK, Scratch, TARGET_CHUNK, UNKNOWN_LETTER, chunk_codes, chunk_ends,
    chunk_lengths, features, gram_codes, pair_code, source_code, target_numbers,
};
use super::pairs::Pair;
use super::rivals::{Random, Rivals};
use super::table::{self, GRAMS};

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainOptions {
    /// Comment lines of the table: what the pairs are, where from, under which licence.
    pub comments: Vec<String>,
    /// Most chunk pairs the model keeps.
    pub size: usize,
    /// Most source characters of a chunk, 2 to 4. Longer ones pay where the source spells by small parts (kana, jamo).
    pub chunk: usize,
    /// Rounds of expectation-maximisation.
    pub rounds: usize,
    /// Passes against look-alikes.
    pub passes: usize,
    /// Look-alikes each name is held against in a pass.
    pub look_alikes: usize,
    /// Nearest names by letters; the look-alikes are those among them that score highest when the pass begins. 0 draws the
    /// look-alikes instead.
    pub pool: usize,
    /// Runs of the passes, each with a seed of its own, whose weights are averaged.
    pub runs: u64,
    /// Seed of every random choice.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            comments: Vec::new(),
            size: 16_000,
            chunk: SHORT,
            rounds: 5,
            passes: 3,
            look_alikes: 8,
            pool: 72,
            runs: 1,
            seed: 1,
        }
    }
}

/// A trained model with what was measured on the held-out pairs.
#[derive(Debug)]
pub struct Trained {
    /// The table, ready to be written to a file.
    pub table: String,
    /// Pairs used for training.
    pub pairs: usize,
    /// Chunk pairs kept.
    pub size: usize,
    /// Pairs held out.
    pub held_out: usize,
    /// Share of held-out names that score higher than all of ten look-alikes and ten strangers.
    pub accuracy: f64,
}

/// Source characters of the chunks that training starts from.
const SHORT: usize = 2;
/// Every twentieth source name is held out, for the curve and the accuracy.
const HELD_OUT: u64 = 20;
/// Strangers a name is trained against, beside its look-alikes.
const STRANGERS: usize = 4;
/// Step of the adaptive gradient.
const STEP: f64 = 0.12;
/// Share of the logistic loss beside the softmax.
const LOGISTIC: f64 = 0.25;
/// Pull of every weight towards its first value.
const PULL: f64 = 1e-3;

/// Trains a model.
#[must_use]
pub fn train(pairs: &[Pair], options: &TrainOptions) -> Trained {
    let mut random = Random(options.seed);
    let (source, target) = alphabets(pairs);
    let scratch = Model {
        source,
        target,
        pairs: PairMap::default(),
        chunks: HashMap::new(),
        unknown: [0.0; TARGET_CHUNK + 1],
        curve: [0.0; CURVE],
    };
    let examples = examples(pairs, &scratch);
    let (held, used): (Vec<Example>, Vec<Example>) =
        examples.into_iter().partition(|example| hash(&example.key).is_multiple_of(HELD_OUT));
    let mut weights = Weights::expect(&used, options);
    let rivals = Rivals::new(pairs, &scratch, options.look_alikes, options.pool);
    let run = |run: u64| {
        let (mut weights, mut random) = (weights.clone(), Random(options.seed + run));
        let mut sum = vec![0.0; weights.log.len()];
        for pass in 0..options.passes {
            let hardest = weights.hardest(&used, &rivals, &scratch, options);
            weights.sharpen(&used, &rivals, &hardest, options.look_alikes, &mut random, pass);
            if pass * 2 >= options.passes {
                sum.iter_mut().zip(&weights.log).for_each(|(sum, log)| *sum += log);
            }
        }
        sum
    };
    let runs: Vec<Vec<f64>> = (0..options.runs).into_par_iter().map(run).collect();
    // The mean over the later half of the passes, and over the runs, errs less than the last pass of one.
    let counted = (options.passes - options.passes.div_ceil(2)) * runs.len();
    if counted > 0 {
        let sum = |at: usize| runs.iter().map(|sums| sums[at]).sum::<f64>();
        weights.log = (0..weights.log.len()).map(|at| sum(at) / counted as f64).collect();
    }
    weights.round();
    let (curve, accuracy) = weights.curve(&held, &rivals, &mut random);
    let mut comments = options.comments.clone();
    comments.push(format!(
        "{} chunk pairs from {} name pairs ({} more held out: {:.3} ranked first of 21); size {}, chunk {}, {} rounds, {} passes, {} look-alikes of {}, {} runs, seed {}.",
        weights.codes.len(),
        used.len(),
        held.len(),
        accuracy,
        options.size,
        options.chunk,
        options.rounds,
        options.passes,
        options.look_alikes,
        options.pool,
        options.runs,
        options.seed
    ));
    comments.push(
        "Columns: source chunk, target chunks with weights in hundredths of a natural logarithm; | is the edge.".to_owned(),
    );
    Trained {
        table: weights.table(&scratch, &comments, &curve),
        pairs: used.len(),
        size: weights.codes.len(),
        held_out: held.len(),
        accuracy,
    }
}

/// True for a chunk with a character or letter outside the alphabets.
fn has_unknown(code: PairCode) -> bool {
    let (source, target) = split(code);
    source.contains(&UNKNOWN) || target.contains(&UNKNOWN_LETTER)
}

/// Numbers of the source characters (0 for none) and of the target letters of a pair.
fn split(code: PairCode) -> ([u16; SOURCE_CHUNK], Vec<u16>) {
    let mut source = [0; SOURCE_CHUNK];
    for (at, slot) in source.iter_mut().rev().enumerate() {
        *slot = u16::try_from((code >> (64 + 16 * at)) & 0xffff).unwrap_or(0);
    }
    (source, target_numbers(u64::try_from(code & u128::from(u64::MAX)).unwrap_or(0)))
}

/// Weights in training, as logarithms; the last ones are those of an unknown character with so many letters.
#[derive(Clone)]
struct Weights {
    codes: Vec<PairCode>,
    ids: PairMap<u32>,
    log: Vec<f64>,
    exp: Vec<f64>,
    first: Vec<f64>,
    gradient: Vec<f64>,
    /// Score from which a pair is taken for one name: at no characters, and more for each.
    bound: [f64; 2],
}

impl Weights {
    /// Expectation-maximisation from independent characters; keeps the `size` pairs with the highest expected counts.
    fn expect(examples: &[Example], options: &TrainOptions) -> Self {
        let mut weights = Self::start(examples);
        let mut lattice = Lattice::default();
        for round in 0..options.rounds {
            let mut counts = vec![0.0; weights.log.len()];
            for example in examples {
                let total = weights.run(&example.source, &example.target, &mut lattice);
                if total > 0.0 {
                    lattice.expected(&weights.exp, |id, share| {
                        counts[id] += share * example.weight;
                    });
                }
            }
            let last = round + 1 == options.rounds;
            weights.keep(&counts, if last { options.size } else { options.size * 12 }, 0.5);
            if round + 3 == options.rounds && options.chunk > SHORT {
                weights.add_longer(examples, options.chunk);
            }
        }
        weights.relative(examples);
        weights.add_grams(examples);
        weights
    }

    /// Every chunk pair that occurs about where its counterpart does, as likely as its characters are.
    fn start(examples: &[Example]) -> Self {
        /// Share of a name's length by which two chunks of one sound may be apart.
        const DRIFT: f64 = 0.3;
        let mut rows = vec![[0; TARGET_CHUNK + 1]; LONGEST + 1];
        let mut met: HashMap<PairCode, (u32, u8, u8)> = HashMap::new();
        for example in examples {
            let (source, target) = (&example.source.numbers, &example.target.numbers);
            let (n, m) = (source.len(), target.len());
            chunk_codes(target, &mut rows);
            for i in 0..n {
                for end in chunk_ends(i, n).take(SHORT) {
                    let from = source_code(&source[i..end]);
                    for (j, row) in rows.iter().enumerate().take(m + 1) {
                        if (i as f64 / n as f64 - j as f64 / m as f64).abs() > DRIFT {
                            continue;
                        }
                        for length in chunk_lengths(i, end, n, j, m) {
                            let shape = (u8::from(end - i > 1), u8::try_from(length).unwrap_or(u8::MAX));
                            met.entry(pair_code(from, row[length])).or_insert((0, shape.0, shape.1)).0 += 1;
                        }
                    }
                }
            }
        }
        let mut list: Vec<(PairCode, f64)> = met
            .into_iter()
            .filter(|(_, (count, long, _))| *count >= 2 || *long == 0)
            .filter(|(code, _)| !has_unknown(*code))
            .map(|(code, (_, long, length))| {
                let (a, b) = (1.0 + f64::from(long), f64::from(length));
                (code, -3.0 * a - 3.0 * b - (a - 1.0) - 0.5 * (b - a).abs())
            })
            .collect();
        list.sort_unstable_by_key(|(code, _)| *code);
        Self::of(list)
    }

    fn of(list: Vec<(PairCode, f64)>) -> Self {
        let codes: Vec<PairCode> = list.iter().map(|(code, _)| *code).collect();
        let ids = PairMap::new(codes.iter().enumerate().map(|(id, code)| (*code, u32::try_from(id).unwrap_or(u32::MAX))));
        let mut log: Vec<f64> = list.into_iter().map(|(_, log)| log).collect();
        log.extend((0..=TARGET_CHUNK).map(|length| -8.0 - 2.0 * length as f64));
        let exp = log.iter().map(|log| log.exp()).collect();
        let gradient = vec![0.0; log.len()];
        Self { codes, ids, first: log.clone(), log, exp, gradient, bound: [2.0, 1.0] }
    }

    fn id(&self, source: u64, target: u64, count: usize, length: usize) -> Option<u32> {
        match self.ids.get(pair_code(source, target)) {
            Some(id) => Some(id),
            None if count == 1 => u32::try_from(self.codes.len() + length).ok(),
            None => None,
        }
    }

    /// Adds the longer chunk pairs that the best cuts put together from short ones.
    fn add_longer(&mut self, examples: &[Example], longest: usize) {
        /// Times a longer pair must be met.
        const MET: f64 = 3.0;
        let mut met: HashMap<PairCode, f64> = HashMap::new();
        let mut lattice = Lattice::default();
        for example in examples {
            if self.run(&example.source, &example.target, &mut lattice) <= 0.0 {
                continue;
            }
            let cut = lattice.best(&self.exp, example.target.len() + 1);
            for from in 0..cut.len() {
                for to in from + 1..cut.len() {
                    let ((i, j), (end, stop)) = (cut[from].0, cut[to].1);
                    if end - i > longest.min(SOURCE_CHUNK) || stop - j > TARGET_CHUNK || (i == 0 && end == example.source.len()) {
                        break;
                    }
                    if !chunk_lengths(i, end, example.source.len(), j, example.target.len()).contains(&(stop - j)) {
                        continue;
                    }
                    let code = pair_code(source_code(&example.source.numbers[i..end]), lattice.codes[j][stop - j]);
                    *met.entry(code).or_default() += example.weight;
                }
            }
        }
        let total: f64 = met.values().sum();
        let new = met.into_iter().filter(|(code, count)| *count >= MET && self.ids.get(*code).is_none() && !has_unknown(*code));
        let tail = self.log.split_off(self.codes.len());
        let mut list: Vec<(PairCode, f64)> = self.codes.iter().copied().zip(self.log.iter().copied()).collect();
        list.extend(new.map(|(code, count)| (code, (count / total).ln())).collect::<Vec<_>>());
        list.sort_unstable_by_key(|(code, _)| *code);
        *self = Self::of(list);
        self.log.truncate(self.codes.len());
        self.log.extend(tail);
        self.exp = self.log.iter().map(|log| log.exp()).collect();
        self.first = self.log.clone();
    }

    /// Keeps the `size` pairs with the highest counts of at least `least`; weights become relative frequencies.
    fn keep(&mut self, counts: &[f64], size: usize, least: f64) {
        let mut order: Vec<usize> = (0..self.codes.len()).filter(|id| counts[*id] >= least).collect();
        order.sort_by(|a, b| counts[*b].total_cmp(&counts[*a]).then(self.codes[*a].cmp(&self.codes[*b])));
        order.truncate(size);
        order.sort_unstable();
        let total: f64 = order.iter().map(|id| counts[*id]).sum();
        *self = Self::of(order.iter().map(|id| (self.codes[*id], (counts[*id] / total).ln())).collect());
        for length in 0..=TARGET_CHUNK {
            let at = self.codes.len() + length;
            self.log[at] = (0.05 / total).ln() - 2.5 * length as f64;
            self.exp[at] = self.log[at].exp();
        }
        self.first = self.log.clone();
    }

    /// Joint probabilities become relative to those of the characters alone: what is common in names proves little.
    fn relative(&mut self, examples: &[Example]) {
        let mut source: BTreeMap<u16, f64> = BTreeMap::new();
        let mut target: BTreeMap<u16, f64> = BTreeMap::new();
        for example in examples {
            example.source.numbers.iter().for_each(|n| *source.entry(*n).or_default() += example.weight);
            example.target.numbers.iter().for_each(|n| *target.entry(*n).or_default() += example.weight);
        }
        let share = |map: &BTreeMap<u16, f64>| -> HashMap<u16, f64> {
            let total: f64 = map.values().sum();
            map.iter().map(|(n, count)| (*n, (count / total).ln())).collect()
        };
        let (source, target) = (share(&source), share(&target));
        for (id, code) in self.codes.iter().enumerate() {
            let (from, to) = split(*code);
            let of = |map: &HashMap<u16, f64>, n: &u16| map.get(n).copied().unwrap_or(-9.0);
            let alone: f64 = from.iter().filter(|n| **n > 0).map(|n| of(&source, n)).sum::<f64>()
                + to.iter().map(|n| of(&target, n)).sum::<f64>();
            self.log[id] -= alone;
        }
        for length in 0..=TARGET_CHUNK {
            let at = self.codes.len() + length;
            self.log[at] = -4.0 - 0.8 * length as f64;
        }
        self.exp = self.log.iter().map(|log| log.exp()).collect();
        self.first = self.log.clone();
    }

    /// Runs of target letters that are met often, with no weight as yet.
    fn add_grams(&mut self, examples: &[Example]) {
        /// Times a run of two and of three letters must be met.
        const MET: [u32; 2] = [20, 60];
        let mut met: BTreeMap<PairCode, u32> = BTreeMap::new();
        let mut rows = vec![[0; TARGET_CHUNK + 1]; LONGEST + 1];
        for example in examples {
            chunk_codes(&example.target.numbers, &mut rows);
            gram_codes(example.target.len(), &rows)
                .filter(|code| !has_unknown(*code))
                .for_each(|code| *met.entry(code).or_default() += 1);
        }
        let grams = met.into_iter().filter(|(code, count)| MET.get(split(*code).1.len() - 2).is_some_and(|least| count >= least));
        let tail = self.log.split_off(self.codes.len());
        let mut list: Vec<(PairCode, f64)> = self.codes.iter().copied().zip(self.log.iter().copied()).collect();
        list.extend(grams.map(|(code, _)| (code, 0.0)));
        *self = Self::of(list);
        let at = self.codes.len();
        self.log.truncate(at);
        self.log.extend(tail);
        self.exp = self.log.iter().map(|log| log.exp()).collect();
        self.first = self.log.clone();
    }

    /// Fills the lattice's forward sums and edges; the total.
    fn run(&self, source: &Name, target: &Name, lattice: &mut Lattice) -> f64 {
        let (n, m) = (source.len(), target.len());
        let width = m + 1;
        lattice.codes.resize(m + 1, [0; TARGET_CHUNK + 1]);
        chunk_codes(&target.numbers, &mut lattice.codes);
        lattice.forward.clear();
        lattice.forward.resize((n + 1) * width, 0.0);
        lattice.edges.clear();
        lattice.forward[0] = 1.0;
        for i in 0..n {
            for j in 0..=m {
                let here = lattice.forward[i * width + j];
                if here == 0.0 {
                    continue;
                }
                for end in chunk_ends(i, n) {
                    let code = source_code(&source.numbers[i..end]);
                    for length in chunk_lengths(i, end, n, j, m) {
                        if let Some(id) = self.id(code, lattice.codes[j][length], end - i, length) {
                            let to = end * width + j + length;
                            lattice.forward[to] += here * self.exp[id as usize];
                            let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
                            lattice.edges.push((narrow(i * width + j), narrow(to), id));
                        }
                    }
                }
            }
        }
        lattice.grams.clear();
        let mut custom = 1.0;
        for id in gram_codes(m, &lattice.codes).filter_map(|code| self.ids.get(code)) {
            lattice.grams.push(id);
            custom *= self.exp[id as usize];
        }
        lattice.total = lattice.forward[n * width + m];
        lattice.total * custom
    }

    /// For every example those of its nearest names that score highest; nothing when look-alikes are drawn.
    fn hardest(&self, examples: &[Example], rivals: &Rivals, alphabets: &Model, options: &TrainOptions) -> Vec<Vec<usize>> {
        let model = self.model(alphabets);
        let hardest = |scratch: &mut Scratch, example: &Example| {
            let source = model.source(&example.key);
            let near = rivals.look_alikes(example, options.pool);
            let mut scored: Vec<(f64, usize)> =
                near.map(|number| (model.score(&source, &rivals.names[number], scratch).log, number)).collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            scored.into_iter().map(|(_, number)| number).take(options.look_alikes).collect()
        };
        examples.par_iter().map_init(Scratch::default, hardest).collect()
    }

    /// The weights as a model that scores; its curve means nothing.
    fn model(&self, alphabets: &Model) -> Model {
        let mut model = alphabets.clone();
        #[expect(clippy::cast_possible_truncation, reason = "fewer digits do for a weight")]
        let narrow = |weight: &f64| *weight as f32;
        model.set_pairs(self.codes.iter().copied().zip(self.exp.iter().map(narrow)).collect());
        model.unknown.iter_mut().zip(&self.exp[self.codes.len()..]).for_each(|(slot, weight)| *slot = narrow(weight));
        model
    }

    /// One pass of gradient steps: the true spelling is to be likelier than its rivals (softmax), and true spellings of all
    /// names are to be told from rivals of all names by one bound (logistic loss). An example without `hardest` look-alikes is
    /// held against drawn ones.
    fn sharpen(
        &mut self,
        examples: &[Example],
        rivals: &Rivals,
        hardest: &[Vec<usize>],
        look_alikes: usize,
        random: &mut Random,
        pass: usize,
    ) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        let mut lattices: Vec<Lattice> = (0..=look_alikes + STRANGERS).map(|_| Lattice::default()).collect();
        let step = STEP / (1.0 + 0.5 * pass as f64);
        for index in order {
            let example = &examples[index];
            let hard = &hardest[index];
            let mut drawn = rivals.draw(example, if hard.is_empty() { look_alikes } else { 0 }, STRANGERS, random);
            drawn.extend(hard);
            let targets: Vec<&Name> = std::iter::once(&example.target).chain(drawn.iter().map(|n| &rivals.names[*n])).collect();
            let scores: Vec<f64> =
                targets.iter().zip(&mut lattices).map(|(target, lattice)| self.run(&example.source, target, lattice)).collect();
            let total: f64 = scores.iter().sum();
            if total <= 0.0 || scores[0] <= 0.0 {
                continue;
            }
            let characters = example.source.len() as f64 - 2.0;
            let bound = self.bound[0] + self.bound[1] * characters;
            let mut change: BTreeMap<usize, f64> = BTreeMap::new();
            let mut shift = 0.0;
            for (at, score) in scores.iter().enumerate() {
                let truth = f64::from(u8::from(at == 0));
                let importance = if at == 0 { 1.0 } else { 2.0 / drawn.len().max(1) as f64 };
                let alone = LOGISTIC * importance * (truth - 1.0 / (1.0 + (bound - score.ln()).exp()));
                shift -= alone;
                let push = truth - score / total + alone;
                if push.abs() < 0.01 || *score <= 0.0 {
                    continue;
                }
                lattices[at].expected(&self.exp, |id, share| *change.entry(id).or_default() += push * share);
            }
            self.bound[0] += 0.02 * shift;
            self.bound[1] += 0.002 * shift;
            for (id, value) in change {
                let value = example.weight * value - PULL * (self.log[id] - self.first[id]);
                self.gradient[id] += value * value;
                self.log[id] += step * value / (0.3 + self.gradient[id]).sqrt();
                self.exp[id] = self.log[id].exp();
            }
        }
    }

    /// To the hundredths the table keeps, so that what is measured is what is shipped.
    fn round(&mut self) {
        for (log, exp) in self.log.iter_mut().zip(&mut self.exp) {
            *log = (*log * 100.0).round() / 100.0;
            *exp = log.exp();
        }
    }

    /// Logistic curve over the held-out pairs, and the share of them ranked first.
    fn curve(&self, held: &[Example], rivals: &Rivals, random: &mut Random) -> ([f64; CURVE], f64) {
        let mut lattice = Lattice::default();
        let mut rows: Vec<([f64; CURVE], f64, f64)> = Vec::new();
        let mut right = 0.0;
        for example in held {
            let drawn = rivals.draw(example, 10, 10, random);
            let mut score = |target: &Name| self.run(&example.source, target, &mut lattice).ln();
            let own = score(&example.target);
            let others: Vec<f64> = drawn.iter().map(|n| score(&rivals.names[*n])).collect();
            right += f64::from(u8::from(others.iter().all(|other| *other < own)));
            let length = example.source.len();
            rows.push((features(own, length), 1.0, 1.0));
            let share = 1.0 / others.len().max(1) as f64;
            rows.extend(others.into_iter().map(|log| (features(log, length), 0.0, share)));
        }
        (logistic(&rows), right / held.len().max(1) as f64)
    }

    fn table(&self, model: &Model, comments: &[String], curve: &[f64; CURVE]) -> String {
        let spell =
            |alphabet: &Alphabet, numbers: &[u16]| -> String { numbers.iter().filter_map(|n| alphabet.char(*n)).collect() };
        let mut pairs: Vec<(String, String, f64)> = self
            .codes
            .iter()
            .zip(&self.log)
            .map(|(code, log)| {
                let (from, to) = split(*code);
                let source = if from == [0; SOURCE_CHUNK] { GRAMS.to_owned() } else { spell(&model.source, &from) };
                (source, spell(&model.target, &to), *log)
            })
            .collect();
        pairs.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        table::write(comments, curve, &self.log[self.codes.len()..], &pairs)
    }
}

/// A number for a name that does not depend on the order of the pairs.
fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs() -> Vec<Pair> {
        let syllables = [("ба", "ba"), ("до", "do"), ("ки", "ki"), ("шу", "shu"), ("жа", "zha"), ("ле", "le"), ("ро", "ro")];
        let mut all = Vec::new();
        for (a, x) in syllables {
            for (b, y) in syllables {
                for (c, z) in syllables {
                    all.push(Pair { source: format!("{a}{b}{c}"), target: format!("{x}{y}{z}"), count: 1 });
                }
            }
        }
        all
    }

    #[test]
    fn training_learns_the_pairs_and_gives_the_same_bytes_each_time() {
        let options = TrainOptions { size: 500, rounds: 3, passes: 1, ..TrainOptions::default() };
        let trained = train(&pairs(), &options);
        assert_eq!(trained.table, train(&pairs(), &options).table);
        assert!(trained.accuracy > 0.9, "{}", trained.accuracy);
        let model = Model::parse(&trained.table).unwrap();
        let score = |target: &str| model.score(&model.source("шукижа"), &model.target(target), &mut Scratch::default()).log;
        assert!(score("shukizha") > score("shudozha"));
        let drawn = train(&pairs(), &TrainOptions { pool: 0, ..options });
        assert!(drawn.accuracy > 0.9 && drawn.table != trained.table, "{}", drawn.accuracy);
    }

    #[test]
    fn the_hardest_look_alikes_are_those_that_score_highest() {
        let pairs = pairs();
        let options = TrainOptions { size: 500, rounds: 3, look_alikes: 3, pool: 30, ..TrainOptions::default() };
        let (source, target) = alphabets(&pairs);
        let empty = Model { source, target, ..Model::parse("a\tb=1").unwrap() };
        let examples = examples(&pairs, &empty);
        let weights = Weights::expect(&examples, &options);
        let rivals = Rivals::new(&pairs, &empty, options.look_alikes, options.pool);
        let hardest = weights.hardest(&examples, &rivals, &empty, &options);
        let (example, chosen) = (&examples[0], &hardest[0]);
        let mut lattice = Lattice::default();
        let mut score = |number: usize| weights.run(&example.source, &rivals.names[number], &mut lattice);
        let worst = chosen.iter().map(|number| score(*number)).fold(f64::INFINITY, f64::min);
        assert_eq!(chosen.len(), 3);
        assert!(rivals.look_alikes(example, 30).filter(|number| !chosen.contains(number)).all(|n| score(n) <= worst * 1.001));
    }
}
