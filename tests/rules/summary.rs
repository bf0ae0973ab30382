//! AUDIT-4: what counts in which month, and what every row must hold.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use yekuo::model::summary::{Month, Period, Row, YearToDate};
use yekuo::model::vocabulary::{Class, Kind};
use yekuo::rules::summary::adjusted::{Known, adjustments};
use yekuo::rules::summary::period::period;
use yekuo::rules::summary::rows::{Count, Unbalanced, check, ends_where, rows};
use yekuo::rules::summary::{Counted, Ending};

fn month(name: &str, first_day: u32) -> Period {
    period(name.parse::<Month>().unwrap(), first_day)
}

/// A resident's new connection of 8 kVA: `accepted [completed|voided day]`.
fn case(number: &str, text: &str) -> Counted {
    let words: Vec<&str> = text.split(' ').collect();
    let ending = words.get(1).map(|how| {
        let day = words[2].parse().unwrap();
        match *how {
            "completed" => Ending::Completed(day),
            _ => Ending::Voided(day),
        }
    });
    Counted {
        number: number.to_owned(),
        kind: Kind::NewConnection,
        class: Class::Resident,
        kva: Decimal::from(8),
        accepted_on: words[0].parse().unwrap(),
        ending,
        overdue: false,
        on_time: true,
        working_days: 4,
    }
}

fn counted(days: Period, cases: &[Counted], frozen: Option<&[Known]>) -> Vec<Row> {
    let year = BTreeMap::<(Kind, Class), YearToDate>::new();
    let count = Count {
        month: days,
        year_from: "2026-01-01".parse().unwrap(),
        cases,
        frozen,
        year: &year,
    };
    rows([(Kind::NewConnection, Class::Resident)], count)
}

/// start accepted adjusted completed voided end, in cases.
fn figures(row: &Row) -> [i64; 6] {
    [
        row.start,
        row.accepted,
        row.adjusted,
        row.completed,
        row.voided,
        row.end,
    ]
    .map(|tally| tally.cases)
}

fn one(name: &str, first_day: u32, text: &str) -> [i64; 6] {
    let rows = counted(month(name, first_day), &[case("1", text)], None);
    check(&rows, None).unwrap();
    assert_eq!(
        figures(&rows[0]),
        figures(&rows[1]),
        "the sums are those of the only row"
    );
    figures(&rows[0])
}

#[test]
fn audit_4_the_last_day_of_a_month_belongs_to_it() {
    assert_eq!(one("2026-10", 1, "2026-10-31"), [0, 1, 0, 0, 0, 1]);
    assert_eq!(one("2026-11", 1, "2026-10-31"), [1, 0, 0, 0, 0, 1]);
    assert_eq!(one("2026-11", 1, "2026-11-01"), [0, 1, 0, 0, 0, 1]);
    let text = "2026-10-05 completed 2026-10-31";
    assert_eq!(one("2026-10", 1, text), [0, 1, 0, 1, 0, 0]);
    assert_eq!(one("2026-11", 1, text), [0; 6]);
    assert_eq!(
        one("2026-10", 1, "2026-10-05 voided 2026-11-01"),
        [0, 1, 0, 0, 0, 1]
    );
    assert_eq!(
        one("2026-11", 1, "2026-10-05 voided 2026-11-01"),
        [1, 0, 0, 0, 1, 0]
    );
}

#[test]
fn audit_4_new_year_and_the_offices_own_period() {
    let text = "2025-12-31 completed 2026-01-01";
    assert_eq!(one("2025-12", 1, text), [0, 1, 0, 0, 0, 1]);
    assert_eq!(one("2026-01", 1, text), [1, 0, 0, 1, 0, 0]);
    // 26…25: both days are January's.
    assert_eq!(one("2026-01", 26, text), [0, 1, 0, 1, 0, 0]);
    assert_eq!(one("2025-12", 26, "2025-12-25"), [0, 1, 0, 0, 0, 1]);
    assert_eq!(one("2026-01", 26, "2025-12-26"), [0, 1, 0, 0, 0, 1]);
    assert_eq!(one("2026-03", 26, "2026-02-26"), [0, 1, 0, 0, 0, 1]);
    assert_eq!(one("2026-02", 26, "2026-02-26"), [0; 6], "not yet");
}

#[test]
fn audit_4_a_case_of_an_earlier_year_is_counted_among_those_completed() {
    let text = "2025-12-30 completed 2026-02-03";
    let rows = counted(month("2026-02", 1), &[case("1", text)], None);
    assert_eq!(rows[0].completed_from_earlier_years.cases, 1);
    let text = "2026-01-01 completed 2026-02-03";
    let rows = counted(month("2026-02", 1), &[case("1", text)], None);
    assert_eq!(rows[0].completed_from_earlier_years.cases, 0);
}

#[test]
fn audit_4_a_void_dated_before_acceptance_still_balances() {
    assert_eq!(
        one("2026-10", 1, "2026-10-01 voided 2026-09-20"),
        [0, 1, 0, 0, 1, 0]
    );
    assert_eq!(one("2026-09", 1, "2026-10-01 voided 2026-09-20"), [0; 6]);
}

#[test]
fn audit_4_rate_and_mean_are_of_the_cases_completed() {
    let mut cases: Vec<Counted> = (0..3)
        .map(|n| case(&n.to_string(), "2026-10-02 completed 2026-10-12"))
        .collect();
    cases[0].on_time = false;
    cases[0].working_days = 6;
    cases.push(case("open", "2026-10-02"));
    let rows = counted(month("2026-10", 1), &cases, None);
    assert_eq!(rows[0].on_time_rate.unwrap().to_string(), "0.6667");
    assert_eq!(rows[0].mean_working_days.unwrap().to_string(), "4.67");
    let none = counted(month("2026-09", 1), &cases, None);
    assert_eq!(
        (none[0].on_time_rate, none[0].mean_working_days),
        (None, None)
    );
}

fn known(number: &str, kva: i64) -> Known {
    Known {
        number: number.to_owned(),
        kind: Kind::NewConnection,
        class: Class::Resident,
        kva: Decimal::from(kva),
    }
}

#[test]
fn audit_4_what_became_known_of_a_frozen_month_stands_in_the_adjusted_column() {
    let november = month("2026-11", 1);
    let frozen = [
        known("open", 8),
        known("late", 8),
        known("more", 5),
        known("gone", 8),
    ];
    let cases = [
        case("open", "2026-10-05"),
        case("late", "2026-10-06 completed 2026-10-30"),
        case("more", "2026-10-07"),
        case("new", "2026-10-31 completed 2026-11-03"),
    ];
    let found: Vec<(String, i64, String)> = adjustments(&frozen, &cases, november)
        .into_iter()
        .map(|one| (one.case, one.cases, one.kva.to_string()))
        .collect();
    let expected = [
        ("gone", -1, "-8"),
        ("late", -1, "-8"),
        ("more", 0, "3"),
        ("new", 1, "8"),
    ];
    let expected = expected.map(|(case, cases, kva)| (case.to_owned(), cases, kva.to_owned()));
    assert_eq!(found, expected);
    let rows = counted(november, &cases, Some(&frozen));
    check(&rows, None).unwrap();
    assert_eq!(figures(&rows[0]), [4, 0, -1, 1, 0, 2]);
    assert_eq!(rows[0].adjusted.kva, Decimal::from(-5));
}

#[test]
fn audit_4_a_row_that_does_not_hold_is_found() {
    let days = month("2026-10", 1);
    let good = counted(days, &[case("1", "2026-10-05")], None);
    let mut bad = good.clone();
    bad[0].end.cases += 1;
    assert!(matches!(check(&bad, None), Err(Unbalanced::Row { .. })));
    let mut bad = good.clone();
    bad[0].end.kva += Decimal::ONE;
    bad[0].start.kva += Decimal::ONE;
    assert_eq!(check(&bad, None), Err(Unbalanced::Total));
    let november = counted(month("2026-11", 1), &[case("1", "2026-10-05")], None);
    check(&november, Some(&good)).unwrap();
    assert_eq!(ends_where(&good, &november), Ok(()));
    let empty = counted(days, &[], None);
    assert!(matches!(
        check(&november, Some(&empty)),
        Err(Unbalanced::Start { .. })
    ));
    assert!(ends_where(&empty, &november).is_err());
}
