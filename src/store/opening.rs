//! What ran already when the records began (期初业务).

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params};

use crate::model::customer::Transformer;
use crate::model::opening::{Opening, OpeningKind};
use crate::model::suspension::Suspension;

use super::customer::CustomerId;
use super::json::Json;
use super::{StoreError, Text};

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
        })?,
    };
    Ok(())
}

/// The suspensions of an account that ran when the records began, oldest first.
///
/// # Errors
/// A row cannot be read.
pub(super) fn suspensions(
    conn: &Connection,
    account: CustomerId,
) -> Result<Vec<Suspension>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("opening_suspensions.sql"))?;
    let rows = statement.query_map(named_params! { ":customer": account.0 }, read)?;
    let suspensions = rows.filter_map(Result::transpose);
    Ok(suspensions.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Suspension>> {
    let Json(equipment) = row.get::<_, Json<Vec<Transformer>>>("equipment")?;
    let resumed_on: Option<Text<NaiveDate>> = row.get("ended_on")?;
    let opening = Opening::Suspension {
        equipment,
        sealed_on: row.get::<_, Text<_>>("began_on")?.0,
        to: row.get::<_, Text<_>>("ends_on")?.0,
        seals: row.get("seals")?,
        resumed_on: resumed_on.map(|day| day.0),
    };
    let number: String = row.get("number")?;
    let ended_on: Option<Text<_>> = row.get("account_ended_on")?;
    let suspension = opening.suspension(&number).map(|suspension| Suspension {
        ended_on: ended_on.map(|day| day.0),
        ..suspension
    });
    Ok(suspension)
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
