//! Findings as rows of a spreadsheet.
//!
//! Columns and their order are fixed (version 1). For spreadsheets the file has a byte-order mark and RFC 4180's line
//! ends, and no cell can be taken for a formula: see [`guard`].

use std::borrow::Cow;
use std::io::{self, Write};

use super::{ArticleReport, EntityRecord, Record, Summary, Writer};

/// Columns, version 1.
pub const COLUMNS: [&str; 23] = [
    "finding_id",
    "article",
    "check",
    "severity",
    "confidence",
    "side",
    "block",
    "line",
    "column",
    "found",
    "suggestion",
    "original_text",
    "translation_text",
    "message",
    "its_type",
    "mqm_category",
    "from",
    "to",
    "source_name",
    "renderings",
    "link",
    "decision",
    "comment",
];

/// Shape of a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvDialect {
    /// RFC 4180 for spreadsheets: byte-order mark, commas, CRLF, guarded cells.
    #[default]
    Rfc,
    /// The same with semicolons, for spreadsheets of countries with a decimal comma.
    Semicolon,
    /// For machines: no byte-order mark, no guard, LF.
    Plain,
}

impl CsvDialect {
    /// Names of all dialects, as `--csv-dialect` takes them.
    pub const NAMES: [&'static str; 3] = ["rfc", "semicolon", "plain"];

    /// Name, as `--csv-dialect` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rfc => "rfc",
            Self::Semicolon => "semicolon",
            Self::Plain => "plain",
        }
    }

    fn is_for_machines(self) -> bool {
        self == Self::Plain
    }

    fn rows<'c>(self, rows: impl IntoIterator<Item = Vec<Cow<'c, str>>>) -> io::Result<Vec<u8>> {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(if self == Self::Semicolon { b';' } else { b',' });
        builder.terminator(if self.is_for_machines() { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF });
        let mut writer = builder.from_writer(Vec::new());
        for row in rows {
            if self.is_for_machines() {
                writer.write_record(row.iter().map(|cell| cell.as_bytes()))?;
            } else {
                writer.write_record(row.iter().map(|cell| guard(cell).into_owned()))?;
            }
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn is_risky(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\'' | '\t' | '\r' | '\n')
}

/// `cell` as it may stand in a spreadsheet: one that begins with `= + - @ '`, a tab or a line break gets an apostrophe
/// before it, so that no program takes what an article says for a formula.
#[must_use]
pub fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(is_risky) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell [`guard`] was given. An apostrophe before anything else is the editor's own and stays.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(is_risky)).unwrap_or(cell)
}

/// Writes [`COLUMNS`] and a row a finding.
pub(super) struct CsvWriter<W> {
    out: W,
    dialect: CsvDialect,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(out: W, dialect: CsvDialect) -> Self {
        Self { out, dialect }
    }
}

impl<W: Write + Send> Writer for CsvWriter<W> {
    fn begin(&mut self) -> io::Result<()> {
        if !self.dialect.is_for_machines() {
            self.out.write_all("\u{feff}".as_bytes())?;
        }
        self.out.write_all(&self.dialect.rows([COLUMNS.map(Cow::Borrowed).to_vec()])?)
    }

    fn article(&mut self, report: &ArticleReport) -> io::Result<()> {
        self.out.write_all(&self.dialect.rows(report.records.iter().map(cells))?)
    }

    fn end(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

fn cells(record: &Record) -> Vec<Cow<'_, str>> {
    let own = |text: String| Cow::Owned(text);
    let spot = record.primary();
    let start = spot.places.map(|(start, _)| start);
    let number = |number: Option<u32>| number.map_or(Cow::Borrowed(""), |number| own(number.to_string()));
    vec![
        own(record.fingerprint.map_or_else(String::new, |fingerprint| fingerprint.to_string())),
        Cow::Borrowed(&record.article),
        Cow::Borrowed(record.check.id),
        Cow::Borrowed(record.severity.name()),
        own(record.confidence_text()),
        Cow::Borrowed(record.side.name()),
        own(spot.block.to_string()),
        number(start.map(|start| start.line)),
        number(start.map(|start| start.column)),
        Cow::Borrowed(&record.found),
        Cow::Borrowed(record.suggestion.as_deref().unwrap_or("")),
        Cow::Borrowed(record.original.as_ref().map_or("", |spot| &spot.excerpt.text)),
        Cow::Borrowed(&record.translation.excerpt.text),
        Cow::Borrowed(&record.message),
        Cow::Borrowed(record.check.its),
        Cow::Borrowed(record.check.mqm),
        own(record.from.map_or_else(String::new, |lang| lang.to_string())),
        own(record.to.to_string()),
        own(record.entity.as_ref().map_or_else(String::new, |entity| entity.original_forms.join(" | "))),
        own(record.entity.as_ref().map_or_else(String::new, EntityRecord::renderings_text)),
        own(record.link()),
        Cow::Borrowed(""),
        Cow::Borrowed(""),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::record::tests::record;

    fn written(dialect: CsvDialect, records: Vec<Record>) -> Vec<u8> {
        let mut out = Vec::new();
        let mut writer = CsvWriter::new(&mut out, dialect);
        writer.begin().unwrap();
        writer.article(&ArticleReport { records, error: None, ..ArticleReport::failed("a", "") }).unwrap();
        writer.end(&Summary::default()).unwrap();
        out
    }

    #[test]
    fn a_finding_is_a_row_of_the_fixed_columns() {
        let text = String::from_utf8(written(CsvDialect::Rfc, vec![record()])).unwrap();
        let (header, row) = text.split_once("\r\n").unwrap();
        assert_eq!(
            header,
            "\u{feff}finding_id,article,check,severity,confidence,side,block,line,column,found,suggestion,original_text,\
             translation_text,message,its_type,mqm_category,from,to,source_name,renderings,link,decision,comment"
        );
        assert_eq!(
            row,
            ",x/a.txt,name-drift,error,0.97,translation,2,3,10,Wang I,Wang Yi,Ministr Wang I přijel.,Minister Wang I came.,\
             \"one name is written \"\"Wang I\"\" and \"\"Wang Yi\"\"\",inconsistency,Inconsistent use of terminology,cs,en,\
             Wang I | Wang,Wang Yi (s3+s4) | Wang I (s2),a.txt:3:10,,\r\n"
        );
    }

    #[test]
    fn dialects_differ_in_mark_delimiter_guard_and_line_end() {
        let risky = Record { found: "=1+1".to_owned(), ..record() };
        let semicolon = String::from_utf8(written(CsvDialect::Semicolon, vec![risky.clone()])).unwrap();
        assert!(semicolon.starts_with("\u{feff}finding_id;article;") && semicolon.contains(";'=1+1;"));
        let plain = String::from_utf8(written(CsvDialect::Plain, vec![risky])).unwrap();
        assert!(plain.starts_with("finding_id,article,") && plain.contains(",=1+1,") && !plain.contains('\r'));
    }

    #[test]
    fn only_what_the_guard_added_is_taken_off() {
        for cell in ["=HYPERLINK(\"x\")", "+1", "-1", "@a", "'a", "''", "'=a", "\ta", "\ra", "\na", "a", "", "Wang's"] {
            assert_eq!(unguard(&guard(cell)), cell);
        }
        assert_eq!(guard("=a"), "'=a");
        assert_eq!(unguard("'twas the editor's word"), "'twas the editor's word");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "(?s)[-=+@'\t\r\n\";,a\u{feff}č漢 ]{0,12}|(?s).{0,20}", dialect in 0..3) {
            let dialect = [CsvDialect::Rfc, CsvDialect::Semicolon, CsvDialect::Plain][usize::try_from(dialect).unwrap()];
            let records = vec![Record { found: text.clone(), message: text.clone(), article: text.clone(), ..record() }; 2];
            let bytes = written(dialect, records);
            let mut reader = csv::ReaderBuilder::new();
            reader.delimiter(if dialect == CsvDialect::Semicolon { b';' } else { b',' });
            let mut reader = reader.from_reader(bytes.as_slice());
            prop_assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS.to_vec());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), 2);
            for cell in rows.iter().flat_map(|row| [1, 9, 13].map(|column| &row[column])) {
                if dialect != CsvDialect::Plain {
                    prop_assert!(!cell.starts_with(|c| is_risky(c) && c != '\''), "{cell:?} reads as a formula");
                }
                prop_assert_eq!(if dialect == CsvDialect::Plain { cell } else { unguard(cell) }, &text);
            }
        }
    }
}
