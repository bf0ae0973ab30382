//! An account with two metering points: a meter for each, hung, read and taken off together.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, step, step_words, walk};
use crate::support::Desk;

const POINTS: &str = r#"metering_points=[
    {"receiving_point":"配电房","place":"主供进线柜","mode":"高供高计","ct":"50/5","pt":"10/0.1","active":"0.5S级"},
    {"receiving_point":"配电房","place":"备用进线柜","mode":"高供高计","ct":"30/5","pt":"10/0.1","active":"0.5S级"}]"#;
const FIRST: &str = "9990000000000000000001";
const SECOND: &str = "9990000000000000000002";

fn next(desk: &Desk, case: &str) -> String {
    let whole = desk.done(DAY, &["case", case]);
    whole["next"][0]["step"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Walks up to a step without recording it.
fn up_to(desk: &Desk, case: &str, wanted: &str) {
    while next(desk, case) != wanted {
        step(desk, case, "pass", &[]);
    }
}

fn rows(rows: Value) -> String {
    format!("other_meters={rows}")
}

fn second(multiplier: &str) -> String {
    rows(json!([{
        "place": "备用进线柜", "meter": SECOND, "meter_model": "三相三线智能表", "multiplier": multiplier,
        "reading": "7", "seals": "F2",
    }]))
}

/// What is said against the next step, by field.
fn refused(desk: &Desk, case: &str, with: &[&str]) -> Vec<(String, String)> {
    let words = step_words(desk, case, "pass", with);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (code, said) = desk.run(DAY, &words);
    assert_eq!(code, 2, "{said}");
    let said = said["refused"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    said.map(|one| (text(&one["field"]), text(&one["message"])))
        .collect()
}

/// A customer from two sources, metered at both, and the case.
fn two_points(desk: &Desk) -> (String, String) {
    let words = [
        "new_connection",
        "--class",
        "high_voltage",
        "--sources",
        "dual",
    ];
    let case = accept(desk, &words, |_| {});
    up_to(desk, &case, "plan_drafted");
    step(desk, &case, "pass", &[POINTS]);
    up_to(desk, &case, "energised");
    let meter = format!("meter={FIRST}");
    let own = [meter.as_str(), "multiplier=1000", "reading=3"];

    let asked = desk.done(DAY, &["case", &case])["next"][0]["fields"].clone();
    let others = asked.as_array().unwrap().iter();
    let others = others.clone().find(|field| field["name"] == "other_meters");
    let proposed = others.unwrap()["example"].as_str().unwrap().to_owned();
    assert!(
        proposed.contains("备用进线柜") && proposed.contains("600"),
        "{proposed}"
    );

    let one = refused(desk, &case, &[&own[..], &["other_meters=[]"]].concat());
    assert_eq!(one[0].0, "other_meters");
    assert!(
        one[0].1.contains("供电方案有2个计量点，只填了1只电能表"),
        "{one:?}"
    );
    let unread = rows(json!([{"place": "备用进线柜", "meter": SECOND, "multiplier": "600"}]));
    let unread = refused(desk, &case, &[&own[..], &[&unread]].concat());
    assert!(
        unread.iter().all(|(_, words)| !words.contains("只填了")),
        "{unread:?}"
    );
    let asked = desk.done(DAY, &["case", &case])["next"][0]["fields"].clone();
    let asked = asked.as_array().unwrap().iter();
    let times = asked.clone().find(|field| field["name"] == "multiplier");
    assert_eq!(times.unwrap()["example"], "1000", "of the first point");
    let blank = [&meter, "multiplier=", "reading=3", &second("600")];
    let blank = refused(desk, &case, &blank);
    assert!(
        blank
            .iter()
            .any(|(_, words)| words.contains("1000、600，没有填")),
        "{blank:?}"
    );
    let wrong = second("1000");
    let wrong = refused(desk, &case, &[&own[..], &[&wrong]].concat());
    assert!(
        wrong[0].1.contains("综合倍率应为600，现在是1000"),
        "{wrong:?}"
    );
    let first_wrong = refused(
        desk,
        &case,
        &[&meter, "multiplier=20", "reading=3", &second("600")],
    );
    assert_eq!(first_wrong[0].0, "multiplier", "{first_wrong:?}");
    let twice = second("600").replace(SECOND, FIRST);
    let twice = refused(desk, &case, &[&own[..], &[&twice]].concat());
    assert!(twice[0].1.contains("填了两次"), "{twice:?}");

    step(desk, &case, "pass", &[&own[..], &[&second("600")]].concat());
    let account = desk.done(DAY, &["case", &case])["account"].clone();
    (case, account.as_str().unwrap().to_owned())
}

fn hanging(desk: &Desk, account: &str) -> Vec<(String, String)> {
    let customer = desk.done(DAY, &["customer", account]);
    let meters = customer["meters"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    meters
        .filter(|meter| meter["removed_on"].is_null())
        .map(|meter| (text(&meter["asset_number"]), text(&meter["multiplier"])))
        .collect()
}

#[test]
fn new_6_the_index_names_every_meter() {
    let desk = office();
    let (case, _) = two_points(&desk);
    walk(&desk, &case, "filed");
    let (_, index) = desk.printed(DAY, &[&case, "dossier_index"]);
    assert!(index.contains(FIRST) && index.contains(SECOND), "{index}");
}

#[test]
fn new_9_each_metering_point_has_its_meter_with_its_own_multiplier() {
    let desk = office();
    let (case, account) = two_points(&desk);
    let both = [(FIRST, "1000"), (SECOND, "600")];
    let both = both.map(|(number, times)| (number.to_owned(), times.to_owned()));
    assert_eq!(hanging(&desk, &account), both);
    let readings = desk.done(DAY, &["customer", &account])["readings"].to_string();
    assert!(
        readings.contains(SECOND) && readings.contains('7'),
        "{readings}"
    );
    let found = desk.done(DAY, &["find", SECOND]).to_string();
    assert!(found.contains(&account), "{found}");
    let (_, sheet) = desk.printed(DAY, &[&case, "meter_work_order"]);
    for words in [
        "安装位置主供进线柜",
        "其他计量点的电能表",
        "备用进线柜",
        SECOND,
        "600",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    let (code, _) = desk.run(DAY, &["customer", &account]);
    assert_ne!(code, 0, "the account is gone with both");
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn remove_1_and_5_both_meters_come_off_and_hang_again() {
    let desk = office();
    let (first, account) = two_points(&desk);
    walk(&desk, &first, "filed");
    let words = ["removal", "--class", "high_voltage"];
    let case = accept(&desk, &words, |application| {
        application["account"] = account.clone().into();
    });
    up_to(&desk, &case, "removed");
    let own = format!("meter={FIRST}");
    let with = [own.as_str(), "reading=5"];
    let left = refused(&desk, &case, &[&with[..], &["other_meters=[]"]].concat());
    assert!(
        left[0].1.contains(&format!("该户还装着电能表{SECOND}")),
        "{left:?}"
    );
    let low = rows(json!([{ "meter": SECOND, "reading": "6", "seals_off": "F2" }]));
    let low = refused(&desk, &case, &[&with[..], &[&low]].concat());
    assert!(low[0].1.contains("6小于"), "{low:?}");
    let off = rows(json!([{ "meter": SECOND, "reading": "9", "seals_off": "F2" }]));
    step(&desk, &case, "pass", &[&with[..], &[&off]].concat());
    assert_eq!(hanging(&desk, &account), []);
    walk(&desk, &case, "filed");

    let words = ["reconnection", "--class", "high_voltage"];
    let case = accept(&desk, &words, |application| {
        application["account"] = account.clone().into();
    });
    up_to(&desk, &case, "reconnected");
    let again = rows(json!([{
        "meter": SECOND, "meter_model": "三相三线智能表", "multiplier": "600", "reading": "9", "seals": "F4",
    }]));
    let with = [own.as_str(), "multiplier=1000", "reading=5", &again];
    step(&desk, &case, "pass", &with);
    assert_eq!(hanging(&desk, &account).len(), 2);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn close_3_both_meters_are_read_and_taken_off() {
    let desk = office();
    let (first, account) = two_points(&desk);
    walk(&desk, &first, "filed");
    let words = ["closure", "--class", "high_voltage"];
    let case = accept(&desk, &words, |application| {
        application["account"] = account.clone().into();
    });
    up_to(&desk, &case, "meter_checked");
    let own = format!("meter={FIRST}");
    let read = rows(json!([{ "meter": SECOND, "reading": "12" }]));
    let with = [own.as_str(), "reading=8"];
    let left = refused(&desk, &case, &[&with[..], &["other_meters=[]"]].concat());
    assert_eq!(left[0].0, "other_meters", "{left:?}");
    step(&desk, &case, "pass", &[&with[..], &[&read]].concat());
    up_to(&desk, &case, "removed");
    let off = rows(json!([{ "meter": SECOND, "seals_off": "F2" }]));
    step(&desk, &case, "pass", &[&own, &off]);
    walk(&desk, &case, "filed");
    let closed = desk.done(DAY, &["customer", &account]);
    assert_eq!(closed["state"], "closed");
    assert_eq!(hanging(&desk, &account), []);
}

#[test]
fn an_account_with_one_meter_is_not_asked_for_others() {
    let desk = office();
    let case = accept(
        &desk,
        &["new_connection", "--class", "high_voltage"],
        |_| {},
    );
    up_to(&desk, &case, "energised");
    let asked = desk.done(DAY, &["case", &case])["next"][0]["fields"].to_string();
    assert!(!asked.contains("other_meters"), "{asked}");
}
