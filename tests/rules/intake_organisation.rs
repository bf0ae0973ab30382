//! What is said of an organisation's application at low voltage.

use yekuo::model::application::{Draft, RepresentativeDraft, TransformerDraft, VatDraft};
use yekuo::model::vocabulary::LoadGrade;
use yekuo::rules::intake::equipment::{line_kw, total_kw};

use super::intake_support::{Right, fields_of, outcome, typed};

fn draft() -> Draft {
    typed(
        r#"{"kind":"new_connection","class":"low_voltage","nature":"industrial","applied_on":"2026-06-01",
        "customer":{"name":"石桥镇红星米厂","id_kind":"uscc","id_number":"91350100M000100Y43",
        "phone":"13800138000","address":"石桥镇红星村1号"},
        "representative":{"name":"张三","id_number":"11010519491231002X"},
        "capacity":"30","unit":"kW","voltage":"380V","use":"稻谷加工","industry":"谷物磨制",
        "load_nature":"一般负荷","security_load":"0","monthly_kwh":"3600",
        "tariff":"general_industrial","billing":"single",
        "equipment":[{"name":"碾米机","model":"MNMS18","count":2,"kw":"11","grade":"third"},
                     {"name":"色选机","count":"1","kw":"3.125"}],
        "vat":{"name":"石桥镇红星米厂","tax_number":"91350100m000100y43","address":"红星村1号",
        "phone":"0797-6234567","bank":"石桥信用社","bank_account":"6222 0000 1234"}}"#,
    )
}

const RIGHT: Right = Right(draft);

#[test]
fn new_2_an_organisation_is_taken_with_all_it_may_add_and_with_none_of_it() {
    let taken = outcome(&draft(), None).unwrap();
    let vat = taken.vat.as_ref().unwrap();
    assert_eq!(vat.tax_number, "91350100M000100Y43");
    assert_eq!(vat.bank_account, "622200001234");
    assert_eq!(taken.equipment[0].grade, Some(LoadGrade::Third));
    assert_eq!(taken.equipment[1].grade, None);
    let again = Draft::from(&taken);
    assert_eq!(
        outcome(&again, None).unwrap(),
        taken,
        "taken as it would be typed"
    );
    let bare = RIGHT.refusals(|d| {
        d.representative = None;
        d.vat = None;
        for text in [
            &mut d.industry,
            &mut d.load_nature,
            &mut d.security_load,
            &mut d.monthly_kwh,
        ] {
            text.clear();
        }
    });
    assert_eq!(bare, []);
}

#[test]
fn every_wrong_field_of_an_organisation_is_named_at_once() {
    let mut found = RIGHT.fields(|d| {
        d.nature = "crypto".to_owned();
        d.representative = Some(RepresentativeDraft {
            name: " ".to_owned(),
            id_number: "110105194912310020".to_owned(),
        });
        d.industry = "业".repeat(10_000);
        d.security_load = "三".to_owned();
        d.monthly_kwh = "12e3".to_owned();
        d.billing = "capacity".to_owned();
        d.equipment[1].grade = "fourth".to_owned();
        d.equipment[1].model = "型".repeat(10_000);
        d.vat = Some(VatDraft {
            tax_number: "91350100M000100Y44".to_owned(),
            phone: "12345".to_owned(),
            bank_account: "6222账号".to_owned(),
            ..VatDraft::default()
        });
    });
    found.sort_unstable();
    let expected = [
        "billing",
        "equipment.1.grade",
        "equipment.1.model",
        "industry",
        "monthly_kwh",
        "nature",
        "representative.id_number",
        "representative.name",
        "security_load",
        "vat.bank_account",
        "vat.name",
        "vat.phone",
        "vat.tax_number",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_tax_number_of_eighteen_is_a_social_credit_code() {
    let with =
        |number: &str| RIGHT.fields(|d| d.vat.as_mut().unwrap().tax_number = number.to_owned());
    for before_the_code in ["350100123456789", "3501001234567890000A"] {
        assert_eq!(with(before_the_code), [""; 0], "{before_the_code}");
    }
    for length in [14, 16, 17, 19, 21] {
        assert_eq!(with(&"3".repeat(length)), ["vat.tax_number"], "{length}");
    }
    assert_eq!(with("35010012345678税"), ["vat.tax_number"]);
    assert_eq!(with("91350100M000100Y40"), ["vat.tax_number"]);
    assert_eq!(with(""), ["vat.tax_number"]);
}

#[test]
fn new_3_a_transformer_of_ones_own_is_high_voltage() {
    let found = RIGHT.refusals(|d| d.transformers = vec![TransformerDraft::default()]);
    assert_eq!(fields_of(&found), ["transformers"]);
    assert!(
        found[0].message.contains("按高压办理"),
        "{}",
        found[0].message
    );
    assert_eq!(RIGHT.fields(|d| d.voltage = "10kV".to_owned()), ["voltage"]);
}

#[test]
fn new_2_motors_at_high_voltage_are_not_a_low_voltage_customers() {
    assert_eq!(RIGHT.fields(|d| d.motors = "75".to_owned()), ["motors"]);
}

#[test]
fn doc_4_a_tenant_of_premises_for_trade_names_the_landlord() {
    let found = RIGHT.refusals(|d| d.tenant = true);
    assert_eq!(
        (found[0].rule.as_str(), found[0].field.as_str()),
        ("DOC-4", "landlord")
    );
}

#[test]
fn the_equipment_is_added_up() {
    let mut lines = draft().equipment;
    assert_eq!(line_kw(&lines[0]).unwrap().to_string(), "22");
    assert_eq!(total_kw(&lines).unwrap().to_string(), "25.125");
    lines[1].kw = "三".to_owned();
    assert_eq!(total_kw(&lines), None, "not while a line cannot be read");
    assert_eq!(total_kw(&[]), None);
    lines[1].count = "999999999999".to_owned();
    lines[1].kw = "999999999999".to_owned();
    assert!(total_kw(&lines).is_some());
}

#[test]
fn papers_are_not_held_against_a_nature_that_nobody_knows() {
    let wrong = |nature: &str| {
        RIGHT.fields(|d| {
            d.nature = nature.to_owned();
            d.documents = [("DOC-3.1".to_owned(), "both".to_owned())].into();
        })
    };
    assert_eq!(wrong("crypto"), ["nature"]);
    assert_eq!(wrong(""), ["nature"]);
    assert_eq!(wrong("commercial"), ["documents.DOC-3.1"]);
    assert_eq!(wrong("industrial"), [""; 0]);
}
