//! Taking back the last step of a claim (撤回), and ending a file that was opened wrongly (作废); both stay on record.

use rust_decimal::Decimal;
use serde_json::json;

use crate::model::case::{StepId, Withdrawal};
use crate::model::claim::{Claim, ClaimRecord, ClaimState};
use crate::office::summary::freeze;
use crate::office::{Act, OfficeError, Work, find, refuse};
use crate::rules::Refusal;
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::field::decimal;
use crate::store::claim as store;

/// Takes back the last step of a claim.
///
/// # Errors
/// Refused without a reason, where there is no step, where the amount was worked out by it, or where its month was
/// exported (AUDIT-4).
pub fn withdraw(work: Work<'_>, number: &str, why: &str) -> Result<StepId, OfficeError> {
    let reason = refuse::reason(why)?;
    let mut claim = super::stored(work, number)?;
    let records = store::steps(work.conn, number)?;
    let standing = records.iter().rfind(|record| record.withdrawn.is_none());
    let Some(last) = standing else {
        return no(&claim, "还没有办过环节", "没有可撤回的环节");
    };
    if claim.state == ClaimState::Voided {
        return no(&claim, "已作废，不能撤回环节", "作废的档案保持原样");
    }
    if last.step.as_str() == WORKED_OUT {
        let instead = "再重新核定一次，填正确的数字";
        return no(&claim, "最后一步是核定金额，不能撤回", instead);
    }
    freeze::admit_day(
        work,
        work.manual.claims.name(claim.kind, &last.step),
        last.on,
    )?;
    let withdrawal = Withdrawal {
        at: work.desk.now,
        operator: work.desk.operator.clone(),
        reason,
    };
    store::withdraw_step(work.conn, last.id, &withdrawal)?;
    if last.step.as_str() == "paid" {
        claim.paid -= amount(last);
    }
    claim.state = last.from;
    claim.closed_on = None;
    store::update(work.conn, &claim)?;
    find::index_claim(work, number)?;
    let detail = json!({ "step": last.step, "round": last.round, "on": last.on });
    work.log(Act::WithdrawClaimStep, number, detail)?;
    Ok(last.step.clone())
}

fn amount(record: &ClaimRecord) -> Decimal {
    let amount = record.fields.get("amount").map_or("", String::as_str);
    decimal(amount, 2).unwrap_or_default()
}

/// Ends a file that was opened wrongly. Its number stays used (AUDIT-1).
///
/// # Errors
/// Refused without a reason, once something was paid, or where it is closed.
pub fn void(work: Work<'_>, number: &str, why: &str) -> Result<(), OfficeError> {
    let reason = refuse::reason(why)?;
    let mut claim = super::stored(work, number)?;
    if !claim.state.is_open() {
        let what = format!("{}，不能作废", claim.state.chinese());
        return no(&claim, &what, "结案的档案保持原样；确有错误的，先撤回结案");
    }
    if !claim.paid.is_zero() {
        return no(
            &claim,
            "已经有收付款，不能作废",
            "确有错误的，先撤回收付款的环节",
        );
    }
    claim.state = ClaimState::Voided;
    claim.closed_on = Some(work.desk.today);
    store::update(work.conn, &claim)?;
    let detail = json!({ "voided_on": work.desk.today, "reason": reason });
    work.log(Act::VoidClaim, number, detail)
}

fn no<T>(claim: &Claim, what: &str, instead: &str) -> Result<T, OfficeError> {
    let message = format!("档案{}{what}", claim.number);
    crate::office::refuse(Refusal::new("AUDIT-1", message, instead))
}
