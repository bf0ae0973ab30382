//! What a step changed on an account (户号变动): the account whole, before and after, so that it can be taken back.

use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

use crate::model::customer::{Customer, Meter, Reading, TariffShare, Transformer, Verification};

use super::customer::{self, Contract, CustomerId};
use super::json::Json;
use super::{StoreError, Text, ratio};

/// An account with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub customer: Customer,
    pub transformers: Vec<Transformer>,
    pub meters: Vec<Meter>,
    pub readings: Vec<Reading>,
    pub contracts: Vec<Contract>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<TariffShare>,
    /// No step changes these; they are there to show that the account was looked at since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verifications: Vec<Verification>,
}

impl Snapshot {
    /// Whether the account is supplied and billed alike, whoever holds it: corrections of a name do not change it.
    pub fn is_supplied_as(&self, other: &Self) -> bool {
        let (one, two) = (&self.customer, &other.customer);
        one.state == two.state
            && one.tariff == two.tariff
            && one.billing == two.billing
            && one.capacity == two.capacity
            && one.voltage == two.voltage
            && self.transformers == other.transformers
            && self.contracts == other.contracts
            && self.shares == other.shares
    }
}

/// What a step changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// Row id of the step.
    pub step: i64,
    pub customer: CustomerId,
    /// `None` where the step opened the account.
    pub before: Option<Snapshot>,
    pub after: Snapshot,
}

/// The account as it stands.
///
/// # Errors
/// A row cannot be read, or there is no such account.
pub fn snapshot(conn: &Connection, id: CustomerId) -> Result<Snapshot, StoreError> {
    let found = customer::by_id(conn, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(Snapshot {
        customer: found.customer,
        transformers: customer::transformers(conn, id)?,
        meters: customer::meters(conn, id)?,
        readings: customer::readings(conn, id)?,
        contracts: customer::contracts(conn, id)?,
        shares: ratio::shares(conn, id)?,
        verifications: ratio::verifications(conn, id)?,
    })
}

/// Puts an account back as it stood; its holder's particulars stay as they are now.
///
/// # Errors
/// The rows cannot be written.
pub fn restore(conn: &Connection, id: CustomerId, then: &Snapshot) -> Result<(), StoreError> {
    customer::update_supply(conn, id, &then.customer)?;
    for table in ["transformer", "meter", "contract"] {
        conn.prepare_cached(&format!(
            "DELETE FROM {table} WHERE customer_id = :customer"
        ))?
        .execute(named_params! { ":customer": id.0 })?;
    }
    for transformer in &then.transformers {
        customer::add_transformer(conn, id, transformer)?;
    }
    for meter in &then.meters {
        customer::add_meter(conn, id, meter)?;
        let meter_id = conn.last_insert_rowid();
        let readings = then.readings.iter();
        for reading in readings.filter(|reading| reading.meter == meter.asset_number) {
            conn.prepare_cached(include_str!("account_change_reading.sql"))?
                .execute(named_params! {
                    ":meter": meter_id,
                    ":read_on": Text(reading.read_on),
                    ":value": Text(reading.value),
                })?;
        }
    }
    for contract in &then.contracts {
        customer::add_contract(conn, id, contract)?;
    }
    ratio::set_shares(conn, id, &then.shares)
}

/// Keeps what a step changed.
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, change: &AccountChange) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("account_change_insert.sql"))?
        .execute(named_params! {
            ":step": change.step,
            ":customer": change.customer.0,
            ":before": change.before.as_ref().map(Json),
            ":after": Json(&change.after),
        })?;
    Ok(())
}

/// What a step changed, the accounts that it opened first.
///
/// # Errors
/// A row cannot be read.
pub fn of_step(conn: &Connection, step: i64) -> Result<Vec<AccountChange>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("account_change_of_step.sql"))?;
    let changes = query.query_map(named_params! { ":step": step }, |row| {
        Ok(AccountChange {
            step: row.get("step_id")?,
            customer: CustomerId(row.get("customer_id")?),
            before: row
                .get::<_, Option<Json<Snapshot>>>("before")?
                .map(|before| before.0),
            after: row.get::<_, Json<Snapshot>>("after")?.0,
        })
    })?;
    Ok(changes.collect::<Result<_, _>>()?)
}

/// The account that a step opened, if it did.
///
/// # Errors
/// The row cannot be read.
pub fn opened_by(conn: &Connection, step: i64) -> Result<Option<String>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("account_change_opened.sql"))?;
    Ok(query
        .query_row(named_params! { ":step": step }, |row| row.get("account"))
        .optional()?)
}

/// Forgets what a step changed, since it was taken back.
///
/// # Errors
/// The row cannot be written.
pub fn remove(conn: &Connection, step: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM account_change WHERE step_id = :step")?
        .execute(named_params! { ":step": step })?;
    Ok(())
}
