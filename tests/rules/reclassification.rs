//! Another tariff class, or a ratio of several: what is taken, the limits, the price.

use yekuo::model::application::{Application, Change, Draft};
use yekuo::model::case::StepRecord;
use yekuo::model::customer::TariffShare;
use yekuo::model::vocabulary::{AccountState, Billing, Class, Kind, StepResult, Tariff};
use yekuo::rules::Refusal;
use yekuo::rules::intake::change::{AccountFacts, opens};

use super::intake_change::{mill, quarry};
use super::intake_support::{TODAY, fields_of, outcome, typed};
use super::support::{application, entry, limits, objections_of, record, rules};

fn draft(own: &str) -> Draft {
    typed(&format!(
        r#"{{"kind":"reclassification","account":"9900000007","reason":"改作门店","applied_on":"{TODAY}",{own}}}"#
    ))
}

fn ratio(one: &str, other: &str) -> Draft {
    draft(&format!(
        r#""shares":[{{"tariff":"general_industrial","percent":"{one}"}},{{"tariff":"commercial","percent":"{other}"}}]"#
    ))
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

fn share(tariff: Tariff, percent: &str) -> TariffShare {
    TariffShare {
        tariff,
        percent: percent.parse().unwrap(),
    }
}

#[test]
fn reclass_1_another_class_than_now_is_taken_and_the_same_is_not() {
    let taken = outcome(&draft(r#""tariff":"commercial""#), Some(&mill())).unwrap();
    assert_eq!(taken.tariff, Tariff::Commercial);
    assert_eq!(taken.capacity, mill().customer.capacity);
    let Some(Change::Reclassification { from, shares, .. }) = &taken.change else {
        panic!("{:?}", taken.change);
    };
    assert_eq!((*from, shares.len()), (Tariff::GeneralIndustrial, 0));
    let found = said(&mill(), &draft(r#""tariff":"general_industrial""#));
    assert_eq!(rules(&found), ["RECLASS-1"]);
    assert_eq!(fields_of(&found), ["tariff"]);
    let mut open = draft(r#""tariff":"""#);
    open.reason.clear();
    assert_eq!(fields_of(&said(&mill(), &open)), ["reason", "tariff"]);
}

#[test]
fn reclass_5_one_hundred_per_cent_passes_and_a_hundredth_less_does_not() {
    assert_eq!(said(&mill(), &ratio("60", "40")), []);
    assert_eq!(said(&mill(), &ratio("60.00", "40.00")), []);
    for other in ["39.99", "40.01"] {
        let found = said(&mill(), &ratio("60", other));
        assert_eq!(rules(&found), ["RECLASS-5"], "{other}");
        assert_eq!(fields_of(&found), ["shares"]);
    }
    assert!(
        said(&mill(), &ratio("60", "39.99"))[0]
            .message
            .contains("99.99%")
    );
    let one = draft(r#""shares":[{"tariff":"commercial","percent":"100"}]"#);
    assert_eq!(rules(&said(&mill(), &one)), ["RECLASS-5"]);
}

#[test]
fn reclass_5_the_largest_share_is_what_the_account_is_listed_by() {
    let of = |one: &str, other: &str| outcome(&ratio(one, other), Some(&mill())).unwrap().tariff;
    assert_eq!(of("60", "40"), Tariff::GeneralIndustrial);
    assert_eq!(of("40", "60"), Tariff::Commercial);
    let mut typed = ratio("60", "40");
    typed.tariff = "commercial".to_owned();
    let taken = outcome(&typed, Some(&mill())).unwrap();
    assert_eq!(taken.tariff, Tariff::Commercial, "as the clerk has it");
    typed.tariff = "resident".to_owned();
    assert_eq!(
        fields_of(&said(&mill(), &typed)),
        ["tariff"],
        "not of the ratio"
    );
}

#[test]
fn reclass_1_from_a_ratio_to_one_class_or_another_ratio() {
    let mut facts = mill();
    facts.shares = vec![
        share(Tariff::GeneralIndustrial, "60"),
        share(Tariff::Commercial, "40"),
    ];
    let found = said(&facts, &ratio("60.00", "40"));
    assert_eq!(
        (rules(&found), fields_of(&found)),
        (vec!["RECLASS-1"], vec!["shares".to_owned()])
    );
    assert_eq!(said(&facts, &ratio("50", "50")), []);
    let whole = outcome(&draft(r#""tariff":"general_industrial""#), Some(&facts)).unwrap();
    assert_eq!(whole.change.unwrap().shares(), []);
    // More capacity leaves a ratio alone.
    let mut more = typed(&format!(
        r#"{{"kind":"capacity_increase","account":"9900000007","reason":"添机","applied_on":"{TODAY}","added":"30"}}"#
    ));
    assert_eq!(said(&facts, &more), []);
    more.tariff = "large_industrial".to_owned();
    assert_eq!(fields_of(&said(&facts, &more)), ["tariff"]);
}

#[test]
fn reclass_1_is_read_back_as_typed_and_other_kinds_have_no_ratio() {
    for draft in [
        draft(r#""tariff":"commercial","use":"门店""#),
        ratio("60", "40"),
    ] {
        let taken = outcome(&draft, Some(&mill())).unwrap();
        let again = Draft::from(&taken);
        assert_eq!(outcome(&again, Some(&mill())).unwrap(), taken);
        let kept = serde_json::to_string(&taken).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
    }
    let mut other = ratio("60", "40");
    other.kind = "relocation".to_owned();
    assert!(fields_of(&said(&mill(), &other)).contains(&"shares".to_owned()));
    let mut high = draft(r#""tariff":"large_industrial","billing":"capacity""#);
    let taken = outcome(&high, Some(&quarry())).unwrap();
    assert_eq!(
        taken.billing,
        Billing::Capacity,
        "at high voltage it goes with the class"
    );
    high.billing.clear();
    let taken = outcome(&high, Some(&quarry())).unwrap();
    assert_eq!(
        taken.billing,
        Billing::Capacity,
        "what usually goes with it"
    );
    high.capacity = "301".to_owned();
    high.voltage = "35kV".to_owned();
    assert_eq!(fields_of(&said(&quarry(), &high)), ["capacity", "voltage"]);
}

#[test]
fn reclass_1_only_an_account_in_use_is_reclassified() {
    for (state, open) in [
        (AccountState::Active, true),
        (AccountState::Removed, false),
        (AccountState::Suspended, false),
        (AccountState::Closed, false),
        (AccountState::Split, false),
    ] {
        assert_eq!(opens(state, Kind::Reclassification), open, "{state}");
    }
    let mut facts = mill();
    facts.customer.state = AccountState::Removed;
    facts.under_way = Some("SQ-2026-00007".to_owned());
    let found = said(&facts, &ratio("60", "39"));
    assert_eq!(
        rules(&found),
        ["RECLASS-1", "RECLASS-1", "RECLASS-5"],
        "state, case and ratio at once"
    );
}

/// An application accepted on Monday 2026-06-01.
fn to_commercial() -> Application {
    let mut taken = application(Class::LowVoltage);
    taken.kind = Kind::Reclassification;
    taken.tariff = Tariff::Commercial;
    taken.change = Some(Change::Reclassification {
        from: Tariff::GeneralIndustrial,
        from_shares: Vec::new(),
        shares: Vec::new(),
    });
    taken
}

fn failed(step: &str, on: &str) -> StepRecord {
    StepRecord {
        result: StepResult::Fail,
        ..record(step, on, &[])
    }
}

#[test]
fn reclass_2_visited_within_three_working_days_a_visit_in_vain_changes_nothing() {
    let taken = to_commercial();
    let survey = |records: &[StepRecord], today: &str| {
        let found = limits(&taken, records, today);
        found
            .into_iter()
            .filter(|limit| limit.starts_with("survey"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        survey(&[], "2026-06-04"),
        ["survey 2026-06-04 2026-06-04 进行中"]
    );
    assert_eq!(
        survey(&[], "2026-06-05"),
        ["survey 2026-06-04 2026-06-04 超期"]
    );
    let vain = [failed("survey", "2026-06-03")];
    assert_eq!(
        survey(&vain, "2026-06-04"),
        ["survey 2026-06-04 2026-06-04 进行中"]
    );
    for (day, state) in [("2026-06-04", "按期"), ("2026-06-05", "逾期完成")] {
        let again = [failed("survey", "2026-06-03"), record("survey", day, &[])];
        let expected = format!("survey 2026-06-04 2026-06-04 {state}");
        assert_eq!(survey(&again, "2026-06-08"), [expected]);
    }
}

#[test]
fn reclass_3_the_price_is_changed_within_two_working_days_of_the_visit_that_passed() {
    let taken = to_commercial();
    let price = |records: &[StepRecord], today: &str| limits(&taken, records, today).pop().unwrap();
    let visits = [
        failed("survey", "2026-06-02"),
        record("survey", "2026-06-04", &[]),
    ];
    // Thursday + 2 working days → Monday.
    assert_eq!(
        price(&visits, "2026-06-08"),
        "price_changed 2026-06-08 2026-06-08 进行中"
    );
    assert_eq!(
        price(&visits, "2026-06-09"),
        "price_changed 2026-06-08 2026-06-08 超期"
    );
    for (day, state) in [("2026-06-08", "按期"), ("2026-06-09", "逾期完成")] {
        let mut done = visits.to_vec();
        done.push(record("price_changed", day, &[]));
        let expected = format!("price_changed 2026-06-08 2026-06-08 {state}");
        assert_eq!(price(&done, "2026-06-09"), expected);
    }
}

#[test]
fn reclass_3_where_one_day_alone_fits_that_day_is_said() {
    let taken = to_commercial();
    let instead = |done: &str| {
        let visits = [record("survey", "2026-06-01", &[])];
        let fields = [
            ("meter", "1234567890123456789012"),
            ("reading", "10"),
            ("price_from", "2026-05-31"),
            ("read_by", "陈志强"),
        ];
        let entry = entry("price_changed", done, &fields);
        let said = objections_of(&taken, &visits, done, entry);
        let mut said = said.into_iter().map(|one| one.instead);
        said.next().unwrap()
    };
    assert_eq!(instead("2026-06-01"), "只能填2026-06-01");
    assert_eq!(
        instead("2026-06-03"),
        "填2026-06-01至2026-06-03之间的日期，一般为办理日期"
    );
}

#[test]
fn reclass_3_the_class_found_is_the_one_applied_for_and_the_price_holds_from_a_day_of_the_case() {
    let mut taken = to_commercial();
    let found = |taken: &Application, found: &str, from: &str| {
        let visits = [record("survey", "2026-06-02", &[("found_tariff", found)])];
        let fields = [
            ("meter", "1234567890123456789012"),
            ("reading", "10"),
            ("price_from", from),
            ("read_by", "陈志强"),
        ];
        let entry = entry("price_changed", "2026-06-03", &fields);
        let said = objections_of(taken, &visits, "2026-06-03", entry);
        said.iter()
            .map(|one| format!("{} {}", one.rule, one.field))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&taken, "", ""), [""; 0]);
    assert_eq!(found(&taken, "commercial", "2026-06-01"), [""; 0]);
    assert_eq!(found(&taken, "resident", "2026-06-03"), ["RECLASS-3 "]);
    for day in ["2026-05-31", "2026-06-04"] {
        assert_eq!(found(&taken, "", day), ["RECLASS-3 price_from"]);
    }
    taken.change = Some(Change::Reclassification {
        from: Tariff::GeneralIndustrial,
        from_shares: Vec::new(),
        shares: vec![
            share(Tariff::Commercial, "60"),
            share(Tariff::Resident, "40"),
        ],
    });
    assert_eq!(found(&taken, "resident", ""), [""; 0], "one of the ratio");
}

#[test]
fn reclass_1_the_supplement_is_signed_any_time_after_the_visit_and_before_filing() {
    let taken = to_commercial();
    let said = |records: &[StepRecord], step: &str| {
        let fields = [
            ("customer_signature", "signature"),
            ("office_sealed", "yes"),
        ];
        let fields = if step == "filed" {
            &[][..]
        } else {
            &fields[..]
        };
        let entry = entry(step, "2026-06-03", fields);
        rules(&objections_of(&taken, records, "2026-06-03", entry)).join(" ")
    };
    assert_eq!(said(&[], "contract_signed"), "RECLASS-1");
    let mut done = vec![record("survey", "2026-06-02", &[])];
    assert_eq!(said(&done, "contract_signed"), "");
    done.push(record("price_changed", "2026-06-03", &[]));
    assert_eq!(said(&done, "contract_signed"), "");
    assert_eq!(said(&done, "filed"), "NEW-6", "the supplement is missing");
    done.push(record("contract_signed", "2026-06-03", &[]));
    assert_eq!(said(&done, "filed"), "");
}
