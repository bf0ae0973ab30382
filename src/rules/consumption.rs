//! A reading out of all proportion: more energy than the contracted capacity can have used since the last one.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::capacity::Capacity;
use crate::model::customer::{Meter, Reading};

/// Hours of a day.
const HOURS: i64 = 24;

/// What is odd about a reading, in words; none where the capacity, used day and night since the reading before,
/// could have come to it. A warning: what the meter shows is recorded all the same.
pub fn warning(
    meter: &Meter,
    before: &Reading,
    now: &Reading,
    capacity: Capacity,
) -> Option<String> {
    let days = (now.read_on - before.read_on).num_days().max(1);
    let used = (now.value - before.value) * meter.multiplier;
    let most = capacity.value * Decimal::from(HOURS * days);
    if used <= most {
        return None;
    }
    Some(format!(
        "电能表{}自{}的{}到{}的{}，乘倍率{}为{} kWh，超过{capacity}在{days}天内全天满载的{} kWh；请核对示数、倍率和装表位置，确实无误的照此记录",
        meter.asset_number,
        before.read_on,
        before.value.normalize(),
        now.read_on,
        now.value.normalize(),
        meter.multiplier.normalize(),
        used.normalize(),
        most.normalize(),
    ))
}

/// What was used from one reading to the next, and how it comes to that.
pub fn used_in_words(meter: &Meter, before: &Reading, now: &Reading) -> String {
    let used = (now.value - before.value) * meter.multiplier;
    format!(
        "自{}的{}到{}的{}，乘倍率{}，用电{} kWh",
        before.read_on,
        before.value.normalize(),
        now.read_on,
        now.value.normalize(),
        meter.multiplier.normalize(),
        used.normalize(),
    )
}

/// The last reading of a meter before a day.
pub fn last_before<'a>(readings: &'a [Reading], meter: &str, on: NaiveDate) -> Option<&'a Reading> {
    let earlier = readings
        .iter()
        .filter(|one| one.meter == meter && one.read_on < on);
    earlier.max_by_key(|one| one.read_on)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::vocabulary::CapacityUnit;

    fn said(value: i64, multiplier: i64) -> Option<String> {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let reading = |on, value: i64| Reading {
            meter: "M1".to_owned(),
            read_on: day(on),
            value: value.into(),
        };
        let meter = Meter {
            asset_number: "M1".to_owned(),
            model: String::new(),
            multiplier: multiplier.into(),
            seals: String::new(),
            installed_on: day(1),
            removed_on: None,
        };
        let capacity = Capacity {
            value: 8.into(),
            unit: CapacityUnit::Kilowatt,
        };
        warning(&meter, &reading(1, 100), &reading(11, value), capacity)
    }

    #[test]
    fn the_capacity_day_and_night_is_the_bound() {
        assert_eq!(said(100 + 1920, 1), None, "8 kW × 24 h × 10 days");
        let words = said(100 + 1921, 1).unwrap();
        for part in ["M1", "1921 kWh", "8 kW", "10天", "1920 kWh"] {
            assert!(words.contains(part), "{words}");
        }
        assert!(said(200, 20).is_some(), "times the multiplier");
        assert_eq!(said(100, 600), None);
    }
}
