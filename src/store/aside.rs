//! Setting a damaged file aside: moved, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::header::beside;
use super::lock::Desk;
use super::{FILE, StoreError, swap};

const FOLDER: &str = "damaged";

/// Moves the database, with what SQLite keeps beside it, into `damaged/` and says where it lies now.
///
/// # Errors
/// The folder is in use or cannot be written; what was moved by then stays moved.
pub fn set_aside(dir: &Path, now: NaiveDateTime) -> Result<PathBuf, StoreError> {
    let alone = Desk::alone(dir)?;
    move_aside(&alone, dir, now)
}

/// The file goes first: its log without it is moved by [`orphans`] at the next start, but it without its
/// log would pass for an older state of itself.
pub(super) fn move_aside(
    _alone: &Desk,
    dir: &Path,
    now: NaiveDateTime,
) -> Result<PathBuf, StoreError> {
    let target = fresh_folder(&dir.join(FOLDER), now)?;
    for suffix in ["", "-wal", "-shm"] {
        let from = beside(&dir.join(FILE), suffix);
        if from.exists() {
            swap::rename(&from, &beside(&target.join(FILE), suffix))?;
        }
    }
    Ok(target)
}

/// Moves a log away whose file is gone: it must never meet a new file.
pub(super) fn orphans(alone: &Desk, dir: &Path, now: NaiveDateTime) -> Result<(), StoreError> {
    let left = ["-wal", "-shm"]
        .iter()
        .any(|suffix| beside(&dir.join(FILE), suffix).exists());
    if left {
        move_aside(alone, dir, now)?;
    }
    Ok(())
}

/// Whether anything was ever set aside here.
pub(super) fn any(dir: &Path) -> bool {
    fs::read_dir(dir.join(FOLDER)).is_ok_and(|mut entries| entries.next().is_some())
}

/// A new folder named after the time; a second one in the same second gets a number.
fn fresh_folder(parent: &Path, now: NaiveDateTime) -> Result<PathBuf, StoreError> {
    fs::create_dir_all(parent).map_err(|error| StoreError::io(parent, error))?;
    let name = now.format("%Y-%m-%dT%H%M%S").to_string();
    let mut number = 1;
    loop {
        let path = parent.join(if number == 1 {
            name.clone()
        } else {
            format!("{name}-{number}")
        });
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(StoreError::io(&path, error)),
        }
    }
}
