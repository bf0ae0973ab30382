//! What was said with customers: a key customer who was visited, calls to follow up, a complaint answered and one that
//! waits.

use chrono::Days;

use crate::model::contact::ContactHow;
use crate::model::vocabulary::{AccountState, Class};
use crate::office::complaint::{self, ComplaintEntry};
use crate::office::contact::{self, ContactEntry, KeyCustomerEntry};
use crate::office::{Desk, OfficeError, Work};
use crate::store::customer;

use super::diary::Diary;
use super::staff::{CLERKS, FIELD_WORKERS};

/// Accounts looked at, the latest ones.
const LOOKED_AT: u32 = 400;
/// Working days since the oldest complaint.
const OLDEST: usize = 30;

/// Writes it all in on the evening of the latest day.
pub(super) fn add(work: Work<'_>, diary: &Diary<'_>) -> Result<(), OfficeError> {
    let today = work.desk.today;
    let desk = Desk {
        today: diary.past(0),
        now: diary.closing(),
        operator: CLERKS[0].to_owned(),
    };
    let work = work.at(&desk);
    let latest = customer::latest(work.conn, LOOKED_AT)?;
    let mut served = latest
        .into_iter()
        .map(|stored| stored.customer)
        .filter(|customer| customer.state == AccountState::Active)
        .filter(|customer| customer.opened_on <= diary.past(OLDEST));
    let Some(factory) = served
        .by_ref()
        .find(|customer| customer.class == Class::HighVoltage)
    else {
        return Ok(());
    };
    let (day, soon) = (
        |ago: usize| diary.past(ago).to_string(),
        |ahead: u64| (today + Days::new(ahead)).to_string(),
    );
    let grounds = contact::proposed_grounds(work, &factory)?;
    let key = KeyCustomerEntry {
        account: factory.account.clone(),
        grounds: grounds.iter().map(ToString::to_string).collect(),
        every_months: "3".to_owned(),
        ..KeyCustomerEntry::default()
    };
    contact::set_key_customer(work, &key)?;
    let visit = ContactEntry {
        account: factory.account,
        on: day(20),
        how: ContactHow::Visit.to_string(),
        matter: "查看配电室和备用电源的联锁装置".to_owned(),
        handled_by: FIELD_WORKERS[0].to_owned(),
        outcome: "联锁完好，提醒清理电缆沟".to_owned(),
        next_visit: soon(2),
        ..ContactEntry::default()
    };
    contact::record(work, &visit)?;
    let Some(caller) = served.next() else {
        return Ok(());
    };
    let call = ContactEntry {
        account: caller.account,
        on: day(2),
        how: ContactHow::Call.to_string(),
        matter: "问上月电费为什么比往月多".to_owned(),
        outcome: "已约定现场核对示数".to_owned(),
        follow_up: soon(1),
        ..ContactEntry::default()
    };
    contact::record(work, &call)?;
    let complaints: [(usize, &str, &[&str]); 2] = [
        (
            OLDEST,
            "计划停电没有提前通知",
            &[
                "情况属实，通知贴在了别的台区",
                "已当面说明并道歉",
                "客户认可",
            ],
        ),
        (3, "抄表员没有按约定的日期抄表", &[]),
    ];
    for ((ago, matter, said), complainant) in complaints.into_iter().zip(served) {
        let registered = ComplaintEntry {
            account: complainant.account,
            on: day(ago),
            text: matter.to_owned(),
            answer_by: if said.is_empty() {
                soon(3)
            } else {
                day(ago - 5)
            },
            ..ComplaintEntry::default()
        };
        let number = complaint::record(work, &registered)?.number;
        for (later, text) in said.iter().enumerate() {
            let step = ComplaintEntry {
                number: number.clone(),
                on: day(ago - 1 - later),
                text: (*text).to_owned(),
                ..ComplaintEntry::default()
            };
            complaint::record(work, &step)?;
        }
    }
    Ok(())
}
