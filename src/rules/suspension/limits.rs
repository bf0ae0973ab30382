//! The manual's numbers for suspensions.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use crate::rules::rulebook::{RulebookError, Rulebooks};
use crate::rules::span::Span;

/// The numbers in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Days between the application and the day of sealing (SUSPEND-1).
    pub notice: u32,
    /// Times in a calendar year (SUSPEND-2).
    pub times: u32,
    /// Days of the shortest suspension (SUSPEND-3, SUSPEND-9).
    pub shortest: u32,
    /// Months in a calendar year, all together (SUSPEND-4).
    pub longest: u32,
    /// Days that a month counts as (SUSPEND-4, SUSPEND-6).
    pub month: u32,
    /// Days between the application for resumption and the day wished for (SUSPEND-8).
    pub resumption_notice: u32,
    /// Days before an end from which the office is reminded of it.
    pub reminder: u32,
}

impl Limits {
    /// # Errors
    /// [`RulebookError`] where a number is in no rulebook.
    pub fn on(books: &Rulebooks, day: NaiveDate) -> Result<Self, RulebookError> {
        let number = |key: &str| -> Result<u32, RulebookError> {
            let value = books.parameter(key, day)?.parameter.value;
            Ok(value.to_u32().unwrap_or(u32::MAX))
        };
        Ok(Self {
            notice: number("suspension.notice")?,
            times: number("suspension.times")?,
            shortest: number("suspension.shortest")?,
            longest: number("suspension.longest")?,
            month: number("suspension.month")?,
            resumption_notice: number("resumption.notice")?,
            reminder: number("suspension.reminder")?,
        })
    }

    /// Days in a calendar year, all together (SUSPEND-4).
    pub fn days_a_year(&self) -> u32 {
        self.longest.saturating_mul(self.month)
    }

    /// The day that lies so many months after another (COUNT-2), which COUNT-3 does not move.
    pub fn longest_from(&self, from: NaiveDate) -> NaiveDate {
        from.checked_add_months(chrono::Months::new(self.longest))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The longest time in words.
    pub fn longest_in_words(&self) -> String {
        let days = Span::Days(self.days_a_year()).chinese();
        format!("{}（{days}）", Span::Months(self.longest).chinese())
    }
}
