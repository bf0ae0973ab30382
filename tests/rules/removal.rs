//! A meter moved, taken off for a time, hung again: what is taken, and the limits that run.

use yekuo::model::application::{Application, Change, Draft};
use yekuo::model::case::StepRecord;
use yekuo::model::vocabulary::{AccountState, Class, Kind};
use yekuo::rules::Refusal;
use yekuo::rules::intake::change::{AccountFacts, opens};

use super::intake_change::{mill, quarry};
use super::intake_support::{TODAY, fields_of, outcome, typed};
use super::support::{application, day, entry, limits, objections_of, record, rules};

fn relocation(address: bool, class: bool, supply_point: bool) -> Draft {
    typed(&format!(
        r#"{{"kind":"relocation","account":"9900000007","reason":"翻修","applied_on":"{TODAY}","same_address":{address},
        "same_class":{class},"same_supply_point":{supply_point},"to":"新屋东墙"}}"#
    ))
}

fn removal(from: &str, to: &str) -> Draft {
    typed(&format!(
        r#"{{"kind":"removal","account":"9900000007","reason":"外出","applied_on":"{TODAY}","from":"{from}","to":"{to}"}}"#
    ))
}

fn reconnection() -> Draft {
    typed(&format!(
        r#"{{"kind":"reconnection","account":"9900000007","reason":"返乡","applied_on":"{TODAY}"}}"#
    ))
}

/// The mill, its meter taken off on a day.
fn removed(on: &str) -> AccountFacts {
    let mut facts = mill();
    facts.customer.state = AccountState::Removed;
    facts.removed_on = Some(day(on));
    facts
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

#[test]
fn move_1_what_does_not_stay_names_the_service_that_fits_all_at_once() {
    assert_eq!(said(&mill(), &relocation(true, true, true)), []);
    let one = |address, class, supply_point, instead: &str| {
        let found = said(&mill(), &relocation(address, class, supply_point));
        assert_eq!(rules(&found), ["MOVE-1"]);
        assert!(found[0].instead.contains(instead), "{}", found[0].instead);
    };
    one(false, true, true, "新装");
    one(true, false, true, "改类");
    one(true, true, false, "销户");
    let all = said(&mill(), &relocation(false, false, false));
    assert_eq!(rules(&all), ["MOVE-1", "MOVE-1", "MOVE-1"]);
    assert_eq!(
        fields_of(&all),
        ["same_address", "same_class", "same_supply_point"]
    );
}

#[test]
fn move_1_every_answer_is_asked_for() {
    let mut open = relocation(true, true, true);
    (open.same_address, open.same_class, open.same_supply_point) = (None, None, None);
    open.to.clear();
    open.reason.clear();
    let found = fields_of(&said(&mill(), &open));
    let wanted = [
        "reason",
        "same_address",
        "same_class",
        "same_supply_point",
        "to",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_change_leaves_the_account_as_it_is_and_is_read_back_as_typed() {
    let drafts = [
        (quarry(), relocation(true, true, true)),
        (mill(), removal(TODAY, "2026-09-01")),
        (removed("2026-03-02"), reconnection()),
    ];
    for (facts, draft) in drafts {
        let taken = outcome(&draft, Some(&facts)).unwrap();
        assert_eq!(taken.capacity, facts.customer.capacity);
        assert_eq!(taken.voltage, facts.customer.voltage);
        assert_eq!(taken.tariff, facts.customer.tariff);
        assert_eq!(taken.customer, facts.customer.party);
        assert!(taken.transformers.is_empty());
        let again = Draft::from(&taken);
        assert_eq!(outcome(&again, Some(&facts)).unwrap(), taken);
        let kept = serde_json::to_string(&taken).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
    }
}

#[test]
fn what_another_kind_asks_for_is_refused() {
    let mut draft = removal(TODAY, "2026-09-01");
    draft.added = "3".to_owned();
    draft.same_class = Some(true);
    draft.capacity = "301".to_owned();
    draft.tariff = "commercial".to_owned();
    draft.transformers = typed(r#"{"transformers":[{"plate":"9#","kva":"30"}]}"#).transformers;
    let mut found = fields_of(&said(&mill(), &draft));
    found.sort();
    assert_eq!(
        found,
        ["added", "capacity", "same_class", "tariff", "transformers"]
    );
}

#[test]
fn remove_2_planned_for_six_months_at_most() {
    // 2026-06-01 + 6 months is Tuesday 2026-12-01.
    assert_eq!(said(&mill(), &removal("2026-06-01", "2026-11-30")), []);
    assert_eq!(said(&mill(), &removal("2026-06-01", "2026-12-01")), []);
    let found = said(&mill(), &removal("2026-06-01", "2026-12-02"));
    assert_eq!(rules(&found), ["REMOVE-2"]);
    assert!(
        found[0].message.contains("2026-12-01"),
        "{}",
        found[0].message
    );
    // 2026-06-30 + 6 months is 2026-12-30; from 2026-07-01 it is New Year's Day, then a weekend.
    assert_eq!(said(&mill(), &removal("2026-07-01", "2027-01-04")), []);
    assert_eq!(
        rules(&said(&mill(), &removal("2026-07-01", "2027-01-05"))),
        ["REMOVE-2"]
    );
}

#[test]
fn remove_1_the_days_wished_for_come_in_their_order() {
    assert_eq!(
        fields_of(&said(&mill(), &removal("2026-05-31", "2026-09-01"))),
        ["from"]
    );
    assert_eq!(
        fields_of(&said(&mill(), &removal("2026-07-01", "2026-07-01"))),
        ["to"]
    );
    assert_eq!(
        fields_of(&said(&mill(), &removal("", "2026-02-30"))),
        ["from", "to"]
    );
}

#[test]
fn remove_6_applied_for_on_the_last_day_at_the_latest() {
    let found = |applied_on: &str| {
        let mut draft = reconnection();
        draft.applied_on = applied_on.to_owned();
        said(&removed("2025-11-29"), &draft)
    };
    // 2025-11-29 + 6 months is Friday 2026-05-29.
    assert_eq!(found("2026-05-28"), []);
    assert_eq!(found("2026-05-29"), []);
    let late = found("2026-05-30");
    assert_eq!(rules(&late), ["REMOVE-6"]);
    assert!(late[0].instead.contains("新装"), "{}", late[0].instead);
    assert_eq!(rules(&found("2025-11-28")), ["COUNT-6"]);
}

#[test]
fn remove_6_the_last_day_is_the_one_after_a_rest_day() {
    // 2025-11-30 + 6 months is Saturday 2026-05-30, so Monday is in time.
    assert_eq!(said(&removed("2025-11-30"), &reconnection()), []);
    let taken = outcome(&reconnection(), Some(&removed("2025-11-30"))).unwrap();
    let Some(Change::Reconnection { last_day, .. }) = taken.change else {
        panic!("{:?}", taken.change);
    };
    assert_eq!(last_day, day("2026-06-01"));
}

#[test]
fn remove_6_six_months_from_the_end_of_august() {
    // 2026-02-28, a Saturday worked in exchange, is the last day, although February has no 31st.
    let found = |applied_on: &str| {
        let mut draft = reconnection();
        draft.applied_on = applied_on.to_owned();
        rules(&said(&removed("2025-08-31"), &draft)).join(" ")
    };
    assert_eq!(found("2026-02-27"), "");
    assert_eq!(found("2026-02-28"), "");
    assert_eq!(found("2026-03-01"), "REMOVE-6");
}

#[test]
fn remove_4_only_an_account_whose_meter_is_off_is_reconnected() {
    let kinds = [Kind::Relocation, Kind::Removal, Kind::Reconnection];
    for (state, open) in [
        (AccountState::Active, [true, true, false]),
        (AccountState::Removed, [false, false, true]),
        (AccountState::Suspended, [true, false, false]),
        (AccountState::Closed, [false; 3]),
        (AccountState::Split, [false; 3]),
    ] {
        assert_eq!(kinds.map(|kind| opens(state, kind)), open, "{state}");
    }
    let found = said(&mill(), &reconnection());
    assert_eq!(rules(&found), ["REMOVE-4"]);
    let mut facts = removed("2026-05-04");
    facts.under_way = Some("SQ-2026-00007".to_owned());
    let found = said(&facts, &removal(TODAY, "2026-09-01"));
    assert_eq!(
        rules(&found),
        ["REMOVE-1", "REMOVE-1"],
        "state and case at once"
    );
    assert!(found[1].message.contains("SQ-2026-00007"));
}

/// The limits of a removal accepted on 2026-06-01, wished for on a day.
fn removal_limits(wish: &str, records: &[StepRecord]) -> Vec<String> {
    let mut taken = application(Class::Resident);
    taken.kind = Kind::Removal;
    taken.change = Some(Change::Removal {
        from: day(wish),
        to: day("2026-10-01"),
    });
    limits(&taken, records, "2026-06-08")
}

#[test]
fn remove_1_five_days_from_the_later_of_formalities_and_wish() {
    assert_eq!(removal_limits("2026-06-01", &[]), [""; 0]);
    let signed = [record("formalities", "2026-06-02", &[])];
    // Tuesday + 5 → Sunday → Monday.
    for wish in ["2026-06-01", "2026-06-02"] {
        assert_eq!(
            removal_limits(wish, &signed),
            ["removed 2026-06-07 2026-06-08 进行中"]
        );
    }
    assert_eq!(
        removal_limits("2026-06-03", &signed),
        ["removed 2026-06-08 2026-06-08 进行中"]
    );
    let mut done = signed.to_vec();
    done.push(record("removed", "2026-06-08", &[]));
    assert_eq!(
        removal_limits("2026-06-03", &done),
        ["removed 2026-06-08 2026-06-08 按期"]
    );
    done[1] = record("removed", "2026-06-09", &[]);
    assert_eq!(
        removal_limits("2026-06-03", &done),
        ["removed 2026-06-08 2026-06-08 逾期完成"]
    );
}

#[test]
fn remove_5_five_days_from_the_formalities() {
    let mut taken = application(Class::LowVoltage);
    taken.kind = Kind::Reconnection;
    taken.change = Some(Change::Reconnection {
        wished_on: None,
        removed_on: day("2026-03-02"),
        last_day: day("2026-09-02"),
    });
    let records = [
        record("fees_settled", "2026-06-01", &[]),
        record("formalities", "2026-06-03", &[]),
    ];
    assert_eq!(
        limits(&taken, &records, "2026-06-08"),
        ["reconnected 2026-06-08 2026-06-08 进行中"]
    );
}

#[test]
fn move_2_nothing_needs_no_receipt_and_the_sum_is_what_is_asked_for() {
    let mut taken = application(Class::Resident);
    taken.kind = Kind::Relocation;
    taken.change = Some(Change::Relocation {
        to: "新屋东墙".to_owned(),
    });
    let surveyed = [record("survey", "2026-06-01", &[])];
    let found = |fields: &[(&str, &str)]| {
        let entry = entry("fees_settled", "2026-06-01", fields);
        objections_of(&taken, &surveyed, "2026-06-01", entry)
    };
    let fees = r#"[{"item":"移表人工","unit_price":"30.00","count":"2","basis":"收费表"}]"#;
    assert_eq!(found(&[("paid", "0.00")]), []);
    assert_eq!(
        found(&[("fees", fees), ("paid", "60.00"), ("receipt", "S1")]),
        []
    );
    let wrong = found(&[("fees", fees), ("paid", "59.99")]);
    assert_eq!(fields_of(&wrong), ["paid", "receipt"]);
    assert_eq!(wrong[0].rule, "MOVE-2");
    assert_eq!(
        limits(&taken, &surveyed, "2026-12-01"),
        [""; 0],
        "no limit is shown"
    );
}

#[test]
fn move_1_two_persons_move_a_meter() {
    let mut taken = application(Class::Resident);
    taken.kind = Kind::Relocation;
    let records = [
        record("survey", "2026-06-01", &[]),
        record("fees_settled", "2026-06-01", &[]),
    ];
    let fields = [
        ("meter", "1234567890123456789012"),
        ("old_place", "旧屋"),
        ("new_place", "新屋"),
        ("old_reading", "10"),
        ("reading", "10"),
        ("seals_off", "F1"),
        ("seals", "F2"),
        ("worker", "陈志强"),
        ("second_worker", "陈志强"),
    ];
    let entry = entry("moved", "2026-06-01", &fields);
    let found = objections_of(&taken, &records, "2026-06-01", entry);
    assert_eq!(rules(&found), ["INPUT"], "a practice cites no article");
    assert_eq!(fields_of(&found), ["second_worker"]);
}
