//! Applications of organisations, of high voltage and for more capacity.

use serde_json::Value;

use crate::support::{Desk, ID};

const DAY: &str = "2026-09-24";

fn sample() -> Desk {
    let desk = Desk::empty();
    desk.done(DAY, &["demo", "--customers", "90", "--cases", "0"]);
    desk
}

fn template(desk: &Desk, words: &[&str]) -> Value {
    let mut all = vec!["template"];
    all.extend(words);
    desk.done(DAY, &all)
}

fn accept(desk: &Desk, application: &Value) -> Value {
    let file = desk.file("application.json", application.to_string());
    desk.done(DAY, &["accept", &file])
}

fn refused(desk: &Desk, application: &Value) -> Vec<String> {
    let file = desk.file("application.json", application.to_string());
    desk.refused(DAY, &["accept", &file])
}

/// Carries a case to its end: papers are brought where a step asks for them.
fn to_the_end(desk: &Desk, case: &str) -> Vec<String> {
    let mut steps = Vec::new();
    for _ in 0..20 {
        let whole = desk.done(DAY, &["case", case]);
        if whole["next"].as_array().unwrap().is_empty() {
            break;
        }
        let missing = whole["documents"].as_array().unwrap().iter();
        let brought: Vec<String> = missing
            .filter(|line| line["enough"] == false)
            .map(|line| format!("{}=both", line["code"].as_str().unwrap()))
            .collect();
        if !brought.is_empty() {
            let mut words = vec!["documents", case];
            words.extend(brought.iter().map(String::as_str));
            desk.done(DAY, &words);
        }
        steps.push(desk.next(DAY, case));
    }
    steps
}

#[test]
fn new_2_a_mill_is_taken_with_what_an_organisation_adds() {
    let desk = sample();
    let words = ["new_connection", "--class", "low_voltage", "--tenant"];
    let mut application = template(&desk, &words);
    application["representative"]["id_number"] = ID.into();
    application["vat"]["phone"] = "13800138000".into();
    application["security_load"] = "２.50".into();
    let case = accept(&desk, &application);
    assert_eq!(case["state"], "accepted");
    let case = case["case"].as_str().unwrap();
    let whole = desk.done(DAY, &["case", case]);
    let kept = &whole["application"];
    assert_eq!(kept["industry"], application["industry"]);
    assert_eq!(kept["security_load"], "2.5");
    assert_eq!(kept["equipment"][0]["grade"], "third");
    assert_eq!(kept["representative"]["id_number"], "110***********002X");
    assert_eq!(kept["vat"]["phone"], "138****8000");
    assert_eq!(kept["sources"], Value::Array(Vec::new()));
    assert_eq!(whole["tariff_proposal"]["tariff"], "general_industrial");
    assert_eq!(whole["deadlines"][0]["nominal"], "2026-10-01");
    let revealed = desk.done(DAY, &["--reveal", "核对", "case", case]);
    assert_eq!(revealed["application"]["representative"]["id_number"], ID);
    assert_eq!(to_the_end(&desk, case).last().unwrap(), "filed");
}

#[test]
fn new_3_a_dual_source_case_walks_to_the_file() {
    let desk = sample();
    let words = [
        "new_connection",
        "--class",
        "high_voltage",
        "--nature",
        "public",
        "--sources",
        "dual",
    ];
    let application = template(&desk, &words);
    assert_eq!(application["sources"].as_array().unwrap().len(), 2);
    let case = accept(&desk, &application)["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["application"]["sources"], application["sources"]);
    assert_eq!(
        whole["application"]["transformers"],
        application["transformers"]
    );
    let steps = to_the_end(&desk, &case);
    assert!(steps.contains(&"midway_inspected".to_owned()), "{steps:?}");
    assert_eq!(steps.last().unwrap(), "filed");
    let whole = desk.done(DAY, &["case", &case]);
    let customer = desk.done(DAY, &["customer", whole["account"].as_str().unwrap()]);
    assert_eq!(customer["class"], "high_voltage");
    assert_eq!(customer["transformers"].as_array().unwrap().len(), 2);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn new_4_more_capacity_on_an_account() {
    let desk = sample();
    for class in ["resident", "low_voltage", "high_voltage"] {
        let application = template(&desk, &["capacity_increase", "--class", class]);
        let account = application["account"].as_str().unwrap().to_owned();
        assert_eq!(application["customer"], Value::Null);
        let before = desk.done(DAY, &["customer", &account]);
        let case = accept(&desk, &application)["case"]
            .as_str()
            .unwrap()
            .to_owned();
        let whole = desk.done(DAY, &["case", &case]);
        let decimal = |value: &Value| -> f64 { value.as_str().unwrap().parse().unwrap() };
        let kept = &whole["application"];
        assert_eq!(kept["before"]["capacity"], before["capacity"]);
        assert_eq!(kept["customer"]["name"], before["name"]);
        let total = decimal(&before["capacity"]) + decimal(&application["added"]);
        assert_eq!(decimal(&kept["capacity"]), total);
        assert_eq!(whole["account"], account.as_str());

        let again = refused(&desk, &application);
        assert_eq!(again, ["NEW-4 account"], "one open change an account");
        assert_eq!(to_the_end(&desk, &case).last().unwrap(), "filed");
        let after = desk.done(DAY, &["customer", &account]);
        assert_eq!(after["capacity"], kept["capacity"]);
        assert_eq!(desk.done(DAY, &["check"])["ok"], true);
    }
}

#[test]
fn what_does_not_fit_is_named_by_its_path() {
    let desk = sample();
    let words = ["new_connection", "--class", "high_voltage"];
    let mut application = template(&desk, &words);
    application["sources"][0]["capacity"] = "0".into();
    application["sources"][0]["line"] = "own".into();
    application["transformers"][0]["kva"] = "三百".into();
    application["transformers"][0]["group"] = Value::Null;
    application["vat"]["tax_number"] = "91350100M000100Y44".into();
    application["important_grade"] = "most".into();
    let mut found = refused(&desk, &application);
    found.sort_unstable();
    let expected = [
        "INPUT important_grade",
        "INPUT sources.0.capacity",
        "INPUT sources.0.line",
        "INPUT transformers.0.kva",
        "INPUT vat.tax_number",
    ];
    assert_eq!(found, expected);
    application["sources"][0]["kind"] = "x".into();
    assert_eq!(refused(&desk, &application), ["INPUT sources[0].kind"]);
}

#[test]
fn audit_3_someone_turned_away_from_more_capacity_is_known_by_the_account() {
    let desk = sample();
    let mut application = template(&desk, &["capacity_increase", "--class", "low_voltage"]);
    application["added"] = "多一点".into();
    let file = desk.file("application.json", application.to_string());
    let refusal = desk.done(DAY, &["refuse", &file, "--reason", "台区没有余量"]);
    assert_eq!(refusal["rules"][0]["field"], "added");
    let number = refusal["refusal"].as_str().unwrap();
    desk.done(DAY, &["print", number, "refusal_notice"]);
    application["account"] = "9909999999".into();
    let file = desk.file("application.json", application.to_string());
    let unknown = desk.refused(DAY, &["refuse", &file, "--reason", "没有此户"]);
    assert_eq!(unknown, ["INPUT customer.name"]);
}
