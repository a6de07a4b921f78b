//! A quantity and how two of them meet.

use smallvec::SmallVec;

use crate::text::Span;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Things, or nothing that is known.
    Plain,
    /// Hundredths.
    Percent,
    /// A family of currencies that share a word (dollars of all countries).
    Money(u8),
    /// A dimension, and what one of the unit is in the base unit.
    Measure(Dimension, f64),
    /// A time of the day: hours, the minutes as hundredths.
    Time,
    /// A day of a month.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Base unit metre.
    Length,
    /// Base unit square metre.
    Area,
    /// Base unit kilogram.
    Mass,
    /// Base unit litre.
    Volume,
    /// Base unit metre a second.
    Speed,
    /// Base unit day.
    Time,
    /// Factor 1 for degrees Celsius, 2 for Fahrenheit.
    Heat,
}

/// How far a number may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It may explain a number of the other side, but never accuses: part of a name, a month, a fraction, a small number in
    /// words, which a language has many words for.
    Witness,
    /// Digits, or a larger number in words.
    Full,
}

/// A number of a sentence with all its readings.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number with the words that multiply it (`2.5 million`).
    pub span: Span,
    /// The number with its unit too.
    pub full: Span,
    /// Readings, the likeliest first; never empty.
    pub values: SmallVec<[f64; 4]>,
    /// What it counts.
    pub kind: Kind,
    /// How far it may be relied on.
    pub weight: Weight,
    /// The text says that it is not exact.
    pub about: bool,
    /// It stands for a range by its form: 六七千, 10余万.
    pub odd: bool,
    /// Product of the words that multiply it; 1 without any.
    pub scale: f64,
    /// Written in words.
    pub words: bool,
    /// Symbol of its unit.
    pub symbol: &'static str,
}

impl Quantity {
    /// The likeliest reading.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.values.first().copied().unwrap_or_default()
    }
}

/// Two values that differ by no more than what arithmetic loses.
pub(super) fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

/// The digits of `value` without zeros at either end: `38000` and `0.38` have `38`.
pub(super) fn digits(value: f64) -> String {
    let text = format!("{value:.6}");
    text.replace('.', "").trim_matches('0').to_owned()
}

/// Digits after the decimal mark of `value`.
pub(super) fn decimals(value: f64) -> usize {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// Share by which values in other units may differ: editors round what they convert.
const CONVERTED: f64 = 0.12;

/// True when `translation` can be what `original` became: equal in one of the readings, rounded, or converted.
pub(super) fn same(original: &Quantity, translation: &Quantity) -> bool {
    if let (Kind::Measure(a, x), Kind::Measure(b, y)) = (original.kind, translation.kind)
        && a == b
        && !equal(x, y)
    {
        return converted(a, (original.value(), x), (translation.value(), y));
    }
    original.values.iter().any(|a| translation.values.iter().any(|b| equal(*a, *b)))
        || short_year(original, translation)
        || rounded(original, translation)
}

/// True when they are one number of one kind, as it stands.
pub(super) fn identical(original: &Quantity, translation: &Quantity) -> bool {
    equal(original.value(), translation.value()) && kin(original.kind, translation.kind) && same(original, translation)
}

/// True for kinds that may be two readings of one.
pub(super) fn kin(a: Kind, b: Kind) -> bool {
    match (a, b) {
        (Kind::Measure(a, _), Kind::Measure(b, _)) => a == b,
        _ => a == b,
    }
}

fn converted(dimension: Dimension, (a, x): (f64, f64), (b, y): (f64, f64)) -> bool {
    let (left, right) = if dimension == Dimension::Heat {
        let celsius = |value: f64, unit: f64| if equal(unit, 2.0) { (value - 32.0) / 1.8 } else { value };
        return (celsius(a, x) - celsius(b, y)).abs() <= 2.0 || equal(a * 1.8, b) || equal(a, b * 1.8);
    } else {
        (a * x, b * y)
    };
    (left - right).abs() <= CONVERTED * left.abs().max(right.abs())
}

/// `2024` and the second half of `2023/24`.
fn short_year(a: &Quantity, b: &Quantity) -> bool {
    let (long, short) = if a.value() > b.value() { (a, b) } else { (b, a) };
    let short_form = short.weight == Weight::Witness && !short.words && short.value() < 100.0;
    short_form && (1000.0..2200.0).contains(&long.value()) && equal(long.value() % 100.0, short.value())
}

/// True when one of two is the other with fewer digits: 1,498 became "about 1,500".
fn rounded(original: &Quantity, translation: &Quantity) -> bool {
    /// Share by which a number that has lost digits may differ.
    const CLOSE: f64 = 0.06;
    /// The same, where the text says that it is not exact.
    const LOOSE: f64 = 0.2;
    /// Share by which a number in a form that stands for a range may differ.
    const ODD: f64 = 0.12;
    let about = original.about || translation.about;
    let (a, b) = (original.value(), translation.value());
    let (long, short) = (digits(a).len(), digits(b).len());
    let apart = (a - b).abs() / a.abs().max(b.abs());
    let hours = matches!(translation.kind, Kind::Time | Kind::Measure(Dimension::Time, _));
    if original.kind == Kind::Time && hours && b.fract() == 0.0 && original.values.iter().any(|a| equal(a.trunc(), b)) {
        return true;
    }
    if matches!(original.kind, Kind::Year | Kind::Day | Kind::Time | Kind::Month) {
        return false;
    }
    // 85.58 may stand for 85.6, where the original is the one that rounds.
    if short > long {
        let places = 10_f64.powi(i32::try_from(decimals(a)).unwrap_or(0));
        return decimals(a) > 0 && equal((b * places).round(), a * places);
    }
    if original.odd || translation.odd {
        return apart <= ODD;
    }
    short < long && (about && apart <= CLOSE || cut(a, b, short, about) && apart <= if about { LOOSE } else { CLOSE })
}

/// True when `b` is `a` with `kept` digits: the nearest, or where it is not exact the one above or below.
fn cut(a: f64, b: f64, kept: usize, about: bool) -> bool {
    let place = a.abs().log10().floor() - kept as f64 + 1.0;
    let unit = 10_f64.powf(place);
    let share = a / unit;
    equal(share.round() * unit, b) || about && (equal(share.floor() * unit, b) || equal(share.ceil() * unit, b))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::Lang;

    fn meet(from: &str, original: &str, to: &str, translation: &str) -> bool {
        let first = |lang: &str, text: &str| read(text, Lang::parse(lang).unwrap()).into_iter().next().unwrap();
        same(&first(from, original), &first(to, translation))
    }

    #[test]
    fn rounding_keeps_the_leading_digits() {
        assert!(meet("cs", "1 498 lidí", "en", "1,500 people"));
        assert!(meet("cs", "5 398 lidí", "en", "over 5,000 people"));
        assert!(meet("en", "85.6", "ja", "85.58歳"));
        assert!(!meet("zh", "33.06万", "en", "336,000"));
        assert!(!meet("en", "466", "cs", "446"));
        assert!(!meet("en", "2019", "cs", "2020"));
    }

    #[test]
    fn converted_units_meet_and_exchanged_ones_do_not() {
        assert!(meet("ru", "100 километров", "en", "62 miles"));
        assert!(!meet("ru", "100 километров", "en", "100 miles"));
        assert!(meet("en", "95 degrees Fahrenheit", "de", "35 Grad Celsius"));
        assert!(meet("zh", "300亩", "en", "20 hectares"));
        assert!(meet("en", "24 hours", "cs", "1 den"));
    }

    #[test]
    fn clocks_and_seasons_meet() {
        assert!(meet("cs", "v 15.30 hodin", "en", "3:30 p.m."));
        assert!(meet("it", "alle 18.07", "en", "6:07 p.m."));
        assert!(!meet("en", "1:30 a.m.", "de", "3.10 Uhr"));
    }
}
