//! `isogloss model`: train the tables that the program ships.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::output;
use isogloss::names::translit::{TrainOptions, read_pairs, train};

/// Train the models that come with the program anew.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Train(Train),
}

/// Train a transliteration model from pairs of names.
///
/// The pairs are lines of `source <tab> target [<tab> count]`, lower case or not. The result is a table that goes into
/// src/data/translit/LANG.tsv; the same pairs, options and seed give the same bytes. Every twentieth source name is held out
/// for the probability curve; the share of them ranked before 20 others is printed.
///
/// Example:
///   isogloss model train pairs.tsv --note "Wikidata labels, CC0" -o src/data/translit/ru.tsv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct Train {
    /// Pairs, tab-separated, UTF-8
    pairs: PathBuf,
    /// Where to write the table; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Comment line for the table's head: source, version and licence of the pairs; repeatable
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// Most chunk pairs to keep
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().size)]
    size: usize,
    /// Look-alikes each name is held against in a pass; more of them pay where vowels are not written (ar)
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().look_alikes)]
    look_alikes: usize,
    /// Most source characters of a chunk; 4 pays where the source spells by small parts (kana, jamo)
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().chunk, value_parser = chunk)]
    chunk: usize,
    /// Rounds of expectation-maximisation
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().rounds)]
    rounds: usize,
    /// Passes against look-alikes
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().passes)]
    passes: usize,
    /// Seed of every random choice
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().seed)]
    seed: u64,
}

fn chunk(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|chunk| (2..=4).contains(chunk)).ok_or_else(|| "2, 3 or 4 expected".to_owned())
}

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let Command::Train(args) = args.command;
    let path = args.pairs.display();
    let bytes = fs::read(&args.pairs).with_context(|| format!("read pairs: {path}"))?;
    let text = std::str::from_utf8(&bytes).with_context(|| format!("read pairs: {path}: not UTF-8"))?;
    let pairs = read_pairs(text).with_context(|| path.to_string())?;
    let mut comments = args.note.clone();
    comments.push(format!("Pairs: XXH3-64 {:016x}.", xxhash_rust::xxh3::xxh3_64(&bytes)));
    let options = TrainOptions {
        comments,
        size: args.size,
        chunk: args.chunk,
        rounds: args.rounds,
        passes: args.passes,
        look_alikes: args.look_alikes,
        seed: args.seed,
    };
    let mut out = output::Target::create(args.output.as_deref())?;
    let trained = train(&pairs, &options);
    out.write_all(trained.table.as_bytes())?;
    out.finish()?;
    output::say(
        "trained",
        &format!(
            "{} chunk pairs from {} name pairs; {:.3} of {} held-out pairs ranked first of 21",
            trained.size, trained.pairs, trained.accuracy, trained.held_out
        ),
    );
    Ok(0)
}
