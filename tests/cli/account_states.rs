//! What an account's state opens and what it does not: every kind of change in every state, each refusal naming the case
//! in the way.

use serde_json::{Value, json};

use crate::removal::number;
use crate::support::Desk;

const TODAY: &str = "2026-11-23";
/// The day on which what was applied for today can be sealed.
const LATER: &str = "2026-11-30";

/// Every change, with the rule that it rests on.
const CHANGES: [(&str, &str); 10] = [
    ("capacity_increase", "NEW-4"),
    ("relocation", "MOVE-1"),
    ("removal", "REMOVE-1"),
    ("reconnection", "REMOVE-4"),
    ("reclassification", "RECLASS-1"),
    ("closure", "CLOSE-1"),
    ("split", "SPLIT-1"),
    ("transfer", "TRANSFER-1"),
    ("suspension", "SUSPEND-1"),
    ("resumption", "SUSPEND-8"),
];

fn office() -> Desk {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "80", "--cases", "0"]);
    desk
}

/// Accepts the sample application of a kind; its account and case.
fn accepted(desk: &Desk, kind: &str) -> (String, String) {
    let application = desk.done(TODAY, &["template", kind, "--class", "low_voltage"]);
    let file = desk.file("sample.json", application.to_string());
    let case = number(&desk.done(TODAY, &["accept", &file]));
    let account = application["account"].as_str().unwrap().to_owned();
    (account, case)
}

/// The same, carried out up to the step that completes it.
fn carried_out(desk: &Desk, kind: &str) -> (String, String) {
    let (account, case) = accepted(desk, kind);
    while desk.done(LATER, &["case", &case])["state"] == "accepted" {
        desk.next(LATER, &case);
    }
    (account, case)
}

/// What is said at the account of an application of a kind: rule, message.
fn objection(desk: &Desk, account: &str, kind: &str) -> Option<(String, String)> {
    let application = json!({
        "kind": kind, "account": account, "reason": "", "applied_on": LATER, "documents": {},
    });
    let file = desk.file("tried.json", application.to_string());
    let (code, answer) = desk.run(LATER, &["accept", &file]);
    assert_eq!(code, 2, "{kind} lacks what it asks for: {answer}");
    let refused = answer["refused"].as_array().unwrap().iter();
    let mut at_account = refused.filter(|one| one["field"] == "account");
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    at_account
        .next()
        .map(|one| (text(one, "rule"), text(one, "message")))
}

#[test]
fn account_states_open_what_they_open_and_name_the_case_in_the_way() {
    let desk = office();
    for (brought_by, state, opens) in [
        ("removal", "removed", &["reconnection", "closure"][..]),
        (
            "suspension",
            "suspended",
            &["resumption", "suspension", "relocation", "closure"],
        ),
        ("closure", "closed", &[]),
        ("split", "split", &[]),
    ] {
        let (account, case) = carried_out(&desk, brought_by);
        let now = desk.done(LATER, &["customer", &account]);
        assert_eq!(now["state"], state);
        for (kind, own_rule) in CHANGES {
            let found = objection(&desk, &account, kind);
            if opens.contains(&kind) {
                assert_eq!(found, None, "{state} {kind}");
                continue;
            }
            let (rule, message) = found.unwrap_or_else(|| panic!("{state} {kind} is opened"));
            let expected = if state == "closed" {
                "CLOSE-5"
            } else {
                own_rule
            };
            assert_eq!(rule, expected, "{state} {kind}");
            assert!(message.contains(&case), "{state} {kind}: {message}");
        }
    }
    assert_eq!(desk.done(LATER, &["check"])["ok"], true);
}

#[test]
fn an_active_account_opens_all_but_what_takes_back_and_one_change_at_a_time() {
    let desk = office();
    let free = desk.done(TODAY, &["template", "relocation", "--class", "low_voltage"]);
    let free = free["account"].as_str().unwrap().to_owned();
    for (kind, rule) in CHANGES {
        let found = objection(&desk, &free, kind).map(|(rule, _)| rule);
        let opened = !matches!(kind, "reconnection" | "resumption");
        assert_eq!(found, (!opened).then(|| rule.to_owned()), "{kind}");
    }
    let (account, case) = accepted(&desk, "relocation");
    assert_eq!(account, free);
    for (kind, rule) in CHANGES {
        if kind == "resumption" {
            continue;
        }
        let application = json!({
            "kind": kind, "account": account, "reason": "", "applied_on": LATER, "documents": {},
        });
        let file = desk.file("tried.json", application.to_string());
        let (_, answer) = desk.run(LATER, &["accept", &file]);
        let mut refused = answer["refused"].as_array().unwrap().iter();
        let in_the_way = |one: &&Value| {
            let message = one["message"].as_str().unwrap();
            one["rule"] == rule && message.contains(&format!("另有变更工单{case}"))
        };
        assert!(refused.any(|one| in_the_way(&one)), "{kind}: {answer}");
    }
}
