//! Anchors: the names of the original, the key to what the translation made of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::inflection::same_name_inflected;
use super::likeness::sound;
use super::mention::{Survey, is_title};
use super::persons::{self, Home, surname_lengths};
use super::places::places_in;
use super::scan::Scan;
use super::transcribe::romanise;
use crate::article::{BlockKind, Document, Locus};
use crate::text::{Lang, ScriptKind, Span, TokenKind, fold, rows};

/// What kind of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A person in Han characters: surname and given name.
    Person,
    /// Written by sound: katakana, transliteration characters.
    Sound,
    /// In Latin letters inside another script.
    Latin,
    /// A capitalised word, or a word of an uncased script.
    Word,
}

/// A name of the original with all its places.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    /// What identifies it.
    pub(super) key: String,
    /// Forms as they stand, the most frequent first.
    pub(super) forms: Vec<String>,
    pub(super) kind: Kind,
    /// Ways to read it, folded Latin; `surname given` for persons.
    pub(super) readings: Vec<String>,
    /// First sounds of the readings.
    pub(super) initials: Vec<char>,
    /// Languages that may be its home, by reading.
    pub(super) homes: Vec<Home>,
    /// Sentence and place of every occurrence, in order.
    pub(super) places: Vec<(usize, Locus)>,
    /// True when it is a name whatever the translation says.
    pub(super) certain: bool,
    /// Places of the table that its forms name.
    pub(super) places_named: Vec<&'static str>,
    /// True when an answer has shown it to be one.
    pub(super) proved: bool,
}

impl Anchor {
    /// True when one of its readings begins with this sound.
    pub(super) fn begins_as(&self, initial: Option<char>) -> bool {
        initial.is_some_and(|initial| self.initials.contains(&initial))
    }
}

pub(super) type Met = (BTreeMap<String, usize>, Vec<(usize, Locus)>, bool);

/// Collects occurrences under a key.
#[derive(Default)]
pub(super) struct Collector {
    /// Kind and key -> forms with their number, places, and whether it is a name for certain.
    pub(super) found: BTreeMap<(Kind, String), Met>,
}

impl Collector {
    pub(super) fn add(&mut self, kind: Kind, key: String, form: &str, sentence: usize, locus: Locus, certain: bool) {
        let entry = self.found.entry((kind, key)).or_default();
        *entry.0.entry(form.to_owned()).or_default() += 1;
        entry.1.push((sentence, locus));
        entry.2 |= certain;
    }

    fn finish(self, readings: impl Fn(Kind, &str) -> Vec<(Option<Home>, String)>) -> Vec<Anchor> {
        self.found
            .into_iter()
            .map(|((kind, key), (forms, mut places, certain))| {
                let mut forms: Vec<(String, usize)> = forms.into_iter().collect();
                forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                places.sort_unstable();
                places.dedup();
                let forms: Vec<String> = forms.into_iter().map(|(form, _)| form).collect();
                let read = readings(kind, forms.first().map_or("", String::as_str));
                let mut homes: Vec<Home> = read.iter().filter_map(|(home, _)| *home).collect();
                homes.dedup();
                Anchor {
                    key,
                    forms,
                    kind,
                    readings: read.into_iter().map(|(_, reading)| reading).collect(),
                    homes,
                    initials: Vec::new(),
                    places,
                    certain,
                    places_named: Vec::new(),
                    proved: false,
                }
            })
            .collect()
    }
}

/// The names of the original. `survey` is that of the original.
pub(super) fn anchors(document: &Document, survey: &Survey) -> Vec<Anchor> {
    let mut all = match document.lang().script_kind() {
        ScriptKind::Cased => cased(document, survey),
        ScriptKind::Unspaced => unspaced(document),
        ScriptKind::Uncased => uncased(document),
    };
    for anchor in &mut all {
        let first = |reading: &String| sound(&reading.chars().take(3).collect::<String>()).chars().next();
        anchor.initials = anchor.readings.iter().filter_map(first).collect();
    }
    all
}

/// Capitalised words by stem.
fn cased(document: &Document, survey: &Survey) -> Vec<Anchor> {
    let lang = document.lang();
    let mut all = Collector::default();
    let names = lemmas(survey, lang);
    for word in &survey.words {
        let common = survey.lower.contains(&word.folded) || is_title(&word.folded, lang);
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        if common || letters < 3 {
            continue;
        }
        let abbreviation = word.text.strip_suffix('s').filter(|bare| bare.chars().all(char::is_uppercase));
        let key = abbreviation.map_or_else(
            || names.get(word.folded.as_str()).map_or(word.folded.as_str(), |name| name).to_owned(),
            str::to_lowercase,
        );
        all.add(Kind::Word, key, &word.text, word.sentence, word.locus, !word.weak);
    }
    let mixed = mixed(survey, lang);
    for sentence in 0..document.sentences().len() {
        let block = document.sentences()[sentence].block;
        let text = document.text(block);
        for token in document.sentence_tokens(sentence).iter().filter(|token| token.kind == TokenKind::Word) {
            let word = token.span.of(text);
            let folded = fold(word);
            if mixed.contains(folded.as_str()) {
                let locus = Locus { side: document.side(), block, span: token.span };
                all.add(
                    Kind::Word,
                    names.get(folded.as_str()).map_or(folded.as_str(), |name| name).to_owned(),
                    word,
                    sentence,
                    locus,
                    true,
                );
            }
        }
    }
    let mut list = all.finish(|_, form| vec![(None, romanise(form, lang))]);
    for anchor in &mut list {
        anchor.places_named = anchor.forms.iter().flat_map(|form| places_in(form, lang)).map(|hit| hit.id).collect();
        // Every case form may be the one that was carried over.
        let more: BTreeSet<String> = anchor.forms.iter().map(|form| romanise(form, lang)).collect();
        anchor.readings = more.into_iter().collect();
    }
    list.retain(|anchor| anchor.certain);
    list
}

/// Folded word -> the form that names it: of its case forms in the text the most frequent, then the shortest.
fn lemmas(survey: &Survey, lang: Lang) -> HashMap<&str, &str> {
    let mut order: Vec<(&str, usize)> = survey.types.iter().map(|(folded, places)| (folded.as_str(), places.len())).collect();
    order.sort_by_key(|(folded, count)| (std::cmp::Reverse(*count), folded.len(), *folded));
    let mut heads: Vec<&str> = Vec::new();
    let mut lemmas = HashMap::new();
    for (folded, _) in order {
        let head = heads.iter().copied().find(|head| same_name_inflected(head, folded, lang));
        if head.is_none() {
            heads.push(folded);
        }
        lemmas.insert(folded, head.unwrap_or(folded));
    }
    lemmas
}

/// Letters of a word that is a name and also stands without a capital.
const MIXED_LETTERS: usize = 6;

/// Words that stand with a capital where a common word has none, and without one elsewhere (`Telegram`, `telegram`).
fn mixed(survey: &Survey, lang: Lang) -> BTreeSet<&str> {
    let strong = |at: &usize| survey.words.get(*at).is_some_and(|word| !word.weak);
    survey
        .types
        .iter()
        .filter(|(folded, places)| {
            folded.chars().count() >= MIXED_LETTERS
                && survey.lower.contains(*folded)
                && !is_title(folded, lang)
                && places.iter().any(strong)
        })
        .map(|(folded, _)| folded.as_str())
        .collect()
}

/// Words of scripts that part words but know no capitals. What the language glues to a word is cut off where the rest stands
/// alone elsewhere; where it never does, the word counts with and without it.
fn uncased(document: &Document) -> Vec<Anchor> {
    let lang = document.lang();
    let mut all = Collector::default();
    let mut words: Vec<(usize, usize, Span, &str)> = Vec::new();
    for (index, sentence) in document.sentences().iter().enumerate() {
        if document.kind(sentence.block) == BlockKind::Boilerplate {
            continue;
        }
        let text = document.text(sentence.block);
        let tokens = document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word);
        words.extend(tokens.map(|token| (index, sentence.block, token.span, token.span.of(text))));
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, _, _, word) in &words {
        *counts.entry(word).or_default() += 1;
    }
    for (sentence, block, span, word) in words {
        if word.chars().count() < 2 {
            continue;
        }
        let locus = Locus { side: document.side(), block, span };
        if word.is_ascii() {
            all.add(Kind::Latin, word.to_lowercase(), word, sentence, locus, true);
            continue;
        }
        let bare = without_affixes(word, lang);
        let count = |word: &str| counts.get(word).copied().unwrap_or(0);
        let known = bare.iter().copied().filter(|bare| count(bare) > 0).max_by_key(|bare| (count(bare), bare.len()));
        match known.filter(|known| count(known) >= count(word)) {
            Some(known) => all.add(Kind::Word, known.to_owned(), known, sentence, locus, false),
            None => {
                all.add(Kind::Word, word.to_owned(), word, sentence, locus, false);
                if let Some(shortest) = bare.iter().min_by_key(|bare| bare.len()) {
                    all.add(Kind::Word, (*shortest).to_owned(), shortest, sentence, locus, false);
                }
            }
        }
    }
    all.finish(|_, form| vec![(None, romanise(form, lang))])
}

static AFFIXES: &str = include_str!("../data/affixes.tsv");

/// What is left of `word` without what its language glues to a name: Korean particles, Hebrew and Arabic prefixes.
pub(super) fn without_affixes(word: &str, lang: Lang) -> Vec<&str> {
    let mut all = Vec::new();
    for cells in rows(AFFIXES).filter(|cells| cells.first() == Some(&lang.code())) {
        let [_, place, list] = cells.as_slice() else { continue };
        let cut = |affix: &str| if *place == "before" { word.strip_prefix(affix) } else { word.strip_suffix(affix) };
        all.extend(list.split(' ').filter_map(cut).filter(|bare| bare.chars().count() >= 2));
    }
    all
}

/// Names in Chinese and Japanese text: persons by surname, runs written by sound, Latin words.
fn unspaced(document: &Document) -> Vec<Anchor> {
    let mut all = Collector::default();
    let scan = Scan::new(document);
    for sentence in 0..document.sentences().len() {
        scan.persons(sentence, &mut all);
        scan.sounds(sentence, &mut all);
        scan.latin(sentence, &mut all);
        scan.words(sentence, &mut all);
    }
    scan.persons_elsewhere(&mut all);
    let lang = document.lang();
    let mut list = all.finish(|kind, form| match kind {
        Kind::Word => {
            let japanese = if lang.code() == "ja" { persons::japanese(form) } else { Vec::new() };
            let other = japanese.into_iter().map(|reading| (None, reading));
            std::iter::once((None, romanise(form, lang))).chain(other).collect()
        }
        Kind::Person => persons::readings(form).into_iter().map(|(home, reading)| (Some(home), reading)).collect(),
        _ => vec![(None, romanise(form, lang))],
    });
    join_surnames(&mut list);
    join_glosses(document, &mut list);
    // A person's name is no other kind of name as well.
    let persons: BTreeSet<String> = list.iter().filter(|a| a.kind == Kind::Person).map(|a| a.key.clone()).collect();
    let part = |anchor: &Anchor| anchor.kind == Kind::Word && persons.iter().any(|person| person.contains(&anchor.key));
    list.retain(|anchor| anchor.kind == Kind::Person || !(persons.contains(&anchor.key) || part(anchor)));
    list
}

/// Gives the places of a surname that stands alone to the one person who bears it.
fn join_surnames(list: &mut Vec<Anchor>) {
    let full: Vec<(usize, String)> =
        (0..).zip(list.iter()).filter(|(_, a)| a.kind == Kind::Person).map(|(i, a)| (i, a.key.clone())).collect();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (index, key) in &full {
        let chars: Vec<char> = key.chars().collect();
        if !surname_lengths(&chars).contains(&chars.len()) {
            continue;
        }
        let bearers: Vec<usize> =
            full.iter().filter(|(_, other)| other != key && other.starts_with(key.as_str())).map(|(i, _)| *i).collect();
        if let [bearer] = bearers.as_slice() {
            joined.push((*index, *bearer));
        }
    }
    for (short, bearer) in &joined {
        let part = list[*short].clone();
        list[*bearer].places.extend(part.places);
        list[*bearer].places.sort_unstable();
        list[*bearer].forms.extend(part.forms);
        list[*bearer].readings.extend(part.readings);
    }
    let gone: BTreeSet<usize> = joined.into_iter().map(|(short, _)| short).collect();
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// Gives a name that stands in brackets directly after another one, and nothing beside it, to that one (シーサパンナ（西双版納）).
fn join_glosses(document: &Document, list: &mut Vec<Anchor>) {
    let mut starts: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
    for (index, anchor) in list.iter().enumerate() {
        for (_, at) in &anchor.places {
            starts.entry((at.block, at.span.start())).or_default().push((index, at.span.end()));
        }
    }
    let mut glosses: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, anchor) in list.iter().enumerate().filter(|(_, anchor)| anchor.certain) {
        for (_, at) in &anchor.places {
            let tail = document.text(at.block).get(at.span.end()..).unwrap_or("");
            let Some(bracket) = tail.chars().next().filter(|c| matches!(c, '（' | '(')) else { continue };
            let start = at.span.end() + bracket.len_utf8();
            let closed = |end: usize| document.text(at.block).get(end..).is_some_and(|tail| tail.starts_with(['）', ')']));
            // An abbreviation in brackets is short for what stands before it and is written its own way.
            let abbreviation =
                |index: usize| list[index].forms.iter().all(|form| form.is_ascii() && !form.chars().any(char::is_lowercase));
            let inside = starts.get(&(at.block, start)).into_iter().flatten().filter(|(other, _)| !abbreviation(*other));
            glosses.extend(inside.filter(|(other, end)| closed(*end) && *other != index).map(|(other, _)| (*other, index)));
        }
    }
    for (gloss, name) in &glosses {
        if glosses.contains_key(name) {
            continue;
        }
        let part = list[*gloss].clone();
        let whole = &mut list[*name];
        whole.places.extend(part.places);
        whole.places.sort_unstable();
        whole.forms.extend(part.forms);
        whole.readings.extend(part.readings);
        whole.certain |= part.certain;
    }
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        glosses.get(&(index - 1)).is_none_or(|name| glosses.contains_key(name))
    });
}
