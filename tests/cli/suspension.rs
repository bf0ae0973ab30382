//! Suspensions and resumptions from the application to the file, and the years of an account.

use serde_json::{Value, json};

use crate::removal::number;
use crate::support::Desk;

const TODAY: &str = "2026-11-23";

fn office() -> Desk {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "60", "--cases", "0"]);
    desk
}

/// An application for a high-voltage customer's suspension, and his account.
fn suspension(desk: &Desk, change: impl FnOnce(&mut Value)) -> (String, String) {
    let words = ["template", "suspension", "--class", "high_voltage"];
    let mut application = desk.done(TODAY, &words);
    change(&mut application);
    let account = application["account"].as_str().unwrap().to_owned();
    (
        desk.file("suspension.json", application.to_string()),
        account,
    )
}

fn days(from: &str, to: &str) -> impl FnOnce(&mut Value) {
    move |application: &mut Value| {
        application["from"] = json!(from);
        application["to"] = json!(to);
    }
}

fn seal<'a>(case: &'a str, on: &'a str) -> Vec<&'a str> {
    let mut words = vec!["step", case, "sealed", "--on", on, "--set", "seals=F1、F2"];
    words.extend(["--set", "worker=陈志强", "--set", "second_worker=刘卫东"]);
    words
}

fn unseal<'a>(case: &'a str, on: &'a str) -> Vec<&'a str> {
    let mut words = vec![
        "step",
        case,
        "unsealed",
        "--on",
        on,
        "--set",
        "seals_off=F1、F2",
    ];
    words.extend(["--set", "worker=陈志强", "--set", "second_worker=刘卫东"]);
    words
}

/// `state times days left` of a year.
fn year(desk: &Desk, today: &str, account: &str, year: &str) -> String {
    let file = desk.done(today, &["customer", account, "--year", year]);
    format!(
        "{} {} {} {}",
        file["state"].as_str().unwrap(),
        file["times_used"],
        file["days_used"],
        file["days_left"]
    )
}

fn reminders(desk: &Desk, today: &str) -> Vec<String> {
    let items = desk.done(today, &["due"]);
    let items = items.as_array().unwrap().iter();
    let own = items.filter(|item| item["rule"].as_str().unwrap().starts_with("SUSPEND"));
    own.map(|item| {
        let [rule, due, state] = ["rule", "due", "state"].map(|key| item[key].as_str().unwrap());
        format!("{rule} {due} {state}")
    })
    .collect()
}

#[test]
fn suspend_12_from_the_application_to_the_file_and_back() {
    let desk = office();
    let (file, account) = suspension(&desk, days("2026-11-28", "2026-12-28"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    assert_eq!(
        year(&desk, TODAY, &account, "2026"),
        "active 1 30 150",
        "reserved"
    );
    assert_eq!(reminders(&desk, TODAY), ["SUSPEND-12 2026-11-28 open"]);
    let (_, text) = desk.printed(TODAY, &[&case, "high_voltage_change_application"]);
    assert!(text.contains("kVA正常用电"), "{text}");
    let early = desk.refused("2026-11-30", &seal(&case, "2026-11-27"));
    assert_eq!(early, ["SUSPEND-12 on"]);
    desk.done("2026-11-28", &seal(&case, "2026-11-28"));
    assert_eq!(
        year(&desk, "2026-11-28", &account, "2026"),
        "suspended 1 30 150"
    );
    assert_eq!(
        reminders(&desk, "2026-12-27"),
        ["SUSPEND-7 2026-12-28 open"]
    );
    assert_eq!(
        reminders(&desk, "2026-12-28"),
        ["SUSPEND-7 2026-12-28 overdue"]
    );
    // The day from which it is billed in full is no day that somebody missed.
    let words = desk.plain("2026-12-30", &["due"]);
    assert!(words.contains("已2天"), "{words}");
    assert!(words.contains("自2026-12-28起"), "{words}");
    assert!(!words.contains("超期2天"), "{words}");
    desk.done(
        "2026-11-28",
        &["step", &case, "filed", "--set", "location=1号柜"],
    );

    let words = ["template", "resumption", "--class", "high_voltage"];
    let mut back = desk.done("2026-12-01", &words);
    assert_eq!(back["suspension"], json!(case));
    back["on"] = json!("2026-12-05");
    let soon = desk.file("soon.json", back.to_string());
    assert_eq!(
        desk.refused("2026-12-01", &["accept", &soon]),
        ["SUSPEND-8 on"]
    );
    back["on"] = json!("2026-12-06");
    let file = desk.file("resumption.json", back.to_string());
    let resumed = number(&desk.done("2026-12-01", &["accept", &file]));
    assert_eq!(
        reminders(&desk, "2026-12-01"),
        ["SUSPEND-8 2026-12-06 open", "SUSPEND-7 2026-12-28 open"],
        "the intended day, and the end of the term"
    );
    let waiting = desk.done("2026-12-01", &["case", &resumed]);
    assert_eq!(
        waiting["next"][0]["fields"][0]["example"], "F1、F2",
        "the seals put on"
    );
    let early = desk.refused("2026-12-06", &unseal(&resumed, "2026-12-05"));
    assert_eq!(early, ["SUSPEND-8 on"]);
    desk.done("2026-12-06", &unseal(&resumed, "2026-12-06"));
    assert_eq!(
        year(&desk, "2026-12-06", &account, "2026"),
        "active 1 8 172"
    );
    let whole = desk.done("2026-12-06", &["customer", &account, "--year", "2026"]);
    let line = &whole["suspensions"][0];
    assert_eq!(
        (&line["state"], &line["case"]),
        (&json!("over"), &json!(case))
    );
    let plates = whole["transformers"].as_array().unwrap();
    assert_eq!(
        line["short"].as_array().unwrap().len(),
        plates.len(),
        "SUSPEND-9: 8 days"
    );

    desk.done("2026-12-06", &["withdraw", &resumed, "--reason", "录错"]);
    assert_eq!(
        year(&desk, "2026-12-06", &account, "2026"),
        "suspended 1 30 150"
    );
}

#[test]
fn suspend_4_new_year_splits_the_days() {
    let desk = office();
    let (file, account) = suspension(&desk, days("2026-12-20", "2027-01-10"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    desk.done("2026-12-20", &seal(&case, "2026-12-20"));
    assert_eq!(
        year(&desk, "2026-12-20", &account, "2026"),
        "suspended 1 12 168"
    );
    assert_eq!(
        year(&desk, "2026-12-20", &account, "2027"),
        "suspended 0 9 171"
    );
}

#[test]
fn suspend_4_voided_before_the_sealing_everything_comes_back() {
    let desk = office();
    let (file, account) = suspension(&desk, |_| {});
    let case = number(&desk.done(TODAY, &["accept", &file]));
    desk.done(TODAY, &["void", &case, "--reason", "客户撤回"]);
    assert_eq!(year(&desk, TODAY, &account, "2026"), "active 0 0 180");
}

#[test]
fn suspend_12_sealed_late_by_the_office_the_end_may_be_set_anew_once() {
    let desk = office();
    let (file, account) = suspension(&desk, days("2026-11-28", "2026-12-13"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    let late = |reason: &str, to: &str| {
        let mut words: Vec<String> = seal(&case, "2026-11-30")
            .into_iter()
            .map(str::to_owned)
            .collect();
        words.extend(["--set".to_owned(), format!("late_reason={reason}")]);
        words.extend(["--set".to_owned(), format!("new_to={to}")]);
        words
    };
    let refused = |words: &[String]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.refused("2026-11-30", &words)
    };
    assert_eq!(
        refused(&late("customer", "2026-12-15")),
        ["SUSPEND-12 new_to"]
    );
    assert_eq!(
        refused(&late("office", "2026-12-16")),
        ["SUSPEND-12 new_to"],
        "a day too many"
    );
    assert_eq!(
        refused(&late("office", "2026-12-14")),
        ["SUSPEND-3 new_to"],
        "14 days"
    );
    let words = late("office", "2026-12-15");
    desk.done(
        "2026-11-30",
        &words.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert_eq!(
        year(&desk, "2026-11-30", &account, "2026"),
        "suspended 1 15 165"
    );
    assert_eq!(
        reminders(&desk, "2026-11-30"),
        ["SUSPEND-7 2026-12-15 open"]
    );
}

#[test]
fn suspend_account_states_name_the_case_in_the_way() {
    let desk = office();
    let (file, account) = suspension(&desk, |_| {});
    let case = number(&desk.done(TODAY, &["accept", &file]));
    let (code, twice) = desk.run(TODAY, &["accept", &file]);
    assert_eq!(code, 2);
    let said = twice.to_string();
    assert!(said.contains(&format!("另有变更工单{case}")), "{said}");
    desk.done("2026-11-30", &seal(&case, "2026-11-30"));
    let removal = json!({
        "kind": "removal", "account": account, "reason": "停产", "applied_on": "2026-12-01",
        "from": "2026-12-02", "to": "2027-03-01", "documents": { "DOC-10.1": "original" },
    });
    let removal = desk.file("removal.json", removal.to_string());
    assert_eq!(
        desk.refused("2026-12-01", &["accept", &removal]),
        ["REMOVE-1 account"]
    );
    // The same equipment at once; then from the day on which the first ends.
    let mut again: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    again["applied_on"] = json!("2026-12-01");
    again["from"] = json!("2026-12-29");
    again["to"] = json!("2027-01-20");
    let clash = desk.file("clash.json", again.to_string());
    assert_eq!(
        desk.refused("2026-12-01", &["accept", &clash]),
        ["SUSPEND-5 transformers"]
    );
    again["from"] = json!("2026-12-30");
    let on = desk.file("on.json", again.to_string());
    let second = number(&desk.done("2026-12-01", &["accept", &on]));
    desk.done("2026-12-30", &seal(&second, "2026-12-30"));
    assert_eq!(
        year(&desk, "2026-12-30", &account, "2026"),
        "suspended 2 32 148"
    );
    let (code, over) = desk.run("2026-12-30", &["void", &second, "--reason", "录错"]);
    assert_eq!(code, 2, "after the completing step: {over}");
}

#[test]
fn every_class_is_suspended_and_resumed_with_its_papers() {
    let desk = office();
    for class in ["resident", "low_voltage", "high_voltage"] {
        let file = desk.done(TODAY, &["template", "suspension", "--class", class]);
        let file = desk.file("t.json", file.to_string());
        let case = number(&desk.done(TODAY, &["accept", &file]));
        desk.done("2026-11-30", &seal(&case, "2026-11-30"));
        let file = desk.done("2026-12-01", &["template", "resumption", "--class", class]);
        let file = desk.file("t.json", file.to_string());
        let resumed = number(&desk.done("2026-12-01", &["accept", &file]));
        desk.done("2026-12-08", &unseal(&resumed, "2026-12-08"));
        for (case, form) in [
            (&case, "suspension_work_order"),
            (&resumed, "resumption_work_order"),
        ] {
            let paper = desk.path("paper.pdf").display().to_string();
            let printed = desk.done("2026-12-08", &["print", case, form, "-o", &paper]);
            assert_eq!(printed["pages"], 2, "{class} {form}");
        }
    }
}

#[test]
fn suspend_6_the_years_reduction_is_worked_out_or_the_missing_price_named() {
    let desk = office();
    let account = "9900000003";
    let before = desk.done(TODAY, &["customer", account]);
    assert_eq!(before["billing"], "capacity");
    let (file, _) = suspension(&desk, |application| {
        application["account"] = json!(account);
        application["transformers"] = json!("all");
        for key in ["voltage", "tariff", "billing", "capacity", "sources"] {
            application.as_object_mut().unwrap().remove(key);
        }
        days("2026-12-01", "2026-12-31")(application);
    });
    let case = number(&desk.done(TODAY, &["accept", &file]));
    desk.done("2026-12-01", &seal(&case, "2026-12-01"));
    let line = |year: &str| {
        let file = desk.done("2026-12-31", &["customer", account, "--year", year]);
        file["suspensions"][0].clone()
    };
    let prices = desk.done("2026-12-31", &["prices"]);
    let prices = prices["prices"].as_array().unwrap();
    let fits = |price: &&Value| price["item"] == "capacity" && price["tariff"] == before["tariff"];
    let price: f64 = prices.iter().find(fits).unwrap()["price"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let kva: f64 = before["transformers"][0]["kva"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    // 30 of December's 31 days: a whole month's fee.
    assert_eq!(
        line("2026")["fee_reduction"],
        json!(format!("{:.2}", price * kva))
    );
}

/// Records every step of a case.
fn carry_out(desk: &Desk, today: &str, case: &str) {
    while desk.done(today, &["case", case])["next"] != json!([]) {
        desk.next(today, case);
    }
}

#[test]
fn close_1_closing_ends_a_suspension_that_day_and_its_days_stay_used() {
    let desk = office();
    let (file, account) = suspension(&desk, days("2026-11-28", "2026-12-28"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    desk.done("2026-11-28", &seal(&case, "2026-11-28"));
    let closure = json!({
        "kind": "closure", "account": account, "reason": "破产", "applied_on": "2026-12-01", "arrears": "0.00",
        "arrears_checked_on": "2026-12-01", "all_capacity_stopped": true, "documents": { "DOC-10.1": "both" },
    });
    let file = desk.file("closure.json", closure.to_string());
    let closure = number(&desk.done("2026-12-01", &["accept", &file]));
    carry_out(&desk, "2026-12-08", &closure);
    assert_eq!(
        year(&desk, "2026-12-08", &account, "2026"),
        "closed 1 10 170"
    );
    assert_eq!(
        reminders(&desk, "2026-12-28"),
        [""; 0],
        "nothing runs on a closed account"
    );
}

#[test]
fn split_parts_inherit_times_and_days() {
    let desk = office();
    let (file, account) = suspension(&desk, days("2026-11-28", "2026-12-28"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    desk.done("2026-11-28", &seal(&case, "2026-11-28"));
    let words = ["template", "resumption", "--class", "high_voltage"];
    let mut back = desk.done("2026-11-28", &words);
    back["on"] = json!("2026-12-18");
    let back = desk.file("back.json", back.to_string());
    let back = number(&desk.done("2026-11-28", &["accept", &back]));
    desk.done("2026-12-18", &unseal(&back, "2026-12-18"));
    let split = desk.done(
        "2026-12-20",
        &["template", "split", "--class", "high_voltage"],
    );
    assert_eq!(
        split["account"],
        json!(account),
        "the first account that is free"
    );
    let split = desk.file("split.json", split.to_string());
    let split = number(&desk.done("2026-12-20", &["accept", &split]));
    carry_out(&desk, "2026-12-21", &split);
    let old = desk.done("2026-12-21", &["customer", &account]);
    assert_eq!(old["state"], "split");
    let parts = old["split_into"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    for part in parts {
        let part = part.as_str().unwrap();
        assert_eq!(year(&desk, "2026-12-21", part, "2026"), "active 1 20 160");
    }
}

#[test]
fn suspend_5_the_form_says_what_runs_and_what_is_under_seal_already() {
    let desk = office();
    // Of 400 and 250 kVA.
    let account = "9900000042";
    let apply = |today: &str, plate: &str, from: &str, to: &str| {
        let (file, _) = suspension(&desk, |application| {
            let old = application.clone();
            *application = json!({
                "kind": "suspension", "account": account, "reason": old["reason"], "applied_on": today,
                "from": from, "to": to, "transformers": [plate], "documents": {"DOC-10.1": "original"},
            });
        });
        number(&desk.done(today, &["accept", &file]))
    };
    let first = apply(TODAY, "1#S13-400", "2026-11-28", "2026-12-28");
    desk.done("2026-11-28", &seal(&first, "2026-11-28"));
    let second = apply("2026-11-28", "2#S13-250", "2026-12-05", "2027-01-05");
    let form = "high_voltage_change_application";
    let (_, text) = desk.printed("2026-11-28", &[&second, form]);
    for words in [
        "变更前1台，250kVA正常用电；1#S13-400（400kVA）暂停",
        "变更后2#S13-250自2026-12-05起暂停",
        "全部停用；",
        "2#S13-250250暂停2026-12-052027-01-05",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let (_, text) = desk.printed("2026-11-28", &[&first, form]);
    assert!(text.contains("变更前2台，650kVA正常用电变更后"), "{text}");
}

#[test]
fn suspend_12_a_shortfall_of_the_offices_doing_is_said_on_the_screen_and_on_paper() {
    let desk = office();
    for (reason, said, on_paper) in [
        (
            "office",
            "（SUSPEND-9不适用）；供电所晚加封的，恢复日期可以重新约定一次，不多于原来申请的20天，最晚2026-12-30",
            "照样减收",
        ),
        (
            "customer",
            "这段时间的基本电费照收（SUSPEND-9）",
            "基本电费照收",
        ),
    ] {
        let desk = if reason == "office" { &desk } else { &office() };
        let (file, account) = suspension(desk, |application| {
            application["account"] = json!("9900000042");
            application["transformers"] = json!("all");
            for key in ["voltage", "tariff", "billing", "capacity", "sources"] {
                application.as_object_mut().unwrap().remove(key);
            }
            days("2026-11-28", "2026-12-18")(application);
        });
        let _ = account;
        let case = number(&desk.done(TODAY, &["accept", &file]));
        let mut words = seal(&case, "2026-12-10");
        let late = format!("late_reason={reason}");
        words.extend(["--set", &late]);
        let sealed = desk.done("2026-12-10", &words);
        let warnings = sealed["warnings"].to_string();
        assert!(
            warnings.contains("到2026-12-18只有8天，不满15天"),
            "{warnings}"
        );
        assert!(warnings.contains(said), "{warnings}");
        let (_, text) = desk.printed("2026-12-10", &[&case, "suspension_work_order"]);
        for words in [
            "计划暂停2026-12-10至2026-12-18，8天",
            "申请2026-11-28起，",
            "实际自2026-12-10起暂停",
            on_paper,
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(
            text.contains("供电所晚加封，实际"),
            reason == "office",
            "{text}"
        );
    }
}

#[test]
fn suspend_12_the_receipt_says_what_stops_when_and_that_a_rest_day_moves_nothing() {
    let desk = office();
    let (file, _) = suspension(&desk, days("2026-11-28", "2026-12-28"));
    let case = number(&desk.done(TODAY, &["accept", &file]));
    let (_, text) = desk.printed(TODAY, &[&case, "acceptance_receipt"]);
    for words in [
        "当天办理，遇休息日不顺延",
        "申请暂停的：",
        "自2026-11-28起停用，到2026-12-28期满。",
        "从2026-12-28起按全部合同容量计收基本电费",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("名义期限遇休息日的，顺延"), "{text}");
    let (_, order) = desk.printed(TODAY, &[&case, "suspension_work_order"]);
    assert!(
        order.contains("期满之日或者天数用完的次日"),
        "SUSPEND-7: {order}"
    );
}

/// An application for a change of the customer with transformers of 400 and 250 kVA; returns what `accept` says.
fn of_two(desk: &Desk, today: &str, kind: &str, plates: &[&str], more: Value) -> Value {
    let mut application = json!({
        "kind": kind, "account": TWO, "reason": "淡季停产", "applied_on": today, "transformers": plates,
        "documents": { "DOC-10.1": "original" },
    });
    let fields = application.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    let file = desk.file("two.json", application.to_string());
    desk.done(today, &["accept", &file])
}

const TWO: &str = "9900000042";
const BOTH: [&str; 2] = ["1#S13-400", "2#S13-250"];
const FORM: &str = "high_voltage_change_application";

#[test]
fn suspend_9_a_resumption_that_comes_too_early_is_told_before_the_customer_signs() {
    let desk = office();
    let days = json!({ "from": "2026-11-28", "to": "2026-12-20" });
    let case = number(&of_two(&desk, TODAY, "suspension", &BOTH, days));
    desk.done("2026-11-28", &seal(&case, "2026-11-28"));
    let resume = |on: &str| {
        let which = json!({ "suspension": case, "on": on });
        of_two(&desk, "2026-12-01", "resumption", &BOTH, which)
    };
    let in_time = resume("2026-12-13");
    assert_eq!(in_time["warnings"], json!([]), "15 days");
    let void = number(&in_time);
    let (_, text) = desk.printed("2026-12-01", &[&void, "acceptance_receipt"]);
    assert!(!text.contains("申请恢复的"), "{text}");
    desk.done("2026-12-01", &["void", &void, "--reason", "改期"]);
    let day_less = resume("2026-12-12");
    assert!(day_less["warnings"].to_string().contains("只暂停14天"));
    let void = number(&day_less);
    desk.done("2026-12-01", &["void", &void, "--reason", "改期"]);
    let taken = resume("2026-12-06");
    let said = taken["warnings"].to_string();
    let short = "到2026-12-06实际只暂停8天，不满15天，这段时间的基本电费照收";
    assert!(said.contains(short), "{said}");
    assert!(said.contains("最早2026-12-13才满15天"), "{said}");
    let resumed = number(&taken);
    for form in [FORM, "acceptance_receipt"] {
        let (printed, text) = desk.printed("2026-12-01", &[&resumed, form]);
        assert!(text.contains(short), "{form}: {text}");
        assert!(text.contains("最早2026-12-13恢复才满15天"), "{text}");
        assert!(!text.contains("SUSPEND"), "{text}");
        let pages = if form == FORM { 2 } else { 1 };
        assert_eq!(printed["pages"], pages, "{form}");
    }
    let order = |today: &str, case: &str, form: &str| desk.printed(today, &[case, form]).1;
    let planned = order("2026-12-01", &resumed, "resumption_work_order");
    assert!(planned.contains("2026年共1次、8天"), "{planned}");
    desk.done("2026-12-06", &unseal(&resumed, "2026-12-06"));

    // Unsealed on that day, it runs (SUSPEND-5).
    let days = json!({ "from": "2026-12-20", "to": "2027-01-31" });
    let second = number(&of_two(&desk, "2026-12-06", "suspension", &BOTH, days));
    let text = order("2026-12-06", &second, FORM);
    assert!(text.contains("变更前2台，650kVA正常用电变更后"), "{text}");
    let text = order("2026-12-06", &resumed, FORM);
    assert!(
        text.contains("变压器全部停用；1#S13-400"),
        "what it was about: {text}"
    );

    // Each order knows its own case and those before it.
    desk.done("2026-12-20", &seal(&second, "2026-12-20"));
    let text = order("2026-12-25", &case, "suspension_work_order");
    assert!(
        text.contains("计划暂停2026-11-28至2026-12-20，22天（提前恢复的，以恢复工作单为准）"),
        "{text}"
    );
    let text = order("2026-12-25", &resumed, "resumption_work_order");
    for words in [
        "实际暂停8天，不满15天，这段时间的基本电费照收",
        "2026年共1次、8天",
        "还剩172天",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn suspend_4_over_new_year_each_year_has_its_line_and_what_came_back_has_its_day() {
    let desk = office();
    let days = json!({ "from": "2026-12-20", "to": "2027-01-31" });
    let case = number(&of_two(&desk, TODAY, "suspension", &BOTH, days));
    desk.done("2026-12-20", &seal(&case, "2026-12-20"));
    let (printed, text) = desk.printed("2026-12-20", &[&case, "suspension_work_order"]);
    assert_eq!(printed["pages"], 2);
    for year in ["20261212180168", "20270230180150"] {
        assert!(text.contains(year), "{year}: {text}");
    }
    let which = json!({ "suspension": case, "on": "2027-01-10" });
    let taken = of_two(&desk, "2027-01-05", "resumption", &BOTH[1..], which);
    assert_eq!(taken["warnings"], json!([]));
    let back = number(&taken);
    desk.done("2027-01-10", &unseal(&back, "2027-01-10"));

    let (_, text) = desk.printed("2027-01-15", &[&back, "resumption_work_order"]);
    for words in ["实际暂停21天（", "2027年共0次、30天", "还剩150天"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let words = ["customer", TWO, "--year", "2027"];
    let file = desk.done("2027-01-15", &words);
    let stretches = file["stretches"].as_array().unwrap().iter();
    let stretches: Vec<String> = stretches
        .map(|one| {
            let [equipment, until] = ["equipment", "until"].map(|key| one[key].as_str().unwrap());
            format!("{equipment} {until}")
        })
        .collect();
    assert_eq!(stretches, ["1#S13-400 2027-01-31", "2#S13-250 2027-01-10"]);
    let text = desk.plain("2027-01-15", &words);
    for words in [
        "━ 暂停 2#S13-250 2026-12-20至2027-01-10",
        "1#S13-400、2#S13-250（至2027-01-10）",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let due = desk.plain("2027-01-25", &["due"]);
    assert!(due.contains("（1#S13-400）"), "{due}");
    assert!(!due.contains("2#S13-250"), "{due}");
    // Not unsealed when its term was over, it is still there in the next year.
    let later = desk.done("2028-01-05", &["customer", TWO, "--year", "2028"]);
    assert_eq!(later["suspensions"][0]["state"], "run_out");
}
