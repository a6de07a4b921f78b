//! `isogloss align`: which sentences answer which.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;

use super::embed;
use super::output::{self, Notices};
use isogloss::align::{Alignment, EmbedError, Lexicon, SentenceEncoder, Text, Weights, align_by_meaning, align_texts, learn};
use isogloss::article::{Document, Side};
use isogloss::input::{Batch, BlockMode, InputError, Job, ReadOptions, jobs_from_paths, load};
use isogloss::text::Segmenters;
use isogloss::{ArticlePair, Lang};

/// Pair the sentences of an original and its translation.
///
/// Examples:
///   isogloss align article.cs.txt article.en.txt
///   isogloss align --from cs --to en original.txt translation.txt --format ladder
///   isogloss align --batch pairs.jsonl --learn --format jsonl -o beads.jsonl
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The original text
    #[arg(required_unless_present = "batch")]
    original: Option<PathBuf>,
    /// Its translation
    #[arg(required_unless_present = "batch")]
    translation: Option<PathBuf>,
    /// Read pairs from a JSON Lines file, one pair a line (`-` for standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["original", "translation"])]
    batch: Option<PathBuf>,
    /// Language of the original, a BCP 47 tag
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    from: Option<Lang>,
    /// Language of the translation
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    to: Option<Lang>,
    /// How beads are written
    #[arg(long, value_enum, default_value = "tsv")]
    format: Format,
    /// The texts have one sentence a line already; a blank line ends a paragraph
    #[arg(long)]
    sentences: bool,
    /// Learn a lexicon over the whole batch first, then align with it (needs a file, not a stream)
    #[arg(long, requires = "batch")]
    learn: bool,
    /// Weights to align with instead of the shipped ones, as `model calibrate-align` writes them
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Also align by what sentences mean, with the model in this folder (config.json, tokenizer.json, model.safetensors); needs
    /// a build with the feature `embed`
    #[arg(long, value_name = "FOLDER")]
    embed: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentence ids, confidence and texts, tab-separated
    Tsv,
    /// One object a pair with its beads
    Jsonl,
    /// `[0,1]:[0]`, numbers from 0
    Ladder,
}

/// Pairs aligned together; enough to keep all cores busy, few enough to keep memory flat.
const CHUNK: usize = 64;

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let notices = Notices::default();
    let blocks = if args.sentences { BlockMode::Line } else { BlockMode::Auto };
    let options = ReadOptions { blocks, ..ReadOptions::default() };
    let segmenters = Segmenters::default();
    let prepare =
        |job: &Job| -> Result<Prepared, InputError> { Ok(Prepared::new(load(job, &options)?.pair, &segmenters, args.sentences)) };
    let encoder = embed::encoder(args.embed.as_deref(), true)?;
    let weights = embed::weights(args.weights.as_deref(), encoder.is_some())?;
    let aids = |lexicon| Aids { lexicon, weights: &weights, encoder: encoder.as_deref() };
    let mut out = output::Target::create(args.output.as_deref())?;
    if args.learn {
        let path = args.batch.as_deref().filter(|path| path.as_os_str() != "-");
        let Some(path) = path else {
            bail!("learn from standard input: --learn reads the batch twice\nhelp: give a file: --batch pairs.jsonl --learn")
        };
        let pairs: Vec<Result<Prepared, InputError>> = batch(path, &args, &options)?
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|job| job.and_then(|job| prepare(&job)))
            .collect();
        let texts: Vec<(&Text, &Text)> = pairs.iter().flatten().map(Prepared::texts).collect();
        let lexicon = learn(&texts, if weights.know_meaning() { Weights::shipped() } else { &weights });
        write_all(pairs, &aids(Some(&lexicon)), args.format, &mut out, &notices)?;
    } else {
        let mut jobs: Box<dyn Iterator<Item = Result<Job, InputError>> + Send> =
            match (&args.batch, &args.original, &args.translation) {
                (Some(path), ..) => Box::new(batch(path, &args, &options)?),
                (None, Some(original), Some(translation)) => {
                    let base = std::env::current_dir().context("find the working directory")?;
                    Box::new(jobs_from_paths(Some(original), translation, args.from, args.to, &base)?.into_results())
                }
                _ => bail!("align nothing\nhelp: give an original and a translation, or --batch FILE"),
            };
        loop {
            let chunk: Vec<_> = jobs.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let pairs = chunk.into_par_iter().map(|job| job.and_then(|job| prepare(&job))).collect();
            write_all(pairs, &aids(None), args.format, &mut out, &notices)?;
        }
    }
    out.finish()?;
    Ok(if notices.any_error() { 2 } else { 0 })
}

fn batch(path: &std::path::Path, args: &Args, options: &ReadOptions) -> anyhow::Result<Batch<Box<dyn BufRead + Send>>> {
    let (reader, name): (Box<dyn BufRead + Send>, String) = if path.as_os_str() == "-" {
        (Box::new(BufReader::new(io::stdin())), "<stdin>".to_owned())
    } else {
        let file = File::open(path).with_context(|| format!("read batch: {}", path.display()))?;
        (Box::new(BufReader::new(file)), path.display().to_string())
    };
    Ok(Batch::new(reader, &name, args.from, args.to, options))
}

/// A pair, segmented, with its sentences made ready.
pub(super) struct Prepared {
    id: String,
    original: Document,
    translation: Document,
    pub(super) source: Text,
    pub(super) target: Text,
}

impl Prepared {
    pub(super) fn new(pair: ArticlePair, segmenters: &Segmenters, presegmented: bool) -> Self {
        let ArticlePair { id, original, translation } = pair;
        let build = if presegmented { Document::presegmented } else { Document::new };
        let none = isogloss::Article { lang: translation.lang, path: None, blocks: Vec::new() };
        let original = build(original.unwrap_or(none), Side::Original, segmenters);
        let translation = build(translation, Side::Translation, segmenters);
        let (mut source, mut target) = (Text::new(&original), Text::new(&translation));
        if presegmented {
            paragraphs(&original, &mut source);
            paragraphs(&translation, &mut target);
        }
        Self { id, original, translation, source, target }
    }

    pub(super) fn languages(&self) -> (Lang, Lang) {
        (self.original.lang(), self.translation.lang())
    }

    /// The texts of the sentences of both sides.
    pub(super) fn sentences(&self) -> (Vec<&str>, Vec<&str>) {
        (self.original.sentence_texts(), self.translation.sentence_texts())
    }

    pub(super) fn texts(&self) -> (&Text, &Text) {
        (&self.source, &self.target)
    }
}

/// With one sentence a line, paragraphs are what blank lines part.
fn paragraphs(document: &Document, text: &mut Text) {
    let (mut paragraph, mut last) = (0, 0);
    for (index, unit) in text.units.iter_mut().enumerate() {
        let line = document.sentence_locus(index).and_then(|locus| document.places(locus)).map_or(0, |(start, _)| start.line);
        if line > last + 1 {
            paragraph += 1;
        }
        last = line;
        unit.block = paragraph;
    }
}

/// What pairs are aligned with.
struct Aids<'a> {
    lexicon: Option<&'a Lexicon>,
    weights: &'a Weights,
    encoder: Option<&'a dyn SentenceEncoder>,
}

impl Aids<'_> {
    fn align(&self, pair: &Prepared) -> Result<Alignment, EmbedError> {
        let Some(encoder) = self.encoder else {
            return Ok(align_texts(&pair.source, &pair.target, self.lexicon, self.weights));
        };
        let (original, translation) = pair.sentences();
        align_by_meaning(pair.texts(), (&original, &translation), encoder, self.lexicon, self.weights)
    }
}

fn write_all(
    pairs: Vec<Result<Prepared, InputError>>,
    aids: &Aids<'_>,
    format: Format,
    out: &mut output::Target,
    notices: &Notices,
) -> anyhow::Result<()> {
    let aligned: Vec<_> = pairs.into_par_iter().map(|pair| pair.map(|pair| (aids.align(&pair), pair))).collect();
    for result in aligned {
        match result {
            Ok((Ok(alignment), pair)) => write_pair(&pair, &alignment, format, out)?,
            Ok((Err(error), pair)) => notices.error(&format!("{error}: {}", pair.id), error.help()),
            Err(error) => notices.error(&error, error.help().as_deref()),
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct AlignmentRecord<'a> {
    schema: &'static str,
    article: &'a str,
    beads: Vec<BeadRecord>,
}

#[derive(Serialize)]
struct BeadRecord {
    original: Vec<usize>,
    translation: Vec<usize>,
    confidence: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
}

fn write_pair(pair: &Prepared, alignment: &Alignment, format: Format, out: &mut impl Write) -> io::Result<()> {
    let round = |confidence: f64| (confidence * 100.0).round() / 100.0;
    match format {
        Format::Jsonl => {
            let beads = alignment.beads.iter().map(|bead| BeadRecord {
                original: bead.original.clone().collect(),
                translation: bead.translation.clone().collect(),
                confidence: round(bead.confidence),
                moved: bead.moved,
            });
            let record = AlignmentRecord { schema: "isogloss.alignment/1", article: &pair.id, beads: beads.collect() };
            serde_json::to_writer(&mut *out, &record)?;
            writeln!(out)
        }
        Format::Ladder => alignment.beads.iter().try_for_each(|bead| {
            let list = |range: std::ops::Range<usize>| range.map(|index| index.to_string()).collect::<Vec<_>>().join(",");
            writeln!(out, "[{}]:[{}]", list(bead.original.clone()), list(bead.translation.clone()))
        }),
        Format::Tsv => alignment.beads.iter().try_for_each(|bead| {
            let ids = |range: std::ops::Range<usize>| range.map(|index| format!("s{}", index + 1)).collect::<Vec<_>>().join("+");
            let text = |document: &Document, range: std::ops::Range<usize>| {
                range.map(|index| document.sentence_text(index)).collect::<Vec<_>>().join(" ").replace(['\t', '\n'], " ")
            };
            writeln!(
                out,
                "{}\t{}\t{:.2}\t{}\t{}",
                ids(bead.original.clone()),
                ids(bead.translation.clone()),
                bead.confidence,
                text(&pair.original, bead.original.clone()),
                text(&pair.translation, bead.translation.clone())
            )
        }),
    }
}
