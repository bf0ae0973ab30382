//! Checking a folder (核对月报): every byte of every file, nothing missing, nothing beside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::model::summary::Summary;
use crate::rules::summary::rows;

use super::manifest::{self, Manifest, hash};
use super::{ReportError, SUMMARY};

/// Something wrong with a folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("没有{name}，这个文件夹没有写完", name = manifest::NAME)]
    Incomplete,
    #[error("月报在里面的文件夹里，请指定：{}", .0.join("、"))]
    Inside(Vec<String>),
    #[error("{name}被改动过或已损坏，其他文件无从核对", name = manifest::NAME)]
    ManifestChanged,
    #[error("缺少文件“{0}”")]
    Missing(String),
    #[error("文件“{0}”被改动过或已损坏")]
    Changed(String),
    #[error("文件“{0}”读不出来")]
    Unreadable(String),
    #[error("多出“{0}”，它不属于这份月报")]
    Extra(String),
    #[error("“{SUMMARY}”与目录里写的供电所、月份或流水不是同一份")]
    NotTheSame,
    #[error("{0}")]
    Unbalanced(String),
}

/// What a folder holds, and everything wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub manifest: Option<Manifest>,
    pub faults: Vec<Fault>,
}

/// Checks a folder.
///
/// # Errors
/// The folder itself cannot be read.
pub fn verify(folder: &Path) -> Result<Verdict, ReportError> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|error| ReportError::io(folder, error))? {
        let entry = entry.map_err(|error| ReportError::io(folder, error))?;
        names.insert(entry.file_name().to_string_lossy().into_owned());
    }
    let mut faults = Vec::new();
    let there = names.remove(manifest::NAME);
    let bytes = fs::read(folder.join(manifest::NAME)).ok();
    let manifest = bytes.and_then(|bytes| manifest::read(&bytes));
    match &manifest {
        Some(manifest) => {
            faults.extend(files(folder, manifest, &mut names));
            if faults.is_empty() {
                faults.extend(content(folder, manifest));
            }
            faults.extend(names.into_iter().map(Fault::Extra));
        }
        None if there => faults.push(Fault::ManifestChanged),
        None => {
            let within = names.into_iter();
            let inside: Vec<String> = within.filter(|name| is_month(&folder.join(name))).collect();
            faults.push(match inside.is_empty() {
                true => Fault::Incomplete,
                false => Fault::Inside(inside),
            });
        }
    }
    Ok(Verdict { manifest, faults })
}

/// Whether a folder holds a month's records, whatever it is called by now.
pub(super) fn is_month(folder: &Path) -> bool {
    folder.join(manifest::NAME).is_file()
}

/// What is wrong with the files listed; takes them out of the `names` found.
fn files(folder: &Path, manifest: &Manifest, names: &mut BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for listed in &manifest.files {
        if !names.remove(&listed.name) {
            faults.push(Fault::Missing(listed.name.clone()));
            continue;
        }
        match fs::read(folder.join(&listed.name)) {
            Ok(bytes) if bytes.len() as u64 == listed.bytes && hash(&bytes) == listed.sha256 => {}
            Ok(_) => faults.push(Fault::Changed(listed.name.clone())),
            Err(_) => faults.push(Fault::Unreadable(listed.name.clone())),
        }
    }
    faults
}

/// Whether the summary is the manifest's, and its rows still add up.
fn content(folder: &Path, manifest: &Manifest) -> Option<Fault> {
    let bytes = fs::read(folder.join(SUMMARY)).ok();
    let summary = bytes.and_then(|bytes| serde_json::from_slice::<Summary>(&bytes).ok());
    let Some(summary) = summary else {
        return Some(Fault::Unreadable(SUMMARY.to_owned()));
    };
    let same = summary.office_code == manifest.office_code
        && summary.month == manifest.month
        && summary.log == manifest.log;
    if !same {
        return Some(Fault::NotTheSame);
    }
    let balance = rows::check(&summary.rows, None);
    balance
        .err()
        .map(|fault| Fault::Unbalanced(fault.to_string()))
}
