//! `isogloss completions`: for the shell, from the same definition as the command line itself.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;
use crate::exit;

/// Print shell completions, for example: isogloss completions bash > ~/.local/share/bash-completion/completions/isogloss
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "isogloss", &mut script);
    io::stdout().write_all(&script)?;
    Ok(exit::DONE)
}
