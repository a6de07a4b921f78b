//! How beads are written.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::output::{self, Target, fault};
use crate::cli::prepared::Prepared;
use isogloss::align::{Alignment, Bead};
use isogloss::article::Document;
use isogloss::report::{TmxEntry, TmxWriter};
use isogloss::text::is_wide;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Sentence ids, confidence and texts, tab-separated
    Tsv,
    /// One object a pair with its beads
    Jsonl,
    /// `[0,1]:[0]`, numbers from 0
    Ladder,
    /// A translation memory
    Tmx,
}

impl Format {
    /// The format asked for, else that of the file's ending.
    pub(super) fn choose(named: Option<Self>, path: Option<&Path>) -> anyhow::Result<Self> {
        let (None, Some(path)) = (named, path) else { return Ok(named.unwrap_or(Self::Tsv)) };
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
        <Self as ValueEnum>::from_str(extension, true).map_err(|_| {
            let help = "endings are .tsv, .jsonl, .ladder and .tmx; --format writes one of them to any file";
            fault(format!("write the beads: {}: no format goes with its ending", path.display()), Some(help))
        })
    }
}

/// Error of a second pair where a ladder is asked for: nothing in a ladder tells one pair from the next.
pub(super) fn one_ladder() -> anyhow::Error {
    fault("write a ladder: there are several pairs", Some("a ladder holds one pair: give two files, or write tsv, jsonl or tmx"))
}

/// The output of a run.
pub(super) struct Beads {
    format: Format,
    /// Whether rows of a TSV say of which article they are.
    several: bool,
    out: Out,
    pairs: usize,
    /// Beads without counterpart that the format has no place for.
    alone: usize,
}

enum Out {
    Plain(Target),
    Tmx(TmxWriter<Target>),
}

impl Beads {
    pub(super) fn new(format: Format, several: bool, target: Target) -> Self {
        let out = if format == Format::Tmx { Out::Tmx(TmxWriter::new(target)) } else { Out::Plain(target) };
        Self { format, several, out, pairs: 0, alone: 0 }
    }

    /// Writes a pair.
    pub(super) fn write(&mut self, pair: &Prepared, alignment: &Alignment) -> anyhow::Result<()> {
        self.pairs += 1;
        match (&mut self.out, self.format) {
            (Out::Tmx(out), _) => self.alone += write_units(pair, alignment, out)?,
            (Out::Plain(_), Format::Ladder) if self.pairs > 1 => return Err(one_ladder()),
            (Out::Plain(out), Format::Ladder) => write_ladder(alignment, out)?,
            (Out::Plain(out), Format::Jsonl) => write_record(pair, alignment, out)?,
            (Out::Plain(out), Format::Tsv | Format::Tmx) => {
                if self.several {
                    writeln!(out, "# {}", on_one_line(&pair.id))?;
                }
                write_rows(pair, alignment, out)?;
            }
        }
        Ok(())
    }

    /// Ends the output and says what is not in it.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self.out {
            Out::Plain(out) => out.finish()?,
            Out::Tmx(mut out) => {
                out.finish()?;
                out.into_inner().finish()?;
            }
        }
        if self.alone > 0 {
            let beads = if self.alone == 1 { "bead" } else { "beads" };
            output::say("note", &format!("left out of the TMX: {} {beads} without counterpart", self.alone));
        }
        Ok(())
    }
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

fn write_record(pair: &Prepared, alignment: &Alignment, out: &mut impl Write) -> io::Result<()> {
    let beads = alignment.beads.iter().map(|bead| BeadRecord {
        original: bead.original.clone().collect(),
        translation: bead.translation.clone().collect(),
        confidence: (bead.confidence * 100.0).round() / 100.0,
        moved: bead.moved,
    });
    let record = AlignmentRecord { schema: "isogloss.alignment/1", article: &pair.id, beads: beads.collect() };
    serde_json::to_writer(&mut *out, &record)?;
    writeln!(out)
}

fn write_ladder(alignment: &Alignment, out: &mut impl Write) -> io::Result<()> {
    let list = |range: &Range<usize>| range.clone().map(|index| index.to_string()).collect::<Vec<_>>().join(",");
    alignment.beads.iter().try_for_each(|bead| writeln!(out, "[{}]:[{}]", list(&bead.original), list(&bead.translation)))
}

fn write_rows(pair: &Prepared, alignment: &Alignment, out: &mut impl Write) -> io::Result<()> {
    let text = |document: &Document, range: &Range<usize>| {
        range.clone().map(|index| document.sentence_text(index)).collect::<Vec<_>>().join(" ").replace(['\t', '\n'], " ")
    };
    alignment.beads.iter().try_for_each(|bead| {
        writeln!(
            out,
            "{}\t{}\t{:.2}\t{}\t{}",
            ids(&bead.original),
            ids(&bead.translation),
            bead.confidence,
            text(&pair.original, &bead.original),
            text(&pair.translation, &bead.translation)
        )
    })
}

/// Writes a unit a bead; the number of beads that have nothing on one side and are not written.
fn write_units(pair: &Prepared, alignment: &Alignment, out: &mut TmxWriter<Target>) -> io::Result<usize> {
    let mut alone = 0;
    for bead in &alignment.beads {
        if bead.original.is_empty() || bead.translation.is_empty() {
            alone += 1;
            continue;
        }
        let original = joined(&pair.original, &bead.original);
        let translation = joined(&pair.translation, &bead.translation);
        out.entry(&TmxEntry {
            original: (pair.original.lang(), &original),
            translation: (pair.translation.lang(), &translation),
            one_to_one: bead.original.len() == 1 && bead.translation.len() == 1,
            properties: &properties(&pair.id, bead),
        })?;
    }
    Ok(alone)
}

fn properties(article: &str, bead: &Bead) -> Vec<(&'static str, String)> {
    let mut properties = vec![
        ("x-article", article.to_owned()),
        ("x-sentences", format!("{} {}", ids(&bead.original), ids(&bead.translation))),
        ("x-confidence", format!("{:.2}", bead.confidence)),
    ];
    if bead.moved {
        properties.push(("x-moved", "yes".to_owned()));
    }
    properties
}

/// `s1+s2`, counted from 1.
fn ids(range: &Range<usize>) -> String {
    range.clone().map(|index| format!("s{}", index + 1)).collect::<Vec<_>>().join("+")
}

/// Sentences as they stand in a running text: with a space between them, but none after a full stop of Chinese or Japanese.
fn joined(document: &Document, range: &Range<usize>) -> String {
    let mut out = String::new();
    for sentence in range.clone().map(|index| document.sentence_text(index)) {
        if out.chars().next_back().is_some_and(|last| !is_wide(last)) {
            out.push(' ');
        }
        out.push_str(sentence);
    }
    out
}

fn on_one_line(id: &str) -> String {
    id.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_unless_the_format_is_told() {
        let choose = |named, path: &str| Format::choose(named, Some(Path::new(path)));
        assert_eq!(Format::choose(None, None).unwrap(), Format::Tsv);
        assert_eq!(choose(None, "a/b.TMX").unwrap(), Format::Tmx);
        assert_eq!(choose(None, "b.ladder").unwrap(), Format::Ladder);
        assert_eq!(choose(Some(Format::Jsonl), "b.out").unwrap(), Format::Jsonl);
        assert_eq!(choose(None, "b.out").unwrap_err().to_string(), "write the beads: b.out: no format goes with its ending");
        assert!(choose(None, "beads").is_err());
    }
}
