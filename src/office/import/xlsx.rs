//! Lines of the one filled sheet of an .xlsx workbook.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use rust_decimal::Decimal;
use zip::ZipArchive;

use crate::model::text::tidy;
use crate::rules::Refusal;

use super::sheet::{Bounds, Line, wrong};

/// Files that a workbook may have.
const MOST_FILES: usize = 1000;
/// The spreadsheet's day number of 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;

const UNREADABLE: &str = "工作簿读不出来，请在表格软件里打开后另存为 .xlsx 或 .csv";

pub(super) fn lines(bytes: &[u8], bounds: Bounds) -> Result<Vec<Line>, Refusal> {
    unpacks(bytes, bounds)?;
    let unreadable = |_| wrong(UNREADABLE);
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut filled: Option<Vec<Line>> = None;
    for name in book.sheet_names() {
        let lines = sheet(&mut book, &name, bounds)?;
        if lines.is_empty() {
            continue;
        }
        if filled.is_some() {
            let problem = "工作簿里有几张有内容的表，只能有一张；请把别的表删去或另存";
            return Err(wrong(problem));
        }
        filled = Some(lines);
    }
    Ok(filled.unwrap_or_default())
}

/// Unpacks the workbook to nowhere: what its own list says of sizes need not be true.
fn unpacks(bytes: &[u8], bounds: Bounds) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| wrong(UNREADABLE))?;
    if archive.len() > MOST_FILES {
        return Err(wrong("工作簿太大"));
    }
    let mut left = bounds.unpacked;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| wrong(UNREADABLE))?;
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| wrong(UNREADABLE))?;
        if unpacked > left {
            let most = bounds.unpacked / 1024 / 1024;
            return Err(wrong(format!("工作簿展开后超过{most}兆字节")));
        }
        left -= unpacked;
    }
    Ok(())
}

/// Cell by cell: a table of the size that the sheet claims could fill the memory.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, bounds: Bounds) -> Result<Vec<Line>, Refusal> {
    let unreadable = |_| wrong(UNREADABLE);
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let column = column as usize;
        bounds.within(row as usize + 1, column + 1)?;
        let row = rows.entry(row).or_default();
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if let Some(cell) = row.get_mut(column) {
            *cell = text;
        }
    }
    let lines = rows.into_iter().map(|(row, cells)| Line {
        number: u64::from(row) + 1,
        cells,
    });
    Ok(lines.collect())
}

/// A cell as a person reads it: numbers to the fifteen digits that spreadsheets show, days as days.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            tidy(text)
        }
        DataRef::SharedString(text) => tidy(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => figure(*number),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(day) => {
            let known = (0.0..=LAST_DAY).contains(&day.as_f64());
            let time = known.then(|| day.as_datetime()).flatten();
            time.map_or_else(|| figure(day.as_f64()), |time| time.date().to_string())
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// Digits of a number that a spreadsheet keeps: what is longer has lost its last ones.
const EXACT: f64 = 1e15;

fn figure(number: f64) -> String {
    if number.abs() >= EXACT {
        return format!("{number:.14E}").replace('E', "E+");
    }
    Decimal::try_from(number).map_or_else(
        |_| number.to_string(),
        |number| number.normalize().to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::sheet::TARIFFS;
    use super::*;

    #[test]
    fn figures_are_those_on_the_screen() {
        for (number, shown) in [
            (0.1 + 0.2, "0.3"),
            (0.56, "0.56"),
            (20.0, "20"),
            (1e-9, "0.000000001"),
            (3607310000001.0, "3607310000001"),
            (360_731_000_000_000_123.0, "3.60731000000000E+17"),
        ] {
            assert_eq!(figure(number), shown);
        }
    }

    #[test]
    fn a_bomb_and_a_broken_workbook_are_refused() {
        use std::io::Write;
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        bomb.start_file("xl/workbook.xml", options).unwrap();
        let zeros = vec![b' '; 1024 * 1024];
        for _ in 0..33 {
            bomb.write_all(&zeros).unwrap();
        }
        let bomb = bomb.finish().unwrap().into_inner();
        assert!(bomb.len() < 200_000, "{}", bomb.len());
        assert!(
            lines(&bomb, TARIFFS)
                .unwrap_err()
                .message
                .contains("展开后超过32兆")
        );
        assert!(lines(&bomb[..bomb.len() / 2], TARIFFS).is_err());
        assert!(lines(b"PK\x03\x04", TARIFFS).is_err());
    }
}
