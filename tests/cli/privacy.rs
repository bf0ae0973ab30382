//! Identity numbers and phones are masked; showing them is logged.

use crate::support::{Desk, ID};

const DAY: &str = "2026-09-24";

#[test]
fn masked_unless_revealed_and_that_is_logged() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |_| {})["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let masked = desk.done(DAY, &["case", &case]).to_string();
    assert!(masked.contains("110***********002X") && masked.contains("138****8000"));
    assert!(!masked.contains(ID) && !masked.contains("13800138000"));
    let whole = desk.done(DAY, &["case", &case, "--reveal", "核对证件"]);
    assert_eq!(whole["application"]["customer"]["id_number"], ID);
    let history = desk.done(DAY, &["history", &case]);
    let acts: Vec<&str> = history["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["act"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["accept", "reveal"]);
    assert_eq!(history["chain"], "ok");
    let text = history.to_string();
    assert!(!text.contains(ID) && !text.contains("13800138000"));
}

#[test]
fn a_land_line_keeps_its_area_code_and_what_has_no_model_leaves_no_gap() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |application| {
        application["customer"]["phone"] = "0797-6212345".into();
        application["equipment"] = serde_json::json!([{"name": "电热水器", "count": 1, "kw": "2"}]);
    })["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let masked = desk.done(DAY, &["case", &case]).to_string();
    assert!(masked.contains("0797-***2345"), "{masked}");
    let plain = desk.plain(DAY, &["case", &case]);
    assert!(plain.contains("电热水器 × 1，每台 2 kW"), "{plain}");
}
