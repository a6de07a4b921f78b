//! `isogloss lexicon`: make translation lexicons.

mod lessons;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::configuration::{configuration, start};
use super::inputs::{self, Inputs, Request, real};
use super::output::{self, Target, fault};
use super::progress::Progress;
use isogloss::Lang;
use isogloss::align::{Weights, learn_from, steps};
use isogloss::config::Config;
use isogloss::input::{BlockMode, ReadOptions};
use isogloss::lexicon::table::{self, Section};
use lessons::{Group, Lessons};

/// Make translation lexicons for the aligner.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Learn(Box<Learn>),
}

const AFTER_HELP: &str = "\
What it learns from (as many as there are, but texts in files from one place):
  pairs.jsonl, -    article pairs, one a line, as `isogloss check --batch` reads them
  FOLDER            files that pair by language suffix (a.cs.txt and a.en.txt, with
                    --from cs --to en), or lie beside one called original or source
  FOLDER FOLDER     originals and translations that pair by path
  FILE FILE         an original and its translation
  memory.tmx        a translation memory; its units are sentences that answer each other

The lexicon is a text file, sorted, with a head that says what it was learned from. It
has a part for each pair of languages. The same inputs give the same bytes. If anything
cannot be read, nothing is written. Some ten articles of a pair of languages teach the
words they have in common; one article teaches next to nothing.

What to do with it:
  isogloss check articles/ --lexicon cs-en.tsv
  isogloss align a.en.txt a.cs.txt --lexicon cs-en.tsv      (it serves both directions)
or name it in isogloss.toml: [align] lexicon = [\"cs-en.tsv\"]

Examples:
  isogloss lexicon learn news/ --from cs --to en -o cs-en.tsv
  isogloss lexicon learn articles.jsonl memory.tmx -o lexicon.tsv";

/// Learn a lexicon from articles and translation memories.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
struct Learn {
    /// What to learn from: JSON Lines (.jsonl, or `-` for standard input), TMX, a folder, two folders or two files
    #[arg(value_name = "PAIRS", required = true)]
    pairs: Vec<PathBuf>,
    /// Language of the originals, a BCP 47 tag [default: by file name, record or TMX, else guessed]
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    from: Option<Lang>,
    /// Language of the translations
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    to: Option<Lang>,
    /// The texts have one sentence a line already; a blank line ends a paragraph
    #[arg(long)]
    sentences: bool,
    /// Where to write the lexicon; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Errors only on standard error
    #[arg(short, long)]
    quiet: bool,
    /// Articles read and aligned at a time [default: one a core]
    #[arg(short, long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Configuration file [default: isogloss.toml in the input's folder or above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    match args.command {
        Command::Learn(args) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, usize::from)).build()?;
            pool.install(|| learn(&args))
        }
    }
}

fn learn(args: &Learn) -> anyhow::Result<u8> {
    let config = configuration(args.config.as_deref(), start(&args.pairs))?;
    let mut read = config.read.clone();
    if args.sentences {
        read.blocks = BlockMode::Line;
    }
    let sources = Sources::new(&args.pairs)?;
    let inputs = sources.open(args, &config, &read)?;
    if let Some(path) = args.output.as_deref()
        && (inputs.iter().any(|inputs| inputs.reads(&real(path))) || sources.memories.iter().any(|tmx| real(tmx) == real(path)))
    {
        let help = "the lexicon must not take the place of a text that is read";
        return Err(fault(format!("write the lexicon: {}: it is an input", path.display()), Some(help)));
    }
    let mut out = Target::create(args.output.as_deref())?;

    let mut lessons = Lessons::new(read, args.sentences, args.quiet);
    for inputs in inputs {
        if !args.quiet {
            inputs::say_unpaired(&inputs.unpaired);
        }
        lessons.add_articles(inputs);
    }
    for path in &sources.memories {
        lessons.add_memory(path, args.from.or(config.from), args.to.or(config.to))?;
    }
    let groups = lessons.finish()?;
    let sections = learn_groups(&groups, args.quiet)?;
    out.write_all(table::write(&sections).as_bytes())?;
    out.finish()?;
    Ok(0)
}

/// Learns each pair of languages and says what came of it.
fn learn_groups(groups: &[Group], quiet: bool) -> anyhow::Result<Vec<Section>> {
    let total = groups.iter().map(|group| steps(&group.lessons())).sum();
    let progress = Mutex::new(Progress::new(quiet, Some(total), "steps"));
    let held = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    let mut sections = Vec::new();
    for group in groups {
        let lexicon = learn_from(&group.lessons(), Weights::shipped(), &|| held().advance());
        let translations: usize = lexicon.iter().map(|(_, translations)| translations.len()).sum();
        let (from, to) = (group.from, group.to);
        if !quiet {
            held().clear();
            let words = lexicon.len();
            output::say(
                "learned",
                &format!("{from}-{to}: {words} words with {translations} translations, from {}", group.size()),
            );
        }
        if !lexicon.is_empty() {
            let origin = format!("{}; IBM model 1 in both directions, isogloss {}", group.size(), env!("CARGO_PKG_VERSION"));
            sections.push(Section { from, to, origin, lexicon });
        }
    }
    held().clear();
    if sections.is_empty() {
        let help = "give more texts of the same two languages: a word is learned where it comes back";
        return Err(fault("learn anything: no word of the texts comes back with its translation", Some(help)));
    }
    Ok(sections)
}

/// The inputs by their kind.
struct Sources<'p> {
    texts: Vec<PathBuf>,
    batches: Vec<&'p Path>,
    memories: Vec<&'p Path>,
}

impl<'p> Sources<'p> {
    fn new(paths: &'p [PathBuf]) -> anyhow::Result<Self> {
        let mut sources = Self { texts: Vec::new(), batches: Vec::new(), memories: Vec::new() };
        for path in paths {
            let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
            match extension.as_deref() {
                _ if path.as_os_str() == "-" => sources.batches.push(path),
                Some("jsonl" | "ndjson") if !path.is_dir() => sources.batches.push(path),
                Some("tmx") if !path.is_dir() => sources.memories.push(path),
                _ => sources.texts.push(path.clone()),
            }
        }
        let help = "give an original and its translation, two folders of them, or one folder with both; JSON Lines (.jsonl) and \
                    TMX (.tmx) may stand beside them in any number";
        match sources.texts.as_slice() {
            [alone] if alone.is_file() => {
                Err(fault(format!("pair texts: {}: its original or translation is missing", alone.display()), Some(help)))
            }
            [_, _, third, ..] => Err(fault(format!("pair texts: {}: a third path", third.display()), Some(help))),
            _ => Ok(sources),
        }
    }

    /// What there is to read of articles.
    fn open(&self, args: &Learn, config: &Config, read: &ReadOptions) -> anyhow::Result<Vec<Inputs>> {
        let request = Request {
            command: "lexicon learn",
            paths: &self.texts,
            files: &[],
            manifest: None,
            batch: None,
            from: args.from,
            to: args.to,
            config,
            read,
        };
        let texts = (!self.texts.is_empty()).then_some(request);
        let batches = self.batches.iter().map(|batch| Request { batch: Some(batch), ..request });
        texts.into_iter().chain(batches).map(|request| Inputs::new(&request)).collect()
    }
}
