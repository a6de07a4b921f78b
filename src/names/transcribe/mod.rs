//! Transcription: which sounds a spelling stands for, and how another system writes them.

mod han;
mod romanise;
mod system;

pub use han::{first_reading, is_han, readings};
pub use romanise::{reads, romanise};
pub use system::{Reading, SYSTEMS, System, house_system, parse, parse_any, render, source_system, system_pinyin};
