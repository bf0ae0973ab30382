//! What a reclassification (改类) and a transfer (更名过户) put on paper beside what was applied for.

use rust_decimal::Decimal;

use crate::model::application::Change;
use crate::model::customer::TariffShare;
use crate::model::vocabulary::Kind;
use crate::paper::Values;
use crate::rules::{ratio, surveyed};
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
        None if file.case.application.kind == Kind::Split => supply_before(values, work, file, &[]),
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
    if let Some(found) = found_class(values, file, shares) {
        values.set("survey.found_class", found);
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

/// What the visit found where it stands otherwise than as one class: the ratio found, or all that was applied for.
fn found_class(values: &Values, file: &CaseFile, shares: &[TariffShare]) -> Option<String> {
    let surveys = steps::live(file).filter(|record| record.step.as_str() == "survey");
    let survey = surveys.filter(|record| record.result.is_passed()).last()?;
    let found = |name: &str| survey.fields.get(name).map_or("", String::as_str);
    let kept = found(surveyed::SHARES);
    if !kept.is_empty() {
        let shares = surveyed::found_shares(kept).ok().flatten();
        return Some(shares.map_or_else(
            || kept.to_owned(),
            |shares| TariffShare::in_words("", &shares),
        ));
    }
    // One class of the ratio agrees with it (RECLASS-3).
    let tariff = found("found_tariff");
    let agrees = tariff.is_empty() || shares.iter().any(|share| share.tariff.wire() == tariff);
    agrees.then(|| values.get("reclassification.to").to_owned())
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
    transformers(values, work, file)?;
    supply_before(values, work, file, &METERING)
}

/// The account's own, which stay with it.
fn transformers(values: &mut Values, work: Work<'_>, file: &CaseFile) -> Result<(), OfficeError> {
    let Some(account) = &file.case.account else {
        return Ok(());
    };
    let standing = customer::customer_file(work, account)?.transformers;
    if standing.is_empty() || !values.rows("transformers").is_empty() {
        return Ok(());
    }
    for one in &standing {
        let row = [
            ("plate", one.plate.clone()),
            ("kva", one.kva.normalize().to_string()),
            ("group", one.group.clone().unwrap_or_default()),
        ];
        values.push_row("transformers", row);
    }
    let sum: Decimal = standing.iter().map(|one| one.kva).sum();
    values.set("request.transformer_total", sum.normalize().to_string());
    Ok(())
}

/// What the contract before says of the supply, and of `more`, where the case itself does not.
fn supply_before(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
    more: &[&str],
) -> Result<(), OfficeError> {
    let before = contract_before(work, file)?;
    let Some(signed_in) = before.and_then(|contract| contract.case) else {
        return Ok(());
    };
    let mut earlier = Values::default();
    steps::fill(&mut earlier, work, &case_file(work, &signed_in)?);
    for key in SUPPLY.iter().chain(more) {
        let known = earlier.get(key);
        if values.get(key).is_empty() && !known.is_empty() {
            values.set(key, known);
        }
    }
    let points = "metering_points";
    if !more.is_empty() && values.rows(points).is_empty() {
        for row in earlier.rows(points) {
            let cells = row.iter().map(|(column, text)| (column.as_str(), text));
            values.push_row(points, cells);
        }
    }
    Ok(())
}

/// What a contract says of the supply that does not change with the holder.
const SUPPLY: [&str; 14] = [
    "request.supply_mode",
    "plan.source",
    "plan.fixed_share",
    "contract.line",
    "contract.transformer",
    "contract.substation",
    "contract.compensation",
    "contract.supplier_side",
    "contract.customer_side",
    "contract.power_factor",
    "contract.dispatch",
    "contract.losses",
    steps::EACH_SOURCE[0],
    steps::EACH_SOURCE[1],
];

/// And of the metering, which a part of a split account has anew.
const METERING: [&str; 7] = [
    "plan.connection_point",
    "plan.metering_point",
    "plan.metering_mode",
    "contract.meters",
    "meter.accuracy",
    "meter.current",
    "meter.place",
];

/// The contract of the account that was in force before the case's own.
fn contract_before(work: Work<'_>, file: &CaseFile) -> Result<Option<Contract>, OfficeError> {
    let application = &file.case.application;
    let case = file.case.account.as_ref();
    // A part has an account of its own.
    let case = case.filter(|_| application.kind != Kind::Split);
    let Some(account) = case.or(application.account.as_ref()) else {
        return Ok(None);
    };
    let contracts = customer::customer_file(work, account)?.contracts;
    let number = &file.case.number;
    let own = contracts
        .iter()
        .position(|one| one.case.as_ref() == Some(number));
    Ok(match own {
        Some(own) => contracts[..own].last().cloned(),
        // It ends with the last of the parts.
        None if application.kind == Kind::Split => contracts.into_iter().next_back(),
        None => contracts.into_iter().rfind(|one| one.ended_on.is_none()),
    })
}
