//! The formats of this version and the writer they share.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use super::csv::CsvWriter;
use super::jsonl::JsonlWriter;
use super::terminal::TextWriter;
use super::{ArticleReport, CsvDialect, ReportError, Summary};

/// A report format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people, with the sentences and the span marked.
    #[default]
    Text,
    /// A row a finding, for spreadsheets.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

/// Formats the design promises for later versions: name, extension.
const LATER: [(&str, &str); 9] = [
    ("XLSX", "xlsx"),
    ("SARIF", "sarif"),
    ("JUnit", "xml"),
    ("JUnit", "junit"),
    ("HTML", "html"),
    ("GitLab", "json"),
    ("GitLab", "gitlab"),
    ("GitHub", "github"),
    ("Checkstyle", "checkstyle"),
];

impl Format {
    /// Names of all formats, as `--format` takes them.
    pub const NAMES: [&'static str; 3] = ["text", "csv", "jsonl"];

    /// Name, as `--format` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }

    /// The format that goes with the extension of `path`.
    ///
    /// # Errors
    /// When the extension is missing, unknown or of a later version.
    pub fn from_path(path: &Path) -> Result<Self, ReportError> {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or("").to_ascii_lowercase();
        let name = if extension == "txt" { "text" } else { &extension };
        let shown = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Self::named(name, path, &shown)
    }

    fn named(name: &str, path: &Path, shown: &str) -> Result<Self, ReportError> {
        match name {
            "text" => Ok(Self::Text),
            "csv" => Ok(Self::Csv),
            "jsonl" => Ok(Self::Jsonl),
            _ => Err(match LATER.iter().find(|(_, later)| *later == name) {
                Some((name, _)) => ReportError::LaterFormat { path: path.to_owned(), name },
                None => ReportError::UnknownFormat { path: path.to_owned(), name: shown.to_owned() },
            }),
        }
    }
}

impl FromStr for Format {
    type Err = ReportError;

    fn from_str(name: &str) -> Result<Self, ReportError> {
        Self::named(name, Path::new(name), name)
    }
}

/// Which records a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    /// Findings only.
    #[default]
    Findings,
    /// Findings and a record for each article. CSV has no place for the latter.
    All,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterOptions {
    /// Shape of CSV.
    pub csv_dialect: CsvDialect,
    /// Which records.
    pub selection: Selection,
    /// Colours in text.
    pub color: bool,
    /// Columns of the terminal, for text.
    pub width: usize,
}

impl Default for WriterOptions {
    /// Findings without colours, CSV for spreadsheets, text for 100 columns: what a file or a pipe gets.
    fn default() -> Self {
        Self { csv_dialect: CsvDialect::default(), selection: Selection::default(), color: false, width: 100 }
    }
}

/// Writes a report article by article, in the order they come.
pub trait Writer: Send {
    /// Writes what stands before the first article.
    ///
    /// # Errors
    /// Whatever the output says.
    fn begin(&mut self) -> io::Result<()>;

    /// Writes the records of one article.
    ///
    /// # Errors
    /// Whatever the output says.
    fn article(&mut self, report: &ArticleReport) -> io::Result<()>;

    /// Writes what stands after the last article and flushes.
    ///
    /// # Errors
    /// Whatever the output says.
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A writer of `format` on `out`. It writes whole articles at a time; buffering across articles is for `out`.
pub fn writer<'w>(format: Format, options: WriterOptions, out: impl Write + Send + 'w) -> Box<dyn Writer + 'w> {
    match format {
        Format::Text => Box::new(TextWriter::new(out, options)),
        Format::Csv => Box::new(CsvWriter::new(out, options.csv_dialect)),
        Format::Jsonl => Box::new(JsonlWriter::new(out, options.selection)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_in_any_case() {
        assert_eq!(Format::from_path(Path::new("a/report.CSV")).unwrap(), Format::Csv);
        assert_eq!(Format::from_path(Path::new("report.jsonl")).unwrap(), Format::Jsonl);
        assert_eq!(Format::from_path(Path::new("report.txt")).unwrap(), Format::Text);
    }

    #[test]
    fn formats_of_later_versions_are_named_as_such() {
        for name in ["r.xlsx", "r.sarif", "r.xml", "r.html", "r.json"] {
            let error = Format::from_path(Path::new(name)).unwrap_err();
            assert!(error.to_string().ends_with("reports come with a later version"), "{error}");
            assert!(error.help().unwrap().contains(".jsonl"));
        }
        assert_eq!("junit".parse::<Format>().unwrap_err().to_string(), "junit: JUnit reports come with a later version");
    }

    #[test]
    fn an_unknown_extension_or_none_is_an_error() {
        assert_eq!(
            Format::from_path(Path::new("x/r.doc")).unwrap_err().to_string(),
            "x/r.doc: no report format goes with `r.doc`"
        );
        assert!(Format::from_path(Path::new("report")).is_err());
        assert!("yaml".parse::<Format>().is_err());
    }

    #[test]
    fn every_name_is_read_as_its_format() {
        for name in Format::NAMES {
            assert_eq!(name.parse::<Format>().unwrap().name(), name);
        }
    }
}
