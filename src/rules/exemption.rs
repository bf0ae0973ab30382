//! Steps that small works may leave out (无需办理): only where a rulebook lists class, capacity and step.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::application::Application;
use crate::model::case::StepId;
use crate::model::vocabulary::Class;

use super::rulebook::Rulebooks;

/// A step that need not be carried out for works up to a capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub class: Class,
    pub step: StepId,
    /// kVA, included; a kW counts as a kVA.
    pub up_to: Decimal,
    /// Where it stands.
    pub article: String,
}

/// The exemption in force on a day that covers a step of an application; the manual itself has none.
pub fn of<'a>(
    books: &'a Rulebooks,
    application: &Application,
    step: &StepId,
    on: NaiveDate,
) -> Option<&'a Exemption> {
    books.exemptions(on).find(|exemption| {
        exemption.class == application.class
            && exemption.step == *step
            && application.capacity.value <= exemption.up_to
    })
}
