//! `backup`, `restore`, `check`: looking after the data.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use crate::model::long_work::Continue;
use crate::office::{Desk, backup, check};
use crate::store::backup::is_sealed;

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

/// Needs the folder alone, so the office is not opened.
pub(super) fn restore(
    globals: &Globals,
    file: &Path,
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
    let dir = data_folder(globals)?;
    let desk = Desk {
        today: now.date(),
        now,
        operator: globals.operator.clone().unwrap_or_default(),
    };
    let restored = backup::restore(&dir, file, passphrase.as_deref(), &desk)?;
    let kept = restored.kept.map(|path| path.display().to_string());
    let text = match &kept {
        Some(kept) => format!("已恢复。原来的数据在{kept}"),
        None => "已恢复".to_owned(),
    };
    Ok(Answer::new(json!({ "restored": true, "kept": kept }), text))
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
