//! `merge`: verified folders of many offices and months as one set for the county.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::model::long_work::Continue;
use crate::office::OfficeError;
use crate::report::merge::{self, Fault, Gaps, Merged};
use crate::report::stick::{self, Disk};
use crate::report::{ReportError, manifest};
use crate::rules::Refusal;

use super::failure::Failure;
use super::output::{Answer, table};

pub(super) fn merge(dirs: &[PathBuf], to: &Path, gaps: Gaps) -> Result<Answer, Failure> {
    admit(dirs, to)?;
    let merged = merge::merge(dirs, gaps).map_err(failed)?;
    let merged = merged.map_err(refused)?;
    let files = merge::files(&merged).map_err(failed)?;
    stick::write(&mut Disk, to, &files, |_| Continue::Yes).map_err(failed)?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let offices = merged.offices();
    let json: Vec<Value> = offices
        .iter()
        .map(|(code, (name, months))| json!({ "code": code, "name": name, "months": months }))
        .collect();
    let missing: Vec<Value> = merged
        .missing
        .iter()
        .map(|(office, month)| json!({ "office": office, "month": month }))
        .collect();
    let json = json!({
        "out": to.display().to_string(),
        "folders": merged.folders.len(),
        "offices": json,
        "missing": missing,
        "files": names,
    });
    Ok(Answer::new(json, in_words(&merged, to)))
}

/// What is asked for must be possible before anything is read.
fn admit(dirs: &[PathBuf], to: &Path) -> Result<(), Failure> {
    let lost = dirs.iter().filter(|dir| !dir.is_dir());
    let mut refusals: Vec<Refusal> = lost
        .map(|dir| {
            let problem = format!("没有{}这个文件夹", dir.display());
            Refusal::input("dir", "文件夹", problem)
        })
        .collect();
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let problem = if to.join(manifest::NAME).exists() {
        Some("是一个供电所的月报，换一个文件夹")
    } else if to.exists() && !to.is_dir() {
        Some("不是文件夹")
    } else if !to.exists() && parent.is_some_and(|parent| !parent.is_dir()) {
        Some("的上一级文件夹不存在")
    } else {
        None
    };
    if let Some(problem) = problem {
        let problem = format!("{}{problem}", to.display());
        refusals.push(Refusal::input("output", "合并到", problem));
    }
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refused(refusals))
    }
}

fn failed(error: ReportError) -> Failure {
    OfficeError::from(error).into()
}

fn refused(faults: Vec<Fault>) -> Failure {
    let refusal =
        |fault: &Fault| Refusal::new(fault.rule(), fault.to_string(), fault.instead()).at("dir");
    Failure::Refused(faults.iter().map(refusal).collect())
}

fn in_words(merged: &Merged, to: &Path) -> String {
    let whole = fs::canonicalize(to).unwrap_or_else(|_| to.to_owned());
    let mut text = format!(
        "合并了{}个文件夹，写在{}\n",
        merged.folders.len(),
        whole.display()
    );
    let offices = merged.offices().into_iter().map(|(code, (name, months))| {
        let span = match months.as_slice() {
            [only] => only.to_string(),
            [first, .., last] => format!("{first}至{last}，共{}个月", months.len()),
            [] => String::new(),
        };
        [code.to_owned(), name.to_owned(), span]
    });
    text.push_str(&table(&offices.collect::<Vec<_>>()));
    for (office, month) in &merged.missing {
        text.push_str(&format!("注意：缺{office}的{month}\n"));
    }
    text
}
