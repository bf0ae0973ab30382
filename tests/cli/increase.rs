//! What the papers of an increase say of the account's load: what an earlier application said, what is said now, and
//! nothing where nobody said it.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, walk};
use crate::support::Desk;

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
    // What the customer signs is all of his equipment: what nobody knows yet has lines to write on.
    for words in [
        "原有设备没有登记的，由客户逐台手工补填",
        "1原有2原有",
        "6原有7",
        "新增",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["只列", "合计345"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    let taken = desk.done(DAY, &["case", &case])["application"].clone();
    assert_eq!(taken["motors"], Value::Null);
}
