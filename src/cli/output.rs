//! What goes to standard output and standard error.
//!
//! Standard output holds results only. Messages go to standard error, where a reader that has gone away is no reason to
//! stop; what they quote of files and articles is made visible, so that it cannot steer the terminal.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Stdout, Write};
use std::path::Path;

use isogloss::config::ConfigError;
use isogloss::input::InputError;
use isogloss::lexicon::LexiconError;
use isogloss::report::{ReportError, ReportFile, visible};
use isogloss::run::RunError;
use isogloss::text::Lang;

/// An error of the command line itself: a whole message, and what the user can do.
#[derive(Debug)]
struct Fault {
    message: String,
    help: Option<String>,
}

/// An error that reads `error: failed to MESSAGE`.
pub(crate) fn fault(message: impl Into<String>, help: Option<&str>) -> anyhow::Error {
    Fault { message: message.into(), help: help.map(str::to_owned) }.into()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// Writes `text` to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes `kind: message` to standard error, on one line.
pub(crate) fn say(kind: &str, message: &str) {
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", visible(message));
}

/// Writes lines of the program's own to standard error.
pub(crate) fn say_lines(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says why a command failed and what the user can do.
pub(crate) fn error(error: &anyhow::Error) {
    let (message, help) = described(error);
    failure(&message, help.as_deref());
}

/// Says what could not be done, as `error: failed to …`, and what the user can do.
pub(crate) fn failure(message: &str, help: Option<&str>) {
    say("error", &format!("failed to {message}"));
    if let Some(help) = help {
        say("help", help);
    }
}

fn described(error: &anyhow::Error) -> (String, Option<String>) {
    if let Some(error) = error.downcast_ref::<InputError>() {
        return (error.to_string(), error.help());
    }
    if let Some(error) = error.downcast_ref::<ConfigError>() {
        return (error.to_string(), error.help());
    }
    if let Some(error) = error.downcast_ref::<LexiconError>() {
        return (error.to_string(), error.help());
    }
    if let Some(error) = error.downcast_ref::<ReportError>() {
        return (format!("write the report: {error}"), error.help());
    }
    if let Some(Fault { message, help }) = error.downcast_ref::<Fault>() {
        return (message.clone(), help.clone());
    }
    let message = format!("{error:#}");
    match message.split_once("\nhelp: ") {
        Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
        None => (message, None),
    }
}

/// Errors that do not stop a command, said as they come.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    errors: Cell<usize>,
}

impl Notices {
    /// Says what could not be done, and counts it.
    pub(crate) fn error(&self, error: &impl fmt::Display, help: Option<&str>) {
        self.errors.set(self.errors.get() + 1);
        failure(&error.to_string(), help);
    }

    /// True when something could not be done.
    pub(crate) fn any_error(&self) -> bool {
        self.errors.get() > 0
    }
}

/// Where results go: standard output, or a file that appears when it is finished.
#[derive(Debug)]
pub(crate) enum Target {
    /// Standard output, line by line, so that a program at the other end is answered at once.
    Stdout(Stdout),
    /// A file.
    File(ReportFile),
}

impl Target {
    /// The file at `path`, or standard output.
    pub(crate) fn create(path: Option<&Path>) -> anyhow::Result<Self> {
        Ok(match path {
            None => Self::Stdout(io::stdout()),
            Some(path) => Self::File(ReportFile::create(path)?),
        })
    }

    /// Ends the output: a file takes its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::File(file) => file.finish()?,
        }
        Ok(())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

/// Reads a language tag of the command line.
pub(crate) fn parse_lang(tag: &str) -> Result<Lang, String> {
    Lang::parse(tag).map_err(|error| match error.nearest {
        Some(code) => format!("{error}; did you mean `{code}`?"),
        None => format!("{error}; languages are BCP 47 tags such as en, cs, zh-Hant"),
    })
}

/// True when a result could not be written because its reader has gone away.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = match cause.downcast_ref::<RunError>() {
            Some(RunError::Write(error)) => Some(error),
            _ => cause.downcast_ref::<io::Error>(),
        };
        cause.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_every_kind_bring_their_help() {
        let input = InputError::Missing { path: "a.txt".to_owned() };
        let (message, help) = described(&input.into());
        assert_eq!(message, "read text: a.txt: no such file or folder");
        assert!(help.is_some());
        let fault = fault("choose checks: none is left", Some("take some back"));
        assert_eq!(described(&fault), ("choose checks: none is left".to_owned(), Some("take some back".to_owned())));
        let plain = anyhow::anyhow!("no such row").context("read pairs");
        assert_eq!(described(&plain), ("read pairs: no such row".to_owned(), None));
        let helped = anyhow::anyhow!("align nothing\nhelp: give two texts");
        assert_eq!(described(&helped), ("align nothing".to_owned(), Some("give two texts".to_owned())));
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_errors() {
        let closed = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("print");
        assert!(is_closed_pipe(&closed));
        assert!(!is_closed_pipe(&anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull))));
    }
}
