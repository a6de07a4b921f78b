//! Names: where they stand, what they sound like, which of them are one, and whether the translation holds them.

mod chinese;
mod compare;
mod drift;
mod entity;
mod inflection;
mod likeness;
mod mention;
pub mod transcribe;

pub use compare::{Comparison, Relation, compare};
pub use entity::{Entity, Fault, Names};
pub use inflection::{same_name_inflected, stem};
pub use mention::{Mention, mentions};

use self::transcribe::System;
use crate::align::Alignment;
use crate::article::Document;

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
    let taken = names.entities.clone();
    names.entities.extend(drift::judge(&view, &taken));
    names
}
