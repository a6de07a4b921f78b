//! What speaks for and against a bead. One module a feature; each gives numbers, [`super::weights`] says what they count.
//! The features of all beads that begin at one place are computed at once: they share their sums.

#![expect(clippy::needless_range_loop, reason = "tables by the size of a bead are read and written together")]

mod absence;
mod content;
mod length;
mod marks;
pub(super) mod meaning;
mod numbers;
mod paragraphs;
mod roles;
pub(super) mod shape;

use std::ops::Range;

use self::content::Content;
use self::length::Lengths;
use self::marks::Marks;
use self::meaning::Meaning;
use self::numbers::Numbers;
use self::paragraphs::Paragraphs;
use self::roles::Roles;
use super::corridor::Corridor;
use super::cover::{Cover, WINDOW};
use super::embed;
use super::matching::{Side, View, Weighted};

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
const ROLES: usize = 12;
const SHAPES: usize = 13;
pub(super) const ABSENCE: Range<usize> = 18..24;
/// Features that only an encoder of sentences can tell: of beads with both sides, and the last one of sentences without
/// counterpart.
pub(super) const MEANING: Range<usize> = 24..COUNT;
/// For every size of bead, sentences of the original less one and of the translation less one.
pub(super) type Sizes = [[f32; WINDOW]; WINDOW];
/// Those features of the beads that begin at one place.
pub(super) type Placed = [Sizes; PLACED];
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
    "role",
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
    "null-aside",
    "meaning",
    "meaning-gain",
    "meaning-size",
    "null-meaning",
];
/// Number of features of a bead with both sides that depend on its place.
pub(super) const PLACED: usize = SHAPES;
/// Number of features.
pub(super) const COUNT: usize = 28;
/// The values of one bead's features.
pub(super) type Values = [f32; COUNT];
/// Place of the feature that is one for the first sentence of a passage without counterpart: it depends on the bead before.
pub(super) const NULL_FIRST: usize = ABSENCE.start + 1;
/// Place of the margin of the best counterpart of a sentence without one.
pub(super) const NULL_MEANING: usize = COUNT - 1;

/// The features of a sentence without counterpart.
pub(super) type Alone = [f32; absence::COUNT];

/// Both texts as the features see them.
pub(super) struct Texts {
    /// Sentences a side.
    pub(super) size: (usize, usize),
    content: Content,
    numbers: Numbers,
    lengths: Lengths,
    marks: Marks,
    paragraphs: Paragraphs,
    roles: Roles,
    /// Where there is an encoder.
    pub(super) meaning: Option<Meaning>,
    /// Each sentence as one without counterpart.
    pub(super) alone: (Vec<Alone>, Vec<Alone>),
}

impl Texts {
    pub(super) fn new(
        (source, target): (&View<'_>, &View<'_>),
        sides: &(Side, Side),
        corridor: &Corridor,
        meaning: Option<&embed::Meaning>,
    ) -> Self {
        let (sources, targets) = (source.units.as_slice(), target.units.as_slice());
        let covers = |first: &Weighted, second: &Weighted| {
            (
                Cover::new(first, &sides.0.answers, targets.len(), |i| corridor.of_source(i)),
                Cover::new(second, &sides.1.answers, sources.len(), |j| corridor.of_target(j)),
            )
        };
        let content = Content::new(covers(&sides.0.words, &sides.1.words));
        let numbers = Numbers::new(covers(&numbers::only(&sides.0, source), &numbers::only(&sides.1, target)));
        let best = content.best();
        Self {
            size: (sources.len(), targets.len()),
            content,
            numbers,
            lengths: Lengths::new(sources, targets),
            marks: Marks::new(sources, targets),
            paragraphs: Paragraphs::new(sources, targets),
            roles: Roles::new(sources, targets),
            meaning: meaning.filter(|meaning| meaning.fits(sources.len(), targets.len())).map(|all| Meaning::new(all, corridor)),
            alone: (absence::alone(sources, &best.0), absence::alone(targets, &best.1)),
        }
    }

    /// Those features of the beads that begin at `i` and `j`, with both sides, that depend on the place.
    pub(super) fn placed(&self, i: usize, j: usize, values: &mut Placed) {
        self.content.fill(i, j, &mut values[CONTENT]);
        self.numbers.fill(i, j, &mut values[NUMBERS]);
        self.lengths.fill(i, j, &mut values[LENGTH]);
        self.marks.fill(i, j, &mut values[MARKS]);
        self.paragraphs.fill(i, j, &mut values[PARAGRAPHS]);
        self.roles.fill(i, j, &mut values[ROLES]);
    }

    /// All features of a bead but [`NULL_FIRST`]; `placed` are those of its place.
    pub(super) fn values(&self, cut: Cut, placed: &Placed) -> Values {
        let mut values = [0.0; COUNT];
        match (cut.a, cut.b) {
            (_, 0) => {
                values[ABSENCE].copy_from_slice(&self.alone.0[cut.i]);
                values[NULL_MEANING] = self.meaning.as_ref().map_or(0.0, |meaning| meaning.best.0[cut.i]);
            }
            (0, _) => {
                values[ABSENCE].copy_from_slice(&self.alone.1[cut.j]);
                values[NULL_MEANING] = self.meaning.as_ref().map_or(0.0, |meaning| meaning.best.1[cut.j]);
            }
            (a, b) => {
                values.iter_mut().zip(placed).for_each(|(value, sizes)| *value = sizes[a - 1][b - 1]);
                if let Some(at) = shape::class(cut) {
                    values[SHAPES + at] = 1.0;
                }
                if let Some(meaning) = &self.meaning {
                    let mut sizes = [Sizes::default(); meaning::PLACED];
                    meaning.fill(cut.i, cut.j, &mut sizes);
                    values[MEANING].iter_mut().zip(sizes).for_each(|(value, sizes)| *value = sizes[a - 1][b - 1]);
                }
            }
        }
        values
    }
}

/// Number of shapes of beads.
pub(super) const BEADS: usize = 2 + WINDOW * WINDOW;

impl Cut {
    /// Shapes of beads, sentences of the original and of the translation, ascending.
    pub(super) const SHAPES: [(usize, usize); BEADS] = {
        let mut shapes = [(0, 1); BEADS];
        shapes[1] = (1, 0);
        let mut at = 2;
        while at < BEADS {
            shapes[at] = ((at - 2) / WINDOW + 1, (at - 2) % WINDOW + 1);
            at += 1;
        }
        shapes
    };
}
