//! Where the data lives where nobody names a folder (数据文件夹).
//!
//! `data/` beside the program where a file `portable` lies there; else the platform's folder for the
//! program, or the one to which the first questions moved it.

use std::io;
use std::path::{Path, PathBuf};

/// In the platform's folder: the path of the folder chosen instead.
const MOVED: &str = "moved_to.txt";

/// The folder to open; `None` where the platform has none for this user.
pub fn usual() -> Option<PathBuf> {
    let portable = std::env::current_exe().ok().and_then(|program| {
        let beside = program.parent()?;
        beside
            .join("portable")
            .exists()
            .then(|| beside.join("data"))
    });
    portable.or_else(|| platform().map(|own| followed(&own)))
}

/// Remembers that the data lives in `dir` from now on. Nothing is moved.
///
/// # Errors
/// The platform's folder cannot be written.
pub fn remember(dir: &Path) -> io::Result<()> {
    match platform() {
        Some(own) => remember_in(&own, dir),
        None => Ok(()),
    }
}

fn platform() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "yekuo")?;
    Some(dirs.data_local_dir().to_owned())
}

fn followed(own: &Path) -> PathBuf {
    match std::fs::read_to_string(own.join(MOVED)) {
        Ok(path) if !path.trim().is_empty() => PathBuf::from(path.trim()),
        _ => own.to_owned(),
    }
}

fn remember_in(own: &Path, dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(own)?;
    std::fs::write(own.join(MOVED), dir.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_chosen_is_followed_from_then_on() {
        let own = tempfile::tempdir().unwrap();
        assert_eq!(followed(own.path()), own.path());
        let chosen = Path::new("elsewhere/数据");
        remember_in(own.path(), chosen).unwrap();
        assert_eq!(followed(own.path()), chosen);
    }
}
