//! Small articles for the tests of this folder.

use super::{Entity, analyse, transcribe::house_system};
use crate::align::{Alignment, Bead, align};
use crate::article::{Anchor, Article, Block, BlockKind, Document, Side};
use crate::text::{Lang, Segmenters};

pub(super) fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

/// A document whose lines are paragraphs.
pub(super) fn document(code: &str, lines: &[&str], side: Side) -> Document {
    let block = |(line, text): (u32, &&str)| Block {
        kind: BlockKind::Paragraph,
        text: (*text).to_owned(),
        anchor: Anchor::line(line, 1),
    };
    let article = Article { lang: lang(code), path: None, blocks: (1..).zip(lines).map(block).collect() };
    Document::new(article, side, &Segmenters::default())
}

/// The names at fault in a translation aligned by the aligner.
pub(super) fn aligned(from: &str, original: &[&str], to: &str, translation: &[&str]) -> Vec<Entity> {
    let (original, translation) = (document(from, original, Side::Original), document(to, translation, Side::Translation));
    let alignment = align(&original, &translation, None);
    analyse(Some(&original), &translation, &alignment, house_system(translation.lang())).entities
}

/// The names at fault in a translation whose lines answer the original's one by one; every line is one sentence.
pub(super) fn entities(from: &str, original: &[&str], to: &str, translation: &[&str]) -> Vec<Entity> {
    let (original, translation) = (document(from, original, Side::Original), document(to, translation, Side::Translation));
    assert_eq!(original.sentences().len(), translation.sentences().len(), "a line is a sentence");
    let bead = |at: usize| Bead { original: at..at + 1, translation: at..at + 1, score: 1.0, confidence: 0.95, moved: false };
    let alignment = Alignment { beads: (0..original.sentences().len()).map(bead).collect() };
    analyse(Some(&original), &translation, &alignment, house_system(translation.lang())).entities
}

/// The names at fault in a text without its original.
pub(super) fn alone(code: &str, lines: &[&str]) -> Vec<Entity> {
    let translation = document(code, lines, Side::Translation);
    analyse(None, &translation, &Alignment::default(), house_system(translation.lang())).entities
}

/// Every rendering of the one entity there is.
pub(super) fn texts(entities: &[Entity]) -> Vec<&str> {
    assert_eq!(entities.len(), 1, "{entities:#?}");
    entities[0].renderings.iter().map(|rendering| rendering.text.as_str()).collect()
}
