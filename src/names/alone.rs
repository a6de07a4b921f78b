//! Without an original: whole names that differ so little that they can only be one.

use std::collections::BTreeMap;

use super::entity::{Entity, Fault, View, differing_parts, renderings};
use super::inflection::{derived, same_name_inflected, sexes};
use super::link::plain;
use super::mention::is_title;
use super::places::places_in;
use super::transcribe::{parse, system_pinyin};
use crate::article::Locus;
use crate::text::{Lang, edit_similarity, fold};

/// Likeness of two names, spaces and hyphens left out, from which they are one. On real translations .8 is right nine times in
/// ten; names that share a word need less.
const ALIKE: f64 = 0.8;
/// The same where all words but one are equal.
const ALIKE_IN_ONE_WORD: f64 = 0.6;
/// The same in names of three words, where the word begins alike.
const ALIKE_IN_ONE_OF_THREE: f64 = 0.4;
/// Likeness of whole names of which one word differs.
const ALIKE_WHOLE: f64 = 0.72;
/// Likeness of a known place with a spelling of it.
const ALIKE_PLACE: f64 = 0.85;
/// Letters a name needs before its spelling proves anything.
const LETTERS: usize = 5;

/// A name of the translation with its places.
struct Form {
    text: String,
    words: Vec<String>,
    plain: String,
    loci: Vec<Locus>,
}

/// Pairs of names of the translation that are one; every name in one finding at most.
pub(super) fn judge(view: &View<'_>) -> Vec<Entity> {
    let lang = view.translation.lang();
    let forms = forms(view);
    let mut pairs: Vec<(f64, usize, usize, bool)> = Vec::new();
    for (at, a) in forms.iter().enumerate() {
        for (other, b) in forms.iter().enumerate().skip(at + 1) {
            if let Some((confidence, minor)) = one_name(view, a, b, lang) {
                pairs.push((confidence, at, other, minor));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut groups: Vec<(f64, Vec<usize>, bool)> = Vec::new();
    for (confidence, a, b, minor) in pairs {
        match groups.iter_mut().find(|(_, members, _)| members.contains(&a) || members.contains(&b)) {
            Some((_, members, all_minor)) => {
                members.extend([a, b].into_iter().filter(|new| !members.contains(new)).collect::<Vec<_>>());
                *all_minor &= minor;
            }
            None => groups.push((confidence, vec![a, b], minor)),
        }
    }
    groups.into_iter().filter_map(|(confidence, members, minor)| entity(view, &forms, members, confidence, minor)).collect()
}

/// Mentions by text, titles before them left out.
fn forms(view: &View<'_>) -> Vec<Form> {
    let lang = view.translation.lang();
    let mut all: BTreeMap<String, (Vec<String>, Vec<Locus>)> = BTreeMap::new();
    for mention in &view.target.mentions {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        let common =
            |word: &super::mention::Word| is_title(&word.folded, lang) || (word.weak && view.target.lower.contains(&word.folded));
        let start = words.iter().rposition(common).map_or(0, |at| at + 1);
        let start = if start == words.len() { 0 } else { start };
        let words = words.get(start..).unwrap_or(&[]);
        let lower = |word: &super::mention::Word| view.target.lower.contains(&word.folded);
        let strong = words.iter().any(|word| !word.weak) || (words.len() > 1 && !words.iter().any(lower));
        if let (true, (text, Some(locus))) = (strong, view.span_text(words)) {
            let entry = all.entry(text).or_insert_with(|| (words.iter().map(|word| word.folded.clone()).collect(), Vec::new()));
            entry.1.push(locus);
        }
    }
    all.into_iter().map(|(text, (words, loci))| Form { plain: plain(&text), words, text, loci }).collect()
}

/// How sure it is that two forms are one name, and whether they differ in spaces and hyphens alone.
fn one_name(view: &View<'_>, a: &Form, b: &Form, lang: Lang) -> Option<(f64, bool)> {
    let short = a.plain.chars().count().min(b.plain.chars().count());
    let digits = |form: &Form| form.text.chars().any(char::is_numeric);
    if short < LETTERS || digits(a) || digits(b) || fold(&a.text) == fold(&b.text) {
        return None;
    }
    if a.plain == b.plain {
        let dots = |form: &Form| form.text.contains('.');
        return (dots(a) == dots(b)).then_some((0.8, true));
    }
    let place = |form: &Form| !places_in(&form.text, lang).is_empty();
    let places = usize::from(place(a)) + usize::from(place(b));
    let excused =
        |x: &str, y: &str| same_name_inflected(x, y, lang) || (places > 0 && derived(x, y)) || sexes(x, y) || plural(x, y);
    let likeness = edit_similarity(&a.plain, &b.plain);
    let part = |x: &Form, y: &Form| x.words.iter().all(|word| y.words.iter().any(|other| word == other || excused(word, other)));
    // Two names in one breath are two.
    let together = a.loci.iter().any(|x| {
        b.loci.iter().any(|y| view.translation.sentence_at(x.block, x.span) == view.translation.sentence_at(y.block, y.span))
    });
    if together || places == 2 || (places == 1 && likeness < ALIKE_PLACE) || part(a, b) || part(b, a) {
        return None;
    }
    if a.words.len() == b.words.len() && a.words.len() > 1 {
        let mut differ = a.words.iter().zip(&b.words).filter(|(x, y)| x != y);
        if let (Some((x, y)), None) = (differ.next(), differ.next()) {
            let word = edit_similarity(x, y);
            let letters = x.chars().count().min(y.chars().count());
            if abbreviations(a, b) || other_syllables(x, y) {
                return None;
            }
            let least =
                if a.words.len() > 2 && x.chars().next() == y.chars().next() { ALIKE_IN_ONE_OF_THREE } else { ALIKE_IN_ONE_WORD };
            // Two people who share two of three names are rare.
            let position = a.words.iter().zip(&b.words).position(|(x, y)| x != y);
            if a.words.len() == 3 && position == Some(2) && capitals(a) && capitals(b) {
                return Some((0.71 + 0.1 * word, false));
            }
            if letters >= 3 && word >= least && likeness >= ALIKE_WHOLE && !spelled_by_country(x, y) {
                return Some((0.47 + 0.35 * likeness, false));
            }
            return None;
        }
    }
    (likeness >= ALIKE).then_some((0.42 + 0.4 * likeness, false))
}

/// True for words that are names of persons by their look: a capital and small letters.
fn capitals(form: &Form) -> bool {
    form.text.split(' ').all(|word| word.chars().skip(1).all(char::is_lowercase) && word.chars().count() <= 9)
}

/// True when two legal Hanyu Pinyin words have unlike numbers of syllables: two given names (Qiang, Keqiang).
fn other_syllables(a: &str, b: &str) -> bool {
    let count = |word: &str| parse(word, system_pinyin()).first().map(|reading| reading.syllables().len());
    matches!((count(a), count(b)), (Some(x), Some(y)) if x != y)
}

/// True when the words that differ are in capitals: abbreviations of two things.
fn abbreviations(a: &Form, b: &Form) -> bool {
    let raw = |form: &Form| form.text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    raw(a)
        .iter()
        .zip(raw(b))
        .any(|(x, y)| *x != y && [x.as_str(), y.as_str()].iter().all(|w| w.len() <= 5 && w.chars().all(char::is_uppercase)))
}

/// True when one word is the other with an s.
fn plural(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// True for the two spellings of one English word (center, centre; labor, labour; organize, organise).
fn spelled_by_country(a: &str, b: &str) -> bool {
    const PAIRS: [(&str, &str); 4] = [("er", "re"), ("or", "our"), ("ize", "ise"), ("ization", "isation")];
    PAIRS.iter().any(|(x, y)| {
        let one_way = |left: &str, right: &str| left.strip_suffix(x).is_some_and(|stem| right.strip_suffix(y) == Some(stem));
        one_way(a, b) || one_way(b, a)
    })
}

fn entity(view: &View<'_>, forms: &[Form], mut members: Vec<usize>, confidence: f64, minor: bool) -> Option<Entity> {
    // The form whose rarest word is met most often is the usual one.
    let met = |word: &String| view.target.types.get(word).map_or(0, Vec::len);
    members.sort_by_key(|at| {
        forms.get(*at).map(|form| {
            let rarest = form.words.iter().map(met).min().unwrap_or(0);
            (std::cmp::Reverse((rarest, form.loci.len())), form.loci.first().copied())
        })
    });
    let all: Vec<&Form> = members.iter().filter_map(|at| forms.get(*at)).collect();
    let (usual, odd) = (all.first()?, all.get(1)?);
    let rarest = |form: &Form| form.words.iter().map(met).min().unwrap_or(0);
    let mut list = Vec::new();
    for form in &all {
        list.extend(renderings(form.loci.iter().map(|locus| (form.text.clone(), *locus))));
    }
    // The words that differ, which an editor searches for.
    for form in &all {
        let raw: Vec<&str> = form.text.split(' ').collect();
        let others = || all.iter().filter(|other| other.words.len() == form.words.len() && other.text != form.text);
        for (at, word) in form.words.iter().enumerate().filter(|_| raw.len() == form.words.len() && raw.len() > 1) {
            if others().any(|other| other.words.get(at) != Some(word)) {
                let loci = form.loci.iter().map(|locus| (raw[at].to_owned(), *locus));
                list.extend(
                    renderings(loci).into_iter().filter(|new| list.iter().all(|old| old.text != new.text)).collect::<Vec<_>>(),
                );
            }
        }
    }
    let parts = list.first().zip(list.get(1)).map_or_else(Vec::new, |(usual, odd)| differing_parts(usual, odd));
    let new: Vec<_> = parts.into_iter().filter(|new| list.iter().all(|old| old.text != new.text)).collect();
    list.extend(new);
    Some(Entity {
        key: fold(&usual.text),
        original_forms: Vec::new(),
        original: None,
        clash: vec![odd.text.clone(), usual.text.clone()],
        odd: 1,
        suggestion: (rarest(usual) > rarest(odd) && usual.words.len() == odd.words.len()).then(|| usual.text.clone()),
        renderings: list,
        fault: Fault::Drift { minor },
        confidence,
        evidence: vec!["the spellings differ by little, and nothing shows two names".to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{alone, texts};

    #[test]
    fn spellings_that_can_only_be_one_name_are_found() {
        let found = alone("en", &["Talks with Sergei Shoygu began.", "Later Sergei Shoigu left.", "He met Sergei Shoigu."]);
        assert!(texts(&found).contains(&"Sergei Shoigu"));
        assert_eq!(found[0].suggestion.as_deref(), Some("Sergei Shoigu"));
        assert!(texts(&alone("en", &["We saw Zhang You-xia there.", "Then Zhang Youxia spoke."])).contains(&"Zhang You-xia"));
    }

    #[test]
    fn two_people_and_the_spellings_of_two_countries_stay_silent() {
        for lines in [
            ["They met Li Qiang in Beijing.", "They met Li Keqiang in Beijing."],
            ["The World Trade Center fell.", "The World Trade Centre was rebuilt."],
            ["The Gulf GCC was founded.", "The Gulf GCF was founded."],
            ["We flew with Nursultan Nazarbayev.", "We flew with Dariga Nazarbayeva."],
        ] {
            assert_eq!(alone("en", &lines), [], "{lines:?}");
        }
    }
}
