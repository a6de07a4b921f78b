//! Digits with their separators, and the numerals of Chinese and Japanese.

use smallvec::SmallVec;

use super::tables::Format;
use crate::text::digit;

/// Digits and what parts them: `1,200.5`, `24.2.2022`, `13:05`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Digits {
    /// One past the last byte.
    pub(super) end: usize,
    /// Value, number of digits and bytes of every run.
    pub(super) groups: SmallVec<[Group; 4]>,
    /// What stands between the runs; white space is given as a space.
    pub(super) marks: SmallVec<[char; 4]>,
}

/// One run of digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Group {
    pub(super) value: f64,
    pub(super) digits: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// True for letters of scripts that write no spaces between words.
pub(super) fn unspaced(c: char) -> bool {
    matches!(c, '々'..='〇' | 'ぁ'..='ヿ' | '㐀'..='䶿' | '一'..='\u{9fff}' | 'ก'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}')
}

/// The character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character before byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

impl Digits {
    /// The digits that begin at `at`. A space parts thousands in many languages, and in all of them now and then.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let mut read = Self { end: at, groups: SmallVec::new(), marks: SmallVec::new() };
        let first = run(text, at)?;
        read.end = first.end;
        read.groups.push(first);
        while let Some(mark) = char_at(text, read.end) {
            let Some(group) = run(text, read.end + mark.len_utf8()) else { break };
            let space = mark.is_whitespace();
            let joins = if space {
                mark != '\n'
                    && group.digits == 3
                    && first.digits <= 3
                    && first.value > 0.0
                    && read.marks.iter().all(|mark| *mark == ' ')
            } else {
                matches!(mark, '.' | ',' | ':' | '/' | '・' | '٫' | '٬' | '，' | '．' | '：' | '\'' | '’')
                    && !read.marks.contains(&' ')
                    || matches!(mark, ',' | '.') && read.marks.iter().all(|mark| *mark == ' ')
            };
            if !joins {
                break;
            }
            read.marks.push(if space { ' ' } else { mark });
            read.groups.push(group);
            read.end = group.end;
        }
        Some(read)
    }

    /// Readings as one number, the likeliest first; empty when the marks part a date, a time or a list.
    pub(super) fn values(&self, format: Format) -> SmallVec<[f64; 4]> {
        let mut values = SmallVec::new();
        let Some((last, others)) = self.marks.split_last() else {
            values.extend(self.groups.first().map(|group| group.value));
            return values;
        };
        if self.marks.iter().any(|mark| matches!(mark, ':' | '：' | '/')) {
            return values;
        }
        let groups = |range: &[Group]| {
            range.iter().skip(1).all(|group| group.digits == 3)
                || range.last().is_some_and(|group| group.digits == 3)
                    && range.iter().skip(1).rev().skip(1).all(|group| group.digits == 2)
        };
        let whole = |range: &[Group]| range.iter().fold(0.0, |sum, group| sum * 10_f64.powi(exponent(group)) + group.value);
        let (tail, head) = match self.groups.split_last() {
            Some(split) => split,
            None => return values,
        };
        let decimal = whole(head) + tail.value / 10_f64.powi(exponent(tail));
        let always_groups = |mark: char| matches!(mark, ' ' | '\'' | '’' | '٬');
        let starts = self.groups.first().is_some_and(|group| group.digits <= 3 && group.value > 0.0);
        if others.iter().any(|mark| mark != last) {
            // `1,234.5`, `1 234,5`: the last mark is the decimal one.
            if groups(head) && others.windows(2).all(|pair| pair.first() == pair.last()) {
                values.push(decimal);
            }
        } else if !others.is_empty() || always_groups(*last) {
            if groups(&self.groups) && starts {
                values.push(whole(&self.groups));
            }
        } else if tail.digits == 3 && starts && !matches!(last, '٫' | '・') {
            let both = [whole(&self.groups), decimal];
            let decimal_first = *last == format.decimal;
            if Some(*last) == format.group {
                values.push(both[0]);
            } else {
                values.extend(if decimal_first { [both[1], both[0]] } else { both });
            }
        } else {
            values.push(decimal);
        }
        values
    }
}

fn exponent(group: &Group) -> i32 {
    i32::try_from(group.digits.min(300)).unwrap_or(300)
}

fn run(text: &str, start: usize) -> Option<Group> {
    let mut group = Group { value: 0.0, digits: 0, start, end: start };
    for c in text.get(start..)?.chars() {
        let Some(value) = digit(c) else { break };
        group.value = group.value * 10.0 + value as f64;
        group.digits += 1;
        group.end += c.len_utf8();
    }
    (group.digits > 0).then_some(group)
}

/// What a character is in a number of Chinese, Japanese or Korean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Numeral {
    Digit(f64),
    /// Ten, a hundred, a thousand.
    Small(f64),
    /// Ten thousand and above.
    Big(f64),
    /// "And some": 10余万, 3000多万.
    Odd,
}

pub(super) fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '〇' | '零' => Numeral::Digit(0.0),
        '一' => Numeral::Digit(1.0),
        '二' | '两' | '兩' => Numeral::Digit(2.0),
        '三' => Numeral::Digit(3.0),
        '四' => Numeral::Digit(4.0),
        '五' => Numeral::Digit(5.0),
        '六' => Numeral::Digit(6.0),
        '七' => Numeral::Digit(7.0),
        '八' => Numeral::Digit(8.0),
        '九' => Numeral::Digit(9.0),
        '十' => Numeral::Small(10.0),
        '百' | '백' => Numeral::Small(100.0),
        '千' | '천' => Numeral::Small(1000.0),
        '万' | '萬' | '만' => Numeral::Big(1e4),
        '亿' | '億' | '억' => Numeral::Big(1e8),
        '兆' | '조' => Numeral::Big(1e12),
        '余' | '餘' | '多' | '여' => Numeral::Odd,
        _ => return None,
    })
}

/// A number that mixes digits and numerals: `3万5000`, `12億`, `二十三`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Mixed {
    pub(super) value: f64,
    pub(super) end: usize,
    /// Product of the numerals that follow the digits, when nothing follows them.
    pub(super) scale: f64,
    pub(super) odd: bool,
    /// Characters that are numerals, and whether one of them is ten thousand or more.
    pub(super) numerals: usize,
    pub(super) big: bool,
}

/// True when ten, a hundred, a thousand or more stands at `at`: two digits before it are the ends of a range (六七千).
fn multiplied(text: &str, at: usize) -> bool {
    matches!(char_at(text, at).and_then(numeral), Some(Numeral::Small(_) | Numeral::Big(_)))
}

/// Reads on from `end`, where `first` was read in digits.
pub(super) fn mixed(text: &str, first: Option<f64>, end: usize, format: Format) -> Option<Mixed> {
    let mut read = Mixed { end, scale: 1.0, ..Mixed::default() };
    let (mut total, mut section, mut current) = (0.0, 0.0, first);
    let mut digits = usize::from(first.is_some());
    let mut after_big = false;
    while let Some(c) = char_at(text, read.end) {
        match numeral(c) {
            Some(Numeral::Digit(value)) if current.is_some() && multiplied(text, read.end + c.len_utf8()) => {
                current = current.map(|first| (first + value) / 2.0);
                read.odd = true;
            }
            Some(Numeral::Digit(value)) if first.is_none() || read.big => {
                current = Some(current.unwrap_or(0.0) * 10.0 + value);
                after_big = false;
            }
            Some(Numeral::Small(value)) => {
                section += current.take().unwrap_or(1.0) * value;
                read.scale *= value;
                after_big = false;
            }
            Some(Numeral::Big(value)) => {
                if after_big {
                    total *= value;
                } else {
                    total += (section + current.take().unwrap_or(if section == 0.0 { 1.0 } else { 0.0 })) * value;
                }
                (section, after_big, read.big) = (0.0, true, true);
                read.scale *= value;
            }
            Some(Numeral::Odd) => {
                let next = char_at(text, read.end + c.len_utf8()).and_then(numeral);
                if !matches!(next, Some(Numeral::Small(_) | Numeral::Big(_))) {
                    break;
                }
                read.odd = true;
            }
            _ => {
                let space = usize::from(c == ' ' && after_big);
                let Some(more) = Digits::read(text, read.end + space).filter(|_| after_big || section > 0.0) else { break };
                // After a space only what still belongs to the number: `3만 5천`.
                let continues = space == 0 || char_at(text, more.end).and_then(numeral).is_some();
                let Some(value) = more.values(format).first().copied().filter(|_| continues) else { break };
                current = Some(value);
                digits += 1;
                after_big = false;
                read.end = more.end;
                continue;
            }
        }
        read.numerals += 1;
        read.end += c.len_utf8();
    }
    read.value = total + section + current.unwrap_or(0.0);
    if digits != 1 || current.is_some() {
        read.scale = 1.0;
    }
    (read.numerals > 0).then_some(read)
}
