//! The contact log, visits by a plan, complaints with their states: recorded, reminded of, counted.

use serde_json::{Value, json};

use crate::support::Desk;

const TODAY: &str = "2026-09-24";

/// A home connected on the day.
fn connected(desk: &Desk) -> String {
    let case = desk.accept(TODAY, |_| {})["case"].clone();
    let case = case.as_str().unwrap();
    for _ in 0..9 {
        desk.next(TODAY, case);
    }
    let account = desk.done(TODAY, &["case", case])["account"].clone();
    account.as_str().unwrap().to_owned()
}

fn record(desk: &Desk, today: &str, kind: &str, entry: Value) -> Value {
    let file = desk.file("entry.json", entry.to_string());
    desk.done(today, &["record", kind, &file])
}

fn refused(desk: &Desk, today: &str, kind: &str, entry: Value) -> Vec<String> {
    let file = desk.file("entry.json", entry.to_string());
    desk.refused(today, &["record", kind, &file])
}

/// Reminders of a rule as `due days_left state`.
fn reminders(desk: &Desk, today: &str, rule: &str) -> Vec<String> {
    let items = desk.done(today, &["due"]);
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| item["rule"] == rule)
        .map(|item| {
            assert!(item["case"].is_null() && item["kind"].is_null());
            let [due, state] = ["due", "state"].map(|key| item[key].as_str().unwrap());
            format!("{due} {} {state}", item["days_left"])
        })
        .collect()
}

#[test]
fn contact_1_a_contact_is_logged_and_its_follow_up_reminded_of_until_it_is_done() {
    let desk = Desk::new();
    let account = connected(&desk);
    let entry = json!({ "account": account, "how": "call", "matter": "问电费怎么算", "outcome": "已解释",
        "follow_up": "2026-10-10" });
    let kept = record(&desk, TODAY, "contact", entry);
    let number = kept["number"].as_str().unwrap();
    assert_eq!(
        (number, &kept["handled_by"]),
        ("SQ-2026-L0001", &json!("王芳"))
    );
    for (today, state) in [
        ("2026-10-09", "2026-10-10 1 open"),
        ("2026-10-10", "2026-10-10 0 open"),
        ("2026-10-11", "2026-10-10 -1 overdue"),
    ] {
        assert_eq!(reminders(&desk, today, "CONTACT-1"), [state]);
    }
    let follows = json!({ "account": account, "how": "call", "matter": "回访", "follows": number });
    record(&desk, "2026-10-10", "contact", follows.clone());
    assert!(reminders(&desk, "2026-10-11", "CONTACT-1").is_empty());
    assert_eq!(
        refused(&desk, "2026-10-11", "contact", follows),
        ["INPUT follows"]
    );
    let file = desk.done("2026-10-11", &["customer", &account]);
    let log = file["contacts"].as_array().unwrap();
    assert_eq!(log.len(), 2);
    assert_eq!(log[1]["followed_by"], log[0]["number"]);
    assert_eq!(desk.done("2026-10-11", &["check"])["ok"], true);
}

#[test]
fn contact_1_everything_wrong_is_said_at_once_and_nothing_is_kept() {
    let desk = Desk::new();
    let account = connected(&desk);
    let entry = json!({ "account": account, "how": "letter", "on": "2026-09-25", "follow_up": "2026-09-01",
        "follows": "SQ-2026-L0009", "next_visit": "2026-12-01" });
    assert_eq!(
        refused(&desk, TODAY, "contact", entry),
        [
            "COUNT-6 on",
            "INPUT how",
            "INPUT matter",
            "INPUT follow_up",
            "INPUT follows",
            "CONTACT-2 next_visit",
        ]
    );
    let long = json!({ "account": account, "how": "call", "matter": "长".repeat(10_000) });
    assert_eq!(refused(&desk, TODAY, "contact", long), ["INPUT matter"]);
    let before =
        json!({ "account": account, "how": "call", "matter": "甲", "follow_up": "2026-09-30" });
    record(&desk, TODAY, "contact", before);
    let earlier = json!({ "account": account, "how": "call", "matter": "乙", "on": "2026-09-23",
        "follows": "SQ-2026-L0001" });
    assert_eq!(refused(&desk, TODAY, "contact", earlier), ["COUNT-6 on"]);
    let file = desk.done(TODAY, &["customer", &account]);
    assert_eq!(file["contacts"].as_array().unwrap().len(), 1);
}

#[test]
fn contact_2_a_key_customer_is_visited_by_a_plan_that_each_visit_moves() {
    let desk = Desk::new();
    let account = connected(&desk);
    let plan = json!({ "account": account, "grounds": ["nature"], "every_months": "3",
        "next_visit": "2026-10-31" });
    let kept = record(&desk, TODAY, "key_customer", plan);
    assert_eq!(kept["key_customer"]["grounds"], json!(["nature"]));
    assert_eq!(
        reminders(&desk, "2026-10-31", "CONTACT-2"),
        ["2026-10-31 0 open"]
    );
    assert_eq!(
        reminders(&desk, "2026-11-01", "CONTACT-2"),
        ["2026-10-31 -1 overdue"]
    );
    let visit = json!({ "account": account, "matter": "查看配电室" });
    assert_eq!(record(&desk, "2026-11-30", "visit", visit)["how"], "visit");
    // 30 November + 3 months: February has no 30th.
    assert_eq!(
        reminders(&desk, "2026-11-30", "CONTACT-2"),
        ["2027-02-28 90 open"]
    );
    let visit = json!({ "account": account, "matter": "复查", "next_visit": "2027-01-15" });
    record(&desk, "2026-12-10", "visit", visit);
    assert_eq!(
        reminders(&desk, "2026-12-10", "CONTACT-2"),
        ["2027-01-15 36 open"]
    );
    let wrong = json!({ "account": account, "grounds": ["rich"], "every_months": "0", "next_visit": "2026-01-01" });
    assert_eq!(
        refused(&desk, "2026-12-10", "key_customer", wrong),
        ["INPUT grounds", "INPUT every_months", "INPUT next_visit"]
    );
    record(
        &desk,
        "2026-12-10",
        "key_customer",
        json!({ "account": account, "grounds": [] }),
    );
    assert!(reminders(&desk, "2027-01-15", "CONTACT-2").is_empty());
}

#[test]
fn contact_3_a_complaint_goes_through_its_states_in_order() {
    let desk = Desk::new();
    let account = connected(&desk);
    let nothing = json!({ "account": account });
    assert_eq!(
        refused(&desk, TODAY, "complaint", nothing),
        ["INPUT text", "INPUT answer_by"]
    );
    let entry = json!({ "account": account, "text": "停电没有通知", "answer_by": "2026-09-28" });
    let kept = record(&desk, TODAY, "complaint", entry);
    let number = kept["number"].as_str().unwrap().to_owned();
    assert_eq!(
        (number.as_str(), &kept["state"]),
        ("SQ-2026-Y0001", &json!("registered"))
    );
    assert_eq!(
        reminders(&desk, "2026-09-28", "CONTACT-3"),
        ["2026-09-28 0 open"]
    );
    assert_eq!(
        reminders(&desk, "2026-09-29", "CONTACT-3"),
        ["2026-09-28 -1 overdue"]
    );
    let answered = json!({ "number": number, "state": "answered", "text": "已当面道歉" });
    assert_eq!(
        refused(&desk, "2026-09-25", "complaint", answered.clone()),
        ["CONTACT-3 state"]
    );
    let early = json!({ "number": number, "on": "2026-09-23", "text": "查" });
    assert_eq!(
        refused(&desk, "2026-09-25", "complaint", early),
        ["COUNT-6 on"]
    );
    let found = json!({ "number": number, "state": "investigated", "text": "通知贴错了台区" });
    record(&desk, "2026-09-25", "complaint", found);
    record(&desk, "2026-09-28", "complaint", answered);
    assert!(reminders(&desk, "2026-09-29", "CONTACT-3").is_empty());
    let closed = json!({ "number": number, "text": "客户认可" });
    assert_eq!(
        record(&desk, "2026-10-08", "complaint", closed.clone())["state"],
        "closed"
    );
    assert_eq!(
        refused(&desk, "2026-10-08", "complaint", closed),
        ["CONTACT-3 number"]
    );
    let file = desk.done("2026-10-08", &["customer", &account]);
    assert_eq!(file["complaints"][0]["steps"].as_array().unwrap().len(), 4);
    // In the life of the account, on the day on which it was registered.
    let life = file["life"].as_array().unwrap();
    let found = life.iter().find(|event| event["what"] == "投诉").unwrap();
    assert_eq!(
        (&found["on"], &found["state"], &found["complaint"]),
        (&json!(TODAY), &json!("done"), &json!(number))
    );
    let text = desk.plain("2026-10-08", &["customer", &account]);
    assert!(text.contains("● 投诉"), "{text}");
}

#[test]
fn contact_3_the_months_summary_has_a_complaint_as_it_stood_at_its_end() {
    let desk = Desk::new();
    let account = connected(&desk);
    let entry = json!({ "account": account, "text": "停电没有通知，电话13800138000", "answer_by": "2026-10-08" });
    record(&desk, TODAY, "complaint", entry);
    for (today, text) in [
        ("2026-09-29", "查"),
        ("2026-10-09", "答"),
        ("2026-10-10", "办结"),
    ] {
        let step = json!({ "number": "SQ-2026-Y0001", "text": text });
        record(&desk, today, "complaint", step);
    }
    let state = |month: &str| {
        let summary = desk.done("2026-11-23", &["summary", month]);
        let lines = summary["complaints"].as_array().unwrap().clone();
        assert!(!summary.to_string().contains("13800138000"));
        lines
            .iter()
            .map(|line| (line["state"].clone(), line["closed_on"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(state("2026-08"), []);
    assert_eq!(state("2026-09"), [(json!("investigated"), Value::Null)]);
    assert_eq!(state("2026-10"), [(json!("closed"), json!("2026-10-10"))]);
    assert_eq!(state("2026-11"), []);
}
