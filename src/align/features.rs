//! What speaks for two sentences being one: words that look or sound alike, equal numbers, words of a lexicon.

use std::collections::HashMap;

use super::Lexicon;
use crate::article::Document;
use crate::names::transcribe::romanise;
use crate::text::{TokenKind, fold, is_wide, numbers};

/// A sentence prepared for alignment.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// Keys of its content: folded romanised words, `#` and value for numbers, bigrams of Han characters.
    pub keys: Vec<String>,
    /// Length in characters, a wide one counted as its usual length in Latin script.
    pub chars: f64,
    /// Folded text.
    pub folded: String,
    /// Paragraph number.
    pub block: usize,
}

/// Length of a Han or kana character in Latin characters; from the ratio of parallel news, about 3 for Chinese into English.
const WIDE: f64 = 3.0;

impl Unit {
    fn new(document: &Document, index: usize) -> Self {
        let text = document.sentence_text(index);
        let block = document.sentences().get(index).map_or(0, |sentence| sentence.block);
        let block_text = document.text(block);
        let lang = document.lang();
        let mut keys: Vec<String> = numbers(text).iter().map(|number| format!("#{}", number.value)).collect();
        for token in document.sentence_tokens(index) {
            let word = token.span.of(block_text);
            if token.kind != TokenKind::Word {
                continue;
            }
            if word.chars().any(is_wide) && word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                let chars: Vec<char> = word.chars().collect();
                keys.push(format!("={word}"));
                if chars.len() > 2 {
                    keys.extend(chars.windows(2).map(|pair| format!("={}{}", pair[0], pair[1])));
                }
                if chars.len() >= 2 {
                    keys.push(romanise(word, lang));
                }
            } else {
                keys.push(romanise(word, lang));
            }
        }
        keys.retain(|key| !key.is_empty());
        keys.sort_unstable();
        keys.dedup();
        let chars = text.chars().map(|c| if is_wide(c) { WIDE } else { 1.0 }).sum();
        Self { keys, chars, folded: fold(text), block }
    }
}

/// Every sentence of `document`, prepared.
#[must_use]
pub fn units(document: &Document) -> Vec<Unit> {
    (0..document.sentences().len()).map(|index| Unit::new(document, index)).collect()
}

/// Matches between the words of both sides, by sentence.
pub(super) struct Evidence {
    /// Original side.
    pub(super) source: Side,
    /// Translation side.
    pub(super) target: Side,
}

/// One side's words and where the other side answers them.
pub(super) struct Side {
    /// Word types of each sentence.
    pub(super) words: Vec<Vec<u32>>,
    /// Weight of each type: rare words count more.
    pub(super) weight: Vec<f64>,
    /// For each type, the sentences of the other side with an answer and its strength, ascending.
    answers: Vec<Vec<(u32, f64)>>,
    /// Sum of weights of each sentence.
    pub(super) total: Vec<f64>,
}

impl Side {
    fn new(units: &[&Unit]) -> (Self, Vec<String>, Vec<Vec<u32>>) {
        let mut ids: HashMap<&str, u32> = HashMap::new();
        let mut types: Vec<String> = Vec::new();
        let mut places: Vec<Vec<u32>> = Vec::new();
        let mut words = Vec::with_capacity(units.len());
        for (at, unit) in (0_u32..).zip(units) {
            let mut sentence = Vec::with_capacity(unit.keys.len());
            for key in &unit.keys {
                let id = *ids.entry(key).or_insert_with(|| {
                    types.push(key.clone());
                    places.push(Vec::new());
                    u32::try_from(types.len() - 1).unwrap_or(u32::MAX)
                });
                places[id as usize].push(at);
                sentence.push(id);
            }
            words.push(sentence);
        }
        let count = units.len().max(1) as f64;
        let weight: Vec<f64> = places.iter().map(|at| (1.0 + count / at.len() as f64).ln()).collect();
        let total = words.iter().map(|sentence| sentence.iter().map(|id| weight[*id as usize]).sum()).collect();
        let answers = vec![Vec::new(); types.len()];
        (Self { words, weight, answers, total }, types, places)
    }

    /// How well sentence `at` of the other side answers word `id`, 0 to 1.
    pub(super) fn answer(&self, id: u32, at: u32) -> f64 {
        let list = &self.answers[id as usize];
        list.binary_search_by_key(&at, |entry| entry.0).map_or(0.0, |index| list[index].1)
    }
}

impl Evidence {
    pub(super) fn new(sources: &[&Unit], targets: &[&Unit], lexicon: Option<&Lexicon>) -> Self {
        let (mut source, source_types, source_places) = Side::new(sources);
        let (mut target, target_types, target_places) = Side::new(targets);
        for (s, t, strength) in matches(&source_types, &target_types, lexicon) {
            source.answers[s].extend(target_places[t].iter().map(|at| (*at, strength)));
            target.answers[t].extend(source_places[s].iter().map(|at| (*at, strength)));
        }
        for side in [&mut source, &mut target] {
            for list in &mut side.answers {
                list.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
                list.dedup_by_key(|entry| entry.0);
            }
        }
        Self { source, target }
    }
}

/// Least cosine of character n-grams at which two words may be cognates.
const COGNATE: f64 = 0.5;
/// Consonants a skeleton needs to prove anything.
const SKELETON: usize = 3;

/// Pairs of word types that match, with strength.
fn matches(sources: &[String], targets: &[String], lexicon: Option<&Lexicon>) -> Vec<(usize, usize, f64)> {
    let mut by_gram: HashMap<[char; 3], Vec<usize>> = HashMap::new();
    let mut by_skeleton: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    let mut sizes = Vec::with_capacity(targets.len());
    for (t, word) in targets.iter().enumerate() {
        by_key.insert(word, t);
        let list = grams(word);
        sizes.push(list.len());
        for gram in list {
            by_gram.entry(gram).or_default().push(t);
        }
        if let Some(bones) = skeleton(word) {
            by_skeleton.entry(bones).or_default().push(t);
        }
    }
    let mut found = Vec::new();
    let mut shared: Vec<u32> = vec![0; targets.len()];
    let mut touched: Vec<usize> = Vec::new();
    for (s, word) in sources.iter().enumerate() {
        let mut best: Vec<(usize, f64)> = Vec::new();
        if let Some(t) = by_key.get(word.as_str()) {
            best.push((*t, 1.0));
        }
        let list = grams(word);
        for t in list.iter().filter_map(|gram| by_gram.get(gram)).flatten() {
            if shared[*t] == 0 {
                touched.push(*t);
            }
            shared[*t] += 1;
        }
        for t in touched.drain(..) {
            let cosine = f64::from(shared[t]) / ((list.len() * sizes[t]) as f64).sqrt();
            shared[t] = 0;
            if cosine >= COGNATE {
                best.push((t, cosine.min(1.0)));
            }
        }
        if let Some(same) = skeleton(word).and_then(|bones| by_skeleton.get(&bones)) {
            best.extend(same.iter().map(|t| (*t, 0.7)));
        }
        if let Some(lexicon) = lexicon {
            best.extend(lexicon.translations(word).filter_map(|(other, strength)| by_key.get(other).map(|t| (*t, strength))));
        }
        best.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best.dedup_by_key(|entry| entry.0);
        found.extend(best.into_iter().map(|(t, strength)| (s, t, strength)));
    }
    found
}

/// Distinct 2- and 3-grams of a word with its bounds; a two-gram has a blank third place. Numbers and Han words have none:
/// they match as a whole.
fn grams(word: &str) -> Vec<[char; 3]> {
    if word.starts_with(['#', '=']) || word.chars().count() < 3 {
        return Vec::new();
    }
    let padded: Vec<char> = std::iter::once('^').chain(word.chars()).chain(std::iter::once('$')).collect();
    let mut list: Vec<[char; 3]> = padded.windows(2).map(|w| [w[0], w[1], ' ']).collect();
    list.extend(padded.windows(3).map(|w| [w[0], w[1], w[2]]));
    list.sort_unstable();
    list.dedup();
    list
}

/// Consonants of a romanised word in classes that transcriptions confuse (r l, v w b, c k q, s z).
fn skeleton(word: &str) -> Option<String> {
    if word.starts_with(['#', '=']) {
        return None;
    }
    let mut bones = String::new();
    for c in word.chars() {
        let class = match c {
            'r' | 'l' => 'l',
            'v' | 'w' | 'b' | 'f' | 'p' => 'b',
            'c' | 'k' | 'q' | 'g' => 'k',
            's' | 'z' | 'x' => 's',
            'd' | 't' => 't',
            'm' | 'n' => c,
            'j' => 'j',
            _ => continue,
        };
        if !bones.ends_with(class) {
            bones.push(class);
        }
    }
    (bones.len() >= SKELETON).then_some(bones)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(a: &str, b: &str) -> f64 {
        matches(&[a.to_owned()], &[b.to_owned()], None).first().map_or(0.0, |found| found.2)
    }

    #[test]
    fn names_of_two_languages_match_and_other_words_do_not() {
        assert!(strength("patrusev", "patrushev") > 0.5);
        assert!(strength("neruson", "nelson") > 0.5);
        assert!(strength("#1200", "#1200") > 0.9);
        assert!(strength("#1200", "#1201") < 0.1);
        assert!(strength("vztahy", "relations") < 0.1);
    }
}
