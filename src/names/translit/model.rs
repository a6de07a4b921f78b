//! Scoring: the sum over all ways to cut two names into known pairs of chunks.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::alphabet::{Alphabet, EDGE, source_letters, target_letters};
use super::table;
use crate::text::Lang;

/// Most characters of the source in a chunk.
pub(super) const SOURCE_CHUNK: usize = 4;
/// Most letters of the target in a chunk.
pub(super) const TARGET_CHUNK: usize = 6;
/// Most letters of the target that one character of the source stands for; each further one adds one.
const PER_CHARACTER: usize = 4;
/// Longest name that is scored, in characters with both edges; what is longer is cut.
pub(super) const LONGEST: usize = 40;
/// Most letters of a run whose custom counts.
const LONGEST_GRAM: usize = 3;
/// Bits of a target letter in a chunk code.
const LETTER_BITS: u32 = 6;
/// A letter the model has not learned; the last of the alphabet's numbers.
pub(super) const UNKNOWN_LETTER: u16 = (1 << LETTER_BITS) - 1;
/// Most letters of the target alphabet.
pub(super) const LETTERS: usize = UNKNOWN_LETTER as usize - 1;

/// Identity of a pair of chunks: source in the upper half, target in the lower.
pub(super) type PairCode = u128;

/// Features of the probability's logistic curve: score, score a source character, source characters, one. Nothing of the
/// target: among the targets of one source the probability ranks as the score does.
pub(super) const CURVE: usize = 4;

/// A name as a model sees it: numbers of its characters, with an edge at both ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Name {
    pub(super) numbers: Vec<u16>,
    /// On the source side: what its chunks may stand for.
    edges: Edges,
}

/// What the chunks of one source name may stand for, by target chunk.
#[derive(Debug, Clone, Default, PartialEq)]
struct Edges {
    /// First edge of every slot of a target chunk's hash, from 1; 0 for none.
    heads: Vec<u32>,
    list: Vec<Edge>,
    /// Chunks that stand for nothing, by start.
    silent: Vec<Vec<Edge>>,
}

/// Target chunks with their weights.
type Targets = [(u64, f32)];

/// A source chunk with the weight of what it stands for; of one character, beyond that of an unknown one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Edge {
    start: u8,
    end: u8,
    weight: f64,
    target: u64,
    /// Next edge of the same slot, from 1; 0 for none.
    next: u32,
}

impl Name {
    /// True for a name without a single letter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.len() <= 2
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

/// How well two names go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Natural logarithm of the sum over all cuts; only differences mean anything.
    pub log: f64,
    /// Probability that the two are one name, where one in two pairs is and the others are half look-alikes. 0 to 1.
    pub probability: f64,
}

/// Room for the computation, reused from pair to pair.
#[derive(Debug, Clone)]
pub struct Scratch {
    cells: Vec<f64>,
    codes: Vec<[u64; TARGET_CHUNK + 1]>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self { cells: vec![0.0; (LONGEST + 1) * (LONGEST + 1)], codes: vec![[0; TARGET_CHUNK + 1]; LONGEST + 1] }
    }
}

/// A transliteration model of one source language.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) source: Alphabet,
    pub(super) target: Alphabet,
    pub(super) pairs: PairMap<f32>,
    /// Source chunk -> its target chunks with their weights.
    pub(super) chunks: HashMap<u64, Vec<(u64, f32)>>,
    /// Weight of one unknown source character with so many letters.
    pub(super) unknown: [f32; TARGET_CHUNK + 1],
    pub(super) curve: [f64; CURVE],
}

static MODELS: LazyLock<HashMap<&'static str, LazyLock<Option<Model>>>> = LazyLock::new(table::shipped);

impl Edges {
    fn add(&mut self, edge: Edge) {
        let slot = self.slot(edge.target);
        let at = u32::try_from(self.list.len() + 1).unwrap_or(u32::MAX);
        if let Some(head) = self.heads.get_mut(slot) {
            self.list.push(Edge { next: *head, ..edge });
            *head = at;
        }
    }

    /// The source chunks that may stand for a target chunk.
    fn of(&self, target: u64) -> impl Iterator<Item = &Edge> {
        let edge = |at: u32| self.list.get((at as usize).checked_sub(1)?);
        let first = self.heads.get(self.slot(target)).and_then(|head| edge(*head));
        std::iter::successors(first, move |known| edge(known.next)).filter(move |edge| edge.target == target)
    }

    fn slot(&self, target: u64) -> usize {
        let mixed = target.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        usize::try_from(mixed).unwrap_or(0) & (self.heads.len().saturating_sub(1))
    }
}

impl Model {
    /// The shipped model for names of `lang`; `zh-Latn` is Chinese names in any Latin transcription.
    #[must_use]
    pub fn of(lang: Lang) -> Option<&'static Self> {
        let key = match (lang.code(), lang.script()) {
            ("zh", "Latn") => "zh-Latn",
            (code, _) => code,
        };
        MODELS.get(key).and_then(|model| LazyLock::force(model).as_ref())
    }

    /// Takes `pairs` for its chunk pairs.
    pub(super) fn set_pairs(&mut self, pairs: Vec<(PairCode, f32)>) {
        let low = |code: PairCode| u64::try_from(code & PairCode::from(u64::MAX)).unwrap_or(0);
        self.chunks.clear();
        for (code, weight) in pairs.iter().filter(|(code, _)| low(code >> 64) > 0) {
            self.chunks.entry(low(code >> 64)).or_default().push((low(*code), *weight));
        }
        self.pairs = PairMap::new(pairs.into_iter());
    }

    /// `name` of the source language, ready to be scored.
    #[must_use]
    pub fn source(&self, name: &str) -> Name {
        let edge = self.source.source_number(EDGE);
        let inner = source_letters(name).into_iter().map(|c| self.source.source_number(c)).take(LONGEST - 2);
        let numbers: Vec<u16> = std::iter::once(edge).chain(inner).chain(std::iter::once(edge)).collect();
        Name { edges: self.edges(&numbers), numbers }
    }

    /// What the chunks of a source name may stand for.
    fn edges(&self, numbers: &[u16]) -> Edges {
        let n = numbers.len();
        let narrow = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
        let chunks = (0..n).flat_map(|start| chunk_ends(start, n).map(move |end| (start, end)));
        let known: Vec<(usize, usize, &Targets)> = chunks
            .map(|(start, end)| (start, end, self.chunks.get(&source_code(&numbers[start..end])).map_or(&[][..], Vec::as_slice)))
            .collect();
        let count: usize = known.iter().map(|(.., targets)| targets.len()).sum();
        let mut edges =
            Edges { heads: vec![0; count.next_power_of_two()], list: Vec::with_capacity(count), silent: vec![Vec::new(); n] };
        for (start, end, targets) in known {
            let single = end - start == 1;
            let edge = |target: u64, weight: f64| Edge { start: narrow(start), end: narrow(end), weight, target, next: 0 };
            if single && targets.iter().all(|(target, _)| *target != 0) {
                edges.silent[start].push(edge(0, f64::from(self.unknown[0])));
            }
            for (target, weight) in targets {
                let weight = f64::from(*weight);
                if *target == 0 {
                    edges.silent[start].push(edge(0, weight));
                } else {
                    let unknown = if single { self.unknown[length_of(*target).min(TARGET_CHUNK)] } else { 0.0 };
                    edges.add(edge(*target, weight - f64::from(unknown)));
                }
            }
        }
        edges
    }

    /// A Latin `name`, ready to be scored.
    #[must_use]
    pub fn target(&self, name: &str) -> Name {
        let edge = self.target.number(EDGE).unwrap_or(0);
        let mut numbers = vec![edge];
        for c in target_letters(name) {
            self.target.target_numbers(c, |number| numbers.push(number));
        }
        numbers.truncate(LONGEST - 1);
        numbers.push(edge);
        Name { numbers, edges: Edges::default() }
    }

    /// How well `source` and `target` go together. Does not allocate.
    #[must_use]
    pub fn score(&self, source: &Name, target: &Name, scratch: &mut Scratch) -> Score {
        if source.is_empty() || target.is_empty() {
            return Score { log: f64::NEG_INFINITY, probability: 0.0 };
        }
        let log = self.sum(source, target, scratch).ln() + self.custom(target, &scratch.codes);
        Score { log, probability: self.probability(log, source.len()) }
    }

    pub(super) fn probability(&self, log: f64, source: usize) -> f64 {
        let x: f64 = self.curve.iter().zip(features(log, source)).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-x).exp())
    }

    /// How usual the letters of the target are in names, as far as it helps to choose among spellings of one sound.
    fn custom(&self, target: &Name, codes: &[[u64; TARGET_CHUNK + 1]]) -> f64 {
        gram_codes(target.len(), codes).filter_map(|code| self.pairs.get(code)).map(|weight| f64::from(weight).ln()).sum()
    }

    /// The sum of the products of pair weights over all cuts, column by column of the target.
    fn sum(&self, source: &Name, target: &Name, scratch: &mut Scratch) -> f64 {
        let (n, m) = (source.len(), target.len());
        chunk_codes(&target.numbers, &mut scratch.codes);
        let (width, edges) = (n + 1, &source.edges);
        let cells = &mut scratch.cells[..(m + 1) * width];
        cells.fill(0.0);
        cells[0] = 1.0;
        for j in 0..=m {
            for i in 0..n {
                let here = cells[j * width + i];
                if here == 0.0 {
                    continue;
                }
                let silent = if i > 0 && (1..m).contains(&j) { edges.silent.get(i).map_or(&[][..], Vec::as_slice) } else { &[] };
                for edge in silent.iter().filter(|edge| usize::from(edge.end) < n) {
                    cells[j * width + usize::from(edge.end)] += here * edge.weight;
                }
                for length in chunk_lengths(i, i + 1, n, j, m).filter(|length| *length > 0) {
                    cells[(j + length) * width + i + 1] += here * f64::from(self.unknown[length]);
                }
            }
            for length in 1..=TARGET_CHUNK.min(m - j) {
                for edge in edges.of(scratch.codes[j][length]) {
                    let (i, end) = (usize::from(edge.start), usize::from(edge.end));
                    let here = cells[j * width + i];
                    if here != 0.0 && chunk_lengths(i, end, n, j, m).contains(&length) {
                        cells[(j + length) * width + end] += here * edge.weight;
                    }
                }
            }
        }
        cells[m * width + n].max(f64::MIN_POSITIVE)
    }

    fn weight(&self, source: u64, count: usize, target: u64, length: usize) -> f32 {
        match self.pairs.get(pair_code(source, target)) {
            Some(weight) => weight,
            None if count == 1 => self.unknown[length],
            None => 0.0,
        }
    }

    /// The best cut: which characters stand for which letters, edges left out.
    #[must_use]
    pub fn reading(&self, source: &Name, target: &Name) -> Vec<(String, String)> {
        let (n, m) = (source.len(), target.len());
        let mut codes = vec![[0; TARGET_CHUNK + 1]; m + 1];
        chunk_codes(&target.numbers, &mut codes);
        let width = m + 1;
        let mut best: Vec<(f64, usize, usize)> = vec![(0.0, 0, 0); (n + 1) * width];
        best[0].0 = 1.0;
        for i in 0..n {
            for j in 0..=m {
                let here = best[i * width + j].0;
                if here == 0.0 {
                    continue;
                }
                for end in chunk_ends(i, n) {
                    let code = source_code(&source.numbers[i..end]);
                    for length in chunk_lengths(i, end, n, j, m) {
                        let value = here * f64::from(self.weight(code, end - i, codes[j][length], length));
                        let cell = &mut best[end * width + j + length];
                        if value > cell.0 {
                            *cell = (value, i, j);
                        }
                    }
                }
            }
        }
        let mut cut = Vec::new();
        let (mut i, mut j) = (n, m);
        while i > 0 && best[i * width + j].0 > 0.0 {
            let (_, from, start) = best[i * width + j];
            let spell = |alphabet: &Alphabet, numbers: &[u16]| -> String {
                numbers.iter().filter_map(|number| alphabet.char(*number)).filter(|c| *c != EDGE).collect()
            };
            let pair = (spell(&self.source, &source.numbers[from..i]), spell(&self.target, &target.numbers[start..j]));
            if !(pair.0.is_empty() && pair.1.is_empty()) {
                cut.push(pair);
            }
            (i, j) = (from, start);
        }
        cut.reverse();
        cut
    }
}

/// What the probability looks at.
pub(super) fn features(log: f64, source: usize) -> [f64; CURVE] {
    let (log, source) = (log.clamp(-25.0, 60.0), source as f64 - 2.0);
    [log, log / source, source, 1.0]
}

/// Ends of the chunks that begin at `i`.
pub(super) fn chunk_ends(i: usize, n: usize) -> RangeInclusive<usize> {
    i + 1..=(i + SOURCE_CHUNK).min(n)
}

/// Lengths of the target chunks at `j` of `m` letters that the source chunk `i..end` of `n` characters may pair with: edges
/// pair with edges.
pub(super) fn chunk_lengths(i: usize, end: usize, n: usize, j: usize, m: usize) -> RangeInclusive<usize> {
    let most = (PER_CHARACTER + end - i - 1).min(TARGET_CHUNK);
    let none = RangeInclusive::new(1, 0);
    match (i == 0, end == n) {
        (true, true) => none,
        (true, false) if end == 1 => 1..=1,
        (true, false) => 1..=most.min(m - 1),
        (false, true) if end - i == 1 => m - j..=if m - j == 1 { 1 } else { 0 },
        (false, true) => m - j..=if (1..=most).contains(&(m - j)) { m - j } else { 0 },
        (false, false) if j == 0 => none,
        (false, false) => 0..=most.min((m - 1).saturating_sub(j)),
    }
}

/// `codes[j][length]`: the code of the chunk of `length` letters at `j`.
pub(super) fn chunk_codes(numbers: &[u16], codes: &mut [[u64; TARGET_CHUNK + 1]]) {
    for (j, row) in codes.iter_mut().enumerate().take(numbers.len() + 1) {
        let mut code = 0;
        row[0] = 0;
        for (slot, number) in row.iter_mut().skip(1).zip(numbers.iter().skip(j)) {
            code = (code << LETTER_BITS) | u64::from(*number);
            *slot = code;
        }
    }
}

/// Codes of the runs of two and three letters of a target, whose chunk codes are `codes`: pairs with nothing.
pub(super) fn gram_codes(m: usize, codes: &[[u64; TARGET_CHUNK + 1]]) -> impl Iterator<Item = PairCode> + '_ {
    codes.iter().take(m).enumerate().flat_map(move |(j, row)| {
        (2..=LONGEST_GRAM).filter(move |length| j + length <= m).map(|length| pair_code(0, row[length]))
    })
}

/// Code of one to four source characters.
pub(super) fn source_code(numbers: &[u16]) -> u64 {
    numbers.iter().fold(0, |code, number| (code << 16) | u64::from(*number))
}

pub(super) fn pair_code(source: u64, target: u64) -> PairCode {
    (u128::from(source) << 64) | u128::from(target)
}

/// Code of a target chunk of the given letters.
pub(super) fn target_code(numbers: &[u16]) -> u64 {
    numbers.iter().fold(0, |code, number| (code << LETTER_BITS) | u64::from(*number))
}

/// Number of letters of a target chunk code.
fn length_of(code: u64) -> usize {
    (u64::BITS - code.leading_zeros()).div_ceil(LETTER_BITS) as usize
}

/// Letters of a target chunk code.
pub(super) fn target_numbers(mut code: u64) -> Vec<u16> {
    let mut numbers = Vec::new();
    while code > 0 {
        numbers.push(u16::try_from(code & ((1 << LETTER_BITS) - 1)).unwrap_or(0));
        code >>= LETTER_BITS;
    }
    numbers.reverse();
    numbers
}

/// Pair codes with a value: open addressing in a power of two, one probe mostly.
#[derive(Debug, Clone, Default)]
pub(super) struct PairMap<V> {
    slots: Vec<(PairCode, V)>,
    mask: usize,
}

/// No pair has it: source characters are numbered from 1.
const EMPTY: PairCode = 0;

impl<V: Copy + Default> PairMap<V> {
    pub(super) fn new(pairs: impl ExactSizeIterator<Item = (PairCode, V)>) -> Self {
        let size = (pairs.len() * 3).next_power_of_two().max(2);
        let mut map = Self { slots: vec![(EMPTY, V::default()); size], mask: size - 1 };
        for (code, value) in pairs {
            let mut at = map.slot(code);
            while map.slots[at].0 != EMPTY && map.slots[at].0 != code {
                at = (at + 1) & map.mask;
            }
            map.slots[at] = (code, value);
        }
        map
    }

    fn slot(&self, code: PairCode) -> usize {
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0);
        let mixed = (half(code >> 64).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ half(code)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 36).unwrap_or(0) & self.mask
    }

    pub(super) fn get(&self, code: PairCode) -> Option<V> {
        let mut at = self.slot(code);
        loop {
            let (known, value) = *self.slots.get(at)?;
            if known == code {
                return Some(value);
            }
            if known == EMPTY {
                return None;
            }
            at = (at + 1) & self.mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(lang: &str) -> &'static Model {
        Model::of(Lang::parse(lang).unwrap()).unwrap()
    }

    fn probability(lang: &str, source: &str, target: &str) -> f64 {
        let model = model(lang);
        model.score(&model.source(source), &model.target(target), &mut Scratch::default()).probability
    }

    #[test]
    fn a_name_is_likelier_than_its_look_alikes() {
        for (lang, source, right, wrong) in [
            ("ru", "Шевченко", "Shevchenko", "Sheremet"),
            ("ja", "トルドー", "Trudeau", "Tudor"),
            ("ko", "오바마", "Obama", "Osama"),
            ("ar", "خالد", "Khaled", "Majed"),
            ("he", "שכטמן", "Shechtman", "Shulman"),
            ("zh", "泽连斯基", "Zelensky", "Zielinski"),
            ("zh-Latn", "ts'ai-yüan", "caiyuan", "chaoyuan"),
        ] {
            let (x, y) = (probability(lang, source, right), probability(lang, source, wrong));
            assert!(x > 0.5 && x > y, "{source}: {right} {x:.3}, {wrong} {y:.3}");
        }
    }

    #[test]
    fn the_reading_spells_both_names_and_hostile_input_scores() {
        let model = model("ru");
        let (source, target) = (model.source("Шевченко"), model.target("Shevchenko"));
        let cut = model.reading(&source, &target);
        assert_eq!(cut.iter().map(|(from, _)| from.as_str()).collect::<String>(), "шевченко");
        assert_eq!(cut.iter().map(|(_, to)| to.as_str()).collect::<String>(), "shevchenko");
        for text in ["", "|", "\u{0}", "🙂🙂", &"щ".repeat(500), "a\tb"] {
            let score = model.score(&model.source(text), &model.target(text), &mut Scratch::default());
            assert!((0.0..=1.0).contains(&score.probability), "{text:?}");
        }
    }
}
