//! What a backup holds, and what going back to it would lose.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};

use super::{FOLDER, copy, seal};
use crate::store::event::{self, Event, Head};
use crate::store::{StoreError, connection, header};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// `None` for a bare copy of a database file that was not made as a backup.
    pub taken_at: Option<NaiveDateTime>,
    /// Version of its schema.
    pub version: u32,
    pub customers: i64,
    pub cases: i64,
    /// The end of its log.
    pub head: Head,
    pub last_act: Option<Event>,
}

/// A backup in the data folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub path: PathBuf,
    pub description: Description,
}

/// What lies in the data folder's folder of backups.
#[derive(Debug, Default)]
pub struct Found {
    /// Newest first.
    pub good: Vec<Held>,
    /// What cannot be read, and why.
    pub bad: Vec<(PathBuf, StoreError)>,
}

/// What going back to a backup would lose.
#[derive(Debug, Clone, PartialEq)]
pub enum Lost {
    /// The acts after the backup's last one; at most the first thousand are listed.
    Acts { count: i64, acts: Vec<Event> },
    /// The backup's log is not the beginning of ours: another office's file, or another history.
    OtherHistory,
}

/// Looks into a backup; a sealed one is unsealed to a passing file in the data folder `dir`.
///
/// # Errors
/// [`StoreError::WrongPassphrase`], or the file is damaged, newer, not ours.
pub fn describe(
    dir: &Path,
    file: &Path,
    passphrase: Option<&str>,
) -> Result<Description, StoreError> {
    if !seal::is_sealed(file)? {
        return describe_plain(file);
    }
    let plain = tempfile::NamedTempFile::new_in(dir).map_err(|error| StoreError::io(dir, error))?;
    seal::unseal(file, plain.path(), passphrase)?;
    describe_plain(plain.path())
}

/// The good backups in the data folder, newest first.
///
/// # Errors
/// The folder cannot be read. A backup that cannot be read is left out.
pub fn list(dir: &Path) -> Result<Vec<Held>, StoreError> {
    Ok(look_through(dir)?.good)
}

/// Every backup in the data folder, also those that cannot be read.
///
/// # Errors
/// The folder cannot be read.
pub fn look_through(dir: &Path) -> Result<Found, StoreError> {
    let mut found = Found::default();
    for path in files(&dir.join(FOLDER))? {
        match describe_plain(&path) {
            Ok(description) => found.good.push(Held { path, description }),
            Err(error) => found.bad.push((path, error)),
        }
    }
    found
        .good
        .sort_by_key(|held| std::cmp::Reverse(held.description.taken_at));
    Ok(found)
}

/// Compares the log of the open database with a backup's.
///
/// # Errors
/// The log cannot be read.
pub fn lost(conn: &Connection, backup: &Description) -> Result<Lost, StoreError> {
    let head = event::head(conn)?;
    let ours = conn
        .query_row(
            "SELECT hash FROM event WHERE seq = ?1",
            [backup.head.length],
            |row| row.get("hash"),
        )
        .optional()?
        .unwrap_or_else(|| event::GENESIS.to_owned());
    if ours != backup.head.hash {
        return Ok(Lost::OtherHistory);
    }
    let acts = event::after(conn, backup.head.length, 1000)?;
    Ok(Lost::Acts {
        count: head.length - backup.head.length,
        acts,
    })
}

/// The database files in a folder of backups.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(folder, error)),
    };
    let paths: Result<Vec<PathBuf>, _> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let mut paths = paths.map_err(|error| StoreError::io(folder, error))?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "sqlite")
    });
    Ok(paths)
}

/// The date inside a plain backup; `None` where it has none or cannot be read.
pub(super) fn date_inside(path: &Path) -> Option<NaiveDateTime> {
    header::read(path).ok()??;
    copy::taken_at(&connection::look(path).ok()?).ok()?
}

fn describe_plain(file: &Path) -> Result<Description, StoreError> {
    let not_found = || StoreError::io(file, std::io::ErrorKind::NotFound.into());
    let header = header::read(file)?.ok_or_else(not_found)?;
    let describe = |conn: Connection| -> Result<Description, StoreError> {
        let counts = "SELECT (SELECT count(*) FROM customer) AS customers, (SELECT count(*) FROM service_case) AS cases";
        let (customers, cases) = conn.query_row(counts, [], |row| {
            Ok((row.get("customers")?, row.get("cases")?))
        })?;
        let head = event::head(&conn)?;
        Ok(Description {
            taken_at: copy::taken_at(&conn)?,
            version: header.version,
            customers,
            cases,
            last_act: event::after(&conn, head.length - 1, 1)?.pop(),
            head,
        })
    };
    connection::look(file)
        .and_then(describe)
        .map_err(|error| error.at(file))
}
