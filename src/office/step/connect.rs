//! Power is on (送电): the account comes into being, or has more capacity.

use serde_json::json;

use crate::model::application::Change;
use crate::model::case::StepRecord;
use crate::model::customer::Customer;
use crate::model::vocabulary::{AccountState, Voltage};
use crate::office::{Act, OfficeError, Work, find, numbers};
use crate::rules::Refusal;
use crate::rules::progress::Progress;
use crate::store::case::StoredCase;
use crate::store::customer::{self, Contract};

use super::effect::account;
use super::meters::{decimal, hang_meter, kept, meter, reading, taken_meter};
use super::others;

/// Does what energising does and returns the account.
pub(super) fn connect(
    work: Work<'_>,
    stored: &mut StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    match &stored.case.application.change {
        None => open_account(work, stored, progress, record),
        Some(Change::CapacityIncrease { .. }) => raise_capacity(work, stored, progress, record),
        Some(_) => {
            let number = &stored.case.number;
            let problem = format!("工单{number}的业务不送电");
            Err(OfficeError::Inconsistent(problem))
        }
    }
}

/// The customer comes into being with his meter, its first reading and the contract.
fn open_account(
    work: Work<'_>,
    stored: &mut StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let account = match kept(record, "account") {
        "" => numbers::next_account(work)?,
        typed => typed.to_owned(),
    };
    let meter = meter(record)?;
    let mut refusals: Vec<Refusal> = taken_account(work, &account)?.into_iter().collect();
    refusals.extend(taken_meter(work, &meter.asset_number)?);
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    let customer = supplied(stored, progress, account.clone(), record)?;
    let id = customer::insert(work.conn, &customer)?;
    for transformer in &stored.case.application.transformers {
        customer::add_transformer(work.conn, id, transformer)?;
    }
    customer::add_meter(work.conn, id, &meter)?;
    customer::add_reading(work.conn, id, &reading(record, &meter.asset_number)?)?;
    others::hang(work, id, record, &meter.asset_number)?;
    let contract = contract(stored, progress, record);
    customer::add_contract(work.conn, id, &contract)?;
    find::index_customer(work, id, &customer, &customer::meters(work.conn, id)?)?;
    stored.case.account = Some(account.clone());
    let detail = json!({ "case": stored.case.number });
    work.log(Act::OpenAccount, &account, detail)?;
    Ok(account)
}

/// The account has the total capacity, its class, the transformers added and no more those taken out; a new contract
/// replaces the old one (NEW-4).
fn raise_capacity(
    work: Work<'_>,
    stored: &StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let found = account(work, stored)?;
    let raised = supplied(stored, progress, found.customer.account, record)?;
    let raised = Customer {
        state: found.customer.state,
        party: found.customer.party.clone(),
        opened_on: found.customer.opened_on,
        ..raised
    };
    customer::update_supply(work.conn, found.id, &raised)?;
    let change = stored.case.application.change.as_ref();
    let (_, taken_out) = change.map(Change::standing).unwrap_or_default();
    for transformer in taken_out {
        customer::remove_transformer(work.conn, found.id, &transformer.plate)?;
    }
    for transformer in &stored.case.application.transformers {
        customer::add_transformer(work.conn, found.id, transformer)?;
    }
    hang_meter(work, found.id, record)?;
    let contract = contract(stored, progress, record);
    customer::end_contracts(work.conn, found.id, contract.in_force_on)?;
    customer::add_contract(work.conn, found.id, &contract)?;
    let meters = customer::meters(work.conn, found.id)?;
    find::index_customer(work, found.id, &raised, &meters)?;
    let detail = json!({
        "case": stored.case.number,
        "from": found.customer.capacity,
        "to": raised.capacity,
        "tariff": raised.tariff,
    });
    work.log(Act::RaiseCapacity, &raised.account, detail)?;
    Ok(raised.account)
}

/// The customer as supplied from now on: the plan's capacity and voltage, else those applied for.
fn supplied(
    stored: &StoredCase,
    progress: &Progress<'_>,
    account: String,
    record: &StepRecord,
) -> Result<Customer, OfficeError> {
    let application = &stored.case.application;
    let mut capacity = application.capacity;
    if let Some(approved) = progress.field("plan_drafted", "capacity") {
        capacity.value = decimal(approved)?;
    }
    let voltage = progress
        .field("plan_drafted", "voltage")
        .and_then(|word| word.parse::<Voltage>().ok());
    Ok(Customer {
        account,
        state: AccountState::Active,
        class: application.class,
        nature: application.nature,
        party: application.customer.clone(),
        tariff: application.tariff,
        billing: application.billing,
        capacity,
        voltage: voltage.unwrap_or(application.voltage),
        opened_on: record.on,
    })
}

/// The contract that is in force from the day on which it was signed.
pub(super) fn contract(
    stored: &StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Contract {
    let signed = progress.passed(&"contract_signed".into());
    Contract {
        number: format!("{}-HT", stored.case.number),
        case: Some(stored.case.number.clone()),
        template: stored.case.application.class.wire().to_owned(),
        in_force_on: signed.map_or(record.on, |signed| signed.on),
        ended_on: None,
    }
}

pub(super) fn taken_account(work: Work<'_>, account: &str) -> Result<Option<Refusal>, OfficeError> {
    let holder = customer::by_account(work.conn, account)?;
    Ok(holder.map(|holder| {
        let problem = format!("{account}已是“{}”的户号", holder.customer.party.name);
        Refusal::input("account", "户号", problem)
    }))
}
