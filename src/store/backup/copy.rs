//! Copying a database that may be in use.

use std::fs;
use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OptionalExtension};

use crate::store::open::remove_part;
use crate::store::{StoreError, WallTime, check, connection, swap};

/// The setting that says when a copy was taken. Only copies have it.
const TAKEN_AT: &str = "backup.taken_at";

/// Writes a consistent copy of `main` to `part`, puts the date inside, checks and syncs it. Where that
/// fails, nothing stays behind to fill a full disk further.
pub(super) fn snapshot(main: &Path, part: &Path, now: NaiveDateTime) -> Result<(), StoreError> {
    remove_part(part)?;
    let written = write(main, part, now);
    if written.is_err() {
        remove_part(part)?;
    }
    written
}

fn write(main: &Path, part: &Path, now: NaiveDateTime) -> Result<(), StoreError> {
    let source = connection::open(main)?;
    let mut copy = connection::create(part)?;
    // All pages in one step: one read transaction, and writers go on beside it.
    Backup::new(&source, &mut copy)?.step(-1)?;
    // A copy stands alone: no log beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let sql = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
    copy.execute(sql, (TAKEN_AT, WallTime(now)))?;
    if !check::is_whole(&copy)? {
        let detail = "备份时发现内容前后不一致".to_owned();
        return Err(StoreError::Damaged {
            path: main.to_owned(),
            detail,
        });
    }
    copy.close().map_err(|(_, error)| error)?;
    swap::sync_file(part)
}

/// When a copy was taken, by its own word.
pub(super) fn taken_at(conn: &Connection) -> Result<Option<NaiveDateTime>, StoreError> {
    let taken = conn
        .query_row(
            "SELECT value FROM setting WHERE key = ?1",
            [TAKEN_AT],
            |row| Ok(row.get::<_, WallTime>("value")?.0),
        )
        .optional()?;
    Ok(taken)
}

/// Takes the date out of a copy that becomes the database again.
pub(in crate::store) fn forget_date(conn: &Connection) -> Result<(), StoreError> {
    conn.execute("DELETE FROM setting WHERE key = ?1", [TAKEN_AT])?;
    Ok(())
}

/// Removes what a backup under `prefix` that was cut short left in `folder`.
pub(super) fn clear_unfinished(folder: &Path, prefix: &str) -> Result<(), StoreError> {
    let failed = |error| StoreError::io(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && (name.ends_with(".part") || name.contains(".part-")) {
            swap::remove_leftover(&entry.path())?;
        }
    }
    Ok(())
}
