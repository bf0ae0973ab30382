//! Which days a month of the summary has: the calendar month, or the office's own from day n to day n - 1.

use chrono::Days;

use crate::model::summary::{Month, Period};

/// The days of a month. `first_day` 1: the calendar month; otherwise from that day (2 to 28) of the month before to the
/// day before it.
///
/// ```
/// use yekuo::rules::summary::period::period;
/// let days = |first_day| {
///     let days = period("2026-01".parse().unwrap(), first_day);
///     format!("{} {}", days.first, days.last)
/// };
/// assert_eq!(days(1), "2026-01-01 2026-01-31");
/// assert_eq!(days(26), "2025-12-26 2026-01-25");
/// ```
pub fn period(month: Month, first_day: u32) -> Period {
    let (first, beyond) = match first_day {
        0 | 1 => (month.day(1), month.next().day(1)),
        day => (month.previous().day(day), month.day(day)),
    };
    Period {
        first,
        last: beyond.checked_sub_days(Days::new(1)).unwrap_or(beyond),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audit_4_months_follow_each_other_without_a_gap_whatever_day_they_start_on() {
        for first_day in 1..=28 {
            let mut month: Month = "2023-11".parse().unwrap();
            for _ in 0..30 {
                let (this, next) = (period(month, first_day), period(month.next(), first_day));
                assert_eq!(
                    this.last.succ_opt(),
                    Some(next.first),
                    "{month} {first_day}"
                );
                assert!(this.first <= this.last);
                month = month.next();
            }
        }
    }

    #[test]
    fn audit_4_february_ends_on_its_last_day() {
        let last = |month: &str| period(month.parse().unwrap(), 1).last.to_string();
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2026-02"), "2026-02-28");
        assert_eq!(last("2026-12"), "2026-12-31");
    }
}
