//! Transcription systems of Chinese as tables: parse a form into syllables, write syllables in a system.
//!
//! A syllable is a row of `zh_syllables.tsv`; its number is the canonical identity that all systems share.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Lang, rows, strip_marks};

static TABLE: &str = include_str!("../../data/zh_syllables.tsv");

/// A way of writing Chinese syllables.
#[derive(Debug, PartialEq, Eq)]
pub struct System {
    /// Name on the command line and in reports.
    pub id: &'static str,
    /// Name in messages.
    pub label: &'static str,
    /// Column of the syllable table.
    column: usize,
    /// Languages whose press writes Chinese names in it.
    langs: &'static [&'static str],
    /// True when a given name of two syllables is hyphenated (`Si Ťin-pching`), false when joined (`Xi Jinping`).
    hyphen: bool,
}

/// Every system, in the order of the table's columns.
pub static SYSTEMS: [System; 5] = [
    System {
        id: "pinyin",
        label: "Hanyu Pinyin",
        column: 0,
        langs: &["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "ro", "tr", "vi", "pl", "hr", "sl"],
        hyphen: false,
    },
    System { id: "wade-giles", label: "Wade-Giles", column: 1, langs: &[], hyphen: true },
    System { id: "czech", label: "Czech transcription", column: 2, langs: &["cs", "sk"], hyphen: true },
    System { id: "palladius", label: "Palladius (Russian)", column: 3, langs: &["ru", "be", "bg"], hyphen: false },
    System { id: "ukrainian", label: "Ukrainian transcription", column: 4, langs: &["uk"], hyphen: false },
];

/// One way to read a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Syllables of each word of the form (a word ends at a space; hyphens join syllables of one word).
    pub words: Vec<Vec<u16>>,
    /// False when marks or apostrophes of the system are missing in the form.
    pub exact: bool,
}

impl Reading {
    /// All syllables in order.
    #[must_use]
    pub fn syllables(&self) -> Vec<u16> {
        self.words.concat()
    }
}

/// Spelling -> syllables that are written so, with `false` for a spelling without its marks.
type Spellings = HashMap<String, Vec<(u16, bool)>>;

struct Syllables {
    /// Row -> spelling per system.
    rows: Vec<Vec<&'static str>>,
    by_system: Vec<Spellings>,
}

static SYLLABLES: LazyLock<Syllables> = LazyLock::new(|| {
    let table: Vec<Vec<&'static str>> = rows(TABLE).collect();
    let by_system = SYSTEMS.iter().map(|system| spellings(&table, system.column)).collect();
    Syllables { rows: table, by_system }
});

fn spellings(table: &[Vec<&'static str>], column: usize) -> Spellings {
    let mut map = Spellings::new();
    let mut lossy = Vec::new();
    for (index, cells) in table.iter().enumerate() {
        let (Some(form), Ok(id)) = (cells.get(column), u16::try_from(index)) else { continue };
        map.entry((*form).to_owned()).or_default().push((id, true));
        let bare: String = strip_marks(form).chars().filter(|c| *c != '\'').collect();
        if bare != *form {
            lossy.push((bare, id));
        }
        if form.contains('ü') {
            lossy.push((form.replace('ü', "v"), id));
        }
    }
    for (bare, id) in lossy {
        let ids = map.entry(bare).or_default();
        if ids.iter().all(|(known, _)| *known != id) {
            ids.push((id, false));
        }
    }
    map
}

impl System {
    /// The system with this id (`pinyin`, `czech` …); a language code names the system of its press.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        SYSTEMS.iter().find(|system| system.id == id).or_else(|| SYSTEMS.iter().find(|system| system.langs.contains(&id)))
    }
}

/// Hanyu Pinyin.
#[must_use]
pub fn system_pinyin() -> &'static System {
    &SYSTEMS[0]
}

/// The system in which the press of `lang` writes Chinese names.
#[must_use]
pub fn house_system(lang: Lang) -> Option<&'static System> {
    SYSTEMS.iter().find(|system| system.langs.contains(&lang.code()))
}

/// The system in which an original in `lang` has its Chinese names, when that is not pinyin.
#[must_use]
pub fn source_system(lang: Lang) -> Option<&'static System> {
    house_system(lang).filter(|system| system.id != "pinyin")
}

/// Ways to read `form` in `system`, exact ones first; at most eight. Empty when the form is not legal in it.
#[must_use]
pub fn parse(form: &str, system: &System) -> Vec<Reading> {
    let Some(map) = SYLLABLES.by_system.get(system.column) else { return Vec::new() };
    let lower = form.to_lowercase().replace(['’', 'ʼ', '‘', '`'], "'");
    let mut readings = vec![Reading { words: Vec::new(), exact: true }];
    for word in lower.split_whitespace() {
        let mut options: Vec<(Vec<u16>, bool)> = vec![(Vec::new(), true)];
        for chunk in word.split(['-', '‐', '‑']).filter(|chunk| !chunk.is_empty()) {
            options = extend(&options, &split_chunk(chunk, map));
        }
        readings = readings
            .iter()
            .flat_map(|reading| {
                options.iter().filter(|(word, _)| !word.is_empty()).map(|(word, exact)| Reading {
                    words: reading.words.iter().cloned().chain(std::iter::once(word.clone())).collect(),
                    exact: reading.exact && *exact,
                })
            })
            .collect();
        readings.sort_by_key(|reading| !reading.exact);
        readings.truncate(8);
    }
    readings.retain(|reading| !reading.words.is_empty());
    readings
}

fn extend(left: &[(Vec<u16>, bool)], right: &[(Vec<u16>, bool)]) -> Vec<(Vec<u16>, bool)> {
    let mut all = Vec::new();
    for (head, head_exact) in left {
        for (tail, tail_exact) in right {
            all.push(([head.as_slice(), tail.as_slice()].concat(), *head_exact && *tail_exact));
        }
    }
    all.truncate(16);
    all
}

/// Ways to cut `chunk` into at most four syllables, only the cuts with the fewest syllables.
fn split_chunk(chunk: &str, map: &Spellings) -> Vec<(Vec<u16>, bool)> {
    const LONGEST_NAME: usize = 4;
    let mut done = Vec::new();
    let mut open: Vec<(usize, Vec<u16>, bool)> = vec![(0, Vec::new(), true)];
    while let Some((at, syllables, exact)) = open.pop() {
        let rest = chunk.get(at..).unwrap_or("");
        if rest.is_empty() {
            done.push((syllables, exact));
            continue;
        }
        if syllables.len() == LONGEST_NAME || done.len() > 16 {
            continue;
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(7);
        for end in ends {
            let Some(ids) = rest.get(..end).and_then(|part| map.get(part)) else { continue };
            let next = at + end;
            let skip = usize::from(chunk.get(next..).is_some_and(|tail| tail.starts_with('\'')));
            for (id, legal) in ids {
                let mut longer = syllables.clone();
                longer.push(*id);
                open.push((next + skip, longer, exact && *legal));
            }
        }
    }
    done.sort_by_key(|(syllables, exact)| (!exact, syllables.len()));
    // Where a longer cut is meant, the systems part the syllables: Xi'an, Čchi-ang, Чанъань.
    if let Some(fewest) = done.first().map(|(syllables, _)| syllables.len()) {
        done.retain(|(syllables, _)| syllables.len() <= fewest);
    }
    done
}

/// Readings of `form` in every system where it is legal, with the system.
#[must_use]
pub fn parse_any(form: &str) -> Vec<(&'static System, Vec<Reading>)> {
    SYSTEMS.iter().map(|system| (system, parse(form, system))).filter(|(_, readings)| !readings.is_empty()).collect()
}

/// `reading` written in `system`, each word with a capital; a word of several syllables as the system joins them.
#[must_use]
pub fn render(reading: &Reading, system: &System) -> String {
    let spell = |id: &u16| SYLLABLES.rows.get(usize::from(*id)).and_then(|row| row.get(system.column)).copied().unwrap_or("");
    let words: Vec<String> = reading
        .words
        .iter()
        .map(|word| {
            let mut out = String::new();
            for (index, id) in word.iter().enumerate() {
                let syllable = spell(id);
                if index > 0 && system.hyphen {
                    out.push('-');
                } else if index > 0 && system.id == "pinyin" && syllable.starts_with(['a', 'e', 'o']) {
                    out.push('\'');
                }
                out.push_str(syllable);
            }
            capitalise(&out)
        })
        .collect();
    words.join(" ")
}

fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(form: &str, from: &str, to: &str) -> Option<String> {
        let readings = parse(form, System::find(from).unwrap());
        readings.first().map(|reading| render(reading, System::find(to).unwrap()))
    }

    #[test]
    fn names_go_from_system_to_system() {
        for (form, from, to, expected) in [
            ("Čchin Kang", "cs", "pinyin", "Qin Gang"),
            ("Wang I", "czech", "pinyin", "Wang Yi"),
            ("Si Ťin-pching", "cs", "en", "Xi Jinping"),
            ("Цинь Ган", "ru", "pinyin", "Qin Gang"),
            ("Ли Шанфу", "palladius", "pinyin", "Li Shangfu"),
            ("Хэ Лифэн", "ru", "pinyin", "He Lifeng"),
            ("Mao Tse-tung", "wade-giles", "pinyin", "Mao Zedong"),
            ("Xi Jinping", "pinyin", "czech", "Si Ťin-pching"),
            ("Xi'an", "pinyin", "pinyin", "Xi'an"),
            ("Сі Цзіньпін", "uk", "pinyin", "Xi Jinping"),
        ] {
            assert_eq!(convert(form, from, to).as_deref(), Some(expected), "{form}");
        }
    }

    #[test]
    fn qin_kang_is_legal_pinyin_and_wang_i_is_not() {
        assert!(!parse("Qin Kang", &SYSTEMS[0]).is_empty());
        assert!(parse("Wang I", &SYSTEMS[0]).is_empty());
        assert!(!parse("Wang I", &SYSTEMS[2]).is_empty());
        assert!(parse("Patrušev", &SYSTEMS[2]).is_empty());
    }

    #[test]
    fn every_syllable_comes_back_from_every_system() {
        let count = rows(TABLE).count();
        assert_eq!(count, 416);
        for system in &SYSTEMS {
            for (index, cells) in rows(TABLE).enumerate() {
                let readings = parse(cells[system.column], system);
                let id = u16::try_from(index).unwrap();
                assert!(readings.iter().any(|reading| reading.exact && reading.syllables() == [id]), "{} {cells:?}", system.id);
            }
        }
    }

    #[test]
    fn syllables_that_are_not_parted_are_one() {
        assert_eq!(parse("Li Čchiang", &SYSTEMS[2]).len(), 1);
        assert_eq!(convert("Xian", "pinyin", "czech").as_deref(), Some("Sien"));
        assert_eq!(convert("Xi'an", "pinyin", "czech").as_deref(), Some("Si-an"));
    }

    #[test]
    fn a_form_without_its_marks_is_still_read_but_not_exactly() {
        let readings = parse("Cchin Kang", System::find("cs").unwrap());
        assert!(readings.iter().any(|reading| !reading.exact && render(reading, &SYSTEMS[0]) == "Qin Gang"));
    }
}
