//! Names to hold a name against in training: its look-alikes and strangers, drawn by a seeded generator.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::example::Example;
use super::model::{Model, Name};
use super::pairs::Pair;

use crate::text::fold;

/// Names that are easily taken for one another: for each spelling its nearest by shared letter triples.
pub(super) struct Rivals {
    pub(super) names: Vec<Name>,
    near: Vec<Vec<u32>>,
    /// The nearest of a name, among which look-alikes are drawn.
    drawn_from: usize,
    numbers: HashMap<String, usize>,
    /// Source name -> spellings it has.
    known: HashMap<String, BTreeSet<usize>>,
}

impl Rivals {
    /// Look-alikes known of every name, at least; twice as many as are drawn when those are more.
    const NEAREST: usize = 24;

    pub(super) fn new(pairs: &[Pair], model: &Model, drawn: usize, pool: usize) -> Self {
        let drawn_from = Self::NEAREST.max(2 * drawn);
        let count = drawn_from.max(pool);
        let spellings: BTreeMap<String, &str> = pairs.iter().map(|pair| (fold(&pair.target), pair.target.as_str())).collect();
        let numbers: HashMap<String, usize> = spellings.keys().cloned().zip(0..).collect();
        let mut known: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for pair in pairs {
            known.entry(pair.source.clone()).or_default().extend(numbers.get(&fold(&pair.target)));
        }
        let names = spellings.values().map(|spelling| model.target(spelling)).collect();
        let triples: Vec<BTreeSet<[char; 3]>> = spellings.keys().map(|spelling| triples(spelling)).collect();
        let mut index: HashMap<[char; 3], Vec<u32>> = HashMap::new();
        for (number, set) in (0u32..).zip(&triples) {
            for triple in set {
                index.entry(*triple).or_default().push(number);
            }
        }
        let mut shared = vec![0u16; triples.len()];
        let near = triples.iter().map(|set| nearest(set, &index, &triples, &mut shared, count)).collect();
        Self { names, near, drawn_from, numbers, known }
    }

    /// The spellings nearest to that of `example`, nearest first.
    fn nearest(&self, example: &Example) -> &[u32] {
        self.numbers.get(&example.spelling).map_or(&[][..], |number| self.near[*number].as_slice())
    }

    /// The `pool` nearest look-alikes of `example`, nearest first; none of them is known to spell its source.
    pub(super) fn look_alikes(&self, example: &Example, pool: usize) -> impl Iterator<Item = usize> {
        let own = self.known.get(&example.key);
        let near = self.nearest(example).iter().take(pool).map(|number| *number as usize);
        near.filter(move |number| own.is_none_or(|own| !own.contains(number)))
    }

    /// Numbers of names to hold against `example`.
    pub(super) fn draw(&self, example: &Example, look_alikes: usize, strangers: usize, random: &mut Random) -> Vec<usize> {
        let own = self.known.get(&example.key);
        let mut drawn: Vec<usize> = Vec::with_capacity(look_alikes + strangers);
        let near = self.nearest(example);
        let near = &near[..near.len().min(self.drawn_from)];
        let add = |number: usize, drawn: &mut Vec<usize>| {
            if own.is_none_or(|own| !own.contains(&number)) && !drawn.contains(&number) {
                drawn.push(number);
            }
        };
        for _ in 0..look_alikes * 2 {
            if drawn.len() < look_alikes && !near.is_empty() {
                add(near[random.below(near.len())] as usize, &mut drawn);
            }
        }
        for _ in 0..strangers {
            add(random.below(self.names.len()), &mut drawn);
        }
        drawn
    }
}

fn triples(spelling: &str) -> BTreeSet<[char; 3]> {
    let padded: Vec<char> = "||".chars().chain(spelling.chars()).chain("|".chars()).collect();
    padded.windows(3).map(|w| [w[0], w[1], w[2]]).collect()
}

fn nearest(
    set: &BTreeSet<[char; 3]>,
    index: &HashMap<[char; 3], Vec<u32>>,
    all: &[BTreeSet<[char; 3]>],
    shared: &mut [u16],
    count: usize,
) -> Vec<u32> {
    let mut met = Vec::new();
    for triple in set {
        for number in index.get(triple).map_or(&[][..], Vec::as_slice) {
            if shared[*number as usize] == 0 {
                met.push(*number);
            }
            shared[*number as usize] += 1;
        }
    }
    let mut scored: Vec<(u32, u32)> = met
        .iter()
        .map(|number| {
            let other = *number as usize;
            let dice = 2_000_000 * u32::from(shared[other]) / u32::try_from(set.len() + all[other].len()).unwrap_or(u32::MAX);
            (dice, *number)
        })
        .filter(|(dice, _)| *dice < 1_000_000)
        .collect();
    met.iter().for_each(|number| shared[*number as usize] = 0);
    scored.sort_unstable_by_key(|(dice, number)| (std::cmp::Reverse(*dice), *number));
    scored.truncate(count);
    scored.into_iter().map(|(_, number)| number).collect()
}

/// `SplitMix64`: small, seeded, the same everywhere.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
