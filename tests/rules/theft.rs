//! Stolen energy at its edges.

use rust_decimal::Decimal;
use yekuo::model::claim::{EnergyUse, Phases};
use yekuo::rules::Manual;
use yekuo::rules::theft::{Capacity, Facts, Theft, theft};

use crate::support::day;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of(capacity: Capacity, energy_use: EnergyUse, known: Option<(&str, &str)>) -> Theft {
    let facts = Facts {
        capacity,
        energy_use,
        price: number("0.6"),
        days: known.map(|(days, _)| number(days)),
        hours_per_day: known.map(|(_, hours)| number(hours)),
    };
    let books = Manual::built_in().unwrap().rulebooks;
    theft(&facts, day("2026-06-01"), &books).unwrap()
}

fn tapped(kw: &str) -> Capacity {
    Capacity::Tapped { kw: number(kw) }
}

fn meter(phases: Phases, volts: &str, amps: &str, ct_ratio: Option<&str>) -> Capacity {
    Capacity::Meter {
        amps: number(amps),
        volts: number(volts),
        phases,
        ct_ratio: ct_ratio.map(number),
    }
}

/// The rule of the line that starts so.
fn rule_of<'a>(theft: &'a Theft, what: &str) -> &'a str {
    let mut lines = theft.liability.lines.iter();
    lines.find(|line| line.what.starts_with(what)).unwrap().rule
}

#[test]
fn theft_2_the_energy_and_three_times_its_price() {
    let theft = of(tapped("2"), EnergyUse::Power, Some(("10", "5")));
    assert_eq!(theft.kwh, number("100"));
    let owed = &theft.liability;
    assert_eq!(
        [owed.back_pay, owed.penalty, owed.amount].map(|yuan| yuan.to_string()),
        ["60.00", "180.00", "240.00"]
    );
    assert_eq!(rule_of(&theft, "补交电费"), "THEFT-2");
    assert_eq!(rule_of(&theft, "违约使用电费"), "THEFT-2");
}

#[test]
fn theft_2_the_penalty_starts_from_the_rounded_fee_and_energy_is_not_rounded() {
    let theft = of(tapped("0.0135"), EnergyUse::Power, Some(("1", "1.5")));
    assert_eq!(theft.kwh, number("0.02025"));
    // 0.01215 → 0.01; three times that is 0.03, not 0.04.
    assert_eq!(theft.liability.back_pay, number("0.01"));
    assert_eq!(theft.liability.penalty, number("0.03"));
}

#[test]
fn theft_3_the_equipment_on_a_tapped_line() {
    let theft = of(tapped("7.5"), EnergyUse::Power, Some(("90", "8")));
    assert_eq!(theft.kwh, number("5400"));
    assert_eq!(rule_of(&theft, "窃电量"), "THEFT-3");
    assert_eq!(rule_of(&theft, "窃电日数"), "THEFT-3");
}

#[test]
fn theft_4_the_meters_rated_current() {
    let one_hour = |capacity| of(capacity, EnergyUse::Power, Some(("1", "1"))).kwh;
    assert_eq!(
        one_hour(meter(Phases::Single, "220", "5", None)),
        number("1.1")
    );
    assert_eq!(
        one_hour(meter(Phases::Three, "380", "5", None)),
        number("3.2908")
    );
    assert_eq!(
        one_hour(meter(Phases::Three, "380", "1.5", Some("40"))),
        number("39.4896")
    );
    let theft = of(
        meter(Phases::Single, "220", "5", None),
        EnergyUse::Lighting,
        None,
    );
    assert_eq!(rule_of(&theft, "计费电能表容量"), "THEFT-4");
    assert_eq!(theft.kwh, number("1188"));
}

#[test]
fn theft_5_unknown_time() {
    let power = of(tapped("1"), EnergyUse::Power, None);
    assert_eq!(power.kwh, number("2160"), "180 days of 12 hours");
    let lighting = of(tapped("1"), EnergyUse::Lighting, None);
    assert_eq!(lighting.kwh, number("1080"), "180 days of 6 hours");
    for what in ["窃电日数", "每日窃电时间"] {
        assert_eq!(rule_of(&power, what), "THEFT-5");
    }
    // What was found out stands, also where it is less.
    let facts = Facts {
        capacity: tapped("1"),
        energy_use: EnergyUse::Lighting,
        price: number("0.6"),
        days: Some(number("179")),
        hours_per_day: None,
    };
    let books = Manual::built_in().unwrap().rulebooks;
    let known_days = theft(&facts, day("2026-06-01"), &books).unwrap();
    assert_eq!(known_days.kwh, number("1074"));
    assert_eq!(rule_of(&known_days, "窃电日数"), "THEFT-3");
    assert_eq!(rule_of(&known_days, "每日窃电时间"), "THEFT-5");
}
