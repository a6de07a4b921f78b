//! Lexicon files: what `lexicon learn` wrote, dictionaries in hunalign's format, and translation memories.
//!
//! [`Lexicons`] holds the words of any number of files by language pair and gives the aligner the one it needs, in either
//! direction. [`table`] is the format of the program's own files.

mod dictionary;
mod error;
mod phrase;
mod set;
pub mod table;

pub use error::LexiconError;
pub use set::{Lexicons, Read};
