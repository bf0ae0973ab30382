//! What is said of more capacity on an account that exists.

use yekuo::model::application::{Application, Change, Draft, KnownLoad, TransformerDraft};
use yekuo::model::capacity::Capacity;
use yekuo::model::customer::{Customer, Party, Transformer};
use yekuo::model::vocabulary::{
    AccountState, Billing, CapacityUnit, Class, IdKind, ImportantGrade, Kind, Nature, Sources,
    Tariff, Voltage,
};
use yekuo::rules::intake::change::{AccountFacts, opens};
use yekuo::rules::tariff::{self, Usage};
use yekuo::rules::{Manual, Refusal};

use super::intake_support::{TODAY, fields_of, outcome, typed};

fn draft(added: &str) -> Draft {
    typed(&format!(
        r#"{{"kind":"capacity_increase","account":"9900000007","reason":"新添烘干机","applied_on":"{TODAY}",
        "added":"{added}","equipment":[{{"name":"烘干机","count":1,"kw":"15"}}]}}"#
    ))
}

/// A mill at low voltage with 300 kVA.
pub(crate) fn mill() -> AccountFacts {
    AccountFacts {
        customer: Customer {
            account: "9900000007".to_owned(),
            state: AccountState::Active,
            class: Class::LowVoltage,
            nature: Some(Nature::Industrial),
            party: Party {
                name: "石桥镇红星米厂".to_owned(),
                id_kind: IdKind::Uscc,
                id_number: "91350100M000100Y43".to_owned(),
                phone: "13800138000".to_owned(),
                address: "石桥镇红星村1号".to_owned(),
                postal_address: String::new(),
                postcode: String::new(),
                contact: String::new(),
            },
            tariff: Tariff::GeneralIndustrial,
            billing: Billing::Single,
            capacity: Capacity {
                value: "300".parse().unwrap(),
                unit: CapacityUnit::KilovoltAmpere,
            },
            voltage: Voltage::V380,
            opened_on: "2020-01-06".parse().unwrap(),
        },
        transformers: Vec::new(),
        shares: Vec::new(),
        sources: Vec::new(),
        load: KnownLoad::default(),
        under_way: None,
        removed_on: None,
        suspensions: Vec::new(),
        ended_by: None,
        unused: None,
    }
}

/// A quarry at 10 kV with one transformer of 300 kVA.
pub(crate) fn quarry() -> AccountFacts {
    let mut facts = mill();
    facts.customer.class = Class::HighVoltage;
    facts.customer.voltage = Voltage::Kv10;
    facts.transformers = vec![Transformer {
        plate: "1#S13-300".to_owned(),
        kva: "300".parse().unwrap(),
        group: None,
    }];
    facts
}

fn refusals(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

fn taken(facts: &AccountFacts, draft: &Draft) -> Application {
    outcome(draft, Some(facts)).unwrap()
}

#[test]
fn new_4_the_account_says_who_and_what_and_the_total_is_applied_for() {
    let taken = taken(&mill(), &draft("15"));
    assert_eq!(taken.capacity.to_string(), "315 kVA");
    assert_eq!(taken.account.as_deref(), Some("9900000007"));
    assert_eq!(taken.class, Class::LowVoltage);
    assert_eq!(taken.nature, Some(Nature::Industrial));
    assert_eq!(taken.customer.name, "石桥镇红星米厂");
    assert_eq!(
        taken.tariff,
        Tariff::GeneralIndustrial,
        "the account's, where left open"
    );
    let Some(Change::CapacityIncrease {
        original, added, ..
    }) = &taken.change
    else {
        panic!("{:?}", taken.change);
    };
    assert_eq!(
        (original.to_string(), added.to_string()),
        ("300".to_owned(), "15".to_owned())
    );
    let again = Draft::from(&taken);
    assert_eq!(
        outcome(&again, Some(&mill())).unwrap(),
        taken,
        "taken as it would be typed"
    );
    let kept = serde_json::to_string(&taken).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
}

#[test]
fn new_4_what_the_account_decides_is_not_typed_otherwise() {
    let mut other = draft("0");
    other.reason = " ".to_owned();
    other.class = "high_voltage".to_owned();
    other.nature = "commercial".to_owned();
    other.unit = "kW".to_owned();
    other.customer.name = "别人".to_owned();
    let found = fields_of(&refusals(&mill(), &other));
    assert_eq!(
        found,
        ["reason", "class", "nature", "unit", "customer", "added"]
    );
    let mut wrong_total = draft("15");
    wrong_total.capacity = "316".to_owned();
    let found = refusals(&mill(), &wrong_total);
    assert_eq!(fields_of(&found), ["capacity"]);
    assert!(found[0].message.contains("315"), "{}", found[0].message);
}

#[test]
fn tariff_2_a_total_from_315_kva_on_proposes_large_industry_and_the_clerk_decides() {
    let manual = Manual::built_in().unwrap();
    for (added, expected) in [
        ("14.99", Tariff::GeneralIndustrial),
        ("15", Tariff::LargeIndustrial),
        ("15.01", Tariff::LargeIndustrial),
    ] {
        let application = taken(&mill(), &draft(added));
        let usage = Usage::from(&application);
        let proposal = tariff::propose(usage, &manual.named_uses, &manual.rulebooks).unwrap();
        assert_eq!(proposal.tariff, expected, "{added}");
    }
    let mut decided = draft("15");
    decided.tariff = "large_industrial".to_owned();
    assert_eq!(taken(&mill(), &decided).tariff, Tariff::LargeIndustrial);
}

#[test]
fn new_4_the_account_must_exist_and_be_named() {
    let mut unknown = draft("15");
    let found = outcome(&unknown, None).unwrap_err();
    assert_eq!(fields_of(&found), ["account"]);
    assert!(found[0].message.contains("9900000007"));
    unknown.account.clear();
    unknown.added = "多".to_owned();
    let found = outcome(&unknown, None).unwrap_err();
    assert_eq!(fields_of(&found), ["account", "added"]);
    let mut new = draft("15");
    new.kind = "new_connection".to_owned();
    new.class = "resident".to_owned();
    let found = fields_of(&outcome(&new, None).unwrap_err());
    for field in ["account", "reason", "added"] {
        assert!(found.iter().any(|f| f == field), "{field} in {found:?}");
    }
}

#[test]
fn new_4_only_an_active_account_takes_more() {
    let found = |state: AccountState| {
        let mut facts = mill();
        facts.customer.state = state;
        refusals(&facts, &draft("15"))
    };
    assert_eq!(found(AccountState::Active), []);
    for (state, rule) in [
        (AccountState::Removed, "NEW-4"),
        (AccountState::Suspended, "NEW-4"),
        (AccountState::Closed, "CLOSE-5"),
        (AccountState::Split, "NEW-4"),
    ] {
        let found = found(state);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].rule.as_str(), found[0].field.as_str()),
            (rule, "account")
        );
        assert!(
            found[0].message.contains(state.chinese()),
            "{}",
            found[0].message
        );
    }
}

#[test]
fn close_5_a_closed_account_opens_no_change() {
    for kind in Kind::ALL {
        assert!(!opens(AccountState::Closed, *kind), "{kind}");
        assert!(!opens(AccountState::Split, *kind), "{kind}");
    }
    assert!(opens(AccountState::Removed, Kind::Reconnection));
    assert!(!opens(AccountState::Removed, Kind::CapacityIncrease));
    assert!(opens(AccountState::Suspended, Kind::Suspension));
    assert!(!opens(AccountState::Active, Kind::Resumption));
}

#[test]
fn new_4_the_change_in_the_way_is_named() {
    let mut facts = mill();
    facts.customer.state = AccountState::Removed;
    facts.under_way = Some("990731-2026-00007".to_owned());
    let found = refusals(&facts, &draft("15"));
    assert_eq!(found.len(), 2, "state and case at once");
    assert_eq!(found[1].rule, "NEW-4");
    assert!(found[1].message.contains("990731-2026-00007"));
}

#[test]
fn new_4_transformers_that_stand_and_that_are_added_carry_the_total() {
    let added = |plate: &str, kva: &str| {
        let mut draft = draft("200");
        draft.transformers = typed(&format!(
            r#"{{"transformers":[{{"plate":"{plate}","kva":"{kva}","group":null}}]}}"#
        ))
        .transformers;
        draft
    };
    let application = taken(&quarry(), &added("2#S13-200", "200"));
    assert_eq!(application.capacity.to_string(), "500 kVA");
    assert_eq!(
        application.sources_kind(),
        Sources::Single,
        "where none are known"
    );
    assert_eq!(
        fields_of(&refusals(&quarry(), &added("2#S13-200", "199.99"))),
        ["transformers"]
    );
    let twice = refusals(&quarry(), &added("1#S13-300", "200"));
    assert_eq!(fields_of(&twice), ["transformers.0.plate"]);
    let mut larger = quarry();
    larger.transformers[0].kva = "500".parse().unwrap();
    assert_eq!(refusals(&larger, &draft("200")), [], "none need be added");
}

#[test]
fn new_4_a_transformer_taken_out_carries_nothing_and_its_plate_is_free() {
    let exchanged = |plate: &str, kva: &str, out: &[&str]| {
        let mut draft = draft("100");
        draft.transformers = typed(&format!(
            r#"{{"transformers":[{{"plate":"{plate}","kva":"{kva}","group":null}}]}}"#
        ))
        .transformers;
        draft.taken_out = out.iter().map(|plate| (*plate).to_owned()).collect();
        draft
    };
    let own = "1#S13-300";
    let application = taken(&quarry(), &exchanged(own, "400", &[own]));
    assert_eq!(application.capacity.to_string(), "400 kVA", "300 and 100");
    let again = Draft::from(&application);
    assert_eq!(taken(&quarry(), &again), application);
    let change = application.change.unwrap();
    let (staying, out) = change.standing();
    assert_eq!((staying.len(), out.len()), (0, 1));
    let short = refusals(&quarry(), &exchanged("2#", "399.99", &[own]));
    assert_eq!(fields_of(&short), ["transformers"]);
    for wrong in [&["3#"][..], &[own, own]] {
        let found = refusals(&quarry(), &exchanged("2#", "400", wrong));
        assert_eq!(fields_of(&found), ["taken_out"], "{wrong:?}");
    }
    let low = refusals(&mill(), &exchanged("2#", "400", &[own]));
    assert_eq!(fields_of(&low), ["transformers", "taken_out"]);
}

#[test]
fn new_4_the_accounts_sources_stay_where_none_are_named() {
    let mut facts = quarry();
    facts.transformers[0].kva = "500".parse().unwrap();
    facts.sources = taken(&facts, &{
        let mut draft = draft("200");
        draft.sources = typed(
            r#"{"sources":[{"voltage":"10kV","capacity":"500","line":"public","role":"main"},
            {"voltage":"35kV","capacity":"500","line":"dedicated","role":"standby"}]}"#,
        )
        .sources;
        draft
    })
    .sources;
    assert_eq!(taken(&facts, &draft("200")).sources_kind(), Sources::Dual);
}

#[test]
fn new_4_what_the_account_said_of_its_load_goes_without_saying() {
    let mut facts = quarry();
    facts.load = KnownLoad {
        motors: "280".to_owned(),
        own_generation: "none".to_owned(),
        important_grade: "second".to_owned(),
        ..KnownLoad::default()
    };
    let mut draft = draft("15");
    draft.transformers = vec![TransformerDraft {
        plate: "2#".to_owned(),
        kva: "100".to_owned(),
        group: String::new(),
    }];
    draft.own_generation = "柴油发电机75 kW".to_owned();
    let taken = outcome(&draft, Some(&facts)).unwrap();
    assert_eq!(taken.motors, Some("280".parse().unwrap()));
    assert_eq!(taken.own_generation.as_deref(), Some("柴油发电机75 kW"));
    assert_eq!(taken.important_grade, Some(ImportantGrade::Second));
    assert_eq!(taken.nonlinear, None, "nobody said");
    assert_eq!(Draft::from(&taken).nonlinear, "");
}
