//! Verified folders of many offices and months as one set for the county (合并月报).
//!
//! | what | file |
//! |------|------|
//! | finding the folders, checking and reading each | `gather` |
//! | what must hold between them | [`faults`] |
//! | the set as CSV, one table a file | [`tables`] |
//! | the workbook for people | `workbook` |
//!
//! The last file, [`SUMS`], has the checksums of the others in the form that `sha256sum -c` reads.

pub mod faults;
mod gather;
pub mod tables;
mod workbook;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::summary::{Month, Summary};

use super::manifest::hash;
use super::{File, ReportError};

pub use faults::Fault;

/// The workbook of the set.
pub const WORKBOOK: &str = "业扩月报汇总.xlsx";
/// The checksums of the set; written last.
pub const SUMS: &str = "SHA256SUMS";

/// A verified folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Folder {
    pub path: PathBuf,
    pub summary: Summary,
}

/// Folders of many offices and months, by month and then office.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    pub folders: Vec<Folder>,
    /// Months that an office lacks where that was allowed, with the office's name.
    pub missing: Vec<(String, Month)>,
}

/// Whether months may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    Refused,
    Allowed,
}

impl Merged {
    /// The summaries of each month, in order.
    fn by_month(&self) -> BTreeMap<Month, Vec<&Summary>> {
        let mut months: BTreeMap<Month, Vec<&Summary>> = BTreeMap::new();
        for Folder { summary, .. } in &self.folders {
            months.entry(summary.month).or_default().push(summary);
        }
        months
    }

    /// The offices' codes, each with its name and months.
    pub fn offices(&self) -> BTreeMap<&str, (&str, Vec<Month>)> {
        let mut offices: BTreeMap<&str, (&str, Vec<Month>)> = BTreeMap::new();
        for Folder { summary, .. } in &self.folders {
            let office = offices.entry(&summary.office_code);
            let (_, months) = office.or_insert((&summary.office, Vec::new()));
            months.push(summary.month);
        }
        offices
    }
}

/// Reads the folders in `dirs`: each a month's folder, or one that such folders lie in, as a stick does.
///
/// # Errors
/// The folders cannot be read. What is wrong with them comes back as faults, all at once.
pub fn merge(dirs: &[PathBuf], gaps: Gaps) -> Result<Result<Merged, Vec<Fault>>, ReportError> {
    let (mut folders, mut faults) = gather::gather(dirs)?;
    let order = |summary: &Summary| (summary.month, summary.office_code.clone());
    folders.sort_by_key(|folder| order(&folder.summary));
    let (between, missing) = faults::between(&folders);
    faults.extend(between);
    if gaps == Gaps::Refused {
        let gaps = missing.iter().cloned();
        faults.extend(gaps.map(|(office, month)| Fault::Missing { office, month }));
    }
    Ok(if faults.is_empty() {
        Ok(Merged { folders, missing })
    } else {
        Err(faults)
    })
}

/// The files of the set, the checksums last.
///
/// # Errors
/// A file cannot be made.
pub fn files(merged: &Merged) -> Result<Vec<File>, ReportError> {
    let workbook = File {
        name: WORKBOOK.to_owned(),
        bytes: workbook::write(merged)?,
    };
    let mut files = vec![workbook];
    files.extend(tables::files(merged)?);
    let lines = files.iter();
    let sums: String = lines
        .map(|file| format!("{}  {}\n", hash(&file.bytes), file.name))
        .collect();
    files.push(File {
        name: SUMS.to_owned(),
        bytes: sums.into_bytes(),
    });
    Ok(files)
}

/// How a folder is called among others.
fn name(path: &Path) -> String {
    path.display().to_string()
}
