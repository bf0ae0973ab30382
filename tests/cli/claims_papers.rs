//! What a claim's papers say, and how a claim is found.

use serde_json::{Value, json};

use crate::claims::{TODAY, account, added, breach, notice, number, office, open, step, words};
use crate::claims_damage::{REGISTER, damage, visited};
use crate::support::Desk;

/// The text of a blank form.
fn blank(desk: &Desk, form: &str) -> String {
    desk.printed(TODAY, &["--blank", form]).1
}

#[test]
fn after_an_objection_the_notice_says_the_review_and_replaces_the_last() {
    let desk = office();
    let claim = number(&open(&desk, TODAY, &added(&account(&desk, "low_voltage"))));
    let paper = |today: &str| desk.printed(today, &[&claim, "liability_notice"]).1;
    assert!(!paper(TODAY).contains("代替"), "nothing to replace yet");
    notice(&desk, TODAY, &claim, "2026-12-01");
    assert!(paper(TODAY).contains("签收客户本人"));
    let opinion = ["opinion=只有5千瓦", "to=office"];
    step(&desk, "2026-11-24", &claim, "disputed", &opinion);
    // Nobody has received the second one yet.
    let text = paper("2026-11-24");
    assert!(
        text.contains("对2026-11-23送达的通知书提出的异议，复核结果："),
        "{text}"
    );
    assert!(!text.contains("签收客户本人"), "{text}");
    let review = ["review=复核后按5千瓦"];
    let state = step(&desk, "2026-11-25", &claim, "reviewed", &review);
    assert_eq!(state, "disputed");
    step(&desk, "2026-11-25", &claim, "worked_out", &["kw=5"]);
    let before = paper("2026-11-25");
    assert!(
        before.contains("复核结果：复核后按5千瓦。本通知书代替那一份"),
        "{before}"
    );
    notice(&desk, "2026-11-26", &claim, "2026-12-03");
    let after = paper("2026-11-26");
    assert!(after.contains("复核结果：复核后按5千瓦。"), "{after}");
    assert!(after.contains("签收客户本人"), "{after}");
    // What was reviewed once is no answer to another objection.
    step(
        &desk,
        "2026-11-27",
        &claim,
        "disputed",
        &["opinion=仍不同意", "to=court"],
    );
    let third = paper("2026-11-27");
    assert!(!third.contains("5千瓦。"), "{third}");
    assert!(third.contains("对2026-11-26送达的通知书"), "{third}");
}

#[test]
fn the_review_that_is_typed_with_the_service_is_printed_too() {
    let desk = office();
    let claim = number(&open(&desk, TODAY, &added(&account(&desk, "low_voltage"))));
    notice(&desk, TODAY, &claim, "2026-12-01");
    step(
        &desk,
        TODAY,
        &claim,
        "disputed",
        &["opinion=不同意", "to=office"],
    );
    let again = [
        "served=refused",
        "received_by=村委干部刘某",
        "pay_by=2026-12-02",
        "review=维持原金额",
    ];
    step(&desk, "2026-11-24", &claim, "noticed", &again);
    let (_, text) = desk.printed("2026-11-24", &[&claim, "liability_notice"]);
    assert!(text.contains("复核结果：维持原金额。"), "{text}");
    assert!(
        text.contains("拒绝签收，留置送达见证人：村委干部刘某"),
        "{text}"
    );
}

#[test]
fn whoever_saw_that_nobody_signed_is_called_a_witness() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut claim = added(&account);
    claim["facts"]["signed"] = json!("refused");
    claim["facts"]["signed_by"] = json!("村委会干部王某");
    let claim = number(&open(&desk, TODAY, &claim));
    let (_, record) = desk.printed(TODAY, &[&claim, "inspection_record"]);
    assert!(
        record.contains("签字情况拒绝签字见证人：村委会干部王某"),
        "{record}"
    );
    assert!(record.contains("检查时间2026-11-20"), "{record}");
    assert!(record.contains("私自增加烘干机一台"), "{record}");
    assert!(!record.contains("调查结果"), "{record}");
}

#[test]
fn damage_2_the_record_says_what_was_seen_on_site_and_when() {
    let (desk, today) = (office(), "2026-09-25");
    let claim = visited(&desk, today);
    step(&desk, today, &claim, "registered", &REGISTER);
    let (_, record) = desk.printed(today, &[&claim, "inspection_record"]);
    assert!(record.contains("检查时间2026-09-2509:00"), "{record}");
    assert!(record.contains("现场情况零线断线"), "{record}");
    assert!(record.contains("客户所述电冰箱、电视机"), "{record}");
    // Who signed the register did not sign the record.
    assert!(!record.contains("客户本人"), "{record}");
    step(&desk, today, &claim, "decided", &["decided_by=王芳"]);
    let (_, sheet) = desk.printed(today, &[&claim, "damage_assessment"]);
    assert!(sheet.contains("客户同意以上核定签名："), "{sheet}");
}

#[test]
fn damage_2_whom_nobody_visits_has_no_record_of_a_visit() {
    let (desk, today) = (office(), "2026-09-25");
    let claim = number(&open(
        &desk,
        today,
        &damage(&account(&desk, "resident"), today),
    ));
    // The sheet that is taken along leaves open what is found there.
    let (_, sheet) = desk.printed(today, &[&claim, "inspection_record"]);
    assert!(sheet.contains("检查时间检查事项"), "{sheet}");
    let ground = [
        "ground=product",
        "proof=鉴定报告",
        "authority=县电力管理部门",
        "confirmed_on=2026-09-25",
    ];
    step(&desk, today, &claim, "not_liable", &ground);
    let print = ["print", &claim, "inspection_record"];
    assert_eq!(desk.refused(today, &print), ["INPUT form"]);
}

#[test]
fn damage_8_the_register_says_that_the_office_is_not_liable_and_why() {
    let (desk, today) = (office(), "2026-09-25");
    let claim = visited(&desk, today);
    let (_, before) = desk.printed(today, &[&claim, "damage_register"]);
    assert!(!before.contains("受理、责任的决定"), "{before}");
    let ground = [
        "ground=third_party",
        "proof=交警证明",
        "authority=县电力管理部门",
        "confirmed_on=2026-09-25",
    ];
    step(&desk, today, &claim, "not_liable", &ground);
    let (printed, text) = desk.printed(today, &[&claim, "damage_register"]);
    assert_eq!(printed["pages"], 1);
    for said in [
        "认定不负责任",
        "第三人责任；证明：交警证明",
        "县电力管理部门，2026-09-25核实",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn damage_3_the_register_says_what_the_supervisor_decided() {
    let desk = office();
    let late = damage(&account(&desk, "resident"), "2026-10-09");
    let claim = number(&open(&desk, "2026-10-09", &late));
    let paper = || desk.printed("2026-10-09", &[&claim, "damage_register"]).1;
    let waiting = paper();
    assert!(
        waiting.contains("提出索赔的最后一日是2026-10-08"),
        "{waiting}"
    );
    let file = desk.done("2026-10-09", &["claim", &claim]);
    let steps = file["next"].as_array().unwrap();
    let declined = steps
        .iter()
        .find(|next| next["step"] == "declined")
        .unwrap();
    let fields = declined["fields"].as_array().unwrap();
    let approver = fields.iter().find(|field| field["name"] == "approver");
    let approver = approver.unwrap()["example"].as_str().unwrap().to_owned();
    let by = format!("approver={approver}");
    let set = [by.as_str(), "reason=没有正当理由"];
    assert_eq!(
        step(&desk, "2026-10-09", &claim, "declined", &set),
        "closed"
    );
    let text = paper();
    for said in ["主管决定不受理", "没有正当理由", &approver] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_blank_claim_paper_asks_for_the_number_of_the_file_once() {
    let desk = office();
    for form in [
        "late_charge_sheet",
        "inspection_record",
        "liability_notice",
        "damage_register",
        "damage_assessment",
    ] {
        let text = blank(&desk, form);
        assert_eq!(text.matches("编号：").count(), 1, "{form}: {text}");
        assert!(text.contains("档案编号："), "{form}: {text}");
        for twice in ["登记编号", "工单编号"] {
            assert!(!text.contains(twice), "{form}: {text}");
        }
    }
    let notice = blank(&desk, "liability_notice");
    assert!(
        notice.contains("说明：") && notice.contains("复核结果："),
        "{notice}"
    );
    assert!(blank(&desk, "resident_application").contains("工单编号："));
}

#[test]
fn tariff_3_a_monthly_fee_out_of_the_tables_is_one_line() {
    let desk = office();
    let account = account(&desk, "high_voltage");
    let holder = desk.done(TODAY, &["customer", &account]);
    let two_part = holder["billing"] != "single";
    assert!(two_part, "{holder}");
    let calculation = json!({ "rule": "BREACH-2", "two_part": true, "kva": "200", "months": "2" });
    let more = json!({ "dismantle_by": "2026-12-04" });
    let claim = number(&open(&desk, TODAY, &breach(&account, calculation, more)));
    let file = desk.done(TODAY, &["claim", &claim]);
    let lines = file["lines"].as_array().unwrap();
    let fees = lines.iter().filter(|line| line["what"] == "每月基本电费");
    assert_eq!(fees.count(), 1, "{lines:?}");
}

/// What is found, as `kind number`.
fn found(desk: &Desk, text: &str) -> Vec<String> {
    let found = desk.done(TODAY, &["find", text]);
    let all = found["results"].as_array().unwrap().iter();
    let word = |one: &Value| {
        let kind = one["kind"].as_str().unwrap();
        let number = one["claim"].as_str().or(one["account"].as_str());
        format!("{kind} {}", number.unwrap_or_default())
    };
    all.map(word).collect()
}

#[test]
fn a_claim_is_found_by_its_customer_its_receipt_and_its_incident() {
    let desk = office();
    let low = account(&desk, "low_voltage");
    let claim = number(&open(&desk, TODAY, &added(&low)));
    let own = format!("claim {claim}");
    let name = desk.done(TODAY, &["customer", &low])["name"].clone();
    let by_name = found(&desk, name.as_str().unwrap());
    assert!(by_name.contains(&own), "{by_name:?}");
    // The customer stands before the claim.
    let customer = format!("customer {low}");
    assert_eq!(found(&desk, &low), [customer, own.clone()]);
    notice(&desk, TODAY, &claim, "2026-12-01");
    step(
        &desk,
        TODAY,
        &claim,
        "paid",
        &["amount=500", "receipt=SJ77012"],
    );
    assert_eq!(found(&desk, "SJ77012"), std::slice::from_ref(&own));
    assert_eq!(found(&desk, "sj770"), std::slice::from_ref(&own));
    desk.done(TODAY, &words(&claim, "withdraw", &["reason=录错"]));
    assert!(found(&desk, "SJ77012").is_empty());
    assert_eq!(found(&desk, &claim), [own]);

    let home = account(&desk, "resident");
    let opened = open(&desk, "2026-09-25", &damage(&home, "2026-09-25"));
    let damaged = format!("claim {}", number(&opened));
    let incident = opened["incident"].as_str().unwrap();
    assert_eq!(found(&desk, incident), std::slice::from_ref(&damaged));
    assert_eq!(found(&desk, "红星村2号台区"), [damaged]);
}
