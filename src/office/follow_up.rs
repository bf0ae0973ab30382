//! What the office promised itself or a customer outside any case: follow-ups (CONTACT-1), visits (CONTACT-2),
//! answers to complaints (CONTACT-3).

use chrono::Days;

use crate::model::case::StepId;
use crate::rules::deadline::{Deadline, DeadlineState};
use crate::store::complaint;
use crate::store::contact::{self, Appointment};

use super::due::{DueItem, DueKind, RunsOn};
use super::{OfficeError, Work};

/// All of them as reminders on their accounts.
pub(super) fn due(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let mut items = Vec::new();
    for one in contact::to_follow_up(work.conn)? {
        let what = format!("回访：{}", one.about);
        items.push(item(work, one, "CONTACT-1", what));
    }
    for one in contact::to_visit(work.conn)? {
        items.push(item(work, one, "CONTACT-2", "走访重点客户".to_owned()));
    }
    for one in complaint::to_answer(work.conn)? {
        let what = format!("答复投诉{}", one.about);
        items.push(item(work, one, "CONTACT-3", what));
    }
    Ok(items)
}

fn item(work: Work<'_>, one: Appointment, rule: &str, what: String) -> DueItem {
    let today = work.desk.today;
    let ahead = work.settings.number("contact.remind_days");
    let ahead = Days::new(u64::try_from(ahead).unwrap_or_default());
    let book = work.manual.rulebooks.of_rule(rule);
    DueItem {
        name: one.name,
        kind: DueKind::Contact,
        class: one.class,
        step_name: what,
        deadline: Deadline {
            step: StepId::from(""),
            rule: rule.to_owned(),
            span: None,
            at_latest: false,
            rulebook: book.map(|book| book.title.clone()).unwrap_or_default(),
            article: String::new(),
            from: one.from.unwrap_or(one.on),
            nominal: one.on,
            due: one.on,
            state: if today <= one.on {
                DeadlineState::Open
            } else {
                DeadlineState::Overdue
            },
            done: None,
            note: None,
        },
        on: RunsOn::Account {
            account: one.account,
            remind_on: vec![one.on.checked_sub_days(ahead).unwrap_or(one.on)],
        },
    }
}
