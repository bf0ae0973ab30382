//! The contracts (供用电合同) of an account.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize};

use crate::store::{StoreError, Text};

use super::CustomerId;

/// A contract of an account (供用电合同).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub number: String,
    /// The case that it was signed in; `None` where it is older than the records.
    pub case: Option<String>,
    /// Name of the template it was printed from.
    pub template: String,
    pub in_force_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// Records a contract in force.
///
/// # Errors
/// The row cannot be written.
pub fn add_contract(
    conn: &Connection,
    id: CustomerId,
    contract: &Contract,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("contract_insert.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":case": contract.case,
            ":number": contract.number,
            ":template": contract.template,
            ":in_force_on": Text(contract.in_force_on),
            ":ended_on": contract.ended_on.map(Text),
        })?;
    Ok(())
}

/// Ends the contracts in force on a day.
///
/// # Errors
/// The rows cannot be written.
pub fn end_contracts(conn: &Connection, id: CustomerId, on: NaiveDate) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("contract_end.sql"))?
        .execute(named_params! { ":customer": id.0, ":on": Text(on) })?;
    Ok(())
}

/// The contracts of an account, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn contracts(conn: &Connection, id: CustomerId) -> Result<Vec<Contract>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("contract_list.sql"))?;
    let contracts = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(Contract {
            number: row.get("number")?,
            case: row.get("case_number")?,
            template: row.get("template")?,
            in_force_on: row.get::<_, Text<_>>("in_force_on")?.0,
            ended_on: row.get::<_, Option<Text<_>>>("ended_on")?.map(|day| day.0),
        })
    })?;
    Ok(contracts.collect::<Result<_, _>>()?)
}
