//! Values to print with.

use yekuo::paper::{Document, Fill, Mark, Stamp, Values, compose, fields, form};

/// Names that real people have and most fonts have not.
pub(crate) const RARE: &str = "䶮㛃𬱖𠅤𫖯㐱𬍛𬀩𬭎𪚥";
pub(crate) const CASE: &str = "XZ20261123001";

pub(crate) fn stamp() -> Stamp {
    Stamp {
        case_number: Some(CASE.to_owned()),
        office: "石桥供电所".to_owned(),
        issue: 1,
        issued_at: "2026-11-23 10:20".to_owned(),
        operator: "王芳".to_owned(),
        own: Values::default(),
    }
}

pub(crate) fn blank_stamp() -> Stamp {
    Stamp {
        office: "石桥供电所".to_owned(),
        ..Stamp::default()
    }
}

/// What makes a contract that of a new connection from two sources, of the stock's wording throughout.
pub(crate) fn new_contract() -> Values {
    let mut values = Values::default();
    for tick in ["begins", "same_holder", "undivided"] {
        values.tick(&format!("contract.{tick}"), true);
    }
    values
        .push_row("sources", [("role", "主供")])
        .push_row("sources", [("role", "备用")])
        .push_row("transformers", [("group", "甲组")])
        .push_row("metering_points", [("no", "1")]);
    values
}

/// The typical value of every field, two rows in every table.
pub(crate) fn typical() -> Values {
    let dictionary = fields().unwrap();
    let mut values = Values::default();
    for (key, field) in &dictionary.fields {
        values.set(key, field.example.clone());
    }
    for key in dictionary.ticks.keys() {
        values.tick(key, true);
    }
    // What the office begins has no declaration of the customer's.
    values.tick("applicant.office", false);
    for (key, table) in &dictionary.tables {
        for _ in 0..2 {
            values.push_row(
                key,
                table
                    .columns
                    .iter()
                    .map(|(key, column)| (key.as_str(), column.example.clone())),
            );
        }
    }
    values
}

/// Everything as long as it gets.
pub(crate) fn longest() -> Values {
    let mut values = typical();
    values.set("customer.address", "石桥镇红星村三组，（东头）".repeat(800));
    values.set("customer.name", RARE.repeat(6));
    for number in 0..200 {
        for table in ["equipment", "all_equipment", "fees", "dossier", "missing"] {
            values.push_row(
                table,
                [
                    ("name", format!("第{number}项")),
                    ("item", format!("第{number}项")),
                ],
            );
        }
    }
    values
}

pub(crate) fn filled(id: &str, values: &Values) -> Document {
    compose(form(id).unwrap(), Fill::Filled(values), &stamp()).unwrap()
}

/// All text of a document, run after run.
pub(crate) fn text(document: &Document) -> String {
    (0..document.pages.len())
        .map(|page| document.page_text(page))
        .collect()
}

/// Left and right end of a page's lines and bars, in millimetres.
pub(crate) fn extent(marks: &[Mark]) -> (f32, f32) {
    marks
        .iter()
        .fold((f32::MAX, f32::MIN), |(left, right), mark| match mark {
            Mark::Line { x1, x2, .. } => (left.min(*x1).min(*x2), right.max(*x1).max(*x2)),
            Mark::Bar { x, width, .. } => (left.min(*x), right.max(x + width)),
            Mark::Text { x, .. } => (left.min(*x), right),
        })
}
