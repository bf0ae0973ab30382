//! Rows for lists (列表): cases, customers, and how many stand where.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::customer::Customer;
use crate::model::vocabulary::{CaseState, Kind};
use crate::store::{case, customer, refusal};

use super::case_file::CaseFile;
use super::{OfficeError, Work};

pub use crate::store::case::CaseRow;
pub use crate::store::refusal::TurnedAway;

/// The cases in any of the states, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn cases(work: Work<'_>, states: &[CaseState]) -> Result<Vec<CaseRow>, OfficeError> {
    Ok(case::list(work.conn, states)?)
}

/// The step that closes with the signatures.
const SIGNED: &str = "contract_signed";

/// Numbers of the cases that are carried out while their contract is still to be signed: another tariff class holds
/// before its supplement (改类).
///
/// # Errors
/// The records cannot be read.
pub fn to_sign(work: Work<'_>) -> Result<BTreeSet<String>, OfficeError> {
    let procedures = &work.manual.procedures;
    let signs = |kind, class| {
        let path = procedures.path(kind, class);
        path.is_some_and(|path| path.step(&SIGNED.into()).is_some())
    };
    let unsigned = case::unsigned(work.conn)?.into_iter();
    let unsigned = unsigned.filter(|(_, kind, class)| signs(*kind, *class));
    Ok(unsigned.map(|(number, ..)| number).collect())
}

/// Whether a case is one of [`to_sign`].
pub fn is_to_sign(file: &CaseFile) -> bool {
    let mut next = file.next.iter();
    file.case.state == CaseState::Completed && next.any(|next| next.step.as_str() == SIGNED)
}

/// Everyone turned away, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn refusals(work: Work<'_>) -> Result<Vec<TurnedAway>, OfficeError> {
    Ok(refusal::list(work.conn)?)
}

/// The refusal of a number, if there is one.
///
/// # Errors
/// The records cannot be read.
pub fn refusal(work: Work<'_>, number: &str) -> Result<Option<TurnedAway>, OfficeError> {
    Ok(refusal::by_number(work.conn, number)?)
}

/// The kind of business of a case, if there is one of that number.
///
/// # Errors
/// The records cannot be read.
pub fn kind(work: Work<'_>, number: &str) -> Result<Option<Kind>, OfficeError> {
    let stored = case::by_number(work.conn, number)?;
    Ok(stored.map(|stored| stored.case.application.kind))
}

/// How many cases of each kind are in hand.
///
/// # Errors
/// The records cannot be read.
pub fn open_counts(work: Work<'_>) -> Result<BTreeMap<Kind, i64>, OfficeError> {
    Ok(case::count_by_kind(work.conn, CaseState::IN_HAND)?)
}

/// The customers opened last, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn latest_customers(work: Work<'_>, limit: u32) -> Result<Vec<Customer>, OfficeError> {
    let stored = customer::latest(work.conn, limit)?;
    Ok(stored.into_iter().map(|stored| stored.customer).collect())
}

/// How many customers there are.
///
/// # Errors
/// The records cannot be read.
pub fn customer_count(work: Work<'_>) -> Result<i64, OfficeError> {
    Ok(customer::count(work.conn)?)
}
