//! Writing a folder where the medium cannot be trusted (写U盘): every file under another name, synced, read back past
//! the cache and compared; only when all are good they get their names, the manifest last.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::model::long_work::{Continue, Progress};

use super::manifest::hash;
use super::{File, ReportError, drive};

/// What a file is called until all are known to be good.
const PART: &str = ".part";
/// Bytes written between two reports: what a slow stick takes in a moment.
const CHUNK: usize = 256 * 1024;

/// Where a folder is written: a real medium, or in tests one that fails on purpose.
pub trait Medium {
    /// Makes the folder itself, if need be.
    ///
    /// # Errors
    /// It cannot be made.
    fn prepare(&mut self, folder: &Path) -> io::Result<()>;

    /// How many bytes the folder has room for; `None` where nobody knows.
    fn room(&mut self, folder: &Path) -> Option<u64>;

    /// Writes a file whole and syncs it. `going` hears of each part how many bytes it had.
    ///
    /// # Errors
    /// Not every byte was written, or `going` said no.
    fn write(
        &mut self,
        path: &Path,
        bytes: &[u8],
        going: &mut dyn FnMut(usize) -> Continue,
    ) -> io::Result<()>;

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

    /// Removes the folder again where nothing lies in it.
    fn leave(&mut self, folder: &Path);
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

    fn room(&mut self, folder: &Path) -> Option<u64> {
        drive::room(folder)
    }

    fn write(
        &mut self,
        path: &Path,
        bytes: &[u8],
        going: &mut dyn FnMut(usize) -> Continue,
    ) -> io::Result<()> {
        let mut file = fs::File::create(path)?;
        for part in bytes.chunks(CHUNK) {
            file.write_all(part)?;
            file.sync_data()?;
            if going(part.len()) == Continue::No {
                return Err(io::ErrorKind::Other.into());
            }
        }
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

    fn leave(&mut self, folder: &Path) {
        // One that holds something stays, as it must.
        let _ = fs::remove_dir(folder);
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
    if cfg!(windows) {
        return Ok(());
    }
    let named = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = named.unwrap_or(Path::new("."));
    match fs::File::open(folder)?.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

/// Writes the files into `folder`; the last of them, the manifest, says that it is complete. A folder that holds the
/// same bytes already stays as it is. An older folder stays whole until all of the new one lies beside it; then its
/// manifest goes first, and until the new one stands it is not complete. `going` hears how many bytes are written and
/// read back.
///
/// # Errors
/// Nothing unfinished stays, and no file under a final name is ever bad. Cancelled, or failed before the names are
/// given: everything is as it was.
pub fn write(
    medium: &mut impl Medium,
    folder: &Path,
    files: &[File],
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<(), ReportError> {
    let at = |path: &Path, error| ReportError::io(path, error);
    medium.prepare(folder).map_err(|error| at(folder, error))?;
    let paths = files.iter().map(|file| folder.join(&file.name));
    let mut changed: Vec<(&File, PathBuf)> = files.iter().zip(paths).collect();
    // What an earlier try left would only take room.
    for (_, path) in &changed {
        let part = part_of(path);
        medium.remove(&part).map_err(|error| at(&part, error))?;
    }
    let last = changed.pop();
    changed.retain(|(file, path)| !stands(medium, file, path));
    let complete = last
        .as_ref()
        .is_none_or(|(file, path)| stands(medium, file, path));
    if changed.is_empty() && complete {
        going(Progress::new(1, 1));
        return Ok(());
    }
    changed.extend(last);
    let written = copy(medium, folder, &changed, &mut going).and_then(|()| name(medium, &changed));
    if written.is_err() {
        // The failure to tell is the first one; a medium that is gone cannot be tidied.
        for (_, path) in &changed {
            let _ = medium.remove(&part_of(path));
        }
        medium.leave(folder);
    }
    written
}

/// Whether a file stands there already with the same bytes.
fn stands(medium: &mut impl Medium, file: &File, path: &Path) -> bool {
    let there = medium.read_back(path);
    there.is_ok_and(|there| there == file.bytes)
}

/// Writes every file under its passing name and reads it back.
fn copy(
    medium: &mut impl Medium,
    folder: &Path,
    files: &[(&File, PathBuf)],
    going: &mut impl FnMut(Progress) -> Continue,
) -> Result<(), ReportError> {
    let needed: usize = files.iter().map(|(file, _)| file.bytes.len()).sum();
    if let Some(free) = medium.room(folder)
        && free < needed as u64
    {
        let (path, needed) = (folder.to_owned(), needed as u64);
        return Err(ReportError::NoRoom { path, needed, free });
    }
    // Each byte is written and read back.
    let of = 2 * needed;
    let (mut done, mut answer) = (0, going(Progress::new(0, of)));
    for (file, path) in files {
        let part = part_of(path);
        let mut hear = |bytes: usize| {
            done += bytes;
            answer = going(Progress::new(done, of));
            answer
        };
        let written = medium.write(&part, &file.bytes, &mut hear);
        if answer == Continue::No {
            return Err(ReportError::Cancelled);
        }
        written.map_err(|error| ReportError::io(path, error))?;
        let back = medium.read_back(&part);
        let back = back.map_err(|error| ReportError::io(path, error))?;
        if hash(&back) != hash(&file.bytes) {
            return Err(ReportError::Differs(path.clone()));
        }
        done += file.bytes.len();
        // Once everything is good, only names are left to give.
        if done < of && going(Progress::new(done, of)) == Continue::No {
            return Err(ReportError::Cancelled);
        }
    }
    going(Progress::new(of, of));
    Ok(())
}

/// Gives the files their names. The old manifest goes before the first of them changes.
fn name(medium: &mut impl Medium, files: &[(&File, PathBuf)]) -> Result<(), ReportError> {
    let at = |path: &Path, error| ReportError::io(path, error);
    if let Some((_, last)) = files.last() {
        medium.remove(last).map_err(|error| at(last, error))?;
    }
    for (_, path) in files {
        let named = medium.rename(&part_of(path), path);
        named.map_err(|error| at(path, error))?;
    }
    Ok(())
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PART);
    PathBuf::from(name)
}
