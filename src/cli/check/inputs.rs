//! From paths to jobs.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use isogloss::config::Config;
use isogloss::input::{Batch, InputError, Job, Plan, Source, jobs_from_files, jobs_from_manifest, jobs_from_paths};
use isogloss::text::Lang;

use super::settings::Settings;
use super::{Args, real};
use crate::cli::output::fault;

/// What a run reads.
pub(super) struct Inputs {
    /// The pairs, to be read one by one.
    pub(super) jobs: Box<dyn Iterator<Item = Result<Job, InputError>> + Send>,
    /// Number of pairs, where it is known beforehand.
    pub(super) total: Option<usize>,
    /// Texts without a partner, each with the reason.
    pub(super) unpaired: Vec<String>,
    /// Files that are read.
    files: Vec<PathBuf>,
}

impl Inputs {
    /// Finds what `args` name.
    pub(super) fn new(args: &Args, settings: &Settings) -> anyhow::Result<Self> {
        let config = &settings.config;
        let (from, to) = (args.from.or(config.from), args.to.or(config.to));
        if let Some(batch) = &args.batch {
            return Self::batch(batch, from, to, settings);
        }
        if let Some(manifest) = &args.manifest {
            let mut inputs = Self::planned(jobs_from_manifest(manifest, from, to, &settings.read)?);
            inputs.files.push(manifest.clone());
            return Ok(inputs);
        }
        let here = std::env::current_dir()?;
        if !args.files.is_empty() {
            let mut plan = jobs_from_files(&args.files, from, to, &here)?;
            anchor_ids(&mut plan, config);
            return Ok(Self::planned(plan));
        }
        let (original, translation) = match args.paths.as_slice() {
            [translation] => (None, translation),
            [original, translation, ..] => (Some(original.as_path()), translation),
            [] => return Err(fault("find an input: none is given", Some("`isogloss check --help` shows examples"))),
        };
        if translation.is_dir() {
            return Ok(Self::planned(jobs_from_paths(original, translation, from, to, &here)?));
        }
        // The language in a file's own name says more than a configuration for many files.
        let mut plan = jobs_from_paths(original, translation, args.from, args.to, &here)?;
        for job in &mut plan.jobs {
            job.from = job.from.or(config.from);
            job.to = job.to.or(config.to);
        }
        anchor_ids(&mut plan, config);
        Ok(Self::planned(plan))
    }

    fn planned(plan: Plan) -> Self {
        let files = plan.jobs.iter().flat_map(|job| match &job.source {
            Source::Files { original, translation } => original.iter().chain([translation]).cloned().collect(),
            Source::Texts { .. } => Vec::new(),
        });
        let files = files.collect();
        let total = Some(plan.jobs.len() + plan.errors.len());
        let unpaired = plan.unpaired.clone();
        Self { jobs: Box::new(plan.into_results()), total, unpaired, files }
    }

    fn batch(path: &Path, from: Option<Lang>, to: Option<Lang>, settings: &Settings) -> anyhow::Result<Self> {
        let jobs: Box<dyn Iterator<Item = _> + Send> = if path.as_os_str() == "-" {
            Box::new(Batch::new(BufReader::new(io::stdin()), "standard input", from, to, &settings.read))
        } else {
            let file = File::open(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => InputError::Missing { path: path.display().to_string() }.into(),
                _ => fault(format!("read batch: {}: {error}", path.display()), None),
            })?;
            Box::new(Batch::new(BufReader::new(file), &path.display().to_string(), from, to, &settings.read))
        };
        Ok(Self { jobs, total: None, unpaired: Vec::new(), files: vec![path.to_owned()] })
    }

    /// True when the file at `path` (without links) is read.
    pub(super) fn reads(&self, path: &Path) -> bool {
        // A link may have another name than its file, but whoever writes over a text names the text.
        self.files.iter().filter(|file| file.file_name() == path.file_name()).any(|file| real(file) == path)
    }
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
