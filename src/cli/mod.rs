//! The command line: one file a subcommand.

mod align;
mod check;
mod compare;
mod completions;
mod configuration;
mod embed;
mod explain;
mod init;
mod inputs;
mod lexicon;
mod lexicons;
mod model;
mod names;
mod output;
mod prepared;
mod progress;
mod transcribe;

use std::panic::PanicHookInfo;

use clap::{Parser, Subcommand};

use crate::exit;
use isogloss::run::panic_message;

/// Finds the names, headlines and marks that do not hold in a translated news article.
///
/// isogloss reads a translation, with its original where there is one, and reports names that are written two ways or in a
/// foreign transcription, headlines that stand twice or are garbled, stray marks and remains of web pages.
#[derive(Debug, Parser)]
#[command(name = "isogloss", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  isogloss check article.cs.txt article.en.txt
  isogloss check originals/ translations/ -o report.csv
  isogloss check --batch - --format jsonl < articles.jsonl
  isogloss explain name-transcription

`isogloss help COMMAND` says more of each.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check translations and report what does not hold
    Check(Box<check::Args>),
    Align(align::Args),
    Names(names::Args),
    Compare(compare::Args),
    Transcribe(transcribe::Args),
    Lexicon(lexicon::Args),
    /// List the checks, or say what one finds
    Explain(explain::Args),
    /// Write a commented isogloss.toml
    Init(init::Args),
    Model(model::Args),
    /// Print shell completions
    Completions(completions::Args),
}

/// Runs the program and gives its exit code.
pub(crate) fn main() -> u8 {
    std::panic::set_hook(Box::new(report_panic));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            return if error.use_stderr() { exit::FAILED } else { exit::DONE };
        }
    };
    let done = match cli.command {
        Command::Check(args) => check::run(*args),
        Command::Align(args) => align::run(args),
        Command::Lexicon(args) => lexicon::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Transcribe(args) => transcribe::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Names(args) => names::run(args),
        Command::Model(args) => model::run(args),
    };
    match done {
        Ok(code) => code,
        Err(error) if output::is_closed_pipe(&error) => exit::DONE,
        Err(error) => {
            output::error(&error);
            exit::FAILED
        }
    }
}

/// The default report of a panic would send what an article says to the terminal as it is.
fn report_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    let message = panic_message(info.payload());
    output::say("internal error", &format!("{message}{place}"));
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_has_its_help() {
        let command = Cli::command();
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
            for argument in sub.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", sub.get_name(), argument.get_id());
            }
        }
    }
}
