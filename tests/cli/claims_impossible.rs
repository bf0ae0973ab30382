//! What cannot have been so is not taken into a claim's file, and what is odd is said.

use serde_json::{Value, json};

use crate::claims::{
    TODAY, account, added, breach, facts, notice, number, office, open, refused, step, words,
};
use crate::support::Desk;

fn late(account: &str, calculation: Value) -> Value {
    let mut all = json!({ "arrears": "1000.00", "due": "2026-09-30" });
    let inputs = all.as_object_mut().unwrap();
    inputs.extend(calculation.as_object().unwrap().clone());
    json!({ "kind": "late", "account": account, "facts": { "bill": "2026年9月" }, "calculation": all })
}

fn theft(account: &str, calculation: Value, more: Value) -> Value {
    let mut act = json!({ "act": "tapped", "supply_stopped": "no" });
    let own = act.as_object_mut().unwrap();
    own.extend(more.as_object().unwrap().clone());
    json!({
        "kind": "theft", "account": account, "found_on": "2026-11-20", "facts": facts(act), "calculation": calculation,
    })
}

fn tapped() -> Value {
    json!({ "rule": "THEFT-3", "kw": "2", "use": "power", "price": "0.65", "days": "1", "hours_per_day": "1" })
}

#[test]
fn count_6_a_late_charge_is_filed_on_payments_that_were_made() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let once = |paid: &str| late(&account, json!({ "by": "once", "paid": paid }));
    let ahead = ["COUNT-6 calculation.paid"];
    assert_eq!(refused(&desk, TODAY, &once("2026-11-24")), ahead);
    let part = |on: &str| json!({ "on": on, "amount": "500" });
    let parts = json!({ "by": "parts", "payments": [part("2026-10-10"), part("2026-12-20")] });
    let parts = late(&account, parts);
    let ahead = ["COUNT-6 calculation.payments[1].on"];
    assert_eq!(refused(&desk, TODAY, &parts), ahead);
    let number = number(&open(&desk, TODAY, &once(TODAY)));
    let anew = words(&number, "worked_out", &["paid=2026-12-01"]);
    assert_eq!(desk.refused(TODAY, &anew), ["COUNT-6 paid"]);
    // What it would come to may still be asked.
    let bill = r#"{"class":"resident","arrears":"1000","due":"2026-09-30","paid":"2026-12-20"}"#;
    let file = desk.file("bill.json", bill);
    desk.done(TODAY, &["calc", "late", &file]);
}

#[test]
fn late_1_days_stand_on_the_sheet_alike_however_they_were_typed() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let part = |on: &str| json!({ "on": on, "amount": "500" });
    let parts = json!({ "payments": [part("2026-10-9"), part("2026年11月3日")] });
    let claim = number(&open(&desk, TODAY, &late(&account, parts)));
    let (_, sheet) = desk.printed(TODAY, &[&claim, "late_charge_sheet"]);
    assert!(sheet.contains("2026-10-09"), "{sheet}");
    assert!(sheet.contains("2026-11-03"), "{sheet}");
    assert!(!sheet.contains("2026-10-9"), "{sheet}");
}

#[test]
fn late_4_the_way_of_paying_is_what_lacks_where_it_was_not_chosen() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let claim = late(&account, json!({ "by": null }));
    assert_eq!(refused(&desk, TODAY, &claim), ["INPUT calculation.by"]);
    let claim = late(&account, json!({ "by": "once", "paid": null }));
    assert_eq!(refused(&desk, TODAY, &claim), ["INPUT calculation.paid"]);
    let dearer = json!({ "rule": "BREACH-1", "by": null });
    let dearer = breach(&account, dearer, json!({}));
    assert_eq!(refused(&desk, TODAY, &dearer), ["INPUT calculation.by"]);
    let dearer = json!({ "rule": "BREACH-1", "by": "prices", "used": null, "kwh": null });
    let dearer = breach(&account, dearer, json!({}));
    assert_eq!(refused(&desk, TODAY, &dearer), ["INPUT calculation.used"]);
}

/// A high-voltage account with a suspension under seal since 2026-11-28: account and case.
fn sealed(desk: &Desk) -> (String, String) {
    let words = ["template", "suspension", "--class", "high_voltage"];
    let mut application = desk.done(TODAY, &words);
    let account = application["account"].as_str().unwrap().to_owned();
    application["from"] = json!("2026-11-28");
    application["to"] = json!("2026-12-28");
    let file = desk.file("suspension.json", application.to_string());
    let case = desk.done(TODAY, &["accept", &file])["case"].clone();
    let case = case.as_str().unwrap().to_owned();
    let mut words = vec!["step", &case, "sealed", "--on", "2026-11-28"];
    for pair in ["seals=F1", "worker=陈志强", "second_worker=刘卫东"] {
        words.extend(["--set", pair]);
    }
    desk.done("2026-11-28", &words);
    (account, case)
}

#[test]
fn breach_3_the_suspension_says_since_when_how_much_and_which() {
    let desk = office();
    let (account, case) = sealed(&desk);
    let today = "2026-12-05";
    let used = |change: &dyn Fn(&mut Value)| {
        let calculation = json!({ "rule": "BREACH-3", "months": "1" });
        let facts = json!({ "seal": "F0009", "suspension": case });
        let mut claim = breach(&account, calculation, facts);
        claim["found_on"] = json!(today);
        change(&mut claim);
        claim
    };
    let is_refused = |field: &str, change: &dyn Fn(&mut Value)| {
        let wanted = [format!("BREACH-3 {field}")];
        assert_eq!(refused(&desk, today, &used(change)), wanted);
    };
    is_refused("facts.begun_on", &|claim| {
        claim["facts"]["begun_on"] = json!("2026-11-27");
    });
    is_refused("found_on", &|claim| claim["found_on"] = json!("2026-11-27"));
    is_refused("calculation.months", &|claim| {
        claim["calculation"]["months"] = json!("30");
    });
    is_refused("calculation.kva", &|claim| {
        claim["calculation"]["two_part"] = json!(true);
        claim["calculation"]["kva"] = json!("90000");
    });
    is_refused("facts.equipment", &|claim| {
        claim["facts"]["equipment"] = json!("9#");
    });
    let after = used(&|claim| claim["facts"]["begun_on"] = json!("2026-12-06"));
    let after = refused(&desk, "2026-12-07", &after);
    assert_eq!(after, ["COUNT-6 facts.begun_on"]);
    // It holds when the amount is worked out anew, too.
    let claim = used(&|claim| claim["facts"]["begun_on"] = json!("2026-11-28"));
    let claim = number(&open(&desk, today, &claim));
    let anew = words(&claim, "worked_out", &["months=2"]);
    assert_eq!(desk.refused(today, &anew), ["BREACH-3 months"]);
    desk.done(today, &words(&claim, "worked_out", &["months=0.5"]));
}

#[test]
fn breach_3_where_no_suspension_is_named_a_plate_nobody_knows_is_said() {
    let desk = office();
    let account = account(&desk, "high_voltage");
    let used = |equipment: &str, seal: &str| {
        let calculation =
            json!({ "rule": "BREACH-3", "two_part": true, "basic_fee": "2800", "months": "2" });
        let facts = json!({ "equipment": equipment, "seal": seal, "what": equipment });
        breach(&account, calculation, facts)
    };
    let warnings = |equipment, seal| {
        let opened = open(&desk, TODAY, &used(equipment, seal));
        let file = desk.done(TODAY, &["claim", &number(&opened)]);
        assert_eq!(opened["warnings"], file["warnings"]);
        opened["warnings"].as_array().unwrap().len()
    };
    assert_eq!(warnings("1#", "F0008"), 0);
    assert_eq!(warnings("9#", "F0009"), 1);
}

#[test]
fn breach_5_a_line_is_cut_on_the_day_or_after_it_was_found_and_not_in_future() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let fed = |cut: &str| {
        let calculation = json!({ "rule": "BREACH-5", "kw": "5" });
        breach(&account, calculation, json!({ "disconnected_on": cut }))
    };
    let early = ["BREACH-5 facts.disconnected_on"];
    assert_eq!(refused(&desk, TODAY, &fed("2026-11-19")), early);
    let ahead = ["COUNT-6 facts.disconnected_on"];
    assert_eq!(refused(&desk, TODAY, &fed("2026-11-24")), ahead);
    open(&desk, TODAY, &fed("2026-11-20"));
}

#[test]
fn theft_6_on_the_spot_is_on_the_day_it_was_found() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let stopped = |at: &str| {
        let facts = json!({ "supply_stopped": "yes", "stopped_at": at, "stopped_by": "陈志强" });
        theft(&account, tapped(), facts)
    };
    let other = ["THEFT-6 facts.stopped_at"];
    assert_eq!(refused(&desk, TODAY, &stopped("2026-11-21 08:00")), other);
    assert_eq!(refused(&desk, TODAY, &stopped("2026-11-19 08:00")), other);
    open(&desk, TODAY, &stopped("2026-11-20 23:59"));
}

#[test]
fn theft_7_a_breach_goes_to_the_authority_alone() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let claim = number(&open(&desk, TODAY, &added(&account)));
    let refer = |to: &'static str| [to, "to_name=县电力管理部门", "reason=refused"];
    let judiciary = refer("to=judiciary");
    let refused = desk.refused(TODAY, &words(&claim, "referred", &judiciary));
    assert_eq!(refused, ["INPUT to"]);
    let authority = refer("to=authority");
    let state = step(&desk, TODAY, &claim, "referred", &authority);
    assert_eq!(state, "referred");
}

#[test]
fn theft_4_another_current_than_the_meters_is_said() {
    let desk = office();
    let account = account(&desk, "resident");
    let file = desk.done(TODAY, &["customer", &account]);
    assert!(file["meters"].to_string().contains("5(60)A"), "{file}");
    let measured = |amps: &str| {
        let calculation = json!({
            "rule": "THEFT-4", "amps": amps, "phases": "1", "volts": "220", "use": "lighting", "price": "0.6",
            "days": null, "hours_per_day": null,
        });
        let facts = json!({ "act": "bypassed", "what": format!("{amps}安") });
        open(&desk, TODAY, &theft(&account, calculation, facts))["warnings"].clone()
    };
    assert_eq!(measured("5"), json!([]));
    let said = measured("60").to_string();
    assert!(said.contains("THEFT-4") && said.contains("5安"), "{said}");
    let paper = desk.done(TODAY, &["claim"])["claims"][0]["claim"].clone();
    let head = desk.plain(TODAY, &["claim", paper.as_str().unwrap()]);
    assert!(head.contains("▲ 这一户电能表的标定电流"), "{head}");
    let (_, notice) = desk.printed(TODAY, &[paper.as_str().unwrap(), "liability_notice"]);
    assert!(!notice.contains("这里写了"), "{notice}");
}

#[test]
fn count_6_nothing_is_found_on_an_account_before_it_is_opened() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut claim = added(&account);
    claim["found_on"] = json!("2001-01-01");
    assert_eq!(refused(&desk, TODAY, &claim), ["COUNT-6 found_on"]);
    let mut claim = late(&account, json!({ "paid": "2026-10-10" }));
    claim["calculation"]["due"] = json!("2001-01-01");
    assert_eq!(refused(&desk, TODAY, &claim), ["COUNT-6 calculation.due"]);
}

#[test]
fn breach_2_what_is_found_after_the_account_ended_is_said() {
    let desk = office();
    let words = ["template", "closure", "--class", "low_voltage"];
    let application = desk.done("2026-11-16", &words);
    let account = application["account"].as_str().unwrap();
    let file = desk.file("closure.json", application.to_string());
    let case = number_of_case(&desk.done("2026-11-16", &["accept", &file]));
    while desk.done("2026-11-18", &["case", &case])["state"] == "accepted" {
        desk.next("2026-11-18", &case);
    }
    let found = open(&desk, TODAY, &added(account));
    let said = found["warnings"].to_string();
    assert!(said.contains("2026-11-18已"), "{said}");
    let mut before = added(account);
    before["found_on"] = json!("2026-11-17");
    assert_eq!(open(&desk, TODAY, &before)["warnings"], json!([]));
}

fn number_of_case(accepted: &Value) -> String {
    accepted["case"].as_str().unwrap().to_owned()
}

#[test]
fn audit_1_a_receipt_is_given_for_one_payment() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let claim = number(&open(&desk, TODAY, &added(&account)));
    notice(&desk, TODAY, &claim, "2026-12-01");
    let pay = |amount: &'static str| [amount, "receipt=S77"];
    step(&desk, TODAY, &claim, "paid", &pay("amount=100"));
    let again = pay("amount=400");
    let again = words(&claim, "paid", &again);
    assert_eq!(desk.refused("2026-11-24", &again), ["BREACH-2 receipt"]);
    // Taken back, it is free again; another file of the customer may share it on the day.
    desk.done(TODAY, &words(&claim, "withdraw", &["reason=录错"]));
    step(&desk, TODAY, &claim, "paid", &pay("amount=500"));
    let charge = late(&account, json!({ "paid": "2026-10-10" }));
    let charge = number(&open(&desk, TODAY, &charge));
    let shared = pay("amount=20");
    let next_day = words(&charge, "paid", &shared);
    assert_eq!(desk.refused("2026-11-24", &next_day), ["LATE-1 receipt"]);
    step(&desk, TODAY, &charge, "paid", &shared);
}

#[test]
fn breach_3_a_price_by_demand_is_one_of_the_kilowatt() {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "300", "--cases", "0"]);
    let first: u64 = account(&desk, "high_voltage").parse().unwrap();
    let accounts =
        (first - first % 1000..first - first % 1000 + 320).map(|one| format!("{one:010}"));
    let is_demand = |account: &String| {
        let (code, file) = desk.run(TODAY, &["customer", account]);
        code == 0 && file["billing"] == "demand"
    };
    let account = accounts.clone().find(is_demand).unwrap();
    let calculation = json!({ "rule": "BREACH-3", "kva": "160", "months": "1" });
    let facts = json!({ "seal": "F0009", "equipment": "1#" });
    let claim = number(&open(&desk, TODAY, &breach(&account, calculation, facts)));
    let lines = desk.done(TODAY, &["claim", &claim])["lines"].clone();
    let said = lines.to_string();
    assert!(said.contains("每千瓦每月"), "{said}");
    assert!(said.contains("160kVA当作160kW × "), "{said}");
}

#[test]
fn audit_5_wrong_facts_are_corrected_with_a_reason_until_the_file_is_closed() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let claim = number(&open(
        &desk,
        TODAY,
        &late(&account, json!({ "paid": "2026-10-10" })),
    ));
    let correct = |claim: &str, changes: Value, reason: &str| {
        let typed = json!({ "claim": claim, "changes": changes, "reason": reason });
        desk.file("correction.json", typed.to_string())
    };
    let refused = |file: &str| desk.refused(TODAY, &["record", "correction", file]);
    let bill = json!({ "bill": "2026年8月" });
    assert_eq!(
        refused(&correct(&claim, bill.clone(), "")),
        ["INPUT reason"]
    );
    let same = json!({ "bill": "2026年9月" });
    assert_eq!(refused(&correct(&claim, same, "看错")), ["INPUT changes"]);
    let empty = json!({ "bill": "" });
    assert_eq!(
        refused(&correct(&claim, empty, "看错")),
        ["INPUT changes.bill"]
    );
    let other = json!({ "arrears": "1" });
    assert_eq!(
        refused(&correct(&claim, other, "看错")),
        ["INPUT changes.arrears"]
    );
    let file = correct(&claim, bill.clone(), "账期看错");
    desk.done(TODAY, &["record", "correction", &file]);
    let kept = desk.done(TODAY, &["claim", &claim]);
    assert_eq!(kept["facts"]["bill"], "2026年8月");
    let (_, sheet) = desk.printed(TODAY, &[&claim, "late_charge_sheet"]);
    assert!(sheet.contains("2026年8月"), "{sheet}");
    let history = desk.done(TODAY, &["history", &claim]);
    assert_eq!(history["chain"], "ok");
    let history = history.to_string();
    assert!(
        history.contains("账期看错") && !history.contains("2026年8月"),
        "{history}"
    );
    // Facts are checked as when the file was opened.
    let cut = breach(
        &account,
        json!({ "rule": "BREACH-5", "kw": "5" }),
        json!({ "disconnected_on": "2026-11-20" }),
    );
    let cut = number(&open(&desk, TODAY, &cut));
    let early = json!({ "disconnected_on": "2026-11-19" });
    let early = refused(&correct(&cut, early, "看错"));
    assert_eq!(early, ["BREACH-5 changes.disconnected_on"]);
    step(&desk, TODAY, &claim, "paid", &["amount=20", "receipt=S1"]);
    step(&desk, TODAY, &claim, "closed", &[]);
    let closed = correct(&claim, json!({ "bill": "2026年7月" }), "看错");
    assert_eq!(refused(&closed), ["AUDIT-1 "]);
}
