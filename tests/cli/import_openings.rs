//! What ran already when the records began, through the command line: times and days of the year, reminders, and
//! resuming and reconnecting what no case began.

use serde_json::{Value, json};

use crate::support::Desk;

const TODAY: &str = "2026-11-23";
const HEAD: &str =
    "户号,事项,设备,加封日期,计划恢复日期,已恢复日期,封印编号,拆表日期,比例,核实日期";
/// The mill and the home of the sample ledger.
const MILL: &str = "9900000002";
const HOME: &str = "9900000001";

fn office() -> Desk {
    let desk = Desk::new();
    let path = desk.path("customers.csv").display().to_string();
    desk.done(TODAY, &["import", "--sample", "customers", &path]);
    desk.done(TODAY, &["import", &path, "--as", "customers"]);
    desk
}

fn import(desk: &Desk, today: &str, lines: &[&str]) -> (i32, Value) {
    let file = desk.file("openings.csv", format!("{HEAD}\n{}\n", lines.join("\n")));
    desk.run(today, &["import", &file, "--as", "openings"])
}

fn said(json: &Value) -> Vec<&str> {
    let refusals = json["refused"].as_array().unwrap().iter();
    refusals
        .map(|one| one["message"].as_str().unwrap())
        .collect()
}

fn year(desk: &Desk, today: &str, account: &str) -> Value {
    desk.done(today, &["customer", account, "--year", "2026"])
}

#[test]
fn suspend_2_and_4_what_ran_counts_in_the_year() {
    let desk = office();
    let (code, json) = import(
        &desk,
        TODAY,
        &[
            "9900000002,暂停,1#,2026-02-01,2026-04-02,2026-03-20,F1,",
            "9900000002,暂停,2#,2026-10-20,2026-12-19,,F2,",
        ],
    );
    assert_eq!(code, 0, "{json}");
    assert_eq!(
        (&json["suspensions"], &json["removals"]),
        (&json!(2), &json!(0))
    );
    let year = year(&desk, TODAY, MILL);
    assert_eq!(year["state"], "suspended");
    assert_eq!(year["times_used"], 2);
    assert_eq!(
        year["days_used"],
        47 + 60,
        "unsealed early, the rest comes back"
    );
    let first = &year["suspensions"][0];
    assert_eq!(first["case"], Value::Null);
    assert_eq!(first["opening"], "SQ-2026-K0001");
    assert_eq!(year["suspensions"][1]["state"], "running");
    let due = desk.done(TODAY, &["due"]);
    let mine = due
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["account"] == MILL);
    assert_eq!(mine.unwrap()["due"], "2026-12-19");
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn suspend_7_the_181st_used_day_is_reminded_of_before_the_term() {
    let desk = office();
    let today = "2026-06-01";
    let line = "9900000002,暂停,1#,2026-01-05,2026-12-31,,F1,";
    assert_eq!(import(&desk, today, &[line]).0, 0);
    let items = |today: &str| {
        let due = desk.done(today, &["due"]);
        let due = due.as_array().unwrap().iter();
        let own = due.filter(|item| item["rule"] == "SUSPEND-7");
        own.map(|item| {
            let [due, state, reminder] =
                ["due", "state", "reminder"].map(|key| item[key].as_str().unwrap());
            assert!(reminder.contains("按全部容量计费"), "{reminder}");
            format!("{due} {state} {}", reminder.contains("天数用完"))
        })
        .collect::<Vec<_>>()
    };
    // 5 January is the first of 180 days, 3 July the last.
    let end = "2026-12-31 open false";
    assert_eq!(items("2026-07-03"), ["2026-07-04 open true", end]);
    assert_eq!(items("2026-07-04"), ["2026-07-04 overdue true", end]);
    let mill = year(&desk, "2026-07-04", MILL);
    assert_eq!(mill["suspensions"][0]["state"], "run_out");
    let stretches = mill["stretches"].as_array().unwrap();
    let what: Vec<&str> = stretches
        .iter()
        .map(|one| one["what"].as_str().unwrap())
        .collect();
    assert_eq!(what, ["sealed"], "the first day billed in full is today");
    let later = year(&desk, "2026-08-04", MILL);
    assert_eq!(later["stretches"][1]["what"], "overrun");
    assert_eq!(
        (
            &later["stretches"][1]["from"],
            &later["stretches"][1]["until"]
        ),
        (&json!("2026-07-04"), &json!("2026-08-04"))
    );
}

#[test]
fn suspend_8_what_ran_can_be_resumed_by_its_number() {
    let desk = office();
    let lines = ["9900000002,暂停,1#,2026-10-20,2026-12-19,,F1,"];
    assert_eq!(import(&desk, TODAY, &lines).0, 0);
    let again = json!({
        "kind": "suspension", "account": MILL, "reason": "停产", "applied_on": TODAY,
        "transformers": ["1#"], "from": "2026-12-01", "to": "2026-12-20",
        "documents": { "DOC-10.2": "both" },
    });
    let file = desk.file("again.json", again.to_string());
    let (code, json) = desk.run(TODAY, &["accept", &file]);
    assert_eq!(code, 2);
    let words = said(&json).concat();
    assert!(
        words.contains("期初业务SQ-2026-K0001里已暂停到2026-12-19"),
        "{words}"
    );

    let resumption = json!({
        "kind": "resumption", "account": MILL, "reason": "复产", "applied_on": TODAY,
        "suspension": "SQ-2026-K0001", "transformers": ["1#"], "on": "2026-11-28",
        "documents": {},
    });
    let file = desk.file("resumption.json", resumption.to_string());
    let taken = desk.done(TODAY, &["accept", &file]);
    let case = taken["case"].as_str().unwrap().to_owned();
    for missing in taken["missing"].as_array().into_iter().flatten() {
        let set = format!("{}=both", missing["code"].as_str().unwrap());
        desk.done(TODAY, &["documents", &case, &set]);
    }
    let words = [
        "step",
        &case,
        "unsealed",
        "--on",
        "2026-11-28",
        "--set",
        "seals_off=F1",
        "--set",
        "worker=陈志强",
        "--set",
        "second_worker=刘卫东",
    ];
    desk.done("2026-11-28", &words);
    let year = year(&desk, "2026-11-28", MILL);
    assert_eq!(year["state"], "active");
    assert_eq!(year["days_used"], 39);
    assert_eq!(
        year["suspensions"][0]["transformers"][0]["unsealed_on"],
        "2026-11-28"
    );
    assert_eq!(desk.done("2026-11-28", &["check"])["ok"], true);
}

#[test]
fn remove_2_a_removal_is_reminded_of_and_taken_back() {
    let desk = office();
    let lines = ["9900000001,暂拆,,,,,,2026-06-15"];
    assert_eq!(import(&desk, TODAY, &lines).0, 0);
    let home = year(&desk, TODAY, HOME);
    assert_eq!(home["state"], "removed");
    assert_eq!(home["removal"]["removed_on"], "2026-06-15");
    assert_eq!(home["removal"]["due"], "2026-12-15");
    assert_eq!(home["meters"][0]["removed_on"], "2026-06-15");
    let due = desk.done(TODAY, &["due"]);
    assert_eq!(
        (&due[0]["account"], &due[0]["due"]),
        (&json!(HOME), &json!("2026-12-15"))
    );
    let reconnection = json!({
        "kind": "reconnection", "account": HOME, "reason": "返乡", "applied_on": TODAY,
        "documents": {},
    });
    let file = desk.file("reconnection.json", reconnection.to_string());
    let taken = desk.done(TODAY, &["accept", &file]);
    assert!(taken["case"].is_string(), "{taken}");
    let late = desk.run(
        "2026-12-16",
        &[
            "accept",
            &desk.file(
                "late.json",
                reconnection.to_string().replace(TODAY, "2026-12-16"),
            ),
        ],
    );
    assert_eq!(late.0, 2, "and the open change: {}", late.1);
    assert!(
        said(&late.1)
            .iter()
            .any(|one| one.contains("最迟2026-12-15")),
        "{}",
        late.1
    );
    assert!(year(&desk, TODAY, HOME)["removal"].is_object());
}

#[test]
fn what_cannot_have_been_is_refused_line_by_line() {
    let desk = office();
    let (code, json) = import(
        &desk,
        TODAY,
        &[
            "9900000002,暂停,3#,2026-02-01,2026-04-02,,,",
            "9900000002,暂停,1#,2026-11-24,2026-12-24,,,",
            "9900000002,暂停,1#,2010-02-01,2010-04-02,2010-01-01,,",
            "9900000002,暂停,1#,2026-02-30,,,,2026-01-01",
            "9900000009,暂停,1#,2026-02-01,2026-04-02,,,",
            "9900000001,停电,,,,,,",
            "9900000001,暂拆,,2026-01-01,,,,2014-01-01",
            "9900000001",
        ],
    );
    assert_eq!(code, 2);
    let said = said(&json);
    for expected in [
        "第2行“设备”：没有“3#”（可选：1#、2#）",
        "第3行“加封日期”：2026-11-24在今天（2026-11-23）之后",
        "第4行“加封日期”：2010-02-01早于立户日期2018-03-15",
        "第4行“已恢复日期”：2010-01-01早于立户日期2018-03-15",
        "第5行“加封日期”：不是日期（例：2026-09-24）",
        "第5行“计划恢复日期”：未填",
        "第5行“拆表日期”：暂停不填这一栏",
        "第6行“户号”：没有户号“9900000009”",
        "第7行“事项”：“停电”不在可选范围内（可选：暂停、暂拆、定比）",
        "第8行“加封日期”：暂拆不填这一栏",
        "第8行“拆表日期”：2014-01-01早于立户日期2015-06-01",
        "第9行“事项”：未填",
    ] {
        assert!(said.contains(&expected), "{expected}\n{said:#?}");
    }
    assert_eq!(year(&desk, TODAY, MILL)["times_used"], 0);
    assert_eq!(year(&desk, TODAY, HOME)["state"], "active");
}

#[test]
fn the_same_equipment_twice_or_the_same_file_again_is_refused() {
    let desk = office();
    let open = "9900000002,暂停,1#,2026-06-01,2026-09-01,,F1,";
    let (code, json) = import(
        &desk,
        TODAY,
        &[open, "9900000002,暂停,1#,2026-10-01,2026-11-01,,F2,"],
    );
    assert_eq!(code, 2, "still under seal after its term");
    assert_eq!(said(&json).len(), 1);
    assert!(said(&json)[0].contains("本表的另一行"), "{json}");
    let both = [open, "9900000001,暂拆,,,,,,2026-06-15"];
    assert_eq!(import(&desk, TODAY, &both).0, 0);
    let before = year(&desk, TODAY, MILL);
    let (code, json) = import(&desk, TODAY, &both);
    assert_eq!(code, 2);
    let words = said(&json);
    assert!(words[0].contains("期初业务SQ-2026-K0001"), "{words:?}");
    assert!(words[1].contains("不能再登记暂拆"), "{words:?}");
    assert_eq!(year(&desk, TODAY, MILL), before);
    assert_eq!(before["suspensions"][0]["state"], "run_out");
}

#[test]
fn suspend_2_more_than_allowed_is_kept_and_noticed() {
    let desk = office();
    let (code, json) = import(
        &desk,
        TODAY,
        &[
            "9900000002,暂停,1#、2#,2026-01-05,2026-02-05,2026-02-05,,",
            "9900000002,暂停,1#,2026-03-05,2026-06-05,2026-06-05,,",
            "9900000002,暂停,全部,2026-07-01,2026-10-01,2026-10-01,,",
        ],
    );
    assert_eq!(code, 0, "{json}");
    assert_eq!(json["notices"].as_array().unwrap().len(), 2, "{json}");
    let year = year(&desk, TODAY, MILL);
    assert_eq!(
        (&year["times_used"], &year["days_left"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(year["state"], "active");
}

/// Takes an opening back; the refusals' words, or none.
fn take_back(desk: &Desk, number: &str, reason: &str) -> Vec<String> {
    let entry = json!({ "opening": number, "reason": reason });
    let file = desk.file("take_back.json", entry.to_string());
    let (code, json) = desk.run(TODAY, &["record", "correction", &file]);
    assert_eq!(code == 0, json["taken_back"] == number, "{json}");
    match code {
        0 => Vec::new(),
        _ => said(&json).into_iter().map(str::to_owned).collect(),
    }
}

fn ratio_due(desk: &Desk) -> Option<String> {
    let due = desk.done(TODAY, &["due"]);
    let mut due = due.as_array().unwrap().iter();
    let found = due.find(|item| item["rule"] == "RECLASS-5");
    found.map(|item| item["due"].as_str().unwrap().to_owned())
}

#[test]
fn reclass_5_the_last_verification_of_a_ratio_comes_with_the_old_ledger() {
    let desk = office();
    let line = "9900000002,定比,,,,,,,大工业85%、非居民照明 15,2025-12-10";
    let (code, json) = import(&desk, TODAY, &[line]);
    assert_eq!((code, &json["ratios"]), (0, &json!(1)), "{json}");
    let mill = year(&desk, TODAY, MILL);
    assert_eq!(mill["shares"][0]["percent"], "85");
    assert_eq!(mill["ratio"]["since"], "2025-12-10");
    assert_eq!(ratio_due(&desk).as_deref(), Some("2026-12-10"));
    let (code, json) = import(&desk, TODAY, &[line]);
    assert_eq!(code, 2);
    assert!(
        said(&json)[0].contains("该户已按比例执行：大工业85%、非居民照明15%"),
        "{json}"
    );

    assert_eq!(take_back(&desk, "SQ-2026-K0001", "抄错户"), [""; 0]);
    let mill = year(&desk, TODAY, MILL);
    assert_eq!(
        (&mill["shares"], &mill["tariff"]),
        (&json!([]), &json!("large_industrial"))
    );
    assert_eq!(mill["openings"][0]["taken_back"]["reason"], "抄错户");
    assert_eq!(ratio_due(&desk), None);
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn reclass_5_a_ratio_of_the_ledger_sums_to_one_hundred() {
    let desk = office();
    let (code, json) = import(
        &desk,
        TODAY,
        &[
            "9900000002,定比,,,,,,,大工业85%、非居民照明14.99%,2026-05-06",
            "9900000002,定比,1#,,,,,,大工业,2027-05-06",
            "9900000001,定比,,,,,,,居民生活60、饭店40,",
        ],
    );
    assert_eq!(code, 2);
    let said = said(&json);
    for expected in [
        "第2行“比例”：各类比例合计99.99%，应为100%",
        "第3行“设备”：定比不填这一栏",
        "第3行“核实日期”：2027-05-06在今天（2026-11-23）之后",
        "第4行“核实日期”：未填",
    ] {
        assert!(said.contains(&expected), "{expected}\n{said:#?}");
    }
    assert!(
        said.iter()
            .any(|one| one.contains("饭店") && one.contains("商业、非工业")),
        "{said:#?}"
    );
}

#[test]
fn a_wrong_opening_is_taken_back_with_a_reason_and_stays_on_record() {
    let desk = office();
    let lines = [
        "9900000002,暂停,1#,2026-10-20,2026-12-19,,F1,",
        "9900000001,暂拆,,,,,,2026-06-15",
    ];
    assert_eq!(import(&desk, TODAY, &lines).0, 0);
    assert_eq!(take_back(&desk, "SQ-2026-K0001", ""), ["原因：未填"]);
    assert!(take_back(&desk, "SQ-2026-K0009", "录错")[0].contains("没有期初业务"));
    assert_eq!(take_back(&desk, "SQ-2026-K0001", "其实没有停"), [""; 0]);
    assert_eq!(take_back(&desk, "SQ-2026-K0002", "表没有拆"), [""; 0]);
    let mill = year(&desk, TODAY, MILL);
    assert_eq!(
        (&mill["state"], &mill["times_used"], &mill["days_used"]),
        (&json!("active"), &json!(0), &json!(0))
    );
    let home = year(&desk, TODAY, HOME);
    assert_eq!(
        (
            &home["state"],
            &home["removal"],
            &home["meters"][0]["removed_on"]
        ),
        (&json!("active"), &Value::Null, &Value::Null)
    );
    assert!(take_back(&desk, "SQ-2026-K0002", "再来")[0].contains("已于"));
    let history = desk.done(TODAY, &["history", HOME]);
    let last = history["events"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["act_name"], "撤销期初业务");
    assert_eq!(last["detail"]["reason"], "表没有拆");
    // Brought in again, as it was.
    assert_eq!(import(&desk, TODAY, &lines).0, 0);
    assert_eq!(
        year(&desk, TODAY, HOME)["openings"][1]["opening"],
        "SQ-2026-K0004"
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
    let plain = desk.plain(TODAY, &["customer", HOME]);
    assert!(
        plain.contains("SQ-2026-K0002  暂拆 2026-06-15拆表"),
        "{plain}"
    );
}

#[test]
fn an_opening_on_which_something_rests_stays() {
    let desk = office();
    let lines = [
        "9900000002,暂停,1#,2026-10-20,2026-12-19,,F1,",
        "9900000001,暂拆,,,,,,2026-06-15",
    ];
    assert_eq!(import(&desk, TODAY, &lines).0, 0);
    let accept = |application: Value| {
        let file = desk.file("change.json", application.to_string());
        desk.done(TODAY, &["accept", &file])["case"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let resumption = accept(json!({
        "kind": "resumption", "account": MILL, "reason": "复产", "applied_on": TODAY,
        "suspension": "SQ-2026-K0001", "transformers": ["1#"], "on": "2026-11-28", "documents": {},
    }));
    let words = take_back(&desk, "SQ-2026-K0001", "录错");
    assert!(words[0].contains(&resumption), "{words:?}");
    let reconnection = accept(json!({
        "kind": "reconnection", "account": HOME, "reason": "返乡", "applied_on": TODAY, "documents": {},
    }));
    let words = take_back(&desk, "SQ-2026-K0002", "录错");
    assert!(words[0].contains(&reconnection), "{words:?}");
    for case in [&resumption, &reconnection] {
        desk.done(TODAY, &["void", case, "--reason", "不办了"]);
    }
    assert_eq!(take_back(&desk, "SQ-2026-K0001", "录错"), [""; 0]);
    assert_eq!(take_back(&desk, "SQ-2026-K0002", "录错"), [""; 0]);
}
