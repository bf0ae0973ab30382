//! The use of sealed equipment against what is known of the suspension that the file names, BREACH-3.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::text::half_width;
use crate::model::typed::Fields;
use crate::office::{OfficeError, Work, customer, suspension};
use crate::rules::Refusal;
use crate::rules::claim::sealed::{self, Used};

/// Everything that cannot have been so.
///
/// # Errors
/// The records cannot be read.
pub(super) fn objections(
    work: Work<'_>,
    account: &str,
    (facts, inputs, found_on): (&BTreeMap<String, String>, &Fields, NaiveDate),
) -> Result<Vec<Refusal>, OfficeError> {
    let number = facts.get("suspension").map(|text| half_width(text));
    let stored = customer::stored(work, account)?;
    let all = suspension::of_account(work, stored.id)?;
    let named = all.iter().find(|one| Some(&one.case) == number.as_ref());
    Ok(sealed::objections(Used {
        facts,
        inputs,
        found_on,
        suspension: named.filter(|one| one.sealing.is_some()),
    }))
}
