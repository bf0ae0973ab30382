//! The contact log (客户联系记录), CONTACT-1, and the customers visited by a plan (重点客户), CONTACT-2.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::model::contact::{Contact, KeyCustomer};
use crate::model::vocabulary::Class;

use super::customer::CustomerId;
use super::json::Json;
use super::{StoreError, Text};

/// Keeps a contact.
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, id: CustomerId, contact: &Contact) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("contact_insert.sql"))?
        .execute(named_params! {
            ":number": contact.number,
            ":customer": id.0,
            ":on": Text(contact.on),
            ":how": Text(contact.how),
            ":matter": contact.matter,
            ":handled_by": contact.handled_by,
            ":outcome": contact.outcome,
            ":follow_up": contact.follow_up.map(Text),
            ":follows": contact.follows,
        })?;
    Ok(())
}

/// The contacts with a customer, the latest first.
///
/// # Errors
/// A row cannot be read.
pub fn of_customer(conn: &Connection, id: CustomerId) -> Result<Vec<Contact>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("contact_of_customer.sql"))?;
    let contacts = statement.query_map(named_params! { ":customer": id.0 }, read)?;
    Ok(contacts.collect::<Result<_, _>>()?)
}

/// The numbers of all contacts.
///
/// # Errors
/// A row cannot be read.
pub fn numbers(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM contact ORDER BY id")?;
    let numbers = statement.query_map([], |row| row.get("number"))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Contact> {
    let follow_up = row.get::<_, Option<Text<NaiveDate>>>("follow_up")?;
    Ok(Contact {
        number: row.get("number")?,
        on: row.get::<_, Text<_>>("contacted_on")?.0,
        how: row.get::<_, Text<_>>("how")?.0,
        matter: row.get("matter")?,
        handled_by: row.get("handled_by")?,
        outcome: row.get("outcome")?,
        follow_up: follow_up.map(|day| day.0),
        follows: row.get("follows_number")?,
        followed_by: row.get("followed_by")?,
    })
}

/// Something that the office means to do about an account on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub account: String,
    pub name: String,
    pub class: Class,
    /// The day on which it was made; of a visit, `None`.
    pub from: Option<NaiveDate>,
    pub on: NaiveDate,
    /// What it is about.
    pub about: String,
}

/// The follow-ups still to be done, the soonest first.
///
/// # Errors
/// A row cannot be read.
pub fn to_follow_up(conn: &Connection) -> Result<Vec<Appointment>, StoreError> {
    appointments(conn, include_str!("contact_to_follow_up.sql"))
}

/// The visits planned to customers that are not gone, the soonest first.
///
/// # Errors
/// A row cannot be read.
pub fn to_visit(conn: &Connection) -> Result<Vec<Appointment>, StoreError> {
    appointments(conn, include_str!("key_customer_to_visit.sql"))
}

pub(super) fn appointments(conn: &Connection, sql: &str) -> Result<Vec<Appointment>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Appointment {
            account: row.get("account")?,
            name: row.get("name")?,
            class: row.get::<_, Text<_>>("class")?.0,
            from: row.get::<_, Option<Text<_>>>("made_on")?.map(|day| day.0),
            on: row.get::<_, Text<_>>("due_on")?.0,
            about: row.get("about")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The plan of visits to a customer, if there is one.
///
/// # Errors
/// The row cannot be read.
pub fn key_customer(conn: &Connection, id: CustomerId) -> Result<Option<KeyCustomer>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM key_customer WHERE customer_id = :customer")?;
    let row = statement.query_row(named_params! { ":customer": id.0 }, |row| {
        Ok(KeyCustomer {
            grounds: row.get::<_, Json<_>>("grounds")?.0,
            every_months: row.get("every_months")?,
            next_visit: row.get::<_, Text<_>>("next_visit")?.0,
        })
    });
    Ok(row.optional()?)
}

/// Puts a plan of visits, or none, in the place of a customer's.
///
/// # Errors
/// The row cannot be written.
pub fn set_key_customer(
    conn: &Connection,
    id: CustomerId,
    key: Option<&KeyCustomer>,
) -> Result<(), StoreError> {
    let Some(key) = key else {
        conn.prepare_cached("DELETE FROM key_customer WHERE customer_id = :customer")?
            .execute(named_params! { ":customer": id.0 })?;
        return Ok(());
    };
    conn.prepare_cached(include_str!("key_customer_set.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":grounds": Json(&key.grounds),
            ":every_months": key.every_months,
            ":next_visit": Text(key.next_visit),
        })?;
    Ok(())
}
