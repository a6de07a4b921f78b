//! `isogloss align`: which sentences answer which.

mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::configuration::{configuration, start};
use super::inputs::{self, Inputs, Request, real};
use super::output::{self, Notices, Target, fault};
use super::prepared::Prepared;
use super::{embed, lexicons};
use isogloss::Lang;
use isogloss::align::{Alignment, EmbedError, SentenceEncoder, Text, Weights, align_by_meaning, align_texts, learn};
use isogloss::input::{BlockMode, InputError, Job, ReadOptions, load};
use isogloss::lexicon::Lexicons;
use isogloss::text::Segmenters;
use write::{Beads, Format};

const AFTER_HELP: &str = "\
How texts pair:
  As for `isogloss check`: two files, two folders, or one folder whose files pair by
  language suffix (a.cs.txt and a.en.txt, with --from cs --to en).

What is written:
  tsv     sentence ids of both sides, confidence, both texts; with a folder or a batch
          a line `# ARTICLE` stands before the rows of each pair
  jsonl   one object a pair: {\"schema\":\"isogloss.alignment/1\",\"article\":…,\"beads\":[…]}
  ladder  `[0,1]:[0]`, sentence numbers from 0; for one pair only
  tmx     a translation memory (TMX 1.4), a unit a bead with its confidence; sentences
          without counterpart have no place in it and are counted

Examples:
  isogloss align article.cs.txt article.en.txt
  isogloss align originals/ translations/ -o memory.tmx
  isogloss align news/ --from cs --to en --lexicon cs-en.tsv -o beads.jsonl
  isogloss align --from cs --to en original.txt translation.txt --format ladder
  isogloss align --batch pairs.jsonl --learn --format jsonl -o beads.jsonl";

/// Pair the sentences of originals and their translations.
#[derive(Debug, clap::Args)]
#[command(
    after_help = AFTER_HELP,
    override_usage = "isogloss align [OPTIONS] ORIGINAL TRANSLATION\n       \
                      isogloss align [OPTIONS] FOLDER\n       \
                      isogloss align [OPTIONS] --batch FILE|-"
)]
pub(crate) struct Args {
    /// ORIGINAL TRANSLATION, two files or two folders; or one folder with both
    #[arg(value_name = "PATH", num_args = 1..=2, required_unless_present = "batch")]
    paths: Vec<PathBuf>,
    /// Read pairs from a JSON Lines file, one pair a line (`-` for standard input)
    #[arg(long, value_name = "FILE|-", conflicts_with = "paths")]
    batch: Option<PathBuf>,
    /// Language of the originals, a BCP 47 tag
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    from: Option<Lang>,
    /// Language of the translations
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    to: Option<Lang>,
    /// How beads are written [default: by the ending of --output, else tsv]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The texts have one sentence a line already; a blank line ends a paragraph
    #[arg(long)]
    sentences: bool,
    /// A lexicon to align with: what `isogloss lexicon learn` wrote, a dictionary of lines `translation @ original` (hunalign's
    /// format; --from and --to say its languages), or TMX; repeatable, instead of those of the configuration
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// Learn a lexicon over all pairs of the run first, one for each pair of languages, then align with it (needs files, not a
    /// stream)
    #[arg(long)]
    learn: bool,
    /// Weights to align with instead of the shipped ones, as `model calibrate-align` writes them
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Also align by what sentences mean, with the model in this folder (config.json, tokenizer.json, model.safetensors); needs
    /// a build with the feature `embed`
    #[arg(long, value_name = "FOLDER")]
    embed: Option<PathBuf>,
    /// Write to a file instead of standard output: .tsv, .jsonl, .ladder or .tmx
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Configuration file [default: isogloss.toml in the input's folder or above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Pairs aligned together; enough to keep all cores busy, few enough to keep memory flat.
const CHUNK: usize = 64;

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let format = Format::choose(args.format, args.output.as_deref())?;
    if args.learn && args.batch.as_deref().is_some_and(|path| path.as_os_str() == "-") {
        let help = "give a file: --batch pairs.jsonl --learn; or learn before: `isogloss lexicon learn`";
        return Err(fault("learn from standard input: --learn reads the batch twice", Some(help)));
    }
    let config = configuration(args.config.as_deref(), start(args.paths.last().or(args.batch.as_ref())))?;
    let mut read = config.read.clone();
    if args.sentences {
        read.blocks = BlockMode::Line;
    }
    let inputs = Inputs::new(&Request {
        command: "align",
        paths: &args.paths,
        files: &[],
        manifest: None,
        batch: args.batch.as_deref(),
        from: args.from,
        to: args.to,
        config: &config,
        read: &read,
    })?;
    refuse(&args, &inputs, format)?;
    let encoder = embed::encoder(args.embed.as_deref(), true)?;
    let weights = embed::weights(args.weights.as_deref(), encoder.is_some())?;
    let mut lexicons = lexicons::read(&args.lexicon, &config, (args.from, args.to), false)?;
    let mut out = Beads::new(format, !inputs.single, Target::create(args.output.as_deref())?);
    inputs::say_unpaired(&inputs.unpaired);

    let notices = Notices::default();
    let reader = Reader { options: read, segmenters: Segmenters::default(), sentences: args.sentences };
    let mut jobs = inputs.jobs;
    if args.learn {
        let pairs = reader.prepare(jobs.collect());
        learn_all(&pairs, if weights.know_meaning() { Weights::shipped() } else { &weights }, &mut lexicons);
        let aids = Aids { lexicons: &lexicons, weights: &weights, encoder: encoder.as_deref() };
        aids.write_all(pairs, &mut out, &notices)?;
    } else {
        let aids = Aids { lexicons: &lexicons, weights: &weights, encoder: encoder.as_deref() };
        loop {
            let chunk: Vec<_> = jobs.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            aids.write_all(reader.prepare(chunk), &mut out, &notices)?;
        }
    }
    out.finish()?;
    Ok(if notices.any_error() { 2 } else { 0 })
}

/// What cannot be done and is known before the work begins.
fn refuse(args: &Args, inputs: &Inputs, format: Format) -> anyhow::Result<()> {
    if let [alone] = args.paths.as_slice()
        && !alone.is_dir()
    {
        let help = "give the original first: `isogloss align ORIGINAL TRANSLATION`";
        return Err(fault(format!("align {}: there is no original", alone.display()), Some(help)));
    }
    if inputs.total == Some(0) {
        inputs::say_unpaired(&inputs.unpaired);
        let help = "texts end in .txt, .md or .markdown and pair by name and language suffix (a.cs.txt, a.en.txt)";
        return Err(fault("align anything: no pair of texts among the inputs", Some(help)));
    }
    if format == Format::Ladder && inputs.total.is_some_and(|total| total > 1) {
        return Err(write::one_ladder());
    }
    if let Some(path) = args.output.as_deref().filter(|path| inputs.reads(&real(path))) {
        let help = "the result must not take the place of a text that is read";
        return Err(fault(format!("write the beads: {}: it is an input", path.display()), Some(help)));
    }
    Ok(())
}

/// Reads pairs, each by itself.
struct Reader {
    options: ReadOptions,
    segmenters: Segmenters,
    sentences: bool,
}

impl Reader {
    fn prepare(&self, jobs: Vec<Result<Job, InputError>>) -> Vec<Result<Prepared, InputError>> {
        let prepare = |job: Result<Job, InputError>| {
            let pair = load(&job?, &self.options)?.pair;
            Ok(Prepared::new(pair, &self.segmenters, self.sentences))
        };
        jobs.into_par_iter().map(prepare).collect()
    }
}

/// Adds what the pairs themselves teach.
fn learn_all(pairs: &[Result<Prepared, InputError>], weights: &Weights, lexicons: &mut Lexicons) {
    let mut groups: BTreeMap<(&str, &str), Vec<&Prepared>> = BTreeMap::new();
    for pair in pairs.iter().flatten() {
        let (from, to) = pair.languages();
        groups.entry((from.code(), to.code())).or_default().push(pair);
    }
    for group in groups.values() {
        let texts: Vec<(&Text, &Text)> = group.iter().map(|pair| pair.texts()).collect();
        if let Some((from, to)) = group.first().map(|pair| pair.languages()) {
            lexicons.add(from, to, learn(&texts, weights));
        }
    }
}

/// What pairs are aligned with.
struct Aids<'a> {
    lexicons: &'a Lexicons,
    weights: &'a Weights,
    encoder: Option<&'a dyn SentenceEncoder>,
}

impl Aids<'_> {
    fn align(&self, pair: &Prepared) -> Result<Alignment, EmbedError> {
        let (from, to) = pair.languages();
        let lexicon = self.lexicons.between(from, to);
        let Some(encoder) = self.encoder else {
            return Ok(align_texts(&pair.source, &pair.target, lexicon, self.weights));
        };
        let (original, translation) = pair.sentences();
        align_by_meaning(pair.texts(), (&original, &translation), encoder, lexicon, self.weights)
    }

    fn write_all(&self, pairs: Vec<Result<Prepared, InputError>>, out: &mut Beads, notices: &Notices) -> anyhow::Result<()> {
        let aligned: Vec<_> = pairs.into_par_iter().map(|pair| pair.map(|pair| (self.align(&pair), pair))).collect();
        for result in aligned {
            match result {
                Ok((Ok(alignment), pair)) => out.write(&pair, &alignment)?,
                Ok((Err(error), pair)) => notices.error(&format!("{error}: {}", pair.id), error.help()),
                Err(error) => notices.error(&error, error.help().as_deref()),
            }
        }
        Ok(())
    }
}
