//! Bodies, whose renderings share no sound with them: told by the head noun.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::anchor::{Anchor, Kind};
use super::entity::View;
use super::link::{Answer, Basis, Linked, carried, overlap};
use super::mention::Word;
use super::places::{How, places_in};
use super::scan::Cues;
use crate::align::Bead;
use crate::article::{Document, Locus};
use crate::text::{Lang, ScriptKind, Span, TokenKind, fold, rows};

static HEADS: &str = include_str!("../data/heads.tsv");

/// An ending with the nouns that answer it.
type Head = (&'static str, Vec<&'static str>);

/// Language -> last character -> endings of bodies, longest first, with the nouns that answer them.
static HEAD_TABLE: LazyLock<BTreeMap<&'static str, HashMap<char, Vec<Head>>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&'static str, HashMap<char, Vec<Head>>> = BTreeMap::new();
    for cells in rows(HEADS) {
        let [lang, ending, nouns] = cells.as_slice() else { continue };
        let Some(last) = ending.chars().next_back() else { continue };
        all.entry(lang).or_default().entry(last).or_default().push((ending, nouns.split(' ').collect()));
    }
    for list in all.values_mut().flat_map(HashMap::values_mut) {
        list.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
    }
    all
});

/// Nouns that answer some ending.
pub(super) static NOUNS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(HEADS).filter_map(|cells| cells.get(2).copied()).flat_map(|nouns| nouns.split(' ')).collect());

/// Occurrences a body needs in the original before its renderings are compared.
const MET: usize = 2;
/// Likeness that stands for "the only one with this head noun".
const BY_HEAD: f64 = 0.62;

/// A body of the original: a string that ends in a head noun.
struct Body {
    text: String,
    /// It and its other forms.
    forms: Vec<String>,
    nouns: &'static [&'static str],
    places: Vec<(usize, Locus)>,
}

/// Bodies of the original with what the translation has for them: the one name of a bead with a noun that answers theirs.
pub(super) fn link(view: &View<'_>, anchors: &[Anchor], linked: &[Linked]) -> Vec<(Anchor, Linked)> {
    let Some((original, _)) = view.original else { return Vec::new() };
    if original.lang().script_kind() != ScriptKind::Unspaced || view.translation.lang().code() != "en" {
        return Vec::new();
    }
    let bodies = found(original);
    let mut all = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        let mut answers = Vec::new();
        let anchor = Anchor {
            key: body.text.clone(),
            forms: body.forms.clone(),
            kind: Kind::Word,
            readings: Vec::new(),
            initials: Vec::new(),
            homes: Vec::new(),
            places: body.places.clone(),
            certain: true,
            places_named: Vec::new(),
            proved: false,
        };
        let mut unsure = Vec::new();
        for (number, bead) in view.beads().enumerate() {
            let count = body.places.iter().filter(|(s, _)| bead.original.contains(s)).count();
            if count == 0 {
                continue;
            }
            if let Some(carried) = carried(view, bead, &anchor, number) {
                answers.push(carried);
                continue;
            }
            let mut named = names_with_head(view, bead, body.nouns);
            if named.is_empty() {
                named = acronyms(view, original, bead, body);
            }
            // Another body with the same noun in the bead, and nobody can tell whose the answer is.
            if endings(original, bead, |other| other.iter().any(|noun| body.nouns.contains(noun))) > count
                || distinct(&named) > count
            {
                match only_first(original, bead, body, count, &named).or_else(|| one_tail(count, &named)) {
                    Some(first) => answers.extend(first.into_iter().map(|name| name.answer(number))),
                    None => unsure.push((number, count, named)),
                }
                continue;
            }
            named.retain(|name| view.only_with(&body.places, &name.text));
            if named.is_empty() {
                let by_sound =
                    linked.iter().filter(|known| anchors[known.anchor].key == body.text).flat_map(|known| &known.answers);
                answers.extend(by_sound.filter(|answer| answer.bead == number).cloned());
            }
            answers.extend(named.into_iter().map(|name| name.answer(number)));
        }
        // What shares a word with a sure answer is the answer where nobody could tell.
        let sure: BTreeSet<String> = answers.iter().flat_map(|answer| telling(&answer.words, body.nouns)).collect();
        for (number, count, mut named) in unsure {
            named.retain(|name| {
                telling(&name.words, body.nouns).iter().any(|word| sure.contains(word))
                    && view.only_with(&body.places, &name.text)
            });
            if distinct(&named) <= count {
                answers.extend(named.into_iter().map(|name| name.answer(number)));
            }
        }
        all.push((anchor, Linked { anchor: index, answers }));
    }
    all
}

/// A name of the translation that may answer a body.
#[derive(Clone)]
struct Named {
    text: String,
    words: Vec<String>,
    locus: Locus,
    /// Its head noun, of those that answer the body's; empty for an abbreviation.
    noun: &'static str,
}

impl Named {
    fn answer(self, bead: usize) -> Answer {
        let Self { text, words, locus, .. } = self;
        Answer { text, words, locus, whole: None, bead, likeness: BY_HEAD, basis: Basis::Head, foreign: false }
    }
}

fn distinct(named: &[Named]) -> usize {
    named.iter().map(|name| &name.words).collect::<BTreeSet<_>>().len()
}

/// The names with the noun that answers the body's best, where they are no more than the body stands there and every other
/// name has the noun that answers another string of the original best.
fn only_first(original: &Document, bead: &Bead, body: &Body, count: usize, named: &[Named]) -> Option<Vec<Named>> {
    let (first, rest): (Vec<Named>, Vec<Named>) = named.iter().cloned().partition(|name| body.nouns.first() == Some(&name.noun));
    let asked = |noun: &str| endings(original, bead, |other| other.first() == Some(&noun));
    let one = !first.is_empty() && distinct(&first) <= count && asked(body.nouns.first()?) <= count;
    (one && rest.iter().all(|name| asked(name.noun) > 0)).then_some(first)
}

/// Where a body stands several times in a bead: the so many names that alone end in the same three words, else two.
fn one_tail(count: usize, named: &[Named]) -> Option<Vec<Named>> {
    [3, 2].into_iter().find_map(|length: usize| {
        let mut groups: BTreeMap<&[String], Vec<Named>> = BTreeMap::new();
        for name in named.iter().filter(|name| name.words.len() >= length) {
            groups.entry(&name.words[name.words.len() - length..]).or_default().push(name.clone());
        }
        let mut several = groups.into_values().filter(|group| group.len() > 1);
        several.next().filter(|group| group.len() == count && several.next().is_none())
    })
}

/// Words of a name that no other name of its kind has.
fn telling(words: &[String], nouns: &[&str]) -> Vec<String> {
    words.iter().filter(|word| !nouns.contains(&word.as_str()) && word.len() > 3).cloned().collect()
}

/// Head noun that a string ends in.
fn head_of(text: &str, lang: Lang) -> Option<(&'static str, &'static [&'static str])> {
    let list = HEAD_TABLE.get(lang.code())?.get(&text.chars().next_back()?)?;
    list.iter().find(|(ending, _)| text.ends_with(ending)).map(|(ending, nouns)| (*ending, nouns.as_slice()))
}

/// Most tokens of the name of a body.
const TOKENS: usize = 6;

/// Strings of two to six tokens that end in a head noun and recur; the longest of those that recur equally often.
fn found(original: &Document) -> Vec<Body> {
    let lang = original.lang();
    let mut met: BTreeMap<String, Vec<(usize, Locus)>> = BTreeMap::new();
    let mut forms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for sentence in 0..original.sentences().len() {
        let block = original.sentences()[sentence].block;
        let text = original.text(block);
        let tokens = original.sentence_tokens(sentence);
        for start in 0..tokens.len() {
            let mut length = 0;
            for end in start + 1..=(start + TOKENS).min(tokens.len()) {
                let token = tokens[end - 1];
                if token.kind != TokenKind::Word {
                    break;
                }
                length += token.span.of(text).chars().count();
                let span = Span::new(tokens[start].span.start(), token.span.end());
                let string = span.of(text);
                let Some((ending, _)) = head_of(string, lang) else { continue };
                if (3..=10).contains(&length) && string.len() > ending.len() {
                    let locus = Locus { side: original.side(), block, span };
                    met.entry(string.to_owned()).or_default().push((sentence, locus));
                }
            }
        }
    }
    add_unparted(original, &mut met);
    let own = |short: &str, full: &str| {
        let (Some(a), Some(b)) = (met.get(short), met.get(full)) else { return false };
        !full.ends_with(short) || a.len() > b.len()
    };
    let shorts: Vec<(String, String)> = met
        .keys()
        .flat_map(|short| {
            met.keys()
                .filter(|full| is_short_for(short, full, lang) && own(short, full))
                .map(|full| (short.clone(), full.clone()))
        })
        .collect();
    // A short form and its full form are one body; the one that is met more often names it.
    for (short, full) in shorts {
        let (Some(a), Some(b)) = (met.get(&short).cloned(), met.get(&full).cloned()) else { continue };
        let (kept, gone) = if a.len() >= b.len() { (short, full) } else { (full, short) };
        met.remove(&gone);
        // The short form inside the full one stands there once.
        let mut places: Vec<(usize, Locus)> =
            a.iter().filter(|(_, at)| b.iter().all(|(_, whole)| !overlap(*whole, *at))).copied().collect();
        places.extend(b);
        places.sort_unstable();
        met.insert(kept.clone(), places);
        forms.entry(kept).or_default().push(gone);
    }
    let counts: BTreeMap<String, usize> = met.iter().map(|(text, places)| (text.clone(), places.len())).collect();
    let cues = Cues::of(lang);
    met.into_iter()
        .filter(|(text, places)| places.len() >= MET && !text.chars().any(|c| cues.particles.contains(&c)))
        .filter(|(_, places)| places.iter().any(|(_, locus)| begins(original, *locus, &cues)))
        .filter(|(text, places)| {
            !counts
                .iter()
                .any(|(other, count)| other.len() > text.len() && other.ends_with(text.as_str()) && *count == places.len())
        })
        .filter_map(|(text, places)| {
            let (_, nouns) = head_of(&text, lang)?;
            let more = forms.get(&text).cloned().unwrap_or_default();
            Some(Body { forms: std::iter::once(text.clone()).chain(more).collect(), text, nouns, places })
        })
        .collect()
}

/// Characters that tell a name wherever they stand.
const UNPARTED: usize = 4;

/// Adds the places where a longer string stands but the words are parted otherwise.
fn add_unparted(original: &Document, met: &mut BTreeMap<String, Vec<(usize, Locus)>>) {
    for (text, places) in met.iter_mut().filter(|(text, _)| text.chars().count() >= UNPARTED) {
        for (sentence, place) in original.sentences().iter().enumerate() {
            let whole = original.sentence_text(sentence);
            for (at, _) in whole.match_indices(text.as_str()) {
                let span = Span::new(at, at + text.len()).shift(place.span.start());
                let locus = Locus { side: original.side(), block: place.block, span };
                if !places.contains(&(sentence, locus)) {
                    places.push((sentence, locus));
                }
            }
        }
        places.sort_unstable();
    }
}

/// True when `short` is made of characters of `full` in order, begins as it does, and has a head noun with the same answers
/// (上交所, 上海证券交易所).
fn is_short_for(short: &str, full: &str, lang: Lang) -> bool {
    let (Some((_, a)), Some((_, b))) = (head_of(short, lang), head_of(full, lang)) else { return false };
    let mut rest = full.chars();
    let inside = short.chars().all(|c| rest.any(|other| other == c));
    let length = |text: &str| text.chars().count();
    let clipped = inside && length(short) <= 4 && short.chars().next() == full.chars().next();
    // The place before a body may go without saying (新加坡旅游局, 旅游局).
    let of_place =
        full.strip_suffix(short).is_some_and(|lead| places_in(lead, lang).iter().any(|hit| hit.span.len() == lead.len()));
    (clipped || of_place) && length(full) > length(short) + 1 && a == b
}

/// True when nothing of a longer name stands before `locus`: a mark, the start, or a word that no name ends in.
fn begins(original: &Document, locus: Locus, cues: &Cues) -> bool {
    let lead = original.text(locus.block).get(..locus.span.start()).unwrap_or("");
    let before = lead.chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() || cues.particles.contains(&c) || cues.bounds.contains(&c))
        || cues.ends_name(lead)
        || head_of(lead, original.lang()).is_some()
        || places_in(lead, original.lang()).last().is_some_and(|hit| hit.how == How::Name && hit.span.end() == lead.len())
}

/// How many strings of the bead's original end in a head noun that these nouns answer.
fn endings(original: &Document, bead: &Bead, answers: impl Fn(&[&str]) -> bool) -> usize {
    let lang = original.lang();
    let mut count = 0;
    for sentence in bead.original.clone() {
        let block = original.sentences()[sentence].block;
        let text = original.text(block);
        for token in original.sentence_tokens(sentence) {
            let lead = text.get(original.sentences()[sentence].span.start()..token.span.end()).unwrap_or("");
            if head_of(lead, lang).is_some_and(|(_, other)| answers(other)) {
                count += 1;
            }
        }
    }
    count
}

/// Names of the bead's translation that end in one of the nouns, or begin with one that `of` follows.
fn names_with_head(view: &View<'_>, bead: &Bead, nouns: &[&'static str]) -> Vec<Named> {
    let mut all = Vec::new();
    for mention in view.target.mentions.iter().filter(|mention| bead.translation.contains(&mention.sentence)) {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        let noun_of = |word: &Word| nouns.iter().copied().find(|noun| *noun == word.folded);
        let Some((end, noun)) = words.iter().enumerate().rev().find_map(|(at, word)| Some((at, noun_of(word)?))) else {
            continue;
        };
        let leading = words.get(..=end).unwrap_or(&[]);
        let text = view.translation.text(mention.locus.block);
        if let [one] = leading {
            // `University of Bern`: the noun comes first.
            let tail = text.get(one.locus.span.end()..).unwrap_or("");
            let Some(rest) = tail.strip_prefix(" of the ").or_else(|| tail.strip_prefix(" of ")) else { continue };
            let skipped = tail.len() - rest.len();
            let name: String =
                rest.split(' ').take_while(|word| word.starts_with(char::is_uppercase)).take(3).collect::<Vec<_>>().join(" ");
            let name = name.trim_end_matches([',', '.', ';', ':']);
            if name.is_empty() {
                continue;
            }
            let span = Span::new(one.locus.span.start(), one.locus.span.end() + skipped + name.len());
            let locus = Locus { span, ..one.locus };
            let words = fold(name).split(' ').map(str::to_owned).chain(std::iter::once(one.folded.clone())).collect();
            all.push(Named { text: span.of(text).to_owned(), words, locus, noun });
            continue;
        }
        let telling =
            leading.iter().take(end).any(|word| !matches!(word.folded.as_str(), "the" | "a" | "this" | "that" | "its" | "our"));
        let (name, Some(locus)) = view.span_text(leading) else { continue };
        if !telling {
            continue;
        }
        all.push(Named { text: name, words: leading.iter().map(|word| word.folded.clone()).collect(), locus, noun });
    }
    all
}

/// Occurrences from which an abbreviation may have the noun's initial anywhere (`CBEX`, an exchange).
const OFTEN: usize = 3;

/// Words of two to five capitals that the original does not have, that name no place, end in the initial of a head noun of
/// the body, and never stand where the body does not.
fn acronyms(view: &View<'_>, original: &Document, bead: &Bead, body: &Body) -> Vec<Named> {
    let carried = |text: &str| bead.original.clone().any(|index| original.sentence_text(index).contains(text));
    let mut all = Vec::new();
    for word in view.target.words.iter().filter(|word| bead.translation.contains(&word.sentence)) {
        let capitals = (2..=5).contains(&word.text.len()) && word.text.bytes().all(|b| b.is_ascii_uppercase());
        let stands = view.target.types.get(&word.folded).map_or(0, Vec::len);
        let initial = body.nouns.iter().any(|noun| {
            word.folded.chars().next_back().is_some_and(|c| noun.starts_with(c))
                || (stands >= OFTEN && noun.starts_with(|c| word.folded.contains(c)))
        });
        if capitals
            && initial
            && view.only_with(&body.places, &word.text)
            && !carried(&word.text)
            && places_in(&word.text, view.translation.lang()).is_empty()
        {
            all.push(Named { text: word.text.clone(), words: vec![word.folded.clone()], locus: word.locus, noun: "" });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entities, texts};

    #[test]
    fn a_body_in_two_names_is_found_by_its_head_noun() {
        let found = entities(
            "zh",
            &["自由党表示欢迎。", "据自由党称，这是新事物。", "自由党没有回应。"],
            "en",
            &[
                "The Freedom Party welcomed it.",
                "According to the Liberal Party, this is new.",
                "The Freedom Party did not respond.",
            ],
        );
        assert!(texts(&found).contains(&"Liberal Party"));
    }

    #[test]
    fn a_body_among_others_is_told_by_its_noun_by_a_shared_word_or_by_its_tail() {
        for (original, translation, odd) in [
            (
                vec!["北方联盟办公室与渔业局讨论了此事。", "北方联盟办公室没有回应。"],
                vec!["The Northern League Office discussed it with the Fisheries Bureau.", "The Alliance Office gave no answer."],
                "Alliance Office",
            ),
            (
                vec!["名单上有海山风能科技集团、江城重工集团和海山风能科技集团。"],
                vec![
                    "On the list are Haishan Wind Technology Group, Jiangcheng Industry Group and Seahill Wind Technology Group.",
                ],
                "Seahill Wind Technology Group",
            ),
            (
                vec!["新加坡旅游局公布数字。", "旅游局欢迎游客。", "旅游局没有回应。"],
                vec![
                    "The Singapore Tourism Board gave figures.",
                    "The Tourist Office welcomes guests.",
                    "The Tourism Board was silent.",
                ],
                "Tourist Office",
            ),
        ] {
            let found = entities("zh", &original, "en", &translation);
            assert!(texts(&found).contains(&odd), "{found:#?}");
        }
    }

    #[test]
    fn short_and_full_forms_of_one_body_and_its_initials_stay_silent() {
        let original = ["上海证券交易所发布消息。", "上交所表示欢迎。", "上交所没有回应。"];
        let translation =
            ["The Shanghai Stock Exchange announced it.", "The Shanghai Stock Exchange welcomed it.", "The SSE did not respond."];
        assert_eq!(entities("zh", &original, "en", &translation), []);
    }
}
