//! Ratios of accounts whose classes cannot be metered apart (定比), and their yearly verifications.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use crate::model::customer::{TariffShare, Verification};
use crate::model::vocabulary::Class;

use super::customer::CustomerId;
use super::json::Json;
use super::{StoreError, Text};

/// The ratio of an account, in the order in which it was written; empty where it has one class.
///
/// # Errors
/// A row cannot be read.
pub fn shares(conn: &Connection, id: CustomerId) -> Result<Vec<TariffShare>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT * FROM tariff_share WHERE customer_id = :customer ORDER BY id")?;
    let shares = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(TariffShare {
            tariff: row.get::<_, Text<_>>("tariff")?.0,
            percent: row.get::<_, Text<_>>("percent")?.0,
        })
    })?;
    Ok(shares.collect::<Result<_, _>>()?)
}

/// Puts a ratio, or none, in the place of the account's.
///
/// # Errors
/// The rows cannot be written.
pub fn set_shares(
    conn: &Connection,
    id: CustomerId,
    shares: &[TariffShare],
) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM tariff_share WHERE customer_id = :customer")?
        .execute(named_params! { ":customer": id.0 })?;
    let mut insert = conn.prepare_cached(include_str!("tariff_share_insert.sql"))?;
    for share in shares {
        insert.execute(named_params! {
            ":customer": id.0,
            ":tariff": Text(share.tariff),
            ":percent": Text(share.percent),
        })?;
    }
    Ok(())
}

/// Records a verification, done or refused.
///
/// # Errors
/// The row cannot be written.
pub fn add_verification(
    conn: &Connection,
    id: CustomerId,
    verification: &Verification,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("verification_insert.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":on": Text(verification.on),
            ":outcome": Text(verification.outcome),
            ":shares": Json(&verification.shares),
            ":by": verification.verified_by,
            ":note": verification.note,
        })?;
    Ok(())
}

/// The verifications of an account, in the order of recording.
///
/// # Errors
/// A row cannot be read.
pub fn verifications(conn: &Connection, id: CustomerId) -> Result<Vec<Verification>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT * FROM verification WHERE customer_id = :customer ORDER BY id")?;
    let verifications = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(Verification {
            on: row.get::<_, Text<_>>("verified_on")?.0,
            outcome: row.get::<_, Text<_>>("outcome")?.0,
            shares: row.get::<_, Json<_>>("shares")?.0,
            verified_by: row.get("verified_by")?,
            note: row.get("note")?,
        })
    })?;
    Ok(verifications.collect::<Result<_, _>>()?)
}

/// An account whose ratio is to be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatioAccount {
    pub account: String,
    pub name: String,
    pub class: Class,
    /// The day on which the ratio was set or verified last.
    pub since: NaiveDate,
    /// The day on which the customer last refused the verification since then.
    pub refused_on: Option<NaiveDate>,
}

/// The accounts in use that have a ratio, the one verified longest ago first; of an account, only that one.
///
/// # Errors
/// A row cannot be read.
pub fn to_verify(
    conn: &Connection,
    account: Option<&str>,
) -> Result<Vec<RatioAccount>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("ratio_to_verify.sql"))?;
    let rows = statement.query_map(named_params! { ":account": account }, |row| {
        Ok(RatioAccount {
            account: row.get("account")?,
            name: row.get("name")?,
            class: row.get::<_, Text<_>>("class")?.0,
            since: row.get::<_, Text<_>>("since")?.0,
            refused_on: row
                .get::<_, Option<Text<_>>>("refused_on")?
                .map(|day| day.0),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
