//! Printing: issued once, kept, reprinted byte for byte; a new issue when the content has changed.

use yekuo::office::print::{self, Mode};
use yekuo::office::{OfficeError, correct, documents, refuse};

use crate::support::{Window, draft, now};

pub(crate) fn text(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn what_was_typed_stands_on_the_application_with_the_contract_on_its_back() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let printed = window.print(&case, "resident_application").unwrap();
    let text = text(&printed.pdf);
    for word in [
        "张𬱖",
        "11010519491231002X",
        "13800138000",
        "石桥镇䶮村三组18号",
        "电热水器",
        "居民供用电合同",
        &case,
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    assert_eq!(printed.paper.pages, 2);
    assert!(printed.paper.template.is_some());
}

#[test]
fn a_reprint_is_the_bytes_first_issued_also_after_the_file_was_lost() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let first = window.print(&case, "acceptance_receipt").unwrap();
    window.desk.now = now("2026-06-02T10:00:00");
    window.desk.operator = "李强".to_owned();
    let again = window.print(&case, "acceptance_receipt").unwrap();
    assert_eq!((again.paper.issue, &again.pdf), (1, &first.pdf));
    let path = window.office.store().dir().join(&first.paper.path);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        window.print(&case, "acceptance_receipt").unwrap().pdf,
        first.pdf
    );
    assert!(path.exists());
}

#[test]
fn changed_content_is_a_new_issue_and_the_old_one_is_kept() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let first = window.print(&case, "resident_application").unwrap();
    let correction = correct::Correction {
        case: case.clone(),
        changes: [("phone".to_owned(), "13900139000".to_owned())].into(),
        reason: "电话录错".to_owned(),
        ..Default::default()
    };
    window
        .office
        .act(&window.desk, |work| correct::correct(work, &correction))
        .unwrap();
    let second = window.print(&case, "resident_application").unwrap();
    assert_eq!(second.paper.issue, 2);
    let dir = window.office.store().dir().to_owned();
    assert_eq!(
        std::fs::read(dir.join(&first.paper.path)).unwrap(),
        first.pdf
    );
    assert!(text(&second.pdf).contains("13900139000"));
}

#[test]
fn a_form_waits_for_its_time() {
    let mut window = Window::open();
    let mut waiting = draft();
    waiting.documents.remove("DOC-1.2");
    let case = window.accept(&waiting);
    let notice = window.print(&case, "missing_documents_notice").unwrap();
    assert!(text(&notice.pdf).contains("产权人身份证复印件"));
    for early in [
        "acceptance_receipt",
        "plan_answer",
        "meter_work_order",
        "refusal_notice",
        "none",
    ] {
        assert!(
            matches!(window.print(&case, early), Err(OfficeError::Refused(_))),
            "{early}"
        );
    }
    let brought = [("DOC-1.2".to_owned(), "copy".to_owned())];
    window
        .office
        .act(&window.desk, |work| {
            documents::record(work, &case, &brought, "")
        })
        .unwrap();
    let receipt = text(&window.print(&case, "acceptance_receipt").unwrap().pdf);
    assert!(
        receipt.contains("2026-06-04"),
        "the plan's last day is on it: {receipt}"
    );
    assert!(window.print(&case, "missing_documents_notice").is_err());
}

#[test]
fn audit_3_a_refusal_prints_its_notice_with_rule_and_what_fits() {
    let mut window = Window::open();
    let mut wrong = draft();
    wrong.customer.id_number = "110105194912310020".to_owned();
    let number = window
        .office
        .act(&window.desk, |work| {
            refuse::refuse(work, &wrong, "证件与本人不符")
        })
        .unwrap()
        .number;
    let notice = text(&window.print(&number, "refusal_notice").unwrap().pdf);
    for word in [number.as_str(), "证件与本人不符", "校验不符"] {
        assert!(notice.contains(word), "{word} is not in {notice}");
    }
}

#[test]
fn a_character_without_a_glyph_stops_the_print_with_its_code_point() {
    let mut window = Window::open();
    let mut rare = draft();
    rare.customer.name = "张\u{31350}".to_owned();
    let case = window.accept(&rare);
    let Err(OfficeError::Refused(refusals)) = window.print(&case, "resident_application") else {
        panic!("printed");
    };
    assert!(refusals[0].message.contains("U+31350"), "{refusals:?}");
    assert!(window.print(&case, "acceptance_receipt").is_err());
}

#[test]
fn blank_and_overprint() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let desk = window.desk.clone();
    let blank = window
        .office
        .look(&desk, |work| print::blank(work, "resident_application"))
        .unwrap();
    assert!(text(&blank.pdf).contains("用电地址"));
    let over = window
        .office
        .act(&desk, |work| {
            print::print(work, &case, &"resident_application".into(), Mode::Overprint)
        })
        .unwrap();
    let over = text(&over.pdf);
    assert!(
        over.contains("张𬱖") && !over.contains("申请容量"),
        "{over}"
    );
}
