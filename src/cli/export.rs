//! `export`: everything, sealed with a passphrase; and such a file opened again.

use std::path::Path;

use serde_json::json;

use crate::model::long_work::Continue;
use crate::office::full_export;

use super::args::Globals;
use super::failure::Failure;
use super::output::Answer;
use super::session::Session;
use super::upkeep::passphrase;

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) file: &'a Path,
    pub(super) encrypt: bool,
    pub(super) decrypt: bool,
    pub(super) output: Option<&'a Path>,
}

pub(super) fn export(
    globals: &Globals,
    typed: Typed<'_>,
    now: chrono::NaiveDateTime,
) -> Result<Answer, Failure> {
    match typed.output {
        Some(output) if typed.decrypt => open(typed.file, output),
        None if typed.decrypt => {
            let problem = "未填。加 -o，写明解密到哪个 .zip 文件";
            Err(Failure::input("output", "解密到", problem))
        }
        Some(_) => Err(Failure::input("output", "-o", "只用于 --decrypt")),
        None if typed.encrypt => write(&mut Session::open(globals, now)?, typed.file),
        None => {
            let problem = "全部数据只能加密导出，请加 --encrypt";
            Err(Failure::input("encrypt", "加密", problem))
        }
    }
}

fn write(session: &mut Session, out: &Path) -> Result<Answer, Failure> {
    let passphrase = passphrase()?;
    let (office, desk) = (&mut session.office, &session.desk);
    let going = |_| Continue::Yes;
    let done = full_export::export(office, desk, out, &passphrase, going)?;
    let path = done.path.display().to_string();
    let json = json!({
        "path": path,
        "tables": done.tables,
        "papers": done.papers,
        "missing": done.missing,
    });
    let mut text = format!(
        "全部数据加密导出好了：{path}（{}张表，{}份文书）\n读回：yekuo export --decrypt {path} -o 文件.zip，或用 age -d\n",
        done.tables, done.papers
    );
    for paper in &done.missing {
        text.push_str(&format!("注意：文书{paper}的文件不在，没有导出\n"));
    }
    Ok(Answer::new(json, text))
}

fn open(file: &Path, out: &Path) -> Result<Answer, Failure> {
    full_export::open(file, out, &passphrase()?)?;
    let path = out.display().to_string();
    let text = format!("解密好了：{path}。内有证件号码和电话，用完请删除");
    Ok(Answer::new(json!({ "path": path }), text))
}
