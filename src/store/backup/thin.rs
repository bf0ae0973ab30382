//! Which daily backups are kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

const DAYS: u64 = 7;
const WEEKS: u64 = 5;
const MONTHS: u32 = 12;

/// The backups to keep: the newest of each of the last 7 days, 5 weeks (from Monday) and 12 months, each
/// counted with the running one. What is dated after `today` is kept: the clock may be wrong.
///
/// ```
/// use chrono::NaiveDate;
/// let taken = |day: &str| day.parse::<NaiveDate>().unwrap().and_hms_opt(8, 0, 0).unwrap();
/// let kept = yekuo::store::backup::keep(
///     &[taken("2026-11-23"), taken("2026-10-06"), taken("2026-10-05")],
///     "2026-11-23".parse().unwrap(),
/// );
/// assert!(kept.contains(&taken("2026-10-06")) && !kept.contains(&taken("2026-10-05")));
/// ```
pub fn keep(taken: &[NaiveDateTime], today: NaiveDate) -> BTreeSet<NaiveDateTime> {
    let monday = |day: NaiveDate| day - Days::new(day.weekday().num_days_from_monday().into());
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let earliest = [
        today - Days::new(DAYS - 1),
        monday(today) - Days::new(7 * (WEEKS - 1)),
        first(today) - Months::new(MONTHS - 1),
    ];
    let mut newest: BTreeMap<(usize, NaiveDate), NaiveDateTime> = BTreeMap::new();
    for &moment in taken {
        let day = moment.date();
        for (span, start) in [day, monday(day), first(day)].into_iter().enumerate() {
            if day >= earliest[span] {
                let kept = newest.entry((span, start)).or_insert(moment);
                *kept = (*kept).max(moment);
            }
        }
    }
    let future = taken.iter().copied().filter(|moment| moment.date() > today);
    newest.into_values().chain(future).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kept_of(days: &[NaiveDate], today: &str) -> Vec<String> {
        let taken: Vec<_> = days
            .iter()
            .map(|day| day.and_hms_opt(8, 0, 0).unwrap())
            .collect();
        keep(&taken, day(today))
            .iter()
            .map(|moment| moment.date().to_string())
            .collect()
    }

    /// Every day of two years before a Monday.
    #[test]
    fn a_backup_every_day() {
        let days: Vec<_> = (0..730)
            .map(|back| day("2026-11-23") - Days::new(back))
            .collect();
        let expected = [
            "2025-12-31",
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            "2026-11-01",
            "2026-11-08",
            "2026-11-15",
            "2026-11-17",
            "2026-11-18",
            "2026-11-19",
            "2026-11-20",
            "2026-11-21",
            "2026-11-22",
            "2026-11-23",
        ];
        assert_eq!(kept_of(&days, "2026-11-23"), expected);
    }

    #[test]
    fn edges_of_days_weeks_and_months() {
        // The 7th day back counts, and a later one of its week takes the week from it.
        assert_eq!(
            kept_of(&[day("2026-11-17"), day("2026-11-16")], "2026-11-23"),
            ["2026-11-17"]
        );
        // The Monday four weeks before is the first day of the fifth week; the day before is out of the
        // weeks, but the newest of none but its month when the month has later ones.
        assert_eq!(
            kept_of(&[day("2026-10-26"), day("2026-10-25")], "2026-11-23"),
            ["2026-10-26"]
        );
        // December of last year is the twelfth month in November; November is out.
        assert_eq!(
            kept_of(&[day("2025-12-01"), day("2025-11-30")], "2026-11-23"),
            ["2025-12-01"]
        );
    }

    #[test]
    fn the_newest_of_a_day_and_the_future_are_kept() {
        let morning = day("2026-11-20").and_hms_opt(8, 0, 0).unwrap();
        let evening = day("2026-11-20").and_hms_opt(18, 0, 0).unwrap();
        let wrong_clock =
            [day("2031-01-01"), day("2031-01-02")].map(|day| day.and_hms_opt(0, 0, 0).unwrap());
        let all = [morning, evening, wrong_clock[0], wrong_clock[1]];
        let kept: Vec<_> = keep(&all, day("2026-11-23")).into_iter().collect();
        assert_eq!(kept, [evening, wrong_clock[0], wrong_clock[1]]);
        assert!(keep(&[], day("2026-11-23")).is_empty());
    }
}
