//! A folder to work in and the program to run there.
#![expect(clippy::unwrap_used, reason = "what helps a test fails as a test does")]

#[cfg(feature = "embed")]
pub(crate) mod model;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// An original and its translation, in which the headline stands twice and nothing else is wrong.
pub(crate) const ORIGINAL: &str = "Ministr odletěl do Prahy\n\nPremiér dnes jednal s ministrem o rozpočtu.\n";
/// The translation of [`ORIGINAL`].
pub(crate) const TRANSLATION: &str = "The minister flew to Prague\n\nThe minister flew to Prague\n\nThe prime minister discussed the budget with the minister today.\n";
/// The same, without the fault.
pub(crate) const CLEAN: &str =
    "The minister flew to Prague\n\nThe prime minister discussed the budget with the minister today.\n";

/// A temporary folder.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What a run said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// With these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Names of what stands in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.current_dir(self.folder.path()).args(arguments).env_remove("COLUMNS").env_remove("RAYON_NUM_THREADS");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// With `input` on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|threads| {
            // A program that stops before it has read everything is no fault of the writer.
            threads.spawn(move || drop(stdin.write_all(input.as_bytes())));
            child.wait_with_output().unwrap()
        });
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Said {
    /// The records of JSON Lines on standard output.
    pub(crate) fn records(&self) -> Vec<Value> {
        records(&self.stdout)
    }

    /// `article check` of every finding on standard output.
    pub(crate) fn findings(&self) -> Vec<String> {
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = self.records().into_iter().filter(|record| record["schema"] == "isogloss.finding/1");
        findings.map(|record| format!("{} {}", word(&record["article"]), word(&record["check"]))).collect()
    }

    /// Says that the run could not be done, for a reason that names all of `words`, and that nothing crashed.
    pub(crate) fn assert_refused(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert!(self.stderr.contains("error: "), "{self:?}");
        assert!(!self.stderr.contains("internal error"), "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "`{word}` is not in {self:?}");
        }
    }
}

pub(crate) fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One line of a batch.
pub(crate) fn record(id: &str, original: &str, translation: &str) -> String {
    json!({"id": id, "from": "cs", "to": "en", "original": original, "translation": translation}).to_string()
}

/// Lines of standard output by the article they are about.
pub(crate) fn by_article(text: &str) -> BTreeMap<String, Vec<&str>> {
    let mut articles: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        articles.entry(record["article"].as_str().unwrap().to_owned()).or_default().push(line);
    }
    articles
}

/// The corpora of the project.
pub(crate) fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

/// Every pair of the corpora as a line of a batch.
pub(crate) fn corpora_batch() -> Vec<String> {
    let mut lines = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(corpora()).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let mut texts: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        texts.sort();
        texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let (originals, translations): (Vec<_>, Vec<_>) = texts.iter().partition(|path| name(path).starts_with("original."));
        let lang = |path: &Path| name(path).split('.').nth(1).unwrap().to_owned();
        for translation in translations {
            let line = json!({
                "id": format!("{}/{}", name(folder), name(translation)),
                "from": lang(originals[0]),
                "to": lang(translation),
                "original": std::fs::read_to_string(originals[0]).unwrap(),
                "translation": std::fs::read_to_string(translation).unwrap(),
            });
            lines.push(line.to_string());
        }
    }
    assert!(lines.len() >= 4, "too few corpora to say anything");
    lines
}
