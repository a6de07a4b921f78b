//! `isogloss init`: a configuration to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use isogloss::config::{FILE_NAME, TEMPLATE};

use super::output::{self, fault};
use crate::exit;

/// Write a commented isogloss.toml, in which every key stands at its default.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder to write it to
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let path = args.folder.join(FILE_NAME);
    let path = path.strip_prefix(".").unwrap_or(&path);
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    written.map_err(|error| {
        let help = match error.kind() {
            ErrorKind::AlreadyExists => Some("it is left as it is; move it away to begin anew"),
            ErrorKind::NotFound => Some("the folder must exist"),
            _ => None,
        };
        fault(format!("write configuration: {}: {error}", path.display()), help)
    })?;
    output::say("written", &path.display().to_string());
    Ok(exit::DONE)
}
