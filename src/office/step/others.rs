//! The other meters of an account that has several, one for each metering point: hung, read and taken off with the
//! first.

use std::collections::BTreeSet;

use crate::model::case::StepRecord;
use crate::model::customer::{Meter, Reading};
use crate::office::{OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::field::{self, Row, cell};
use crate::rules::metering_points::{OTHER_METERS, OTHER_METERS_LABEL};
use crate::store::customer::{self, CustomerId};

use super::meters::{decimal, kept, read, taken_meter};

fn rows(record: &StepRecord) -> Result<Vec<Row>, OfficeError> {
    let rows = field::rows(kept(record, OTHER_METERS));
    rows.map_err(|problem| OfficeError::Inconsistent(format!("{OTHER_METERS_LABEL}{problem}")))
}

fn refusal(problem: impl std::fmt::Display) -> Refusal {
    Refusal::input(OTHER_METERS, OTHER_METERS_LABEL, problem)
}

/// The asset numbers that a step names beside the first.
pub(super) fn numbers(record: &StepRecord) -> Result<BTreeSet<String>, OfficeError> {
    let rows = rows(record)?;
    let numbers = rows.iter().map(|row| cell(row, "meter").to_owned());
    Ok(numbers.collect())
}

fn twice(rows: &[Row], first: &str) -> Vec<Refusal> {
    let mut seen = BTreeSet::from([first]);
    let numbers = rows.iter().map(|row| cell(row, "meter"));
    let again = numbers.filter(|number| !seen.insert(number));
    again
        .map(|number| refusal(format!("{number}填了两次")))
        .collect()
}

/// Hangs the other meters up, each with its first reading; one that hangs there already stays.
pub(super) fn hang(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
    first: &str,
) -> Result<(), OfficeError> {
    let rows = rows(record)?;
    let mut refusals = twice(&rows, first);
    let known = customer::meters(work.conn, id)?;
    for (number, row) in (1..).zip(&rows) {
        let asset_number = cell(row, "meter");
        let mut own = known
            .iter()
            .filter(|meter| meter.asset_number == asset_number);
        let hangs = own.clone().any(|meter| meter.removed_on.is_none());
        if !hangs && let Some(taken) = taken_meter(work, asset_number)? {
            refusals.push(refusal(format!("第{number}行：{}", taken.message)));
            continue;
        }
        let meter = Meter {
            asset_number: asset_number.to_owned(),
            model: cell(row, "meter_model").to_owned(),
            multiplier: decimal(cell(row, "multiplier"))?,
            seals: cell(row, "seals").to_owned(),
            installed_on: record.on,
            removed_on: None,
        };
        match own.next() {
            Some(_) => customer::rehang_meter(work.conn, id, &meter)?,
            None => customer::add_meter(work.conn, id, &meter)?,
        }
        add_reading(work, id, record, row, &mut refusals)?;
    }
    all_well(refusals)
}

/// Reads every other meter that hangs at the account: none may be left out.
pub(super) fn read_all(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
    first: &str,
) -> Result<(), OfficeError> {
    for_each(work, id, record, first, |row, refusals| {
        add_reading(work, id, record, row, refusals)
    })
}

/// Takes every other meter that hangs at the account down, with its last reading where the step asks for it.
pub(super) fn take_down(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
    first: &str,
) -> Result<(), OfficeError> {
    for_each(work, id, record, first, |row, refusals| {
        if !cell(row, "reading").is_empty() {
            add_reading(work, id, record, row, refusals)?;
        }
        Ok(customer::remove_meter(
            work.conn,
            cell(row, "meter"),
            record.on,
        )?)
    })
}

fn for_each(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
    first: &str,
    mut each: impl FnMut(&Row, &mut Vec<Refusal>) -> Result<(), OfficeError>,
) -> Result<(), OfficeError> {
    let rows = rows(record)?;
    let mut refusals = twice(&rows, first);
    let meters = customer::meters(work.conn, id)?;
    let hanging: Vec<&str> = meters
        .iter()
        .filter(|meter| meter.removed_on.is_none() && meter.asset_number != first)
        .map(|meter| meter.asset_number.as_str())
        .collect();
    for row in &rows {
        let number = cell(row, "meter");
        if hanging.contains(&number) {
            each(row, &mut refusals)?;
        } else if number != first {
            refusals.push(refusal(format!("该户没有在装的电能表{number}")));
        }
    }
    let named = numbers(record)?;
    for left in hanging.iter().filter(|number| !named.contains(**number)) {
        refusals.push(refusal(format!("该户还装着电能表{left}，也要填")));
    }
    all_well(refusals)
}

fn add_reading(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
    row: &Row,
    refusals: &mut Vec<Refusal>,
) -> Result<(), OfficeError> {
    let reading = Reading {
        meter: cell(row, "meter").to_owned(),
        read_on: record.on,
        value: decimal(cell(row, "reading"))?,
    };
    match read(work, id, &reading, (OTHER_METERS, OTHER_METERS_LABEL)) {
        Err(OfficeError::Refused(more)) => refusals.extend(more),
        other => other?,
    }
    Ok(())
}

fn all_well(refusals: Vec<Refusal>) -> Result<(), OfficeError> {
    match refusals.is_empty() {
        true => Ok(()),
        false => Err(OfficeError::Refused(refusals)),
    }
}
