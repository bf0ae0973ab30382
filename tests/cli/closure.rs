//! An account closed, from the application to the file.

use serde_json::{Value, json};

use crate::removal::{connected, customer, number};
use crate::support::Desk;

const TODAY: &str = "2026-09-24";

fn accept(desk: &Desk, account: &str, change: impl FnOnce(&mut Value)) -> (i32, Value) {
    let mut application = json!({
        "kind": "closure", "account": account, "reason": "房屋拆迁", "applied_on": TODAY,
        "all_capacity_stopped": true, "arrears": "0.00", "arrears_checked_on": TODAY,
        "documents": { "DOC-10.1": "original" },
    });
    change(&mut application);
    let file = desk.file("closure.json", application.to_string());
    desk.run(TODAY, &["accept", &file])
}

fn accepted(desk: &Desk, account: &str) -> String {
    let (code, taken) = accept(desk, account, |_| {});
    assert_eq!(code, 0, "{taken}");
    number(&taken)
}

#[test]
fn close_3_an_account_is_closed_once_its_meter_is_down() {
    let desk = Desk::new();
    let (account, meter) = connected(&desk, TODAY);
    let case = accepted(&desk, &account);
    assert_eq!(desk.done(TODAY, &["case", &case])["deadlines"], json!([]));
    let order = ["meter_checked", "fees_settled", "removed"];
    for step in order {
        assert_eq!(desk.next(TODAY, &case), step);
        assert_eq!(customer(&desk, TODAY, &account)["state"], "active");
    }
    let down = customer(&desk, TODAY, &account);
    assert_eq!(down["meters"][0]["removed_on"], TODAY);
    assert_eq!(down["contracts"][0]["ended_on"], Value::Null);
    // The meter is down: taking it back comes before voiding.
    let voided = desk.refused(TODAY, &["void", &case, "--reason", "客户反悔"]);
    assert_eq!(voided, ["AUDIT-1 "]);
    // Another meter put up in between is in the way.
    let other = json!({ "account": account, "asset_number": "77", "reading": "0" });
    let file = desk.file("meter.json", other.to_string());
    desk.done(TODAY, &["record", "meter", &file]);
    let words = ["step", &case, "closed", "--set", "signed_by=客户本人"];
    assert_eq!(desk.refused(TODAY, &words), ["CLOSE-3 "]);
    assert_eq!(
        customer(&desk, TODAY, &account)["meters"][0]["asset_number"],
        json!(meter)
    );
}

#[test]
fn close_5_a_closed_account_opens_no_change_and_is_taken_back_step_by_step() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, TODAY);
    let before = customer(&desk, TODAY, &account);
    let case = accepted(&desk, &account);
    for _ in 0..4 {
        desk.next(TODAY, &case);
    }
    let closed = customer(&desk, TODAY, &account);
    assert_eq!(
        (&closed["state"], &closed["contracts"][0]["ended_on"]),
        (&json!("closed"), &json!(TODAY))
    );
    assert_eq!(desk.done(TODAY, &["case", &case])["state"], "completed");
    for kind in ["relocation", "removal", "closure"] {
        let (code, refused) = accept(&desk, &account, |application| {
            application["kind"] = kind.into()
        });
        assert_eq!(code, 2);
        let refused = refused["refused"].as_array().unwrap();
        assert!(
            refused.iter().any(|one| one["rule"] == "CLOSE-5"),
            "{refused:?}"
        );
    }
    let meter = json!({ "account": account, "asset_number": "77", "reading": "0" });
    let file = desk.file("meter.json", meter.to_string());
    assert_eq!(
        desk.refused(TODAY, &["record", "meter", &file]),
        ["CLOSE-5 account"]
    );
    for step in ["closed", "removed", "fees_settled", "meter_checked"] {
        let taken = desk.done(TODAY, &["withdraw", &case, "--reason", "录错"]);
        assert_eq!(taken["withdrawn"], step);
    }
    let after = customer(&desk, TODAY, &account);
    for key in ["state", "meters", "readings", "contracts"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    for _ in 0..5 {
        desk.next(TODAY, &case);
    }
    assert_eq!(desk.done(TODAY, &["case", &case])["state"], "filed");
    let printed = desk.done(TODAY, &["print", &case, "closure_work_order"]);
    assert_eq!(printed["pages"], 2);
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn close_2_what_was_owed_at_the_window_is_looked_up_again() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, TODAY);
    let (_, taken) = accept(&desk, &account, |application| {
        application["arrears"] = "50.00".into()
    });
    let case = number(&taken);
    assert_eq!(
        desk.done(TODAY, &["case", &case])["application"]["arrears"],
        "50.00"
    );
    desk.next(TODAY, &case);
    let settle = |arrears: &str| {
        let owed = format!("arrears={arrears}");
        desk.run(
            TODAY,
            &[
                "step",
                &case,
                "fees_settled",
                "--set",
                "paid=0.00",
                "--set",
                &owed,
            ],
        )
    };
    let (code, refused) = settle("50.00");
    assert_eq!(
        (code, &refused["refused"][0]["rule"]),
        (2, &json!("CLOSE-2"))
    );
    assert_eq!(settle("0.00").0, 0);
}

#[test]
fn close_3_an_account_whose_meter_is_off_is_closed_without_a_reading() {
    let desk = Desk::new();
    let (account, meter) = connected(&desk, TODAY);
    let removal = json!({
        "kind": "removal", "account": account, "reason": "外出", "applied_on": TODAY, "from": TODAY,
        "to": "2026-12-31", "documents": { "DOC-10.1": "original" },
    });
    let file = desk.file("removal.json", removal.to_string());
    let removal = number(&desk.done(TODAY, &["accept", &file]));
    for _ in 0..3 {
        desk.next(TODAY, &removal);
    }
    let case = accepted(&desk, &account);
    let asked = &desk.done(TODAY, &["case", &case])["next"][0]["fields"];
    let names: Vec<&str> = asked
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["condition", "checked_by"]);
    for _ in 0..5 {
        desk.next(TODAY, &case);
    }
    let closed = customer(&desk, TODAY, &account);
    assert_eq!(
        (&closed["state"], &closed["meters"][0]["asset_number"]),
        (&json!("closed"), &json!(meter))
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}
