//! A claim as JSON, with what comes next.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::cli::calc::money::step as line_json;
use crate::cli::case::deadline_json;
use crate::cli::failure::Failure;
use crate::cli::next::next_json;
use crate::cli::output::Answer;
use crate::cli::session::Session;
use crate::model::claim::ClaimRecord;
use crate::model::money::{in_words, to_fen};
use crate::office::claim::ClaimRow;
use crate::office::claim::file::{self, ClaimFile};
use crate::rules::Manual;

/// Yuan to the fen, without separators.
pub(super) fn yuan(amount: Decimal) -> String {
    to_fen(amount).to_string()
}

pub(super) fn show(session: &Session, number: &str) -> Result<Answer, Failure> {
    let file = session.look(|work| file::file(work, number))?;
    let manual = session.office.manual();
    let text = super::text::text(&file, manual);
    let json = file_json(&file, manual, session.desk.today);
    Ok(Answer::new(json, text))
}

/// A line of the list.
pub(in crate::cli) fn row_json(row: &ClaimRow) -> Value {
    json!({
        "claim": row.number,
        "kind": row.kind,
        "state": row.state,
        "account": row.account,
        "name": row.name,
        "incident": row.incident,
        "found_on": row.found_on,
        "closed_on": row.closed_on,
        "kwh": row.sums.kwh.normalize().to_string(),
        "back_pay": yuan(row.sums.back_pay),
        "penalty": yuan(row.sums.penalty),
        "amount": yuan(row.sums.amount),
        "paid": yuan(row.paid),
    })
}

pub(super) fn record_json(name: &str, record: &ClaimRecord) -> Value {
    json!({
        "step": record.step,
        "name": name,
        "round": record.round,
        "on": record.on,
        "recorded_at": record.recorded_at,
        "operator": record.operator,
        "fields": record.fields,
        "from": record.from,
        "to": record.to,
        "withdrawn": record.withdrawn,
    })
}

fn file_json(file: &ClaimFile, manual: &Manual, today: NaiveDate) -> Value {
    let claim = &file.claim;
    let sums = claim.sums();
    let steps: Vec<Value> = file
        .steps
        .iter()
        .map(|record| record_json(manual.claims.name(claim.kind, &record.step), record))
        .collect();
    let limits: Vec<Value> = file
        .limits
        .iter()
        .map(|limit| {
            let mut json = deadline_json("", &limit.deadline);
            json.insert("case".to_owned(), Value::Null);
            json.insert("claim".to_owned(), json!(claim.number));
            json.insert("name".to_owned(), json!(limit.name));
            Value::Object(json)
        })
        .collect();
    let worked = file.worked.as_ref();
    let lines = worked.map(|worked| worked.lines.iter().map(line_json).collect::<Vec<_>>());
    let prints: Vec<Value> = file
        .prints
        .iter()
        .map(|paper| json!({ "form": paper.form, "issue": paper.issue, "path": paper.path, "sha256": paper.sha256 }))
        .collect();
    let others: Vec<&str> = file.others.iter().map(|one| one.number.as_str()).collect();
    json!({
        "claim": claim.number,
        "kind": claim.kind,
        "state": claim.state,
        "account": claim.account,
        "name": file.customer.party.name,
        "rule": claim.rule(),
        "found_on": claim.found_on,
        "closed_on": claim.closed_on,
        "handler": claim.handler,
        "incident": claim.incident,
        "others": others,
        "facts": claim.facts,
        "calculation": claim.calculation.as_ref().map(|one| &one.fields),
        "kwh": sums.kwh.normalize().to_string(),
        "back_pay": yuan(sums.back_pay),
        "penalty": yuan(sums.penalty),
        "amount": yuan(sums.amount),
        "in_words": in_words(sums.amount),
        "repairs": yuan(sums.repairs),
        "paid": yuan(claim.paid),
        "open": yuan(file::open_amount(claim)),
        "lines": lines,
        "note": worked.and_then(|worked| worked.note.as_ref()),
        "warnings": worked.map(|worked| &worked.warnings),
        "steps": steps,
        "deadlines": limits,
        "prints": prints,
        "next": file
            .next
            .iter()
            .map(|next| next_json(next, today))
            .collect::<Vec<_>>(),
    })
}
