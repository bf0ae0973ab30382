//! Opening the data folder: prepare, make or migrate, and only then let others in.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::Connection;

use super::clock::{self, ClockCheck};
use super::header::{self, beside};
use super::lock::Desk;
use super::{Store, StoreError, aside, backup, connection, event, schema, swap};

/// The database's name in the data folder.
pub const FILE: &str = "yekuo.sqlite";

/// Below this size a file is checked whole after an unclean stop; a larger one would keep the clerk
/// waiting, and [`check`](super::check) can do it beside the window.
const QUICK_TO_CHECK: u64 = 32 * 1024 * 1024;

/// A folder that is open, and what opening it found.
#[derive(Debug)]
pub struct Opened {
    pub store: Store,
    pub origin: Origin,
    /// The last process with this file did not end properly: a power cut, a kill.
    pub unclean: bool,
    pub clock: ClockCheck,
}

/// Where the open file came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Existing,
    New,
    Migrated { from: u32, backup: PathBuf },
}

impl Store {
    /// Opens the data folder, making it and an empty database on first use, and migrating an older file
    /// after a backup. `now` is the wall clock.
    ///
    /// # Errors
    /// [`StoreError::Newer`] and [`StoreError::NotOurs`] leave the file untouched; after
    /// [`StoreError::Damaged`] see [`aside::set_aside`]; [`StoreError::Missing`] where there is no file but
    /// backups are: restore one, or [`Store::make`] a new one.
    pub fn open(dir: &Path, now: NaiveDateTime) -> Result<Opened, StoreError> {
        Self::opened(dir, now).map_err(|error| error.opening(dir))
    }

    fn opened(dir: &Path, now: NaiveDateTime) -> Result<Opened, StoreError> {
        let (desk, prepared) = match Desk::alone(dir) {
            Ok(alone) => {
                let prepared = prepare(&alone, dir, now)?;
                (alone.into_shared()?, prepared)
            }
            // Whoever has the folder open has prepared it.
            Err(StoreError::InUse) => (
                Desk::share(dir)?,
                Prepared {
                    origin: Origin::Existing,
                    unclean: false,
                },
            ),
            Err(error) => return Err(error),
        };
        let main = dir.join(FILE);
        match header::read(&main)? {
            Some(header) if header.version == schema::VERSION => {}
            // An older program holds the folder: only it can let go.
            Some(_) => return Err(StoreError::InUse),
            None => return Err(StoreError::Missing { path: main }),
        }
        let writer = connection::open(&main)?;
        let reader = connection::open(&main)?;
        reader.pragma_update(None, "query_only", true)?;
        let last = event::last_at(&reader).map_err(|error| error.at(&main))?;
        Ok(Opened {
            store: Store {
                writer,
                reader,
                dir: dir.to_owned(),
                _desk: desk,
            },
            origin: prepared.origin,
            unclean: prepared.unclean,
            clock: clock::check(now, last),
        })
    }

    /// Makes a new, empty database in a folder that has none.
    ///
    /// # Errors
    /// The folder is in use, has a database, or cannot be written.
    pub fn make(dir: &Path) -> Result<(), StoreError> {
        let alone = Desk::alone(dir)?;
        let main = dir.join(FILE);
        if main.exists() {
            return Err(StoreError::io(
                &main,
                std::io::ErrorKind::AlreadyExists.into(),
            ));
        }
        make(&alone, &main)
    }
}

struct Prepared {
    origin: Origin,
    unclean: bool,
}

/// What must be done while nobody else has the folder.
fn prepare(alone: &Desk, dir: &Path, now: NaiveDateTime) -> Result<Prepared, StoreError> {
    let main = dir.join(FILE);
    let part = part(&main);
    let Some(header) = header::read(&main)? else {
        aside::orphans(alone, dir, now)?;
        if backup::any(dir) || aside::any(dir) {
            return Err(StoreError::Missing { path: main });
        }
        make(alone, &main)?;
        return Ok(Prepared {
            origin: Origin::New,
            unclean: false,
        });
    };
    remove_part(&part)?;
    let unclean = header::has_log(&main);
    if unclean && fs::metadata(&main).is_ok_and(|file| file.len() <= QUICK_TO_CHECK) {
        quick_check(&connection::open(&main)?).map_err(|error| error.at(&main))?;
    }
    if header.version == schema::VERSION {
        return Ok(Prepared {
            origin: Origin::Existing,
            unclean,
        });
    }
    let backup = backup::before_migration(dir, header.version, now)?;
    fs::copy(&backup, &part).map_err(|error| StoreError::io(&part, error))?;
    finish(&part, header.version)?;
    swap::replace(alone, &main, &part, None)?;
    Ok(Prepared {
        origin: Origin::Migrated {
            from: header.version,
            backup,
        },
        unclean,
    })
}

/// Brings a copy to the newest version and takes out what only a backup has.
pub(super) fn finish(part: &Path, version: u32) -> Result<(), StoreError> {
    let mut conn = connection::create(part)?;
    if version < schema::VERSION {
        schema::migrate(&mut conn, version)?;
    }
    backup::forget_date(&conn)?;
    conn.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn make(alone: &Desk, main: &Path) -> Result<(), StoreError> {
    let part = part(main);
    remove_part(&part)?;
    let mut conn = connection::create(&part)?;
    schema::make(&mut conn)?;
    conn.close().map_err(|(_, error)| error)?;
    swap::replace(alone, main, &part, None)
}

/// The unfinished file beside a finished one.
pub(super) fn part(path: &Path) -> PathBuf {
    beside(path, ".part")
}

/// Removes an unfinished file: under this name nothing was ever promised to anyone.
pub(super) fn remove_part(part: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        swap::remove_leftover(&beside(part, suffix))?;
    }
    Ok(())
}

pub(super) fn quick_check(conn: &Connection) -> Result<(), StoreError> {
    let found: String =
        conn.query_row("PRAGMA quick_check(1)", [], |row| row.get("quick_check"))?;
    if found == "ok" {
        return Ok(());
    }
    Err(StoreError::Damaged {
        path: PathBuf::new(),
        detail: "内容前后不一致".to_owned(),
    })
}
