//! Grammatical endings: a name and its case forms are one.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Lang, fold, rows};

static TABLE: &str = include_str!("../data/endings.tsv");
static PARADIGM_TABLE: &str = include_str!("../data/paradigms.tsv");
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

/// One declension: the ending of the base form and those of all forms.
struct Paradigm {
    base: &'static str,
    endings: Vec<&'static str>,
    /// Possessive adjectives (Putinův), which the family names of women are not.
    possessive: bool,
    /// Letters the stem ends in; empty for any.
    after: &'static str,
}

static PARADIGMS: LazyLock<HashMap<&'static str, Vec<Paradigm>>> = LazyLock::new(|| {
    let empty = |ending: &'static str| if ending == "-" { "" } else { ending };
    let mut all: HashMap<&'static str, Vec<Paradigm>> = HashMap::new();
    for cells in rows(PARADIGM_TABLE) {
        let [lang, _, base, endings, kind, after] = cells.as_slice() else { continue };
        all.entry(lang).or_default().push(Paradigm {
            base: empty(base),
            endings: endings.split(' ').map(empty).collect(),
            possessive: *kind == "poss",
            after: empty(after),
        });
    }
    all
});

/// When two stem ends stand for each other.
enum When {
    /// The ending after the second begins with one of these letters.
    Before(&'static str),
    /// A vowel that only the bare stem has.
    Fleeting,
    /// Everywhere but in the base form.
    Oblique,
}

type Alternations = HashMap<&'static str, Vec<(When, &'static str, &'static str)>>;

static PAIRS: LazyLock<Alternations> = LazyLock::new(|| {
    let mut all = Alternations::new();
    for cells in rows(ALTERNATIONS) {
        let [lang, when, pairs] = cells.as_slice() else { continue };
        for (x, y) in pairs.split(',').filter_map(|pair| pair.split_once(' ')) {
            let when = match *when {
                "*" => When::Fleeting,
                "+" => When::Oblique,
                letters => When::Before(letters),
            };
            all.entry(lang).or_default().push((when, x, y));
        }
    }
    all
});

/// Endings of women's family names as they are written: with one of them no possessive adjective is meant.
static WOMEN: [(&str, [&str; 2]); 2] = [("cs", ["ová", "ové"]), ("sk", ["ová", "ovú"])];

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

/// True when two words of `lang` can be case forms of one name: one stem and one paradigm give both. Words as they stand;
/// folded ones do, but then a Czech possessive (Putinova) cannot be told from a woman's name (Putinová).
#[must_use]
pub fn same_name_inflected(a: &str, b: &str, lang: Lang) -> bool {
    // Most pairs that are asked about begin with other letters.
    if initial(a) != initial(b) {
        return false;
    }
    let (x, y) = (fold(a), fold(b));
    if x == y {
        return true;
    }
    let Some(paradigms) = PARADIGMS.get(lang.code()) else { return false };
    let woman = WOMEN.iter().find(|(code, _)| *code == lang.code()).is_some_and(|(_, endings)| {
        endings.iter().any(|ending| a.to_lowercase().ends_with(ending) || b.to_lowercase().ends_with(ending))
    });
    let fitting = || paradigms.iter().filter(|paradigm| !(woman && paradigm.possessive));
    fitting().any(|paradigm| paradigm.gives(&x, &y, lang)) || fitting().any(|own| own.possessive && own.of_one(&x, &y, paradigms))
}

/// The first letter, folded; none of a text that begins with a mark.
fn initial(text: &str) -> Option<char> {
    match text.chars().next()? {
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c => fold(c.encode_utf8(&mut [0; 4])).chars().next(),
    }
}

/// Endings of a man's name in other cases than the first.
const MEN_DECLINED: [&str; 7] = ["em", "ovi", "u", "om", "ом", "у", "ым"];

/// True when two words are one family name as a man and as a woman bear it (Trump, Trumpová; Назарбаев, Назарбаева), in any
/// case.
pub(super) fn sexes(a: &str, b: &str) -> bool {
    // Endings of a woman's name and of a man's, in any case of hers.
    const WOMAN: [&str; 8] = ["ova", "ove", "ovou", "ovej", "a", "ой", "а", "у"];
    const MAN: [&str; 8] = ["", "y", "i", "iy", "yi", "ий", "ый", "ой"];
    let (x, y) = (fold(a), fold(b));
    let one_way = |man: &str, woman: &str| {
        WOMAN.iter().filter_map(|ending| woman.strip_suffix(ending)).any(|stem| {
            stem.chars().count() >= STEM
                && man.strip_prefix(stem).is_some_and(|ending| MAN.contains(&ending) || MEN_DECLINED.contains(&ending))
        })
    };
    x != y && (one_way(&x, &y) || one_way(&y, &x))
}

/// Letters of the shortest stem, allowed only beside the base form.
const SHORT_STEM: usize = 2;

impl Paradigm {
    fn gives(&self, a: &str, b: &str, lang: Lang) -> bool {
        self.stems(a).any(|(s, e)| {
            self.stems(b).any(|(t, f)| {
                let shorter = s.chars().count().min(t.chars().count());
                let longer = a.chars().count().max(b.chars().count());
                let enough = shorter >= STEM || (shorter == SHORT_STEM && longer > STEM && (self.base == e || self.base == f));
                enough
                    && if s == t {
                        self.fits(s)
                    } else {
                        (self.fits(s) && self.alternate((s, e), (t, f), lang))
                            || (self.fits(t) && self.alternate((t, f), (s, e), lang))
                    }
            })
        })
    }

    /// True when one word is a possessive adjective of this paradigm and the other a case form of the same base form
    /// (Putinův, Putinem).
    fn of_one(&self, a: &str, b: &str, all: &[Self]) -> bool {
        let one_way = |owner: &str, name: &str| {
            self.stems(owner).filter(|(s, _)| s.chars().count() >= STEM && self.fits(s)).any(|(s, _)| {
                let same_base = all.iter().filter(|other| other.base == self.base && other.fits(s));
                same_base.into_iter().any(|other| other.stems(name).any(|(t, _)| s == t))
            })
        };
        one_way(a, b) || one_way(b, a)
    }

    fn fits(&self, stem: &str) -> bool {
        self.after.is_empty() || stem.chars().next_back().is_some_and(|c| self.after.contains(c))
    }

    /// Ways to part `word` into stem and ending.
    fn stems<'w>(&self, word: &'w str) -> impl Iterator<Item = (&'w str, &'static str)> {
        self.endings.iter().filter_map(move |ending| {
            let Some(doubled) = ending.strip_prefix('+') else { return Some((word.strip_suffix(ending)?, *ending)) };
            let stem = word.strip_suffix(doubled)?;
            let last = stem.chars().next_back()?;
            let bare = stem.strip_suffix(last)?;
            (bare.ends_with(last)).then_some((bare, *ending))
        })
    }

    /// True when `changed` is the stem of `base` as it is before the other ending.
    fn alternate(&self, base: (&str, &str), changed: (&str, &str), lang: Lang) -> bool {
        PAIRS.get(lang.code()).is_some_and(|pairs| {
            pairs.iter().any(|(when, x, y)| {
                let ((s, e), (t, f)) = (base, changed);
                s.strip_suffix(x).is_some_and(|rest| t.strip_suffix(y) == Some(rest))
                    && match when {
                        When::Before(letters) => f.chars().next().is_some_and(|c| letters.contains(c)),
                        When::Fleeting => matches!(e, "" | "ь") && !matches!(f, "" | "ь"),
                        When::Oblique => e == self.base && f != self.base,
                    }
            })
        })
    }
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
    fn the_table_of_cases_holds() {
        let wrong: Vec<String> = rows(include_str!("../../tests/inflection.tsv"))
            .filter(|cells| {
                let [lang, a, b, wanted] = cells.as_slice() else { panic!("{cells:?}") };
                let lang = Lang::parse(lang).unwrap();
                let told = same_name_inflected(a, b, lang);
                assert_eq!(told, same_name_inflected(b, a, lang), "{a} {b}");
                told != (*wanted == "same")
            })
            .map(|cells| cells.join(" "))
            .collect();
        // A plural without ending looks like a name without its last letter: Suwałki, Suwałk.
        assert_eq!(wrong, ["pl Tusk Tuski different"]);
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
