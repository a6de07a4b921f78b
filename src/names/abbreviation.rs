//! Abbreviations of the original whose letters the translation does not have: answered by the only abbreviation left over.

use super::anchor::{Anchor, Kind};
use super::entity::View;
use super::link::{Answer, Basis, Linked, overlap, place_beads, plain};
use super::places::places_in;
use crate::article::{Document, Locus, Side};
use crate::text::{Span, fold};

/// Likeness that stands for "the only abbreviation left over on either side".
const ALONE: f64 = 0.3;
/// Letters of an abbreviation.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Links the one abbreviation of a bead that nothing answers to the one of its translation that answers nothing.
pub(super) fn link(view: &View<'_>, anchors: &[Anchor], linked: &mut Vec<Linked>) {
    // What is answered somewhere has its letters in the translation's language too.
    let answered = |index: &usize| linked.iter().any(|linked| linked.anchor == *index && !linked.answers.is_empty());
    let short: Vec<usize> = (0..anchors.len()).filter(|index| is_short(&anchors[*index]) && !answered(index)).collect();
    let mut found = Vec::new();
    for ((number, bead), places) in view.beads().enumerate().zip(place_beads(view)) {
        let mut left = short.iter().filter(|index| {
            let anchor = &anchors[**index];
            let answers = linked.iter().filter(|linked| linked.anchor == **index).flat_map(|linked| &linked.answers);
            anchor.places.iter().any(|(s, _)| bead.original.contains(s)) && !answers.into_iter().any(|a| a.bead == number)
        });
        let (Some(index), None) = (left.next(), left.next()) else { continue };
        let mut free = abbreviations(view.translation, bead.translation.clone());
        let claimed = |at: Locus| linked.iter().flat_map(|linked| &linked.answers).any(|answer| overlap(answer.locus, at));
        let named = |text: &str| {
            let hits = places_in(text, view.translation.lang());
            hits.iter().any(|hit| places.original.iter().any(|(other, _)| other.id == hit.id))
        };
        free.retain(|(text, at)| {
            !claimed(*at) && !named(text) && !view.carries(bead, text) && view.only_with(&anchors[*index].places, text)
        });
        let Some((first, rest)) = free.split_first() else { continue };
        if rest.iter().all(|(text, _)| plain(text) == plain(&first.0)) {
            found.push((*index, number, first.clone()));
        }
    }
    for (index, bead, (text, locus)) in found {
        let words = vec![fold(&text)];
        let answer = Answer { text, words, locus, whole: None, bead, likeness: ALONE, basis: Basis::Alone, foreign: false };
        match linked.iter_mut().find(|known| known.anchor == index) {
            Some(known) => known.answers.push(answer),
            None => linked.push(Linked { anchor: index, answers: vec![answer] }),
        }
    }
}

/// True for a name that the original writes in capitals alone, and that is no place.
fn is_short(anchor: &Anchor) -> bool {
    let capitals = |form: &String| form.chars().all(char::is_uppercase) && LETTERS.contains(&form.chars().count());
    anchor.kind == Kind::Word && anchor.certain && anchor.places_named.is_empty() && anchor.forms.iter().all(capitals)
}

/// Abbreviations of some sentences, with and without points (`FSA`, `U.S.S.R.`).
fn abbreviations(document: &Document, sentences: std::ops::Range<usize>) -> Vec<(String, Locus)> {
    let mut all = Vec::new();
    for index in sentences {
        let Some(sentence) = document.sentences().get(index) else { continue };
        let text = document.sentence_text(index);
        let parted = |c: char| !(c.is_alphanumeric() || c == '.');
        let mut next = 0;
        for piece in text.split_inclusive(parted) {
            let (at, word) = (next, piece.trim_end_matches(parted));
            next += piece.len();
            let letters = word.chars().filter(|c| *c != '.').count();
            let pointed = word.contains('.');
            let whole = if pointed && word.chars().filter(|c| *c == '.').count() + 1 < letters {
                word.trim_end_matches('.')
            } else {
                word
            };
            let capitals = word.chars().all(|c| c == '.' || c.is_uppercase());
            if capitals && LETTERS.contains(&letters) {
                let span = Span::new(at, at + whole.len()).shift(sentence.span.start());
                all.push((whole.to_owned(), Locus { side: Side::Translation, block: sentence.block, span }));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entities, texts};

    #[test]
    fn one_abbreviation_in_two_is_found() {
        let original = ["Місто утримали сили ЗСУ.", "Генерал подякував за це ЗСУ."];
        let found =
            entities("uk", &original, "en", &["The city was held by the U.S.S.R. forces.", "The general thanked the FSA."]);
        assert!(texts(&found).contains(&"FSA"), "{found:#?}");
        let same = ["The city was held by the AFU forces.", "The general thanked the A.F.U. for it."];
        assert_eq!(entities("uk", &original, "en", &same), []);
    }
}
