//! What is paid for a damaged appliance, at its edges.

use rust_decimal::Decimal;
use yekuo::model::claim::Appliance;
use yekuo::rules::Manual;
use yekuo::rules::damage::{Compensation, Loss, Remedy, compensation};

use crate::support::day;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of(loss: &Loss) -> Compensation {
    let manual = Manual::built_in().unwrap();
    compensation(loss, &manual.rulebooks, &manual.calendar).unwrap()
}

/// Claimed on the day of the damage.
fn loss(appliance: Appliance, price: &str, bought: &str, damaged: &str) -> Loss {
    Loss {
        appliance,
        quantity: 1,
        damaged: day(damaged),
        claimed: day(damaged),
        remedy: Remedy::Payment {
            price: number(price),
            bought: day(bought),
        },
    }
}

/// Amount and completed months.
fn paid(appliance: Appliance, bought: &str, damaged: &str) -> (String, u32) {
    let paid = of(&loss(appliance, "1200", bought, damaged));
    (paid.amount.to_string(), paid.months_used.unwrap())
}

fn sum(amount: &str, months: u32) -> (String, u32) {
    (amount.to_owned(), months)
}

#[test]
fn damage_3_the_seventh_day_or_the_next_working_day() {
    let claimed = |damaged: &str, claimed: &str| {
        let mut loss = loss(Appliance::Motor, "1200", "2020-01-01", damaged);
        loss.claimed = day(claimed);
        of(&loss)
    };
    assert!(claimed("2026-06-01", "2026-06-08").in_time);
    assert!(!claimed("2026-06-01", "2026-06-09").in_time);
    // The seventh day is National Day: until the first working day after the holiday.
    assert!(claimed("2026-09-24", "2026-10-08").in_time);
    let late = claimed("2026-09-24", "2026-10-09");
    assert!(!late.in_time);
    let note = late.note.unwrap();
    assert!(
        note.contains("DAMAGE-3") && note.contains("COUNT-3"),
        "{note}"
    );
    assert!(late.amount > Decimal::ZERO, "for the supervisor to decide");
    assert_eq!(claimed("2026-06-01", "2026-06-01").note, None);
}

#[test]
fn damage_5_a_repair_is_paid_whole() {
    let loss = Loss {
        remedy: Remedy::Repair {
            cost: number("85.5"),
            bought: None,
        },
        ..loss(Appliance::Motor, "1", "2026-01-01", "2026-06-01")
    };
    let paid = of(&loss);
    assert_eq!(paid.amount.to_string(), "85.50");
    assert_eq!(paid.months_used, None);
    assert_eq!(paid.lines.last().unwrap().rule, "DAMAGE-5");
}

#[test]
fn damage_6_six_months_to_the_day_are_paid_whole() {
    let paid = |bought, damaged| paid(Appliance::Motor, bought, damaged);
    assert_eq!(paid("2026-06-01", "2026-06-01"), sum("1200.00", 0));
    assert_eq!(paid("2025-12-15", "2026-06-15"), sum("1200.00", 6));
    assert_eq!(paid("2025-12-15", "2026-06-16"), sum("1150.00", 6));
    // Where the month has no such day, its last (COUNT-2).
    assert_eq!(paid("2025-08-31", "2026-02-28"), sum("1200.00", 6));
    assert_eq!(paid("2025-08-31", "2026-03-01"), sum("1150.00", 6));
}

#[test]
fn damage_6_wear_in_completed_months() {
    let paid = |damaged| paid(Appliance::Electronics, "2024-03-20", damaged);
    assert_eq!(paid("2026-06-19"), sum("940.00", 26));
    assert_eq!(paid("2026-06-20"), sum("930.00", 27));
}

#[test]
fn damage_6_never_under_a_tenth() {
    let paid = |damaged| paid(Appliance::Motor, "2010-01-10", damaged);
    // 129 of 144 months: 125.00 is left; from 130 on it would be under 120.00.
    assert_eq!(paid("2020-10-10"), sum("125.00", 129));
    assert_eq!(paid("2020-11-10"), sum("120.00", 130));
    let lamp = loss(Appliance::Lighting, "0.05", "2020-01-01", "2026-01-01");
    assert_eq!(of(&lamp).amount.to_string(), "0.01", "half away from zero");
}

#[test]
fn damage_6_exactly_a_tenth_is_left() {
    // 108 of 120 months: a tenth by wear and a tenth as the least.
    let tenth = of(&loss(
        Appliance::Electronics,
        "1200",
        "2015-06-01",
        "2024-06-01",
    ));
    assert_eq!(tenth.amount.to_string(), "120.00");
    assert!(tenth.lines.last().unwrap().how.contains("÷ 120"));
}

#[test]
fn damage_7_the_end_of_each_life() {
    for (appliance, last_day, past) in [
        (Appliance::Electronics, "2026-01-09", "2026-01-10"),
        (Appliance::Motor, "2028-01-09", "2028-01-10"),
        (Appliance::Heating, "2021-01-09", "2021-01-10"),
        (Appliance::Lighting, "2018-01-09", "2018-01-10"),
    ] {
        let how = |damaged| {
            let paid = of(&loss(appliance, "1200", "2016-01-10", damaged));
            assert_eq!(paid.amount.to_string(), "120.00", "{appliance}");
            paid.lines.last().unwrap().how.clone()
        };
        assert!(how(last_day).contains("折旧后不到"), "{appliance}");
        assert!(how(past).contains("已到使用寿命"), "{appliance}");
    }
    let half = |appliance, damaged| paid(appliance, "2016-01-10", damaged).0;
    assert_eq!(half(Appliance::Electronics, "2021-01-10"), "600.00");
    assert_eq!(half(Appliance::Motor, "2022-01-10"), "600.00");
    assert_eq!(half(Appliance::Heating, "2018-07-10"), "600.00");
    assert_eq!(half(Appliance::Lighting, "2017-01-10"), "600.00");
}

#[test]
fn damage_6_several_are_rounded_once() {
    // 100 × 137/144 = 95.138…; three of them 285.416…, not 3 × 95.14.
    let mut loss = loss(Appliance::Motor, "100", "2025-10-10", "2026-05-11");
    assert_eq!(of(&loss).amount.to_string(), "95.14");
    loss.quantity = 3;
    assert_eq!(of(&loss).amount.to_string(), "285.42");
    loss.remedy = Remedy::Payment {
        price: number("9999999999.99"),
        bought: day("2026-05-11"),
    };
    assert_eq!(of(&loss).amount.to_string(), "29999999999.97");
}
