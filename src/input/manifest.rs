//! A list of pairs in a CSV file.

use std::collections::HashMap;
use std::path::Path;

use super::error::{InputError, language_help};
use super::language::FileName;
use super::load::{ReadOptions, read_text};
use super::pair::{Job, Plan, Source, id_of};
use crate::text::Lang;

/// Pairs from a CSV file with the columns `original`, `translation`, `from`, `to` and `id`, of which only `translation` is
/// needed; a comma, semicolon or tab separates. Paths are relative to the manifest. A row's languages and id win over
/// `from`, `to` and the file names; without an id it is the path of the translation as written.
///
/// # Errors
/// When the file cannot be read or has no column `translation`. A bad row is among the plan's errors, and the rest goes on.
pub fn jobs_from_manifest(path: &Path, from: Option<Lang>, to: Option<Lang>, options: &ReadOptions) -> Result<Plan, InputError> {
    let (text, _) = read_text(path, None, options)?;
    let manifest = Manifest { name: path.display().to_string(), folder: path.parent().unwrap_or(Path::new("")), from, to };
    manifest.plan(&text)
}

struct Manifest<'p> {
    name: String,
    folder: &'p Path,
    from: Option<Lang>,
    to: Option<Lang>,
}

/// Where each column stands, if it is there.
struct Columns {
    original: Option<usize>,
    translation: usize,
    from: Option<usize>,
    to: Option<usize>,
    id: Option<usize>,
}

impl Manifest<'_> {
    fn error(&self, line: u64, reason: impl Into<String>, help: Option<String>) -> InputError {
        InputError::Manifest { path: self.name.clone(), line, reason: reason.into(), help }
    }

    fn plan(&self, text: &str) -> Result<Plan, InputError> {
        let header = text.lines().next().unwrap_or("");
        let separator = [b';', b'\t'].into_iter().find(|mark| header.as_bytes().contains(mark)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let columns = self.columns(reader.headers().map_err(|error| self.error(1, error.to_string(), None))?)?;
        let mut plan = Plan::default();
        let mut seen = HashMap::new();
        for row in reader.records() {
            let row = row.map_err(|error| {
                let line = error.position().map_or(1, csv::Position::line);
                self.error(line, error.to_string(), None)
            })?;
            let line = row.position().map_or(1, csv::Position::line);
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match self.job(&row, &columns, line) {
                Ok(job) => plan.push(job, &format!("{}:{line}", self.name), &mut seen),
                Err(error) => plan.errors.push(error),
            }
        }
        Ok(plan)
    }

    fn columns(&self, header: &csv::StringRecord) -> Result<Columns, InputError> {
        let find = |name: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        let Some(translation) = find("translation") else {
            let found: Vec<String> = header.iter().map(|cell| format!("`{cell}`")).collect();
            let help = format!("columns are original, translation, from, to, id; the first line has {}", found.join(", "));
            return Err(self.error(1, "there is no column `translation`", Some(help)));
        };
        Ok(Columns { original: find("original"), translation, from: find("from"), to: find("to"), id: find("id") })
    }

    fn job(&self, row: &csv::StringRecord, columns: &Columns, line: u64) -> Result<Job, InputError> {
        let cell = |column: Option<usize>| column.and_then(|index| row.get(index)).map(str::trim).filter(|cell| !cell.is_empty());
        let language = |column, name: &str| match cell(column).map(Lang::parse).transpose() {
            Ok(lang) => Ok(lang),
            Err(error) => Err(self.error(line, format!("`{name}`: {error}"), Some(language_help(&error)))),
        };
        let Some(translation) = cell(Some(columns.translation)) else {
            return Err(self.error(line, "the row names no translation", None));
        };
        let original = cell(columns.original).map(|path| self.folder.join(path));
        let from = language(columns.from, "from")?.or(self.from).or_else(|| FileName::of(original.as_ref()?).lang);
        let to = language(columns.to, "to")?.or(self.to).or_else(|| FileName::of(Path::new(translation)).lang);
        let id = cell(columns.id).map_or_else(|| id_of(Path::new(translation), Path::new("")), str::to_owned);
        Ok(Job { id, from, to, source: Source::Files { original, translation: self.folder.join(translation) } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> Result<Plan, InputError> {
        Manifest { name: "pairs.csv".into(), folder: Path::new("news"), from: None, to: Lang::parse("en").ok() }.plan(text)
    }

    #[test]
    fn rows_are_pairs_with_paths_beside_the_manifest() {
        let plan = plan("original,translation,from,to,id\na.txt,b.txt,cs,de,first\n,c.sk.txt,,,\n").unwrap();
        let job = &plan.jobs[0];
        assert_eq!((job.id.as_str(), job.from.map(Lang::code), job.to.map(Lang::code)), ("first", Some("cs"), Some("de")));
        assert_eq!(job.source, Source::Files { original: Some("news/a.txt".into()), translation: "news/b.txt".into() });
        assert_eq!((plan.jobs[1].id.as_str(), plan.jobs[1].to.map(Lang::code)), ("c.sk.txt", Some("en")));
    }

    #[test]
    fn a_spreadsheets_separator_and_column_order_are_understood() {
        let plan = plan("ID;Translation\nx;\"a;b.txt\"\n").unwrap();
        assert_eq!(plan.jobs[0].id, "x");
        assert_eq!(plan.jobs[0].source, Source::Files { original: None, translation: "news/a;b.txt".into() });
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_goes_on() {
        let plan = plan("translation,from,id\na.txt,cz,1\n,cs,2\nb.txt,cs,3\nc.txt,cs,3\n").unwrap();
        assert_eq!(plan.jobs.len(), 1);
        let messages: Vec<String> = plan.errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "read manifest: pairs.csv:2: `from`: unknown language `cz`",
                "read manifest: pairs.csv:3: the row names no translation",
                "tell articles apart: pairs.csv:5: the id `3` stands twice",
            ]
        );
        assert_eq!(plan.errors[2].help().unwrap(), "the first one is pairs.csv:4; every article needs an id of its own");
    }

    #[test]
    fn a_list_without_the_column_is_refused() {
        let error = plan("tranlation\nx\n").unwrap_err();
        assert_eq!(error.to_string(), "read manifest: pairs.csv:1: there is no column `translation`");
        assert!(error.help().unwrap().contains("`tranlation`"));
    }
}
