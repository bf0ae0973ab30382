//! The backup at a day's first start, and those before a migration and an import.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};

use super::{FOLDER, copy, describe, keep};
use crate::model::long_work::Continue;
use crate::store::lock::{self, Desk};
use crate::store::open::part;
use crate::store::{FILE, StoreError, swap};

/// How the names of the backups begin.
pub(super) const DAILY: &str = "daily-";
pub(super) const BEFORE_IMPORT: &str = "import-";
pub(super) const BEFORE_MIGRATION: &str = "version-";

/// Whether no daily backup of `today` is there yet.
///
/// # Errors
/// The folder cannot be read.
pub fn daily_is_due(dir: &Path, today: NaiveDate) -> Result<bool, StoreError> {
    Ok(dailies(dir)?.iter().all(|(_, taken)| taken.date() != today))
}

/// Makes the day's backup if it is due, thins out the older ones, and says where the new one lies.
/// Works beside a window and its writes.
///
/// # Errors
/// The copy could not be written or checked; the older backups are then left as they were.
pub fn daily(dir: &Path, now: NaiveDateTime) -> Result<Option<PathBuf>, StoreError> {
    let _desk = Desk::share(dir)?;
    let _one = lock::one_backup(dir)?;
    if !daily_is_due(dir, now.date())? {
        return Ok(None);
    }
    let path = write(dir, DAILY, now)?;
    thin(dir, now.date())?;
    Ok(Some(path))
}

/// A backup of an older version's file. These are never thinned out.
pub(in crate::store) fn before_migration(
    dir: &Path,
    version: u32,
    now: NaiveDateTime,
) -> Result<PathBuf, StoreError> {
    let _one = lock::one_backup(dir)?;
    write(dir, &format!("{BEFORE_MIGRATION}{version}-"), now)
}

/// Whether the folder has any backup.
pub(in crate::store) fn any(dir: &Path) -> bool {
    fs::read_dir(dir.join(FOLDER)).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "sqlite")
        })
    })
}

/// A backup of the file as it is before a ledger comes in. These are never thinned out.
///
/// # Errors
/// The copy could not be written or checked.
pub fn before_import(dir: &Path, now: NaiveDateTime) -> Result<PathBuf, StoreError> {
    let _desk = Desk::share(dir)?;
    let _one = lock::one_backup(dir)?;
    write(dir, BEFORE_IMPORT, now)
}

fn write(dir: &Path, prefix: &str, now: NaiveDateTime) -> Result<PathBuf, StoreError> {
    let name = format!("{prefix}{}.sqlite", now.format("%Y-%m-%dT%H%M%S"));
    let folder = dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
    copy::clear_unfinished(&folder, "")?;
    let path = folder.join(name);
    let part = part(&path);
    copy::snapshot(&dir.join(FILE), &part, now, &mut |_| Continue::Yes)?;
    swap::rename(&part, &path)?;
    Ok(path)
}

fn thin(dir: &Path, today: NaiveDate) -> Result<(), StoreError> {
    let dailies = dailies(dir)?;
    let dates: Vec<NaiveDateTime> = dailies.iter().map(|(_, taken)| *taken).collect();
    let kept = keep(&dates, today);
    for (path, taken) in dailies {
        if !kept.contains(&taken) {
            swap::remove_leftover(&path)?;
        }
    }
    Ok(())
}

/// The daily backups with the dates inside them. One that cannot be read is not counted, nor ever removed.
fn dailies(dir: &Path) -> Result<Vec<(PathBuf, NaiveDateTime)>, StoreError> {
    let daily = |path: &Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(DAILY))
    };
    let held = describe::files(&dir.join(FOLDER))?
        .into_iter()
        .filter(|path| daily(path));
    Ok(held
        .filter_map(|path| describe::date_inside(&path).map(|taken| (path, taken)))
        .collect())
}
