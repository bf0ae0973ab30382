//! An account closed: what is taken, and what its steps ask for.

use yekuo::model::application::{Application, Change, Draft};
use yekuo::model::idle_notice::{DeliveredBy, Delivery, IdleNotice};
use yekuo::model::vocabulary::{AccountState, Kind};
use yekuo::rules::closure::{Unused, idle};
use yekuo::rules::intake::change::{AccountFacts, opens};
use yekuo::rules::{Manual, Refusal};

use super::intake_change::mill;
use super::intake_support::{TODAY, fields_of, outcome, typed};
use super::support::{entry, objections_of, record, rules};

fn closure() -> Draft {
    typed(&format!(
        r#"{{"kind":"closure","account":"9900000007","reason":"停办","applied_on":"{TODAY}",
        "all_capacity_stopped":true,"arrears":"0.00","arrears_checked_on":"{TODAY}"}}"#
    ))
}

fn removed() -> AccountFacts {
    let mut facts = mill();
    facts.customer.state = AccountState::Removed;
    facts
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

#[test]
fn close_1_all_capacity_is_out_of_use() {
    assert_eq!(said(&mill(), &closure()), []);
    let mut draft = closure();
    draft.all_capacity_stopped = Some(false);
    let found = said(&mill(), &draft);
    assert_eq!(rules(&found), ["CLOSE-1"]);
    assert!(found[0].instead.contains("暂停"));
    draft.all_capacity_stopped = None;
    draft.arrears.clear();
    draft.arrears_checked_on.clear();
    let open = fields_of(&said(&mill(), &draft));
    assert_eq!(
        open,
        ["all_capacity_stopped", "arrears", "arrears_checked_on"]
    );
}

/// A mill that stands still, with the notice to it, delivered on a day.
fn unused(noticed: bool, delivered_on: Option<&str>) -> AccountFacts {
    let day = |text: &str| text.parse().unwrap();
    let (since, until) = (day("2026-01-05"), day("2026-07-06"));
    let manual = Manual::built_in().unwrap();
    let idle = idle(since, until, &manual.rulebooks, &manual.calendar);
    let notice = IdleNotice {
        number: "SQ-2026-N0001".to_owned(),
        account: "9900000007".to_owned(),
        idle_since: since,
        idle_until: until,
        noticed_on: day("2026-08-03"),
        operator: "王芳".to_owned(),
        delivery: delivered_on.map(|on| Delivery {
            answer_by: None,
            on: day(on),
            how: DeliveredBy::Signed,
            received_by: "李福生".to_owned(),
        }),
    };
    AccountFacts {
        unused: Some(Unused {
            idle: idle.unwrap().unwrap(),
            notice: noticed.then_some(notice),
        }),
        ..mill()
    }
}

#[test]
fn close_4_what_the_office_begins_rests_on_a_notice_delivered_before() {
    let mut draft = closure();
    draft.begun_by = "office".to_owned();
    let today: chrono::NaiveDate = TODAY.parse().unwrap();
    let tomorrow = today.succ_opt().unwrap().to_string();
    for (facts, words) in [
        (mill(), "不是待销户的户"),
        (unused(false, None), "还没有书面通知过"),
        (unused(true, None), "还没有送达证明"),
        (unused(true, Some(&tomorrow)), "晚于申请日期"),
    ] {
        let found = said(&facts, &draft);
        assert_eq!(rules(&found), ["CLOSE-4"], "{words}");
        assert_eq!(fields_of(&found), ["begun_by"]);
        assert!(found[0].message.contains(words), "{}", found[0].message);
    }
    let noticed = unused(true, Some(TODAY));
    let taken = outcome(&draft, Some(&noticed)).unwrap();
    let Some(Change::Closure { notice, .. }) = taken.change else {
        panic!()
    };
    assert_eq!(notice.as_deref(), Some("SQ-2026-N0001"));
    // The customer may close it at any time.
    for begun_by in ["", "customer", "客户申请"] {
        draft.begun_by = begun_by.to_owned();
        assert_eq!(said(&unused(false, None), &draft), [], "{begun_by}");
    }
    draft.begun_by = "欠费".to_owned();
    assert_eq!(fields_of(&said(&noticed, &draft)), ["begun_by"]);
}

#[test]
fn close_2_what_is_owed_is_recorded_with_the_application_and_does_not_refuse_it() {
    let mut draft = closure();
    draft.arrears = "1,234.5".to_owned();
    let taken = outcome(&draft, Some(&mill())).unwrap();
    let arrears = taken.change.as_ref().and_then(Change::arrears).unwrap();
    assert_eq!(arrears.amount.to_string(), "1234.50");
    draft.arrears_checked_on = "2099-01-01".to_owned();
    assert_eq!(fields_of(&said(&mill(), &draft)), ["arrears_checked_on"]);
    for wrong in ["-1", "0.001", "无"] {
        draft = closure();
        draft.arrears = wrong.to_owned();
        assert_eq!(fields_of(&said(&mill(), &draft)), ["arrears"], "{wrong}");
    }
}

#[test]
fn close_5_accounts_that_close_and_those_that_do_not() {
    use AccountState::{Active, Closed, Removed, Split, Suspended};
    for state in [Active, Removed, Suspended] {
        assert!(opens(state, Kind::Closure), "{state}");
    }
    for state in [Closed, Split] {
        for kind in Kind::ALL {
            assert!(!opens(state, *kind), "{state} {kind}");
        }
    }
    let mut facts = mill();
    facts.customer.state = Closed;
    let found = said(&facts, &closure());
    assert_eq!(rules(&found), ["CLOSE-5"]);
    assert!(found[0].instead.contains("新装"));
}

#[test]
fn a_closure_is_read_back_as_typed_and_knows_whether_the_meter_is_off() {
    for (facts, off) in [(mill(), false), (removed(), true)] {
        let taken = outcome(&closure(), Some(&facts)).unwrap();
        assert_eq!(
            taken.change.as_ref().map(Change::finds_the_meter_off),
            Some(off)
        );
        let again = Draft::from(&taken);
        assert_eq!(outcome(&again, Some(&facts)).unwrap(), taken);
        let kept = serde_json::to_string(&taken).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
    }
}

/// What speaks against a step of a closure.
fn against(facts: &AccountFacts, step: &str, fields: &[(&str, &str)]) -> Vec<Refusal> {
    let taken = outcome(&closure(), Some(facts)).unwrap();
    let order = [
        "meter_checked",
        "fees_settled",
        "removed",
        "closed",
        "filed",
    ];
    let before = order.iter().take_while(|other| **other != step);
    let records: Vec<_> = before.map(|step| record(step, TODAY, &[])).collect();
    objections_of(&taken, &records, TODAY, entry(step, TODAY, fields))
}

#[test]
fn close_2_an_amount_other_than_nothing_on_the_day_of_the_final_bill_blocks() {
    let settled = |arrears: &str, on: &str| {
        let fields = [
            ("paid", "0.00"),
            ("arrears", arrears),
            ("arrears_checked_on", on),
        ];
        against(&mill(), "fees_settled", &fields)
    };
    assert_eq!(settled("0.00", TODAY), []);
    let owed = settled("0.01", TODAY);
    assert_eq!(
        (rules(&owed), fields_of(&owed)),
        (vec!["CLOSE-2"], vec!["arrears".to_owned()])
    );
    assert_eq!(
        fields_of(&settled("0.00", "2026-06-02")),
        ["arrears_checked_on"]
    );
    let unsaid = against(&mill(), "fees_settled", &[("paid", "0.00")]);
    assert_eq!(fields_of(&unsaid), ["arrears"]);
}

#[test]
fn close_3_checked_and_read_then_line_and_meter_down_then_ended() {
    let checked = [("condition", "完好"), ("checked_by", "甲")];
    let found = against(&mill(), "meter_checked", &checked);
    assert_eq!(fields_of(&found), ["meter", "reading"]);
    assert_eq!(against(&removed(), "meter_checked", &checked), []);
    let named = [
        ("meter", "1234"),
        ("condition", "完好"),
        ("checked_by", "甲"),
    ];
    assert_eq!(
        fields_of(&against(&removed(), "meter_checked", &named)),
        ["meter"]
    );
    let down = |line: &str, second: &str| {
        let fields = [
            ("line_removed", line),
            ("worker", "甲"),
            ("second_worker", second),
        ];
        against(&removed(), "removed", &fields)
    };
    assert_eq!(down("yes", "乙"), []);
    assert_eq!(rules(&down("no", "甲")), ["INPUT", "CLOSE-3"]);
    let taken = outcome(&closure(), Some(&mill())).unwrap();
    let early = objections_of(
        &taken,
        &[],
        TODAY,
        entry("closed", TODAY, &[("signed_by", "甲")]),
    );
    assert_eq!(rules(&early), ["CLOSE-3"]);
}
