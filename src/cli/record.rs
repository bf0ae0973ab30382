//! `record`: facts about a customer outside a case.

use serde_json::json;

use crate::office::correct::{self, Correction};
use crate::office::record::{self, MeterEntry, ReadingEntry};

use super::failure::Failure;
use super::input;
use super::output::Answer;
use super::session::Session;
use super::typed;

/// Kinds that later builds bring.
const LATER: [&str; 7] = [
    "transformer",
    "contact",
    "complaint",
    "visit",
    "verification",
    "price",
    "charge",
];

pub(super) fn record(session: &mut Session, kind: &str, file: &str) -> Result<Answer, Failure> {
    match kind {
        "reading" => reading(session, file),
        "meter" => meter(session, file),
        "correction" => correction(session, file),
        later if LATER.contains(&later) => Err(typed::not_yet(&format!("record {later}"))),
        other => {
            let problem = format!("“{other}”不在可选范围内（可选：reading、meter、correction）");
            Err(Failure::input("kind", "种类", problem))
        }
    }
}

fn reading(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: ReadingEntry = input::json(&input::text(file)?)?;
    let reading = session.act(|work| record::reading(work, &entry))?;
    let text = format!(
        "户号{}：{}示数{}",
        entry.account, reading.read_on, reading.value
    );
    let json = json!({
        "account": entry.account,
        "meter": reading.meter,
        "on": reading.read_on,
        "value": reading.value.to_string(),
    });
    Ok(Answer::new(json, text))
}

fn meter(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: MeterEntry = input::json(&input::text(file)?)?;
    let meter = session.act(|work| record::meter(work, &entry))?;
    let text = format!("户号{}：已换装电能表{}", entry.account, meter.asset_number);
    let json = json!({ "account": entry.account, "meter": meter });
    Ok(Answer::new(json, text))
}

fn correction(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: Correction = input::json(&input::text(file)?)?;
    session.act(|work| correct::correct(work, &entry))?;
    let subject = if entry.account.is_empty() {
        format!("工单{}", entry.case)
    } else {
        format!("户号{}", entry.account)
    };
    let fields: Vec<&String> = entry.changes.keys().collect();
    let json = json!({ "account": entry.account, "case": entry.case, "corrected": fields });
    Ok(Answer::new(json, format!("{subject}：已更正")))
}
