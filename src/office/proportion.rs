//! Readings out of all proportion to the account (示数异常): warned of, never refused.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::capacity::Capacity;
use crate::model::customer::{Meter, Reading};
use crate::model::text::half_width;
use crate::rules::consumption::{last_before, used_in_words, warning};
use crate::store::customer::{self, StoredCustomer};

use super::{OfficeError, Work};

/// What is odd about the readings that an account has of a day.
///
/// # Errors
/// The records cannot be read.
pub fn of_day(work: Work<'_>, account: &str, on: NaiveDate) -> Result<Vec<String>, OfficeError> {
    let Some(StoredCustomer { id, customer }) =
        customer::by_account(work.conn, &half_width(account))?
    else {
        return Ok(Vec::new());
    };
    let meters = customer::meters(work.conn, id)?;
    let readings = customer::readings(work.conn, id)?;
    let of_day = readings.iter().filter(|one| one.read_on == on);
    let warnings = of_day.filter_map(|now| {
        let meter = meters
            .iter()
            .find(|meter| meter.asset_number == now.meter)?;
        let before = last_before(&readings, &now.meter, on)?;
        warning(meter, before, now, customer.capacity)
    });
    Ok(warnings.collect())
}

/// What is odd about a reading not recorded yet; an empty asset number is the meter that hangs there alone.
///
/// # Errors
/// The records cannot be read.
pub fn typed(
    work: Work<'_>,
    account: &str,
    meter: &str,
    on: NaiveDate,
    value: Decimal,
) -> Result<Option<String>, OfficeError> {
    let since = since_last(work, account, meter, on, value)?;
    Ok(since.and_then(|one| warning(&one.meter, &one.before, &one.now, one.capacity)))
}

/// What a reading comes to, recorded or not, since the one before it; as [`typed`].
///
/// # Errors
/// The records cannot be read.
pub fn used(
    work: Work<'_>,
    account: &str,
    meter: &str,
    on: NaiveDate,
    value: Decimal,
) -> Result<Option<String>, OfficeError> {
    let since = since_last(work, account, meter, on, value)?;
    Ok(since.map(|one| used_in_words(&one.meter, &one.before, &one.now)))
}

/// A reading of a meter and the one before it.
struct Since {
    meter: Meter,
    before: Reading,
    now: Reading,
    capacity: Capacity,
}

fn since_last(
    work: Work<'_>,
    account: &str,
    meter: &str,
    on: NaiveDate,
    value: Decimal,
) -> Result<Option<Since>, OfficeError> {
    let Some(StoredCustomer { id, customer }) =
        customer::by_account(work.conn, &half_width(account))?
    else {
        return Ok(None);
    };
    let meters = customer::meters(work.conn, id)?;
    let number = half_width(meter).to_ascii_uppercase();
    let known = meters.into_iter().find(|known| {
        known.asset_number == number || (number.is_empty() && known.removed_on.is_none())
    });
    let Some(meter) = known else {
        return Ok(None);
    };
    let readings = customer::readings(work.conn, id)?;
    let before = last_before(&readings, &meter.asset_number, on).cloned();
    Ok(before.map(|before| Since {
        now: Reading {
            meter: meter.asset_number.clone(),
            read_on: on,
            value,
        },
        before,
        meter,
        capacity: customer.capacity,
    }))
}
