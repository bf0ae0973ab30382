//! A transformer exchanged for one of the same size.

use serde_json::{Value, json};

use crate::support::Desk;

const TODAY: &str = "2026-11-23";

/// A sample office, and an account of one transformer or more as the template of a suspension has it.
fn office() -> (Desk, String, Value) {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "60", "--cases", "0"]);
    let words = ["template", "suspension", "--class", "high_voltage"];
    let application = desk.done(TODAY, &words);
    let account = application["account"].as_str().unwrap().to_owned();
    (desk, account, application)
}

fn entry(account: &str, plate: &str, own: Value) -> String {
    let mut entry =
        json!({ "account": account, "replaces": plate, "plate": "新1#", "reason": "烧毁" });
    let fields = entry.as_object_mut().unwrap();
    fields.extend(own.as_object().unwrap().clone());
    entry.to_string()
}

fn transformers(desk: &Desk, account: &str) -> Vec<Value> {
    let file = desk.done(TODAY, &["customer", account]);
    file["transformers"].as_array().unwrap().clone()
}

#[test]
fn a_transformer_of_the_same_size_takes_the_place_of_the_old_one() {
    let (desk, account, _) = office();
    let before = transformers(&desk, &account);
    let plate = before[0]["plate"].as_str().unwrap();
    let file = desk.file("t.json", entry(&account, plate, json!({})));
    desk.done(TODAY, &["record", "transformer", &file]);
    let mut expected = before.clone();
    expected[0]["plate"] = json!("新1#");
    assert_eq!(transformers(&desk, &account), expected);
    let life = desk.done(TODAY, &["customer", &account])["life"].clone();
    let events = life.as_array().unwrap().iter();
    let exchanged = events.filter(|event| event["what"] == "换变压器" && event["on"] == TODAY);
    assert_eq!(exchanged.count(), 1, "{life}");
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn another_size_an_unknown_plate_and_a_day_to_come_are_refused() {
    let (desk, account, _) = office();
    let before = transformers(&desk, &account);
    let plate = before[0]["plate"].as_str().unwrap();
    let refused = |text: String| {
        let file = desk.file("t.json", text);
        desk.refused(TODAY, &["record", "transformer", &file])
    };
    let wrong = json!({ "kva": "1", "on": "2026-11-24", "reason": "" });
    assert_eq!(
        refused(entry(&account, plate, wrong)),
        ["COUNT-6 on", "INPUT reason", "INPUT kva"]
    );
    let unknown = entry(&account, "没有", json!({ "plate": plate }));
    assert_eq!(refused(unknown), ["INPUT plate", "INPUT replaces"]);
    assert_eq!(transformers(&desk, &account), before);
}

#[test]
fn one_that_a_change_under_way_or_a_suspension_names_stays() {
    let (desk, account, application) = office();
    let file = desk.file("suspension.json", application.to_string());
    let case = desk.done(TODAY, &["accept", &file])["case"].clone();
    let case = case.as_str().unwrap();
    let plate = application["transformers"][0].as_str().unwrap();
    let exchange = desk.file("t.json", entry(&account, plate, json!({})));
    let words = ["record", "transformer", &exchange];
    assert_eq!(
        desk.refused(TODAY, &words),
        ["INPUT replaces", "INPUT account"]
    );
    desk.done(TODAY, &["void", case, "--reason", "客户不停了"]);
    desk.done(TODAY, &words);
}
