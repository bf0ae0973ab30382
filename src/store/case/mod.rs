//! Cases (工单), their documents and their steps.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::model::application::{Application, Source};
use crate::model::capacity::Capacity;
use crate::model::case::{Case, StepId, StepRecord, Withdrawal};
use crate::model::document::DocumentState;
use crate::model::vocabulary::{CaseState, Class, Kind};
use crate::rules::summary::capacity;

use crate::store::json::Json;
use crate::store::{StoreError, Text, WallTime};

/// Row id of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub i64);

/// A case with its row id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    pub id: CaseId,
    pub case: Case,
}

/// What a list shows of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    pub number: String,
    pub kind: Kind,
    pub class: Class,
    pub state: CaseState,
    pub name: String,
    pub address: String,
    pub capacity: Capacity,
    pub applied_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    pub completed_on: Option<NaiveDate>,
    pub voided_on: Option<NaiveDate>,
}

/// Adds a case and returns its row id. Its documents go in with [`set_document`].
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, case: &Case) -> Result<CaseId, StoreError> {
    conn.prepare_cached(include_str!("insert.sql"))?
        .execute(named_params! {
            ":number": case.number,
            ":kind": Text(case.application.kind),
            ":class": Text(case.application.class),
            ":state": Text(case.state),
            ":account": case.account,
            ":applied_on": Text(case.application.applied_on),
            ":accepted_on": case.accepted_on.map(Text),
            ":handler": case.handler,
            ":kva": Text(capacity::counted(&case.application, None).normalize()),
            ":application": Json(&without_documents(&case.application)),
        })?;
    Ok(CaseId(conn.last_insert_rowid()))
}

/// Documents stand in rows of their own, where they change.
fn without_documents(application: &Application) -> Application {
    Application {
        documents: BTreeMap::new(),
        ..application.clone()
    }
}

/// Writes the state, the dates and the account of a case.
///
/// # Errors
/// The row cannot be written, or would break a CHECK of the schema.
pub fn update(conn: &Connection, stored: &StoredCase) -> Result<(), StoreError> {
    let case = &stored.case;
    conn.prepare_cached(include_str!("update.sql"))?
        .execute(named_params! {
            ":id": stored.id.0,
            ":state": Text(case.state),
            ":account": case.account,
            ":accepted_on": case.accepted_on.map(Text),
            ":completed_on": case.completed_on.map(Text),
            ":voided_on": case.voided_on.map(Text),
            ":void_reason": case.void_reason,
            ":application": Json(&without_documents(&case.application)),
        })?;
    Ok(())
}

/// The case of a number.
///
/// # Errors
/// The row cannot be read.
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<StoredCase>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("by_number.sql"))?;
    let stored = statement
        .query_row(named_params! { ":number": number }, read)
        .optional()?;
    stored
        .map(|stored| with_documents(conn, stored))
        .transpose()
}

/// The number of the case of a row id.
///
/// # Errors
/// The row cannot be read.
pub fn number(conn: &Connection, id: CaseId) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM service_case WHERE id = :id")?;
    Ok(statement
        .query_row(named_params! { ":id": id.0 }, |row| row.get("number"))
        .optional()?)
}

/// Every accepted case that no completing step has ended, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn under_way(conn: &Connection) -> Result<Vec<StoredCase>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("under_way.sql"))?;
    let cases = statement
        .query_map([], read)?
        .collect::<Result<Vec<_>, _>>()?;
    cases
        .into_iter()
        .map(|stored| with_documents(conn, stored))
        .collect()
}

/// Rows for a list: the cases in any of the states, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn list(conn: &Connection, states: &[CaseState]) -> Result<Vec<CaseRow>, StoreError> {
    let states: Vec<&str> = states.iter().map(|state| state.wire()).collect();
    let mut statement = conn.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map(named_params! { ":states": Json(&states) }, read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Number, kind and class of the completed cases on whose contract nobody has signed.
///
/// # Errors
/// A row cannot be read.
pub fn unsigned(conn: &Connection) -> Result<Vec<(String, Kind, Class)>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("unsigned.sql"))?;
    let rows = statement.query_map([], |row| {
        let (kind, class) = (
            row.get::<_, Text<_>>("kind")?,
            row.get::<_, Text<_>>("class")?,
        );
        Ok((row.get("number")?, kind.0, class.0))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The row of one case for a list.
///
/// # Errors
/// The row cannot be read.
pub fn row(conn: &Connection, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("row.sql"))?;
    Ok(statement
        .query_row(named_params! { ":id": id.0 }, read_row)
        .optional()?)
}

/// Number and kind of the cases of an account, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn of_account(conn: &Connection, account: &str) -> Result<Vec<CaseRow>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("of_account.sql"))?;
    let rows = statement.query_map(named_params! { ":account": account }, read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Number of the change of an account that is not ended, the oldest; a resumption is in nobody's way.
///
/// # Errors
/// The row cannot be read.
pub fn open_change(conn: &Connection, account: &str) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("open_change.sql"))?;
    Ok(statement
        .query_row(named_params! { ":account": account }, |row| {
            row.get("number")
        })
        .optional()?)
}

/// The day of the last temporary removal of an account, if there was one.
///
/// # Errors
/// The row cannot be read.
pub fn removed_on(conn: &Connection, account: &str) -> Result<Option<NaiveDate>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("removed_on.sql"))?;
    let day: Option<Text<NaiveDate>> = statement
        .query_row(named_params! { ":account": account }, |row| {
            row.get("removed_on")
        })?;
    Ok(day.map(|day| day.0))
}

/// The power sources of an account, by the latest case carried out that named any, or by the split that opened it.
///
/// # Errors
/// The row cannot be read.
pub fn sources(conn: &Connection, account: &str) -> Result<Vec<Source>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("sources.sql"))?;
    let sources = statement
        .query_row(named_params! { ":account": account }, |row| {
            row.get::<_, Json<_>>("sources")
        })
        .optional()?;
    Ok(sources.map(|Json(sources)| sources).unwrap_or_default())
}

/// The applications carried out for an account, the latest first; where a case is named, those before it alone.
///
/// # Errors
/// A row cannot be read.
pub fn applications(
    conn: &Connection,
    account: &str,
    before: Option<&str>,
) -> Result<Vec<Application>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("applications.sql"))?;
    let wanted = named_params! { ":account": account, ":before": before };
    let rows = statement.query_map(wanted, |row| row.get::<_, Json<_>>("application"))?;
    rows.map(|row| Ok(row?.0)).collect()
}

/// How many cases stand in each state.
///
/// # Errors
/// A row cannot be read.
pub fn count_by_state(conn: &Connection) -> Result<BTreeMap<CaseState, i64>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT state, count(*) AS cases FROM service_case GROUP BY state")?;
    let counts = statement.query_map([], |row| {
        Ok((row.get::<_, Text<CaseState>>("state")?.0, row.get("cases")?))
    })?;
    Ok(counts.collect::<Result<_, _>>()?)
}

/// How many cases of each kind stand in any of the states.
///
/// # Errors
/// A row cannot be read.
pub fn count_by_kind(
    conn: &Connection,
    states: &[CaseState],
) -> Result<BTreeMap<Kind, i64>, StoreError> {
    let states: Vec<&str> = states.iter().map(|state| state.wire()).collect();
    let mut statement = conn.prepare_cached(include_str!("count_by_kind.sql"))?;
    let counts = statement.query_map(named_params! { ":states": Json(&states) }, |row| {
        Ok((row.get::<_, Text<Kind>>("kind")?.0, row.get("cases")?))
    })?;
    Ok(counts.collect::<Result<_, _>>()?)
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<StoredCase> {
    let Json(application) = row.get::<_, Json<Application>>("application")?;
    Ok(StoredCase {
        id: CaseId(row.get("id")?),
        case: Case {
            number: row.get("number")?,
            state: row.get::<_, Text<_>>("state")?.0,
            application,
            account: row.get("account")?,
            accepted_on: row
                .get::<_, Option<Text<_>>>("accepted_on")?
                .map(|day| day.0),
            completed_on: row
                .get::<_, Option<Text<_>>>("completed_on")?
                .map(|day| day.0),
            voided_on: row.get::<_, Option<Text<_>>>("voided_on")?.map(|day| day.0),
            void_reason: row.get("void_reason")?,
            handler: row.get("handler")?,
        },
    })
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        number: row.get("number")?,
        kind: row.get::<_, Text<_>>("kind")?.0,
        class: row.get::<_, Text<_>>("class")?.0,
        state: row.get::<_, Text<_>>("state")?.0,
        name: row.get("name")?,
        address: row.get("address")?,
        capacity: Capacity {
            value: row.get::<_, Text<_>>("capacity")?.0,
            unit: row.get::<_, Text<_>>("unit")?.0,
        },
        applied_on: row.get::<_, Text<_>>("applied_on")?.0,
        accepted_on: row
            .get::<_, Option<Text<_>>>("accepted_on")?
            .map(|day| day.0),
        completed_on: row
            .get::<_, Option<Text<_>>>("completed_on")?
            .map(|day| day.0),
        voided_on: row.get::<_, Option<Text<_>>>("voided_on")?.map(|day| day.0),
    })
}

fn with_documents(conn: &Connection, mut stored: StoredCase) -> Result<StoredCase, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT code, state FROM case_document WHERE case_id = :case")?;
    let documents = statement.query_map(named_params! { ":case": stored.id.0 }, |row| {
        Ok((
            row.get("code")?,
            row.get::<_, Text<DocumentState>>("state")?.0,
        ))
    })?;
    stored.case.application.documents = documents.collect::<Result<_, _>>()?;
    Ok(stored)
}

/// Who typed a document in by itself, and when by the wall clock.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub at: NaiveDateTime,
    pub operator: &'a str,
}

/// Records the state of a document and the day on which it was brought; `typed`: none with the application.
///
/// # Errors
/// The row cannot be written.
pub fn set_document(
    conn: &Connection,
    case: CaseId,
    code: &str,
    state: &DocumentState,
    on: NaiveDate,
    typed: Option<Typed<'_>>,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("document_set.sql"))?
        .execute(named_params! {
            ":case": case.0, ":code": code, ":state": Text(state), ":on": Text(on),
            ":typed_at": typed.map(|typed| WallTime(typed.at)),
            ":operator": typed.map(|typed| typed.operator),
        })?;
    Ok(())
}

/// Adds a step to a case and returns its row id; the record's own id is not looked at.
///
/// # Errors
/// The row cannot be written.
pub fn add_step(conn: &Connection, case: CaseId, record: &StepRecord) -> Result<i64, StoreError> {
    conn.prepare_cached(include_str!("step_insert.sql"))?
        .execute(named_params! {
            ":case": case.0,
            ":step": record.step.as_str(),
            ":round": record.round,
            ":result": Text(record.result),
            ":on": Text(record.on),
            ":recorded_at": WallTime(record.recorded_at),
            ":operator": record.operator,
            ":fields": Json(&record.fields),
            ":late_reason": record.late_reason.map(Text),
        })?;
    Ok(conn.last_insert_rowid())
}

/// Marks a step as taken back; the record stays.
///
/// # Errors
/// The row cannot be written.
pub fn withdraw_step(
    conn: &Connection,
    step: i64,
    withdrawal: &Withdrawal,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("step_withdraw.sql"))?
        .execute(named_params! {
            ":id": step,
            ":at": WallTime(withdrawal.at),
            ":by": withdrawal.operator,
            ":reason": withdrawal.reason,
        })?;
    Ok(())
}

/// Every step recorded on a case, in the order of recording, those taken back included.
///
/// # Errors
/// A row cannot be read.
pub fn steps(conn: &Connection, case: CaseId) -> Result<Vec<StepRecord>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM case_step WHERE case_id = :case ORDER BY id")?;
    let steps = statement.query_map(named_params! { ":case": case.0 }, read_step)?;
    Ok(steps.collect::<Result<_, _>>()?)
}

pub(super) fn read_step(row: &Row<'_>) -> rusqlite::Result<StepRecord> {
    let withdrawn = match row.get::<_, Option<WallTime>>("withdrawn_at")? {
        Some(WallTime(at)) => Some(Withdrawal {
            at,
            operator: row.get("withdrawn_by")?,
            reason: row.get("withdrawn_reason")?,
        }),
        None => None,
    };
    Ok(StepRecord {
        id: row.get("id")?,
        step: StepId(row.get("step")?),
        round: row.get("round")?,
        result: row.get::<_, Text<_>>("result")?.0,
        on: row.get::<_, Text<_>>("done_on")?.0,
        recorded_at: row.get::<_, WallTime>("recorded_at")?.0,
        operator: row.get("operator")?,
        fields: row.get::<_, Json<_>>("fields")?.0,
        late_reason: row
            .get::<_, Option<Text<_>>>("late_reason")?
            .map(|reason| reason.0),
        withdrawn,
    })
}

/// The day on which each document of a case was brought.
///
/// # Errors
/// A row cannot be read.
pub fn document_days(
    conn: &Connection,
    number: &str,
) -> Result<BTreeMap<String, NaiveDate>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("document_days.sql"))?;
    let days = statement.query_map(named_params! { ":number": number }, |row| {
        Ok((row.get("code")?, row.get::<_, Text<_>>("recorded_on")?.0))
    })?;
    Ok(days.collect::<Result<_, _>>()?)
}
