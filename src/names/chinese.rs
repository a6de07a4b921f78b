//! Chinese names that come through another transcription: carried over, half converted, or in two systems.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use super::entity::{Entity, Fault, View, renderings};
use super::inflection::stems;
use super::mention::{Survey, Word};
use super::transcribe::{Reading, SYSTEMS, System, parse, render, romanise, source_system};
use crate::article::Locus;
use crate::finding::Rendering;
use crate::text::{Lang, fold, rows};

static SURNAMES: &str = include_str!("../data/zh_surnames.tsv");

static SURNAME_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(SURNAMES).flat_map(|cells| cells.first().copied().unwrap_or("").split(' ')).collect());

/// Words of a Chinese name in Latin or Cyrillic: surname and given name, which some write as two.
const WORDS: std::ops::RangeInclusive<usize> = 2..=3;
/// Sure because reading, house form and carried-over spelling are all exact.
const EXPLAINED: f64 = 0.95;
/// Two forms of one reading, one of them not legal in the house system; no original to witness.
const SAME_READING: f64 = 0.9;

/// Judges the Chinese names of an article.
pub(super) fn judge(view: &View<'_>) -> Vec<Entity> {
    let mut found = against_original(view);
    let known: HashSet<String> =
        found.iter().flat_map(|entity| &entity.renderings).map(|rendering| fold(&rendering.text)).collect();
    found.extend(
        two_systems(view)
            .into_iter()
            .filter(|entity| entity.renderings.iter().all(|rendering| !known.contains(&fold(&rendering.text)))),
    );
    found
}

/// A Chinese name of the original.
struct SourceName {
    /// Ways to read it, each with the form without case ending; several where an ending could be a syllable.
    readings: Vec<(Reading, String)>,
    /// The first reading is of the form as it stands.
    as_it_stands: bool,
    system: &'static System,
    /// Number of its words.
    count: usize,
    sentence: usize,
    locus: Locus,
}

/// A Chinese name with its one reading.
struct ReadName {
    reading: Reading,
    text: String,
    system: &'static System,
    sentence: usize,
    locus: Locus,
}

/// Gives every name one reading: of several the one that the article has elsewhere without doubt (`Гана` is Ган where it also
/// has `Ган`), else that of the form as it stands.
fn settle(names: Vec<SourceName>) -> Vec<ReadName> {
    let certain: HashSet<Vec<u16>> =
        names.iter().filter(|name| name.readings.len() == 1).map(|name| name.readings[0].0.syllables()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let SourceName { mut readings, as_it_stands, system, sentence, locus, .. } = name;
            if readings.iter().any(|(reading, _)| certain.contains(&reading.syllables())) {
                readings.retain(|(reading, _)| certain.contains(&reading.syllables()));
            } else if as_it_stands {
                readings.truncate(1);
            }
            let (reading, text) = readings.pop().filter(|_| readings.is_empty())?;
            Some(ReadName { reading, text, system, sentence, locus })
        })
        .collect()
}

/// What the translation has for one of its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Converted,
    Same,
    Carried,
    Foreign(&'static System),
}

fn against_original(view: &View<'_>) -> Vec<Entity> {
    let Some((original, survey)) = view.original else { return Vec::new() };
    let (Some(from), Some(house)) = (source_system(original.lang()), view.house) else { return Vec::new() };
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut proof = false;
    for name in settle(source_names(original.lang(), survey, from)) {
        let expected = render(&name.reading, house);
        let group = groups.entry(fold(&expected)).or_insert_with(|| Group { expected, sources: Vec::new(), seen: Vec::new() });
        for sentence in view.targets_of(name.sentence) {
            for (window, made) in answers(view, &name, house, sentence, original.lang()) {
                proof |= made.contains(&Made::Converted);
                let (text, locus) = view.span_text(window);
                if let Some(locus) = locus {
                    group.seen.push((text, locus, made));
                }
            }
        }
        group.sources.push(name);
    }
    let marked = |group: &Group| group.sources.iter().any(|name| unmistakable(&name.text));
    groups.into_values().filter(|group| proof || marked(group)).filter_map(|group| group.entity(house)).collect()
}

/// True for spellings that hardly anything but a Chinese name has: Latin letters with marks that also parse as Chinese, and
/// `цз` in Cyrillic. Other Cyrillic forms could be Korean (`Ли Сун Син`) and need proof from the article.
fn unmistakable(form: &str) -> bool {
    let latin = form.chars().any(|c| c.is_ascii_alphabetic());
    (latin && !form.is_ascii()) || form.to_lowercase().contains("цз")
}

struct Group {
    expected: String,
    sources: Vec<ReadName>,
    seen: Vec<(String, Locus, Vec<Made>)>,
}

impl Group {
    fn entity(self, house: &'static System) -> Option<Entity> {
        let wrong =
            self.seen.iter().filter(|(_, _, made)| made.iter().any(|part| matches!(part, Made::Carried | Made::Foreign(_))));
        let (odd_text, odd_locus, odd_made) = wrong.min_by_key(|(_, locus, _)| *locus)?.clone();
        let mut all = renderings(self.seen.iter().map(|(text, locus, _)| (text.clone(), *locus)));
        all.sort_by_key(|rendering| fold(&rendering.text) != fold(&self.expected));
        let odd = all.iter().position(|rendering| rendering.text == odd_text)?;
        let name = self.sources.iter().find(|name| !name.text.is_empty())?;
        let drift = all.iter().any(|rendering| fold(&rendering.text) != fold(&odd_text));
        let mut forms: Vec<String> = self.sources.iter().map(|name| name.text.clone()).collect();
        forms.sort_unstable();
        forms.dedup();
        let converted = odd_made.iter().any(|part| matches!(part, Made::Converted));
        let how = match odd_made.iter().find_map(|part| if let Made::Foreign(system) = part { Some(*system) } else { None }) {
            Some(system) => format!("{} in the translation", system.label),
            None if converted => format!("{} left half-converted", name.system.label),
            None => format!("{} left as it is", name.system.label),
        };
        let evidence = vec![
            format!("{how}: {} = {}", name.text, self.expected),
            format!("{} is {} in {}", name.text, self.expected, house.label),
        ];
        Some(Entity {
            key: fold(&name.text),
            original_forms: forms,
            original: Some(name.locus),
            clash: clash(&odd_text, &all),
            renderings: all,
            odd,
            suggestion: (odd_locus.side == crate::article::Side::Translation).then(|| self.expected.clone()),
            fault: if drift { Fault::Drift { minor: false } } else { Fault::Transcription },
            confidence: EXPLAINED,
            evidence,
        })
    }
}

/// Runs of two or three capitalised words of the original that are a Chinese name in `system`, longest first at each place.
fn source_names(lang: Lang, survey: &Survey, system: &'static System) -> Vec<SourceName> {
    let mut found = Vec::new();
    for mention in &survey.mentions {
        let mut at = mention.words.start;
        while at < mention.words.end {
            let name = WORDS
                .rev()
                .find_map(|count| source_name(survey.words.get(at..at + count)?, mention.words.end - at, lang, system));
            at += name.as_ref().map_or(1, |name| name.count);
            found.extend(name);
        }
    }
    found
}

fn source_name(words: &[Word], room: usize, lang: Lang, system: &'static System) -> Option<SourceName> {
    if words.len() > room {
        return None;
    }
    let (first, last) = (words.first()?, words.last()?);
    let head: Vec<&str> = words[..words.len() - 1].iter().map(|word| word.text.as_str()).collect();
    let read = |form: &String| {
        let text = head.iter().copied().chain(std::iter::once(form.as_str())).collect::<Vec<_>>().join(" ");
        let mut readings = parse(&text, system);
        readings.retain(|reading| reading.exact && reading.words.iter().all(|word| word.len() <= 2));
        readings.into_iter().map(move |reading| (reading, text.clone()))
    };
    let mut readings: Vec<(Reading, String)> =
        std::iter::once(&last.text).chain(&without_ending(&last.text, lang)).flat_map(read).collect();
    let mut known: HashSet<Vec<u16>> = HashSet::new();
    readings.retain(|(reading, _)| is_person(reading) && known.insert(reading.syllables()));
    let first_reading = readings.first()?;
    let count = first_reading.0.words.len();
    Some(SourceName {
        as_it_stands: first_reading.1.ends_with(&last.text),
        readings,
        system,
        count,
        sentence: first.sentence,
        locus: Locus { span: first.locus.span.join(last.locus.span), ..first.locus },
    })
}

/// A surname, and two to four syllables in all.
fn is_person(reading: &Reading) -> bool {
    let Some(first) = reading.words.first() else { return false };
    let surname = fold(&render(&Reading { words: vec![first.clone()], exact: true }, &SYSTEMS[0]));
    SURNAME_SET.contains(surname.as_str()) && (2..=4).contains(&reading.syllables().len())
}

/// What is left of a word without a case ending. A soft Cyrillic ending stands for a soft sign (`Куня` is Кунь, `Гана` Ган);
/// `е` can stand for either.
fn without_ending(word: &str, lang: Lang) -> Vec<String> {
    let lower = word.to_lowercase();
    let mut forms = Vec::new();
    for stem in stems(&lower, lang).skip(1) {
        let (Some(kept), Some(ending)) = (word.get(..stem.len()), lower.get(stem.len()..)) else { continue };
        let soft = ending.starts_with(['я', 'ю', 'е', 'є', 'і', 'и']);
        if soft {
            forms.push(format!("{kept}ь"));
        }
        if !soft || ending.starts_with('е') {
            forms.push(kept.to_owned());
        }
    }
    forms
}

/// Windows of sentence `sentence` that render the name, each with what became of every word.
fn answers<'v>(
    view: &'v View<'_>,
    name: &ReadName,
    house: &'static System,
    sentence: usize,
    lang: Lang,
) -> Vec<(&'v [Word], Vec<Made>)> {
    let expected: Vec<String> =
        name.reading.words.iter().map(|word| fold(&render(&Reading { words: vec![word.clone()], exact: true }, house))).collect();
    let carried: Vec<String> = name.text.split(' ').map(|word| bare(&romanise(word, lang))).collect();
    let count = expected.len();
    let mut found = Vec::new();
    for mention in view.target.mentions.iter().filter(|mention| mention.sentence == sentence) {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        for window in words.windows(count) {
            let made: Option<Vec<Made>> = window
                .iter()
                .enumerate()
                .map(|(at, word)| what_became(&word.folded, &expected[at], &carried[at], name.reading.words.get(at)?, house))
                .collect();
            if let Some(made) = made
                && made.iter().any(|part| !matches!(part, Made::Foreign(_)))
            {
                found.push((window, made));
            }
        }
    }
    found
}

fn what_became(target: &str, expected: &str, carried: &str, syllables: &[u16], house: &'static System) -> Option<Made> {
    let target_bare = bare(target);
    if target_bare == bare(expected) {
        return Some(if bare(expected) == carried { Made::Same } else { Made::Converted });
    }
    if target_bare == carried {
        return Some(Made::Carried);
    }
    SYSTEMS
        .iter()
        .find(|system| system.id != house.id && parse(target, system).iter().any(|reading| reading.syllables() == syllables))
        .map(Made::Foreign)
}

/// The faulty form, then the others.
fn clash(odd: &str, all: &[Rendering]) -> Vec<String> {
    let others = all.iter().map(|rendering| rendering.text.clone()).filter(|text| fold(text) != fold(odd));
    std::iter::once(odd.to_owned()).chain(others).collect()
}

/// Without hyphens and apostrophes.
fn bare(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Two forms of the translation with one reading, one of them not legal in the house system (`Wang I` beside `Wang Yi`).
fn two_systems(view: &View<'_>) -> Vec<Entity> {
    let Some(house) = view.house else { return Vec::new() };
    let mut legal: BTreeMap<Vec<u16>, Vec<(String, Locus)>> = BTreeMap::new();
    let mut foreign: BTreeMap<Vec<u16>, Vec<(String, Locus, &'static System)>> = BTreeMap::new();
    for mention in &view.target.mentions {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        for window in (1..=3).flat_map(|count| words.windows(count)) {
            let (text, Some(locus)) = view.span_text(window) else { continue };
            let at_home = parse(&text, house);
            for reading in &at_home {
                legal.entry(reading.syllables()).or_default().push((text.clone(), locus));
            }
            if !at_home.is_empty() || text.chars().count() < 5 {
                continue;
            }
            for system in SYSTEMS.iter().filter(|system| system.id != house.id) {
                for reading in parse(&text, system) {
                    foreign.entry(reading.syllables()).or_default().push((text.clone(), locus, system));
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut told: HashSet<String> = HashSet::new();
    for (syllables, odd) in foreign {
        let Some(right) = legal.get(&syllables).filter(|_| syllables.len() >= 2) else { continue };
        let Some((odd_text, _, system)) = odd.iter().min_by_key(|(_, locus, _)| *locus) else { continue };
        if !told.insert(fold(odd_text)) {
            continue;
        }
        let mut all = renderings(right.iter().cloned());
        all.truncate(1);
        let suggestion = all.first().map(|rendering| rendering.text.clone());
        all.extend(renderings(odd.iter().map(|(text, locus, _)| (text.clone(), *locus))));
        let right_form = suggestion.clone().unwrap_or_default();
        found.push(Entity {
            key: fold(odd_text),
            original_forms: original_forms(view, odd_text),
            original: None,
            clash: clash(odd_text, &all),
            renderings: all,
            odd: 1,
            suggestion,
            fault: Fault::Drift { minor: false },
            confidence: SAME_READING,
            evidence: vec![
                format!("{odd_text} ({}) and {right_form} ({}) are the same syllables", system.label, house.label),
                format!("{odd_text} is not possible in {}", house.label),
            ],
        });
    }
    found
}

/// The form itself where the original has it as it stands.
fn original_forms(view: &View<'_>, text: &str) -> Vec<String> {
    let Some((original, survey)) = view.original else { return Vec::new() };
    let there = survey.mentions.iter().any(|mention| original.at(mention.locus).contains(text));
    if there { vec![text.to_owned()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::Entity;
    use super::super::testing::aligned;

    fn names(from: &str, original: &[&str], translation: &[&str]) -> Vec<Entity> {
        aligned(from, original, "en", translation)
    }

    #[test]
    fn a_half_converted_form_is_found_with_the_right_one() {
        for (from, original, translation, right) in [
            ("cs", "Ministr Čchin Kang odletěl do Moskvy.", "Minister Qin Kang flew to Moscow.", "Qin Gang"),
            ("cs", "Premiér Li Čchiang jednal v Berlíně.", "Premier Li Čchiang held talks in Berlin.", "Li Qiang"),
            ("sk", "Wang Wen-tchao rokoval s Li Čchiangom.", "Wang Wentchao held talks with Li Qiang.", "Wang Wentao"),
            ("ru", "Министр Цинь Ган прилетел в Москву.", "Minister Qin Gan flew to Moscow.", "Qin Gang"),
            ("ru", "В Москве приняли Цинь Гана и Цинь Ган ответил.", "Moscow received Qin Gan and Qin Gan replied.", "Qin Gang"),
        ] {
            let found = names(from, &[original], &[translation]);
            assert_eq!(found.len(), 1, "{original}: {found:?}");
            assert_eq!(found[0].suggestion.as_deref(), Some(right), "{original}");
        }
    }

    #[test]
    fn right_forms_case_endings_and_names_of_other_peoples_stay_silent() {
        for (from, original, translation) in [
            ("cs", "Setkal se s Čchin Kangem a Si Ťin-pchingem.", "He met Qin Gang and Xi Jinping."),
            ("cs", "Kandidát Jan Li přijel do Prahy.", "The candidate Jan Li came to Prague."),
            ("ru", "Министр финансов Лю Кунь встретил Лю Куня.", "Finance minister Liu Kun met Liu Kun."),
            ("ru", "Адмирал Ли Сун Син победил в Мённяне.", "Admiral Li Sun Sin won at Myeongnyang."),
            ("sk", "Prezident Peter Pellegrini prišiel do Pekingu.", "President Peter Pellegrini came to Beijing."),
        ] {
            assert_eq!(names(from, &[original], &[translation]), [], "{original}");
        }
    }
}
