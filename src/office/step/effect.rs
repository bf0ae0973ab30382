//! What a step does to an account, and how it is taken back: the account is kept as it stood before and after.

use crate::model::case::StepRecord;
use crate::office::{Act, OfficeError, Work, find};
use crate::rules::Refusal;
use crate::rules::procedure::Effect;
use crate::rules::progress::Progress;
use crate::store::account_change::{self, AccountChange, Snapshot};
use crate::store::case::{self, StoredCase};
use crate::store::customer::{self, StoredCustomer};

use super::{closure, connect, reclass, removal, split, suspension, transfer};

/// Carries out an effect and returns the account.
pub(super) fn carry_out(
    work: Work<'_>,
    effect: Effect,
    stored: &mut StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let before = match &stored.case.account {
        Some(account) => standing(work, account)?,
        None => None,
    };
    let account = change(work, effect, stored, progress, record)?;
    let missing = || OfficeError::Inconsistent(format!("户号{account}没有建立"));
    let (id, after) = standing(work, &account)?.ok_or_else(missing)?;
    let keep = |customer, before, after| {
        let step = record.id;
        let change = AccountChange {
            step,
            customer,
            before,
            after,
        };
        account_change::insert(work.conn, &change)
    };
    match before {
        // A step that opens an account may change the one that the case is about, too.
        Some((old, before)) if old != id => {
            let left = account_change::snapshot(work.conn, old)?;
            if left != before {
                keep(old, Some(before), left)?;
            }
            keep(id, None, after)?;
        }
        before => keep(id, before.map(|(_, snapshot)| snapshot), after)?,
    }
    Ok(account)
}

fn change(
    work: Work<'_>,
    effect: Effect,
    stored: &mut StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    match effect {
        Effect::Connect => connect::connect(work, stored, progress, record),
        Effect::Relocate => removal::relocate(work, stored, record),
        Effect::Remove => removal::remove(work, stored, record),
        Effect::Reconnect => removal::reconnect(work, stored, record),
        Effect::Reclassify => reclass::reclassify(work, stored, record),
        Effect::FinalReading => closure::final_reading(work, stored, record),
        Effect::TakeDown => closure::take_down(work, stored, record),
        Effect::Close => closure::close(work, stored, record),
        Effect::HandOver => transfer::hand_over(work, stored, progress, record),
        Effect::MeterPart => split::meter_part(work, stored, progress, record),
        Effect::Seal => suspension::seal(work, stored, record),
        Effect::Unseal => suspension::unseal(work, stored, record),
    }
}

/// What the account has against a step that is refused anyway: tried out, and gone with the refused act.
pub(super) fn objections(
    work: Work<'_>,
    mut stored: StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Vec<Refusal> {
    let place = progress.path().step(&record.step);
    let Some(effect) = place.and_then(|place| place.effect) else {
        return Vec::new();
    };
    match change(work, effect, &mut stored, progress, record) {
        Err(OfficeError::Refused(refusals)) => refusals,
        // What cannot be read yet is among what the check says.
        Ok(_) | Err(_) => Vec::new(),
    }
}

/// The first step not taken back that changed how an account is supplied, or opened one: while it stands the
/// case cannot be voided.
pub(in crate::office) fn that_stands<'a>(
    work: Work<'_>,
    records: &'a [StepRecord],
) -> Result<Option<&'a StepRecord>, OfficeError> {
    for record in records.iter().filter(|record| record.withdrawn.is_none()) {
        for change in account_change::of_step(work.conn, record.id)? {
            let same = change.before.as_ref().is_some_and(|before| {
                before.is_supplied_as(&change.after) && before.meters == change.after.meters
            });
            if !same {
                return Ok(Some(record));
            }
        }
    }
    Ok(None)
}

/// Puts the accounts back to where they stood before a step that is taken back, those that it opened first.
///
/// # Errors
/// Refused where something has happened on one of them since.
pub(in crate::office) fn take_back(
    work: Work<'_>,
    stored: &mut StoredCase,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    let changes = account_change::of_step(work.conn, record.id)?;
    account_change::remove(work.conn, record.id)?;
    for change in changes {
        put_back(work, stored, change)?;
    }
    Ok(())
}

fn put_back(
    work: Work<'_>,
    stored: &mut StoredCase,
    change: AccountChange,
) -> Result<(), OfficeError> {
    let now = account_change::snapshot(work.conn, change.customer)?;
    let account = now.customer.account.clone();
    let since = match happened_since(work, stored, &account, &change.after, &now)? {
        None => hung_elsewhere(work, &account, change.before.as_ref())?,
        since => since,
    };
    let since = since.or_else(|| corrected_since(&change, &now));
    if let Some(since) = since {
        let message = format!("户号{account}已有{since}，不能撤回这个环节");
        let instead = "信息有误的用“更正”，不用电的办销户";
        return crate::office::refuse(Refusal::new("COUNT-6", message, instead));
    }
    let detail = serde_json::json!({ "case": stored.case.number });
    let Some(before) = change.before else {
        if stored.case.account.as_ref() == Some(&account) {
            stored.case.account = None;
            case::update(work.conn, stored)?;
        }
        find::forget_customer(work, change.customer)?;
        customer::remove(work.conn, change.customer)?;
        return work.log(Act::CloseAccountAgain, &account, detail);
    };
    account_change::restore(work.conn, change.customer, &before)?;
    if before.customer.party != change.after.customer.party {
        customer::update_party(work.conn, change.customer, &before.customer.party)?;
    }
    // The holder's particulars may have been corrected since.
    let (_, back) = standing(work, &account)?
        .ok_or_else(|| OfficeError::Inconsistent(format!("户号{account}恢复后不在")))?;
    find::index_customer(work, change.customer, &back.customer, &back.meters)?;
    work.log(Act::RestoreAccount, &account, detail)
}

/// The new holder's particulars were corrected since the account went to him, in words: the old ones would take
/// their place.
fn corrected_since(change: &AccountChange, now: &Snapshot) -> Option<String> {
    let after = &change.after.customer.party;
    let before = change.before.as_ref()?;
    let handed_over = before.customer.party != *after;
    (handed_over && now.customer.party != *after).then(|| "后来的户主资料更正".to_owned())
}

/// A meter that would have to come back and hangs at another account by now, in words.
fn hung_elsewhere(
    work: Work<'_>,
    account: &str,
    before: Option<&Snapshot>,
) -> Result<Option<String>, OfficeError> {
    let meters = before.map_or(&[][..], |before| &before.meters);
    for meter in meters.iter().filter(|meter| meter.removed_on.is_none()) {
        let number = &meter.asset_number;
        let other = customer::account_of_meter(work.conn, number)?;
        if let Some(other) = other.filter(|other| other != account) {
            return Ok(Some(format!("电能表{number}改装在户号{other}的记录")));
        }
    }
    Ok(None)
}

/// The account that a case is about.
pub(super) fn account(work: Work<'_>, stored: &StoredCase) -> Result<StoredCustomer, OfficeError> {
    let missing = || OfficeError::Inconsistent(format!("工单{}没有户号", stored.case.number));
    let account = stored.case.account.as_ref().ok_or_else(missing)?;
    customer::by_account(work.conn, account)?.ok_or_else(missing)
}

fn standing(
    work: Work<'_>,
    account: &str,
) -> Result<Option<(customer::CustomerId, Snapshot)>, OfficeError> {
    let Some(found) = customer::by_account(work.conn, account)? else {
        return Ok(None);
    };
    Ok(Some((
        found.id,
        account_change::snapshot(work.conn, found.id)?,
    )))
}

/// What has happened on an account since a step, in words.
fn happened_since(
    work: Work<'_>,
    stored: &StoredCase,
    account: &str,
    then: &Snapshot,
    now: &Snapshot,
) -> Result<Option<String>, OfficeError> {
    let cases = case::of_account(work.conn, account)?;
    // Of an account that the case only opened, every case is later.
    let own = cases
        .iter()
        .position(|row| row.number == stored.case.number);
    let later = cases.get(own.map_or(0, |own| own + 1)..);
    Ok(if let Some(row) = later.and_then(<[_]>::first) {
        Some(format!("后来的工单{}", row.number))
    } else if then.readings != now.readings {
        Some("后来的抄表示数".to_owned())
    } else if then.meters != now.meters {
        Some("后来的换表记录".to_owned())
    } else if then.verifications != now.verifications {
        Some("后来的比例核实".to_owned())
    } else if !then.is_supplied_as(now) {
        Some("后来的用电变更".to_owned())
    } else {
        None
    })
}
