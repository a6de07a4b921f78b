//! Bead by bead: which number of the original is left without a counterpart, and which of the translation stands in its place.

use super::quantity::{Dimension, Kind, Quantity, Weight, digits, equal, identical, kin, same};
use super::read::read;
use super::spell::spell;
use crate::align::Bead;
use crate::article::{Document, Locus};
use crate::text::Span;

/// A number of the translation that is not the original's.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The number of the translation.
    pub translation: Locus,
    /// The number of the original.
    pub original: Locus,
    /// What should stand there, where that is certain.
    pub suggestion: Option<String>,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// What became of the number, a fragment.
    pub reason: &'static str,
}

/// Beads on either side in which a number may have its counterpart.
const NEAR: usize = 2;
/// Confidence in a number that differs in one digit, in the order of digits, or by a power of ten.
const ALIKE: f64 = 0.92;
/// Confidence in another number of the same unit, when it is the only one left on either side.
const SOLE: f64 = 0.8;
/// The same, when nothing tells what is counted.
const SOLE_PLAIN: f64 = 0.72;

/// Share by which the ratio of two numbers may differ from that of two units.
const RATIO: f64 = 0.12;

/// A quantity, and the sentence it stands in.
struct Placed {
    quantity: Quantity,
    sentence: usize,
}

/// Numbers of a document, sentence after sentence.
struct Numbers {
    all: Vec<Placed>,
    /// Where the numbers of each sentence begin.
    starts: Vec<usize>,
}

impl Numbers {
    fn of(document: &Document) -> Self {
        let mut numbers = Self { all: Vec::new(), starts: Vec::new() };
        for sentence in 0..document.sentences().len() {
            numbers.starts.push(numbers.all.len());
            let read = read(document.sentence_text(sentence), document.lang());
            numbers.all.extend(read.into_iter().map(|quantity| Placed { quantity, sentence }));
        }
        numbers.starts.push(numbers.all.len());
        numbers
    }

    fn range(&self, sentences: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let at = |sentence: usize| self.starts.get(sentence).copied().unwrap_or(self.all.len());
        at(sentences.start)..at(sentences.end)
    }
}

/// Every clash of the beads that are at least `trusted` sure.
#[must_use]
pub fn clashes(original: &Document, translation: &Document, beads: &[Bead], trusted: f64) -> Vec<Clash> {
    let (left, right) = (Numbers::of(original), Numbers::of(translation));
    let mut free = Free { left: vec![true; left.all.len()], right: vec![true; right.all.len()] };
    for bead in beads {
        free.meet(&left, &right, left.range(&bead.original), right.range(&bead.translation));
    }
    let mut found = Vec::new();
    for (at, bead) in beads.iter().enumerate() {
        if bead.confidence < trusted || bead.original.is_empty() || bead.translation.is_empty() {
            continue;
        }
        let near = beads.get(at.saturating_sub(NEAR)..(at + NEAR + 1).min(beads.len())).unwrap_or(&[]);
        let meeting = Meeting { left: &left, right: &right, bead, near, free: &free };
        for pair in meeting.pairs() {
            found.extend(clash(original, translation, &left, &right, pair));
        }
    }
    found
}

/// Which numbers have no counterpart in their own bead.
struct Free {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Free {
    /// Gives the numbers of a bead to each other: first those that are one as they stand, then those that may be.
    fn meet(&mut self, left: &Numbers, right: &Numbers, lefts: std::ops::Range<usize>, rights: std::ops::Range<usize>) {
        for exact in [true, false] {
            for l in lefts.clone() {
                let (Some(a), Some(true)) = (left.all.get(l), self.left.get(l)) else { continue };
                let meets = |r: &usize| {
                    self.right.get(*r) == Some(&true)
                        && right.all.get(*r).is_some_and(|b| {
                            if exact { identical(&a.quantity, &b.quantity) } else { same(&a.quantity, &b.quantity) }
                        })
                };
                let Some(r) = rights.clone().find(meets) else { continue };
                if let (Some(a), Some(b)) = (self.left.get_mut(l), self.right.get_mut(r)) {
                    (*a, *b) = (false, false);
                }
            }
        }
    }
}

/// Two numbers left over, as indices.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    original: usize,
    translation: usize,
    confidence: f64,
    reason: &'static str,
}

fn clash(original: &Document, translation: &Document, left: &Numbers, right: &Numbers, pair: Pair) -> Option<Clash> {
    let (right_one, wrong) = (left.all.get(pair.original)?, right.all.get(pair.translation)?);
    let locus = |document: &Document, placed: &Placed, span: Span| {
        let sentence = document.sentence_locus(placed.sentence)?;
        Some(Locus { span: span.shift(sentence.span.start()), ..sentence })
    };
    let unit = pair.reason == UNIT;
    let span = if unit { wrong.quantity.full } else { wrong.quantity.span };
    let translation_locus = locus(translation, wrong, span)?;
    let written = translation.at(translation_locus);
    let suggestion = if unit {
        let number = wrong.quantity.span.of(translation.sentence_text(wrong.sentence));
        Some(format!("{number} {}", right_one.quantity.symbol))
    } else {
        spell(&right_one.quantity, &wrong.quantity, written, translation.lang()).filter(|_| !right_one.quantity.odd)
    };
    Some(Clash {
        translation: translation_locus,
        original: locus(original, right_one, right_one.quantity.full)?,
        suggestion: suggestion.filter(|suggestion| suggestion != written),
        confidence: pair.confidence,
        reason: pair.reason,
    })
}

const UNIT: &str = "the number is kept, its unit is another one";

struct Meeting<'a> {
    left: &'a Numbers,
    right: &'a Numbers,
    bead: &'a Bead,
    near: &'a [Bead],
    free: &'a Free,
}

impl Meeting<'_> {
    fn pairs(&self) -> Vec<Pair> {
        let (lefts, rights) = (self.left.range(&self.bead.original), self.right.range(&self.bead.translation));
        if lefts.is_empty() || rights.is_empty() {
            return Vec::new();
        }
        let (left_over, right_over) = self.left_over(lefts.clone(), rights.clone());
        if left_over.is_empty() || right_over.is_empty() {
            return Vec::new();
        }
        let converted = self.conversion(lefts.clone(), rights.clone());
        let counts = (self.full(self.left, lefts), self.full(self.right, rights));
        let mut pairs = Vec::new();
        let mut taken = vec![false; right_over.len()];
        for &o in &left_over {
            let Some(left) = self.left.all.get(o) else { continue };
            let judged = right_over.iter().enumerate().filter(|(slot, _)| !taken.get(*slot).copied().unwrap_or(true));
            let best = judged
                .filter_map(|(slot, &t)| {
                    let right = self.right.all.get(t)?;
                    let alone = self.alone(&left_over, &right_over, left.quantity.kind);
                    let plain = left.quantity.kind == Kind::Plain;
                    let sole = alone && (!plain || left_over.len() == right_over.len() && counts.0 == counts.1);
                    let ratio = right.quantity.value() / left.quantity.value();
                    if converted.iter().any(|known| (ratio / known - 1.0).abs() < RATIO) {
                        return None;
                    }
                    let (confidence, reason) = judge(&left.quantity, &right.quantity, sole)?;
                    Some((confidence, slot, Pair { original: o, translation: t, confidence, reason }))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, slot, pair)) = best {
                if let Some(slot) = taken.get_mut(slot) {
                    *slot = true;
                }
                pairs.push(pair);
            }
        }
        pairs
    }

    /// True when no other number of this kind is left over on either side.
    fn alone(&self, left: &[usize], right: &[usize], kind: Kind) -> bool {
        let count = |side: &Numbers, over: &[usize]| {
            over.iter().filter(|at| side.all.get(**at).is_some_and(|placed| kin(placed.quantity.kind, kind))).count()
        };
        count(self.left, left) == 1 && count(self.right, right) == 1
    }

    /// Ratios of the units that the bead converts: "of 900 km 275 lie under water" has one unit for two numbers.
    fn conversion(&self, lefts: std::ops::Range<usize>, rights: std::ops::Range<usize>) -> Vec<f64> {
        let factor = |placed: &Placed| match placed.quantity.kind {
            Kind::Measure(dimension, factor) => Some((dimension, factor)),
            _ => None,
        };
        let factors = |side: &Numbers, range: std::ops::Range<usize>| -> Vec<_> {
            side.all.get(range).unwrap_or_default().iter().filter_map(factor).collect()
        };
        let (left, right) = (factors(self.left, lefts), factors(self.right, rights));
        let pairs =
            left.iter().flat_map(|(a, x)| right.iter().filter(move |(b, y)| a == b && !equal(*x, *y)).map(move |(_, y)| x / y));
        pairs.collect()
    }

    /// Numbers that may accuse.
    fn full(&self, side: &Numbers, range: std::ops::Range<usize>) -> usize {
        side.all.get(range).unwrap_or(&[]).iter().filter(|placed| placed.quantity.weight > Weight::Witness).count()
    }

    /// Indices of the numbers without counterpart in the bead or near it. A number of the original is answered by one that is
    /// free itself; one of the translation is explained by any, for a translation may say a number once more.
    fn left_over(&self, lefts: std::ops::Range<usize>, rights: std::ops::Range<usize>) -> (Vec<usize>, Vec<usize>) {
        // A "two" some sentences away says nothing of two per cent.
        let far = |kind: Kind, witness: &Quantity, inside: bool| {
            inside || witness.weight == Weight::Full || matches!(kind, Kind::Plain | Kind::Measure(..))
        };
        let (own_left, own_right) = (self.left.range(&self.bead.original), self.right.range(&self.bead.translation));
        let answered = |left: &Quantity| {
            self.near.iter().flat_map(|bead| self.right.range(&bead.translation)).any(|r| {
                let Some(right) = self.right.all.get(r).map(|placed| &placed.quantity) else { return false };
                let free = self.free.right.get(r) == Some(&true) || right.weight == Weight::Witness;
                free && far(left.kind, right, own_right.contains(&r)) && same(left, right)
            })
        };
        let explained = |right: &Quantity| {
            self.near.iter().flat_map(|bead| self.left.range(&bead.original)).any(|l| {
                let Some(left) = self.left.all.get(l).map(|placed| &placed.quantity) else { return false };
                far(right.kind, left, own_left.contains(&l)) && same(left, right)
            })
        };
        let accuses = |placed: &&Placed| placed.quantity.weight > Weight::Witness;
        let left_over = lefts.filter(|l| {
            let free = self.free.left.get(*l) == Some(&true);
            free && self.left.all.get(*l).filter(accuses).is_some_and(|left| !answered(&left.quantity))
        });
        let right_over = rights.filter(|r| {
            let free = self.free.right.get(*r) == Some(&true);
            free && self.right.all.get(*r).filter(accuses).is_some_and(|right| !explained(&right.quantity))
        });
        (left_over.collect(), right_over.collect())
    }
}

/// How sure it is that `translation` stands where `original` should, and what happened to it.
fn judge(original: &Quantity, translation: &Quantity, sole: bool) -> Option<(f64, &'static str)> {
    let (a, b) = (original.value(), translation.value());
    let unknown = |kind: Kind| matches!(kind, Kind::Plain);
    let related = kin(original.kind, translation.kind);
    let measured = |kind: Kind| matches!(kind, Kind::Money(_) | Kind::Measure(..));
    let dated = |kind: Kind| matches!(kind, Kind::Year | Kind::Day);
    let full = original.weight == Weight::Full && translation.weight == Weight::Full;
    // A year or a day with a wrong digit may not look like one any more.
    if full && (dated(original.kind) && unknown(translation.kind) || unknown(original.kind) && dated(translation.kind)) {
        return alike(a, b).map(|reason| (ALIKE, reason));
    }
    let possible =
        related || unknown(original.kind) && measured(translation.kind) || unknown(translation.kind) && measured(original.kind);
    if !possible {
        return None;
    }
    if let (Kind::Measure(dimension, x), Kind::Measure(_, y)) = (original.kind, translation.kind)
        && equal(a, b)
        && !equal(x, y)
    {
        let told = matches!(dimension, Dimension::Length | Dimension::Mass | Dimension::Area | Dimension::Heat);
        return told.then_some((ALIKE, UNIT));
    }
    // A word of scale that is not read would look like this.
    let bare = |quantity: &Quantity| equal(quantity.scale, 1.0);
    if bare(original) != bare(translation) && equal(a / original.scale, b / translation.scale) {
        return None;
    }
    if full && let Some(reason) = alike(a, b) {
        return Some((ALIKE, reason));
    }
    if !sole || !related {
        return None;
    }
    let reason = "the original has another number";
    match original.kind {
        _ if !full => None,
        Kind::Plain => Some((SOLE_PLAIN, reason)),
        _ => Some((SOLE, reason)),
    }
}

/// How the digits of one number became those of another: by a power of ten, in another order, one of them changed.
fn alike(a: f64, b: f64) -> Option<&'static str> {
    let (left, right) = (digits(a), digits(b));
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let power = (a / b).log10();
    if left == right {
        return (power.abs() <= 9.5).then_some("the digits are the same, the magnitude is another one");
    }
    let near = power.abs() < 1.0;
    let sorted = |digits: &str| {
        let mut bytes = digits.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    let (whole_left, whole_right) = (format!("{a}"), format!("{b}"));
    if whole_left.len() == whole_right.len() && whole_left.len() >= 2 && near {
        if sorted(&whole_left) == sorted(&whole_right) {
            return Some("the digits stand in another order");
        }
        let changed = whole_left.bytes().zip(whole_right.bytes()).filter(|(x, y)| x != y).count();
        if changed == 1 {
            return Some("one digit is another one");
        }
    }
    None
}
