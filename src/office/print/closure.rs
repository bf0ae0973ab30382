//! What the last reading of a closed account comes to (最后用电), by which its last bill is made.

use crate::model::vocabulary::Kind;
use crate::paper::Values;
use crate::rules::field;

use super::super::case_file::CaseFile;
use super::super::{OfficeError, Work, proportion};
use super::steps;

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    let closes = file.case.application.kind == Kind::Closure;
    let Some(account) = file.case.account.as_ref().filter(|_| closes) else {
        return Ok(());
    };
    let mut passed = steps::live(file).filter(|record| record.result.is_passed());
    let Some(checked) = passed.find(|record| record.step.as_str() == "meter_checked") else {
        return Ok(());
    };
    let kept = |name: &str| checked.fields.get(name).map_or("", String::as_str);
    let Ok(value) = field::decimal(kept("reading"), 4) else {
        return Ok(());
    };
    if let Some(used) = proportion::used(work, account, kept("meter"), checked.on, value)? {
        values.set("closure.used", used);
    }
    Ok(())
}
