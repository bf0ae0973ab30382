//! What is said of an application at high voltage.

use yekuo::model::application::{Draft, SourceDraft, TransformerDraft};
use yekuo::model::vocabulary::{ImportantGrade, Sources};

use super::intake_support::{Right, fields_of, outcome, typed};

fn draft() -> Draft {
    typed(
        r#"{"kind":"new_connection","class":"high_voltage","nature":"industrial","applied_on":"2026-06-01",
        "customer":{"name":"石桥镇石材有限公司","id_kind":"uscc","id_number":"91350100M000100Y43",
        "phone":"13800138000","address":"石桥镇红星村1号"},
        "capacity":"1575","unit":"kVA","voltage":"10kV","use":"石料加工",
        "tariff":"large_industrial","billing":"demand",
        "sources":[{"voltage":"10kV","capacity":"1575","line":"dedicated","role":"main"},
                   {"voltage":"10kV","capacity":"630","line":"public","role":"standby"}],
        "transformers":[{"plate":"1#S13-630","kva":"630","group":"甲组"},
                        {"plate":"2#S13-630","kva":"630","group":"甲组"},
                        {"plate":"3#S13-315","kva":"315","group":null}],
        "own_generation":"none","important_grade":"second","nonlinear":"中频炉500 kW",
        "equipment":[{"name":"破碎机","count":2,"kw":"75"}]}"#,
    )
}

const RIGHT: Right = Right(draft);

#[test]
fn new_3_a_supply_of_one_source_or_two_is_taken() {
    let taken = outcome(&draft(), None).unwrap();
    assert_eq!(taken.sources_kind(), Sources::Dual);
    assert_eq!(taken.own_generation, Some(String::new()));
    assert_eq!(taken.important_grade, Some(ImportantGrade::Second));
    assert_eq!(taken.transformers[0].group.as_deref(), Some("甲组"));
    assert_eq!(taken.transformers[2].group, None);
    let again = Draft::from(&taken);
    assert_eq!(again.own_generation, "none");
    assert_eq!(outcome(&again, None).unwrap(), taken);
    let mut single = draft();
    single.sources.truncate(1);
    assert_eq!(
        outcome(&single, None).unwrap().sources_kind(),
        Sources::Single
    );
}

#[test]
fn new_3_motors_are_a_figure_and_nothing_is_none() {
    let motors = |typed: &str| {
        let mut draft = draft();
        typed.clone_into(&mut draft.motors);
        outcome(&draft, None).map(|taken| taken.motors.map(|kw| kw.to_string()))
    };
    assert_eq!(motors("280"), Ok(Some("280".to_owned())));
    assert_eq!(motors("0"), Ok(Some("0".to_owned())));
    assert_eq!(motors(""), Ok(Some("0".to_owned())));
    assert_eq!(fields_of(&motors("两台").unwrap_err()), ["motors"]);
}

#[test]
fn the_day_wished_for_is_a_day_not_before_the_application() {
    let wished = |day: &str| RIGHT.fields(|d| d.wished_on = day.to_owned());
    assert_eq!(wished("2026-06-01"), [""; 0]);
    assert_eq!(wished("2026-05-31"), ["wished_on"]);
    assert_eq!(wished("尽快"), ["wished_on"]);
}

#[test]
fn new_3_a_source_and_a_transformer_are_needed() {
    let none = RIGHT.fields(|d| {
        d.sources.clear();
        d.transformers.clear();
    });
    assert_eq!(none, ["sources", "transformers"]);
    let three = RIGHT.fields(|d| d.sources.push(d.sources[1].clone()));
    assert_eq!(three, ["sources"], "single or dual");
}

#[test]
fn new_3_never_two_standby_sources() {
    let roles = |first: &str, second: &str| {
        RIGHT.fields(|d| {
            first.clone_into(&mut d.sources[0].role);
            second.clone_into(&mut d.sources[1].role);
        })
    };
    assert_eq!(roles("main", "main"), [""; 0]);
    assert_eq!(roles("standby", "main"), [""; 0]);
    assert_eq!(roles("standby", "standby"), ["sources"]);
    let only = RIGHT.fields(|d| {
        d.sources.remove(0);
    });
    assert_eq!(only, ["sources"], "one source that is standby");
}

#[test]
fn the_main_source_has_the_voltage_applied_for() {
    let of_main = |voltage: &str| RIGHT.fields(|d| voltage.clone_into(&mut d.sources[0].voltage));
    assert_eq!(of_main("35kV"), ["voltage"]);
    assert_eq!(of_main("380V"), ["sources.0.voltage", "voltage"]);
    let standby = RIGHT.fields(|d| d.sources[1].voltage = "35kV".to_owned());
    assert_eq!(standby, [""; 0]);
    let either = RIGHT.fields(|d| {
        d.sources[0].voltage = "35kV".to_owned();
        d.sources[1].role = "main".to_owned();
    });
    assert_eq!(either, [""; 0], "two main ones: either");
}

#[test]
fn every_wrong_field_of_the_installation_is_named_at_once() {
    let mut found = RIGHT.fields(|d| {
        d.sources[0] = SourceDraft {
            capacity: "0".to_owned(),
            line: "shared".to_owned(),
            ..d.sources[0].clone()
        };
        d.sources[1] = SourceDraft::default();
        d.transformers[0].kva = "六百".to_owned();
        d.transformers[1].plate = "1#S13-630".to_owned();
        d.transformers[2] = TransformerDraft {
            plate: "型".repeat(10_000),
            kva: "0".to_owned(),
            group: "组".repeat(10_000),
        };
        d.own_generation = "机".repeat(10_000);
        d.important_grade = "top".to_owned();
        d.unit = "kW".to_owned();
        d.customer.id_kind = "id_card".to_owned();
        d.customer.id_number = "11010519491231002X".to_owned();
    });
    found.sort_unstable();
    let expected = [
        "customer.id_kind",
        "important_grade",
        "own_generation",
        "sources.0.capacity",
        "sources.0.line",
        "sources.1.capacity",
        "sources.1.line",
        "sources.1.role",
        "sources.1.voltage",
        "transformers.0.kva",
        "transformers.1.plate",
        "transformers.2.group",
        "transformers.2.kva",
        "transformers.2.plate",
        "unit",
    ];
    assert_eq!(found, expected);
}

#[test]
fn new_3_the_transformers_carry_the_capacity_applied_for() {
    let capacity = |kva: &str| RIGHT.refusals(|d| kva.clone_into(&mut d.capacity));
    assert_eq!(capacity("1575"), []);
    assert_eq!(capacity("1574.99"), []);
    let short = capacity("1575.01");
    assert_eq!(fields_of(&short), ["transformers"]);
    let said = &short[0].message;
    assert!(
        said.contains("1575 kVA") && said.contains("1575.01 kVA"),
        "{said}"
    );
}

#[test]
fn tariff_3_any_way_of_billing_at_high_voltage() {
    for billing in ["single", "capacity", "demand"] {
        assert_eq!(
            RIGHT.fields(|d| billing.clone_into(&mut d.billing)),
            [""; 0]
        );
    }
    assert_eq!(RIGHT.fields(|d| d.billing = "flat".to_owned()), ["billing"]);
}
