//! The contact log (客户联系), CONTACT-1, and the customers visited by a plan (重点客户), CONTACT-2.

use chrono::Months;
use serde::Deserialize;
use serde_json::json;

use crate::model::contact::{Contact, ContactHow, KeyCustomer, KeyGround};
use crate::model::customer::Customer;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{AccountState, CapacityUnit, Class};
use crate::rules::Refusal;
use crate::rules::rulebook;
use crate::store::contact as store;

use super::entry::Check;
use super::{Act, OfficeError, Work, customer, numbers};

/// Rule of the plan of visits.
const CONTACT_2: &str = "CONTACT-2";

/// Months between two visits at most.
const RAREST: u32 = 36;

/// A contact as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactEntry {
    pub account: String,
    /// Empty: today.
    pub on: String,
    /// `visit`, `call` or `consultation`.
    pub how: String,
    pub matter: String,
    /// Empty: who is at the desk.
    pub handled_by: String,
    pub outcome: String,
    /// The day on which to look into it again; empty: it is done with.
    pub follow_up: String,
    /// Number of the contact that this one follows up; empty: none.
    pub follows: String,
    /// The day of the next visit; empty: as the plan has it. Only of a visit to a key customer.
    pub next_visit: String,
}

/// A plan of visits as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyCustomerEntry {
    pub account: String,
    /// `load`, `voltage`, `nature`; none: no longer a key customer.
    pub grounds: Vec<String>,
    pub every_months: String,
    /// Empty: so many months from today.
    pub next_visit: String,
}

/// Records a contact; a visit to a key customer moves the day of the next one.
///
/// # Errors
/// Every refusal at once.
pub fn record(work: Work<'_>, entry: &ContactEntry) -> Result<Contact, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let before = store::of_customer(work.conn, stored.id)?;
    let key = store::key_customer(work.conn, stored.id)?;
    let mut check = Check::new(work);
    let on = check.day("联系日期", &entry.on);
    let how = half_width(&entry.how).parse::<ContactHow>();
    if let Err(unknown) = &how {
        check.refuse(Refusal::input("how", "联系方式", unknown));
    }
    let matter = check.words("matter", "事由", &entry.matter);
    let outcome = check.text("outcome", "结果", &entry.outcome);
    let handled_by = match check.text("handled_by", "经办人", &entry.handled_by) {
        empty if empty.is_empty() => work.desk.operator.clone(),
        typed => typed,
    };
    let follow_up = check.day_to_come(("follow_up", "回访日期"), &entry.follow_up, on);
    let follows = half_width(&entry.follows);
    if !follows.is_empty() {
        match before.iter().find(|one| one.number == follows) {
            None => {
                let problem = format!("该户没有编号为“{follows}”的联系记录");
                check.refuse(Refusal::input("follows", "所回访的联系", problem));
            }
            Some(one) if !one.is_open() => {
                let problem = format!("{follows}没有待办的回访");
                check.refuse(Refusal::input("follows", "所回访的联系", problem));
            }
            Some(one) if one.on > on => {
                let message = format!("联系日期{on}早于所回访的联系（{}）", one.on);
                let instead = format!("联系日期不早于{}", one.on);
                check.refuse(Refusal::new("COUNT-6", message, instead).at("on"));
            }
            Some(_) => {}
        }
    }
    let typed_next = check.day_to_come(("next_visit", "下次走访"), &entry.next_visit, on);
    let is_visit = how == Ok(ContactHow::Visit);
    if !tidy(&entry.next_visit).is_empty() && (key.is_none() || !is_visit) {
        let message = "下次走访的日期只在走访重点客户时填";
        let instead = "先把该户列为重点客户，或去掉下次走访的日期";
        check.refuse(Refusal::new(CONTACT_2, message, instead).at("next_visit"));
    }
    check.end()?;
    let Ok(how) = how else {
        return Err(OfficeError::Inconsistent("联系方式".to_owned()));
    };
    let contact = Contact {
        number: numbers::next_contact(work)?,
        on,
        how,
        matter,
        handled_by,
        outcome,
        follow_up,
        follows: (!follows.is_empty()).then_some(follows),
        followed_by: None,
    };
    store::insert(work.conn, stored.id, &contact)?;
    if let Some(mut key) = key.filter(|_| is_visit) {
        let planned = on + Months::new(key.every_months);
        // An older visit written in later moves nothing back.
        key.next_visit = typed_next.unwrap_or(planned.max(key.next_visit.min(planned)));
        store::set_key_customer(work.conn, stored.id, Some(&key))?;
    }
    let detail = json!({
        "number": contact.number,
        "on": on,
        "how": how,
        "follow_up": follow_up,
        "follows": contact.follows,
    });
    work.log(Act::Contact, &stored.customer.account, detail)?;
    Ok(contact)
}

/// Makes a customer one that is visited by a plan, changes the plan, or ends it.
///
/// # Errors
/// Every refusal at once.
pub fn set_key_customer(
    work: Work<'_>,
    entry: &KeyCustomerEntry,
) -> Result<Option<KeyCustomer>, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let mut check = Check::new(work);
    let mut grounds = Vec::new();
    for typed in &entry.grounds {
        match half_width(typed).parse::<KeyGround>() {
            Ok(ground) if grounds.contains(&ground) => {}
            Ok(ground) => grounds.push(ground),
            Err(unknown) => check.refuse(Refusal::input("grounds", "重点客户依据", unknown)),
        }
    }
    let ends = entry.grounds.is_empty();
    let state = stored.customer.state;
    if !ends && matches!(state, AccountState::Closed | AccountState::Split) {
        let message = format!("户号{}{}，不再走访", entry.account, state.chinese());
        check.refuse(Refusal::new(CONTACT_2, message, "在现在用电的户号上登记").at("account"));
    }
    let every_months = match half_width(&entry.every_months).parse::<u32>() {
        Ok(months) if (1..=RAREST).contains(&months) => months,
        _ if ends => 1,
        _ => {
            let problem = format!("应为1至{RAREST}的整数");
            check.refuse(Refusal::input("every_months", "走访间隔（月）", problem));
            1
        }
    };
    let today = work.desk.today;
    let next = check.day_to_come(("next_visit", "下次走访"), &entry.next_visit, today);
    check.end()?;
    let key = (!ends).then(|| KeyCustomer {
        grounds,
        every_months,
        next_visit: next.unwrap_or(today + Months::new(every_months)),
    });
    store::set_key_customer(work.conn, stored.id, key.as_ref())?;
    let detail = json!(key);
    work.log(Act::KeyCustomer, &stored.customer.account, detail)?;
    Ok(key)
}

/// What speaks for visiting a customer by a plan (CONTACT-2): its voltage, and a load from which an industry is a
/// large one (TARIFF-1). Whether its load is of an important nature, the clerk knows.
///
/// # Errors
/// The rulebook gives no such limit.
pub fn proposed_grounds(
    work: Work<'_>,
    customer: &Customer,
) -> Result<Vec<KeyGround>, OfficeError> {
    let books = &work.manual.rulebooks;
    let large = books.figure(
        "large_industrial_from",
        rulebook::Unit::KilovoltAmpere,
        work.desk.today,
    )?;
    let mut grounds = Vec::new();
    if customer.capacity.unit == CapacityUnit::KilovoltAmpere && customer.capacity.value >= large {
        grounds.push(KeyGround::Load);
    }
    if customer.class == Class::HighVoltage {
        grounds.push(KeyGround::Voltage);
    }
    Ok(grounds)
}
