//! `isogloss explain`: what the checks find.

use std::fmt::Write as _;

use isogloss::checks::{CHECKS, CheckMeta};
use isogloss::config::checks_named;

use super::output::{self, fault};
use crate::exit;

/// List the checks, or say what one finds, why it matters, and where it stays silent.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A check or a family of checks, such as name-drift or headline
    #[arg(value_name = "CHECK")]
    check: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let text = match &args.check {
        None => list(),
        Some(word) => {
            let ids = checks_named(word).map_err(|error| fault(format!("explain: {error}"), Some(&error.help())))?;
            let pages: Vec<String> = metas().filter(|meta| ids.contains(&meta.id)).map(page).collect();
            pages.join("\n")
        }
    };
    output::print(&text)?;
    Ok(exit::DONE)
}

fn metas() -> impl Iterator<Item = &'static CheckMeta> {
    CHECKS.iter().map(|check| check.meta())
}

fn list() -> String {
    let width = metas().map(|meta| meta.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for meta in metas() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:width$}  {:7}  {}", meta.id, meta.severity.name(), meta.summary);
    }
    text
}

fn page(meta: &CheckMeta) -> String {
    format!(
        "# {}\n\n{}\n\nSeverity: {}. Needs: {}. ITS 2.0: {}. MQM: {}.\n\n{}\n",
        meta.id,
        meta.summary,
        meta.severity.name(),
        meta.needs.name(),
        meta.its,
        meta.mqm,
        meta.docs.trim()
    )
}
