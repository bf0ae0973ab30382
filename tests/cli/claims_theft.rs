//! Theft from the discovery to the closed file, THEFT-1 to THEFT-7.

use serde_json::{Value, json};

use crate::claims::{TODAY, account, facts, notice, number, office, open, refused, step, words};

fn theft(account: &str, act: &str) -> Value {
    json!({
        "kind": "theft", "account": account, "found_on": "2026-11-20",
        "facts": facts(json!({ "act": act, "supply_stopped": "no" })),
        "calculation": { "rule": "THEFT-3", "kw": "7.5", "use": "power", "price": "0.65", "days": "1", "hours_per_day": "1" },
    })
}

#[test]
fn theft_1_the_six_acts_and_no_seventh() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    for act in [
        "tapped",
        "bypassed",
        "seal",
        "damaged",
        "inaccurate",
        "other",
    ] {
        let opened = open(&desk, TODAY, &theft(&account, act));
        let file = desk.done(TODAY, &["claim", &number(&opened)]);
        assert_eq!(file["facts"]["act"], act);
        let back = words(&number(&opened), "void", &["reason=录错"]).join(" ");
        desk.done(TODAY, &back.split(' ').collect::<Vec<_>>());
    }
    let seventh = theft(&account, "borrowed");
    assert_eq!(refused(&desk, TODAY, &seventh), ["INPUT facts.act"]);
}

#[test]
fn theft_6_a_stop_on_the_spot_says_when_and_by_whom_and_ends_before_the_file_does() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut stopped = theft(&account, "seal");
    stopped["facts"]["supply_stopped"] = json!("yes");
    let lacking = ["INPUT facts.stopped_at", "INPUT facts.stopped_by"];
    assert_eq!(refused(&desk, TODAY, &stopped), lacking);
    stopped["facts"]["stopped_at"] = json!("2026-11-20 16:30");
    stopped["facts"]["stopped_by"] = json!("陈志强");
    let opened = open(&desk, TODAY, &stopped);
    let (number, amount) = (number(&opened), opened["amount"].as_str().unwrap());
    notice(&desk, TODAY, &number, "2026-12-01");
    let pay = format!("amount={amount}");
    step(&desk, TODAY, &number, "paid", &[&pay, "receipt=S1"]);
    let close = words(&number, "closed", &["outcome=已交清"]);
    assert_eq!(desk.refused(TODAY, &close), ["THEFT-6 "]);
    let (_, record) = desk.printed(TODAY, &[&number, "inspection_record"]);
    assert!(
        record.contains("2026-11-2016:30") && record.contains("陈志强"),
        "{record}"
    );
    step(
        &desk,
        TODAY,
        &number,
        "supply_restored",
        &["restored_by=陈志强"],
    );
    assert_eq!(
        step(&desk, TODAY, &number, "closed", &["outcome=已交清"]),
        "closed"
    );
}

#[test]
fn theft_7_who_refuses_is_reported_and_it_is_said_to_whom_and_why() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let number = number(&open(&desk, TODAY, &theft(&account, "inaccurate")));
    let short = words(&number, "referred", &["to=judiciary"]);
    assert_eq!(
        desk.refused(TODAY, &short),
        ["INPUT to_name", "INPUT reason"]
    );
    let refer = ["to=judiciary", "to_name=县公安局", "reason=grave"];
    assert_eq!(step(&desk, TODAY, &number, "referred", &refer), "referred");
    let file = desk.done(TODAY, &["claim", &number]);
    let record = &file["steps"][0];
    assert_eq!(
        (&record["step"], &record["on"]),
        (&json!("referred"), &json!(TODAY))
    );
    assert_eq!(record["fields"]["to_name"], "县公安局", "{record}");
}

#[test]
fn theft_2_to_7_stopped_on_the_spot_referred_paid_and_on_again() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut theft = json!({
        "kind": "theft", "account": account, "found_on": "2026-11-20",
        "facts": facts(json!({ "act": "bypassed", "supply_stopped": "yes" })),
        "calculation": { "rule": "THEFT-3", "kw": "7.5", "use": "power", "price": "0.65", "days": null, "hours_per_day": null },
    });
    assert_eq!(
        refused(&desk, TODAY, &theft),
        ["INPUT facts.stopped_at", "INPUT facts.stopped_by"]
    );
    theft["facts"]["stopped_at"] = json!("2026-11-20 16:30");
    theft["facts"]["stopped_by"] = json!("陈志强");
    let opened = open(&desk, TODAY, &theft);
    assert_eq!(opened["amount"], "42120.00");
    let number = number(&opened);
    assert_eq!(desk.done(TODAY, &["claim", &number])["kwh"], "16200");
    notice(&desk, TODAY, &number, "2026-12-01");
    let refer = ["to=authority", "to_name=县电力管理部门", "reason=refused"];
    assert_eq!(
        step(&desk, "2026-12-02", &number, "referred", &refer),
        "referred"
    );
    assert_eq!(
        step(
            &desk,
            "2026-12-10",
            &number,
            "paid",
            &["amount=42120", "receipt=S9"]
        ),
        "paid"
    );
    let close = words(&number, "closed", &["outcome=已交清"]);
    assert_eq!(desk.refused("2026-12-10", &close), ["THEFT-6 "]);
    step(
        &desk,
        "2026-12-10",
        &number,
        "supply_restored",
        &["restored_by=陈志强"],
    );
    assert_eq!(
        step(&desk, "2026-12-10", &number, "closed", &["outcome=已交清"]),
        "closed"
    );
}
