//! Finding anything by any part (查找), and keeping the index true.

use crate::model::application::Change;
use crate::model::case::Case;
use crate::model::customer::{Customer, Meter};
use crate::model::text::half_width;
use crate::store::case::{self, CaseId, CaseRow};
use crate::store::claim::{self, ClaimRow};
use crate::store::customer::{self, CustomerId};
use crate::store::search::{self, Kind, Searchable};

use super::{OfficeError, Work};

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Customer(Box<Customer>),
    Case(Box<CaseRow>),
    Claim(Box<ClaimRow>),
}

/// Claims by any part of their number that has its letter; customers and cases by any part of name, address, phone,
/// identity number, account, meter number, case number, or the pinyin initials of the name; then claims by those of
/// their customer, by the incident and by the receipts.
///
/// # Errors
/// The index cannot be read.
pub fn find(work: Work<'_>, text: &str, limit: usize) -> Result<Vec<Found>, OfficeError> {
    let mut found = Vec::new();
    // The letter of a claim's number stands in no other code.
    let code = half_width(text).to_ascii_uppercase();
    if code.contains('W') && code.is_ascii() {
        let claims = claim::numbered(work.conn, &code)?.into_iter().take(limit);
        found.extend(claims.map(|row| Found::Claim(Box::new(row))));
    }
    let limit = limit.saturating_sub(found.len());
    for hit in search::find(work.conn, text, limit)? {
        match hit.kind {
            Kind::Customer => {
                let stored = customer::by_id(work.conn, CustomerId(hit.id))?;
                found.extend(stored.map(|stored| Found::Customer(Box::new(stored.customer))));
            }
            Kind::Case => {
                let row = case::row(work.conn, CaseId(hit.id))?;
                found.extend(row.map(|row| Found::Case(Box::new(row))));
            }
            Kind::Claim => {
                let row = claim::row(work.conn, hit.id)?;
                let row = row.map(|row| Found::Claim(Box::new(row)));
                found.extend(row.filter(|row| !found.contains(row)));
            }
        }
    }
    Ok(found)
}

/// Customers by any part of what [`find`] finds them by.
///
/// # Errors
/// The index cannot be read.
pub fn customers(work: Work<'_>, text: &str, limit: usize) -> Result<Vec<Customer>, OfficeError> {
    let mut found = Vec::new();
    for id in search::find_customers(work.conn, text, limit)? {
        let stored = customer::by_id(work.conn, CustomerId(id))?;
        found.extend(stored.map(|stored| stored.customer));
    }
    Ok(found)
}

/// Makes a case findable.
pub(super) fn index_case(work: Work<'_>, id: CaseId, case: &Case) -> Result<(), OfficeError> {
    let party = &case.application.customer;
    let initials = search::initials(&party.name);
    let mut words = vec![party.name.as_str(), &initials, &party.address];
    // Who held the account until then is looked for too.
    if let Some(Change::Transfer { from, .. }) = &case.application.change {
        words.push(&from.name);
    }
    let searchable = Searchable {
        words: &words,
        codes: &[&case.number, &party.id_number, &party.phone],
    };
    Ok(search::index_case(work.conn, id.0, &searchable)?)
}

/// Makes a customer findable.
pub(super) fn index_customer(
    work: Work<'_>,
    id: CustomerId,
    customer: &Customer,
    meters: &[Meter],
) -> Result<(), OfficeError> {
    let party = &customer.party;
    let mut codes = vec![customer.account.as_str(), &party.id_number, &party.phone];
    codes.extend(meters.iter().map(|meter| meter.asset_number.as_str()));
    let initials = search::initials(&party.name);
    let searchable = Searchable {
        words: &[&party.name, &initials, &party.address],
        codes: &codes,
    };
    search::index_customer(work.conn, id.0, &searchable)?;
    for row in claim::list(work.conn, Some(&customer.account))? {
        put_claim(work, &row)?;
    }
    Ok(())
}

/// Makes a claim findable.
pub(super) fn index_claim(work: Work<'_>, number: &str) -> Result<(), OfficeError> {
    match claim::row_of(work.conn, number)? {
        Some(row) => put_claim(work, &row),
        None => Ok(()),
    }
}

fn put_claim(work: Work<'_>, row: &ClaimRow) -> Result<(), OfficeError> {
    let initials = search::initials(&row.name);
    let line = row.line.as_deref().unwrap_or_default();
    // A receipt's number is whatever its office prints on it.
    let receipts = row.receipts.split_whitespace();
    let words = [&row.name, &initials, &row.address, line];
    let words: Vec<&str> = words.into_iter().chain(receipts).collect();
    let incident = row.incident.as_deref().unwrap_or_default();
    let searchable = Searchable {
        words: &words,
        codes: &[&row.number, &row.account, incident],
    };
    Ok(search::index_claim(work.conn, row.id, &searchable)?)
}

/// Takes a customer out of the index.
pub(super) fn forget_customer(work: Work<'_>, id: CustomerId) -> Result<(), OfficeError> {
    Ok(search::remove_customer(work.conn, id.0)?)
}
