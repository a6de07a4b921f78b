//! Two spellings in the translation that are one name in the original, or can only be one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::entity::{Entity, Fault, View, renderings};
use super::inflection::{derived, same_name_inflected, stem};
use super::likeness::alike;
use super::mention::is_title;
use super::transcribe::{is_han, parse, romanise, system_pinyin};
use crate::article::Document;
use crate::text::{ScriptKind, TokenKind, fold};

/// Letters a word needs before its spelling proves anything.
const LETTERS: usize = 4;
/// Likeness from which two spellings are suspected where the original shows one name behind both.
const WITH_SOURCE: f64 = 0.6;
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
struct Form<'a> {
    folded: &'a str,
    places: &'a [usize],
}

/// Finds words that drift; names of `taken` are settled already.
pub(super) fn judge(view: &View<'_>, taken: &[Entity]) -> Vec<Entity> {
    let settled: HashSet<String> = taken
        .iter()
        .flat_map(|entity| &entity.renderings)
        .flat_map(|rendering| rendering.text.split([' ', '-']).map(fold).collect::<Vec<_>>())
        .collect();
    let lang = view.translation.lang();
    let forms: Vec<Form<'_>> = view
        .target
        .types
        .iter()
        .map(|(folded, places)| Form { folded, places })
        .filter(|form| {
            form.folded.chars().count() >= LETTERS && form.folded.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
        })
        .filter(|form| !is_title(form.folded, lang) && !view.target.lower.contains(form.folded) && !settled.contains(form.folded))
        .collect();
    let sources = Sources::new(view);
    let mut pairs = Vec::new();
    for (at, a) in forms.iter().enumerate() {
        for b in &forms[at + 1..] {
            if let Some(likeness) = suspicion(view, a, b) {
                pairs.extend(confirm(view, &sources, a, b, likeness));
            }
        }
    }
    pairs.extend(marks(view, &settled));
    merge(pairs)
}

/// Likeness of two words when it is worth asking whether they are one name.
fn suspicion(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> Option<f64> {
    let lang = view.translation.lang();
    if a.folded.len().abs_diff(b.folded.len()) > 4 || derived(a.folded, b.folded) || same_name_inflected(a.folded, b.folded, lang)
    {
        return None;
    }
    let strong = |form: &Form<'_>| form.places.iter().any(|place| view.target.words.get(*place).is_some_and(|word| !word.weak));
    if !strong(a) && !strong(b) {
        return None;
    }
    let likeness = alike(a.folded, b.folded);
    (likeness >= WITH_SOURCE).then_some(likeness)
}

fn confirm(view: &View<'_>, sources: &Sources<'_>, a: &Form<'_>, b: &Form<'_>, likeness: f64) -> Option<Entity> {
    let (original_forms, confidence, why) = match sources.witness(view, a, b) {
        Witness::Two => return None,
        Witness::One(forms) => {
            let why = format!("the original has one name behind both: {}", forms.join(", "));
            (forms, 0.6 + 0.4 * likeness, why)
        }
        Witness::Silent => {
            let two_syllable_names = !parse(a.folded, system_pinyin()).is_empty() && !parse(b.folded, system_pinyin()).is_empty();
            if likeness < ALONE || two_syllable_names || together(view, a, b) {
                return None;
            }
            (Vec::new(), 0.3 + 0.6 * likeness, "the two spellings differ by little, and nothing shows two names".to_owned())
        }
    };
    Some(entity(view, a, b, original_forms, confidence, why, Fault::Drift { minor: false }))
}

/// True when one sentence has both: a text seldom spells a name two ways in one breath.
fn together(view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let sentences = |form: &Form<'_>| -> BTreeSet<usize> {
        form.places.iter().filter_map(|at| view.target.words.get(*at)).map(|word| word.sentence).collect()
    };
    !sentences(a).is_disjoint(&sentences(b))
}

fn entity(
    view: &View<'_>,
    a: &Form<'_>,
    b: &Form<'_>,
    original_forms: Vec<String>,
    confidence: f64,
    why: String,
    fault: Fault,
) -> Entity {
    let (usual, odd) =
        if (a.places.len(), std::cmp::Reverse(a.places.first())) >= (b.places.len(), std::cmp::Reverse(b.places.first())) {
            (a, b)
        } else {
            (b, a)
        };
    let all = |form: &Form<'_>| {
        renderings(form.places.iter().filter_map(|at| view.target.words.get(*at)).map(|word| (word.text.clone(), word.locus)))
    };
    let mut list = all(usual);
    let at = list.len();
    let suggestion =
        (usual.places.len() > odd.places.len()).then(|| list.first().map(|rendering| rendering.text.clone())).flatten();
    list.extend(all(odd));
    let count = |form: &Form<'_>| form.places.len();
    let evidence = vec![why, format!("{} stands {} times, {} {}", usual.folded, count(usual), odd.folded, count(odd))];
    let key = original_forms.first().map_or_else(|| usual.folded.to_owned(), |form| fold(form));
    Entity {
        key,
        original_forms,
        original: None,
        renderings: list,
        odd: at,
        suggestion,
        fault,
        confidence: confidence.min(0.99),
        evidence,
    }
}

/// One word with and without its diacritics (`Tvrdík`, `Tvrdik`).
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
        if folded.chars().count() < LETTERS || usual.contains('-') != odd.contains('-') || view.target.lower.contains(folded) {
            continue;
        }
        let (usual, odd) = (Form { folded: usual, places: usual_places }, Form { folded: odd, places: odd_places });
        let why = "the two spellings differ in marks alone".to_owned();
        found.push(entity(view, &usual, &odd, Vec::new(), 0.85, why, Fault::Drift { minor: true }));
    }
    found
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
    /// Other scripts: strings that may be names, by sentence.
    Uncased(&'a Document, HashMap<String, BTreeSet<usize>>),
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
        let mut strings: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for index in 0..original.sentences().len() {
            for string in name_strings(original, index) {
                strings.entry(string).or_default().insert(index);
            }
        }
        Self::Uncased(original, strings)
    }

    fn witness(&self, view: &View<'_>, a: &Form<'_>, b: &Form<'_>) -> Witness {
        match self {
            Self::None => Witness::Silent,
            Self::Cased(words) => cased_witness(view, words, a, b),
            Self::Uncased(document, strings) => uncased_witness(view, document, strings, a, b),
        }
    }
}

/// Stems of the original that the occurrences of a word answer, with their forms.
fn linked(
    view: &View<'_>,
    words: &HashMap<usize, Vec<(String, String, String)>>,
    form: &Form<'_>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for word in form.places.iter().filter_map(|at| view.target.words.get(*at)) {
        let candidates = view.sources_of(word.sentence).filter_map(|index| words.get(&index)).flatten();
        let best = candidates.map(|candidate| (alike(&word.folded, &candidate.2), candidate)).filter(|(score, _)| *score >= LINK);
        if let Some((_, (key, text, _))) = best.max_by(|x, y| x.0.total_cmp(&y.0).then_with(|| y.1.0.cmp(&x.1.0))) {
            keys.entry(key.clone()).or_default().insert(text.clone());
        }
    }
    keys
}

fn cased_witness(view: &View<'_>, words: &HashMap<usize, Vec<(String, String, String)>>, a: &Form<'_>, b: &Form<'_>) -> Witness {
    let (left, right) = (linked(view, words, a), linked(view, words, b));
    if left.is_empty() || right.is_empty() {
        return Witness::Silent;
    }
    let shared: BTreeSet<String> = left
        .iter()
        .filter_map(|(key, forms)| right.get(key).map(|other| forms.union(other).cloned().collect::<BTreeSet<_>>()))
        .flatten()
        .collect();
    if shared.is_empty() { Witness::Two } else { Witness::One(shared.into_iter().collect()) }
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

/// Likeness a string of the original needs with a word of the translation before it can be its name.
const SOUNDS_LIKE: f64 = 0.45;

/// One string behind both words: it stands in every sentence that answers either, hardly anywhere else, and sounds like them.
fn uncased_witness(
    view: &View<'_>,
    document: &Document,
    strings: &HashMap<String, BTreeSet<usize>>,
    a: &Form<'_>,
    b: &Form<'_>,
) -> Witness {
    let (Some(left), Some(right)) = (shared_strings(view, document, a), shared_strings(view, document, b)) else {
        return Witness::Silent;
    };
    let mine: BTreeSet<usize> = [a, b]
        .iter()
        .flat_map(|form| form.places.iter())
        .filter_map(|at| view.target.words.get(*at))
        .flat_map(|word| view.sources_of(word.sentence))
        .collect();
    let mut best: Option<(f64, &String)> = None;
    for string in left.intersection(&right) {
        let elsewhere = strings.get(string).map_or(0, |at| at.difference(&mine).count());
        let latin = romanise(string, document.lang());
        let sound = alike(a.folded, &latin).max(alike(b.folded, &latin));
        let reading = string.chars().all(is_han) && document.lang().code() == "ja";
        if elsewhere <= mine.len()
            && (sound >= SOUNDS_LIKE || (reading && elsewhere == 0))
            && best.is_none_or(|(score, known)| (sound, string.len()) > (score, known.len()))
        {
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
        if range.is_empty() {
            continue;
        }
        let here: BTreeSet<String> = range.flat_map(|index| name_strings(document, index)).collect();
        shared = Some(match shared {
            Some(known) => known.intersection(&here).cloned().collect(),
            None => here,
        });
    }
    shared
}
