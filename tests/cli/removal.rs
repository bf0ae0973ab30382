//! A meter moved, taken off for a time, hung again, from the application to the file.

use serde_json::{Value, json};

use crate::support::Desk;

/// An account connected on the day, and its meter.
pub(crate) fn connected(desk: &Desk, today: &str) -> (String, String) {
    let case = number(&desk.accept(today, |_| {}));
    for _ in 0..9 {
        desk.next(today, &case);
    }
    let account = desk.done(today, &["case", &case])["account"].clone();
    let account = account.as_str().unwrap().to_owned();
    let meter = customer(desk, today, &account)["meters"][0]["asset_number"].clone();
    (account, meter.as_str().unwrap().to_owned())
}

pub(crate) fn number(taken: &Value) -> String {
    assert_eq!(taken["state"], "accepted", "{taken}");
    taken["case"].as_str().unwrap().to_owned()
}

pub(crate) fn customer(desk: &Desk, today: &str, account: &str) -> Value {
    desk.done(today, &["customer", account])
}

fn application(desk: &Desk, today: &str, account: &str, kind: &str) -> String {
    let mut application = json!({
        "kind": kind, "account": account, "reason": "翻修房屋", "applied_on": today,
        "documents": { "DOC-10.1": "original" },
    });
    let own = match kind {
        "relocation" => json!({
            "same_address": true, "same_class": true, "same_supply_point": true, "to": "新屋东墙",
        }),
        "removal" => json!({ "from": today, "to": "2026-12-31" }),
        _ => json!({}),
    };
    let fields = application.as_object_mut().unwrap();
    fields.extend(own.as_object().unwrap().clone());
    desk.file(&format!("{kind}.json"), application.to_string())
}

fn accept(desk: &Desk, today: &str, account: &str, kind: &str) -> String {
    let file = application(desk, today, account, kind);
    number(&desk.done(today, &["accept", &file]))
}

/// Reminders on accounts as `account due days_left`.
fn reminders(desk: &Desk, today: &str, within: &str) -> Vec<String> {
    let items = desk.done(today, &["due", "--within", within]);
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| item["case"].is_null())
        .map(|item| {
            assert_eq!(item["rule"], "REMOVE-2");
            assert!(!item["reminder"].as_str().unwrap().is_empty());
            let (account, due) = (&item["account"], &item["due"]);
            let (account, due) = (account.as_str().unwrap(), due.as_str().unwrap());
            format!("{account} {due} {}", item["days_left"])
        })
        .collect()
}

/// An account whose meter came off on 2026-08-31.
fn removed(desk: &Desk) -> (String, String, String) {
    let (account, meter) = connected(desk, "2026-08-03");
    let today = "2026-08-31";
    let case = accept(desk, today, &account, "removal");
    desk.next(today, &case);
    let last = [
        "reading=128.5",
        "seals_off=F1",
        "worker=陈志强",
        "second_worker=刘卫东",
    ];
    let on = format!("meter={meter}");
    let mut words = vec!["step", &case, "removed", "--set", &on];
    for pair in &last {
        words.extend(["--set", pair]);
    }
    desk.done(today, &words);
    (account, meter, case)
}

#[test]
fn move_1_a_meter_is_moved_with_its_seals_and_reading() {
    let desk = Desk::new();
    let today = "2026-09-24";
    let (account, meter) = connected(&desk, today);
    let case = accept(&desk, today, &account, "relocation");
    let early = desk.refused(today, &["print", &case, "relocation_work_order"]);
    assert_eq!(early, ["INPUT form"]);
    let survey = desk.done(today, &["case", &case])["next"][0]["fields"].clone();
    let mut words = vec!["step".to_owned(), case.clone(), "survey".to_owned()];
    for field in survey.as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        if name == "found_capacity" || field["required"] == true {
            let found = if name == "found_capacity" {
                "30"
            } else {
                field["example"].as_str().unwrap()
            };
            words.extend(["--set".to_owned(), format!("{name}={found}")]);
        }
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let surveyed = desk.done(today, &words);
    let warned = surveyed["warnings"].to_string();
    assert!(
        warned.contains("查勘核定容量30 kW，合同容量是10 kW"),
        "{warned}"
    );
    assert_eq!(desk.next(today, &case), "fees_settled");
    let whole = desk.done(today, &["case", &case]);
    assert_eq!(whole["deadlines"], json!([]), "none in the manual");
    let fields = whole["next"][0]["fields"].as_array().unwrap();
    let example = |name: &str| {
        let mut fields = fields.iter();
        let field = fields.find(|field| field["name"] == name).unwrap();
        field["example"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (example("meter"), example("new_place")),
        (meter.clone(), "新屋东墙".to_owned())
    );
    let moved = |pairs: &[&str]| {
        let mut words: Vec<String> = ["step", &case, "moved"].map(str::to_owned).to_vec();
        let usual = [
            "old_place=旧屋",
            "new_place=新屋东墙",
            "seals_off=F1",
            "seals=F9",
            "worker=甲",
            "second_worker=乙",
        ];
        for pair in usual.iter().chain(pairs) {
            words.extend(["--set".to_owned(), (*pair).to_owned()]);
        }
        words
    };
    let own = format!("meter={meter}");
    let run = |pairs: &[&str]| {
        let words = moved(pairs);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.run(today, &words)
    };
    let (code, other) = run(&["meter=9999999999999999999999", "old_reading=5", "reading=5"]);
    assert_eq!((code, &other["refused"][0]["field"]), (2, &json!("meter")));
    let (code, less) = run(&[&own, "old_reading=5", "reading=4"]);
    assert_eq!((code, &less["refused"][0]["field"]), (2, &json!("reading")));
    let mut words = moved(&[&own, "old_reading=5", "reading=5"]);
    for word in &mut words {
        *word = word.replace("seals=F9", "seals=F9、F1");
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (code, again) = desk.run(today, &words);
    let warned = again["warnings"][0].as_str().unwrap_or_default().to_owned();
    assert!(code == 0 && warned.contains("封印F1刚拆下"), "{again}");
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    let (code, _) = run(&[&own, "old_reading=5", "reading=5"]);
    assert_eq!(code, 0);
    let after = customer(&desk, today, &account);
    assert_eq!(after["meters"][0]["seals"], "F9");
    assert_eq!(after["state"], "active");
    let printed = desk.done(today, &["print", &case, "relocation_work_order"]);
    assert_eq!(printed["pages"], 2);
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    assert_ne!(customer(&desk, today, &account)["meters"][0]["seals"], "F9");
    assert_eq!(run(&[&own, "old_reading=5", "reading=5"]).0, 0);
    let filed = desk.next_recorded(today, &case);
    let warned = filed["warnings"].to_string();
    assert!(
        warned.contains("居民客户变更用电申请表从来没有打印过"),
        "{warned}"
    );
    assert_eq!(desk.done(today, &["case", &case])["state"], "filed");
    assert_eq!(desk.done(today, &["check"])["ok"], true);
}

#[test]
fn remove_3_the_capacity_stays_reserved_on_the_customer_and_on_the_form() {
    let desk = Desk::new();
    let (account, _, case) = removed(&desk);
    let after = customer(&desk, "2026-09-01", &account);
    assert_eq!(
        (&after["state"], &after["capacity"]),
        (&json!("removed"), &json!("10"))
    );
    let plain = desk.plain("2026-09-01", &["customer", &account]);
    assert!(plain.contains("保留"), "{plain}");
    let (_, order) = desk.printed("2026-09-01", &[&case, "removal_work_order"]);
    assert!(order.contains("保留容量10kW"), "{order}");
}

#[test]
fn remove_2_the_account_is_reminded_thirty_seven_and_one_days_ahead() {
    let desk = Desk::new();
    let (account, _, case) = removed(&desk);
    let after = customer(&desk, "2026-09-01", &account);
    assert_eq!(after["state"], "removed");
    assert!(!after["meters"][0]["removed_on"].is_null());
    let whole = desk.done("2026-09-01", &["case", &case]);
    let reserved = &whole["application"]["capacity"];
    assert_eq!(&after["capacity"], reserved, "REMOVE-3: it stays reserved");
    // 2027-02-28 is a Sunday; 2027 has no calendar yet, so Monday is the next working day.
    assert_eq!(after["removal"]["nominal"], "2027-02-28");
    assert_eq!(after["removal"]["due"], "2027-03-01");
    assert_eq!(whole["removal"]["due"], "2027-03-01");
    // COUNT-3 and COUNT-4: both days, and that the year's calendar is missing.
    let (_, order) = desk.printed("2026-09-01", &[&case, "removal_work_order"]);
    assert!(
        order.contains("最后一天2027-03-01（名义到期2027-02-28）"),
        "{order}"
    );
    assert!(order.contains("放假安排还没有公布的年份"), "{order}");
    for words in [&["case", &*case], &["customer", &*account]] {
        let plain = desk.plain("2026-09-01", words);
        assert!(
            plain.contains("2027-02-28是休息日") && plain.contains("缺2027年"),
            "{plain}"
        );
        let plain = desk.plain("2027-03-02", words);
        assert!(
            plain.contains("已经过期") && !plain.contains("最迟2027"),
            "{plain}"
        );
    }
    let items = desk.done("2026-09-01", &["due"]);
    assert_eq!(
        items[0]["remind_on"],
        json!(["2027-01-30", "2027-02-22", "2027-02-28"])
    );
    assert!(items[0]["step"].is_null());
    let other = json!({
        "account": account, "asset_number": "7777777777777777777777", "reading": "0", "multiplier": "1",
    });
    let file = desk.file("meter.json", other.to_string());
    let hung = desk.refused("2026-09-01", &["record", "meter", &file]);
    assert_eq!(hung, ["REMOVE-4 account"], "no meter beside a reconnection");
    assert_eq!(reminders(&desk, "2027-01-29", "30"), [""; 0]);
    for (today, left) in [
        ("2027-01-30", 30),
        ("2027-02-22", 7),
        ("2027-02-28", 1),
        ("2027-03-01", 0),
    ] {
        let within = left.to_string();
        let wanted = format!("{account} 2027-03-01 {left}");
        assert_eq!(reminders(&desk, today, &within), [wanted]);
    }
    let late = desk.done("2027-03-02", &["due"]);
    assert_eq!(late[0]["state"], "overdue");
}

#[test]
fn remove_6_the_day_before_the_day_and_the_day_after() {
    let desk = Desk::new();
    let (account, meter, _) = removed(&desk);
    for today in ["2027-02-26", "2027-03-01"] {
        let case = accept(&desk, today, &account, "reconnection");
        assert_eq!(reminders(&desk, today, "400"), [""; 0], "it is applied for");
        desk.done(today, &["void", &case, "--reason", "客户改变主意"]);
        assert_eq!(reminders(&desk, today, "400").len(), 1);
    }
    let file = application(&desk, "2027-03-02", &account, "reconnection");
    let late = desk.refused("2027-03-02", &["accept", &file]);
    assert_eq!(late, ["REMOVE-6 account"]);
    // What counts is the day of the application, not that of carrying it out.
    let case = accept(&desk, "2027-03-01", &account, "reconnection");
    let today = "2027-03-02";
    let steps: Vec<String> = (0..3).map(|_| desk.next(today, &case)).collect();
    assert_eq!(steps, ["fees_settled", "formalities", "reconnected"]);
    let after = customer(&desk, today, &account);
    assert_eq!(
        (&after["state"], &after["removal"]),
        (&json!("active"), &Value::Null)
    );
    let meters = after["meters"].as_array().unwrap();
    assert_eq!(meters.len(), 1, "the same meter hangs again");
    assert_eq!(meters[0]["asset_number"], meter.as_str());
    assert!(meters[0]["removed_on"].is_null());
    let printed = desk.done(today, &["print", &case, "reconnection_work_order"]);
    assert_eq!(printed["pages"], 2);
    desk.next(today, &case);
    assert_eq!(desk.done(today, &["check"])["ok"], true);
}

#[test]
fn remove_5_another_meter_may_come_and_it_can_be_taken_back() {
    let desk = Desk::new();
    let (account, meter, removal) = removed(&desk);
    let today = "2026-10-12";
    let case = accept(&desk, today, &account, "reconnection");
    let open = desk.refused(
        today,
        &[
            "accept",
            &application(&desk, today, &account, "reconnection"),
        ],
    );
    assert_eq!(open, ["REMOVE-4 account"]);
    let in_use = desk.refused(today, &["withdraw", &removal, "--reason", "录错"]);
    assert_eq!(in_use, ["COUNT-6 "], "a later case stands on it");
    desk.next(today, &case);
    desk.next(today, &case);
    let whole = desk.done(today, &["case", &case]);
    assert_eq!(whole["deadlines"][0]["step"], "reconnected");
    assert_eq!(
        whole["deadlines"][0]["due"], "2026-10-19",
        "Saturday 17th, then Monday"
    );
    let before = customer(&desk, today, &account);
    let pairs = [
        "meter=8888888888888888888888",
        "meter_model=单相智能表",
        "reading=0",
        "seals=F7",
        "worker=甲",
        "second_worker=乙",
    ];
    let mut words = vec!["step", &case, "reconnected"];
    for pair in &pairs {
        words.extend(["--set", pair]);
    }
    desk.done(today, &words);
    let after = customer(&desk, today, &account);
    assert_eq!(after["state"], "active");
    assert_eq!(after["meters"].as_array().unwrap().len(), 2);
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    let back = customer(&desk, today, &account);
    for key in ["state", "meters", "readings", "contracts", "removal"] {
        assert_eq!(back[key], before[key], "{key}");
    }
    // The same meter again, and taken back: its readings are there once.
    let own = format!("meter={meter}");
    let mut words = vec!["step", &case, "reconnected", "--set", &own];
    for pair in pairs.iter().skip(1) {
        let pair = if *pair == "reading=0" {
            "reading=128.5"
        } else {
            pair
        };
        words.extend(["--set", pair]);
    }
    desk.done(today, &words);
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(
        customer(&desk, today, &account)["readings"],
        before["readings"]
    );
}

/// The account with its meter behind transformers that multiply by 20, taken off.
fn removed_behind_transformers(desk: &Desk) -> (String, String) {
    let (account, _) = connected(desk, "2026-08-03");
    let meter = "7777777777777777777777";
    let exchange = json!({
        "account": account, "asset_number": meter, "final_reading": "50", "reading": "0", "multiplier": "20",
        "on": "2026-08-04",
    });
    let file = desk.file("meter.json", exchange.to_string());
    desk.done("2026-08-04", &["record", "meter", &file]);
    let today = "2026-08-31";
    let case = accept(desk, today, &account, "removal");
    desk.next(today, &case);
    let meter = format!("meter={meter}");
    let pairs = [
        meter.as_str(),
        "reading=128.5",
        "seals_off=F1",
        "worker=甲",
        "second_worker=乙",
    ];
    let set = pairs.iter().flat_map(|pair| ["--set", pair]);
    let words: Vec<&str> = ["step", &case, "removed"].into_iter().chain(set).collect();
    desk.done(today, &words);
    (account, meter)
}

#[test]
fn remove_5_a_meter_behind_transformers_is_not_followed_by_one_without_a_multiplier() {
    let desk = Desk::new();
    let (account, own) = removed_behind_transformers(&desk);
    let today = "2026-10-12";
    let case = accept(&desk, today, &account, "reconnection");
    desk.next(today, &case);
    desk.next(today, &case);
    let hang = |meter: &str, more: &[&str]| {
        let usual = [
            meter,
            "meter_model=x",
            "seals=F7",
            "worker=甲",
            "second_worker=乙",
        ];
        let pairs = usual.iter().chain(more).flat_map(|pair| ["--set", *pair]);
        let words: Vec<&str> = ["step", case.as_str(), "reconnected"]
            .into_iter()
            .chain(pairs)
            .collect();
        desk.run(today, &words)
    };
    let multiplier = || {
        customer(&desk, today, &account)["meters"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()["multiplier"]
            .clone()
    };
    let other = "meter=8888888888888888888888";
    let (code, refused) = hang(other, &["reading=0"]);
    let message = refused["refused"][0]["message"].as_str().unwrap();
    assert_eq!(
        (code, &refused["refused"][0]["field"]),
        (2, &json!("multiplier"))
    );
    assert!(message.contains("倍率是20"), "{message}");
    assert_eq!(hang(other, &["reading=0", "multiplier=1"]).0, 0);
    assert_eq!(multiplier(), "1");
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    // The same meter again has its own.
    assert_eq!(hang(&own, &["reading=128.5"]).0, 0);
    assert_eq!(multiplier(), "20");
}

#[test]
fn remove_1_a_removal_is_voided_before_it_is_carried_out_and_not_after() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, "2026-08-03");
    let today = "2026-08-31";
    let case = accept(&desk, today, &account, "removal");
    let other = desk.refused(
        today,
        &["accept", &application(&desk, today, &account, "relocation")],
    );
    assert_eq!(other, ["MOVE-1 account"]);
    desk.done(today, &["void", &case, "--reason", "客户改变主意"]);
    let case = accept(&desk, today, &account, "removal");
    desk.next(today, &case);
    desk.next(today, &case);
    assert_eq!(
        desk.refused(today, &["void", &case, "--reason", "晚了"]),
        ["AUDIT-1 "]
    );
    desk.done(today, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(customer(&desk, today, &account)["state"], "active");
    assert_eq!(reminders(&desk, today, "400"), [""; 0]);
    desk.done(today, &["void", &case, "--reason", "客户改变主意"]);
    assert_eq!(desk.done(today, &["check"])["ok"], true);
}

#[test]
fn doc_10_a_tenant_brings_the_owners_consent() {
    let desk = Desk::new();
    let today = "2026-09-24";
    let (account, _) = connected(&desk, today);
    let file = application(&desk, today, &account, "removal");
    let mut typed: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    typed["to"] = "2026-12-31".into();
    typed["tenant"] = true.into();
    typed["landlord"] = json!({
        "name": "李福生", "id_kind": "id_card", "id_number": crate::support::ID, "phone": "13700137000",
        "address": "石桥镇",
    });
    let file = desk.file("tenant.json", typed.to_string());
    let taken = desk.done(today, &["accept", &file]);
    assert_eq!(taken["state"], "waiting");
    assert_eq!(taken["missing"][0]["code"], "DOC-10.3");
    let case = taken["case"].as_str().unwrap();
    let complete = desk.done(today, &["documents", case, "DOC-10.3=original"]);
    assert_eq!(complete["state"], "accepted");
    let (_, sheet) = desk.printed(today, &[case, "resident_change_application"]);
    for words in [
        "产权人李福生",
        "产权人证件11010519491231002X",
        "联系电话13700137000",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
}

#[test]
fn a_reading_out_of_all_proportion_is_warned_of_and_kept() {
    let desk = Desk::new();
    let (account, meter) = connected(&desk, "2026-09-24");
    let later = "2026-09-26";
    let read = |on: &str, value: &str| {
        let entry = json!({ "account": account, "value": value, "on": on });
        let file = desk.file("reading.json", entry.to_string());
        desk.done(later, &["record", "reading", &file])
    };
    assert_eq!(read("2026-09-25", "200")["warnings"], json!([]));
    let odd = read(later, "99999");
    let words = odd["warnings"][0].as_str().unwrap();
    for part in [meter.as_str(), "99799 kWh", "10 kW", "240 kWh"] {
        assert!(words.contains(part), "{words}");
    }
    let kept = customer(&desk, later, &account)["readings"].clone();
    assert_eq!(kept.as_array().unwrap().last().unwrap()["value"], "99999");
}

#[test]
fn move_1_the_receipt_says_what_is_moved_where_and_that_the_office_moves_it() {
    let desk = Desk::new();
    let (account, _) = connected(&desk, "2026-09-01");
    let case = accept(&desk, "2026-09-24", &account, "relocation");
    let (_, text) = desk.printed("2026-09-24", &[&case, "acceptance_receipt"]);
    for words in [
        "申请容量10kW（不变）",
        "电能表移到新屋东墙",
        "请不要自行移动",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let other = accept_other(&desk, "2026-09-24");
    let (_, text) = desk.printed("2026-09-24", &[&other, "acceptance_receipt"]);
    assert!(!text.contains("申请移表的"), "{text}");
}

/// A new connection.
fn accept_other(desk: &Desk, today: &str) -> String {
    number(&desk.accept(today, |_| {}))
}
