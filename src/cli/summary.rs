//! `summary` and `verify`: the month's summary on the screen, as a folder, and a folder checked.

use std::path::Path;

use serde_json::{Value, json};

use crate::model::long_work::Continue;
use crate::model::summary::{Month, Row, Summary};
use crate::office::OfficeError;
use crate::office::summary::{export, freeze, summary};
use crate::report::columns::{COLUMNS, IDENTITY, UNITS, made, period, title};
use crate::report::lists::{self, List};
use crate::report::verify;
use crate::rules::Refusal;

use super::failure::Failure;
use super::output::{Answer, section, table};
use super::session::Session;

/// Columns of the widest list.
const WIDEST: usize = 10;

pub(super) fn show(session: &Session, typed: &str) -> Result<Answer, Failure> {
    let month = month(typed)?;
    let summary = session.look(|work| summary(work, month))?;
    Ok(Answer::new(to_json(&summary)?, in_words(&summary)))
}

pub(super) fn export(session: &mut Session, typed: &str, to: &Path) -> Result<Answer, Failure> {
    let month = month(typed)?;
    let done = export::export(&mut session.office, &session.desk, month, to, |_| {
        Continue::Yes
    })?;
    let mut json = to_json(&done.summary)?;
    let folder = done.folder.display().to_string();
    if let Value::Object(fields) = &mut json {
        fields.insert("folder".to_owned(), json!(folder));
        fields.insert("files".to_owned(), json!(done.files));
        fields.insert("frozen_with".to_owned(), json!(done.with));
    }
    let mut text = format!("{month}的月报已写好、读回核对无误并封存，可以拔出：{folder}\n");
    if let Some(with) = freeze::in_words(&done.with) {
        text.push_str(&format!("以前没有封存的一并封存：{with}\n"));
    }
    text.push_str(&in_words(&done.summary));
    Ok(Answer::new(json, text))
}

pub(super) fn verify(folder: &Path) -> Result<Answer, Failure> {
    if !folder.is_dir() {
        let problem = format!("没有{}这个文件夹", folder.display());
        return Err(Failure::input("dir", "文件夹", problem));
    }
    let verdict = verify::verify(folder).map_err(OfficeError::from)?;
    if !verdict.faults.is_empty() {
        let refused = |fault: &verify::Fault| {
            let instead = match fault {
                verify::Fault::Inside(_) => "逐个核对里面的文件夹",
                _ => "请供电所重新导出这个月的月报，不要采用这个文件夹",
            };
            Refusal::new("AUDIT-5", fault.to_string(), instead)
        };
        return Err(Failure::Refused(
            verdict.faults.iter().map(refused).collect(),
        ));
    }
    let text = verdict
        .manifest
        .as_ref()
        .map_or_else(String::new, |manifest| {
            format!(
                "完整无误：{} {}（{}至{}），{}个文件",
                manifest.office,
                manifest.month,
                manifest.from,
                manifest.to,
                manifest.files.len()
            )
        });
    let json = json!({ "ok": true, "manifest": verdict.manifest });
    Ok(Answer::new(json, text))
}

fn month(typed: &str) -> Result<Month, Failure> {
    let typed = crate::model::text::half_width(typed);
    typed
        .parse()
        .map_err(|problem| Failure::input("month", "月份", problem))
}

fn to_json(summary: &Summary) -> Result<Value, Failure> {
    serde_json::to_value(summary).map_err(|error| Failure::Machine(error.to_string()))
}

fn in_words(summary: &Summary) -> String {
    let mut text = format!(
        "{}\n{}　{UNITS}　{}\n\n{}\n{IDENTITY}\n",
        title(summary),
        period(summary),
        made(summary),
        rows(summary)
    );
    text.push_str(&format!(
        "待补资料{}件，不予受理{}件，本期受理的工单共等候{}天\n",
        summary.waiting, summary.refused, summary.waited_days
    ));
    // The cases behind the table are for the workbook and the machine.
    for list in lists::lists(summary).iter().skip(1) {
        text.push_str(&section(list.title, &list_table(list)));
    }
    let log = &summary.log;
    text.push_str(&format!("\n流水{}条，末条校验值{}\n", log.length, log.hash));
    text
}

/// The county's table without the rows in which nothing happened.
fn rows(summary: &Summary) -> String {
    const COUNT: usize = COLUMNS.len();
    let head: [String; COUNT] = std::array::from_fn(|index| {
        let column = &COLUMNS[index];
        match column.head {
            "户数" => column.group.to_owned(),
            head => if head.is_empty() { column.group } else { head }.to_owned(),
        }
    });
    let line = |row: &Row| std::array::from_fn(|index| (COLUMNS[index].cell)(row).chinese());
    let shown = summary.rows.iter();
    let shown = shown.filter(|row| row.kind.is_none() || !row.is_empty());
    let all: Vec<[String; COUNT]> = std::iter::once(head).chain(shown.map(line)).collect();
    table(&all)
}

fn list_table(list: &List) -> String {
    if list.rows.is_empty() {
        return String::new();
    }
    let head = list
        .columns
        .iter()
        .map(|(head, _)| (*head).to_owned())
        .collect();
    let rows = list.rows.iter();
    let rows = rows.map(|row| row.iter().map(|cell| cell.chinese()).collect::<Vec<_>>());
    let all: Vec<[String; WIDEST]> = std::iter::once(head)
        .chain(rows)
        .map(|row: Vec<String>| {
            std::array::from_fn(|index| row.get(index).cloned().unwrap_or_default())
        })
        .collect();
    table(&all)
}
