//! Taking back the last step (撤回环节); both stay in the history.

use serde_json::json;

use crate::model::case::{StepId, Withdrawal};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::rules::Refusal;
use crate::rules::procedure::Effect;
use crate::store::case::{self, StoredCase};
use crate::store::customer;

use super::{Act, OfficeError, Work, case_file, find, refuse};

/// Takes back the last step recorded on a case, with its effect.
///
/// # Errors
/// Refused without a reason, where there is no step, where the case is voided, or where the account that
/// the step opened has been used since.
pub fn withdraw(work: Work<'_>, number: &str, why: &str) -> Result<StepId, OfficeError> {
    let reason = refuse::reason(why)?;
    let mut stored = case_file::stored(work, number)?;
    let path = case_file::path(work, &stored.case)?;
    let no =
        |message: String, instead: &str| super::refuse(Refusal::new("COUNT-6", message, instead));
    if stored.case.state == CaseState::Voided {
        return no(
            format!("工单{number}已作废，不能撤回环节"),
            "作废的工单保持原样",
        );
    }
    let records = case::steps(work.conn, stored.id)?;
    let Some(last) = records.iter().rfind(|record| record.withdrawn.is_none()) else {
        return no(format!("工单{number}还没有办过环节"), "没有可撤回的环节");
    };
    let withdrawal = Withdrawal {
        at: work.desk.now,
        operator: work.desk.operator.clone(),
        reason,
    };
    case::withdraw_step(work.conn, last.id, &withdrawal)?;

    if last.result == StepResult::Pass {
        let effect = path.step(&last.step).and_then(|place| place.effect);
        let completed = path.completes == last.step;
        if completed {
            stored.case.state = CaseState::Accepted;
            stored.case.completed_on = None;
        } else if stored.case.state == CaseState::Filed {
            stored.case.state = CaseState::Completed;
        }
        let account = if effect == Some(Effect::OpenAccount) {
            stored.case.account.take()
        } else {
            None
        };
        case::update(work.conn, &stored)?;
        if let Some(account) = account {
            unopen(work, &stored, &account)?;
        }
    }
    let detail = json!({ "step": last.step, "round": last.round, "on": last.on });
    work.log(Act::Withdraw, number, detail)?;
    Ok(last.step.clone())
}

/// Takes away the account that a step opened, if nothing has happened on it since.
fn unopen(work: Work<'_>, stored: &StoredCase, account: &str) -> Result<(), OfficeError> {
    let Some(found) = customer::by_account(work.conn, account)? else {
        return Ok(());
    };
    let readings = customer::readings(work.conn, found.id)?;
    let meters = customer::meters(work.conn, found.id)?;
    let cases = case::of_account(work.conn, account)?;
    let later_case = cases.iter().find(|row| row.number != stored.case.number);
    let used = match later_case {
        Some(row) => Some(format!("工单{}", row.number)),
        None if readings.len() > 1 => Some("后来的抄表示数".to_owned()),
        None if meters.len() > 1 => Some("后来的换表记录".to_owned()),
        None => None,
    };
    if let Some(used) = used {
        let message = format!("户号{account}已有{used}，不能撤回送电环节");
        return super::refuse(Refusal::new(
            "COUNT-6",
            message,
            "信息有误的用“更正”，不用电的办销户",
        ));
    }
    find::forget_customer(work, found.id)?;
    customer::remove(work.conn, found.id)?;
    work.log(
        Act::CloseAccountAgain,
        account,
        json!({ "case": stored.case.number }),
    )
}
