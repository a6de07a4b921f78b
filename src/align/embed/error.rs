//! What can go wrong with an encoder.

use std::path::PathBuf;

/// Why sentences could not be encoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmbedError {
    /// A folder without a file that a model consists of.
    #[error("read the model: {}: no such file", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file that cannot be read.
    #[error("read the model: {}: {reason}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file that is no part of a model this program can run.
    #[error("use the model: {}: {reason}", .path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A text that the model cannot encode.
    #[error("encode sentences: {0}")]
    Encode(String),
    /// Vectors that are too few, of unequal length, or no numbers.
    #[error("encode sentences: the encoder gives no vector, or an unfit one, for some of them")]
    Vectors,
}

impl EmbedError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Missing { .. } | Self::Unreadable { .. } => Some(
                "a model is a folder with config.json, tokenizer.json and model.safetensors; those of multilingual-e5-small \
                 are at https://huggingface.co/intfloat/multilingual-e5-small",
            ),
            Self::Unfit { .. } => Some(
                "models of the types bert and xlm-roberta can be used, such as multilingual-e5-small; a file that was cut off \
                 must be fetched anew",
            ),
            Self::Encode(_) | Self::Vectors => None,
        }
    }
}
