//! Accounts whose meter stands still (连续不用电), and the notices to them (待销户通知), CLOSE-4.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::model::idle_notice::{Delivery, IdleNotice};
use crate::model::vocabulary::Class;

use super::customer::CustomerId;
use super::{StoreError, Text};

/// An active account whose meter has not risen, with no change on the way and no suspension asked for since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleAccount {
    pub id: CustomerId,
    pub account: String,
    pub name: String,
    pub class: Class,
    pub address: String,
    pub meter: String,
    /// What all readings of those days say.
    pub value: String,
    pub since: NaiveDate,
    pub until: NaiveDate,
}

/// Those that have stood still since a day or longer, the longest first; of all accounts or of one.
///
/// # Errors
/// A row cannot be read.
pub fn accounts(
    conn: &Connection,
    since: NaiveDate,
    account: Option<CustomerId>,
) -> Result<Vec<IdleAccount>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("idle_accounts.sql"))?;
    let of = named_params! { ":since": Text(since), ":customer": account.map(|id| id.0) };
    let rows = statement.query_map(of, |row| {
        Ok(IdleAccount {
            id: CustomerId(row.get("id")?),
            account: row.get("account")?,
            name: row.get("name")?,
            class: row.get::<_, Text<_>>("class")?.0,
            address: row.get("address")?,
            meter: row.get("asset_number")?,
            value: row.get("last_value")?,
            since: row.get::<_, Text<_>>("idle_since")?.0,
            until: row.get::<_, Text<_>>("read_until")?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a notice.
///
/// # Errors
/// The row cannot be written.
pub fn insert(conn: &Connection, id: CustomerId, notice: &IdleNotice) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("idle_notice_insert.sql"))?
        .execute(named_params! {
            ":number": notice.number,
            ":customer": id.0,
            ":idle_since": Text(notice.idle_since),
            ":idle_until": Text(notice.idle_until),
            ":noticed_on": Text(notice.noticed_on),
            ":operator": notice.operator,
        })?;
    Ok(())
}

/// Writes how a notice was delivered.
///
/// # Errors
/// The row cannot be written.
pub fn deliver(conn: &Connection, number: &str, delivery: &Delivery) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("idle_notice_deliver.sql"))?
        .execute(named_params! {
            ":number": number,
            ":on": Text(delivery.on),
            ":how": Text(delivery.how),
            ":received_by": delivery.received_by,
            ":answer_by": delivery.answer_by.map(Text),
        })?;
    Ok(())
}

/// The notice of a number.
///
/// # Errors
/// The row cannot be read.
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<IdleNotice>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("idle_notice_by_number.sql"))?;
    Ok(statement
        .query_row(named_params! { ":number": number }, read)
        .optional()?)
}

/// The latest notice to an account about the time without use that began on a day.
///
/// # Errors
/// The row cannot be read.
pub fn latest(
    conn: &Connection,
    id: CustomerId,
    since: NaiveDate,
) -> Result<Option<IdleNotice>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("idle_notice_latest.sql"))?;
    Ok(statement
        .query_row(
            named_params! { ":customer": id.0, ":since": Text(since) },
            read,
        )
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<IdleNotice> {
    let delivered_on = row.get::<_, Option<Text<NaiveDate>>>("delivered_on")?;
    let delivery = match delivered_on {
        Some(Text(on)) => Some(Delivery {
            on,
            how: row.get::<_, Text<_>>("delivery")?.0,
            received_by: row.get("received_by")?,
            answer_by: row.get::<_, Option<Text<_>>>("answer_by")?.map(|day| day.0),
        }),
        None => None,
    };
    Ok(IdleNotice {
        number: row.get("number")?,
        account: row.get("account")?,
        idle_since: row.get::<_, Text<_>>("idle_since")?.0,
        idle_until: row.get::<_, Text<_>>("idle_until")?.0,
        noticed_on: row.get::<_, Text<_>>("noticed_on")?.0,
        operator: row.get("operator")?,
        delivery,
    })
}
