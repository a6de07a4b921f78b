//! Report files: opened before the work, whole or not there at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::ReportError;

/// A report file being written. It is a temporary file beside its target until [`ReportFile::finish`] puts it there;
/// dropped before that, it vanishes and an older report stays as it was. A target that is no regular file (a pipe,
/// `/dev/stdout`) is written to directly.
#[derive(Debug)]
pub struct ReportFile {
    path: PathBuf,
    out: BufWriter<Output>,
}

#[derive(Debug)]
enum Output {
    Temporary { file: NamedTempFile, target: PathBuf },
    Direct(File),
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Temporary { file, .. } => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Temporary { file, .. } => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

impl ReportFile {
    /// Prepares to write `path`.
    ///
    /// # Errors
    /// When the folder is missing, or folder or file may not be written.
    pub fn create(path: &Path) -> Result<Self, ReportError> {
        let output = Output::open(path).map_err(|source| ReportError::Open { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(output) })
    }

    /// The path as given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the report in its place.
    ///
    /// # Errors
    /// When the rest cannot be written or the target cannot be replaced; the target is then as it was.
    pub fn finish(self) -> Result<(), ReportError> {
        let Self { path, out } = self;
        let done = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|output| match output {
            Output::Temporary { file, target } => file.persist(target).map(drop).map_err(|error| error.error),
            Output::Direct(mut file) => file.flush(),
        });
        done.map_err(|source| ReportError::Finish { path, source })
    }
}

impl Write for ReportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Output {
    fn open(path: &Path) -> io::Result<Self> {
        let older = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if older.is_some() {
            // Opening without truncation asks the system whether the file may be written: a rename would not ask.
            let file = OpenOptions::new().write(true).open(path)?;
            if !file.metadata()?.is_file() {
                return Ok(Self::Direct(file));
            }
        }
        // Through a symbolic link the file it names is replaced, not the link.
        let target = if older.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".isogloss-").suffix(".tmp");
        let permissions = older.map(|metadata| metadata.permissions());
        #[cfg(unix)]
        builder.permissions(ordinary_permissions());
        let file = builder.tempfile_in(folder)?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(Self::Temporary { file, target })
    }
}

/// What a file made the ordinary way asks for; the system takes the user's mask off. Temporary files are private otherwise.
#[cfg(unix)]
fn ordinary_permissions() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn the_report_appears_only_when_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.csv");
        let mut report = ReportFile::create(&path).unwrap();
        report.write_all(b"whole").unwrap();
        report.flush().unwrap();
        assert!(!path.exists());
        report.finish().unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), files(folder.path())), (&b"whole"[..], vec!["report.csv".to_owned()]));
    }

    #[test]
    fn an_unfinished_report_leaves_the_older_one_and_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.csv");
        fs::write(&path, "older").unwrap();
        let mut report = ReportFile::create(&path).unwrap();
        report.write_all(b"half").unwrap();
        drop(report);
        assert_eq!((fs::read(&path).unwrap().as_slice(), files(folder.path()).len()), (&b"older"[..], 1));
    }

    #[test]
    fn a_missing_folder_or_a_folder_in_its_place_is_an_error_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let error = ReportFile::create(&folder.path().join("no/report.csv")).unwrap_err();
        assert!(matches!(error, ReportError::Open { .. }) && error.help().is_some(), "{error}");
        assert!(matches!(ReportFile::create(folder.path()), Err(ReportError::Open { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_and_permissions_outlive_the_report() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        fs::write(&real, "older").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        let mut report = ReportFile::create(&link).unwrap();
        report.write_all(b"newer").unwrap();
        report.finish().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"newer");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_directly() {
        let mut report = ReportFile::create(Path::new("/dev/null")).unwrap();
        report.write_all(b"gone").unwrap();
        report.finish().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
