//! The account goes to another holder (更名过户): a new contract in the place of the old, the number stays.

use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::customer::Customer;
use crate::office::{Act, OfficeError, Work, find};
use crate::rules::progress::Progress;
use crate::store::case::StoredCase;
use crate::store::customer;

use super::connect;
use super::effect::account;
use super::meters::{hanging, read, reading};
use super::others;

/// The new holder's name and contract stand on the account, its meter read on the day (TRANSFER-1); returns the
/// account.
pub(super) fn hand_over(
    work: Work<'_>,
    stored: &StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let meter = hanging(work, found.id, record)?;
    let value = reading(record, &meter.asset_number)?;
    read(work, found.id, &value, ("reading", "当天示数（kWh）"))?;
    others::read_all(work, found.id, record, &meter.asset_number)?;
    let handed_over = Customer {
        party: stored.case.application.customer.clone(),
        ..found.customer
    };
    customer::update_party(work.conn, found.id, &handed_over.party)?;
    let contract = connect::contract(stored, progress, record);
    customer::end_contracts(work.conn, found.id, contract.in_force_on)?;
    customer::add_contract(work.conn, found.id, &contract)?;
    let meters = customer::meters(work.conn, found.id)?;
    find::index_customer(work, found.id, &handed_over, &meters)?;
    let detail = json!({ "case": stored.case.number, "contract": contract.number });
    work.log(Act::HandOver, &handed_over.account, detail)?;
    Ok(handed_over.account)
}
