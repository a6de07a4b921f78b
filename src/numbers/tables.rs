//! The compiled-in tables: number words, months, units, formats.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::quantity::{Dimension, Kind, equal};
use crate::text::{Lang, rows};

static SPELLED: &str = include_str!("../data/numbers/spelled.tsv");
static WORDS: &str = include_str!("../data/numbers/words.tsv");
static MONTHS: &str = include_str!("../data/numbers/months.tsv");
static UNITS: &str = include_str!("../data/numbers/units.tsv");
static FORMATS: &str = include_str!("../data/numbers/formats.tsv");

/// What a word says of numbers; it may say several things ("quarter").
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sense {
    pub(super) cardinal: Option<f64>,
    pub(super) scale: Option<f64>,
    /// A scale where it stands at digits, or another unit (`5m`).
    pub(super) perhaps: Option<f64>,
    pub(super) part: Option<f64>,
    pub(super) pair: Option<f64>,
    pub(super) month: Option<f64>,
    pub(super) about: bool,
}

/// How a language writes numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub(super) decimal: char,
    /// Between thousands; a no-break space is given as a space.
    pub(super) group: Option<char>,
    /// Value and word, smallest first.
    pub(super) scales: [(f64, Option<&'static str>); 4],
}

/// Number words of one language.
pub(super) struct Lexicon {
    exact: FxHashMap<&'static str, Sense>,
    /// Beginnings of words, and the letters of the longest.
    stems: FxHashMap<&'static str, Sense>,
    longest: usize,
    pub(super) format: Format,
    /// What stands between a unit and a ten where number words are written together; none where they are not.
    links: Option<&'static [&'static str]>,
}

/// The rows of `table` that begin with one of `codes`. Only they are cut into cells: the tables are long, a run has few languages.
fn rows_of(table: &'static str, codes: [&str; 2]) -> impl Iterator<Item = Vec<&'static str>> {
    let wanted = codes.map(str::to_owned);
    let lines =
        table.lines().filter(move |line| line.split_once('\t').is_some_and(|(code, _)| wanted.iter().any(|known| known == code)));
    lines.map(|line| line.split('\t').collect())
}

/// Languages that write number words together, with what they put between a unit and a ten.
const GLUED: [(&str, &[&str]); 10] = [
    ("de", &["und"]),
    ("nl", &["en", "ën"]),
    ("sv", &["och"]),
    ("da", &["og"]),
    ("no", &["og"]),
    ("it", &[]),
    ("hu", &[]),
    ("fi", &[]),
    ("cs", &["a"]),
    ("sk", &["a"]),
];

impl Lexicon {
    /// The words of `lang`; built on first use.
    pub(super) fn of(lang: Lang) -> &'static Self {
        static ALL: LazyLock<Vec<(&str, OnceLock<Lexicon>)>> =
            LazyLock::new(|| Lang::codes().into_iter().map(|code| (code, OnceLock::new())).collect());
        static NONE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build("und"));
        let code = lang.code();
        let slot = ALL.binary_search_by(|(known, _)| (*known).cmp(code)).ok().and_then(|at| ALL.get(at));
        slot.map_or(&NONE, |(code, slot)| slot.get_or_init(|| Self::build(code)))
    }

    fn build(code: &str) -> Self {
        // Bosnian, Croatian and Serbian in Latin letters share their number words.
        let also = match code {
            "sr" | "bs" => "hr",
            "nb" | "nn" => "no",
            _ => code,
        };
        let mut built = Self {
            exact: FxHashMap::default(),
            stems: FxHashMap::default(),
            longest: 0,
            format: format(code),
            links: GLUED.iter().find(|(lang, _)| *lang == code).map(|(_, links)| *links),
        };
        for cells in rows_of(SPELLED, [code, also]).chain(rows_of(WORDS, [code, also])) {
            if let [_, kind, value, forms] = cells.as_slice()
                && let Ok(value) = value.parse::<f64>()
            {
                forms.split(' ').for_each(|form| built.add(form, kind, value));
            }
        }
        for cells in rows_of(MONTHS, [code, also]) {
            if let [_, month, forms] = cells.as_slice()
                && let Ok(month) = month.parse::<f64>()
            {
                forms.split(' ').for_each(|form| built.add(form, "month", month));
            }
        }
        built
    }

    fn add(&mut self, form: &'static str, kind: &str, value: f64) {
        let (map, form) = match form.strip_suffix('*') {
            Some(stem) => {
                self.longest = self.longest.max(stem.chars().count());
                (&mut self.stems, stem)
            }
            None => (&mut self.exact, form),
        };
        let sense = map.entry(form).or_default();
        match kind {
            "cardinal" => sense.cardinal = sense.cardinal.or(Some(value)),
            "scale" => sense.scale = Some(value),
            "perhaps" => sense.perhaps = Some(value),
            "part" => sense.part = Some(value),
            "pair" => sense.pair = Some(value),
            "month" => sense.month = Some(value),
            _ => sense.about = true,
        }
    }

    /// What `word`, in small letters, says.
    pub(super) fn get(&self, word: &str) -> Option<Sense> {
        self.exact.get(word).copied().or_else(|| self.stem(word)).or_else(|| self.compound(word))
    }

    fn stem(&self, word: &str) -> Option<Sense> {
        if self.stems.is_empty() {
            return None;
        }
        let ends = word.char_indices().skip(2).take(self.longest).map(|(at, _)| at);
        ends.filter_map(|at| self.stems.get(word.get(..at)?)).last().copied()
    }

    /// `dreiundzwanzig`, `tjugofem`: a word that is made of number words and of nothing else.
    fn compound(&self, word: &str) -> Option<Sense> {
        let links = self.links?;
        if !(5..60).contains(&word.len()) {
            return None;
        }
        let mut sum = Sum::default();
        let mut rest = word;
        let mut parts = 0;
        while !rest.is_empty() {
            let unlinked = links.iter().find_map(|link| rest.strip_prefix(link)).filter(|_| parts > 0);
            let (sense, after, linked) = match self.longest_morpheme(rest) {
                Some((sense, after)) => (sense, after, false),
                None => self.longest_morpheme(unlinked?).map(|(sense, after)| (sense, after, true))?,
            };
            sum.add(sense, linked)?;
            rest = after;
            parts += 1;
        }
        (parts > 1).then(|| Sense { cardinal: Some(sum.total()), ..Sense::default() })
    }

    fn longest_morpheme<'w>(&self, rest: &'w str) -> Option<(Sense, &'w str)> {
        const LONGEST: usize = 14;
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        ends.filter_map(|at| {
            let sense = self.exact.get(rest.get(..at)?)?;
            (at >= 2 && (sense.cardinal.is_some() || sense.scale.is_some())).then(|| (*sense, rest.get(at..).unwrap_or("")))
        })
        .last()
    }
}

/// Number words put together: each is added or multiplies what stands before it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sum {
    total: f64,
    section: f64,
    /// The last number added, and the last scale.
    last: f64,
    lowest: f64,
}

impl Sum {
    /// Takes one more word, `linked` by an "and"; none when it cannot follow ("two three").
    pub(super) fn add(&mut self, sense: Sense, linked: bool) -> Option<()> {
        if let Some(scale) = sense.scale.filter(|_| sense.cardinal.is_none()) {
            if scale < 1000.0 {
                self.section = self.section.max(1.0) * scale;
            } else if self.section == 0.0 && self.total > 0.0 {
                self.total *= scale;
            } else {
                if self.lowest > 0.0 && scale > self.lowest {
                    self.total = (self.total + self.section.max(1.0)) * scale;
                } else {
                    self.total += self.section.max(1.0) * scale;
                }
                self.section = 0.0;
                self.lowest = scale;
            }
            self.last = scale;
            return Some(());
        }
        let value = sense.cardinal?;
        let fits = self.section == 0.0
            || self.last >= 100.0 && value < 100.0
            || (20.0..100.0).contains(&self.last) && value < 20.0 && self.last % 10.0 == 0.0
            // dix-sept
            || equal(self.last, 10.0) && (7.0..10.0).contains(&value)
            || linked && self.last < 10.0 && (20.0..100.0).contains(&value);
        if !fits || value == 0.0 && self.section > 0.0 {
            return None;
        }
        self.section += value;
        self.last = value;
        Some(())
    }

    /// The whole.
    pub(super) fn total(self) -> f64 {
        self.total + self.section
    }
}

fn format(code: &str) -> Format {
    let row = rows(FORMATS).find(|cells| cells.first() == Some(&code)).unwrap_or_default();
    let mark = |at: usize| row.get(at).and_then(|cell: &&str| cell.chars().next()).filter(|c| *c != '-');
    let word = |at: usize| row.get(at).copied().filter(|cell| *cell != "-");
    Format {
        decimal: mark(1).unwrap_or('.'),
        group: mark(2),
        scales: [(1e3, word(3)), (1e6, word(4)), (1e9, word(5)), (1e12, word(6))],
    }
}

/// A unit as a text writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) kind: Kind,
    pub(super) symbol: &'static str,
    form: &'static str,
    stem: bool,
}

/// All units by the first letter of a form, longest form first.
static BY_LETTER: LazyLock<FxHashMap<char, Vec<Unit>>> = LazyLock::new(|| {
    let mut map: FxHashMap<char, Vec<Unit>> = FxHashMap::default();
    for cells in rows(UNITS) {
        let [dimension, value, symbol, forms] = cells.as_slice() else { continue };
        let Some(kind) = kind(dimension, value) else { continue };
        for form in forms.split(' ') {
            let (form, stem) = form.strip_suffix('*').map_or((form, false), |stem| (stem, true));
            if let Some(first) = form.chars().next() {
                map.entry(first).or_default().push(Unit { kind, symbol, form, stem });
            }
        }
    }
    map.values_mut().for_each(|units| units.sort_by_key(|unit| std::cmp::Reverse(unit.form.len())));
    map
});

fn kind(dimension: &str, value: &str) -> Option<Kind> {
    let factor: f64 = value.parse().ok()?;
    let measured = match dimension {
        "percent" => return Some(Kind::Percent),
        "money" => return value.parse().ok().map(Kind::Money),
        "length" => Dimension::Length,
        "area" => Dimension::Area,
        "mass" => Dimension::Mass,
        "volume" => Dimension::Volume,
        "speed" => Dimension::Speed,
        "time" => Dimension::Time,
        "heat" => Dimension::Heat,
        _ => return None,
    };
    Some(Kind::Measure(measured, factor))
}

/// The longest unit that `text` begins with, and its bytes. A form of letters must end where a word ends, but for scripts without
/// spaces and for stems, which take the rest of their word.
pub(super) fn unit(text: &str) -> Option<(Unit, usize)> {
    let first = small(text.chars().next()?);
    BY_LETTER.get(&first)?.iter().find_map(|unit| Some((*unit, stands(text, unit)?)))
}

/// The unit that `text`, a whole word or mark, is.
pub(super) fn whole_unit(text: &str) -> Option<Unit> {
    unit(text).filter(|(_, length)| *length == text.len()).map(|(unit, _)| unit)
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn stands(text: &str, unit: &Unit) -> Option<usize> {
    // `5G` is no mass.
    if unit.form.len() == 1 && text.starts_with(char::is_uppercase) {
        return None;
    }
    let mut chars = text.char_indices().peekable();
    for wanted in unit.form.chars() {
        let (_, c) = chars.next()?;
        if wanted == '_' && c.is_whitespace() || small(c) == wanted {
            continue;
        }
        return None;
    }
    let end = |at: Option<&(usize, char)>| at.map_or(text.len(), |(at, _)| *at);
    let last = unit.form.chars().next_back()?;
    let free = !last.is_alphabetic() || super::cursor::unspaced(last) || ('가'..='힣').contains(&last);
    if !free && unit.stem {
        while chars.peek().is_some_and(|(_, c)| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(*c)) {
            chars.next();
        }
    }
    let joined = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c));
    (free || !joined).then(|| end(chars.peek()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(lang: &str, word: &str) -> Option<f64> {
        Lexicon::of(Lang::parse(lang).unwrap()).get(word).and_then(|sense| sense.cardinal)
    }

    #[test]
    fn words_written_together_are_taken_apart() {
        assert_eq!(value("de", "dreiundzwanzig"), Some(23.0));
        assert_eq!(value("de", "zweitausendfünfhundert"), Some(2500.0));
        assert_eq!(value("sv", "tjugofem"), Some(25.0));
        assert_eq!(value("cs", "pětadvacet"), Some(25.0));
        assert_eq!(value("it", "duecentocinquanta"), Some(250.0));
        assert_eq!(value("de", "einander"), None);
    }

    #[test]
    fn every_row_is_read() {
        for cells in rows(UNITS) {
            assert!(cells.len() == 4 && kind(cells[0], cells[1]).is_some(), "{cells:?}");
        }
        for cells in rows(SPELLED).chain(rows(WORDS)) {
            assert!(cells.len() == 4 && Lang::parse(cells[0]).is_ok() && cells[2].parse::<f64>().is_ok(), "{cells:?}");
        }
        for cells in rows(MONTHS) {
            assert!(cells.len() == 3 && Lang::parse(cells[0]).is_ok(), "{cells:?}");
        }
        for cells in rows(FORMATS) {
            assert!(cells.len() == 7 && Lang::parse(cells[0]).is_ok(), "{cells:?}");
        }
    }

    #[test]
    fn units_end_with_their_word() {
        assert_eq!(unit("km od Prahy").map(|(unit, length)| (unit.symbol, length)), Some(("km", 2)));
        assert_eq!(unit("metrový skok").map(|(unit, _)| unit.symbol), None);
        assert_eq!(unit("公里外").map(|(unit, length)| (unit.symbol, length)), Some(("km", 6)));
        assert_eq!(unit("per cent of").map(|(unit, length)| (unit.symbol, length)), Some(("%", 8)));
    }
}
