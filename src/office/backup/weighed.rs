//! What a backup holds and what going back to it would lose, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::office::{Act, OfficeError, Work};
use crate::store::StoreError;
use crate::store::backup::{self, Description, Lost};
use crate::store::event::Event;

/// A backup beside the records as they are now.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    pub path: PathBuf,
    pub description: Description,
    /// What was done after it, or that it is of another history.
    pub lost: Lost,
}

/// The backups of the data folder.
#[derive(Debug, Default)]
pub struct WeighedAll {
    /// Newest first.
    pub good: Vec<Weighed>,
    /// What cannot be read, and why.
    pub bad: Vec<(PathBuf, StoreError)>,
}

/// Looks into one backup; a sealed one needs its passphrase.
///
/// # Errors
/// As [`backup::describe`].
pub fn weigh(
    work: Work<'_>,
    file: &Path,
    passphrase: Option<&str>,
) -> Result<Weighed, OfficeError> {
    let description = backup::describe(work.dir, file, passphrase)?;
    weighed(work, file.to_owned(), description)
}

/// Looks into every backup of the data folder.
///
/// # Errors
/// The folder or the log cannot be read.
pub fn weigh_all(work: Work<'_>) -> Result<WeighedAll, OfficeError> {
    let found = backup::look_through(work.dir)?;
    let held = found.good.into_iter();
    let good = held.map(|held| weighed(work, held.path, held.description));
    Ok(WeighedAll {
        good: good.collect::<Result<_, _>>()?,
        bad: found.bad,
    })
}

fn weighed(
    work: Work<'_>,
    path: PathBuf,
    description: Description,
) -> Result<Weighed, OfficeError> {
    let lost = backup::lost(work.conn, &description)?;
    Ok(Weighed {
        path,
        description,
        lost,
    })
}

/// When a backup was taken: `2026-11-23 09:30`.
pub fn taken_in_words(description: &Description) -> String {
    description.taken_at.map_or_else(
        || "时间不明".to_owned(),
        |taken| taken.format("%Y-%m-%d %H:%M").to_string(),
    )
}

/// What it holds: customers, cases, the last act.
pub fn held_in_words(description: &Description) -> String {
    let last = description.last_act.as_ref().map_or_else(
        || "没有办理过业务".to_owned(),
        |last| format!("最后一次办理：{}", act_in_words(last)),
    );
    format!(
        "客户 {} 户，工单 {} 件；{last}。",
        description.customers, description.cases
    )
}

/// Why one cannot be read, with its name: the folder is known.
pub fn unreadable_in_words(path: &Path, error: &StoreError) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let words = error
        .to_string()
        .replace(&path.display().to_string(), &name);
    if words.contains(name.as_ref()) {
        words
    } else {
        format!("{name}：{words}")
    }
}

/// An act of the log in a line.
pub fn act_in_words(event: &Event) -> String {
    let at = event.at.format("%Y-%m-%d %H:%M");
    let what = [chinese(&event.act), event.subject.as_str()].join(" ");
    let line = format!("{at} {}，{}", what.trim_end(), event.operator);
    line.trim_end_matches('，').to_owned()
}

/// The act's name; as it stands in the log where a newer program wrote it.
fn chinese(act: &str) -> &str {
    match act.parse::<Act>() {
        Ok(known) => known.chinese(),
        Err(_) => act,
    }
}

impl Weighed {
    /// The acts that would be gone: those that look after the file itself are not missed.
    pub fn lost_acts(&self) -> Vec<&Event> {
        let Lost::Acts { acts, .. } = &self.lost else {
            return Vec::new();
        };
        let upkeep = [Act::Backup, Act::Restore].map(Act::wire);
        let missed = acts
            .iter()
            .filter(|event| !upkeep.contains(&event.act.as_str()));
        missed.collect()
    }

    /// Whether nothing that was done would be gone.
    pub fn loses_nothing(&self) -> bool {
        match &self.lost {
            Lost::OtherHistory => false,
            Lost::Acts { .. } => self.lost_acts().is_empty(),
        }
    }

    /// AUDIT-4: the months that were frozen after it, which the restored records would count anew.
    pub fn sent_in_words(&self) -> Option<String> {
        let lost = self.lost_acts().into_iter();
        let lost = lost.filter(|event| event.act == Act::FreezeMonth.wire());
        let months: BTreeSet<&str> = lost.map(|event| event.subject.as_str()).collect();
        if months.is_empty() {
            return None;
        }
        let months: Vec<&str> = months.into_iter().collect();
        Some(format!(
            "{}的月报在这份备份以后封存，可能已经交到县公司。恢复后封存没有了，再导出时数字可能与交上去的不一样；\
             请先告诉县公司，补办完再重新导出、重新上交。",
            months.join("、")
        ))
    }

    /// What would be gone: how many acts, of which kinds.
    pub fn lost_in_words(&self) -> String {
        let Lost::Acts { count, acts } = &self.lost else {
            return "现在的数据不是从它接着办下来的（别的供电所的，或者中间恢复过别的备份）：\
                    现在的客户、工单和流水会全部换成它的。"
                .to_owned();
        };
        let missed = self.lost_acts();
        if missed.is_empty() {
            return "这之后没有办理过业务，不会丢什么。".to_owned();
        }
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for event in &missed {
            *kinds.entry(chinese(&event.act)).or_default() += 1;
        }
        let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, times)| format!("{kind} {times}"))
            .collect();
        let kinds = kinds.join("、");
        let listed = i64::try_from(acts.len()).unwrap_or(i64::MAX);
        if *count > listed {
            return format!("这之后办理的 {count} 次会丢，其中最早的：{kinds}。");
        }
        format!("这之后办理的 {} 次会丢：{kinds}。", missed.len())
    }
}
