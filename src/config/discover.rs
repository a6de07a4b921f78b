//! Where the configuration file is.

use std::path::{Path, PathBuf};

/// Name of the configuration file.
pub const FILE_NAME: &str = "isogloss.toml";

/// The configuration file nearest to `start`: in it when it is a folder, else beside it, else in a folder above. A `start`
/// that does not exist is looked for from the nearest folder that does.
#[must_use]
pub fn discover(start: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(start).ok()?;
    // Links and `..` are resolved first: lexical ancestors of `a/../b` would include `a`.
    let real = absolute.ancestors().find_map(|folder| folder.canonicalize().ok())?;
    real.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_above_the_input_wins() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("a/b/c")).unwrap();
        std::fs::create_dir_all(root.join("other")).unwrap();
        std::fs::write(root.join(FILE_NAME), "").unwrap();
        std::fs::write(root.join("a/b").join(FILE_NAME), "").unwrap();
        std::fs::write(root.join("a/b/c/text.txt"), "").unwrap();
        let nearest = Some(root.join("a/b").join(FILE_NAME));
        assert_eq!(discover(&root.join("a/b/c/text.txt")), nearest);
        assert_eq!(discover(&root.join("a/b")), nearest);
        assert_eq!(discover(&root.join("a/b/c/missing/text.txt")), nearest);
        assert_eq!(discover(&root.join("a")), Some(root.join(FILE_NAME)));
        assert_eq!(discover(&root.join("a/b/../../other")), Some(root.join(FILE_NAME)));
    }
}
