//! What breach of contract costs, at its edges.

use rust_decimal::Decimal;
use yekuo::model::claim::Payer;
use yekuo::rules::Manual;
use yekuo::rules::breach::{Difference, Equipment, Facts, liability};

use crate::support::day;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Back payment, penalty and both together.
fn owed(facts: Facts) -> [String; 3] {
    let books = Manual::built_in().unwrap().rulebooks;
    let owed = liability(&facts, day("2026-06-01"), &books).unwrap();
    let rule = facts.breach().wire();
    assert!(owed.lines.iter().all(|line| line.rule == rule));
    [owed.back_pay, owed.penalty, owed.amount].map(|yuan| yuan.to_string())
}

fn monthly(yuan: &str, months: Option<&str>) -> Facts {
    Facts::CheaperLine(Difference::Monthly {
        yuan: number(yuan),
        months: months.map(number),
    })
}

fn two_part(basic_fee: &str, months: &str) -> Equipment {
    Equipment::TwoPart {
        basic_fee: number(basic_fee),
        months: number(months),
    }
}

fn other(kw: &str) -> Equipment {
    Equipment::Other { kw: number(kw) }
}

#[test]
fn breach_1_the_difference_and_twice_the_difference() {
    assert_eq!(
        owed(monthly("100", Some("5"))),
        ["500.00", "1000.00", "1500.00"]
    );
    assert_eq!(
        owed(Facts::CheaperLine(Difference::Total(number("333.33")))),
        ["333.33", "666.66", "999.99"]
    );
}

#[test]
fn breach_1_three_months_where_the_dates_are_unknown() {
    assert_eq!(owed(monthly("100", None)), ["300.00", "600.00", "900.00"]);
    let books = Manual::built_in().unwrap().rulebooks;
    let owed = liability(&monthly("100", None), day("2026-06-01"), &books).unwrap();
    let months = &owed.lines[1];
    assert_eq!(months.value.to_string(), "3个月");
    assert!(months.how.contains("查不清"));
}

#[test]
fn breach_1_each_line_starts_from_the_rounded_one_before() {
    // 0.11 × 0.5 = 0.055 → 0.06; twice that is 0.12, not 0.11.
    assert_eq!(owed(monthly("0.11", Some("0.5"))), ["0.06", "0.12", "0.18"]);
}

#[test]
fn breach_2_added_capacity() {
    assert_eq!(
        owed(Facts::AddedCapacity(two_part("2800", "4"))),
        ["11200.00", "33600.00", "44800.00"]
    );
    assert_eq!(
        owed(Facts::AddedCapacity(two_part("2800", "0.5"))),
        ["1400.00", "4200.00", "5600.00"]
    );
    assert_eq!(
        owed(Facts::AddedCapacity(other("7.5"))),
        ["0.00", "375.00", "375.00"]
    );
}

#[test]
fn breach_3_suspended_or_sealed_equipment() {
    let sealed = |equipment, times| Facts::SealedEquipment { equipment, times };
    assert_eq!(
        owed(sealed(two_part("2800", "4"), 1)),
        ["11200.00", "22400.00", "33600.00"]
    );
    assert_eq!(owed(sealed(other("30"), 1)), ["0.00", "900.00", "900.00"]);
    assert_eq!(owed(sealed(other("30"), 3)), ["0.00", "2700.00", "2700.00"]);
    assert!(sealed(other("1"), 1).note().unwrap().contains("私自增容"));
    assert_eq!(Facts::AddedCapacity(other("1")).note(), None);
}

#[test]
fn breach_4_each_time_by_class() {
    let of = |payer, times| owed(Facts::Metering { payer, times });
    assert_eq!(of(Payer::Resident, 1), ["0.00", "500.00", "500.00"]);
    assert_eq!(of(Payer::Resident, 2), ["0.00", "1000.00", "1000.00"]);
    assert_eq!(of(Payer::Other, 1), ["0.00", "5000.00", "5000.00"]);
}

#[test]
fn breach_5_by_the_kilowatt() {
    let of = |kw| owed(Facts::ForeignSource { kw: number(kw) });
    assert_eq!(of("10"), ["0.00", "5000.00", "5000.00"]);
    // kW are not rounded, yuan are.
    assert_eq!(of("0.0001"), ["0.00", "0.05", "0.05"]);
    assert_eq!(of("20000000"), ["0.00", "10000000000.00", "10000000000.00"]);
}

#[test]
fn breach_1_what_no_receipt_can_carry_is_not_worked_out() {
    let books = Manual::built_in().unwrap().rulebooks;
    let huge = monthly("10000000000", Some("10000000000"));
    let failed = liability(&huge, day("2026-06-01"), &books).unwrap_err();
    assert!(failed.to_string().contains("太大"));
}
