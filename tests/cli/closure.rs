//! An account closed, from the application to the file.

use serde_json::{Value, json};

use crate::removal::{connected, customer, number};
use crate::support::Desk;

const TODAY: &str = "2026-09-24";

fn accept(desk: &Desk, account: &str, change: impl FnOnce(&mut Value)) -> (i32, Value) {
    accept_on(desk, TODAY, account, change)
}

fn accept_on(
    desk: &Desk,
    today: &str,
    account: &str,
    change: impl FnOnce(&mut Value),
) -> (i32, Value) {
    let mut application = json!({
        "kind": "closure", "account": account, "reason": "房屋拆迁", "applied_on": today,
        "all_capacity_stopped": true, "arrears": "0.00", "arrears_checked_on": today,
        "documents": { "DOC-10.1": "original" },
    });
    change(&mut application);
    let file = desk.file("closure.json", application.to_string());
    desk.run(today, &["accept", &file])
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

/// An account connected in spring whose meter was read on days, each with what it showed.
fn read_on(desk: &Desk, readings: &[(&str, &str)]) -> String {
    let (account, _) = connected(desk, "2026-02-02");
    for (on, value) in readings {
        let reading = json!({ "account": account, "on": on, "value": value });
        let file = desk.file("reading.json", reading.to_string());
        desk.done("2026-12-31", &["record", "reading", &file]);
    }
    account
}

/// Reminders of candidates as `account from due`.
fn candidates(desk: &Desk, today: &str) -> Vec<String> {
    let items = desk.done(today, &["due"]);
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| item["rule"] == "CLOSE-4")
        .map(|item| {
            assert_eq!(
                (&item["case"], &item["kind"]),
                (&Value::Null, &json!("closure"))
            );
            assert!(item["reminder"].as_str().unwrap().contains("不用电"));
            let [account, from, due] =
                ["account", "from", "due"].map(|key| item[key].as_str().unwrap());
            format!("{account} {from} {due}")
        })
        .collect()
}

#[test]
fn close_4_six_months_of_equal_readings_make_a_candidate_and_one_day_less_does_not() {
    for (last, found) in [("2026-09-04", false), ("2026-09-05", true)] {
        let desk = Desk::new();
        let used = [
            ("2026-02-05", "10"),
            ("2026-03-05", "12"),
            ("2026-04-05", "12.0"),
            (last, "12.00"),
        ];
        let account = read_on(&desk, &used);
        let expected = format!("{account} 2026-03-05 2026-09-24");
        assert_eq!(
            candidates(&desk, TODAY),
            if found { vec![expected] } else { vec![] },
            "{last}"
        );
        assert_eq!(
            customer(&desk, TODAY, &account)["state"],
            "active",
            "never by itself"
        );
    }
}

#[test]
fn close_4_use_a_reading_in_between_or_a_suspension_ends_it() {
    let desk = Desk::new();
    let still = [("2026-03-05", "12"), ("2026-09-05", "12")];
    let account = read_on(&desk, &still);
    assert_eq!(candidates(&desk, TODAY).len(), 1);
    let case = accepted(&desk, &account);
    assert_eq!(
        candidates(&desk, TODAY),
        [""; 0],
        "its closure is on the way"
    );
    desk.done(TODAY, &["void", &case, "--reason", "不销了"]);
    assert_eq!(candidates(&desk, TODAY).len(), 1);
    let suspension = json!({
        "kind": "suspension", "account": account, "reason": "外出", "applied_on": TODAY, "from": "2026-10-09",
        "to": "2026-12-01", "transformers": "all", "documents": { "DOC-10.1": "original" },
    });
    let file = desk.file("suspension.json", suspension.to_string());
    let suspension = number(&desk.done(TODAY, &["accept", &file]));
    assert_eq!(
        candidates(&desk, TODAY),
        [""; 0],
        "a suspension was asked for"
    );
    desk.done(TODAY, &["void", &suspension, "--reason", "不停了"]);
    assert_eq!(candidates(&desk, TODAY).len(), 1);
    let used = json!({ "account": account, "on": "2026-09-10", "value": "12.1" });
    let file = desk.file("reading.json", used.to_string());
    desk.done(TODAY, &["record", "reading", &file]);
    assert_eq!(candidates(&desk, TODAY), [""; 0]);
    // Found out afterwards: it stood at 11 in June.
    let desk = Desk::new();
    let account = read_on(
        &desk,
        &[
            ("2026-02-05", "11"),
            ("2026-03-05", "12"),
            ("2026-09-05", "12"),
        ],
    );
    assert_eq!(candidates(&desk, TODAY).len(), 1);
    let late = json!({ "account": account, "on": "2026-02-20", "value": "11.5" });
    let file = desk.file("reading.json", late.to_string());
    desk.done(TODAY, &["record", "reading", &file]);
    assert_eq!(candidates(&desk, TODAY).len(), 1, "before it stood still");
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn close_4_a_candidate_is_given_written_notice_with_proof_of_delivery() {
    let desk = Desk::new();
    let account = read_on(&desk, &[("2026-03-05", "12"), ("2026-09-05", "12")]);
    let (other, _) = connected(&desk, "2026-09-01");
    let notify = |account: &str| {
        let file = desk.file("notice.json", json!({ "account": account }).to_string());
        desk.run(TODAY, &["record", "idle_notice", &file])
    };
    let (code, refused) = notify(&other);
    assert_eq!(
        (code, &refused["refused"][0]["rule"]),
        (2, &json!("CLOSE-4"))
    );
    let close = |today: &str| {
        accept_on(&desk, today, &account, |application| {
            application["begun_by"] = "office".into();
            application["documents"] = json!({});
        })
    };
    let refused_as = |today: &str| {
        let (code, refused) = close(today);
        let only = &refused["refused"][0];
        assert_eq!((code, &only["rule"]), (2, &json!("CLOSE-4")));
        only["message"].as_str().unwrap().to_owned()
    };
    assert!(refused_as(TODAY).contains("没有书面通知过"));
    let (code, notice) = notify(&account);
    assert_eq!((code, &notice["notice"]), (0, &json!("SQ-2026-N0001")));
    assert_eq!(
        notify(&account).1["notice"],
        "SQ-2026-N0001",
        "not delivered yet: the same one"
    );
    let printed = desk.done(TODAY, &["print", "SQ-2026-N0001", "closure_notice"]);
    assert_eq!(printed["pages"], 1);
    assert_eq!(
        desk.refused(TODAY, &["print", "SQ-2026-N0001", "fee_notice"]),
        ["CLOSE-4 "]
    );
    assert!(refused_as(TODAY).contains("SQ-2026-N0001还没有送达证明"));
    let deliver = |on: &str, how: &str, by: &str| {
        let entry = json!({ "number": "SQ-2026-N0001", "on": on, "how": how, "received_by": by });
        let file = desk.file("delivery.json", entry.to_string());
        desk.run("2026-09-30", &["record", "delivery", &file])
    };
    let (code, refused) = deliver("2026-09-23", "phone", "");
    let rules: Vec<&str> = refused["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["field"].as_str().unwrap())
        .collect();
    assert_eq!((code, rules), (2, vec!["on", "how", "received_by"]));
    let (code, delivered) = deliver("2026-09-29", "signed", "陈国强");
    assert_eq!(
        (code, &delivered["delivery"]["received_by"]),
        (0, &json!("陈国强"))
    );
    let (code, _) = deliver("2026-09-29", "signed", "陈国强");
    assert_eq!(code, 2, "once");
    let items = desk.done("2026-09-30", &["due"]);
    let mut items = items.as_array().unwrap().iter();
    let reminder = items.find(|item| item["rule"] == "CLOSE-4").unwrap();
    assert!(
        reminder["reminder"]
            .as_str()
            .unwrap()
            .contains("2026-09-29送达")
    );
    assert!(refused_as("2026-09-28").contains("晚于申请日期"));
    let (_, taken) = close("2026-09-30");
    let whole = desk.done("2026-09-30", &["case", &number(&taken)]);
    assert_eq!(
        (
            &whole["application"]["begun_by"],
            &whole["application"]["notice"]
        ),
        (&json!("office"), &json!("SQ-2026-N0001"))
    );
    let plain = desk.plain("2026-09-30", &["case", &number(&taken)]);
    assert!(
        plain.contains("长期不用电，通知SQ-2026-N0001已送达"),
        "{plain}"
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn close_1_an_account_under_seal_is_closed_without_resuming() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, "2026-09-01");
    let suspension = json!({
        "kind": "suspension", "account": account, "reason": "停产", "applied_on": "2026-09-01", "from": "2026-09-07",
        "to": "2026-12-01", "transformers": "all", "documents": { "DOC-10.1": "original" },
    });
    let file = desk.file("suspension.json", suspension.to_string());
    let suspension = number(&desk.done("2026-09-01", &["accept", &file]));
    desk.next("2026-09-07", &suspension);
    assert_eq!(customer(&desk, TODAY, &account)["state"], "suspended");
    let case = accepted(&desk, &account);
    for _ in 0..5 {
        desk.next(TODAY, &case);
    }
    let closed = customer(&desk, TODAY, &account);
    assert_eq!(
        (&closed["state"], &closed["times_used"]),
        (&json!("closed"), &json!(1))
    );
    assert_eq!(
        closed["days_used"], 17,
        "its days stay used, to the day of the closure"
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn close_4_the_office_closes_after_the_day_for_an_answer_and_asks_no_id() {
    let desk = Desk::new();
    let account = read_on(&desk, &[("2026-03-05", "12"), ("2026-09-05", "12")]);
    desk.done(TODAY, &["settings", "closure.answer_days=15"]);
    let file = desk.file("notice.json", json!({ "account": account }).to_string());
    desk.done(TODAY, &["record", "idle_notice", &file]);
    let deliver = |answer_by: &str| {
        let entry = json!({
            "number": "SQ-2026-N0001", "on": "2026-09-28", "how": "signed", "received_by": "陈国强",
            "answer_by": answer_by,
        });
        let file = desk.file("delivery.json", entry.to_string());
        desk.run("2026-09-30", &["record", "delivery", &file])
    };
    let (code, refused) = deliver("2026-09-27");
    assert_eq!(
        (code, &refused["refused"][0]["field"]),
        (2, &json!("answer_by"))
    );
    let (code, delivered) = deliver("");
    assert_eq!(code, 0);
    assert_eq!(
        delivered["delivery"]["answer_by"], "2026-10-09",
        "15 days after the notice"
    );
    let reminder = |today: &str| {
        let items = desk.done(today, &["due"]);
        let mut items = items.as_array().unwrap().iter();
        let found = items.find(|item| item["rule"] == "CLOSE-4").unwrap();
        found["reminder"].as_str().unwrap().to_owned()
    };
    assert!(reminder("2026-10-09").contains("等客户在2026-10-09以前答复"));
    assert!(reminder("2026-10-10").contains("2026-10-09答复到期"));
    let close = |today: &str| {
        accept_on(&desk, today, &account, |application| {
            application["begun_by"] = "office".into();
            application["documents"] = json!({});
        })
    };
    let (code, early) = close("2026-10-09");
    assert_eq!((code, &early["refused"][0]["rule"]), (2, &json!("CLOSE-4")));
    let (code, taken) = close("2026-10-10");
    assert_eq!(code, 0, "{taken}");
    let case = number(&taken);
    let (_, sheet) = desk.printed("2026-10-10", &[&case, "resident_change_application"]);
    assert!(
        !sheet.contains("客户声明") && sheet.contains("客户不用签名"),
        "{sheet}"
    );
    let blank = desk.path("blank.pdf");
    let blank = blank.to_str().unwrap();
    desk.done(
        TODAY,
        &[
            "print",
            "--blank",
            "resident_change_application",
            "-o",
            blank,
        ],
    );
    let document = lopdf::Document::load(blank).unwrap();
    let text = document.extract_text(&[1]).unwrap();
    assert!(
        text.contains("客户声明") && !text.contains("客户不用签名"),
        "{text}"
    );
}

#[test]
fn close_3_the_contract_of_a_closed_account_is_said_to_have_ended() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, TODAY);
    let case = accepted(&desk, &account);
    let open = desk.plain(TODAY, &["customer", &account]);
    assert!(open.contains(&format!("{TODAY}起")), "{open}");
    for _ in 0..4 {
        desk.next(TODAY, &case);
    }
    let closed = desk.plain(TODAY, &["customer", &account]);
    let (_, contract) = closed.rsplit_once("合同").unwrap();
    assert!(contract.contains(&format!("{TODAY}至{TODAY}")), "{closed}");
}

#[test]
fn close_2_the_last_reading_stands_on_the_work_order_with_what_it_comes_to() {
    let desk = Desk::new();
    let (account, meter) = connected(&desk, "2026-09-01");
    let reading = json!({ "account": account, "on": "2026-09-10", "value": "100" });
    let file = desk.file("reading.json", reading.to_string());
    desk.done(TODAY, &["record", "reading", &file]);
    let case = accepted(&desk, &account);
    let meter = format!("meter={meter}");
    let mut words = vec!["step", &case, "meter_checked", "--set", &meter];
    for pair in ["reading=150.5", "condition=完好", "checked_by=陈志强"] {
        words.extend(["--set", pair]);
    }
    desk.done(TODAY, &words);
    let used = "最后用电自2026-09-10的100到2026-09-24的150.5，乘倍率1，用电50.5kWh";
    let (_, text) = desk.printed(TODAY, &[&case, "closure_work_order"]);
    assert!(text.contains(used), "{text}");
    let running = desk.plain(TODAY, &["customer", &account]);
    assert!(running.contains("2026-09-01起"), "{running}");
    for _ in 0..3 {
        desk.next(TODAY, &case);
    }
    let (_, text) = desk.printed(TODAY, &[&case, "closure_work_order"]);
    assert!(text.contains(used), "the meter is down: {text}");
    let closed = desk.plain(TODAY, &["customer", &account]);
    assert!(closed.contains("2026-09-01至2026-09-24"), "{closed}");
}
