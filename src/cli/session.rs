//! The office as a command works with it: opened, with a day and an operator.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};

use crate::office::{Desk, Office, OfficeError, Opening, Work, folder, reveal};
use crate::rules::field;
use crate::store::clock::ClockCheck;

use super::args::Globals;
use super::failure::Failure;
use super::output::complain;

/// An open office and who is at its desk.
#[derive(Debug)]
pub(super) struct Session {
    pub office: Office,
    pub desk: Desk,
    /// Why identity numbers and phones are to be shown whole.
    purpose: Option<String>,
}

/// The data folder: the one named, or the usual one.
///
/// # Errors
/// The platform has none for this user.
pub fn data_folder(globals: &Globals) -> Result<PathBuf, Failure> {
    let none = || Failure::Machine("找不到放数据的地方，请用 --data 指定一个文件夹".to_owned());
    globals.data.clone().or_else(folder::usual).ok_or_else(none)
}

/// The day to work as, where one was named.
///
/// # Errors
/// Refused (INPUT) where it is no day.
pub fn day_named(globals: &Globals) -> Result<Option<NaiveDate>, Failure> {
    let Some(typed) = &globals.today else {
        return Ok(None);
    };
    match field::date(typed) {
        Ok(day) => Ok(Some(day)),
        Err(problem) => Err(Failure::input("today", "--today", problem)),
    }
}

impl Session {
    /// Opens the office; `now` is the wall clock.
    ///
    /// # Errors
    /// The day is none, or the folder cannot be opened.
    pub(super) fn open(globals: &Globals, now: NaiveDateTime) -> Result<Self, Failure> {
        let today = day_named(globals)?.unwrap_or(now.date());
        let (office, opening) = Office::open(&data_folder(globals)?, now)?;
        warn(&opening, office.file_problems());
        let mut desk = Desk {
            today,
            now,
            operator: String::new(),
        };
        desk.operator = match &globals.operator {
            Some(name) => crate::model::text::tidy(name),
            None => office.look(&desk, |work| {
                Ok(work
                    .settings
                    .usual_operator()
                    .unwrap_or_default()
                    .to_owned())
            })?,
        };
        Ok(Self {
            office,
            desk,
            purpose: globals.reveal.clone(),
        })
    }

    /// Runs an act of the office.
    pub(super) fn act<T>(
        &mut self,
        act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, Failure> {
        Ok(self.office.act(&self.desk, act)?)
    }

    /// Looks without changing anything.
    pub(super) fn look<T>(
        &self,
        look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, Failure> {
        Ok(self.office.look(&self.desk, look)?)
    }

    /// Looks at what is private: masked, or whole after each of the subjects shown has been logged with the
    /// purpose.
    pub(super) fn look_private<T>(
        &mut self,
        look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
        subjects: impl FnOnce(&T) -> Vec<String>,
    ) -> Result<(T, Privacy), Failure> {
        let Some(purpose) = self.purpose.clone() else {
            return Ok((self.look(look)?, Privacy::Masked));
        };
        let seen = self.act(|work| {
            let seen = look(work)?;
            for subject in subjects(&seen) {
                reveal::reveal(work, &subject, &purpose)?;
            }
            Ok(seen)
        })?;
        Ok((seen, Privacy::Whole))
    }
}

/// Whether identity numbers and phones are shown whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privacy {
    Masked,
    Whole,
}

fn warn(opening: &Opening, file_problems: &[String]) {
    match opening.clock {
        ClockCheck::Fine => {}
        ClockCheck::Before { last } => complain(&format!(
            "注意：电脑时间早于最后一次办理（{}），请核对电脑的日期和时间",
            last.format("%Y-%m-%d %H:%M")
        )),
        ClockCheck::LongAfter { last, days } => complain(&format!(
            "注意：离最后一次办理（{}）已有{days}天，请核对电脑的日期和时间",
            last.format("%Y-%m-%d %H:%M")
        )),
    }
    for problem in file_problems {
        complain(&format!("注意：这个文件没有采用。{problem}"));
    }
}
