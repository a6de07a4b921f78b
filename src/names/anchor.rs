//! Anchors: the names of the original, the key to what the translation made of each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use memchr::memmem;

use super::inflection::same_name_inflected;
use super::likeness::sound;
use super::mention::{Survey, is_title};
use super::persons::{self, Home, is_frequent, is_given, surname_lengths, writes_sound};
use super::places::{How, places_in};
use super::transcribe::{is_han, romanise};
use crate::article::{BlockKind, Document, Locus};
use crate::text::{Lang, ScriptKind, Span, Token, TokenKind, fold, rows};

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

type Met = (BTreeMap<String, usize>, Vec<(usize, Locus)>, bool);

/// Collects occurrences under a key.
#[derive(Default)]
struct Collector {
    /// Kind and key -> forms with their number, places, and whether it is a name for certain.
    found: BTreeMap<(Kind, String), Met>,
}

impl Collector {
    fn add(&mut self, kind: Kind, key: String, form: &str, sentence: usize, locus: Locus, certain: bool) {
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

/// What the search for names in unspaced text looks at.
struct Scan<'a> {
    document: &'a Document,
    /// The whole text, to count strings in.
    whole: String,
    counts: RefCell<HashMap<String, usize>>,
    cues: Cues,
    /// Spans of the places that every sentence names in full.
    places: Vec<Vec<Span>>,
}

static CUES: &str = include_str!("../data/name_cues.tsv");

/// Words that go with names in one language.
pub(super) struct Cues {
    before: Vec<&'static str>,
    after: Vec<&'static str>,
    /// Forms of address after a surname.
    address: Vec<&'static str>,
    /// Characters that no given name has.
    pub(super) never: Vec<char>,
    /// Characters that no name of a body has.
    pub(super) particles: Vec<char>,
    /// Characters that end a word before a name.
    pub(super) bounds: Vec<char>,
}

impl Cues {
    pub(super) fn of(lang: Lang) -> Self {
        let list = |place: &str| -> Vec<&'static str> {
            rows(CUES)
                .filter(|cells| cells.first() == Some(&lang.code()) && cells.get(1) == Some(&place))
                .flat_map(|cells| cells.get(2).copied().unwrap_or("").split(' '))
                .collect()
        };
        let chars = |place: &str| -> Vec<char> { list(place).concat().chars().collect() };
        Self {
            before: list("before"),
            after: list("after"),
            address: list("address"),
            never: chars("never"),
            particles: chars("particles"),
            bounds: chars("bounds"),
        }
    }

    /// True when `lead` ends in a word that stands before names.
    pub(super) fn ends_name(&self, lead: &str) -> bool {
        self.before.iter().any(|cue| lead.ends_with(cue))
    }

    /// True when `span` of `text` has such a word directly beside it.
    fn beside(&self, text: &str, span: Span) -> bool {
        let lead = text.get(..span.start()).unwrap_or("");
        let tail = text.get(span.end()..).unwrap_or("");
        self.before.iter().any(|cue| lead.ends_with(cue)) || self.after.iter().any(|cue| tail.starts_with(cue))
    }
}

impl<'a> Scan<'a> {
    fn new(document: &'a Document) -> Self {
        let full = |sentence: usize| -> Vec<Span> {
            let start = document.sentences()[sentence].span.start();
            let hits = places_in(document.sentence_text(sentence), document.lang());
            hits.into_iter().filter(|hit| hit.how != How::Abbreviation).map(|hit| hit.span.shift(start)).collect()
        };
        let places = (0..document.sentences().len()).map(full).collect();
        let whole = (0..document.block_count()).map(|block| document.text(block)).collect::<Vec<_>>().join("\n");
        Self { document, whole, counts: RefCell::default(), cues: Cues::of(document.lang()), places }
    }

    fn count(&self, string: &str) -> usize {
        *self
            .counts
            .borrow_mut()
            .entry(string.to_owned())
            .or_insert_with(|| memmem::find_iter(self.whole.as_bytes(), string.as_bytes()).count())
    }

    fn locus(&self, sentence: usize, span: Span) -> Locus {
        Locus { side: self.document.side(), block: self.document.sentences()[sentence].block, span }
    }

    /// Surname and given name between word boundaries, met twice or beside a word that goes with names.
    fn persons(&self, sentence: usize, all: &mut Collector) {
        let document = self.document;
        let text = document.text(document.sentences()[sentence].block);
        let tokens = document.sentence_tokens(sentence);
        let places = &self.places[sentence];
        let mut at = 0;
        while at < tokens.len() {
            let found = self.person(text, &tokens[at..], places);
            if let Some((count, certain)) = found {
                let span = tokens[at].span.join(tokens[at + count - 1].span);
                let name = span.of(text);
                all.add(Kind::Person, name.to_owned(), name, sentence, self.locus(sentence, span), certain);
            }
            at += found.map_or(1, |(count, _)| count);
        }
    }

    /// Adds the occurrences of certain persons that nothing beside them told, between word boundaries.
    fn persons_elsewhere(&self, all: &mut Collector) {
        let known: Vec<(String, BTreeSet<(usize, Locus)>)> = all
            .found
            .iter()
            .filter(|((kind, key), (.., certain))| *kind == Kind::Person && *certain && key.chars().count() > 1)
            .map(|((_, key), (_, places, _))| (key.clone(), places.iter().copied().collect()))
            .collect();
        let taken: Vec<Locus> = known.iter().flat_map(|(_, places)| places).map(|(_, locus)| *locus).collect();
        for sentence in 0..self.document.sentences().len() {
            let text = self.document.text(self.document.sentences()[sentence].block);
            let tokens = self.document.sentence_tokens(sentence);
            let bounds = self.document.sentences()[sentence].span;
            for (name, _) in &known {
                for (at, _) in bounds.of(text).match_indices(name.as_str()) {
                    let span = Span::new(at, at + name.len()).shift(bounds.start());
                    let locus = self.locus(sentence, span);
                    let starts = tokens.iter().any(|token| token.span.start() == span.start());
                    let ends = tokens.iter().any(|token| token.span.end() == span.end());
                    if starts && ends && !taken.iter().any(|other| other.block == locus.block && other.span.overlaps(span)) {
                        all.add(Kind::Person, name.clone(), name, sentence, locus, true);
                    }
                }
            }
        }
    }

    /// The name that begins with the first of `tokens`: how many of them it takes, and whether it is one for certain.
    fn person(&self, text: &str, tokens: &[Token], places: &[Span]) -> Option<(usize, bool)> {
        let lang = self.document.lang();
        let start = tokens.first()?.span.start();
        let rest: Vec<char> = text.get(start..)?.chars().take(6).collect();
        if let Some(found) = self.surname_alone(text, tokens, &rest) {
            return Some(found);
        }
        for surname in surname_lengths(&rest) {
            let mut best: Option<(usize, usize, bool)> = None;
            let mut length = 0;
            let mut end = start;
            for (index, token) in tokens.iter().enumerate().take(4) {
                let word = token.span.of(text);
                if token.span.start() != end || !word.chars().all(is_han) {
                    break;
                }
                end = token.span.end();
                length += word.chars().count();
                let Some(given) = length.checked_sub(surname).filter(|given| *given > 0) else { continue };
                let span = Span::new(start, end);
                let most = if lang.code() == "ja" || surname > 1 { 3 } else { 2 };
                let never = |c: &char| self.cues.never.contains(c);
                if given > most || places.iter().any(|p| p.overlaps(span)) || rest[surname..length].iter().any(never) {
                    break;
                }
                let name = span.of(text);
                let met = self.count(name);
                let cued = self.cues.beside(text, span);
                let listed = surname > 1 && is_given(&rest[surname..length].iter().collect::<String>());
                // A word of the dictionary, or a word with something after it, is a name only on good evidence.
                let whole = index == 0;
                let split = tokens[0].span.of(text).chars().count() > surname && !whole;
                let fits = if whole || split {
                    cued && met >= 2 && is_frequent(&rest[..surname])
                } else if length == 2 {
                    cued && is_frequent(&rest[..surname])
                } else {
                    listed || cued || (met >= 2 && is_frequent(&rest[..surname]))
                };
                // The longer form wins where it is met about as often.
                if fits && best.is_none_or(|(_, known, _)| met * 10 >= known * 6) {
                    best = Some((index + 1, met, listed || (cued && (length >= 3 || met >= 2))));
                }
            }
            if let Some((count, _, certain)) = best {
                return Some((count, certain));
            }
        }
        None
    }

    /// A surname with a form of address after it (`李さん`).
    fn surname_alone(&self, text: &str, tokens: &[Token], rest: &[char]) -> Option<(usize, bool)> {
        let first = tokens.first()?.span;
        let length = first.of(text).chars().count();
        let surname = surname_lengths(rest).contains(&length) && is_frequent(rest.get(..length)?);
        let tail = text.get(first.end()..)?;
        (surname && self.cues.address.iter().any(|cue| tail.starts_with(cue))).then_some((1, true))
    }

    /// Katakana words; runs of characters that write foreign names by sound, parted at middle dots.
    fn sounds(&self, sentence: usize, all: &mut Collector) {
        let document = self.document;
        let block = document.sentences()[sentence].block;
        let text = document.text(block);
        let bounds = document.sentences()[sentence].span;
        let katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
        let body = bounds.of(text);
        let japanese = document.lang().code() == "ja";
        let mut start: Option<usize> = None;
        let mut ends = Vec::new();
        for (at, c) in body.char_indices().chain(std::iter::once((body.len(), ' '))) {
            let inside = if japanese { katakana(c) } else { is_han(c) && writes_sound(c, false) };
            match (start, inside) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    ends.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        let places = &self.places[sentence];
        for (from, to) in ends {
            let span = Span::new(from, to).shift(bounds.start());
            if places.iter().any(|place| place.overlaps(span)) {
                continue;
            }
            let run = body.get(from..to).unwrap_or("");
            let length = run.chars().count();
            let dotted = |c: Option<char>| c.is_some_and(|c| matches!(c, '·' | '・' | '•' | '‧'));
            let beside_dot = dotted(body.get(..from).and_then(|s| s.chars().next_back()))
                || dotted(body.get(to..).and_then(|s| s.chars().next()));
            let usual = run.chars().filter(|c| writes_sound(*c, true)).count();
            let name = if japanese {
                length >= 2
            } else {
                length >= 2
                    && (beside_dot || (length >= 3 && usual * 3 >= length * 2) || (self.count(run) >= 2 && usual == length))
            };
            if name {
                all.add(
                    Kind::Sound,
                    run.to_owned(),
                    run,
                    sentence,
                    self.locus(sentence, span),
                    beside_dot || japanese && length >= 3,
                );
            }
        }
    }

    /// Words in Latin letters.
    fn latin(&self, sentence: usize, all: &mut Collector) {
        let document = self.document;
        let block = document.sentences()[sentence].block;
        let text = document.text(block);
        for token in document.sentence_tokens(sentence).iter().filter(|token| token.kind == TokenKind::Word) {
            let word = token.span.of(text);
            let letters = word.chars().filter(char::is_ascii_alphabetic).count();
            if letters >= 2 && word.is_ascii() && word.starts_with(|c: char| c.is_ascii_uppercase()) {
                all.add(Kind::Latin, word.to_lowercase(), word, sentence, self.locus(sentence, token.span), true);
            }
        }
    }

    /// Other strings of Han characters that recur: names if the translation answers them with something that sounds alike.
    fn words(&self, sentence: usize, all: &mut Collector) {
        let document = self.document;
        let places = &self.places[sentence];
        let block = document.sentences()[sentence].block;
        let text = document.text(block);
        let tokens = document.sentence_tokens(sentence);
        for at in 0..tokens.len() {
            let mut length = 0;
            for token in tokens[at..].iter().take(3) {
                let word = token.span.of(text);
                if !word.chars().all(is_han) {
                    break;
                }
                length += word.chars().count();
                if (2..=4).contains(&length) {
                    let span = Span::new(tokens[at].span.start(), token.span.end());
                    let string = span.of(text);
                    let place = places.iter().any(|place| place.overlaps(span));
                    if !place && self.count(string) >= 2 {
                        all.add(Kind::Word, string.to_owned(), string, sentence, self.locus(sentence, span), false);
                    }
                }
            }
        }
    }
}
