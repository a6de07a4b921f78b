//! isogloss finds the places where a translated article stops agreeing with its original or with itself: one name in two
//! spellings, a transcription left half-converted, a headline that stands three times, remains of a page.
//!
//! ```text
//! input -> Article -> Document (normal text, sentences, tokens) -> align -> names -> checks -> report
//! ```
//!
//! Arrows point one way. [`Checker`] is the whole path for one pair; the modules can be used alone.

pub mod align;
pub mod article;
mod checker;
pub mod checks;
pub mod config;
pub mod finding;
pub mod fingerprint;
pub mod input;
pub mod lexicon;
pub mod names;
pub mod numbers;
pub mod report;
pub mod run;
pub mod text;

pub use article::{Anchor, Article, ArticlePair, Block, BlockKind};
pub use checker::{Checker, CheckerOptions, DEFAULT_CONFIDENCE};
pub use text::{Lang, LangError};
