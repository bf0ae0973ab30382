//! `calc`: deadlines at the edges of the calendar; money as it is asked for and answered.

use serde_json::{Value, json};

use crate::support::Desk;

const DAY: &str = "2026-09-24";

fn calc(desk: &Desk, kind: &str, question: &str) -> Value {
    let file = desk.file("question.json", question);
    desk.done(DAY, &["calc", kind, &file])
}

fn refused(desk: &Desk, kind: &str, question: &str) -> Vec<String> {
    let file = desk.file("question.json", question);
    desk.refused(DAY, &["calc", kind, &file])
}

#[test]
fn deadlines_at_the_edges() {
    let desk = Desk::new();
    for (from, span, nominal, due) in [
        // Before a long holiday.
        ("2026-09-24", "7d", "2026-10-01", "2026-10-08"),
        ("2026-09-30", "3d", "2026-10-03", "2026-10-08"),
        // A Saturday that is worked.
        ("2026-10-08", "2d", "2026-10-10", "2026-10-10"),
        // The month has no such day.
        ("2025-08-31", "6m", "2026-02-28", "2026-02-28"),
        ("2024-02-29", "12m", "2025-02-28", "2025-02-28"),
        ("2025-12-31", "1d", "2026-01-01", "2026-01-04"),
        (
            "2026-09-24T10:30",
            "24h",
            "2026-09-25T10:30",
            "2026-09-25T10:30",
        ),
    ] {
        let question = serde_json::json!({ "from": from, "span": span });
        let file = desk.file("question.json", question.to_string());
        let answer = desk.done("2026-09-24", &["calc", "deadline", &file]);
        assert_eq!(answer["nominal"], nominal, "{from} {span}");
        assert_eq!(answer["due"], due, "{from} {span}");
    }
    let file = desk.file("q.json", r#"{"from":"2026-12-30","span":"3d"}"#);
    let answer = desk.done("2026-09-24", &["calc", "deadline", &file]);
    assert!(answer["note"].as_str().unwrap().contains("2027"));
}

/// What every answer has; gives back amount and what else is named.
fn figures(answer: &Value, names: &[&str]) -> Vec<String> {
    assert!(!answer["in_words"].as_str().unwrap().is_empty(), "{answer}");
    let steps = answer["steps"].as_array().unwrap();
    for step in steps {
        for name in ["what", "value", "rule"] {
            assert!(!step[name].as_str().unwrap().is_empty(), "{step}");
        }
    }
    let named = ["amount"]
        .iter()
        .chain(names)
        .map(|name| match &answer[name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
    named.collect()
}

#[test]
fn late_as_interface_and_issue_ask() {
    let desk = Desk::new();
    let of = |question: &str| figures(&calc(&desk, "late", question), &["days", "unpaid"]);
    for (question, expected) in [
        (
            r#"{"class":"resident","arrears":"1000.00","due":"2026-03-10","paid":"2026-03-10"}"#,
            ["0.00", "0", "0.00"],
        ),
        (
            r#"{"class":"other","arrears":"1000.00","due":"2025-12-30","paid":"2026-01-02"}"#,
            ["8.00", "3", "0.00"],
        ),
        (
            r#"{"class":"other","arrears":"1000","due":"2026-03-10","paid":null,
                "payments":[{"on":"2026-03-20","amount":"600"},{"on":"2026-03-30","amount":"300"}]}"#,
            ["28.00", "20", "100.00"],
        ),
        // A number with its digits is as good as a text.
        (
            r#"{"class":"resident","arrears":9999999999.99,"due":"2026-03-10","paid":"2026-03-11"}"#,
            ["10000000.00", "1", "0.00"],
        ),
    ] {
        assert_eq!(of(question), expected, "{question}");
    }
    let question =
        r#"{"class":"other","arrears":"10000000000","due":"2026-03-10","paid":"2027-03-10"}"#;
    let answer = calc(&desk, "late", question);
    assert_eq!(answer["amount"], "7990000000.00");
    assert_eq!(answer["in_words"], "柒拾玖亿玖仟万元整");
    let shown: Vec<&Value> = answer["steps"].as_array().unwrap().iter().collect();
    assert_eq!(shown[1]["rule"], "LATE-3");
    assert_eq!(shown[1]["value"], "5920000000.00");
    assert_eq!(shown[2]["value"], "2070000000.00");
}

#[test]
fn breach_as_interface_asks() {
    let desk = Desk::new();
    let of = |question: Value| {
        let answer = calc(&desk, "breach", &question.to_string());
        figures(&answer, &["back_pay", "penalty"])
    };
    let rule = |number: u32| format!("BREACH-{number}");
    for (question, expected) in [
        (
            json!({ "rule": rule(1), "difference": "100", "months": "2.5" }),
            ["750.00", "250.00", "500.00"],
        ),
        (
            json!({ "rule": rule(1), "difference": "100", "months": null }),
            ["900.00", "300.00", "600.00"],
        ),
        (
            json!({ "rule": rule(1), "difference_total": "0.01" }),
            ["0.03", "0.01", "0.02"],
        ),
        (
            json!({ "rule": rule(2), "two_part": true, "basic_fee": "2800", "months": "0.5" }),
            ["5600.00", "1400.00", "4200.00"],
        ),
        (
            json!({ "rule": rule(2), "two_part": false, "kw": "7.5" }),
            ["375.00", "0.00", "375.00"],
        ),
        (
            json!({ "rule": rule(3), "two_part": true, "basic_fee": "2800", "months": 2 }),
            ["16800.00", "5600.00", "11200.00"],
        ),
        (
            json!({ "rule": rule(3), "two_part": false, "kw": "30", "times": 2 }),
            ["1800.00", "0.00", "1800.00"],
        ),
        (
            json!({ "rule": rule(4), "class": "other", "times": "1" }),
            ["5000.00", "0.00", "5000.00"],
        ),
        (
            json!({ "rule": rule(5), "kw": "10" }),
            ["5000.00", "0.00", "5000.00"],
        ),
    ] {
        assert_eq!(of(question.clone()), expected, "{question}");
    }
}

#[test]
fn theft_as_interface_asks() {
    let desk = Desk::new();
    let of = |question: &str| {
        let answer = calc(&desk, "theft", question);
        figures(&answer, &["kwh", "back_pay", "penalty"])
    };
    for (question, expected) in [
        (
            r#"{"rule":"THEFT-3","kw":"1","use":"power","price":"0.6","days":null,"hours_per_day":null}"#,
            ["5184.00", "2160", "1296.00", "3888.00"],
        ),
        (
            r#"{"rule":"THEFT-3","kw":"1","use":"lighting","price":"0.6","days":null,"hours_per_day":null}"#,
            ["2592.00", "1080", "648.00", "1944.00"],
        ),
        (
            r#"{"rule":"THEFT-4","amps":"5","volts":"220","phases":1,"ct_ratio":null,"use":"lighting",
                "price":"0.6","days":"10","hours_per_day":"6"}"#,
            ["158.40", "66", "39.60", "118.80"],
        ),
        (
            r#"{"rule":"THEFT-4","amps":"5","volts":"380","phases":3,"ct_ratio":"200/5","use":"power",
                "price":0.612345,"days":1,"hours_per_day":0.5}"#,
            ["161.20", "65.816", "40.30", "120.90"],
        ),
    ] {
        assert_eq!(of(question), expected, "{question}");
    }
}

#[test]
fn damage_as_interface_asks() {
    let desk = Desk::new();
    let question = json!({
        "category": "motor", "price": "2400.00", "quantity": 1, "bought": "2023-05-06",
        "damaged": "2026-09-24", "claimed": "2026-10-08", "repairable": false,
    });
    let answer = calc(&desk, "damage", &question.to_string());
    let figures = |answer: &Value| figures(answer, &["months_used", "in_time"]);
    assert_eq!(figures(&answer), ["1733.33", "40", "true"]);
    let mut late = question.clone();
    late["claimed"] = "2026-10-09".into();
    let answer = calc(&desk, "damage", &late.to_string());
    assert_eq!(figures(&answer), ["1733.33", "40", "false"]);
    assert!(answer["note"].as_str().unwrap().contains("主管"));
    let mut repaired = question;
    repaired["repairable"] = true.into();
    repaired["repair_cost"] = "85.50".into();
    let answer = calc(&desk, "damage", &repaired.to_string());
    assert_eq!(figures(&answer), ["85.50", "40", "true"]);
}

#[test]
fn what_cannot_be_worked_out_is_refused_all_at_once() {
    let desk = Desk::new();
    for (kind, question, expected) in [
        (
            "late",
            r#"{"class":"shop","arrears":"-1","due":"2026-02-30","paid":"x","interest":"5"}"#,
            &["class", "arrears", "due", "paid", "interest"][..],
        ),
        ("late", "{}", &["class", "arrears", "due", "paid"]),
        (
            "late",
            r#"{"class":"other","arrears":"10000000000.01","due":"2026-03-10","paid":"2026-03-09"}"#,
            &["arrears", "paid"],
        ),
        (
            "late",
            r#"{"class":"other","arrears":0.001,"due":"2026-03-10","paid":"2026-03-10","payments":[]}"#,
            &["arrears", "payments"],
        ),
        (
            "late",
            r#"{"class":"other","arrears":"5","due":"2026-03-10","payments":[
                {"on":"2026-03-09","amount":"3"},{"on":"2026-03-11","amount":"3","by":"card"}]}"#,
            &["payments[0].on", "payments[1].by", "payments"],
        ),
        ("breach", r#"{"rule":"BREACH-6","kw":"x"}"#, &["rule"]),
        (
            "breach",
            r#"{"rule":"BREACH-1","difference":"100","months":""}"#,
            &["months"],
        ),
        (
            "breach",
            r#"{"rule":"BREACH-1","difference":"100","kw":"5"}"#,
            &["months", "kw"],
        ),
        (
            "breach",
            r#"{"rule":"BREACH-2","two_part":"yes","kw":"5","x":1}"#,
            &["two_part", "x"],
        ),
        (
            "breach",
            r#"{"rule":"BREACH-2","two_part":false,"kw":"5","times":2}"#,
            &["times"],
        ),
        (
            "breach",
            r#"{"rule":"BREACH-3","two_part":false,"kw":"0","times":1.5}"#,
            &["kw", "times"],
        ),
        (
            "breach",
            r#"{"rule":"BREACH-1","difference":"10000000000","months":"10000000000"}"#,
            &["amount"],
        ),
        (
            "theft",
            r#"{"rule":"THEFT-4","amps":"5(60)","volts":{},"phases":2,"ct_ratio":"100/3","use":"power",
                "price":"0.1234567","hours_per_day":"24.5"}"#,
            &[
                "amps",
                "volts",
                "phases",
                "ct_ratio",
                "price",
                "days",
                "hours_per_day",
            ],
        ),
        (
            "damage",
            r#"{"category":"motor","price":"1","quantity":0,"bought":"2026-06-02","damaged":"2026-06-01",
                "claimed":"2026-05-31","repairable":false,"repair_cost":"5"}"#,
            &["quantity", "claimed", "bought", "repair_cost"],
        ),
    ] {
        let expected: Vec<String> = expected
            .iter()
            .map(|field| format!("INPUT {field}"))
            .collect();
        let said = refused(&desk, kind, question);
        assert_eq!(said, expected, "{kind} {question}");
    }
    assert_eq!(refused(&desk, "interest", "{}"), ["INPUT kind"]);
}

#[test]
fn a_person_reads_the_lines_in_chinese() {
    let desk = Desk::new();
    let question =
        r#"{"class":"other","arrears":"12345.67","due":"2025-12-30","paid":"2026-01-02"}"#;
    let file = desk.file("question.json", question);
    let output = assert_cmd::Command::cargo_bin("yekuo")
        .unwrap()
        .arg("--data")
        .arg(desk.path("data"))
        .args(["--today", DAY, "calc", "late", &file])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for part in [
        "应收电费违约金：98.77元（玖拾捌元柒角柒分）",
        "12,345.67元 × 0.2% × 1天",
        "24.69134元",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
