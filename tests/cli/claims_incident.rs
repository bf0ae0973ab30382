//! One incident and its households: the first complaint, the visits, and what waits for the supervisor.

use serde_json::{Value, json};

use crate::claims::{TODAY, limit, number, office, open, refused, step, words};
use crate::support::Desk;

const DAY: &str = "2026-09-25";

/// Two households.
fn homes(desk: &Desk) -> [String; 2] {
    let first = crate::claims::account(desk, "resident");
    let serial: u64 = first.parse().unwrap();
    let base = serial - serial % 1000;
    let is_home = |account: &String| {
        let (code, file) = desk.run(TODAY, &["customer", account]);
        code == 0 && file["class"] == "resident" && *account != first
    };
    let mut others = (base..base + 60).map(|one| format!("{one:010}"));
    let second = others.find(is_home).unwrap();
    [first, second]
}

fn damage(account: &str, complained_at: &str) -> Value {
    json!({
        "kind": "damage", "account": account, "found_on": DAY,
        "incident": { "occurred_at": "2026-09-24T18:40", "line": "红星村2号台区", "fault": "neutral_broken" },
        "facts": { "complained_at": complained_at, "complained_by": "客户本人", "goods_in_words": "电冰箱" },
    })
}

const VISIT: [&str; 5] = [
    "inspector=陈志强",
    "second_inspector=刘卫东",
    "kept=yes",
    "evidence=照片",
    "findings=零线断线",
];

fn visit(desk: &Desk, today: &str, claim: &str, more: &[&str]) {
    let set = [&VISIT[..], more].concat();
    assert_eq!(step(desk, today, claim, "on_site", &set), "on_site");
}

#[test]
fn damage_2_nobody_complains_before_the_damage_and_a_voided_file_sets_no_limit() {
    let desk = office();
    let [home, other] = homes(&desk);
    let early = ["COUNT-6 facts.complained_at"];
    let before = damage(&home, "2026-09-24T18:39");
    assert_eq!(refused(&desk, DAY, &before), early);
    let home = number(&open(&desk, DAY, &damage(&home, "2026-09-25T08:00")));
    let wrong = number(&open(&desk, DAY, &damage(&other, "2026-09-24T18:40")));
    assert_eq!(limit(&desk, DAY, &home, "DAMAGE-2"), "2026-09-25 open");
    desk.done(DAY, &words(&wrong, "void", &["reason=录错"]));
    assert_eq!(limit(&desk, DAY, &home, "DAMAGE-2"), "2026-09-26 open");
    // In time, and no reason is asked for.
    visit(&desk, "2026-09-26", &home, &["arrived_at=2026-09-26T07:59"]);
    assert_eq!(
        limit(&desk, "2026-09-26", &home, "DAMAGE-2"),
        "2026-09-26 met"
    );
}

#[test]
fn damage_2_a_household_that_nobody_visited_is_still_to_visit() {
    let desk = office();
    let [home, other] = homes(&desk);
    let home = number(&open(&desk, DAY, &damage(&home, "2026-09-24T19:00")));
    let other = damage(&other, "2026-09-25T10:00");
    let other = number(&open(&desk, DAY, &other));
    let waits = |today: &str| {
        let due = desk.done(today, &["due"]);
        let due = due.as_array().unwrap().iter();
        let mut due = due.filter(|one| one["rule"] == "DAMAGE-2");
        due.any(|one| one["claim"] == *other)
    };
    visit(&desk, DAY, &home, &["arrived_at=2026-09-25T09:00"]);
    assert_eq!(limit(&desk, DAY, &home, "DAMAGE-2"), "2026-09-25 met");
    // Someone was there in time before this household complained: its own day and night.
    assert_eq!(limit(&desk, DAY, &other, "DAMAGE-2"), "2026-09-26 open");
    assert!(waits(DAY));
    assert_eq!(
        limit(&desk, "2026-09-27", &other, "DAMAGE-2"),
        "2026-09-26 overdue"
    );
    let late = ["arrived_at=2026-09-26T10:01"];
    let without = [&VISIT[..], &late].concat();
    let without = desk.refused("2026-09-27", &words(&other, "on_site", &without));
    assert_eq!(without, ["COUNT-6 late_reason"]);
    visit(
        &desk,
        "2026-09-27",
        &other,
        &["arrived_at=2026-09-26T10:00"],
    );
    assert!(!waits("2026-09-27"));
}

#[test]
fn damage_2_the_same_time_line_and_fault_are_the_same_incident() {
    let desk = office();
    let [home, other] = homes(&desk);
    let first = open(&desk, DAY, &damage(&home, "2026-09-24T19:00"));
    let second = open(&desk, DAY, &damage(&other, "2026-09-24T19:10"));
    assert_eq!(first["incident"], second["incident"]);
    let mut elsewhere = damage(&other, "2026-09-24T19:10");
    elsewhere["incident"]["line"] = json!("青塘村1号台区");
    let elsewhere = open(&desk, DAY, &elsewhere);
    assert_ne!(first["incident"], elsewhere["incident"]);
}

#[test]
fn damage_3_what_waits_for_the_supervisor_is_due() {
    let desk = office();
    let [home, _] = homes(&desk);
    let mut late = damage(&home, "2026-09-24T19:00");
    late["found_on"] = json!("2026-10-09");
    let claim = number(&open(&desk, "2026-10-09", &late));
    let due = desk.done("2026-10-12", &["due", "--within", "0"]);
    let mut due = due.as_array().unwrap().iter();
    let own = due.find(|one| one["claim"] == *claim).unwrap();
    assert_eq!(
        (&own["rule"], &own["step"]),
        (&json!("DAMAGE-3"), &json!("admitted"))
    );
    let list = desk.plain("2026-10-12", &["due"]);
    let line = list.lines().find(|line| line.contains(&claim)).unwrap();
    assert!(
        line.contains("待决定") && line.contains("2026-10-09提出"),
        "{line}"
    );
}

#[test]
fn damage_8_the_authority_is_one_of_the_county_and_has_confirmed() {
    let desk = office();
    let [home, _] = homes(&desk);
    let claim = number(&open(&desk, DAY, &damage(&home, "2026-09-24T19:00")));
    let ground = |authority: &'static str, on: &'static str| {
        ["ground=third_party", "proof=证明", authority, on]
    };
    let refused = |set: &[&str]| desk.refused(DAY, &words(&claim, "not_liable", set));
    let township = ground("authority=石桥镇政府", "confirmed_on=2026-09-25");
    assert_eq!(refused(&township), ["DAMAGE-8 authority"]);
    let ahead = ground("authority=于都县工信局", "confirmed_on=2026-09-26");
    assert_eq!(refused(&ahead), ["COUNT-6 confirmed_on"]);
    let fits = ground("authority=国家能源局", "confirmed_on=2026-09-25");
    assert_eq!(step(&desk, DAY, &claim, "not_liable", &fits), "not_liable");
}

#[test]
fn breach_2_a_day_that_was_set_is_the_last_one() {
    let desk = office();
    let works = crate::claims::account(&desk, "low_voltage");
    let claim = number(&open(&desk, TODAY, &crate::claims::added(&works)));
    crate::claims::notice(&desk, TODAY, &claim, "2026-12-01");
    let list = desk.plain(TODAY, &["due"]);
    let lines = list.lines().filter(|line| line.contains(&claim));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 2, "{list}");
    assert!(lines.iter().all(|line| line.contains("以前")), "{lines:?}");
}
