//! Days as an old ledger writes them.

use chrono::NaiveDate;

use crate::model::text::half_width;

use super::field::{self, FieldError};

/// What is wrong with a day, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerDayError {
    #[error("未填")]
    Empty,
    #[error(transparent)]
    NoDay(#[from] FieldError),
}

/// The day before a spreadsheet's day number 1, as it counts from March 1900 on; and the numbers that are taken for
/// days of a ledger, 1940 to 2099.
const SERIAL_ORIGIN: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);
const SERIALS: std::ops::RangeInclusive<u64> = 14_611..=73_050;

/// Reads a day: as [`field::date`], with a time behind it, or as the number that a spreadsheet keeps; that
/// last with what it was taken for.
///
/// # Errors
/// [`LedgerDayError`] where there is nothing, or no such day.
pub fn read(typed: &str) -> Result<(NaiveDate, Option<String>), LedgerDayError> {
    let plain = half_width(typed);
    if plain.is_empty() {
        return Err(LedgerDayError::Empty);
    }
    let serial = plain.parse().ok().filter(|number| SERIALS.contains(number));
    if let (Some(number), Some(origin)) = (serial, SERIAL_ORIGIN) {
        let day = origin.checked_add_days(chrono::Days::new(number));
        let day = day.ok_or(LedgerDayError::NoDay(FieldError::Date))?;
        return Ok((day, Some(format!("“{plain}”按表格软件的日期数读作{day}"))));
    }
    let is_time = |tail: &str| tail.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
    let day = match plain.split_once(' ') {
        Some((day, time)) if is_time(time) => day,
        _ => &plain,
    };
    Ok((field::date(day)?, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_ledgers_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        for typed in [
            "2026-03-05",
            "2026/3/5",
            "2026.3.5",
            "2026年3月5日",
            "20260305",
            "2026-03-05 00:00:00",
        ] {
            assert_eq!(read(typed), Ok((day, None)), "{typed}");
        }
        let (serial, notice) = read("46086").unwrap();
        assert_eq!(serial, day);
        assert!(notice.unwrap().contains("2026-03-05"));
        assert_eq!(read(" "), Err(LedgerDayError::Empty));
        for typed in ["2026-02-30", "2026-03", "460860", "昨天", "2026-03-05 上午"] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
