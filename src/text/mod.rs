//! Text without articles: languages, spans, normal form, folding, words, sentences, numbers, likeness.
//!
//! Nothing here knows what an article is. Offsets are bytes; [`Span`] is the only way to carry them.

mod fold;
mod lang;
mod mark;
mod normalize;
mod number;
mod segment;
mod sentence;
mod similarity;
mod span;
mod table;
mod token;

pub use fold::{fold, fold_into, is_unspaced, is_wide, strip_marks};
pub use lang::{Lang, LangError, ScriptKind};
pub use mark::{is_closing_mark, is_quotation_mark};
pub use normalize::Normalized;
pub(crate) use number::digit;
pub use number::{Number, numbers};
pub use segment::Segmenters;
pub use sentence::sentences;
pub use similarity::{Trigrams, dice, edit_similarity, jaro_winkler};
pub use span::Span;
pub use table::{Rows, rows};
pub use token::{Token, TokenKind, tokens};
