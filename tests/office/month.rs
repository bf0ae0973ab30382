//! The month's summary: frozen when it is exported, corrected in the next, and the same as an independent count.

use yekuo::model::summary::{Figure, Month, Summary};
use yekuo::office::demo::{self, Request};
use yekuo::office::summary::{freeze, summary};
use yekuo::office::{Office, OfficeError, settings, step, void, withdraw};
use yekuo::rules::step_entry::StepEntry;
use yekuo::store::event;

use crate::support::{Window, draft, entry, file, now, walk};

fn month(name: &str) -> Month {
    name.parse().unwrap()
}

fn look(window: &Window, name: &str) -> Summary {
    let seen = window
        .office
        .look(&window.desk, |work| summary(work, month(name)));
    seen.unwrap()
}

fn freeze_on(window: &mut Window, today: &str, name: &str) -> Result<Summary, OfficeError> {
    window.desk.today = today.parse().unwrap();
    window
        .office
        .act(&window.desk, |work| freeze::freeze(work, month(name)))
}

fn rule(outcome: Result<impl std::fmt::Debug, OfficeError>) -> String {
    match outcome {
        Err(OfficeError::Refused(refusals)) => refusals[0].rule.clone(),
        other => panic!("{other:?}"),
    }
}

/// start accepted adjusted completed voided end, in cases.
fn figures(summary: &Summary) -> [i64; 6] {
    let row = summary.total().unwrap();
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

#[test]
fn audit_4_a_month_that_is_not_over_may_be_looked_at_but_not_frozen() {
    let mut window = Window::open();
    window.accept(&draft());
    assert_eq!(figures(&look(&window, "2026-06")), [0, 1, 0, 0, 0, 1]);
    assert_eq!(
        rule(freeze_on(&mut window, "2026-06-30", "2026-06")),
        "AUDIT-4"
    );
    let frozen = freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    assert_eq!(figures(&frozen), [0, 1, 0, 0, 0, 1]);
    let head = event::head(window.office.store().conn()).unwrap();
    assert_eq!(
        (frozen.log.length, frozen.log.hash),
        (head.length, head.hash)
    );
    window.desk.today = "2026-06-01".parse().unwrap();
    let future = window
        .office
        .look(&window.desk, |work| summary(work, month("2026-08")));
    assert_eq!(rule(future), "INPUT");
}

#[test]
fn audit_4_a_step_typed_in_after_the_month_went_out_stands_in_the_next_ones_adjusted_column() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let kept = window.accept(&draft());
    walk(&mut window, &case, "contract_signed");
    let june = freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    assert_eq!(figures(&june), [0, 2, 0, 0, 0, 2]);

    let next = file(&window, &case).next.into_iter().next().unwrap();
    let late = StepEntry {
        on: "2026-06-02".to_owned(),
        ..entry(&next)
    };
    window.desk.now = now("2026-07-02T09:00:00");
    let recorded = window
        .office
        .act(&window.desk, |work| step::record(work, &case, &late));
    recorded.unwrap();
    assert_eq!(look(&window, "2026-06"), june, "what went out stays");
    let july = look(&window, "2026-07");
    assert_eq!(figures(&july), [2, 0, -1, 0, 0, 1]);
    assert_eq!(july.total().unwrap().adjusted.kva.to_string(), "-8");
    assert_eq!(july.adjustments[0].case, case);
    assert!(
        july.adjustments[0].why.contains("2026-06-02办结"),
        "{:?}",
        july.adjustments
    );
    assert_eq!(july.late_entries.len(), 1, "{:?}", july.late_entries);

    // Taken back it would not be what went out; and the day belongs to a month that did.
    let back = window
        .office
        .act(&window.desk, |work| withdraw::withdraw(work, &case, "录错"));
    assert_eq!(rule(back), "AUDIT-4");
    let voided = window
        .office
        .act(&window.desk, |work| void::void(work, &kept, "客户撤回申请"));
    voided.unwrap();
    assert_eq!(figures(&look(&window, "2026-07")), [2, 0, -1, 0, 1, 0]);
}

#[test]
fn audit_4_a_step_of_a_frozen_month_is_not_taken_back_and_one_of_this_month_is() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    walk(&mut window, &case, "survey");
    let withdraw = |window: &mut Window| {
        window
            .office
            .act(&window.desk, |work| withdraw::withdraw(work, &case, "录错"))
    };
    freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    assert_eq!(rule(withdraw(&mut window)), "AUDIT-4");
    let next = file(&window, &case).next.into_iter().next().unwrap();
    window
        .office
        .act(&window.desk, |work| {
            step::record(work, &case, &entry(&next))
        })
        .unwrap();
    withdraw(&mut window).unwrap();
}

#[test]
fn audit_4_months_between_are_frozen_with_the_one_that_goes_out() {
    let mut window = Window::open();
    window.accept(&draft());
    freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    let september = freeze_on(&mut window, "2026-10-09", "2026-09").unwrap();
    for name in ["2026-07", "2026-08"] {
        let summary = look(&window, name);
        assert!(summary.frozen.is_some(), "{name}");
        assert_eq!(figures(&summary), [1, 0, 0, 0, 0, 1]);
    }
    let again = freeze_on(&mut window, "2026-10-10", "2026-09").unwrap();
    assert_eq!(again, september, "frozen once");
    // A month before the first that went out can follow, as long as it still ends where that one began.
    let may = freeze_on(&mut window, "2026-10-10", "2026-05").unwrap();
    assert_eq!(figures(&may), [0; 6]);
}

#[test]
fn audit_4_the_first_export_freezes_every_earlier_month_with_business() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let october = freeze_on(&mut window, "2026-11-09", "2026-10").unwrap();
    let mut before: Option<Summary> = None;
    for name in ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"] {
        let summary = look(&window, name);
        assert!(summary.frozen.is_some(), "{name}");
        if let Some(before) = before {
            for (row, last) in summary.rows.iter().zip(&before.rows) {
                assert_eq!(row.start, last.end, "{name} {}", row.chinese());
            }
            let after = summary.frozen.as_ref().unwrap().after.as_ref();
            assert_eq!(after, Some(&before.log), "{name}");
        }
        before = Some(summary);
    }
    assert_eq!(figures(&october), [1, 0, 0, 0, 0, 1]);
    // An earlier one is as it was frozen, whatever was typed in since.
    let next = file(&window, &case).next.into_iter().next().unwrap();
    window.desk.now = now("2026-11-09T09:00:00");
    let reason = ("late_reason".to_owned(), "office".to_owned());
    let mut step = StepEntry {
        on: "2026-06-02".to_owned(),
        ..entry(&next)
    };
    step.fields.extend([reason]);
    let recorded = window
        .office
        .act(&window.desk, |work| step::record(work, &case, &step));
    recorded.unwrap();
    let september = freeze_on(&mut window, "2026-11-09", "2026-09").unwrap();
    assert_eq!(figures(&september), [1, 0, 0, 0, 0, 1]);
}

#[test]
fn audit_4_business_before_the_first_month_that_went_out_is_no_month_of_its_own() {
    let mut window = Window::open();
    window.accept(&draft());
    freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    window.desk.now = now("2026-07-02T09:00:00");
    window.desk.today = "2026-05-20".parse().unwrap();
    let mut early = draft();
    early.applied_on = "2026-05-20".to_owned();
    window.accept(&early);
    assert_eq!(
        rule(freeze_on(&mut window, "2026-07-02", "2026-05")),
        "AUDIT-4"
    );
    window.desk.today = "2026-07-02".parse().unwrap();
    assert_eq!(figures(&look(&window, "2026-07")), [1, 0, 1, 0, 0, 2]);
    freeze_on(&mut window, "2026-07-02", "2026-04").unwrap();
}

#[test]
fn audit_4_a_change_of_the_offices_own_period_leaves_no_day_out() {
    let mut window = Window::open();
    window.accept(&draft());
    freeze_on(&mut window, "2026-07-01", "2026-06").unwrap();
    let change = [("month.first_day".to_owned(), "26".to_owned())];
    window
        .office
        .act(&window.desk, |work| settings::change(work, &change))
        .unwrap();
    let july = look(&window, "2026-07");
    assert_eq!(
        (july.from.to_string(), july.to.to_string()),
        ("2026-07-01".into(), "2026-07-25".into())
    );
    window.desk.today = "2026-08-01".parse().unwrap();
    let august = look(&window, "2026-08");
    assert_eq!(august.from.to_string(), "2026-07-26");
    assert_eq!(figures(&august), [1, 0, 0, 0, 0, 1]);
}

/// What a single query says of a month.
fn count(office: &Office, sql: &str, days: (&str, &str)) -> i64 {
    let conn = office.store().conn();
    conn.query_row(sql, days, |row| row.get("n")).unwrap()
}

#[test]
fn audit_4_the_sample_office_agrees_with_an_independent_count_in_24_months() {
    let dir = tempfile::tempdir().unwrap();
    let at = now("2026-11-23T09:00:00");
    let (mut office, _) = Office::open(dir.path(), at).unwrap();
    let desk = yekuo::office::Desk {
        today: at.date(),
        now: at,
        operator: "王芳".to_owned(),
    };
    office
        .act_as_founder(&desk, |work| demo::fill(work, &Request::default()))
        .unwrap();
    let mut name = month("2024-12");
    let mut before: Option<Summary> = None;
    let mut seen = 0;
    while name <= month("2026-11") {
        let summary = office.look(&desk, |work| summary(work, name)).unwrap();
        let (from, to) = (summary.from.to_string(), summary.to.to_string());
        let days = (from.as_str(), to.as_str());
        let figure = |sql: &str| count(&office, sql, days);
        let expected = [
            figure(
                "SELECT count(*) AS n FROM service_case WHERE accepted_on < ?1 AND (completed_on IS NULL OR completed_on >= ?1) AND (voided_on IS NULL OR voided_on >= ?1) AND ?2 = ?2",
            ),
            figure("SELECT count(*) AS n FROM service_case WHERE accepted_on BETWEEN ?1 AND ?2"),
            0,
            figure("SELECT count(*) AS n FROM service_case WHERE completed_on BETWEEN ?1 AND ?2"),
            figure(
                "SELECT count(*) AS n FROM service_case WHERE voided_on BETWEEN ?1 AND ?2 AND accepted_on IS NOT NULL",
            ),
            figure(
                "SELECT count(*) AS n FROM service_case WHERE accepted_on <= ?2 AND (completed_on IS NULL OR completed_on > ?2) AND (voided_on IS NULL OR voided_on > ?2) AND ?1 = ?1",
            ),
        ];
        assert_eq!(figures(&summary), expected, "{name}");
        let own = summary.total().unwrap().on_time_rate;
        assert_eq!(summary.months.last().unwrap().on_time_rate, own);
        if let (Some(before), false) = (&before, name == name.january()) {
            let there = &summary.months[summary.months.len() - 2];
            let rate = before.total().unwrap().on_time_rate;
            assert_eq!(there.on_time_rate, rate, "{name}: frozen or not");
        }
        let sealed = "SELECT coalesce(-sum(t.value ->> '$.kva'), 0) AS n
                        FROM service_case c, json_each(c.application, '$.change.suspension.transformers') t
                       WHERE c.kind = 'suspension' AND c.completed_on BETWEEN ?1 AND ?2";
        let rows = summary.rows.iter();
        let counted: rust_decimal::Decimal = rows
            .filter(|row| row.kind == Some(yekuo::model::vocabulary::Kind::Suspension))
            .map(|row| row.completed.kva)
            .sum();
        let by_hand = office
            .store()
            .conn()
            .query_row(sealed, days, |row| row.get::<_, f64>("n"));
        assert_eq!(
            counted.to_string().parse::<f64>().unwrap(),
            by_hand.unwrap(),
            "{name}"
        );
        if let Some(before) = &before {
            for (row, last) in summary.rows.iter().zip(&before.rows) {
                assert_eq!(row.start, last.end, "{name} {}", row.chinese());
            }
        }
        let year = summary.total().unwrap().year;
        let from_january = count(
            &office,
            "SELECT count(*) AS n FROM service_case WHERE accepted_on BETWEEN ?1 AND ?2",
            (&name.january().day(1).to_string(), days.1),
        );
        assert_eq!(year.accepted.cases, from_january, "{name}");
        seen += year.accepted.cases;
        before = Some(summary);
        name = name.next();
    }
    assert!(seen > 100, "the sample office has cases");
}

#[test]
fn audit_4_a_case_not_on_time_names_the_step_that_was_late() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    window.desk.today = "2026-07-20".parse().unwrap();
    window.desk.now = now("2026-07-20T09:00:00");
    while let Some(next) = file(&window, &case).next.into_iter().next() {
        if file(&window, &case).case.completed_on.is_some() {
            break;
        }
        let mut entry = entry(&next);
        let reason = ("late_reason".to_owned(), "office".to_owned());
        entry.fields.extend([reason]);
        window
            .office
            .act(&window.desk, |work| step::record(work, &case, &entry))
            .unwrap();
        if next.step.as_str() == "plan_answered" {
            window.desk.today = "2026-08-03".parse().unwrap();
            window.desk.now = now("2026-08-03T09:00:00");
        }
    }
    let august = look(&window, "2026-08");
    let total = august.total().unwrap();
    assert_eq!((total.completed.cases, total.on_time), (1, 0));
    assert_eq!(august.behind(total, Figure::NotOnTime).len(), 1);
    let earlier = august
        .late_of(&case)
        .filter(|step| step.done < Some(august.from));
    assert!(earlier.count() > 0, "{:?}", august.late);
    let sheet = yekuo::report::lists::late(&august);
    let rows = sheet.rows.iter().filter(|row| {
        row.last()
            .map(yekuo::report::columns::Cell::chinese)
            .as_deref()
            == Some("以前超期，本期办结")
    });
    assert!(rows.count() > 0, "{sheet:?}");
}
