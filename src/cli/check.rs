//! `isogloss check`: the work itself.

mod args;
mod messages;
mod settings;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

pub(crate) use args::Args;

use isogloss::Checker;
use isogloss::config::FailOn;
use isogloss::report::{Format, ReportFile, Selection, Writer, WriterOptions, writer};
use isogloss::run::{self, RunOptions, RunOutcome};

use super::inputs::{self, Inputs, Request, real};
use super::output::{self, fault};
use super::{embed, lexicons};
use crate::exit;
use args::{Color, Records};
use messages::Messages;
use settings::Settings;

/// Columns of text output where the terminal does not tell.
const WIDTH: usize = 100;

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let settings = Settings::new(&args)?;
    let inputs = Inputs::new(&Request {
        command: "check",
        paths: &args.paths,
        files: &args.files,
        manifest: args.manifest.as_deref(),
        batch: args.batch.as_deref(),
        from: args.from,
        to: args.to,
        config: &settings.config,
        read: &settings.read,
    })?;
    let lexicons = lexicons::read(&args.lexicon, &settings.config, (args.from, args.to), args.quiet)?;
    let encoder = embed::encoder(args.embed.as_deref(), false)?;
    let mut files = open_reports(&args, &inputs)?;
    let mut messages = Messages::new(args.quiet, inputs.total);
    let unpaired = inputs.unpaired.len();
    if !args.quiet {
        inputs::say_unpaired(&inputs.unpaired);
    }

    let options =
        RunOptions { read: settings.read.clone(), threads: args.jobs.map(usize::from), checks: settings.checker.checks.clone() };
    let mut checker = Checker::new(settings.checker).with_lexicons(lexicons);
    if let Some(encoder) = encoder {
        checker = checker.with_encoder(encoder);
    }
    let outcome = {
        let mut writers = vec![writer(args.format, stdout_options(&args), io::stdout())];
        let plain =
            WriterOptions { csv_dialect: args.csv_dialect, selection: args.records.selection(), ..WriterOptions::default() };
        let reports: Vec<Box<dyn Writer + '_>> = files.iter_mut().map(|(format, file)| writer(*format, plain, file)).collect();
        writers.extend(reports);
        run::run(inputs.jobs, |pair| checker.check(pair), &options, writers, |next| messages.article(next))?
    };
    messages.finish();
    if outcome.closed {
        return Ok(exit::DONE);
    }
    let mut outcome = outcome;
    outcome.summary.unpaired = unpaired;
    if is_nothing(&outcome) && !args.allow_empty {
        // No report either: an empty one would read as a clean bill of health.
        return Err(nothing_examined(&args));
    }
    for (_, file) in files {
        file.finish()?;
    }
    if !args.quiet {
        output::say_lines(&outcome.summary.to_string());
    }
    Ok(code(&outcome, settings.fail_on, args.require_pairs))
}

fn is_nothing(outcome: &RunOutcome) -> bool {
    outcome.summary.counts.articles == 0 && outcome.summary.failed == 0
}

fn nothing_examined(args: &Args) -> anyhow::Error {
    let (what, help) = match (&args.batch, &args.manifest) {
        (Some(batch), _) => {
            let name = if batch.as_os_str() == "-" { "standard input".to_owned() } else { batch.display().to_string() };
            (format!("{name}: no record in it"), "a record is one JSON object on one line")
        }
        (None, Some(manifest)) => (format!("{}: no row in it", manifest.display()), "a row names a translation"),
        (None, None) => (
            "no pair of texts among the inputs".to_owned(),
            "texts end in .txt, .md or .markdown and pair by name and language suffix (a.cs.txt, a.en.txt); \
             --allow-empty lets an empty run pass",
        ),
    };
    fault(format!("examine anything: {what}"), Some(help))
}

fn code(outcome: &RunOutcome, fail_on: FailOn, require_pairs: bool) -> u8 {
    let summary = &outcome.summary;
    if summary.failed > 0 || (require_pairs && summary.unpaired > 0) {
        return exit::FAILED;
    }
    match fail_on {
        FailOn::Severity(severity) if summary.at_least(severity) > 0 => exit::FINDINGS,
        FailOn::Severity(_) | FailOn::Never => exit::DONE,
    }
}

fn stdout_options(args: &Args) -> WriterOptions {
    let color = match args.color {
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        Color::Always => true,
        Color::Never => false,
    };
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = told.filter(|_| io::stdout().is_terminal()).unwrap_or(WIDTH);
    WriterOptions { csv_dialect: args.csv_dialect, selection: args.records.selection(), color, width }
}

impl Records {
    fn selection(self) -> Selection {
        match self {
            Self::Findings => Selection::Findings,
            Self::All => Selection::All,
        }
    }
}

/// Opens every report before the work, so that an hour of work is not lost to a misspelt folder.
fn open_reports(args: &Args, inputs: &Inputs) -> anyhow::Result<Vec<(Format, ReportFile)>> {
    let mut files = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in &args.output {
        let format = Format::from_path(path)?;
        let real = real(path);
        if seen.contains(&real) {
            return Err(fault(format!("write the report: {}: it is named twice", path.display()), None));
        }
        if inputs.reads(&real) {
            let help = Some("a report must not take the place of a text that is read");
            return Err(fault(format!("write the report: {}: it is an input", path.display()), help));
        }
        seen.push(real);
        files.push((format, ReportFile::create(path)?));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use isogloss::finding::Severity;
    use isogloss::report::Summary;

    use super::*;

    fn outcome(failed: usize, unpaired: usize, by_severity: [usize; 3]) -> RunOutcome {
        RunOutcome { summary: Summary { failed, unpaired, by_severity, ..Summary::default() }, closed: false }
    }

    #[test]
    fn a_finding_fails_the_run_from_the_severity_asked_for() {
        let warnings = outcome(0, 0, [3, 2, 0]);
        assert_eq!(code(&warnings, FailOn::Severity(Severity::Error), false), exit::DONE);
        assert_eq!(code(&warnings, FailOn::Severity(Severity::Warning), false), exit::FINDINGS);
        assert_eq!(code(&warnings, FailOn::Severity(Severity::Info), false), exit::FINDINGS);
        assert_eq!(code(&warnings, FailOn::Never, false), exit::DONE);
    }

    #[test]
    fn an_article_that_failed_outweighs_findings() {
        assert_eq!(code(&outcome(1, 0, [0, 0, 5]), FailOn::Severity(Severity::Error), false), exit::FAILED);
        assert_eq!(code(&outcome(1, 0, [0, 0, 0]), FailOn::Never, false), exit::FAILED);
    }

    #[test]
    fn texts_without_partner_fail_the_run_only_when_pairs_are_required() {
        assert_eq!(code(&outcome(0, 1, [0, 0, 0]), FailOn::Never, false), exit::DONE);
        assert_eq!(code(&outcome(0, 1, [0, 0, 0]), FailOn::Never, true), exit::FAILED);
    }
}
