//! Numbers as values: what a sentence counts, measures, pays, dates, in digits or words, and where a translation says another
//! number than its original.
//!
//! ```text
//! sentence -> read -> Quantity (readings, kind, scale) -> compare bead by bead -> Clash
//! ```
//!
//! Reading is generous: an ambiguous form has all its readings. A number accuses only where both sides are left without a
//! counterpart, so that what is not read costs silence, not a false alarm.

mod compare;
mod cursor;
mod quantity;
mod read;
mod spell;
mod tables;
mod tail;

pub use compare::{Clash, clashes};
pub use quantity::{Kind, Quantity};
pub use read::read;
