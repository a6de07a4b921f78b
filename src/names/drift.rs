//! Two spellings in the translation that are one name in the original, or can only be one.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::entity::{Entity, Fault, View, differing_parts, renderings};
use super::form;
use super::inflection::{derived, same_name_inflected, sexes, stem};
use super::likeness::{Spelling, alike};
use super::mention::is_title;
use super::places::places_in;
use super::transcribe::{is_han, parse, romanise, system_pinyin};
use crate::article::Document;
use crate::text::{Lang, ScriptKind, TokenKind, edit_similarity, fold};

/// Letters a word needs before its spelling proves anything.
pub(super) const LETTERS: usize = 4;
/// Likeness from which two spellings are suspected where the original shows one name behind both.
const WITH_SOURCE: f64 = 0.6;
/// Letters by which two spellings of one name may differ in length.
const FURTHEST: usize = 4;
/// Likeness from which two spellings are one name without an original: .8 has precision .92 on real translations.
const ALONE: f64 = 0.8;
/// Likeness a word of the original needs to be taken for the source of a word of the translation.
const LINK: f64 = 0.6;

/// What the original says of two words of the translation.
#[derive(PartialEq)]
enum Witness {
    /// One name of the original stands behind both; its forms.
    One(Vec<String>),
    /// Each has its own.
    Two,
    /// The original does not tell.
    Silent,
}

/// A kind of capitalised word in the translation.
pub(super) struct Form<'a> {
    pub(super) folded: &'a str,
    /// In Latin letters.
    pub(super) latin: &'a str,
    pub(super) places: &'a [usize],
}

/// Finds words that drift; names of `taken` are settled already.
pub(super) fn judge(view: &View<'_>, taken: &[Entity]) -> Vec<Entity> {
    let settled: HashSet<String> = taken
        .iter()
        .flat_map(|entity| &entity.renderings)
        .flat_map(|rendering| rendering.text.split([' ', '-']).chain(rendering.text.split(' ')).map(fold).collect::<Vec<_>>())
        .collect();
    let lang = view.translation.lang();
    let forms: Vec<Form<'_>> = view
        .target
        .types
        .iter()
        .map(|(folded, places)| Form { folded, latin: latin(view, places), places })
        .filter(|form| {
            form.folded.chars().count() >= LETTERS && form.folded.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
        })
        .filter(|form| !is_title(form.folded, lang) && !view.target.lower.contains(form.folded) && !settled.contains(form.folded))
        .collect();
    let spellings: Vec<Spelling> = forms.iter().map(|form| Spelling::of(form.folded)).collect();
    let sources = OnceCell::new();
    let mut pairs = Vec::new();
    for (at, (a, x)) in forms.iter().zip(&spellings).enumerate() {
        for (b, y) in forms.iter().zip(&spellings).skip(at + 1) {
            if a.folded.len().abs_diff(b.folded.len()) > FURTHEST || !x.may_reach(y, WITH_SOURCE) {
                continue;
            }
            let likeness = x.alike(y);
            if likeness >= WITH_SOURCE && suspicious(view, a, b) {
                pairs.extend(confirm(view, sources.get_or_init(|| Sources::new(view)), a, b, likeness));
            }
        }
    }
    pairs.extend(form::judge(view, &settled));
    merge(pairs)
}

pub(super) fn latin<'v>(view: &View<'v>, places: &[usize]) -> &'v str {
    places.first().and_then(|at| view.target.words.get(*at)).map_or("", |word| word.latin.as_str())
}

/// True when it is worth asking whether two words that are alike are one name.
fn suspicious(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let lang = view.translation.lang();
    let part = |whole: &str, part: &str| whole.contains('-') && whole.split('-').any(|piece| piece == part);
    let syllable = |form: &Form<'_>| parse(form.folded, system_pinyin()).iter().any(|reading| reading.syllables().len() == 1);
    let strong = |form: &Form<'_>| form.places.iter().any(|place| view.target.words.get(*place).is_some_and(|word| !word.weak));
    let excused = part(a.folded, b.folded)
        || part(b.folded, a.folded)
        || neighbours(view, a, b)
        || (syllable(a) && syllable(b))
        || derived(a.folded, b.folded)
        || sexes(a.folded, b.folded)
        || same_name_inflected(a.folded, b.folded, lang);
    !excused && place(a.folded, lang) == place(b.folded, lang) && (strong(a) || strong(b))
}

/// Places that a word names, or whose people.
fn place(folded: &str, lang: Lang) -> BTreeSet<&'static str> {
    let mut chars = folded.chars();
    let word: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    places_in(&word, lang).into_iter().map(|hit| hit.id).collect()
}

/// True when the two ever stand side by side in one mention (`Hong Kong`).
fn neighbours(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let beside = |at: &usize, other: usize| {
        b.places.contains(&other) && view.target.mentions.iter().any(|m| m.words.contains(at) && m.words.contains(&other))
    };
    a.places.iter().any(|at| beside(at, at + 1) || at.checked_sub(1).is_some_and(|before| beside(at, before)))
}

fn confirm(view: &View<'_>, sources: &Sources<'_>, a: &Form<'_>, b: &Form<'_>, likeness: f64) -> Option<Entity> {
    if other_company(view, a, b) {
        return None;
    }
    let (original_forms, confidence, why) = match sources.witness(view, a, b) {
        Witness::Two => return None,
        Witness::One(forms) => {
            let why = format!("the original has one name behind both: {}", forms.join(", "));
            (forms, 0.6 + 0.4 * likeness, why)
        }
        Witness::Silent => {
            let two_syllable_names = !parse(a.folded, system_pinyin()).is_empty() && !parse(b.folded, system_pinyin()).is_empty();
            let spelled_alike = edit_similarity(a.folded, b.folded) >= ALONE;
            if !spelled_alike || two_syllable_names || one_is_given_name(view, a, b) || !together(view, a, b).is_empty() {
                return None;
            }
            (Vec::new(), 0.3 + 0.6 * likeness, "the two spellings differ by little, and nothing shows two names".to_owned())
        }
    };
    Some(entity(view, a, b, original_forms, confidence, why, Fault::Drift { minor: false }))
}

/// Sentences that have both words: a text seldom spells a name two ways in one breath.
fn together(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> BTreeSet<usize> {
    sentences(view, a).intersection(&sentences(view, b)).copied().collect()
}

fn sentences(view: &View<'_>, form: &Form<'_>) -> BTreeSet<usize> {
    form.places.iter().filter_map(|at| view.target.words.get(*at)).map(|word| word.sentence).collect()
}

/// True when both words are given names of different people: each always has a word after it in its mention, and those
/// words are not alike.
fn other_company(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let next = |form: &Form<'_>| -> Option<BTreeSet<&str>> {
        form.places
            .iter()
            .map(|at| {
                let mention = view.target.mentions.iter().find(|mention| mention.words.contains(at))?;
                mention
                    .words
                    .contains(&(at + 1))
                    .then(|| view.target.words.get(at + 1).map(|word| word.folded.as_str()))
                    .flatten()
            })
            .collect()
    };
    let (Some(left), Some(right)) = (next(a), next(b)) else { return false };
    !left.iter().any(|x| right.iter().any(|y| alike(x, y) >= WITH_SOURCE))
}

/// True when one word always has another after it in its mention and the other never has (`Giorgia Meloni`, `Georgia`).
fn one_is_given_name(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let followed = |form: &Form<'_>| {
        let next = |at: &&usize| {
            view.target.mentions.iter().any(|mention| mention.words.contains(at) && mention.words.contains(&(**at + 1)))
        };
        (form.places.iter().filter(next).count(), form.places.len())
    };
    let ((x, of_x), (y, of_y)) = (followed(a), followed(b));
    (x == of_x && y == 0) || (y == of_y && x == 0)
}

/// One name in two spellings: the one that stands more often, in running text, or first, is the usual one.
pub(super) fn entity(
    view: &View<'_>,
    a: &Form<'_>,
    b: &Form<'_>,
    original_forms: Vec<String>,
    confidence: f64,
    why: String,
    fault: Fault,
) -> Entity {
    let rank = |form: &Form<'_>| {
        let places = form.places.iter().filter_map(|at| view.target.words.get(*at)).map(|word| word.locus);
        (form.places.len(), view.in_text(places), std::cmp::Reverse(form.places.first().copied()))
    };
    let (usual, odd) = if rank(a) >= rank(b) { (a, b) } else { (b, a) };
    // The word and the whole names it stands in: an editor searches for either.
    let all = |form: &Form<'_>, most: usize| {
        let words = form.places.iter().filter_map(|at| view.target.words.get(*at)).map(|word| (word.text.clone(), word.locus));
        let mut list = renderings(words);
        let wholes = renderings(form.places.iter().filter_map(|at| view.whole_name(*at)));
        let new: Vec<_> =
            wholes.into_iter().filter(|whole| list.iter().all(|known| known.text != whole.text)).take(most).collect();
        list.extend(new);
        list
    };
    // Other people may share the usual word.
    let mut list = all(usual, 1);
    let word = |form: &Form<'_>| form.places.first().and_then(|at| view.target.words.get(*at)).map(|word| word.text.as_str());
    let odd_name = odd.places.first().and_then(|at| view.whole_name(*at)).map(|(text, _)| text);
    let suggestion = match (&odd_name, word(odd), word(usual)) {
        (Some(name), Some(wrong), Some(right)) if usual.places.len() > odd.places.len() => Some(name.replacen(wrong, right, 1)),
        _ => None,
    };
    let clash: Vec<String> = [word(odd), word(usual)].into_iter().flatten().map(str::to_owned).collect();
    let odd_at = list.len();
    list.extend(all(odd, usize::MAX));
    // The whole name is what an editor replaces.
    let whole = odd_name.as_ref().and_then(|name| list.iter().skip(odd_at).position(|rendering| rendering.text == *name));
    let at = odd_at + whole.unwrap_or(0);
    let parts = list.first().zip(list.get(odd_at)).map_or_else(Vec::new, |(usual, odd)| differing_parts(usual, odd));
    list.extend(parts);
    let count = |form: &Form<'_>| form.places.len();
    let evidence = vec![why, format!("{} stands {} times, {} {}", usual.folded, count(usual), odd.folded, count(odd))];
    let key = original_forms.first().map_or_else(|| usual.folded.to_owned(), |form| fold(form));
    Entity {
        key,
        original_forms,
        original: None,
        clash,
        renderings: list,
        odd: at,
        suggestion,
        fault,
        confidence: confidence.min(0.99),
        evidence,
    }
}

/// Joins findings that share a word: one entity, one finding.
fn merge(pairs: Vec<Entity>) -> Vec<Entity> {
    let mut out: Vec<Entity> = Vec::new();
    for pair in pairs {
        let shares = |entity: &&mut Entity| {
            entity.renderings.iter().any(|mine| pair.renderings.iter().any(|other| fold(&other.text) == fold(&mine.text)))
                && (entity.original_forms.is_empty()
                    || pair.original_forms.is_empty()
                    || entity.original_forms.iter().any(|form| pair.original_forms.contains(form)))
        };
        match out.iter_mut().find(shares) {
            Some(entity) => {
                for form in pair.clash {
                    if !entity.clash.contains(&form) {
                        entity.clash.push(form);
                    }
                }
                for rendering in pair.renderings {
                    if entity.renderings.iter().all(|known| known.text != rendering.text) {
                        entity.renderings.push(rendering);
                    }
                }
                for form in pair.original_forms {
                    if !entity.original_forms.contains(&form) {
                        entity.original_forms.push(form);
                    }
                }
            }
            None => out.push(pair),
        }
    }
    out
}

/// The original's side of the question.
enum Sources<'a> {
    None,
    /// Cased script: stems of capitalised words, by sentence, with the form and its romanisation.
    Cased(HashMap<usize, Vec<(String, String, String)>>),
    /// Other scripts: the text itself.
    Uncased(&'a Document),
}

impl<'a> Sources<'a> {
    fn new(view: &View<'a>) -> Self {
        let Some((original, survey)) = view.original else { return Self::None };
        let lang = original.lang();
        if lang.script_kind() == ScriptKind::Cased {
            let mut by_sentence: HashMap<usize, Vec<(String, String, String)>> = HashMap::new();
            for word in &survey.words {
                let key = stem(&word.folded, lang).to_owned();
                let latin = romanise(&word.text, lang);
                by_sentence.entry(word.sentence).or_default().push((key, word.text.clone(), latin));
            }
            return Self::Cased(by_sentence);
        }
        Self::Uncased(original)
    }

    fn witness(&self, view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> Witness {
        match self {
            Self::None => Witness::Silent,
            Self::Cased(words) => cased_witness(view, words, a, b),
            Self::Uncased(document) => uncased_witness(view, document, a, b),
        }
    }
}

/// The stem of the original that the occurrences of a word answer best, with its forms.
fn linked(
    view: &View<'_>,
    words: &HashMap<usize, Vec<(String, String, String)>>,
    form: &Form<'_>,
) -> Option<(String, BTreeSet<String>)> {
    let mut keys: BTreeMap<&str, (f64, BTreeSet<String>)> = BTreeMap::new();
    for word in form.places.iter().filter_map(|at| view.target.words.get(*at)) {
        let candidates = view.sources_of(word.sentence).filter_map(|index| words.get(&index)).flatten();
        let best = candidates.map(|candidate| (alike(&word.latin, &candidate.2), candidate)).filter(|(score, _)| *score >= LINK);
        if let Some((score, (key, text, _))) = best.max_by(|x, y| x.0.total_cmp(&y.0).then_with(|| y.1.0.cmp(&x.1.0))) {
            let entry = keys.entry(key).or_default();
            entry.0 += score;
            entry.1.insert(text.clone());
        }
    }
    let best = keys.into_iter().max_by(|x, y| x.1.0.total_cmp(&y.1.0).then_with(|| y.0.cmp(x.0)));
    best.map(|(key, (_, forms))| (key.to_owned(), forms))
}

fn cased_witness(view: &View<'_>, words: &HashMap<usize, Vec<(String, String, String)>>, a: &Form<'_>, b: &Form<'_>) -> Witness {
    let (Some(left), Some(right)) = (linked(view, words, a), linked(view, words, b)) else { return Witness::Silent };
    if left.0 != right.0 {
        return Witness::Two;
    }
    // Both in one sentence are one name only if the original has it there twice.
    let doubled = |sentence: &usize| {
        let here = view.sources_of(*sentence).filter_map(|index| words.get(&index)).flatten();
        here.filter(|(key, ..)| *key == left.0).count() >= 2
    };
    if !together(view, a, b).iter().all(doubled) {
        return Witness::Two;
    }
    Witness::One(left.1.union(&right.1).cloned().collect())
}

/// Longest string of Han characters that is tried as a name.
const LONGEST: usize = 5;

/// Strings of a sentence that may be names: runs of two to five Han characters, katakana runs, words of other scripts.
fn name_strings(document: &Document, index: usize) -> BTreeSet<String> {
    let mut strings = BTreeSet::new();
    let text = document.sentence_text(index);
    let chars: Vec<char> = text.chars().collect();
    for length in 2..=LONGEST {
        for window in chars.windows(length).filter(|window| window.iter().all(|c| is_han(*c))) {
            strings.insert(window.iter().collect());
        }
    }
    for run in text.split(|c: char| !matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')).filter(|run| run.chars().count() >= 2) {
        strings.insert(run.to_owned());
    }
    if document.lang().script_kind() == ScriptKind::Uncased {
        let block = document.sentences()[index].block;
        let words = document
            .sentence_tokens(index)
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| token.span.of(document.text(block)));
        strings.extend(words.filter(|word| word.chars().count() >= 3).map(str::to_owned));
    }
    strings
}

/// Likeness a string of the original needs with both words of the translation before it can be their name.
const SOUNDS_LIKE: f64 = 0.6;

/// One string behind both words: it stands in every sentence that answers either, hardly anywhere else, and sounds like
/// both. Japanese names in characters have no readings here: there the words must be close and the string stand nowhere else.
fn uncased_witness(view: &View<'_>, document: &Document, a: &Form<'_>, b: &Form<'_>) -> Witness {
    let (Some(left), Some(right)) = (shared_strings(view, document, a), shared_strings(view, document, b)) else {
        return Witness::Silent;
    };
    let lang = document.lang();
    let own = |form: &Form<'_>, strings: &BTreeSet<String>| strings.iter().any(|string| romanise(string, lang) == form.latin);
    if own(a, &left) && own(b, &right) {
        return Witness::Two;
    }
    let mine: BTreeSet<usize> =
        [a, b].iter().flat_map(|form| sentences(view, form)).flat_map(|sentence| view.sources_of(sentence)).collect();
    let both = together(view, a, b);
    let count = |sentence: usize, string: &str| -> usize {
        view.sources_of(sentence).map(|index| document.sentence_text(index).matches(string).count()).sum()
    };
    let unread = lang.code() == "ja";
    let mut best: Option<(f64, &String)> = None;
    for string in left.intersection(&right).filter(|string| both.iter().all(|sentence| count(*sentence, string) >= 2)) {
        let stands = |index: &usize| !mine.contains(index) && document.sentence_text(*index).contains(string.as_str());
        let elsewhere = (0..document.sentences().len()).filter(stands).count();
        let latin = romanise(string, lang);
        let sound = alike(a.latin, &latin).min(alike(b.latin, &latin));
        let by_place = unread && elsewhere == 0 && string.chars().all(is_han) && alike(a.folded, b.folded) >= ALONE;
        let by_sound = sound >= SOUNDS_LIKE && elsewhere <= mine.len();
        if (by_sound || by_place) && best.is_none_or(|(score, known)| (sound, string.len()) > (score, known.len())) {
            best = Some((sound, string));
        }
    }
    best.map_or(Witness::Two, |(_, string)| Witness::One(vec![string.clone()]))
}

/// Strings that stand in the original of every occurrence; `None` when no occurrence has a trusted bead.
fn shared_strings(view: &View<'_>, document: &Document, form: &Form<'_>) -> Option<BTreeSet<String>> {
    let mut shared: Option<BTreeSet<String>> = None;
    for word in form.places.iter().filter_map(|at| view.target.words.get(*at)) {
        let range = view.sources_of(word.sentence);
        match &mut shared {
            _ if range.is_empty() => {}
            Some(known) => {
                known.retain(|string| range.clone().any(|index| document.sentence_text(index).contains(string.as_str())))
            }
            None => shared = Some(range.flat_map(|index| name_strings(document, index)).collect()),
        }
    }
    shared
}
