//! What sentences mean, as vectors of an encoder of sentences: one more thing that speaks for or against a bead.
//!
//! The encoder stands behind [`SentenceEncoder`]; [`Meaning`] holds the vectors of every window of one to four sentences of two
//! texts, `features::meaning` compares them. With the cargo feature `embed` there is an encoder that reads a model from a folder.

mod error;
#[cfg(feature = "embed")]
mod model;
mod windows;

pub use error::EmbedError;
#[cfg(feature = "embed")]
pub use model::ModelEncoder;
pub(super) use windows::{Windows, cosine};

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// Turns texts into vectors; the closer two of them, by their cosine, the more alike the texts in meaning, whatever their
/// languages.
pub trait SentenceEncoder: Send + Sync {
    /// One vector a text, in order, all of one length. The same texts give the same vectors, whatever was encoded before.
    ///
    /// # Errors
    /// When the texts cannot be encoded.
    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError>;
}

/// The vectors of two texts, by window of one to four sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    pub(super) source: Windows,
    pub(super) target: Windows,
}

impl Meaning {
    /// Encodes the windows of the sentences of two texts, each distinct one once. No more than one article is ever encoded
    /// together: what comes of a window may depend, in its last digits, on those beside it.
    ///
    /// # Errors
    /// When the encoder fails or gives other vectors than it must.
    pub fn new(original: &[&str], translation: &[&str], encoder: &dyn SentenceEncoder) -> Result<Self, EmbedError> {
        let mut texts: IndexSet<String, FxBuildHasher> = IndexSet::default();
        let mut places =
            |sentences: &[&str]| -> Vec<usize> { windows::texts(sentences).map(|text| texts.insert_full(text).0).collect() };
        let (sources, targets) = (places(original), places(translation));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = if texts.is_empty() { Vec::new() } else { encoder.encode(&texts)? };
        let width = vectors.first().map_or(0, Vec::len);
        if vectors.len() != texts.len() || vectors.iter().any(|vector| vector.len() != width || !finite(vector)) {
            return Err(EmbedError::Vectors);
        }
        let side = |count: usize, places: &[usize]| Windows::new(count, width, places.iter().map(|at| vectors[*at].as_slice()));
        Ok(Self { source: side(original.len(), &sources), target: side(translation.len(), &targets) })
    }

    /// True when it was made for texts of so many sentences.
    pub(super) fn fits(&self, source: usize, target: usize) -> bool {
        (self.source.count(), self.target.count()) == (source, target)
    }
}

fn finite(vector: &[f32]) -> bool {
    vector.iter().all(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Notes what it encodes.
    struct Noting(Mutex<Vec<String>>, fn(&str) -> Vec<f32>);

    impl SentenceEncoder for Noting {
        fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
            self.0.lock().unwrap().extend(texts.iter().map(|text| (*text).to_owned()));
            Ok(texts.iter().map(|text| (self.1)(text)).collect())
        }
    }

    #[test]
    fn each_distinct_window_of_both_sides_is_encoded_once() {
        let encoder = Noting(Mutex::default(), |text| vec![text.len() as f32, 1.0]);
        let meaning = Meaning::new(&["a", "b", "a"], &["b", "c"], &encoder).unwrap();
        let mut seen = encoder.0.into_inner().unwrap();
        seen.sort();
        assert_eq!(seen, ["a", "a b", "a b a", "b", "b a", "b c", "c"]);
        assert!(meaning.fits(3, 2) && !meaning.fits(2, 3));
    }

    #[test]
    fn vectors_that_are_missing_uneven_or_no_numbers_are_refused() {
        struct Short;
        impl SentenceEncoder for Short {
            fn encode(&self, _: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
                Ok(vec![vec![1.0]])
            }
        }
        assert_eq!(Meaning::new(&["a"], &["b"], &Short), Err(EmbedError::Vectors));
        for encode in [|text: &str| vec![1.0; text.len()], |_: &str| vec![f32::NAN]] {
            assert_eq!(Meaning::new(&["a"], &["bc"], &Noting(Mutex::default(), encode)), Err(EmbedError::Vectors));
        }
        assert!(Meaning::new(&[], &[], &Short).is_ok_and(|meaning| meaning.fits(0, 0)));
    }
}
