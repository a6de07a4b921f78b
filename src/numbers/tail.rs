//! What belongs to a number: words that multiply it, its unit, its month, the marks of a time.

use super::cursor::{Digits, char_at, char_before, unspaced};
use super::quantity::{Dimension, Kind, Quantity, Weight, kin};
use super::read::{Reader, word_end};
use super::tables::{Unit, unit, whole_unit};
use crate::text::Span;

/// Bytes of one space or hyphen after byte `end`; none when there is neither.
pub(super) fn gap(text: &str, end: usize) -> Option<usize> {
    let c = char_at(text, end).filter(|c| *c != '\n' && (c.is_whitespace() || matches!(c, '-' | '‑' | '‐')))?;
    Some(c.len_utf8())
}

fn space(text: &str, end: usize) -> usize {
    char_at(text, end).filter(|c| *c != '\n' && c.is_whitespace()).map_or(0, char::len_utf8)
}

/// The letters that end at byte `end`.
pub(super) fn last_word(text: &str, end: usize) -> &str {
    let before = text.get(..end).unwrap_or("");
    let start = before.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(end, |(at, _)| at);
    text.get(start..end).unwrap_or("")
}

/// The currency that `word` is as a code or sign before its number: `CZK`, `Rs`.
pub(super) fn currency_code(word: &str) -> Option<Unit> {
    let code = word.chars().next().is_some_and(char::is_uppercase) && (2..=3).contains(&word.chars().count());
    whole_unit(word).filter(|unit| code && matches!(unit.kind, Kind::Money(_)))
}

/// A time: hours with the minutes as hundredths, by either clock.
pub(super) fn clock(found: &mut Quantity, hour: f64, minute: f64) {
    found.kind = Kind::Time;
    found.values.clear();
    found.values.push(hour + minute / 100.0);
    if hour <= 12.0 {
        found.values.push(hour % 12.0 + 12.0 + minute / 100.0);
        found.values.push(hour % 12.0 + minute / 100.0);
    } else {
        found.values.push(hour - 12.0 + minute / 100.0);
    }
}

/// Everything after and before the digits of `found`.
pub(super) fn complete(reader: &mut Reader<'_>, found: &mut Quantity, digits: &Digits) {
    let text = reader.text;
    attached(reader, found);
    halved(reader, found, 1.0);
    let scale = found.scale;
    multiplied(reader, found);
    if found.scale > scale {
        let last = found.scale / scale;
        halved(reader, found, last);
    }
    let end = reader.at;
    found.span = Span::new(found.span.start(), end.max(found.span.end()));
    found.full = found.span;
    if found.kind == Kind::Time {
        halves_of_day(reader, found);
        return;
    }
    if !found.words && dated(reader, found, digits) {
        return;
    }
    if let Some((unit, end)) = following_unit(text, end) {
        found.kind = unit.kind;
        found.symbol = unit.symbol;
        found.full = Span::new(found.span.start(), end);
        reader.at = end;
        halved(reader, found, found.scale);
        hours(reader, found, digits);
    } else if let Some(unit) = unit_before(text, found.span.start()) {
        found.kind = unit.kind;
        found.symbol = unit.symbol;
    } else {
        halves_of_day(reader, found);
    }
    eras(reader, found, digits);
}

/// Letters that follow without a space: `5bn`, `20th`, `18letý`, `5G`.
fn attached(reader: &mut Reader<'_>, found: &mut Quantity) {
    let start = reader.at;
    let Some(c) = char_at(reader.text, start).filter(|c| c.is_alphabetic() && !unspaced(*c) && !found.words) else { return };
    if unit(reader.text.get(start..).unwrap_or("")).is_some() && !matches!(c, 'm' | 'k') {
        return;
    }
    let (sense, end, _) = reader.sense(start);
    if let Some(scale) = sense.and_then(|sense| sense.scale) {
        found.values.iter_mut().for_each(|value| *value *= scale);
        found.scale *= scale;
    } else if let Some(scale) = sense.and_then(|sense| sense.perhaps) {
        let money = unit_before(reader.text, found.span.start()).is_some();
        let value = found.value();
        if money {
            found.values.insert(0, value * scale);
            found.scale *= scale;
        } else {
            found.values.push(value * scale);
            return;
        }
    } else if reader.text.get(start..end) == Some("s") {
        let value = found.value();
        found.values.push(value % 100.0);
    } else if c.is_uppercase() || !matches!(found.kind, Kind::Plain | Kind::Time) {
        found.weight = Weight::Witness;
    } else if reader.code == "fr" && reader.text.get(start..end) == Some("h") {
        return;
    }
    reader.at = end;
}

/// "And a half" after the number or its unit: `two and a half`, `5 שקלים וחצי`, `1時間半`. `unit` is what the half is of.
fn halved(reader: &mut Reader<'_>, found: &mut Quantity, unit: f64) {
    const HALVES: [(&str, &str); 17] = [
        ("en", "and a half"),
        ("es", "y medio"),
        ("es", "y media"),
        ("fr", "et demi"),
        ("it", "e mezzo"),
        ("pt", "e meio"),
        ("ru", "с половиной"),
        ("uk", "з половиною"),
        ("pl", "i pół"),
        ("cs", "a půl"),
        ("sk", "a pol"),
        ("he", "וחצי"),
        ("ar", "ونصف"),
        ("tr", "buçuk"),
        ("ja", "半"),
        ("zh", "半"),
        ("ko", "반"),
    ];
    let at = reader.at + gap(reader.text, reader.at).unwrap_or(0);
    let rest = reader.text.get(at..).unwrap_or("");
    let half = HALVES.iter().find(|(code, half)| *code == reader.code && rest.starts_with(half));
    let Some((_, half)) = half.filter(|_| found.value() < 1000.0 * unit && found.kind != Kind::Time) else { return };
    let value = found.value();
    found.values.insert(0, value + 0.5 * unit);
    reader.at = at + half.len();
}

/// Words of scale after a space or a hyphen: `2.5 million`, `5 тыс.`, `300 mil millones`.
fn multiplied(reader: &mut Reader<'_>, found: &mut Quantity) {
    for _ in 0..2 {
        if reader.code == "th" && thai(reader, found) {
            continue;
        }
        let Some(gap) = gap(reader.text, reader.at) else { return };
        let (sense, end, _) = reader.sense(reader.at + gap);
        let Some(scale) = sense.filter(|sense| !sense.about && sense.cardinal.is_none()).and_then(|sense| sense.scale) else {
            return;
        };
        found.values.iter_mut().for_each(|value| *value *= scale);
        found.scale *= scale;
        let abbreviated = char_at(reader.text, end) == Some('.')
            && char_at(reader.text, end + 1).is_some_and(|c| c == ' ' || c.is_whitespace())
            && reader.text.get(end + 2..).is_some_and(|rest| !rest.is_empty());
        reader.at = end;
        found.span = Span::new(found.span.start(), end);
        if abbreviated {
            reader.at += 1;
        }
    }
}

fn thai(reader: &mut Reader<'_>, found: &mut Quantity) -> bool {
    const WORDS: [(&str, f64); 7] =
        [("ล้านล้าน", 1e12), ("ร้อยล้าน", 1e8), ("ล้าน", 1e6), ("แสน", 1e5), ("หมื่น", 1e4), ("พัน", 1e3), ("ร้อย", 1e2)];
    let start = reader.at + space(reader.text, reader.at);
    let rest = reader.text.get(start..).unwrap_or("");
    let Some((word, scale)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) else { return false };
    found.values.iter_mut().for_each(|value| *value *= scale);
    found.scale *= scale;
    reader.at = start + word.len();
    found.span = Span::new(found.span.start(), reader.at);
    true
}

/// The unit after byte `end`, over a space, an "of" or, for currencies, an adjective ("US dollars"); with its end.
fn following_unit(text: &str, end: usize) -> Option<(Unit, usize)> {
    const OF: [&str; 8] = ["de", "di", "of", "del", "degli", "von", "d", "dei"];
    let mut at = end + gap(text, end).unwrap_or(0);
    let here = |at: usize| unit(text.get(at..)?).map(|(unit, length)| (unit, at + length));
    if let Some(found) = here(at) {
        return Some(found);
    }
    for skipped in 0..2 {
        let mut stop = word_end(text, at);
        let word = text.get(at..stop)?;
        let elided = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’")).is_some();
        if elided {
            return here(at + word.len() - word.get(1..)?.trim_start_matches(['\'', '’']).len());
        }
        // `U.S.`
        while char_at(text, stop) == Some('.') && char_at(text, stop + 1).is_some_and(char::is_uppercase) {
            stop = word_end(text, stop + 1);
        }
        if char_at(text, stop) == Some('.') && text.get(at..stop).is_some_and(|word| word.contains('.')) {
            stop += 1;
        }
        if stop == at || space(text, stop) == 0 {
            return None;
        }
        let of = OF.contains(&word);
        at = stop + space(text, stop);
        match here(at) {
            Some((unit, end)) if of || matches!(unit.kind, Kind::Money(_)) => return Some((unit, end)),
            _ if of && skipped == 0 => {}
            _ => return None,
        }
    }
    None
}

/// The currency or per cent before a number: `$5`, `CZK 200`, `%5`, `yüzde 5`, 百分之五.
fn unit_before(text: &str, start: usize) -> Option<Unit> {
    let before = text.get(..start)?;
    if before.ends_with("百分之") {
        return whole_unit("%");
    }
    let before = before.strip_suffix(|c: char| c.is_whitespace() && c != '\n').unwrap_or(before);
    let last = before.chars().next_back()?;
    if matches!(last, '$' | '€' | '£' | '¥' | '￥' | '₩' | '₽' | '₴' | '₹' | '₪' | '₺' | '฿' | '%') {
        if before.ends_with("R$") {
            return whole_unit("r$");
        }
        let alone = last != '%' || !char_before(before, before.len() - 1).is_some_and(char::is_numeric);
        return whole_unit(last.encode_utf8(&mut [0; 4])).filter(|_| alone);
    }
    let word = last_word(before, before.len());
    match word {
        "yüzde" | "Yüzde" => whole_unit("%"),
        _ => currency_code(word),
    }
}

/// `p.m.` and `a.m.`, and hours with `Uhr`.
fn halves_of_day(reader: &mut Reader<'_>, found: &mut Quantity) {
    let end = reader.at;
    let rest = reader.text.get(end + space(reader.text, end)..).unwrap_or("");
    let half = ["p.m.", "pm", "PM", "P.M.", "a.m.", "am", "AM", "A.M."].iter().find(|half| rest.starts_with(**half));
    let after = half.and_then(|half| rest.get(half.len()..)).and_then(|rest| rest.chars().next());
    let hour = found.value();
    let clock_word =
        [" Uhr", " часов утра", " часа дня"].iter().any(|word| reader.text.get(end..).is_some_and(|r| r.starts_with(word)));
    if half.is_some() && !after.is_some_and(char::is_alphanumeric) && hour < 13.0 || clock_word && hour < 25.0 {
        let whole = hour.trunc();
        clock(found, whole, ((hour - whole) * 100.0).round());
    }
}

/// `15時30分`, `14h30`, `10시 30분`, `15.30 hod.`
fn hours(reader: &mut Reader<'_>, found: &mut Quantity, digits: &Digits) {
    let Kind::Measure(Dimension::Time, factor) = found.kind else { return };
    let hour = found.value();
    let hours = (factor - 1.0 / 24.0).abs() < 1e-3;
    if !hours || hour > 24.0 || found.words {
        return;
    }
    if digits.marks.as_slice() == ['.'] && digits.groups.last().is_some_and(|group| group.digits == 2 && group.value < 60.0) {
        let whole = hour.trunc();
        let (minutes, alone) = (((hour - whole) * 100.0).round(), found.value());
        clock(found, whole, minutes);
        found.values.push(alone);
    } else if hour.fract() == 0.0 && !matches!(reader.code, "zh" | "ja") {
        let more = Digits::read(reader.text, reader.at).filter(|more| more.marks.is_empty());
        if let Some(minute) = more.and_then(|more| more.groups.first().copied()).filter(|group| group.value < 60.0) {
            clock(found, hour, minute.value);
            found.span = Span::new(found.span.start(), minute.end);
            reader.at = minute.end;
        }
    }
}

/// Days beside a month, months and years with their characters, years by their look. True when it is one.
fn dated(reader: &mut Reader<'_>, found: &mut Quantity, digits: &Digits) -> bool {
    let text = reader.text;
    let plain = digits.marks.is_empty() && found.scale == 1.0 && found.value().fract() == 0.0;
    let value = found.value();
    if !plain {
        return false;
    }
    if by_character(reader, found, digits) {
        return true;
    }
    let after_month = reader.month.is_some_and(|end| {
        text.get(end..found.span.start()).is_some_and(|between| between.trim_matches(['.', ' ', '\u{a0}']).is_empty())
    });
    if value <= 31.0 && (after_month || before_month(reader)) {
        found.kind = Kind::Day;
        return true;
    }
    let ungrouped = digits.groups.first().is_some_and(|group| group.digits == 4);
    // Whatever its value: a wrong digit may have made it one that no year has.
    if ungrouped && value >= 1000.0 && following_unit(text, reader.at).is_some_and(|(unit, _)| is_year(unit)) {
        found.kind = Kind::Year;
        return true;
    }
    if ungrouped
        && (1500.0..2100.0).contains(&value)
        && following_unit(text, reader.at).is_none_or(|(unit, _)| is_year(unit))
        && unit_before(text, found.span.start()).is_none()
    {
        found.kind = Kind::Year;
        eras(reader, found, digits);
        return true;
    }
    false
}

/// Months, days, hours and years with the character that says so.
fn by_character(reader: &mut Reader<'_>, found: &mut Quantity, digits: &Digits) -> bool {
    let (text, value) = (reader.text, found.value());
    let rest = text.get(reader.at..).unwrap_or("");
    let trimmed = rest.trim_start();
    let character = trimmed.chars().next();
    match character {
        Some('月' | '월') if value <= 12.0 && !trimmed.starts_with("月間") => {
            (found.kind, found.weight) = (Kind::Month, Weight::Witness);
            true
        }
        Some('日' | '号' | '일') if value <= 31.0 && !matches!(trimmed.chars().nth(1), Some('間' | '间')) => {
            found.kind = Kind::Day;
            true
        }
        Some('時' | '时' | '点' | '點' | '시') if value <= 24.0 && !matches!(trimmed.chars().nth(1), Some('間' | '间')) => {
            let mark = character.map_or(0, char::len_utf8);
            let at = reader.at + (rest.len() - trimmed.len()) + mark;
            let at = at + space(text, at);
            let minute = Digits::read(text, at).and_then(|more| more.groups.first().copied());
            let minute = minute.filter(|group| group.value < 60.0 && matches!(char_at(text, group.end), Some('分' | '분')));
            let half = text.get(at..).is_some_and(|rest| rest.starts_with('半') || rest.starts_with('반'));
            clock(found, value, minute.map_or(if half { 30.0 } else { 0.0 }, |group| group.value));
            if let Some(group) = minute {
                found.span = Span::new(found.span.start(), group.end);
                reader.at = group.end;
            }
            true
        }
        Some('年' | '년') if (1000.0..2200.0).contains(&value) => {
            found.kind = Kind::Year;
            eras(reader, found, digits);
            true
        }
        _ => false,
    }
}

fn is_year(unit: Unit) -> bool {
    matches!(unit.kind, Kind::Measure(Dimension::Time, factor) if factor > 300.0)
}

/// True when the name of a month follows: `24. února`, `24 de febrero`, `1er mai`.
fn before_month(reader: &mut Reader<'_>) -> bool {
    let text = reader.text;
    let mut at = reader.at;
    if char_at(text, at) == Some('.') {
        at += 1;
    }
    at += space(text, at);
    let end = word_end(text, at);
    if text.get(at..end).is_some_and(|word| matches!(word, "de" | "of" | "di" | "тра")) {
        at = end + space(text, end);
    }
    at < text.len() && reader.sense(at).0.is_some_and(|sense| sense.month.is_some())
}

/// Years of other calendars and of short form.
fn eras(reader: &Reader<'_>, found: &mut Quantity, digits: &Digits) {
    let value = found.value();
    if !digits.marks.is_empty() || value.fract() != 0.0 || found.words || found.scale != 1.0 {
        return;
    }
    let before = reader.text.get(..found.span.start()).unwrap_or("").trim_end();
    let ahead = match reader.code {
        "ja" => [("令和", 2018.0), ("平成", 1988.0), ("昭和", 1925.0), ("大正", 1911.0), ("明治", 1867.0)]
            .iter()
            .find(|(era, _)| before.ends_with(era))
            .map(|(_, ahead)| *ahead),
        "zh" => ["民国", "民國"].iter().any(|era| before.ends_with(era)).then_some(1911.0),
        "th" if (2350.0..2700.0).contains(&value) => Some(-543.0),
        "fa" if (1200.0..1500.0).contains(&value) => Some(621.0),
        _ => None,
    };
    // A business year may be named by the year in which it ends.
    let fiscal = ["fiscal", "fiscal year", "FY", "financial year"].iter().any(|word| before.ends_with(word))
        || reader.text.get(reader.at..).is_some_and(|rest| rest.starts_with("年度") || rest.starts_with("회계연도"));
    if fiscal {
        found.values.extend([value + 1.0, value - 1.0]);
    }
    if let Some(ahead) = ahead {
        found.values.push(value + ahead);
        found.values.push(value + ahead + 1.0);
    }
}

/// Shares the word of scale and the unit of a range or list with the number before: "5 to 10 million euros".
pub(super) fn share(found: &mut [Quantity], text: &str) {
    /// Bytes that the mark or word between the ends of a range takes.
    const BETWEEN: usize = 8;
    /// Letters of the word (to, bis, nebo) and of a currency.
    const LETTERS: usize = 4;
    for at in (1..found.len()).rev() {
        let Some((left, right)) = found.split_at_mut_checked(at) else { continue };
        let (Some(left), Some(right)) = (left.last_mut(), right.first()) else { continue };
        let between = text.get(left.full.end()..right.span.start()).unwrap_or("");
        let letters = between.chars().filter(|c| c.is_alphabetic()).count();
        let joins = between.len() <= BETWEEN && letters <= LETTERS && !between.contains(['.', ';', '(', ')', ':']);
        if !joins || left.weight == Weight::Witness {
            continue;
        }
        if left.scale == 1.0 && right.scale > 1.0 && (left.kind == Kind::Plain || kin(left.kind, right.kind)) {
            let value = left.value();
            left.values.push(value * right.scale);
        }
        if left.kind == Kind::Plain
            && !between.contains(',')
            && matches!(right.kind, Kind::Percent | Kind::Money(_) | Kind::Measure(..))
        {
            (left.kind, left.symbol) = (right.kind, right.symbol);
        }
    }
}
