//! Contract templates: faults are named by line and column, wording is recorded.

use yekuo::paper::{Contract, Fill, Mark, PaperError, TemplateFault, compose, contract, form};

use crate::samples::{blank_stamp, filled, stamp, text, typical};

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

#[test]
fn clause_numbers_stay_with_their_text() {
    let document = compose(
        form("resident_application").unwrap(),
        Fill::Blank,
        &blank_stamp(),
    )
    .unwrap();
    let runs: Vec<(f32, f32, &str)> = document.pages[1]
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text {
                x, baseline, text, ..
            } => Some((*x, *baseline, text.as_str())),
            _ => None,
        })
        .collect();
    for number in 1..=13 {
        let mark = format!("{number}.");
        let (x, y, _) = *runs.iter().find(|(_, _, text)| *text == mark).unwrap();
        assert!(
            runs.iter()
                .any(|(other, line, _)| *other > x && (line - y).abs() < 0.01),
            "{mark} stands alone"
        );
    }
}
