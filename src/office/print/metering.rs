//! The meter that hung at the account before more capacity (原有的电能表), on the work order.

use crate::model::vocabulary::Kind;
use crate::paper::Values;

use super::super::case_file::CaseFile;
use super::super::{OfficeError, Work, customer};
use super::steps;

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    const KEY: &str = "meter.old_asset_number";
    let case = &file.case;
    if case.application.kind == Kind::NewConnection {
        values.set(KEY, "无");
    }
    let increase = case.application.kind == Kind::CapacityIncrease;
    let Some(account) = case.account.as_ref().filter(|_| increase) else {
        return Ok(());
    };
    let meters = customer::customer_file(work, account)?.meters;
    let energised = steps::live(file).find(|record| record.step.as_str() == "energised");
    let Some(energised) = energised else {
        let hanging = meters.iter().rfind(|meter| meter.removed_on.is_none());
        if let Some(meter) = hanging {
            values.set(KEY, &meter.asset_number);
        }
        return Ok(());
    };
    let own = energised.fields.get("meter").map_or("", String::as_str);
    let off = meters
        .iter()
        .rfind(|meter| meter.removed_on == Some(energised.on) && meter.asset_number != own);
    let old = off.map_or_else(
        || "同上，未更换".to_owned(),
        |meter| meter.asset_number.clone(),
    );
    values.set(KEY, old);
    Ok(())
}
