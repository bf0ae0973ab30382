//! NEW-3 and NEW-9: the factory on 10 kV.

use serde_json::json;
use yekuo::model::application::Application;
use yekuo::model::case::StepRecord;
use yekuo::model::document::DocumentState;
use yekuo::model::vocabulary::{Class, StepResult};
use yekuo::rules::step_entry::StepEntry;

use crate::support::{application, entry, limits, objections_of, record, rules};

fn dual() -> Application {
    let mut factory = application(Class::HighVoltage);
    let source = |role: &str| json!({ "voltage": "10kV", "capacity": "400", "line": "public", "role": role });
    factory.sources = serde_json::from_value(json!([source("main"), source("standby")])).unwrap();
    factory
}

fn passed(steps: &[(&str, &str)]) -> Vec<StepRecord> {
    steps
        .iter()
        .map(|(step, on)| record(step, on, &[]))
        .collect()
}

/// Accepted on Monday 2026-06-01, answered on 06-12.
fn answered() -> Vec<StepRecord> {
    passed(&[
        ("survey", "2026-06-03"),
        ("plan_drafted", "2026-06-10"),
        ("plan_approved", "2026-06-11"),
        ("plan_answered", "2026-06-12"),
    ])
}

fn cleared() -> Vec<StepRecord> {
    let mut records = answered();
    records.extend(passed(&[
        ("design_submitted", "2026-06-15"),
        ("design_reviewed", "2026-06-25"),
        ("construction_cleared", "2026-06-26"),
    ]));
    records
}

fn completion(self_checked_on: &str) -> StepEntry {
    let fields = [
        ("applied_by", "工厂"),
        ("self_checked_on", self_checked_on),
        ("self_check", "合格"),
    ];
    entry("completion_applied", "2026-08-03", &fields)
}

fn inspection(interlock: &str, result: &str) -> StepEntry {
    let fields = [
        ("inspected_by", "陈志强"),
        (
            "items",
            r#"[{"item":"变压器","standard":"GB 50150","result":"pass","remark":""}]"#,
        ),
        ("interlock", interlock),
        ("fault_list", r#"[{"text":"闭锁失灵"}]"#),
        ("rectify_by", "2026-08-10"),
        ("basis", "设计"),
    ];
    StepEntry {
        result: result.to_owned(),
        ..entry("inspected", "2026-08-05", &fields)
    }
}

#[test]
fn new_3_fifteen_working_days_with_one_source_thirty_with_two() {
    // 06-01 + 15 working days over the Dragon Boat holiday (Friday 06-19) → 06-23; + 30 → 07-14.
    for (application, day, after) in [
        (application(Class::HighVoltage), "2026-06-23", "2026-06-24"),
        (dual(), "2026-07-14", "2026-07-15"),
    ] {
        let due = format!("plan_answered {day} {day}");
        assert_eq!(limits(&application, &[], day), [format!("{due} 进行中")]);
        assert_eq!(limits(&application, &[], after), [format!("{due} 超期")]);
    }
}

#[test]
fn new_3_a_design_is_reviewed_within_thirty_days() {
    let factory = application(Class::HighVoltage);
    let mut records = answered();
    records.push(record("design_submitted", "2026-06-15", &[]));
    let last = |records: &[StepRecord], today| limits(&factory, records, today).pop().unwrap();
    assert_eq!(
        last(&records, "2026-07-15"),
        "design_reviewed 2026-07-15 2026-07-15 进行中"
    );
    assert_eq!(
        last(&records, "2026-07-16"),
        "design_reviewed 2026-07-15 2026-07-15 超期"
    );
    // Across New Year's Day into a year without a calendar: 2026-12-02 + 30 = 2027-01-01 → 01-04.
    records.pop();
    records.push(record("design_submitted", "2026-12-02", &[]));
    assert_eq!(
        last(&records, "2026-12-31"),
        "design_reviewed 2027-01-01 2027-01-04 进行中"
    );
}

#[test]
fn new_3_energised_within_five_working_days() {
    let factory = application(Class::HighVoltage);
    let mut records = cleared();
    records.extend(passed(&[
        ("midway_inspected", "2026-07-10"),
        ("completion_applied", "2026-08-03"),
        ("inspected", "2026-08-05"),
        ("contract_signed", "2026-08-06"),
        ("fees_settled", "2026-08-07"),
    ]));
    let last = |today| limits(&factory, &records, today).pop().unwrap();
    assert_eq!(last("2026-08-14"), "energised 2026-08-14 2026-08-14 进行中");
    assert_eq!(last("2026-08-15"), "energised 2026-08-14 2026-08-14 超期");
}

#[test]
fn new_3_hidden_works_are_inspected_midway_before_completion() {
    let mut records = cleared();
    let factory = {
        let mut factory = application(Class::HighVoltage);
        for number in 1..=8 {
            factory
                .documents
                .insert(format!("DOC-8.{number}"), DocumentState::Copy);
        }
        factory
    };
    let against = |records: &[StepRecord], entry| {
        let found = objections_of(&factory, records, "2026-08-10", entry);
        rules(&found)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(against(&records, completion("2026-08-01")), ["NEW-3"]);
    records.push(StepRecord {
        result: StepResult::Fail,
        ..record("midway_inspected", "2026-07-10", &[])
    });
    assert_eq!(against(&records, completion("2026-08-01")), ["NEW-3"]);
    records.push(record("midway_inspected", "2026-07-15", &[]));
    assert_eq!(against(&records, completion("2026-08-01")), [""; 0]);
}

#[test]
fn new_3_the_customer_checks_himself_first() {
    let mut records = cleared();
    records.push(record("midway_inspected", "2026-07-10", &[]));
    let mut factory = application(Class::HighVoltage);
    for number in 1..=8 {
        factory
            .documents
            .insert(format!("DOC-8.{number}"), DocumentState::Copy);
    }
    for (day, expected) in [
        ("2026-08-02", vec![]),
        ("2026-08-03", vec![]),
        ("2026-08-04", vec!["NEW-3"]),
        ("", vec!["INPUT"]),
    ] {
        let found = objections_of(&factory, &records, "2026-08-10", completion(day));
        assert_eq!(rules(&found), expected, "{day}");
    }
}

#[test]
fn doc_6_and_doc_8_incomplete_at_their_step_are_refused_by_name() {
    let factory = application(Class::HighVoltage);
    let design = entry(
        "design_submitted",
        "2026-06-15",
        &[
            ("submitted_by", "甲"),
            ("designer", "乙"),
            ("designer_licence", "丙"),
            ("drawings", "9"),
        ],
    );
    let found = objections_of(&factory, &answered(), "2026-08-10", design);
    assert_eq!(rules(&found), ["DOC-6"; 13]);
    let mut records = cleared();
    records.push(record("midway_inspected", "2026-07-10", &[]));
    let found = objections_of(&factory, &records, "2026-08-10", completion("2026-08-01"));
    assert_eq!(rules(&found), ["DOC-8"; 8]);
}

#[test]
fn new_9_no_second_feed_passes_without_its_interlock_checked() {
    let mut records = cleared();
    records.extend(passed(&[
        ("midway_inspected", "2026-07-10"),
        ("completion_applied", "2026-08-03"),
    ]));
    let own_generation = {
        let mut factory = application(Class::HighVoltage);
        factory.own_generation = Some("柴油发电机 100 kW".to_owned());
        factory
    };
    let single = application(Class::HighVoltage);
    for (application, interlock, result, expected) in [
        (&dual(), "checked", "pass", vec![]),
        (&dual(), "faulty", "pass", vec!["NEW-9"]),
        (&dual(), "none", "pass", vec!["NEW-9"]),
        (&dual(), "", "pass", vec!["NEW-9"]),
        (&dual(), "faulty", "fail", vec![]),
        (&dual(), "", "fail", vec![]),
        (&dual(), "none", "fail", vec!["NEW-9"]),
        (&single, "none", "fail", vec![]),
        (&own_generation, "", "pass", vec!["NEW-9"]),
        (&own_generation, "checked", "pass", vec![]),
        (&single, "", "pass", vec![]),
    ] {
        let entry = inspection(interlock, result);
        let found = objections_of(application, &records, "2026-08-10", entry);
        assert_eq!(rules(&found), expected, "{interlock} {result}");
    }
}
