//! Does a word of the translation sound like a name of the original? Readings by table, the learned model, folded spelling.

use std::cell::RefCell;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::anchor::{Anchor, Kind};
use super::inflection::stems;
use super::likeness::{alike, sound};
use super::transcribe::{is_han, romanise};
use super::translit::{Model, Name, Scratch};
use crate::text::{Lang, edit_similarity, fold, jaro_winkler};

/// Compares names of one pair of languages; every distinct pair once.
pub(super) struct Sounds {
    to: Lang,
    model: Option<&'static Model>,
    /// The model reads the translation's side: the original is in Latin letters.
    swapped: bool,
    anchors: HashMap<String, Name>,
    others: HashMap<String, (Name, String)>,
    known: HashMap<usize, HashMap<String, f64>>,
    bags: HashMap<String, Bag>,
    anchor_bags: HashMap<usize, Vec<Bag>>,
    scratch: RefCell<Scratch>,
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
            anchors: HashMap::new(),
            others: HashMap::new(),
            known: HashMap::new(),
            bags: HashMap::new(),
            anchor_bags: HashMap::new(),
            scratch: RefCell::new(Scratch::default()),
        }
    }

    /// Likeness of anchor number `index` with `text` of the translation, 0 to 1; 0 where it is sure to be under `least`. Words
    /// of `text` may stand in either order.
    pub(super) fn likeness(&mut self, index: usize, anchor: &Anchor, text: &str, least: f64) -> f64 {
        if let Some(known) = self.known.get(&index).and_then(|of| of.get(text)) {
            return *known;
        }
        if !self.by_sound(anchor) && !self.may_reach(index, anchor, text, least) {
            return 0.0;
        }
        let value = self.compute(anchor, text);
        self.known.entry(index).or_default().insert(text.to_owned(), value);
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
    fn may_reach(&mut self, index: usize, anchor: &Anchor, text: &str, least: f64) -> bool {
        /// What halves of a name weighed by themselves may add.
        const SLACK: f64 = 0.12;
        let to = self.to;
        let bag = *self.bags.entry(text.to_owned()).or_insert_with(|| Bag::of(&romanise(text, to)));
        let own = self.anchor_bags.entry(index).or_insert_with(|| anchor.readings.iter().map(|r| Bag::of(r)).collect());
        own.iter().any(|own| own.bound(bag) + SLACK >= least)
    }

    /// True when one word sounds like the surname or the given name of a person.
    pub(super) fn is_part(&self, anchor: &Anchor, text: &str) -> bool {
        const PART: f64 = 0.55;
        let latin = romanise(text, self.to);
        anchor.readings.iter().flat_map(|reading| reading.split(' ')).any(|part| edit_similarity(part, &latin) >= PART)
    }

    fn compute(&mut self, anchor: &Anchor, text: &str) -> f64 {
        let latin = romanise(text, self.to);
        let joined: String = latin.chars().filter(|c| c.is_alphanumeric()).collect();
        if joined.is_empty() {
            return 0.0;
        }
        if let Some(likeness) = anchor.forms.iter().filter_map(|form| by_letters(form, text)).reduce(f64::max) {
            return likeness;
        }
        let mut best: f64 = 0.0;
        for reading in &anchor.readings {
            best = best.max(by_reading(reading, &latin, &joined));
        }
        let by_sound = self.by_sound(anchor);
        if by_sound && best < 1.0 {
            best = best.max(self.by_model(anchor, text, &joined));
        }
        if best < SURE && text.chars().count() > LONG_ENOUGH {
            best = best.max(self.without_ending(anchor, text, by_sound));
        }
        best
    }

    /// Likeness of what is left without a case ending, a shade below that of a bare form.
    fn without_ending(&mut self, anchor: &Anchor, text: &str, by_sound: bool) -> f64 {
        let folded = fold(text);
        let mut best: f64 = 0.0;
        for stem in stems(&folded, self.to).skip(1).take(4) {
            let latin = romanise(stem, self.to);
            for reading in &anchor.readings {
                best = best.max(by_reading(reading, &latin, &latin));
            }
            if by_sound {
                best = best.max(self.by_model(anchor, stem, &latin));
            }
        }
        ENDING_SHARE * best
    }

    fn by_model(&mut self, anchor: &Anchor, text: &str, joined: &str) -> f64 {
        let Some(model) = self.model else { return 0.0 };
        let Some(form) = anchor.forms.first() else { return 0.0 };
        if form.chars().count() < SHORTEST || joined.chars().count() < SHORTEST {
            return 0.0;
        }
        let swapped = self.swapped;
        let name = |text: &str, source: bool| if source { model.source(text) } else { model.target(text) };
        let own = self.anchors.entry(form.clone()).or_insert_with(|| name(form, !swapped));
        let (other, _) = self.others.entry(text.to_owned()).or_insert_with(|| (name(text, swapped), String::new()));
        let (source, target) = if swapped { (&*other, &*own) } else { (&*own, &*other) };
        MODEL_SHARE * model.score(source, target, &mut self.scratch.borrow_mut()).probability
    }
}

/// The letters of a spelling and their number, for a bound that costs nothing.
#[derive(Clone, Copy)]
struct Bag {
    letters: u32,
    length: u32,
}

impl Bag {
    fn of(latin: &str) -> Self {
        let sound = sound(latin);
        let letters = sound.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'));
        Self { letters, length: u32::try_from(sound.chars().count()).unwrap_or(u32::MAX) }
    }

    /// Most that the edit similarity of two spellings can be.
    fn bound(self, other: Self) -> f64 {
        let missing = (self.letters & !other.letters).count_ones().max((other.letters & !self.letters).count_ones());
        let apart = missing.max(self.length.abs_diff(other.length));
        1.0 - f64::from(apart) / f64::from(self.length.max(other.length).max(1))
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

/// Likeness of a reading (`surname given`) with a folded Latin form; the form's words may stand in the other order.
fn by_reading(reading: &str, latin: &str, joined: &str) -> f64 {
    let plain: String = reading.chars().filter(|c| c.is_alphanumeric()).collect();
    if plain == joined {
        return 1.0;
    }
    if jaro_winkler(&plain, joined) < 0.5 && !reading.contains(' ') {
        return 0.0;
    }
    let mut best = alike(&plain, joined);
    let words: Vec<&str> = latin.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if let ([surname, given @ ..], [_, _, ..]) = (reading.split(' ').collect::<Vec<_>>().as_slice(), words.as_slice()) {
        let given: String = given.concat();
        // Western order: the last word is the surname.
        let (last, first) = (words[words.len() - 1], words[..words.len() - 1].concat());
        best = best.max(0.5 * edit_similarity(surname, last) + 0.5 * edit_similarity(&given, &first));
        let (first, rest) = (words[0], words[1..].concat());
        best = best.max(0.5 * edit_similarity(surname, first) + 0.5 * edit_similarity(&given, &rest));
    }
    best
}
