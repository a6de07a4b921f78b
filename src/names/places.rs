//! Countries, peoples, cities, seas and regions by language, as one table.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{LazyLock, OnceLock};

use crate::text::{Lang, ScriptKind, Span, fold};

static TABLE: &str = include_str!("../data/places.tsv");

/// A place or people named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlaceHit {
    /// Bytes of the text.
    pub(super) span: Span,
    /// Identity shared by all languages, `c:PH`, `t:prague`.
    pub(super) id: &'static str,
    /// How the text names it.
    pub(super) how: How,
}

/// How a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// By its name.
    Name,
    /// By its people or an adjective.
    People,
    /// By one character, which is often part of another word.
    Abbreviation,
}

/// Names of one language by their first character, longest first.
struct Names {
    by_first: BTreeMap<char, Vec<(&'static str, &'static str, How)>>,
}

static LANGUAGES: LazyLock<HashMap<&'static str, OnceLock<Names>>> =
    LazyLock::new(|| Lang::codes().into_iter().map(|code| (code, OnceLock::new())).collect());

fn names(lang: Lang) -> Option<&'static Names> {
    LANGUAGES.get(lang.code()).map(|slot| slot.get_or_init(|| Names::read(lang.code())))
}

/// Rows of one key; the table is sorted by it.
fn rows_of(key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let head = format!("{key}\t");
    let start = if TABLE.starts_with(&head) { Some(0) } else { TABLE.find(&format!("\n{head}")).map(|at| at + 1) };
    let rest = start.and_then(|start| TABLE.get(start..)).unwrap_or("");
    rest.lines().map_while(move |line| line.strip_prefix(head.as_str())?.split_once('\t'))
}

impl Names {
    fn read(code: &str) -> Self {
        let mut by_first: BTreeMap<char, Vec<(&'static str, &'static str, How)>> = BTreeMap::new();
        let keys = [
            (code.to_owned(), How::Name),
            (format!("{code}-Hant"), How::Name),
            (format!("{code}-adj"), How::People),
            (format!("{code}-abbr"), How::Abbreviation),
        ];
        for (key, how) in keys {
            for (id, names) in rows_of(&key) {
                for name in names.split('|') {
                    if let Some(first) = name.chars().next() {
                        by_first.entry(first).or_default().push((name, id, how));
                    }
                }
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(name, id, how)| (std::cmp::Reverse(name.len()), *how, *id));
        }
        Self { by_first }
    }
}

/// Places named in `text`, the longest name at each point, in order. In scripts with words a name is whole words; names of
/// inflected languages are not looked for.
pub(super) fn places_in(text: &str, lang: Lang) -> Vec<PlaceHit> {
    let Some(names) = names(lang) else { return Vec::new() };
    let words = lang.script_kind() == ScriptKind::Cased || lang.code() == "ko";
    let mut hits = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        let starts = !words || !before.is_alphanumeric();
        let ends = |name: &str| {
            !words || lang.code() == "ko" || !rest.get(name.len()..).is_some_and(|tail| tail.starts_with(char::is_alphanumeric))
        };
        // A katakana name inside a longer katakana word is another word.
        let kana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
        let cut = |name: &str| {
            name.chars().all(kana) && (kana(before) || rest.get(name.len()..).is_some_and(|tail| tail.starts_with(kana)))
        };
        let list = names.by_first.get(&c).filter(|_| starts).map_or(&[][..], Vec::as_slice);
        let found = list.iter().find(|(name, _, _)| rest.starts_with(name) && ends(name) && !cut(name));
        let step = match found {
            Some((name, _, _)) => {
                // Names that several places share (Georgia) count for each.
                let first = hits.len();
                for (_, id, how) in list.iter().filter(|(other, _, _)| other == name) {
                    let span = Span::new(at, at + name.len());
                    if hits.get(first..).is_none_or(|known| known.iter().all(|hit: &PlaceHit| hit.id != *id)) {
                        hits.push(PlaceHit { span, id, how: *how });
                    }
                }
                name.len()
            }
            None => c.len_utf8(),
        };
        before = text.get(..at + step).and_then(|done| done.chars().next_back()).unwrap_or(' ');
        at += step;
    }
    hits
}

/// Names of the place `id` in `lang`, with those of its people; folded.
pub(super) fn names_of(id: &str, lang: Lang) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let Some(names) = names(lang) else { return all };
    for list in names.by_first.values() {
        all.extend(
            list.iter().filter(|(_, other, how)| *other == id && *how != How::Abbreviation).map(|(name, _, _)| fold(name)),
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str, lang: &str) -> Vec<&'static str> {
        places_in(text, Lang::parse(lang).unwrap()).into_iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn places_are_found_in_any_script() {
        assert_eq!(ids("菲律宾与美国、中国", "zh"), ["c:PH", "c:US", "c:CN"]);
        assert_eq!(ids("The Philippine and U.S. navies near Taipei", "en"), ["c:PH", "c:US", "t:taipei"]);
        assert!(ids("The chinaware store", "en").is_empty());
    }
}
