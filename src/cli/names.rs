//! `isogloss names`: every name of an article and what the translation made of it.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::configuration::configuration;
use super::inputs::{self, Inputs, Request};
use super::lexicons;
use super::output::{self, Notices};
use isogloss::Lang;
use isogloss::align::align;
use isogloss::article::{Document, Locus, Side};
use isogloss::input::load;
use isogloss::names::{NameRow, table};
use isogloss::report::guard;
use isogloss::text::Segmenters;

/// List the names of an original with their renderings in the translation.
///
/// One row a rendering: the name as the original has it, what kind of name it is, how it reads, and where the translation has
/// which form. The CSV is UTF-8 with a byte-order mark, guarded as reports are. `conflict` is yes where the renderings of one name cannot all stand. Folders give the names of all their pairs.
///
/// Examples:
///   isogloss names article.zh.txt article.en.txt
///   isogloss names originals/ translations/ --format jsonl -o names.jsonl
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The original text, or a folder of them
    original: PathBuf,
    /// Its translation, or a folder of them
    translation: PathBuf,
    /// Language of the original, a BCP 47 tag
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    from: Option<Lang>,
    /// Language of the translation
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    to: Option<Lang>,
    /// A lexicon to align with: what `isogloss lexicon learn` wrote, a dictionary of lines `translation @ original` (hunalign's
    /// format; --from and --to say its languages), or TMX; repeatable, instead of those of the configuration
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// How the table is written
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Configuration file [default: isogloss.toml in the input's folder or above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A row a rendering, with a head line
    Csv,
    /// An object a name
    Jsonl,
}

const COLUMNS: [&str; 9] =
    ["article", "source_name", "kind", "homes", "reading", "rendering", "occurrences", "places", "conflict"];

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let notices = Notices::default();
    let config = configuration(args.config.as_deref(), &args.translation)?;
    let options = config.read.clone();
    let segmenters = Segmenters::default();
    let inputs = Inputs::new(&Request {
        command: "names",
        paths: &[args.original, args.translation],
        files: &[],
        manifest: None,
        batch: None,
        from: args.from,
        to: args.to,
        config: &config,
        read: &options,
    })?;
    let lexicons = lexicons::read(&args.lexicon, &config, (args.from, args.to), false)?;
    let mut out = output::Target::create(args.output.as_deref())?;
    if args.format == Format::Csv {
        // Spreadsheets take the mark for UTF-8.
        out.write_all("\u{feff}".as_bytes())?;
        csv_row(&mut out, COLUMNS)?;
    }
    inputs::say_unpaired(&inputs.unpaired);
    for job in inputs.jobs {
        let pair = match job.and_then(|job| load(&job, &options)) {
            Ok(loaded) => loaded.pair,
            Err(error) => {
                notices.error(&error, error.help().as_deref());
                continue;
            }
        };
        let Some(original) = pair.original else { continue };
        let original = Document::new(original, Side::Original, &segmenters);
        let translation = Document::new(pair.translation, Side::Translation, &segmenters);
        let alignment = align(&original, &translation, lexicons.between(original.lang(), translation.lang()));
        for row in table(&original, &translation, &alignment) {
            match args.format {
                Format::Csv => write_rows(&mut out, &pair.id, &row, &translation)?,
                Format::Jsonl => {
                    serde_json::to_writer(&mut out, &NameRecord::new(&pair.id, &row, &original, &translation))?;
                    writeln!(out)?;
                }
            }
        }
    }
    out.finish()?;
    Ok(if notices.any_error() { 2 } else { 0 })
}

fn write_rows(out: &mut impl Write, article: &str, row: &NameRow, translation: &Document) -> anyhow::Result<()> {
    for rendering in &row.renderings {
        let places: Vec<String> = rendering.occurrences.iter().filter_map(|locus| place(translation, *locus)).collect();
        csv_row(
            out,
            [
                article,
                &row.forms.join(" | "),
                row.kind,
                &row.homes.join(" "),
                &row.reading,
                &rendering.text,
                &rendering.occurrences.len().to_string(),
                &places.join("; "),
                if row.conflict { "yes" } else { "no" },
            ],
        )?;
    }
    Ok(())
}

fn csv_row<const N: usize>(out: &mut impl Write, cells: [&str; N]) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| guard(cell).into_owned()))?;
    out.write_all(&writer.into_inner().map_err(|error| error.into_error())?)?;
    Ok(())
}

/// `line:column`, or the unit where a format has no lines.
fn place(document: &Document, locus: Locus) -> Option<String> {
    match document.places(locus) {
        Some((start, _)) => Some(format!("{}:{}", start.line, start.column)),
        None => document.unit(locus.block).map(str::to_owned),
    }
}

/// One name, as version 1 of its own schema.
#[derive(Serialize)]
struct NameRecord<'a> {
    schema: &'static str,
    article: &'a str,
    original_forms: &'a [String],
    kind: &'static str,
    homes: &'a [&'static str],
    reading: &'a str,
    places: Vec<String>,
    renderings: Vec<RenderingRecord<'a>>,
    conflict: bool,
}

#[derive(Serialize)]
struct RenderingRecord<'a> {
    text: &'a str,
    systems: &'a [&'static str],
    places: Vec<String>,
}

impl<'a> NameRecord<'a> {
    fn new(article: &'a str, row: &'a NameRow, original: &Document, translation: &Document) -> Self {
        let renderings = row.renderings.iter().zip(&row.systems).map(|(rendering, systems)| RenderingRecord {
            text: &rendering.text,
            systems,
            places: rendering.occurrences.iter().filter_map(|locus| place(translation, *locus)).collect(),
        });
        Self {
            schema: "isogloss.name/1",
            article,
            original_forms: &row.forms,
            kind: row.kind,
            homes: &row.homes,
            reading: &row.reading,
            places: row.places.iter().filter_map(|locus| place(original, *locus)).collect(),
            renderings: renderings.collect(),
            conflict: row.conflict,
        }
    }
}
