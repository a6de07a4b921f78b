//! What a run says on standard error while it goes on.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use isogloss::run::Finished;

use crate::cli::output;

/// A run shorter than this shows no progress: it would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// Notes and texts without partner that are shown; the rest are counted. More would hide the findings.
const SHOWN: usize = 20;

/// Notes, errors and progress.
pub(super) struct Messages {
    quiet: bool,
    notes: usize,
    total: Option<usize>,
    done: u64,
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl Messages {
    /// For a run of `total` articles, where that is known.
    pub(super) fn new(quiet: bool, total: Option<usize>) -> Self {
        Self { quiet, notes: 0, total, done: 0, begun: Instant::now(), bar: None }
    }

    /// Says which texts have no partner.
    pub(super) fn unpaired(&self, texts: &[String]) {
        if self.quiet {
            return;
        }
        for text in texts.iter().take(SHOWN) {
            output::say("unpaired", text);
        }
        if let Some(more) = texts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            output::say("unpaired", &format!("{more} more"));
        }
    }

    /// Says what there is to say of an article before its findings are written.
    pub(super) fn article(&mut self, next: &Finished) {
        self.done += 1;
        let notes = &next.report.notes;
        if next.report.error.is_some() || !notes.is_empty() || !next.report.records.is_empty() {
            // Whatever is printed now must not stand in the line of the bar.
            self.clear();
        }
        if let Some(error) = &next.report.error {
            output::failure(error, next.help.as_deref());
        }
        for note in notes {
            self.note(note);
        }
        self.advance();
    }

    /// Says something worth knowing.
    fn note(&mut self, text: &str) {
        self.notes += usize::from(!self.quiet);
        if !self.quiet && self.notes <= SHOWN {
            output::say("note", text);
        }
    }

    /// Ends the messages of a run.
    pub(super) fn finish(&mut self) {
        self.clear();
        if let Some(more) = self.notes.checked_sub(SHOWN).filter(|more| *more > 0) {
            output::say("note", &format!("{more} more notes; --records all writes all of them"));
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn advance(&mut self) {
        if self.quiet || self.begun.elapsed() < PATIENCE || !io::stderr().is_terminal() {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| match self.total {
            Some(total) => ProgressBar::new(total as u64)
                .with_elapsed(self.begun.elapsed())
                .with_style(style("{pos} of {len} articles {wide_bar} {eta}")),
            None => ProgressBar::new_spinner()
                .with_elapsed(self.begun.elapsed())
                .with_style(style("{spinner} {pos} articles, {elapsed}")),
        });
        bar.set_position(self.done);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
