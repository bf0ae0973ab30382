//! Overprints: each value in its blank's own room on the stock, the rest on a supplement sheet.

use yekuo::paper::font::{Weight, glyph};
use yekuo::paper::{
    Document, Face, Fill, Form, Mark, Offset, Side, Values, compose, fields, form, forms,
};

use super::samples::{CASE, blank_stamp, longest, new_contract, stamp, typical};

const MARK: &str = "…（见附页）";

fn overprinted(form: &Form, values: &Values) -> Document {
    let fill = Fill::Overprint(values, Offset::default());
    compose(form, fill, &stamp()).unwrap()
}

fn stock(form: &Form) -> Document {
    compose(form, Fill::Blank, &blank_stamp()).unwrap()
}

fn with_stock() -> impl Iterator<Item = &'static Form> {
    forms().unwrap().iter().filter(|form| form.overprint)
}

/// The supplement's text.
fn supplement(document: &Document) -> String {
    let first = document.pages.len() - document.supplement;
    (first..document.pages.len())
        .map(|page| document.page_text(page))
        .collect()
}

/// A sentence in every field, dates apart, and thirty such rows in every table.
fn full() -> Values {
    let dictionary = fields().unwrap();
    let mut values = longest();
    for (key, field) in &dictionary.fields {
        if !field.date {
            values.set(
                key,
                format!("{}，石桥镇红星村三组东头", field.example).repeat(4),
            );
        }
    }
    for (key, table) in &dictionary.tables {
        for number in 0..30 {
            let text = |example: &str| format!("{example}第{number}项，规格较长");
            let columns = table.columns.iter();
            values.push_row(
                key,
                columns.map(|(key, one)| (key.as_str(), text(&one.example))),
            );
        }
    }
    values
}

/// Left, top, right and bottom of a mark.
fn bounds(mark: &Mark) -> [f32; 4] {
    match mark {
        Mark::Text {
            x,
            baseline,
            size_pt,
            spacing,
            face,
            text,
        } => {
            let em = size_pt * 25.4 / 72.0;
            let weight = match face {
                Face::Bold => Weight::Bold,
                _ => Weight::Regular,
            };
            let advance = |ch| glyph(ch, weight).map_or(1.0, |glyph| glyph.em) * em + spacing;
            let width = text.chars().map(advance).sum::<f32>();
            [*x, baseline - em * 0.85, x + width, baseline + em * 0.1]
        }
        Mark::Line { x1, y1, x2, y2, .. } => [x1.min(*x2), y1.min(*y2), x1.max(*x2), y1.max(*y2)],
        Mark::Bar {
            x,
            y,
            width,
            height,
        } => [*x, *y, x + width, y + height],
    }
}

fn overlap(one: [f32; 4], other: [f32; 4]) -> bool {
    let slack = 0.15;
    let apart = |low: usize| one[low] > other[low + 2] - slack || other[low] > one[low + 2] - slack;
    // A rule has no width of its own: it is crossed where it runs inside.
    let crossed = |low: usize| one[low] + slack < other[low] && other[low] < one[low + 2] - slack;
    let along = |low: usize| match other[low] == other[low + 2] {
        true => crossed(low),
        false => !apart(low),
    };
    along(0) && along(1)
}

fn stays_in_its_blanks(form: &Form, values: &Values) -> Document {
    let (stock, over) = (stock(form), overprinted(form, values));
    let id = &form.id;
    assert_eq!(
        over.pages.len() - over.supplement,
        stock.pages.len(),
        "{id}"
    );
    for (page, (blank, written)) in stock.pages.iter().zip(&over.pages).enumerate() {
        assert_eq!(blank.side, written.side, "{id}");
        // The strokes of a tick stand in its box.
        let written = written.marks.iter();
        for mark in written.filter(|mark| !matches!(mark, Mark::Line { .. })) {
            let place = bounds(mark);
            assert!(
                place[0] >= 15.0 && place[1] >= 15.0 && place[2] <= 195.1,
                "{id}: {mark:?}"
            );
            let hit = blank
                .marks
                .iter()
                .find(|other| overlap(place, bounds(other)));
            assert_eq!(hit, None, "{id}, page {}: over {mark:?}", page + 1);
        }
    }
    over
}

#[test]
fn typical_values_stay_in_the_blanks_of_the_stock() {
    for form in with_stock() {
        let over = stays_in_its_blanks(form, &typical());
        let listed = form.id == "completion_application";
        assert_eq!(over.supplement > 0, listed, "{}", form.id);
    }
}

#[test]
fn the_longest_values_stay_in_the_blanks_of_the_stock() {
    for form in with_stock() {
        for values in [longest(), full()] {
            assert!(stays_in_its_blanks(form, &values).supplement > 0);
        }
    }
}

#[test]
fn what_found_no_room_stands_whole_on_the_supplement() {
    let form = form("resident_application").unwrap();
    let address = "石桥镇红星村三组老碾坊旁向东第二户，".repeat(12);
    let mut values = new_contract();
    values
        .set("customer.name", "赵大山")
        .set("customer.address", &address);
    for number in 1..=8 {
        let name = format!("设备{number}");
        values.push_row("equipment", [("name", name)]);
    }
    let over = overprinted(form, &values);
    assert_eq!(over.supplement, 1);
    assert!(over.page_text(0).contains(MARK), "{}", over.page_text(0));
    let sheet = supplement(&over);
    for words in [
        "居民客户新装用电申请表附页",
        CASE,
        "用电地址",
        &address,
        "7设备7",
        "8设备8",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    for words in ["设备6", "赵大山", MARK] {
        assert!(!sheet.contains(words), "{words}: {sheet}");
    }
    assert!(over.page_text(0).contains("设备6") && !over.page_text(0).contains("设备7"));
    let plain = over.pages.last().unwrap();
    assert_eq!(plain.side, Side::Front);
    let offset = Offset { dx: 4.0, dy: 4.0 };
    let moved = compose(form, Fill::Overprint(&values, offset), &stamp()).unwrap();
    assert_eq!(moved.pages.last(), Some(plain), "plain paper is not moved");
}

#[test]
fn a_value_is_set_smaller_before_it_is_cut() {
    let form = form("resident_application").unwrap();
    let size_of = |name: &str| {
        let mut values = new_contract();
        values.set("customer.contact", name);
        let over = overprinted(form, &values);
        let found = over.pages[0].marks.iter().find_map(|mark| match mark {
            Mark::Text { size_pt, text, .. } if text == name => Some(*size_pt),
            _ => None,
        });
        (found, over.supplement)
    };
    let sizes = [
        "石桥米厂办公室",
        "石桥镇红星米厂办公室",
        "石桥镇红星米厂综合办公室",
    ]
    .map(size_of);
    assert_eq!(sizes[0], (Some(10.5), 0));
    assert_eq!(sizes[1], (Some(10.5 * 0.8), 0));
    assert_eq!(sizes[2], (Some(10.5 * 2.0 / 3.0), 0));
    assert_eq!(size_of(&"石桥镇".repeat(9)), (None, 1));
}

#[test]
fn the_office_is_named_once_on_stock_and_blank() {
    let mut own = Values::default();
    own.set("office.phone", "0739-5000000")
        .set("office.address", "石桥镇建设路 1 号");
    for form in with_stock().filter(|form| form.contract().is_some()) {
        let stamp = yekuo::paper::Stamp {
            own: own.clone(),
            ..blank_stamp()
        };
        let blank = compose(form, Fill::Blank, &stamp).unwrap();
        let over = compose(form, Fill::Overprint(&typical(), Offset::default()), &stamp).unwrap();
        let words = |document: &Document| -> String {
            (0..document.pages.len())
                .map(|page| document.page_text(page))
                .collect()
        };
        for fact in ["0739-5000000", "石桥镇建设路 1 号"] {
            assert!(words(&blank).contains(fact), "{}", form.id);
        }
        assert!(!words(&over).contains("石桥镇建设路 1 号"), "{}", form.id);
        assert_eq!(blank.pages.len(), over.pages.len(), "{}", form.id);
    }
}

#[test]
fn a_table_without_room_says_from_which_row_it_goes_on() {
    let form = form("resident_application").unwrap();
    let with = |count: usize| {
        let mut values = new_contract();
        for number in 1..=count {
            values.push_row("equipment", [("name", format!("设备{number}号"))]);
        }
        overprinted(form, &values)
    };
    let all = with(6);
    assert_eq!(all.supplement, 0);
    let more = with(8);
    assert!(
        more.page_text(0).contains("（第7项起见附页）"),
        "{}",
        more.page_text(0)
    );
    assert!(
        supplement(&more).contains("7设备7号"),
        "{}",
        supplement(&more)
    );
}

#[test]
fn a_long_name_stands_whole_on_contract_and_application() {
    let name = "示例县石桥镇鑫和新型环保水泥制品及预制构件股份有限公司";
    let address = "示例县石桥镇上坪村新田工业集中区创业大道与环城东路交叉口东北侧23号A区5幢";
    let mut values = new_contract();
    values
        .set("customer.name", name)
        .set("customer.address", address)
        .set(
            "contract.boundary",
            "客户专用变压器高压侧跌落式熔断器上桩头接线处，与供电人的线路相接",
        )
        .set(
            "contract.substation",
            "石桥35kV变电站10kV石桥线（第一路，主供）和桥东35kV变电站10kV桥东线（备用）",
        )
        .set("vat.name", name);
    for id in [
        "high_voltage_contract",
        "low_voltage_contract",
        "high_voltage_application",
        "low_voltage_application",
        "high_voltage_change_application",
        "low_voltage_change_application",
    ] {
        let over = overprinted(form(id).unwrap(), &values);
        let words: String = (0..over.pages.len())
            .map(|page| over.page_text(page))
            .collect();
        assert!(!words.contains(MARK), "{id}: {words}");
    }
}

#[test]
fn a_record_with_a_given_row_ticks_its_box() {
    let form = form("completion_application").unwrap();
    let mut values = new_contract();
    for number in 1..=8 {
        let code = format!("DOC-8.{number}");
        let row = [
            ("code", code.as_str()),
            ("name", "资料"),
            ("state", "原件已核"),
        ];
        // The last one does not apply.
        let ticked = (number < 8).then_some(("ticked", "是"));
        values.push_row("completion_documents", row.into_iter().chain(ticked));
    }
    let over = overprinted(form, &values);
    assert_eq!(over.supplement, 0);
    let strokes = |document: &Document| {
        let marks = document.pages[0].marks.iter();
        marks
            .filter(|mark| matches!(mark, Mark::Line { .. }))
            .count()
    };
    assert_eq!(strokes(&over), 7 * 2, "a tick has two strokes");
    assert!(!over.page_text(0).contains("附页"), "{}", over.page_text(0));
    let more = [
        ("code", "DOC-9.9"),
        ("name", "另交的图纸"),
        ("state", "原件已核"),
    ];
    values.push_row("completion_documents", more);
    let over = overprinted(form, &values);
    assert!(over.page_text(0).contains("（第9项起见附页）"));
    let sheet = supplement(&over);
    assert!(sheet.contains("9另交的图纸"), "{sheet}");
    assert_eq!(strokes(&over), 7 * 2);
}

#[test]
fn a_clause_that_the_stock_words_otherwise_stands_on_the_supplement() {
    let form = form("low_voltage_contract").unwrap();
    let mut values = new_contract();
    values.set("contract.capacity", "37 kW");
    assert_eq!(
        overprinted(form, &values).supplement,
        0,
        "a new contract is the stock's"
    );
    // A hand-over.
    values
        .tick("contract.begins", false)
        .tick("contract.same_holder", false);
    let over = overprinted(form, &values);
    assert_eq!(over.supplement, 1);
    let sheet = supplement(&over);
    for words in [
        "第2条改为：约定容量为37 kW",
        "第34条不适用。",
        "第35条改为：",
        "生效之日户主变更",
        "用电人（签名或盖章）",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    assert!(!sheet.contains("分户而来"), "{sheet}");
}

#[test]
fn a_supplement_is_signed_like_the_paper_that_it_belongs_to() {
    let form = form("resident_application").unwrap();
    let mut values = new_contract();
    values.set(
        "customer.address",
        "石桥镇红星村三组老碾坊旁向东第二户，".repeat(12),
    );
    let sheet = supplement(&overprinted(form, &values));
    assert!(sheet.contains("客户（签名或盖章）"), "{sheet}");
}
