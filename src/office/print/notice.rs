//! A notice before a closure for want of use (待销户通知书) on paper.

use crate::model::idle_notice::IdleNotice;
use crate::paper::Values;

use super::super::{OfficeError, Work, customer, idle};
use super::application;

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    notice: &IdleNotice,
) -> Result<(), OfficeError> {
    let file = customer::customer_file(work, &notice.account)?;
    let (party, readings) = (&file.customer.party, &file.readings);
    let last = readings
        .iter()
        .rfind(|reading| reading.read_on == notice.idle_until);
    application::office(values, work);
    values
        .set("customer.name", &party.name)
        .set("customer.account", &notice.account)
        .set("customer.address", &party.address)
        .set("customer.postal_address", &party.postal_address)
        .set("customer.contact_phone", &party.phone)
        .set("change.original", file.customer.capacity.to_string())
        .set("idle.number", &notice.number)
        .set("idle.noticed_on", notice.noticed_on.to_string())
        .set("idle.since", notice.idle_since.to_string())
        .set("idle.until", notice.idle_until.to_string())
        .set("case.handler", &notice.operator);
    let kept = notice.delivery.as_ref().and_then(|kept| kept.answer_by);
    if let Some(day) = kept.or_else(|| idle::answer_by(work, notice.noticed_on)) {
        values.set("idle.answer_by", day.to_string());
    }
    if let Some(reading) = last {
        values
            .set("meter.asset_number", &reading.meter)
            .set("meter.reading", reading.value.normalize().to_string());
    }
    if let Some(delivery) = &notice.delivery {
        values
            .set("idle.delivered_on", delivery.on.to_string())
            .set("idle.delivery", delivery.how.chinese())
            .set("idle.received_by", &delivery.received_by);
    }
    Ok(())
}
