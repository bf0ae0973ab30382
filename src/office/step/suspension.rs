//! Transformers are sealed (暂停加封) and unsealed (恢复启封).

use crate::model::application::Change;
use crate::model::case::StepRecord;
use crate::model::suspension::Suspension;
use crate::model::vocabulary::{AccountState, LateReason};
use crate::office::{Act, OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::suspension::Limits;
use crate::rules::suspension::plan::{Against, Plan};
use crate::store::case::StoredCase;
use crate::store::customer::{self, StoredCustomer};
use crate::store::suspension::NEW_END;

use super::effect::account;
use super::meters::{kept, read, reading};
use super::removal::done;

/// The equipment is under seal and the account suspended (SUSPEND-12); returns the account.
pub(super) fn seal(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let Some(Change::Suspension {
        transformers,
        from,
        to,
        agreed_days,
        ..
    }) = &stored.case.application.change
    else {
        return Err(no_such(stored));
    };
    let until = match kept(record, NEW_END) {
        "" => *to,
        typed => {
            let plan = Plan {
                equipment: transformers.clone(),
                from: record.on,
                to: typed.parse().map_err(|_| no_such(stored))?,
                agreed_days: *agreed_days,
            };
            set_anew(
                work,
                &found,
                stored,
                record,
                &plan,
                (*to - *from).num_days(),
            )?;
            plan.to
        }
    };
    if record.on >= until {
        let message = format!("加封日期{}不早于恢复日期{until}，暂停已经期满", record.on);
        let instead = format!("作废工单{}，需要暂停的重新申请", stored.case.number);
        return crate::office::refuse(Refusal::new("SUSPEND-12", message, instead).at("on"));
    }
    read_meter(work, &found, record)?;
    done(
        work,
        stored,
        &found,
        Some(AccountState::Suspended),
        Act::Seal,
    )
}

/// SUSPEND-12: sealed late by the office, the day of resumption may be set anew once, for no more days than
/// were applied for and within the other rules.
fn set_anew(
    work: Work<'_>,
    found: &StoredCustomer,
    stored: &StoredCase,
    record: &StepRecord,
    plan: &Plan,
    applied_for: i64,
) -> Result<(), OfficeError> {
    let mut refusals = Vec::new();
    if record.late_reason != Some(LateReason::Office) {
        let message = "只有供电所晚加封的，恢复日期才可以重新约定";
        let refusal = Refusal::new("SUSPEND-12", message, "按原来申请的恢复日期办理");
        refusals.push(refusal.at(NEW_END));
    }
    let days = (plan.to - plan.from).num_days();
    if days > applied_for {
        let message = format!("重新约定后为{days}天，多于原来申请的{applied_for}天");
        let refusal = Refusal::new("SUSPEND-12", message, "重新约定的天数不多于原来申请的");
        refusals.push(refusal.at(NEW_END));
    }
    let mut others = crate::office::suspension::of_account(work, found.id)?;
    others.retain(|other| other.case != stored.case.number);
    let limits = Limits::on(&work.manual.rulebooks, stored.case.application.applied_on)?;
    let objections = plan.objections(Against {
        applied_on: stored.case.application.applied_on,
        notice_waived: true,
        others: &others,
        limits: &limits,
    });
    refusals.extend(
        objections
            .into_iter()
            .map(|objection| objection.at(NEW_END)),
    );
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

/// The seals are off; with the last of them the account is active again (SUSPEND-8); returns the account.
pub(super) fn unseal(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let Some(Change::Resumption {
        suspension,
        transformers,
        ..
    }) = &stored.case.application.change
    else {
        return Err(no_such(stored));
    };
    // The step that is being recorded counts only once its case is completed.
    let mut all = crate::office::suspension::of_account(work, found.id)?;
    let named = all.iter_mut().find(|one| one.case == *suspension);
    let named = named.ok_or_else(|| no_such(stored))?;
    let start = named.start();
    if record.on < start {
        let message = format!("启封日期{}早于加封日{start}", record.on);
        let refusal = Refusal::new("COUNT-6", message, format!("启封日期不早于{start}"));
        return crate::office::refuse(refusal.at("on"));
    }
    for one in transformers {
        if !named.is_sealed(&one.plate) {
            let message = format!("{}已经恢复", crate::rules::suspension::equipment::name(one));
            let instead = format!("作废工单{}", stored.case.number);
            return crate::office::refuse(Refusal::new("SUSPEND-8", message, instead));
        }
        named.releases.insert(one.plate.clone(), record.on);
    }
    let sealed = |one: &Suspension| one.sealed().next().is_some();
    let state = if all.iter().any(sealed) {
        AccountState::Suspended
    } else {
        AccountState::Active
    };
    read_meter(work, &found, record)?;
    done(work, stored, &found, Some(state), Act::Unseal)
}

/// The reading of the meter that hangs there, where one was taken.
fn read_meter(
    work: Work<'_>,
    found: &StoredCustomer,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    if kept(record, "reading").is_empty() {
        return Ok(());
    }
    let meters = customer::meters(work.conn, found.id)?;
    let hanging = meters.iter().find(|meter| meter.removed_on.is_none());
    match hanging {
        Some(meter) => read(
            work,
            found.id,
            &reading(record, &meter.asset_number)?,
            ("reading", "示数"),
        ),
        None => {
            let problem = "该户没有在装的电能表，不填示数";
            crate::office::refuse(Refusal::input("reading", "示数", problem))
        }
    }
}

fn no_such(stored: &StoredCase) -> OfficeError {
    OfficeError::Inconsistent(format!("工单{}没有暂停的内容", stored.case.number))
}
