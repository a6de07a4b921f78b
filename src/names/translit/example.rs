//! What training learns from: pairs of names as numbers, and the alphabets that number them.

use std::collections::{BTreeMap, BTreeSet};

use super::alphabet::{Alphabet, EDGE, source_letters, syllable_class, target_letters};
use super::model::{LETTERS, LONGEST, Model, Name};
use super::pairs::Pair;
use crate::text::fold;

/// A Han character met less often is known by its syllable alone.
const OWN_CHARACTER: u32 = 3;
/// Letters the alphabet keeps are met in one pair of so many at least; rarer ones are folded to their base letters.
const LETTER_SHARE: usize = 2_500;

/// A pair of names to learn from.
pub(super) struct Example {
    /// The source as it stands.
    pub(super) key: String,
    pub(super) source: Name,
    pub(super) target: Name,
    /// The target, folded.
    pub(super) spelling: String,
    /// Root of how often the pair was met.
    pub(super) weight: f64,
}

/// The pairs that can be learned from, in the order of their letters.
pub(super) fn examples(pairs: &[Pair], model: &Model) -> Vec<Example> {
    let mut list: Vec<Example> = pairs
        .iter()
        .map(|pair| Example {
            key: pair.source.clone(),
            source: model.source(&pair.source),
            target: model.target(&pair.target),
            spelling: fold(&pair.target),
            weight: f64::from(pair.count.min(20)).sqrt(),
        })
        .filter(|example| !example.source.is_empty() && !example.target.is_empty())
        .filter(|example| example.source.len() < LONGEST && example.target.len() < LONGEST)
        .collect();
    list.sort_by(|a, b| (&a.key, &a.spelling).cmp(&(&b.key, &b.spelling)));
    list
}

/// The characters of the sources and the letters of the targets that a model keeps.
pub(super) fn alphabets(pairs: &[Pair]) -> (Alphabet, Alphabet) {
    let mut source: BTreeMap<char, u32> = BTreeMap::new();
    let mut target: BTreeMap<char, usize> = BTreeMap::new();
    for pair in pairs {
        source_letters(&pair.source).into_iter().for_each(|c| *source.entry(c).or_default() += 1);
        target_letters(&pair.target).for_each(|c| *target.entry(c).or_default() += 1);
    }
    let mut from = Alphabet::default();
    from.add(EDGE);
    let classes: BTreeSet<char> = source.keys().filter_map(|c| syllable_class(*c)).collect();
    for (c, _) in source.iter().filter(|(c, count)| **count >= OWN_CHARACTER && (c.is_alphabetic() || **c == '\'')) {
        from.add(*c);
    }
    classes.into_iter().for_each(|class| {
        from.add(class);
    });
    let mut to = Alphabet::default();
    to.add(EDGE);
    let mut letters: Vec<(usize, char)> = target
        .into_iter()
        .filter(|(c, count)| (c.is_alphabetic() || *c == '\'') && (c.is_ascii() || count * LETTER_SHARE >= pairs.len()))
        .map(|(c, count)| (count, c))
        .collect();
    letters.sort_by_key(|(count, c)| (std::cmp::Reverse(*count), *c));
    for (_, c) in letters.into_iter().take(LETTERS - 2) {
        to.add(c);
    }
    (from, to)
}
