//! Suspensions and resumptions as they are applied for, SUSPEND-1 to SUSPEND-12.

use std::collections::BTreeMap;

use yekuo::model::application::{Application, Change, Draft};
use yekuo::model::customer::Transformer;
use yekuo::model::suspension::{Sealing, Suspension};
use yekuo::model::vocabulary::{AccountState, Billing, Class, Kind};
use yekuo::rules::Refusal;
use yekuo::rules::intake::change::{AccountFacts, opens};

use super::intake_change::{mill, quarry};
use super::intake_support::{TODAY, outcome, typed};
use super::support::{application, day, entry, limits, objections_of, record, rules};

fn transformer(plate: &str, kva: &str, group: Option<&str>) -> Transformer {
    Transformer {
        plate: plate.to_owned(),
        kva: kva.parse().unwrap(),
        group: group.map(str::to_owned),
    }
}

/// A quarry with two transformers in a group and one of its own, billed by capacity.
fn works() -> AccountFacts {
    let mut facts = quarry();
    facts.customer.billing = Billing::Capacity;
    facts.transformers = vec![
        transformer("1#", "315", Some("A组")),
        transformer("2#", "315", Some("A组")),
        transformer("3#", "200", None),
    ];
    facts
}

/// A suspension that was accepted, and sealed on its day.
pub(crate) fn sealed(case: &str, plate: &str, from: &str, to: &str) -> Suspension {
    Suspension {
        case: case.to_owned(),
        equipment: vec![transformer(plate, "200", None)],
        from: day(from),
        to: day(to),
        agreed_days: None,
        sealing: Some(Sealing {
            on: day(from),
            seals: "F1".to_owned(),
            late_by_office: false,
        }),
        releases: BTreeMap::new(),
        ended_on: None,
    }
}

fn suspension(plates: &str, from: &str, to: &str, more: &str) -> Draft {
    typed(&format!(
        r#"{{"kind":"suspension","account":"9900000007","reason":"停产","applied_on":"{TODAY}","transformers":{plates},
        "from":"{from}","to":"{to}"{more}}}"#
    ))
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    let found = outcome(draft, Some(facts)).err().unwrap_or_default();
    found
        .into_iter()
        .filter(|refusal| !refusal.rule.starts_with("DOC"))
        .collect()
}

fn refused(facts: &AccountFacts, plates: &str, from: &str, to: &str) -> Vec<String> {
    let found = said(facts, &suspension(plates, from, to, ""));
    rules(&found).into_iter().map(str::to_owned).collect()
}

fn taken(facts: &AccountFacts, draft: &Draft) -> Change {
    let taken: Application = outcome(draft, Some(facts)).unwrap();
    taken.change.unwrap()
}

const NONE: [&str; 0] = [];

#[test]
fn suspend_1_five_days_ahead_and_not_four() {
    let facts = works();
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-05", "2026-07-05"),
        ["SUSPEND-1"]
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-06", "2026-07-06"),
        NONE
    );
    let early = said(
        &facts,
        &suspension(r#"["3#"]"#, "2026-06-05", "2026-07-05", ""),
    );
    assert!(
        early[0].instead.contains("2026-06-06"),
        "{}",
        early[0].instead
    );
}

#[test]
fn suspend_1_a_supervisor_may_waive_the_notice_and_nobody_else() {
    let facts = works();
    let waiver = |approver: &str| {
        format!(r#","waiver":{{"reason":"设备故障","basis":"所务会","approver":"{approver}"}}"#)
    };
    let draft = |approver| suspension(r#"["3#"]"#, "2026-06-02", "2026-07-02", &waiver(approver));
    assert_eq!(rules(&said(&facts, &draft("李强"))), NONE);
    // 王芳 is at the desk; 赵六 is no supervisor.
    assert_eq!(rules(&said(&facts, &draft("王芳"))), ["AUDIT-2"]);
    assert_eq!(rules(&said(&facts, &draft("赵六"))), ["AUDIT-2"]);
    let half = suspension(
        r#"["3#"]"#,
        "2026-06-02",
        "2026-07-02",
        r#","waiver":{"approver":"李强"}"#,
    );
    assert_eq!(rules(&said(&facts, &half)), ["INPUT", "INPUT"]);
    let before = suspension(r#"["3#"]"#, "2026-05-31", "2026-07-02", &waiver("李强"));
    assert_eq!(
        rules(&said(&facts, &before)),
        ["INPUT"],
        "before the application"
    );
}

#[test]
fn suspend_2_the_third_time_in_a_year_is_refused_and_next_year_is_open() {
    let mut facts = works();
    facts
        .suspensions
        .push(sealed("A", "3#", "2026-02-01", "2026-02-20"));
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-06", "2026-07-06"),
        NONE
    );
    facts
        .suspensions
        .push(sealed("B", "3#", "2026-03-01", "2026-03-20"));
    let third = said(
        &facts,
        &suspension(r#"["3#"]"#, "2026-06-06", "2026-07-06", ""),
    );
    assert_eq!(rules(&third), ["SUSPEND-2"]);
    assert!(third[0].instead.contains("2027-01-01"));
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-12-31", "2027-02-06"),
        ["SUSPEND-2"]
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2027-01-01", "2027-02-06"),
        NONE
    );
}

#[test]
fn suspend_2_a_time_counts_in_the_year_of_its_sealing() {
    let mut facts = works();
    for (case, month) in [("A", "01"), ("B", "03")] {
        let mut late = sealed(case, "3#", "2025-12-28", &format!("2026-{month}-28"));
        late.sealing.as_mut().unwrap().on = day(&format!("2026-{month}-02"));
        facts.suspensions.push(late);
    }
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-06", "2026-07-06"),
        ["SUSPEND-2"]
    );
}

#[test]
fn suspend_3_fifteen_days_and_not_fourteen() {
    let facts = works();
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-10", "2026-06-24"),
        ["SUSPEND-3"]
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-10", "2026-06-25"),
        NONE
    );
    // Over the end of February of a leap year and of none.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2028-02-20", "2028-03-06"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2027-02-20", "2027-03-06"),
        ["SUSPEND-3"]
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-10", "2026-06-10"),
        ["INPUT"]
    );
}

#[test]
fn suspend_4_180_days_in_a_year_and_not_181() {
    let mut facts = works();
    facts
        .suspensions
        .push(sealed("A", "3#", "2026-01-01", "2026-02-20"));
    // 50 days are used; 130 are left.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-07-01", "2026-11-08"),
        NONE
    );
    let one_more = said(
        &facts,
        &suspension(r#"["3#"]"#, "2026-07-01", "2026-11-09", ""),
    );
    assert_eq!(rules(&one_more), ["SUSPEND-4"]);
    assert!(
        one_more[0].message.contains("已用（含已受理）50天"),
        "{}",
        one_more[0].message
    );
    assert!(
        one_more[0].instead.contains("2026-11-08"),
        "{}",
        one_more[0].instead
    );
}

#[test]
fn suspend_4_one_uninterrupted_suspension_may_last_exactly_six_months() {
    let facts = works();
    // 184 days.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-07-01", "2027-01-01"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-29", "2026-12-29"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-29", "2026-12-30"),
        ["SUSPEND-4"]
    );
    // 181 days, and 182 of a leap year.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2027-01-01", "2027-07-01"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2027-01-01", "2027-07-02"),
        ["SUSPEND-4"]
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2028-01-01", "2028-07-01"),
        NONE
    );
    // From 29 February to the day of the same number.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2028-02-29", "2028-08-29"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2028-02-29", "2028-08-30"),
        ["SUSPEND-4"]
    );
    // 31 August + 6 months ends in February: over New Year, each year its own days.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-08-31", "2027-02-28"),
        NONE
    );
}

#[test]
fn suspend_4_new_year_gives_each_year_its_own_days() {
    let mut facts = works();
    facts
        .suspensions
        .push(sealed("A", "3#", "2026-02-01", "2026-07-20"));
    // 169 days are used; 20 December to 10 January takes 12 of the 11 left.
    let over = said(
        &facts,
        &suspension(r#"["3#"]"#, "2026-12-20", "2027-01-10", ""),
    );
    assert_eq!(rules(&over), ["SUSPEND-4"]);
    assert!(over[0].message.contains("2026年"), "{}", over[0].message);
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-12-21", "2027-01-10"),
        NONE
    );
    assert_eq!(
        refused(&works(), r#"["3#"]"#, "2026-12-20", "2027-01-10"),
        NONE
    );
}

#[test]
fn suspend_4_overlaps_count_once() {
    let mut facts = works();
    facts
        .suspensions
        .push(sealed("A", "3#", "2026-05-01", "2026-10-20"));
    // 172 days are used; these lie within them but for 8.
    assert_eq!(
        refused(&facts, r#"["1#","2#"]"#, "2026-06-06", "2026-10-28"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["1#","2#"]"#, "2026-06-06", "2026-10-29"),
        ["SUSPEND-4"]
    );
}

#[test]
fn suspend_4_agreed_days_need_a_basis_and_a_supervisor() {
    let facts = works();
    let (from, to) = ("2026-06-10", "2026-12-30");
    assert_eq!(refused(&facts, r#"["3#"]"#, from, to), ["SUSPEND-4"]);
    let waiver = r#""waiver":{"reason":"季节性用电","basis":"协议1号","approver":"李强"}"#;
    let agreed = |more: &str| said(&facts, &suspension(r#"["3#"]"#, from, to, more));
    assert_eq!(
        rules(&agreed(&format!(
            r#","agreed_days":203,"basis":"协议1号",{waiver}"#
        ))),
        NONE
    );
    assert_eq!(
        rules(&agreed(&format!(r#","agreed_days":"203",{waiver}"#))),
        NONE
    );
    assert_eq!(
        rules(&agreed(&format!(r#","agreed_days":202,{waiver}"#))),
        ["SUSPEND-4"]
    );
    assert_eq!(
        rules(&agreed(r#","agreed_days":203,"basis":"协议1号""#)),
        ["INPUT"]
    );
    assert_eq!(rules(&agreed(r#","agreed_days":203"#)), ["INPUT", "INPUT"]);
    assert_eq!(
        rules(&agreed(&format!(r#","agreed_days":366,{waiver}"#))),
        ["INPUT", "SUSPEND-4"]
    );
    // SUSPEND-3 still holds.
    let short = suspension(
        r#"["3#"]"#,
        from,
        "2026-06-24",
        &format!(r#","agreed_days":203,{waiver}"#),
    );
    assert_eq!(rules(&said(&facts, &short)), ["SUSPEND-3"]);
}

#[test]
fn suspend_5_whole_transformers_and_whole_groups() {
    let facts = works();
    let days = ("2026-06-10", "2026-07-10");
    let part = said(&facts, &suspension(r#"["1#"]"#, days.0, days.1, ""));
    assert_eq!(rules(&part), ["SUSPEND-5"]);
    assert!(part[0].instead.contains("1#、2#"), "{}", part[0].instead);
    for plates in [
        r#"["1#","2#"]"#,
        r#"["3#"]"#,
        r#"["3#","2#","1#"]"#,
        r#""all""#,
    ] {
        assert_eq!(refused(&facts, plates, days.0, days.1), NONE, "{plates}");
    }
    assert_eq!(refused(&facts, r#"["9#"]"#, days.0, days.1), ["INPUT"]);
    assert_eq!(refused(&facts, "[]", days.0, days.1), ["INPUT"]);
    // Without transformers of his own: everything or nothing.
    assert_eq!(refused(&mill(), r#"["1#"]"#, days.0, days.1), ["SUSPEND-5"]);
    let whole = taken(
        &mill(),
        &with_papers(suspension(r#""all""#, days.0, days.1, "")),
    );
    let Change::Suspension { transformers, .. } = whole else {
        panic!("{whole:?}");
    };
    assert_eq!(transformers, [transformer("", "300", None)]);
}

fn with_papers(mut draft: Draft) -> Draft {
    draft.documents = BTreeMap::from([("DOC-10.1".to_owned(), "copy".to_owned())]);
    draft
}

#[test]
fn suspend_5_the_same_equipment_twice_at_once_names_the_case() {
    let mut facts = works();
    facts
        .suspensions
        .push(sealed("A-2026-1", "3#", "2026-05-20", "2026-07-01"));
    facts.customer.state = AccountState::Suspended;
    let twice = said(
        &facts,
        &suspension(r#"["3#"]"#, "2026-06-30", "2026-07-20", ""),
    );
    assert_eq!(rules(&twice), ["SUSPEND-5"]);
    assert!(
        twice[0].message.contains("A-2026-1"),
        "{}",
        twice[0].message
    );
    // Going on is a new application from the day on which the first ends; other equipment at once.
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-07-01", "2026-07-20"),
        NONE
    );
    assert_eq!(
        refused(&facts, r#"["1#","2#"]"#, "2026-06-30", "2026-07-20"),
        NONE
    );
    // Unsealed early, its days are free again.
    let early = &mut facts.suspensions[0];
    early.releases.insert("3#".to_owned(), day("2026-06-20"));
    assert_eq!(
        refused(&facts, r#"["3#"]"#, "2026-06-20", "2026-07-20"),
        NONE
    );
}

#[test]
fn suspend_10_billed_by_demand_only_everything() {
    let mut facts = works();
    facts.customer.billing = Billing::Demand;
    let days = ("2026-06-10", "2026-07-10");
    assert_eq!(refused(&facts, r#"["3#"]"#, days.0, days.1), ["SUSPEND-10"]);
    assert_eq!(
        refused(&facts, r#"["1#"]"#, days.0, days.1),
        ["SUSPEND-5", "SUSPEND-10"]
    );
    assert_eq!(refused(&facts, r#"["1#","2#","3#"]"#, days.0, days.1), NONE);
    assert_eq!(refused(&facts, r#""all""#, days.0, days.1), NONE);
}

#[test]
fn every_violated_rule_is_said_at_once() {
    let mut facts = works();
    for (case, from, to) in [
        ("A", "2026-01-01", "2026-03-01"),
        ("B", "2026-03-01", "2026-06-20"),
    ] {
        facts.suspensions.push(sealed(case, "3#", from, to));
    }
    facts.under_way = Some("C".to_owned());
    let all = said(
        &facts,
        &suspension(r#"["1#","3#"]"#, "2026-06-03", "2026-06-10", ""),
    );
    let mut found = rules(&all);
    found.sort_unstable();
    // The group, and the other change under way; the equipment cannot clash before it is whole.
    assert_eq!(
        found,
        [
            "SUSPEND-1",
            "SUSPEND-1",
            "SUSPEND-2",
            "SUSPEND-3",
            "SUSPEND-5"
        ]
    );
}

fn resumption(case: &str, plates: &str, on: &str) -> Draft {
    typed(&format!(
        r#"{{"kind":"resumption","account":"9900000007","reason":"复产","applied_on":"{TODAY}","suspension":"{case}",
        "transformers":{plates},"on":"{on}"}}"#
    ))
}

/// The works with two of its transformers under seal until a day.
fn stopped(to: &str) -> AccountFacts {
    let mut facts = works();
    let mut running = sealed("A", "3#", "2026-05-01", to);
    running.equipment = facts.transformers.clone();
    facts.suspensions.push(running);
    facts.customer.state = AccountState::Suspended;
    facts
}

#[test]
fn suspend_8_five_days_ahead_within_the_term() {
    let facts = stopped("2026-08-01");
    let refused = |on| rules(&said(&facts, &resumption("A", r#""all""#, on))).join(" ");
    assert_eq!(refused("2026-06-05"), "SUSPEND-8");
    assert_eq!(refused("2026-06-06"), "");
    assert_eq!(refused("2026-05-31"), "INPUT");
}

#[test]
fn suspend_8_after_the_term_no_notice_is_needed() {
    for (to, expected) in [
        ("2026-05-31", ""),
        ("2026-06-01", ""),
        ("2026-06-02", "SUSPEND-8"),
    ] {
        let facts = stopped(to);
        let found = said(&facts, &resumption("A", r#""all""#, "2026-06-01"));
        assert_eq!(rules(&found).join(" "), expected, "{to}");
    }
}

#[test]
fn suspend_8_one_of_two_may_resume_alone_but_not_part_of_a_group() {
    let facts = stopped("2026-08-01");
    let refused = |plates| rules(&said(&facts, &resumption("A", plates, "2026-06-10"))).join(" ");
    assert_eq!(refused(r#"["3#"]"#), "");
    assert_eq!(refused(r#"["1#","2#"]"#), "");
    assert_eq!(refused(r#"["1#"]"#), "SUSPEND-5");
    assert_eq!(refused(r#"["9#"]"#), "INPUT");
    let mut half = facts.clone();
    half.suspensions[0]
        .releases
        .insert("3#".to_owned(), day("2026-05-20"));
    let again = said(&half, &resumption("A", r#"["3#"]"#, "2026-06-10"));
    assert_eq!(rules(&again), ["INPUT"], "no longer under seal");
}

#[test]
fn suspend_8_names_a_suspension_under_seal() {
    let mut facts = stopped("2026-08-01");
    let refused = |facts: &AccountFacts, case| {
        rules(&said(facts, &resumption(case, r#""all""#, "2026-06-10"))).join(" ")
    };
    assert_eq!(refused(&facts, "B"), "INPUT");
    assert_eq!(refused(&facts, ""), "INPUT");
    facts.suspensions[0].sealing = None;
    assert_eq!(refused(&facts, "A"), "SUSPEND-12");
}

#[test]
fn suspend_8_a_resumption_is_in_nobodys_way_and_nobody_in_its() {
    let mut facts = stopped("2026-08-01");
    facts.under_way = Some("C".to_owned());
    let found = said(&facts, &resumption("A", r#""all""#, "2026-06-10"));
    assert_eq!(rules(&found), NONE);
}

#[test]
fn account_states_open_what_they_open() {
    use AccountState::{Active, Closed, Removed, Split, Suspended};
    for (state, suspends, resumes) in [
        (Active, true, false),
        (Suspended, true, true),
        (Removed, false, false),
        (Closed, false, false),
        (Split, false, false),
    ] {
        assert_eq!(opens(state, Kind::Suspension), suspends, "{state:?}");
        assert_eq!(opens(state, Kind::Resumption), resumes, "{state:?}");
    }
}

/// A suspension of 2026-06-06 to 2026-07-06, accepted on 2026-06-01.
fn accepted() -> Application {
    let mut application = application(Class::HighVoltage);
    application.kind = Kind::Suspension;
    application.change = Some(Change::Suspension {
        transformers: vec![transformer("3#", "200", None)],
        from: day("2026-06-06"),
        to: day("2026-07-06"),
        agreed_days: None,
        basis: String::new(),
        waiver: None,
    });
    application
}

const SEALED: [(&str, &str); 3] = [
    ("seals", "F1"),
    ("worker", "陈志强"),
    ("second_worker", "刘卫东"),
];

#[test]
fn suspend_12_sealed_on_the_day_applied_for_even_a_rest_day() {
    // 2026-06-06 is a Saturday.
    let application = accepted();
    for (today, state) in [
        ("2026-06-05", "进行中"),
        ("2026-06-06", "进行中"),
        ("2026-06-07", "超期"),
    ] {
        let expected = format!("sealed 2026-06-06 2026-06-06 {state}");
        assert_eq!(limits(&application, &[], today), [expected]);
    }
    for (on, state) in [("2026-06-06", "按期"), ("2026-06-08", "逾期完成")] {
        let records = [record("sealed", on, &SEALED)];
        let expected = format!("sealed 2026-06-06 2026-06-06 {state}");
        assert_eq!(limits(&application, &records, "2026-06-10"), [expected]);
    }
    let refused = |on| {
        let found = objections_of(
            &application,
            &[],
            "2026-06-10",
            entry("sealed", on, &SEALED),
        );
        rules(&found).join(" ")
    };
    assert_eq!(refused("2026-06-05"), "SUSPEND-12");
    assert_eq!(refused("2026-06-06"), "");
    assert_eq!(refused("2026-06-07"), "COUNT-6", "late without a reason");
}

#[test]
fn suspend_8_unsealed_on_the_day_wished_for() {
    let mut application = accepted();
    application.kind = Kind::Resumption;
    application.change = Some(Change::Resumption {
        suspension: "A".to_owned(),
        transformers: vec![transformer("3#", "200", None)],
        on: day("2026-06-06"),
        sealed_on: day("2026-05-01"),
        to: day("2026-07-06"),
        waiver: None,
    });
    let expected = "unsealed 2026-06-06 2026-06-06 超期";
    assert_eq!(limits(&application, &[], "2026-06-07"), [expected]);
    let fields = [
        ("seals_off", "F1"),
        ("worker", "陈志强"),
        ("second_worker", "刘卫东"),
    ];
    let found = objections_of(
        &application,
        &[],
        "2026-06-10",
        entry("unsealed", "2026-06-05", &fields),
    );
    assert_eq!(rules(&found), ["SUSPEND-8"]);
}
