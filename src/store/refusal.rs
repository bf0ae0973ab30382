//! Customers turned away (不予受理), AUDIT-3.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::model::application::Draft;
use crate::rules::Refusal;

use super::json::Json;
use super::{StoreError, Text};

/// A numbered refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnedAway {
    pub number: String,
    pub refused_on: NaiveDate,
    pub operator: String,
    /// Why, in the clerk's words.
    pub reason: String,
    /// The rules that the program itself found violated.
    pub rules: Vec<Refusal>,
    /// The application as typed.
    pub draft: Draft,
}

/// Keeps a refusal.
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, refusal: &TurnedAway) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("refusal_insert.sql"))?
        .execute(named_params! {
            ":number": refusal.number,
            ":refused_on": Text(refusal.refused_on),
            ":operator": refusal.operator,
            ":reason": refusal.reason,
            ":rules": Json(&refusal.rules),
            ":application": Json(&refusal.draft),
        })?;
    Ok(())
}

/// The refusal of a number.
///
/// # Errors
/// The row cannot be read.
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<TurnedAway>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM refusal WHERE number = :number")?;
    Ok(statement
        .query_row(named_params! { ":number": number }, read)
        .optional()?)
}

/// Every refusal, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn list(conn: &Connection) -> Result<Vec<TurnedAway>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM refusal ORDER BY id DESC")?;
    let refusals = statement.query_map([], read)?;
    Ok(refusals.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<TurnedAway> {
    Ok(TurnedAway {
        number: row.get("number")?,
        refused_on: row.get::<_, Text<_>>("refused_on")?.0,
        operator: row.get("operator")?,
        reason: row.get("reason")?,
        rules: row.get::<_, Json<_>>("rules")?.0,
        draft: row.get::<_, Json<_>>("application")?.0,
    })
}
