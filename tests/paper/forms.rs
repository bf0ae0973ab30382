//! The files in `assets/`: they load, they are consistent, every one can be printed in every way.

use yekuo::model::vocabulary::{Class, Kind};
use yekuo::paper::{
    Availability, Face, Fill, Mark, Offset, PaperError, Side, Stamp, compose, contracts, form,
    forms,
};

use crate::samples::{blank_stamp, extent, longest, stamp, text, typical};

#[test]
fn every_form_and_contract_loads() {
    assert_eq!(forms().unwrap().len(), 43);
    assert_eq!(contracts().unwrap().len(), 3);
    assert!(matches!(
        form("no_such_form"),
        Err(PaperError::UnknownForm(_))
    ));
}

#[test]
fn every_form_prints_filled_blank_and_with_the_longest_values() {
    let (typical, longest) = (typical(), longest());
    for form in forms().unwrap() {
        for (fill, stamp) in [
            (Fill::Filled(&typical), stamp()),
            (Fill::Blank, blank_stamp()),
            (Fill::Filled(&longest), stamp()),
        ] {
            let document = compose(form, fill, &stamp).unwrap();
            for (index, page) in document.pages.iter().enumerate() {
                let at = format!("{} page {}", form.id, index + 1);
                for mark in &page.marks {
                    if let Mark::Text { baseline, text, .. } = mark {
                        assert!(*baseline < 282.5, "{at}: “{text}” below the margin");
                        assert!(*baseline > 15.0, "{at}: “{text}” above the margin");
                    }
                }
                let (left, right) = extent(&page.marks);
                let margin = match page.side {
                    Side::Front => 25.0,
                    Side::Back => 15.0,
                };
                assert!(left >= margin - 0.01, "{at}: {left}");
                assert!(right <= margin + 170.01, "{at}: {right}");
            }
        }
    }
}

#[test]
fn typical_values_take_few_pages() {
    let typical = typical();
    for form in forms().unwrap() {
        let sides = match form.id.as_str() {
            // An organisation's application has its lists on the back.
            "low_voltage_application"
            | "low_voltage_change_application"
            | "high_voltage_application"
            | "high_voltage_change_application" => 2,
            // What the customer should know is on the back.
            "relocation_work_order"
            | "removal_work_order"
            | "reconnection_work_order"
            | "closure_work_order"
            | "split_work_order"
            | "reclassification_work_order"
            | "transfer_work_order"
            | "suspension_work_order"
            | "resumption_work_order" => 2,
            "low_voltage_contract" => 4,
            "high_voltage_contract" => 6,
            _ if form.back.is_some() => 2,
            _ => 1,
        };
        for (fill, stamp) in [
            (Fill::Filled(&typical), stamp()),
            (Fill::Blank, blank_stamp()),
        ] {
            assert_eq!(
                compose(form, fill, &stamp).unwrap().pages.len(),
                sides,
                "{}",
                form.id
            );
        }
    }
}

#[test]
fn an_overprint_has_values_and_no_labels() {
    let values = typical();
    let form = form("resident_application").unwrap();
    let plain = compose(form, Fill::Filled(&values), &stamp()).unwrap();
    let moved = compose(
        form,
        Fill::Overprint(&values, Offset { dx: 3.0, dy: -2.0 }),
        &stamp(),
    )
    .unwrap();
    let words = text(&moved);
    assert!(words.contains("13800138000"));
    for label in ["居民客户新装", "证件号码", "客户声明", "供电方式和质量"] {
        assert!(!words.contains(label), "{label}");
    }
    let place = |document: &yekuo::paper::Document| {
        document.pages[0].marks.iter().find_map(|mark| match mark {
            Mark::Text {
                x, baseline, text, ..
            } if text == "13800138000" => Some((*x, *baseline)),
            _ => None,
        })
    };
    let ((x, y), (moved_x, moved_y)) = (place(&plain).unwrap(), place(&moved).unwrap());
    assert!((moved_x - x - 3.0).abs() < 0.01 && (moved_y - y + 2.0).abs() < 0.01);
    let rules = moved.pages[0]
        .marks
        .iter()
        .filter(|mark| matches!(mark, Mark::Line { .. }))
        .count();
    assert_eq!(rules, 2 * 6, "nothing but the two strokes of each tick");
}

#[test]
fn only_forms_with_stock_overprint() {
    let values = typical();
    let receipt = form("acceptance_receipt").unwrap();
    let refused = compose(
        receipt,
        Fill::Overprint(&values, Offset::default()),
        &stamp(),
    );
    assert_eq!(refused, Err(PaperError::NoOverprint("受理回执".to_owned())));
}

#[test]
fn a_blank_form_has_no_values_and_no_bar_code() {
    for form in forms().unwrap() {
        let document = compose(form, Fill::Blank, &blank_stamp()).unwrap();
        let words = text(&document);
        for value in ["陈国强", "2026-", "13800138000", "180.00"] {
            assert!(!words.contains(value), "{}: {value}", form.id);
        }
        for page in &document.pages {
            assert!(
                !page
                    .marks
                    .iter()
                    .any(|mark| matches!(mark, Mark::Bar { .. }))
            );
        }
    }
}

#[test]
fn titles_and_headings_are_bold_throughout() {
    for form in forms().unwrap() {
        let document = compose(form, Fill::Blank, &blank_stamp()).unwrap();
        let title = document.pages[0].marks.iter().find_map(|mark| match mark {
            Mark::Text {
                size_pt,
                face,
                text,
                ..
            } if *size_pt > 15.0 => Some((*face, text.as_str())),
            _ => None,
        });
        assert_eq!(title, Some((Face::Bold, form.title.as_str())));
    }
}

/// Left and right end of a title, all of whose characters are as wide as they are high, and where the case number
/// begins.
fn title_and_number(marks: &[Mark], title: &str, number: &str) -> Option<(f32, f32, f32)> {
    let mut ends: Option<(f32, f32)> = None;
    let mut begins = None;
    for mark in marks {
        let Mark::Text {
            x,
            size_pt,
            spacing,
            face,
            text,
            ..
        } = mark
        else {
            continue;
        };
        if *face == Face::Bold && title.contains(text.as_str()) && *size_pt > 9.0 && ends.is_none()
        {
            let width = text.chars().count() as f32 * (size_pt * 25.4 / 72.0 + spacing);
            ends = Some((*x, x + width));
        }
        if text == number {
            begins = Some(*x);
        }
    }
    let (left, right) = ends?;
    Some((left, right, begins?))
}

#[test]
fn a_title_keeps_clear_of_the_case_number() {
    let longest = longest();
    let number = "99073108-2026-00062";
    let stamp = Stamp {
        case_number: Some(number.to_owned()),
        ..stamp()
    };
    let mut pages = 0;
    for form in forms().unwrap() {
        let document = compose(form, Fill::Filled(&longest), &stamp).unwrap();
        for page in &document.pages {
            let title = format!("{}（续）", form.title);
            if let Some((left, right, begins)) = title_and_number(&page.marks, &title, number) {
                assert!(begins - right >= 4.0, "{}: {right} to {begins}", form.id);
                assert!(left >= 15.0, "{}: {left}", form.id);
                pages += 1;
            }
        }
    }
    assert!(pages > 60, "{pages}");
}

#[test]
fn no_paper_of_a_case_has_room_for_the_number_of_a_rule() {
    let of_cases = forms().unwrap().iter();
    for form in of_cases.filter(|form| form.claims.is_empty()) {
        let fields = form.fields();
        let ids = |key: &&String| key.ends_with("[].rule") || key.ends_with("[].code");
        assert_eq!(fields.iter().find(ids), None, "{}", form.id);
    }
}

#[test]
fn a_form_is_offered_where_it_belongs() {
    let application = form("resident_application").unwrap();
    assert!(application.suits(Kind::NewConnection, Class::Resident));
    assert!(!application.suits(Kind::NewConnection, Class::HighVoltage));
    assert!(!application.suits(Kind::Closure, Class::Resident));
    assert!(
        form("acceptance_receipt")
            .unwrap()
            .suits(Kind::Closure, Class::HighVoltage)
    );
    let suiting = |kind, class| -> Vec<&str> {
        let forms = forms().unwrap().iter();
        forms
            .filter(|form| form.suits(kind, class))
            .map(|form| form.id.as_str())
            .collect()
    };
    let low = suiting(Kind::NewConnection, Class::LowVoltage);
    assert!(low.contains(&"design_review_low") && low.contains(&"low_voltage_contract"));
    assert!(!low.contains(&"midway_inspection") && !low.contains(&"resident_application"));
    let high = suiting(Kind::CapacityIncrease, Class::HighVoltage);
    assert!(
        high.contains(&"high_voltage_change_application") && high.contains(&"midway_inspection")
    );
    assert!(!high.contains(&"high_voltage_application") && !high.contains(&"design_review_low"));
    let resident = suiting(Kind::CapacityIncrease, Class::Resident);
    assert!(resident.contains(&"resident_change_application"));
    assert!(!resident.contains(&"equipment_list") && !resident.contains(&"construction_notice"));
    let notice = form("rectification_notice").unwrap();
    assert_eq!(notice.available, Availability::Failed("inspected".into()));
    assert!(application.fields().contains("customer.name"));
    assert!(application.fields().contains("equipment[].kw"));
    assert!(
        application.fields().contains("contract.payment_days"),
        "the back's fields, too"
    );
}
