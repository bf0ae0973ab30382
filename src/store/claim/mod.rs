//! Claims (违约理赔), their steps, and the incidents that damage came from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use rust_decimal::Decimal;

use crate::model::case::{StepId, Withdrawal};
use crate::model::claim::{
    Calculation, Claim, ClaimKind, ClaimRecord, ClaimState, Incident, PriceLine, Sums,
};
use crate::model::summary::Period;
use crate::model::typed::Fields;
use crate::model::vocabulary::Class;

use super::json::Json;
use super::{StoreError, Text, WallTime};

/// What a list shows of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    pub id: i64,
    pub number: String,
    pub kind: ClaimKind,
    pub state: ClaimState,
    pub account: String,
    pub name: String,
    pub address: String,
    pub class: Class,
    pub incident: Option<String>,
    /// The line or the transformer of the incident.
    pub line: Option<String>,
    /// The numbers of its receipts, a blank between them.
    pub receipts: String,
    pub found_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub handler: String,
    pub sums: Sums,
    pub paid: Decimal,
    /// What the office repairs has been repaired.
    pub repaired: bool,
}

impl ClaimRow {
    /// Everything is paid, and what the office repairs is not repaired yet (DAMAGE-5).
    pub fn awaits_repair(&self) -> bool {
        let settled = matches!(self.state, ClaimState::Paid | ClaimState::GoodsTaken);
        settled && !self.sums.repairs.is_zero() && !self.repaired
    }
}

/// Adds a claim.
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, claim: &Claim) -> Result<(), StoreError> {
    write(conn, include_str!("insert.sql"), claim, true)
}

/// Writes what may change of a claim.
///
/// # Errors
/// The row cannot be written.
pub fn update(conn: &Connection, claim: &Claim) -> Result<(), StoreError> {
    write(conn, include_str!("update.sql"), claim, false)
}

fn write(conn: &Connection, sql: &str, claim: &Claim, whole: bool) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let calculation = claim.calculation.as_ref();
    let fields = calculation.map(|one| Json(&one.fields));
    let prices = Json(calculation.map_or(&[][..], |one| one.prices.as_slice()));
    let sums = claim.sums();
    let facts = Json(&claim.facts);
    let closed_on = claim.closed_on.map(Text);
    let (state, kind, found_on) = (Text(claim.state), Text(claim.kind), Text(claim.found_on));
    let (kwh, back_pay, penalty) = (Text(sums.kwh), Text(sums.back_pay), Text(sums.penalty));
    let (amount, repairs, paid) = (Text(sums.amount), Text(sums.repairs), Text(claim.paid));
    let mut values = named_params! {
        ":number": claim.number,
        ":state": state,
        ":facts": facts,
        ":calculation": fields,
        ":prices": prices,
        ":kwh": kwh,
        ":back_pay": back_pay,
        ":penalty": penalty,
        ":amount": amount,
        ":repairs": repairs,
        ":paid": paid,
        ":closed_on": closed_on,
    }
    .to_vec();
    let incident = claim.incident.as_ref().map(|incident| &incident.number);
    if whole {
        values.extend_from_slice(named_params! {
            ":kind": kind,
            ":account": claim.account,
            ":incident": incident,
            ":found_on": found_on,
            ":handler": claim.handler,
        });
    }
    statement.execute(values.as_slice())?;
    Ok(())
}

/// The claim of a number.
///
/// # Errors
/// The row cannot be read.
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<Claim>, StoreError> {
    let sql = concat!(include_str!("read.sql"), " WHERE c.number = :number");
    let mut statement = conn.prepare_cached(sql)?;
    let claim = statement.query_row(named_params! { ":number": number }, read);
    Ok(claim.optional()?)
}

/// The claims that are not closed, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn open(conn: &Connection) -> Result<Vec<Claim>, StoreError> {
    let sql = concat!(
        include_str!("read.sql"),
        " WHERE c.state NOT IN ('closed', 'voided') ORDER BY c.id DESC"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let claims = statement.query_map([], read)?;
    Ok(claims.collect::<Result<_, _>>()?)
}

/// How many claims are not closed.
///
/// # Errors
/// The table cannot be read.
pub fn open_count(conn: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) AS n FROM claim WHERE state NOT IN ('closed', 'voided')";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row([], |row| row.get("n"))?)
}

/// The claims of an incident, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn of_incident(conn: &Connection, number: &str) -> Result<Vec<Claim>, StoreError> {
    let sql = concat!(
        include_str!("read.sql"),
        " WHERE i.number = :number ORDER BY c.id DESC"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let claims = statement.query_map(named_params! { ":number": number }, read)?;
    Ok(claims.collect::<Result<_, _>>()?)
}

/// Rows for a list, newest first; of one account, or of all.
///
/// # Errors
/// A row cannot be read.
pub fn list(conn: &Connection, account: Option<&str>) -> Result<Vec<ClaimRow>, StoreError> {
    rows(
        conn,
        Which {
            account,
            ..Which::default()
        },
    )
}

/// Rows of the claims whose numbers have a part in them, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn numbered(conn: &Connection, part: &str) -> Result<Vec<ClaimRow>, StoreError> {
    let part = Some(part);
    rows(
        conn,
        Which {
            part,
            ..Which::default()
        },
    )
}

/// The row of an id.
///
/// # Errors
/// The row cannot be read.
pub fn row(conn: &Connection, id: i64) -> Result<Option<ClaimRow>, StoreError> {
    let id = Some(id);
    Ok(rows(
        conn,
        Which {
            id,
            ..Which::default()
        },
    )?
    .pop())
}

/// The row of a number.
///
/// # Errors
/// The row cannot be read.
pub fn row_of(conn: &Connection, number: &str) -> Result<Option<ClaimRow>, StoreError> {
    let number = Some(number);
    Ok(rows(
        conn,
        Which {
            number,
            ..Which::default()
        },
    )?
    .pop())
}

/// Which rows; without anything, all.
#[derive(Debug, Default)]
struct Which<'a> {
    id: Option<i64>,
    number: Option<&'a str>,
    account: Option<&'a str>,
    part: Option<&'a str>,
}

fn rows(conn: &Connection, which: Which<'_>) -> Result<Vec<ClaimRow>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map(
        named_params! {
            ":id": which.id, ":number": which.number, ":account": which.account, ":part": which.part,
        },
        |row| {
            Ok(ClaimRow {
                id: row.get("id")?,
                number: row.get("number")?,
                kind: row.get::<_, Text<_>>("kind")?.0,
                state: row.get::<_, Text<_>>("state")?.0,
                account: row.get("account")?,
                name: row.get("name")?,
                address: row.get("address")?,
                class: row.get::<_, Text<_>>("class")?.0,
                incident: row.get("incident")?,
                line: row.get("line")?,
                receipts: row.get::<_, Option<String>>("receipts")?.unwrap_or_default(),
                found_on: row.get::<_, Text<_>>("found_on")?.0,
                closed_on: row.get::<_, Option<Text<_>>>("closed_on")?.map(|day| day.0),
                handler: row.get("handler")?,
                sums: sums(row)?,
                paid: row.get::<_, Text<_>>("paid")?.0,
                repaired: row.get("repaired")?,
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps an incident.
///
/// # Errors
/// The row cannot be written.
pub fn add_incident(conn: &Connection, incident: &Incident) -> Result<(), StoreError> {
    let sql = "INSERT INTO incident (number, occurred_at, line, fault, cause) \
               VALUES (:number, :occurred_at, :line, :fault, :cause)";
    conn.prepare_cached(sql)?.execute(named_params! {
        ":number": incident.number,
        ":occurred_at": WallTime(incident.occurred_at),
        ":line": incident.line,
        ":fault": Text(incident.fault),
        ":cause": incident.cause,
    })?;
    Ok(())
}

/// Every incident of which a claim stands, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn incidents(conn: &Connection) -> Result<Vec<Incident>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("incidents.sql"))?;
    let rows = statement.query_map([], incident)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a step of a claim.
///
/// # Errors
/// The row cannot be written.
pub fn add_step(conn: &Connection, number: &str, record: &ClaimRecord) -> Result<i64, StoreError> {
    conn.prepare_cached(include_str!("step_insert.sql"))?
        .execute(named_params! {
            ":claim": number,
            ":step": record.step.as_str(),
            ":round": record.round,
            ":on": Text(record.on),
            ":recorded_at": WallTime(record.recorded_at),
            ":operator": record.operator,
            ":fields": Json(&record.fields),
            ":from": Text(record.from),
            ":to": Text(record.to),
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

/// Every step recorded on a claim, in the order of recording, those taken back included.
///
/// # Errors
/// A row cannot be read.
pub fn steps(conn: &Connection, number: &str) -> Result<Vec<ClaimRecord>, StoreError> {
    let sql = "SELECT * FROM claim_step WHERE claim_id = (SELECT id FROM claim WHERE number = :number) ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(named_params! { ":number": number }, |row| {
        let at: Option<WallTime> = row.get("withdrawn_at")?;
        let withdrawn = match at {
            Some(WallTime(at)) => Some(Withdrawal {
                at,
                operator: row.get("withdrawn_by")?,
                reason: row.get("withdrawn_reason")?,
            }),
            None => None,
        };
        Ok(ClaimRecord {
            id: row.get("id")?,
            step: StepId(row.get("step")?),
            round: row.get("round")?,
            on: row.get::<_, Text<_>>("done_on")?.0,
            recorded_at: row.get::<_, WallTime>("recorded_at")?.0,
            operator: row.get("operator")?,
            fields: row.get::<_, Json<_>>("fields")?.0,
            from: row.get::<_, Text<_>>("from_state")?.0,
            to: row.get::<_, Text<_>>("to_state")?.0,
            withdrawn,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was paid on each claim during some days, in yuan.
///
/// # Errors
/// A row cannot be read.
pub fn paid_within(
    conn: &Connection,
    days: Period,
) -> Result<BTreeMap<String, Decimal>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("paid_within.sql"))?;
    let rows = statement.query_map(
        named_params! { ":first": Text(days.first), ":last": Text(days.last) },
        |row| {
            let amount: Text<Decimal> = row.get("amount")?;
            Ok((row.get::<_, String>("number")?, amount.0))
        },
    )?;
    let mut paid: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in rows {
        let (number, amount) = row?;
        *paid.entry(number).or_default() += amount;
    }
    Ok(paid)
}

fn sums(row: &Row<'_>) -> rusqlite::Result<Sums> {
    let figure = |name: &str| row.get::<_, Text<Decimal>>(name).map(|figure| figure.0);
    Ok(Sums {
        kwh: figure("kwh")?,
        back_pay: figure("back_pay")?,
        penalty: figure("penalty")?,
        amount: figure("amount")?,
        repairs: figure("repairs")?,
    })
}

fn incident(row: &Row<'_>) -> rusqlite::Result<Incident> {
    Ok(Incident {
        number: row.get("incident_number")?,
        occurred_at: row.get::<_, WallTime>("occurred_at")?.0,
        line: row.get("line")?,
        fault: row.get::<_, Text<_>>("fault")?.0,
        cause: row.get("cause")?,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Claim> {
    let fields: Option<Json<Fields>> = row.get("calculation")?;
    let prices: Json<Vec<PriceLine>> = row.get("prices")?;
    let sums = sums(row)?;
    let of_incident: Option<String> = row.get("incident_number")?;
    Ok(Claim {
        number: row.get("number")?,
        kind: row.get::<_, Text<_>>("kind")?.0,
        state: row.get::<_, Text<_>>("state")?.0,
        account: row.get("account")?,
        found_on: row.get::<_, Text<_>>("found_on")?.0,
        handler: row.get("handler")?,
        incident: of_incident.map(|_| incident(row)).transpose()?,
        facts: row.get::<_, Json<_>>("facts")?.0,
        calculation: fields.map(|fields| Calculation {
            fields: fields.0,
            prices: prices.0,
            sums,
        }),
        paid: row.get::<_, Text<_>>("paid")?.0,
        closed_on: row.get::<_, Option<Text<_>>>("closed_on")?.map(|day| day.0),
    })
}

/// The incident of a number.
///
/// # Errors
/// The row cannot be read.
pub fn incident_by_number(conn: &Connection, number: &str) -> Result<Option<Incident>, StoreError> {
    let sql = "SELECT number AS incident_number, occurred_at, line, fault, cause FROM incident WHERE number = :number";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row(named_params! { ":number": number }, incident)
        .optional()?)
}

/// The first incident of a time, a line and a fault.
///
/// # Errors
/// The row cannot be read.
pub fn incident_alike(conn: &Connection, like: &Incident) -> Result<Option<Incident>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("incident_alike.sql"))?;
    let values = named_params! {
        ":occurred_at": WallTime(like.occurred_at),
        ":line": like.line,
        ":fault": Text(like.fault),
    };
    Ok(statement.query_row(values, incident).optional()?)
}

/// A payment that a receipt was given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipted {
    pub number: String,
    pub kind: ClaimKind,
    pub account: String,
    pub on: NaiveDate,
}

/// The payments that a receipt was given for, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn receipted(conn: &Connection, receipt: &str) -> Result<Vec<Receipted>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("receipt.sql"))?;
    let rows = statement.query_map(named_params! { ":receipt": receipt }, |row| {
        Ok(Receipted {
            number: row.get("number")?,
            kind: row.get::<_, Text<_>>("kind")?.0,
            account: row.get("account")?,
            on: row.get::<_, Text<_>>("done_on")?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
