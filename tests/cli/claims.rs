//! Breach, theft and late bills as files that walk their states.

use serde_json::{Value, json};

use crate::support::Desk;

pub(crate) const TODAY: &str = "2026-11-23";

pub(crate) fn office() -> Desk {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "60", "--cases", "0"]);
    desk
}

/// An account of a class that is supplied.
pub(crate) fn account(desk: &Desk, class: &str) -> String {
    let application = desk.done(TODAY, &["template", "relocation", "--class", class]);
    application["account"].as_str().unwrap().to_owned()
}

/// What was found on site.
pub(crate) fn facts(more: Value) -> Value {
    let mut facts = json!({
        "what": "私自增加烘干机一台", "evidence": "照片3张", "inspector": "陈志强",
        "second_inspector": "刘卫东", "signed": "signed", "signed_by": "客户本人",
    });
    let all = facts.as_object_mut().unwrap();
    all.extend(more.as_object().unwrap().clone());
    facts
}

pub(crate) fn breach(account: &str, calculation: Value, more: Value) -> Value {
    json!({
        "kind": "breach", "account": account, "found_on": "2026-11-20",
        "facts": facts(more), "calculation": calculation,
    })
}

pub(crate) fn added(account: &str) -> Value {
    let calculation = json!({ "rule": "BREACH-2", "two_part": false, "kw": "10" });
    breach(
        account,
        calculation,
        json!({ "dismantle_by": "2026-12-04" }),
    )
}

pub(crate) fn open(desk: &Desk, today: &str, claim: &Value) -> Value {
    let file = desk.file("claim.json", claim.to_string());
    desk.done(today, &["claim", &file])
}

pub(crate) fn refused(desk: &Desk, today: &str, claim: &Value) -> Vec<String> {
    let file = desk.file("claim.json", claim.to_string());
    desk.refused(today, &["claim", &file])
}

pub(crate) fn number(opened: &Value) -> String {
    opened["claim"].as_str().unwrap().to_owned()
}

pub(crate) fn words<'a>(number: &'a str, step: &'a str, set: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["claim", number, step];
    for pair in set {
        words.extend(["--set", pair]);
    }
    words
}

pub(crate) fn step(desk: &Desk, today: &str, number: &str, step: &str, set: &[&str]) -> String {
    let done = desk.done(today, &words(number, step, set));
    done["state"].as_str().unwrap().to_owned()
}

fn served(by: &str) -> [String; 3] {
    [
        "served=signed".to_owned(),
        "received_by=客户本人".to_owned(),
        format!("pay_by={by}"),
    ]
}

pub(crate) fn notice(desk: &Desk, today: &str, number: &str, pay_by: &str) -> String {
    let set = served(pay_by);
    let set: Vec<&str> = set.iter().map(String::as_str).collect();
    step(desk, today, number, "noticed", &set)
}

/// `due state` of a limit.
pub(crate) fn limit(desk: &Desk, today: &str, number: &str, rule: &str) -> String {
    let file = desk.done(today, &["claim", number]);
    let limits = file["deadlines"].as_array().unwrap().iter();
    let found: Vec<String> = limits
        .filter(|limit| limit["rule"] == rule)
        .map(|limit| {
            format!(
                "{} {}",
                limit["due"].as_str().unwrap(),
                limit["state"].as_str().unwrap()
            )
        })
        .collect();
    found.join("; ")
}

#[test]
fn breach_2_walks_from_the_discovery_to_the_closed_file() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let opened = open(&desk, TODAY, &added(&account));
    assert_eq!(opened["claim"], "990731-2026-W0001");
    assert_eq!(
        (&opened["state"], &opened["amount"]),
        (&json!("found"), &json!("500.00"))
    );
    let number = number(&opened);
    let life = desk.done(TODAY, &["customer", &account])["life"].clone();
    let events = life.as_array().unwrap().iter();
    let found: Vec<_> = events.filter(|event| event["claim"] == *number).collect();
    assert_eq!(found.len(), 1, "{life}");
    assert_eq!(
        (&found[0]["what"], &found[0]["state"]),
        (&json!("违约用电"), &json!("under_way"))
    );
    assert_eq!(limit(&desk, TODAY, &number, "BREACH-2"), "2026-12-04 open");
    assert_eq!(
        desk.refused(TODAY, &words(&number, "closed", &["outcome=x"])),
        ["BREACH-2 step"]
    );
    let set = ["served=signed", "received_by=客户本人", "pay_by=2026-11-22"];
    assert_eq!(
        desk.refused(TODAY, &words(&number, "noticed", &set)),
        ["INPUT pay_by"]
    );
    assert_eq!(notice(&desk, TODAY, &number, "2026-12-01"), "noticed");
    let due = desk.done("2026-12-02", &["due"]);
    let own: Vec<&Value> = due
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["claim"] == *number)
        .collect();
    assert_eq!(own.len(), 2);
    assert_eq!(
        (&own[0]["case"], &own[0]["state"]),
        (&Value::Null, &json!("overdue"))
    );
    assert_eq!(own[0]["account"], *account);

    // Disputed, worked out again, and noticed again.
    step(
        &desk,
        "2026-11-24",
        &number,
        "disputed",
        &["opinion=只有8千瓦", "to=office"],
    );
    step(&desk, "2026-11-25", &number, "worked_out", &["kw=8"]);
    assert_eq!(
        notice(&desk, "2026-11-26", &number, "2026-12-03"),
        "noticed"
    );
    let file = desk.done("2026-11-26", &["claim", &number]);
    assert_eq!(
        (&file["amount"], &file["in_words"]),
        (&json!("400.00"), &json!("肆佰元整"))
    );
    assert_eq!(file["steps"].as_array().unwrap().len(), 4);

    // In parts, and never more than is owed.
    let over = words(&number, "paid", &["amount=400.01", "receipt=S1"]);
    assert_eq!(desk.refused("2026-11-27", &over), ["BREACH-2 amount"]);
    assert_eq!(
        step(
            &desk,
            "2026-11-27",
            &number,
            "paid",
            &["amount=100", "receipt=S1"]
        ),
        "noticed"
    );
    assert_eq!(
        step(
            &desk,
            "2026-11-28",
            &number,
            "paid",
            &["amount=300", "receipt=S2"]
        ),
        "paid"
    );
    let close = words(&number, "closed", &["outcome=已交清"]);
    assert_eq!(desk.refused("2026-11-28", &close), ["BREACH-2 "]);
    let increase = words(
        &number,
        "remedied",
        &[
            "remedy=increase",
            "done_by=陈志强",
            "case=990731-2026-00099",
        ],
    );
    assert_eq!(desk.refused("2026-11-28", &increase), ["BREACH-2 case"]);
    assert_eq!(
        step(
            &desk,
            "2026-11-28",
            &number,
            "remedied",
            &["remedy=dismantled", "done_by=陈志强"]
        ),
        "paid"
    );
    assert_eq!(
        step(&desk, "2026-11-28", &number, "closed", &["outcome=已交清"]),
        "closed"
    );
    let log = desk.done("2026-11-28", &["history", &number]);
    assert_eq!(log["chain"], "ok");
    let check = desk.done("2026-11-28", &["check"]);
    assert_eq!(check["ok"], true, "{check}");
}

#[test]
fn a_step_and_a_file_taken_back_stay_on_record() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let number = number(&open(&desk, TODAY, &added(&account)));
    notice(&desk, TODAY, &number, "2026-12-01");
    step(&desk, TODAY, &number, "paid", &["amount=500", "receipt=S1"]);
    let back = words(&number, "withdraw", &["reason=收据号录错"]);
    assert_eq!(desk.done(TODAY, &back)["state"], "noticed");
    let file = desk.done(TODAY, &["claim", &number]);
    assert_eq!(
        (&file["paid"], &file["open"]),
        (&json!("0.00"), &json!("500.00"))
    );
    assert_eq!(file["steps"].as_array().unwrap().len(), 2);
    assert_eq!(
        desk.refused(TODAY, &words(&number, "void", &[])),
        ["INPUT reason"]
    );
    assert_eq!(
        desk.done(TODAY, &words(&number, "void", &["reason=户号录错"]))["state"],
        "voided"
    );
    let again = open(&desk, TODAY, &added(&account));
    assert_eq!(again["claim"], "990731-2026-W0002", "AUDIT-1");
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn a_wrong_file_names_everything_at_once_and_leaves_nothing() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let mut claim = added(&account);
    claim["found_on"] = json!("2026-11-24");
    claim["facts"]["second_inspector"] = json!("陈志强");
    claim["facts"]["signed_by"] = json!("");
    claim["calculation"]["kw"] = json!("0");
    let found = refused(&desk, TODAY, &claim);
    assert_eq!(
        found,
        [
            "COUNT-6 found_on",
            "INPUT facts.signed_by",
            "INPUT facts.second_inspector",
            "INPUT calculation.kw"
        ]
    );
    assert_eq!(desk.done(TODAY, &["claim"])["claims"], json!([]));
}

#[test]
fn breach_3_asks_for_the_new_seal() {
    let desk = office();
    let account = account(&desk, "high_voltage");
    let calculation =
        json!({ "rule": "BREACH-3", "two_part": true, "basic_fee": "2800", "months": "2" });
    let claim = breach(
        &account,
        calculation.clone(),
        json!({ "equipment": "1#S13-315" }),
    );
    assert_eq!(refused(&desk, TODAY, &claim), ["INPUT facts.seal"]);
    let claim = breach(
        &account,
        calculation,
        json!({ "equipment": "1#S13-315", "seal": "F0009" }),
    );
    let opened = open(&desk, TODAY, &claim);
    assert_eq!(opened["amount"], "16800.00");
    let file = desk.done(TODAY, &["claim", &number(&opened)]);
    assert_eq!(
        (&file["back_pay"], &file["penalty"]),
        (&json!("5600.00"), &json!("11200.00"))
    );
    assert!(file["note"].as_str().unwrap().contains("私自增容"));
}

#[test]
fn breach_1_takes_both_prices_from_the_tables_and_unknown_months_are_three() {
    let desk = office();
    let account = account(&desk, "resident");
    let calculation = json!({ "rule": "BREACH-1", "by": "prices", "used": "commercial", "kwh": "300", "months": null });
    let claim = breach(&account, calculation, json!({}));
    let file = desk.done(TODAY, &["claim", &number(&open(&desk, TODAY, &claim))]);
    let lines = file["lines"].as_array().unwrap();
    let prices: Vec<&Value> = lines
        .iter()
        .filter(|line| line["rule"] == "TARIFF-3")
        .collect();
    assert_eq!(prices.len(), 3);
    let [dear, cheap] = [0, 1].map(|at| {
        prices[at]["value"]
            .as_str()
            .unwrap()
            .parse::<f64>()
            .unwrap()
    });
    let monthly: f64 = prices[2]["value"].as_str().unwrap().parse().unwrap();
    assert!(
        (monthly - 300.0 * (dear - cheap)).abs() < 0.006,
        "{lines:?}"
    );
    let months = lines
        .iter()
        .find(|line| line["what"] == "使用月数")
        .unwrap();
    assert_eq!(
        (&months["value"], &months["rule"]),
        (&json!("3"), &json!("BREACH-1"))
    );
}

#[test]
fn tariff_3_a_missing_price_is_named_with_its_day() {
    let desk = Desk::new();
    let case = desk.accept("2026-09-24", |_| {})["case"]
        .as_str()
        .unwrap()
        .to_owned();
    while desk.next("2026-09-24", &case) != "energised" {}
    let account = desk.done("2026-09-24", &["case", &case])["account"]
        .as_str()
        .unwrap()
        .to_owned();
    let theft = json!({
        "kind": "theft", "account": account, "found_on": "2026-09-24",
        "facts": facts(json!({ "act": "tapped", "supply_stopped": "no" })),
        "calculation": { "rule": "THEFT-3", "kw": "2", "use": "lighting" },
    });
    let file = desk.file("claim.json", theft.to_string());
    let (code, json) = desk.run("2026-09-24", &["claim", &file]);
    assert_eq!(
        (code, &json["refused"][0]["rule"]),
        (2, &json!("TARIFF-3")),
        "{json}"
    );
    assert!(
        json["refused"][0]["message"]
            .as_str()
            .unwrap()
            .contains("2026-09-24"),
        "{json}"
    );
}

#[test]
fn late_1_to_4_a_sheet_saved_to_the_account() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let late = |paid: &str| {
        json!({
            "kind": "late", "account": account, "facts": { "bill": "2025年12月" },
            "calculation": { "class": "other", "arrears": "1000.00", "due": "2025-12-31", "paid": paid },
        })
    };
    // Due on the last day of the year: every overdue day is one of a later year.
    let opened = open(&desk, TODAY, &late("2026-01-10"));
    assert_eq!(
        (&opened["amount"], &opened["state"]),
        (&json!("30.00"), &json!("worked_out"))
    );
    let number = number(&opened);
    let pdf = desk.path("late.pdf").display().to_string();
    assert_eq!(
        desk.done(TODAY, &["print", &number, "late_charge_sheet", "-o", &pdf])["pages"],
        1
    );
    assert_eq!(
        step(&desk, TODAY, &number, "paid", &["amount=30", "receipt=S1"]),
        "paid"
    );
    assert_eq!(step(&desk, TODAY, &number, "closed", &[]), "closed");
    // On the due day itself nothing is charged, and nothing has to be paid.
    let opened = open(&desk, TODAY, &late("2025-12-31"));
    assert_eq!(opened["amount"], "0.00");
    let number = opened["claim"].as_str().unwrap();
    assert_eq!(step(&desk, TODAY, number, "paid", &["amount=0"]), "paid");
}

#[test]
fn breach_3_a_suspension_that_is_named_says_what_stands_still() {
    let desk = office();
    let mut application = desk.done(
        TODAY,
        &["template", "suspension", "--class", "high_voltage"],
    );
    let account = application["account"].as_str().unwrap().to_owned();
    application["from"] = json!("2026-11-28");
    application["to"] = json!("2026-12-28");
    let file = desk.file("suspension.json", application.to_string());
    let case = desk.done(TODAY, &["accept", &file])["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let calculation = json!({ "rule": "BREACH-3", "months": "1" });
    let mut claim = breach(
        &account,
        calculation,
        json!({ "seal": "F0009", "suspension": case }),
    );
    claim["found_on"] = json!("2026-12-05");
    // Planned, and not yet sealed.
    assert_eq!(
        refused(&desk, "2026-12-05", &claim),
        ["BREACH-3 facts.suspension"]
    );
    let seal = ["seals=F1", "worker=陈志强", "second_worker=刘卫东"];
    let mut words = vec!["step", &case, "sealed", "--on", "2026-11-28"];
    for pair in &seal {
        words.extend(["--set", pair]);
    }
    desk.done("2026-11-28", &words);
    claim["facts"]["seal"] = json!("F1");
    assert_eq!(
        refused(&desk, "2026-12-05", &claim),
        ["BREACH-3 facts.seal"],
        "a broken seal is not a new one"
    );
    claim["facts"]["seal"] = json!("F0009");
    let opened = open(&desk, "2026-12-05", &claim);
    let whole = desk.done("2026-12-05", &["claim", &number(&opened)]);
    // Since when it was used is for the inspectors to say; it was no added capacity that was sealed.
    assert_eq!(whole["facts"]["begun_on"], Value::Null);
    assert_eq!(whole["note"], Value::Null);
    let (_, notice) = desk.printed("2026-12-05", &[&number(&opened), "liability_notice"]);
    assert!(!notice.contains("因私自增容被封存"), "{notice}");
    assert_ne!(whole["facts"]["equipment"], "");
    assert_ne!(whole["calculation"]["kva"], Value::Null, "{whole}");
    let rules: Vec<&Value> = whole["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["rule"])
        .collect();
    assert_eq!(
        rules[0], "TARIFF-3",
        "the basic fee comes out of the tables"
    );
}

#[test]
fn the_months_summary_counts_what_was_found_and_what_was_paid() {
    let desk = office();
    let account = account(&desk, "low_voltage");
    let number = number(&open(&desk, TODAY, &added(&account)));
    notice(&desk, TODAY, &number, "2026-12-01");
    step(
        &desk,
        "2026-12-01",
        &number,
        "paid",
        &["amount=200", "receipt=S1"],
    );
    let of_month = |month: &str| {
        let summary = desk.done("2027-01-05", &["summary", month]);
        let claims = summary["claims"].as_array().unwrap().clone();
        let breach = claims
            .into_iter()
            .find(|one| one["kind"] == "breach")
            .unwrap();
        format!(
            "{} {} {} {}",
            breach["found"], breach["open"], breach["penalty"], breach["paid"]
        )
    };
    assert_eq!(of_month("2026-11"), "1 1 \"500.00\" \"0\"");
    assert_eq!(of_month("2026-12"), "0 1 \"0\" \"200.00\"");
    // Once the month is exported, nothing of it is taken back (AUDIT-4).
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    desk.done(
        "2027-01-05",
        &["summary", "2026-12", "-o", &stick.display().to_string()],
    );
    let back = words(&number, "withdraw", &["reason=录错"]);
    assert_eq!(desk.refused("2027-01-05", &back), ["AUDIT-4 "]);
}
