//! Meters as a step hangs them up, takes them off and reads them.

use rust_decimal::Decimal;
use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::customer::{Meter, Reading};
use crate::office::customer::at_hand;
use crate::office::{Act, OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::field;
use crate::store::customer::{self, CustomerId};

/// What the reading of a meter that is hung up is called.
const FIRST: &str = "起始示数（kWh）";

/// The meter stays, with its reading on the day; or another takes its place.
pub(super) fn hang_meter(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    let new = meter(record)?;
    let meters = customer::meters(work.conn, id)?;
    let mut hanging = meters.iter().filter(|meter| meter.removed_on.is_none());
    let stays = hanging
        .clone()
        .find(|meter| meter.asset_number == new.asset_number);
    if let Some(own) = stays {
        customer::rehang_meter(work.conn, id, &refitted(record, own, new.clone()))?;
    } else {
        if let Some(refusal) = taken_meter(work, &new.asset_number)? {
            return crate::office::refuse(refusal);
        }
        if let Some(old) = hanging.next() {
            let label = "旧表止度（kWh）";
            if kept(record, "old_reading").is_empty() {
                let problem = format!("拆下旧表{}，须填旧表止度", old.asset_number);
                return crate::office::refuse(Refusal::input("old_reading", label, problem));
            }
            multiplier_said(record, old)?;
            let last = reading_of(record, "old_reading", &old.asset_number)?;
            read(work, id, &last, ("old_reading", label))?;
            customer::remove_meter(work.conn, &old.asset_number, record.on)?;
        }
        customer::add_meter(work.conn, id, &new)?;
    }
    let first = reading(record, &new.asset_number)?;
    read(work, id, &first, ("reading", FIRST))
}

/// A meter behind transformers is followed by one whose multiplier is said: it would be 1.
pub(super) fn multiplier_said(record: &StepRecord, old: &Meter) -> Result<(), OfficeError> {
    if !kept(record, "multiplier").is_empty() || old.multiplier == Decimal::ONE {
        return Ok(());
    }
    let (number, old) = (&old.asset_number, old.multiplier.normalize());
    let problem = format!("未填。原表{number}的倍率是{old}，换装的表要写明，直接接入的填1");
    crate::office::refuse(Refusal::input("multiplier", "综合倍率", problem))
}

/// The meter that stays, behind other transformers perhaps; what was not typed is as it was.
pub(super) fn refitted(record: &StepRecord, own: &Meter, mut typed: Meter) -> Meter {
    if kept(record, "multiplier").is_empty() {
        typed.multiplier = own.multiplier;
    }
    if typed.model.is_empty() {
        typed.model.clone_from(&own.model);
    }
    if typed.seals.is_empty() {
        typed.seals.clone_from(&own.seals);
    }
    typed
}

/// Adds a reading; a higher one than the day has already takes its place and the log keeps both, a lower one than the
/// last is refused at its field.
pub(super) fn read(
    work: Work<'_>,
    id: CustomerId,
    reading: &Reading,
    (at, label): (&str, &str),
) -> Result<(), OfficeError> {
    let readings = customer::readings(work.conn, id)?;
    let mut before = readings.iter().filter(|known| known.meter == reading.meter);
    let higher = before.clone().filter(|known| known.value > reading.value);
    if let Some(higher) = higher.max_by_key(|known| known.read_on) {
        let problem = format!(
            "{}小于{}的示数{}",
            reading.value, higher.read_on, higher.value
        );
        return crate::office::refuse(Refusal::input(at, label, problem));
    }
    match before.find(|known| known.read_on == reading.read_on) {
        Some(same) if same.value == reading.value => Ok(()),
        Some(same) => {
            customer::replace_reading(work.conn, id, reading)?;
            let detail = json!({
                "meter": reading.meter,
                "on": reading.read_on,
                "value": reading.value,
                "instead_of": same.value,
            });
            let stored = customer::by_id(work.conn, id)?;
            let account = stored.map(|stored| stored.customer.account);
            work.log(Act::Reading, &account.unwrap_or_default(), detail)
        }
        None => Ok(customer::add_reading(work.conn, id, reading)?),
    }
}

/// The meter of a step that hangs at the account; refused where it does not, or was not there yet.
pub(super) fn hanging(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
) -> Result<Meter, OfficeError> {
    let number = kept(record, "meter");
    let meters = customer::meters(work.conn, id)?;
    let hangs = |meter: &Meter| meter.removed_on.is_none() && meter.asset_number == number;
    let Some(found) = meters.into_iter().find(hangs) else {
        let problem = format!("该户没有在装的电能表{number}");
        return crate::office::refuse(Refusal::input("meter", "电能表资产编号", problem));
    };
    if record.on < found.installed_on {
        let day = found.installed_on;
        let message = format!("办理日期{}早于装表日{day}", record.on);
        let refusal = Refusal::new("COUNT-6", message, format!("办理日期不早于{day}"));
        return crate::office::refuse(refusal.at("on"));
    }
    Ok(found)
}

/// Hangs a meter up at an account where none hangs: the one taken off goes on where it stopped.
pub(super) fn hang_again(
    work: Work<'_>,
    id: CustomerId,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    let new = meter(record)?;
    if let Some(refusal) = taken_meter(work, &new.asset_number)? {
        return crate::office::refuse(refusal);
    }
    let known = customer::meters(work.conn, id)?;
    let mut same = known.iter();
    match same.rfind(|meter| meter.asset_number == new.asset_number) {
        Some(own) => {
            customer::rehang_meter(work.conn, id, &refitted(record, own, new.clone()))?;
        }
        None => {
            if let Some(last) = at_hand(&known) {
                multiplier_said(record, last)?;
            }
            customer::add_meter(work.conn, id, &new)?;
        }
    }
    let first = reading(record, &new.asset_number)?;
    read(work, id, &first, ("reading", FIRST))
}

/// A reading of a day.
pub(super) fn reading_of(
    record: &StepRecord,
    field: &str,
    meter: &str,
) -> Result<Reading, OfficeError> {
    Ok(Reading {
        meter: meter.to_owned(),
        read_on: record.on,
        value: decimal(kept(record, field))?,
    })
}

pub(super) fn meter(record: &StepRecord) -> Result<Meter, OfficeError> {
    let multiplier = match kept(record, "multiplier") {
        "" => "1",
        typed => typed,
    };
    Ok(Meter {
        asset_number: kept(record, "meter").to_owned(),
        model: kept(record, "meter_model").to_owned(),
        multiplier: decimal(multiplier)?,
        seals: kept(record, "seals").to_owned(),
        installed_on: record.on,
        removed_on: None,
    })
}

pub(super) fn reading(record: &StepRecord, meter: &str) -> Result<Reading, OfficeError> {
    reading_of(record, "reading", meter)
}

pub(super) fn taken_meter(
    work: Work<'_>,
    asset_number: &str,
) -> Result<Option<Refusal>, OfficeError> {
    let other = customer::account_of_meter(work.conn, asset_number)?;
    Ok(other.map(|other| {
        let problem = format!("{asset_number}已装在户号{other}");
        Refusal::input("meter", "电能表资产编号", problem)
    }))
}

pub(super) fn kept<'a>(record: &'a StepRecord, name: &str) -> &'a str {
    record.fields.get(name).map_or("", String::as_str)
}

pub(super) fn decimal(kept: &str) -> Result<Decimal, OfficeError> {
    field::decimal(kept, 4).map_err(|problem| OfficeError::Inconsistent(format!("{kept}{problem}")))
}
