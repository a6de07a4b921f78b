//! The lexicons of a run, from the command line or the configuration.

use std::path::PathBuf;

use isogloss::config::Config;
use isogloss::lexicon::Lexicons;
use isogloss::text::Lang;

use super::output;

/// Reads the files `named` on the command line, or else those of the configuration. `told` are the languages of the command
/// line, which a dictionary is of; else it is of those the configuration names.
pub(crate) fn read(
    named: &[PathBuf],
    config: &Config,
    told: (Option<Lang>, Option<Lang>),
    quiet: bool,
) -> anyhow::Result<Lexicons> {
    let files = if named.is_empty() { &config.lexicon } else { named };
    let mut lexicons = Lexicons::default();
    for path in files {
        let read = lexicons.read(path, told.0.or(config.from), told.1.or(config.to))?;
        let name = path.display();
        if let Some(encoding) = read.guessed.filter(|_| !quiet) {
            output::say("note", &format!("{name}: read as {encoding}, since it is not UTF-8"));
        }
        if read.left_out > 0 && !quiet {
            let all = read.entries + read.left_out;
            output::say(
                "note",
                &format!("{name}: {} of {all} entries do not have one to three words a side; they are left out", read.left_out),
            );
        }
    }
    Ok(lexicons)
}
