//! Low and high voltage and more capacity, from the template to the filed dossier.

use serde_json::Value;

use crate::support::Desk;

pub(crate) const DAY: &str = "2026-06-01";

/// A sample office with one customer of each class.
pub(crate) fn office() -> Desk {
    let desk = Desk::empty();
    desk.done(DAY, &["demo", "--customers", "3", "--cases", "0"]);
    desk
}

pub(crate) fn accept(desk: &Desk, words: &[&str], change: impl FnOnce(&mut Value)) -> String {
    let mut application = desk.done(DAY, &[&["template"], words].concat());
    change(&mut application);
    let file = desk.file("application.json", application.to_string());
    let accepted = desk.done(DAY, &["accept", &file]);
    assert_eq!(accepted["state"], "accepted", "{words:?}");
    accepted["case"].as_str().unwrap().to_owned()
}

/// The step that comes next, with `--set` for what a result needs; `with` comes on top.
pub(crate) fn step_words(desk: &Desk, case: &str, result: &str, with: &[&str]) -> Vec<String> {
    let whole = desk.done(DAY, &["case", case]);
    let next = &whole["next"][0];
    let mut words = vec!["step".to_owned(), case.to_owned()];
    words.push(next["step"].as_str().unwrap().to_owned());
    words.extend(["--result".to_owned(), result.to_owned()]);
    for field in next["fields"].as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        let needed = field["required"] == true || field["required_on"] == result;
        if needed
            && !with
                .iter()
                .any(|pair| pair.starts_with(&format!("{name}=")))
        {
            let value = format!("{name}={}", field["example"].as_str().unwrap());
            words.extend(["--set".to_owned(), value]);
        }
    }
    for pair in with {
        words.extend(["--set".to_owned(), (*pair).to_owned()]);
    }
    words
}

fn bring(desk: &Desk, case: &str) {
    let whole = desk.done(DAY, &["case", case]);
    let missing = whole["documents"].as_array().unwrap().iter();
    let missing: Vec<String> = missing
        .filter(|document| document["enough"] == false)
        .map(|document| format!("{}=both", document["code"].as_str().unwrap()))
        .collect();
    if !missing.is_empty() {
        let mut words = vec!["documents", case];
        words.extend(missing.iter().map(String::as_str));
        desk.done(DAY, &words);
    }
}

pub(crate) fn step(desk: &Desk, case: &str, result: &str, with: &[&str]) -> String {
    bring(desk, case);
    let words = step_words(desk, case, result, with);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = desk.done(DAY, &words);
    done["step"].as_str().unwrap_or(words[2]).to_owned()
}

/// Passes every step up to and including `last`.
pub(crate) fn walk(desk: &Desk, case: &str, last: &str) {
    for _ in 0..20 {
        if step(desk, case, "pass", &[]) == last {
            return;
        }
    }
    panic!("{last} was never reached");
}

fn deadlines(desk: &Desk, case: &str) -> Vec<String> {
    let whole = desk.done(DAY, &["case", case]);
    let deadlines = whole["deadlines"].as_array().unwrap().iter();
    deadlines
        .map(|d| {
            format!(
                "{} {}",
                d["step"].as_str().unwrap(),
                d["rule"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn new_2_every_nature_goes_from_the_template_to_the_dossier() {
    let desk = office();
    for nature in [
        "industrial",
        "commercial",
        "agricultural",
        "public",
        "temporary",
    ] {
        let words = [
            "new_connection",
            "--class",
            "low_voltage",
            "--nature",
            nature,
        ];
        let case = accept(&desk, &words, |_| {});
        walk(&desk, &case, "filed");
        assert_eq!(
            deadlines(&desk, &case),
            [
                "plan_answered NEW-2",
                "design_reviewed NEW-2",
                "energised NEW-2"
            ],
            "{nature}"
        );
    }
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn doc_4_a_step_of_a_waiting_case_is_refused_by_the_rule_of_the_missing_paper() {
    let desk = office();
    let words = [
        "template",
        "new_connection",
        "--class",
        "low_voltage",
        "--nature",
        "commercial",
    ];
    let mut application = desk.done(DAY, &words);
    application["documents"]["DOC-4.1"] = "missing".into();
    let file = desk.file("application.json", application.to_string());
    let waiting = desk.done(DAY, &["accept", &file]);
    let case = waiting["case"].as_str().unwrap();
    assert_eq!(desk.refused(DAY, &["step", case, "survey"]), ["DOC-4 "]);
}

#[test]
fn new_3_a_dual_source_case_with_every_round_is_filed() {
    let desk = office();
    let words = [
        "new_connection",
        "--class",
        "high_voltage",
        "--sources",
        "dual",
    ];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "plan_answered");
    // The design's papers are asked for at its step, all at once.
    let words = step_words(&desk, &case, "pass", &[]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(desk.refused(DAY, &words), ["DOC-6 documents"; 13]);
    assert_eq!(
        desk.done(DAY, &["case", &case])["deadlines"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(step(&desk, &case, "pass", &[]), "design_submitted");
    assert_eq!(step(&desk, &case, "fail", &[]), "design_reviewed");
    let early = [
        "step",
        &case,
        "construction_cleared",
        "--set",
        "builder=甲",
        "--set",
        "builder_licence=乙",
    ];
    assert!(desk.refused(DAY, &early).contains(&"NEW-3 ".to_owned()));
    assert_eq!(step(&desk, &case, "pass", &[]), "design_submitted");
    assert_eq!(step(&desk, &case, "pass", &[]), "design_reviewed");
    assert_eq!(step(&desk, &case, "pass", &[]), "construction_cleared");
    let rectify = format!("rectify_by={DAY}");
    assert_eq!(step(&desk, &case, "fail", &[&rectify]), "midway_inspected");
    assert_eq!(step(&desk, &case, "pass", &[]), "midway_inspected");
    assert_eq!(step(&desk, &case, "pass", &[]), "completion_applied");
    let no_interlock = step_words(&desk, &case, "pass", &["interlock=none"]);
    let no_interlock: Vec<&str> = no_interlock.iter().map(String::as_str).collect();
    assert_eq!(desk.refused(DAY, &no_interlock), ["NEW-9 interlock"]);
    assert_eq!(
        step(&desk, &case, "fail", &["interlock=faulty"]),
        "inspected"
    );
    let contract = [
        "step",
        &case,
        "contract_signed",
        "--set",
        "customer_signature=seal",
        "--set",
        "office_sealed=yes",
    ];
    assert_eq!(desk.refused(DAY, &contract), ["NEW-3 "]);
    let (_, refused) = desk.run(DAY, &contract);
    let words = "“受电装置检验”还没有通过，不能办“签订供用电合同”";
    assert_eq!(refused["refused"][0]["message"], words);
    assert_eq!(step(&desk, &case, "pass", &[]), "completion_applied");
    assert_eq!(
        step(&desk, &case, "pass", &["interlock=checked"]),
        "inspected"
    );
    walk(&desk, &case, "filed");
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["state"], "filed");
    assert_eq!(
        deadlines(&desk, &case),
        [
            "plan_answered NEW-3",
            "design_reviewed NEW-3",
            "design_reviewed NEW-3",
            "energised NEW-3"
        ]
    );
    // 30 working days for two sources.
    assert_eq!(whole["deadlines"][0]["due"], "2026-07-14");
    let customer = desk.done(DAY, &["customer", whole["account"].as_str().unwrap()]);
    assert_eq!(customer["transformers"].as_array().unwrap().len(), 2);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn new_4_more_capacity_adds_up_and_is_put_back_when_taken_back() {
    for class in ["resident", "low_voltage", "high_voltage"] {
        let desk = office();
        let words = ["capacity_increase", "--class", class];
        let mut plate = String::new();
        let case = accept(&desk, &words, |application| {
            let account = application["account"].as_str().unwrap();
            let customer = desk.done(DAY, &["customer", account]);
            if let Some(own) = customer["transformers"][0]["plate"].as_str() {
                plate = own.to_owned();
                application["taken_out"] = serde_json::json!([own]);
                let larger = serde_json::json!({"plate": own, "kva": "9999", "group": null});
                application["transformers"] = serde_json::json!([larger]);
            }
        });
        assert_eq!(plate.is_empty(), class != "high_voltage");
        let account = desk.done(DAY, &["case", &case])["account"]
            .as_str()
            .unwrap()
            .to_owned();
        let customer = |desk: &Desk| {
            let mut customer = desk.done(DAY, &["customer", &account]);
            // The case itself is on the list from the day it was accepted.
            customer.as_object_mut().unwrap().remove("cases");
            customer
        };
        let before = customer(&desk);
        let again = desk.path("application.json");
        let (_, refused) = desk.run(DAY, &["accept", again.to_str().unwrap()]);
        assert!(
            refused["refused"].to_string().contains(&case),
            "one open change an account"
        );
        walk(&desk, &case, "energised");
        let after = customer(&desk);
        assert_ne!(before["capacity"], after["capacity"], "{class}");
        let own = after["transformers"].as_array().unwrap().iter();
        let own = own.filter(|transformer| transformer["plate"] == *plate);
        let kva: Vec<&str> = own.map(|own| own["kva"].as_str().unwrap()).collect();
        let larger: &[&str] = if plate.is_empty() { &[] } else { &["9999"] };
        assert_eq!(kva, larger, "in the place of the one taken out");
        let contracts = after["contracts"].as_array().unwrap();
        assert_eq!(contracts.len(), 2);
        assert!(contracts[0]["ended_on"] == DAY && contracts[1]["ended_on"].is_null());
        desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
        assert_eq!(customer(&desk), before, "{class}");
        walk(&desk, &case, "filed");
        assert_eq!(customer(&desk), after, "{class}");
        assert_eq!(desk.done(DAY, &["check"])["ok"], true);
    }
}

#[test]
fn new_4_a_meter_that_stays_takes_the_multiplier_of_its_new_transformers() {
    let desk = office();
    let words = ["capacity_increase", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    step(&desk, &case, "pass", &[]);
    // Of a plan that says nothing of transformers.
    step(&desk, &case, "pass", &["meters=三相四线 1只"]);
    walk(&desk, &case, "contract_signed");
    let account = desk.done(DAY, &["case", &case])["account"].clone();
    let meters = || desk.done(DAY, &["customer", account.as_str().unwrap()])["meters"].clone();
    let before = meters();
    let number = before[0]["asset_number"].as_str().unwrap();
    let rows = r#"transformers=[{"action":"装","kind":"电流互感器","ratio":"400/5"}]"#;
    let same = [
        format!("meter={number}"),
        "multiplier=80".to_owned(),
        rows.to_owned(),
    ];
    let same: Vec<&str> = same.iter().map(String::as_str).collect();
    step(&desk, &case, "pass", &same);
    let after = meters();
    assert_eq!(
        (&after[0]["multiplier"], &after[1]),
        (&"80".into(), &Value::Null)
    );
    assert_eq!(after[0]["installed_on"], before[0]["installed_on"]);
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(meters(), before);
    step(&desk, &case, "pass", &[&format!("meter={number}")]);
    assert_eq!(
        meters()[0]["multiplier"],
        before[0]["multiplier"],
        "not said"
    );
}

#[test]
fn new_4_a_meter_exchanged_with_more_capacity_needs_the_old_ones_last_reading() {
    let desk = office();
    let case = accept(&desk, &["capacity_increase"], |_| {});
    walk(&desk, &case, "contract_signed");
    let exchange = |with: &[&str]| {
        let words = step_words(
            &desk,
            &case,
            "pass",
            &[&["meter=NEW123", "reading=0"], with].concat(),
        );
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.run(DAY, &words)
    };
    let (code, refused) = exchange(&[]);
    assert!(
        code == 2 && refused["refused"][0]["field"] == "old_reading",
        "{refused}"
    );
    let (code, refused) = exchange(&["old_reading=0.5"]);
    assert!(
        code == 2 && refused.to_string().contains("小于"),
        "{refused}"
    );
    assert_eq!(exchange(&["old_reading=99999"]).0, 0);
    let account = desk.done(DAY, &["case", &case])["account"]
        .as_str()
        .unwrap()
        .to_owned();
    let meters = desk.done(DAY, &["customer", &account])["meters"].clone();
    assert_eq!(meters[0]["removed_on"], DAY);
    assert_eq!(meters[1]["asset_number"], "NEW123");
}

#[test]
fn new_3_what_the_plan_agrees_stands_in_the_contract() {
    let desk = office();
    let case = accept(
        &desk,
        &["new_connection", "--class", "high_voltage"],
        |application| {
            application["motors"] = "280".into();
        },
    );
    desk.done(DAY, &["settings", "contract.term_years=10"]);
    walk(&desk, &case, "survey");
    let agreed = [
        "power_factor=0.85",
        "demand=412.5",
        "dispatch=值班电话0797-7654321",
        "losses=按损耗表第3档",
        "supplier_side=电源侧甲段",
        "customer_side=负荷侧乙段",
    ];
    step(&desk, &case, "pass", &agreed);
    walk(&desk, &case, "inspected");
    step(
        &desk,
        &case,
        "pass",
        &["supply_on=2026-06-09", "office_agent=李勇"],
    );
    let (_, text) = desk.printed(DAY, &[&case, "high_voltage_contract"]);
    for words in [
        "高压电动机280kW",
        "供电人产权：电源侧甲段。用电人产权：负荷侧乙段。",
        "应在2小时内到达现场",
        "计算办法为按损耗表第3档",
        "考核标准为0.85",
        "约定最大需量为412.5kW",
        "以银行转账方式交清",
        "调度联系方式：值班电话0797-7654321",
        "约定于2026-06-09开始供电",
        "有效期10年，自2026-06-09起至2036-06-08止",
        "双方各执1份",
        "委托代理人李勇",
        "以公用线10kV石桥线，用50Hz",
        "各电源如下表",
        "本合同在示例县石桥镇签订",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn an_offices_own_wording_is_printed_and_what_was_printed_stays() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "inspected");
    let print = |case: &str| desk.done(DAY, &["print", case, "low_voltage_contract"]);
    let first = print(&case);
    let copied = desk.done(DAY, &["contracts", "--copy"]);
    let file = std::path::Path::new(copied["copied_to"].as_str().unwrap()).join("low_voltage.txt");
    let ours = std::fs::read_to_string(&file).unwrap();
    let own = ours.replacen("version: ", "version: 石桥-", 1);
    std::fs::write(&file, &own).unwrap();

    assert_eq!(print(&case)["sha256"], first["sha256"], "the same bytes");
    assert_eq!(print(&case)["issue"], 1);
    let other = accept(&desk, &words, |_| {});
    walk(&desk, &other, "inspected");
    print(&other);
    let database = rusqlite::Connection::open(desk.path("data/yekuo.sqlite")).unwrap();
    let template = |case: &str| -> String {
        let sql = "SELECT template FROM issued_paper WHERE subject = ?1 AND form = 'low_voltage_contract'";
        database
            .query_row(sql, [case], |row| row.get("template"))
            .unwrap()
    };
    assert!(!template(&case).contains("石桥-") && template(&other).contains("石桥-"));

    // A wrong one is named with its place, and ours stays in use.
    let line = 1 + own
        .lines()
        .position(|line| line.contains("{{customer.address}}"))
        .unwrap();
    std::fs::write(
        &file,
        own.replacen("{{customer.address}}", "{{customer.adress}}", 1),
    )
    .unwrap();
    let listed = desk.done(DAY, &["contracts"]);
    let problem = listed["problems"][0].as_str().unwrap();
    assert!(
        problem.contains(&format!("第 {line} 行")) && problem.contains("customer.adress"),
        "{problem}"
    );
    assert!(
        listed["contracts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["own"] == false)
    );
    std::fs::write(
        &file,
        own.replacen("{{customer.address}}", "{{customer.address", 1),
    )
    .unwrap();
    let listed = desk.done(DAY, &["contracts"]);
    assert!(
        listed["problems"][0].as_str().unwrap().contains("缺少"),
        "{listed}"
    );
}

#[test]
fn a_step_is_taken_back_also_where_an_old_meter_hangs_elsewhere_by_now() {
    let desk = office();
    let words = ["capacity_increase", "--class", "resident"];
    let account = desk.done(DAY, &[&["template"], &words[..]].concat())["account"].clone();
    let account = account.as_str().unwrap();
    let meter = |account: &str| {
        let meters = desk.done(DAY, &["customer", account])["meters"].clone();
        let hanging = meters.as_array().unwrap().iter();
        let mut hanging = hanging.filter(|meter| meter["removed_on"].is_null());
        hanging.next().unwrap()["asset_number"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let other = desk.done(
        DAY,
        &["template", "capacity_increase", "--class", "low_voltage"],
    );
    let other = other["account"].as_str().unwrap();
    let exchange = |account: &str, new: &str, on: &str| {
        let entry = serde_json::json!({
            "account": account, "replaces": meter(account), "final_reading": "999999", "asset_number": new,
            "model": "单相", "reading": "0", "seals": "1", "on": on,
        });
        let file = desk.file("meter.json", entry.to_string());
        desk.done(on, &["record", "meter", &file]);
    };
    let old = meter(account);
    exchange(account, "NEW1", DAY);
    exchange(other, &old, DAY);

    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "contract_signed");
    let before = desk.done(DAY, &["customer", account]);
    walk(&desk, &case, "energised");
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(desk.done(DAY, &["customer", account]), before);

    // The meter that this step took off hangs elsewhere: it cannot come back.
    let words = step_words(
        &desk,
        &case,
        "pass",
        &["meter=NEW2", "reading=0", "old_reading=5"],
    );
    desk.done(DAY, &words.iter().map(String::as_str).collect::<Vec<_>>());
    exchange(other, "NEW1", "2026-06-02");
    assert_eq!(
        desk.refused(DAY, &["withdraw", &case, "--reason", "录错"]),
        ["COUNT-6 "]
    );
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn the_meter_taken_off_stands_beside_the_one_fitted_and_its_ratios_make_the_multiplier() {
    let desk = office();
    let case = accept(
        &desk,
        &["capacity_increase", "--class", "low_voltage"],
        |_| {},
    );
    walk(&desk, &case, "contract_signed");
    let account = desk.done(DAY, &["case", &case])["account"].clone();
    let account = account.as_str().unwrap();
    let old = desk.done(DAY, &["customer", account])["meters"][0]["asset_number"].clone();
    let rows = |ratio: &str| {
        format!(r#"transformers=[{{"action":"装","kind":"电流互感器","ratio":"{ratio}"}}]"#)
    };
    let fitted = [
        "meter=NEW9",
        "meter_voltage=3×220/380 V",
        "old_reading=99999",
        "reading=0",
        "multiplier=30",
    ];
    let with = |ratio: &str| -> Vec<String> {
        let mut set: Vec<String> = fitted.iter().map(|one| (*one).to_owned()).collect();
        set.push(rows(ratio));
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        step_words(&desk, &case, "pass", &set)
    };
    let words = with("100/5");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(desk.refused(DAY, &words), ["NEW-9 multiplier"]);
    let words = with("150/5");
    desk.done(DAY, &words.iter().map(String::as_str).collect::<Vec<_>>());
    let (_, text) = desk.printed(DAY, &[&case, "meter_work_order"]);
    for known in [
        old.as_str().unwrap(),
        "99999",
        "NEW9",
        "3×220/380V",
        "150/5",
    ] {
        assert!(text.contains(known), "{known} is not in {text}");
    }
}
