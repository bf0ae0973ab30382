//! A customer with all that belongs to the account (客户).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::{KnownLoad, Source};
use crate::model::capacity::Capacity;
use crate::model::contact::{Complaint, Contact, KeyCustomer};
use crate::model::customer::{Customer, Meter, Reading, TariffShare, Transformer, Verification};
use crate::model::opening::KeptOpening;
use crate::model::vocabulary::AccountState;
use crate::rules::Refusal;
use crate::rules::removal::{self, LastDay};
use crate::store::case::{self, CaseRow};
use crate::store::customer::{self, Contract, StoredCustomer};
use crate::store::{complaint, contact, opening, ratio};

use super::verify::{self, RatioStanding};
use super::{OfficeError, Work, accept};

/// Everything about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerFile {
    pub customer: Customer,
    pub meters: Vec<Meter>,
    /// What its applications said of where its power comes from.
    pub sources: Vec<Source>,
    pub transformers: Vec<Transformer>,
    /// What its applications said of its load.
    pub load: KnownLoad,
    pub readings: Vec<Reading>,
    pub contracts: Vec<Contract>,
    pub cases: Vec<CaseRow>,
    /// The account that was split into this one, and those that this one was split into (分户).
    pub split_from: Option<Customer>,
    pub split_into: Vec<Customer>,
    /// What ran already when the records began (期初业务), those taken back among them.
    pub openings: Vec<KeptOpening>,
    /// Of an account whose meter is off for a time (暂拆).
    pub removal: Option<Removal>,
    /// By which its energy is billed in several classes (定比); empty where it has one class.
    pub shares: Vec<TariffShare>,
    pub verifications: Vec<Verification>,
    pub contacts: Vec<Contact>,
    pub complaints: Vec<Complaint>,
    /// By which it is visited (CONTACT-2).
    pub key_customer: Option<KeyCustomer>,
    /// Of an account with a ratio: by when it is to be verified (RECLASS-5).
    pub ratio: Option<RatioStanding>,
}

/// A temporary removal: since when, and how long the meter can be asked for back (REMOVE-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub removed_on: NaiveDate,
    pub last: LastDay,
}

impl Removal {
    pub(super) fn of(work: Work<'_>, removed_on: NaiveDate) -> Result<Self, OfficeError> {
        let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
        Ok(Self {
            removed_on,
            last: removal::last_day(removed_on, books, calendar)?,
        })
    }

    /// Since when, and by which day it can be asked for back, with what is to be known of that day (COUNT-3, COUNT-4).
    pub fn in_words(&self, capacity: Capacity, today: NaiveDate) -> String {
        let (day, last) = (self.removed_on, self.last.due);
        if self.is_past(today) {
            return format!("{day}拆表，{last}是申请复装的最后一天，已经过期，按新装办理");
        }
        let note = self.last.note.as_ref();
        let note = note.map_or_else(String::new, |note| format!("；{note}"));
        format!("{day}拆表，容量{capacity}保留，最迟{last}申请复装{note}")
    }

    /// REMOVE-6
    pub fn is_past(&self, today: NaiveDate) -> bool {
        today > self.last.due
    }
}

/// The customer of an account, or a refusal that says there is none.
pub(super) fn stored(work: Work<'_>, account: &str) -> Result<StoredCustomer, OfficeError> {
    match customer::by_account(work.conn, account)? {
        Some(stored) => Ok(stored),
        None => super::refuse(Refusal::input(
            "account",
            "户号",
            format!("没有户号“{account}”"),
        )),
    }
}

/// Reads a whole customer.
///
/// # Errors
/// Refused where there is no such account.
pub fn customer_file(work: Work<'_>, account: &str) -> Result<CustomerFile, OfficeError> {
    let StoredCustomer { id, customer } = stored(work, account)?;
    let removed_on = match customer.state {
        AccountState::Removed => case::removed_on(work.conn, account)?,
        _ => None,
    };
    Ok(CustomerFile {
        removal: removed_on.map(|day| Removal::of(work, day)).transpose()?,
        split_from: customer::split_from(work.conn, id)?.map(|old| old.customer),
        split_into: customer::split_into(work.conn, id)?
            .into_iter()
            .map(|part| part.customer)
            .collect(),
        meters: customer::meters(work.conn, id)?,
        sources: case::sources(work.conn, account)?,
        transformers: customer::transformers(work.conn, id)?,
        load: accept::load(work, account, None)?,
        readings: customer::readings(work.conn, id)?,
        contracts: customer::contracts(work.conn, id)?,
        cases: case::of_account(work.conn, account)?,
        openings: opening::of_account(work.conn, id)?,
        shares: ratio::shares(work.conn, id)?,
        verifications: ratio::verifications(work.conn, id)?,
        contacts: contact::of_customer(work.conn, id)?,
        complaints: complaint::of_customer(work.conn, id)?,
        key_customer: contact::key_customer(work.conn, id)?,
        ratio: verify::standing(work, account)?,
        customer,
    })
}

/// Of an account's meters the one that hangs there, the first of several, or the one last taken off.
pub(super) fn at_hand(meters: &[Meter]) -> Option<&Meter> {
    let hanging = meters.iter().find(|meter| meter.removed_on.is_none());
    hanging.or(meters.iter().max_by_key(|meter| meter.removed_on))
}

/// The meter that hangs at an account, or the one last taken off that hangs nowhere else; with its last reading.
pub(super) fn meter_at_hand(
    work: Work<'_>,
    account: &str,
) -> Result<Option<(Meter, Decimal)>, OfficeError> {
    let StoredCustomer { id, .. } = stored(work, account)?;
    let meters = customer::meters(work.conn, id)?;
    let Some(meter) = at_hand(&meters) else {
        return Ok(None);
    };
    if meter.removed_on.is_some()
        && customer::account_of_meter(work.conn, &meter.asset_number)?.is_some()
    {
        return Ok(None);
    }
    let readings = customer::readings(work.conn, id)?;
    let last = readings
        .iter()
        .rfind(|reading| reading.meter == meter.asset_number);
    let value = last.map_or(Decimal::ZERO, |reading| reading.value);
    Ok(Some((meter.clone(), value)))
}
