//! Two names of the original that the translation writes as one.

use std::collections::BTreeMap;

use super::anchor::{Anchor, Kind};
use super::entity::{Entity, Fault, renderings};
use super::link::{Answer, Linked};
use crate::text::fold;

/// Likeness both names need with the one rendering.
const LEAST: f64 = 0.7;
/// How sure it is that an editor wants to know: two people may well have one spelling.
const CONFIDENCE: f64 = 0.75;

/// Finds whole names of different people that have one rendering.
pub(super) fn judge(anchors: &[Anchor], linked: &[Linked]) -> Vec<Entity> {
    let mut by_rendering: BTreeMap<String, Vec<(&Anchor, Vec<&Answer>)>> = BTreeMap::new();
    for known in linked {
        let Some(anchor) = anchors.get(known.anchor).filter(|anchor| anchor.kind == Kind::Person && anchor.certain) else {
            continue;
        };
        let mut texts: BTreeMap<String, Vec<&Answer>> = BTreeMap::new();
        for answer in known.answers.iter().filter(|answer| answer.words.len() > 1 && answer.likeness >= LEAST) {
            texts.entry(fold(&answer.text)).or_default().push(answer);
        }
        for (text, answers) in texts {
            by_rendering.entry(text).or_default().push((anchor, answers));
        }
    }
    by_rendering.into_values().filter_map(|bearers| entity(&bearers)).collect()
}

fn entity(bearers: &[(&Anchor, Vec<&Answer>)]) -> Option<Entity> {
    let apart = |a: &Anchor, b: &Anchor| !a.key.contains(&b.key) && !b.key.contains(&a.key);
    let (first, _) = bearers.first()?;
    let (second, answers) = bearers.iter().find(|(other, _)| apart(first, other))?;
    let all = bearers.iter().flat_map(|(_, answers)| answers).map(|answer| (answer.text.clone(), answer.locus));
    let list = renderings(all);
    let text = list.first()?.text.clone();
    let odd = list.iter().position(|rendering| answers.iter().any(|answer| answer.text == rendering.text))?;
    Some(Entity {
        key: fold(&format!("{} {}", first.key, second.key)),
        original_forms: bearers.iter().filter_map(|(anchor, _)| anchor.forms.first().cloned()).collect(),
        original: second.places.first().map(|(_, locus)| *locus),
        evidence: vec![format!("the original has two people: {}, {}", first.key, second.key)],
        clash: vec![text],
        renderings: list,
        odd,
        suggestion: None,
        fault: Fault::Collision,
        confidence: CONFIDENCE,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Fault;
    use super::super::testing::entities;

    #[test]
    fn two_people_in_one_rendering_are_told_and_one_person_is_not() {
        let original =
            ["总理李强说，经济稳定。", "记者李蔷说，天气很好。", "李强表示欢迎。", "李蔷表示欢迎。", "李强和李蔷都来了。"];
        let translation = [
            "Premier Li Qiang said the economy was stable.",
            "Reporter Li Qiang said the weather was fine.",
            "Li Qiang welcomed it.",
            "Li Qiang welcomed it.",
            "Li Qiang and Li Qiang both came.",
        ];
        let found = entities("zh", &original, "en", &translation);
        assert!(found.iter().any(|entity| entity.fault == Fault::Collision && entity.original_forms.len() == 2), "{found:#?}");
        let found = entities("zh", &original[..1], "en", &translation[..1]);
        assert_eq!(found, []);
    }
}
