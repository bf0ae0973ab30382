//! Spans of time and the day on which they end, COUNT-1 to COUNT-5.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::calendar::Calendar;

/// A span of the manual: `3d` days, `5w` working days, `6m` months, `24h` hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Days(u32),
    WorkingDays(u32),
    Months(u32),
    /// Runs by the clock (COUNT-5); see [`Span::ends_at`].
    Hours(u32),
}

/// What is wrong with a span as written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("期限“{0}”不是数字加 d（天）、w（工作日）、m（月）或 h（小时），数字为1至9999")]
pub struct SpanError(pub String);

/// The day on which a span ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The last day by the count alone.
    pub nominal: NaiveDate,
    /// The last day on which the act is still in time.
    pub due: NaiveDate,
    /// What the clerk should know about the date: moved off a rest day, or a calendar is missing.
    pub note: Option<String>,
}

const LONGEST: u32 = 9999;

/// Stands between the parts of a note.
const BETWEEN: &str = "；";
/// How a note of a missing calendar ends.
const UNPUBLISHED: &str = "只按周末和固定节日推算，日历公布后请补上（COUNT-4）";

/// Of a note, what is said of missing calendars: alike for every limit of the year.
pub fn calendar_notes(note: &str) -> impl Iterator<Item = &str> {
    let parts = note.split(BETWEEN);
    parts.filter(|part| part.ends_with(UNPUBLISHED))
}

/// Of a note, what is said of this limit alone.
pub fn own_note(note: &str) -> Option<String> {
    let parts = note.split(BETWEEN);
    let own: Vec<&str> = parts.filter(|part| !part.ends_with(UNPUBLISHED)).collect();
    (!own.is_empty()).then(|| own.join(BETWEEN))
}

impl Span {
    /// The end of a span by whose last day someone must act: days and months that end on a rest day run
    /// to the next working day (COUNT-3). Hours are counted in whole days here.
    ///
    /// ```
    /// use yekuo::rules::{Manual, span::Span};
    /// let calendar = Manual::built_in().unwrap().calendar;
    /// let end = Span::Days(7).act_by("2026-09-24".parse().unwrap(), &calendar);
    /// assert_eq!(end.nominal.to_string(), "2026-10-01");
    /// assert_eq!(end.due.to_string(), "2026-10-08");
    /// ```
    pub fn act_by(self, from: NaiveDate, calendar: &Calendar) -> End {
        let nominal = self.nominal(from, calendar);
        let due = match self {
            Span::Days(_) | Span::Months(_) => calendar.next_working_day(nominal),
            Span::WorkingDays(_) | Span::Hours(_) => nominal,
        };
        let mut notes = Vec::new();
        if due != nominal {
            notes.push(format!("{nominal}是休息日，顺延至{due}（COUNT-3）"));
        }
        for year in calendar.years_missing(from, due) {
            notes.push(format!("缺{year}年节假日日历，{UNPUBLISHED}"));
        }
        End {
            nominal,
            due,
            note: (!notes.is_empty()).then(|| notes.join(BETWEEN)),
        }
    }

    /// The last day by the count alone: the day of the event is not counted (COUNT-1); months end on the
    /// day of the same number or the month's last (COUNT-2).
    pub fn nominal(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        let end = match self {
            Span::Days(count) => from.checked_add_days(Days::new(u64::from(count))),
            Span::Months(count) => from.checked_add_months(Months::new(count)),
            Span::WorkingDays(count) => Some(calendar.working_days_after(from, count)),
            Span::Hours(count) => from.checked_add_days(Days::new(u64::from(count.div_ceil(24)))),
        };
        end.unwrap_or(NaiveDate::MAX)
    }

    /// The end of a span in hours, by the clock (COUNT-5); `None` for spans in days.
    pub fn ends_at(self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Span::Hours(count) => from.checked_add_signed(TimeDelta::hours(i64::from(count))),
            _ => None,
        }
    }

    /// In words: `3天`, `5个工作日`, `6个月`, `24小时`.
    pub fn chinese(self) -> String {
        match self {
            Span::Days(count) => format!("{count}天"),
            Span::WorkingDays(count) => format!("{count}个工作日"),
            Span::Months(count) => format!("{count}个月"),
            Span::Hours(count) => format!("{count}小时"),
        }
    }
}

/// Months completed from one day to another, each ending as COUNT-2 says; 0 where `to` is the earlier.
///
/// ```
/// use yekuo::rules::span::completed_months;
/// let months = |to: &str| completed_months("2025-08-31".parse().unwrap(), to.parse().unwrap());
/// assert_eq!((months("2026-02-27"), months("2026-02-28")), (5, 6));
/// ```
pub fn completed_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let begun = u32::try_from(months(to) - months(from)).unwrap_or(0);
    let completed = from
        .checked_add_months(Months::new(begun))
        .is_some_and(|end| end <= to);
    if completed {
        begun
    } else {
        begun.saturating_sub(1)
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || SpanError(text.to_owned());
        let unit = text.chars().last().ok_or_else(wrong)?;
        let count = text.strip_suffix(unit).unwrap_or_default();
        let count: u32 = count.parse().map_err(|_| wrong())?;
        if !(1..=LONGEST).contains(&count) {
            return Err(wrong());
        }
        match unit {
            'd' => Ok(Span::Days(count)),
            'w' => Ok(Span::WorkingDays(count)),
            'm' => Ok(Span::Months(count)),
            'h' => Ok(Span::Hours(count)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Days(count) => write!(f, "{count}d"),
            Span::WorkingDays(count) => write!(f, "{count}w"),
            Span::Months(count) => write!(f, "{count}m"),
            Span::Hours(count) => write!(f, "{count}h"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(span: &str, from: &str) -> (String, String, Option<String>) {
        let calendar = crate::rules::Manual::built_in().unwrap().calendar;
        let end = span
            .parse::<Span>()
            .unwrap()
            .act_by(from.parse().unwrap(), &calendar);
        (end.nominal.to_string(), end.due.to_string(), end.note)
    }

    fn days(span: &str, from: &str) -> (String, String) {
        let (nominal, due, _) = end(span, from);
        (nominal, due)
    }

    fn pair(nominal: &str, due: &str) -> (String, String) {
        (nominal.to_owned(), due.to_owned())
    }

    #[test]
    fn count_1_the_day_of_the_event_is_not_counted() {
        assert_eq!(days("3d", "2026-06-01"), pair("2026-06-04", "2026-06-04"));
        assert_eq!(days("1d", "2026-12-30"), pair("2026-12-31", "2026-12-31"));
    }

    #[test]
    fn count_2_months_end_on_the_same_number_or_the_months_last() {
        assert_eq!(days("6m", "2025-08-31"), pair("2026-02-28", "2026-02-28"));
        assert_eq!(days("6m", "2023-08-31"), pair("2024-02-29", "2024-02-29"));
        assert_eq!(days("6m", "2024-08-29"), pair("2025-02-28", "2025-02-28"));
        assert_eq!(days("12m", "2024-02-29"), pair("2025-02-28", "2025-02-28"));
        assert_eq!(days("6m", "2025-09-15").0, "2026-03-15");
    }

    #[test]
    fn count_3_a_rest_day_moves_to_the_next_working_day() {
        // The 7th day is National Day; the week is off until the 7th.
        assert_eq!(days("7d", "2026-09-23"), pair("2026-09-30", "2026-09-30"));
        assert_eq!(days("7d", "2026-09-24"), pair("2026-10-01", "2026-10-08"));
        // A Friday before the Spring Festival: the make-up Saturday 2026-02-14 is worked.
        assert_eq!(days("1d", "2026-02-13"), pair("2026-02-14", "2026-02-14"));
        assert_eq!(days("2d", "2026-02-13"), pair("2026-02-15", "2026-02-24"));
        // Friday + 1 → an ordinary Saturday → Monday.
        assert_eq!(days("1d", "2026-11-20"), pair("2026-11-21", "2026-11-23"));
        // New Year.
        assert_eq!(days("1d", "2025-12-31"), pair("2026-01-01", "2026-01-04"));
        let (_, _, note) = end("7d", "2026-09-24");
        assert!(note.unwrap().contains("COUNT-3"));
    }

    #[test]
    fn count_4_spans_in_working_days_skip_rest_days() {
        assert_eq!(days("3w", "2026-09-24"), pair("2026-09-30", "2026-09-30"));
        assert_eq!(days("3w", "2026-09-30"), pair("2026-10-10", "2026-10-10"));
        assert_eq!(days("1w", "2026-09-19"), pair("2026-09-20", "2026-09-20"));
    }

    #[test]
    fn count_4_a_missing_calendar_is_said() {
        let (nominal, due, note) = end("3d", "2026-12-29");
        assert_eq!(
            (nominal.as_str(), due.as_str()),
            ("2027-01-01", "2027-01-04")
        );
        assert!(note.unwrap().contains("缺2027年"));
        assert_eq!(end("2d", "2026-12-29").2, None);
        assert!(end("3w", "2026-12-30").2.unwrap().contains("缺2027年"));
    }

    #[test]
    fn count_5_hours_run_by_the_clock() {
        let from = "2026-12-31T22:30:00".parse().unwrap();
        let end = Span::Hours(24).ends_at(from).unwrap();
        assert_eq!(end.to_string(), "2027-01-01 22:30:00");
        assert_eq!(Span::Days(1).ends_at(from), None);
    }

    #[test]
    fn a_span_is_read_strictly() {
        for wrong in [
            "", "d", "0d", "-1d", "3", "3x", "99999d", "３d", "3 d", "天",
        ] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
        assert_eq!("24h".parse::<Span>().unwrap().to_string(), "24h");
    }
}
