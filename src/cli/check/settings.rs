//! What holds for a run: defaults, configuration, command line.

use isogloss::CheckerOptions;
use isogloss::config::{Config, FailOn, Profile, selection};
use isogloss::input::ReadOptions;

use super::Args;
use crate::cli::configuration::{configuration, start};
use crate::cli::output::fault;

/// What holds for a run.
#[derive(Debug)]
pub(super) struct Settings {
    /// What is looked for.
    pub(super) checker: CheckerOptions,
    /// How texts are read.
    pub(super) read: ReadOptions,
    /// From which severity on the run fails.
    pub(super) fail_on: FailOn,
    /// The configuration, for the languages it names and the folder it lies in.
    pub(super) config: Config,
}

impl Settings {
    /// Reads the configuration nearest to the input and lets the options win over it.
    pub(super) fn new(args: &Args) -> anyhow::Result<Self> {
        let inputs = args.paths.last().or(args.files.first()).or(args.manifest.as_ref()).or(args.batch.as_ref());
        Self::merge(args, configuration(args.config.as_deref(), start(inputs))?)
    }

    fn merge(args: &Args, config: Config) -> anyhow::Result<Self> {
        let words = |named: &[super::args::Named]| named.iter().flat_map(|named| named.0.clone()).collect::<Vec<_>>();
        let mut skip = words(&args.skip);
        let checks = if args.check.is_empty() {
            skip.extend(&config.skip);
            selection(config.select.as_deref(), &skip)
        } else {
            selection(Some(&words(&args.check)), &skip)
        };
        if checks.is_empty() {
            let help = "what is selected is also skipped; `isogloss explain` lists the checks";
            return Err(fault("choose checks: none is left", Some(help)));
        }
        let defaults = CheckerOptions::default();
        let strict = args.profile.unwrap_or(config.profile) == Profile::Strict;
        let checker = CheckerOptions {
            checks,
            min_confidence: args.min_confidence.or(config.min_confidence).unwrap_or(if strict {
                0.0
            } else {
                defaults.min_confidence
            }),
            strict,
            systems: config.systems.clone(),
        };
        let mut read = config.read.clone();
        read.blocks = args.blocks.unwrap_or(read.blocks);
        Ok(Self { checker, read, fail_on: args.fail_on.unwrap_or(config.fail_on), config })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn merged(line: &[&str], config: Config) -> anyhow::Result<Settings> {
        let args = Line::try_parse_from(["check"].iter().chain(line)).unwrap().args;
        Settings::merge(&args, config)
    }

    fn config() -> Config {
        Config {
            select: Some(vec!["name-drift", "text-residue"]),
            skip: vec!["text-residue"],
            min_confidence: Some(0.25),
            profile: Profile::Strict,
            fail_on: FailOn::Never,
            ..Config::default()
        }
    }

    #[test]
    fn the_configuration_wins_over_defaults() {
        let settings = merged(&["a.txt"], config()).unwrap();
        assert_eq!(settings.checker.checks, ["name-drift"]);
        assert!((settings.checker.min_confidence - 0.25).abs() < 1e-9 && settings.checker.strict);
        assert_eq!(settings.fail_on, FailOn::Never);
    }

    #[test]
    fn the_command_line_wins_over_the_configuration() {
        let line = ["a.txt", "--check", "text-residue", "--min-confidence=0.75", "--profile=default", "--fail-on=error"];
        let settings = merged(&line, config()).unwrap();
        assert_eq!(settings.checker.checks, ["text-residue"]);
        assert!((settings.checker.min_confidence - 0.75).abs() < 1e-9 && !settings.checker.strict);
        assert_eq!(settings.fail_on, FailOn::default());
    }

    #[test]
    fn skipping_on_the_command_line_adds_to_the_configuration() {
        let selected = Config { select: None, ..config() };
        let settings = merged(&["a.txt", "--skip", "name,headline,number"], selected).unwrap();
        let left = settings.checker.checks;
        assert!(!left.is_empty() && left.iter().all(|id| id.starts_with("text-") && *id != "text-residue"), "{left:?}");
    }

    #[test]
    fn a_run_without_checks_is_refused() {
        let error = merged(&["a.txt", "--check", "name-drift", "--skip", "name"], Config::default()).unwrap_err();
        assert_eq!(error.to_string(), "choose checks: none is left");
    }
}
