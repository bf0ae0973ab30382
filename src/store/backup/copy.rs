//! Copying a database that may be in use.

use std::fs;
use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};

use crate::model::long_work::{Continue, Progress};
use crate::store::open::remove_part;
use crate::store::{StoreError, WallTime, check, connection, swap};

/// The setting that says when a copy was taken. Only copies have it.
const TAKEN_AT: &str = "backup.taken_at";

/// Pages copied between two reports: some megabytes.
const PAGES: i32 = 1024;

/// Whom a copy asks, after each part, whether to go on.
pub(super) type Going<'a> = &'a mut dyn FnMut(Progress) -> Continue;

/// Writes a consistent copy of `main` to `part`, puts the date inside, checks and syncs it. Where that
/// fails or is cancelled, nothing stays behind to fill a full disk further.
pub(super) fn snapshot(
    main: &Path,
    part: &Path,
    now: NaiveDateTime,
    going: Going<'_>,
) -> Result<(), StoreError> {
    remove_part(part)?;
    let written = write(main, part, now, going);
    if written.is_err() {
        remove_part(part)?;
    }
    written
}

fn write(main: &Path, part: &Path, now: NaiveDateTime, going: Going<'_>) -> Result<(), StoreError> {
    let source = connection::open(main)?;
    let mut copy = connection::create(part)?;
    pages(&source, &mut copy, going)?;
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

/// Copies page by page what stood there at the first one: the read transaction held around all steps keeps the others'
/// commits out of the copy, and they go on beside it. Without it each step would begin a transaction of its own, and a
/// commit between two steps would start the copy over.
fn pages(source: &Connection, copy: &mut Connection, going: Going<'_>) -> Result<(), StoreError> {
    let moment = source.unchecked_transaction()?;
    // A transaction begins with its first read.
    moment.query_row("SELECT count(*) AS n FROM sqlite_schema", [], |row| {
        row.get::<_, i64>("n")
    })?;
    let backup = Backup::new(source, copy)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(StoreError::Busy),
        }
        let pages = backup.progress();
        let [of, left] = [pages.pagecount, pages.remaining]
            .map(|pages| usize::try_from(pages).unwrap_or_default());
        if going(Progress::new(of.saturating_sub(left), of)) == Continue::No {
            return Err(StoreError::Cancelled);
        }
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::open::part;
    use crate::store::{FILE, Store, setting};

    /// A folder with a file of more than two parts.
    fn folder() -> (tempfile::TempDir, Store, NaiveDateTime) {
        let now: NaiveDateTime = "2026-11-23T08:00:00".parse().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path(), now).unwrap().store;
        let filler = "x".repeat(3 * 4096 * PAGES.unsigned_abs() as usize);
        store
            .transact(|conn| setting::set(conn, "filler", &filler))
            .unwrap();
        (dir, store, now)
    }

    fn set(store: &mut Store, value: &str) {
        store
            .transact(|conn| setting::set(conn, "office.name", value))
            .unwrap();
    }

    #[test]
    fn commits_beside_a_copy_neither_reach_it_nor_start_it_over() {
        let (dir, mut store, now) = folder();
        set(&mut store, "before");
        let target = part(&dir.path().join("copy.sqlite"));
        let mut heard = Vec::new();
        snapshot(&dir.path().join(FILE), &target, now, &mut |progress| {
            heard.push(progress.done);
            set(&mut store, &format!("beside, {}", heard.len()));
            Continue::Yes
        })
        .unwrap();
        assert!(heard.len() >= 3, "{heard:?}");
        assert!(heard.is_sorted() && heard[0] > 0, "{heard:?}");
        let copy = connection::look(&target).unwrap();
        assert_eq!(setting::all(&copy).unwrap()["office.name"], "before");
    }

    #[test]
    fn a_cancelled_copy_leaves_nothing_behind() {
        let (dir, _store, now) = folder();
        let target = part(&dir.path().join("copy.sqlite"));
        let cancelled = snapshot(&dir.path().join(FILE), &target, now, &mut |_| Continue::No);
        assert!(matches!(cancelled, Err(StoreError::Cancelled)));
        let left = fs::read_dir(dir.path()).unwrap().flatten();
        let left: Vec<_> = left
            .filter(|entry| entry.file_name().to_string_lossy().starts_with("copy"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
