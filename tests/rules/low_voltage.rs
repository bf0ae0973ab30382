//! NEW-2 and NEW-7: the mill and the shop.

use yekuo::model::case::StepRecord;
use yekuo::model::document::DocumentState;
use yekuo::model::vocabulary::{Class, StepResult};
use yekuo::rules::step_entry::StepEntry;

use crate::support::{application, entry, limits, objections_of, record, rules};

fn failed(step: &str, on: &str) -> StepRecord {
    StepRecord {
        result: StepResult::Fail,
        ..record(step, on, &[])
    }
}

/// Accepted on Monday 2026-06-01, the plan answered on 06-05.
fn answered() -> Vec<StepRecord> {
    let steps = ["survey", "plan_drafted", "plan_approved", "plan_answered"];
    steps.map(|step| record(step, "2026-06-05", &[])).to_vec()
}

/// Cleared for construction on 2026-06-15, completion applied for on 07-01.
fn built() -> Vec<StepRecord> {
    let mut records = answered();
    for (step, on) in [
        ("design_submitted", "2026-06-08"),
        ("design_reviewed", "2026-06-12"),
        ("construction_cleared", "2026-06-15"),
        ("completion_applied", "2026-07-01"),
    ] {
        records.push(record(step, on, &[]));
    }
    records
}

fn against(records: &[StepRecord], entry: StepEntry) -> Vec<String> {
    let mill = application(Class::LowVoltage);
    let found = objections_of(&mill, records, "2026-07-10", entry);
    rules(&found).iter().map(ToString::to_string).collect()
}

const REVIEW: [(&str, &str); 1] = [("reviewed_by", "陈志强")];
const CLEARED: [(&str, &str); 2] = [("builder", "安装公司"), ("builder_licence", "四级 1号")];
const COMPLETION: [(&str, &str); 1] = [("applied_by", "米厂")];
const ITEMS: &str = r#"[{"item":"接地","standard":"GB 50169","result":"pass","remark":""}]"#;

#[test]
fn new_2_the_plan_is_answered_within_seven_days() {
    let mill = application(Class::LowVoltage);
    let plan = |today| limits(&mill, &[], today);
    assert_eq!(
        plan("2026-06-08"),
        ["plan_answered 2026-06-08 2026-06-08 进行中"]
    );
    assert_eq!(
        plan("2026-06-09"),
        ["plan_answered 2026-06-08 2026-06-08 超期"]
    );
}

#[test]
fn new_2_drawings_are_reviewed_within_ten_days_of_each_submission() {
    let mill = application(Class::LowVoltage);
    let mut records = answered();
    records.push(record("design_submitted", "2026-06-08", &[]));
    // 06-18 is a Thursday, the day before the holiday.
    let last = |records: &[StepRecord], today| limits(&mill, records, today).pop().unwrap();
    assert_eq!(
        last(&records, "2026-06-18"),
        "design_reviewed 2026-06-18 2026-06-18 进行中"
    );
    assert_eq!(
        last(&records, "2026-06-22"),
        "design_reviewed 2026-06-18 2026-06-18 超期"
    );
    records.push(failed("design_reviewed", "2026-06-18"));
    assert_eq!(
        last(&records, "2026-06-30"),
        "design_reviewed 2026-06-18 2026-06-18 按期",
        "comments given in time are in time"
    );
    // The second round: 06-23 + 10 = 07-03.
    records.push(record("design_submitted", "2026-06-23", &[]));
    assert_eq!(
        last(&records, "2026-07-03"),
        "design_reviewed 2026-07-03 2026-07-03 进行中"
    );
    records.push(record("design_reviewed", "2026-07-06", &[]));
    let both = limits(&mill, &records, "2026-07-10");
    assert_eq!(
        both[1..],
        [
            "design_reviewed 2026-06-18 2026-06-18 按期",
            "design_reviewed 2026-07-03 2026-07-03 逾期完成",
        ]
    );
}

#[test]
fn new_2_a_review_that_runs_into_the_dragon_boat_holiday_moves_past_it() {
    let mill = application(Class::LowVoltage);
    let mut records = answered();
    // 06-09 + 10 = 06-19, the first day of the holiday (19–21).
    records.push(record("design_submitted", "2026-06-09", &[]));
    let last = limits(&mill, &records, "2026-06-22").pop().unwrap();
    assert_eq!(last, "design_reviewed 2026-06-19 2026-06-22 进行中");
}

#[test]
fn new_2_energised_within_five_working_days_of_the_last_of_three() {
    let mill = application(Class::LowVoltage);
    let mut records = built();
    records.push(record("fees_settled", "2026-06-10", &[]));
    records.push(record("inspected", "2026-07-02", &[]));
    assert_eq!(
        limits(&mill, &records, "2026-07-03").len(),
        2,
        "not yet open"
    );
    // Friday 07-03 + 5 working days → Friday 07-10.
    records.push(record("contract_signed", "2026-07-03", &[]));
    let last = |today| limits(&mill, &records, today).pop().unwrap();
    assert_eq!(last("2026-07-10"), "energised 2026-07-10 2026-07-10 进行中");
    assert_eq!(last("2026-07-13"), "energised 2026-07-10 2026-07-10 超期");
}

#[test]
fn new_2_no_construction_before_a_passed_review() {
    let mut records = answered();
    let clear = || entry("construction_cleared", "2026-06-20", &CLEARED);
    assert_eq!(against(&records, clear()), ["NEW-2"]);
    records.push(record("design_submitted", "2026-06-08", &[]));
    assert_eq!(against(&records, clear()), ["NEW-2"]);
    records.push(failed("design_reviewed", "2026-06-12"));
    assert_eq!(against(&records, clear()), ["NEW-2"]);
    records.push(record("design_submitted", "2026-06-15", &[]));
    records.push(record("design_reviewed", "2026-06-18", &[]));
    assert_eq!(against(&records, clear()), [""; 0]);
}

#[test]
fn new_2_a_failed_review_gives_its_comments_at_once() {
    let mut records = answered();
    records.push(record("design_submitted", "2026-06-08", &[]));
    let review = |comments: &str| StepEntry {
        result: "fail".to_owned(),
        fields: crate::support::pairs(&[("reviewed_by", "陈志强"), ("comments", comments)]),
        ..entry("design_reviewed", "2026-06-12", &REVIEW)
    };
    assert_eq!(against(&records, review("")), ["INPUT"]);
    assert_eq!(against(&records, review("[]")), ["INPUT"]);
    assert_eq!(
        against(&records, review(r#"[{"text":"间距不足"}]"#)),
        [""; 0]
    );
}

#[test]
fn new_2_licences_are_recorded() {
    let mut records = answered();
    let submitted = [
        ("submitted_by", "甲"),
        ("designer", "设计公司"),
        ("drawings", "3"),
    ];
    assert_eq!(
        against(
            &records,
            entry("design_submitted", "2026-06-08", &submitted)
        ),
        ["INPUT"]
    );
    records.push(record("design_submitted", "2026-06-08", &[]));
    records.push(record("design_reviewed", "2026-06-12", &[]));
    assert_eq!(
        against(
            &records,
            entry("construction_cleared", "2026-06-15", &CLEARED[..1])
        ),
        ["INPUT"]
    );
}

#[test]
fn new_2_no_contract_before_a_passed_inspection_and_no_power_before_three() {
    let mut records = built();
    let contract = || {
        let fields = [("customer_signature", "seal"), ("office_sealed", "yes")];
        entry("contract_signed", "2026-07-03", &fields)
    };
    assert_eq!(against(&records, contract()), ["NEW-2"]);
    records.push(failed("inspected", "2026-07-02"));
    assert_eq!(against(&records, contract()), ["NEW-2"]);
    records.push(record("completion_applied", "2026-07-02", &[]));
    records.push(record("inspected", "2026-07-03", &[]));
    assert_eq!(against(&records, contract()), [""; 0]);
    let power = [
        ("meter", "A1"),
        ("meter_model", "三相"),
        ("reading", "0"),
        ("seals", "1"),
        ("worker", "甲"),
        ("second_worker", "乙"),
    ];
    assert_eq!(
        against(&records, entry("energised", "2026-07-03", &power)),
        ["NEW-2", "NEW-2"],
        "neither fees nor contract"
    );
}

#[test]
fn doc_7_completion_papers_are_named_one_by_one() {
    let mut records = built();
    records.pop();
    let complete = || entry("completion_applied", "2026-07-01", &COMPLETION);
    assert_eq!(against(&records, complete()), ["DOC-7"; 6]);
    let mut mill = application(Class::LowVoltage);
    for number in 1..=6 {
        mill.documents
            .insert(format!("DOC-7.{number}"), DocumentState::Copy);
    }
    assert_eq!(objections_of(&mill, &records, "2026-07-10", complete()), []);
    mill.documents.remove("DOC-7.3");
    let found = objections_of(&mill, &records, "2026-07-10", complete());
    assert!(found.len() == 1 && found[0].message.contains("试验报告"));
}

#[test]
fn new_7_an_inspected_item_names_its_standard_and_a_faulty_one_does_not_pass() {
    let records = built();
    let inspect = |items: &str, result: &str| StepEntry {
        result: result.to_owned(),
        ..entry(
            "inspected",
            "2026-07-02",
            &[
                ("inspected_by", "陈志强"),
                ("items", items),
                ("fault_list", r#"[{"text":"接地电阻过大"}]"#),
                ("rectify_by", "2026-07-09"),
                ("basis", "设计"),
            ],
        )
    };
    assert_eq!(against(&records, inspect(ITEMS, "pass")), [""; 0]);
    let nameless = ITEMS.replace("GB 50169", "");
    assert_eq!(against(&records, inspect(&nameless, "pass")), ["NEW-7"]);
    assert_eq!(against(&records, inspect(&nameless, "fail")), ["NEW-7"]);
    let faulty = ITEMS.replace("\"pass\"", "\"fail\"");
    assert_eq!(against(&records, inspect(&faulty, "pass")), ["NEW-2"]);
    assert_eq!(against(&records, inspect(&faulty, "fail")), [""; 0]);
}

#[test]
fn new_2_a_step_is_left_out_only_where_a_rulebook_lists_it() {
    let leave_out = StepEntry {
        result: "not_required".to_owned(),
        ..entry("design_submitted", "2026-06-08", &[("reason", "容量小")])
    };
    assert_eq!(against(&answered(), leave_out), ["NEW-2"]);
}

#[test]
fn new_2_no_contract_bears_a_day_before_the_inspection_passed() {
    let mut records = built();
    records.push(record("inspected", "2026-07-02", &[]));
    let sign = |customer: &str| {
        let fields = [
            ("customer_signed_on", customer),
            ("office_signed_on", "2026-07-03"),
        ];
        let signed = against(&records, entry("contract_signed", "2026-07-03", &fields));
        signed.into_iter().filter(|rule| rule == "NEW-2").count()
    };
    assert_eq!(sign("2026-07-01"), 1);
    assert_eq!(sign("2026-07-02"), 0);
}

#[test]
fn new_2_building_does_not_begin_before_it_is_cleared() {
    let mut records = built();
    records.truncate(6);
    let clear = |starts_on: &str| {
        let mut fields = CLEARED.to_vec();
        fields.push(("starts_on", starts_on));
        against(
            &records,
            entry("construction_cleared", "2026-06-15", &fields),
        )
    };
    assert_eq!(clear("2026-06-14"), ["INPUT"]);
    assert_eq!(clear("2026-06-15"), [""; 0]);
}
