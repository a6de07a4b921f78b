//! `isogloss compare`: are two spellings one name?

use std::io::{self, BufRead, Write};

use anyhow::{Context, bail};

use super::output;
use isogloss::Lang;
use isogloss::names::Comparer;

/// Tell whether two spellings are one name.
///
/// Prints a tab-separated row a pair: a, b, score (0 to 1), relation (same, same-other-system, half-converted, different,
/// unknown), reading of a, reading of b, system of a, system of b.
///
/// Examples:
///   isogloss compare --from cs --to en "Čchin Kang" "Qin Kang"
///   isogloss compare --from ru --to en - < pairs.tsv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Language of the first form, a BCP 47 tag; `zh-Latn` stands for Chinese in any Latin transcription
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    from: Lang,
    /// Language of the second form
    #[arg(long, value_name = "LANG", value_parser = output::parse_lang)]
    to: Lang,
    /// First form, or `-` to read tab-separated pairs from standard input
    a: String,
    /// Second form
    b: Option<String>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let mut out = output::Target::create(None)?;
    let mut comparer = Comparer::new(args.from, args.to);
    match (args.a.as_str(), &args.b) {
        ("-", None) => {
            for (number, line) in io::stdin().lock().lines().enumerate() {
                let line = line.with_context(|| format!("read pairs: <stdin>:{}", number + 1))?;
                let Some((a, b)) = line.split_once('\t') else {
                    bail!(
                        "read pairs: <stdin>:{}: no tab in the line\nhelp: write the two forms with a tab between them",
                        number + 1
                    )
                };
                row(&mut out, a, b.split('\t').next().unwrap_or(""), &mut comparer)?;
            }
        }
        (a, Some(b)) => row(&mut out, a, b, &mut comparer)?,
        (_, None) => bail!("compare one form with nothing\nhelp: give two forms, or - to read pairs from standard input"),
    }
    out.finish()?;
    Ok(0)
}

fn row(out: &mut impl Write, a: &str, b: &str, comparer: &mut Comparer) -> io::Result<()> {
    let found = comparer.compare(a, b);
    writeln!(
        out,
        "{a}\t{b}\t{:.6}\t{}\t{}\t{}\t{}\t{}",
        found.score,
        found.relation.name(),
        found.reading_a,
        found.reading_b,
        found.system_a,
        found.system_b
    )
}
