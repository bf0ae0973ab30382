//! The meter moves (移表), goes for a time (暂拆), comes back (复装).

use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::customer::Customer;
use crate::model::vocabulary::AccountState;
use crate::office::{Act, OfficeError, Work, find};
use crate::rules::Refusal;
use crate::store::case::StoredCase;
use crate::store::customer::{self, StoredCustomer};

use super::effect::account;
use super::meters::{self, hanging, kept, lower, read, reading, reading_of};
use super::others;

/// What the reading of a meter in its old place is called.
const BEFORE: &str = "移前示数（kWh）";
/// What the reading of a meter in its new place is called.
const AFTER: &str = "移后示数（kWh）";

/// The meter hangs elsewhere with other seals (MOVE-1); returns the account.
pub(super) fn relocate(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let meter = hanging(work, found.id, record)?;
    let before = reading_of(record, "old_reading", &meter.asset_number)?;
    let after = reading(record, &meter.asset_number)?;
    let mut refusals = Vec::new();
    refusals.extend(lower(work, found.id, &before, ("old_reading", BEFORE))?);
    if after.value < before.value {
        let problem = format!("{}小于移前示数{}", after.value, before.value);
        refusals.push(Refusal::input("reading", AFTER, problem));
    } else {
        refusals.extend(lower(work, found.id, &after, ("reading", AFTER))?);
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    read(work, found.id, &after, ("reading", AFTER))?;
    customer::seal_meter(work.conn, &meter.asset_number, kept(record, "seals"))?;
    done(work, stored, &found, None, Act::MoveMeter)
}

/// The meter is off with its last reading, the capacity stays reserved (REMOVE-1, REMOVE-3); returns the
/// account.
pub(super) fn remove(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let meter = hanging(work, found.id, record)?;
    let last = reading(record, &meter.asset_number)?;
    read(work, found.id, &last, ("reading", "电能表止度（kWh）"))?;
    customer::remove_meter(work.conn, &meter.asset_number, record.on)?;
    others::take_down(work, found.id, record, &meter.asset_number)?;
    done(
        work,
        stored,
        &found,
        Some(AccountState::Removed),
        Act::RemoveMeter,
    )
}

/// A meter hangs again and the account is active (REMOVE-5); returns the account.
pub(super) fn reconnect(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    meters::hang_again(work, found.id, record)?;
    done(
        work,
        stored,
        &found,
        Some(AccountState::Active),
        Act::Reconnect,
    )
}

/// Writes the state, where it changes, and the log; returns the account.
pub(super) fn done(
    work: Work<'_>,
    stored: &StoredCase,
    found: &StoredCustomer,
    state: Option<AccountState>,
    act: Act,
) -> Result<String, OfficeError> {
    let changed = Customer {
        state: state.unwrap_or(found.customer.state),
        ..found.customer.clone()
    };
    if changed.state != found.customer.state {
        customer::update_supply(work.conn, found.id, &changed)?;
    }
    let meters = customer::meters(work.conn, found.id)?;
    find::index_customer(work, found.id, &changed, &meters)?;
    work.log(act, &changed.account, json!({ "case": stored.case.number }))?;
    Ok(changed.account)
}
