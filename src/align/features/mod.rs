//! What speaks for and against a bead. One module a feature; each gives numbers, [`super::weights`] says what they count.

mod absence;
mod content;
mod length;
mod marks;
mod numbers;
mod paragraphs;
pub(super) mod shape;

use std::ops::Range;

use super::corridor::Corridor;
use super::cover::{Cover, WINDOW};
use super::matching::{Side, Weighted};
use super::unit::Unit;

/// Sentences of a bead on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// First sentence of the original.
    pub(super) i: usize,
    /// First sentence of the translation.
    pub(super) j: usize,
    /// Sentences of the original.
    pub(super) a: usize,
    /// Sentences of the translation.
    pub(super) b: usize,
}

/// Where each module's features stand in the vector.
const CONTENT: Range<usize> = 0..5;
const NUMBERS: usize = 5;
const LENGTH: usize = 6;
const MARKS: Range<usize> = 7..10;
const PARAGRAPHS: Range<usize> = 10..12;
const SHAPES: usize = 12;
const ABSENCE: Range<usize> = 17..COUNT;
/// Names of the features, in the order of the vector.
pub(super) const NAMES: [&str; COUNT] = [
    "content",
    "weakest",
    "answered",
    "size",
    "share",
    "numbers",
    "length",
    "ending",
    "quotation",
    "beginning",
    "crossing",
    "opening",
    "shape-1-2",
    "shape-1-3",
    "shape-1-4",
    "shape-2-2",
    "shape-larger",
    "null",
    "null-first",
    "null-content",
    "null-length",
    "null-open",
];
/// Number of features.
pub(super) const COUNT: usize = 22;
/// The values of one bead's features.
pub(super) type Values = [f32; COUNT];
/// Place of the feature that is one for the first sentence of a passage without counterpart: it depends on the bead before.
pub(super) const NULL_FIRST: usize = ABSENCE.start + 1;

/// Both texts as the features see them.
pub(super) struct Texts<'a> {
    pub(super) sources: &'a [&'a Unit],
    pub(super) targets: &'a [&'a Unit],
    /// Words of the original that windows of the translation answer, and the other way round.
    pub(super) words: (Cover, Cover),
    /// As `words`, numbers alone.
    pub(super) numbers: (Cover, Cover),
    /// Share of words answered by chance in this pair of texts, and by a true counterpart.
    pub(super) chance: f32,
    pub(super) usual: f32,
    /// Weight of the words of a sentence in the mean, on both sides.
    pub(super) mean: (f32, f32),
    /// Characters of the translation per character of the original.
    pub(super) ratio: f64,
    /// Each sentence as one without counterpart.
    alone: (absence::Alone, absence::Alone),
    /// Both texts have paragraphs.
    pub(super) paragraphs: bool,
}

impl<'a> Texts<'a> {
    pub(super) fn new(sources: &'a [&'a Unit], targets: &'a [&'a Unit], sides: &(Side, Side), corridor: &Corridor) -> Self {
        let covers = |first: &Weighted, second: &Weighted| {
            (
                Cover::new(first, &sides.0.answers, targets.len(), |i| corridor.of_source(i)),
                Cover::new(second, &sides.1.answers, sources.len(), |j| corridor.of_target(j)),
            )
        };
        let words = covers(&sides.0.words, &sides.1.words);
        let numbers = covers(&numbers::only(&sides.0, sources), &numbers::only(&sides.1, targets));
        let (chance, usual) = content::levels(&words.0, &words.1);
        let mean = (content::mean(&words.0), content::mean(&words.1));
        let usually = |share| content::scaled(share, chance, usual);
        let alone = (absence::Alone::new(sources, &words.0, usually), absence::Alone::new(targets, &words.1, usually));
        let ratio = length::ratio(sources, targets);
        let paragraphs = paragraphs::both(sources, targets);
        Self { sources, targets, words, numbers, chance, usual, mean, ratio, alone, paragraphs }
    }

    /// The features of a bead, all but [`NULL_FIRST`].
    pub(super) fn values(&self, cut: Cut) -> Values {
        let mut values = [0.0; COUNT];
        if cut.a == 0 || cut.b == 0 {
            absence::fill(self, cut, &mut values[ABSENCE]);
            return values;
        }
        content::fill(self, cut, &mut values[CONTENT]);
        values[NUMBERS] = numbers::agreement(self, cut);
        values[LENGTH] = length::deviation(self, cut);
        marks::fill(self, cut, &mut values[MARKS]);
        paragraphs::fill(self, cut, &mut values[PARAGRAPHS]);
        if let Some(at) = shape::class(cut) {
            values[SHAPES + at] = 1.0;
        }
        values
    }
}

impl Cut {
    /// Shapes of beads, sentences of the original and of the translation.
    pub(super) fn shapes() -> impl Iterator<Item = (usize, usize)> {
        (0..=WINDOW).flat_map(|a| (0..=WINDOW).map(move |b| (a, b))).filter(|(a, b)| match (a, b) {
            (0, 0) => false,
            (0, _) | (_, 0) => a + b == 1,
            _ => true,
        })
    }

    fn sources<'a>(self, texts: &Texts<'a>) -> &'a [&'a Unit] {
        &texts.sources[self.i..self.i + self.a]
    }

    fn targets<'a>(self, texts: &Texts<'a>) -> &'a [&'a Unit] {
        &texts.targets[self.j..self.j + self.b]
    }
}
