//! What the papers of an increase say of the account's load: what an earlier application said, what is said now, and
//! nothing where nobody said it.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, step, step_words, walk};
use crate::support::Desk;

/// Of a plan that leaves the transformers of the meter open.
const POINTS: &str = r#"metering_points=[{"receiving_point":"配电房","place":"进线柜","mode":"高供高计","ct":"无","pt":"无","active":"0.5S","reactive":"2.0"}]"#;
const FORM: &str = "high_voltage_change_application";

/// Leaves open what an increase may leave open.
fn bare(application: &mut Value) {
    let fields = application.as_object_mut().unwrap();
    for field in [
        "own_generation",
        "important_grade",
        "motors",
        "nonlinear",
        "security_load",
        "load_nature",
        "industry",
        "representative",
        "vat",
    ] {
        fields.remove(field);
    }
    application["equipment"] = json!([{"name": "输送带", "count": 3, "kw": "15"}]);
}

/// A factory connected here, and its account.
fn factory(desk: &Desk) -> String {
    let words = ["new_connection", "--class", "high_voltage"];
    let case = accept(desk, &words, |application| {
        application["motors"] = "280".into();
        application["own_generation"] = "none".into();
        application["important_grade"] = "second".into();
        application["nonlinear"] = "中频炉500 kW".into();
        application["security_load"] = "35".into();
        application["industry"] = "水泥制造".into();
        application["equipment"] = json!([{"name": "球磨机", "count": 2, "kw": "100"}]);
        application["representative"] = json!({ "name": "钱立本" });
        application["vat"] = json!({
            "name": "石桥水泥厂开票户", "tax_number": "91350100M000100Y43", "bank": "石桥镇农商行",
            "bank_account": "6200990000000000001",
        });
    });
    walk(desk, &case, "filed");
    let account = desk.done(DAY, &["case", &case])["account"].clone();
    account.as_str().unwrap().to_owned()
}

fn more(desk: &Desk, account: Option<&str>, change: impl FnOnce(&mut Value)) -> String {
    let words = ["capacity_increase", "--class", "high_voltage"];
    accept(desk, &words, |application| {
        bare(application);
        if let Some(account) = account {
            application["account"] = account.into();
            application["transformers"][0]["plate"] = "9#".into();
            application.as_object_mut().unwrap().remove("sources");
        }
        change(application);
    })
}

#[test]
fn new_4_an_increase_repeats_what_the_account_said_and_what_is_said_now() {
    let desk = office();
    let account = factory(&desk);
    let case = more(&desk, Some(&account), |application| {
        application["nonlinear"] = "无".into();
    });
    let (_, text) = desk.printed(DAY, &[&case, FORM]);
    for words in [
        "高压电动机280kW",
        "保安负荷35kW",
        "重要等级二级",
        "自备电源无",
        "非线性负荷无",
        "行业水泥制造",
        "法定代表人钱立本",
        "石桥水泥厂开票户",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let (_, text) = desk.printed(DAY, &[&case, "equipment_list"]);
    for words in [
        "球磨机",
        "原有",
        "输送带",
        "新增",
        "原有设备和本次新增的设备",
        "合计5245",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn new_4_what_nobody_said_stays_open_on_the_papers_of_an_increase() {
    let desk = office();
    let case = more(&desk, None, |_| {});
    let (_, text) = desk.printed(DAY, &[&case, FORM]);
    for words in ["高压电动机保安负荷重要等级", "自备电源非线性负荷原有"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let (_, text) = desk.printed(DAY, &[&case, "equipment_list"]);
    for words in ["（3台，45kW）和原有设备；原有设备请手写补全", "输送带"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        !text.contains("合计345"),
        "the sum is of all, and the old ones are open: {text}"
    );
    let taken = desk.done(DAY, &["case", &case])["application"].clone();
    assert_eq!(taken["motors"], Value::Null);
}

#[test]
fn new_4_the_new_contract_says_which_one_it_takes_the_place_of() {
    let desk = office();
    for (class, paper) in [
        ("resident", "resident_contract"),
        ("low_voltage", "low_voltage_contract"),
        ("high_voltage", "high_voltage_contract"),
    ] {
        let case = accept(&desk, &["capacity_increase", "--class", class], |_| {});
        let account = desk.done(DAY, &["case", &case])["account"].clone();
        let account = account.as_str().unwrap();
        let contracts = || desk.done(DAY, &["customer", account])["contracts"].clone();
        let old = contracts()[0]["number"].as_str().unwrap().to_owned();
        let ends = match class {
            // One page holds it, blank or filled, and so it names none.
            "resident" => "双方此前就本户签订的供用电合同同时终止".to_owned(),
            _ => format!("增容重签的，双方原来的供用电合同{old}自本合同生效之日起终止"),
        };
        walk(&desk, &case, "fees_settled");
        let (printed, text) = desk.printed(DAY, &[&case, paper]);
        assert!(text.contains(&ends), "{ends}: {text}");
        assert!(class != "resident" || printed["pages"] == 1, "{printed}");
        walk(&desk, &case, "filed");
        assert_eq!(contracts()[0]["ended_on"], DAY);
        let text = desk.plain(DAY, &["customer", account]);
        assert!(text.contains(&format!("至{DAY}")), "{text}");
        let (_, text) = desk.printed(DAY, &[&case, paper]);
        assert!(text.contains(&ends), "as it was signed: {text}");
    }
    let case = accept(&desk, &["new_connection"], |_| {});
    walk(&desk, &case, "plan_answered");
    let (_, text) = desk.printed(DAY, &[&case, "resident_application"]);
    assert!(!text.contains("增容重签"), "{text}");
}

#[test]
fn new_4_a_meter_that_stays_gives_its_old_seals_to_the_work_order() {
    let desk = office();
    let account = factory(&desk);
    let seals = desk.done(DAY, &["customer", &account])["meters"][0]["seals"].clone();
    let (own, meter) = (
        seals.as_str().unwrap(),
        desk.done(DAY, &["customer", &account])["meters"][0]["asset_number"].clone(),
    );
    let (kept, off) = own.split_once('、').unwrap();
    let case = more(&desk, Some(&account), |_| {});
    loop {
        let next = desk.done(DAY, &["case", &case])["next"][0]["step"].clone();
        if next == "energised" {
            break;
        }
        walk(&desk, &case, next.as_str().unwrap());
    }
    let meter = format!("meter={}", meter.as_str().unwrap());
    let new = format!("seals={kept}、F0909");
    step(&desk, &case, "pass", &[&meter, &new]);
    let (_, text) = desk.printed(DAY, &[&case, "meter_work_order"]);
    assert!(text.contains("同上，未更换"), "{text}");
    let (_, sheet) = text.split_once("拆下的封印号").unwrap();
    assert!(
        sheet.contains(off) && sheet.contains("F0909"),
        "{off}: {sheet}"
    );
    assert_eq!(sheet.matches(kept).count(), 1, "it is on it still: {sheet}");
}

#[test]
fn new_4_a_meter_behind_transformers_is_not_replaced_by_one_without_a_multiplier() {
    let desk = office();
    let account = factory(&desk);
    let old = desk.done(DAY, &["customer", &account])["meters"][0].clone();
    assert_ne!(old["multiplier"], "1");
    let case = more(&desk, Some(&account), |_| {});
    loop {
        let next = desk.done(DAY, &["case", &case])["next"][0]["step"].clone();
        // The plan names no transformers.
        let with = match next.as_str().unwrap() {
            "energised" => break,
            "plan_drafted" => &["meters=智能表", "ct_ratio=", POINTS][..],
            _ => &[],
        };
        step(&desk, &case, "pass", with);
    }
    let with = [
        "meter=5555555555555555555555",
        "old_reading=9999",
        "multiplier=",
    ];
    let words = step_words(&desk, &case, "pass", &with);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(desk.refused(DAY, &words), ["INPUT multiplier"]);
}

#[test]
fn reclass_1_another_tariff_class_in_an_increase_is_told() {
    let desk = office();
    let typed = |class: &str| desk.done(DAY, &["template", "capacity_increase", "--class", class]);
    let accept = |typed: &Value| {
        let file = desk.file("increase.json", typed.to_string());
        desk.done(DAY, &["accept", &file])["warnings"].clone()
    };
    assert_eq!(accept(&typed("resident")), json!([]));
    let mut other = typed("low_voltage");
    let own = other["tariff"].as_str().unwrap().to_owned();
    let asked = if own == "commercial" {
        "non_industrial"
    } else {
        "commercial"
    };
    other["tariff"] = asked.into();
    let warned = accept(&other).to_string();
    assert!(warned.contains("因用途变的先办改类"), "{warned}");
}
