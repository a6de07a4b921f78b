//! The configuration of a run.

use std::path::{Path, PathBuf};

use isogloss::config::{Config, discover};

/// The configuration named, or the one nearest to the first input; without either the defaults.
pub(crate) fn configuration(named: Option<&Path>, input: &Path) -> anyhow::Result<Config> {
    let path = named.map(Path::to_path_buf).or_else(|| discover(input).map(shortened));
    Ok(path.as_deref().map(Config::read).transpose()?.unwrap_or_default())
}

/// The first input, from where a configuration is looked for; standard input has no place but the working directory.
pub(crate) fn start<'p>(inputs: impl IntoIterator<Item = &'p PathBuf>) -> &'p Path {
    inputs.into_iter().find(|path| path.as_os_str() != "-").map_or(Path::new("."), PathBuf::as_path)
}

/// `path` as seen from the working directory, for messages.
fn shortened(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    here.ok().and_then(|here| path.strip_prefix(here).map(Path::to_path_buf).ok()).unwrap_or(path)
}
