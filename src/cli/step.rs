//! `step`, `withdraw`, `void`: a case moves on, back, or ends.

use serde_json::{Value, json};

use crate::model::case::StepRecord;
use crate::model::vocabulary::CaseState;
use crate::office::{filing, step, void, withdraw};
use crate::rules::Manual;
use crate::rules::step_entry::{self, StepEntry};

use super::failure::Failure;
use super::input;
use super::output::Answer;
use super::session::Session;

/// A step as it was typed.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    pub case: &'a str,
    pub step: &'a str,
    pub on: Option<&'a str>,
    pub result: Option<&'a str>,
    pub set: &'a [String],
}

pub(super) fn step(session: &mut Session, typed: &Typed<'_>) -> Result<Answer, Failure> {
    let fields = input::pairs(typed.set, "--set", "--set surveyed_by=陈志强")?;
    let entry = StepEntry {
        step: typed.step.to_owned(),
        on: typed.on.unwrap_or_default().to_owned(),
        result: typed.result.unwrap_or_default().to_owned(),
        fields: fields.into_iter().collect(),
    };
    let (recorded, unprinted) = session.act(|work| {
        let recorded = step::record(work, typed.case, &entry)?;
        let filed = recorded.record.step.as_str() == filing::FILED;
        let unprinted = if filed {
            filing::never_issued(work, typed.case)?
        } else {
            Vec::new()
        };
        Ok((recorded, unprinted))
    })?;
    let manual = session.office.manual();
    let record = &recorded.record;
    let name = manual.procedures.name(&record.step);
    let mut text = format!(
        "工单{}：“{name}”第{}次，{}，{}",
        recorded.case,
        record.round,
        record.on,
        record.result.chinese()
    );
    if let Some(account) = &recorded.account {
        text.push_str(&format!("；户号{account}"));
    }
    text.push_str(&format!("。工单{}", recorded.state.chinese()));
    let unprinted = unprinted
        .iter()
        .map(|title| format!("{title}从来没有打印过"));
    let warnings: Vec<String> = recorded.warnings.iter().cloned().chain(unprinted).collect();
    for warning in &warnings {
        text.push_str(&format!("\n注意：{warning}"));
    }
    let mut json = json!({
        "case": recorded.case,
        "state": recorded.state,
        "account": recorded.account,
        "warnings": warnings,
    });
    if let (Some(json), Value::Object(record)) = (json.as_object_mut(), record_json(manual, record))
    {
        json.extend(record);
    }
    Ok(Answer::new(json, text))
}

/// A recorded step, as `case` shows it too.
pub(super) fn record_json(manual: &Manual, record: &StepRecord) -> Value {
    json!({
        "step": record.step,
        "name": manual.procedures.name(&record.step),
        "round": record.round,
        "result": record.result,
        "on": record.on,
        "recorded_at": record.recorded_at,
        "operator": record.operator,
        "late_entry": step_entry::is_late_entry(manual, record.on, record.recorded_at),
        "late_reason": record.late_reason,
        "fields": record.fields,
        "withdrawn": record.withdrawn,
    })
}

pub(super) fn withdraw(session: &mut Session, case: &str, reason: &str) -> Result<Answer, Failure> {
    let step = session.act(|work| withdraw::withdraw(work, case, reason))?;
    let name = session.office.manual().procedures.name(&step);
    let text = format!("工单{case}：已撤回“{name}”");
    Ok(Answer::new(
        json!({ "case": case, "withdrawn": step }),
        text,
    ))
}

pub(super) fn void(session: &mut Session, case: &str, reason: &str) -> Result<Answer, Failure> {
    session.act(|work| void::void(work, case, reason))?;
    let json = json!({ "case": case, "state": CaseState::Voided });
    Ok(Answer::new(json, format!("工单{case}：已作废")))
}
