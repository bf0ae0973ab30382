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

/// Writes a consistent copy of `main` to `part`, puts the date inside, checks and syncs it.
pub(super) fn snapshot(main: &Path, part: &Path, now: NaiveDateTime) -> Result<(), StoreError> {
    remove_part(part)?;
    let source = connection::open(main)?;
    let mut copy = connection::create(part)?;
    // All pages in one step: one read transaction, and writers go on beside it.
    Backup::new(&source, &mut copy)?.step(-1)?;
    // A copy stands alone: no log beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let sql = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
    copy.execute(sql, (TAKEN_AT, WallTime(now)))?;
    let whole = check::is_whole(&copy)?;
    copy.close().map_err(|(_, error)| error)?;
    if !whole {
        remove_part(part)?;
        return Err(StoreError::Damaged {
            path: main.to_owned(),
            detail: "备份时发现内容前后不一致".to_owned(),
        });
    }
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

/// Removes what a backup that was cut short left in `folder`.
pub(super) fn clear_unfinished(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
    for entry in fs::read_dir(folder).map_err(|error| StoreError::io(folder, error))? {
        let path = entry.map_err(|error| StoreError::io(folder, error))?.path();
        if path.to_string_lossy().contains(".part") {
            swap::remove_leftover(&path)?;
        }
    }
    Ok(())
}
