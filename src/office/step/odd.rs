//! What is odd about a step as typed or as recorded, in words; nothing forbids it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::application::{Application, Change};
use crate::model::case::StepId;
use crate::model::suspension::Stretch;
use crate::model::vocabulary::{Billing, Kind, LateReason};
use crate::office::{OfficeError, Work, customer};
use crate::rules::summary::capacity;
use crate::rules::suspension::Limits;
use crate::rules::suspension::late::LateSealing;
use crate::rules::{field, plan_capacity, seals, surveyed};
use crate::store::suspension::NEW_END;

/// A step as it is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub step: &'a StepId,
    pub on: NaiveDate,
    pub late_reason: Option<LateReason>,
    pub fields: &'a BTreeMap<String, String>,
}

impl Told<'_> {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Everything that is odd about a step of an application.
///
/// # Errors
/// The records cannot be read.
pub fn odd(
    work: Work<'_>,
    application: &Application,
    told: Told<'_>,
) -> Result<Vec<String>, OfficeError> {
    let mut found = Vec::new();
    match told.step.as_str() {
        "sealed" => found.extend(sealed_late(work, application, told)?),
        "survey" if application.kind == Kind::Relocation => {
            found.extend(other_capacity(application, told));
        }
        "survey" if application.kind == Kind::Reclassification => {
            let other = surveyed::other_ratio(application, told.field(surveyed::SHARES));
            found.extend(other.map(|other| format!("{other}；这样不能更改电价，请核对")));
        }
        capacity::PLAN => {
            let planned = field::decimal(told.field("capacity"), 4).ok();
            found.extend(planned.and_then(|kw| plan_capacity::warning(application, kw)));
        }
        _ => {}
    }
    found.extend(same_seals(told));
    Ok(found)
}

/// A sealing after the day applied for, once it is said whose doing that was (SUSPEND-9, SUSPEND-12).
fn sealed_late(
    work: Work<'_>,
    application: &Application,
    told: Told<'_>,
) -> Result<Option<String>, OfficeError> {
    let (Some(reason), Some(Change::Suspension { from, to, .. }), Some(account)) =
        (told.late_reason, &application.change, &application.account)
    else {
        return Ok(None);
    };
    let limits = Limits::on(&work.manual.rulebooks, application.applied_on)?;
    let basic_fee = customer::stored(work, account)?.customer.billing != Billing::Single;
    let late = LateSealing::of(
        Stretch::new(*from, *to),
        told.on,
        field::date(told.field(NEW_END)).unwrap_or(*to),
        reason == LateReason::Office,
        basic_fee,
    );
    Ok(late.and_then(|late| late.warning(&limits)))
}

/// A move leaves the capacity as it is (MOVE-1).
fn other_capacity(application: &Application, told: Told<'_>) -> Option<String> {
    let found = field::decimal(told.field("found_capacity"), 4).ok()?;
    let capacity = application.capacity;
    (found != capacity.value).then(|| {
        let (found, unit) = (found.normalize(), capacity.unit);
        format!("查勘核定容量{found} {unit}，合同容量是{capacity}；移表不改变容量，请核对，要变的另行申请")
    })
}

/// A seal that came off cannot be put on again.
fn same_seals(told: Told<'_>) -> Option<String> {
    let off: Vec<&str> = seals::numbers(told.field("seals_off")).collect();
    let again: Vec<&str> = seals::numbers(told.field("seals"))
        .filter(|seal| off.contains(seal))
        .collect();
    (!again.is_empty()).then(|| {
        let again = again.join("、");
        format!("封印{again}刚拆下，又作加装；拆下的封印不能再用，请核对封印号")
    })
}
