//! The workbook to start from (样表): every column is text, so that no number is cut short; each head says what belongs
//! there, and closed vocabularies can be picked.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, IgnoreError, Note,
    Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::sample_notes::note;
use super::table::{Column, is_head};
use super::{What, sample_words, samples};

/// Rows that are made ready to be filled in.
const LAST_ROW: u32 = 100_000;
const FONT: &str = "宋体";
/// Grounds of the heads that must be filled in, and of the others.
const MANDATORY: u32 = 0xF6E3C8;
const OTHERS: u32 = 0xE3EFEF;
/// Characters of the narrowest and the widest column.
const WIDTHS: (usize, usize) = (10, 42);
/// Size of a note, in pixels.
const NOTE: (u32, u32) = (300, 110);

pub(super) fn write(what: What) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(match what {
        What::Customers => "客户",
        What::Openings => "期初业务",
        What::Prices => "电价与收费",
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(samples::text(what).as_bytes());
    let lines: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
    let last = lines.first().map_or(0, csv::StringRecord::len);
    for place in 0..last {
        let cells = lines.iter().map(|line| line.get(place).unwrap_or_default());
        let cells: Vec<&str> = cells.collect();
        column(
            sheet,
            what,
            u16::try_from(place).unwrap_or(u16::MAX),
            &cells,
        )?;
    }
    let last = u16::try_from(last.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet
        .ignore_error_range(1, 0, LAST_ROW, last, IgnoreError::NumberStoredAsText)?
        .set_row_height(0, 24)?
        .set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

/// A column: its head first, then the made-up lines.
fn column(sheet: &mut Worksheet, what: What, place: u16, cells: &[&str]) -> Result<(), XlsxError> {
    let (head, lines) = cells.split_first().unwrap_or((&"", &[]));
    let text = Format::new().set_font_name(FONT).set_num_format("@");
    let is_it = |column: &&Column| is_head(column, head);
    let mandatory = what.columns().iter().find(is_it);
    let mandatory = mandatory.is_some_and(|column| column.required);
    let words = format!(
        "{}：{}",
        if mandatory { "必填" } else { "可不填" },
        note(what, head)
    );
    let widest = cells.iter().map(|cell| cell.width() + 3).max().unwrap_or(0);
    let width = u32::try_from(widest.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(0);
    sheet
        .set_column_format(place, &text)?
        .set_column_width(place, f64::from(width))?;
    let ground = if mandatory { MANDATORY } else { OTHERS };
    let format = text
        .clone()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(ground);
    sheet.write_string_with_format(0, place, *head, &format)?;
    let shown = Note::new(&words).add_author_prefix(false);
    let shown = shown.set_width(NOTE.0).set_height(NOTE.1);
    sheet.insert_note(0, place, &shown)?;
    for (row, cell) in (1..).zip(lines) {
        if !cell.is_empty() {
            sheet.write_string_with_format(row, place, *cell, &text)?;
        }
    }
    let known = sample_words::of(what, head);
    let mut asked = DataValidation::new();
    asked = if known.is_empty() {
        asked.allow_any_value()
    } else {
        // What an old ledger calls otherwise is taken too, where it is known.
        asked
            .allow_list_strings(&known)?
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(*head)?
            .set_error_message("不在可选的几个词里。照写可能导入不了，确定要这样填吗？")?
    };
    let asked = asked.set_input_title(*head)?.set_input_message(words)?;
    sheet.add_data_validation(1, place, LAST_ROW, place, &asked)?;
    Ok(())
}
