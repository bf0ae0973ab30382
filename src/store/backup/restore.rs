//! A backup in the place of the database.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::seal;
use crate::store::event::{self, NewEvent};
use crate::store::header::{self, beside, has_log};
use crate::store::lock::Desk;
use crate::store::open::{self, part, remove_part};
use crate::store::{FILE, StoreError, aside, check, connection, swap};

const FOLDER: &str = "replaced";

/// What restoring did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the database that stood here lies now.
    pub kept: Option<PathBuf>,
    /// The backup's schema version, where it was older and has been migrated.
    pub migrated_from: Option<u32>,
}

/// Puts a backup, plain or sealed, in the place of the database of the data folder `dir`, which is kept
/// under `replaced/` (or `damaged/`, where it cannot be opened). The file is checked, and migrated if it
/// is older, before anything is touched; a power cut leaves the old database or the new one. `act`, whose time is
/// the wall clock's, is written at the end of the log that comes back.
///
/// # Errors
/// [`StoreError::InUse`] where anyone has the folder open; [`StoreError::WrongPassphrase`]; the file is
/// damaged, newer or not ours. The database is then as it was.
pub fn restore(
    dir: &Path,
    file: &Path,
    passphrase: Option<&str>,
    act: &NewEvent<'_>,
) -> Result<Restored, StoreError> {
    let alone = Desk::alone(dir)?;
    let main = dir.join(FILE);
    let part = part(&main);
    remove_part(&part)?;
    let prepared = bring(file, passphrase, &part).and_then(|()| prepare(&part, file, act));
    let version = match prepared {
        Ok(version) => version,
        Err(error) => {
            remove_part(&part)?;
            return Err(error);
        }
    };
    let kept = put(&alone, dir, &part, act.at)?;
    Ok(Restored {
        kept,
        migrated_from: (version < crate::store::VERSION).then_some(version),
    })
}

/// Copies or unseals the backup to beside the database.
fn bring(file: &Path, passphrase: Option<&str>, part: &Path) -> Result<(), StoreError> {
    if seal::is_sealed(file)? {
        return seal::unseal(file, part, passphrase);
    }
    fs::copy(file, part).map_err(|error| StoreError::io(file, error))?;
    // A bare copy of a data folder may come with a log.
    if has_log(file) {
        let log = beside(part, "-wal");
        fs::copy(beside(file, "-wal"), &log).map_err(|error| StoreError::io(&log, error))?;
    }
    Ok(())
}

/// Checks the copy and brings it to our version; what is wrong is said of the backup it came from.
fn prepare(part: &Path, file: &Path, act: &NewEvent<'_>) -> Result<u32, StoreError> {
    let named = |error: StoreError| match error {
        StoreError::NotOurs { .. } => StoreError::NotOurs {
            path: file.to_owned(),
        },
        other => other.at(file),
    };
    let header = header::read(part).map_err(named)?;
    let header = header.ok_or_else(|| StoreError::io(file, std::io::ErrorKind::NotFound.into()))?;
    let conn = connection::create(part)?;
    if !check::is_whole(&conn).map_err(named)? {
        return Err(StoreError::Damaged {
            path: file.to_owned(),
            detail: "内容前后不一致".to_owned(),
        });
    }
    conn.close().map_err(|(_, error)| error)?;
    open::finish(part, header.version).map_err(named)?;
    record(part, act).map_err(named)?;
    Ok(header.version)
}

/// Writes the act into the copy, which then stands alone again: no log beside it.
fn record(part: &Path, act: &NewEvent<'_>) -> Result<(), StoreError> {
    let conn = connection::create(part)?;
    event::append(&conn, act)?;
    conn.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn put(
    alone: &Desk,
    dir: &Path,
    part: &Path,
    now: NaiveDateTime,
) -> Result<Option<PathBuf>, StoreError> {
    let main = dir.join(FILE);
    if !main.exists() {
        aside::orphans(alone, dir, now)?;
        swap::replace(alone, &main, part, None)?;
        return Ok(None);
    }
    let folder = dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
    let kept = fresh_name(&folder, now);
    let readable = header::read(&main).map(drop);
    match readable.and_then(|()| swap::replace(alone, &main, part, Some(&kept))) {
        Ok(()) => Ok(Some(kept)),
        Err(StoreError::Damaged { .. } | StoreError::NotOurs { .. } | StoreError::Newer { .. }) => {
            let moved = aside::move_aside(alone, dir, now)?;
            swap::replace(alone, &main, part, None)?;
            Ok(Some(moved))
        }
        Err(error) => Err(error),
    }
}

fn fresh_name(folder: &Path, now: NaiveDateTime) -> PathBuf {
    let stem = now.format("%Y-%m-%dT%H%M%S").to_string();
    let names = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    let mut paths = names
        .map(|name| folder.join(format!("{name}.sqlite")))
        .filter(|path| !path.exists());
    paths
        .next()
        .unwrap_or_else(|| folder.join(format!("{stem}.sqlite")))
}
