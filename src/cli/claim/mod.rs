//! `claim`: files of breach, theft, late bills and damaged appliances; their steps, and what comes next.

mod show;
mod text;

use serde::Deserialize;
use serde_json::json;

use crate::model::money::figures;
use crate::model::typed::Fields;
use crate::office::claim::open::{ClaimEntry, IncidentEntry};
use crate::office::claim::{self, step, take_back};
use crate::rules::step_entry::StepEntry;

use super::calc::fields;
use super::failure::Failure;
use super::input;
use super::output::{Answer, table};
use super::session::Session;

pub(super) use show::row_json;

/// Words in the place of a step that end a file or take its last step back.
const WITHDRAW: &str = "withdraw";
const VOID: &str = "void";

/// A claim as it was typed: nothing, a file to open, or the number of one with a step.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    pub what: Option<&'a str>,
    pub step: Option<&'a str>,
    pub on: Option<&'a str>,
    pub set: &'a [String],
}

/// A file as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ClaimFile {
    kind: String,
    account: String,
    found_on: String,
    facts: std::collections::BTreeMap<String, String>,
    calculation: Option<fields::Object>,
    incident: Option<IncidentTyped>,
}

/// The number of an incident, or a new one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum IncidentTyped {
    Number(String),
    New(IncidentEntry),
}

pub(super) fn claim(session: &mut Session, typed: &Typed<'_>) -> Result<Answer, Failure> {
    let Some(what) = typed.what else {
        return list(session);
    };
    match typed.step {
        Some(WITHDRAW | VOID) => back(session, what, typed),
        Some(word) => record(session, what, word, typed),
        None => {
            let number = what.trim();
            if session.look(|work| claim::exists(work, number))? {
                show::show(session, number)
            } else {
                open(session, what)
            }
        }
    }
}

fn list(session: &Session) -> Result<Answer, Failure> {
    let rows = session.look(claim::list)?;
    let json: Vec<_> = rows.iter().map(show::row_json).collect();
    let lines: Vec<[String; 6]> = rows
        .iter()
        .map(|row| {
            [
                row.number.clone(),
                row.kind.chinese().to_owned(),
                match row.awaits_repair() {
                    true => format!("{}，待修复", row.state.chinese()),
                    false => row.state.chinese().to_owned(),
                },
                row.found_on.to_string(),
                format!("{}元", figures(row.sums.amount)),
                row.name.clone(),
            ]
        })
        .collect();
    let text = if lines.is_empty() {
        "还没有违约理赔档案".to_owned()
    } else {
        table(&lines)
    };
    Ok(Answer::new(json!({ "claims": json }), text))
}

/// Numbers of the calculation keep their digits.
fn open(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let typed = input::text(file)?;
    input::json::<serde_json::Value>(&typed)?;
    let typed: ClaimFile = input::json(&fields::numbers_as_text(&typed))?;
    let incident = match typed.incident {
        Some(IncidentTyped::Number(number)) => IncidentEntry {
            number,
            ..IncidentEntry::default()
        },
        Some(IncidentTyped::New(incident)) => incident,
        None => IncidentEntry::default(),
    };
    let entry = ClaimEntry {
        kind: typed.kind,
        account: typed.account,
        found_on: typed.found_on,
        facts: typed.facts,
        calculation: typed.calculation.map(Fields::from),
        incident,
    };
    let opened = session.act(|work| claim::open::open(work, &entry))?;
    let warnings = session.look(|work| claim::warnings::of(work, &opened))?;
    let mut text = format!(
        "{}档案{}：{}，{}元",
        opened.kind.chinese(),
        opened.number,
        opened.state.chinese(),
        figures(opened.sums().amount)
    );
    for warning in &warnings {
        text.push_str(&format!("\n▲ {warning}"));
    }
    let json = json!({
        "claim": opened.number,
        "kind": opened.kind,
        "state": opened.state,
        "incident": opened.incident.as_ref().map(|one| &one.number),
        "amount": figures(opened.sums().amount).replace(',', ""),
        "warnings": warnings,
    });
    Ok(Answer::new(json, text))
}

fn record(
    session: &mut Session,
    number: &str,
    word: &str,
    typed: &Typed<'_>,
) -> Result<Answer, Failure> {
    let fields = input::pairs(typed.set, "--set", "--set received_by=陈国强")?;
    let entry = StepEntry {
        step: word.to_owned(),
        on: typed.on.unwrap_or_default().to_owned(),
        result: String::new(),
        fields: fields.into_iter().collect(),
    };
    let recorded = session.act(|work| step::step(work, number, &entry))?;
    let (kept, record) = (&recorded.claim, &recorded.record);
    let name = session.office.manual().claims.name(kept.kind, &record.step);
    let text = format!(
        "档案{number}：“{name}”，{}。{}，应付{}元，已付{}元",
        record.on,
        kept.state.chinese(),
        figures(kept.sums().payable()),
        figures(kept.paid)
    );
    let mut json = show::record_json(name, record);
    json["claim"] = json!(kept.number);
    json["state"] = json!(kept.state);
    json["amount"] = json!(show::yuan(kept.sums().amount));
    json["paid"] = json!(show::yuan(kept.paid));
    Ok(Answer::new(json, text))
}

/// Takes the last step back, or ends the file.
fn back(session: &mut Session, number: &str, typed: &Typed<'_>) -> Result<Answer, Failure> {
    let mut reason = String::new();
    for (name, text) in input::pairs(typed.set, "--set", "--set reason=录错日期")? {
        if name != "reason" {
            return Err(Failure::input(&name, &name, "没有这一栏（可选：reason）"));
        }
        reason = text;
    }
    if typed.step == Some(VOID) {
        session.act(|work| take_back::void(work, number, &reason))?;
        let json = json!({ "claim": number, "state": "voided" });
        return Ok(Answer::new(json, format!("档案{number}已作废")));
    }
    let step = session.act(|work| take_back::withdraw(work, number, &reason))?;
    let kept = session.look(|work| claim::file::file(work, number))?.claim;
    let name = session.office.manual().claims.name(kept.kind, &step);
    let text = format!("档案{number}：已撤回“{name}”，现在{}", kept.state.chinese());
    let json = json!({ "claim": number, "withdrawn": step, "state": kept.state });
    Ok(Answer::new(json, text))
}
