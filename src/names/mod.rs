//! Names: where they stand, what they sound like, which of them are one, and whether the translation holds them.

mod alone;
mod anchor;
mod chinese;
mod compare;
mod drift;
mod entity;
mod inflection;
mod likeness;
mod link;
mod mention;
mod persons;
mod place_drift;
mod places;
mod residual;
mod sound;
pub mod transcribe;
pub mod translit;
mod unspaced;
mod verdict;

pub use compare::{Comparison, Relation, compare};
pub use entity::{Entity, Fault, Names};
pub use inflection::{same_name_inflected, stem};
pub use mention::{Mention, mentions};

use self::transcribe::System;
use crate::align::Alignment;
use crate::article::Document;
use crate::text::ScriptKind;

/// Least confidence of a bead whose sentences may witness what a name became.
pub const TRUSTED_BEAD: f64 = 0.5;

/// Finds the names of a translation, links them to the original's, and judges them. `house` is the system in which the
/// translation is to write Chinese names; without one they are not judged.
#[must_use]
pub fn analyse(
    original: Option<&Document>,
    translation: &Document,
    alignment: &Alignment,
    house: Option<&'static System>,
) -> Names {
    let target = mention::survey(translation);
    let source = original.map(mention::survey);
    let view = entity::View::new(original.zip(source.as_ref()), translation, &target, alignment, house);
    let mut names = Names { mentions: target.mentions.len(), entities: Vec::new() };
    names.entities.extend(chinese::judge(&view));
    if let (Some(original), Some(source)) = (original, source.as_ref()) {
        let mut anchors = anchor::anchors(original, source);
        let mut sounds = sound::Sounds::new(original.lang(), translation.lang());
        let cased = translation.lang().script_kind() == ScriptKind::Cased;
        let mut linked =
            if cased { link::link(&view, &mut anchors, &mut sounds) } else { unspaced::link(&view, &anchors, &mut sounds) };
        residual::persons(&view, &anchors, &mut linked);
        let mut found: Vec<Entity> =
            linked.iter().filter_map(|linked| verdict::judge(&view, &anchors[linked.anchor], linked)).collect();
        found.extend(
            residual::bodies(&view, &anchors, &linked)
                .iter()
                .filter_map(|(anchor, linked)| verdict::judge(&view, anchor, linked)),
        );
        names.entities.extend(place_drift::judge(&view));
        names.entities.extend(place_drift::two_ways(&view));
        names.entities.extend(place_drift::left_as_they_are(&view));
        names.entities.extend(verdict::merge(found));
    }
    if original.is_none() {
        names.entities.extend(alone::judge(&view));
    }
    let taken = names.entities.clone();
    names.entities.extend(drift::judge(&view, &taken));
    names
}
