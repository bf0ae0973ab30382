//! The capacity that a plan approves (批准容量) against what the account has and what was applied for.

use rust_decimal::Decimal;

use crate::model::application::{Application, Change};

use super::field;
use super::guard::Recording;
use super::refusal::Refusal;

/// NEW-4: an increase leaves the account with more than it had.
pub(super) fn objection(recording: Recording<'_>) -> Option<Refusal> {
    let application = recording.course.application;
    let Some(Change::CapacityIncrease { original, .. }) = &application.change else {
        return None;
    };
    let planned = field::decimal(recording.field("capacity"), 4).ok()?;
    if planned > *original {
        return None;
    }
    let unit = application.capacity.unit;
    let (planned, original) = (planned.normalize(), original.normalize());
    let message = format!("批准容量{planned} {unit}不大于原有容量{original} {unit}，不是增容");
    let instead = "填增容后的总容量，不是增加的容量；不同意增容的，作废工单并写明理由";
    Some(Refusal::new("NEW-4", message, instead).at("capacity"))
}

/// What is odd about a plan's capacity, in words: it is another than the one applied for. A warning: the office may
/// well approve another.
pub fn warning(application: &Application, planned: Decimal) -> Option<String> {
    let asked = application.capacity;
    (planned != asked.value).then(|| {
        let (planned, unit) = (planned.normalize(), asked.unit);
        format!("批准容量{planned} {unit}与申请的{asked}不同；请核对，确实核定如此的照此记录，合同和户号按批准容量")
    })
}
