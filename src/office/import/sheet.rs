//! A file as lines of cells. How large it may be is looked at before anything is made of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::rules::Refusal;

use super::{csv, xlsx};

/// Bytes that a file may have.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Lines and columns that a table may have.
pub(super) const MOST_LINES: usize = 5000;
pub(super) const MOST_COLUMNS: usize = 64;

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// As the clerk's own program counts it, from 1.
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
}

/// Something wrong with the file as a whole.
pub(super) fn wrong(problem: impl std::fmt::Display) -> Refusal {
    Refusal::input("file", "文件", problem)
}

/// The bytes of a file to import.
///
/// # Errors
/// The refusal where it cannot be read or is too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    let shown = path.display();
    match read {
        Ok(_) if bytes.len() as u64 > LARGEST => {
            let most = LARGEST / 1024 / 1024;
            Err(wrong(format!("{shown}超过{most}兆字节")))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(wrong(match error.kind() {
            io::ErrorKind::NotFound => format!("找不到{shown}"),
            io::ErrorKind::IsADirectory => format!("{shown}是文件夹"),
            io::ErrorKind::PermissionDenied => format!("没有权限读{shown}"),
            _ => format!("{shown}读不出来"),
        })),
    }
}

/// The lines of a table that are not blank, by what the file's first bytes say it is.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, Refusal> {
    let lines = if bytes.starts_with(b"PK\x03\x04") {
        xlsx::lines(bytes)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let problem = "是旧的 .xls 或加了密码的工作簿，请另存为不加密的 .xlsx 或 .csv";
        return Err(wrong(problem));
    } else {
        csv::lines(bytes)?
    };
    let filled = |line: &Line| line.cells.iter().any(|cell| !cell.is_empty());
    Ok(lines.into_iter().filter(filled).collect())
}

/// Refuses a table that is longer or wider than any list of ours.
pub(super) fn within(line: usize, columns: usize) -> Result<(), Refusal> {
    if line > MOST_LINES {
        return Err(wrong(format!("超过{MOST_LINES}行，请分几个文件导入")));
    }
    if columns > MOST_COLUMNS {
        let problem = format!("第{line}行超过{MOST_COLUMNS}列");
        return Err(wrong(problem));
    }
    Ok(())
}
