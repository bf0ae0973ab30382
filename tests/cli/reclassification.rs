//! Another tariff class and a ratio of several, from the application to the file; the ratio's yearly verification.

use serde_json::{Value, json};

use crate::support::Desk;

/// A home connected on the day, and its meter.
fn connected(desk: &Desk, today: &str) -> (String, String) {
    let case = number(&desk.accept(today, |_| {}));
    for _ in 0..9 {
        desk.next(today, &case);
    }
    let account = desk.done(today, &["case", &case])["account"].clone();
    let account = account.as_str().unwrap().to_owned();
    let meter = customer(desk, today, &account)["meters"][0]["asset_number"].clone();
    (account, meter.as_str().unwrap().to_owned())
}

fn number(taken: &Value) -> String {
    assert_eq!(taken["state"], "accepted", "{taken}");
    taken["case"].as_str().unwrap().to_owned()
}

fn customer(desk: &Desk, today: &str, account: &str) -> Value {
    desk.done(today, &["customer", account])
}

fn application(desk: &Desk, today: &str, account: &str, own: Value) -> String {
    let mut application = json!({
        "kind": "reclassification", "account": account, "reason": "住宅底层改为商店", "applied_on": today,
        "use": "自家小卖部", "documents": { "DOC-10.1": "original" },
    });
    let fields = application.as_object_mut().unwrap();
    fields.extend(own.as_object().unwrap().clone());
    desk.file("reclassification.json", application.to_string())
}

fn ratio(one: &str, other: &str) -> Value {
    json!({ "shares": [
        { "tariff": "resident", "percent": one }, { "tariff": "commercial", "percent": other },
    ] })
}

/// An account with a ratio of 60 to 40, its price changed on Thursday 2026-09-24.
fn with_ratio(desk: &Desk) -> (String, String) {
    let today = "2026-09-24";
    let (account, _) = connected(desk, today);
    let file = application(desk, today, &account, ratio("60", "40"));
    let case = number(&desk.done(today, &["accept", &file]));
    assert_eq!(desk.next(today, &case), "survey");
    assert_eq!(desk.next(today, &case), "price_changed");
    (account, case)
}

fn record(desk: &Desk, today: &str, entry: Value) -> (i32, Value) {
    let file = desk.file("verification.json", entry.to_string());
    desk.run(today, &["record", "verification", &file])
}

fn refused(desk: &Desk, today: &str, entry: Value) -> Vec<String> {
    let file = desk.file("verification.json", entry.to_string());
    desk.refused(today, &["record", "verification", &file])
}

/// Reminders of ratios as `due days_left state`.
fn reminders(desk: &Desk, today: &str) -> Vec<String> {
    let items = desk.done(today, &["due"]);
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| item["rule"] == "RECLASS-5")
        .map(|item| {
            assert!(item["case"].is_null() && item["step"].is_null());
            let (due, state) = (
                item["due"].as_str().unwrap(),
                item["state"].as_str().unwrap(),
            );
            format!("{due} {} {state}", item["days_left"])
        })
        .collect()
}

#[test]
fn reclass_1_a_shop_in_a_home_pays_as_a_shop_from_the_day_its_meter_was_read() {
    let desk = Desk::new();
    let today = "2026-09-24";
    let (account, meter) = connected(&desk, today);
    let same = application(&desk, today, &account, json!({ "tariff": "resident" }));
    assert_eq!(
        desk.refused(today, &["accept", &same]),
        ["RECLASS-1 tariff"]
    );
    let file = application(&desk, today, &account, json!({ "tariff": "commercial" }));
    let case = number(&desk.done(today, &["accept", &file]));
    let whole = desk.done(today, &["case", &case]);
    assert_eq!(whole["tariff_proposal"]["tariff"], "commercial");
    // After the Mid-Autumn holiday: 28, 29, 30 September.
    assert_eq!(whole["deadlines"][0]["step"], "survey");
    assert_eq!(whole["deadlines"][0]["rule"], "RECLASS-2");
    assert_eq!(whole["deadlines"][0]["due"], "2026-09-30");
    let vain = [
        "step",
        &case,
        "survey",
        "--result",
        "fail",
        "--set",
        "surveyed_by=陈志强",
    ];
    let vain = [&vain[..], &["--set", "reason=客户不在家"]].concat();
    desk.done(today, &vain);
    let again = desk.done(today, &["case", &case]);
    assert_eq!(
        again["deadlines"].as_array().unwrap().len(),
        1,
        "the limit runs on"
    );
    assert_eq!(again["deadlines"][0]["state"], "open");
    assert_eq!(again["next"][0]["round"], 2);
    let next: Vec<&str> = again["next"][0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        next,
        ["surveyed_by", "found_use", "found_tariff", "note", "reason"]
    );
    assert_eq!(desk.next(today, &case), "survey");
    let surveyed = desk.done(today, &["case", &case]);
    assert_eq!(surveyed["deadlines"][1]["rule"], "RECLASS-3");
    assert_eq!(surveyed["deadlines"][1]["due"], "2026-09-29");
    let before = customer(&desk, today, &account);
    let on = format!("meter={meter}");
    let change = [
        "step",
        &case,
        "price_changed",
        "--set",
        &on,
        "--set",
        "reading=120.5",
    ];
    let change = [&change[..], &["--set", "read_by=陈志强"]].concat();
    desk.done("2026-09-28", &change);
    let after = customer(&desk, "2026-09-28", &account);
    assert_eq!(
        (&before["tariff"], &after["tariff"]),
        (&json!("resident"), &json!("commercial"))
    );
    assert_eq!(after["shares"], json!([]));
    assert!(after["ratio"].is_null());
    let last = after["readings"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&last["read_on"], &last["value"]),
        (&json!("2026-09-28"), &json!("120.5"))
    );
    desk.done("2026-09-28", &["withdraw", &case, "--reason", "录错"]);
    let back = customer(&desk, "2026-09-28", &account);
    for key in ["tariff", "readings", "contracts", "shares"] {
        assert_eq!(back[key], before[key], "{key}");
    }
    desk.done("2026-09-28", &change);
    assert_eq!(
        desk.refused("2026-09-28", &["void", &case, "--reason", "晚了"]),
        ["AUDIT-1 "]
    );
    assert_eq!(
        desk.refused("2026-09-28", &["step", &case, "filed"]),
        ["NEW-6 "]
    );
    for (form, pages) in [
        ("reclassification_work_order", 2),
        ("contract_supplement", 1),
    ] {
        let printed = desk.done("2026-09-28", &["print", &case, form]);
        assert_eq!(printed["pages"], pages, "{form}");
    }
    assert_eq!(desk.next("2026-09-28", &case), "contract_signed");
    assert_eq!(desk.next("2026-09-28", &case), "filed");
    assert_eq!(desk.done("2026-09-28", &["check"])["ok"], true);
    assert_eq!(
        reminders(&desk, "2027-12-01"),
        [""; 0],
        "one class is not verified"
    );
}

#[test]
fn reclass_5_a_ratio_is_kept_on_the_account_and_verified_within_a_year() {
    let desk = Desk::new();
    let (account, case) = with_ratio(&desk);
    let after = customer(&desk, "2026-09-24", &account);
    assert_eq!(after["shares"], ratio("60", "40")["shares"]);
    assert_eq!(after["tariff"], "resident");
    // 2027 has no calendar yet; 24 September 2027 is a Friday.
    assert_eq!(after["ratio"]["due"], "2027-09-24");
    let items = desk.done("2026-09-24", &["due"]);
    let item = items
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["rule"] == "RECLASS-5");
    assert_eq!(
        item.unwrap()["remind_on"],
        json!(["2027-08-25", "2027-09-17", "2027-09-23"])
    );
    assert_eq!(reminders(&desk, "2027-09-24"), ["2027-09-24 0 open"]);
    assert_eq!(reminders(&desk, "2027-09-25"), ["2027-09-24 -1 overdue"]);
    let (code, kept) = record(&desk, "2027-09-20", json!({ "account": account }));
    assert_eq!((code, &kept["result"]), (0, &json!("verified")));
    assert_eq!(kept["shares"], ratio("60", "40")["shares"], "as it was");
    assert_eq!(reminders(&desk, "2027-09-20"), ["2028-09-20 366 open"]);
    let new = ratio("40.5", "59.5");
    let entry = json!({ "account": account, "on": "2027-09-21", "shares": new["shares"], "verified_by": "陈志强" });
    let (code, _) = record(&desk, "2027-09-22", entry);
    assert_eq!(code, 0);
    let after = customer(&desk, "2027-09-22", &account);
    assert_eq!(after["shares"], new["shares"]);
    assert_eq!(after["tariff"], "commercial", "the larger share now");
    assert_eq!(after["ratio"]["since"], "2027-09-21");
    assert_eq!(after["verifications"].as_array().unwrap().len(), 2);
    // The step that set the ratio is no longer taken back.
    let used = desk.refused("2027-09-22", &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(used, ["COUNT-6 "]);
    assert_eq!(desk.done("2027-09-22", &["check"])["ok"], true);
}

#[test]
fn reclass_6_a_refusal_is_recorded_the_ratio_stays_and_the_reminder_is_open() {
    let desk = Desk::new();
    let (account, _) = with_ratio(&desk);
    let entry = json!({ "account": account, "result": "refused", "note": "不让进门" });
    let (code, kept) = record(&desk, "2027-09-20", entry.clone());
    assert_eq!((code, &kept["result"]), (0, &json!("refused")));
    let after = customer(&desk, "2027-09-20", &account);
    assert_eq!(after["shares"], ratio("60", "40")["shares"]);
    assert_eq!(after["ratio"]["refused_on"], "2027-09-20");
    assert_eq!(reminders(&desk, "2027-09-25"), ["2027-09-24 -1 overdue"]);
    let items = desk.done("2027-09-25", &["due"]);
    let item = items
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["rule"] == "RECLASS-5");
    let note = item.unwrap()["note"].as_str().unwrap().to_owned();
    assert!(note.contains("2027-09-20拒绝核实"), "{note}");
    let mut both = entry;
    both["shares"] = ratio("50", "50")["shares"].clone();
    assert_eq!(refused(&desk, "2027-09-25", both), ["RECLASS-6 shares"]);
    let (code, _) = record(&desk, "2027-09-25", json!({ "account": account }));
    assert_eq!(code, 0);
    assert_eq!(reminders(&desk, "2027-09-25"), ["2028-09-25 366 open"]);
    assert!(customer(&desk, "2027-09-25", &account)["ratio"]["refused_on"].is_null());
}

#[test]
fn reclass_5_what_is_wrong_with_a_verification_is_said_all_at_once() {
    let desk = Desk::new();
    let (account, case) = with_ratio(&desk);
    let today = "2026-10-12";
    let mut entry = ratio("60", "39.99");
    entry["account"] = json!(account);
    entry["on"] = json!("2026-10-13");
    entry["result"] = json!("maybe");
    assert_eq!(
        refused(&desk, today, entry),
        ["INPUT result", "COUNT-6 on", "RECLASS-5 shares"]
    );
    let early = json!({ "account": account, "on": "2026-09-23" });
    assert_eq!(refused(&desk, today, early), ["COUNT-6 on"]);
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(customer(&desk, today, &account)["shares"], json!([]));
    let none = json!({ "account": account });
    assert_eq!(refused(&desk, today, none), ["RECLASS-5 account"]);
    assert_eq!(reminders(&desk, today), [""; 0]);
}

#[test]
fn reclass_5_the_papers_name_the_whole_ratio_and_no_supply_condition() {
    let desk = Desk::new();
    let (_, case) = with_ratio(&desk);
    let (_, text) = desk.printed("2026-09-24", &[&case, "survey_sheet"]);
    assert!(text.contains("用电类别居民生活60%、商业40%"), "{text}");
    let (_, text) = desk.printed("2026-09-24", &[&case, "resident_change_application"]);
    assert!(text.contains("类别居民生活60%、商业40%"), "{text}");
}

#[test]
fn reclass_5_the_ratio_found_on_site_stands_where_the_class_found_does() {
    let today = "2026-09-24";
    for (said, stands) in [
        ("found_tariff=commercial", "居民生活60%、商业40%"),
        ("found_tariff=general_industrial", "普通工业"),
        (
            r#"found_shares=[{"tariff":"居民生活","percent":"55"},{"tariff":"商业","percent":"45"}]"#,
            "居民生活55%、商业45%",
        ),
    ] {
        let desk = Desk::new();
        let (account, _) = connected(&desk, today);
        let file = application(&desk, today, &account, ratio("60", "40"));
        let case = number(&desk.done(today, &["accept", &file]));
        let usual = ["--set", "surveyed_by=陈志强", "--set", "found_use=商店"];
        let words = [&["step", &case, "survey"][..], &usual, &["--set", said]].concat();
        desk.done(today, &words);
        let (_, text) = desk.printed(today, &[&case, "reclassification_work_order"]);
        assert!(
            text.contains(&format!("核定类别{stands}查勘日期")),
            "{said}: {text}"
        );
    }
}

#[test]
fn new_6_the_index_of_another_class_names_the_supplement() {
    let desk = Desk::new();
    let (_, case) = with_ratio(&desk);
    assert_eq!(desk.next("2026-09-24", &case), "contract_signed");
    let (_, text) = desk.printed("2026-09-24", &[&case, "dossier_index"]);
    assert!(text.contains(&format!("合同编号{case}-BC（补充")), "{text}");
}

/// A case with a ratio of 60 to 40, accepted on Thursday 2026-09-24; its account's meter.
fn with_ratio_accepted(desk: &Desk) -> (String, String) {
    let today = "2026-09-24";
    let (account, meter) = connected(desk, today);
    let file = application(desk, today, &account, ratio("60", "40"));
    (number(&desk.done(today, &["accept", &file])), meter)
}

fn survey<'a>(case: &'a str, said: &'a str) -> Vec<&'a str> {
    let usual = ["--set", "surveyed_by=陈志强", "--set", "found_use=商店"];
    [&["step", case, "survey"][..], &usual, &["--set", said]].concat()
}

#[test]
fn reclass_5_what_a_survey_finds_is_a_ratio() {
    let desk = Desk::new();
    let today = "2026-09-24";
    let (case, _) = with_ratio_accepted(&desk);
    let refused = |said: &str| desk.refused(today, &survey(&case, said));
    assert_eq!(
        refused("found_shares=商业60，居民30"),
        ["INPUT found_shares"]
    );
    let rows = |one: &str, two: &str, percent: &str| {
        format!(
            r#"found_shares=[{{"tariff":"{one}","percent":"60"}},{{"tariff":"{two}","percent":"{percent}"}}]"#
        )
    };
    assert_eq!(
        refused(&rows("commercial", "resident", "30")),
        ["RECLASS-5 found_shares"]
    );
    assert_eq!(
        refused(&rows("commercial", "commercial", "40")),
        ["RECLASS-5 found_shares.1.tariff"]
    );
    assert_eq!(
        refused(&rows("商业", "居民", "40")),
        ["INPUT found_shares"],
        "no such class"
    );
    let one = r#"found_shares=[{"tariff":"commercial","percent":"100"}]"#;
    assert_eq!(refused(one), ["RECLASS-5 found_shares"]);
}

#[test]
fn reclass_5_another_ratio_than_applied_for_is_no_price() {
    let today = "2026-09-24";
    for (found, is_other) in [
        (
            r#"[{"tariff":"resident","percent":"55"},{"tariff":"commercial","percent":"45"}]"#,
            true,
        ),
        (
            r#"[{"tariff":"commercial","percent":"40.00"},{"tariff":"resident","percent":"60"}]"#,
            false,
        ),
    ] {
        let desk = Desk::new();
        let (case, meter) = with_ratio_accepted(&desk);
        let said = format!("found_shares={found}");
        let surveyed = desk.done(today, &survey(&case, &said));
        let warned = surveyed["warnings"].to_string();
        let differs = "查勘核定的是居民生活55%、商业45%，申请的是居民生活60%、商业40%";
        assert_eq!(warned.contains(differs), is_other, "{warned}");
        let meter = format!("meter={meter}");
        let mut change = vec!["step", &case, "price_changed"];
        for pair in [meter.as_str(), "reading=20", "read_by=陈志强"] {
            change.extend(["--set", pair]);
        }
        if is_other {
            assert_eq!(desk.refused(today, &change), ["RECLASS-5 "]);
        } else {
            desk.done(today, &change);
        }
    }
}

#[test]
fn reclass_3_a_low_reading_and_a_wrong_day_are_said_at_once() {
    let desk = Desk::new();
    let today = "2026-09-24";
    let (case, meter) = with_ratio_accepted(&desk);
    let account = desk.done(today, &["case", &case])["account"].clone();
    desk.next(today, &case);
    let today = "2026-09-28";
    let read = json!({ "account": account, "meter": meter, "value": "30", "on": today });
    let file = desk.file("reading.json", read.to_string());
    desk.done(today, &["record", "reading", &file]);
    let meter = format!("meter={meter}");
    let mut change = vec!["step", &case, "price_changed"];
    for pair in [
        meter.as_str(),
        "reading=20",
        "read_by=陈志强",
        "price_from=2026-09-23",
    ] {
        change.extend(["--set", pair]);
    }
    assert_eq!(
        desk.refused(today, &change),
        ["RECLASS-3 price_from", "INPUT reading"]
    );
}
