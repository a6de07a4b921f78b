//! The search for names in text without spaces: persons by surname, runs written by sound, Latin words, strings that recur.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use memchr::memmem;

use super::anchor::{Collector, Kind};
use super::persons::{is_frequent, is_given, surname_lengths, writes_sound};
use super::places::{How, places_in};
use super::transcribe::is_han;
use crate::article::{Document, Locus};
use crate::text::{Lang, Span, Token, TokenKind, rows};

/// What the search for names in unspaced text looks at.
pub(super) struct Scan<'a> {
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
    pub(super) fn new(document: &'a Document) -> Self {
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
    pub(super) fn persons(&self, sentence: usize, all: &mut Collector) {
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
    pub(super) fn persons_elsewhere(&self, all: &mut Collector) {
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
    pub(super) fn sounds(&self, sentence: usize, all: &mut Collector) {
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
    pub(super) fn latin(&self, sentence: usize, all: &mut Collector) {
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
    pub(super) fn words(&self, sentence: usize, all: &mut Collector) {
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
