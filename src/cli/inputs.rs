//! From paths to jobs, for every command that reads article pairs.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use isogloss::config::Config;
use isogloss::input::{Batch, InputError, Job, Plan, ReadOptions, Source, jobs_from_files, jobs_from_manifest, jobs_from_paths};
use isogloss::text::Lang;

use super::output::{self, fault};

/// Where the pairs of a run are told: at most one of paths, files, manifest and batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'r> {
    /// Name of the command, for help.
    pub(crate) command: &'static str,
    /// An original and a translation, or one path: a translation, or a folder whose files pair by language suffix.
    pub(crate) paths: &'r [PathBuf],
    /// Files that pair by language suffix with their neighbours.
    pub(crate) files: &'r [PathBuf],
    /// A list of pairs.
    pub(crate) manifest: Option<&'r Path>,
    /// A stream of records, `-` for standard input.
    pub(crate) batch: Option<&'r Path>,
    /// Language of the originals as the command line has it.
    pub(crate) from: Option<Lang>,
    /// Language of the translations as the command line has it.
    pub(crate) to: Option<Lang>,
    /// The configuration: languages, and the folder from which ids count.
    pub(crate) config: &'r Config,
    /// How texts are read.
    pub(crate) read: &'r ReadOptions,
}

/// What a run reads.
pub(crate) struct Inputs {
    /// The pairs, to be read one by one.
    pub(crate) jobs: Box<dyn Iterator<Item = Result<Job, InputError>> + Send>,
    /// Number of pairs, where it is known beforehand.
    pub(crate) total: Option<usize>,
    /// Texts without a partner, each with the reason.
    pub(crate) unpaired: Vec<String>,
    /// Whether there is one pair only, named as such: two files.
    pub(crate) single: bool,
    /// Files that are read.
    files: Vec<PathBuf>,
}

impl Inputs {
    /// Finds what `request` names.
    pub(crate) fn new(request: &Request<'_>) -> anyhow::Result<Self> {
        let Request { config, paths, .. } = request;
        let (from, to) = (request.from.or(config.from), request.to.or(config.to));
        if let Some(batch) = request.batch {
            return Self::batch(batch, from, to, request.read);
        }
        if let Some(manifest) = request.manifest {
            let mut inputs = Self::planned(jobs_from_manifest(manifest, from, to, request.read)?);
            inputs.files.push(manifest.to_owned());
            return Ok(inputs);
        }
        let here = std::env::current_dir()?;
        if !request.files.is_empty() {
            let mut plan = jobs_from_files(request.files, from, to, &here)?;
            anchor_ids(&mut plan, config);
            return Ok(Self::planned(plan));
        }
        let (original, translation) = match paths {
            [translation] => (None, translation),
            [original, translation, ..] => (Some(original.as_path()), translation),
            [] => {
                let help = format!("`isogloss {} --help` shows examples", request.command);
                return Err(fault("find an input: none is given", Some(&help)));
            }
        };
        if translation.is_dir() {
            return Ok(Self::planned(jobs_from_paths(original, translation, from, to, &here)?));
        }
        // The language in a file's own name says more than a configuration for many files.
        let mut plan = jobs_from_paths(original, translation, request.from, request.to, &here)?;
        for job in &mut plan.jobs {
            job.from = job.from.or(config.from);
            job.to = job.to.or(config.to);
        }
        anchor_ids(&mut plan, config);
        Ok(Self { single: true, ..Self::planned(plan) })
    }

    fn planned(plan: Plan) -> Self {
        let files = plan.jobs.iter().flat_map(|job| match &job.source {
            Source::Files { original, translation } => original.iter().chain([translation]).cloned().collect(),
            Source::Texts { .. } => Vec::new(),
        });
        let files = files.collect();
        let total = Some(plan.jobs.len() + plan.errors.len());
        let unpaired = plan.unpaired.clone();
        Self { jobs: Box::new(plan.into_results()), total, unpaired, single: false, files }
    }

    fn batch(path: &Path, from: Option<Lang>, to: Option<Lang>, read: &ReadOptions) -> anyhow::Result<Self> {
        let jobs: Box<dyn Iterator<Item = _> + Send> = if path.as_os_str() == "-" {
            Box::new(Batch::new(BufReader::new(io::stdin()), "standard input", from, to, read))
        } else {
            let file = File::open(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => InputError::Missing { path: path.display().to_string() }.into(),
                _ => fault(format!("read batch: {}: {error}", path.display()), None),
            })?;
            Box::new(Batch::new(BufReader::new(file), &path.display().to_string(), from, to, read))
        };
        Ok(Self { jobs, total: None, unpaired: Vec::new(), single: false, files: vec![path.to_owned()] })
    }

    /// True when the file at `path` (without links) is read.
    pub(crate) fn reads(&self, path: &Path) -> bool {
        // A link may have another name than its file, but whoever writes over a text names the text.
        self.files.iter().filter(|file| file.file_name() == path.file_name()).any(|file| real(file) == path)
    }
}

/// Texts without partner that are shown; the rest are counted. More would hide the results.
const SHOWN: usize = 20;

/// Says which texts have no partner.
pub(crate) fn say_unpaired(texts: &[String]) {
    for text in texts.iter().take(SHOWN) {
        output::say("unpaired", text);
    }
    if let Some(more) = texts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        output::say("unpaired", &format!("{more} more"));
    }
}

/// `path` without links, where it exists.
pub(crate) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Ids of single files are relative to the configuration's folder where there is one: the same from every folder below,
/// so that what is stored of a finding is found again.
fn anchor_ids(plan: &mut Plan, config: &Config) {
    let folder = |path: &Path| real(path).parent().map(Path::to_path_buf);
    let Some(base) = config.path.as_deref().and_then(folder) else { return };
    for job in &mut plan.jobs {
        let Source::Files { translation, .. } = &job.source else { continue };
        let (Some(folder), Some(name)) = (folder(translation), translation.file_name()) else { continue };
        let Ok(inside) = folder.strip_prefix(&base) else { continue };
        let parts: Vec<_> = inside.iter().chain([name]).map(|part| part.to_string_lossy()).collect();
        job.id = parts.join("/");
    }
}
