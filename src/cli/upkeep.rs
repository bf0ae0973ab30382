//! `backup`, `restore`, `check`: looking after the data.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use crate::model::long_work::Continue;
use crate::office::backup::Weighed;
use crate::office::{Desk, Office, backup, check};
use crate::store::FILE;
use crate::store::backup::{Lost, is_sealed};

use super::args::Globals;
use super::failure::Failure;
use super::output::{Answer, complain};
use super::session::{Session, data_folder};

/// Where the passphrase stands, so that scripts need not type it.
const PASSPHRASE: &str = "YEKUO_PASSPHRASE";

pub(super) fn passphrase() -> Result<String, Failure> {
    let typed = match std::env::var(PASSPHRASE) {
        Ok(set) => set,
        Err(_) => {
            if io::stdin().is_terminal() {
                complain("请输入口令，按回车：");
            }
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line);
            read.map_err(|_| Failure::Machine("口令读不出来".to_owned()))?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    if typed.is_empty() {
        let problem = format!("未填。设环境变量 {PASSPHRASE}，或从标准输入给一行");
        return Err(Failure::input("passphrase", "口令", problem));
    }
    Ok(typed)
}

pub(super) fn backup(
    session: &mut Session,
    target: &Path,
    encrypt: bool,
) -> Result<Answer, Failure> {
    if !target.is_dir() {
        let problem = format!("没有{}这个文件夹", target.display());
        return Err(Failure::input("dir", "备份到", problem));
    }
    let passphrase = if encrypt { Some(passphrase()?) } else { None };
    let (office, desk) = (&mut session.office, &session.desk);
    let path = backup::take(office, desk, target, passphrase.as_deref(), |_| {
        Continue::Yes
    })?;
    let json = json!({ "path": path.display().to_string(), "encrypted": encrypt });
    Ok(Answer::new(json, format!("备份好了：{}", path.display())))
}

/// The backups of the data folder.
pub(super) fn backups(session: &Session) -> Result<Answer, Failure> {
    let found = session.look(backup::weigh_all)?;
    let good: Vec<Value> = found.good.iter().map(described).collect();
    let bad = found.bad.iter().map(|(path, error)| {
        let path = path.display().to_string();
        json!({ "path": path, "problem": error.to_string() })
    });
    let bad: Vec<Value> = bad.collect();
    let mut text: String = found.good.iter().map(in_words).collect();
    for (path, error) in &found.bad {
        let words = backup::unreadable_in_words(path, error);
        text.push_str(&format!("读不出来：{words}\n"));
    }
    if text.is_empty() {
        text.push_str("数据文件夹里还没有备份");
    }
    Ok(Answer::new(
        json!({ "backups": good, "unreadable": bad }),
        text,
    ))
}

fn described(weighed: &Weighed) -> Value {
    let description = &weighed.description;
    let last = description.last_act.as_ref().map(|last| {
        json!({ "at": last.at, "operator": last.operator, "act": last.act, "subject": last.subject })
    });
    let lost = match &weighed.lost {
        Lost::OtherHistory => Value::Null,
        Lost::Acts { count, .. } => json!({ "acts": count }),
    };
    json!({
        "path": weighed.path.display().to_string(),
        "taken": description.taken_at,
        "customers": description.customers,
        "cases": description.cases,
        "last_act": last,
        "same_history": weighed.lost != Lost::OtherHistory,
        "lost": lost,
    })
}

fn in_words(weighed: &Weighed) -> String {
    format!(
        "{}　{}\n    {}\n    恢复它：{}\n",
        backup::taken_in_words(&weighed.description),
        weighed.path.display(),
        backup::held_in_words(&weighed.description),
        weighed.lost_in_words()
    )
}

/// Needs the folder alone: the office is opened only to look what would be lost.
pub(super) fn restore(
    globals: &Globals,
    file: &Path,
    show: bool,
    now: NaiveDateTime,
) -> Result<Answer, Failure> {
    if !file.is_file() {
        let problem = format!("找不到{}", file.display());
        return Err(Failure::input("file", "备份文件", problem));
    }
    let passphrase = if is_sealed(file)? {
        Some(passphrase()?)
    } else {
        None
    };
    let passphrase = passphrase.as_deref();
    if show {
        let session = Session::open(globals, now)?;
        let weighed = session.look(|work| backup::weigh(work, file, passphrase))?;
        return Ok(Answer::new(described(&weighed), in_words(&weighed)));
    }
    let dir = data_folder(globals)?;
    let desk = Desk {
        today: now.date(),
        now,
        operator: globals.operator.clone().unwrap_or_default(),
    };
    let weighed = weigh_before(&dir, file, passphrase, &desk);
    let restored = backup::restore(&dir, file, passphrase, &desk)?;
    let kept = restored.kept.map(|path| path.display().to_string());
    let mut text = weighed.as_ref().map(in_words).unwrap_or_default();
    text.push_str("已恢复");
    if let Some(kept) = &kept {
        text.push_str(&format!("。原来的数据在{kept}"));
    }
    let held = weighed.as_ref().map(described);
    Ok(Answer::new(
        json!({ "restored": true, "kept": kept, "backup": held }),
        text,
    ))
}

/// What going back loses; unknown where the records themselves are damaged or gone.
fn weigh_before(dir: &Path, file: &Path, passphrase: Option<&str>, desk: &Desk) -> Option<Weighed> {
    if !dir.join(FILE).exists() {
        return None;
    }
    let (office, _) = Office::open(dir, desk.now).ok()?;
    let look = office.look(desk, |work| backup::weigh(work, file, passphrase));
    look.ok()
}

pub(super) fn check(session: &Session) -> Result<Answer, Failure> {
    let findings = session.look(check::check)?;
    let json: Vec<Value> = findings
        .iter()
        .map(|finding| json!({ "rule": finding.rule, "message": finding.message }))
        .collect();
    let text = if findings.is_empty() {
        "检查完毕，没有问题".to_owned()
    } else {
        let lines = findings
            .iter()
            .map(|finding| format!("{}\n", finding.message));
        lines.collect()
    };
    Ok(Answer::new(
        json!({ "ok": findings.is_empty(), "findings": json }),
        text,
    ))
}
