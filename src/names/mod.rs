//! Names: where they stand, what they sound like, which of them are one, and whether the translation holds them.

mod abbreviation;
mod alone;
mod anchor;
mod bodies;
mod chinese;
mod collision;
mod compare;
mod drift;
mod entity;
mod form;
mod inflection;
mod likeness;
mod link;
mod mention;
mod persons;
mod place_drift;
mod places;
mod residual;
mod row;
mod scan;
mod sound;
#[cfg(test)]
mod testing;
pub mod transcribe;
pub mod translit;
mod unspaced;
mod usage;
mod verdict;

pub use compare::{Comparer, Comparison, Relation, compare};
pub use entity::{Entity, Fault, Names};
pub use inflection::{same_name_inflected, stem};
pub use mention::{Mention, mentions};
pub use row::NameRow;
pub use usage::{count_names, usage};

use self::transcribe::System;
use crate::align::Alignment;
use crate::article::{Document, Locus};
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
    // Without their sound the names of an original witness nothing.
    let witness = original.zip(source.as_ref()).filter(|(original, _)| transcribe::reads(original.lang()));
    let view = entity::View::new(witness, translation, &target, alignment, house);
    let mut names = Names { mentions: mentioned(&view), entities: chinese::judge(&view) };
    let answers = Answers::find(&view);
    match &answers {
        Some(answers) => {
            names.entities.extend(place_drift::judge(&view));
            names.entities.extend(place_drift::two_ways(&view));
            names.entities.extend(place_drift::left_as_they_are(&view));
            let found = answers.all().filter_map(|(anchor, linked)| verdict::judge(&view, anchor, linked)).collect();
            names.entities.extend(verdict::merge(found));
            names.entities.extend(collision::judge(&answers.anchors, &answers.linked));
        }
        None => names.entities.extend(alone::judge(&view)),
    }
    let taken = names.entities.clone();
    names.entities.extend(drift::judge(&view, &taken));
    for entity in names.entities.iter_mut().filter(|entity| entity.original_forms.is_empty()) {
        answers.iter().for_each(|answers| answers.source(entity));
    }
    names
}

/// How many names of a translation are looked at: its mentions; in scripts without capitals the names of the original, else
/// words in Latin letters and katakana.
fn mentioned(view: &entity::View<'_>) -> usize {
    let document = view.translation;
    if document.lang().script_kind() == ScriptKind::Cased {
        return view.target.mentions.len();
    }
    form::latin_words(document).len() + form::katakana_names(document).len()
}

/// The names of the original with what the translation has for each, right or wrong: a table for an editor. Empty without an
/// original.
#[must_use]
pub fn table(original: &Document, translation: &Document, alignment: &Alignment) -> Vec<NameRow> {
    let target = mention::survey(translation);
    let source = mention::survey(original);
    let view = entity::View::new(Some((original, &source)), translation, &target, alignment, None);
    let Some(answers) = Answers::find(&view) else { return Vec::new() };
    let mut rows: Vec<NameRow> = answers.all().filter_map(|(anchor, linked)| row::of(&view, anchor, linked)).collect();
    rows.sort_by(|a, b| (a.places.first(), &a.forms).cmp(&(b.places.first(), &b.forms)));
    rows
}

/// The names of an original and the answers of its translation.
struct Answers {
    anchors: Vec<anchor::Anchor>,
    linked: Vec<link::Linked>,
    bodies: Vec<(anchor::Anchor, link::Linked)>,
}

impl Answers {
    fn find(view: &entity::View<'_>) -> Option<Self> {
        let (original, survey) = view.original?;
        let lang = view.translation.lang();
        let mut anchors = anchor::anchors(original, survey);
        let mut sounds = sound::Sounds::new(original.lang(), lang);
        let mut linked = if lang.script_kind() == ScriptKind::Cased {
            link::link(view, &mut anchors, &mut sounds)
        } else {
            unspaced::link(view, &anchors, &mut sounds)
        };
        residual::persons(view, &anchors, &mut linked);
        abbreviation::link(view, &anchors, &mut linked);
        let bodies = bodies::link(view, &anchors, &linked);
        Some(Self { anchors, linked, bodies })
    }

    /// Gives an entity that was found in the translation alone the names of the original that its renderings answer.
    fn source(&self, entity: &mut Entity) {
        let stands = |at: Locus| entity.renderings.iter().flat_map(|r| &r.occurrences).any(|other| link::overlap(*other, at));
        let named: Vec<&anchor::Anchor> =
            self.all().filter(|(_, linked)| linked.answers.iter().any(|a| stands(a.locus))).map(|(anchor, _)| anchor).collect();
        for anchor in named {
            entity.original = entity.original.or(anchor.places.first().map(|(_, at)| *at));
            for form in &anchor.forms {
                if !entity.original_forms.contains(form) {
                    entity.original_forms.push(form.clone());
                }
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = (&anchor::Anchor, &link::Linked)> {
        let named = self.linked.iter().filter_map(|linked| Some((self.anchors.get(linked.anchor)?, linked)));
        named.chain(self.bodies.iter().map(|(anchor, linked)| (anchor, linked)))
    }
}
