//! SQLite: the only place with SQL.
//!
//! | what | where |
//! |------|-------|
//! | opening, making, migrating | [`open`], `schema`, `migrations/`, `header` (looks before SQLite does), `connection` |
//! | one file in another's place, whole | `swap` |
//! | who has the folder open | [`lock`] |
//! | damaged files, set aside and never deleted | [`aside`] |
//! | backups: daily, on demand, sealed, restored | [`backup`] |
//! | the log and its hash chain | [`event`], `scrub` (masks what is private) |
//! | find anything by any part | [`search`] |
//! | check the whole file, in words | [`check`] |
//! | what a step changed on an account | [`account_change`] |
//! | suspensions, as their cases tell them | [`suspension`] |
//! | what ran when the records began | [`opening`] |
//! | contacts, visits planned, complaints | [`contact`], [`complaint`] |
//! | meters that stand still, and the notices about them | [`idle`] |
//! | the month's summary: what it reads, months frozen | [`summary`] |
//! | settings, operators, drafts, running numbers | [`setting`], [`operator`], [`draft`], [`sequence`] |
//! | ratios of classes and their verifications | [`ratio`] |
//! | claims, their steps, incidents | [`claim`] |
//! | prices and charges, superseded and never changed | [`price`] |
//! | every table whole, for handing out | [`dump`] |
//! | can the clock be believed | [`clock`] |
//! | values in TEXT columns | [`Text`], [`WallTime`] |
//!
//! Rows are read by name. SQL longer than a line lies in a `.sql` file beside its Rust.

pub mod account_change;
pub mod aside;
pub mod backup;
pub mod case;
pub mod check;
pub mod claim;
pub mod clock;
pub mod complaint;
mod connection;
pub mod contact;
pub mod customer;
pub mod draft;
pub mod dump;
mod error;
pub mod event;
mod header;
pub mod idle;
mod json;
pub mod lock;
pub mod open;
pub mod opening;
pub mod operator;
pub mod paper;
pub mod price;
pub mod ratio;
pub mod refusal;
mod schema;
pub mod scrub;
pub mod search;
pub mod sequence;
pub mod setting;
pub mod summary;
pub mod suspension;
mod swap;
mod text;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub use error::StoreError;
pub use open::{FILE, Opened, Origin};
pub use schema::VERSION;
pub use text::{Text, WallTime};

/// An open data folder.
#[derive(Debug)]
pub struct Store {
    writer: Connection,
    /// Cannot write, and so notices every commit, also our own.
    reader: Connection,
    dir: PathBuf,
    _desk: lock::Desk,
}

/// Changes whenever anyone, in this process or another, commits to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(i64);

impl Store {
    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Does `act` whole or not at all: commits where it returns `Ok`, and takes everything back where it
    /// does not. One act at a time: the store is borrowed until it is over.
    ///
    /// # Errors
    /// Whatever `act` returns; or the transaction could not begin or be committed.
    pub fn transact<T, E>(&mut self, act: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let tx = self
            .writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let done = act(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    /// For a single query of what is committed; it cannot write.
    pub fn conn(&self) -> &Connection {
        &self.reader
    }

    /// For several queries that must agree: all see the file as it was at the first.
    ///
    /// # Errors
    /// Whatever `look` returns, or the file cannot be read.
    pub fn read<T, E>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        if !self.reader.is_autocommit() {
            return look(&self.reader);
        }
        let tx = self
            .reader
            .unchecked_transaction()
            .map_err(StoreError::from)?;
        let seen = look(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        Ok(seen)
    }

    /// The file's revision: cheap enough to ask for in every frame that polls.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        let version = self
            .reader
            .pragma_query_value(None, "data_version", |row| row.get("data_version"))?;
        Ok(Revision(version))
    }
}
