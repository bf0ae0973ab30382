//! What ran already when the records began (期初业务), taken back where the old ledger was wrong: the account is as if it
//! had never been brought in, and the line stays with who took it back and why.

use serde_json::json;

use crate::model::customer::Customer;
use crate::model::opening::{KeptOpening, Opening, TakenBack};
use crate::model::vocabulary::{AccountState, CaseState, Kind};
use crate::rules::Refusal;
use crate::rules::ratio;
use crate::store::customer::{self, StoredCustomer};
use crate::store::opening as store;
use crate::store::{case, ratio as ratios};

use super::{Act, OfficeError, Work, find, suspension};

/// Takes an opening back; `reason` is checked already.
///
/// # Errors
/// Refused where there is no such opening, it was taken back before, or something rests on it.
pub(super) fn take_back(work: Work<'_>, number: &str, reason: &str) -> Result<(), OfficeError> {
    let Some((id, kept)) = store::by_number(work.conn, number)? else {
        let problem = format!("没有期初业务“{number}”");
        return super::refuse(Refusal::input("opening", "期初业务", problem));
    };
    if let Some(before) = &kept.taken_back {
        let day = before.at.date();
        let problem = format!("{number}已于{day}撤销");
        return super::refuse(Refusal::input("opening", "期初业务", problem));
    }
    let stored = customer::by_id(work.conn, id)?
        .ok_or_else(|| OfficeError::Inconsistent(format!("期初业务{number}没有户号")))?;
    if let Some(since) = rests_on(work, &stored, &kept)? {
        let message = format!("期初业务{number}以后已有{since}，不能撤销");
        let instead = "先撤回或作废在它以后办的，再撤销";
        return super::refuse(Refusal::new("COUNT-6", message, instead).at("opening"));
    }
    let taken_back = TakenBack {
        at: work.desk.now,
        by: work.desk.operator.clone(),
        reason: reason.to_owned(),
    };
    store::take_back(work.conn, number, &taken_back)?;
    let back = put_back(work, &stored, &kept.opening)?;
    customer::update_supply(work.conn, id, &back)?;
    let meters = customer::meters(work.conn, id)?;
    find::index_customer(work, id, &back, &meters)?;
    let detail = json!({ "opening": number, "kind": kept.opening.kind(), "reason": reason });
    work.log(Act::TakeBackOpening, &back.account, detail)
}

/// What was done since that would lose its ground, in words.
fn rests_on(
    work: Work<'_>,
    stored: &StoredCustomer,
    kept: &KeptOpening,
) -> Result<Option<String>, OfficeError> {
    let account = &stored.customer.account;
    let state = stored.customer.state;
    if matches!(state, AccountState::Closed | AccountState::Split) {
        return Ok(Some(state.chinese().to_owned()));
    }
    if let Some(case) = case::open_change(work.conn, account)? {
        return Ok(Some(format!("在办的变更工单{case}")));
    }
    let rests = |kind: Kind| match kept.opening {
        Opening::Suspension { .. } => kind == Kind::Resumption,
        Opening::Removal { .. } => kind == Kind::Reconnection,
        Opening::Ratio { .. } => kind == Kind::Reclassification,
    };
    let cases = case::of_account(work.conn, account)?.into_iter();
    for row in cases.filter(|row| rests(row.kind) && row.state != CaseState::Voided) {
        let names_it = match kept.opening {
            Opening::Suspension { .. } => {
                let found = case::by_number(work.conn, &row.number)?;
                let change = found.and_then(|found| found.case.application.change);
                change.is_some_and(|change| change.resumes() == Some(kept.number.as_str()))
            }
            Opening::Removal { on: since }
            | Opening::Ratio {
                verified_on: since, ..
            } => row.applied_on >= since,
        };
        if names_it {
            return Ok(Some(format!("{}工单{}", row.kind.chinese(), row.number)));
        }
    }
    let own = || ratios::shares(work.conn, stored.id);
    Ok(match &kept.opening {
        Opening::Ratio { shares, .. } if !ratio::is_same(&own()?, shares) => {
            Some("改过的比例".to_owned())
        }
        Opening::Ratio { .. } => {
            let verified = ratios::verifications(work.conn, stored.id)?;
            let last = verified.last();
            last.map(|verified| format!("{}的比例核实", verified.on))
        }
        Opening::Removal { on } => hung_elsewhere(work, stored, *on)?,
        _ => None,
    })
}

/// A meter that would hang again and hangs at another account by now.
fn hung_elsewhere(
    work: Work<'_>,
    stored: &StoredCustomer,
    on: chrono::NaiveDate,
) -> Result<Option<String>, OfficeError> {
    let meters = customer::meters(work.conn, stored.id)?;
    for meter in meters.iter().filter(|meter| meter.removed_on == Some(on)) {
        let number = &meter.asset_number;
        if let Some(other) = customer::account_of_meter(work.conn, number)? {
            return Ok(Some(format!("电能表{number}改装在户号{other}的记录")));
        }
    }
    Ok(None)
}

/// The account as it is without the opening, which no longer counts.
fn put_back(
    work: Work<'_>,
    stored: &StoredCustomer,
    opening: &Opening,
) -> Result<Customer, OfficeError> {
    let mut back = stored.customer.clone();
    match opening {
        Opening::Suspension { .. } => {
            let all = suspension::of_account(work, stored.id)?;
            let sealed = all.iter().any(|one| one.sealed().next().is_some());
            if !sealed && back.state == AccountState::Suspended {
                back.state = AccountState::Active;
            }
        }
        Opening::Removal { on } => {
            let meters = customer::meters(work.conn, stored.id)?;
            for meter in meters.iter().filter(|meter| meter.removed_on == Some(*on)) {
                customer::rehang_meter(work.conn, stored.id, meter)?;
            }
            back.state = AccountState::Active;
        }
        Opening::Ratio { before, .. } => {
            ratios::set_shares(work.conn, stored.id, &[])?;
            back.tariff = *before;
        }
    }
    Ok(back)
}
