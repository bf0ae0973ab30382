//! Pages: nothing is cut off, heads are repeated, backs are backs.

use yekuo::paper::{
    Fill, Mark, PaperError, Side, Values, compose, form, missing_characters, preview,
};

use crate::samples::{CASE, extent, filled, longest, stamp, text, typical};

#[test]
fn ten_thousand_characters_are_all_there() {
    let values = longest();
    let address = values.get("customer.address");
    let document = filled("acceptance_receipt", &values);
    let count = |text: &str| text.matches('东').count();
    assert_eq!(count(&text(&document)), count(address));
    assert!(document.pages.len() > 3);
}

#[test]
fn no_line_of_a_value_begins_with_closing_punctuation() {
    let document = filled("acceptance_receipt", &longest());
    let mut lines = 0;
    for mark in document.pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Text { text, .. } = mark
            && text.contains("东头")
        {
            assert!(!text.starts_with(['，', '）']), "{text}");
            lines += 1;
        }
    }
    assert!(lines > 200);
}

#[test]
fn a_table_goes_on_with_its_head_repeated() {
    let document = filled("fee_notice", &longest());
    let pages: Vec<String> = (0..document.pages.len())
        .map(|page| document.page_text(page))
        .collect();
    let with_rows: Vec<&String> = pages.iter().filter(|page| page.contains("第1")).collect();
    assert!(with_rows.len() >= 5);
    for page in with_rows {
        assert!(page.contains("收费项目") && page.contains("金额（元）"));
    }
    for number in 0..200 {
        assert!(
            pages
                .iter()
                .any(|page| page.contains(&format!("第{number}项")))
        );
    }
}

#[test]
fn two_hundred_devices_go_on_with_the_head_repeated() {
    let mut values = Values::default();
    for number in 1..=200 {
        let name = format!("水泵{number}号");
        values.push_row("all_equipment", [("name", name.as_str()), ("kw", "7.5")]);
    }
    values.set("equipment.total", "1500");
    let document = filled("equipment_list", &values);
    let all = text(&document);
    for number in 1..=200 {
        assert!(all.contains(&format!("水泵{number}号")), "{number}");
    }
    assert!((7..=9).contains(&document.pages.len()));
    for page in 0..document.pages.len() {
        let words = document.page_text(page);
        assert!(!words.contains("水泵") || words.contains("负荷等级"));
    }
    assert_eq!(all.matches("1500").count(), 1);
}

#[test]
fn lists_begin_on_the_back_however_long_the_front() {
    let mut values = typical();
    values.set("change.reason", "新添烘干机一台，".repeat(1000));
    for id in [
        "low_voltage_change_application",
        "high_voltage_change_application",
    ] {
        for (values, least) in [(&typical(), 2), (&values, 3)] {
            let document = filled(id, values);
            assert!(document.pages.len() >= least);
            let pages: Vec<String> = (0..document.pages.len())
                .map(|page| document.page_text(page))
                .collect();
            let page = |what| pages.iter().position(|page| page.contains(what)).unwrap();
            assert!(page("增加的用电设备") > 0);
            // A front that is longer leaves no page half empty.
            assert_eq!(
                page("增加的用电设备") == page("客户声明"),
                document.pages.len() > 2
            );
        }
    }
}

#[test]
fn a_blank_form_says_what_a_table_asks_for() {
    let form = form("completion_application").unwrap();
    let blank = text(&compose(form, Fill::Blank, &crate::samples::blank_stamp()).unwrap());
    for name in [
        "竣工图纸",
        "继电保护整定记录",
        "隐蔽工程施工记录",
        "有权停送电人员名单",
        "通信设施",
    ] {
        assert!(blank.contains(name), "{name}");
    }
    assert_eq!(blank.matches("已交").count(), 8);
    assert!(!text(&filled("completion_application", &Values::default())).contains("已交"));
}

#[test]
fn an_optional_table_without_rows_is_left_out() {
    let sources = "主供、备用";
    assert!(text(&filled("plan_answer", &typical())).contains(sources));
    assert!(!text(&filled("plan_answer", &Values::default())).contains(sources));
}

#[test]
fn a_longer_value_makes_its_row_grow() {
    let bottom = |values: &Values| {
        let document = filled("acceptance_receipt", values);
        let lines = document.pages[0]
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Line { y2, .. } => Some(*y2),
                _ => None,
            });
        lines.fold(0.0_f32, f32::max)
    };
    // Room is left below: no receipt has every note.
    let mut values = Values::default();
    let before = bottom(&values);
    values.set(
        "customer.address",
        "石桥镇红星村三组十八号院东头第二家".repeat(10),
    );
    assert!(bottom(&values) > before + 10.0);
}

#[test]
fn every_page_carries_title_number_bar_code_and_count() {
    let document = filled("resident_application", &longest());
    let count = document.pages.len();
    for (index, page) in document.pages.iter().enumerate() {
        let words = document.page_text(index);
        assert!(words.contains("居民客户新装用电申请表") || words.contains("居民供用电合同"));
        assert!(words.contains(CASE) && words.contains("石桥供电所"));
        assert!(words.contains(&format!("第 {} 页 / 共 {count} 页", index + 1)));
        assert!(
            words.contains("第 1 次出具")
                && words.contains("2026-11-23 10:20")
                && words.contains("王芳")
        );
        assert!(
            page.marks
                .iter()
                .any(|mark| matches!(mark, Mark::Bar { .. }))
        );
    }
}

#[test]
fn a_long_title_keeps_clear_of_the_case_number() {
    let stamp = yekuo::paper::Stamp {
        case_number: Some("990731-2026-00022".to_owned()),
        ..stamp()
    };
    let mut sizes = Vec::new();
    for id in ["fee_notice", "design_review_high"] {
        let document = compose(form(id).unwrap(), Fill::Filled(&typical()), &stamp).unwrap();
        let mut texts = document.pages[0]
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text {
                    x, size_pt, text, ..
                } => Some((*x, *size_pt, text)),
                _ => None,
            });
        let (number, ..) = texts
            .find(|(_, _, text)| *text == "990731-2026-00022")
            .unwrap();
        let (left, size, _) = texts.find(|(_, size, _)| *size > 15.0).unwrap();
        // The title stands in the middle of the body, which is 110 mm from the page's left.
        assert!(
            220.0 - left < number,
            "{id}: title from {left}, number from {number}"
        );
        sizes.push(size);
    }
    assert!(sizes[0] == 19.0 && sizes[1] < 19.0, "{sizes:?}");
}

#[test]
fn a_change_of_few_rows_stays_on_one_page() {
    let mut values = Values::default();
    values.push_row("documents", [("name", "变更用电申请")]);
    values.push_row("documents", [("name", "营业执照")]);
    let form = "low_voltage_change_application";
    assert_eq!(filled(form, &values).pages.len(), 1);
    for _ in 0..12 {
        values.push_row("documents", [("name", "附件")]);
    }
    let long = filled(form, &values);
    assert_eq!(long.pages.len(), 2);
    assert!(
        long.page_text(1).contains("四、收取的资料"),
        "the whole table moves"
    );
}

#[test]
fn the_contract_begins_on_a_back_however_long_the_form() {
    let mut values = typical();
    for rows in 0..60 {
        values.push_row("equipment", [("name", format!("水泵{rows}"))]);
        let document = filled("resident_application", &values);
        let contract = (0..document.pages.len())
            .find(|&page| document.page_text(page).contains("居民供用电合同"))
            .unwrap();
        assert_eq!(document.pages[contract].side, Side::Back);
        assert!(
            document.page_text(contract - 1).contains("客户声明"),
            "on the back of the signatures"
        );
    }
}

#[test]
fn the_binding_side_is_left_on_fronts_and_right_on_backs() {
    let document = filled("resident_application", &longest());
    for page in &document.pages {
        let (left, right) = extent(&page.marks);
        let (margin, limit) = match page.side {
            Side::Front => (25.0, 195.0),
            Side::Back => (15.0, 185.0),
        };
        assert!(
            left >= margin - 0.01 && right <= limit + 0.01,
            "{left}..{right} on a {:?}",
            page.side
        );
    }
}

#[test]
fn a_character_without_a_glyph_stops_the_print_and_marks_the_preview() {
    let mut values = typical();
    values.set("customer.name", "张\u{31350}");
    let form = form("acceptance_receipt").unwrap();
    let Err(PaperError::MissingGlyph(missing)) = compose(form, Fill::Filled(&values), &stamp())
    else {
        panic!("printed");
    };
    assert_eq!(
        (missing.code_point().as_str(), missing.label.as_str()),
        ("U+31350", "户名")
    );
    assert_eq!(missing.field, "customer.name");
    let preview = preview(form, Fill::Filled(&values), &stamp()).unwrap();
    assert_eq!(preview.missing.len(), 1);
    assert!(text(&preview.document).contains('张'));
    assert_eq!(missing_characters("张\u{31350}\n王"), ['\u{31350}']);
}

#[test]
fn incomplete_values_never_stop_the_preview() {
    let values = Values::default();
    for form in yekuo::paper::forms().unwrap() {
        let preview = preview(form, Fill::Filled(&values), &stamp()).unwrap();
        assert!(preview.missing.is_empty(), "{}", form.id);
    }
}

#[test]
fn a_row_that_goes_on_says_its_label_again() {
    let document = filled("acceptance_receipt", &longest());
    for page in 0..3 {
        assert!(
            document.page_text(page).contains("用电地址"),
            "page {}",
            page + 1
        );
    }
}

/// A long address, as villages without house numbers have.
const LONG: &str = "示例县石桥镇桥头行政村老圩自然村第十七村民小组上路与沿河东路交叉口东北侧三百二十米（原石桥镇供销合作社桥头分社仓库旧址）金色阳光家园小区二期第十八幢乙单元2301室";

#[test]
fn a_long_address_takes_smaller_type_before_another_page() {
    let mut values = typical();
    values
        .set("customer.address", LONG)
        .set("customer.postal_address", LONG)
        .set("survey.found_address", LONG)
        .set(
            "customer.name",
            "石桥镇桥头行政村股份经济合作联合社农产品冷链仓储加工有限责任公司",
        );
    // What only a split account has.
    values.tick("change.kind.split", false).clear_rows("parts");
    for (id, pages) in [
        ("resident_application", 2),
        ("resident_contract", 1),
        ("survey_sheet", 1),
        ("resident_change_application", 1),
    ] {
        assert_eq!(filled(id, &values).pages.len(), pages, "{id}");
    }
}

#[test]
fn what_no_type_gets_onto_a_page_keeps_its_usual_size() {
    let mut values = typical();
    values.set("customer.address", LONG.repeat(30));
    let document = filled("survey_sheet", &values);
    assert!(document.pages.len() > 1);
    let sizes = document.pages.iter().flat_map(|page| &page.marks);
    let smaller = sizes
        .filter(|mark| matches!(mark, Mark::Text { size_pt, text, .. } if text.contains("石桥镇") && *size_pt < 10.0))
        .count();
    assert_eq!(smaller, 0);
}

#[test]
fn an_identity_number_stands_on_one_line() {
    const NUMBER: &str = "99060819880808808X";
    let mut values = typical();
    for key in ["customer", "representative", "agent", "landlord"] {
        values.set(&format!("{key}.id_number"), NUMBER);
    }
    let applications = yekuo::paper::forms().unwrap().iter();
    for form in applications.filter(|form| form.id.ends_with("_application")) {
        let keys = form.fields();
        let asked = keys.iter().filter(|key| key.ends_with(".id_number"));
        let document = filled(&form.id, &values);
        let marks = document.pages.iter().flat_map(|page| &page.marks);
        let whole = marks
            .filter(|mark| matches!(mark, Mark::Text { text, .. } if text == NUMBER))
            .count();
        assert!(whole >= asked.count(), "{}: {whole}", form.id);
    }
}

#[test]
fn a_meter_number_stands_in_one_line() {
    let document = filled("split_work_order", &typical());
    let number = "3640001000000123456789";
    let marks = document.pages.iter().flat_map(|page| &page.marks);
    let whole = marks.filter(|mark| matches!(mark, Mark::Text { text, .. } if text == number));
    assert_eq!(whole.count(), 2, "one of each part");
}
