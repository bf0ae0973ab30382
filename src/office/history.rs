//! Who did what and when (流水).

use crate::rules::Refusal;
use crate::store::event::{self, Event};
use crate::store::{case, claim, customer, refusal};

use super::{OfficeError, Work};

/// The log of a case, a refusal, a claim or an account, in order.
///
/// # Errors
/// Refused where there is nothing of that number.
pub fn history(work: Work<'_>, subject: &str) -> Result<Vec<Event>, OfficeError> {
    let known = case::by_number(work.conn, subject)?.is_some()
        || refusal::by_number(work.conn, subject)?.is_some()
        || claim::by_number(work.conn, subject)?.is_some()
        || customer::by_account(work.conn, subject)?.is_some();
    if !known {
        let problem = format!("没有编号为“{subject}”的工单、告知单、违约理赔档案或户号");
        return super::refuse(Refusal::input("case", "编号", problem));
    }
    Ok(event::of(work.conn, subject)?)
}

/// Recomputes the whole log's chain of hashes (AUDIT-5): the first row that does not fit, if any.
///
/// # Errors
/// The log cannot be read at all.
pub fn broken_at(work: Work<'_>) -> Result<Option<i64>, OfficeError> {
    Ok(event::verify(work.conn)?)
}
