//! Personal names in Han characters: whose they are, and how their home language reads them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::transcribe::{first_reading, is_han};
use crate::text::rows;

static SURNAMES: &str = include_str!("../data/han_surnames.tsv");
static GIVEN: &str = include_str!("../data/ja_given.tsv");
static VIETNAMESE: &str = include_str!("../data/vi_readings.tsv");
static READINGS: &str = include_str!("../data/han_readings.tsv");
static BY_SOUND: &str = include_str!("../data/zh_transliteration.tsv");

/// Home language of a surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Home {
    Chinese,
    Japanese,
    Korean,
    Vietnamese,
}

impl Home {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Chinese, "zh"), (Self::Japanese, "ja"), (Self::Korean, "ko"), (Self::Vietnamese, "vi")];

    /// Name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Chinese => "Chinese",
            Self::Japanese => "Japanese",
            Self::Korean => "Korean",
            Self::Vietnamese => "Vietnamese",
        }
    }
}

/// Surname -> home languages with the press's spellings, the usual one first.
type Surnames = HashMap<&'static str, Vec<(Home, Vec<&'static str>)>>;

static SURNAME_TABLE: LazyLock<Surnames> = LazyLock::new(|| {
    let mut all = Surnames::new();
    for cells in rows(SURNAMES) {
        let [lang, surname, spellings] = cells.as_slice() else { continue };
        if let Some((home, _)) = Home::ALL.iter().find(|(_, code)| code == lang) {
            all.entry(surname).or_default().push((*home, spellings.split(' ').collect()));
        }
    }
    all
});

static GIVEN_TABLE: LazyLock<HashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| rows(GIVEN).filter_map(|cells| Some((*cells.first()?, cells.get(1)?.split(' ').collect()))).collect());

static VIETNAMESE_TABLE: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    rows(VIETNAMESE).filter_map(|cells| Some((cells.first()?.chars().next()?, cells.get(2)?.split(' ').collect()))).collect()
});

/// Korean and Japanese readings of a character.
type Foreign = HashMap<char, (Vec<&'static str>, Vec<&'static str>)>;

static READING_TABLE: LazyLock<Foreign> = LazyLock::new(|| {
    let list = |cell: Option<&&'static str>| cell.map_or(Vec::new(), |cell| cell.split(' ').filter(|r| !r.is_empty()).collect());
    rows(READINGS).filter_map(|cells| Some((cells.first()?.chars().next()?, (list(cells.get(2)), list(cells.get(3)))))).collect()
});

static USUAL: LazyLock<HashSet<char>> =
    LazyLock::new(|| rows(BY_SOUND).filter(|cells| cells.first() == Some(&"usual")).flat_map(|cells| cells[1].chars()).collect());
static OCCASIONAL: LazyLock<HashSet<char>> = LazyLock::new(|| rows(BY_SOUND).flat_map(|cells| cells[1].chars()).collect());

/// True for characters that write foreign names by sound; `usual` leaves out those that are mostly ordinary words.
pub(super) fn writes_sound(c: char, usual: bool) -> bool {
    if usual { USUAL.contains(&c) } else { OCCASIONAL.contains(&c) }
}

/// Surnames in the first so many rows of their language are frequent enough to be one without more ado.
const FREQUENT: usize = 260;

static FREQUENT_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut met: HashMap<&str, usize> = HashMap::new();
    let mut set = HashSet::new();
    for cells in rows(SURNAMES) {
        let [lang, surname, _] = cells.as_slice() else { continue };
        let count = met.entry(lang).or_default();
        *count += 1;
        if *count <= FREQUENT || *lang == "ja" {
            set.insert(*surname);
        }
    }
    set
});

/// True for a surname that many people bear.
pub(super) fn is_frequent(surname: &[char]) -> bool {
    FREQUENT_SET.contains(surname.iter().collect::<String>().as_str())
}

static SPELLING_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SURNAME_TABLE.values().flatten().flat_map(|(_, spellings)| spellings.iter().copied()).collect());

/// True for a surname as the English press spells it, folded.
pub(super) fn is_spelling(word: &str) -> bool {
    SPELLING_SET.contains(word)
}

/// True for a usual Japanese given name.
pub(super) fn is_given(name: &str) -> bool {
    GIVEN_TABLE.contains_key(name)
}

static SURNAME_STARTS: LazyLock<HashSet<char>> =
    LazyLock::new(|| SURNAME_TABLE.keys().filter_map(|surname| surname.chars().next()).collect());

/// Characters of the surname that `text` begins with, the longest first: 2, 1 or both.
pub(super) fn surname_lengths(text: &[char]) -> Vec<usize> {
    if !text.first().is_some_and(|first| SURNAME_STARTS.contains(first)) {
        return Vec::new();
    }
    (1..=3usize)
        .rev()
        .filter(|length| {
            text.get(..*length).is_some_and(|chars| SURNAME_TABLE.contains_key(chars.iter().collect::<String>().as_str()))
        })
        .collect()
}

/// Readings of a name of a person, `surname given`, folded, each with the language that reads it so. Home languages whose
/// surname it is come with their press spellings; a name that no table splits is read in Mandarin.
pub(super) fn readings(name: &str) -> Vec<(Home, String)> {
    let chars: Vec<char> = name.chars().collect();
    let mut all = Vec::new();
    if !chars.iter().all(|c| is_han(*c)) {
        return all;
    }
    for length in surname_lengths(&chars) {
        let (surname, given) = chars.split_at(length);
        let surname: String = surname.iter().collect();
        for (home, spellings) in SURNAME_TABLE.get(surname.as_str()).map_or(&[][..], Vec::as_slice) {
            for given in given_readings(given, *home) {
                let limit = if *home == Home::Chinese { 4 } else { 3 };
                all.extend(spellings.iter().take(limit).map(|spelling| (*home, format!("{spelling} {given}").trim().to_owned())));
            }
        }
    }
    if all.iter().all(|(home, _)| *home != Home::Chinese) {
        all.push((Home::Chinese, mandarin(&chars)));
    }
    all
}

/// Japanese readings of a word of two to four characters, at most eight.
pub(super) fn japanese(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    if !(2..=4).contains(&chars.len()) || !chars.iter().all(|c| is_han(*c)) {
        return Vec::new();
    }
    product(&chars, 8, |c| READING_TABLE.get(&c).map_or(&[][..], |(_, ja)| ja.as_slice()))
}

fn mandarin(chars: &[char]) -> String {
    chars.iter().filter_map(|c| first_reading(*c)).collect()
}

/// At most six readings of a given name.
fn given_readings(given: &[char], home: Home) -> Vec<String> {
    const MOST: usize = 6;
    if given.is_empty() {
        return vec![String::new()];
    }
    match home {
        Home::Chinese => vec![mandarin(given)],
        Home::Japanese => {
            let whole: String = given.iter().collect();
            if let Some(known) = GIVEN_TABLE.get(whole.as_str()) {
                return known.iter().map(|reading| (*reading).to_owned()).collect();
            }
            product(given, MOST, |c| READING_TABLE.get(&c).map_or(&[][..], |(_, ja)| ja.as_slice()))
        }
        Home::Korean => product(given, MOST, |c| READING_TABLE.get(&c).map_or(&[][..], |(ko, _)| ko.as_slice())),
        Home::Vietnamese => product(given, MOST, |c| VIETNAMESE_TABLE.get(&c).map_or(&[][..], Vec::as_slice)),
    }
}

/// Readings of several characters put together, at most `most`; none when a character has none.
fn product<'t>(chars: &[char], most: usize, of: impl Fn(char) -> &'t [&'static str]) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in chars {
        let parts = of(*c);
        all = all.iter().flat_map(|head| parts.iter().take(3).map(move |part| format!("{head}{part}"))).collect();
        all.truncate(most);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(name: &str, home: Home, reading: &str) -> bool {
        readings(name).contains(&(home, reading.to_owned()))
    }

    #[test]
    fn a_name_is_read_as_its_home_language_reads_it() {
        assert!(reads("秦刚", Home::Chinese, "qin gang"));
        assert!(reads("曾荫权", Home::Chinese, "zeng yinquan"));
        assert!(reads("范明政", Home::Vietnamese, "pham minhchinh"));
        assert!(reads("岸田文雄", Home::Japanese, "kishida fumio"));
        assert!(reads("尹锡悦", Home::Korean, "yoon seokyeol"));
        assert!(readings("ab").is_empty());
    }
}
