//! Complaints (投诉) and their steps, CONTACT-3.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::model::contact::{Complaint, ComplaintStep};

use super::contact::{self, Appointment};
use super::customer::CustomerId;
use super::{StoreError, Text};

/// Keeps a complaint with its steps so far.
///
/// # Errors
/// A row cannot be written.
pub fn insert(conn: &Connection, id: CustomerId, complaint: &Complaint) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("complaint_insert.sql"))?
        .execute(named_params! {
            ":number": complaint.number,
            ":customer": id.0,
            ":answer_by": Text(complaint.answer_by),
        })?;
    let mut steps = complaint.steps.iter();
    steps.try_for_each(|step| add_step(conn, &complaint.number, step))
}

/// Adds a step to a complaint.
///
/// # Errors
/// The row cannot be written; a complaint comes to each state once.
pub fn add_step(conn: &Connection, number: &str, step: &ComplaintStep) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("complaint_step_insert.sql"))?
        .execute(named_params! {
            ":number": number,
            ":state": Text(step.state),
            ":on": Text(step.on),
            ":by": step.by,
            ":said": step.text,
        })?;
    Ok(())
}

/// The complaint of a number.
///
/// # Errors
/// A row cannot be read.
pub fn by_number(conn: &Connection, number: &str) -> Result<Option<Complaint>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("complaint_by_number.sql"))?;
    let head = statement
        .query_row(named_params! { ":number": number }, |row| {
            Ok((
                row.get::<_, String>("account")?,
                row.get::<_, Text<NaiveDate>>("answer_by")?.0,
            ))
        })
        .optional()?;
    let Some((account, answer_by)) = head else {
        return Ok(None);
    };
    Ok(Some(Complaint {
        steps: steps(conn, number)?,
        number: number.to_owned(),
        account,
        answer_by,
    }))
}

fn steps(conn: &Connection, number: &str) -> Result<Vec<ComplaintStep>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("complaint_steps.sql"))?;
    let steps = statement.query_map(named_params! { ":number": number }, |row| {
        Ok(ComplaintStep {
            state: row.get::<_, Text<_>>("state")?.0,
            on: row.get::<_, Text<_>>("done_on")?.0,
            by: row.get("done_by")?,
            text: row.get("said")?,
        })
    })?;
    Ok(steps.collect::<Result<_, _>>()?)
}

/// The complaints of a customer, the latest first.
///
/// # Errors
/// A row cannot be read.
pub fn of_customer(conn: &Connection, id: CustomerId) -> Result<Vec<Complaint>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT number FROM complaint WHERE customer_id = :customer ORDER BY id DESC",
    )?;
    let numbers = statement.query_map(named_params! { ":customer": id.0 }, |row| {
        row.get::<_, String>("number")
    })?;
    let numbers: Vec<String> = numbers.collect::<Result<_, _>>()?;
    whole(conn, &numbers)
}

/// The complaints that were registered by a day and not closed before another, the oldest first.
///
/// # Errors
/// A row cannot be read.
pub fn alive(
    conn: &Connection,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<Complaint>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("complaint_alive.sql"))?;
    let days = named_params! { ":first": Text(first), ":last": Text(last) };
    let numbers = statement.query_map(days, |row| row.get::<_, String>("number"))?;
    let numbers: Vec<String> = numbers.collect::<Result<_, _>>()?;
    whole(conn, &numbers)
}

/// The numbers of all complaints.
///
/// # Errors
/// A row cannot be read.
pub fn numbers(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT number FROM complaint ORDER BY id")?;
    let numbers = statement.query_map([], |row| row.get("number"))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

fn whole(conn: &Connection, numbers: &[String]) -> Result<Vec<Complaint>, StoreError> {
    let found = numbers.iter().map(|number| by_number(conn, number));
    let found: Vec<Option<Complaint>> = found.collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The complaints that are not answered, by the day promised.
///
/// # Errors
/// A row cannot be read.
pub fn to_answer(conn: &Connection) -> Result<Vec<Appointment>, StoreError> {
    contact::appointments(conn, include_str!("complaint_to_answer.sql"))
}

/// The complaints that are answered and not closed, by the day of the answer.
///
/// # Errors
/// A row cannot be read.
pub fn to_close(conn: &Connection) -> Result<Vec<Appointment>, StoreError> {
    contact::appointments(conn, include_str!("complaint_to_close.sql"))
}
