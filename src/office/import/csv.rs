//! Lines of a .csv file in UTF-8, GB 18030, or what a spreadsheet saves as Unicode text.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::model::text::tidy;
use crate::rules::Refusal;

use super::sheet::{Bounds, Line, wrong};

pub(super) fn lines(bytes: &[u8], bounds: Bounds) -> Result<Vec<Line>, Refusal> {
    let text = decode(bytes).ok_or_else(|| {
        wrong("不是文字表格，或文字编码认不出来，请另存为 .xlsx 或 UTF-8 编码的 .csv")
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut counted = Counted::default();
    for record in reader.records() {
        let record = record.map_err(|_| wrong("表格读不出来"))?;
        bounds.within(lines.len() + 1, record.len())?;
        let start = record.position().map_or(0, csv::Position::byte);
        lines.push(Line {
            number: counted.line_at(&text, usize::try_from(start).unwrap_or(usize::MAX)),
            cells: record.iter().map(tidy).collect(),
        });
    }
    Ok(lines)
}

/// How many lines end before a place. A record's own position is that of the blank lines before it.
#[derive(Debug, Default)]
struct Counted {
    bytes: usize,
    lines: u64,
}

impl Counted {
    /// The number of the first line that is not empty from byte `start` on, which is not before the last.
    fn line_at(&mut self, text: &str, start: usize) -> u64 {
        let rest = text.get(self.bytes..).unwrap_or_default();
        let passed = start.saturating_sub(self.bytes);
        let ends = |byte: u8| byte == b'\n' || byte == b'\r';
        for (index, byte) in rest.bytes().enumerate() {
            if index >= passed && !ends(byte) {
                break;
            }
            self.bytes += 1;
            self.lines += u64::from(byte == b'\n');
        }
        self.lines + 1
    }
}

/// A byte order mark decides; then UTF-8, if it is; then GB 18030, if it is. Text has no NUL.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let marked = Encoding::for_bom(bytes);
    let (bytes, encodings) = match marked {
        Some((encoding, length)) => (bytes.get(length..)?, [encoding, encoding]),
        None => (bytes, [UTF_8, GB18030]),
    };
    let text = encodings
        .iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))?;
    (!text.contains('\0')).then_some(text)
}

/// What parts the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // Of signs that are equally frequent the last one wins.
    *b"\t;,"
        .iter()
        .max_by_key(|sign| count(sign))
        .unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use super::super::sheet::TARIFFS;
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_lines() {
        let text = "类别,单价\r\n\r\n收费,\"1,5\"\r\n";
        let (gb, _, _) = GB18030.encode(text);
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.as_bytes());
        let mut wide = vec![0xFF, 0xFE];
        wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [text.as_bytes(), &gb, &marked, &wide] {
            let lines = lines(bytes, TARIFFS).unwrap();
            let cells: Vec<&[String]> = lines.iter().map(|line| &line.cells[..]).collect();
            assert_eq!(cells, [["类别", "单价"], ["收费", "1,5"]]);
            assert_eq!(lines[1].number, 3, "as the editor counts");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"a\0b"[..], &[0xFF, 0xFF, 0xFF]] {
            assert!(lines(bytes, TARIFFS).is_err());
        }
        let long = "x\n".repeat(5001);
        assert!(
            lines(long.as_bytes(), TARIFFS)
                .unwrap_err()
                .message
                .contains("5000行")
        );
        let wide = ",".repeat(64);
        assert!(
            lines(wide.as_bytes(), TARIFFS)
                .unwrap_err()
                .message
                .contains("64列")
        );
    }

    #[test]
    fn tabs_and_semicolons_part_cells_too() {
        for text in ["a\tb\n", "a;b\n"] {
            assert_eq!(
                lines(text.as_bytes(), TARIFFS).unwrap()[0].cells,
                ["a", "b"]
            );
        }
    }
}
