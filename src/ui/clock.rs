//! Which day and time it is: the wall's, or a day to work as.

use chrono::{Datelike, Local, NaiveDate, NaiveDateTime, Weekday};

/// The window's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The computer's own.
    Wall,
    /// Working as another day: training, yesterday's paper. The log keeps the wall clock all the same.
    WorkingAs(NaiveDate),
    /// Standing still.
    Still(NaiveDateTime),
}

impl Clock {
    /// The wall clock.
    pub fn now(self) -> NaiveDateTime {
        match self {
            Clock::Wall | Clock::WorkingAs(_) => Local::now().naive_local(),
            Clock::Still(now) => now,
        }
    }

    /// The day worked as.
    pub fn today(self) -> NaiveDate {
        match self {
            Clock::WorkingAs(day) => day,
            Clock::Wall | Clock::Still(_) => self.now().date(),
        }
    }
}

/// A day with its weekday: 2026-11-23 周一.
pub fn day_in_words(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    };
    format!("{day} {weekday}")
}
