//! Texts from files, folders, lists and batches to [`ArticlePair`](crate::article::ArticlePair)s.
//!
//! First comes a plan: which text belongs to which ([`jobs_from_paths`], [`jobs_from_files`], [`jobs_from_manifest`],
//! [`Batch`]); then each [`Job`] is read by itself ([`load`]), so that one bad article never stops the others.

mod batch;
mod decode;
mod error;
mod language;
mod load;
mod manifest;
mod markdown;
mod pair;
mod plain;
mod tmx;

pub use batch::{Batch, Part, RecordText};
pub use error::InputError;
pub use load::{Loaded, ReadOptions, load, read_file};
pub use manifest::jobs_from_manifest;
pub use pair::{Job, Plan, Source, jobs_from_files, jobs_from_paths};
pub use plain::BlockMode;
pub use tmx::{Tmx, TmxPair, TmxUnit, TmxVariant};
