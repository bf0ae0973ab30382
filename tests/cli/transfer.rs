//! An account handed over, from the application to the file; taken back; a name corrected meanwhile.

use serde_json::{Value, json};

use crate::support::Desk;

const TODAY: &str = "2026-09-24";
/// Another identity number whose check character is right.
const OTHER_ID: &str = "990101199001011230";

/// A home connected on the day.
fn connected(desk: &Desk) -> String {
    let case = number(&desk.accept(TODAY, |_| {}));
    for _ in 0..9 {
        desk.next(TODAY, &case);
    }
    let account = desk.done(TODAY, &["case", &case])["account"].clone();
    account.as_str().unwrap().to_owned()
}

fn number(taken: &Value) -> String {
    assert_eq!(taken["state"], "accepted", "{taken}");
    taken["case"].as_str().unwrap().to_owned()
}

fn customer(desk: &Desk, account: &str) -> Value {
    desk.done(TODAY, &["customer", account])
}

fn application(account: &str) -> Value {
    json!({
        "kind": "transfer", "account": account, "reason": "房屋买卖过户", "applied_on": TODAY,
        "customer": {
            "name": "周小琴", "id_kind": "id_card", "id_number": OTHER_ID, "phone": "13900139000",
        },
        "arrears": "0.00", "arrears_checked_on": TODAY,
        "documents": { "DOC-10.1": "original", "DOC-10.5": "original", "DOC-10.6": "original" },
    })
}

fn accept(desk: &Desk, application: &Value) -> String {
    let file = desk.file("transfer.json", application.to_string());
    number(&desk.done(TODAY, &["accept", &file]))
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let hits = desk.done(TODAY, &["find", text]);
    let hits = hits["results"].as_array().unwrap().iter();
    hits.filter_map(|hit| Some(hit["account"].as_str()?.to_owned()))
        .filter(|account| !account.is_empty())
        .collect()
}

fn correct(desk: &Desk, account: &str, name: &str) {
    let entry = json!({ "account": account, "changes": { "name": name }, "reason": "写错一个字" });
    let file = desk.file("correction.json", entry.to_string());
    desk.done(TODAY, &["record", "correction", &file]);
}

#[test]
fn transfer_1_the_holder_changes_the_number_stays_and_a_new_contract_takes_the_place_of_the_old() {
    let desk = Desk::new();
    let account = connected(&desk);
    let before = customer(&desk, &account);
    let case = accept(&desk, &application(&account));
    let whole = desk.done(TODAY, &["case", &case]);
    assert_eq!(whole["deadlines"], json!([]), "none in the manual");
    assert_eq!(whole["application"]["customer"]["name"], "周小琴");
    let old = &whole["application"]["before"]["customer"];
    assert_eq!(old["name"], before["name"]);
    assert!(
        old["id_number"].as_str().unwrap().contains('*'),
        "masked: {old}"
    );
    let owed = [
        "step",
        &case,
        "fees_settled",
        "--set",
        "paid=0.00",
        "--set",
        "arrears=0.01",
    ];
    assert_eq!(desk.refused(TODAY, &owed), ["TRANSFER-1 arrears"]);
    assert_eq!(desk.next(TODAY, &case), "fees_settled");
    for (form, pages) in [("transfer_work_order", 2), ("resident_contract", 1)] {
        let printed = desk.done(TODAY, &["print", &case, form]);
        assert_eq!(printed["pages"], pages, "{form}");
    }
    assert_eq!(desk.next(TODAY, &case), "contract_signed");
    let after = customer(&desk, &account);
    assert_eq!(
        (&after["account"], &after["name"]),
        (&json!(account), &json!("周小琴"))
    );
    for key in ["address", "capacity", "tariff", "class", "opened_on"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    let contracts = after["contracts"].as_array().unwrap();
    assert_eq!(contracts.len(), 2);
    assert_eq!(contracts[0]["ended_on"], TODAY);
    assert_eq!(contracts[1]["number"], format!("{case}-HT"));
    assert!(contracts[1]["ended_on"].is_null());
    assert_eq!(
        after["readings"].as_array().unwrap().last().unwrap()["read_on"],
        TODAY
    );
    assert!(
        found(&desk, "周小琴").contains(&account),
        "found by the new name"
    );
    assert!(found(&desk, "zxq").contains(&account));
    let old_name = before["name"].as_str().unwrap();
    assert!(!found(&desk, old_name).contains(&account));
    assert_eq!(
        desk.refused(TODAY, &["void", &case, "--reason", "晚了"]),
        ["AUDIT-1 "]
    );
    assert_eq!(desk.next(TODAY, &case), "filed");
    let json = desk.done(TODAY, &["case", &case]);
    assert_eq!(
        (&json["state"], &json["completed_on"]),
        (&json!("filed"), &json!(TODAY))
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
    let history = desk.done(TODAY, &["history", &account]).to_string();
    assert!(!history.contains(OTHER_ID) && !history.contains("13900139000"));
}

#[test]
fn transfer_1_taken_back_the_old_holder_stands_there_again() {
    let desk = Desk::new();
    let account = connected(&desk);
    let before = customer(&desk, &account);
    let case = accept(&desk, &application(&account));
    desk.next(TODAY, &case);
    desk.next(TODAY, &case);
    desk.done(TODAY, &["withdraw", &case, "--reason", "录错"]);
    let back = customer(&desk, &account);
    for key in [
        "name",
        "id_number",
        "phone",
        "contracts",
        "readings",
        "state",
    ] {
        assert_eq!(back[key], before[key], "{key}");
    }
    let old_name = before["name"].as_str().unwrap();
    assert!(found(&desk, old_name).contains(&account));
    assert!(!found(&desk, "周小琴").contains(&account));
    desk.done(TODAY, &["void", &case, "--reason", "双方改变主意"]);
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn transfer_1_a_correction_since_is_in_the_way_and_one_before_is_not() {
    let desk = Desk::new();
    let account = connected(&desk);
    let case = accept(&desk, &application(&account));
    correct(&desk, &account, "陈国强强");
    desk.next(TODAY, &case);
    desk.next(TODAY, &case);
    correct(&desk, &account, "周小芹");
    let (code, answer) = desk.run(TODAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(code, 2, "{answer}");
    let said = answer["refused"][0]["message"].as_str().unwrap();
    assert!(said.contains("更正"), "{said}");
    assert_eq!(
        customer(&desk, &account)["name"],
        "周小芹",
        "nothing was done"
    );
    correct(&desk, &account, "周小琴");
    desk.done(TODAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(
        customer(&desk, &account)["name"],
        "陈国强强",
        "as he stood before"
    );
}

#[test]
fn a_step_taken_back_leaves_a_correction_of_the_holder_findable() {
    let desk = Desk::new();
    let account = connected(&desk);
    let relocation = json!({
        "kind": "relocation", "account": account, "reason": "翻修", "applied_on": TODAY, "to": "新屋东墙",
        "same_address": true, "same_class": true, "same_supply_point": true,
        "documents": { "DOC-10.1": "original" },
    });
    let case = accept(&desk, &relocation);
    for _ in 0..3 {
        desk.next(TODAY, &case);
    }
    correct(&desk, &account, "陈国墙");
    desk.done(TODAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(customer(&desk, &account)["name"], "陈国墙");
    assert!(found(&desk, "陈国墙").contains(&account));
}

#[test]
fn doc_10_both_parties_bring_their_papers() {
    let desk = Desk::new();
    let account = connected(&desk);
    let mut lacking = application(&account);
    lacking["documents"] = json!({ "DOC-10.1": "original" });
    let file = desk.file("transfer.json", lacking.to_string());
    let taken = desk.done(TODAY, &["accept", &file]);
    assert_eq!(taken["state"], "waiting");
    let codes: Vec<&str> = taken["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["DOC-10.5", "DOC-10.6"]);
}

#[test]
fn the_life_of_an_account_is_told_by_the_day() {
    let desk = Desk::new();
    let account = connected(&desk);
    let case = accept(&desk, &application(&account));
    let life = |today: &str| {
        let file = desk.done(today, &["customer", &account]);
        let events = file["life"].as_array().unwrap().clone();
        events
            .iter()
            .map(|event| {
                let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
                format!(
                    "{} {} {} {}",
                    text("on"),
                    text("what"),
                    text("state"),
                    text("case")
                )
            })
            .collect::<Vec<_>>()
    };
    let connection = "SQ-2026-00001";
    assert_eq!(
        life(TODAY),
        [
            format!("{TODAY} 立户 done {connection}"),
            format!("{TODAY} 更名过户 under_way {case}"),
        ]
    );
    desk.done("2026-09-28", &["void", &case, "--reason", "双方改变主意"]);
    let other = json!({
        "account": account, "asset_number": "7777777777777777777777", "final_reading": "50", "reading": "0",
        "on": "2026-10-12",
    });
    let file = desk.file("meter.json", other.to_string());
    desk.done("2026-10-12", &["record", "meter", &file]);
    assert_eq!(
        life("2026-10-12"),
        [
            format!("{TODAY} 立户 done {connection}"),
            format!("2026-09-28 更名过户 voided {case}"),
            "2026-10-12 换表 done ".to_owned(),
        ]
    );
    let text = desk.plain("2026-10-12", &["customer", &account]);
    assert!(text.contains("× 更名过户（作废）"), "{text}");
    assert!(text.contains("● 换表"), "{text}");
}

#[test]
fn transfer_1_the_new_contract_speaks_of_no_new_supply() {
    let desk = Desk::new();
    let account = connected(&desk);
    let case = accept(&desk, &application(&account));
    desk.next(TODAY, &case);
    let (_, text) = desk.printed(TODAY, &[&case, "resident_contract"]);
    let meter = customer(&desk, &account)["meters"][0]["asset_number"].clone();
    for known in [
        &format!("{case}-HT"),
        meter.as_str().unwrap(),
        "双方各执1份",
    ] {
        assert!(text.contains(known), "{known} is not in {text}");
    }
    assert!(!text.contains("供电人由以"), "{text}");
    let old = customer(&desk, &account)["contracts"][0]["number"].clone();
    let old = old.as_str().unwrap();
    let ends = format!("户主自生效之日变更，供电不中断，原户主的供用电合同{old}同时终止");
    assert!(text.contains(&ends), "{ends} is not in {text}");
    let nothing = ["print", &case, "fee_notice"];
    assert_eq!(
        desk.refused(TODAY, &nothing),
        ["INPUT form"],
        "nothing to pay"
    );
}
