//! Options of `isogloss check`.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use isogloss::config::{BLOCK_MODES, FAIL_ON, FailOn, PROFILES, Profile, checks_named, choice};
use isogloss::input::BlockMode;
use isogloss::report::{CsvDialect, Format};
use isogloss::text::Lang;

use crate::cli::output::parse_lang;

const AFTER_HELP: &str = "\
How texts pair:
  Two files are an original and its translation, one file a translation alone.
  Two folders pair by path. In one folder texts pair by language suffix (a.cs.txt
  and a.en.txt, with --from cs --to en), or all belong to the text called original
  or source. The first line of a text is its headline.

  A batch has one pair a line:
    {\"id\":\"7\",\"from\":\"cs\",\"to\":\"en\",\"original\":\"…\",\"translation\":\"…\"}

Examples:
  isogloss check article.cs.txt article.en.txt
  isogloss check translation.en.txt
  isogloss check originals/ translations/ -o report.csv -o report.jsonl
  isogloss check news/ --from cs --to en --check name,headline
  isogloss check --manifest pairs.csv --profile strict --fail-on warning
  isogloss check --batch - --format jsonl --records all < articles.jsonl

Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  something could not be done: an unreadable input, a wrong configuration,
     nothing examined";

/// Check translations and report what does not hold.
#[derive(Debug, clap::Args)]
#[command(
    after_help = AFTER_HELP,
    override_usage = "isogloss check [OPTIONS] [ORIGINAL] TRANSLATION\n       \
                      isogloss check [OPTIONS] --files FILE...\n       \
                      isogloss check [OPTIONS] --manifest PAIRS.CSV\n       \
                      isogloss check [OPTIONS] --batch FILE|-"
)]
pub(crate) struct Args {
    /// [ORIGINAL] TRANSLATION: two files, two folders, one file or one folder
    #[arg(value_name = "PATH", num_args = 1..=2, required_unless_present_any = ["files", "manifest", "batch"])]
    pub(super) paths: Vec<PathBuf>,

    /// Texts to pair by language suffix with their neighbours, as a pre-commit hook passes them
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "manifest", "batch"], help_heading = "Inputs")]
    pub(super) files: Vec<PathBuf>,

    /// A list of pairs: CSV with the columns original, translation, from, to, id
    #[arg(long, value_name = "PAIRS.CSV", conflicts_with_all = ["paths", "batch"], help_heading = "Inputs")]
    pub(super) manifest: Option<PathBuf>,

    /// Article pairs, one JSON object a line; - reads standard input
    #[arg(long, value_name = "FILE|-", conflicts_with = "paths", help_heading = "Inputs")]
    pub(super) batch: Option<PathBuf>,

    /// Language of the originals (BCP 47, such as cs or zh-Hant) [default: by file name or record, else guessed]
    #[arg(long, value_name = "LANG", value_parser = parse_lang, help_heading = "Inputs")]
    pub(super) from: Option<Lang>,

    /// Language of the translations [default: by file name or record, else guessed]
    #[arg(long, value_name = "LANG", value_parser = parse_lang, help_heading = "Inputs")]
    pub(super) to: Option<Lang>,

    /// A lexicon that helps to align: what `isogloss lexicon learn` wrote, a dictionary of lines `translation @ original`
    /// (hunalign's format; --from and --to say its languages), or TMX; repeatable, instead of those of the configuration
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(super) lexicon: Vec<PathBuf>,

    /// What makes a block of plain text: a line, the lines up to a blank one, or what the file looks like
    #[arg(long, value_name = "MODE", value_parser = words(&BLOCK_MODES), help_heading = "Inputs")]
    pub(super) blocks: Option<BlockMode>,

    /// A run that examines nothing is no failure
    #[arg(long, help_heading = "Inputs")]
    pub(super) allow_empty: bool,

    /// A text without partner makes the run fail
    #[arg(long, help_heading = "Inputs")]
    pub(super) require_pairs: bool,

    /// Run only these checks or families (name, headline, number, text); sets aside what the configuration selects and skips
    #[arg(long, value_name = "ID,...", value_delimiter = ',', value_parser = named, help_heading = "Checks")]
    pub(super) check: Vec<Named>,

    /// Do not run these checks or families, besides those the configuration skips
    #[arg(long, value_name = "ID,...", value_delimiter = ',', value_parser = named, help_heading = "Checks")]
    pub(super) skip: Vec<Named>,

    /// How much is said: few false alarms, or everything that may be wrong [default: default]
    #[arg(long, value_name = "PROFILE", value_parser = words(&PROFILES), help_heading = "Checks")]
    pub(super) profile: Option<Profile>,

    /// Leave out findings less sure than this, 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = confidence, help_heading = "Checks")]
    pub(super) min_confidence: Option<f64>,

    /// From which severity on findings make the run fail [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = words(&FAIL_ON), help_heading = "Checks")]
    pub(super) fail_on: Option<FailOn>,

    /// Also write the report to FILE, in the format of its ending: .csv, .jsonl or .txt (repeatable)
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Vec<PathBuf>,

    /// Format on standard output: text, csv or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format, help_heading = "Output")]
    pub(super) format: Format,

    /// CSV for spreadsheets (rfc; semicolon where a comma is the decimal mark) or for machines (plain)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = words(&DIALECTS), help_heading = "Output")]
    pub(super) csv_dialect: CsvDialect,

    /// Records of a report
    #[arg(long, value_name = "WHICH", default_value = "findings", help_heading = "Output")]
    pub(super) records: Records,

    /// Colours on standard output
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(super) color: Color,

    /// No summary, notes or progress on standard error; errors only
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,

    /// Articles checked at a time [default: one a core]
    #[arg(short, long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Run")]
    pub(super) jobs: Option<u16>,

    /// Also align by what sentences mean, with the model in this folder; needs a build with the feature `embed`
    #[arg(long, value_name = "FOLDER", help_heading = "Run")]
    pub(super) embed: Option<PathBuf>,

    /// Configuration file [default: isogloss.toml in the input's folder or above]
    #[arg(long, value_name = "FILE", help_heading = "Run")]
    pub(super) config: Option<PathBuf>,
}

/// Which records a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Records {
    /// One record a finding
    Findings,
    /// Also one an article: what was examined, what was skipped, what failed
    All,
}

/// When standard output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal that wants them
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// Checks named by one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named(pub(super) Vec<&'static str>);

static DIALECTS: [(&str, CsvDialect); 3] =
    [("rfc", CsvDialect::Rfc), ("semicolon", CsvDialect::Semicolon), ("plain", CsvDialect::Plain)];

fn words<T: Copy + Send + Sync + 'static>(table: &'static [(&'static str, T)]) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(table.iter().map(|(word, _)| *word)).try_map(|word| choice(&word, table))
}

fn named(word: &str) -> Result<Named, String> {
    checks_named(word.trim()).map(Named).map_err(|error| format!("{error}; {}", error.help()))
}

fn confidence(number: &str) -> Result<f64, String> {
    let value = number.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "a confidence is a number from 0 to 1".to_owned())
}

fn format(name: &str) -> Result<Format, String> {
    name.parse().map_err(|error: isogloss::report::ReportError| match error.help() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_has_its_word() {
        assert!(DIALECTS.iter().all(|(word, dialect)| dialect.name() == *word));
        assert_eq!(DIALECTS.map(|(word, _)| word), CsvDialect::NAMES);
    }

    #[test]
    fn wrong_words_are_answered_with_the_right_ones() {
        assert_eq!(parse_lang("cz").unwrap_err(), "unknown language `cz`; did you mean `cs`?");
        assert_eq!(named("name-drfit").unwrap_err(), "unknown check `name-drfit`; did you mean `name-drift`?");
        assert!(format("sarif").unwrap_err().contains("come with a later version; "));
        assert!(confidence("1.5").is_err() && confidence("NaN").is_err() && confidence("0.5").is_ok());
    }
}
