//! Another name or holder on the same account: what is taken, and what fits where it is not.

use yekuo::model::application::{Application, Change, Draft};
use yekuo::model::vocabulary::{AccountState, Class, Kind};
use yekuo::rules::Refusal;
use yekuo::rules::intake::change::{AccountFacts, opens};

use super::intake_change::mill;
use super::intake_support::{TODAY, fields_of, outcome, typed};
use super::support::{application, entry, limits, objections_of, record, rules};

fn draft() -> Draft {
    typed(&format!(
        r#"{{"kind":"transfer","account":"9900000007","reason":"企业转让","applied_on":"{TODAY}",
        "arrears":"0.00","arrears_checked_on":"{TODAY}",
        "customer":{{"name":"石桥镇丰收米厂","id_kind":"other","id_number":"SQ-1","phone":"13900139000"}}}}"#
    ))
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

#[test]
fn transfer_1_the_new_holder_takes_the_account_as_it_is() {
    let facts = mill();
    let taken = outcome(&draft(), Some(&facts)).unwrap();
    assert_eq!(taken.customer.name, "石桥镇丰收米厂");
    assert_eq!(
        taken.customer.address, facts.customer.party.address,
        "it stays"
    );
    assert_eq!(taken.capacity, facts.customer.capacity);
    assert_eq!(taken.tariff, facts.customer.tariff);
    let Some(Change::Transfer { from, arrears, .. }) = &taken.change else {
        panic!("{:?}", taken.change);
    };
    assert_eq!(from, &facts.customer.party);
    assert!(arrears.amount.is_zero());
    let again = Draft::from(&taken);
    assert_eq!(outcome(&again, Some(&facts)).unwrap(), taken);
    let kept = serde_json::to_string(&taken).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
    // A firm of another name is the same holder: renamed, not handed over.
    let mut renamed = draft();
    renamed.customer.id_kind = "uscc".to_owned();
    renamed.customer.id_number = "91350100M000100Y43".to_owned();
    assert_eq!(said(&facts, &renamed), []);
}

#[test]
fn transfer_1_what_does_not_stay_names_the_service_that_fits_all_at_once() {
    let one = |change: fn(&mut Draft), at: &str, instead: &str| {
        let mut typed = draft();
        change(&mut typed);
        let found = said(&mill(), &typed);
        assert_eq!(
            (rules(&found), fields_of(&found)),
            (vec!["TRANSFER-1"], vec![at.to_owned()])
        );
        assert!(found[0].instead.contains(instead), "{}", found[0].instead);
    };
    one(
        |d| d.customer.address = "石桥镇新街2号".to_owned(),
        "customer.address",
        "新址办新装",
    );
    one(|d| d.capacity = "400".to_owned(), "capacity", "增容");
    one(|d| d.tariff = "commercial".to_owned(), "tariff", "改类");
    one(|d| d.class = "resident".to_owned(), "class", "销户");
    let mut all = draft();
    all.customer.address = "石桥镇新街2号".to_owned();
    all.capacity = "400".to_owned();
    all.tariff = "commercial".to_owned();
    all.arrears = "0.01".to_owned();
    let found = said(&mill(), &all);
    assert_eq!(rules(&found), ["TRANSFER-1"; 4]);
    assert_eq!(
        fields_of(&found),
        ["arrears", "customer.address", "capacity", "tariff"]
    );
}

#[test]
fn transfer_1_nothing_is_owed_to_the_fen_and_it_was_looked_up() {
    for (owed, expected) in [
        ("0", vec![]),
        ("0.00", vec![]),
        ("0.01", vec!["TRANSFER-1"]),
    ] {
        let mut typed = draft();
        typed.arrears = owed.to_owned();
        assert_eq!(rules(&said(&mill(), &typed)), expected, "{owed}");
    }
    let mut open = draft();
    open.arrears.clear();
    open.arrears_checked_on = "2026-06-02".to_owned();
    assert_eq!(
        fields_of(&said(&mill(), &open)),
        ["arrears", "arrears_checked_on"]
    );
}

#[test]
fn transfer_1_a_typing_mistake_is_a_correction() {
    let mut typed = draft();
    let own = mill().customer.party;
    typed.customer = yekuo::model::application::PartyDraft::from(&own);
    typed.customer.phone = "13700137000".to_owned();
    let found = said(&mill(), &typed);
    assert_eq!(fields_of(&found), ["customer.name"]);
    assert!(found[0].instead.contains("更正"), "{}", found[0].instead);
}

#[test]
fn transfer_1_the_new_holder_is_checked_as_one_who_applies() {
    let mut typed = draft();
    typed.customer.name.clear();
    typed.customer.id_kind = "id_card".to_owned();
    typed.customer.id_number = "110105194912310021".to_owned();
    typed.customer.phone = "12345".to_owned();
    let found = fields_of(&said(&mill(), &typed));
    assert_eq!(
        found,
        ["customer.name", "customer.id_number", "customer.phone"]
    );
    // Of an account that is not there, what was typed is checked all the same.
    let mut nobody = draft();
    nobody.customer.phone.clear();
    let found = fields_of(&outcome(&nobody, None).unwrap_err());
    assert!(found.contains(&"account".to_owned()), "{found:?}");
    assert!(found.contains(&"customer.phone".to_owned()), "{found:?}");
}

#[test]
fn transfer_1_only_an_account_in_use_with_no_change_on_the_way() {
    for (state, open) in [
        (AccountState::Active, true),
        (AccountState::Removed, false),
        (AccountState::Suspended, false),
        (AccountState::Closed, false),
    ] {
        assert_eq!(opens(state, Kind::Transfer), open, "{state}");
    }
    let mut facts = mill();
    facts.under_way = Some("SQ-2026-00007".to_owned());
    assert_eq!(rules(&said(&facts, &draft())), ["TRANSFER-1"]);
}

#[test]
fn transfer_1_fees_and_arrears_before_the_contract_and_no_limit_runs() {
    let mut taken = application(Class::LowVoltage);
    taken.kind = Kind::Transfer;
    let settled = |arrears: &str| {
        let fields = [("paid", "0.00"), ("arrears", arrears)];
        let entry = entry("fees_settled", "2026-06-02", &fields);
        rules(&objections_of(&taken, &[], "2026-06-02", entry)).join(" ")
    };
    assert_eq!(settled("0.00"), "");
    assert_eq!(settled("0.01"), "TRANSFER-1");
    let signed = |records: &[yekuo::model::case::StepRecord]| {
        let fields = [
            ("customer_signature", "signature"),
            ("office_sealed", "yes"),
            ("meter", "1234567890123456789012"),
            ("reading", "10"),
            ("read_by", "陈志强"),
        ];
        let entry = entry("contract_signed", "2026-06-03", &fields);
        rules(&objections_of(&taken, records, "2026-06-03", entry)).join(" ")
    };
    assert_eq!(signed(&[]), "TRANSFER-1");
    let paid = [record("fees_settled", "2026-06-02", &[])];
    assert_eq!(signed(&paid), "");
    assert_eq!(limits(&taken, &paid, "2026-12-01"), [""; 0]);
}
