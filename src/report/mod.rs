//! The month's summary as the county gets it: a workbook, a PDF to sign, tables that a machine reads, in a folder on a
//! stick.
//!
//! | what | file |
//! |------|------|
//! | the columns of the county's table | [`columns`] |
//! | the lists below it | [`lists`], `claim_lists` |
//! | the workbook, its charts | `workbook`, `charts` |
//! | the PDF to sign | [`signed`] |
//! | tables as CSV | [`csv`] |
//! | what lies in the folder, with checksums | [`manifest`] |
//! | writing the folder, reading it back | [`stick`] |
//! | sticks that are plugged in | [`drive`] |
//! | checking a folder | [`verify`](mod@verify) |
//! | many folders as one set for the county | [`merge`](mod@merge) |
//!
//! Nothing here reads a database: a [`Summary`] comes in, files go out. The same summary gives the same bytes.

mod charts;
mod claim_lists;
pub mod columns;
pub mod csv;
pub mod drive;
pub mod lists;
pub mod manifest;
pub mod merge;
pub mod signed;
pub mod stick;
pub mod verify;
mod workbook;

use std::io;
use std::path::{Path, PathBuf};

use crate::model::summary::Summary;
use crate::paper::{PaperError, pdf};

/// The files of the folder besides its manifest.
pub const WORKBOOK: &str = "业扩月报.xlsx";
pub const PDF: &str = "业扩月报.pdf";
pub const CASES: &str = "cases.csv";
pub const SUMMARY: &str = "summary.json";

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A failure of the machine, in a sentence for the clerk.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("月报的工作簿没有做成：{0}")]
    Workbook(String),
    #[error("月报的数据文件没有做成：{0}")]
    Data(String),
    #[error(transparent)]
    Paper(#[from] PaperError),
    #[error("{}放不下月报：空间不够。请腾出空间或换一个U盘，再导出", .0.display())]
    Full(PathBuf),
    #[error("{}放不下月报：要{}，只剩{}。请腾出空间或换一个U盘，再导出", path.display(), drive::bytes(*needed), drive::bytes(*free))]
    NoRoom {
        path: PathBuf,
        /// Bytes.
        needed: u64,
        /// Bytes.
        free: u64,
    },
    #[error("{}不能写入：写保护或没有权限。请解除写保护或换一个U盘，再导出", .0.display())]
    ReadOnly(PathBuf),
    #[error("{}不见了：U盘可能被拔出。请重新插好，再导出", .0.display())]
    Gone(PathBuf),
    #[error("{}写出后读回来不一样：U盘可能已坏。请换一个U盘，再导出", .0.display())]
    Differs(PathBuf),
    #[error("{}读写失败，月报没有写完。请检查U盘，再导出", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("已经取消，没有留下写了一半的文件")]
    Cancelled,
}

impl ReportError {
    /// A failure at `path`, told apart by what the clerk can do about it.
    pub fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full(path),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Self::ReadOnly(path)
            }
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone(path),
            _ => Self::Io { path, source },
        }
    }
}

/// The files of a month's folder, the manifest last.
///
/// # Errors
/// A file cannot be made.
pub fn files(summary: &Summary) -> Result<Vec<File>, ReportError> {
    let json = serde_json::to_vec_pretty(summary);
    let json = json.map_err(|error| ReportError::Data(error.to_string()))?;
    let file = |name: &str, bytes| File {
        name: name.to_owned(),
        bytes,
    };
    let mut files = vec![
        file(WORKBOOK, workbook::write(summary)?),
        file(PDF, pdf::write(&signed::document(summary)?)?),
        file(CASES, csv::cases(summary)?),
        file(SUMMARY, json),
    ];
    let manifest = manifest::write(summary, &files)?;
    files.push(file(manifest::NAME, manifest));
    Ok(files)
}
