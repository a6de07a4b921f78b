//! The learned transliteration model: how likely a Latin spelling is the name that another script, or another system of
//! Latin transcription, writes.
//!
//! A model is a set of weighted pairs of character chunks (`ш`–`sh`, `ъе`–`ye`, `尔`–`l`): many characters to many, silent
//! ones included. A pair of names has the sum over all ways to cut both into such pairs. Chunks and first weights come from
//! expectation-maximisation over known name pairs; a second pass sharpens the weights against names that look alike, and a
//! logistic curve turns the sum into a probability. [`train`] does all three; [`Model::of`] has the models that are shipped.

mod alphabet;
mod example;
mod lattice;
mod logistic;
mod model;
mod pairs;
mod rivals;
mod table;
mod train;

pub use model::{Model, Name, Score, Scratch};
pub use pairs::{Pair, PairsError, read_pairs};
pub use table::TableError;
pub use train::{TrainOptions, Trained, train};
