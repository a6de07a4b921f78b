//! Reports: findings as records, and the formats records are written in.
//!
//! A [`Record`] is a finding with its places resolved to lines and columns; an [`ArticleReport`] is all there is to say
//! of one article. Formats stream: one [`Writer`] takes the articles in order and holds none of them. Each format has
//! its own shapes, so that a change inside the program changes no report.

mod article;
mod csv;
mod error;
mod excerpt;
mod file;
mod format;
mod jsonl;
mod record;
mod screen;
mod summary;
mod terminal;
mod tmx;

pub use article::{ArticleReport, Counts, Skip};
pub use csv::{COLUMNS, CsvDialect, guard, unguard};
pub use error::ReportError;
pub use excerpt::Excerpt;
pub use file::ReportFile;
pub use format::{Format, Selection, Writer, WriterOptions, writer};
pub use record::{EntityRecord, Occurrence, Record, RelatedRecord, RenderingRecord, Spot};
pub use screen::visible;
pub use summary::Summary;
pub use tmx::{TmxEntry, TmxWriter};
