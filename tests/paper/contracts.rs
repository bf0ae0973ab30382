//! Contract templates: faults are named by line and column, wording is recorded.

use yekuo::paper::{
    Contract, Document, Fill, Mark, Offset, PaperError, Side, TemplateFault, compose, contract,
    form,
};

use crate::samples::{blank_stamp, filled, longest, stamp, text, typical};

fn fault(source: &str) -> (usize, usize, TemplateFault) {
    match Contract::parse("样本", source) {
        Err(PaperError::Template {
            line,
            column,
            fault,
            ..
        }) => (line, column, fault),
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_are_named_with_line_and_column() {
    let head = "title: 合同\nversion: 1\n";
    assert_eq!(
        fault(&format!("{head}1. 户名 {{{{customer.name")),
        (3, 7, TemplateFault::Unclosed)
    );
    assert_eq!(
        fault(&format!("{head}\n# 一、{{{{nobody}}}}")),
        (4, 5, TemplateFault::UnknownField("nobody".into()))
    );
    assert_eq!(
        fault(&format!("{head}| 甲 | 乙{{{{ }}}} |")),
        (3, 8, TemplateFault::Empty)
    );
    assert_eq!(
        fault(&format!("{head}  @ meters")),
        (3, 3, TemplateFault::UnknownTable("meters".into()))
    );
    assert_eq!(
        fault("version: 1\n甲"),
        (1, 1, TemplateFault::MissingHead("title:"))
    );
}

#[test]
fn the_record_knows_which_wording_was_printed() {
    let ours = contract("resident").unwrap();
    assert_eq!(
        (ours.title.as_str(), ours.sha256.len()),
        ("居民供用电合同", 64)
    );
    let source = "title: 居民供用电合同\nversion: 2026-乡镇\n1. 用电地址：{{customer.address}}。\n";
    let theirs = Contract::parse("resident", source).unwrap();
    assert_ne!(theirs.sha256, ours.sha256);
    let adapted = form("resident_application")
        .unwrap()
        .clone()
        .with_contract(theirs)
        .unwrap();
    let document = compose(&adapted, Fill::Filled(&typical()), &stamp()).unwrap();
    assert!(document.page_text(1).contains("用电地址"));
    assert!(!document.page_text(1).contains("争议解决"));
}

#[test]
fn a_placeholder_without_value_is_a_ruled_blank() {
    let rules = |values: &yekuo::paper::Values| {
        let document = filled("resident_application", values);
        document.pages[1]
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Line { .. }))
            .count()
    };
    let mut values = typical();
    let before = rules(&values);
    values.set("contract.boundary", "");
    assert_eq!(
        rules(&values),
        before,
        "the value's underline becomes the blank's rule"
    );
    assert!(!text(&filled("resident_application", &values)).contains("电能表出线端"));
}

/// The texts of a page with their left ends and baselines.
fn runs(document: &Document, page: usize) -> Vec<(f32, f32, &str)> {
    let marks = document.pages[page].marks.iter();
    marks
        .filter_map(|mark| match mark {
            Mark::Text {
                x, baseline, text, ..
            } => Some((*x, *baseline, text.as_str())),
            _ => None,
        })
        .collect()
}

/// Whether the clause number stands on some page, with text beside it.
fn beside_text(document: &Document, number: &str) -> bool {
    (0..document.pages.len()).any(|page| {
        let runs = runs(document, page);
        let found = runs.iter().find(|(_, _, text)| *text == number);
        found.is_some_and(|(x, y, _)| {
            runs.iter()
                .any(|(other, line, _)| other > x && (line - y).abs() < 0.01)
        })
    })
}

#[test]
fn clause_numbers_stay_with_their_text() {
    for (id, clauses) in [
        ("resident_application", 13),
        ("resident_contract", 13),
        ("low_voltage_contract", 39),
        ("high_voltage_contract", 61),
    ] {
        let blank = compose(form(id).unwrap(), Fill::Blank, &blank_stamp()).unwrap();
        for document in [blank, filled(id, &typical()), filled(id, &longest())] {
            for number in 1..=clauses {
                let mark = format!("{number}.");
                assert!(beside_text(&document, &mark), "{id}: {mark} stands alone");
            }
        }
    }
}

#[test]
fn nobody_signs_a_page_that_says_nothing() {
    let mut values = typical();
    for length in 0..24 {
        values.set(
            "contract.own_generation",
            "柴油发电机一台，".repeat(length * 8),
        );
        for (id, clause) in [
            ("low_voltage_contract", "39."),
            ("high_voltage_contract", "61."),
        ] {
            let document = filled(id, &values);
            let last = document.pages.len() - 1;
            let words = document.page_text(last);
            assert!(words.contains("双方签署") && words.contains("用电人（盖章）"));
            assert!(words.contains(clause), "{id} with {length}");
        }
    }
}

#[test]
fn a_contract_has_its_tables_where_it_calls_for_them() {
    let document = filled("high_voltage_contract", &typical());
    let words = text(&document);
    let place = |words: &str, what: &str| words.find(what).unwrap();
    assert!(place(&words, "各计量点如下表") < place(&words, "高压计量柜"));
    assert!(place(&words, "高压计量柜") < place(&words, "用电信息采集"));
    assert_eq!(words.matches("受电点计量位置").count(), 1);

    let own = "title: 高压供用电合同\nversion: 2\n1. 计量点见附件。\n";
    let own = Contract::parse("high_voltage", own).unwrap();
    let form = form("high_voltage_contract").unwrap().clone();
    let adapted = form.with_contract(own).unwrap();
    let document = compose(&adapted, Fill::Filled(&typical()), &stamp()).unwrap();
    let words = text(&document);
    assert!(
        place(&words, "见附件") < place(&words, "高压计量柜"),
        "a table that the wording does not call for stands after it"
    );
}

#[test]
fn a_wording_is_refused_where_its_table_or_its_place_is_missing() {
    let calls = Contract::parse("own", "title: 合同\nversion: 1\n1. 甲。\n@ missing\n").unwrap();
    for id in ["low_voltage_contract", "resident_application", "fee_notice"] {
        let refused = form(id).unwrap().clone().with_contract(calls.clone());
        assert!(matches!(refused, Err(PaperError::Form { .. })), "{id}");
    }
}

#[test]
fn every_sheet_has_its_part_of_the_seam() {
    for id in ["low_voltage_contract", "high_voltage_contract"] {
        let document = filled(id, &typical());
        for (index, page) in document.pages.iter().enumerate() {
            let runs = runs(&document, index);
            let seam = |ch| {
                runs.iter()
                    .any(|(x, _, text)| *text == ch && at_edge(page.side, *x))
            };
            assert!(
                ["骑", "缝", "章", "处"].into_iter().all(seam),
                "page {}",
                index + 1
            );
        }
    }
    assert!(!text(&filled("resident_contract", &typical())).contains('骑'));
}

/// Whether this lies in the strip away from the binding.
fn at_edge(side: Side, x: f32) -> bool {
    match side {
        Side::Front => x > 186.0,
        Side::Back => x < 24.0,
    }
}

#[test]
fn an_overprint_writes_into_the_blanks_of_the_stock() {
    for id in ["low_voltage_contract", "high_voltage_contract"] {
        let form = form(id).unwrap();
        let mut values = crate::samples::new_contract();
        for (key, value) in [
            ("contract.class", "普通工业"),
            ("contract.payment_method", "转账"),
            ("contract.payment_days", "15"),
            ("contract.attachments", "设备清单"),
            ("contract.signed_place", "石桥镇"),
            ("contract.supply_on", "2026-12-30"),
        ] {
            values.set(key, value);
        }
        let stock = compose(form, Fill::Blank, &blank_stamp()).unwrap();
        let fill = Fill::Overprint(&values, Offset::default());
        let over = compose(form, fill, &stamp()).unwrap();
        assert_eq!(stock.pages.len(), over.pages.len());
        for value in ["普通工业", "转账", "15", "设备清单", "石桥镇"] {
            let hit = (0..over.pages.len()).any(|page| {
                let runs = runs(&over, page);
                let written = runs.iter().find(|(_, _, text)| *text == value);
                written.is_some_and(|(x, y, _)| rule_under(&stock, page, *x, *y))
            });
            assert!(hit, "{id}: {value}");
        }
        for (digits, word) in [("2026", "年"), ("12", "月"), ("30", "日")] {
            let page = (0..over.pages.len())
                .find(|&page| runs(&over, page).iter().any(|(_, _, text)| *text == digits));
            let page = page.unwrap();
            let over = runs(&over, page);
            let (x, y, _) = over.iter().find(|(_, _, text)| *text == digits).unwrap();
            let follows = |(other, line, text): &(f32, f32, &str)| {
                text.starts_with(word) && (line - y).abs() < 0.01 && other > x && other - x < 12.0
            };
            assert!(
                runs(&stock, page).iter().any(follows),
                "{id}: {digits}{word}"
            );
        }
    }
}

/// Whether a blank begins here.
fn rule_under(stock: &Document, page: usize, x: f32, baseline: f32) -> bool {
    stock.pages[page].marks.iter().any(|mark| match mark {
        Mark::Line { x1, y1, y2, .. } => {
            y1 == y2 && (x1 - x).abs() < 0.6 && (0.0..1.5).contains(&(y1 - baseline))
        }
        _ => false,
    })
}

#[test]
fn a_clause_that_does_not_belong_falls_away_and_the_others_close_up() {
    let mut values = typical();
    values.tick("contract.begins", false);
    values.tick("contract.same_holder", false);
    let low = filled("low_voltage_contract", &values);
    let words = text(&low);
    for gone in ["开始供电", "5 个工作日内送电", "用电设备清单为准"] {
        assert!(!words.contains(gone), "{gone}");
    }
    assert!(words.contains("自生效之日起算"));
    for number in 1..=38 {
        let mark = format!("{number}.");
        assert!(beside_text(&low, &mark), "{mark}");
    }
    assert!(!beside_text(&low, "39."));

    values.tick("contract.same_holder", true);
    values.tick("contract.undivided", false);
    for (id, last) in [
        ("low_voltage_contract", 38),
        ("high_voltage_contract", 60),
        ("resident_contract", 13),
    ] {
        let split = filled(id, &values);
        let words = text(&split);
        assert!(words.contains("分户而来"), "{id}");
        assert!(words.contains("原户的供用电合同终止"), "{id}");
        assert!(
            !words.contains("户主变更") && !words.contains("开始供电"),
            "{id}"
        );
        assert!(beside_text(&split, &format!("{last}.")), "{id}");
        assert!(!beside_text(&split, &format!("{}.", last + 1)), "{id}");
    }

    let mut values = typical();
    assert!(!text(&filled("low_voltage_contract", &values)).contains("分户而来"));
    assert!(text(&filled("high_voltage_contract", &values)).contains("各电源如下表"));
    for table in ["sources", "transformers", "metering_points"] {
        values.clear_rows(table);
    }
    let high = filled("high_voltage_contract", &values);
    assert!(
        !text(&high).contains("如下表"),
        "no clause without its table"
    );
    assert!(
        beside_text(&high, "61."),
        "alternatives bear the same number"
    );
}

#[test]
fn a_condition_names_what_the_dictionary_knows() {
    let head = "title: 合同\nversion: 1\n";
    let unknown = TemplateFault::UnknownField("nobody".into());
    assert_eq!(fault(&format!("{head} ?nobody 1. 甲")), (3, 2, unknown));
    assert_eq!(
        fault(&format!("{head}?! 1. 甲")),
        (3, 1, TemplateFault::Empty)
    );
    let place = TemplateFault::UnknownField("no".into());
    assert_eq!(
        fault(&format!("{head}?!sources 1. 甲{{{{no}}}}")),
        (3, 15, place)
    );
}
