//! Which words of one text may stand for which of the other: equal ones, cognates, equal senses, words of a lexicon.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Lexicon;
use super::unit::{Text, Unit, Word};

/// Sentences of a text that take part, and the text's words.
#[derive(Debug, Clone, Default)]
pub(super) struct View<'t> {
    pub(super) words: &'t [Word],
    pub(super) units: Vec<&'t Unit>,
}

impl<'t> View<'t> {
    /// All sentences of a text.
    pub(super) fn whole(text: &'t Text) -> Self {
        Self { words: &text.words, units: text.units.iter().collect() }
    }

    /// Some sentences of a text.
    pub(super) fn of(text: &'t Text, sentences: &[usize]) -> Self {
        Self { words: &text.words, units: sentences.iter().filter_map(|at| text.units.get(*at)).collect() }
    }
}

/// Lists of items, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists<T> {
    /// Where each list begins and the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

/// The words of one side and where the other side answers them.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// What each sentence says.
    pub(super) words: Weighted,
    /// For each word, the sentences of the other side with an answer and its strength, ascending.
    pub(super) answers: Lists<(u32, f32)>,
    /// For each word, the sentences it stands in.
    pub(super) places: Lists<u32>,
}

/// Words of sentences with their weights.
#[derive(Debug, Default)]
pub(super) struct Weighted {
    /// Words of each sentence.
    pub(super) sentences: Vec<Vec<u32>>,
    /// Weight of each word: rare ones count more.
    pub(super) weight: Vec<f32>,
    /// Sum of weights of each sentence.
    pub(super) total: Vec<f32>,
}

/// A word in more sentences than this says nothing about where a sentence belongs.
const EVERYWHERE: usize = 250;

/// Both sides, matched.
pub(super) fn sides(source: &View<'_>, target: &View<'_>, lexicon: Option<&Lexicon>) -> (Side, Side) {
    let (mut from, mut to) = (Side::new(source), Side::new(target));
    let (mut of_source, mut of_target) = (Vec::new(), Vec::new());
    for (s, t, strength) in matches(source.words, target.words, lexicon) {
        let (here, there) = (from.places.of_list(s), to.places.of_list(t));
        if here.len().max(there.len()) <= EVERYWHERE {
            of_source.extend(there.iter().map(|at| (s, (*at, strength))));
            of_target.extend(here.iter().map(|at| (t, (*at, strength))));
        }
    }
    from.answers = Lists::new(source.words.len(), &of_source).strongest();
    to.answers = Lists::new(target.words.len(), &of_target).strongest();
    (from, to)
}

impl<T: Copy + Default> Lists<T> {
    /// `count` lists of items in the order in which they come; each item names its list.
    pub(super) fn new(count: usize, items: &[(u32, T)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        items.iter().for_each(|(list, _)| starts[*list as usize + 1] += 1);
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let (mut next, mut sorted) = (starts.clone(), vec![T::default(); items.len()]);
        for (list, item) in items {
            let at = &mut next[*list as usize];
            sorted[*at as usize] = *item;
            *at += 1;
        }
        Self { starts, items: sorted }
    }

    #[cfg(test)]
    pub(super) fn of(lists: &[Vec<T>]) -> Self {
        let items: Vec<(u32, T)> = (0..).zip(lists).flat_map(|(at, list)| list.iter().map(move |item| (at, *item))).collect();
        Self::new(lists.len(), &items)
    }

    pub(super) fn of_list(&self, list: u32) -> &[T] {
        let bound = |at: usize| self.starts.get(at).map_or(0, |at| *at as usize);
        self.items.get(bound(list as usize)..bound(list as usize + 1)).unwrap_or(&[])
    }
}

impl Lists<(u32, f32)> {
    /// Each list ascending by number, with the strongest of equal ones.
    fn strongest(mut self) -> Self {
        let (mut kept, mut start) = (0, 0);
        for list in 1..self.starts.len() {
            let end = self.starts[list] as usize;
            self.items[start..end].sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            let first = kept;
            for at in start..end {
                if kept == first || self.items[kept - 1].0 != self.items[at].0 {
                    self.items[kept] = self.items[at];
                    kept += 1;
                }
            }
            start = end;
            self.starts[list] = u32::try_from(kept).unwrap_or(u32::MAX);
        }
        self.items.truncate(kept);
        self
    }
}

impl Side {
    fn new(view: &View<'_>) -> Self {
        let places: Vec<(u32, u32)> =
            (0_u32..).zip(&view.units).flat_map(|(at, unit)| unit.words.iter().map(move |word| (*word, at))).collect();
        let places = Lists::new(view.words.len(), &places);
        let count = view.units.len().max(1) as f32;
        let weight =
            (0..).zip(view.words).map(|(word, _)| (1.0 + count / places.of_list(word).len().max(1) as f32).ln()).collect();
        let sentences = view.units.iter().map(|unit| unit.words.clone()).collect();
        Self { words: Weighted::new(sentences, weight), answers: Lists::default(), places }
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
/// Words of a text with a triple that is still a clue to cognates; more have it in books only.
const COMMON: u32 = 500;
/// Letter pairs that words may share beside those in their common triples.
const FURTHER: f32 = 2.0;
/// Consonants a skeleton needs to prove anything.
const SKELETON: usize = 3;
/// Strength of equal skeletons, of equal senses.
const SAME_SKELETON: f32 = 0.7;
const SAME_SENSE: f32 = 0.9;

/// Pairs of words that match, with strength, ascending.
fn matches(sources: &[Word], targets: &[Word], lexicon: Option<&Lexicon>) -> Vec<(u32, u32, f32)> {
    let index = Index::new(targets);
    let mut found = Vec::new();
    let mut shared: Vec<u16> = vec![0; targets.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut grams = Grams::default();
    let mut best: Vec<(u32, f32)> = Vec::new();
    for (s, word) in (0_u32..).zip(sources) {
        best.clear();
        best.extend(index.by_key.get(word.key.as_str()).map(|t| (*t, 1.0)));
        grams.read(&word.key);
        for t in
            grams.triples.iter().filter(|gram| index.triples.count(**gram) <= COMMON).flat_map(|gram| index.triples.of(*gram))
        {
            if shared[t as usize] == 0 {
                touched.push(t);
            }
            shared[t as usize] += 1;
        }
        for t in touched.drain(..) {
            let triples = f32::from(std::mem::take(&mut shared[t as usize]));
            let (pairs, size) = index.pairs(t);
            let sizes = (grams.len() * size) as f32;
            // Letters in a row share one pair more than triples: words with as few triples have not enough in common.
            if sizes.sqrt() * COGNATE > 2.0 * triples + FURTHER {
                continue;
            }
            let both = triples + common(&grams.pairs, pairs) as f32;
            if both * both >= COGNATE * COGNATE * sizes {
                best.push((t, (both / sizes.sqrt()).min(1.0)));
            }
        }
        if let Some(bones) = skeleton(&word.key) {
            best.extend(index.skeletons.of(bones).map(|t| (t, SAME_SKELETON)));
        }
        for sense in &word.senses {
            best.extend(index.senses.of(u64::from(*sense)).map(|t| (t, SAME_SENSE)));
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

/// Numbers that two ascending lists have in common.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut count, mut rest) = (0, b);
    for number in a {
        while rest.first().is_some_and(|other| other < number) {
            rest = &rest[1..];
        }
        count += usize::from(rest.first() == Some(number));
    }
    count
}

/// Words of the target by what they can be found with.
struct Index<'w> {
    by_key: FxHashMap<&'w str, u32>,
    triples: Groups,
    skeletons: Groups,
    senses: Groups,
    /// Letter pairs of all words, where each word's begin, and the number of its triples.
    pairs: Vec<u32>,
    starts: Vec<(u32, u32)>,
}

impl<'w> Index<'w> {
    fn new(words: &'w [Word]) -> Self {
        let mut index = Self {
            by_key: (0..).zip(words).map(|(t, word)| (word.key.as_str(), t)).collect(),
            triples: Groups::with_room(words.len() * TRIPLES),
            skeletons: Groups::with_room(words.len()),
            senses: Groups::with_room(words.len()),
            pairs: Vec::with_capacity(words.len() * TRIPLES),
            starts: Vec::with_capacity(words.len() + 1),
        };
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut grams = Grams::default();
        for (t, word) in (0_u32..).zip(words) {
            grams.read(&word.key);
            index.starts.push((narrow(index.pairs.len()), narrow(grams.triples.len())));
            index.pairs.extend(&grams.pairs);
            grams.triples.iter().for_each(|gram| index.triples.add(*gram, t));
            if let Some(bones) = skeleton(&word.key) {
                index.skeletons.add(bones, t);
            }
            word.senses.iter().for_each(|sense| index.senses.add(u64::from(*sense), t));
        }
        index.starts.push((narrow(index.pairs.len()), 0));
        index
    }

    /// Letter pairs of a word, and how many pairs and triples it has.
    fn pairs(&self, word: u32) -> (&[u32], usize) {
        let ((start, triples), (end, _)) = (self.starts[word as usize], self.starts[word as usize + 1]);
        let pairs = &self.pairs[start as usize..end as usize];
        (pairs, pairs.len() + triples as usize)
    }
}

/// Words by a number they share.
#[derive(Default)]
struct Groups {
    /// The last entry of each group, from 1, and how many it has.
    last: FxHashMap<u64, (u32, u32)>,
    /// A word and the entry before it in its group, from 1; 0 for none.
    entries: Vec<(u32, u32)>,
}

/// Triples of a word, usually.
const TRIPLES: usize = 7;

impl Groups {
    fn with_room(entries: usize) -> Self {
        Self { last: FxHashMap::with_capacity_and_hasher(entries / 2, FxBuildHasher), entries: Vec::with_capacity(entries) }
    }

    fn add(&mut self, key: u64, word: u32) {
        let (last, count) = self.last.entry(key).or_default();
        self.entries.push((word, *last));
        *last = u32::try_from(self.entries.len()).unwrap_or(0);
        *count += 1;
    }

    fn count(&self, key: u64) -> u32 {
        self.last.get(&key).map_or(0, |(_, count)| *count)
    }

    fn of(&self, key: u64) -> impl Iterator<Item = u32> {
        let mut at = self.last.get(&key).map_or(0, |(last, _)| *last);
        std::iter::from_fn(move || {
            let (word, before) = *self.entries.get((at as usize).checked_sub(1)?)?;
            at = before;
            Some(word)
        })
    }
}

/// Distinct letter pairs and triples of a word with its bounds, ascending. Numbers and Han words have none: they match as a
/// whole.
#[derive(Default)]
struct Grams {
    pairs: Vec<u32>,
    triples: Vec<u64>,
}

impl Grams {
    fn len(&self) -> usize {
        self.pairs.len() + self.triples.len()
    }

    fn read(&mut self, word: &str) {
        /// A letter's number in a triple; letters beyond the first plane share numbers with others.
        const BITS: u32 = 16;
        self.pairs.clear();
        self.triples.clear();
        if word.starts_with(['#', '=']) || word.chars().nth(2).is_none() {
            return;
        }
        let mut last = [0, u32::from('^')];
        for c in word.chars().chain(std::iter::once('$')).map(|c| u32::from(c) & ((1 << BITS) - 1)) {
            let pair = (last[1] << BITS) | c;
            self.pairs.push(pair);
            if last[0] > 0 {
                self.triples.push((u64::from(last[0]) << (2 * BITS)) | u64::from(pair));
            }
            last = [last[1], c];
        }
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.triples.sort_unstable();
        self.triples.dedup();
    }
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
        matches(&[word(source)], &[word(target)], None).first().map(|(_, _, strength)| *strength)
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
        let found = matches(&[word("vlada", 7)], &[word("regierung", 7)], None);
        assert_eq!(found, [(0, 0, SAME_SENSE)]);
    }
}
