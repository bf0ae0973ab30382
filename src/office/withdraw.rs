//! Taking back the last step (撤回环节); both stay in the history.

use serde_json::json;

use crate::model::case::{StepId, Withdrawal};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::rules::Refusal;
use crate::store::case;

use super::step::effect;
use super::summary::freeze;
use super::{Act, OfficeError, Work, case_file, refuse};

/// Takes back the last step recorded on a case, with its effect.
///
/// # Errors
/// Refused without a reason, where there is no step, where the case is voided, where the month of the step was exported
/// (AUDIT-4), or where the account that the step opened has been used since.
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
    freeze::admit_withdrawal(work, last)?;
    let withdrawal = Withdrawal {
        at: work.desk.now,
        operator: work.desk.operator.clone(),
        reason,
    };
    case::withdraw_step(work.conn, last.id, &withdrawal)?;

    if last.result == StepResult::Pass {
        let completed = path.completes == last.step;
        if completed {
            stored.case.state = CaseState::Accepted;
            stored.case.completed_on = None;
        } else if stored.case.state == CaseState::Filed {
            stored.case.state = CaseState::Completed;
        }
        case::update(work.conn, &stored)?;
        effect::take_back(work, &mut stored, last)?;
    }
    case_file::count_anew(work, &stored, path)?;
    let detail = json!({ "step": last.step, "round": last.round, "on": last.on });
    work.log(Act::Withdraw, number, detail)?;
    Ok(last.step.clone())
}
