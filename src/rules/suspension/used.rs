//! Used days (暂停天数) and times of an account in a calendar year, SUSPEND-2 and SUSPEND-4.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::suspension::{Stretch, Suspension};

use super::Limits;

/// The days on which at least one piece of equipment is under an unexpired seal or reserved for one; overlaps
/// count once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Apart from each other, in order.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    stretch: Stretch,
    /// What it counts at most: one uninterrupted suspension within a year that is within the months of the
    /// limit is within its days too, whatever their number.
    at_most: u32,
}

impl Part {
    /// The days that count, from its first on.
    fn counted(self, year: i32) -> Stretch {
        let days = self.stretch.in_year(year);
        let last = days
            .from
            .checked_add_days(Days::new(u64::from(self.at_most)));
        Stretch::new(days.from, days.until.min(last.unwrap_or(NaiveDate::MAX)))
    }
}

impl Used {
    pub fn of(suspensions: &[Suspension], limits: &Limits) -> Self {
        let mut stretches: Vec<Stretch> = suspensions.iter().map(Suspension::stretch).collect();
        stretches.retain(|stretch| !stretch.is_empty());
        stretches.sort_by_key(|stretch| stretch.from);
        let mut parts: Vec<Stretch> = Vec::new();
        for stretch in &stretches {
            match parts.last_mut() {
                Some(last) if stretch.from <= last.until => {
                    last.until = last.until.max(stretch.until)
                }
                _ => parts.push(*stretch),
            }
        }
        let part = |stretch: Stretch| {
            let one_alone = stretches.contains(&stretch);
            let year = stretch.from.year();
            let within_year = stretch.in_year(year) == stretch;
            let within_months = stretch.until <= limits.longest_from(stretch.from);
            let at_most = if one_alone && within_year && within_months {
                limits.days_a_year()
            } else {
                u32::MAX
            };
            Part { stretch, at_most }
        };
        Self {
            parts: parts.into_iter().map(part).collect(),
        }
    }

    /// Used days of a calendar year.
    pub fn in_year(&self, year: i32) -> u32 {
        let parts = self.parts.iter();
        parts.map(|part| part.counted(year).days()).sum()
    }

    /// Used days of all years.
    pub fn total(&self) -> u32 {
        let parts = self.parts.iter();
        parts
            .map(|part| part.stretch.days().min(part.at_most))
            .sum()
    }

    /// The day of a year on which one more than `allowed` is used: the first that is billed in full
    /// (SUSPEND-7).
    pub fn beyond(&self, year: i32, allowed: u32) -> Option<NaiveDate> {
        let mut left = allowed;
        for part in &self.parts {
            let counted = part.counted(year);
            if counted.days() > left {
                return counted.from.checked_add_days(Days::new(u64::from(left)));
            }
            left -= counted.days();
        }
        None
    }
}

/// Times in a calendar year: each counts in the year of its sealing, until then of the day applied for
/// (SUSPEND-2).
pub fn times(suspensions: &[Suspension], year: i32) -> u32 {
    let in_year = suspensions.iter();
    let in_year = in_year.filter(|one| one.start().year() == year);
    u32::try_from(in_year.count()).unwrap_or(u32::MAX)
}

/// Days allowed in a calendar year: those agreed on with a seasonal user last, otherwise the manual's
/// (SUSPEND-4).
pub fn allowed(suspensions: &[Suspension], year: i32, limits: &Limits) -> u32 {
    let touches = |one: &&Suspension| {
        let planned = Stretch::new(one.start(), one.to);
        !planned.in_year(year).is_empty()
    };
    let agreed = suspensions.iter().rev().filter(touches);
    let agreed = agreed.filter_map(|one| one.agreed_days).next();
    agreed.unwrap_or_else(|| limits.days_a_year())
}
