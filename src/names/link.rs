//! Links: what the translation answers for every name of the original, bead by bead.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::anchor::{Anchor, Kind};
use super::entity::View;
use super::likeness::sound;
use super::mention::{Word, is_title};
use super::places::{PlaceHit, places_in};
use super::sound::Sounds;
use super::transcribe::romanise;
use crate::align::Bead;
use crate::article::{Document, Locus};
use crate::text::{Lang, Span, TokenKind, fold};

/// What stands in the translation for one occurrence of a name.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// As it stands, without titles and possessive.
    pub(super) text: String,
    /// Folded words.
    pub(super) words: Vec<String>,
    pub(super) locus: Locus,
    /// The whole name it stands in, where that is longer: an editor searches for either.
    pub(super) whole: Option<(String, Locus)>,
    /// Number of the bead.
    pub(super) bead: usize,
    /// How much it sounds like the name, 0 to 1.
    pub(super) likeness: f64,
    pub(super) basis: Basis,
    /// It is the original's form in a script that the translation does not use.
    pub(super) foreign: bool,
}

impl Answer {
    /// Its words as they stand.
    pub(super) fn raw_words(&self) -> Vec<&str> {
        let raw: Vec<&str> = self.text.split(' ').collect();
        if raw.len() == self.words.len() { raw } else { self.words.iter().map(String::as_str).collect() }
    }
}

/// Why a string is taken for the answer to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// It sounds like it.
    Sound,
    /// It is the only one with the same head noun.
    Head,
    /// It is the only person left over.
    Alone,
}

/// A name with its answers.
#[derive(Debug)]
pub(super) struct Linked {
    /// Index of the anchor.
    pub(super) anchor: usize,
    pub(super) answers: Vec<Answer>,
}

/// A string of the translation that may answer a name.
struct Unit {
    text: String,
    /// Its number among all that is compared.
    number: usize,
    words: Vec<String>,
    locus: Locus,
    whole: Option<(String, Locus)>,
    standing: Standing,
    /// First sound of its Latin form.
    initial: Option<char>,
    /// The place of the original that it answers, or part of which it is.
    place: Option<&'static str>,
}

/// How much a unit looks like a name by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Its capitals say so.
    Name,
    /// Its capital says nothing: it begins a sentence or stands in a title.
    Weak,
    /// No capital.
    Lower,
}

struct Candidate<'u> {
    anchor: usize,
    unit: &'u Unit,
    likeness: f64,
}

/// Least likeness of a candidate for a certain name that nothing else in the bead claims.
const CERTAIN: f64 = 0.45;
/// Least likeness for a string that is a name only if it sounds so.
const GUESSED: f64 = 0.72;
/// Least likeness for a word without a capital.
const LOWER: f64 = 0.85;
/// Letters a word without a capital needs.
const LOWER_LETTERS: usize = 5;
/// Likeness of one word with a whole name from which it is the name written as one.
const ONE_WORD: f64 = 0.75;
/// Most words of one rendering.
const WINDOW: usize = 4;

/// Links the anchors to words of a translation in a cased script, in two rounds: a string that the first round shows to be a
/// name is one everywhere in the second.
pub(super) fn link(view: &View<'_>, anchors: &mut [Anchor], sounds: &mut Sounds) -> Vec<Linked> {
    let units = all_units(view, sounds);
    let first = round(view, anchors, &units, sounds);
    for linked in &first {
        let anchor = &mut anchors[linked.anchor];
        let good = |answer: &&Answer| answer.likeness >= AGREED && answer.words.concat().len() >= PROVED_LETTERS;
        let agreed = |answer: &Answer| linked.answers.iter().filter(|other| other.words == answer.words).count() > 1;
        anchor.certain |= linked.answers.iter().filter(good).any(|answer| answer.likeness >= PROVED || agreed(answer));
        anchor.proved = anchor.certain;
    }
    round(view, anchors, &units, sounds)
}

/// The units of every bead.
fn all_units(view: &View<'_>, sounds: &mut Sounds) -> Vec<Vec<Unit>> {
    let strong: Vec<bool> = view.target.words.iter().map(|word| is_strong(view, word)).collect();
    let beads = view.beads().zip(place_beads(view));
    beads.map(|(bead, places)| units(view, bead, &explained_places(places), &strong, sounds)).collect()
}

/// Likeness of an answer that proves a string of the original to be a name.
const PROVED: f64 = 0.9;
/// Likeness that is enough where two beads agree.
const AGREED: f64 = 0.75;
/// Letters such an answer has.
const PROVED_LETTERS: usize = 4;

fn round(view: &View<'_>, anchors: &[Anchor], units: &[Vec<Unit>], sounds: &mut Sounds) -> Vec<Linked> {
    let mut linked: BTreeMap<usize, Vec<Answer>> = BTreeMap::new();
    let by_sentence = by_sentence(anchors);
    for ((number, bead), units) in view.beads().enumerate().zip(units) {
        let here: BTreeSet<usize> =
            bead.original.clone().flat_map(|s| by_sentence.get(&s).into_iter().flatten().copied()).collect();
        if here.is_empty() {
            continue;
        }
        for anchor in &here {
            if let Some(carried) = carried(view, bead, &anchors[*anchor], number) {
                linked.entry(*anchor).or_default().push(carried);
            }
        }
        let mut candidates = Vec::new();
        for unit in units {
            candidates.extend(here.iter().filter_map(|anchor| candidate(anchors, *anchor, unit, sounds)));
        }
        for chosen in assign(candidates, anchors, bead) {
            linked.entry(chosen.anchor).or_default().push(Answer {
                text: chosen.unit.text.clone(),
                words: chosen.unit.words.clone(),
                locus: chosen.unit.locus,
                whole: chosen.unit.whole.clone(),
                bead: number,
                likeness: chosen.likeness,
                basis: Basis::Sound,
                foreign: false,
            });
        }
    }
    linked.into_iter().map(|(anchor, answers)| Linked { anchor, answers }).collect()
}

/// The name itself, in its own script, in the translation.
pub(super) fn carried(view: &View<'_>, bead: &Bead, anchor: &Anchor, number: usize) -> Option<Answer> {
    for sentence in bead.translation.clone() {
        let place = view.translation.sentences().get(sentence)?;
        let text = view.translation.sentence_text(sentence);
        for form in anchor.forms.iter().filter(|form| form.chars().all(|c| !c.is_ascii() && is_foreign(c))) {
            if let Some(at) = text.find(form.as_str()) {
                let span = Span::new(at, at + form.len()).shift(place.span.start());
                let locus = Locus { side: view.translation.side(), block: place.block, span };
                let words = vec![form.clone()];
                return Some(Answer {
                    text: form.clone(),
                    words,
                    locus,
                    whole: None,
                    bead: number,
                    likeness: 1.0,
                    basis: Basis::Sound,
                    foreign: true,
                });
            }
        }
    }
    None
}

/// True for letters of scripts that no cased language uses.
fn is_foreign(c: char) -> bool {
    !c.is_lowercase() && !c.is_uppercase() && c.is_alphabetic()
}

/// Sentence -> anchors that stand in it.
pub(super) fn by_sentence(anchors: &[Anchor]) -> HashMap<usize, Vec<usize>> {
    let mut map: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, anchor) in anchors.iter().enumerate() {
        for (sentence, _) in &anchor.places {
            map.entry(*sentence).or_default().push(index);
        }
    }
    map
}

/// Places of the translation that answer a place of the original: no name of anything else may have them.
fn explained_places(places: &PlaceBead) -> Vec<(&'static str, Locus)> {
    let named: BTreeSet<&str> = places.original.iter().map(|(hit, _)| hit.id).collect();
    places.translation.iter().filter(|(hit, _)| named.contains(hit.id)).map(|(hit, locus)| (hit.id, *locus)).collect()
}

/// Runs of one to four words of a mention, titles left out, and longer words without a capital.
fn units(view: &View<'_>, bead: &Bead, taken: &[(&'static str, Locus)], strong: &[bool], sounds: &mut Sounds) -> Vec<Unit> {
    let lang = view.translation.lang();
    let place = |locus: Locus| taken.iter().find(|(_, other)| overlap(*other, locus)).map(|(id, _)| *id);
    let mut all = Vec::new();
    for mention in view.target.mentions.iter().filter(|mention| bead.translation.contains(&mention.sentence)) {
        // A word whose capital says nothing and that the text also has in lower case is a common word.
        let common = |word: &Word| word.weak && view.target.lower.contains(&word.folded);
        for start in mention.words.clone() {
            let whole = view.whole_name(start);
            for end in start + 1..=(start + WINDOW).min(mention.words.end) {
                let words = view.target.words.get(start..end).unwrap_or(&[]);
                // A title ends a name only if the whole sounds so (`Posco International`).
                let title = words.last().is_some_and(|word| is_title(&word.folded, lang));
                if words.last().is_none_or(common) || (title && words.len() == 1) {
                    break;
                }
                let (text, Some(locus)) = view.span_text(words) else { break };
                let standing = if !title && strong.get(start..end).is_some_and(|words| words.contains(&true)) {
                    Standing::Name
                } else {
                    Standing::Weak
                };
                let whole = whole.clone().filter(|(whole, _)| *whole != text && whole.contains(&text));
                let place = place(locus);
                all.push(Unit {
                    words: words.iter().map(|word| word.folded.clone()).collect(),
                    number: sounds.hear(&text),
                    text,
                    locus,
                    whole,
                    standing,
                    initial: None,
                    place,
                });
            }
        }
    }
    for sentence in bead.translation.clone() {
        let Some(block) = view.translation.sentences().get(sentence).map(|sentence| sentence.block) else { continue };
        let body = view.translation.text(block);
        for token in view.translation.sentence_tokens(sentence).iter().filter(|token| token.kind == TokenKind::Word) {
            let text = token.span.of(body);
            if text.starts_with(char::is_lowercase) && text.chars().count() >= LOWER_LETTERS {
                let locus = Locus { side: view.translation.side(), block, span: token.span };
                all.push(Unit {
                    text: text.to_owned(),
                    number: sounds.hear(text),
                    words: vec![fold(text)],
                    locus,
                    whole: None,
                    standing: Standing::Lower,
                    initial: initial(text, lang),
                    place: None,
                });
            }
        }
    }
    all
}

/// First sound of a word, in Latin letters.
pub(super) fn initial(text: &str, lang: Lang) -> Option<char> {
    let head: String = text.chars().take(3).collect();
    sound(&romanise(&head, lang)).chars().next()
}

/// True when the word has its capital somewhere where a common word has none.
fn is_strong(view: &View<'_>, word: &Word) -> bool {
    let places = view.target.types.get(&word.folded).map_or(&[][..], Vec::as_slice);
    places.iter().any(|at| view.target.words.get(*at).is_some_and(|word| !word.weak))
}

fn candidate<'u>(anchors: &[Anchor], index: usize, unit: &'u Unit, sounds: &mut Sounds) -> Option<Candidate<'u>> {
    let anchor = anchors.get(index)?;
    // A word is answered by a word; persons and names written by sound may take several.
    let one_word =
        anchor.kind == Kind::Latin || (anchor.kind == Kind::Word && anchor.certain && anchor.key.starts_with(char::is_lowercase));
    if (one_word && unit.words.len() > 1)
        || (unit.standing == Standing::Lower && !(anchor.certain && anchor.begins_as(unit.initial)))
    {
        return None;
    }
    if unit.place.is_some_and(|id| !anchor.places_named.contains(&id)) {
        return None;
    }
    // A place inside a longer name is part of that name (FC Bayern München).
    if !anchor.places_named.is_empty() && unit.place.is_none() && unit.whole.is_some() {
        return None;
    }
    let least = match unit.standing {
        Standing::Name if anchor.proved || (anchor.certain && anchor.kind != Kind::Word) => CERTAIN,
        Standing::Name | Standing::Weak => GUESSED,
        Standing::Lower => LOWER,
    };
    let likeness = sounds.likeness(index, anchor, unit.number, least);
    // One word for a whole name is a part of it or nothing.
    if anchor.kind == Kind::Person && unit.words.len() == 1 && likeness < ONE_WORD && !sounds.is_part(anchor, &unit.text) {
        return None;
    }
    (likeness >= least).then_some(Candidate { anchor: index, unit, likeness })
}

/// One owner a word; the likeliest first, more words before fewer. A name that stands once in the original has one answer in
/// a bead, and more only if they are alike.
fn assign<'u>(mut candidates: Vec<Candidate<'u>>, anchors: &[Anchor], bead: &Bead) -> Vec<Candidate<'u>> {
    let rank = |c: &Candidate<'_>| {
        c.likeness + 0.01 * (c.unit.words.len() as f64) + if anchors[c.anchor].certain { 0.05 } else { 0.0 }
            - if c.unit.standing == Standing::Lower { 0.1 } else { 0.0 }
    };
    candidates.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| (a.unit.locus, a.anchor).cmp(&(b.unit.locus, b.anchor))));
    let mut taken: Vec<Locus> = Vec::new();
    let mut given: HashMap<usize, usize> = HashMap::new();
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        let stands = anchors[candidate.anchor].places.iter().filter(|(s, _)| bead.original.contains(s)).count();
        let already = given.get(&candidate.anchor).copied().unwrap_or(0);
        let full = already >= stands.max(1) && candidate.likeness < 0.95;
        if full || taken.iter().any(|other| overlap(*other, candidate.unit.locus)) {
            continue;
        }
        taken.push(candidate.unit.locus);
        *given.entry(candidate.anchor).or_default() += 1;
        chosen.push(candidate);
    }
    chosen
}

pub(super) fn overlap(a: Locus, b: Locus) -> bool {
    a.block == b.block && a.span.overlaps(b.span)
}

/// Places named on both sides of a bead.
#[derive(Debug)]
pub(super) struct PlaceBead {
    pub(super) original: Vec<(PlaceHit, Locus)>,
    pub(super) translation: Vec<(PlaceHit, Locus)>,
}

/// The places of every bead that is sure enough, in the order of [`View::beads`].
pub(super) fn place_beads<'v>(view: &'v View<'_>) -> &'v [PlaceBead] {
    view.places.get_or_init(|| {
        let Some((original, _)) = view.original else { return Vec::new() };
        let places = |bead: &Bead| PlaceBead {
            original: places_of(original, bead.original.clone()),
            translation: places_of(view.translation, bead.translation.clone()),
        };
        view.beads().map(places).collect()
    })
}

/// Places named in a range of sentences.
fn places_of(document: &Document, sentences: Range<usize>) -> Vec<(PlaceHit, Locus)> {
    let mut all = Vec::new();
    for index in sentences {
        let Some(sentence) = document.sentences().get(index) else { continue };
        for hit in places_in(document.sentence_text(index), document.lang()) {
            let span = hit.span.shift(sentence.span.start());
            all.push((hit, Locus { side: document.side(), block: sentence.block, span }));
        }
    }
    all
}

/// Spelling without spaces, hyphens and apostrophes.
pub(super) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
