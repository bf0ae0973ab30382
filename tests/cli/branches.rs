//! Where a case leaves the straight road: a tenant, a refusal, a returned plan, a failed inspection; and its paper.

use serde_json::json;

use crate::support::{Desk, ID};

const DAY: &str = "2026-09-24";

fn number(accepted: &serde_json::Value) -> String {
    accepted["case"].as_str().unwrap().to_owned()
}

#[test]
fn doc_2_a_tenant_waits_for_the_guarantee() {
    let desk = Desk::new();
    let mut tenant = desk.done(DAY, &["template", "new_connection", "--tenant"]);
    tenant["documents"]["DOC-2.2"] = "missing".into();
    let file = desk.file("tenant.json", tenant.to_string());
    let waiting = desk.done(DAY, &["accept", &file]);
    assert_eq!(waiting["state"], "waiting");
    let case = number(&waiting);
    let notice = desk.done(DAY, &["print", &case, "missing_documents_notice"]);
    assert_eq!(notice["issue"], 1);
    let brought = desk.done(DAY, &["documents", &case, "DOC-2.2=original"]);
    assert_eq!(brought["state"], "accepted");
    tenant["landlord"] = json!(null);
    let file = desk.file("alone.json", tenant.to_string());
    assert_eq!(desk.refused(DAY, &["accept", &file]), ["DOC-2 landlord"]);
}

#[test]
fn audit_3_a_customer_is_turned_away_with_a_number() {
    let desk = Desk::new();
    let application = desk.done(DAY, &["template", "new_connection"]);
    let file = desk.file("away.json", application.to_string());
    assert_eq!(
        desk.refused(DAY, &["refuse", &file, "--reason", " "]),
        ["INPUT reason"]
    );
    let refused = desk.done(DAY, &["refuse", &file, "--reason", "不在供电范围"]);
    assert_eq!(refused["refusal"], "SQ-2026-T0001");
    let printed = desk.done(DAY, &["print", "SQ-2026-T0001", "refusal_notice"]);
    assert_eq!(printed["pages"], 1);
}

#[test]
fn new_5_a_returned_plan_is_drafted_and_approved_anew() {
    let desk = Desk::new();
    let case = number(&desk.accept(DAY, |_| {}));
    desk.next(DAY, &case);
    assert_eq!(desk.next(DAY, &case), "plan_drafted");
    let back = [
        "--result",
        "fail",
        "--set",
        "approved_by=李强",
        "--set",
        "countersigned_by=陈志强",
    ];
    let mut words = vec!["step", &case, "plan_approved"];
    words.extend(back);
    assert_eq!(desk.refused(DAY, &words), ["INPUT opinion"]);
    words.extend(["--set", "opinion=容量偏小"]);
    desk.done(DAY, &words);
    assert_eq!(desk.next(DAY, &case), "plan_drafted");
    assert_eq!(desk.next(DAY, &case), "plan_approved");
    let whole = desk.done(DAY, &["case", &case]);
    let rounds: Vec<_> = whole["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["round"].clone())
        .collect();
    assert_eq!(rounds, [1, 1, 1, 2, 2]);
}

#[test]
fn new_1_a_failed_inspection_is_repeated_before_energising() {
    let desk = Desk::new();
    let case = number(&desk.accept(DAY, |_| {}));
    while desk.next(DAY, &case) != "plan_answered" {}
    let fail = [
        "step",
        &case,
        "inspected",
        "--result",
        "fail",
        "--set",
        "inspected_by=陈志强",
    ];
    assert_eq!(
        desk.refused(DAY, &fail),
        ["INPUT faults", "INPUT rectify_by"]
    );
    let mut fail = fail.to_vec();
    let rectify_by = format!("rectify_by={DAY}");
    fail.extend(["--set", "faults=漏电保护器未装", "--set", &rectify_by]);
    desk.done(DAY, &fail);
    let (notice, text) = desk.printed(DAY, &[&case, "rectification_notice"]);
    assert!(text.contains("1漏电保护器未装"), "{text}");
    let (_, text) = desk.printed(DAY, &[&case, "resident_application"]);
    assert!(
        !text.contains("检查人：陈志强"),
        "to be found again: {text}"
    );
    assert_eq!(desk.next(DAY, &case), "inspected");
    let words = [&case, "rectification_notice", "--round", "1"];
    let (again, text) = desk.printed(DAY, &words);
    assert!(text.contains("复验情况第2次检验合格"), "{text}");
    assert_ne!(
        again["sha256"], notice["sha256"],
        "with what the next one found"
    );
    while desk.next(DAY, &case) != "energised" {}
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["state"], "completed");
    let late = desk.refused(DAY, &["void", &case, "--reason", "晚了"]);
    assert_eq!(late, ["AUDIT-1 "]);
}

#[test]
fn papers_go_where_they_are_asked_to_and_nowhere_else() {
    let desk = Desk::new();
    let case = number(&desk.accept(DAY, |_| {}));
    let target = desk.file("out.pdf", "");
    let printed = desk.done(DAY, &["print", &case, "acceptance_receipt", "-o", &target]);
    let bytes = std::fs::read(&target).unwrap();
    assert_eq!(printed["bytes"], bytes.len());
    assert!(bytes.starts_with(b"%PDF"));
    let nowhere = format!("{target}/none/out.pdf");
    let refused = desk.refused(DAY, &["print", &case, "acceptance_receipt", "-o", &nowhere]);
    assert!(refused[0].starts_with("INPUT"), "{refused:?}");
    assert!(desk.refused(DAY, &["print", &case, "plan_answer"])[0].starts_with("INPUT"));
    let blank = desk.file("blank.pdf", "");
    desk.done(
        DAY,
        &["print", "--blank", "resident_application", "-o", &blank],
    );
    desk.done(
        DAY,
        &["print", "--overprint", &case, "resident_application"],
    );
    let folder = desk.file("marker", "").replace("marker", "all");
    let deeper = format!("{folder}/none");
    let refused = desk.refused(DAY, &["print", "--all", &case, "-o", &deeper]);
    assert_eq!(refused, ["INPUT output"]);
    let all = desk.done(DAY, &["print", "--all", &case, "-o", &folder]);
    assert_eq!(
        all["papers"].as_array().unwrap().len(),
        std::fs::read_dir(&folder).unwrap().count()
    );
    let receipt = std::path::Path::new(&folder).join(format!("{case}_受理回执_1.pdf"));
    assert!(receipt.is_file(), "as it is kept");
}

#[test]
fn a_reading_and_a_correction_are_recorded_and_found() {
    let desk = Desk::new();
    let case = number(&desk.accept(DAY, |_| {}));
    while desk.next(DAY, &case) != "energised" {}
    let account = desk.done(DAY, &["case", &case])["account"]
        .as_str()
        .unwrap()
        .to_owned();
    let reading = |value: &str, on: &str| {
        let entry = json!({"account": account, "value": value, "on": on});
        desk.file("reading.json", entry.to_string())
    };
    let later = "2026-10-24";
    desk.done(later, &["record", "reading", &reading("120.5", later)]);
    let lower = desk.refused(later, &["record", "reading", &reading("100", "2026-10-25")]);
    assert!(lower.contains(&"COUNT-6 on".to_owned()), "{lower:?}");
    let correction =
        json!({"account": account, "changes": {"name": "赵𬱖山"}, "reason": "录错一字"});
    desk.done(
        later,
        &[
            "record",
            "correction",
            &desk.file("correct.json", correction.to_string()),
        ],
    );
    let found = desk.done(later, &["find", "𬱖"]);
    assert!(found["results"].to_string().contains("赵𬱖山"), "{found}");
    assert!(!found.to_string().contains(ID), "{found}");
}

#[test]
fn the_sample_office_is_made_once_and_is_well() {
    let dir = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let output = assert_cmd::Command::cargo_bin("yekuo")
            .unwrap()
            .arg("--data")
            .arg(dir.path().join("data"))
            .args(["--json", "--today", "2026-11-20"])
            .args(words)
            .output()
            .unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code().unwrap(), json)
    };
    assert_eq!(run(&["demo"]).0, 0);
    assert_eq!(run(&["demo"]).0, 2, "not twice");
    let (_, due) = run(&["due"]);
    let overdue = due
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["state"] == "overdue")
        .count();
    assert!(overdue >= 5, "{overdue}");
    assert_eq!(run(&["check"]).1["ok"], true);
}
