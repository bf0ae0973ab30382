//! Puts a whole database file in the place of another, so that a power cut at any moment leaves the old
//! one or the new one, whole, and never a new file beside an old log.
//!
//! 1. The new file is finished under another name (`.part`) and synced.
//! 2. The old file's log is folded into it and removed (the folder is ours alone). From here on the old
//!    file is whole by itself.
//! 3. Where it is to be kept, the old file gets a second name.
//! 4. The new file is renamed over the old name: the one moment that counts. The folder is synced.

use std::fs::{self, File};
use std::path::Path;

use super::header::{beside, has_log};
use super::lock::Desk;
use super::{StoreError, connection};

/// Replaces the database at `main` with the finished file `part`; a file is kept under `kept`, if given.
/// `main` need not exist. The caller holds the folder alone.
pub(super) fn replace(
    _alone: &Desk,
    main: &Path,
    part: &Path,
    kept: Option<&Path>,
) -> Result<(), StoreError> {
    sync_file(part)?;
    if main.exists() {
        fold_log(main)?;
        if let Some(kept) = kept {
            second_name(main, kept)?;
        }
    }
    rename(part, main)
}

/// Writes what the log holds into the file and removes the log.
fn fold_log(main: &Path) -> Result<(), StoreError> {
    let conn = connection::open(main)?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    conn.close().map_err(|(_, error)| error)?;
    if has_log(main) {
        return Err(StoreError::Busy);
    }
    for suffix in ["-wal", "-shm"] {
        let path = beside(main, suffix);
        if path.exists() {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    Ok(())
}

/// A hard link, or a synced copy where the file system has none.
fn second_name(file: &Path, kept: &Path) -> Result<(), StoreError> {
    if fs::hard_link(file, kept).is_err() {
        fs::copy(file, kept).map_err(|error| StoreError::io(kept, error))?;
        sync_file(kept)?;
    }
    sync_folder_of(kept)
}

/// Renames within a file system and syncs the folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::io(to, error))?;
    sync_folder_of(to)
}

pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    // Opened for writing: Windows refuses to flush a file opened for reading.
    let file = File::options().write(true).open(path);
    file.and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io(path, error))
}

/// The folder in which a file lies; of a bare name, the one in which the program runs.
pub(super) fn folder_of(path: &Path) -> &Path {
    let named = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    named.unwrap_or(Path::new("."))
}

/// Makes a rename last through a power cut. Windows writes its folders through by itself.
fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = folder_of(path);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| StoreError::io(folder, error))
}

/// Removes a file that may not be there.
pub(super) fn remove_leftover(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(path, error))
        }
        _ => Ok(()),
    }
}
