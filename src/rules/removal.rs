//! How long a meter may be off (暂拆期限), REMOVE-2, and when the office is reminded of its end.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::deadline::Deadline;
use super::last_day::{self, Keys};
use super::rulebook::{RulebookError, Rulebooks};

pub use super::last_day::LastDay;

/// The longest time for which a meter may be off.
const LONGEST: Keys = Keys {
    span: "removal.longest",
    reminders: [
        "removal.reminder.first",
        "removal.reminder.second",
        "removal.reminder.last",
    ],
};

/// The last day on which reconnection can be applied for, for a removal of a day (REMOVE-2).
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook or is no span.
pub fn last_day(
    removed_on: NaiveDate,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<LastDay, RulebookError> {
    last_day::last_day(LONGEST, removed_on, books, calendar)
}

impl LastDay {
    /// The time limit on the account: it is met by an application for reconnection.
    pub fn deadline(&self, removed_on: NaiveDate, today: NaiveDate) -> Deadline {
        self.limit("reconnected", "REMOVE-2", removed_on, today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn days(removed_on: &str) -> (String, String) {
        let manual = Manual::built_in().unwrap();
        let removed_on = removed_on.parse().unwrap();
        let last = last_day(removed_on, &manual.rulebooks, &manual.calendar).unwrap();
        (last.nominal.to_string(), last.due.to_string())
    }

    fn pair(nominal: &str, due: &str) -> (String, String) {
        (nominal.to_owned(), due.to_owned())
    }

    #[test]
    fn remove_2_six_months_to_the_same_number_or_the_months_last() {
        assert_eq!(days("2026-04-15"), pair("2026-10-15", "2026-10-15"));
        assert_eq!(days("2023-08-31"), pair("2024-02-29", "2024-02-29"));
        assert_eq!(days("2023-08-29"), pair("2024-02-29", "2024-02-29"));
        // 28 February 2025 was a Friday; of 2026, a Saturday worked in exchange for the Spring Festival.
        assert_eq!(days("2024-08-31"), pair("2025-02-28", "2025-02-28"));
        assert_eq!(days("2025-08-31"), pair("2026-02-28", "2026-02-28"));
        // 29 February + 6 months.
        assert_eq!(days("2024-02-29"), pair("2024-08-29", "2024-08-29"));
    }

    #[test]
    fn remove_2_a_last_day_of_rest_runs_to_the_next_working_day() {
        assert_eq!(days("2026-04-01"), pair("2026-10-01", "2026-10-08"));
        assert_eq!(days("2026-02-15"), pair("2026-08-15", "2026-08-17"));
        assert_eq!(days("2025-08-15"), pair("2026-02-15", "2026-02-24"));
    }

    #[test]
    fn remove_2_the_office_is_reminded_of_the_last_day_in_time() {
        let manual = Manual::built_in().unwrap();
        let removed_on = "2026-04-01".parse().unwrap();
        let last = last_day(removed_on, &manual.rulebooks, &manual.calendar).unwrap();
        let days: Vec<String> = last.remind_on.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-09-08", "2026-10-01", "2026-10-07"]);
    }
}
