//! What is said of a resident's application as typed.

use yekuo::model::application::{AgentDraft, Draft, RepresentativeDraft, SourceDraft, VatDraft};
use yekuo::model::identity::ResidentId;

use super::intake_support::{Right, typed};

fn draft() -> Draft {
    typed(
        r#"{"kind":"new_connection","class":"resident","applied_on":"2026-06-01",
        "customer":{"name":"张三","id_kind":"id_card","id_number":"11010519491231002X",
        "phone":"13800138000","address":"石桥镇红星村三组18号"},
        "capacity":"8","unit":"kW","voltage":"220V","use":"住宅","tariff":"resident","billing":"single",
        "equipment":[{"name":"电热水器","count":2,"kw":"1.5"}],"documents":{"DOC-1.1":"copy"}}"#,
    )
}

const RIGHT: Right = Right(draft);

#[test]
fn a_right_application_is_taken() {
    assert_eq!(RIGHT.refusals(|_| {}), []);
    assert_eq!(
        RIGHT.refusals(|d| d.customer.name = "䶮𬱖𪚥".to_owned()),
        []
    );
    assert_eq!(
        RIGHT.refusals(|d| d.capacity = "\u{FF18}.5".to_owned()),
        [],
        "full-width digits"
    );
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let found = RIGHT.fields(|d| {
        d.customer.name = " \u{3000} ".to_owned();
        d.customer.id_number = "110105194912310020".to_owned();
        d.customer.phone = "1380013800".to_owned();
        d.customer.postcode = "12345".to_owned();
        d.capacity = "八".to_owned();
        d.voltage = "10kV".to_owned();
        d.billing = "demand".to_owned();
        d.tariff = "cheap".to_owned();
        d.equipment[0].count = "1.5".to_owned();
        d.terms.reading_months = "3".to_owned();
        d.documents.insert("DOC-9.9".to_owned(), "copy".to_owned());
        d.documents.insert("DOC-1.2".to_owned(), "maybe".to_owned());
    });
    for field in [
        "customer.name",
        "customer.id_number",
        "customer.phone",
        "customer.postcode",
        "capacity",
        "voltage",
        "billing",
        "tariff",
        "equipment.0.count",
        "terms.reading_months",
        "documents.DOC-9.9",
        "documents.DOC-1.2",
    ] {
        assert!(
            found.iter().any(|f| f == field),
            "{field} is not in {found:?}"
        );
    }
    assert_eq!(found.len(), 12, "{found:?}");
}

#[test]
fn count_6_an_application_is_not_of_tomorrow() {
    let rules = |day: &str| -> Vec<String> {
        RIGHT
            .refusals(|d| d.applied_on = day.to_owned())
            .into_iter()
            .map(|r| r.rule)
            .collect()
    };
    assert_eq!(rules("2026-05-31"), [""; 0]);
    assert_eq!(rules("2026-06-01"), [""; 0]);
    assert_eq!(rules("2026-06-02"), ["COUNT-6"]);
    for wrong in ["2026-02-29", "2026-13-01", "明天"] {
        assert_eq!(rules(wrong), ["INPUT"], "{wrong}");
    }
    assert_eq!(rules("2024-02-29"), [""; 0]);
}

#[test]
fn doc_2_a_tenant_names_the_landlord() {
    let tenant = RIGHT.refusals(|d| d.tenant = true);
    assert_eq!(
        (tenant[0].rule.as_str(), tenant[0].field.as_str()),
        ("DOC-2", "landlord")
    );
    assert_eq!(
        RIGHT.fields(|d| d.landlord = Some(d.customer.clone())),
        ["landlord"],
        "an owner has none"
    );
    let both = RIGHT.fields(|d| {
        d.tenant = true;
        d.landlord = Some(d.customer.clone());
        d.documents
            .insert("DOC-2.2".to_owned(), "original".to_owned());
    });
    assert_eq!(both, [""; 0]);
}

#[test]
fn someone_under_eighteen_comes_with_a_guardian() {
    let born = |born: &str| {
        let first = format!("990000{born}001");
        format!("{first}{}", ResidentId::check_character(&first).unwrap())
    };
    let with = |id: String| move |d: &mut Draft| d.customer.id_number = id;
    assert_eq!(
        RIGHT.fields(with(born("20080601"))),
        [""; 0],
        "eighteen today"
    );
    assert_eq!(
        RIGHT.fields(with(born("20080602"))),
        ["agent"],
        "eighteen tomorrow"
    );
    let guarded = RIGHT.fields(|d| {
        d.customer.id_number = born("20080602");
        d.agent = Some(AgentDraft {
            name: "张父".to_owned(),
            id_number: "11010519491231002X".to_owned(),
            phone: "13800138000".to_owned(),
        });
    });
    assert_eq!(guarded, [""; 0]);
}

#[test]
fn ten_thousand_characters_are_refused_and_not_cut() {
    let long = "长".repeat(10_000);
    for (field, change) in [
        (
            "customer.name",
            (|d, long| d.customer.name = long) as fn(&mut Draft, String),
        ),
        ("customer.address", |d, long| d.customer.address = long),
        ("customer.id_number", |d, long| d.customer.id_number = long),
        ("customer.phone", |d, long| d.customer.phone = long),
        ("use", |d, long| d.purpose = long),
        ("capacity", |d, long| d.capacity = long),
    ] {
        let found = RIGHT.fields(|d| change(d, long.clone()));
        assert!(found.iter().any(|f| f == field), "{field}: {found:?}");
    }
}

#[test]
fn a_kind_that_there_is_not_is_said() {
    assert!(
        RIGHT.refusals(|d| d.kind = "magic".to_owned())[0]
            .message
            .contains("magic")
    );
}

#[test]
fn a_resident_has_none_of_an_organisations_fields() {
    let found = RIGHT.fields(|d| {
        d.representative = Some(RepresentativeDraft::default());
        d.vat = Some(VatDraft::default());
        d.sources = vec![SourceDraft::default()];
        d.industry = "碾米".to_owned();
        d.security_load = "3".to_owned();
        d.important_grade = "second".to_owned();
        d.customer.id_kind = "uscc".to_owned();
        d.customer.id_number = "91350100M000100Y43".to_owned();
    });
    let mut expected = [
        "representative",
        "vat",
        "sources",
        "industry",
        "security_load",
        "important_grade",
        "customer.id_kind",
    ];
    expected.sort_unstable();
    let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
    let said_none = RIGHT.fields(|d| {
        d.own_generation = "none".to_owned();
        d.important_grade = "none".to_owned();
        d.nonlinear = "无".to_owned();
    });
    assert_eq!(said_none, [""; 0], "to have none is no field filled in");
}
