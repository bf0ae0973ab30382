//! Running numbers (编号), taken in the transaction that uses them, AUDIT-1.

use chrono::Datelike;

use crate::rules::case_number;
use crate::store::{customer, sequence};

use super::{OfficeError, Work};

/// The next case number of the year worked in.
pub(super) fn next_case(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::CASES, year)?;
    Ok(case_number::case(
        work.settings.office_code(),
        year,
        running,
    ))
}

/// The next refusal number of the year worked in.
pub(super) fn next_refusal(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::REFUSALS, year)?;
    Ok(case_number::refusal(
        work.settings.office_code(),
        year,
        running,
    ))
}

/// The next number of what ran already when the records began.
pub(super) fn next_opening(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::OPENINGS, year)?;
    Ok(case_number::opening(
        work.settings.office_code(),
        year,
        running,
    ))
}

/// The next number of a notice before a closure for want of use.
pub(super) fn next_idle_notice(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::IDLE_NOTICES, year)?;
    let code = work.settings.office_code();
    Ok(case_number::idle_notice(code, year, running))
}

/// The next number of a contact with a customer.
pub(super) fn next_contact(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::CONTACTS, year)?;
    Ok(case_number::contact(
        work.settings.office_code(),
        year,
        running,
    ))
}

/// The next number of a complaint.
pub(super) fn next_complaint(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::COMPLAINTS, year)?;
    Ok(case_number::complaint(
        work.settings.office_code(),
        year,
        running,
    ))
}

/// The next number of a claim's file.
pub(super) fn next_claim(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::CLAIMS, year)?;
    let code = work.settings.office_code();
    Ok(case_number::claim(code, year, running))
}

/// The next number of an incident.
pub(super) fn next_incident(work: Work<'_>) -> Result<String, OfficeError> {
    let year = work.desk.today.year();
    let running = sequence::next(work.conn, case_number::INCIDENTS, year)?;
    let code = work.settings.office_code();
    Ok(case_number::incident(code, year, running))
}

/// The next free account number: one above the highest with the office's prefix.
pub(super) fn next_account(work: Work<'_>) -> Result<String, OfficeError> {
    let length = work.settings.account_length();
    let prefix = work.settings.get("account.prefix");
    let highest = customer::highest_account(work.conn, prefix, length)?;
    let last = highest.and_then(|account| account.get(prefix.len()..)?.parse::<u64>().ok());
    let width = length.saturating_sub(prefix.len());
    let account = format!("{prefix}{:0width$}", last.unwrap_or(0) + 1);
    if account.len() == length {
        Ok(account)
    } else {
        Err(OfficeError::Inconsistent(format!(
            "前缀{prefix}的户号已经用完"
        )))
    }
}

/// An asset number that no meter in place has, for an example.
pub(super) fn free_meter(work: Work<'_>, case_number: &str) -> Result<String, OfficeError> {
    let digits: String = case_number.chars().filter(char::is_ascii_digit).collect();
    for tail in 0_u32.. {
        let number = format!(
            "{:0>18}{tail:04}",
            &digits[digits.len().saturating_sub(18)..]
        );
        if customer::account_of_meter(work.conn, &number)?.is_none() {
            return Ok(number);
        }
    }
    Err(OfficeError::Inconsistent("没有可用的表号".to_owned()))
}
