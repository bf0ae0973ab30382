//! What a claim is checked against, and what its papers tell the customer.

use serde_json::{Value, json};

use crate::claims::{
    TODAY, account, added, breach, facts, notice, number, office, open, refused, step, words,
};
use crate::support::Desk;

fn moved(account: &str, class: &str) -> Value {
    let calculation = json!({ "rule": "BREACH-4", "class": class, "times": "1" });
    breach(account, calculation, json!({}))
}

fn late(account: &str, calculation: Value) -> Value {
    let mut all = json!({ "arrears": "1000.00", "due": "2026-09-30" });
    let inputs = all.as_object_mut().unwrap();
    inputs.extend(calculation.as_object().unwrap().clone());
    json!({ "kind": "late", "account": account, "facts": { "bill": "2026年9月" }, "calculation": all })
}

fn theft(account: &str, more: Value) -> Value {
    let mut calculation = json!({ "rule": "THEFT-3", "kw": "7.5", "use": "power", "price": "0.9", "days": null, "hours_per_day": null });
    let inputs = calculation.as_object_mut().unwrap();
    inputs.extend(more.as_object().unwrap().clone());
    json!({
        "kind": "theft", "account": account, "found_on": "2026-11-20",
        "facts": facts(json!({ "act": "tapped", "supply_stopped": "no" })),
        "calculation": calculation,
    })
}

fn messages(desk: &Desk, claim: &Value) -> String {
    let file = desk.file("claim.json", claim.to_string());
    let (code, json) = desk.run(TODAY, &["claim", &file]);
    assert_eq!(code, 2, "{json}");
    json["refused"].to_string()
}

#[test]
fn breach_4_late_2_the_account_says_who_pays() {
    let desk = office();
    let (home, works) = (account(&desk, "resident"), account(&desk, "low_voltage"));
    let other = ["BREACH-4 calculation.class"];
    assert_eq!(refused(&desk, TODAY, &moved(&home, "other")), other);
    assert_eq!(refused(&desk, TODAY, &moved(&works, "resident")), other);
    let at_once = |class: &str| json!({ "class": class, "paid": "2026-10-10" });
    let charge = late(&works, at_once("resident"));
    let refusal = ["LATE-2 calculation.class"];
    assert_eq!(refused(&desk, TODAY, &charge), refusal);
    // Left out, it is the account's.
    assert_eq!(open(&desk, TODAY, &moved(&home, ""))["amount"], "500.00");
    assert_eq!(open(&desk, TODAY, &moved(&works, ""))["amount"], "5000.00");
    let (home, works) = [&home, &works].map(|one| late(one, at_once(""))).into();
    assert_eq!(open(&desk, TODAY, &home)["amount"], "10.00");
    assert_eq!(open(&desk, TODAY, &works)["amount"], "20.00");
}

#[test]
fn breach_2_breach_3_the_account_says_whether_there_is_a_basic_fee() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut claim = added(&account);
    claim["calculation"] = json!({
        "rule": "BREACH-2", "two_part": true, "basic_fee": "2800", "months": "2",
    });
    assert_eq!(
        refused(&desk, TODAY, &claim),
        ["BREACH-2 calculation.two_part"]
    );
    let said = messages(&desk, &claim);
    assert!(
        said.contains("计费方式是单一制") && said.contains("选“否”"),
        "{said}"
    );
    claim["calculation"]["rule"] = "BREACH-3".into();
    claim["facts"]["seal"] = "F0009".into();
    claim["facts"]["equipment"] = "1#".into();
    claim["facts"]["dismantle_by"] = "".into();
    assert_eq!(
        refused(&desk, TODAY, &claim),
        ["BREACH-3 calculation.two_part"]
    );
    // Left out, it is the account's.
    let mut claim = added(&account);
    claim["calculation"] = json!({ "rule": "BREACH-2", "kw": "10" });
    assert_eq!(open(&desk, TODAY, &claim)["amount"], "500.00");
}

#[test]
fn an_account_that_is_not_known_hides_nothing_else() {
    let desk = office();
    let mut claim = added("9900099999");
    claim["facts"]["signed_by"] = json!("");
    claim["calculation"]["kw"] = json!("0");
    let all = [
        "INPUT account",
        "INPUT facts.signed_by",
        "INPUT calculation.kw",
    ];
    assert_eq!(refused(&desk, TODAY, &claim), all);
}

#[test]
fn the_same_breach_is_not_opened_twice() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let first = number(&open(&desk, TODAY, &added(&account)));
    assert_eq!(
        refused(&desk, TODAY, &added(&account)),
        ["BREACH-2 facts.what"]
    );
    assert!(messages(&desk, &added(&account)).contains(&first));
    let mut another = added(&account);
    another["facts"]["what"] = json!("另有电焊机一台");
    open(&desk, TODAY, &another);
    desk.done(TODAY, &words(&first, "void", &["reason=录错"]));
    open(&desk, TODAY, &added(&account));
}

#[test]
fn the_second_inspector_is_named_as_the_form_names_him() {
    let desk = office();
    let mut claim = added(&account(&desk, "low_voltage"));
    claim["facts"]["second_inspector"] = json!("陈志强");
    assert!(messages(&desk, &claim).contains("另一名检查人"));
}

#[test]
fn late_4_parts_that_are_too_much_are_written_as_amounts() {
    let desk = office();
    let parts = json!({ "payments": [{ "on": "2026-10-10", "amount": "4000" }] });
    let claim = late(&account(&desk, "low_voltage"), parts);
    assert!(messages(&desk, &claim).contains("4,000.00元"));
}

#[test]
fn the_notice_names_article_and_day_to_pay_before_it_is_served() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut claim = added(&account);
    claim["calculation"]["pay_by"] = json!("2026-11-19");
    assert_eq!(refused(&desk, TODAY, &claim), ["INPUT calculation.pay_by"]);
    claim["calculation"]["pay_by"] = json!("2026-12-01");
    let claim = number(&open(&desk, TODAY, &claim));
    let paper = || desk.printed(TODAY, &[&claim, "liability_notice"]).1;
    let text = paper();
    assert!(!text.contains("BREACH"), "{text}");
    assert!(text.contains("违约责任二、2"), "{text}");
    assert!(text.contains("《营业窗口业务手册》"), "{text}");
    assert!(text.contains("请在2026-12-01以前"), "{text}");
    assert!(!text.contains("千伏安当作千瓦"), "{text}");
    // The record of the inspection says no place that nobody wrote.
    let (_, record) = desk.printed(TODAY, &[&claim, "inspection_record"]);
    let holder = desk.done(TODAY, &["customer", &account]);
    let address: String = holder["address"]
        .as_str()
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(record.matches(&address).count(), 1, "{record}");
    let file = desk.done(TODAY, &["claim", &claim]);
    assert!(
        file["next"].to_string().contains("2026-12-01"),
        "proposed for the service"
    );
    // Noticed anew with another day.
    notice(&desk, TODAY, &claim, "2026-12-02");
    assert!(paper().contains("请在2026-12-02以前"));
    step(
        &desk,
        TODAY,
        &claim,
        "disputed",
        &["opinion=不同意", "to=office"],
    );
    step(&desk, TODAY, &claim, "worked_out", &["pay_by=2026-12-08"]);
    assert!(paper().contains("请在2026-12-08以前"));
}

#[test]
fn theft_2_stands_on_the_notice_and_kilovolt_amperes_are_named_where_they_were_written() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let claim = number(&open(&desk, TODAY, &theft(&account, json!({}))));
    let (printed, text) = desk.printed(TODAY, &[&claim, "liability_notice"]);
    assert_eq!(printed["pages"], 1, "{text}");
    for words in ["窃电的处理二", "窃电的处理三、1", "16,200kWh×0.9元/kWh"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("THEFT"), "{text}");
    let in_kva = json!({ "unit": "kVA", "hours_per_day": "5" });
    let mut claim = theft(&account, in_kva);
    claim["facts"]["what"] = json!("私接变压器");
    let claim = number(&open(&desk, TODAY, &claim));
    let (_, text) = desk.printed(TODAY, &[&claim, "liability_notice"]);
    assert!(text.contains("7.5kVA，千伏安当作千瓦"), "{text}");
}

#[test]
fn late_4_three_parts_are_one_sheet() {
    let desk = office();
    let part = |on: &str, amount: &str| json!({ "on": on, "amount": amount });
    let parts = [
        part("2026-01-10", "300"),
        part("2026-02-10", "300"),
        part("2026-03-10", "400"),
    ];
    let mut claim = late(&account(&desk, "low_voltage"), json!({ "payments": parts }));
    claim["calculation"]["due"] = json!("2025-12-20");
    let claim = number(&open(&desk, TODAY, &claim));
    let (printed, text) = desk.printed(TODAY, &[&claim, "late_charge_sheet"]);
    assert_eq!(printed["pages"], 1, "{text}");
    assert!(
        text.contains("违约责任一") && !text.contains("LATE"),
        "{text}"
    );
    // What is charged has a receipt.
    let file = desk.done(TODAY, &["claim", &claim]);
    let paid = words(&claim, "paid", &["amount=1"]);
    assert_eq!(desk.refused(TODAY, &paid), ["INPUT receipt"]);
    let steps = file["next"].as_array().unwrap();
    let paid = steps.iter().find(|next| next["step"] == "paid").unwrap();
    let fields = paid["fields"].as_array().unwrap();
    let receipt = fields.iter().find(|field| field["name"] == "receipt");
    assert_eq!(receipt.unwrap()["required"], true, "{paid}");
}
