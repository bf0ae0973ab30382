//! The price of an account changes (改类): another class, or a ratio of several.

use serde_json::json;

use crate::model::application::Change;
use crate::model::case::StepRecord;
use crate::model::customer::Customer;
use crate::office::{Act, OfficeError, Work};
use crate::store::case::StoredCase;
use crate::store::{customer, ratio};

use super::effect::account;
use super::meters::{hanging, read, reading};
use super::others;

/// The account is billed by the class or ratio applied for, its meter read on the day (RECLASS-3, RECLASS-5);
/// returns the account.
pub(super) fn reclassify(
    work: Work<'_>,
    stored: &StoredCase,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let application = &stored.case.application;
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    let found = account(work, stored)?;
    let meter = hanging(work, found.id, record)?;
    let value = reading(record, &meter.asset_number)?;
    read(work, found.id, &value, ("reading", "更改时示数（kWh）"))?;
    others::read_all(work, found.id, record, &meter.asset_number)?;
    let changed = Customer {
        tariff: application.tariff,
        billing: application.billing,
        ..found.customer.clone()
    };
    customer::update_supply(work.conn, found.id, &changed)?;
    ratio::set_shares(work.conn, found.id, shares)?;
    let detail = json!({
        "case": stored.case.number,
        "from": found.customer.tariff,
        "to": changed.tariff,
        "shares": shares,
    });
    work.log(Act::Reclassify, &changed.account, detail)?;
    Ok(changed.account)
}
