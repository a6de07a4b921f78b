//! Does a word of the translation sound like a name of the original? Readings by table, the learned model, folded spelling.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::anchor::{Anchor, Kind};
use super::inflection::stems;
use super::likeness::Spelling;
use super::transcribe::{is_han, romanise};
use super::translit::{Model, Name, Scratch};
use crate::text::{Lang, edit_similarity, fold};

/// Compares names of one pair of languages; every distinct pair once.
pub(super) struct Sounds {
    to: Lang,
    model: Option<&'static Model>,
    /// The model reads the translation's side: the original is in Latin letters.
    swapped: bool,
    /// Readings of the anchors, by their numbers.
    readings: HashMap<usize, Vec<Reading>>,
    /// Anchors as the model sees them.
    anchors: HashMap<usize, Name>,
    /// Strings of the translation, once each, by their numbers.
    heard: Vec<Heard>,
    numbers: HashMap<String, usize>,
    /// Anchor and string -> likeness.
    known: HashMap<(usize, usize), f64>,
    scratch: Scratch,
}

/// A reading of an anchor.
struct Reading {
    plain: Spelling,
    /// Surname and given name, where it tells them apart.
    parts: Option<(String, String)>,
}

impl Reading {
    fn of(reading: &str) -> Self {
        let plain: String = reading.chars().filter(|c| c.is_alphanumeric()).collect();
        let parts = reading.split_once(' ').map(|(surname, given)| (surname.to_owned(), given.replace(' ', "")));
        Self { plain: Spelling::of(&plain), parts }
    }

    /// False when [`Self::likeness`] is sure to be under `least`.
    fn may_reach(&self, heard: &Heard, least: f64) -> bool {
        /// What halves of a name weighed by themselves may add.
        const SLACK: f64 = 0.25;
        let halves = if self.parts.is_some() && heard.orders.is_some() { SLACK } else { 0.0 };
        self.plain.may_reach(&heard.joined, least - halves)
    }

    /// Likeness with a string, whose words may stand in the other order.
    fn likeness(&self, heard: &Heard) -> f64 {
        let mut best = self.plain.alike(&heard.joined);
        if let (true, Some((surname, given)), Some(orders)) = (best < 1.0, &self.parts, &heard.orders) {
            for (of_surname, of_given) in orders {
                best = best.max(0.5 * edit_similarity(surname, of_surname) + 0.5 * edit_similarity(given, of_given));
            }
        }
        best
    }
}

/// A string of the translation as it is compared.
struct Heard {
    text: String,
    joined: Spelling,
    /// Where it has several words: what may be surname and given name, in Western order and in the other one.
    orders: Option<[(String, String); 2]>,
    /// As the model sees it.
    name: Option<Name>,
    /// Numbers of what is left without case endings.
    stems: Option<Vec<usize>>,
}

impl Heard {
    fn of(text: &str, lang: Lang) -> Self {
        let latin = romanise(text, lang);
        let joined: String = latin.chars().filter(|c| c.is_alphanumeric()).collect();
        let words: Vec<&str> = latin.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let orders = match words.as_slice() {
            [first, .., last] => {
                Some([((*last).to_owned(), words[..words.len() - 1].concat()), ((*first).to_owned(), words[1..].concat())])
            }
            _ => None,
        };
        Self { text: text.to_owned(), joined: Spelling::of(&joined), orders, name: None, stems: None }
    }
}

/// Share of the model's probability that counts: it knows sounds, not the one right spelling.
const MODEL_SHARE: f64 = 0.98;
/// Likeness from which no ending is taken off.
const SURE: f64 = 0.95;
/// Share of a likeness that a form without its ending has.
const ENDING_SHARE: f64 = 0.97;
/// Characters beyond which a word may have an ending.
const LONG_ENOUGH: usize = 4;
/// Characters a name needs on both sides before the model may speak.
const SHORTEST: usize = 2;

impl Sounds {
    pub(super) fn new(from: Lang, to: Lang) -> Self {
        let latin = |lang: Lang| lang.script() == "Latn";
        let of = |lang: Lang| Model::of(lang).or_else(|| Model::of(cyrillic(lang)?));
        let (model, swapped) = match (latin(from), latin(to)) {
            (false, true) => (of(from), false),
            (true, false) => (of(to), true),
            _ => (None, false),
        };
        Self {
            to,
            model,
            swapped,
            readings: HashMap::new(),
            anchors: HashMap::new(),
            heard: Vec::new(),
            numbers: HashMap::new(),
            known: HashMap::new(),
            scratch: Scratch::default(),
        }
    }

    /// The number of a string of the translation, for [`Self::likeness`].
    pub(super) fn hear(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.heard.push(Heard::of(text, self.to));
        self.numbers.insert(text.to_owned(), self.heard.len() - 1);
        self.heard.len() - 1
    }

    /// Likeness of anchor number `index` with a string of the translation, 0 to 1; 0 where it is sure to be under `least`. The
    /// words of the string may stand in either order.
    pub(super) fn likeness(&mut self, index: usize, anchor: &Anchor, number: usize, least: f64) -> f64 {
        if let Some(known) = self.known.get(&(index, number)) {
            return *known;
        }
        if !self.by_sound(anchor) && !self.may_reach(index, anchor, number, least) {
            return 0.0;
        }
        let value = self.compute(index, anchor, number);
        self.known.insert((index, number), value);
        value
    }

    /// True when the model may speak of the anchor.
    fn by_sound(&self, anchor: &Anchor) -> bool {
        self.model.is_some()
            && match anchor.kind {
                Kind::Person | Kind::Latin => false,
                Kind::Sound => true,
                // Words in Han characters mean something; only readings tell that they are names.
                Kind::Word => !anchor.forms.first().is_some_and(|form| form.chars().any(is_han)),
            }
    }

    /// False when letters that only one side has, or lengths, keep every reading under `least`.
    fn may_reach(&mut self, index: usize, anchor: &Anchor, number: usize, least: f64) -> bool {
        self.read(index, anchor);
        let (Some(readings), Some(heard)) = (self.readings.get(&index), self.heard.get(number)) else { return false };
        readings.iter().any(|reading| reading.may_reach(heard, least))
    }

    fn read(&mut self, index: usize, anchor: &Anchor) {
        self.readings.entry(index).or_insert_with(|| anchor.readings.iter().map(|reading| Reading::of(reading)).collect());
    }

    /// True when one word sounds like the surname or the given name of a person.
    pub(super) fn is_part(&self, anchor: &Anchor, text: &str) -> bool {
        const PART: f64 = 0.55;
        let latin = romanise(text, self.to);
        anchor.readings.iter().flat_map(|reading| reading.split(' ')).any(|part| edit_similarity(part, &latin) >= PART)
    }

    fn compute(&mut self, index: usize, anchor: &Anchor, number: usize) -> f64 {
        let Some(heard) = self.heard.get(number) else { return 0.0 };
        if heard.joined.text.is_empty() {
            return 0.0;
        }
        if let Some(likeness) = anchor.forms.iter().filter_map(|form| by_letters(form, &heard.text)).reduce(f64::max) {
            return likeness;
        }
        let long = heard.text.chars().count() > LONG_ENOUGH;
        let mut best = self.as_it_stands(index, anchor, number);
        // Without a case ending, a shade below a bare form.
        if best < SURE && long {
            for stem in self.stems(number) {
                best = best.max(ENDING_SHARE * self.as_it_stands(index, anchor, stem));
            }
        }
        best
    }

    fn as_it_stands(&mut self, index: usize, anchor: &Anchor, number: usize) -> f64 {
        self.read(index, anchor);
        let (Some(readings), Some(heard)) = (self.readings.get(&index), self.heard.get(number)) else { return 0.0 };
        let best = readings.iter().map(|reading| reading.likeness(heard)).fold(0.0, f64::max);
        if best < 1.0 && self.by_sound(anchor) { best.max(self.by_model(index, anchor, number)) } else { best }
    }

    /// Numbers of the string's stems, at most four.
    fn stems(&mut self, number: usize) -> Vec<usize> {
        if let Some(known) = self.heard.get(number).and_then(|heard| heard.stems.clone()) {
            return known;
        }
        let folded = self.heard.get(number).map_or_else(String::new, |heard| fold(&heard.text));
        let numbers: Vec<usize> = stems(&folded, self.to).skip(1).take(4).map(|stem| self.hear(stem)).collect();
        if let Some(heard) = self.heard.get_mut(number) {
            heard.stems = Some(numbers.clone());
        }
        numbers
    }

    fn by_model(&mut self, index: usize, anchor: &Anchor, number: usize) -> f64 {
        let Some(model) = self.model else { return 0.0 };
        let (Some(form), Some(heard)) = (anchor.forms.first(), self.heard.get_mut(number)) else { return 0.0 };
        if form.chars().count() < SHORTEST || heard.joined.text.chars().count() < SHORTEST {
            return 0.0;
        }
        let swapped = self.swapped;
        let name = |text: &str, source: bool| if source { model.source(text) } else { model.target(text) };
        let own = self.anchors.entry(index).or_insert_with(|| name(form, !swapped));
        let other = heard.name.get_or_insert_with(|| name(&heard.text, swapped));
        let (source, target) = if swapped { (&*other, &*own) } else { (&*own, &*other) };
        MODEL_SHARE * model.score(source, target, &mut self.scratch).probability
    }
}

/// Likeness of two abbreviations in capitals, a plural s left out: the same, one letter apart, or another one. No sound can
/// tell. `None` when either is no abbreviation.
fn by_letters(form: &str, text: &str) -> Option<f64> {
    let capitals = |word: &str| -> Option<String> {
        let bare: String = word.strip_suffix('s').unwrap_or(word).nfkc().collect();
        ((2..=6).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_uppercase())).then_some(bare)
    };
    let (a, b) = (capitals(form)?, capitals(text)?);
    let apart = a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count();
    Some(match apart {
        0 if a.len() == b.len() => 1.0,
        1 if a.len() == b.len() && a.len() > 2 => ONE_LETTER,
        _ => 0.0,
    })
}

/// Likeness of abbreviations that differ in one letter.
const ONE_LETTER: f64 = 0.75;

/// The language whose model reads another language of the Cyrillic script well enough.
fn cyrillic(lang: Lang) -> Option<Lang> {
    (lang.script() == "Cyrl").then(|| Lang::parse("ru").ok()).flatten()
}
