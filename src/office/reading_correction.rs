//! A reading that was typed wrongly (更正示数): the value of its day is put right, with the reason in the log.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use crate::model::customer::Reading;
use crate::model::text::half_width;
use crate::rules::{Refusal, field};
use crate::store::customer::{self as store, StoredCustomer};
use crate::store::{account_change, case};

use super::entry::Check;
use super::summary::freeze;
use super::{Act, OfficeError, Work, record};

/// Which reading, and what the meter showed, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingCorrection {
    /// Asset number; may be empty where one meter was read on that day.
    pub meter: String,
    /// The day of the reading.
    pub on: String,
    /// kWh before the multiplier, as it should have been.
    pub value: String,
}

/// Puts the value of a reading right.
///
/// # Errors
/// Every refusal at once: there is no such reading, it would not fit between its neighbours, or a step recorded it
/// that can still be taken back.
pub(super) fn correct(
    work: Work<'_>,
    stored: &StoredCustomer,
    typed: &ReadingCorrection,
    reason: &str,
) -> Result<(), OfficeError> {
    let mut check = Check::new(work);
    let label = "正确的示数（kWh）";
    let value = check.number("reading.value", label, &typed.value);
    let readings = store::readings(work.conn, stored.id)?;
    let found = match field::date(&typed.on) {
        Ok(on) => of_day(&mut check, &readings, on, &typed.meter),
        Err(problem) => {
            check.refuse(Refusal::input("reading.on", "抄表日期", problem));
            None
        }
    };
    if let Some(wrong) = &found {
        admit(work, &mut check, stored, (&readings, wrong), (value, label))?;
    }
    check.end()?;
    let Some(wrong) = found else {
        return Ok(());
    };
    let right = Reading {
        value,
        ..wrong.clone()
    };
    store::replace_reading(work.conn, stored.id, &right)?;
    let detail = json!({
        "fields": ["reading"],
        "meter": right.meter,
        "on": right.read_on,
        "from": wrong.value.to_string(),
        "to": right.value.to_string(),
        "reason": reason,
    });
    work.log(Act::Correct, &stored.customer.account, detail)
}

/// The reading of a day, of the meter named or the only one read.
fn of_day(check: &mut Check, readings: &[Reading], on: NaiveDate, meter: &str) -> Option<Reading> {
    let number = half_width(meter).to_ascii_uppercase();
    let mut of_day = readings
        .iter()
        .filter(|one| one.read_on == on && (number.is_empty() || one.meter == number));
    let problem = match (of_day.next(), of_day.next()) {
        (Some(found), None) => return Some(found.clone()),
        (None, _) => format!("{on}没有示数，没有可更正的"),
        _ => format!("{on}有几块表的示数，请写明资产编号"),
    };
    check.refuse(Refusal::input("reading.on", "抄表日期", problem));
    None
}

fn admit(
    work: Work<'_>,
    check: &mut Check,
    stored: &StoredCustomer,
    (readings, wrong): (&[Reading], &Reading),
    (value, label): (Decimal, &str),
) -> Result<(), OfficeError> {
    if wrong.value == value {
        let problem = format!("与原来的示数{value}相同");
        check.refuse(Refusal::input("reading.value", label, problem));
    }
    let others: Vec<Reading> = readings
        .iter()
        .filter(|one| *one != wrong)
        .cloned()
        .collect();
    record::in_order(
        check,
        &others,
        &wrong.meter,
        (wrong.read_on, "抄表日期"),
        (value, "reading.value", label),
    );
    let is_last = readings.iter().all(|one| one.read_on <= wrong.read_on);
    if is_last && let Some(number) = recorded_by(work, stored, wrong)? {
        let message = format!("{}的示数是工单{number}刚办的环节登记的", wrong.read_on);
        let instead = "撤回这个环节再登记，文书上的示数才跟着改";
        check.refuse(Refusal::new("COUNT-6", message, instead).at("reading.on"));
    }
    Ok(())
}

/// The case whose last step recorded the reading, while that step can be taken back.
fn recorded_by(
    work: Work<'_>,
    stored: &StoredCustomer,
    reading: &Reading,
) -> Result<Option<String>, OfficeError> {
    for row in case::of_account(work.conn, &stored.customer.account)? {
        let Some(kept) = case::by_number(work.conn, &row.number)? else {
            continue;
        };
        let records = case::steps(work.conn, kept.id)?;
        let Some(last) = records.iter().rfind(|record| record.withdrawn.is_none()) else {
            continue;
        };
        let changes = account_change::of_step(work.conn, last.id)?;
        let own = changes.iter().any(|change| {
            let before = change.before.as_ref();
            change.customer == stored.id
                && change.after.readings.contains(reading)
                && !before.is_some_and(|before| before.readings.contains(reading))
        });
        if own && freeze::admit_withdrawal(work, last).is_ok() {
            return Ok(Some(row.number));
        }
    }
    Ok(None)
}
