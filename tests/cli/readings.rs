//! Readings and exchanged meters outside a case: what was typed wrongly is put right, nothing changes unsaid.

use serde_json::{Value, json};

use crate::classes;
use crate::support::Desk;

const TODAY: &str = "2026-09-24";
const READ_ON: &str = "2026-09-26";

/// A home connected on the day.
fn connected(desk: &Desk) -> String {
    let case = desk.accept(TODAY, |_| {})["case"].clone();
    let case = case.as_str().unwrap();
    while desk.next(TODAY, case) != "energised" {}
    let account = desk.done(TODAY, &["case", case])["account"].clone();
    account.as_str().unwrap().to_owned()
}

fn record(desk: &Desk, on: &str, kind: &str, entry: &Value) -> Value {
    let file = desk.file("entry.json", entry.to_string());
    desk.done(on, &["record", kind, &file])
}

fn refused(desk: &Desk, on: &str, kind: &str, entry: &Value) -> Vec<String> {
    let file = desk.file("entry.json", entry.to_string());
    desk.refused(on, &["record", kind, &file])
}

fn correction(account: &str, on: &str, value: &str) -> Value {
    json!({ "account": account, "reading": { "on": on, "value": value }, "reason": "多录一个9" })
}

fn readings(desk: &Desk, account: &str) -> Vec<String> {
    let file = desk.done("2026-10-30", &["customer", account]);
    let readings = file["readings"].as_array().unwrap().iter();
    readings
        .map(|one| one["value"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn audit_5_a_mistyped_reading_is_put_right_with_its_reason() {
    let desk = Desk::new();
    let account = connected(&desk);
    let read = |on: &str, value: &str| json!({ "account": account, "on": on, "value": value });
    record(&desk, READ_ON, "reading", &read(READ_ON, "1999"));
    record(&desk, "2026-10-26", "reading", &read("2026-10-26", "19999"));
    let later = "2026-10-30";
    assert_eq!(
        refused(&desk, later, "reading", &read(later, "2100")),
        ["INPUT value"]
    );
    let wrong = |value: &str| {
        refused(
            &desk,
            later,
            "correction",
            &correction(&account, "2026-10-26", value),
        )
    };
    assert_eq!(
        wrong("1998"),
        ["INPUT reading.value"],
        "below the one before"
    );
    assert_eq!(wrong("19999"), ["INPUT reading.value"], "nothing new");
    let mut silent = correction(&account, "2026-10-26", "2050");
    silent["reason"] = json!("");
    assert_eq!(
        refused(&desk, later, "correction", &silent),
        ["INPUT reason"]
    );
    let none = correction(&account, "2026-10-27", "2050");
    assert_eq!(
        refused(&desk, later, "correction", &none),
        ["INPUT reading.on"]
    );
    let mut both = correction(&account, "2026-10-26", "2050");
    both["changes"] = json!({ "name": "赵山" });
    assert_eq!(
        refused(&desk, later, "correction", &both),
        ["INPUT reading"]
    );

    record(
        &desk,
        later,
        "correction",
        &correction(&account, "2026-10-26", "2050"),
    );
    record(&desk, later, "reading", &read(later, "2100"));
    assert!(readings(&desk, &account).ends_with(&["1999".into(), "2050".into(), "2100".into()]));
    let over = refused(
        &desk,
        later,
        "correction",
        &correction(&account, "2026-10-26", "2101"),
    );
    assert_eq!(over, ["INPUT reading.value"], "above the one after");
    let log = desk.done(later, &["history", &account]).to_string();
    for part in ["\"from\":\"19999\"", "\"to\":\"2050\"", "多录一个9"] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert_eq!(desk.done(later, &["check"])["ok"], true);
}

#[test]
fn count_6_the_reading_of_a_step_just_recorded_goes_back_with_the_step() {
    let desk = Desk::new();
    let account = connected(&desk);
    let entry = correction(&account, TODAY, "7");
    assert_eq!(
        refused(&desk, TODAY, "correction", &entry),
        ["COUNT-6 reading.on"]
    );
    let read = json!({ "account": account, "value": "100" });
    record(&desk, READ_ON, "reading", &read);
    record(&desk, READ_ON, "correction", &entry);
    assert!(
        readings(&desk, &account).starts_with(&["7".into()]),
        "others stand on it by now"
    );
}

#[test]
fn a_meter_goes_with_the_reading_of_its_day_and_its_multiplier_is_not_lost_unsaid() {
    let desk = Desk::new();
    let account = connected(&desk);
    let exchange = |number: &str, last: &str, multiplier: &str| {
        json!({ "account": account, "final_reading": last, "asset_number": number, "reading": "0",
            "multiplier": multiplier })
    };
    record(
        &desk,
        READ_ON,
        "reading",
        &json!({ "account": account, "value": "120" }),
    );
    let other = exchange("8800000000000000000001", "121", "");
    assert_eq!(refused(&desk, READ_ON, "meter", &other), ["INPUT on"]);
    record(
        &desk,
        READ_ON,
        "meter",
        &exchange("8800000000000000000001", "120", "600"),
    );
    let text = desk.plain(READ_ON, &["customer", &account]);
    assert!(text.contains("×600"), "{text}");
    let (later, next) = ("2026-09-27", "8800000000000000000002");
    let silent = exchange(next, "1", "");
    assert_eq!(
        refused(&desk, later, "meter", &silent),
        ["INPUT multiplier"]
    );
    record(&desk, later, "meter", &exchange(next, "1", "1"));
    record(
        &desk,
        "2026-09-28",
        "meter",
        &exchange("8800000000000000000003", "1", ""),
    );
}

#[test]
fn audit_5_the_final_reading_of_a_meter_is_not_lost_to_one_of_the_same_day() {
    let desk = classes::office();
    let case = classes::accept(&desk, &["capacity_increase"], |_| {});
    classes::walk(&desk, &case, "contract_signed");
    let day = classes::DAY;
    let account = desk.done(day, &["case", &case])["account"].clone();
    let account = account.as_str().unwrap();
    let file = || desk.done(day, &["customer", account]);
    let old = file()["meters"][0]["asset_number"].clone();
    let of_day = || -> Vec<String> {
        let file = file();
        let all = file["readings"].as_array().unwrap().iter();
        let own = all.filter(|one| one["meter"] == old && one["read_on"] == day);
        own.map(|one| one["value"].as_str().unwrap().to_owned())
            .collect()
    };
    let read = json!({ "account": account, "meter": old, "on": day, "value": "80010" });
    record(&desk, day, "reading", &read);
    let exchange = |last: &str| {
        let last = format!("old_reading={last}");
        let with = ["meter=NEW77", "reading=0", &last];
        let words = classes::step_words(&desk, &case, "pass", &with);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.run(day, &words)
    };
    let (code, refused) = exchange("80009");
    assert_eq!(
        (code, &refused["refused"][0]["field"]),
        (2, &json!("old_reading"))
    );
    assert_eq!(exchange("80010").0, 0);
    assert_eq!(of_day(), ["80010"], "the same");
    let withdraw = ["withdraw", &case, "--reason", "止度看错"];
    desk.done(day, &withdraw);
    assert_eq!(exchange("80025").0, 0);
    assert_eq!(of_day(), ["80025"]);
    let history = desk.done(day, &["history", account]);
    let events = history["events"].as_array().unwrap().iter();
    let replaced: Vec<&Value> = events
        .map(|event| &event["detail"])
        .filter(|detail| detail["instead_of"] == "80010")
        .collect();
    assert_eq!(replaced.len(), 1, "{history}");
    assert_eq!(replaced[0]["value"], "80025");
    desk.done(day, &withdraw);
    assert_eq!(of_day(), ["80010"], "as it was");
    assert_eq!(desk.done(day, &["check"])["ok"], true);
}
