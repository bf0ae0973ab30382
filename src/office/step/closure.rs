//! The account is read for the last time, its meter comes down, it is closed (销户).

use crate::model::case::StepRecord;
use crate::model::vocabulary::AccountState;
use crate::office::{Act, OfficeError, Work};
use crate::rules::Refusal;
use crate::store::case::StoredCase;
use crate::store::customer;

use super::effect::account;
use super::meters::{hanging, kept, read, reading};
use super::others;
use super::removal::done;

/// The last reading is on record, by which the final bill is made (CLOSE-3); returns the account.
pub(super) fn final_reading(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    if !kept(record, "meter").is_empty() {
        let meter = hanging(work, found.id, record)?;
        let last = reading(record, &meter.asset_number)?;
        read(work, found.id, &last, ("reading", "最后示数（kWh）"))?;
        others::read_all(work, found.id, record, &meter.asset_number)?;
    }
    done(work, stored, &found, None, Act::FinalReading)
}

/// The meter is off for good, where it was not off already (CLOSE-3); returns the account.
pub(super) fn take_down(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    if !kept(record, "meter").is_empty() {
        let meter = hanging(work, found.id, record)?;
        customer::remove_meter(work.conn, &meter.asset_number, record.on)?;
        others::take_down(work, found.id, record, &meter.asset_number)?;
    }
    done(work, stored, &found, None, Act::TakeDown)
}

/// The account is closed and its contract ended; its transformers stay known (CLOSE-3). Returns the account.
pub(super) fn close(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let meters = customer::meters(work.conn, found.id)?;
    if let Some(meter) = meters.iter().find(|meter| meter.removed_on.is_none()) {
        let message = format!("电能表{}还装在该户，不能终止供用电", meter.asset_number);
        let instead = "撤回“拆表”，把在装的表拆下再办";
        return crate::office::refuse(Refusal::new("CLOSE-3", message, instead));
    }
    customer::end_contracts(work.conn, found.id, record.on)?;
    let closed = Some(AccountState::Closed);
    done(work, stored, &found, closed, Act::CloseAccount)
}
