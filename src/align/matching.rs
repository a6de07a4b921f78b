//! Which words of one text may stand for which of the other: equal ones, cognates, equal senses, words of a lexicon.

use rustc_hash::FxHashMap;

use super::Lexicon;
use super::unit::{Unit, Word};

/// The words of one side and where the other side answers them.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// What each sentence says.
    pub(super) words: Weighted,
    /// For each type, the sentences of the other side with an answer and its strength, ascending.
    pub(super) answers: Vec<Vec<(u32, f32)>>,
}

/// Words of sentences with their weights.
#[derive(Debug, Default)]
pub(super) struct Weighted {
    /// Word types of each sentence.
    pub(super) sentences: Vec<Vec<u32>>,
    /// Weight of each type: rare words count more.
    pub(super) weight: Vec<f32>,
    /// Sum of weights of each sentence.
    pub(super) total: Vec<f32>,
}

/// The word types of one side with the sentences they stand in.
struct Types<'u> {
    words: Vec<&'u Word>,
    places: Vec<Vec<u32>>,
}

/// A type in more sentences than this says nothing about where a sentence belongs.
const EVERYWHERE: usize = 250;

/// Both sides, matched.
pub(super) fn sides(sources: &[&Unit], targets: &[&Unit], lexicon: Option<&Lexicon>) -> (Side, Side) {
    let (mut source, source_types) = Side::new(sources);
    let (mut target, target_types) = Side::new(targets);
    for (s, t, strength) in matches(&source_types.words, &target_types.words, lexicon) {
        let (from, to) = (&source_types.places[s], &target_types.places[t]);
        if from.len().max(to.len()) <= EVERYWHERE {
            source.answers[s].extend(to.iter().map(|at| (*at, strength)));
            target.answers[t].extend(from.iter().map(|at| (*at, strength)));
        }
    }
    for side in [&mut source, &mut target] {
        for list in &mut side.answers {
            list.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            list.dedup_by_key(|entry| entry.0);
        }
    }
    (source, target)
}

impl Side {
    fn new<'u>(units: &[&'u Unit]) -> (Self, Types<'u>) {
        let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
        let mut types = Types { words: Vec::new(), places: Vec::new() };
        let mut sentences = Vec::with_capacity(units.len());
        for (at, unit) in (0_u32..).zip(units) {
            let mut sentence = Vec::with_capacity(unit.words.len());
            for word in &unit.words {
                let id = *ids.entry(&word.key).or_insert_with(|| {
                    types.words.push(word);
                    types.places.push(Vec::new());
                    u32::try_from(types.words.len() - 1).unwrap_or(u32::MAX)
                });
                types.places[id as usize].push(at);
                sentence.push(id);
            }
            sentences.push(sentence);
        }
        let count = units.len().max(1) as f32;
        let weight: Vec<f32> = types.places.iter().map(|at| (1.0 + count / at.len() as f32).ln()).collect();
        let answers = vec![Vec::new(); types.words.len()];
        (Self { words: Weighted::new(sentences, weight), answers }, types)
    }
}

impl Weighted {
    pub(super) fn new(sentences: Vec<Vec<u32>>, weight: Vec<f32>) -> Self {
        let total = sentences.iter().map(|sentence| sentence.iter().map(|id| weight[*id as usize]).sum()).collect();
        Self { sentences, weight, total }
    }
}

/// Least cosine of character n-grams at which two words may be cognates.
const COGNATE: f32 = 0.5;
/// Consonants a skeleton needs to prove anything.
const SKELETON: usize = 3;
/// Strength of equal skeletons, of equal senses.
const SAME_SKELETON: f32 = 0.7;
const SAME_SENSE: f32 = 0.9;

/// Pairs of word types that match, with strength.
fn matches(sources: &[&Word], targets: &[&Word], lexicon: Option<&Lexicon>) -> Vec<(usize, usize, f32)> {
    let index = Index::new(targets);
    let mut found = Vec::new();
    let mut shared: Vec<u16> = vec![0; targets.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut list: Vec<u64> = Vec::new();
    let mut best: Vec<(usize, f32)> = Vec::new();
    for (s, word) in sources.iter().enumerate() {
        best.clear();
        best.extend(index.by_key.get(word.key.as_str()).map(|t| (*t, 1.0)));
        grams(&word.key, &mut list);
        for t in list.iter().filter_map(|gram| index.by_gram.get(gram)).flatten() {
            if shared[*t] == 0 {
                touched.push(*t);
            }
            shared[*t] += 1;
        }
        for t in touched.drain(..) {
            let cosine = f32::from(shared[t]) / (list.len() as f32 * f32::from(index.sizes[t])).sqrt();
            shared[t] = 0;
            if cosine >= COGNATE {
                best.push((t, cosine.min(1.0)));
            }
        }
        if let Some(same) = skeleton(&word.key).and_then(|bones| index.by_skeleton.get(&bones)) {
            best.extend(same.iter().map(|t| (*t, SAME_SKELETON)));
        }
        for same in word.senses.iter().filter_map(|sense| index.by_sense.get(sense)) {
            best.extend(same.iter().map(|t| (*t, SAME_SENSE)));
        }
        if let Some(lexicon) = lexicon {
            let known = lexicon.translations(&word.key);
            best.extend(known.filter_map(|(other, strength)| index.by_key.get(other).map(|t| (*t, strength))));
        }
        best.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best.dedup_by_key(|entry| entry.0);
        found.extend(best.iter().map(|(t, strength)| (s, *t, *strength)));
    }
    found
}

/// Word types of the target by what they can be found with.
struct Index<'w> {
    by_key: FxHashMap<&'w str, usize>,
    by_gram: FxHashMap<u64, Vec<usize>>,
    by_skeleton: FxHashMap<u64, Vec<usize>>,
    by_sense: FxHashMap<&'static str, Vec<usize>>,
    /// Grams of each type.
    sizes: Vec<u16>,
}

impl<'w> Index<'w> {
    fn new(words: &[&'w Word]) -> Self {
        let mut index = Self {
            by_key: FxHashMap::default(),
            by_gram: FxHashMap::default(),
            by_skeleton: FxHashMap::default(),
            by_sense: FxHashMap::default(),
            sizes: Vec::with_capacity(words.len()),
        };
        let mut list = Vec::new();
        for (t, word) in words.iter().enumerate() {
            index.by_key.insert(&word.key, t);
            grams(&word.key, &mut list);
            index.sizes.push(u16::try_from(list.len()).unwrap_or(u16::MAX));
            for gram in &list {
                index.by_gram.entry(*gram).or_default().push(t);
            }
            if let Some(bones) = skeleton(&word.key) {
                index.by_skeleton.entry(bones).or_default().push(t);
            }
            for sense in &word.senses {
                index.by_sense.entry(sense).or_default().push(t);
            }
        }
        index
    }
}

/// Distinct 2- and 3-grams of a word with its bounds. Numbers and Han words have none: they match as a whole.
fn grams(word: &str, list: &mut Vec<u64>) {
    list.clear();
    if word.starts_with(['#', '=']) || word.chars().nth(2).is_none() {
        return;
    }
    let mut last = [0, u64::from(u32::from('^'))];
    for c in word.chars().chain(std::iter::once('$')).map(|c| u64::from(u32::from(c))) {
        list.push((last[1] << 21) | c);
        if last[0] > 0 {
            list.push((last[0] << 42) | (last[1] << 21) | c);
        }
        last = [last[1], c];
    }
    list.sort_unstable();
    list.dedup();
}

/// Consonants of a romanised word in classes that transcriptions confuse (r l, v w b, c k q, s z), four bits each.
fn skeleton(word: &str) -> Option<u64> {
    if word.starts_with(['#', '=']) {
        return None;
    }
    let (mut bones, mut count) = (0_u64, 0);
    for byte in word.bytes() {
        let class = match byte {
            b'r' | b'l' => 1,
            b'v' | b'w' | b'b' | b'f' | b'p' => 2,
            b'c' | b'k' | b'q' | b'g' => 3,
            b's' | b'z' | b'x' => 4,
            b'd' | b't' => 5,
            b'm' => 6,
            b'n' => 7,
            b'j' => 8,
            _ => continue,
        };
        if bones & 15 != class && count < 16 {
            bones = (bones << 4) | class;
            count += 1;
        }
    }
    (count >= SKELETON).then_some(bones)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(source: &str, target: &str) -> Option<f32> {
        let word = |key: &str| Word { key: key.to_owned(), senses: Vec::new() };
        matches(&[&word(source)], &[&word(target)], None).first().map(|(_, _, strength)| *strength)
    }

    #[test]
    fn cognates_and_skeletons_match_and_strangers_do_not() {
        assert!(strength("prezident", "president").is_some_and(|strength| strength >= COGNATE));
        assert_eq!(strength("zerensukii", "zelensky"), Some(SAME_SKELETON));
        assert_eq!(strength("#12", "#12"), Some(1.0));
        assert_eq!(strength("#12", "#121"), None);
        assert_eq!(strength("vlada", "house"), None);
    }

    #[test]
    fn equal_senses_match() {
        let word = |key: &str, sense| Word { key: key.to_owned(), senses: vec![sense] };
        let found = matches(&[&word("vlada", "government")], &[&word("regierung", "government")], None);
        assert_eq!(found, [(0, 0, SAME_SENSE)]);
    }
}
