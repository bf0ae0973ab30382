//! The sample office's customers, written straight into the store: a million take minutes.

use chrono::{Days, Months, NaiveDate};

use crate::model::customer::Customer;
use crate::model::vocabulary::{AccountState, Class};
use crate::office::{OfficeError, Settings, Work, find};
use crate::store::customer::{self, Contract};

use super::chance::Chance;
use super::metering;
use super::people::HOLDERS;
use super::places::Township;
use super::premises::{Ground, Premises};

/// The first so many customers of each class come in turn.
const OF_EACH_CLASS: u32 = 80;
/// Months of readings.
const HISTORY: u32 = 14;
/// Customers with so many readings; the others have the last three, or a large office would be mostly readings.
const WITH_HISTORY: u32 = 2000;
const SHORT_HISTORY: u32 = 3;

/// Adds customers with meters, readings, transformers and contracts.
pub(super) fn add(work: Work<'_>, count: u32, seed: u64) -> Result<(), OfficeError> {
    let mut chance = Chance::new(seed, 1);
    let ground = Ground {
        manual: work.manual,
        township: Township::of(count),
        day: work.desk.today,
    };
    let mut of_class = [0_usize; 3];
    for index in 0..count {
        let class = class(&mut chance, index);
        let serial = &mut of_class[class as usize];
        let premises = ground.premises(&mut chance, class, *serial, HOLDERS)?;
        *serial += 1;
        add_one(work, &mut chance, index, &premises)?;
    }
    Ok(())
}

/// In turn at first, then as a township has them: 85 % homes, 12 % low voltage, 3 % high voltage.
fn class(chance: &mut Chance, index: u32) -> Class {
    if let Some(class) = (index < OF_EACH_CLASS * 3)
        .then(|| Class::ALL.get(index as usize % 3))
        .flatten()
    {
        return *class;
    }
    match chance.below(100) {
        0..85 => Class::Resident,
        85..97 => Class::LowVoltage,
        _ => Class::HighVoltage,
    }
}

/// The account number of a class's customer among those that come in turn; `back`: 0 for the last of them.
pub(super) fn in_turn(settings: &Settings, class: Class, back: u32) -> Option<String> {
    let place = Class::ALL.iter().position(|known| *known == class)? as u32;
    let turn = (OF_EACH_CLASS - 1).checked_sub(back)?;
    Some(account(settings, turn * 3 + place))
}

/// The accounts of a class that come in turn, the first of them first.
pub(super) fn all_in_turn(settings: &Settings, class: Class) -> impl Iterator<Item = String> {
    (0..OF_EACH_CLASS)
        .rev()
        .filter_map(move |back| in_turn(settings, class, back))
}

fn account(settings: &Settings, index: u32) -> String {
    let prefix = settings.get("account.prefix");
    let width = settings.account_length().saturating_sub(prefix.len());
    format!("{prefix}{:0width$}", index + 1)
}

fn add_one(
    work: Work<'_>,
    chance: &mut Chance,
    index: u32,
    premises: &Premises,
) -> Result<(), OfficeError> {
    let today = work.desk.today;
    let opened_on = opened_on(chance, today, premises.person.born);
    let customer = Customer {
        account: account(work.settings, index),
        state: AccountState::Active,
        class: premises.class,
        nature: premises.nature,
        party: premises.party.clone(),
        tariff: premises.tariff,
        billing: premises.billing,
        capacity: premises.capacity,
        voltage: premises.voltage,
        opened_on,
    };
    let id = customer::insert(work.conn, &customer)?;
    for transformer in &premises.transformers {
        customer::add_transformer(work.conn, id, transformer)?;
    }
    let meter = metering::meter(premises, index, opened_on);
    customer::add_meter(work.conn, id, &meter)?;
    let months = if index < WITH_HISTORY {
        HISTORY
    } else {
        SHORT_HISTORY
    };
    for reading in metering::readings(chance, premises, &meter, today, months) {
        customer::add_reading(work.conn, id, &reading)?;
    }
    let contract = Contract {
        number: format!("{}-HT", customer.account),
        case: None,
        template: premises.class.wire().to_owned(),
        in_force_on: opened_on,
        ended_on: None,
    };
    customer::add_contract(work.conn, id, &contract)?;
    find::index_customer(work, id, &customer, std::slice::from_ref(&meter))
}

/// Long enough ago for all readings, and not before the holder was twenty.
fn opened_on(chance: &mut Chance, today: NaiveDate, born: NaiveDate) -> NaiveDate {
    let ago = Days::new(u64::from(chance.between(480, 6600)));
    let day = today.checked_sub_days(ago).unwrap_or(today);
    let of_age = born.checked_add_months(Months::new(240)).unwrap_or(day);
    day.max(of_age)
}
