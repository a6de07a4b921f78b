//! Grammatical endings: a name and its case forms are one.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Lang, fold, rows};

static TABLE: &str = include_str!("../data/endings.tsv");
static ALTERNATIONS: &str = include_str!("../data/alternations.tsv");
static DEMONYMS: &str = include_str!("../data/demonyms.tsv");

static ENDINGS: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|cells| {
            let [lang, endings] = cells.as_slice() else { return None };
            let mut list: Vec<String> = endings.split(' ').map(fold).collect();
            list.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
            Some((*lang, list))
        })
        .collect()
});

/// Language -> pairs of stem-final consonants that stand for each other.
static PAIRS: LazyLock<HashMap<&'static str, Vec<(char, char)>>> = LazyLock::new(|| {
    let pair = |word: &str| word.chars().next().zip(word.chars().nth(1));
    rows(ALTERNATIONS).filter_map(|cells| Some((*cells.first()?, cells.get(1)?.split(' ').filter_map(pair).collect()))).collect()
});

/// Endings of the table of peoples, adjectives, places and sexes.
struct Derivation {
    bare: Vec<&'static str>,
    derived: Vec<&'static str>,
    land: Vec<&'static str>,
    gender: Vec<&'static str>,
}

static DERIVATION: LazyLock<Derivation> = LazyLock::new(|| {
    let list = |kind: &str| -> Vec<&'static str> {
        rows(DEMONYMS)
            .filter(|cells| cells.first() == Some(&kind))
            .flat_map(|cells| cells.get(1).copied().unwrap_or("").split(' '))
            .map(|ending| if ending == "-" { "" } else { ending })
            .collect()
    };
    Derivation { bare: list("bare"), derived: list("derived"), land: list("land"), gender: list("gender") }
});

/// Letters a stem keeps at least.
const STEM: usize = 3;

/// Stems that `folded` may have in `lang`, itself first; languages without endings have only itself.
pub(super) fn stems(folded: &str, lang: Lang) -> impl Iterator<Item = &str> {
    let endings = ENDINGS.get(lang.code()).map_or(&[][..], Vec::as_slice);
    std::iter::once(folded).chain(endings.iter().filter_map(move |ending| {
        let stem = folded.strip_suffix(ending.as_str())?;
        (stem.chars().count() >= STEM).then_some(stem)
    }))
}

/// The shortest stem of a folded word in `lang`.
#[must_use]
pub fn stem(folded: &str, lang: Lang) -> &str {
    stems(folded, lang).min_by_key(|stem| stem.len()).unwrap_or(folded)
}

/// True when two folded words of `lang` can be case forms of one name.
#[must_use]
pub fn same_name_inflected(a: &str, b: &str, lang: Lang) -> bool {
    a == b
        || (ENDINGS.contains_key(lang.code())
            && stems(a, lang).any(|left| stems(b, lang).any(|right| one_stem(left, right, lang))))
}

/// Equal, or different in a last consonant that alternates in `lang`.
fn one_stem(a: &str, b: &str, lang: Lang) -> bool {
    if a == b {
        return true;
    }
    let (Some(x), Some(y)) = (a.chars().next_back(), b.chars().next_back()) else { return false };
    a.strip_suffix(x) == b.strip_suffix(y)
        && PAIRS.get(lang.code()).is_some_and(|pairs| pairs.iter().any(|pair| *pair == (x, y) || *pair == (y, x)))
}

/// True when one of two folded words is a people, adjective, plural or land of the other (`russia`, `russian`), or both are
/// one family name as the two sexes bear it.
pub(super) fn derived(a: &str, b: &str) -> bool {
    let table = &*DERIVATION;
    let stem_of = |word: &str, endings: &[&str], stem: &str| endings.iter().any(|ending| word.strip_suffix(ending) == Some(stem));
    let one_way = |place: &str, people: &str| {
        let made =
            table.derived.iter().filter_map(|ending| people.strip_suffix(ending)).filter(|stem| stem.chars().count() >= STEM);
        made.into_iter().any(|stem| stem_of(place, &table.bare, stem) || stem_of(place, &table.derived, stem))
            || table.land.iter().any(|ending| place.strip_suffix(ending) == Some(people))
    };
    let sexes = || {
        let stems = table.gender.iter().filter_map(|ending| a.strip_suffix(ending)).filter(|stem| stem.chars().count() >= 2);
        stems.into_iter().any(|stem| stem_of(b, &table.gender, stem) && a.ends_with('a') != b.ends_with('a'))
    };
    one_way(a, b) || one_way(b, a) || sexes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_forms_are_one_name() {
        let cs = Lang::parse("cs").unwrap();
        assert!(same_name_inflected("patrusev", "patrusevem", cs));
        assert!(same_name_inflected("putina", "putinovi", cs));
        assert!(!same_name_inflected("wang", "zhang", cs));
        let uk = Lang::parse("uk").unwrap();
        assert!(same_name_inflected(&fold("Кубраков"), &fold("Кубракова"), uk));
        assert!(same_name_inflected(&fold("Мексики"), &fold("Мексиці"), uk));
        assert!(same_name_inflected("praha", "praze", cs));
        assert!(!same_name_inflected("habeck", "habek", Lang::parse("en").unwrap()));
    }

    #[test]
    fn peoples_and_adjectives_come_from_places() {
        for (a, b) in [
            ("russia", "russian"),
            ("china", "chinese"),
            ("ukraine", "ukrainian"),
            ("moscow", "moscows"),
            ("europe", "european"),
            ("germany", "german"),
            ("turkey", "turkish"),
            ("vadatursky", "vadaturska"),
        ] {
            assert!(derived(a, b) && derived(b, a), "{a} {b}");
        }
        for (a, b) in [("kuninaka", "kuninako"), ("habeck", "habek"), ("raimondo", "raimondova"), ("wang", "zhang")] {
            assert!(!derived(a, b), "{a} {b}");
        }
    }
}
