//! The parts of a split account (分户) in their case: how far each has come, and what its steps ask for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::Part;
use crate::model::case::Case;
use crate::model::vocabulary::Class;
use crate::rules::course::Course;
use crate::rules::field::{FieldSpec, Required};
use crate::rules::metering_points::OTHER_METERS;
use crate::rules::procedure::PathStep;
use crate::rules::progress::{PART, Progress};
use crate::store::account_change;

use super::{OfficeError, Work, customer};

/// How far a part of a split account has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartStanding {
    pub part: Part,
    pub contract_signed_on: Option<NaiveDate>,
    pub metered_on: Option<NaiveDate>,
    /// The account that it became.
    pub account: Option<String>,
}

/// How far each part of a split case has come.
///
/// # Errors
/// The records cannot be read.
pub(super) fn standing(
    work: Work<'_>,
    case: &Case,
    progress: &Progress<'_>,
) -> Result<Vec<PartStanding>, OfficeError> {
    let numbered = (1..).zip(case.application.parts());
    let standing = numbered.map(|(number, part)| {
        let signed = progress.part(&CONTRACT.into(), number);
        let metered = progress.part(&"metered".into(), number);
        let account = match metered {
            Some(record) => account_change::opened_by(work.conn, record.id)?,
            None => None,
        };
        Ok(PartStanding {
            part: part.clone(),
            contract_signed_on: signed.map(|record| record.on),
            metered_on: metered.map(|record| record.on),
            account,
        })
    });
    standing.collect()
}

/// Of a step that is recorded once a part: the parts still open, and the old meter's last reading with the
/// last of them; where that meter is behind transformers, each part's multiplier is said.
pub(super) fn suit(
    work: Work<'_>,
    fields: &mut Vec<FieldSpec>,
    course: Course<'_>,
    progress: &Progress<'_>,
    place: &PathStep,
) -> Result<(), OfficeError> {
    if place.once_a.is_none() {
        return Ok(());
    }
    let open: Vec<String> = progress
        .open_parts(&place.id)
        .map(|part| part.to_string())
        .collect();
    let meters = match &course.application.account {
        Some(account) => customer::customer_file(work, account)?.meters,
        None => Vec::new(),
    };
    let old = customer::at_hand(&meters);
    let old_hangs = old.is_some_and(|meter| meter.removed_on.is_none());
    let behind_transformers = old.is_some_and(|meter| meter.multiplier != Decimal::ONE);
    let of_old = ["old_reading", OTHER_METERS];
    fields.retain(|spec| !of_old.contains(&spec.name.as_str()) || (old_hangs && open.len() == 1));
    for spec in fields {
        match spec.name.as_str() {
            PART => spec.options.retain(|option| open.contains(&option.value)),
            "old_reading" => spec.required = Required::Always,
            "multiplier" if behind_transformers => spec.required = Required::Always,
            _ => {}
        }
    }
    Ok(())
}

/// The step at which a contract is signed.
pub(super) const CONTRACT: &str = "contract_signed";

/// The form of the contract that a class signs.
pub fn contract_form(class: Class) -> String {
    format!("{class}_contract")
}

/// The form that goes with a step; with a part's contract, that of its class.
pub(super) fn form(
    course: Course<'_>,
    progress: &Progress<'_>,
    place: &PathStep,
) -> Option<String> {
    let open = progress.open_parts(&place.id).next();
    let part = open.and_then(|open| course.application.parts().get(open.checked_sub(1)?));
    match part.filter(|_| place.id.as_str() == CONTRACT) {
        Some(part) => Some(contract_form(part.class)),
        None => place.definition.form.clone(),
    }
}
