//! Facts about a customer outside a case (客户记事): readings and exchanged meters.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use crate::model::customer::{Meter, Reading};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::AccountState;
use crate::rules::Refusal;
use crate::rules::field;
use crate::store::customer as store;

use super::entry::Check;
use super::{Act, OfficeError, Work, customer, find};

/// A meter reading as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingEntry {
    pub account: String,
    /// Asset number; may be empty where the account has one meter.
    pub meter: String,
    /// Empty: today.
    pub on: String,
    /// kWh before the multiplier.
    pub value: String,
}

/// A meter taken off and another set in its place, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MeterEntry {
    pub account: String,
    /// The meter taken off; may be empty where the account has one, or none.
    pub replaces: String,
    /// The last reading of the one taken off.
    pub final_reading: String,
    pub asset_number: String,
    pub model: String,
    /// May be empty where the one taken off has 1, or there is none.
    pub multiplier: String,
    pub seals: String,
    /// The first reading of the new one.
    pub reading: String,
    /// Empty: today.
    pub on: String,
}

/// The meter that hangs at the account: the one named, or the only one.
fn hanging(
    check: &mut Check,
    (at, label): (&str, &str),
    meters: &[Meter],
    typed: &str,
) -> Option<Meter> {
    let number = half_width(typed).to_ascii_uppercase();
    let mut hanging = meters.iter().filter(|meter| {
        meter.removed_on.is_none() && (number.is_empty() || meter.asset_number == number)
    });
    let found = (hanging.next(), hanging.next());
    if let (Some(meter), None) = found {
        return Some(meter.clone());
    }
    let problem = match found {
        (None, _) if number.is_empty() => "该户没有在装的电能表".to_owned(),
        (None, _) => format!("该户没有在装的电能表{number}"),
        _ => "该户有几块表，请写明资产编号".to_owned(),
    };
    check.refuse(Refusal::input(at, label, problem));
    None
}

/// Refuses a reading before the last one, or of a day that has one; each with the path and the name of its field.
pub(super) fn in_order(
    check: &mut Check,
    readings: &[Reading],
    meter: &str,
    (on, day_label): (NaiveDate, &str),
    (value, at, label): (Decimal, &str, &str),
) {
    // What cannot be read is not compared.
    if check.is_wrong(at) {
        return;
    }
    let of_meter = || readings.iter().filter(|reading| reading.meter == meter);
    if let Some(known) = of_meter().find(|reading| reading.read_on == on) {
        let problem = format!("{on}已有示数{}，录错了的用“更正”", known.value);
        check.refuse(Refusal::input("on", day_label, problem));
    }
    let before = of_meter().rfind(|reading| reading.read_on < on);
    let after = of_meter().find(|reading| reading.read_on > on);
    let low = before.filter(|reading| reading.value > value);
    let high = after.filter(|reading| reading.value < value);
    if let Some(other) = low.or(high) {
        let problem = format!(
            "{value}与{}的示数{}前后不符（那个录错了的用“更正”，表走满一圈请办换表）",
            other.read_on, other.value
        );
        check.refuse(Refusal::input(at, label, problem));
    }
}

/// Records a reading.
///
/// # Errors
/// Every refusal at once.
pub fn reading(work: Work<'_>, entry: &ReadingEntry) -> Result<Reading, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let mut check = Check::new(work);
    let (day_label, label) = ("抄表日期", "示数（kWh）");
    let on = check.day(day_label, &entry.on);
    let value = check.number("value", label, &entry.value);
    let meters = store::meters(work.conn, stored.id)?;
    let meter = hanging(&mut check, ("meter", "电能表"), &meters, &entry.meter);
    if let Some(meter) = &meter {
        let readings = store::readings(work.conn, stored.id)?;
        let value = (value, "value", label);
        let number = &meter.asset_number;
        in_order(&mut check, &readings, number, (on, day_label), value);
    }
    check.end()?;
    let meter = meter.map(|meter| meter.asset_number).unwrap_or_default();
    let reading = Reading {
        meter,
        read_on: on,
        value,
    };
    store::add_reading(work.conn, stored.id, &reading)?;
    let account = &stored.customer.account;
    work.log(
        Act::Reading,
        account,
        json!({ "meter": reading.meter, "on": on }),
    )?;
    Ok(reading)
}

/// Records an exchanged meter, or one set where there was none.
///
/// # Errors
/// Every refusal at once.
pub fn meter(work: Work<'_>, entry: &MeterEntry) -> Result<Meter, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let meters = store::meters(work.conn, stored.id)?;
    let mut check = Check::new(work);
    if stored.customer.state == AccountState::Removed {
        let message = format!("户号{}暂拆，不能换表", stored.customer.account);
        let refusal = Refusal::new("REMOVE-4", message, "恢复用电的办理复装，在复装工单上装表");
        check.refuse(refusal.at("account"));
    }
    if let Some((rule, instead)) = match stored.customer.state {
        AccountState::Closed => Some(("CLOSE-5", "重新用电按新装办理")),
        AccountState::Split => Some(("SPLIT-3", "在分户后的新户号上登记")),
        _ => None,
    } {
        let state = stored.customer.state.chinese();
        let message = format!("户号{}{state}，不能装表、换表", stored.customer.account);
        check.refuse(Refusal::new(rule, message, instead).at("account"));
    }
    let (day_label, label) = ("换表日期", "拆表示数（kWh）");
    let on = check.day(day_label, &entry.on);
    let none_hangs = meters.iter().all(|meter| meter.removed_on.is_some());
    let old = if none_hangs && entry.replaces.is_empty() {
        None
    } else {
        hanging(
            &mut check,
            ("replaces", "拆下的表"),
            &meters,
            &entry.replaces,
        )
    };
    let final_reading = old.as_ref().map(|old| {
        let value = check.number("final_reading", label, &entry.final_reading);
        (old.asset_number.clone(), value)
    });
    let readings = store::readings(work.conn, stored.id)?;
    // A meter read earlier on the day may go with that reading.
    let is_read = |(number, value): &(String, Decimal)| {
        let mut of_day = readings.iter().filter(|one| one.read_on == on);
        of_day.any(|one| one.meter == *number && one.value == *value)
    };
    let read_before = final_reading.as_ref().is_some_and(is_read);
    if let Some((number, value)) = final_reading.as_ref().filter(|_| !read_before) {
        let value = (*value, "final_reading", label);
        in_order(&mut check, &readings, number, (on, day_label), value);
    }
    let typed = &entry.asset_number;
    let asset_number = field::meter_number(typed).unwrap_or_else(|problem| {
        let problem = if tidy(typed).is_empty() {
            "未填".to_owned()
        } else {
            problem.to_string()
        };
        check.refuse(Refusal::input("asset_number", "新表资产编号", problem));
        String::new()
    });
    if let Some(other) = store::account_of_meter(work.conn, &asset_number)? {
        let problem = format!("{asset_number}已装在户号{other}");
        check.refuse(Refusal::input("asset_number", "新表资产编号", problem));
    }
    let label = "新表综合倍率";
    let multiplier = if !tidy(&entry.multiplier).is_empty() {
        check.number("multiplier", label, &entry.multiplier)
    } else {
        let old = old.as_ref().map(|old| old.multiplier);
        if let Some(old) = old.filter(|old| *old != Decimal::ONE) {
            let problem = format!("未填。旧表的倍率是{}，新表的要写明", old.normalize());
            check.refuse(Refusal::input("multiplier", label, problem));
        }
        Decimal::ONE
    };
    let first = check.number("reading", "新表起始示数（kWh）", &entry.reading);
    check.end()?;

    if let Some((number, value)) = final_reading {
        let reading = Reading {
            meter: number.clone(),
            read_on: on,
            value,
        };
        if !read_before {
            store::add_reading(work.conn, stored.id, &reading)?;
        }
        store::remove_meter(work.conn, &number, on)?;
    }
    let new = Meter {
        asset_number: asset_number.clone(),
        model: tidy(&entry.model),
        multiplier,
        seals: tidy(&entry.seals),
        installed_on: on,
        removed_on: None,
    };
    store::add_meter(work.conn, stored.id, &new)?;
    let reading = Reading {
        meter: asset_number.clone(),
        read_on: on,
        value: first,
    };
    store::add_reading(work.conn, stored.id, &reading)?;
    let meters = store::meters(work.conn, stored.id)?;
    find::index_customer(work, stored.id, &stored.customer, &meters)?;
    let account = &stored.customer.account;
    work.log(
        Act::Meter,
        account,
        json!({ "meter": asset_number, "on": on }),
    )?;
    Ok(new)
}
