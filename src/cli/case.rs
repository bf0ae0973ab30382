//! `case`: the whole case, and what can be done next.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::model::application::Application;
use crate::model::customer::Customer;
use crate::office::case_file::{self, CaseFile};
use crate::office::{OfficeError, Work, customer};
use crate::rules::Manual;
use crate::rules::deadline::Deadline;
use crate::rules::tariff::{self, Proposal, Usage};

use super::application::{application_json, part_json};
use super::customer::{customer_json, removal_json};
use super::failure::Failure;
use super::next;
use super::output::Answer;
use super::session::{Privacy, Session};
use super::step::record_json;

/// A case with the customer whom it is about.
#[derive(Debug)]
pub(super) struct Whole {
    pub file: CaseFile,
    pub customer: Option<Customer>,
}

pub(super) fn case(session: &mut Session, number: &str) -> Result<Answer, Failure> {
    let (whole, privacy) =
        session.look_private(|work| read(work, number), |_| vec![number.to_owned()])?;
    let manual = session.office.manual();
    let today = session.desk.today;
    let json = whole_json(&whole, manual, privacy, today);
    Ok(Answer::new(
        json,
        super::case_text::text(&whole, manual, privacy, today),
    ))
}

fn read(work: Work<'_>, number: &str) -> Result<Whole, OfficeError> {
    let file = case_file::case_file(work, number)?;
    let customer = match &file.case.account {
        Some(account) => Some(customer::customer_file(work, account)?.customer),
        None => None,
    };
    Ok(Whole { file, customer })
}

fn whole_json(whole: &Whole, manual: &Manual, privacy: Privacy, today: NaiveDate) -> Value {
    let file = &whole.file;
    let case = &file.case;
    let application = &case.application;
    let proposal = proposal(application, manual);
    let deadlines: Vec<Value> = file
        .deadlines
        .iter()
        .map(|deadline| Value::Object(deadline_json(&case.number, deadline)))
        .collect();
    let documents: Vec<Value> = file
        .documents
        .iter()
        .map(|line| {
            json!({
                "code": line.code,
                "name": line.name,
                "needs": line.needs.chinese(),
                "state": line.state,
                "enough": line.enough,
                "help": line.help,
            })
        })
        .collect();
    let steps: Vec<Value> = file
        .steps
        .iter()
        .map(|record| record_json(manual, record))
        .collect();
    json!({
        "case": case.number,
        "kind": application.kind,
        "class": application.class,
        "nature": application.nature,
        "state": case.state,
        "applied_on": application.applied_on,
        "accepted_on": case.accepted_on,
        "completed_on": case.completed_on,
        "voided_on": case.voided_on,
        "void_reason": case.void_reason,
        "account": case.account,
        "waited_days": file.waited_days,
        "handler": case.handler,
        "application": application_json(application, privacy),
        "tariff_proposal": proposal.map(|proposal| json!({ "tariff": proposal.tariff, "why": proposal.why })),
        "customer": whole.customer.as_ref().map(|customer| customer_json(customer, privacy)),
        "documents": documents,
        "steps": steps,
        "deadlines": deadlines,
        "parts": parts_json(file, manual, privacy),
        "removal": removal_json(file.removal.as_ref()),
        "prints": prints_json(file),
        "fees": fees_json(file),
        "fees_total": crate::model::money::to_fen(file.fees_total()).to_string(),
        "contract": file.contract.as_ref().map(|contract| json!({
            "customer_signed_on": contract.customer_signed_on,
            "office_signed_on": contract.office_signed_on,
            "in_force_on": contract.in_force_on,
        })),
        "next": file.next.iter().map(|next| next::next_json(next, today)).collect::<Vec<_>>(),
    })
}

/// The tariff class that use and capacity speak for; the clerk has decided.
pub(super) fn proposal(application: &Application, manual: &Manual) -> Option<Proposal> {
    tariff::propose(application.into(), &manual.named_uses, &manual.rulebooks).ok()
}

/// A time limit, as `due` shows it too.
pub(super) fn deadline_json(case: &str, deadline: &Deadline) -> Map<String, Value> {
    let json = json!({
        "case": case,
        "step": deadline.step,
        "rule": deadline.rule,
        "from": deadline.from,
        "nominal": deadline.nominal,
        "due": deadline.due,
        "state": deadline.state,
        "done": deadline.done,
        "note": deadline.note,
        "why": deadline.why(),
    });
    match json {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn prints_json(file: &CaseFile) -> Vec<Value> {
    let prints = file.prints.iter().map(|paper| {
        json!({
            "form": paper.form,
            "round": paper.round,
            "issue": paper.issue,
            "pages": paper.pages,
            "bytes": paper.bytes,
            "sha256": paper.sha256,
            "path": paper.path,
            "issued_at": paper.issued_at,
            "operator": paper.operator,
        })
    });
    prints.collect()
}

/// Of a split: each part with its standing, and the tariff that its own use and capacity speak for (TARIFF-2).
fn parts_json(file: &CaseFile, manual: &Manual, privacy: Privacy) -> Vec<Value> {
    let on = file.case.application.applied_on;
    let parts = (1..).zip(&file.parts).map(|(number, one): (usize, _)| {
        let mut json = part_json(&one.part, privacy);
        let usage = Usage::of_part(&one.part, on);
        let proposal = tariff::propose(usage, &manual.named_uses, &manual.rulebooks).ok();
        if let Some(json) = json.as_object_mut() {
            for (key, value) in [
                ("part", json!(number)),
                ("contract_signed_on", json!(one.contract_signed_on)),
                ("metered_on", json!(one.metered_on)),
                ("account", json!(one.account)),
                (
                    "tariff_proposal",
                    json!(proposal.map(|p| json!({ "tariff": p.tariff, "why": p.why }))),
                ),
            ] {
                json.insert(key.to_owned(), value);
            }
        }
        json
    });
    parts.collect()
}

fn fees_json(file: &CaseFile) -> Vec<Value> {
    let fees = file.fees.iter().map(|line| {
        json!({
            "item": line.item,
            "unit_price": line.unit_price.to_string(),
            "count": line.count.to_string(),
            "amount": line.amount.to_string(),
            "basis": line.basis,
        })
    });
    fees.collect()
}
