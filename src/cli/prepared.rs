//! Article pairs made ready for alignment.

use isogloss::align::Text;
use isogloss::article::{Document, Side};
use isogloss::text::Segmenters;
use isogloss::{Article, ArticlePair, Lang};

/// A pair, segmented, with its sentences made ready.
pub(crate) struct Prepared {
    pub(crate) id: String,
    pub(crate) original: Document,
    pub(crate) translation: Document,
    pub(crate) source: Text,
    pub(crate) target: Text,
}

impl Prepared {
    /// Prepares `pair`; `presegmented` texts have one sentence a line.
    pub(crate) fn new(pair: ArticlePair, segmenters: &Segmenters, presegmented: bool) -> Self {
        let ArticlePair { id, original, translation } = pair;
        let build = if presegmented { Document::presegmented } else { Document::new };
        let none = Article { lang: translation.lang, path: None, blocks: Vec::new() };
        let original = build(original.unwrap_or(none), Side::Original, segmenters);
        let translation = build(translation, Side::Translation, segmenters);
        let (mut source, mut target) = (Text::new(&original), Text::new(&translation));
        if presegmented {
            paragraphs(&original, &mut source);
            paragraphs(&translation, &mut target);
        }
        Self { id, original, translation, source, target }
    }

    /// Language of the original and of the translation.
    pub(crate) fn languages(&self) -> (Lang, Lang) {
        (self.original.lang(), self.translation.lang())
    }

    /// The texts of the sentences of both sides.
    pub(crate) fn sentences(&self) -> (Vec<&str>, Vec<&str>) {
        (self.original.sentence_texts(), self.translation.sentence_texts())
    }

    /// Both texts.
    pub(crate) fn texts(&self) -> (&Text, &Text) {
        (&self.source, &self.target)
    }
}

/// With one sentence a line, paragraphs are what blank lines part.
fn paragraphs(document: &Document, text: &mut Text) {
    let (mut paragraph, mut last) = (0, 0);
    for (index, unit) in text.units.iter_mut().enumerate() {
        let line = document.sentence_locus(index).and_then(|locus| document.places(locus)).map_or(0, |(start, _)| start.line);
        if line > last + 1 {
            paragraph += 1;
        }
        last = line;
        unit.block = paragraph;
    }
}
