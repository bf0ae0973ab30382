//! Turning a customer away (不予受理), AUDIT-3.

use serde_json::json;

use crate::model::application::{Draft, PartyDraft};
use crate::model::text::tidy;
use crate::rules::Refusal;
use crate::store::refusal::{self, TurnedAway};

use super::{Act, OfficeError, Work, accept, numbers};

/// Characters that a reason may have.
pub const LONGEST_REASON: usize = 2000;

/// A reason as typed, filled in and of bearable length.
///
/// # Errors
/// Refused where it is empty or too long.
pub(super) fn reason(typed: &str) -> Result<String, OfficeError> {
    let reason = tidy(typed);
    let length = reason.chars().count();
    match length {
        0 => super::refuse(Refusal::input("reason", "原因", "未填")),
        1..=LONGEST_REASON => Ok(reason),
        _ => super::refuse(Refusal::input(
            "reason",
            "原因",
            format!("最多{LONGEST_REASON}个字，现在是{length}个"),
        )),
    }
}

/// Records that a customer was turned away, with a number, the clerk's reason and whatever rules the
/// program itself finds violated. The application may be incomplete.
///
/// # Errors
/// Refused without a reason or without the customer's name, which an account that a change names gives.
pub fn refuse(work: Work<'_>, draft: &Draft, why: &str) -> Result<TurnedAway, OfficeError> {
    let reason = reason(why)?;
    let account = accept::account_facts(work, draft)?;
    let rules = accept::checked(work, draft, account.as_ref())
        .err()
        .unwrap_or_default();
    let mut draft = draft.clone();
    if let Some(facts) = account.filter(|_| draft.customer.is_empty()) {
        draft.customer = PartyDraft::from(&facts.customer.party);
    }
    if tidy(&draft.customer.name).is_empty() {
        return super::refuse(Refusal::input("customer.name", "客户姓名", "未填"));
    }
    let turned_away = TurnedAway {
        number: numbers::next_refusal(work)?,
        refused_on: work.desk.today,
        operator: work.desk.operator.clone(),
        reason,
        rules,
        draft,
    };
    refusal::insert(work.conn, &turned_away)?;
    let rules: Vec<&str> = turned_away
        .rules
        .iter()
        .map(|rule| rule.rule.as_str())
        .collect();
    work.log(
        Act::Refuse,
        &turned_away.number,
        json!({ "kind": turned_away.draft.kind, "rules": rules }),
    )?;
    Ok(turned_away)
}
