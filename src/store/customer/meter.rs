//! The meters (电能表) of an account and their readings (抄表示数).

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, named_params};
use rust_decimal::Decimal;

use crate::model::customer::{Meter, Reading};
use crate::store::{StoreError, Text};

use super::CustomerId;

/// Adds a meter to an account.
///
/// # Errors
/// The row cannot be written; a meter hangs in one place.
pub fn add_meter(conn: &Connection, id: CustomerId, meter: &Meter) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("meter_insert.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":asset_number": meter.asset_number,
            ":model": meter.model,
            ":multiplier": Text(meter.multiplier),
            ":seals": meter.seals,
            ":installed_on": Text(meter.installed_on),
            ":removed_on": meter.removed_on.map(Text),
        })?;
    Ok(())
}

/// Takes a meter that hangs somewhere off the wall.
///
/// # Errors
/// The row cannot be written.
pub fn remove_meter(
    conn: &Connection,
    asset_number: &str,
    on: NaiveDate,
) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("meter_remove.sql"))?
        .execute(named_params! { ":asset_number": asset_number, ":on": Text(on) })?;
    Ok(())
}

/// Hangs a meter of the account up again that was taken off, or writes what changed of one that stays: its row goes
/// on, its readings with it.
///
/// # Errors
/// The row cannot be written; a meter hangs in one place.
pub fn rehang_meter(conn: &Connection, id: CustomerId, meter: &Meter) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("meter_rehang.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":asset_number": meter.asset_number,
            ":model": meter.model,
            ":multiplier": Text(meter.multiplier),
            ":seals": meter.seals,
        })?;
    Ok(())
}

/// Writes the seals of a meter that hangs somewhere.
///
/// # Errors
/// The row cannot be written.
pub fn seal_meter(conn: &Connection, asset_number: &str, seals: &str) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("meter_seal.sql"))?
        .execute(named_params! { ":asset_number": asset_number, ":seals": seals })?;
    Ok(())
}

/// The meters of an account, those taken off included.
///
/// # Errors
/// A row cannot be read.
pub fn meters(conn: &Connection, id: CustomerId) -> Result<Vec<Meter>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM meter WHERE customer_id = :customer ORDER BY id")?;
    let meters = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(Meter {
            asset_number: row.get("asset_number")?,
            model: row.get("model")?,
            multiplier: row.get::<_, Text<_>>("multiplier")?.0,
            seals: row.get("seals")?,
            installed_on: row.get::<_, Text<_>>("installed_on")?.0,
            removed_on: row
                .get::<_, Option<Text<_>>>("removed_on")?
                .map(|day| day.0),
        })
    })?;
    Ok(meters.collect::<Result<_, _>>()?)
}

/// The account at which a meter hangs now.
///
/// # Errors
/// The row cannot be read.
pub fn account_of_meter(
    conn: &Connection,
    asset_number: &str,
) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("meter_account.sql"))?;
    Ok(statement
        .query_row(named_params! { ":asset_number": asset_number }, |row| {
            row.get("account")
        })
        .optional()?)
}

/// Records a reading of a meter that hangs at the account.
///
/// # Errors
/// The row cannot be written; a meter has one reading a day.
pub fn add_reading(conn: &Connection, id: CustomerId, reading: &Reading) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("reading_insert.sql"))?
        .execute(named_params! {
            ":customer": id.0,
            ":meter": reading.meter,
            ":read_on": Text(reading.read_on),
            ":value": Text(reading.value),
        })?;
    Ok(())
}

/// Puts another value in the place of a reading, whether its meter still hangs or not. The row is written anew, so that
/// the meter's own last reading follows.
///
/// # Errors
/// The rows cannot be written, or there is no reading of that meter and day.
pub fn replace_reading(
    conn: &Connection,
    id: CustomerId,
    reading: &Reading,
) -> Result<(), StoreError> {
    let (row, meter): (i64, i64) = conn
        .prepare_cached(include_str!("reading_of_day.sql"))?
        .query_row(
            named_params! {
                ":customer": id.0,
                ":meter": reading.meter,
                ":read_on": Text(reading.read_on),
            },
            |row| Ok((row.get("id")?, row.get("meter_id")?)),
        )?;
    conn.execute("DELETE FROM reading WHERE id = ?1", [row])?;
    conn.prepare_cached(include_str!("../account_change_reading.sql"))?
        .execute(named_params! {
            ":meter": meter,
            ":read_on": Text(reading.read_on),
            ":value": Text(reading.value),
        })?;
    Ok(())
}

/// Drops the readings of an account from a day on: only for the sample office, where a case takes over.
///
/// # Errors
/// The rows cannot be written.
pub fn drop_readings(conn: &Connection, id: CustomerId, from: NaiveDate) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("reading_drop.sql"))?
        .execute(named_params! { ":customer": id.0, ":from": Text(from) })?;
    Ok(())
}

/// The readings of an account's meters, oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn readings(conn: &Connection, id: CustomerId) -> Result<Vec<Reading>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("reading_list.sql"))?;
    let readings = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        Ok(Reading {
            meter: row.get("asset_number")?,
            read_on: row.get::<_, Text<_>>("read_on")?.0,
            value: row.get::<_, Text<Decimal>>("value")?.0,
        })
    })?;
    Ok(readings.collect::<Result<_, _>>()?)
}
