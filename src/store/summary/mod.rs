//! What the month's summary reads (月报), and the months that are frozen (AUDIT-4).

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use rust_decimal::Decimal;

use crate::model::case::StepRecord;
use crate::model::claim::ClaimKind;
use crate::model::summary::{LogHead, Month, Period, Summary, Tally, YearToDate};
use crate::model::vocabulary::{Class, Kind};

use crate::store::case::{self, CaseId, StoredCase};
use crate::store::customer::CustomerId;
use crate::store::json::Json;
use crate::store::{StoreError, Text, WallTime};

/// An accepted case with what it counts with and its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOfMonth {
    pub stored: StoredCase,
    pub kva: Decimal,
    pub steps: Vec<StepRecord>,
}

/// Writes how many kVA a case counts with.
///
/// # Errors
/// The row cannot be written.
pub fn set_kva(conn: &Connection, id: CaseId, kva: Decimal) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE service_case SET kva = :kva WHERE id = :id")?
        .execute(named_params! { ":id": id.0, ":kva": Text(kva.normalize()) })?;
    Ok(())
}

/// How many kVA a case counts with.
///
/// # Errors
/// The row cannot be read.
pub fn kva(conn: &Connection, id: CaseId) -> Result<Decimal, StoreError> {
    let mut query = conn.prepare_cached("SELECT kva FROM service_case WHERE id = :id")?;
    let kva = query.query_row(named_params! { ":id": id.0 }, |row| {
        Ok(row.get::<_, Text<Decimal>>("kva")?.0)
    })?;
    Ok(kva)
}

/// The accepted cases that were accepted by the end of a month and not over before it, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn cases(conn: &Connection, month: Period) -> Result<Vec<CaseOfMonth>, StoreError> {
    let days = named_params! { ":first": Text(month.first), ":last": Text(month.last) };
    let mut query = conn.prepare_cached(include_str!("cases.sql"))?;
    let mut cases = query
        .query_map(days, read_case)?
        .collect::<Result<Vec<_>, _>>()?;
    let mut query = conn.prepare_cached(include_str!("steps.sql"))?;
    let mut rows = query.query(days)?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get("case_id")?;
        // Both queries are in the order of the cases.
        while cases.get(at).is_some_and(|case| case.stored.id.0 < id) {
            at += 1;
        }
        if let Some(case) = cases.get_mut(at).filter(|case| case.stored.id.0 == id) {
            case.steps.push(case::read_step(row)?);
        }
    }
    Ok(cases)
}

/// The case of a number, whenever it was, without its steps.
///
/// # Errors
/// The row cannot be read.
pub fn case_of(conn: &Connection, number: &str) -> Result<Option<CaseOfMonth>, StoreError> {
    let Some(stored) = case::by_number(conn, number)? else {
        return Ok(None);
    };
    Ok(Some(CaseOfMonth {
        kva: kva(conn, stored.id)?,
        stored,
        steps: Vec::new(),
    }))
}

fn read_case(row: &Row<'_>) -> rusqlite::Result<CaseOfMonth> {
    Ok(CaseOfMonth {
        stored: case::read(row)?,
        kva: row.get::<_, Text<Decimal>>("kva")?.0,
        steps: Vec::new(),
    })
}

/// Cases accepted and completed from one day to another, by kind and class.
///
/// # Errors
/// A row cannot be read.
pub fn year(
    conn: &Connection,
    days: Period,
) -> Result<BTreeMap<(Kind, Class), YearToDate>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("year.sql"))?;
    let mut rows =
        query.query(named_params! { ":first": Text(days.first), ":last": Text(days.last) })?;
    let mut year: BTreeMap<(Kind, Class), YearToDate> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let line = (
            row.get::<_, Text<Kind>>("kind")?.0,
            row.get::<_, Text<Class>>("class")?.0,
        );
        let tally = Tally::many(row.get("cases")?, row.get::<_, Text<Decimal>>("kva")?.0);
        let year = year.entry(line).or_default();
        if row.get("completed")? {
            year.completed += tally;
        } else {
            year.accepted += tally;
        }
    }
    Ok(year)
}

/// A case that waits for papers, or waited for them before it was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingCase {
    pub number: String,
    pub name: String,
    pub applied_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
}

/// The cases that wait for papers at the end of a month.
///
/// # Errors
/// A row cannot be read.
pub fn waiting(conn: &Connection, month: Period) -> Result<Vec<WaitingCase>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("waiting.sql"))?;
    let rows = query.query_map(named_params! { ":last": Text(month.last) }, |row| {
        Ok(WaitingCase {
            number: row.get("number")?,
            name: row.get("name")?,
            applied_on: row.get::<_, Text<_>>("applied_on")?.0,
            accepted_on: None,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A step of a case or a claim, or papers brought, as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLater {
    pub case: String,
    /// The kind of the claim, where it is one.
    pub claim: Option<ClaimKind>,
    /// None: papers that were brought.
    pub step: Option<String>,
    pub on: NaiveDate,
    pub recorded_at: NaiveDateTime,
    pub operator: String,
}

/// The steps and papers typed in on a later day than they were done or brought, which were typed in during a month or done in it.
///
/// # Errors
/// A row cannot be read.
pub fn typed_later(conn: &Connection, month: Period) -> Result<Vec<TypedLater>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("typed_later.sql"))?;
    let days = named_params! { ":first": Text(month.first), ":last": Text(month.last) };
    let rows = query.query_map(days, |row| {
        Ok(TypedLater {
            case: row.get("number")?,
            claim: row.get::<_, Option<Text<_>>>("claim")?.map(|kind| kind.0),
            step: row.get("step")?,
            on: row.get::<_, Text<_>>("done_on")?.0,
            recorded_at: row.get::<_, WallTime>("recorded_at")?.0,
            operator: row.get("operator")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many contracts were signed in a month, by kind and class.
///
/// # Errors
/// A row cannot be read.
pub fn contracts(conn: &Connection, month: Period) -> Result<Vec<(Kind, Class, i64)>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("contracts.sql"))?;
    let days = named_params! { ":first": Text(month.first), ":last": Text(month.last) };
    let rows = query.query_map(days, |row| {
        Ok((
            row.get::<_, Text<Kind>>("kind")?.0,
            row.get::<_, Text<Class>>("class")?.0,
            row.get("signed")?,
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The accounts that had equipment under seal on a day, or may have had.
///
/// # Errors
/// A row cannot be read.
pub fn suspended(conn: &Connection, on: NaiveDate) -> Result<Vec<CustomerId>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("suspended.sql"))?;
    let ids = query.query_map(named_params! { ":on": Text(on) }, |row| {
        Ok(CustomerId(row.get("id")?))
    })?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// An account whose meter was off on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub account: String,
    pub name: String,
    pub removed_on: NaiveDate,
}

/// The accounts whose meter was off on a day.
///
/// # Errors
/// A row cannot be read.
pub fn removed(conn: &Connection, on: NaiveDate) -> Result<Vec<Removed>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("removed.sql"))?;
    let rows = query.query_map(named_params! { ":on": Text(on) }, |row| {
        Ok(Removed {
            account: row.get("account")?,
            name: row.get("name")?,
            removed_on: row.get::<_, Text<_>>("removed_on")?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Freezes a month (AUDIT-4).
///
/// # Errors
/// The row cannot be written; a month is frozen once.
pub fn freeze(conn: &Connection, summary: &Summary) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("freeze.sql"))?
        .execute(named_params! {
            ":month": Text(summary.month),
            ":first": Text(summary.from),
            ":last": Text(summary.to),
            ":summary": Json(summary),
        })?;
    Ok(())
}

/// A month as it was frozen.
///
/// # Errors
/// The row cannot be read.
pub fn frozen(conn: &Connection, month: Month) -> Result<Option<Summary>, StoreError> {
    let mut query = conn.prepare_cached("SELECT summary FROM frozen_month WHERE month = :month")?;
    let summary = query
        .query_row(named_params! { ":month": Text(month) }, |row| {
            Ok(row.get::<_, Json<Summary>>("summary")?.0)
        })
        .optional()?;
    Ok(summary)
}

/// The on-time rates of the months from one to another as they were frozen.
///
/// # Errors
/// A row cannot be read.
pub fn on_time_rates(
    conn: &Connection,
    first: Month,
    last: Month,
) -> Result<BTreeMap<Month, Option<Decimal>>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("on_time.sql"))?;
    let months = named_params! { ":first": Text(first), ":last": Text(last) };
    let rates = query.query_map(months, |row| {
        let rate: Option<Text<Decimal>> = row.get("on_time_rate")?;
        Ok((
            row.get::<_, Text<Month>>("month")?.0,
            rate.map(|rate| rate.0),
        ))
    })?;
    Ok(rates.collect::<Result<_, _>>()?)
}

/// The head of the log in the month that was frozen last.
///
/// # Errors
/// The row cannot be read.
pub fn last_head(conn: &Connection) -> Result<Option<LogHead>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("last_head.sql"))?;
    let head = query.query_row([], |row| {
        Ok(LogHead {
            length: row.get("length")?,
            hash: row.get("hash")?,
        })
    });
    Ok(head.optional()?)
}

/// The first day on which the office did anything that a month counts or lists.
///
/// # Errors
/// The row cannot be read.
pub fn first_day(conn: &Connection) -> Result<Option<NaiveDate>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("first_day.sql"))?;
    let day = query.query_row([], |row| row.get::<_, Option<Text<NaiveDate>>>("day"))?;
    Ok(day.map(|day| day.0))
}

/// The months that are frozen, with their days, in order.
///
/// # Errors
/// A row cannot be read.
pub fn frozen_months(conn: &Connection) -> Result<Vec<(Month, Period)>, StoreError> {
    let sql = "SELECT month, first_day, last_day FROM frozen_month ORDER BY month";
    let mut query = conn.prepare_cached(sql)?;
    let months = query.query_map([], |row| {
        let days = Period {
            first: row.get::<_, Text<_>>("first_day")?.0,
            last: row.get::<_, Text<_>>("last_day")?.0,
        };
        Ok((row.get::<_, Text<Month>>("month")?.0, days))
    })?;
    Ok(months.collect::<Result<_, _>>()?)
}
