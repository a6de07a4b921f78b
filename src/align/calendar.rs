//! Years of other calendars by their number in the common one.

use crate::text::{Lang, rows};

static CALENDARS: &str = include_str!("../data/calendars.tsv");

/// Years the news speaks of; others are more likely amounts.
const SPOKEN_OF: std::ops::RangeInclusive<f64> = 1700.0..=2150.0;

/// The common year that `value` stands for in `lang`, `before` being the text in front of it: none where `lang` counts as we
/// do, where nothing in front says that it is a year, or where it is the common year already.
#[must_use]
pub(super) fn common_year(value: f64, before: &str, lang: Lang) -> Option<f64> {
    let row = rows(CALENDARS).find(|cells| cells.first() == Some(&lang.code()))?;
    let [_, ahead, cues] = row.as_slice() else { return None };
    let year = value - ahead.parse::<f64>().ok()?;
    let before = before.trim_end();
    (year.fract() == 0.0 && SPOKEN_OF.contains(&year) && cues.split(' ').any(|cue| before.ends_with(cue))).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buddhist_years_become_common_ones_where_they_are_years() {
        let year = |value, before| common_year(value, before, Lang::parse("th").unwrap());
        assert_eq!([year(2567.0, "วันที่ 5 มกราคม "), year(2400.0, "พ.ศ. ")], [Some(2024.0), Some(1857.0)]);
        assert_eq!([year(2567.0, "ผู้ชุมนุม "), year(2024.0, "ปี "), year(2567.5, "ปี ")], [None; 3]);
        assert_eq!(common_year(2567.0, "ปี ", Lang::parse("lo").unwrap()), None);
    }

    #[test]
    fn every_row_has_a_known_language_and_a_number() {
        for cells in rows(CALENDARS) {
            assert!(cells.len() == 3 && Lang::parse(cells[0]).is_ok() && cells[1].parse::<f64>().is_ok(), "{cells:?}");
        }
    }
}
