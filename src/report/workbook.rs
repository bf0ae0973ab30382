//! The workbook: the county's table as it is printed and signed, charts, and a sheet for each list.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::model::summary::Summary;

use super::ReportError;
use super::charts;
use super::columns::{COLUMNS, Cell, IDENTITY, UNITS, groups, made, period, title};
use super::lists::{self, List};

const TABLE: &str = "汇总";
const FONT: &str = "宋体";
/// A4.
const PAPER: u8 = 9;
/// Rows above the table: title, period, two of head.
const HEAD: u32 = 4;
/// Millimetres of a character's width in the table, roughly.
const CHARACTER: f32 = 1.75;

/// How cells look.
struct Formats {
    title: Format,
    note: Format,
    right: Format,
    head: Format,
    text: Format,
    count: Format,
    figure: Format,
    mean: Format,
    rate: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(10);
        let cell = plain.clone().set_border(FormatBorder::Thin);
        let centred = cell
            .clone()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            title: Format::new()
                .set_font_name(FONT)
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center),
            right: plain.clone().set_align(FormatAlign::Right),
            note: plain,
            head: centred.clone().set_bold().set_text_wrap(),
            text: cell.clone().set_align(FormatAlign::VerticalCenter),
            count: centred,
            figure: cell.clone().set_num_format("#,##0.####"),
            mean: cell.clone().set_num_format("0.00"),
            rate: cell.set_num_format("0.00%"),
        }
    }
}

/// Writes the workbook.
pub(super) fn write(summary: &Summary) -> Result<Vec<u8>, ReportError> {
    build(summary).map_err(|error| ReportError::Workbook(error.to_string()))
}

fn build(summary: &Summary) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(summary)?);
    table(book.add_worksheet(), summary, &formats)?;
    charts::add(book.add_worksheet(), summary, &formats.head, &formats.text)?;
    for one in lists::lists(summary) {
        list(book.add_worksheet(), &one, &formats)?;
    }
    book.save_to_buffer()
}

/// The day of the file is that of the summary: the same figures give the same bytes.
fn properties(summary: &Summary) -> Result<DocProperties, XlsxError> {
    let day = summary
        .frozen
        .as_ref()
        .map_or(summary.as_of, |frozen| frozen.at.date());
    let made = ExcelDateTime::parse_from_str(&day.to_string())?;
    Ok(DocProperties::new()
        .set_title(title(summary))
        .set_author(&summary.office)
        .set_creation_datetime(&made))
}

/// The county's table on a sheet of its own, ready to print across.
fn table(sheet: &mut Worksheet, summary: &Summary, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(TABLE)?;
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    let middle = last / 2;
    sheet.merge_range(0, 0, 0, last, &title(summary), &formats.title)?;
    sheet.set_row_height(0, 26)?;
    sheet.merge_range(1, 0, 1, middle, &period(summary), &formats.note)?;
    sheet.merge_range(1, middle + 1, 1, last, UNITS, &formats.right)?;
    for (first, count) in groups() {
        let column = column_number(first);
        let group = COLUMNS[first].group;
        if count == 1 {
            sheet.merge_range(2, column, 3, column, group, &formats.head)?;
            continue;
        }
        let until = column_number(first + count - 1);
        sheet.merge_range(2, column, 2, until, group, &formats.head)?;
        for (index, column) in (first..).zip(&COLUMNS[first..first + count]) {
            let place = column_number(index);
            sheet.write_string_with_format(3, place, column.head, &formats.head)?;
        }
    }
    let mut row = HEAD;
    for line in &summary.rows {
        for (index, column) in COLUMNS.iter().enumerate() {
            cell(
                sheet,
                row,
                column_number(index),
                &(column.cell)(line),
                formats,
            )?;
        }
        row += 1;
    }
    for (index, column) in COLUMNS.iter().enumerate() {
        let width = f64::from(column.width / CHARACTER);
        sheet.set_column_width(column_number(index), width)?;
    }
    let notes = [
        IDENTITY.to_owned(),
        counts(summary),
        format!(
            "{}　流水{}条，末条校验值{}",
            made(summary),
            summary.log.length,
            summary.log.hash
        ),
    ];
    for note in notes {
        row += 1;
        sheet.merge_range(row, 0, row, last, &note, &formats.note)?;
    }
    row += 2;
    let part = (last + 1) / 3;
    for (index, words) in ["制表：", "审核：", "负责人（签章）："].iter().enumerate()
    {
        let column = part * u16::try_from(index).unwrap_or(0);
        sheet.merge_range(row, column, row, column + part - 1, words, &formats.note)?;
    }
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0)
        .set_print_area(0, 0, row, last)?
        .set_repeat_rows(2, 3)?
        .set_footer("&L&F&R第 &P 页 / 共 &N 页")
        .set_freeze_panes(HEAD, 2)?;
    Ok(())
}

/// What stands outside the table, in a line.
pub(super) fn counts(summary: &Summary) -> String {
    format!(
        "待补资料{}件（本期受理的等候{}天），不予受理{}件，特批{}件，补录{}个环节",
        summary.waiting,
        summary.waited_days,
        summary.refused,
        summary.waivers.len() + summary.claim_waivers.len(),
        summary.late_entries.len()
    )
}

fn list(sheet: &mut Worksheet, list: &List, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(list.title)?;
    for (index, (head, width)) in list.columns.iter().enumerate() {
        let column = column_number(index);
        sheet.write_string_with_format(0, column, *head, &formats.head)?;
        sheet.set_column_width(column, f64::from(*width))?;
    }
    let mut row = 0;
    for cells in &list.rows {
        row += 1;
        for (index, value) in cells.iter().enumerate() {
            cell(sheet, row, column_number(index), value, formats)?;
        }
    }
    let last = column_number(list.columns.len().saturating_sub(1));
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0)
        .set_print_area(0, 0, row, last)?
        .set_repeat_rows(0, 0)?
        .set_footer("&L&A&R第 &P 页 / 共 &N 页")
        .set_freeze_panes(1, 0)?;
    Ok(())
}

/// Text is always written as text: no cell becomes a formula.
fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &formats.count)?;
        }
        Cell::Figure(figure) => {
            sheet.write_with_format(row, column, *figure, &formats.figure)?;
        }
        Cell::Mean(Some(mean)) => {
            sheet.write_with_format(row, column, *mean, &formats.mean)?;
        }
        Cell::Rate(Some(rate)) => {
            sheet.write_with_format(row, column, *rate, &formats.rate)?;
        }
        none => {
            sheet.write_string_with_format(row, column, none.chinese(), &formats.count)?;
        }
    }
    Ok(())
}

fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
