//! Accounts that nobody uses (待销户的户), CLOSE-4: listed from recorded readings, given notice, closed by nobody but a
//! clerk.

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::json;

use crate::model::idle_notice::{DeliveredBy, Delivery, IdleNotice};
use crate::model::text::{half_width, tidy};
use crate::rules::Refusal;
use crate::rules::closure::{self, Unused};
use crate::rules::field;
use crate::rules::intake::LONGEST_NAME;
use crate::store::customer::CustomerId;
use crate::store::idle::{self, IdleAccount};

use super::{Act, OfficeError, Work, customer, numbers};

/// A candidate for closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub account: IdleAccount,
    pub unused: Unused,
}

/// The proof of delivery as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryEntry {
    /// Number of the notice.
    pub number: String,
    /// Empty: today.
    pub on: String,
    pub how: String,
    /// Who signed, the number of the receipt, or the witness.
    pub received_by: String,
    /// The day by which the notice asks for an answer; empty: as the office's setting says, if it says.
    pub answer_by: String,
}

/// Every candidate, the longest without use first.
///
/// # Errors
/// The records cannot be read.
pub fn candidates(work: Work<'_>) -> Result<Vec<Candidate>, OfficeError> {
    among(work, None)
}

/// What makes an account a candidate; nothing where it is none.
pub(super) fn unused(work: Work<'_>, id: CustomerId) -> Result<Option<Unused>, OfficeError> {
    let found = among(work, Some(id))?.pop();
    Ok(found.map(|candidate| candidate.unused))
}

fn among(work: Work<'_>, account: Option<CustomerId>) -> Result<Vec<Candidate>, OfficeError> {
    let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
    let latest = closure::latest_start(work.desk.today, books)?;
    let mut found = Vec::new();
    for account in idle::accounts(work.conn, latest, account)? {
        let until = account.until.min(work.desk.today);
        let Some(idle) = closure::idle(account.since, until, books, calendar)? else {
            continue;
        };
        let notice = idle::latest(work.conn, account.id, account.since)?;
        let unused = Unused { idle, notice };
        found.push(Candidate { account, unused });
    }
    Ok(found)
}

/// Gives a candidate notice: numbers it, to be printed and delivered. One that waits to be delivered is given
/// again as it is.
///
/// # Errors
/// Refused where the account is no candidate.
pub fn notify(work: Work<'_>, account: &str) -> Result<IdleNotice, OfficeError> {
    let account = half_width(account);
    let stored = customer::stored(work, &account)?;
    let Some(unused) = unused(work, stored.id)? else {
        return super::refuse(closure::no_candidate(&account).at("account"));
    };
    if let Some(notice) = unused.notice.filter(|one| one.delivery.is_none()) {
        return Ok(notice);
    }
    let notice = IdleNotice {
        number: numbers::next_idle_notice(work)?,
        account,
        idle_since: unused.idle.since,
        idle_until: unused.idle.until,
        noticed_on: work.desk.today,
        operator: work.desk.operator.clone(),
        delivery: None,
    };
    idle::insert(work.conn, stored.id, &notice)?;
    let detail = json!({ "notice": notice.number, "since": notice.idle_since });
    work.log(Act::IdleNotice, &notice.account, detail)?;
    Ok(notice)
}

/// Records the proof that a notice was delivered.
///
/// # Errors
/// Every refusal at once.
pub fn deliver(work: Work<'_>, entry: &DeliveryEntry) -> Result<IdleNotice, OfficeError> {
    let number = half_width(&entry.number);
    let Some(mut notice) = idle::by_number(work.conn, &number)? else {
        let problem = format!("没有编号为“{number}”的待销户通知");
        return super::refuse(Refusal::input("number", "通知编号", problem));
    };
    let mut refusals = Vec::new();
    if let Some(known) = &notice.delivery {
        let problem = format!("已于{}登记送达", known.on);
        refusals.push(Refusal::input("number", "通知编号", problem));
    }
    let on = day(work, &notice, &entry.on, &mut refusals);
    let how = half_width(&entry.how).parse::<DeliveredBy>();
    if let Err(unknown) = &how {
        refusals.push(Refusal::input("how", "送达方式", unknown));
    }
    let received_by = tidy(&entry.received_by);
    if received_by.is_empty() {
        let problem = "未填，写签收人、回执号或见证人";
        refusals.push(Refusal::input("received_by", "送达证明", problem));
    } else if received_by.chars().count() > LONGEST_NAME {
        let problem = format!("最多{LONGEST_NAME}个字");
        refusals.push(Refusal::input("received_by", "送达证明", problem));
    }
    let answer_by = if tidy(&entry.answer_by).is_empty() {
        answer_by(work, notice.noticed_on).filter(|day| *day >= on)
    } else {
        match field::date(&entry.answer_by) {
            Ok(day) if day >= on => Some(day),
            Ok(day) => {
                let problem = format!("{day}早于送达日期{on}");
                refusals.push(Refusal::input("answer_by", "请客户答复的日期", problem));
                None
            }
            Err(problem) => {
                refusals.push(Refusal::input("answer_by", "请客户答复的日期", problem));
                None
            }
        }
    };
    let (Ok(how), true) = (how, refusals.is_empty()) else {
        return Err(OfficeError::Refused(refusals));
    };
    let delivery = Delivery {
        on,
        how,
        received_by,
        answer_by,
    };
    idle::deliver(work.conn, &number, &delivery)?;
    let detail = json!({ "notice": number, "on": on, "how": how });
    work.log(Act::NoticeDelivered, &notice.account, detail)?;
    notice.delivery = Some(delivery);
    Ok(notice)
}

/// The day by which the office asks for an answer to a notice; `None` where it is left to be written by hand.
pub fn answer_by(work: Work<'_>, noticed_on: NaiveDate) -> Option<NaiveDate> {
    let days = u64::try_from(work.settings.number("closure.answer_days")).ok()?;
    let days = Some(days).filter(|days| *days > 0)?;
    noticed_on.checked_add_days(Days::new(days))
}

/// The day of delivery: not before the notice, not after today (COUNT-6).
fn day(work: Work<'_>, notice: &IdleNotice, typed: &str, refusals: &mut Vec<Refusal>) -> NaiveDate {
    let today = work.desk.today;
    if tidy(typed).is_empty() {
        return today;
    }
    match field::date(typed) {
        Ok(day) if day > today || day < notice.noticed_on => {
            let message = format!(
                "送达日期{day}不在{}（通知日）和今天{today}之间",
                notice.noticed_on
            );
            let instead = "填实际送达的那一天";
            refusals.push(Refusal::new("COUNT-6", message, instead).at("on"));
            day
        }
        Ok(day) => day,
        Err(problem) => {
            refusals.push(Refusal::input("on", "送达日期", problem));
            today
        }
    }
}
