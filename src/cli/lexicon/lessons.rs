//! What a lexicon is learned from: pairs of texts by their languages.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::cli::inputs::Inputs;
use crate::cli::output::{Notices, fault};
use crate::cli::prepared::Prepared;
use crate::cli::progress::Progress;
use isogloss::Lang;
use isogloss::align::{Lesson, Text};
use isogloss::input::{InputError, Job, ReadOptions, Tmx, load, read_file};
use isogloss::text::Segmenters;

/// Articles read together.
const CHUNK: usize = 64;
/// Units of a memory prepared together: enough that they share their words, few enough for all cores to have some.
const UNITS: usize = 1000;
/// Longest memory, in bytes: its words have to be kept all at once.
const LONGEST: u64 = 1 << 30;

/// Texts of one pair of languages.
pub(super) struct Group {
    pub(super) from: Lang,
    pub(super) to: Lang,
    articles: Vec<(Text, Text)>,
    /// Units of memories, many in a text.
    memories: Vec<(Text, Text)>,
}

impl Group {
    /// All of it, to be learned.
    pub(super) fn lessons(&self) -> Vec<Lesson<'_>> {
        let lessons = |texts, aligned| {
            let texts: &Vec<(Text, Text)> = texts;
            texts.iter().map(move |(source, target)| Lesson { source, target, aligned })
        };
        lessons(&self.articles, false).chain(lessons(&self.memories, true)).collect()
    }

    /// How much it is, in words.
    pub(super) fn size(&self) -> String {
        let count = |texts: &[(Text, Text)]| {
            texts.iter().fold((0, 0), |(from, to), (source, target)| (from + source.units.len(), to + target.units.len()))
        };
        let mut parts = Vec::new();
        if !self.articles.is_empty() {
            let (from, to) = count(&self.articles);
            let pairs =
                if self.articles.len() == 1 { "1 pair of texts" } else { &format!("{} pairs of texts", self.articles.len()) };
            parts.push(format!("{pairs} ({from} and {to} sentences)"));
        }
        if !self.memories.is_empty() {
            parts.push(format!("{} units of TMX", count(&self.memories).0));
        }
        parts.join(" and ")
    }
}

/// Reads lessons. What cannot be read is said and counted; in the end it is a failure.
pub(super) struct Lessons {
    options: ReadOptions,
    sentences: bool,
    quiet: bool,
    segmenters: Segmenters,
    groups: BTreeMap<(&'static str, &'static str), Group>,
    notices: Notices,
}

impl Lessons {
    pub(super) fn new(options: ReadOptions, sentences: bool, quiet: bool) -> Self {
        let (segmenters, groups, notices) = (Segmenters::default(), BTreeMap::new(), Notices::default());
        Self { options, sentences, quiet, segmenters, groups, notices }
    }

    fn group(&mut self, from: Lang, to: Lang) -> &mut Group {
        self.groups.entry((from.code(), to.code())).or_insert_with(|| {
            let plain = |lang: Lang| Lang::parse(lang.code()).unwrap_or(lang);
            Group { from: plain(from), to: plain(to), articles: Vec::new(), memories: Vec::new() }
        })
    }

    /// Adds article pairs; a text without the other one of its pair teaches nothing.
    pub(super) fn add_articles(&mut self, inputs: Inputs) {
        let mut progress = Progress::new(self.quiet, inputs.total, "articles read");
        let mut jobs = inputs.jobs;
        loop {
            let chunk: Vec<_> = jobs.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let prepare = |job: Result<Job, InputError>| -> Result<Prepared, InputError> {
                Ok(Prepared::new(load(&job?, &self.options)?.pair, &self.segmenters, self.sentences))
            };
            let pairs: Vec<Result<Prepared, InputError>> = chunk.into_par_iter().map(prepare).collect();
            for pair in pairs {
                match pair {
                    Ok(pair) if pair.source.units.is_empty() || pair.target.units.is_empty() => {}
                    Ok(pair) => {
                        let (from, to) = pair.languages();
                        self.group(from, to).articles.push((pair.source, pair.target));
                    }
                    Err(error) => {
                        progress.clear();
                        self.notices.error(&error, error.help().as_deref());
                    }
                }
                progress.advance();
            }
        }
        progress.clear();
    }

    /// Adds the units of a TMX.
    pub(super) fn add_memory(&mut self, path: &Path, from: Option<Lang>, to: Option<Lang>) -> anyhow::Result<()> {
        let (text, _) = read_file(path, LONGEST)?;
        let name = path.display().to_string();
        type Units = Vec<(String, String)>;
        let mut memories: BTreeMap<(&str, &str), (Lang, Lang, Units)> = BTreeMap::new();
        for unit in Tmx::new(&text, &name, &self.options) {
            for pair in unit?.pairs(from, to) {
                let entry = memories.entry((pair.from.code(), pair.to.code()));
                let (.., units) = entry.or_insert_with(|| (pair.from, pair.to, Vec::new()));
                units.push((pair.original.to_owned(), pair.translation.to_owned()));
            }
        }
        if memories.is_empty() {
            let help = "each unit needs a segment in both languages; --from and --to must be languages of the file";
            return Err(fault(format!("learn from {name}: no unit in the languages asked for"), Some(help)));
        }
        for (from, to, units) in memories.into_values() {
            let prepare = |units: &[(String, String)]| {
                let source = Text::of_sentences(units.iter().map(|(original, _)| original.as_str()), from, &self.segmenters);
                let target = Text::of_sentences(units.iter().map(|(_, translation)| translation.as_str()), to, &self.segmenters);
                (source, target)
            };
            let texts: Vec<(Text, Text)> = units.par_chunks(UNITS).map(prepare).collect();
            self.group(from, to).memories.extend(texts);
        }
        Ok(())
    }

    /// What was read, in the order of the languages.
    pub(super) fn finish(self) -> anyhow::Result<Vec<Group>> {
        if self.notices.any_error() {
            let help = "nothing is written: mend or leave out what is named above";
            return Err(fault("read all of the inputs", Some(help)));
        }
        if self.groups.is_empty() {
            let help = "texts end in .txt, .md or .markdown and pair by name and language suffix (a.cs.txt, a.en.txt)";
            return Err(fault("learn anything: no pair of texts among the inputs", Some(help)));
        }
        Ok(self.groups.into_values().collect())
    }
}
