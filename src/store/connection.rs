//! How connections are set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;

const BUSY: Duration = Duration::from_secs(5);

/// Fixed a bug that could lose a commit when a checkpoint met a reset of the log.
const OLDEST_SQLITE: i32 = 3_051_003;

/// A connection that reads and writes an existing file.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    check_version()?;
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| StoreError::from(error).at(path))?;
    set_up(&conn).map_err(|error| error.at(path))?;
    Ok(conn)
}

/// A connection to a new file that nobody else knows of yet.
pub(super) fn create(path: &Path) -> Result<Connection, StoreError> {
    check_version()?;
    Ok(Connection::open(path)?)
}

/// A connection to a file that nobody writes, for looking inside: nothing is made beside it.
pub(super) fn look(path: &Path) -> Result<Connection, StoreError> {
    check_version()?;
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.pragma_update(None, "trusted_schema", false)?;
    Ok(conn)
}

fn set_up(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "recursive_triggers", true)?;
    let mode: String =
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get("journal_mode"))?;
    if mode != "wal" {
        return Err(StoreError::ReadOnly);
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn check_version() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldSqlite(rusqlite::version()));
    }
    Ok(())
}
