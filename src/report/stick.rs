//! Writing a folder where the medium cannot be trusted (写U盘): each file under another name, synced, read back past the
//! cache, compared, and only then renamed. The manifest comes last.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::model::long_work::{Continue, Progress};

use super::manifest::hash;
use super::{File, ReportError, manifest};

/// What a file is called until it is known to be good.
const PART: &str = ".part";

/// Where a folder is written: a real medium, or in tests one that fails on purpose.
pub trait Medium {
    /// Makes the folder itself, if need be.
    ///
    /// # Errors
    /// It cannot be made.
    fn prepare(&mut self, folder: &Path) -> io::Result<()>;

    /// Writes a file whole and syncs it.
    ///
    /// # Errors
    /// Not every byte was written.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Reads a file back from the medium itself, as far as the system allows.
    ///
    /// # Errors
    /// It cannot be read.
    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>>;

    /// Gives a file its final name, in place of another.
    ///
    /// # Errors
    /// It could not be renamed, or the folder not synced.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file that may not be there.
    ///
    /// # Errors
    /// It is there and stays.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// A folder of the file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Medium for Disk {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = fs::File::open(path)?;
        forget_cached(&file)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        sync_folder_of(to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// What was synced is dropped from the cache, so that it is read from the medium again.
#[cfg(target_os = "linux")]
fn forget_cached(file: &fs::File) -> io::Result<()> {
    use rustix::fs::{Advice, fadvise};
    fadvise(file, 0, None, Advice::DontNeed).map_err(io::Error::from)
}

/// Elsewhere the system offers no such request for a plain file: what is compared may come from its cache.
#[cfg(not(target_os = "linux"))]
fn forget_cached(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Windows writes its folders through by itself; FAT refuses to sync one, and has nothing to sync.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent().filter(|_| !cfg!(windows)) else {
        return Ok(());
    };
    match fs::File::open(folder)?.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

/// Writes the files into `folder`, the manifest last. A file that stands there already with the same bytes stays. The
/// old manifest goes before the first file changes: from then on the folder is not complete until the new one stands.
/// `going` hears after each file how many are done.
///
/// # Errors
/// Nothing unfinished stays, and no file under a final name is ever bad.
pub fn write(
    medium: &mut impl Medium,
    folder: &Path,
    files: &[File],
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<(), ReportError> {
    let at = |path: &Path, error| ReportError::io(path, error);
    medium.prepare(folder).map_err(|error| at(folder, error))?;
    let mut begun = false;
    for (done, file) in files.iter().enumerate() {
        let path = folder.join(&file.name);
        if medium
            .read_back(&path)
            .is_ok_and(|there| there == file.bytes)
        {
            continue;
        }
        if !begun {
            let old = folder.join(manifest::NAME);
            medium.remove(&old).map_err(|error| at(&old, error))?;
            begun = true;
        }
        if going(Progress::new(done, files.len())) == Continue::No {
            return Err(ReportError::Cancelled);
        }
        let part = part_of(&path);
        if let Err(error) = write_one(medium, &part, &path, &file.bytes) {
            // The failure to tell is the first one; a medium that is gone cannot be tidied.
            let _ = medium.remove(&part);
            return Err(error);
        }
    }
    going(Progress::new(files.len(), files.len()));
    Ok(())
}

fn write_one(
    medium: &mut impl Medium,
    part: &Path,
    path: &Path,
    bytes: &[u8],
) -> Result<(), ReportError> {
    let at = |error| ReportError::io(path, error);
    medium.write(part, bytes).map_err(at)?;
    let back = medium.read_back(part).map_err(at)?;
    if hash(&back) != hash(bytes) {
        return Err(ReportError::Differs(path.to_owned()));
    }
    medium.rename(part, path).map_err(at)
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PART);
    PathBuf::from(name)
}
