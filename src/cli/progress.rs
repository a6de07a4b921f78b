//! How far long work has got, on standard error.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work shorter than this shows no progress: it would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar, where standard error is a terminal and the work takes a while.
pub(crate) struct Progress {
    quiet: bool,
    total: Option<usize>,
    things: &'static str,
    done: u64,
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// For work on `total` of some `things`, where the number is known.
    pub(crate) fn new(quiet: bool, total: Option<usize>, things: &'static str) -> Self {
        Self { quiet, total, things, done: 0, begun: Instant::now(), bar: None }
    }

    /// One more is done.
    pub(crate) fn advance(&mut self) {
        self.done += 1;
        if self.quiet || self.begun.elapsed() < PATIENCE || !io::stderr().is_terminal() {
            return;
        }
        let things = self.things;
        let bar = self.bar.get_or_insert_with(|| match self.total {
            Some(total) => ProgressBar::new(total as u64)
                .with_elapsed(self.begun.elapsed())
                .with_style(style(&format!("{{pos}} of {{len}} {things} {{wide_bar}} {{eta}}"))),
            None => ProgressBar::new_spinner()
                .with_elapsed(self.begun.elapsed())
                .with_style(style(&format!("{{spinner}} {{pos}} {things}, {{elapsed}}"))),
        });
        bar.set_position(self.done);
    }

    /// Takes the bar away, so that something else can be said.
    pub(crate) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
