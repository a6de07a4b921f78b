//! Places that the translation answers with another place.

use std::collections::{BTreeMap, BTreeSet};

use super::entity::{Entity, Fault, View, renderings};
use super::likeness::sound;
use super::link::{PlaceBead, place_beads};
use super::places::{How, PlaceHit, names_of, places_in};
use crate::article::Locus;
use crate::text::{Lang, Span, fold, jaro_winkler};

/// A place of the original is missing and a place stands that the original has nowhere near.
const CONFIDENCE: f64 = 0.82;
/// The same where the place is named by one character of a compound.
const COMPOUND: f64 = 0.74;
/// Likeness of the place that stands there with the missing one: places are taken for one another by their names.
const LIKE: f64 = 0.55;
/// The same where one is a country and the other a city or a sea.
const LIKE_OTHER_KIND: f64 = 0.665;

/// Finds places of the original that the translation once answers with another place.
pub(super) fn judge(view: &View<'_>) -> Vec<Entity> {
    let beads = place_beads(view);
    let mut wrong: BTreeMap<&'static str, Vec<(usize, PlaceHit, Locus, f64)>> = BTreeMap::new();
    for at in 0..beads.len() {
        if let Some((missing, hit, locus, confidence)) = exchanged(view, beads, at) {
            wrong.entry(missing).or_default().push((at, hit, locus, confidence));
        }
    }
    wrong.into_iter().filter_map(|(id, odd)| entity(view, beads, id, &odd)).collect()
}

/// The one place that is missing in a bead, and the one that stands there without reason.
fn exchanged(view: &View<'_>, beads: &[PlaceBead], at: usize) -> Option<(&'static str, PlaceHit, Locus, f64)> {
    let bead = beads.get(at)?;
    let lang = view.translation.lang();
    let near = |index: usize| beads.get(index).into_iter().flat_map(|bead| &bead.original);
    let around: BTreeSet<&str> = (at.saturating_sub(1)..=at + 1).flat_map(near).map(|(hit, _)| hit.id).collect();
    let answered: BTreeSet<&str> = bead.translation.iter().map(|(hit, _)| hit.id).collect();
    let named: BTreeMap<&'static str, How> = sure(&bead.original);
    let missing: Vec<(&'static str, How)> = named.into_iter().filter(|(id, _)| !answered.contains(id)).collect();
    let mut extra: Vec<&(PlaceHit, Locus)> =
        bead.translation.iter().filter(|(hit, _)| hit.how == How::Name && !around.contains(hit.id)).collect();
    extra.dedup_by_key(|(_, locus)| *locus);
    let ids: BTreeSet<&str> = extra.iter().map(|(hit, _)| hit.id).collect();
    let (hit, locus) = extra.first().filter(|_| ids.len() == 1)?;
    // Of several missing places the one whose name is most like what stands there; one alone must be like it too.
    let wrong = fold(view.translation.at(*locus));
    let initial = |name: &str| sound(name).chars().next();
    let near = |id: &str| {
        let names = names_of(id, lang);
        let alike = names.iter().filter(|name| !name.starts_with("the ") && initial(name) == initial(&wrong));
        alike.map(|name| jaro_winkler(name, &wrong)).fold(0.0, f64::max)
    };
    let best = missing.iter().map(|one| (near(one.0), one)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    // A capital stands for its country: that takes more.
    let kind = |id: &str| id.split(':').next() == hit.id.split(':').next();
    let (missing, how) = (best.0 >= if kind(best.1.0) { LIKE } else { LIKE_OTHER_KIND }).then_some(best.1)?;
    // A compound of abbreviations may be short for the very place that stands there.
    let named = |id: &str| beads.iter().flat_map(|bead| &bead.original).any(|(other, _)| other.id == id);
    if *how == How::Abbreviation && named(hit.id) {
        return None;
    }
    Some((missing, *hit, *locus, if *how == How::Abbreviation { COMPOUND } else { CONFIDENCE }))
}

/// Places of the original that are there for certain: by name, or by one character beside another such (`中美俄`).
fn sure(hits: &[(PlaceHit, Locus)]) -> BTreeMap<&'static str, How> {
    let mut all: BTreeMap<&'static str, How> = BTreeMap::new();
    for (at, (hit, locus)) in hits.iter().enumerate() {
        let beside = |other: Option<&(PlaceHit, Locus)>| {
            other.is_some_and(|(other, place)| {
                other.how == How::Abbreviation
                    && place.block == locus.block
                    && (place.span.end() == locus.span.start() || place.span.start() == locus.span.end())
            })
        };
        let compound = at.checked_sub(1).is_some_and(|before| beside(hits.get(before))) || beside(hits.get(at + 1));
        if hit.how == How::Name || (hit.how == How::Abbreviation && compound) {
            let how = all.entry(hit.id).or_insert(hit.how);
            *how = (*how).min(hit.how);
        }
    }
    all
}

/// Places that stand once as the original writes them and elsewhere under their name in the language of the translation.
pub(super) fn left_as_they_are(view: &View<'_>) -> Vec<Entity> {
    let Some((original, _)) = view.original else { return Vec::new() };
    let lang = view.translation.lang();
    let beads = place_beads(view);
    let mut odd: BTreeMap<&'static str, Vec<(usize, PlaceHit, Locus, f64)>> = BTreeMap::new();
    for (at, (bead, places)) in view.beads().zip(beads).enumerate() {
        for (hit, locus) in places.original.iter().filter(|(hit, _)| hit.how == How::Name) {
            let form = original.at(*locus);
            let named = places.translation.iter().any(|(other, _)| other.id == hit.id);
            if named || form.chars().count() < LETTERS || !places_in(form, lang).is_empty() {
                continue;
            }
            let words = view.target.words.iter().filter(|word| bead.translation.contains(&word.sentence));
            // Inside a longer name it is part of that name (FC Bayern München).
            let whole = |word: &&super::mention::Word| view.target.mentions.iter().any(|m| m.locus == word.locus);
            for word in words.filter(|word| word.text == form).filter(whole) {
                odd.entry(hit.id).or_default().push((at, *hit, word.locus, LEFT));
            }
        }
    }
    odd.into_iter().filter_map(|(id, odd)| entity(view, beads, id, &odd)).filter(|e| e.fault != Fault::Mismatch).collect()
}

/// Letters of a place name that is told from a common word.
const LETTERS: usize = 4;
/// Confidence of a place left as the original writes it.
const LEFT: f64 = 0.85;

fn entity(view: &View<'_>, beads: &[PlaceBead], id: &'static str, odd: &[(usize, PlaceHit, Locus, f64)]) -> Option<Entity> {
    let (original, _) = view.original?;
    let (at, _, locus, confidence) = odd.first()?;
    let right = beads.iter().flat_map(|bead| &bead.translation).filter(|(hit, _)| hit.id == id && hit.how == How::Name);
    let mut list = renderings(right.map(|(_, locus)| (view.translation.at(*locus).to_owned(), *locus)));
    let usual = list.first().map(|rendering| rendering.text.clone());
    let wrong = view.translation.at(*locus).to_owned();
    let odd_at = list.len();
    let stand = odd.iter().flat_map(|(_, _, locus, _)| [*locus, whole_token(view, *locus)]);
    list.extend(renderings(stand.map(|locus| (view.translation.at(locus).to_owned(), locus))));
    let forms: BTreeSet<String> = beads
        .iter()
        .flat_map(|bead| &bead.original)
        .filter(|(hit, _)| hit.id == id)
        .map(|(_, locus)| original.at(*locus).to_owned())
        .collect();
    let forms: Vec<String> = forms.into_iter().rev().collect();
    let place = beads.get(*at)?.original.iter().find(|(hit, _)| hit.id == id).map(|(_, locus)| *locus);
    let named = forms.first().cloned().unwrap_or_default();
    Some(Entity {
        key: fold(&named),
        original: place,
        clash: std::iter::once(wrong.clone()).chain(usual.clone()).collect(),
        fault: if usual.is_some() { Fault::Drift { minor: false } } else { Fault::Mismatch },
        evidence: vec![if named == wrong {
            format!("{named} stands as the original writes it")
        } else {
            format!("the original names {named} here, and no {wrong} near it")
        }],
        suggestion: usual,
        original_forms: forms,
        renderings: list,
        odd: odd_at,
        confidence: *confidence,
    })
}

/// The hyphenated word around a place (`US-Iran`).
fn whole_token(view: &View<'_>, locus: Locus) -> Locus {
    let sentence = view.translation.sentence_at(locus.block, locus.span);
    let tokens = sentence.map_or(&[][..], |index| view.translation.sentence_tokens(index));
    let around = tokens.iter().find(|token| token.span.start() <= locus.span.start() && token.span.end() >= locus.span.end());
    around.map_or(locus, |token| Locus { span: token.span, ..locus })
}

/// A short form that is also two abbreviations (`中非`, short for 中非共和国, the Central African Republic, or China and
/// Africa), where the article has the full name and the translation reads the short form the other way.
pub(super) fn two_ways(view: &View<'_>) -> Vec<Entity> {
    let Some((original, _)) = view.original else { return Vec::new() };
    let beads = place_beads(view);
    let hits = || beads.iter().flat_map(|bead| &bead.original).filter(|(hit, _)| hit.how == How::Name);
    let shorts: BTreeMap<(String, &'static str), String> = hits()
        .filter_map(|(hit, locus)| {
            let full = original.at(*locus);
            let short: String = full.chars().take(2).collect();
            let parts = abbreviations(&short, original.lang());
            (short != full && parts.len() == 2).then(|| ((short, hit.id), full.to_owned()))
        })
        .collect();
    shorts.into_iter().filter_map(|((short, id), full)| read_two_ways(view, beads, &short, &full, id)).collect()
}

fn read_two_ways(view: &View<'_>, beads: &[PlaceBead], short: &str, full: &str, id: &str) -> Option<Entity> {
    let (original, _) = view.original?;
    let parts = abbreviations(short, original.lang());
    let (mut whole, mut apart, mut place) = (Vec::new(), Vec::new(), None);
    for (bead, places) in view.beads().zip(beads) {
        let stands = |what: &str| bead.original.clone().any(|index| original.sentence_text(index).contains(what));
        if !stands(short) {
            continue;
        }
        let right = places.translation.iter().find(|(hit, _)| hit.id == id);
        let part = parts.iter().rev().find_map(|ids| places.translation.iter().find(|(hit, _)| ids.contains(hit.id)));
        match (right, part) {
            (Some((_, locus)), _) => whole.push(*locus),
            (None, Some((_, locus))) if !stands(full) => {
                place = place.or_else(|| original.sentence_locus(bead.original.start));
                apart.push(*locus);
            }
            _ => {}
        }
    }
    let spelled = |loci: &[Locus]| {
        let stand = loci.iter().flat_map(|locus| [*locus, joined_places(view, *locus)]);
        renderings(stand.map(|locus| (view.translation.at(locus).to_owned(), locus)))
    };
    let mut list = spelled(&whole);
    let odd = list.len();
    list.extend(spelled(&apart));
    let (usual, wrong) = (list.first().filter(|_| odd > 0)?.text.clone(), list.get(odd)?.text.clone());
    Some(Entity {
        key: fold(full),
        original: place,
        evidence: vec![format!("{short} is short for {full} in this article, and is read as two places here")],
        clash: vec![wrong, usual.clone()],
        original_forms: vec![short.to_owned(), full.to_owned()],
        suggestion: Some(usual),
        renderings: list,
        odd,
        fault: Fault::Drift { minor: false },
        confidence: COMPOUND,
    })
}

/// Places that each character of a name of two characters abbreviates.
fn abbreviations(text: &str, lang: Lang) -> Vec<BTreeSet<&'static str>> {
    let mut buffer = [0; 4];
    let of = |c: char, buffer: &mut [u8; 4]| -> BTreeSet<&'static str> {
        let hits = places_in(c.encode_utf8(buffer), lang);
        hits.into_iter().filter(|hit| hit.how == How::Abbreviation).map(|hit| hit.id).collect()
    };
    if text.chars().count() != 2 {
        return Vec::new();
    }
    text.chars().map(|c| of(c, &mut buffer)).filter(|ids| !ids.is_empty()).collect()
}

/// A place with the one before it, where a hyphen or `and` joins them (`China and Africa`).
fn joined_places(view: &View<'_>, locus: Locus) -> Locus {
    let text = view.translation.text(locus.block);
    let lead = text.get(..locus.span.start()).unwrap_or("");
    let bare = lead.strip_suffix(" and ").or_else(|| lead.strip_suffix('-'));
    let start = bare.map(|bare| bare.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1));
    start.map_or(locus, |start| Locus { span: Span::new(start, locus.span.end()), ..locus })
}

#[cfg(test)]
mod tests {
    use super::super::Fault;
    use super::super::testing::{entities, texts};

    #[test]
    fn a_country_that_becomes_another_one_is_found() {
        let original = ["奥地利总统抵达东京。", "奥地利与日本签署协议。"];
        let found =
            entities("zh", &original, "en", &["The Austrian president came to Tokyo.", "Australia and Japan signed an accord."]);
        assert!(texts(&found).contains(&"Australia"));
        let found = entities("zh", &original[1..], "en", &["Australia and Japan signed an accord."]);
        assert_eq!(found[0].fault, Fault::Mismatch);
    }

    #[test]
    fn a_short_form_read_as_two_places_is_found() {
        let found = entities(
            "zh",
            &["医疗队援助中非共和国。", "他们在中非工作。", "中非人民感谢他们。"],
            "en",
            &[
                "A medical team helps the Central African Republic.",
                "They work in China and Africa.",
                "The people of the Central African Republic thank them.",
            ],
        );
        assert!(texts(&found).contains(&"China and Africa"));
    }

    #[test]
    fn peoples_capitals_and_what_neighbours_name_stay_silent() {
        for (original, translation) in [
            (
                ["中国外长访问法国。", "他会见了法国总统。"],
                ["The Chinese minister visited France.", "He met the French president."],
            ),
            (["他从东京飞往首尔。", "韩国欢迎他。"], ["He flew from Tokyo to Seoul.", "Seoul welcomed him."]),
        ] {
            assert_eq!(entities("zh", &original, "en", &translation), [], "{original:?}");
        }
    }
}
