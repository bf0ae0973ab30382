//! Showing identity numbers and phones whole (查看完整信息), which is logged with its purpose.

use serde_json::json;

use super::{Act, OfficeError, Work, refuse};

/// Logs that someone is shown a subject's identity numbers and phones whole; returns nothing but leave.
///
/// # Errors
/// Refused without a purpose.
pub fn reveal(work: Work<'_>, subject: &str, purpose: &str) -> Result<(), OfficeError> {
    let purpose = refuse::reason(purpose)?;
    work.log(Act::Reveal, subject, json!({ "purpose": purpose }))
}
