//! What must hold between the folders: each office's months once, none missing, each beginning where the one before
//! ended, and its log only ever grown.

use std::collections::BTreeMap;

use crate::model::summary::{Month, Summary};
use crate::report::verify;
use crate::rules::summary::rows;

use super::{Folder, name};

/// Something wrong with the folders that were to be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{folder}：{fault}")]
    Folder {
        folder: String,
        fault: verify::Fault,
    },
    #[error("{office}的{month}有两份：{} 和 {}", folders[0], folders[1])]
    Twice {
        office: String,
        month: Month,
        folders: [String; 2],
    },
    #[error("编号“{code}”有两个供电所：{} 和 {}", offices[0], offices[1])]
    SameCode { code: String, offices: [String; 2] },
    #[error("{folder}：{month}还没有封存")]
    NotFrozen { folder: String, month: Month },
    #[error("缺{office}的{month}")]
    Missing { office: String, month: Month },
    #[error("{office}{month}的期初与{}的期末在“{row}”不符", month.previous())]
    NotJoined {
        office: String,
        month: Month,
        row: String,
    },
    #[error(
        "{office}的流水接不上：{later}封存时流水{length}条，不是接着{earlier}封存时的{expected}条记下去的"
    )]
    BrokenChain {
        office: String,
        earlier: Month,
        later: Month,
        expected: i64,
        length: i64,
    },
}

impl Fault {
    /// The rule that it is about.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Folder { .. } | Self::BrokenChain { .. } => "AUDIT-5",
            Self::NotFrozen { .. } | Self::NotJoined { .. } => "AUDIT-4",
            Self::Twice { .. } | Self::SameCode { .. } | Self::Missing { .. } => "INPUT",
        }
    }

    /// What to do about it.
    pub fn instead(&self) -> &'static str {
        match self {
            Self::Folder { .. } | Self::NotFrozen { .. } => "请供电所重新导出这个月的月报",
            Self::Twice { .. } => "查清哪一份是对的，只留一份",
            Self::SameCode { .. } => {
                "请供电所在设置里改正编号后重新导出；改过名的，改名前后分开合并"
            }
            Self::Missing { .. } => "补上这个月的文件夹；确实没有的，加 --partial",
            Self::NotJoined { .. } | Self::BrokenChain { .. } => {
                "月报或数据可能被换过、退回过旧备份，请向供电所查明"
            }
        }
    }
}

/// What is wrong between the folders, and the months that an office lacks between the first and the last of all.
pub(super) fn between(folders: &[Folder]) -> (Vec<Fault>, Vec<(String, Month)>) {
    let (mut faults, mut missing) = (Vec::new(), Vec::new());
    let mut offices: BTreeMap<&str, Vec<&Folder>> = BTreeMap::new();
    for folder in folders {
        let office = offices.entry(&folder.summary.office_code);
        office.or_default().push(folder);
    }
    let months = folders.iter().map(|folder| folder.summary.month);
    let (first, last) = (months.clone().min(), months.max());
    for (code, mut own) in offices {
        own.sort_by_key(|folder| folder.summary.month);
        faults.extend(own.windows(2).filter_map(|pair| one_code(code, pair)));
        let twice: Vec<Fault> = own.windows(2).filter_map(twice).collect();
        let unique = twice.is_empty();
        faults.extend(twice);
        if !unique {
            continue;
        }
        faults.extend(own.windows(2).filter_map(joined));
        faults.extend(chain(&own));
        let mut month = first;
        while let Some(wanted) = month.filter(|month| Some(*month) <= last) {
            if own.iter().all(|folder| folder.summary.month != wanted) {
                missing.push((own[0].summary.office.clone(), wanted));
            }
            month = Some(wanted.next());
        }
    }
    (faults, missing)
}

/// Two names under one code: two offices, or one that was renamed.
fn one_code(code: &str, pair: &[&Folder]) -> Option<Fault> {
    let [before, after] = [&pair[0].summary.office, &pair[1].summary.office];
    (before != after).then(|| Fault::SameCode {
        code: code.to_owned(),
        offices: [before.clone(), after.clone()],
    })
}

fn twice(pair: &[&Folder]) -> Option<Fault> {
    let [one, other] = [pair[0], pair[1]];
    (one.summary.month == other.summary.month).then(|| Fault::Twice {
        office: one.summary.office.clone(),
        month: one.summary.month,
        folders: [one, other].map(|folder| name(&folder.path)),
    })
}

/// A month begins where the one before it ended.
fn joined(pair: &[&Folder]) -> Option<Fault> {
    let [before, after] = [&pair[0].summary, &pair[1].summary];
    if before.month.next() != after.month {
        return None;
    }
    let row = rows::ends_where(&before.rows, &after.rows).err()?;
    Some(Fault::NotJoined {
        office: after.office.clone(),
        month: after.month,
        row,
    })
}

/// The log of an office as it grew from one frozen month to the next: each names the head of the one before.
fn chain(own: &[&Folder]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut frozen = Vec::new();
    for folder in own {
        match &folder.summary.frozen {
            Some(freezing) => frozen.push((&folder.summary, freezing)),
            None => faults.push(Fault::NotFrozen {
                folder: name(&folder.path),
                month: folder.summary.month,
            }),
        }
    }
    frozen.sort_by_key(|(summary, _)| summary.log.length);
    for pair in frozen.windows(2) {
        let [(before, _), (after, freezing)] = [pair[0], pair[1]];
        let grown = after.log.length > before.log.length;
        // Between the two another month may have been frozen that is not here; then the log is longer still.
        let linked = freezing.after.as_ref().is_some_and(|head| {
            *head == before.log
                || (head.length > before.log.length && head.length < after.log.length)
        });
        if !(grown && linked) {
            faults.push(broken(before, after));
        }
    }
    faults
}

fn broken(before: &Summary, after: &Summary) -> Fault {
    Fault::BrokenChain {
        office: after.office.clone(),
        earlier: before.month,
        later: after.month,
        expected: before.log.length,
        length: after.log.length,
    }
}
