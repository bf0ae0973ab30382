//! The month's summary (业扩月报): counted from the records, frozen when it is exported (AUDIT-4).
//!
//! | what | file |
//! |------|------|
//! | the days of a month; freezing | [`freeze`] |
//! | the cases and their limits as they stood | `cases` |
//! | the lists below the table | `blocks`, `claims` |
//! | the folder for the stick | [`export`] |

mod blocks;
mod cases;
mod claims;
pub mod export;
pub mod freeze;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::summary::{LogHead, Month, MonthTotals, Period, Summary, Waited, YearToDate};
use crate::model::vocabulary::{Class, Kind};
use crate::rules::Refusal;
use crate::rules::summary::period::period;
use crate::rules::summary::rows::{self, Count};
use crate::store::{event, scrub, summary};

use super::{OfficeError, Work};

use cases::Look;

/// A month as it was frozen, or as the records have it now.
///
/// # Errors
/// Refused where the month has not begun.
pub fn summary(work: Work<'_>, month: Month) -> Result<Summary, OfficeError> {
    match summary::frozen(work.conn, month)? {
        Some(frozen) => Ok(frozen),
        None => counted(work, month),
    }
}

/// Counts a month from the records.
fn counted(work: Work<'_>, month: Month) -> Result<Summary, OfficeError> {
    let frozen = summary::frozen_months(work.conn)?;
    let days = freeze::days(work, &frozen, month);
    let today = work.desk.today;
    if days.first > today {
        let problem = format!("{month}从{}开始，还没有到", days.first);
        return super::refuse(Refusal::input("month", "月份", problem));
    }
    let before = summary::frozen(work.conn, month.previous())?;
    let known = before.as_ref().map(freeze::in_hand_at_end);
    let as_of = days.last.min(today);
    let year_from = freeze::days(work, &frozen, month.january()).first;
    let known_cases = known.as_deref().unwrap_or_default();
    let look = Look::at(work, (days, year_from), as_of, known_cases)?;
    let (year, mut months) = year(work, &frozen, month)?;
    let counted = look.counted();
    let count = Count {
        month: days,
        year_from,
        cases: &counted,
        frozen: known.as_deref(),
        year: &year,
    };
    let lines = work.manual.procedures.paths();
    let rows = rows::rows(lines.map(|(kind, path)| (kind, path.class)), count);
    rows::check(&rows, before.as_ref().map(|before| before.rows.as_slice()))
        .map_err(|fault| OfficeError::Inconsistent(fault.to_string()))?;
    if let (Some(this), Some(sums)) = (months.last_mut(), rows.last()) {
        this.on_time_rate = sums.on_time_rate;
    }
    let refusals = blocks::refusals(work, days)?;
    let waiting = summary::waiting(work.conn, days)?;
    let waited = look.waited();
    let head = event::head(work.conn)?;
    let claims = claims::claims(work, days, as_of)?;
    scrubbed(&Summary {
        office: work.settings.office_name().to_owned(),
        office_code: work.settings.office_code().to_owned(),
        month,
        from: days.first,
        to: days.last,
        as_of,
        frozen: None,
        rows,
        months,
        waiting: i64::try_from(waiting.len()).unwrap_or(i64::MAX),
        refused: i64::try_from(refusals.len()).unwrap_or(i64::MAX),
        steps: look.steps(),
        suspensions: blocks::suspensions(work, as_of, freeze::days(work, &frozen, month.next()))?,
        removals: blocks::removals(work, as_of, freeze::days(work, &frozen, month.next()))?,
        contracts: blocks::contracts(work, days)?,
        late: look.late(),
        adjustments: known.as_deref().map_or_else(Vec::new, |known| {
            crate::rules::summary::adjusted::adjustments(known, &counted, days)
        }),
        waivers: look.waivers(),
        late_entries: blocks::late_entries(work, days)?,
        refusals,
        complaints: blocks::complaints(work, days, as_of)?,
        waited_days: waited.iter().map(|one| one.days).sum(),
        waited: waited
            .into_iter()
            .chain(waiting.into_iter().map(|one| Waited {
                case: one.number,
                customer: one.name,
                applied_on: one.applied_on,
                accepted_on: one.accepted_on,
                days: (as_of - one.applied_on).num_days().max(0),
            }))
            .collect(),
        cases: look.lines(),
        claims: claims.totals,
        claim_files: claims.lines,
        claim_waivers: claims.waivers,
        rulebooks: work.manual.rulebooks.in_force(days.last),
        log: LogHead {
            length: head.length,
            hash: head.hash,
        },
    })
}

/// What a year came to by kind and class.
type Year = BTreeMap<(Kind, Class), YearToDate>;

/// The year to the end of a month, and each of its months in all.
fn year(
    work: Work<'_>,
    frozen: &[(Month, Period)],
    month: Month,
) -> Result<(Year, Vec<MonthTotals>), OfficeError> {
    let (mut year, mut months) = (Year::new(), Vec::new());
    let mut next = month.january();
    let rates = summary::on_time_rates(work.conn, next, month)?;
    let year_from = freeze::days(work, frozen, next).first;
    while next <= month {
        let days = freeze::days(work, frozen, next);
        let part = summary::year(work.conn, days)?;
        let rate = match rates.get(&next) {
            Some(rate) => *rate,
            // As the month's own page has it while it is open; that of the last one is known to who asks.
            None if next < month && part.values().any(|line| line.completed.cases > 0) => {
                let as_of = days.last.min(work.desk.today);
                let cases = Look::at(work, (days, year_from), as_of, &[])?.counted();
                rows::on_time_rate(&cases, days)
            }
            None => None,
        };
        months.push(MonthTotals {
            month: next,
            accepted: part.values().map(|line| line.accepted).sum(),
            completed: part.values().map(|line| line.completed).sum(),
            on_time_rate: rate,
        });
        for (line, part) in part {
            let line = year.entry(line).or_default();
            line.accepted += part.accepted;
            line.completed += part.completed;
        }
        next = next.next();
    }
    Ok((year, months))
}

/// Without identity numbers and phones that someone typed into a name, an address or a reason.
fn scrubbed(summary: &Summary) -> Result<Summary, OfficeError> {
    let broken = |error: serde_json::Error| OfficeError::Inconsistent(error.to_string());
    let json = serde_json::to_value(summary).map_err(broken)?;
    serde_json::from_value(scrub::scrub(json)).map_err(broken)
}

/// The last month that is over on a day, as the office counts (`first_day`, see [`period`]).
pub fn last_over(today: NaiveDate, first_day: u32) -> Month {
    let mut month = Month::of(today).next();
    while period(month, first_day).last >= today {
        month = month.previous();
    }
    month
}
