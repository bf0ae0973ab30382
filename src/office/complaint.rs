//! Complaints (投诉): registered, investigated, answered, closed, CONTACT-3.

use serde::Deserialize;
use serde_json::json;

use crate::model::contact::{Complaint, ComplaintState, ComplaintStep};
use crate::model::text::half_width;
use crate::rules::Refusal;
use crate::store::complaint as store;
use crate::store::contact::Appointment;

use super::entry::Check;
use super::{Act, OfficeError, Work, customer, numbers};

const CONTACT_3: &str = "CONTACT-3";

/// A complaint as typed: without a number a new one, with one its next step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComplaintEntry {
    /// Of a new one.
    pub account: String,
    /// Of one that is known.
    pub number: String,
    /// `investigated`, `answered` or `closed`; of a new one empty.
    pub state: String,
    /// Empty: today.
    pub on: String,
    /// Empty: who is at the desk.
    pub by: String,
    /// What the customer complains of; what was found, answered, done in the end.
    pub text: String,
    /// The day by which an answer is promised; only of a new one.
    pub answer_by: String,
}

/// The complaints that are answered and wait to be closed; no day is promised for that.
///
/// # Errors
/// A row cannot be read.
pub fn to_close(work: Work<'_>) -> Result<Vec<Appointment>, OfficeError> {
    Ok(store::to_close(work.conn)?)
}

/// Registers a complaint, or records its next step.
///
/// # Errors
/// Every refusal at once.
pub fn record(work: Work<'_>, entry: &ComplaintEntry) -> Result<Complaint, OfficeError> {
    if entry.number.trim().is_empty() {
        register(work, entry)
    } else {
        go_on(work, entry)
    }
}

fn register(work: Work<'_>, entry: &ComplaintEntry) -> Result<Complaint, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let mut check = Check::new(work);
    if !matches!(half_width(&entry.state).as_str(), "" | "registered") {
        let problem = "新的投诉先登记；已登记的，写明投诉编号";
        check.refuse(Refusal::input("state", "投诉状态", problem));
    }
    let step = step(work, &mut check, ComplaintState::Registered, entry);
    let (at, label) = ("answer_by", "答应答复的日期");
    let answer_by = check.day_to_come((at, label), &entry.answer_by, step.on);
    if entry.answer_by.trim().is_empty() {
        check.refuse(Refusal::input(at, label, "未填"));
    }
    check.end()?;
    let complaint = Complaint {
        number: numbers::next_complaint(work)?,
        account: stored.customer.account,
        answer_by: answer_by.unwrap_or(step.on),
        steps: vec![step],
    };
    store::insert(work.conn, stored.id, &complaint)?;
    log(work, &complaint)?;
    Ok(complaint)
}

fn go_on(work: Work<'_>, entry: &ComplaintEntry) -> Result<Complaint, OfficeError> {
    let number = half_width(&entry.number);
    let Some(mut complaint) = store::by_number(work.conn, &number)? else {
        let problem = format!("没有编号为“{number}”的投诉");
        return super::refuse(Refusal::input("number", "投诉编号", problem));
    };
    let Some(next) = complaint.state().next() else {
        let message = format!("投诉{number}已经办结");
        let instead = "客户又有新的意见的，另登记一件投诉";
        return super::refuse(Refusal::new(CONTACT_3, message, instead).at("number"));
    };
    let mut check = Check::new(work);
    match half_width(&entry.state).as_str() {
        "" => {}
        word => match word.parse::<ComplaintState>() {
            Ok(state) if state == next => {}
            Ok(state) => {
                let message = format!(
                    "投诉{number}{}，下一步是“{}”，不能登记“{}”",
                    complaint.state().chinese(),
                    next.chinese(),
                    state.chinese()
                );
                let instead = "按登记、调查、答复、办结的顺序办";
                check.refuse(Refusal::new(CONTACT_3, message, instead).at("state"));
            }
            Err(unknown) => check.refuse(Refusal::input("state", "投诉状态", unknown)),
        },
    }
    let step = step(work, &mut check, next, entry);
    if let Some(last) = complaint.steps.last().filter(|last| step.on < last.on) {
        let done = last.state.chinese();
        let message = format!("日期{}早于上一步（{done}，{}）", step.on, last.on);
        let instead = format!("日期不早于{}", last.on);
        check.refuse(Refusal::new("COUNT-6", message, instead).at("on"));
    }
    check.end()?;
    store::add_step(work.conn, &number, &step)?;
    complaint.steps.push(step);
    log(work, &complaint)?;
    Ok(complaint)
}

fn step(
    work: Work<'_>,
    check: &mut Check,
    state: ComplaintState,
    entry: &ComplaintEntry,
) -> ComplaintStep {
    let by = check.text("by", "经办人", &entry.by);
    ComplaintStep {
        state,
        on: check.day("日期", &entry.on),
        by: if by.is_empty() {
            work.desk.operator.clone()
        } else {
            by
        },
        text: check.words("text", state.asks(), &entry.text),
    }
}

/// By reference only: what was said stands in the complaint (AUDIT-5).
fn log(work: Work<'_>, complaint: &Complaint) -> Result<(), OfficeError> {
    let last = complaint.steps.last();
    let detail = json!({
        "number": complaint.number,
        "state": complaint.state(),
        "on": last.map(|step| step.on),
    });
    work.log(Act::Complaint, &complaint.account, detail)
}
