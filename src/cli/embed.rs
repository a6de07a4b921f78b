//! `--embed FOLDER`: alignment by what sentences mean, where the program was built with the feature `embed`.

use std::path::Path;

use anyhow::Context;

use super::output::fault;
use isogloss::align::{SentenceEncoder, Weights};

/// The encoder in `folder`, where one is asked for; with `progress` it says on a terminal how far it is.
pub(super) fn encoder(folder: Option<&Path>, progress: bool) -> anyhow::Result<Option<Box<dyn SentenceEncoder>>> {
    folder.map(|folder| open(folder, progress)).transpose()
}

/// The weights in a file, else the shipped ones; those for alignments by meaning are others than those without.
pub(super) fn weights(file: Option<&Path>, by_meaning: bool) -> anyhow::Result<Weights> {
    let Some(path) = file else {
        return Ok(if by_meaning { Weights::with_meaning() } else { Weights::shipped() }.clone());
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("read weights: {}", path.display()))?;
    let weights = Weights::parse(&text).with_context(|| format!("use weights: {}", path.display()))?;
    if weights.know_meaning() == by_meaning {
        return Ok(weights);
    }
    let (what, help) = if by_meaning {
        ("without", "calibrate them with the model: isogloss model calibrate-align --embed FOLDER")
    } else {
        ("with", "give the model they were estimated with: --embed FOLDER")
    };
    Err(fault(format!("use weights: {}: they were estimated {what} an encoder of sentences", path.display()), Some(help)))
}

#[cfg(feature = "embed")]
fn open(folder: &Path, progress: bool) -> anyhow::Result<Box<dyn SentenceEncoder>> {
    let encoder = isogloss::align::ModelEncoder::load(folder).map_err(|error| fault(error.to_string(), error.help()))?;
    Ok(Box::new(if progress { progress::told(encoder) } else { encoder }))
}

#[cfg(not(feature = "embed"))]
fn open(folder: &Path, _progress: bool) -> anyhow::Result<Box<dyn SentenceEncoder>> {
    let help = "build it with them: cargo build --release --features embed";
    Err(fault(format!("use the model: {}: this isogloss was built without sentence embeddings", folder.display()), Some(help)))
}

#[cfg(feature = "embed")]
mod progress {
    use std::io::{self, IsTerminal};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::{Duration, Instant};

    use indicatif::{ProgressBar, ProgressStyle};
    use isogloss::align::ModelEncoder;

    /// A run shorter than this shows no progress: it would only flicker.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// An encoder that says on a terminal how far it is.
    pub(super) fn told(encoder: ModelEncoder) -> ModelEncoder {
        if !io::stderr().is_terminal() {
            return encoder;
        }
        let (begun, done, bar) = (Instant::now(), AtomicU64::new(0), OnceLock::<ProgressBar>::new());
        encoder.with_progress(move |count| {
            let done = done.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
            if begun.elapsed() >= PATIENCE {
                let style = || {
                    ProgressStyle::with_template("{spinner} {pos} passages encoded, {elapsed}")
                        .unwrap_or_else(|_| ProgressStyle::default_spinner())
                };
                let bar = bar.get_or_init(|| ProgressBar::new_spinner().with_elapsed(begun.elapsed()).with_style(style()));
                bar.set_position(done);
            }
        })
    }
}
