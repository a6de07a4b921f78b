//! `isogloss model`: train the tables that the program ships.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::embed;
use super::output::{self, fault};
use super::prepared::Prepared;
use isogloss::align::{EmbedError, Example, Lexicon, Meaning, SentenceEncoder, Text, Weights, calibrate, features, learn};
use isogloss::input::{Batch, BlockMode, ReadOptions, load};
use isogloss::names::count_names;
use isogloss::names::translit::{Pair, TrainOptions, read_pairs, train};
use isogloss::text::Segmenters;

/// Train the models that come with the program anew.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Train(Train),
    CountNames(CountNames),
    CalibrateAlign(CalibrateAlign),
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
    /// Nearest names by letters; the look-alikes are those of them that score highest when a pass begins. 0 draws look-alikes
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().pool)]
    pool: usize,
    /// Most source characters of a chunk; 4 pays where the source spells by small parts (kana, jamo)
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().chunk, value_parser = chunk)]
    chunk: usize,
    /// Rounds of expectation-maximisation
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().rounds)]
    rounds: usize,
    /// Passes against look-alikes
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().passes)]
    passes: usize,
    /// Runs of the passes, each with a seed of its own, whose weights are averaged; they share the cores
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().runs, value_parser = clap::value_parser!(u64).range(1..=64))]
    runs: u64,
    /// Seed of every random choice
    #[arg(long, value_name = "N", default_value_t = TrainOptions::default().seed)]
    seed: u64,
}

/// Count how usual Latin spellings are as names.
///
/// Reads lists of pairs as `model train` does; only their targets and counts matter. The result is a table of fingerprints
/// that goes into src/data/usage.tsv: `compare` prefers the more usual of two spellings of one sound.
///
/// Example:
///   isogloss model count-names ru.tsv ja.tsv --note "Wikidata labels, CC0" -o src/data/usage.tsv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct CountNames {
    /// Lists of pairs, tab-separated, UTF-8
    #[arg(required = true)]
    pairs: Vec<PathBuf>,
    /// Where to write the table; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Comment line for the table's head: source, version and licence of the pairs; repeatable
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
}

/// Estimate the weights of the aligner's features from texts with known alignment.
///
/// The gold is JSON Lines as `align --batch` reads them, one sentence a line, each record with its beads as `align --format
/// jsonl` writes them: {"id","from","to","original","translation","beads":[{"original":[0,1],"translation":[0]}]}. Sentences in
/// no bead are without counterpart. "coarse":true in a record says that its beads of several sentences on both sides may be
/// cut further. Every text counts twice, with and without a lexicon learned over the texts of its language pair. The result is
/// a table that goes into src/data/align.tsv; the same gold gives the same bytes.
///
/// Example:
///   isogloss model calibrate-align gold.jsonl --note "200 news articles, aligned by hand" -o src/data/align.tsv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct CalibrateAlign {
    /// Aligned texts, JSON Lines
    gold: PathBuf,
    /// Where to write the table; standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Comment line for the table's head: source, version and licence of the texts; repeatable
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// Leave a feature out, as the table names it; repeatable. What the weights without it lose is what it gives
    #[arg(long, value_name = "FEATURE", value_parser = clap::builder::PossibleValuesParser::new(features().iter().copied()))]
    without: Vec<String>,
    /// Estimate weights for `align --embed`, with the model in this folder
    #[arg(long, value_name = "FOLDER")]
    embed: Option<PathBuf>,
}

#[derive(Debug, serde::Deserialize)]
struct GoldBeads {
    #[serde(default)]
    coarse: bool,
    beads: Vec<GoldBead>,
}

#[derive(Debug, serde::Deserialize)]
struct GoldBead {
    original: Vec<usize>,
    translation: Vec<usize>,
}

fn chunk(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|chunk| (2..=4).contains(chunk)).ok_or_else(|| "2, 3 or 4 expected".to_owned())
}

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    match args.command {
        Command::Train(args) => train_names(args),
        Command::CountNames(args) => count(args),
        Command::CalibrateAlign(args) => calibrate_align(args),
    }
}

fn calibrate_align(args: CalibrateAlign) -> anyhow::Result<u8> {
    let path = args.gold.display();
    let bytes = fs::read(&args.gold).with_context(|| format!("read gold: {path}"))?;
    let text = std::str::from_utf8(&bytes).with_context(|| format!("read gold: {path}: not UTF-8"))?;
    let encoder = embed::encoder(args.embed.as_deref(), true)?;
    let pairs = read_gold(&bytes, text, &path.to_string())?;
    let meanings = pairs.iter().map(|(pair, _)| meaning(pair, encoder.as_deref())).collect::<Result<Vec<_>, _>>();
    let meanings = meanings.map_err(|error| fault(error.to_string(), error.help()))?;
    type Known<'a> = (&'a Prepared, &'a GoldBeads, Option<&'a Meaning>);
    let mut groups: BTreeMap<String, Vec<Known<'_>>> = BTreeMap::new();
    for ((pair, gold), meaning) in pairs.iter().zip(&meanings) {
        let (from, to) = pair.languages();
        groups.entry(format!("{from}-{to}")).or_default().push((pair, gold, meaning.as_ref()));
    }
    let lexicons: Vec<Lexicon> = groups
        .values()
        .map(|group| {
            let texts: Vec<(&Text, &Text)> = group.iter().map(|(pair, ..)| pair.texts()).collect();
            learn(&texts, Weights::shipped())
        })
        .collect();
    let mut examples = Vec::new();
    for (group, lexicon) in groups.values().zip(&lexicons) {
        for ((pair, gold, meaning), lexicon) in group.iter().flat_map(|pair| [(*pair, None), (*pair, Some(lexicon))]) {
            let beads = gold.beads.iter().map(|bead| (bead.original.clone(), bead.translation.clone())).collect();
            examples.push(Example { source: &pair.source, target: &pair.target, coarse: gold.coarse, beads, lexicon, meaning });
        }
    }
    let mut out = output::Target::create(args.output.as_deref())?;
    let result = calibrate(&examples, &args.without);
    let mut comments = args.note.clone();
    comments.push(format!("Gold: XXH3-64 {:016x}.", xxhash_rust::xxh3::xxh3_64(&bytes)));
    comments.push(format!(
        "A conditional random field over {} texts, with and without a learned lexicon: mean log-likelihood of a bead {:.4}.",
        pairs.len(),
        result.likelihood
    ));
    if !args.without.is_empty() {
        comments.push(format!("Left out: {}.", args.without.join(", ")));
    }
    out.write_all(result.table(&comments).as_bytes())?;
    out.finish()?;
    output::say(
        "calibrated",
        &format!(
            "weights from {} of {} texts; mean log-likelihood of a bead {:.4}",
            result.used / 2,
            pairs.len(),
            result.likelihood
        ),
    );
    Ok(0)
}

/// What the sentences of a pair mean, where there is an encoder.
fn meaning(pair: &Prepared, encoder: Option<&dyn SentenceEncoder>) -> Result<Option<Meaning>, EmbedError> {
    let (original, translation) = pair.sentences();
    encoder.map(|encoder| Meaning::new(&original, &translation, encoder)).transpose()
}

/// The texts of a gold file with their beads.
fn read_gold(bytes: &[u8], text: &str, path: &str) -> anyhow::Result<Vec<(Prepared, GoldBeads)>> {
    let options = ReadOptions { blocks: BlockMode::Line, ..ReadOptions::default() };
    let segmenters = Segmenters::default();
    let mut pairs = Vec::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for ((index, line), job) in lines.zip(Batch::new(bytes, path, None, None, &options)) {
        let beads: GoldBeads = serde_json::from_str(line).with_context(|| format!("read beads: {path}: line {}", index + 1))?;
        let pair = Prepared::new(load(&job?, &options)?.pair, &segmenters, true);
        let outside = |list: &[usize], count: usize| list.iter().find(|at| **at >= count).copied();
        let wrong = beads.beads.iter().find_map(|bead| {
            outside(&bead.original, pair.source.units.len()).or_else(|| outside(&bead.translation, pair.target.units.len()))
        });
        if let Some(sentence) = wrong {
            bail!(
                "read beads: {path}: line {}: there is no sentence {sentence}\nhelp: sentences are counted from 0, one a line, blank lines left out",
                index + 1
            );
        }
        pairs.push((pair, beads));
    }
    if pairs.is_empty() {
        bail!(
            "calibrate: {path}: no aligned text\nhelp: give JSON Lines, one record with `original`, `translation` and `beads` a line"
        );
    }
    Ok(pairs)
}

/// The pairs of a file, with a comment line that identifies it.
fn pairs_of(path: &Path) -> anyhow::Result<(Vec<Pair>, String)> {
    let name = path.display();
    let bytes = fs::read(path).with_context(|| format!("read pairs: {name}"))?;
    let text = std::str::from_utf8(&bytes).with_context(|| format!("read pairs: {name}: not UTF-8"))?;
    let pairs = read_pairs(text).with_context(|| name.to_string())?;
    Ok((pairs, format!("Pairs: XXH3-64 {:016x}.", xxhash_rust::xxh3::xxh3_64(&bytes))))
}

fn count(args: CountNames) -> anyhow::Result<u8> {
    let mut comments = args.note;
    let mut all = Vec::new();
    for path in &args.pairs {
        let (pairs, comment) = pairs_of(path)?;
        all.extend(pairs);
        comments.push(comment);
    }
    let mut out = output::Target::create(args.output.as_deref())?;
    let (table, spellings) = count_names(&all, &comments);
    out.write_all(table.as_bytes())?;
    out.finish()?;
    output::say("counted", &format!("{spellings} usual spellings among {} name pairs", all.len()));
    Ok(0)
}

fn train_names(args: Train) -> anyhow::Result<u8> {
    let (pairs, comment) = pairs_of(&args.pairs)?;
    let mut comments = args.note.clone();
    comments.push(comment);
    let options = TrainOptions {
        comments,
        size: args.size,
        chunk: args.chunk,
        rounds: args.rounds,
        passes: args.passes,
        look_alikes: args.look_alikes,
        pool: args.pool,
        runs: args.runs,
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
