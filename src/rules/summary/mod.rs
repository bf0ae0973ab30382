//! What the month's summary counts (业扩月报), AUDIT-4.
//!
//! | what | file |
//! |------|------|
//! | which days a month has | [`period`](mod@period) |
//! | how many kVA a case counts with | [`capacity`] |
//! | the rows, and what they must always hold | [`rows`](mod@rows) |
//! | what became known of frozen months since | [`adjusted`] |

pub mod adjusted;
pub mod capacity;
pub mod period;
pub mod rows;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::summary::Period;
use crate::model::vocabulary::{Class, Kind};

/// How a case ended, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By its completing step.
    Completed(NaiveDate),
    Voided(NaiveDate),
}

impl Ending {
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Completed(day) | Self::Voided(day) => day,
        }
    }
}

/// An accepted case as the summary counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub number: String,
    pub kind: Kind,
    pub class: Class,
    pub kva: Decimal,
    pub accepted_on: NaiveDate,
    pub ending: Option<Ending>,
    /// Past a time limit at the end of the month.
    pub overdue: bool,
    /// Every time limit was met.
    pub on_time: bool,
    /// From acceptance to the completing step.
    pub working_days: i64,
}

impl Counted {
    /// The day on which it ended, never before acceptance.
    fn ended_on(&self) -> Option<NaiveDate> {
        self.ending.map(|ending| ending.day().max(self.accepted_on))
    }

    /// Accepted before the month and not yet ended then.
    pub fn at_start(&self, month: Period) -> bool {
        let ended = self.ended_on().is_some_and(|day| day < month.first);
        self.accepted_on < month.first && !ended
    }

    /// Accepted by the end of the month and not ended by then.
    pub fn at_end(&self, month: Period) -> bool {
        let ended = self.ended_on().is_some_and(|day| day <= month.last);
        self.accepted_on <= month.last && !ended
    }

    /// How it ended, where that was in the month.
    pub fn ended_in(&self, month: Period) -> Option<Ending> {
        self.ending
            .filter(|_| self.ended_on().is_some_and(|day| month.holds(day)))
    }
}
