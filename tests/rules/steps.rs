//! What speaks against recording a step.

use yekuo::model::case::StepRecord;
use yekuo::rules::Manual;
use yekuo::rules::step_entry::is_late_entry;

use crate::support::{day, entry, objections, record, rules};

/// Accepted on Monday 2026-06-01, surveyed and drafted by 王芳 the day after.
fn drafted() -> Vec<StepRecord> {
    vec![
        record("survey", "2026-06-02", &[]),
        record(
            "plan_drafted",
            "2026-06-02",
            &[
                ("drafted_by", "王芳"),
                (
                    "fees",
                    r#"[{"item":"材料","unit_price":"10.00","count":"2.5","basis":"公示"}]"#,
                ),
            ],
        ),
    ]
}

fn answered() -> Vec<StepRecord> {
    let mut records = drafted();
    records.push(record("plan_approved", "2026-06-02", &[]));
    records.push(record("plan_answered", "2026-06-03", &[]));
    records
}

const SURVEY: [(&str, &str); 3] = [
    ("surveyed_by", "陈志强"),
    ("connection_point", "3号杆"),
    ("metering_point", "表箱"),
];
const ANSWER: [(&str, &str); 2] = [("received_by", "本人"), ("delivery", "window")];

#[test]
fn count_6_a_step_is_neither_before_acceptance_nor_after_today() {
    for (on, expected) in [
        ("2026-05-31", vec!["COUNT-6"]),
        ("2026-06-01", vec![]),
        ("2026-06-02", vec![]),
        ("2026-06-03", vec!["COUNT-6"]),
    ] {
        assert_eq!(
            rules(&objections(&[], "2026-06-02", entry("survey", on, &SURVEY))),
            expected,
            "{on}"
        );
    }
}

#[test]
fn count_6_a_step_is_not_before_the_steps_it_needs() {
    let mut records = drafted();
    records.push(record("plan_approved", "2026-06-03", &[]));
    let on = |on| objections(&records, "2026-06-04", entry("plan_answered", on, &ANSWER));
    assert_eq!(rules(&on("2026-06-02")), ["COUNT-6"]);
    assert_eq!(rules(&on("2026-06-03")), [""; 0]);
}

#[test]
fn count_6_a_late_step_asks_for_its_reason() {
    let mut records = drafted();
    records.push(record("plan_approved", "2026-06-02", &[]));
    let on = |on, fields: &[(&str, &str)]| {
        objections(&records, "2026-06-08", entry("plan_answered", on, fields))
    };
    assert_eq!(rules(&on("2026-06-04", &ANSWER)), [""; 0], "the last day");
    assert_eq!(rules(&on("2026-06-05", &ANSWER)), ["COUNT-6"]);
    let with_reason = [ANSWER[0], ANSWER[1], ("late_reason", "weather")];
    assert_eq!(rules(&on("2026-06-05", &with_reason)), [""; 0]);
    let nonsense = [ANSWER[0], ANSWER[1], ("late_reason", "none")];
    assert!(rules(&on("2026-06-05", &nonsense)).contains(&"INPUT"));
}

#[test]
fn count_6_more_than_three_days_later_is_a_late_entry() {
    let manual = Manual::built_in().unwrap();
    let typed = |at: &str| is_late_entry(&manual, day("2026-06-01"), at.parse().unwrap());
    assert!(!typed("2026-06-01T08:00:00"));
    assert!(!typed("2026-06-04T23:59:59"));
    assert!(typed("2026-06-05T00:00:00"));
}

#[test]
fn new_5_nobody_countersigns_or_approves_his_own_plan() {
    let approve = |approver: &str, countersigner: &str| {
        let fields = [
            ("approved_by", approver),
            ("countersigned_by", countersigner),
        ];
        objections(
            &drafted(),
            "2026-06-02",
            entry("plan_approved", "2026-06-02", &fields),
        )
    };
    assert_eq!(rules(&approve("李强", "陈志强")), [""; 0]);
    assert_eq!(rules(&approve("王芳", "陈志强")), ["NEW-5"]);
    assert_eq!(rules(&approve("王芳", "王芳")), ["NEW-5", "NEW-5"]);
    assert_eq!(rules(&approve("外人", "陈志强")), ["INPUT"]);
}

#[test]
fn new_5_a_plan_is_returned_with_its_reason_by_someone_else() {
    let give_back = |approver: &str, opinion: &str| {
        let fields = [
            ("approved_by", approver),
            ("countersigned_by", "陈志强"),
            ("opinion", opinion),
        ];
        let mut entry = entry("plan_approved", "2026-06-02", &fields);
        entry.result = "fail".to_owned();
        objections(&drafted(), "2026-06-02", entry)
    };
    assert_eq!(rules(&give_back("李强", "容量偏小")), [""; 0]);
    assert_eq!(rules(&give_back("李强", "")), ["INPUT"]);
    assert_eq!(rules(&give_back("王芳", "容量偏小")), ["NEW-5"]);
}

#[test]
fn new_1_every_missing_need_is_named() {
    let fields = [
        ("meter", "0000000000000000000001"),
        ("meter_model", "单相"),
        ("reading", "0"),
        ("seals", "F1"),
        ("worker", "甲"),
        ("second_worker", "乙"),
    ];
    let refusals = objections(
        &answered(),
        "2026-06-03",
        entry("energised", "2026-06-03", &fields),
    );
    assert_eq!(rules(&refusals), ["NEW-1", "NEW-1", "NEW-1"]);
    for (refusal, need) in refusals
        .iter()
        .zip(["受电装置检验", "结清费用", "签订供用电合同"])
    {
        assert!(refusal.message.contains(need), "{refusal:?}");
    }
}

#[test]
fn new_1_the_sum_paid_is_the_sum_asked_for() {
    let pay = |fields: &[(&str, &str)]| {
        objections(
            &answered(),
            "2026-06-03",
            entry("fees_settled", "2026-06-03", fields),
        )
    };
    assert_eq!(
        rules(&pay(&[("paid", "25.00"), ("receipt", "SJ1")])),
        [""; 0]
    );
    assert_eq!(
        rules(&pay(&[("paid", "24.99"), ("receipt", "SJ1")])),
        ["NEW-1"]
    );
    assert_eq!(
        rules(&pay(&[("paid", "25")])),
        ["INPUT"],
        "a receipt is missing"
    );
    assert_eq!(rules(&pay(&[("paid", "二十五")])), ["INPUT"]);
}

#[test]
fn new_1_the_contract_is_in_force_on_the_later_of_two_signatures() {
    let sign = |on: &str, customer: &str, office: &str, sealed: &str| {
        let fields = [
            ("customer_signed_on", customer),
            ("office_signed_on", office),
            ("customer_signature", "fingerprint"),
            ("office_sealed", sealed),
        ];
        objections(
            &answered(),
            "2026-06-05",
            entry("contract_signed", on, &fields),
        )
    };
    assert_eq!(rules(&sign("", "2026-06-03", "2026-06-04", "yes")), [""; 0]);
    assert_eq!(
        rules(&sign("2026-06-04", "2026-06-03", "2026-06-04", "yes")),
        [""; 0]
    );
    assert_eq!(
        rules(&sign("2026-06-03", "2026-06-03", "2026-06-04", "yes")),
        ["NEW-1"]
    );
    assert_eq!(
        rules(&sign("", "2026-06-06", "2026-06-04", "yes")),
        ["COUNT-6"],
        "tomorrow"
    );
    assert_eq!(
        rules(&sign("", "2026-06-03", "2026-06-04", "no")),
        ["NEW-1"]
    );
}

#[test]
fn new_9_two_different_persons_energise() {
    let mut records = answered();
    for step in ["inspected", "fees_settled", "contract_signed"] {
        records.push(record(step, "2026-06-03", &[]));
    }
    let by = |second: &str| {
        let fields = [
            ("meter", "0000000000000000000001"),
            ("meter_model", "单相"),
            ("reading", "0"),
            ("seals", "F1"),
            ("worker", "甲"),
            ("second_worker", second),
        ];
        objections(
            &records,
            "2026-06-03",
            entry("energised", "2026-06-03", &fields),
        )
    };
    assert_eq!(rules(&by("乙")), [""; 0]);
    assert_eq!(rules(&by("甲")), ["NEW-9"]);
}

#[test]
fn a_step_passed_a_field_unknown_and_a_step_unknown_are_said() {
    let again = objections(
        &drafted(),
        "2026-06-03",
        entry("survey", "2026-06-03", &SURVEY),
    );
    assert!(again[0].message.contains("2026-06-02"), "{again:?}");
    let fields = [SURVEY[0], SURVEY[1], SURVEY[2], ("colour", "red")];
    let unknown = objections(&[], "2026-06-02", entry("survey", "2026-06-02", &fields));
    assert!(unknown[0].message.contains("surveyed_by"), "{unknown:?}");
    let nothing = objections(&[], "2026-06-02", entry("dance", "2026-06-02", &[]));
    assert!(nothing[0].message.contains("plan_answered"), "{nothing:?}");
}
