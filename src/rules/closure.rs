//! Accounts that nobody uses (连续不用电), CLOSE-4: candidates for closure, never closed by themselves.

use chrono::{Days, Months, NaiveDate};

use super::calendar::Calendar;
use super::rulebook::{RulebookError, Rulebooks};
use super::span::Span;

/// Key of the time without use that makes a candidate.
const IDLE: &str = "closure.idle";

/// A meter that stood still long enough, by its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// The first reading of those that are all the same.
    pub since: NaiveDate,
    /// The last of them.
    pub until: NaiveDate,
    /// The day on which the time without use was full.
    pub full_on: NaiveDate,
    pub span: Span,
    /// The rulebook whose number was used: the one in force on the first day.
    pub rulebook: String,
    pub article: String,
}

/// Whether readings that are all the same from one day to another make a candidate (CLOSE-4, COUNT-2); `None` where
/// they do not reach far enough.
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook or is no span.
pub fn idle(
    since: NaiveDate,
    until: NaiveDate,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<Option<Idle>, RulebookError> {
    let in_force = books.parameter(IDLE, since)?;
    let span = books.span(IDLE, since)?;
    let full_on = span.nominal(since, calendar);
    Ok((full_on <= until).then(|| Idle {
        since,
        until,
        full_on,
        span,
        rulebook: in_force.book.title.clone(),
        article: in_force.parameter.article.clone(),
    }))
}

/// The latest day since which a meter can have stood still long enough by today, or a little after it: the months
/// end earlier in a short one.
///
/// # Errors
/// As [`idle`].
pub fn latest_start(today: NaiveDate, books: &Rulebooks) -> Result<NaiveDate, RulebookError> {
    let months = match books.span(IDLE, today)? {
        Span::Months(months) => months,
        _ => 0,
    };
    let start = today.checked_sub_months(Months::new(months));
    let start = start.and_then(|start| start.checked_add_days(Days::new(3)));
    Ok(start.unwrap_or(today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn full_on(since: &str, until: &str) -> Option<String> {
        let manual = Manual::built_in().unwrap();
        let (since, until) = (since.parse().unwrap(), until.parse().unwrap());
        let idle = idle(since, until, &manual.rulebooks, &manual.calendar).unwrap();
        idle.map(|idle| idle.full_on.to_string())
    }

    #[test]
    fn close_4_six_months_running_by_the_readings() {
        assert_eq!(full_on("2026-05-05", "2026-11-04"), None);
        assert_eq!(
            full_on("2026-05-05", "2026-11-05").as_deref(),
            Some("2026-11-05")
        );
        // The last day of the month, and no moving for a rest day.
        assert_eq!(
            full_on("2025-08-31", "2026-02-28").as_deref(),
            Some("2026-02-28")
        );
        assert_eq!(
            full_on("2026-04-03", "2026-10-03").as_deref(),
            Some("2026-10-03")
        );
    }
}
