//! What ran already when the records began (期初业务).

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::model::customer::{TariffShare, Transformer};
use crate::model::opening::{KeptOpening, Opening, OpeningKind, TakenBack};
use crate::model::suspension::Suspension;
use crate::model::vocabulary::Tariff;

use super::customer::CustomerId;
use super::json::Json;
use super::{StoreError, Text, WallTime};

/// A ratio as it is kept, with the class before it.
#[derive(Serialize, Deserialize)]
struct Ratio {
    shares: Vec<TariffShare>,
    before: Tariff,
}

/// Keeps what ran on an account under a number of its own.
///
/// # Errors
/// The row cannot be written.
pub fn insert(
    conn: &Connection,
    account: CustomerId,
    number: &str,
    opening: &Opening,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(include_str!("opening_insert.sql"))?;
    match opening {
        Opening::Suspension {
            equipment,
            sealed_on,
            to,
            seals,
            resumed_on,
        } => statement.execute(named_params! {
            ":number": number,
            ":customer": account.0,
            ":kind": Text(OpeningKind::Suspension),
            ":began_on": Text(*sealed_on),
            ":ends_on": Text(*to),
            ":ended_on": resumed_on.map(Text),
            ":equipment": Json(equipment),
            ":seals": seals,
            ":ratio": None::<String>,
        })?,
        Opening::Removal { on } => statement.execute(named_params! {
            ":number": number,
            ":customer": account.0,
            ":kind": Text(OpeningKind::Removal),
            ":began_on": Text(*on),
            ":ends_on": None::<String>,
            ":ended_on": None::<String>,
            ":equipment": None::<String>,
            ":seals": "",
            ":ratio": None::<String>,
        })?,
        Opening::Ratio {
            shares,
            verified_on,
            before,
        } => statement.execute(named_params! {
            ":number": number,
            ":customer": account.0,
            ":kind": Text(OpeningKind::Ratio),
            ":began_on": Text(*verified_on),
            ":ends_on": None::<String>,
            ":ended_on": None::<String>,
            ":equipment": None::<String>,
            ":seals": "",
            ":ratio": Json(Ratio { shares: shares.clone(), before: *before }),
        })?,
    };
    Ok(())
}

/// The suspensions of the accounts of a line that ran when the records began, oldest first.
///
/// # Errors
/// A row cannot be read.
pub(super) fn suspensions(conn: &Connection, line: &str) -> Result<Vec<Suspension>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("opening_suspensions.sql"))?;
    let rows = statement.query_map(named_params! { ":line": line }, read)?;
    let suspensions = rows.filter_map(Result::transpose);
    Ok(suspensions.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Suspension>> {
    let number: String = row.get("number")?;
    let ended_on: Option<Text<_>> = row.get("account_ended_on")?;
    let suspension = opening(row)?.suspension(&number);
    Ok(suspension.map(|suspension| Suspension {
        ended_on: ended_on.map(|day| day.0),
        ..suspension
    }))
}

fn opening(row: &Row<'_>) -> rusqlite::Result<Opening> {
    let began_on = row.get::<_, Text<NaiveDate>>("began_on")?.0;
    Ok(match row.get::<_, Text<OpeningKind>>("kind")?.0 {
        OpeningKind::Suspension => Opening::Suspension {
            equipment: row.get::<_, Json<Vec<Transformer>>>("equipment")?.0,
            sealed_on: began_on,
            to: row.get::<_, Text<_>>("ends_on")?.0,
            seals: row.get("seals")?,
            resumed_on: row.get::<_, Option<Text<_>>>("ended_on")?.map(|day| day.0),
        },
        OpeningKind::Removal => Opening::Removal { on: began_on },
        OpeningKind::Ratio => {
            let Json(Ratio { shares, before }) = row.get::<_, Json<Ratio>>("ratio")?;
            Opening::Ratio {
                shares,
                verified_on: began_on,
                before,
            }
        }
    })
}

/// The openings of an account, those taken back among them, in the order in which they were kept.
///
/// # Errors
/// A row cannot be read.
pub fn of_account(conn: &Connection, account: CustomerId) -> Result<Vec<KeptOpening>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM opening WHERE customer_id = :customer ORDER BY id")?;
    let rows = statement.query_map(named_params! { ":customer": account.0 }, kept)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The opening of a number, and whose it is.
///
/// # Errors
/// The row cannot be read.
pub fn by_number(
    conn: &Connection,
    number: &str,
) -> Result<Option<(CustomerId, KeptOpening)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM opening WHERE number = :number")?;
    Ok(statement
        .query_row(named_params! { ":number": number }, |row| {
            Ok((CustomerId(row.get("customer_id")?), kept(row)?))
        })
        .optional()?)
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptOpening> {
    let at: Option<WallTime> = row.get("taken_back_at")?;
    let taken_back = match at {
        Some(WallTime(at)) => Some(TakenBack {
            at,
            by: row.get("taken_back_by")?,
            reason: row.get("taken_back_reason")?,
        }),
        None => None,
    };
    Ok(KeptOpening {
        number: row.get("number")?,
        opening: opening(row)?,
        taken_back,
    })
}

/// Marks an opening as taken back; it stays.
///
/// # Errors
/// The row cannot be written.
pub fn take_back(
    conn: &Connection,
    number: &str,
    taken_back: &TakenBack,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("opening_take_back.sql"))?
        .execute(named_params! {
            ":number": number,
            ":at": WallTime(taken_back.at),
            ":by": taken_back.by,
            ":reason": taken_back.reason,
        })?;
    Ok(())
}

/// Every number taken.
///
/// # Errors
/// A row cannot be read.
pub fn numbers(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM opening ORDER BY id")?;
    let numbers = statement.query_map([], |row| row.get("number"))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}
