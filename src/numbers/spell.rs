//! The right number in the manner of the wrong one.

use super::quantity::{Kind, Quantity, decimals, equal};
use super::tables::{Format, Lexicon};
use crate::text::{Lang, digit};

/// What should stand where the translation has `wrong`, whose text is `written`; none when the form is not certain.
#[must_use]
pub(super) fn spell(right: &Quantity, wrong: &Quantity, written: &str, lang: Lang) -> Option<String> {
    let format = Lexicon::of(lang).format;
    let value = right.value();
    if let (Kind::Measure(a, x), Kind::Measure(b, y)) = (right.kind, wrong.kind)
        && (a != b || !equal(x, y))
    {
        return None;
    }
    if right.scale == 1.0 && matches!(right.kind, Kind::Money(_)) && decimals(value) == 1 && !wrong.words {
        return replace(written, &format!("{}0", decimal(value, format)?));
    }
    match (right.kind, wrong.kind) {
        (Kind::Time, Kind::Time) => return time(value, written),
        (Kind::Year | Kind::Day, _) | (_, Kind::Year | Kind::Day) => return replace(written, &plain(value)?),
        _ => {}
    }
    let code = lang.code();
    if matches!(code, "zh" | "ja" | "ko") {
        return east_asian(value, written, code);
    }
    if wrong.scale > 1.0 && !wrong.words && fits(value, wrong.scale) {
        return replace(written, &decimal(value / wrong.scale, format)?);
    }
    let scaled = format.scales.iter().rev().find(|(scale, word)| word.is_some() && fits(value, *scale));
    match scaled {
        Some((scale, Some(word))) => Some(format!("{}\u{a0}{word}", decimal(value / scale, format)?).replace('\u{a0}', " ")),
        _ if wrong.words => decimal(value, format),
        _ if wrong.scale > 1.0 => decimal(value, format),
        _ => replace(written, &decimal(value, format)?),
    }
}

/// True when `value` counted in `scale` has few digits.
fn fits(value: f64, scale: f64) -> bool {
    let share = value / scale;
    scale >= 1e3 && share >= 1.0 && equal((share * 1000.0).round(), share * 1000.0) && share < 1000.0
}

fn plain(value: f64) -> Option<String> {
    (value.fract() == 0.0).then(|| format!("{value:.0}"))
}

/// With the marks of the language.
fn decimal(value: f64, format: Format) -> Option<String> {
    /// No number of the news is longer.
    const LARGEST: f64 = 1e15;
    if !(0.0..LARGEST).contains(&value) {
        return None;
    }
    let text = format!("{value:.4}");
    let (whole, fraction) = text.split_once('.')?;
    let fraction = fraction.trim_end_matches('0');
    let mut grouped = String::new();
    for (at, c) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && left % 3 == 0 && (whole.len() > 4 || !matches!(format.group, Some(' '))) {
            grouped.extend(format.group);
        }
        grouped.push(c);
    }
    if !fraction.is_empty() {
        grouped.push(format.decimal);
        grouped.push_str(fraction);
    }
    Some(grouped)
}

/// Puts `number` where `written` has its digits.
fn replace(written: &str, number: &str) -> Option<String> {
    let first = written.char_indices().find(|(_, c)| digit(*c).is_some())?.0;
    let (last, c) = written.char_indices().rfind(|(_, c)| digit(*c).is_some())?;
    // A fraction sign or words between digits: the form is not ours to guess.
    let inside = written.get(first..last)?;
    if inside.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(format!("{}{number}{}", written.get(..first)?, written.get(last + c.len_utf8()..)?))
}

fn time(value: f64, written: &str) -> Option<String> {
    let hour = value.trunc();
    let minute = ((value - hour) * 100.0).round();
    let mark = written.chars().find(|c| matches!(c, ':' | '.' | '：'));
    match mark {
        Some(mark) => replace(written, &format!("{hour:.0}{mark}{minute:02.0}")),
        None if minute == 0.0 => replace(written, &plain(hour)?),
        None => None,
    }
}

/// With the numerals of ten thousand and a hundred million, as far as two decimals of them say the number.
fn east_asian(value: f64, written: &str, code: &str) -> Option<String> {
    let (man, oku) = match code {
        "ja" => ("万", "億"),
        "ko" => ("만", "억"),
        _ => ("万", "亿"),
    };
    let group = if code == "zh" { "" } else { "," };
    let comma = Format { decimal: '.', group: group.chars().next(), scales: [(1.0, None); 4] };
    let numerals = written.chars().any(|c| "万億亿만억千百".contains(c));
    let fits = |scale: f64, parts: f64| value >= scale && equal((value / scale * parts).round(), value / scale * parts);
    let bare = Format { group: None, ..comma };
    if fits(1e8, 100.0) {
        Some(format!("{}{oku}", decimal(value / 1e8, comma)?))
    } else if value >= 1e8 && fits(1e4, 1.0) {
        let (above, below) = ((value / 1e8).trunc(), (value % 1e8) / 1e4);
        let space = if code == "ko" { " " } else { "" };
        Some(format!("{above:.0}{oku}{space}{}{man}", decimal(below, bare)?))
    } else if value < 1e8 && fits(1e4, 100.0) && (numerals || value >= 1e5) {
        Some(format!("{}{man}", decimal(value / 1e4, bare)?))
    } else if numerals && code == "ja" && value > 1e4 && value < 1e8 && value.fract() == 0.0 {
        Some(format!("{:.0}{man}{:.0}", (value / 1e4).trunc(), value % 1e4))
    } else {
        decimal(value, comma)
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn spelled(from: &str, original: &str, to: &str, translation: &str) -> Option<String> {
        let right = read(original, Lang::parse(from).unwrap());
        let wrong = read(translation, Lang::parse(to).unwrap());
        spell(&right[0], &wrong[0], wrong[0].span.of(translation), Lang::parse(to).unwrap())
    }

    #[test]
    fn the_right_number_has_the_marks_of_the_translation() {
        assert_eq!(spelled("cs", "5 398 kusů", "en", "3,598 pieces").as_deref(), Some("5,398"));
        assert_eq!(spelled("en", "5,398 pieces", "cs", "3 598 kusů").as_deref(), Some("5398"));
        assert_eq!(spelled("en", "1,498,000", "de", "149.800").as_deref(), Some("1,498 Millionen"));
        assert_eq!(spelled("cs", "200 miliard", "en", "200 million").as_deref(), Some("200 billion"));
        assert_eq!(spelled("en", "140,000", "ja", "140万人").as_deref(), Some("14万"));
        assert_eq!(spelled("en", "11 million", "zh", "110万公里").as_deref(), Some("1100万"));
        assert_eq!(spelled("en", "4,765 million", "zh", "4765亿").as_deref(), Some("47.65亿"));
        assert_eq!(spelled("en", "450,150,000", "ja", "45億").as_deref(), Some("4億5015万"));
    }
}
