//! How usual a Latin spelling is as a name: what tells two spellings of one sound apart when nothing else does.
//!
//! The table is learned from lists of name pairs ([`count_names`]): fingerprints of the spellings met often, in levels of
//! twice as often. A fingerprint has 24 bits, so that about one unknown spelling in a thousand passes for a usual one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use super::translit::Pair;
use crate::text::rows;

/// Times a spelling is met at the first level; at each further one twice as often.
const USUAL: u32 = 8;
/// The highest level.
const LEVELS: u8 = 2;
/// Bits of a fingerprint that are left out.
const LEFT_OUT: u32 = 64 - 24;
/// Fingerprints in a row of the table.
const ROW: usize = 18;

/// Fingerprints in order, with their levels.
static USAGE: LazyLock<Vec<(u32, u8)>> = LazyLock::new(|| {
    let mut list: Vec<(u32, u8)> = rows(include_str!("../data/usage.tsv"))
        .filter_map(|cells| Some((cells.first()?.parse().ok()?, *cells.get(1)?)))
        .flat_map(|(level, prints)| prints.split(' ').map(move |print| (u32::from_str_radix(print, 16), level)))
        .filter_map(|(print, level)| Some((print.ok()?, level)))
        .collect();
    list.sort_unstable();
    list
});

/// How usual `name` is: 0 for a spelling seldom or never met, up to 2; of several words the least usual counts.
#[must_use]
pub fn usage(name: &str) -> u8 {
    name.split_whitespace().map(|word| level(fingerprint(&word.to_lowercase()))).min().unwrap_or(0)
}

fn level(print: u32) -> u8 {
    USAGE.binary_search_by_key(&print, |(known, _)| *known).map_or(0, |at| USAGE[at].1)
}

fn fingerprint(word: &str) -> u32 {
    u32::try_from(xxhash_rust::xxh3::xxh3_64(word.as_bytes()) >> LEFT_OUT).unwrap_or(0)
}

/// The table of usual spellings among the targets of `pairs`, with the number of spellings; `comments` go to its head.
#[must_use]
pub fn count_names(pairs: &[Pair], comments: &[String]) -> (String, usize) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for pair in pairs {
        let count = counts.entry(pair.target.to_lowercase()).or_default();
        *count = count.saturating_add(pair.count);
    }
    let mut levels: BTreeMap<u32, u8> = BTreeMap::new();
    for (name, count) in counts.iter().filter(|(name, count)| **count >= USUAL && !name.contains(char::is_whitespace)) {
        let level = u8::try_from((count / USUAL).ilog2() + 1).map_or(LEVELS, |level| level.min(LEVELS));
        let known = levels.entry(fingerprint(name)).or_default();
        *known = level.max(*known);
    }
    let mut table: String = comments.iter().map(|comment| format!("# {comment}\n")).collect();
    let _ = writeln!(table, "# Spellings met {USUAL} times or oftener, a level more for each doubling.");
    table.push_str("# Columns: level, the first 24 bits of the spellings' XXH3-64, hexadecimal.\n");
    for level in 1..=LEVELS {
        let prints: Vec<String> =
            levels.iter().filter(|(_, known)| **known == level).map(|(print, _)| format!("{print:06x}")).collect();
        for row in prints.chunks(ROW) {
            let _ = writeln!(table, "{level}\t{}", row.join(" "));
        }
    }
    (table, levels.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_told_from_rare_ones() {
        assert!(usage("Morgan") > usage("Morgane"));
        assert!(usage("david") > 0);
        assert_eq!(usage("Xqzwvy"), 0);
        assert_eq!((usage(""), usage("David Xqzwvy")), (0, 0));
    }

    #[test]
    fn counting_gives_levels_and_the_same_bytes() {
        let pair = |target: &str, count| Pair { source: "x".to_owned(), target: target.to_owned(), count };
        let pairs = [pair("Ann", 9), pair("ann", 8), pair("bo", 7), pair("cy", 8)];
        let (table, spellings) = count_names(&pairs, &["note".to_owned()]);
        assert_eq!(spellings, 2);
        assert_eq!(rows(&table).map(|cells| cells[0].to_owned()).collect::<Vec<_>>(), ["1", "2"]);
        assert!(table.starts_with("# note\n"));
        assert_eq!(table, count_names(&pairs, &["note".to_owned()]).0);
    }
}
