//! `record contact|visit|key_customer|complaint`: what is said between the office and a customer.

use serde_json::{Value, json};

use crate::model::contact::{Complaint, ComplaintState, Contact, ContactHow};
use crate::office::complaint::{self, ComplaintEntry};
use crate::office::contact::{self, ContactEntry, KeyCustomerEntry};
use crate::office::customer::CustomerFile;

use super::failure::Failure;
use super::input;
use super::output::{Answer, table};
use super::session::Session;

pub(super) fn contact(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: ContactEntry = input::json(&input::text(file)?)?;
    keep(session, &entry)
}

/// A contact that is a visit, whatever the file says of it.
pub(super) fn visit(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let mut entry: ContactEntry = input::json(&input::text(file)?)?;
    ContactHow::Visit.wire().clone_into(&mut entry.how);
    keep(session, &entry)
}

fn keep(session: &mut Session, entry: &ContactEntry) -> Result<Answer, Failure> {
    let kept = session.act(|work| contact::record(work, entry))?;
    let text = format!(
        "户号{}：{}{}已登记，编号{}",
        entry.account,
        kept.on,
        kept.how.chinese(),
        kept.number
    );
    let mut json = json!(kept);
    json["account"] = json!(entry.account);
    Ok(Answer::new(json, text))
}

pub(super) fn key_customer(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: KeyCustomerEntry = input::json(&input::text(file)?)?;
    let key = session.act(|work| contact::set_key_customer(work, &entry))?;
    let text = match &key {
        Some(key) => format!("户号{}：{}", entry.account, key.in_words()),
        None => format!("户号{}：不再是重点客户", entry.account),
    };
    let json = json!({ "account": entry.account, "key_customer": key });
    Ok(Answer::new(json, text))
}

pub(super) fn complaint(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: ComplaintEntry = input::json(&input::text(file)?)?;
    let kept = session.act(|work| complaint::record(work, &entry))?;
    let text = format!("投诉{}：{}", kept.number, kept.state().chinese());
    Ok(Answer::new(complaint_json(&kept), text))
}

fn complaint_json(complaint: &Complaint) -> Value {
    json!({
        "number": complaint.number,
        "account": complaint.account,
        "state": complaint.state(),
        "answer_by": complaint.answer_by,
        "steps": complaint.steps,
    })
}

/// Of a customer: `contacts`, `complaints`, `key_customer`.
pub(super) fn file_json(file: &CustomerFile) -> [(&'static str, Value); 3] {
    let complaints = file.complaints.iter().map(complaint_json);
    [
        ("contacts", json!(file.contacts)),
        ("complaints", complaints.collect()),
        ("key_customer", json!(file.key_customer)),
    ]
}

/// The log as lines, the latest first.
pub(super) fn contacts_text(file: &CustomerFile) -> String {
    let rows: Vec<[String; 5]> = file.contacts.iter().map(contact_row).collect();
    let key = file.key_customer.iter();
    let key = key.map(|key| format!("{}\n", key.in_words()));
    key.chain([table(&rows)]).collect()
}

fn contact_row(contact: &Contact) -> [String; 5] {
    let follow_up = match (contact.follow_up, &contact.followed_by) {
        (Some(day), None) => format!("{day}回访"),
        (Some(_), Some(by)) => format!("已回访（{by}）"),
        (None, _) => String::new(),
    };
    [
        contact.on.to_string(),
        contact.how.chinese().to_owned(),
        contact.matter.clone(),
        contact.outcome.clone(),
        follow_up,
    ]
}

pub(super) fn complaints_text(file: &CustomerFile) -> String {
    let rows: Vec<[String; 4]> = file
        .complaints
        .iter()
        .map(|one| {
            let registered = one.reached(ComplaintState::Registered);
            [
                registered.map(|day| day.to_string()).unwrap_or_default(),
                one.number.clone(),
                one.state().chinese().to_owned(),
                one.matter().to_owned(),
            ]
        })
        .collect();
    table(&rows)
}
