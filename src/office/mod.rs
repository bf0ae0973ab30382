//! What a clerk does (办理), one file an act.
//!
//! An act is a function of [`Work`]: it checks all rules, writes, and logs who, when, what.
//! [`Office::act`] runs it as one transaction, so it happens whole or not at all; both faces call the
//! same acts and show the same refusals.
//!
//! | act | file |
//! |-----|------|
//! | take an application, or turn it away | [`accept`], [`refuse`] |
//! | record documents, steps; take back; end | [`documents`], [`step`], [`withdraw`], [`void`] |
//! | an application line by line, for both faces | [`application_lines`] |
//! | read a case, what is due, a customer, anything | [`case_file`], [`due`], [`customer`], [`life`], [`find`], [`history`], [`list`] |
//! | keep an unfinished form | [`draft`] |
//! | print, one or many; what was never printed | [`print`], [`print::batch`], [`filing`] |
//! | the parts of a split account | [`part`] |
//! | accounts that nobody uses, and their notices | [`idle`] |
//! | facts outside a case | [`record`], [`transformer`], [`verify`], [`correct`] (`reading_correction`), [`reveal`] |
//! | contacts, visits planned, complaints | [`contact`], [`complaint`] |
//! | what an old ledger told, taken back | `opening`, by way of [`correct`] |
//! | what suspensions run, and a year of them | [`suspension`] |
//! | claims: late bills, breach, theft, damaged appliances | [`claim`] |
//! | prices and charges | [`price`] |
//! | readings out of proportion | [`proportion`] |
//! | tables from files: customers, what already runs, prices | [`import`] |
//! | everything, sealed, for another system | [`full_export`] |
//! | the month's summary: counted, frozen, exported | [`summary`] |
//! | the office itself | [`settings`] |
//! | where the data lives | [`folder`] |
//! | a believable sample office, a filled-in application | [`demo`], [`template`] |
//! | the office's own contract templates | [`wording`] |
//! | look after the file | [`backup`], [`check`] |
//! | everything, sealed, for another system | [`full_export`] |
//! | the passphrase of what is sealed | [`passphrase`] |

pub mod accept;
mod act;
pub mod application_lines;
pub mod backup;
pub mod case_file;
mod change_lines;
pub mod check;
pub mod claim;
pub mod complaint;
pub mod contact;
pub mod correct;
pub mod customer;
pub mod demo;
pub mod documents;
pub mod draft;
pub mod due;
mod entry;
mod error;
pub mod filing;
pub mod find;
pub mod folder;
mod follow_up;
pub mod full_export;
pub mod history;
pub mod idle;
pub mod import;
pub mod life;
pub mod list;
mod numbers;
mod opening;
mod other_meters;
pub mod part;
pub mod passphrase;
pub mod price;
pub mod print;
pub mod proportion;
mod reading_correction;
pub mod record;
pub mod refuse;
pub mod reveal;
pub mod settings;
pub mod step;
pub mod summary;
pub mod suspension;
pub mod template;
pub mod transformer;
pub mod verify;
pub mod void;
pub mod withdraw;
pub mod wording;

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Connection;

use crate::rules::{Manual, Refusal};
use crate::store::{Opened, Store, StoreError, event};

pub use act::Act;
pub use error::OfficeError;
pub use settings::Settings;

use wording::Wordings;

/// Who is at the desk, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The day worked as; may be set for training or yesterday's paper.
    pub today: NaiveDate,
    /// The wall clock, which the log keeps whatever `today` is.
    pub now: NaiveDateTime,
    pub operator: String,
}

/// The office: its data folder and the manual it works by.
#[derive(Debug)]
pub struct Office {
    store: Store,
    manual: Manual,
    wordings: Wordings,
    file_problems: Vec<String>,
}

/// What an act works with: one transaction, the manual, the office's settings and who is at the desk.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) dir: &'a Path,
    wordings: &'a Wordings,
    pub manual: &'a Manual,
    pub settings: &'a Settings,
    pub desk: &'a Desk,
}

impl Office {
    /// Opens the data folder, making it on first use. `now` is the wall clock. Calendars and rulebooks
    /// that lie in its `calendars` and `rulebooks` folders are added to the manual's; contract templates in
    /// `contracts` take the place of ours.
    ///
    /// # Errors
    /// The store cannot be opened, or a calendar of the office's own is wrong.
    pub fn open(dir: &Path, now: NaiveDateTime) -> Result<(Self, Opening), OfficeError> {
        let mut manual = Manual::built_in()?;
        let mut file_problems = own_files(&mut manual, dir);
        let wordings = Wordings::load(dir, &mut file_problems);
        let Opened {
            store,
            origin,
            unclean,
            clock,
        } = Store::open(dir, now)?;
        let opening = Opening {
            origin,
            unclean,
            clock,
        };
        let office = Self {
            store,
            manual,
            wordings,
            file_problems,
        };
        Ok((office, opening))
    }

    pub fn manual(&self) -> &Manual {
        &self.manual
    }

    /// Calendars, rulebooks and contract templates of the office's own that were not taken, in words.
    pub fn file_problems(&self) -> &[String] {
        &self.file_problems
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Runs an act as one transaction. The operator must be one of the office's.
    ///
    /// # Errors
    /// Whatever the act refuses or fails with; the database is then as it was.
    pub fn act<T>(
        &mut self,
        desk: &Desk,
        act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.act_as_founder(desk, |work| {
            work.settings.admit(&desk.operator)?;
            act(work)
        })
    }

    /// As [`Office::act`], for an act that says itself at its end whether it is to hold.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn decide<T>(
        &mut self,
        desk: &Desk,
        act: impl FnOnce(Work<'_>) -> Result<Verdict<T>, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.transact(desk, |work| {
            work.settings.admit(&desk.operator)?;
            act(work)
        })
    }

    /// Runs an act before there is an office or an operator: setting it up.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn act_as_founder<T>(
        &mut self,
        desk: &Desk,
        act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.transact(desk, |work| act(work).map(Verdict::Keep))
    }

    fn transact<T>(
        &mut self,
        desk: &Desk,
        act: impl FnOnce(Work<'_>) -> Result<Verdict<T>, OfficeError>,
    ) -> Result<T, OfficeError> {
        let (dir, manual) = (self.store.dir().to_owned(), &self.manual);
        let wordings = &self.wordings;
        let ended = self.store.transact(|conn| {
            let settings = Settings::load(conn).map_err(Ended::Failed)?;
            let verdict = act(Work {
                conn,
                dir: &dir,
                wordings,
                manual,
                settings: &settings,
                desk,
            });
            match verdict.map_err(Ended::Failed)? {
                Verdict::Keep(value) => Ok(value),
                Verdict::TakeBack(value) => Err(Ended::TakenBack(value)),
            }
        });
        match ended {
            Ok(value) | Err(Ended::TakenBack(value)) => Ok(value),
            Err(Ended::Failed(error)) => Err(error),
        }
    }

    /// Looks without changing anything: all queries see the same moment.
    ///
    /// # Errors
    /// Whatever the look fails with.
    pub fn look<T>(
        &self,
        desk: &Desk,
        look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        let (dir, manual) = (self.store.dir(), &self.manual);
        self.store.read(|conn| {
            let settings = Settings::load(conn)?;
            look(Work {
                conn,
                dir,
                wordings: &self.wordings,
                manual,
                settings: &settings,
                desk,
            })
        })
    }
}

/// How an act ends that decides for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<T> {
    Keep(T),
    /// The database is as it was.
    TakeBack(T),
}

/// Why a transaction was not committed.
enum Ended<T> {
    TakenBack(T),
    Failed(OfficeError),
}

impl<T> From<StoreError> for Ended<T> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl<'a> Work<'a> {
    /// Writes an act into the log.
    fn log(self, act: Act, subject: &str, detail: serde_json::Value) -> Result<(), OfficeError> {
        event::append(
            self.conn,
            &event::NewEvent {
                at: self.desk.now,
                operator: &self.desk.operator,
                act: act.wire(),
                subject,
                detail,
            },
        )?;
        Ok(())
    }

    /// The same transaction with someone else at the desk, or on another day.
    #[must_use]
    pub fn at(self, desk: &'a Desk) -> Self {
        Self { desk, ..self }
    }
}

/// What opening the office found.
#[derive(Debug)]
pub struct Opening {
    pub origin: crate::store::Origin,
    /// The last process did not end properly.
    pub unclean: bool,
    pub clock: crate::store::clock::ClockCheck,
}

/// Adds the office's own files (`calendars/2027.toml`, `rulebooks/本地.toml`); a wrong one is named and left out.
fn own_files(manual: &mut Manual, dir: &Path) -> Vec<String> {
    let calendars = taken(&dir.join("calendars"), |file| {
        let added = manual.calendar.add(file);
        added.map(drop).map_err(|error| error.to_string())
    });
    let rulebooks = taken(&dir.join("rulebooks"), |file| {
        let added = manual.add_rulebook(file);
        added.map_err(|error| error.to_string())
    });
    [calendars, rulebooks].concat()
}

/// Adds each `.toml` of a folder; what is wrong with one, in words.
fn taken(folder: &Path, mut add: impl FnMut(&str) -> Result<(), String>) -> Vec<String> {
    let files = files_of(folder, "toml").into_iter();
    files
        .filter_map(|path| {
            let file = std::fs::read_to_string(&path).map_err(|_| "文件无法读取".to_owned());
            let problem = file.and_then(|file| add(&file)).err()?;
            Some(format!("{}：{problem}", path.display()))
        })
        .collect()
}

/// The files of a folder that end in `extension`, by name; none where there is no folder.
fn files_of(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// Says no with one refusal.
fn refuse<T>(refusal: Refusal) -> Result<T, OfficeError> {
    Err(OfficeError::Refused(vec![refusal]))
}
