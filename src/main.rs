//! The `isogloss` program: the command line over the library.

mod cli;
mod exit;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main().into()
}
