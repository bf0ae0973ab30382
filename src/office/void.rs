//! Ending a case without carrying it out (作废); it is kept and counted.

use serde_json::json;

use crate::model::vocabulary::CaseState;
use crate::rules::Refusal;
use crate::store::case;

use super::step::effect;
use super::{Act, OfficeError, Work, case_file, refuse};

/// Voids a case. Its number stays used (AUDIT-1).
///
/// # Errors
/// Refused without a reason, after the completing step, or where it is voided already.
pub fn void(work: Work<'_>, number: &str, why: &str) -> Result<(), OfficeError> {
    let reason = refuse::reason(why)?;
    let mut stored = case_file::stored(work, number)?;
    let state = stored.case.state;
    if !matches!(state, CaseState::Waiting | CaseState::Accepted) {
        let instead = match state {
            CaseState::Voided => "作废的工单保持原样",
            _ => "办结的工单不能作废；确有错误的，先撤回办结环节",
        };
        let message = format!("工单{number}{}，不能作废", state.chinese());
        return super::refuse(Refusal::new("AUDIT-1", message, instead));
    }
    let records = case::steps(work.conn, stored.id)?;
    if let Some(record) = effect::that_stands(work, &records)? {
        let step = work.manual.procedures.name(&record.step);
        let message = format!("工单{number}已办“{step}”，户号已经变动，不能作废");
        let instead = format!("确有错误的，先逐步撤回到“{step}”为止再作废");
        return super::refuse(Refusal::new("AUDIT-1", message, instead));
    }
    stored.case.state = CaseState::Voided;
    stored.case.voided_on = Some(work.desk.today);
    stored.case.void_reason = Some(reason);
    case::update(work.conn, &stored)?;
    work.log(Act::Void, number, json!({ "voided_on": work.desk.today }))
}
