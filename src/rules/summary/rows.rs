//! The rows of the summary, and what they must always hold.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::summary::{Period, Row, Tally, YearToDate};
use crate::model::vocabulary::{Class, Kind};

use super::adjusted::Known;
use super::{Counted, Ending};

/// Decimals of the mean and of the rate.
const MEAN: u32 = 2;
const RATE: u32 = 4;

/// A row that does not hold what every row must: a fault of the program, never to be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    #[error(
        "月报“{row}”不平：期初加受理加调整是{came}件{came_kva}千伏安，办结加作废加期末是{went}件{went_kva}千伏安"
    )]
    Row {
        row: String,
        came: i64,
        came_kva: Decimal,
        went: i64,
        went_kva: Decimal,
    },
    #[error("月报“{row}”的期初（{start}件）与上月期末（{end}件）不符")]
    Start { row: String, start: i64, end: i64 },
    #[error("月报的合计与各行之和不符")]
    Total,
}

/// What the rows are counted from.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    pub month: Period,
    /// The first day of the year's first month.
    pub year_from: NaiveDate,
    /// Every accepted case that was not over before the month.
    pub cases: &'a [Counted],
    /// What was in hand at the end of the month before, where that is frozen (AUDIT-4).
    pub frozen: Option<&'a [Known]>,
    pub year: &'a BTreeMap<(Kind, Class), YearToDate>,
}

/// A row for each kind and class of `lines` and for every other that has something to count, then the sums.
pub fn rows(lines: impl IntoIterator<Item = (Kind, Class)>, count: Count<'_>) -> Vec<Row> {
    let mut rows: BTreeMap<(Kind, Class), Row> = lines
        .into_iter()
        .map(|line| (line, Row::default()))
        .collect();
    for case in count.cases {
        add(
            rows.entry((case.kind, case.class)).or_default(),
            case,
            count,
        );
    }
    for known in count.frozen.into_iter().flatten() {
        let row = rows.entry((known.kind, known.class)).or_default();
        row.start += Tally::one(known.kva);
    }
    if let Some(frozen) = count.frozen {
        for one in super::adjusted::adjustments(frozen, count.cases, count.month) {
            let row = rows.entry((one.kind, one.class)).or_default();
            row.adjusted += Tally {
                cases: one.cases,
                kva: one.kva,
            };
        }
    }
    for (line, year) in count.year {
        rows.entry(*line).or_default().year = *year;
    }
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|((kind, class), row)| Row {
            kind: Some(kind),
            class: Some(class),
            ..row
        })
        .collect();
    rows.push(total(&rows));
    rows.iter_mut().for_each(average);
    rows
}

fn add(row: &mut Row, case: &Counted, count: Count<'_>) {
    let (month, one) = (count.month, Tally::one(case.kva));
    if count.frozen.is_none() && case.at_start(month) {
        row.start += one;
    }
    if month.holds(case.accepted_on) {
        row.accepted += one;
    }
    match case.ended_in(month) {
        Some(Ending::Completed(_)) => {
            row.completed += one;
            row.working_days += case.working_days;
            row.on_time += i64::from(case.on_time);
            if case.accepted_on < count.year_from {
                row.completed_from_earlier_years += one;
            }
        }
        Some(Ending::Voided(_)) => row.voided += one,
        None => {}
    }
    if case.at_end(month) {
        row.end += one;
        row.overdue += i64::from(case.overdue);
    }
}

/// The sums of the rows.
fn total(rows: &[Row]) -> Row {
    sum(rows.iter())
}

/// Rows added up, without a kind or a class and without what follows from the sums.
fn sum<'a>(rows: impl Iterator<Item = &'a Row>) -> Row {
    let mut sums = Row::default();
    for row in rows {
        sums.start += row.start;
        sums.accepted += row.accepted;
        sums.adjusted += row.adjusted;
        sums.completed += row.completed;
        sums.completed_from_earlier_years += row.completed_from_earlier_years;
        sums.voided += row.voided;
        sums.end += row.end;
        sums.overdue += row.overdue;
        sums.working_days += row.working_days;
        sums.on_time += row.on_time;
        sums.year.accepted += row.year.accepted;
        sums.year.completed += row.year.completed;
    }
    sums
}

/// The same rows of several offices as one, with its mean and its rate.
pub fn together<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Row {
    let first = rows.clone().next();
    let mut row = Row {
        kind: first.and_then(|row| row.kind),
        class: first.and_then(|row| row.class),
        ..sum(rows)
    };
    average(&mut row);
    row
}

/// The share of the cases completed in a month that met every limit; `None` where none was completed.
pub fn on_time_rate(cases: &[Counted], month: Period) -> Option<Decimal> {
    let completed = cases
        .iter()
        .filter(|case| matches!(case.ended_in(month), Some(Ending::Completed(_))));
    let on_time = completed.clone().filter(|case| case.on_time).count();
    rounded(on_time.into(), completed.count().into(), RATE)
}

/// What follows from the sums of a row.
fn average(row: &mut Row) {
    let closed = Decimal::from(row.completed.cases);
    row.mean_working_days = rounded(Decimal::from(row.working_days), closed, MEAN);
    row.on_time_rate = rounded(Decimal::from(row.on_time), closed, RATE);
}

fn rounded(part: Decimal, of: Decimal, decimals: u32) -> Option<Decimal> {
    let share = part.checked_div(of)?;
    let mut share = share.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    share.rescale(decimals);
    Some(share)
}

/// Start + accepted + adjusted = completed + voided + end in every row and in the sums; the sums are those of the rows;
/// the start is the end of the month before, where that is known.
///
/// # Errors
/// [`Unbalanced`]: the first fault.
pub fn check(rows: &[Row], before: Option<&[Row]>) -> Result<(), Unbalanced> {
    for row in rows {
        let (came, went) = (row.came(), row.went());
        if came != went {
            return Err(Unbalanced::Row {
                row: row.chinese(),
                came: came.cases,
                came_kva: came.kva.normalize(),
                went: went.cases,
                went_kva: went.kva.normalize(),
            });
        }
        let Some(before) = before else { continue };
        let end = same_line(before, row).end;
        if row.start != end {
            return Err(Unbalanced::Start {
                row: row.chinese(),
                start: row.start.cases,
                end: end.cases,
            });
        }
    }
    let parts: Vec<Row> = rows
        .iter()
        .filter(|row| row.kind.is_some())
        .cloned()
        .collect();
    let sums = total(&parts);
    let kept = rows.iter().find(|row| row.kind.is_none());
    let agrees = kept.is_some_and(|kept| {
        Row {
            mean_working_days: None,
            on_time_rate: None,
            ..kept.clone()
        } == sums
    });
    if agrees {
        Ok(())
    } else {
        Err(Unbalanced::Total)
    }
}

/// Whether a month ends where the one that follows begins.
///
/// # Errors
/// The name of the first row that does not.
pub fn ends_where(rows: &[Row], after: &[Row]) -> Result<(), String> {
    let differs = rows.iter().chain(after).find(|row| {
        let (this, next) = (same_line(rows, row), same_line(after, row));
        this.end != next.start
    });
    differs.map_or(Ok(()), |row| Err(row.chinese()))
}

/// The row of the same kind and class; where there is none, an empty one.
fn same_line(rows: &[Row], line: &Row) -> Row {
    let same = |other: &&Row| (other.kind, other.class) == (line.kind, line.class);
    rows.iter().find(same).cloned().unwrap_or_default()
}
