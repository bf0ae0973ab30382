//! Working days (工作日), COUNT-4.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

/// One year's published table, as it stands in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    pub year: i32,
    /// Days or ranges off (`2026-02-15..2026-02-23`); may name days of a neighbour year.
    pub days_off: Vec<String>,
    /// Weekend days that are worked (调休上班).
    pub make_up: Vec<NaiveDate>,
}

/// Why a year's table is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    #[error("日历文件格式不对：{0}")]
    Format(#[from] toml::de::Error),
    #[error("{year}年日历：“{text}”不是日期或日期区间（例：2026-02-15..2026-02-23）")]
    Day { year: i32, text: String },
    #[error("{year}年日历：{day}离该年超过一个月")]
    Stray { year: i32, day: NaiveDate },
    #[error("{year}年日历：{day}既放假又上班")]
    Both { year: i32, day: NaiveDate },
}

/// Which days are worked. Years without a table have weekends and the fixed holidays off.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    off: BTreeMap<NaiveDate, i32>,
    make_up: BTreeMap<NaiveDate, i32>,
    years: BTreeSet<i32>,
}

/// 1 January, 1–2 May, 1–3 October: off in every year (COUNT-4).
const FIXED_HOLIDAYS: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

impl Calendar {
    /// Adds a year's table, or replaces the one already there for that year.
    ///
    /// # Errors
    /// [`CalendarError`] names the entry at fault; the calendar is then unchanged.
    pub fn add(&mut self, file: &str) -> Result<i32, CalendarError> {
        let table: YearTable = toml::from_str(file)?;
        let year = table.year;
        let mut off = BTreeSet::new();
        for text in &table.days_off {
            let (first, last) = text.split_once("..").unwrap_or((text, text));
            let (Ok(first), Ok(last)) = (first.parse::<NaiveDate>(), last.parse::<NaiveDate>())
            else {
                return Err(CalendarError::Day {
                    year,
                    text: text.clone(),
                });
            };
            if first > last {
                return Err(CalendarError::Day {
                    year,
                    text: text.clone(),
                });
            }
            for day in first.iter_days().take_while(|day| *day <= last).take(32) {
                near(year, day)?;
                off.insert(day);
            }
        }
        for &day in &table.make_up {
            near(year, day)?;
            if off.contains(&day) {
                return Err(CalendarError::Both { year, day });
            }
        }
        self.off.retain(|_, of| *of != year);
        self.make_up.retain(|_, of| *of != year);
        self.off.extend(off.into_iter().map(|day| (day, year)));
        self.make_up
            .extend(table.make_up.into_iter().map(|day| (day, year)));
        self.years.insert(year);
        Ok(year)
    }

    /// Whether the office works on `day`.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        if self.make_up.contains_key(&day) {
            return true;
        }
        let fixed_holiday =
            !self.has_table(day.year()) && FIXED_HOLIDAYS.contains(&(day.month(), day.day()));
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        !(self.off.contains_key(&day) || fixed_holiday || weekend)
    }

    /// `day` itself if it is worked, otherwise the next working day.
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days()
            .find(|day| self.is_working_day(*day))
            .unwrap_or(day)
    }

    /// The `count`-th working day after `day`.
    pub fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        day.iter_days()
            .skip(1)
            .filter(|day| self.is_working_day(*day))
            .nth((count.max(1) - 1) as usize)
            .unwrap_or(day)
    }

    /// Working days after `from` up to and including `to`; 0 where `to` is not later.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        days.filter(|day| self.is_working_day(*day))
            .fold(0, |count, _| count + 1)
    }

    /// Whether the year's table is there.
    pub fn has_table(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Years with a table, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// Years touched by the days after `from` up to `to` that have no table.
    pub fn years_missing(&self, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
        let first = from.checked_add_days(Days::new(1)).unwrap_or(from);
        (first.year()..=to.year())
            .filter(|year| !self.has_table(*year))
            .collect()
    }
}

fn near(year: i32, day: NaiveDate) -> Result<(), CalendarError> {
    let before = day.year() == year - 1 && day.month() == 12;
    let after = day.year() == year + 1 && day.month() == 1;
    if day.year() == year || before || after {
        Ok(())
    } else {
        Err(CalendarError::Stray { year, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn published() -> Calendar {
        crate::rules::Manual::built_in().unwrap().calendar
    }

    #[test]
    fn count_4_holidays_and_make_up_days() {
        let calendar = published();
        assert!(calendar.is_working_day(day("2026-09-24")));
        assert!(!calendar.is_working_day(day("2026-09-25")), "中秋");
        assert!(calendar.is_working_day(day("2026-09-20")), "make-up Sunday");
        assert!(
            calendar.is_working_day(day("2026-10-10")),
            "make-up Saturday"
        );
        assert!(!calendar.is_working_day(day("2026-10-11")));
        assert!(
            !calendar.is_working_day(day("2022-12-31")),
            "stands in 2023's table"
        );
        assert!(calendar.is_working_day(day("2026-10-08")));
    }

    #[test]
    fn count_4_a_year_without_a_table_has_the_fixed_holidays() {
        let calendar = published();
        assert!(!calendar.has_table(2027));
        assert!(!calendar.is_working_day(day("2027-01-01")), "Friday, fixed");
        assert!(calendar.is_working_day(day("2027-01-04")));
        assert!(!calendar.is_working_day(day("2027-10-01")));
        assert!(
            calendar.is_working_day(day("2027-10-04")),
            "Monday, only the table would free it"
        );
        assert_eq!(
            calendar.years_missing(day("2026-12-31"), day("2027-01-01")),
            [2027]
        );
        assert_eq!(
            calendar.years_missing(day("2026-12-30"), day("2026-12-31")),
            [0; 0]
        );
    }

    #[test]
    fn an_offices_table_replaces_the_years_own() {
        let mut calendar = published();
        calendar
            .add("year = 2027\ndays_off = [\"2027-01-01..2027-01-03\"]\nmake_up = [\"2027-01-09\"]")
            .unwrap();
        assert!(calendar.is_working_day(day("2027-01-09")));
        calendar
            .add("year = 2027\ndays_off = [\"2027-01-01\"]\nmake_up = []")
            .unwrap();
        assert!(!calendar.is_working_day(day("2027-01-09")));
    }

    #[test]
    fn a_wrong_table_is_named_and_changes_nothing() {
        let mut calendar = published();
        for (file, word) in [
            (
                "year = 2027\ndays_off = [\"2027-02-30\"]\nmake_up = []",
                "2027-02-30",
            ),
            (
                "year = 2027\ndays_off = [\"2027-02-09..2027-02-03\"]\nmake_up = []",
                "2027-02-09",
            ),
            (
                "year = 2027\ndays_off = [\"2025-05-01\"]\nmake_up = []",
                "2025-05-01",
            ),
            (
                "year = 2027\ndays_off = [\"2027-05-01\"]\nmake_up = [\"2027-05-01\"]",
                "2027-05-01",
            ),
            ("year = 2027", "days_off"),
        ] {
            let error = calendar.add(file).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        assert!(!calendar.has_table(2027));
    }

    #[test]
    fn working_days_are_counted_without_the_first() {
        let calendar = published();
        // 2026-09-30 is the last working day before the National Day week.
        assert_eq!(
            calendar.working_days_after(day("2026-09-30"), 1),
            day("2026-10-08")
        );
        assert_eq!(
            calendar.working_days_after(day("2026-09-30"), 3),
            day("2026-10-10")
        );
        assert_eq!(
            calendar.working_days_between(day("2026-09-30"), day("2026-10-10")),
            3
        );
        assert_eq!(
            calendar.working_days_between(day("2026-10-10"), day("2026-10-10")),
            0
        );
    }
}
