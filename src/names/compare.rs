//! Are two spellings one name?

use super::inflection::same_name_inflected;
use super::likeness::cross_script;
use super::transcribe::{System, house_system, is_han, parse, parse_any, readings, render, romanise, system_pinyin};
use super::translit::{Model, Name, Scratch};
use super::usage::usage;
use crate::text::{Lang, edit_similarity, fold};

/// How two spellings relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// One spelling, or case forms of one.
    Same,
    /// One name in two systems of transcription.
    SameOtherSystem,
    /// Part converted to the target's system, part left as it was.
    HalfConverted,
    /// Two names.
    Different,
    /// Nothing decides.
    Unknown,
}

impl Relation {
    /// Name in the output of `compare`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::SameOtherSystem => "same-other-system",
            Self::HalfConverted => "half-converted",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// The answer to "are these one name?".
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// 0 to 1, higher is likelier one name: the learned model's probability where there is one for the language, higher for a
    /// spelling that is usual as a name.
    pub score: f64,
    /// What the readings say.
    pub relation: Relation,
    /// Reading of the first form in pinyin, empty when it has none.
    pub reading_a: String,
    /// Reading of the second form.
    pub reading_b: String,
    /// System the first form was read in, empty when none.
    pub system_a: &'static str,
    /// System the second form was read in.
    pub system_b: &'static str,
}

/// Score from which two spellings without a common reading are likely one name.
const LIKELY: f64 = 0.75;
/// Score below which they are two.
const UNLIKELY: f64 = 0.45;

/// Log-odds of a usual spelling, a level: two spellings of one sound are as likely as they are usual. Measured on names of
/// six languages: between .2 and .3 each gains or stays.
const USUAL: f64 = 0.3;

/// A reading of a form: system, syllables, pinyin.
type Candidate = (&'static System, Vec<u16>, String);

/// Compares names of one language with names of another; what it learned of the first form is kept for the next pair.
pub struct Comparer {
    from: Lang,
    to: Lang,
    model: Option<&'static Model>,
    left: Left,
    scratch: Scratch,
}

/// What is known of the first form of a pair.
#[derive(Default)]
struct Left {
    form: String,
    folded: String,
    latin: String,
    candidates: Vec<Candidate>,
    name: Option<Name>,
}

impl Comparer {
    /// For names as texts in `from` write them against names as texts in `to` do.
    #[must_use]
    pub fn new(from: Lang, to: Lang) -> Self {
        let mut comparer = Self { from, to, model: Model::of(from), left: Left::default(), scratch: Scratch::default() };
        comparer.read("");
        comparer
    }

    fn read(&mut self, form: &str) {
        self.left = Left {
            form: form.to_owned(),
            folded: fold(form),
            latin: romanise(form, self.from),
            candidates: candidates(form, self.from),
            name: self.model.map(|model| model.source(form)),
        };
    }

    /// Compares `a` with `b`.
    pub fn compare(&mut self, a: &str, b: &str) -> Comparison {
        if self.left.form != a {
            self.read(a);
        }
        let folded = fold(b);
        let sound = match (self.model, &self.left.name) {
            (Some(model), Some(name)) => model.score(name, &model.target(b), &mut self.scratch).probability,
            _ => cross_script(a, self.from, b, self.to),
        };
        let left = &self.left.candidates;
        // Where the first form is nothing Chinese, the readings of the second say nothing.
        let right = if left.is_empty() { Vec::new() } else { candidates(b, self.to) };
        let meeting = left.iter().find_map(|x| right.iter().find(|y| x.1 == y.1).map(|y| (x, y)));
        let half = meeting.is_none() && !left.is_empty() && half_converted(a, self.from, b, self.to);
        let first = |list: &[Candidate]| list.first().map_or((String::new(), ""), |found| (found.2.clone(), found.0.id));
        let chinese = self.from.code() == "zh" || meeting.is_some() || half;
        let shown = |list: &[Candidate]| if chinese { first(list) } else { (String::new(), "") };
        let (mut reading_a, mut system_a) = shown(left);
        let (mut reading_b, mut system_b) = shown(&right);
        if let Some((x, y)) = meeting {
            (reading_a, system_a, reading_b, system_b) = (x.2.clone(), x.0.id, y.2.clone(), y.0.id);
        }
        let nothing = self.left.folded.is_empty() || folded.is_empty();
        let spelled_alike =
            self.left.latin == folded || self.left.folded == folded || same_name_inflected(&self.left.folded, &folded, self.to);
        let relation = if nothing {
            Relation::Unknown
        } else if spelled_alike && meeting.is_none_or(|(x, y)| x.0.id == y.0.id) {
            Relation::Same
        } else if let Some((x, y)) = meeting {
            if x.0.id == y.0.id { Relation::Same } else { Relation::SameOtherSystem }
        } else if half {
            Relation::HalfConverted
        } else if sound < UNLIKELY || (sound < LIKELY && !left.is_empty() && !right.is_empty()) {
            Relation::Different
        } else {
            Relation::Unknown
        };
        let learned = self.model.is_some();
        let likely = if learned && self.from.script() != self.to.script() { weighed(sound, usage(b)) } else { sound };
        let score = match relation {
            _ if nothing => 0.0,
            // The model has seen how often a plain spelling is the right one; being plain adds nothing.
            _ if learned && self.from.code() != "zh" => likely,
            Relation::Same => 0.97 + 0.03 * likely,
            Relation::SameOtherSystem => 0.9 + 0.07 * likely,
            _ => 0.9 * likely,
        };
        Comparison { score: score.clamp(0.0, 1.0), relation, reading_a, reading_b, system_a, system_b }
    }
}

/// `probability` of the sound, for a spelling so usual; what is usual at the first level stays as it is.
fn weighed(probability: f64, usage: u8) -> f64 {
    let odds = probability / (1.0 - probability).max(f64::MIN_POSITIVE) * (USUAL * (f64::from(usage) - 1.0)).exp();
    odds / (1.0 + odds)
}

/// Compares `a`, a name as texts in `from` write it, with `b`, a name as texts in `to` write it. For many pairs use a
/// [`Comparer`].
#[must_use]
pub fn compare(a: &str, from: Lang, b: &str, to: Lang) -> Comparison {
    Comparer::new(from, to).compare(a, b)
}

/// Readings of a form: those of the language's own system first, then of any other.
fn candidates(form: &str, lang: Lang) -> Vec<Candidate> {
    if form.chars().any(is_han) {
        let joined: String = form.chars().filter_map(|c| readings(c).first().copied()).collect::<Vec<_>>().join("-");
        return read(&joined, system_pinyin());
    }
    let any_system = lang.script() == "Latn" && lang.code() == "zh";
    let mut list: Vec<_> = house_system(lang).map(|system| read(form, system)).unwrap_or_default();
    if any_system || list.is_empty() {
        for (system, _) in parse_any(form) {
            list.extend(read(form, system));
        }
    }
    list
}

fn read(form: &str, system: &'static System) -> Vec<Candidate> {
    parse(form, system).into_iter().map(|reading| (system, reading.syllables(), render(&reading, system_pinyin()))).collect()
}

/// True when every word of `b` is the right form of its word of `a` or that word as it was, and not all are right.
fn half_converted(a: &str, from: Lang, b: &str, to: Lang) -> bool {
    let (Some(source), Some(house)) = (house_system(from), house_system(to)) else { return false };
    if source.id == house.id {
        return false;
    }
    let (left, right): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if left.len() != right.len() || left.len() < 2 {
        return false;
    }
    let mut converted = 0;
    for (x, y) in left.iter().zip(&right) {
        let expected = parse(x, source).first().map(|reading| fold(&render(reading, house)));
        let carried = romanise(x, from);
        match expected {
            Some(expected) if expected == fold(y) => converted += 1,
            Some(_) if edit_similarity(&carried, &fold(y)) > 0.99 => {}
            _ => return false,
        }
    }
    converted > 0 && converted < left.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: &str, from: &str, b: &str) -> Relation {
        compare(a, Lang::parse(from).unwrap(), b, Lang::parse("en").unwrap()).relation
    }

    #[test]
    fn systems_halves_and_strangers_are_told_apart() {
        assert_eq!(relation("Čchin Kang", "cs", "Qin Gang"), Relation::SameOtherSystem);
        assert_eq!(relation("Čchin Kang", "cs", "Qin Kang"), Relation::HalfConverted);
        assert_eq!(relation("Wang Yi", "en", "Wang Yi"), Relation::Same);
        assert_eq!(relation("Putin", "cs", "Blinken"), Relation::Different);
        assert_eq!(relation("Путин", "ru", "Putin"), Relation::Same);
        assert_eq!(relation("", "ru", ""), Relation::Unknown);
    }
}
