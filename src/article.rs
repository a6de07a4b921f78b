//! Articles as the rest of the program sees them: blocks in reading order, each with the way back to its file.
//!
//! Readers in [`crate::input`] make them; [`Document`] adds normal text, sentences and tokens.

mod block;
mod document;
mod role;

pub use block::{Anchor, Block, BlockKind, Piece, Place};
pub use document::{Document, Locus, Sentence, Side};
pub use role::classify;

use crate::text::Lang;

/// One text of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Language it is written in.
    pub lang: Lang,
    /// File it came from, as the user named it; records of a batch have none.
    pub path: Option<String>,
    /// Headline first where there is one, in reading order.
    pub blocks: Vec<Block>,
}

/// A translation with its original, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticlePair {
    /// Name of the pair in reports, unique in a run.
    pub id: String,
    /// The text translated from.
    pub original: Option<Article>,
    /// The text to be checked.
    pub translation: Article,
}
