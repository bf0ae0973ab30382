//! The file: the same bytes every time, the text comes out of it exactly.

use yekuo::paper::{Document, Face, Mark, fields, forms, pdf};

use crate::samples::{RARE, filled, longest, typical};

/// The runs of text on a page, as a reader extracts them.
fn extracted(bytes: &[u8], page: u32) -> String {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    file.extract_text(&[page]).unwrap()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = filled("resident_application", &typical());
    let once = pdf::write(&document).unwrap();
    assert_eq!(once, pdf::write(&document.clone()).unwrap());
    let mut values = typical();
    values.set("customer.name", "王建国");
    assert_ne!(
        once,
        pdf::write(&filled("resident_application", &values)).unwrap()
    );
}

#[test]
fn all_text_comes_out_exactly() {
    let mut values = typical();
    values.set("customer.name", RARE);
    values.set("customer.address", "石桥镇𣐤家塝龘組 18 号“甲”楼，Ω·㎡");
    for id in ["resident_application", "plan_answer"] {
        let document = filled(id, &values);
        let bytes = pdf::write(&document).unwrap();
        for page in 0..document.pages.len() {
            let words = extracted(&bytes, page as u32 + 1);
            assert_eq!(
                without_spaces(&words),
                without_spaces(&document.page_text(page))
            );
        }
    }
}

#[test]
fn every_value_comes_out_of_every_form() {
    let dictionary = fields().unwrap();
    for form in forms().unwrap() {
        let mut values = typical();
        let mut marks = Vec::new();
        for (index, key) in form.fields().iter().enumerate() {
            let mark = format!("v{index:03}");
            match key.split_once("[].") {
                Some((table, column)) => values.push_row(table, [(column, mark.clone())]),
                None if dictionary.has_field(key) => values.set(key, mark.clone()),
                None => continue,
            };
            marks.push((key.clone(), mark));
        }
        let printed = |values: &yekuo::paper::Values| -> String {
            let document = filled(&form.id, values);
            let bytes = pdf::write(&document).unwrap();
            (1..=document.pages.len() as u32)
                .map(|page| without_spaces(&extracted(&bytes, page)))
                .collect()
        };
        let mut words = printed(&values);
        // What it says instead where one of these is not so.
        for key in [
            "contract.begins",
            "contract.undivided",
            "contract.same_holder",
            "change.kind.reclassification",
        ] {
            values.tick(key, false);
        }
        words.push_str(&printed(&values));
        if form.contract().is_some() {
            // And where a table has no rows.
            for table in dictionary.tables.keys() {
                values.clear_rows(table);
            }
            words.push_str(&printed(&values));
        }
        for (key, mark) in marks {
            assert!(words.contains(&mark), "{}: {key} is not printed", form.id);
        }
    }
}

#[test]
fn characters_that_share_a_glyph_come_out_as_themselves() {
    // A no-break space, a non-breaking hyphen, a compatibility ideograph and a radical, each with its double.
    let name = "王 8\u{A0}kW a-b\u{2011}c 金\u{2FA6}\u{F90A} 完";
    let mut values = typical();
    values.set("refusal.asked", name);
    let bytes = pdf::write(&filled("refusal_notice", &values)).unwrap();
    // The reader puts a space where a run ends.
    let packed = |text: &str| text.replace(' ', "");
    assert!(packed(&extracted(&bytes, 1)).contains(&packed(name)));
}

#[test]
fn a_two_sided_form_is_small() {
    let bytes = pdf::write(&filled("resident_application", &typical())).unwrap();
    assert!(bytes.len() <= 120_000, "{} bytes", bytes.len());
}

#[test]
fn an_uncommon_character_brings_the_whole_serif() {
    let embeds = |bytes: &[u8], tag: &str| {
        bytes
            .windows(tag.len())
            .any(|window| window == tag.as_bytes())
    };
    let common = pdf::write(&filled("refusal_notice", &typical())).unwrap();
    assert!(
        embeds(&common, "YKSECA+") && !embeds(&common, "YKSERA+") && !embeds(&common, "YKRARA+")
    );
    let rare = pdf::write(&filled("refusal_notice", &longest())).unwrap();
    assert!(embeds(&rare, "YKSERA+") && !embeds(&rare, "YKSECA+") && embeds(&rare, "YKRARA+"));
}

#[test]
fn the_dates_of_the_file_are_those_of_the_paper() {
    let document = filled("refusal_notice", &typical());
    let date = |document: &Document| {
        let file = lopdf::Document::load_mem(&pdf::write(document).unwrap()).unwrap();
        let info = file
            .get_dictionary(file.trailer.get(b"Info").unwrap().as_reference().unwrap())
            .unwrap();
        info.get(b"CreationDate")
            .ok()
            .map(|date| String::from_utf8_lossy(date.as_str().unwrap()).into_owned())
    };
    assert_eq!(date(&document).as_deref(), Some("D:20261123102000+08'00'"));
    assert_eq!(
        date(&Document {
            issued_at: String::new(),
            ..document
        }),
        None
    );
}

#[test]
fn every_face_is_in_use() {
    let mut values = typical();
    // U+9FEB stands in the sans alone.
    values.set("customer.name", "石\u{2A6A5}\u{9FEB}");
    let document = filled("resident_application", &values);
    for wanted in [Face::Serif, Face::Bold, Face::Rare, Face::Sans] {
        let found = document.pages[0]
            .marks
            .iter()
            .any(|mark| matches!(mark, Mark::Text { face, .. } if *face == wanted));
        assert!(found, "{wanted:?}");
    }
    assert!(pdf::write(&document).is_ok());
}
