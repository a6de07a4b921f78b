//! Numbers by value: `1,200` is `1.200` is `1 200`; 万, 億 and แสน multiply.

use super::Span;

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// Its value; grouping marks and multipliers of Chinese, Japanese, Korean and Thai are worked in.
    pub value: f64,
}

/// Every number of `text` that is written in digits, in any script's digits, in order.
#[must_use]
pub fn numbers(text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    let other_digits = || !text.is_ascii() && text.contains(|c| digit(c).is_some());
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && !other_digits() {
        return out;
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        if digit(chars[i].1).is_none() {
            i += 1;
            continue;
        }
        let first = i;
        let mut groups: Vec<(u64, usize)> = Vec::new();
        let mut marks: Vec<char> = Vec::new();
        loop {
            let (mut value, mut digits) = (0_u64, 0);
            while let Some(d) = chars.get(i).and_then(|(_, c)| digit(*c)) {
                value = value.saturating_mul(10).saturating_add(d);
                digits += 1;
                i += 1;
            }
            groups.push((value, digits));
            let mark =
                chars.get(i).map(|(_, c)| *c).filter(|c| matches!(c, '.' | ',' | ' ' | '’' | '\'' | '٬' | '٫' | '，' | '．'));
            let Some(mark) = mark else { break };
            let ahead = chars[i + 1..].iter().take_while(|(_, c)| digit(*c).is_some()).count();
            let groups_on = ahead == 3 && groups[0].1 <= 3;
            if ahead == 0 || (matches!(mark, ' ' | '’' | '\'') && !groups_on) || marks.len() > 5 {
                break;
            }
            marks.push(mark);
            i += 1;
        }
        let mut value = combine(&groups, &marks);
        while let Some(factor) = chars.get(i).and_then(|(_, c)| multiplier(*c)) {
            value *= factor;
            i += 1;
        }
        let mut end = chars.get(i).map_or(text.len(), |(at, _)| *at);
        if let Some((length, factor)) = text.get(end..).and_then(thai_multiplier) {
            value *= factor;
            end += length;
            i += chars[i..].iter().take_while(|(at, _)| *at < end).count();
        }
        out.push(Number { span: Span::new(chars[first].0, end), value });
    }
    out
}

/// Groups of three after a mark are thousands; a last group of another length after `.` or `,` is a fraction.
fn combine(groups: &[(u64, usize)], marks: &[char]) -> f64 {
    let mut value = groups[0].0 as f64;
    for (index, ((group, digits), mark)) in groups[1..].iter().zip(marks).enumerate() {
        let last = index + 1 == marks.len();
        let other_mark = marks[..index].iter().any(|earlier| earlier != mark);
        let thousands = *digits == 3 && !(last && other_mark) && groups[0].1 <= 3 && groups[0].0 != 0;
        if thousands {
            value = value * 1000.0 + *group as f64;
        } else {
            let scale = 10_f64.powi(i32::try_from(*digits).unwrap_or(0));
            value += *group as f64 / scale;
        }
    }
    value
}

/// The value of a decimal digit of any script that the languages here write.
pub(crate) fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '๐'..='๙' => '๐',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}

fn multiplier(c: char) -> Option<f64> {
    match c {
        '百' => Some(1e2),
        '千' => Some(1e3),
        '万' | '萬' | '만' => Some(1e4),
        '亿' | '億' | '억' => Some(1e8),
        '兆' => Some(1e12),
        _ => None,
    }
}

/// Ten and a hundred thousand of Thai, with the space that may stand before them, and their bytes. Those of a million
/// (`หมื่นล้าน`) are left out: the languages that count by thousands would write another number.
fn thai_multiplier(rest: &str) -> Option<(usize, f64)> {
    let word = rest.strip_prefix(' ').unwrap_or(rest);
    let (after, factor) =
        word.strip_prefix("หมื่น").map(|after| (after, 1e4)).or_else(|| Some((word.strip_prefix("แสน")?, 1e5)))?;
    (!after.starts_with("ล้าน")).then_some((rest.len() - after.len(), factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers(text).iter().map(|number| number.value).collect()
    }

    #[test]
    fn grouping_marks_of_all_countries_give_one_value() {
        for form in ["1,200", "1.200", "1 200", "1’200", "1200", "１２００"] {
            assert_eq!(values(form), [1200.0], "{form}");
        }
        assert_eq!(values("1,234,567.5 a 1.234.567,5"), [1_234_567.5, 1_234_567.5]);
    }

    #[test]
    fn fractions_dates_and_scores_are_no_thousands() {
        assert_eq!(values("2,5 3.15 0,125"), [2.5, 3.15, 0.125]);
        assert_eq!(values("18. února 2023"), [18.0, 2023.0]);
        assert_eq!(values("3:1"), [3.0, 1.0]);
    }

    #[test]
    fn multipliers_of_chinese_and_japanese_count() {
        assert_eq!(values("3万5000人、12億"), [30000.0, 5000.0, 1.2e9]);
        assert_eq!(values("٢٠٢٣"), [2023.0]);
    }

    #[test]
    fn thai_digits_and_its_words_for_large_units_count() {
        assert_eq!(values("๕ มกราคม ๒๕๖๗ เวลา ๑๕.๓๐ น."), [5.0, 2567.0, 15.3]);
        assert_eq!(values("3 แสนคน 1.5 หมื่นคน 20แสน"), [300_000.0, 15_000.0, 2e6]);
        assert_eq!(values("5 หมื่นล้านบาท 5 พันล้าน 3 ล้าน"), [5.0, 5.0, 3.0]);
    }
}
