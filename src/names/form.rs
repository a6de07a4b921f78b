//! One name in two forms: with and without its marks, in two letter cases, in two orders, with a foreign mark inside.

use std::collections::{BTreeMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::drift::{Form, LETTERS, entity, latin};
use super::entity::{Entity, Fault, View, differing_parts, renderings};
use super::inflection::same_name_inflected;
use super::link::plain;
use super::mention::is_title;
use super::places::places_in;
use crate::article::{Document, Locus};
use crate::text::{ScriptKind, Span, TokenKind, fold, rows};

/// Confidence where the letters are the same.
const SURE: f64 = 0.85;
/// Languages that put the family name first, so that their names come in two orders.
const FAMILY_FIRST: [&str; 5] = ["zh", "ja", "ko", "vi", "hu"];
/// Marks inside a name that no language with capitals puts there.
const FOREIGN_MARKS: [char; 4] = ['・', '･', '‧', '•'];

/// Finds names whose forms differ by their make-up alone; names of `settled` are left out.
pub(super) fn judge(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    let mut found = marks(view, settled);
    found.extend(letter_case(view, settled));
    found.extend(order(view, settled));
    found.extend(spacing(view, settled));
    found.extend(abbreviation_case(view, settled));
    if view.original.is_none() {
        found.extend(katakana(view));
    }
    found.extend(foreign_mark(view));
    found
}

/// One word with and without its diacritics (`Škvorecký`, `Skvorecky`).
fn marks(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    let mut found = Vec::new();
    for (folded, places) in &view.target.types {
        let mut spellings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in places {
            let Some(word) = view.target.words.get(*at) else { continue };
            if word.text.chars().skip(1).any(char::is_lowercase) && !settled.contains(folded) {
                spellings.entry(word.text.to_lowercase().replace('’', "'")).or_default().push(*at);
            }
        }
        let mut list: Vec<(&String, &Vec<usize>)> = spellings.iter().collect();
        list.sort_by_key(|(text, places)| (std::cmp::Reverse(places.len()), (*text).clone()));
        let [(usual, usual_places), (odd, odd_places), ..] = list.as_slice() else { continue };
        let lang = view.translation.lang();
        if in_ending(usual, odd) && same_name_inflected(&format!("{folded}a"), folded, lang) {
            continue;
        }
        if folded.chars().count() < LETTERS || usual.contains('-') != odd.contains('-') || view.target.lower.contains(folded) {
            continue;
        }
        let (usual, odd) = (
            Form { folded: usual, latin: latin(view, usual_places), places: usual_places },
            Form { folded: odd, latin: latin(view, odd_places), places: odd_places },
        );
        let why = "the two spellings differ in marks alone".to_owned();
        found.push(entity(view, &usual, &odd, Vec::new(), 0.85, why, Fault::Drift { minor: true }));
    }
    found
}

/// True when two spellings differ in their last two letters only: case endings of languages that decline names.
fn in_ending(a: &str, b: &str) -> bool {
    let stem = |word: &str| word.chars().rev().skip(2).collect::<String>();
    stem(a) == stem(b)
}

/// A word in capitals that elsewhere has one capital (`POSCO`, `Posco`), each more than once.
fn letter_case(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    let lang = view.translation.lang();
    let mut found = Vec::new();
    for (folded, places) in view.target.types.iter().filter(|(folded, _)| !settled.contains(*folded)) {
        let words = |capitals: bool| -> Vec<usize> {
            let is = |word: &str| word.chars().skip(1).any(char::is_lowercase) != capitals;
            let strong = |at: &&usize| view.target.words.get(**at).is_some_and(|word| is(&word.text) && !(capitals && word.weak));
            places.iter().filter(strong).copied().collect()
        };
        let (capitals, usual) = (words(true), words(false));
        let name = folded.chars().count() >= LETTERS && folded.chars().all(char::is_alphabetic) && !is_title(folded, lang);
        let place =
            || usual.iter().any(|at| view.target.words.get(*at).is_some_and(|word| !places_in(&word.text, lang).is_empty()));
        if name && capitals.len() > 1 && usual.len() > 1 && !view.target.lower.contains(folded) && !place() {
            let form = |places: &'_ [usize]| latin(view, places).to_owned();
            let (a, b) = (form(&capitals), form(&usual));
            let (a, b) = (Form { folded, latin: &a, places: &capitals }, Form { folded, latin: &b, places: &usual });
            let why = "the two spellings differ in letter case alone".to_owned();
            found.push(entity(view, &a, &b, Vec::new(), SURE, why, Fault::Drift { minor: true }));
        }
    }
    found
}

/// A name of two words in both orders, where the original's language or an unknown one has the family name first.
fn order(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    if view.original.is_some_and(|(original, _)| !FAMILY_FIRST.contains(&original.lang().code())) {
        return Vec::new();
    }
    let lang = view.translation.lang();
    let mut met: BTreeMap<(String, String), Vec<(String, Locus)>> = BTreeMap::new();
    for mention in &view.target.mentions {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        let start = words.iter().rposition(|word| is_title(&word.folded, lang)).map_or(0, |at| at + 1);
        let [a, b] = words.get(start..).unwrap_or(&[]) else { continue };
        let name = |word: &str| !view.target.lower.contains(word) && !settled.contains(word) && word.chars().count() > 1;
        let (text, Some(locus)) = view.span_text(&words[start..]) else { continue };
        if quoted(view, locus) {
            continue;
        }
        if name(&a.folded) && name(&b.folded) && a.folded != b.folded && places_in(&text, lang).is_empty() {
            met.entry((a.folded.clone(), b.folded.clone())).or_default().push((text, locus));
        }
    }
    let turned =
        met.iter().filter(|((a, b), _)| a < b).filter_map(|((a, b), one)| Some((one, met.get(&(b.clone(), a.clone()))?)));
    turned.map(|(one, other)| two_forms(view, one, other, "one name in two orders".to_owned(), 0.75)).collect()
}

/// Letters of a name that stands as one word and as two.
const SPACED: usize = 6;

/// A word that elsewhere stands as two (`Vietnam`, `Viet Nam`).
fn spacing(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    let words = &view.target.words;
    // The words and the whole name they stand in.
    let wholes = |list: &[(String, Locus)]| -> Vec<(String, Locus)> {
        let at = |locus: Locus| {
            words.iter().position(|word| word.locus.block == locus.block && word.locus.span.start() == locus.span.start())
        };
        list.iter().filter_map(|(_, locus)| view.whole_name(at(*locus)?)).collect()
    };
    let mut pairs: BTreeMap<String, Vec<(String, Locus)>> = BTreeMap::new();
    for mention in &view.target.mentions {
        for at in mention.words.clone().skip(1) {
            let Some([a, b]) = words.get(at - 1..=at) else { continue };
            let name = |word: &str| word.chars().count() > 1 && !view.target.lower.contains(word);
            let joined = format!("{}{}", a.folded, b.folded);
            if let (true, (text, Some(locus))) = (name(&a.folded) && name(&b.folded), view.span_text(&[a.clone(), b.clone()])) {
                pairs.entry(joined).or_default().push((text, locus));
            }
        }
    }
    let mut found = Vec::new();
    for (joined, apart) in pairs.iter().filter(|(joined, _)| !settled.contains(joined.as_str())) {
        let whole =
            view.target.types.get(joined).filter(|_| joined.chars().count() >= SPACED && !view.target.lower.contains(joined));
        let whole: Vec<(String, Locus)> =
            whole.into_iter().flatten().filter_map(|at| words.get(*at)).map(|word| (word.text.clone(), word.locus)).collect();
        if !whole.is_empty() {
            let mut entity = two_forms(view, &whole, apart, "one name as one word and as two".to_owned(), SURE);
            for rendering in renderings(wholes(&whole).into_iter().chain(wholes(apart))) {
                if entity.renderings.iter().all(|known| known.text != rendering.text) {
                    entity.renderings.push(rendering);
                }
            }
            found.push(entity);
        }
    }
    found
}

static KATAKANA: &str = include_str!("../data/katakana_variants.tsv");

/// A katakana name as every house writes it: newer spellings of foreign sounds replaced by the older ones.
fn plain_kana(text: &str) -> String {
    let mut plain = text.to_owned();
    for cells in rows(KATAKANA) {
        if let [new, old] = cells.as_slice() {
            plain = plain.replace(new, old);
        }
    }
    plain
}

/// Katakana names whose spellings differ in how a foreign sound is written (`ビセンテ`, `ヴィセンテ`), or, in a name of several
/// parts, by one character.
fn katakana(view: &View<'_>) -> Vec<Entity> {
    let mut met: BTreeMap<String, Vec<(String, Locus)>> = BTreeMap::new();
    for (text, locus) in katakana_names(view.translation) {
        met.entry(text.clone()).or_default().push((text, locus));
    }
    let list: Vec<(&String, &Vec<(String, Locus)>)> = met.iter().collect();
    let mut found = Vec::new();
    for (at, (a, one)) in list.iter().enumerate() {
        for (b, other) in &list[at + 1..] {
            let parts = |text: &str| text.split(['・', '＝']).count();
            let several = parts(a) > 1 && parts(a) == parts(b) && one_character_apart(a, b);
            if plain_kana(a) == plain_kana(b) || several {
                found.push(two_forms(view, one, other, "one name in two katakana spellings".to_owned(), SURE));
            }
        }
    }
    found
}

/// Katakana words of a text, their parts joined by middle dots.
pub(super) fn katakana_names(document: &Document) -> Vec<(String, Locus)> {
    let kana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
    let mut all = Vec::new();
    if document.lang().code() != "ja" {
        return all;
    }
    for block in 0..document.block_count() {
        let text = document.text(block);
        let mut start = None;
        for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
            let dot = matches!(c, '・' | '＝');
            match (start, kana(c) || (dot && start.is_some())) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    let string = text.get(from..at).unwrap_or("").trim_end_matches(['・', '＝']);
                    if string.chars().count() >= 3 {
                        let span = Span::new(from, from + string.len());
                        all.push((string.to_owned(), Locus { side: document.side(), block, span }));
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }
    all
}

/// True for texts of one length that differ in one character.
fn one_character_apart(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 1
}

/// An abbreviation that elsewhere stands in other capitals (`SEC`, `sEC`; in a script without capitals also `sec`).
fn abbreviation_case(view: &View<'_>, settled: &HashSet<String>) -> Vec<Entity> {
    let document = view.translation;
    let cased = document.lang().script_kind() == ScriptKind::Cased;
    let mut met: BTreeMap<String, BTreeMap<String, Vec<(String, Locus)>>> = BTreeMap::new();
    for (string, locus) in words(document) {
        let written: String = string.nfkc().collect();
        if (2..=6).contains(&written.chars().count()) && written.chars().all(char::is_alphabetic) {
            met.entry(written.to_lowercase()).or_default().entry(written).or_default().push((string, locus));
        }
    }
    let mut found = Vec::new();
    for (_, spellings) in met.iter().filter(|(folded, spellings)| spellings.len() > 1 && !settled.contains(folded.as_str())) {
        let capitals = |text: &str| text.chars().all(char::is_uppercase);
        let odd = |text: &str| {
            let inside = text.chars().skip(1).any(char::is_uppercase);
            !capitals(text) && text.chars().any(char::is_lowercase) && (inside && text.starts_with(char::is_lowercase) || !cased)
        };
        let usual = spellings.iter().find(|(text, _)| capitals(text));
        let others: Vec<(String, Locus)> =
            spellings.iter().filter(|(text, _)| odd(text)).flat_map(|(_, list)| list.clone()).collect();
        if let (Some((_, usual)), false) = (usual, others.is_empty()) {
            found.push(two_forms(view, usual, &others, "an abbreviation in two letter cases".to_owned(), SURE));
        }
    }
    found
}

/// Every word of a text with its place.
fn words(document: &Document) -> impl Iterator<Item = (String, Locus)> {
    (0..document.sentences().len()).flat_map(move |index| {
        let block = document.sentences()[index].block;
        let tokens = document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word);
        tokens.map(move |token| {
            (token.span.of(document.text(block)).to_owned(), Locus { side: document.side(), block, span: token.span })
        })
    })
}

/// Words in Latin letters, of either width, in a text of another script.
pub(super) fn latin_words(document: &Document) -> Vec<(String, Locus)> {
    words(document).filter(|(text, _)| text.nfkc().all(|c| c.is_ascii_alphabetic()) && text.chars().count() > 1).collect()
}

/// True for a form between quotation marks: the text speaks of it.
fn quoted(view: &View<'_>, locus: Locus) -> bool {
    let text = view.translation.text(locus.block);
    let before = text.get(..locus.span.start()).and_then(|lead| lead.chars().next_back());
    before.is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '「' | '『'))
}

/// Spellings with their places.
type Stands = Vec<(String, Locus)>;

/// A name with a mark inside that the language does not use, and the same letters parted otherwise (`Moriyama・ku`,
/// `Moriyama-ku`).
fn foreign_mark(view: &View<'_>) -> Vec<Entity> {
    let document = view.translation;
    let mut compounds: BTreeMap<String, (Stands, Stands)> = BTreeMap::new();
    for index in 0..document.sentences().len() {
        let block = document.sentences()[index].block;
        let text = document.text(block);
        let words: Vec<_> = document.sentence_tokens(index).iter().filter(|token| token.kind == TokenKind::Word).collect();
        let whole = words.iter().map(|token| token.span);
        let joined = words.windows(2).map(|pair| pair[0].span.join(pair[1].span));
        for span in whole.chain(joined) {
            let string = span.of(text);
            let foreign = string.contains(FOREIGN_MARKS);
            let parted = |c: char| FOREIGN_MARKS.contains(&c) || matches!(c, '-' | ' ');
            let name =
                string.chars().all(|c| c.is_alphabetic() && c.is_ascii() || parted(c)) && string.starts_with(char::is_uppercase);
            if name && string.chars().filter(|c| parted(*c)).count() == 1 {
                let locus = Locus { side: document.side(), block, span };
                let entry = compounds.entry(plain(string)).or_default();
                if foreign { entry.1.push((string.to_owned(), locus)) } else { entry.0.push((string.to_owned(), locus)) }
            }
        }
    }
    let both = compounds.values().filter(|(usual, odd)| !usual.is_empty() && !odd.is_empty());
    both.map(|(usual, odd)| two_forms(view, usual, odd, "a mark inside that the language does not use".to_owned(), SURE))
        .collect()
}

/// The form that stands more often, in running text, or first, is the usual one.
fn two_forms(view: &View<'_>, a: &[(String, Locus)], b: &[(String, Locus)], why: String, confidence: f64) -> Entity {
    let rank = |form: &[(String, Locus)]| {
        let in_text = view.in_text(form.iter().map(|(_, at)| *at));
        (std::cmp::Reverse(form.len()), !in_text, form.first().map(|(_, at)| *at))
    };
    let (usual, odd) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    let mut list = renderings(usual.iter().cloned());
    let at = list.len();
    list.extend(renderings(odd.iter().cloned()));
    let parts = list.first().zip(list.get(at)).map_or_else(Vec::new, |(usual, odd)| differing_parts(usual, odd));
    list.extend(parts);
    let text = |index: usize| list.get(index).map_or_else(String::new, |rendering| rendering.text.clone());
    Entity {
        key: fold(&text(0)),
        original_forms: Vec::new(),
        original: None,
        clash: vec![text(at), text(0)],
        suggestion: (usual.len() > odd.len()).then(|| text(0)),
        evidence: vec![why, format!("{} stands {} times, {} {}", text(0), usual.len(), text(at), odd.len())],
        renderings: list,
        odd: at,
        fault: Fault::Drift { minor: true },
        confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{alone, texts};

    #[test]
    fn two_forms_of_one_name_are_found() {
        for (lines, odd) in [
            (["We met Kobayashi Haruna there.", "Later Haruna Kobayashi left us."].as_slice(), "Haruna Kobayashi"),
            (
                &["A fire broke out in Sakae・ku today.", "Nobody in Sakae-ku was hurt.", "The mayor of Sakae-ku came."],
                "Sakae・ku",
            ),
            (
                &["The firm Kanto sells oil.", "Now KANTO buys gas.", "Shares of Kanto rose.", "The bank lent KANTO money."],
                "KANTO",
            ),
        ] {
            assert!(texts(&alone("en", lines)).contains(&odd), "{lines:?}");
        }
    }

    #[test]
    fn other_words_and_lines_in_capitals_stay_silent() {
        for lines in [
            ["KANTO BUYS GAS FIELDS", "The firm Kanto sells oil."].as_slice(),
            &["The Bank of Kobe spoke.", "Kobe Bank spoke too."],
        ] {
            assert_eq!(alone("en", lines), [], "{lines:?}");
        }
    }
}
