//! Persons whose rendering shares no sound with them: told by being the only ones left over.

use super::anchor::{Anchor, Kind};
use super::bodies::NOUNS;
use super::entity::View;
use super::link::{Answer, Basis, Linked};
use super::mention::is_title;
use super::persons::is_spelling;
use super::places::places_in;
use crate::align::Bead;
use crate::article::Locus;

/// Likeness that stands for "the only person left over on either side".
const ALONE: f64 = 0.3;

/// Persons of a bead that nothing answers, with the one person of its translation that answers nothing; where other persons
/// of the bead are answered in their order, the one between the same two of them.
pub(super) fn persons(view: &View<'_>, anchors: &[Anchor], linked: &mut Vec<Linked>) {
    // What only may be a name has no claim.
    let sure = linked.iter().filter(|linked| anchors[linked.anchor].certain);
    let claimed: Vec<Locus> = sure.flat_map(|linked| &linked.answers).map(|answer| answer.locus).collect();
    let mut found = Vec::new();
    for (number, bead) in view.beads().enumerate() {
        let (mut left, mut known) = (Vec::new(), Vec::new());
        for (index, anchor) in anchors.iter().enumerate().filter(|(_, anchor)| anchor.kind == Kind::Person) {
            let Some((_, stands)) = anchor.places.iter().find(|(s, _)| bead.original.contains(s)) else { continue };
            let answers = linked.iter().filter(|linked| linked.anchor == index).flat_map(|linked| &linked.answers);
            match answers.filter(|answer| answer.bead == number).map(|answer| answer.locus).min() {
                Some(answer) => known.push((*stands, answer)),
                None if anchor.certain => left.push((*stands, index)),
                None => {}
            }
        }
        if left.is_empty() {
            continue;
        }
        known.sort_unstable();
        if !known.is_sorted_by_key(|(_, answer)| *answer) {
            known.clear();
        }
        let people = people(view, bead, &claimed);
        for gap in 0..=known.len() {
            let (before, after) = (gap.checked_sub(1).and_then(|at| known.get(at)), known.get(gap));
            let mut originals =
                left.iter().filter(|(at, _)| before.is_none_or(|(b, _)| b < at) && after.is_none_or(|(a, _)| at < a));
            let mut translations =
                people.iter().filter(|(.., at)| before.is_none_or(|(_, b)| b < at) && after.is_none_or(|(_, a)| at < a));
            if let (Some((_, index)), None, Some(person), None) =
                (originals.next(), originals.next(), translations.next(), translations.next())
            {
                found.push((*index, number, person.clone()));
            }
        }
    }
    for (index, number, (text, words, locus)) in found {
        let answer =
            Answer { text, words, locus, whole: None, bead: number, likeness: ALONE, basis: Basis::Alone, foreign: false };
        match linked.iter_mut().find(|known| known.anchor == index) {
            Some(known) => known.answers.push(answer),
            None => linked.push(Linked { anchor: index, answers: vec![answer] }),
        }
    }
}

/// Mentions that look like a person of East Asia and answer no other name: two or three short words, no place, no head noun.
fn people(view: &View<'_>, bead: &Bead, claimed: &[Locus]) -> Vec<(String, Vec<String>, Locus)> {
    let lang = view.translation.lang();
    let mut all = Vec::new();
    for mention in view.target.mentions.iter().filter(|mention| bead.translation.contains(&mention.sentence)) {
        let words = view.target.words.get(mention.words.clone()).unwrap_or(&[]);
        let start = words.iter().rposition(|word| is_title(&word.folded, lang)).map_or(0, |at| at + 1);
        let words = words.get(start..).unwrap_or(&[]);
        let (text, Some(locus)) = view.span_text(words) else { continue };
        let free = claimed.iter().all(|other| {
            other.block != locus.block || other.span.end() <= locus.span.start() || locus.span.end() <= other.span.start()
        });
        let shaped = match words {
            [one] => is_spelling(&one.folded),
            _ => (2..=3).contains(&words.len()),
        };
        let plain = words.iter().all(|word| {
            word.text.chars().count() <= 10
                && word.text.chars().skip(1).any(char::is_lowercase)
                && !view.target.lower.contains(&word.folded)
                && !NOUNS.contains(word.folded.as_str())
        });
        if free && shaped && plain && places_in(&text, lang).is_empty() {
            all.push((text, words.iter().map(|word| word.folded.clone()).collect::<Vec<_>>(), locus));
        }
    }
    // A family name alone is a person where no whole name is.
    if all.iter().any(|(_, words, _)| words.len() > 1) {
        all.retain(|(_, words, _)| words.len() > 1);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entities, texts};

    #[test]
    fn the_person_between_two_answered_ones_is_told() {
        let found = entities(
            "zh",
            &["总理李强、部长何岳与外长王毅出席。", "何岳部长发表讲话。"],
            "en",
            &["Premier Li Qiang, Minister Sun Bo and Foreign Minister Wang Yi were there.", "Minister Tang Mo gave a speech."],
        );
        assert!(texts(&found).contains(&"Tang Mo"), "{found:#?}");
    }
}
