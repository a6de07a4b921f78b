//! Which text is the translation of which: two files, two folders, one folder, or a list of files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::batch::RecordText;
use super::error::InputError;
use super::language::{FileName, is_text_extension};
use crate::text::Lang;

/// An article pair still to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Name in reports, unique in a run.
    pub id: String,
    /// Language of the original, where it is told.
    pub from: Option<Lang>,
    /// Language of the translation, where it is told.
    pub to: Option<Lang>,
    /// Where the texts are.
    pub source: Source,
}

/// Where the texts of a pair are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In files.
    Files {
        /// The text translated from.
        original: Option<PathBuf>,
        /// The text to be checked.
        translation: PathBuf,
    },
    /// In a record of a batch.
    Texts {
        /// Name of the batch.
        batch: Arc<str>,
        /// 1-based line of the record.
        line: u64,
        /// The text translated from.
        original: Option<RecordText>,
        /// The text to be checked.
        translation: RecordText,
    },
}

/// What there is to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pairs, ordered by id (a manifest's in its own order).
    pub jobs: Vec<Job>,
    /// Texts without a partner, each with the reason, sorted.
    pub unpaired: Vec<String>,
    /// Pairs that cannot be read, found already while planning; the others go on.
    pub errors: Vec<InputError>,
}

impl Plan {
    /// The jobs, then the errors, as a batch gives them.
    pub fn into_results(self) -> impl Iterator<Item = Result<Job, InputError>> + Send {
        self.jobs.into_iter().map(Ok).chain(self.errors.into_iter().map(Err))
    }

    /// Adds `job`, or an error when its id is taken; `place` is where it was told.
    pub(super) fn push(&mut self, job: Job, place: &str, seen: &mut HashMap<String, String>) {
        if let Some(first) = seen.get(&job.id) {
            let error = InputError::DuplicateId { path: place.to_owned(), id: job.id, first: first.clone() };
            self.errors.push(error);
        } else {
            seen.insert(job.id.clone(), place.to_owned());
            self.jobs.push(job);
        }
    }
}

/// Pairs from one or two paths: two files, two folders, one file (a translation alone) or one folder whose files pair by
/// language suffix. `from` and `to` say the languages; ids of single files are relative to `base`, the working directory,
/// those of files in a folder to the folder.
///
/// # Errors
/// When a path does not exist or cannot be listed, or one is a folder and the other is not.
pub fn jobs_from_paths(
    original: Option<&Path>,
    translation: &Path,
    from: Option<Lang>,
    to: Option<Lang>,
    base: &Path,
) -> Result<Plan, InputError> {
    let translation_is_folder = is_folder(translation)?;
    let Some(original) = original else {
        if translation_is_folder {
            return Ok(pair_in_folders(&texts_in(translation)?, from, to, |_| true));
        }
        return Ok(single(None, translation, from, to, base));
    };
    match (is_folder(original)?, translation_is_folder) {
        (false, false) => Ok(single(Some(original), translation, from, to, base)),
        (true, true) => Ok(pair_folders(&texts_in(original)?, &texts_in(translation)?, from, to)),
        (true, false) => Err(folder_and_file(original, translation)),
        (false, true) => Err(folder_and_file(translation, original)),
    }
}

/// Pairs that hold one of `files`, found by language suffix. The partner need not be among `files`: a pre-commit hook is
/// given the changed files only, and an edited translation is to be read against its unchanged original. Ids are relative
/// to `base`, the working directory.
///
/// # Errors
/// When a file does not exist or its folder cannot be read.
pub fn jobs_from_files(files: &[PathBuf], from: Option<Lang>, to: Option<Lang>, base: &Path) -> Result<Plan, InputError> {
    let mut wanted = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for file in files {
        if is_folder(file)? {
            return Err(InputError::Folder { path: file.display().to_string() });
        }
        folders.insert(file.parent().map(Path::to_path_buf).unwrap_or_default());
        wanted.insert(file.clone());
    }
    let mut texts = Vec::new();
    for folder in folders {
        let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let entries = listed.read_dir().map_err(|error| InputError::io(listed, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| InputError::io(listed, &error))?;
            let path = folder.join(entry.file_name());
            if path.is_file() && (has_text_extension(&path) || wanted.contains(&path)) {
                texts.push(Text::new(path.clone(), id_of(&path, base)));
            }
        }
    }
    texts.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(pair_in_folders(&texts, from, to, |text| wanted.contains(&text.path)))
}

fn is_folder(path: &Path) -> Result<bool, InputError> {
    path.metadata().map(|metadata| metadata.is_dir()).map_err(|error| InputError::io(path, &error))
}

fn folder_and_file(folder: &Path, file: &Path) -> InputError {
    InputError::FolderAndFile { folder: folder.display().to_string(), file: file.display().to_string() }
}

fn single(original: Option<&Path>, translation: &Path, from: Option<Lang>, to: Option<Lang>, base: &Path) -> Plan {
    let from = from.or_else(|| FileName::of(original?).lang);
    let to = to.or_else(|| FileName::of(translation).lang);
    let source = Source::Files { original: original.map(Path::to_path_buf), translation: translation.to_path_buf() };
    let job = Job { id: id_of(translation, base), from, to, source };
    Plan { jobs: vec![job], ..Plan::default() }
}

/// `path` relative to `base` where it lies below, with `/` between its parts.
pub(super) fn id_of(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    let mut id = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => id.push('/'),
            part => {
                if !id.is_empty() && !id.ends_with('/') {
                    id.push('/');
                }
                id.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    id
}

/// A file that may be a side of a pair.
#[derive(Debug, Clone)]
struct Text {
    path: PathBuf,
    id: String,
    name: FileName,
}

impl Text {
    fn new(path: PathBuf, id: String) -> Self {
        let name = FileName::of(&path);
        Self { path, id, name }
    }

    fn folder(&self) -> &str {
        self.id.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// True unless both languages are told and are the same.
    fn may_translate(&self, original: &Self) -> bool {
        self.path != original.path && (self.name.lang.is_none() || self.name.lang != original.name.lang)
    }

    /// True unless its suffix says another language than `wanted`.
    fn may_be(&self, wanted: Option<Lang>) -> bool {
        match (self.name.lang, wanted) {
            (Some(lang), Some(wanted)) => lang.code() == wanted.code(),
            _ => true,
        }
    }

    fn job(&self, original: &Self, from: Option<Lang>, to: Option<Lang>) -> Job {
        let source = Source::Files { original: Some(original.path.clone()), translation: self.path.clone() };
        Job { id: self.id.clone(), from: from.or(original.name.lang), to: to.or(self.name.lang), source }
    }
}

fn has_text_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| is_text_extension(&extension.to_string_lossy()))
}

/// The texts below `folder`, sorted by id; hidden and git-ignored files are left out.
fn texts_in(folder: &Path) -> Result<Vec<Text>, InputError> {
    let mut texts = Vec::new();
    for entry in WalkBuilder::new(folder).build() {
        let entry = entry.map_err(|error| {
            let reason = error.to_string();
            InputError::Io { path: folder.display().to_string(), reason }
        })?;
        let path = entry.into_path();
        if path.is_file() && has_text_extension(&path) {
            let id = id_of(&path, folder);
            texts.push(Text::new(path, id));
        }
    }
    texts.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(texts)
}

/// Two folders: a text and its translation have the same path but for language suffix and ending.
fn pair_folders(originals: &[Text], translations: &[Text], from: Option<Lang>, to: Option<Lang>) -> Plan {
    let mut by_key: BTreeMap<(&str, &str), Vec<&Text>> = BTreeMap::new();
    for text in originals.iter().filter(|text| text.may_be(from)) {
        by_key.entry((text.folder(), text.name.stem.as_str())).or_default().push(text);
    }
    let mut plan = Plan::default();
    let mut used = BTreeSet::new();
    for text in translations.iter().filter(|text| text.may_be(to)) {
        let key = (text.folder(), text.name.stem.as_str());
        let candidates = by_key.get(&key).map_or(&[][..], Vec::as_slice);
        let fitting: Vec<&Text> = candidates.iter().copied().filter(|original| text.may_translate(original)).collect();
        // The same name in both folders says more than the same stem.
        let same_name = fitting.iter().copied().find(|original| original.id == text.id);
        match (same_name, fitting.as_slice()) {
            (Some(original), _) | (None, &[original]) => {
                used.insert(&original.path);
                plan.jobs.push(text.job(original, from, to));
            }
            (None, []) => plan.unpaired.push(format!("{}: no original of that name", text.path.display())),
            (None, _) => plan.unpaired.push(format!("{}: several originals of that name; give --from", text.path.display())),
        }
    }
    for original in by_key.values().flatten().filter(|original| !used.contains(&original.path)) {
        plan.unpaired.push(format!("{}: no translation of that name", original.path.display()));
    }
    plan.unpaired.sort_unstable();
    plan
}

/// Texts side by side: those that share a folder and a stem and differ in language are a pair, and a text called
/// `original` or `source` is the original of every text of its folder in another language. Only pairs with a `wanted` text
/// count, and only such texts are listed as unpaired.
fn pair_in_folders(texts: &[Text], from: Option<Lang>, to: Option<Lang>, wanted: impl Fn(&Text) -> bool) -> Plan {
    let mut folders: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
    for text in texts {
        folders.entry(text.folder()).or_default().push(text);
    }
    let mut plan = Plan::default();
    let mut used = BTreeSet::new();
    let mut reasons: BTreeMap<&Path, &str> = BTreeMap::new();
    for folder in folders.values() {
        let is_original = |text: &&Text| text.name.is_original() && text.may_be(from);
        let originals: Vec<&Text> = folder.iter().copied().filter(is_original).collect();
        for group in groups(folder, &originals) {
            let (original, translations) = match split(&originals, &group, from, to) {
                Ok(sides) => sides,
                Err(reason) => {
                    reasons.extend(group.iter().map(|text| (text.path.as_path(), reason)));
                    continue;
                }
            };
            for text in translations {
                // A pair that nobody asked for still is one: neither text is missing its partner.
                used.extend([&text.path, &original.path]);
                if wanted(text) || wanted(original) {
                    plan.jobs.push(text.job(original, from, to));
                }
            }
        }
    }
    // What the user's languages leave out is not missing a partner.
    let is_asked_for = |text: &Text| text.may_be(from) || text.may_be(to);
    for text in texts.iter().filter(|text| wanted(text) && is_asked_for(text) && !used.contains(&text.path)) {
        let reason = reasons.get(text.path.as_path()).copied().unwrap_or("no text of that name in another language");
        plan.unpaired.push(format!("{}: {reason}", text.path.display()));
    }
    plan.jobs.sort_by(|a, b| a.id.cmp(&b.id));
    plan.unpaired.sort_unstable();
    plan
}

/// The texts of a folder that belong together: all of them where there is a text called `original`, else by stem.
fn groups<'t>(folder: &[&'t Text], originals: &[&Text]) -> Vec<Vec<&'t Text>> {
    if !originals.is_empty() {
        return vec![folder.to_vec()];
    }
    let mut by_stem: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
    for text in folder {
        by_stem.entry(text.name.stem.as_str()).or_default().push(text);
    }
    by_stem.into_values().collect()
}

/// The original of a group and its translations, or why that cannot be told.
fn split<'t>(
    originals: &[&'t Text],
    group: &[&'t Text],
    from: Option<Lang>,
    to: Option<Lang>,
) -> Result<(&'t Text, Vec<&'t Text>), &'static str> {
    let original = match originals {
        [original] => original,
        [_, _, ..] => return Err("several texts called `original` in the folder; give --from"),
        [] => original_by_suffix(group, from, to)?,
    };
    let fits = |text: &&Text| text.may_translate(original) && text.may_be(to) && !text.name.is_original();
    let mut translations: Vec<&Text> = group.iter().copied().filter(fits).collect();
    // A read-me beside texts that tell their language is no translation.
    if translations.iter().any(|text| text.name.lang.is_some()) {
        translations.retain(|text| text.name.lang.is_some());
    }
    if translations.is_empty() {
        return Err("no text of that name in another language");
    }
    Ok((original, translations))
}

/// The original of texts that differ in their language suffix only: the one in the language `from`, or of two the one that
/// is not in the language `to`.
fn original_by_suffix<'t>(group: &[&'t Text], from: Option<Lang>, to: Option<Lang>) -> Result<&'t Text, &'static str> {
    const NONE: &str = "no text of that name in another language";
    if group.len() < 2 {
        return Err(NONE);
    }
    let in_lang = |text: &&&Text, wanted: Lang| text.name.lang.is_some_and(|lang| lang.code() == wanted.code());
    let candidates: Vec<&Text> = match (from, to) {
        (Some(from), _) => group.iter().filter(|text| in_lang(text, from)).copied().collect(),
        (None, Some(to)) => group.iter().filter(|text| !in_lang(text, to)).copied().collect(),
        (None, None) => return Err("which of the languages is the original? give --from and --to"),
    };
    match candidates.as_slice() {
        [original] => Ok(original),
        [] => Err("no text of that name in the language of the original"),
        _ => Err("several texts of that name may be the original; give --from"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "Text.").unwrap();
        }
        folder
    }

    fn lang(code: &str) -> Option<Lang> {
        Some(Lang::parse(code).unwrap())
    }

    /// `original -> id from to`, relative to `base`.
    fn pairs(plan: &Plan, base: &Path) -> Vec<String> {
        plan.jobs
            .iter()
            .map(|job| {
                let Source::Files { original, .. } = &job.source else { panic!("files") };
                let original = original.as_ref().map_or("-".to_owned(), |path| id_of(path, base));
                let code = |lang: Option<Lang>| lang.map_or("?", Lang::code);
                format!("{original} -> {} {} {}", job.id, code(job.from), code(job.to))
            })
            .collect()
    }

    fn unpaired(plan: &Plan, base: &Path) -> Vec<String> {
        plan.unpaired.iter().map(|line| line.replace(&format!("{}/", base.display()), "")).collect()
    }

    #[test]
    fn a_text_called_original_belongs_to_every_other_one_of_its_folder() {
        let root = folder(&[
            "x/original.cs.txt",
            "x/translation.en.txt",
            "x/clean.en.txt",
            "x/README.md",
            "x/findings.csv",
            "y/source.md",
            "y/a.md",
        ]);
        let plan = jobs_from_paths(None, root.path(), None, None, Path::new("/")).unwrap();
        assert_eq!(
            pairs(&plan, root.path()),
            [
                "x/original.cs.txt -> x/clean.en.txt cs en",
                "x/original.cs.txt -> x/translation.en.txt cs en",
                "y/source.md -> y/a.md ? ?",
            ]
        );
        assert_eq!(unpaired(&plan, root.path()), ["x/README.md: no text of that name in another language"]);
    }

    #[test]
    fn texts_of_one_stem_pair_by_suffix_once_the_original_is_told() {
        let root = folder(&["a.cs.txt", "a.en.txt", "a.de.txt", "b.en.txt", "c.txt", ".hidden.cs.txt"]);
        let plan = jobs_from_paths(None, root.path(), lang("cs"), lang("en"), Path::new("/")).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["a.cs.txt -> a.en.txt cs en"]);
        assert_eq!(
            unpaired(&plan, root.path()),
            ["b.en.txt: no text of that name in another language", "c.txt: no text of that name in another language",]
        );
        let plan = jobs_from_paths(None, root.path(), lang("cs"), None, Path::new("/")).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["a.cs.txt -> a.de.txt cs de", "a.cs.txt -> a.en.txt cs en"]);
        let plan = jobs_from_paths(None, root.path(), None, None, Path::new("/")).unwrap();
        assert_eq!(plan.jobs, []);
        assert!(plan.unpaired[0].ends_with("a.cs.txt: which of the languages is the original? give --from and --to"));
    }

    #[test]
    fn two_folders_pair_by_path_without_suffix() {
        let root =
            folder(&["from/a.cs.txt", "from/sub/b.txt", "from/c.txt", "to/a.en.txt", "to/a.de.txt", "to/sub/b.md", "to/d.txt"]);
        let plan = jobs_from_paths(Some(&root.path().join("from")), &root.path().join("to"), None, None, Path::new("/")).unwrap();
        assert_eq!(
            pairs(&plan, root.path()),
            ["from/a.cs.txt -> a.de.txt cs de", "from/a.cs.txt -> a.en.txt cs en", "from/sub/b.txt -> sub/b.md ? ?",]
        );
        assert_eq!(
            unpaired(&plan, root.path()),
            ["from/c.txt: no translation of that name", "to/d.txt: no original of that name"]
        );
    }

    #[test]
    fn the_same_name_in_two_folders_wins_over_the_same_stem() {
        let root = folder(&["from/a.txt", "from/a.md", "to/a.md"]);
        let plan = jobs_from_paths(Some(&root.path().join("from")), &root.path().join("to"), None, None, Path::new("/")).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["from/a.md -> a.md ? ?"]);
    }

    #[test]
    fn single_files_are_a_pair_or_a_translation_alone() {
        let root = folder(&["n/a.cs.txt", "n/b.txt"]);
        let (a, b) = (root.path().join("n/a.cs.txt"), root.path().join("n/b.txt"));
        let plan = jobs_from_paths(Some(&a), &b, None, lang("en"), root.path()).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["n/a.cs.txt -> n/b.txt cs en"]);
        let plan = jobs_from_paths(None, &a, None, None, root.path()).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["- -> n/a.cs.txt ? cs"]);
    }

    #[test]
    fn paths_that_do_not_fit_are_errors() {
        let root = folder(&["n/a.txt"]);
        let file = root.path().join("n/a.txt");
        let error = jobs_from_paths(Some(root.path()), &file, None, None, root.path()).unwrap_err();
        assert!(matches!(error, InputError::FolderAndFile { .. }));
        let error = jobs_from_paths(None, &root.path().join("none.txt"), None, None, root.path()).unwrap_err();
        assert!(matches!(error, InputError::Missing { .. }));
        let error = jobs_from_files(&[root.path().join("n")], None, None, root.path()).unwrap_err();
        assert!(matches!(error, InputError::Folder { .. }));
    }

    #[test]
    fn files_of_a_hook_find_partners_that_were_not_changed() {
        let root = folder(&["n/a.cs.txt", "n/a.en.txt", "n/b.cs.txt", "n/b.en.txt", "n/c.en.txt"]);
        let files = [root.path().join("n/a.en.txt"), root.path().join("n/c.en.txt")];
        let plan = jobs_from_files(&files, lang("cs"), lang("en"), root.path()).unwrap();
        assert_eq!(pairs(&plan, root.path()), ["n/a.cs.txt -> n/a.en.txt cs en"]);
        assert_eq!(unpaired(&plan, root.path()), ["n/c.en.txt: no text of that name in another language"]);
    }

    #[test]
    fn ids_are_relative_paths_with_slashes() {
        assert_eq!(id_of(Path::new("./a/./b.txt"), Path::new("/w")), "a/b.txt");
        assert_eq!(id_of(Path::new("/w/a/b.txt"), Path::new("/w")), "a/b.txt");
        assert_eq!(id_of(Path::new("/x/b.txt"), Path::new("/w")), "/x/b.txt");
    }
}
