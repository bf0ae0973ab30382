//! Customers (客户): the account, its transformers, meters, readings and contracts.

mod contract;
mod meter;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::model::capacity::Capacity;
use crate::model::customer::{Customer, Party, Transformer};
use crate::model::vocabulary::{AccountState, Class, Nature};

use super::{StoreError, Text};

pub use contract::{Contract, add_contract, contracts, end_contracts};
pub use meter::{
    account_of_meter, add_meter, add_reading, drop_readings, meters, readings, rehang_meter,
    remove_meter, replace_reading, seal_meter,
};

/// Row id of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(pub i64);

/// A customer with its row id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCustomer {
    pub id: CustomerId,
    pub customer: Customer,
}

/// Adds an account and returns its row id.
///
/// # Errors
/// The row cannot be written; an account number is taken once.
pub fn insert(conn: &Connection, customer: &Customer) -> Result<CustomerId, StoreError> {
    let party = &customer.party;
    conn.prepare_cached(include_str!("insert.sql"))?
        .execute(named_params! {
            ":account": customer.account,
            ":state": Text(customer.state),
            ":class": Text(customer.class),
            ":nature": customer.nature.map(Text),
            ":name": party.name,
            ":id_kind": Text(party.id_kind),
            ":id_number": party.id_number,
            ":phone": party.phone,
            ":address": party.address,
            ":postal_address": party.postal_address,
            ":postcode": party.postcode,
            ":contact": party.contact,
            ":tariff": Text(customer.tariff),
            ":billing": Text(customer.billing),
            ":capacity": Text(customer.capacity.value),
            ":unit": Text(customer.capacity.unit),
            ":voltage": Text(customer.voltage),
            ":opened_on": Text(customer.opened_on),
        })?;
    Ok(CustomerId(conn.last_insert_rowid()))
}

/// Writes the holder's particulars anew.
///
/// # Errors
/// The row cannot be written.
pub fn update_party(conn: &Connection, id: CustomerId, party: &Party) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("update_party.sql"))?
        .execute(named_params! {
            ":id": id.0,
            ":name": party.name,
            ":id_kind": Text(party.id_kind),
            ":id_number": party.id_number,
            ":phone": party.phone,
            ":address": party.address,
            ":postal_address": party.postal_address,
            ":postcode": party.postcode,
            ":contact": party.contact,
        })?;
    Ok(())
}

/// Writes anew how the account is supplied: state, class, billing, capacity, voltage.
///
/// # Errors
/// The row cannot be written.
pub fn update_supply(
    conn: &Connection,
    id: CustomerId,
    customer: &Customer,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("update_supply.sql"))?
        .execute(named_params! {
            ":id": id.0,
            ":state": Text(customer.state),
            ":tariff": Text(customer.tariff),
            ":billing": Text(customer.billing),
            ":capacity": Text(customer.capacity.value),
            ":unit": Text(customer.capacity.unit),
            ":voltage": Text(customer.voltage),
        })?;
    Ok(())
}

/// Says which account was split into this one.
///
/// # Errors
/// The row cannot be written.
pub fn set_split_from(
    conn: &Connection,
    id: CustomerId,
    old: CustomerId,
) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE customer SET split_from = :old WHERE id = :id")?
        .execute(named_params! { ":id": id.0, ":old": old.0 })?;
    Ok(())
}

/// An account and those that it was split from, whose times and days it has: as SQL takes it, in JSON. No view of the
/// schema, whose recursion would run over all customers before the first is chosen.
pub(super) fn line(conn: &Connection, id: CustomerId) -> Result<String, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("line.sql"))?;
    Ok(statement.query_row(named_params! { ":customer": id.0 }, |row| row.get("line"))?)
}

/// The account that was split into this one, if one was.
///
/// # Errors
/// The row cannot be read.
pub fn split_from(conn: &Connection, id: CustomerId) -> Result<Option<StoredCustomer>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("split_from.sql"))?;
    Ok(statement
        .query_row(named_params! { ":id": id.0 }, read)
        .optional()?)
}

/// The accounts that this one was split into, in the order in which they were opened.
///
/// # Errors
/// A row cannot be read.
pub fn split_into(conn: &Connection, id: CustomerId) -> Result<Vec<StoredCustomer>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM customer WHERE split_from = :id ORDER BY id")?;
    let parts = statement.query_map(named_params! { ":id": id.0 }, read)?;
    Ok(parts.collect::<Result<_, _>>()?)
}

/// Takes an account away with its meters, readings and contracts: only for the step that opened it being
/// taken back.
///
/// # Errors
/// The rows cannot be written, or a case still refers to the account.
pub fn remove(conn: &Connection, id: CustomerId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM customer WHERE id = :id")?
        .execute(named_params! { ":id": id.0 })?;
    Ok(())
}

/// The customer of an account number.
///
/// # Errors
/// The row cannot be read.
pub fn by_account(conn: &Connection, account: &str) -> Result<Option<StoredCustomer>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM customer WHERE account = :account")?;
    Ok(statement
        .query_row(named_params! { ":account": account }, read)
        .optional()?)
}

/// The customer of a row id.
///
/// # Errors
/// The row cannot be read.
pub fn by_id(conn: &Connection, id: CustomerId) -> Result<Option<StoredCustomer>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM customer WHERE id = :id")?;
    Ok(statement
        .query_row(named_params! { ":id": id.0 }, read)
        .optional()?)
}

/// The customers opened last, newest first.
///
/// # Errors
/// A row cannot be read.
pub fn latest(conn: &Connection, limit: u32) -> Result<Vec<StoredCustomer>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM customer ORDER BY id DESC LIMIT :limit")?;
    let customers = statement.query_map(named_params! { ":limit": limit }, read)?;
    Ok(customers.collect::<Result<_, _>>()?)
}

/// The oldest account in a state, of a class and nature with no case on the way.
///
/// # Errors
/// A row cannot be read.
pub fn first_free(
    conn: &Connection,
    state: AccountState,
    class: Class,
    nature: Option<Nature>,
) -> Result<Option<StoredCustomer>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("first_free.sql"))?;
    Ok(statement
        .query_row(
            named_params! { ":state": Text(state), ":class": Text(class), ":nature": nature.map(Text) },
            read,
        )
        .optional()?)
}

/// How many customers there are.
///
/// # Errors
/// The table cannot be read.
pub fn count(conn: &Connection) -> Result<i64, StoreError> {
    let mut statement = conn.prepare_cached("SELECT count(*) AS customers FROM customer")?;
    Ok(statement.query_row([], |row| row.get("customers"))?)
}

/// The highest account number of a length that begins with a prefix.
///
/// # Errors
/// The table cannot be read.
pub fn highest_account(
    conn: &Connection,
    prefix: &str,
    length: usize,
) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("highest_account.sql"))?;
    let room = length.saturating_sub(prefix.len());
    Ok(statement.query_row(
        named_params! {
            ":first": format!("{prefix}{}", "0".repeat(room)),
            ":last": format!("{prefix}{}", "9".repeat(room)),
            ":length": length as i64,
        },
        |row| row.get("account"),
    )?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredCustomer> {
    Ok(StoredCustomer {
        id: CustomerId(row.get("id")?),
        customer: Customer {
            account: row.get("account")?,
            state: row.get::<_, Text<_>>("state")?.0,
            class: row.get::<_, Text<_>>("class")?.0,
            nature: row
                .get::<_, Option<Text<_>>>("nature")?
                .map(|nature| nature.0),
            party: Party {
                name: row.get("name")?,
                id_kind: row.get::<_, Text<_>>("id_kind")?.0,
                id_number: row.get("id_number")?,
                phone: row.get("phone")?,
                address: row.get("address")?,
                postal_address: row.get("postal_address")?,
                postcode: row.get("postcode")?,
                contact: row.get("contact")?,
            },
            tariff: row.get::<_, Text<_>>("tariff")?.0,
            billing: row.get::<_, Text<_>>("billing")?.0,
            capacity: Capacity {
                value: row.get::<_, Text<_>>("capacity")?.0,
                unit: row.get::<_, Text<_>>("unit")?.0,
            },
            voltage: row.get::<_, Text<_>>("voltage")?.0,
            opened_on: row.get::<_, Text<_>>("opened_on")?.0,
        },
    })
}

/// Adds a transformer.
///
/// # Errors
/// The row cannot be written; a plate stands once in an account.
pub fn add_transformer(
    conn: &Connection,
    id: CustomerId,
    transformer: &Transformer,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("transformer_insert.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":plate": transformer.plate,
            ":kva": Text(transformer.kva),
            ":group": transformer.group,
        })?;
    Ok(())
}

/// Gives the place of a transformer to another of the same size.
///
/// # Errors
/// The row cannot be written; a plate stands once in an account.
pub fn rename_transformer(
    conn: &Connection,
    id: CustomerId,
    plate: &str,
    new_plate: &str,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("transformer_rename.sql"))?
        .execute(named_params! { ":customer": id.0, ":plate": plate, ":new_plate": new_plate })?;
    Ok(())
}

/// Takes a transformer out of an account.
///
/// # Errors
/// The row cannot be removed.
pub fn remove_transformer(
    conn: &Connection,
    id: CustomerId,
    plate: &str,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "DELETE FROM transformer WHERE customer_id = :customer AND plate = :plate",
    )?
    .execute(named_params! { ":customer": id.0, ":plate": plate })?;
    Ok(())
}

/// The transformers of an account.
///
/// # Errors
/// A row cannot be read.
pub fn transformers(conn: &Connection, id: CustomerId) -> Result<Vec<Transformer>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM transformer WHERE customer_id = :customer ORDER BY id")?;
    let transformers = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(Transformer {
            plate: row.get("plate")?,
            kva: row.get::<_, Text<_>>("kva")?.0,
            group: row.get("group_name")?,
        })
    })?;
    Ok(transformers.collect::<Result<_, _>>()?)
}

/// An account whose meter is off for a time (暂拆).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedAccount {
    pub account: String,
    pub name: String,
    pub class: Class,
    pub removed_on: NaiveDate,
}

/// The accounts whose meter is off and that nobody has applied to have back yet, by the day of removal.
///
/// # Errors
/// A row cannot be read.
pub fn removed(conn: &Connection) -> Result<Vec<RemovedAccount>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("removed.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(RemovedAccount {
            account: row.get("account")?,
            name: row.get("name")?,
            class: row.get::<_, Text<_>>("class")?.0,
            removed_on: row.get::<_, Text<_>>("removed_on")?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
