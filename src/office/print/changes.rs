//! What a reclassification (改类) and a transfer (更名过户) put on paper beside what was applied for.

use crate::model::application::Change;
use crate::model::customer::TariffShare;
use crate::paper::Values;
use crate::rules::ratio;
use crate::store::customer::Contract;

use super::super::case_file::{CaseFile, case_file};
use super::super::{OfficeError, Work, customer};
use super::steps;

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    match &file.case.application.change {
        Some(Change::Reclassification { shares, .. }) => {
            reclassification(values, work, file, shares)
        }
        Some(Change::Transfer { .. }) => transfer(values, work, file),
        _ => Ok(()),
    }
}

/// The contract that is supplemented, and by when a ratio is verified first.
fn reclassification(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
    shares: &[TariffShare],
) -> Result<(), OfficeError> {
    let case = &file.case;
    values.set("contract.supplement_number", format!("{}-BC", case.number));
    if let Some(contract) = contract_before(work, file)? {
        values.set("contract.supplemented", &contract.number);
    }
    let surveyed = steps::live(file).any(|r| r.step.as_str() == "survey" && r.result.is_passed());
    if surveyed && values.get("survey.found_class").is_empty() {
        let as_applied_for = values.get("reclassification.to").to_owned();
        values.set("survey.found_class", as_applied_for);
    }
    let verify_by = match case.completed_on {
        _ if shares.is_empty() => "不按比例执行".to_owned(),
        Some(changed_on) => {
            let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
            let last = ratio::verify_by(changed_on, books, calendar)?;
            format!("{}，以后每年一次", last.due)
        }
        None => String::new(),
    };
    values.set("reclassification.verify_by", verify_by);
    Ok(())
}

/// The contract that ends, and what the new one takes over from it: how the account is supplied and metered.
fn transfer(values: &mut Values, work: Work<'_>, file: &CaseFile) -> Result<(), OfficeError> {
    if let Some(day) = file.case.completed_on {
        values.set("transfer.on", day.to_string());
    }
    let Some(contract) = contract_before(work, file)? else {
        return Ok(());
    };
    values.set("transfer.old_contract", &contract.number);
    let Some(signed_in) = &contract.case else {
        return Ok(());
    };
    let mut earlier = Values::default();
    steps::fill(&mut earlier, work, &case_file(work, signed_in)?);
    for key in SUPPLY {
        let known = earlier.get(key);
        if values.get(key).is_empty() && !known.is_empty() {
            values.set(key, known);
        }
    }
    Ok(())
}

/// What a contract says of the supply that does not change with the holder.
const SUPPLY: [&str; 14] = [
    "request.supply_mode",
    "plan.source",
    "plan.connection_point",
    "plan.metering_point",
    "plan.metering_mode",
    "plan.fixed_share",
    "contract.line",
    "contract.transformer",
    "contract.substation",
    "contract.meters",
    "contract.compensation",
    "meter.accuracy",
    "meter.current",
    "meter.place",
];

/// The contract of the account that was in force before the case's own.
fn contract_before(work: Work<'_>, file: &CaseFile) -> Result<Option<Contract>, OfficeError> {
    let Some(account) = &file.case.account else {
        return Ok(None);
    };
    let contracts = customer::customer_file(work, account)?.contracts;
    let number = &file.case.number;
    let own = contracts
        .iter()
        .position(|one| one.case.as_ref() == Some(number));
    Ok(match own {
        Some(own) => contracts[..own].last().cloned(),
        None => contracts.into_iter().rfind(|one| one.ended_on.is_none()),
    })
}
