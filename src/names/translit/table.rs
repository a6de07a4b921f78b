//! Models as text: one source chunk a row with its target chunks and weights in hundredths of a natural logarithm.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use super::alphabet::{Alphabet, EDGE};
use super::model::{CURVE, LETTERS, Model, PairCode, PairMap, TARGET_CHUNK, pair_code, source_code, target_code};

/// Head of the row with runs of target letters.
pub(super) const GRAMS: &str = "letters";

/// A table that is no model.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("read model: row {row}: {what}")]
pub struct TableError {
    /// Row, from 1, comments left out.
    pub row: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// One line of `models.rs`' list: language key and table.
macro_rules! models {
    ($($key:literal),*) => {
        [$(($key, include_str!(concat!("../../data/translit/", $key, ".tsv")))),*]
    };
}

static TABLES: [(&str, &str); 7] = models!["ar", "he", "ja", "ko", "ru", "zh", "zh-Latn"];

/// Every shipped model by language, each read when first asked for.
pub(super) fn shipped() -> HashMap<&'static str, LazyLock<Option<Model>>> {
    fn lazy<const AT: usize>() -> LazyLock<Option<Model>> {
        LazyLock::new(|| Model::parse(TABLES[AT].1).ok())
    }
    let models = [lazy::<0>(), lazy::<1>(), lazy::<2>(), lazy::<3>(), lazy::<4>(), lazy::<5>(), lazy::<6>()];
    TABLES.iter().map(|(key, _)| *key).zip(models).collect()
}

impl Model {
    /// Reads a table that `train` made.
    ///
    /// # Errors
    /// A row without numbers where numbers belong, or no rows at all.
    pub fn parse(table: &str) -> Result<Self, TableError> {
        let mut model = Self {
            source: Alphabet::default(),
            target: Alphabet::default(),
            pairs: PairMap::default(),
            chunks: HashMap::new(),
            unknown: [0.0; TARGET_CHUNK + 1],
            curve: [0.0; CURVE],
        };
        let mut pairs: Vec<(PairCode, f32)> = Vec::new();
        for (index, cells) in rows_of(table).enumerate() {
            let fail = |what| TableError { row: index + 1, what };
            let (Some(head), Some(body)) = (cells.first(), cells.get(1)) else { return Err(fail("two columns expected")) };
            match *head {
                "curve" => {
                    for (slot, value) in model.curve.iter_mut().zip(body.split(' ')) {
                        *slot = value.parse().map_err(|_| fail("no number"))?;
                    }
                }
                "unknown" => {
                    for (slot, value) in model.unknown.iter_mut().zip(body.split(' ')) {
                        *slot = weight(value).ok_or_else(|| fail("no number"))?;
                    }
                }
                chunk => {
                    let numbers: Vec<u16> =
                        if chunk == GRAMS { Vec::new() } else { chunk.chars().map(|c| model.source.add(c)).collect() };
                    for entry in body.split(' ') {
                        let (letters, value) = entry.split_once('=').ok_or_else(|| fail("no `=` in a pair"))?;
                        let letters: Vec<u16> = letters.chars().map(|c| model.target.add(c)).collect();
                        if letters.len() > TARGET_CHUNK || letters.iter().any(|number| usize::from(*number) > LETTERS) {
                            return Err(fail("more letters than a chunk or an alphabet has"));
                        }
                        let value = weight(value).ok_or_else(|| fail("no number"))?;
                        pairs.push((pair_code(source_code(&numbers), target_code(&letters)), value));
                    }
                }
            }
        }
        if pairs.is_empty() {
            return Err(TableError { row: 0, what: "no pairs" });
        }
        model.target.add(EDGE);
        model.set_pairs(pairs);
        Ok(model)
    }
}

/// Rows, also of a table with one column empty.
fn rows_of(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn weight(text: &str) -> Option<f32> {
    text.parse::<f32>().ok().map(|hundredths| (hundredths / 100.0).exp())
}

/// Writes a table: comments, curve, unknown weights, then the chunks in order.
pub(super) fn write(comments: &[String], curve: &[f64], unknown: &[f64], pairs: &[(String, String, f64)]) -> String {
    let mut out = String::new();
    for line in comments {
        let _ = writeln!(out, "# {line}");
    }
    let join = |numbers: Vec<String>| numbers.join(" ");
    let _ = writeln!(out, "curve\t{}", join(curve.iter().map(|value| format!("{value:.5}")).collect()));
    let _ = writeln!(out, "unknown\t{}", join(unknown.iter().map(|value| format!("{:.0}", value * 100.0)).collect()));
    let mut open = "-";
    let mut first = true;
    for (source, target, value) in pairs {
        if source != open {
            let _ = write!(out, "{}{source}\t", if first { "" } else { "\n" });
            first = false;
            open = source;
        } else {
            out.push(' ');
        }
        let _ = write!(out, "{target}={:.0}", value * 100.0);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_table_is_a_model() {
        for (key, table) in TABLES {
            assert!(Model::parse(table).is_ok(), "{key}");
            assert!(table.starts_with("# "), "{key} names its source");
            assert!(rows_of(table).count() > 100, "{key}");
        }
    }

    #[test]
    fn a_broken_table_names_the_row() {
        assert_eq!(Model::parse("a\tb=1\nc\td").err(), Some(TableError { row: 2, what: "no `=` in a pair" }));
        assert!(Model::parse("").is_err());
    }
}
