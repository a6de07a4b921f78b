//! What a run says on standard error while it goes on.

use isogloss::run::Finished;

use crate::cli::output;
use crate::cli::progress::Progress;

/// Notes that are shown; the rest are counted. More would hide the findings.
const SHOWN: usize = 20;

/// Notes, errors and progress.
pub(super) struct Messages {
    quiet: bool,
    notes: usize,
    progress: Progress,
}

impl Messages {
    /// For a run of `total` articles, where that is known.
    pub(super) fn new(quiet: bool, total: Option<usize>) -> Self {
        Self { quiet, notes: 0, progress: Progress::new(quiet, total, "articles") }
    }

    /// Says what there is to say of an article before its findings are written.
    pub(super) fn article(&mut self, next: &Finished) {
        let notes = &next.report.notes;
        if next.report.error.is_some() || !notes.is_empty() || !next.report.records.is_empty() {
            // Whatever is printed now must not stand in the line of the bar.
            self.progress.clear();
        }
        if let Some(error) = &next.report.error {
            output::failure(error, next.help.as_deref());
        }
        for note in notes {
            self.note(note);
        }
        self.progress.advance();
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
        self.progress.clear();
        if let Some(more) = self.notes.checked_sub(SHOWN).filter(|more| *more > 0) {
            output::say("note", &format!("{more} more notes; --records all writes all of them"));
        }
    }
}
