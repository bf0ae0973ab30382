//! What the program knows already stands on the paper and in the field, and what it says is said shortly.

use serde_json::Value;

use crate::classes::{DAY, accept, office, step, walk};
use crate::support::Desk;

const WORK_ORDER: &str = "meter_work_order";

fn connection(desk: &Desk, class: &str) -> String {
    accept(desk, &["new_connection", "--class", class], |_| {})
}

fn has(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

fn next_field(desk: &Desk, case: &str, name: &str) -> Value {
    let whole = desk.done(DAY, &["case", case]);
    let steps = whole["next"].as_array().unwrap().iter();
    let fields = steps.flat_map(|step| step["fields"].as_array().unwrap());
    let mut named = fields.filter(|field| field["name"] == name);
    named
        .next()
        .unwrap_or_else(|| panic!("{name}: {whole}"))
        .clone()
}

#[test]
fn the_work_order_has_the_transformers_of_the_plan_and_the_meter_s_own_voltage() {
    let desk = office();
    let case = connection(&desk, "low_voltage");
    walk(&desk, &case, "contract_signed");
    let (_, text) = desk.printed(DAY, &[&case, WORK_ORDER]);
    has(
        &text,
        &[
            "综合倍率20",
            "额定电压3×220/380V",
            "装电流互感器A100/5",
            "装电流互感器B100/5",
            "装电流互感器C100/5",
        ],
    );
    let case = connection(&desk, "high_voltage");
    walk(&desk, &case, "contract_signed");
    let (_, text) = desk.printed(DAY, &[&case, WORK_ORDER]);
    has(
        &text,
        &[
            "装电流互感器A30/50.2S级",
            "装电流互感器C30/50.2S级",
            "装电压互感器10/0.10.2级",
        ],
    );
    let fitted = r#"transformers=[{"action":"装","kind":"电流互感器","phase":"B","ratio":"30/5"},{"action":"装","kind":"电压互感器","ratio":"10/0.1"}]"#;
    step(&desk, &case, "pass", &[fitted]);
    let (_, text) = desk.printed(DAY, &[&case, WORK_ORDER]);
    has(&text, &["装电流互感器B30/5"]);
    assert!(!text.contains("互感器A30/5"), "as fitted: {text}");
}

#[test]
fn the_work_order_has_the_seals_that_come_off() {
    let desk = office();
    let case = accept(&desk, &["capacity_increase"], |_| {});
    walk(&desk, &case, "contract_signed");
    let account = desk.done(DAY, &["case", &case])["account"].clone();
    let customer = desk.done(DAY, &["customer", account.as_str().unwrap()]);
    let seals = customer["meters"][0]["seals"].as_str().unwrap();
    let seals: Vec<&str> = seals.split('、').collect();
    let (_, text) = desk.printed(DAY, &[&case, WORK_ORDER]);
    has(&text, &seals);
    let exchange = ["meter=NEW77", "old_reading=99999", "reading=0", "seals=N1"];
    step(&desk, &case, "pass", &exchange);
    let (_, text) = desk.printed(DAY, &[&case, WORK_ORDER]);
    has(&text, &[&format!("{}N1", seals[0]), seals[1]]);
}

#[test]
fn a_resident_s_contract_has_the_boundary_and_the_term() {
    let desk = office();
    let case = accept(&desk, &["new_connection"], |_| {});
    step(&desk, &case, "pass", &[]);
    assert_eq!(
        next_field(&desk, &case, "boundary")["example"],
        "电能表出线端"
    );
    step(&desk, &case, "pass", &[]);
    let paper = "resident_application";
    let (_, text) = desk.printed(DAY, &[&case, paper]);
    has(&text, &["双方以电能表出线端为产权分界点", "有效期10年"]);
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    step(&desk, &case, "pass", &["boundary=集中表箱出线开关"]);
    let (_, text) = desk.printed(DAY, &[&case, paper]);
    has(&text, &["双方以集中表箱出线开关为产权分界点"]);
}

#[test]
fn a_resident_s_contract_is_found_on_the_back_of_the_application() {
    let desk = office();
    let case = accept(&desk, &["new_connection"], |_| {});
    let why = |form: &str| {
        let (code, refused) = desk.run(DAY, &["print", &case, form]);
        assert_eq!(code, 2);
        refused["refused"][0].to_string()
    };
    has(
        &why("resident_contract"),
        &["不用于低压居民新装：合同印在“居民客户新装用电申请表”背面"],
    );
    has(
        &why("equipment_list"),
        &[
            "不用于低压居民新装：这些内容列在“居民客户新装用电申请表”里",
            "打印“居民客户新装用电申请表”",
        ],
    );
    has(
        &why("low_voltage_contract"),
        &["不用于低压居民新装：本业务的合同是“居民客户新装用电申请表”背面的合同"],
    );
    has(
        &why("split_work_order"),
        &["选本业务的表单：居民客户新装用电申请表、", "装拆表工作单"],
    );
}

#[test]
fn labels_of_the_settling_are_short_and_each_field_is_asked_once() {
    let desk = office();
    let case = connection(&desk, "high_voltage");
    walk(&desk, &case, "inspected");
    for (name, label) in [
        ("supply_on", "约定供电日期"),
        ("term_from", "合同有效期起"),
        ("office_agent", "供电方代理人"),
    ] {
        let field = next_field(&desk, &case, name);
        assert_eq!(field["label"], label);
        has(field["help"].as_str().unwrap(), &["签约之前填"]);
    }
    walk(&desk, &case, "contract_signed");
    let whole = desk.done(DAY, &["case", &case]);
    let fields = whole["next"][0]["fields"].as_array().unwrap();
    let asked = fields
        .iter()
        .filter(|field| field["name"] == "meter_voltage");
    assert_eq!(asked.count(), 1);
    let case = connection(&desk, "low_voltage");
    walk(&desk, &case, "fees_settled");
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["next"][0]["step"], "contract_signed");
    let help = whole["next"][0]["help"].as_str().unwrap();
    assert!(!help.contains("居民"), "{help}");
    let settings = desk.plain(DAY, &["settings"]);
    assert!(!settings.contains("居民合同的默认值"), "{settings}");
}
