//! An article made ready for alignment and checks: normal text, sentences and tokens of every block.

use super::{Article, BlockKind, Place};
use crate::text::{Lang, Normalized, Segmenters, Span, Token, sentences, tokens};

/// The two texts of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The text translated from.
    Original,
    /// The text that is checked.
    Translation,
}

impl Side {
    /// Name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Translation => "translation",
        }
    }
}

/// A place in a document: a span of the normal text of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locus {
    /// Which text.
    pub side: Side,
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's normal text.
    pub span: Span,
}

/// A sentence: never crosses a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Index of its block.
    pub block: usize,
    /// Bytes of the block's normal text, without white space at the ends.
    pub span: Span,
    /// Its first token and one past its last, in [`Document::tokens`].
    pub tokens: (usize, usize),
}

/// An article with normal text, sentences and tokens.
///
/// Invariants: sentences are in reading order and do not overlap; every token lies in exactly one sentence.
#[derive(Debug)]
pub struct Document {
    article: Article,
    side: Side,
    normal: Vec<Normalized>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

impl Document {
    /// Normalises and segments `article`.
    #[must_use]
    pub fn new(article: Article, side: Side, segmenters: &Segmenters) -> Self {
        Self::build(article, side, segmenters, false)
    }

    /// As [`Document::new`], but every block is one sentence as it stands.
    #[must_use]
    pub fn presegmented(article: Article, side: Side, segmenters: &Segmenters) -> Self {
        Self::build(article, side, segmenters, true)
    }

    fn build(article: Article, side: Side, segmenters: &Segmenters, whole_blocks: bool) -> Self {
        let lang = article.lang;
        let mut document = Self { article, side, normal: Vec::new(), sentences: Vec::new(), tokens: Vec::new() };
        for index in 0..document.article.blocks.len() {
            let normal = Normalized::new(&document.article.blocks[index].text);
            let spans = if whole_blocks {
                vec![Span::new(0, normal.text().len()).trim(normal.text())]
            } else {
                sentences(normal.text(), lang, segmenters)
            };
            for span in spans.into_iter().filter(|span| !span.is_empty() || whole_blocks) {
                let first = document.tokens.len();
                tokens(span.of(normal.text()), lang, segmenters, |token| {
                    document.tokens.push(Token { span: token.span.shift(span.start()), ..token });
                });
                document.sentences.push(Sentence { block: index, span, tokens: (first, document.tokens.len()) });
            }
            document.normal.push(normal);
        }
        document
    }

    /// Language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.article.lang
    }

    /// Which text of the pair it is.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// The article it was made from.
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Number of blocks.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.normal.len()
    }

    /// Kind of block `index`.
    #[must_use]
    pub fn kind(&self, index: usize) -> BlockKind {
        self.article.blocks.get(index).map_or(BlockKind::Paragraph, |block| block.kind)
    }

    /// Normal text of block `index`.
    #[must_use]
    pub fn text(&self, index: usize) -> &str {
        self.normal.get(index).map_or("", Normalized::text)
    }

    /// All sentences.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Text of sentence `index`.
    #[must_use]
    pub fn sentence_text(&self, index: usize) -> &str {
        self.sentences.get(index).map_or("", |sentence| sentence.span.of(self.text(sentence.block)))
    }

    /// The texts of all sentences.
    #[must_use]
    pub fn sentence_texts(&self) -> Vec<&str> {
        (0..self.sentences().len()).map(|index| self.sentence_text(index)).collect()
    }

    /// Tokens of sentence `index`; their spans are offsets into the block's normal text.
    #[must_use]
    pub fn sentence_tokens(&self, index: usize) -> &[Token] {
        self.sentences.get(index).and_then(|sentence| self.tokens.get(sentence.tokens.0..sentence.tokens.1)).unwrap_or(&[])
    }

    /// The sentence that holds the start of `span` in block `block`.
    #[must_use]
    pub fn sentence_at(&self, block: usize, span: Span) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| (sentence.block, sentence.span.start()) <= (block, span.start()));
        let index = after.checked_sub(1)?;
        (self.sentences[index].block == block).then_some(index)
    }

    /// All tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whole block as a locus.
    #[must_use]
    pub fn block_locus(&self, index: usize) -> Locus {
        Locus { side: self.side, block: index, span: Span::new(0, self.text(index).len()).trim(self.text(index)) }
    }

    /// Whole sentence as a locus.
    #[must_use]
    pub fn sentence_locus(&self, index: usize) -> Option<Locus> {
        let sentence = self.sentences.get(index)?;
        Some(Locus { side: self.side, block: sentence.block, span: sentence.span })
    }

    /// Text at `locus`, normal form.
    #[must_use]
    pub fn at(&self, locus: Locus) -> &str {
        locus.span.of(self.text(locus.block))
    }

    /// First and one-past-last place of `locus` in the raw file; `None` for formats without lines.
    #[must_use]
    pub fn places(&self, locus: Locus) -> Option<(Place, Place)> {
        let block = self.article.blocks.get(locus.block)?;
        let raw = self.normal.get(locus.block)?.raw_span(locus.span);
        let start = block.anchor.place(&block.text, raw.start())?;
        let last = raw.of(&block.text).char_indices().next_back().map_or(raw.start(), |(at, _)| raw.start() + at);
        let mut end = block.anchor.place(&block.text, last)?;
        if !raw.is_empty() {
            end.column += 1;
        }
        Some((start, end))
    }

    /// Unit name of block `index`, for formats without lines.
    #[must_use]
    pub fn unit(&self, index: usize) -> Option<&str> {
        self.article.blocks.get(index)?.anchor.unit.as_deref()
    }
}
