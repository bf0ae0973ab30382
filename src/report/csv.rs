//! Tables as CSV: UTF-8 with a mark at its start, so that a spreadsheet opens it in Chinese, and no cell that it would
//! take for a formula.

use std::borrow::Cow;

use crate::model::summary::Summary;

use super::ReportError;
use super::columns::Cell;
use super::lists;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The cases behind the table, one a line, with a head.
pub(super) fn cases(summary: &Summary) -> Result<Vec<u8>, ReportError> {
    let list = lists::cases(summary);
    let head = list.columns.iter().map(|(head, _)| *head);
    let rows = list.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => safe(text).into_owned(),
            figure => figure.chinese(),
        });
        cells.collect()
    });
    write(head, rows)
}

/// A table with its head; the cells are [`safe`] already.
///
/// # Errors
/// A row has another length than the head.
pub fn write<'a>(
    head: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, ReportError> {
    let broken = |error: ::csv::Error| ReportError::Data(error.to_string());
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(head).map_err(broken)?;
    for row in rows {
        writer.write_record(row).map_err(broken)?;
    }
    let bytes = writer.into_inner();
    bytes.map_err(|error| ReportError::Data(error.to_string()))
}

/// A text that a spreadsheet would take for a formula stands behind an apostrophe; a figure below zero is none.
pub fn safe(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && !is_figure(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_figure(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let digit = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    !digits.is_empty() && digits.bytes().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_like_a_formula_is_text() {
        for text in ["=1+1", "+86", "-1+1", "-", "@SUM", "\t=1", "\r=1"] {
            assert_eq!(safe(text), format!("'{text}"));
        }
        assert_eq!(safe("红星米厂"), "红星米厂");
        assert_eq!(safe("1-2"), "1-2");
        assert_eq!(safe("-8030.5"), "-8030.5");
    }
}
