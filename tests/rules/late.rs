//! The late-payment charge at its edges.

use rust_decimal::Decimal;
use yekuo::model::claim::Payer;
use yekuo::rules::Manual;
use yekuo::rules::late::{Bill, LateCharge, Payment, charge};
use yekuo::rules::reckoning::Figure;

use crate::support::day;

fn yuan(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn in_parts(payer: Payer, arrears: &str, due: &str, payments: &[(&str, &str)]) -> LateCharge {
    let payments = payments.iter().map(|(on, amount)| Payment {
        on: day(on),
        amount: yuan(amount),
    });
    let bill = Bill {
        payer,
        arrears: yuan(arrears),
        due: day(due),
        payments: payments.collect(),
    };
    charge(&bill, &Manual::built_in().unwrap().rulebooks).unwrap()
}

fn at_once(payer: Payer, arrears: &str, due: &str, paid: &str) -> (u32, String) {
    let charge = in_parts(payer, arrears, due, &[(paid, arrears)]);
    assert_eq!(charge.unpaid, Decimal::ZERO);
    (charge.days, charge.amount.to_string())
}

fn sum(days: u32, amount: &str) -> (u32, String) {
    (days, amount.to_owned())
}

fn lines(charge: &LateCharge) -> Vec<String> {
    let shown = |line: &yekuo::rules::reckoning::Line| {
        format!("{} {} {}", line.what, line.value.plain(), line.rule)
    };
    charge.lines.iter().map(shown).collect()
}

#[test]
fn late_1_from_the_day_after_the_due_day_to_the_day_of_payment() {
    let paid = |on| at_once(Payer::Resident, "100000", "2026-06-10", on);
    assert_eq!(paid("2026-06-10"), sum(0, "0.00"));
    assert_eq!(paid("2026-06-11"), sum(1, "100.00"));
    assert_eq!(paid("2026-06-12"), sum(2, "200.00"));
    assert_eq!(
        at_once(Payer::Resident, "100000", "2024-02-28", "2024-03-01"),
        sum(2, "200.00"),
        "a leap day is a day; rest days count"
    );
}

#[test]
fn late_2_a_resident_pays_one_rate_whatever_the_year() {
    let across = in_parts(
        Payer::Resident,
        "1000",
        "2025-12-30",
        &[("2026-01-02", "1000")],
    );
    assert_eq!(across.amount.to_string(), "3.00");
    let rates = across.lines.iter().filter(|line| line.rule == "LATE-2");
    assert_eq!(rates.count(), 1);
}

#[test]
fn late_3_others_pay_more_from_the_first_of_january() {
    let other = |due, paid| at_once(Payer::Other, "1000", due, paid);
    assert_eq!(other("2025-12-30", "2025-12-31"), sum(1, "2.00"));
    assert_eq!(other("2025-12-30", "2026-01-01"), sum(2, "5.00"));
    // Due on the last day of the year: its own year has no overdue day.
    assert_eq!(other("2025-12-31", "2025-12-31"), sum(0, "0.00"));
    assert_eq!(other("2025-12-31", "2026-01-01"), sum(1, "3.00"));
    // The year after next is a later year like the next.
    assert_eq!(other("2024-12-21", "2026-01-10"), sum(385, "1145.00"));
    let across = in_parts(
        Payer::Other,
        "1000",
        "2025-12-30",
        &[("2026-01-02", "1000")],
    );
    assert_eq!(
        lines(&across),
        [
            "逾期天数 3 LATE-1",
            "当年违约金（2025-12-31至2025-12-31） 2.00 LATE-3",
            "跨年度违约金（2026-01-01至2026-01-02） 6.00 LATE-3",
            "各段合计 8.00 LATE-4",
            "应收违约金 8.00 LATE-4",
        ]
    );
}

#[test]
fn late_4_under_one_yuan_is_one_yuan() {
    let one_day = |arrears| at_once(Payer::Resident, arrears, "2026-06-10", "2026-06-11").1;
    assert_eq!(one_day("0.01"), "1.00");
    assert_eq!(one_day("999.99"), "1.00");
    assert_eq!(one_day("1000"), "1.00");
    // 1.004 and 1.005: rounded once, half away from zero.
    assert_eq!(one_day("1004"), "1.00");
    assert_eq!(one_day("1005"), "1.01");
    assert_eq!(
        at_once(Payer::Resident, "1", "2026-06-10", "2026-06-10").1,
        "0.00",
        "the least amount is for those who are late"
    );
}

#[test]
fn late_4_part_payments_on_the_unpaid_principal() {
    let parts = [("2026-03-30", "400"), ("2026-03-20", "600")];
    let charge = in_parts(Payer::Other, "1000", "2026-03-10", &parts);
    assert_eq!((charge.days, charge.amount.to_string()), sum(20, "28.00"));
    assert_eq!(
        lines(&charge)[1..3],
        [
            "当年违约金（2026-03-11至2026-03-20） 20.00 LATE-3",
            "当年违约金（2026-03-21至2026-03-30） 8.00 LATE-3",
        ]
    );
    // What came on the due day was in time.
    let parts = [("2026-03-10", "600"), ("2026-03-20", "400")];
    let charge = in_parts(Payer::Other, "1000", "2026-03-10", &parts);
    assert_eq!((charge.days, charge.amount.to_string()), sum(10, "8.00"));
}

#[test]
fn late_4_the_least_amount_and_the_rounding_once_a_bill() {
    // 0.3 + 0.2 + 0.1: no part makes a yuan of its own, nor does all of it.
    let parts = [
        ("2026-06-11", "100"),
        ("2026-06-12", "100"),
        ("2026-06-13", "100"),
    ];
    let charge = in_parts(Payer::Resident, "300", "2026-06-10", &parts);
    assert_eq!(charge.amount.to_string(), "1.00");
    // 2.004 + 1.001: rounded one by one they would lose a fen.
    let parts = [("2026-06-11", "1003"), ("2026-06-12", "1001")];
    let charge = in_parts(Payer::Resident, "2004", "2026-06-10", &parts);
    assert_eq!(charge.amount.to_string(), "3.01");
}

#[test]
fn late_1_the_charge_goes_on_for_what_is_not_paid() {
    let parts = [("2026-03-20", "600")];
    let charge = in_parts(Payer::Other, "1000", "2026-03-10", &parts);
    assert_eq!(charge.amount.to_string(), "20.00");
    assert_eq!(charge.unpaid, yuan("400"));
    let last = charge.lines.last().unwrap();
    assert_eq!(last.value, Figure::Yuan(yuan("400")));
    assert!(last.how.contains("2026-03-20以后"), "{}", last.how);
}

#[test]
fn late_4_ten_billion_yuan_lose_nothing() {
    let ten_billion = |days| at_once(Payer::Other, "9999999999.99", "2026-01-31", days).1;
    assert_eq!(ten_billion("2026-02-01"), "20000000.00");
    assert_eq!(ten_billion("2027-01-01"), "6709999999.99");
}

#[test]
fn late_2_the_rate_in_force_on_the_first_overdue_day() {
    let mut manual = Manual::built_in().unwrap();
    let book = "name = \"own\"\ntitle = \"本地规定\"\nin_force_from = \"2026-06-11\"\n[[rule]]\nid = \"LATE-2\"\n\
                text = \"居民每天0.05%\"\n[[rule.parameter]]\nkey = \"late.resident\"\nvalue = \"0.05\"\n\
                unit = \"percent\"\narticle = \"本地文件\"\n";
    manual.add_rulebook(book).unwrap();
    let of = |due: &str, paid: &str| {
        let bill = Bill {
            payer: Payer::Resident,
            arrears: yuan("100000"),
            due: day(due),
            payments: vec![Payment {
                on: day(paid),
                amount: yuan("100000"),
            }],
        };
        charge(&bill, &manual.rulebooks).unwrap().amount.to_string()
    };
    assert_eq!(of("2026-06-09", "2026-06-11"), "200.00");
    assert_eq!(of("2026-06-10", "2026-06-11"), "50.00");
    // A rate stays a rate.
    let wrong = book
        .replace("percent", "yuan")
        .replace("2026-06-11", "2027-01-01");
    let refused = manual.add_rulebook(&wrong).unwrap_err().to_string();
    assert!(refused.contains("late.resident"), "{refused}");
}
