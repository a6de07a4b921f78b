//! Configuration: `isogloss.toml`, found upwards from the input, read into [`Config`].
//!
//! Defaults give way to the file, the file to the command line. The file is checked whole before any work begins, and what
//! it says wrongly is told with its line and the nearest right word.

mod discover;
mod error;
mod file;
mod nearest;
mod select;
mod values;

pub use discover::{FILE_NAME, discover};
pub use error::ConfigError;
pub use file::{Config, TEMPLATE};
pub use nearest::nearest;
pub use select::{UnknownCheck, checks_named, selection};
pub use values::{BLOCK_MODES, FAIL_ON, FailOn, PROFILES, Profile, UnknownValue, choice};
