//! Freezing a month (封存), AUDIT-4: what was exported stays as it went out; corrections stand in the next month.

use chrono::{Days, NaiveDate, Timelike};
use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::summary::{Frozen, LogHead, Month, Period, Row, Summary};
use crate::office::{Act, OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::summary::adjusted::Known;
use crate::rules::summary::period::period;
use crate::rules::summary::rows;
use crate::store::{event, summary};

use super::counted;

/// The days of a month: as frozen, else as the office counts, without a gap to a neighbour that is frozen.
pub(super) fn days(work: Work<'_>, frozen: &[(Month, Period)], month: Month) -> Period {
    let of = |wanted: Month| {
        let found = frozen.iter().find(|(month, _)| *month == wanted);
        found.map(|(_, days)| *days)
    };
    if let Some(days) = of(month) {
        return days;
    }
    let first_day = u32::try_from(work.settings.number("month.first_day")).unwrap_or(1);
    let own = period(month, first_day);
    let first = of(month.previous()).and_then(|days| days.last.succ_opt());
    let first = first.unwrap_or(own.first);
    let last = of(month.next()).and_then(|days| days.first.pred_opt());
    Period {
        first,
        last: last.unwrap_or(own.last).max(first),
    }
}

/// The cases in hand at the end of a frozen month.
pub(super) fn in_hand_at_end(frozen: &Summary) -> Vec<Known> {
    let open = frozen.cases.iter().filter(|case| case.at_end);
    let known = open.map(|case| Known {
        number: case.case.clone(),
        kind: case.kind,
        class: case.class,
        kva: case.kva,
    });
    known.collect()
}

/// The months that are frozen with this one, earlier ones that are open: all after the last one frozen before it; where
/// none was frozen yet, from the first one in which the office did anything. Each month then starts where the one before
/// ended, whichever was exported first.
///
/// # Errors
/// The records cannot be read.
pub fn earlier_open(work: Work<'_>, month: Month) -> Result<Vec<Month>, OfficeError> {
    let frozen = summary::frozen_months(work.conn)?;
    if frozen.iter().any(|(known, _)| *known == month) {
        return Ok(Vec::new());
    }
    let before = frozen.iter().map(|(known, _)| *known);
    let mut next = match before.filter(|known| *known < month).max() {
        Some(last) => last.next(),
        None if frozen.is_empty() => first_of_all(work)?.unwrap_or(month),
        None => month,
    };
    let mut open = Vec::new();
    while next < month {
        open.push(next);
        next = next.next();
    }
    Ok(open)
}

/// Months on end in words: `2026-08、2026-09`, `2024-12至2026-09（22个月）`.
pub fn in_words(months: &[Month]) -> Option<String> {
    match months {
        [] => None,
        [one] => Some(one.to_string()),
        [first, second] => Some(format!("{first}、{second}")),
        [first, .., last] => Some(format!("{first}至{last}（{}个月）", months.len())),
    }
}

/// The month in which the office did anything first.
fn first_of_all(work: Work<'_>) -> Result<Option<Month>, OfficeError> {
    let Some(day) = summary::first_day(work.conn)? else {
        return Ok(None);
    };
    let mut month = Month::of(day).previous();
    while days(work, &[], month).last < day {
        month = month.next();
    }
    Ok(Some(month))
}

/// The month as it was frozen; freezes it now where it was not, after those of [`earlier_open`].
///
/// # Errors
/// Refused (AUDIT-4) where the month is not over, or where it has business and a later month was frozen before it.
pub fn freeze(work: Work<'_>, month: Month) -> Result<Summary, OfficeError> {
    if let Some(frozen) = summary::frozen(work.conn, month)? {
        return Ok(frozen);
    }
    let frozen = summary::frozen_months(work.conn)?;
    let last_day = days(work, &frozen, month).last;
    if work.desk.today <= last_day {
        let next = last_day.checked_add_days(Days::new(1)).unwrap_or(last_day);
        let message = format!("{month}的月报到{last_day}为止，还没有过完，不能导出封存");
        let instead = format!("现在可以查看，{next}起可以导出");
        return crate::office::refuse(Refusal::new("AUDIT-4", message, instead).at("month"));
    }
    for earlier in earlier_open(work, month)? {
        freeze_one(work, earlier)?;
    }
    freeze_one(work, month)
}

fn freeze_one(work: Work<'_>, month: Month) -> Result<Summary, OfficeError> {
    let mut counted = counted(work, month)?;
    let frozen = summary::frozen_months(work.conn)?;
    let first = frozen.first().map(|(first, _)| *first);
    if let Some(first) = first.filter(|first| month < *first) {
        nothing_before(&counted, first)?;
    }
    if let Some(after) = summary::frozen(work.conn, month.next())? {
        meets(&counted, &after)?;
    }
    let days = json!({ "from": counted.from, "to": counted.to });
    work.log(Act::FreezeMonth, &month.to_string(), days)?;
    let head = event::head(work.conn)?;
    counted.log = LogHead {
        length: head.length,
        hash: head.hash,
    };
    counted.frozen = Some(Frozen {
        at: work.desk.now.with_nanosecond(0).unwrap_or(work.desk.now),
        by: work.desk.operator.clone(),
        after: summary::last_head(work.conn)?,
    });
    summary::freeze(work.conn, &counted)?;
    Ok(counted)
}

/// Business of a month before the first one frozen was typed in after that went out: it stands among the adjustments of
/// a later month, and must not be counted twice.
fn nothing_before(counted: &Summary, first: Month) -> Result<(), OfficeError> {
    let nothing = |row: &Row| row.came().cases == 0 && row.accepted.cases == 0;
    if counted.rows.iter().all(nothing) {
        return Ok(());
    }
    let month = counted.month;
    let message = format!("{first}已经先封存，{month}在它以前，以后才登记的业务不能再单独导出");
    let instead = "这些业务列入后一个未封存月份月报的“调整”；这个月只能查看";
    crate::office::refuse(Refusal::new("AUDIT-4", message, instead).at("month"))
}

/// A month exported after the one that follows it must still end where that one began.
fn meets(counted: &Summary, after: &Summary) -> Result<(), OfficeError> {
    let ends = rows::ends_where(&counted.rows, &after.rows);
    ends.map_err(|row| {
        let message = format!(
            "{}已经封存，它的期初与{}的期末在“{row}”不符：封存后又有更正",
            after.month, counted.month
        );
        let instead = "先导出的月份不再改动；这个月可以查看，不能再导出";
        OfficeError::Refused(vec![Refusal::new("AUDIT-4", message, instead).at("month")])
    })
}

/// Lets a step be taken back unless its month was exported.
///
/// # Errors
/// Refused (AUDIT-4), naming the month.
pub(in crate::office) fn admit_withdrawal(
    work: Work<'_>,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    admit_day(work, work.manual.procedures.name(&record.step), record.on)
}

/// The same for whatever was done on a day.
///
/// # Errors
/// As [`admit_withdrawal`].
pub(in crate::office) fn admit_day(
    work: Work<'_>,
    name: &str,
    on: NaiveDate,
) -> Result<(), OfficeError> {
    let months = summary::frozen_months(work.conn)?;
    let Some((month, _)) = months.iter().find(|(_, days)| days.holds(on)) else {
        return Ok(());
    };
    let message = format!("“{name}”在{on}办理，{month}的月报已经导出封存，不能撤回");
    let instead = "把以后的环节如实登记；更正进入下一个月月报的“调整”";
    crate::office::refuse(Refusal::new("AUDIT-4", message, instead))
}
