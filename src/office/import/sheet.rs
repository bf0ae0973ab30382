//! A file as lines of cells. How large it may be is looked at before anything is made of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::rules::Refusal;

use super::{What, csv, xlsx};

/// Columns that a table may have.
const MOST_COLUMNS: usize = 64;

/// How large a file may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) bytes: u64,
    /// What a workbook may unpack to.
    pub(super) unpacked: u64,
    /// With the head.
    pub(super) lines: usize,
}

const MEGABYTE: u64 = 1024 * 1024;

/// A table of prices.
pub(super) const TARIFFS: Bounds = Bounds {
    bytes: 4 * MEGABYTE,
    unpacked: 32 * MEGABYTE,
    lines: 5000,
};

/// A ledger of a whole office.
const LEDGERS: Bounds = Bounds {
    bytes: 64 * MEGABYTE,
    unpacked: 512 * MEGABYTE,
    lines: 100_001,
};

impl Bounds {
    /// Refuses a table that is longer or wider than any list of ours.
    pub(super) fn within(self, line: usize, columns: usize) -> Result<(), Refusal> {
        if line > self.lines {
            let problem = format!("超过{}行，请分几个文件导入", self.lines);
            return Err(wrong(problem));
        }
        if columns > MOST_COLUMNS {
            let problem = format!("第{line}行超过{MOST_COLUMNS}列");
            return Err(wrong(problem));
        }
        Ok(())
    }
}

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// As the clerk's own program counts it, from 1.
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
}

/// A table read from a file, and what is in it.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) lines: Vec<Line>,
    what: What,
}

/// Something wrong with the file as a whole.
pub(super) fn wrong(problem: impl std::fmt::Display) -> Refusal {
    Refusal::input("file", "文件", problem)
}

impl Sheet {
    /// Reads a file to import; what is in it is told by its heads where it is not said.
    ///
    /// # Errors
    /// The refusal where it cannot be read, is too large, is no table, or is none that is known.
    pub fn read(path: &Path, what: Option<What>) -> Result<Self, Refusal> {
        let bytes = bytes(path, bounds(what))?;
        let name = path.file_name().unwrap_or_default();
        Self::of(&name.to_string_lossy(), &bytes, what)
    }

    /// The table of a file's bytes.
    ///
    /// # Errors
    /// As [`Sheet::read`].
    pub fn of(name: &str, bytes: &[u8], what: Option<What>) -> Result<Self, Refusal> {
        let lines = lines(bytes, bounds(what))?;
        let what = match what {
            Some(what) => what,
            None => What::recognise(&lines)?,
        };
        Ok(Self {
            name: name.to_owned(),
            sha256: hex::encode(Sha256::digest(bytes)),
            lines,
            what,
        })
    }

    pub fn what(&self) -> What {
        self.what
    }
}

fn bounds(what: Option<What>) -> Bounds {
    match what {
        Some(What::Prices) => TARIFFS,
        Some(What::Customers | What::Openings) | None => LEDGERS,
    }
}

fn bytes(path: &Path, bounds: Bounds) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let most = bounds.bytes;
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    let shown = path.display();
    match read {
        Ok(_) if bytes.len() as u64 > most => {
            let most = most / MEGABYTE;
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
fn lines(bytes: &[u8], bounds: Bounds) -> Result<Vec<Line>, Refusal> {
    let lines = if bytes.starts_with(b"PK\x03\x04") {
        xlsx::lines(bytes, bounds)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let problem = "是旧的 .xls 或加了密码的工作簿，请另存为不加密的 .xlsx 或 .csv";
        return Err(wrong(problem));
    } else {
        csv::lines(bytes, bounds)?
    };
    let filled = |line: &Line| line.cells.iter().any(|cell| !cell.is_empty());
    Ok(lines.into_iter().filter(filled).collect())
}
