//! An account split: what is taken, and steps that are recorded once a part.

use yekuo::model::application::{Application, Draft, Source, SourceDraft};
use yekuo::model::case::{StepId, StepRecord};
use yekuo::model::vocabulary::{Class, SourceLine, SourceRole, Tariff, Voltage};
use yekuo::rules::intake::change::AccountFacts;
use yekuo::rules::progress::Progress;
use yekuo::rules::tariff::{self, Usage};
use yekuo::rules::{Manual, Refusal};

use super::intake_change::{mill, quarry};
use super::intake_support::{TODAY, fields_of, outcome, typed};
use super::support::{course, entry, objections_of, record, rules};

/// The mill of 300 kVA in two parts.
fn split(first: &str, second: &str) -> Draft {
    let part = |name: &str, kva: &str| {
        format!(
            r#"{{"customer":{{"name":"{name}","id_kind":"uscc","id_number":"91350100M000100Y43","phone":"13800138000"}},
            "class":"low_voltage","capacity":"{kva}","unit":"kVA","tariff":"general_industrial"}}"#
        )
    };
    typed(&format!(
        r#"{{"kind":"split","account":"9900000007","reason":"分家","applied_on":"{TODAY}","same_address":true,
        "same_supply_point":true,"separable":true,"arrears":"0.00","arrears_checked_on":"{TODAY}",
        "parts":[{},{}]}}"#,
        part("红星米厂", first),
        part("红星米厂二厂", second)
    ))
}

fn said(facts: &AccountFacts, draft: &Draft) -> Vec<Refusal> {
    outcome(draft, Some(facts)).err().unwrap_or_default()
}

#[test]
fn split_1_address_and_supply_point_stay_and_the_parts_can_be_metered_apart() {
    assert_eq!(said(&mill(), &split("100", "200")), []);
    let mut draft = split("100", "200");
    draft.same_address = Some(false);
    draft.same_supply_point = Some(false);
    draft.separable = Some(false);
    let found = said(&mill(), &draft);
    assert_eq!(rules(&found), ["SPLIT-1"; 3]);
    assert_eq!(
        fields_of(&found),
        ["same_address", "same_supply_point", "separable"]
    );
    for (refusal, instead) in found.iter().zip(["新装", "新装", "改造"]) {
        assert!(refusal.instead.contains(instead), "{}", refusal.instead);
    }
    draft.same_address = None;
    draft.same_supply_point = None;
    draft.separable = None;
    draft.parts.clear();
    let open = fields_of(&said(&mill(), &draft));
    assert_eq!(
        open,
        ["same_address", "same_supply_point", "separable", "parts"]
    );
}

#[test]
fn split_2_the_old_fees_are_settled_first() {
    let mut draft = split("100", "200");
    draft.arrears = "0.01".to_owned();
    let found = said(&mill(), &draft);
    assert_eq!(
        (rules(&found), fields_of(&found)),
        (vec!["SPLIT-2"], vec!["arrears".to_owned()])
    );
    draft.arrears_checked_on.clear();
    let found = fields_of(&said(&mill(), &draft));
    assert_eq!(found, ["arrears_checked_on", "arrears"], "said at once");
}

#[test]
fn split_4_the_parts_sum_to_the_old_capacity_exactly() {
    for (first, second) in [("100", "199.99"), ("100", "200.01")] {
        let found = said(&mill(), &split(first, second));
        assert_eq!(rules(&found), ["SPLIT-4"]);
        assert!(found[0].message.contains("300 kVA"), "{}", found[0].message);
    }
    let more = said(&mill(), &split("100", "200.01"));
    assert!(more[0].message.contains("300.01 kVA"));
    assert!(more[0].instead.contains("增容"));
    assert_eq!(said(&mill(), &split("99.99", "200.01")), []);
    let mut one = split("300", "0");
    one.parts.truncate(1);
    assert_eq!(rules(&said(&mill(), &one)), ["SPLIT-3"]);
    assert_eq!(
        fields_of(&said(&mill(), &split("300", "0"))),
        ["parts.1.capacity"]
    );
}

#[test]
fn split_3_each_part_has_its_own_class_nature_tariff_and_voltage() {
    let mut draft = split("100", "200");
    let home = &mut draft.parts[1];
    home.class = "resident".to_owned();
    home.tariff = "resident".to_owned();
    assert_eq!(
        fields_of(&said(&mill(), &draft)),
        ["parts.1.customer.id_kind"]
    );
    let home = &mut draft.parts[1];
    home.customer.id_kind = "id_card".to_owned();
    home.customer.id_number = "11010519491231002X".to_owned();
    let taken = outcome(&draft, Some(&mill())).unwrap();
    let [shop, home] = taken.parts() else {
        panic!("two parts")
    };
    assert_eq!(
        shop.nature,
        mill().customer.nature,
        "left open, the old account's"
    );
    assert_eq!(
        (home.class, home.nature, home.voltage),
        (Class::Resident, None, Voltage::V380)
    );
    assert_eq!(home.customer.address, mill().customer.party.address);
    let again = Draft::from(&taken);
    assert_eq!(outcome(&again, Some(&mill())).unwrap(), taken);
    let kept = serde_json::to_string(&taken).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&kept).unwrap(), taken);
    // Everything wrong at once, with its place.
    let part = &mut draft.parts[0];
    part.unit = "kW".to_owned();
    part.voltage = "10kV".to_owned();
    part.billing = "capacity".to_owned();
    part.tariff.clear();
    part.customer.name.clear();
    part.transformers = vec!["9#".to_owned()];
    let found = fields_of(&said(&mill(), &draft));
    let wanted = [
        "customer.name",
        "unit",
        "voltage",
        "tariff",
        "billing",
        "transformers",
    ];
    assert_eq!(found, wanted.map(|name| format!("parts.0.{name}")));
}

#[test]
fn split_3_a_transformer_goes_with_one_part() {
    let mut draft = split("100", "200");
    for part in &mut draft.parts {
        part.class = "high_voltage".to_owned();
        part.transformers = vec!["1#S13-300".to_owned()];
    }
    assert_eq!(
        fields_of(&said(&quarry(), &draft)),
        ["parts.1.transformers"]
    );
    draft.parts[1].transformers.clear();
    let found = said(&quarry(), &draft);
    assert_eq!(
        fields_of(&found),
        ["parts.1.transformers"],
        "none is left to feed the second part"
    );
    assert!(found[0].message.contains("200 kVA"), "{}", found[0].message);
    draft.parts[1].class = "low_voltage".to_owned();
    let taken = outcome(&draft, Some(&quarry())).unwrap();
    assert_eq!(taken.parts()[0].transformers, quarry().transformers);
    draft.parts[0].class = "low_voltage".to_owned();
    assert_eq!(
        fields_of(&said(&quarry(), &draft)),
        ["parts.0.transformers"],
        "a low-voltage customer owns none"
    );
}

#[test]
fn split_1_a_part_has_no_other_sources_than_the_old_account() {
    let source = |capacity: &str, role: SourceRole| Source {
        voltage: Voltage::Kv10,
        capacity: capacity.parse().unwrap(),
        line: SourceLine::Public,
        role,
    };
    let mut facts = quarry();
    facts.sources = vec![source("300", SourceRole::Main)];
    let mut draft = split("100", "200");
    for part in &mut draft.parts {
        part.class = "high_voltage".to_owned();
    }
    let taken = outcome(&draft, Some(&facts)).unwrap();
    let own: Vec<_> = taken.parts().iter().map(|part| &part.sources).collect();
    assert_eq!(
        own,
        [
            &vec![source("100", SourceRole::Main)],
            &vec![source("200", SourceRole::Main)]
        ],
        "left open"
    );
    let again = Draft::from(&taken);
    assert_eq!(outcome(&again, Some(&facts)).unwrap(), taken);
    let typed = |list: &[Source]| list.iter().map(SourceDraft::from).collect::<Vec<_>>();
    draft.parts[0].sources = typed(&[source("300.01", SourceRole::Main)]);
    assert_eq!(
        fields_of(&said(&facts, &draft)),
        ["parts.0.sources.0.capacity"]
    );
    draft.parts[0].sources = typed(&[
        source("100", SourceRole::Main),
        source("100", SourceRole::Standby),
    ]);
    let found = said(&facts, &draft);
    assert_eq!(
        (rules(&found), fields_of(&found)),
        (vec!["SPLIT-1"], vec!["parts.0.sources".to_owned()])
    );
    draft.parts[0].sources = typed(&[source("100", SourceRole::Standby)]);
    let found = fields_of(&said(&facts, &draft));
    assert_eq!(found, ["parts.0.sources"], "no main one");
    draft.parts[0].class = "low_voltage".to_owned();
    assert_eq!(fields_of(&said(&facts, &draft)), ["parts.0.sources"]);
}

#[test]
fn tariff_2_a_part_that_crosses_315_kva_proposes_its_own_class() {
    let manual = Manual::built_in().unwrap();
    let mut facts = quarry();
    facts.customer.capacity.value = "615".parse().unwrap();
    let mut draft = split("315", "300");
    for part in &mut draft.parts {
        part.class = "high_voltage".to_owned();
    }
    let taken = outcome(&draft, Some(&facts)).unwrap();
    let proposed = taken.parts().iter().map(|part| {
        let usage = Usage::of_part(part, taken.applied_on);
        let proposal = tariff::propose(usage, &manual.named_uses, &manual.rulebooks);
        proposal.unwrap().tariff
    });
    let proposed: Vec<Tariff> = proposed.collect();
    assert_eq!(
        proposed,
        [Tariff::LargeIndustrial, Tariff::GeneralIndustrial]
    );
}

/// Everything before the contracts, then those of some parts.
fn signed(parts: &[&str]) -> Vec<StepRecord> {
    let before = ["survey", "fees_settled", "inspected"];
    let before = before.iter().map(|step| record(step, TODAY, &[]));
    let contracts = parts
        .iter()
        .map(|part| record("contract_signed", TODAY, &[("part", *part)]));
    before.chain(contracts).collect()
}

#[test]
fn split_3_a_contract_is_signed_once_for_each_part() {
    let taken = outcome(&split("100", "200"), Some(&mill())).unwrap();
    let sign = |records: &[StepRecord], part: &str, on: &str| {
        let fields = [
            ("part", part),
            ("customer_signature", "seal"),
            ("office_sealed", "yes"),
        ];
        let found = objections_of(
            &taken,
            records,
            "2026-06-09",
            entry("contract_signed", on, &fields),
        );
        (rules(&found).join(" "), fields_of(&found).join(" "))
    };
    let said = |rule: &str, field: &str| (rule.to_owned(), field.to_owned());
    assert_eq!(sign(&signed(&[]), "1", TODAY), said("", ""));
    assert_eq!(sign(&signed(&["1"]), "2", TODAY), said("", ""));
    assert_eq!(sign(&signed(&["1"]), "1", TODAY), said("SPLIT-3", "part"));
    assert_eq!(sign(&signed(&["1"]), "3", TODAY), said("INPUT", "part"));
    assert_eq!(sign(&signed(&["2", "1"]), "1", TODAY).0, "SPLIT-3 SPLIT-3");
    let meter = |records: &[StepRecord], on: &str| {
        let fields = [
            ("part", "1"),
            ("meter", "1"),
            ("meter_model", "x"),
            ("reading", "0"),
            ("seals", "F"),
            ("worker", "甲"),
            ("second_worker", "乙"),
        ];
        let found = objections_of(&taken, records, "2026-06-09", entry("metered", on, &fields));
        rules(&found).join(" ")
    };
    assert_eq!(
        meter(&signed(&["2"]), TODAY),
        "SPLIT-6",
        "one contract is open"
    );
    assert_eq!(meter(&signed(&["1", "2"]), TODAY), "");
    // The part signed first signed on the later day.
    let mut records = signed(&["1", "2"]);
    records[3].on = "2026-06-05".parse().unwrap();
    assert_eq!(meter(&records, "2026-06-04"), "COUNT-6");
    assert_eq!(meter(&records, "2026-06-05"), "");
}

#[test]
fn split_6_the_case_is_completed_by_the_last_part_and_a_failed_inspection_comes_before() {
    let taken = outcome(&split("100", "200"), Some(&mill())).unwrap();
    let manual = Manual::built_in().unwrap();
    let mut records = signed(&["1", "2"]);
    let metered = StepId::from("metered");
    let next = |records: &[StepRecord]| -> Vec<String> {
        let progress = course(&manual, &taken, records).progress();
        progress.next().map(|step| step.id.to_string()).collect()
    };
    assert_eq!(next(&records[..2]), ["inspected"]);
    let mut failed = records[2].clone();
    failed.result = "fail".parse().unwrap();
    assert_eq!(next(&[&records[..2], &[failed]].concat()), ["inspected"]);
    assert_eq!(next(&records[..3]), ["contract_signed"]);
    assert_eq!(next(&records[..4]), ["contract_signed"]);
    assert_eq!(next(&records), ["metered"]);
    records.push(record("metered", "2026-06-04", &[("part", "2")]));
    let open = |progress: &Progress<'_>| progress.open_parts(&metered).collect::<Vec<_>>();
    let progress = course(&manual, &taken, &records).progress();
    assert_eq!(
        (open(&progress), progress.passed_on(&metered)),
        (vec![1], None)
    );
    records.push(record("metered", "2026-06-03", &[("part", "1")]));
    let progress = course(&manual, &taken, &records).progress();
    assert_eq!(
        (open(&progress), progress.passed_on(&metered)),
        (vec![], Some("2026-06-04".parse().unwrap()))
    );
    assert_eq!(next(&records), ["filed"]);
}
