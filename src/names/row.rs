//! A name of the original as a row for people: what it is, how it reads, what the translation made of it.

use super::anchor::{Anchor, Kind};
use super::entity::{View, renderings};
use super::link::Linked;
use super::transcribe::parse_any;
use super::verdict;
use crate::article::Locus;
use crate::finding::Rendering;

/// A name of the original and its renderings.
#[derive(Debug, Clone, PartialEq)]
pub struct NameRow {
    /// Forms in the original, the most frequent first.
    pub forms: Vec<String>,
    /// `person`, `sound`, `latin`, `body` or `word`.
    pub kind: &'static str,
    /// Languages whose surname it may be, for names in Han characters.
    pub homes: Vec<&'static str>,
    /// First reading in Latin letters, folded.
    pub reading: String,
    /// Places in the original.
    pub places: Vec<Locus>,
    /// Renderings in the translation, the best supported first.
    pub renderings: Vec<Rendering>,
    /// Transcription systems of Chinese that each rendering is legal in.
    pub systems: Vec<Vec<&'static str>>,
    /// True when the renderings cannot all stand.
    pub conflict: bool,
}

/// Least likeness of an answer that goes into the table.
const SHOWN: f64 = 0.6;

/// The row of a name; `None` for a string that nothing shows to be a name.
pub(super) fn of(view: &View<'_>, anchor: &Anchor, linked: &Linked) -> Option<NameRow> {
    let conflict = verdict::judge(view, anchor, linked).is_some();
    let shown = |likeness: f64| conflict || likeness >= SHOWN;
    let answers = linked.answers.iter().filter(|answer| shown(answer.likeness));
    let renderings = renderings(answers.map(|answer| (answer.text.clone(), answer.locus)));
    if renderings.is_empty() {
        return None;
    }
    let chinese = anchor.kind == Kind::Person;
    let systems = |rendering: &Rendering| -> Vec<&'static str> {
        if chinese { parse_any(&rendering.text).into_iter().map(|(system, _)| system.id).collect() } else { Vec::new() }
    };
    let mut homes: Vec<&'static str> = anchor.homes.iter().map(|home| home.name()).collect();
    homes.sort_unstable();
    homes.dedup();
    Some(NameRow {
        forms: anchor.forms.clone(),
        kind: match anchor.kind {
            Kind::Person => "person",
            Kind::Sound => "sound",
            Kind::Latin => "latin",
            Kind::Word if anchor.readings.is_empty() => "body",
            Kind::Word => "word",
        },
        homes,
        reading: anchor.readings.first().cloned().unwrap_or_default(),
        places: anchor.places.iter().map(|(_, locus)| *locus).collect(),
        systems: renderings.iter().map(systems).collect(),
        renderings,
        conflict,
    })
}
