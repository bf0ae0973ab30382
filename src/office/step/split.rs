//! A part of a split account (分户) has its own account, meter and contract; with the last the old account ends.

use serde_json::json;

use crate::model::application::Part;
use crate::model::case::{StepId, StepRecord};
use crate::model::customer::Customer;
use crate::model::vocabulary::AccountState;
use crate::office::customer::at_hand;
use crate::office::{Act, OfficeError, Work, find, numbers};
use crate::rules::Refusal;
use crate::rules::progress::{Progress, part_of};
use crate::store::case::StoredCase;
use crate::store::customer::{self, Contract, StoredCustomer};

use super::connect::taken_account;
use super::effect::account;
use super::meters::{
    kept, meter, multiplier_said, read, reading, reading_of, refitted, taken_meter,
};
use super::others;
use super::removal::done;

/// Opens the account of the part that the step names (SPLIT-3, SPLIT-6); returns it.
pub(super) fn meter_part(
    work: Work<'_>,
    stored: &StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let old = account(work, stored)?;
    let (number, part) = part(stored, record)?;
    let new = match kept(record, "account") {
        "" => numbers::next_account(work)?,
        typed => typed.to_owned(),
    };
    let mut meter = meter(record)?;
    let hangs = customer::meters(work.conn, old.id)?;
    let own = hangs
        .iter()
        .find(|known| known.removed_on.is_none() && known.asset_number == meter.asset_number);
    let stays = own.is_some();
    let mut refusals: Vec<Refusal> = taken_account(work, &new)?.into_iter().collect();
    if !stays {
        refusals.extend(taken_meter(work, &meter.asset_number)?);
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    match (own, at_hand(&hangs)) {
        (Some(own), _) => meter = refitted(record, own, meter),
        (None, Some(last)) => multiplier_said(record, last)?,
        (None, None) => {}
    }
    let first = reading(record, &meter.asset_number)?;
    if stays {
        // The old account's meter goes on at this part.
        read(work, old.id, &first, ("reading", "起始示数（kWh）"))?;
        customer::remove_meter(work.conn, &meter.asset_number, record.on)?;
    }
    let opened = opened(part, new, record);
    let id = customer::insert(work.conn, &opened)?;
    customer::set_split_from(work.conn, id, old.id)?;
    for transformer in &part.transformers {
        customer::add_transformer(work.conn, id, transformer)?;
    }
    customer::add_meter(work.conn, id, &meter)?;
    customer::add_reading(work.conn, id, &first)?;
    customer::add_contract(
        work.conn,
        id,
        &contract(stored, progress, number, part, record),
    )?;
    find::index_customer(work, id, &opened, std::slice::from_ref(&meter))?;
    let detail = json!({ "case": stored.case.number, "split_from": old.customer.account });
    work.log(Act::OpenAccount, &opened.account, detail)?;
    if progress.open_parts(&record.step).eq([number]) {
        end(work, stored, progress, &old, record)?;
    }
    Ok(opened.account)
}

fn part<'a>(stored: &'a StoredCase, record: &StepRecord) -> Result<(usize, &'a Part), OfficeError> {
    let found = part_of(record).and_then(|number| {
        let parts = stored.case.application.parts();
        Some((number, parts.get(number.checked_sub(1)?)?))
    });
    found.ok_or_else(|| {
        let number = &stored.case.number;
        OfficeError::Inconsistent(format!("工单{number}没有这一份"))
    })
}

fn opened(part: &Part, account: String, record: &StepRecord) -> Customer {
    Customer {
        account,
        state: AccountState::Active,
        class: part.class,
        nature: part.nature,
        party: part.customer.clone(),
        tariff: part.tariff,
        billing: part.billing,
        capacity: part.capacity,
        voltage: part.voltage,
        opened_on: record.on,
    }
}

fn contract(
    stored: &StoredCase,
    progress: &Progress<'_>,
    number: usize,
    part: &Part,
    record: &StepRecord,
) -> Contract {
    let signed = progress.part(&StepId::from("contract_signed"), number);
    Contract {
        number: format!("{}-HT{number}", stored.case.number),
        case: Some(stored.case.number.clone()),
        template: part.class.wire().to_owned(),
        in_force_on: signed.map_or(record.on, |signed| signed.on),
        ended_on: None,
    }
}

/// The old account ends with its contract on the last day on which a part was metered (SPLIT-3).
fn end(
    work: Work<'_>,
    stored: &StoredCase,
    progress: &Progress<'_>,
    old: &StoredCustomer,
    record: &StepRecord,
) -> Result<(), OfficeError> {
    let meters = customer::meters(work.conn, old.id)?;
    let named = others::numbers(record)?;
    let mut hanging = meters.iter().filter(|meter| meter.removed_on.is_none());
    let first = hanging.find(|meter| !named.contains(&meter.asset_number));
    if let Some(meter) = first {
        let label = "旧表止度（kWh）";
        if kept(record, "old_reading").is_empty() {
            let problem = format!("最后一份，拆下原户的表{}，须填旧表止度", meter.asset_number);
            return crate::office::refuse(Refusal::input("old_reading", label, problem));
        }
        let last = reading_of(record, "old_reading", &meter.asset_number)?;
        read(work, old.id, &last, ("old_reading", label))?;
        customer::remove_meter(work.conn, &meter.asset_number, record.on)?;
    }
    let first = first.map_or("", |meter| meter.asset_number.as_str());
    others::take_down(work, old.id, record, first)?;
    let parts = 1..=stored.case.application.parts().len();
    let days = parts.filter_map(|part| progress.part(&record.step, part));
    let last = days.map(|earlier| earlier.on).chain([record.on]).max();
    customer::end_contracts(work.conn, old.id, last.unwrap_or(record.on))?;
    done(
        work,
        stored,
        old,
        Some(AccountState::Split),
        Act::SplitAccount,
    )?;
    Ok(())
}
