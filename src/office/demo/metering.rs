//! Meters that fit the premises, and readings that grow as the use would make them.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::customer::{Meter, Reading};
use crate::model::vocabulary::{Class, Nature, Voltage};

use super::chance::Chance;
use super::premises::Premises;

/// What hangs at premises.
#[derive(Debug, Clone, Copy)]
pub(super) struct MeterKind {
    pub(super) model: &'static str,
    /// Multiplier by transformers of current and voltage; 1 where the meter is connected directly.
    pub(super) multiplier: u32,
}

impl MeterKind {
    /// Ratios of the transformers of current and voltage that make the multiplier; `None` where it is connected directly.
    pub(super) fn ratios(self, voltage: Voltage) -> Option<(String, Option<String>)> {
        let kv = match voltage {
            Voltage::V220 | Voltage::V380 if self.multiplier == 1 => return None,
            Voltage::V220 | Voltage::V380 => None,
            Voltage::Kv35 => Some(35),
            Voltage::Kv110 => Some(110),
            _ => Some(10),
        };
        // 10 kV to 100 V is a hundred to one.
        let by_voltage = kv.map_or(1, |kv| kv * 10);
        let current = Decimal::from(self.multiplier * 5) / Decimal::from(by_voltage);
        let current = format!("{}/5", current.normalize());
        Some((current, kv.map(|kv| format!("{kv}/0.1"))))
    }
}

/// The meter for a capacity at a voltage.
pub(super) fn kind(voltage: Voltage, capacity: Decimal) -> MeterKind {
    let (model, multiplier) = match voltage {
        Voltage::V220 => ("单相智能表 5(60)A 2.0级", 1),
        Voltage::V380 if capacity <= Decimal::from(30) => ("三相智能表 5(60)A 1.0级", 1),
        Voltage::V380 => (
            "三相智能表 1.5(6)A 1.0级",
            step(capacity, &[(60, 20), (100, 40)], 60),
        ),
        _ => (
            "三相三线智能表 1.5(6)A 0.5S级",
            step(
                capacity,
                &[
                    (315, 400),
                    (630, 1000),
                    (1000, 1500),
                    (2000, 3000),
                    (4999, 6000),
                ],
                35_000,
            ),
        ),
    };
    MeterKind { model, multiplier }
}

/// The multiplier of the first step that the capacity does not exceed.
fn step(capacity: Decimal, steps: &[(u32, u32)], most: u32) -> u32 {
    steps
        .iter()
        .find(|(up_to, _)| capacity <= Decimal::from(*up_to))
        .map_or(most, |(_, multiplier)| *multiplier)
}

/// A meter for premises. `serial` makes its asset number and seals.
pub(super) fn meter(premises: &Premises, serial: u32, installed_on: NaiveDate) -> Meter {
    let kind = kind(premises.voltage, premises.capacity.value);
    Meter {
        asset_number: asset_number(1, serial),
        model: kind.model.to_owned(),
        multiplier: Decimal::from(kind.multiplier),
        seals: seals(serial),
        installed_on,
        removed_on: None,
    }
}

/// 22 digits. `lot` keeps the meters of customers and of cases apart.
pub(super) fn asset_number(lot: u32, serial: u32) -> String {
    format!("990731{lot:04}{serial:012}")
}

pub(super) fn seals(serial: u32) -> String {
    format!("F{:07}、F{:07}", serial * 2 + 1, serial * 2 + 2)
}

/// Monthly readings on the 5th, of the last `months` months before `today`, oldest first. One meter in
/// sixty stands still; a pump runs in summer only.
pub(super) fn readings(
    chance: &mut Chance,
    premises: &Premises,
    meter: &Meter,
    today: NaiveDate,
    months: u32,
) -> Vec<Reading> {
    let idle = chance.one_in(60);
    let usual = monthly_kwh(chance, premises);
    let mut hundredths = i64::from(chance.below(400_000));
    let latest = today.with_day(5).filter(|day| *day < today);
    let latest = latest.or_else(|| today.with_day(5)?.checked_sub_months(Months::new(1)));
    let days = (0..months).rev().filter_map(|back| {
        latest?
            .checked_sub_months(Months::new(back))
            .filter(|day| *day >= meter.installed_on)
    });
    days.map(|read_on| {
        if !idle {
            let kwh = usual * season(premises, read_on.month()) / 100;
            let kwh = i64::from(kwh * chance.between(80, 120) / 100);
            hundredths += kwh * 100 / multiplier_of(meter);
        }
        Reading {
            meter: meter.asset_number.clone(),
            read_on,
            value: Decimal::new(hundredths, 2),
        }
    })
    .collect()
}

fn multiplier_of(meter: &Meter) -> i64 {
    meter.multiplier.to_i64().unwrap_or(1).max(1)
}

/// kWh of a usual month: hours of full load by class.
fn monthly_kwh(chance: &mut Chance, premises: &Premises) -> u32 {
    let capacity = premises.capacity.value.to_u32().unwrap_or(1);
    let hours = match premises.class {
        Class::Resident => chance.between(10, 30),
        Class::LowVoltage => chance.between(40, 120),
        Class::HighVoltage => chance.between(90, 260),
    };
    capacity * hours
}

/// Use in a month, in per cent of a usual one.
fn season(premises: &Premises, month: u32) -> u32 {
    let summer = (5..=9).contains(&month);
    match (premises.class, premises.nature) {
        (Class::Resident, _) if (7..=9).contains(&month) => 170,
        (Class::Resident, _) if month <= 2 => 140,
        (_, Some(Nature::Agricultural)) if premises.purpose.contains('灌') => {
            if summer {
                160
            } else {
                0
            }
        }
        _ => 100,
    }
}
