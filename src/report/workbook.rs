//! The workbook: the county's table as it is printed and signed, charts, and a sheet for each list.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::model::summary::{Row, Summary};

use super::ReportError;
use super::charts;
use super::columns::{COLUMNS, Cell, IDENTITY, UNITS, counts, groups, made, period, title};
use super::lists::{self, List};

const TABLE: &str = "汇总";
const FONT: &str = "宋体";
/// The ground of heads and of sums: light enough for a photocopy.
const HEADS: u32 = 0xE3EFEF;
const SUMS: u32 = 0xF2F2F2;
/// What stands in an empty list.
const NONE: &str = "本期没有";
/// A4.
pub(super) const PAPER: u8 = 9;
/// Rows above the table: title, period, two of head.
pub(super) const HEAD: u32 = 4;
/// Millimetres of a character's width in the table, roughly.
const CHARACTER: f32 = 1.75;

/// How cells look.
pub(super) struct Formats {
    title: Format,
    pub(super) note: Format,
    right: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    count: Format,
    /// kVA without a part, and with one.
    whole: Format,
    figure: Format,
    mean: Format,
    rate: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        Self::on(Format::new().set_font_name(FONT).set_font_size(10))
    }

    /// For a row of sums.
    pub(super) fn sums() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(10);
        Self::on(plain.set_bold().set_background_color(SUMS))
    }

    fn on(plain: Format) -> Self {
        let cell = plain.clone().set_border(FormatBorder::Thin);
        let cell = cell.set_align(FormatAlign::VerticalCenter);
        let centred = cell.clone().set_align(FormatAlign::Center);
        Self {
            title: Format::new()
                .set_font_name(FONT)
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center),
            right: plain.clone().set_align(FormatAlign::Right),
            note: plain,
            head: centred
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_background_color(HEADS),
            text: cell.clone(),
            count: centred,
            whole: cell.clone().set_num_format("#,##0_ "),
            figure: cell.clone().set_num_format("#,##0.####_ "),
            mean: cell.clone().set_num_format("0.00_ "),
            rate: cell.set_num_format("0.00%_ "),
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
    charts::add(book.add_worksheet(), &charts::of_month(summary), &formats)?;
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
    let last = last_column();
    top(sheet, [&title(summary), &period(summary), UNITS], formats)?;
    head(sheet, [COLUMNS[0].group, COLUMNS[1].group], formats)?;
    let sums = Formats::sums();
    let mut row = HEAD;
    for line in &summary.rows {
        let formats = if line.kind.is_some() { formats } else { &sums };
        let lead = [0, 1].map(|index: usize| (COLUMNS[index].cell)(line));
        self::line(sheet, row, lead, line, formats)?;
        row += 1;
    }
    widths(sheet, [COLUMNS[0].width, COLUMNS[1].width])?;
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
        .set_print_center_horizontally(true)
        .set_repeat_rows(2, 3)?
        .set_footer("&L&F&R第 &P 页 / 共 &N 页")
        .set_freeze_panes(HEAD, 2)?;
    Ok(())
}

pub(super) fn last_column() -> u16 {
    column_number(COLUMNS.len() - 1)
}

/// The title over the table, and what stands under it at the left and at the right.
pub(super) fn top(
    sheet: &mut Worksheet,
    [title, left, right]: [&str; 3],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let last = last_column();
    let middle = last / 2;
    sheet.merge_range(0, 0, 0, last, title, &formats.title)?;
    sheet.set_row_height(0, 26)?;
    sheet.merge_range(1, 0, 1, middle, left, &formats.note)?;
    sheet.merge_range(1, middle + 1, 1, last, right, &formats.right)?;
    Ok(())
}

/// The two rows of head; `lead` names the first two columns.
pub(super) fn head(
    sheet: &mut Worksheet,
    lead: [&str; 2],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (first, count) in groups() {
        let column = column_number(first);
        let group = lead.get(first).copied().unwrap_or(COLUMNS[first].group);
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
    Ok(())
}

/// A row of the table; `lead` stands in its first two columns.
pub(super) fn line(
    sheet: &mut Worksheet,
    row: u32,
    lead: [Cell; 2],
    figures: &Row,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let rest = COLUMNS[lead.len()..].iter();
    let rest = rest.map(|column| (column.cell)(figures));
    for (index, value) in lead.into_iter().chain(rest).enumerate() {
        cell(sheet, row, column_number(index), &value, formats)?;
    }
    Ok(())
}

/// The columns as wide as they need; `lead` says how wide the first two are, in millimetres.
pub(super) fn widths(sheet: &mut Worksheet, lead: [f32; 2]) -> Result<(), XlsxError> {
    for (index, column) in COLUMNS.iter().enumerate() {
        let width = lead.get(index).copied().unwrap_or(column.width);
        sheet.set_column_width(column_number(index), f64::from(width / CHARACTER))?;
    }
    Ok(())
}

/// A list on a sheet of its own.
pub(super) fn list(sheet: &mut Worksheet, list: &List, formats: &Formats) -> Result<(), XlsxError> {
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
    if list.rows.is_empty() {
        row += 1;
        sheet.merge_range(row, 0, row, last, NONE, &formats.note)?;
    }
    sheet
        .set_landscape()
        .set_header("&C&14&A")
        .set_print_center_horizontally(true)
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0)
        .set_print_area(0, 0, row, last)?
        .set_repeat_rows(0, 0)?
        .set_footer("&L&A&R第 &P 页 / 共 &N 页")
        .set_freeze_panes(1, 0)?;
    Ok(())
}

/// Text is always written as text: no cell becomes a formula.
pub(super) fn cell(
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
            let whole = figure.fract().is_zero();
            let format = if whole {
                &formats.whole
            } else {
                &formats.figure
            };
            sheet.write_with_format(row, column, *figure, format)?;
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

pub(super) fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
