//! Names of an article with their renderings, and what is wrong with them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::link::PlaceBead;
use super::mention::{Survey, Word, is_title};
use super::transcribe::System;
use crate::align::{Alignment, Bead};
use crate::article::{BlockKind, Document, Locus};
use crate::finding::Rendering;
use crate::text::Span;

/// What is wrong with a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// Renderings that cannot both be right.
    Drift {
        /// The renderings differ in marks, hyphens or case alone.
        minor: bool,
    },
    /// One rendering, which cannot be this name.
    Mismatch,
    /// One rendering for two names of the original.
    Collision,
    /// One rendering, in a foreign or half-converted transcription.
    Transcription,
}

/// A name of the original and everything the translation made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What identifies it: its form in the original, else in the translation, folded.
    pub key: String,
    /// Forms as they stand in the original.
    pub original_forms: Vec<String>,
    /// First place in the original that answers the faulty one.
    pub original: Option<Locus>,
    /// Forms in the translation, the right one first where that is known, else the most frequent.
    pub renderings: Vec<Rendering>,
    /// The spellings that clash, the faulty one first.
    pub clash: Vec<String>,
    /// Index of the faulty rendering.
    pub odd: usize,
    /// The right form, where the evidence is enough.
    pub suggestion: Option<String>,
    /// The fault.
    pub fault: Fault,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Why, a sentence each.
    pub evidence: Vec<String>,
}

/// Names of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// Mentions in the translation, an examined number for the report.
    pub mentions: usize,
    /// Names with a fault.
    pub entities: Vec<Entity>,
}

/// What the judges see: both texts, their words, and which sentences answer which.
pub(super) struct View<'a> {
    pub(super) original: Option<(&'a Document, &'a Survey)>,
    pub(super) translation: &'a Document,
    pub(super) target: &'a Survey,
    alignment: &'a Alignment,
    /// Places of both sides of every sure bead, found when first asked for.
    pub(super) places: OnceCell<Vec<PlaceBead>>,
    /// System in which the translation writes Chinese names.
    pub(super) house: Option<&'static System>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        original: Option<(&'a Document, &'a Survey)>,
        translation: &'a Document,
        target: &'a Survey,
        alignment: &'a Alignment,
        house: Option<&'static System>,
    ) -> Self {
        Self { original, translation, target, alignment, places: OnceCell::new(), house }
    }

    /// Sentences of the original that answer sentence `index` of the translation; empty when the alignment is unsure.
    pub(super) fn sources_of(&self, index: usize) -> std::ops::Range<usize> {
        match self.alignment.of_translation(index) {
            Some(bead) if bead.confidence >= super::TRUSTED_BEAD => bead.original.clone(),
            _ => 0..0,
        }
    }

    /// Sentences of the translation that answer sentence `index` of the original.
    pub(super) fn targets_of(&self, index: usize) -> std::ops::Range<usize> {
        match self.alignment.of_original(index) {
            Some(bead) if bead.confidence >= super::TRUSTED_BEAD => bead.translation.clone(),
            _ => 0..0,
        }
    }

    /// Beads whose sentences may witness what a name became, in order.
    pub(super) fn beads(&self) -> impl Iterator<Item = &Bead> {
        self.alignment
            .beads
            .iter()
            .filter(|bead| bead.confidence >= super::TRUSTED_BEAD && !bead.original.is_empty() && !bead.translation.is_empty())
    }

    /// True when the original of a bead has `text` too.
    pub(super) fn carries(&self, bead: &Bead, text: &str) -> bool {
        self.original.is_some_and(|(original, _)| bead.original.clone().any(|at| original.sentence_text(at).contains(text)))
    }

    /// True when `text` stands in no sentence of the translation whose original lacks the name with these places.
    pub(super) fn only_with(&self, places: &[(usize, Locus)], text: &str) -> bool {
        let document = self.translation;
        (0..document.sentences().len()).filter(|at| document.sentence_text(*at).contains(text)).all(|at| {
            let sources = self.sources_of(at);
            sources.is_empty() || places.iter().any(|(sentence, _)| sources.contains(sentence))
        })
    }

    /// True when one of the places is in running text, where a translator has the most to go by; not in a headline or caption.
    pub(super) fn in_text(&self, mut places: impl Iterator<Item = Locus>) -> bool {
        places.any(|at| self.translation.kind(at.block) == BlockKind::Paragraph)
    }

    /// The name around word `at`: its mention from the last title before it to the next one after it.
    pub(super) fn whole_name(&self, at: usize) -> Option<(String, Locus)> {
        let lang = self.translation.lang();
        let stop = |index: &usize| {
            self.target
                .words
                .get(*index)
                .is_some_and(|word| is_title(&word.folded, lang) || (word.weak && self.target.lower.contains(&word.folded)))
        };
        let mention = self.target.mentions.iter().find(|mention| mention.words.contains(&at))?;
        let start = (mention.words.start..at).rev().find(stop).map_or(mention.words.start, |index| index + 1);
        let end = (at + 1..mention.words.end).find(stop).unwrap_or(mention.words.end);
        let (text, locus) = self.span_text(self.target.words.get(start..end)?);
        Some((text, locus?))
    }

    /// Text of a run of words of the translation, without possessive.
    pub(super) fn span_text(&self, words: &[Word]) -> (String, Option<Locus>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return (String::new(), None) };
        let locus = Locus { span: first.locus.span.join(last.locus.span), ..first.locus };
        (self.translation.at(locus).to_owned(), Some(locus))
    }
}

/// Where two names of several parts differ in one part: that part of each, which an editor searches for.
pub(super) fn differing_parts(usual: &Rendering, odd: &Rendering) -> Vec<Rendering> {
    const BETWEEN: [char; 5] = [' ', '-', '・', '·', '＝'];
    let (left, right): (Vec<&str>, Vec<&str>) = (usual.text.split(BETWEEN).collect(), odd.text.split(BETWEEN).collect());
    let mut apart = left.iter().zip(&right).filter(|(a, b)| a != b);
    let (Some((a, b)), None, true) = (apart.next(), apart.next(), left.len() == right.len() && left.len() > 1) else {
        return Vec::new();
    };
    let part = |rendering: &Rendering, part: &str| {
        let at = rendering.text.find(part).unwrap_or(0);
        let inside = |locus: &Locus| {
            let start = locus.span.start() + at;
            (part.to_owned(), Locus { span: Span::new(start, start + part.len()), ..*locus })
        };
        renderings(rendering.occurrences.iter().map(inside))
    };
    part(usual, a).into_iter().chain(part(odd, b)).collect()
}

/// Collects renderings by text: most frequent first, then by first place.
pub(super) fn renderings(places: impl IntoIterator<Item = (String, Locus)>) -> Vec<Rendering> {
    let mut by_text: BTreeMap<String, Vec<Locus>> = BTreeMap::new();
    for (text, locus) in places {
        by_text.entry(text).or_default().push(locus);
    }
    let mut list: Vec<Rendering> = by_text
        .into_iter()
        .map(|(text, mut occurrences)| {
            occurrences.sort_unstable();
            occurrences.dedup();
            Rendering { text, occurrences }
        })
        .collect();
    list.sort_by_key(|rendering| (std::cmp::Reverse(rendering.occurrences.len()), rendering.occurrences.first().copied()));
    list
}
