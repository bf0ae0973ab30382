//! Finding the months' folders, checking each, and reading its summary.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::summary::{FOLDER_PREFIX, Summary};
use crate::report::manifest;
use crate::report::verify::{self, verify};
use crate::report::{ReportError, SUMMARY};

use super::{Fault, Folder, name};

/// The good folders, and what is wrong with the others.
pub(super) fn gather(dirs: &[PathBuf]) -> Result<(Vec<Folder>, Vec<Fault>), ReportError> {
    let (mut folders, mut faults) = (Vec::new(), Vec::new());
    for path in months(dirs)? {
        let verdict = verify(&path)?;
        let bad = |fault| Fault::Folder {
            folder: name(&path),
            fault,
        };
        if !verdict.faults.is_empty() {
            faults.extend(verdict.faults.into_iter().map(bad));
            continue;
        }
        match read(&path) {
            Some(summary) => folders.push(Folder { summary, path }),
            None => faults.push(bad(verify::Fault::Unreadable(SUMMARY.to_owned()))),
        }
    }
    Ok((folders, faults))
}

/// The folders named, and those that lie in one that is no month's folder itself.
fn months(dirs: &[PathBuf]) -> Result<Vec<PathBuf>, ReportError> {
    let mut months = Vec::new();
    for dir in dirs {
        let failed = |error| ReportError::io(dir, error);
        let mut inside = Vec::new();
        for entry in fs::read_dir(dir).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let named = path.file_name().unwrap_or_default().to_string_lossy();
            let named = named.starts_with(FOLDER_PREFIX) && path.is_dir();
            if named || verify::is_month(&path) {
                inside.push(path);
            }
        }
        inside.sort();
        if inside.is_empty() || dir.join(manifest::NAME).exists() {
            months.push(dir.clone());
        } else {
            months.extend(inside);
        }
    }
    // The same folder named twice is one.
    let mut seen = Vec::new();
    months.retain(|path| {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let new = !seen.contains(&whole);
        seen.push(whole);
        new
    });
    Ok(months)
}

fn read(folder: &Path) -> Option<Summary> {
    let bytes = fs::read(folder.join(SUMMARY)).ok()?;
    serde_json::from_slice(&bytes).ok()
}
