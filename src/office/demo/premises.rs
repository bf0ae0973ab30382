//! Who uses power where and for what: the stuff of customers and of applications alike.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::PartyDraft;
use crate::model::capacity::Capacity;
use crate::model::customer::{Customer, Party, Transformer};
use crate::model::vocabulary::{
    Billing, CapacityUnit, Class, IdKind, Nature, Sources, Tariff, Voltage,
};
use crate::office::OfficeError;
use crate::rules::Manual;
use crate::rules::tariff::{Usage, propose};

use super::chance::Chance;
use super::organisations;
use super::people::{ADULTS, Ages, Person};
use super::places::{POSTCODE, Place, Township};
use super::trades::{HIGH_VOLTAGE, LOW_VOLTAGE, Trade};

/// A place of use with who is there.
#[derive(Debug, Clone)]
pub(super) struct Premises {
    pub(super) class: Class,
    pub(super) nature: Option<Nature>,
    pub(super) party: Party,
    pub(super) purpose: &'static str,
    pub(super) capacity: Capacity,
    pub(super) voltage: Voltage,
    pub(super) tariff: Tariff,
    pub(super) billing: Billing,
    pub(super) transformers: Vec<Transformer>,
    pub(super) place: Place,
    /// The holder, or who stands for the organisation.
    pub(super) person: Person,
    /// `None` for a home.
    pub(super) trade: Option<&'static Trade>,
}

impl Premises {
    /// Another party here: a person, or what he stands for under its own name and number.
    pub(super) fn another(
        &self,
        person: Person,
        (name, id_kind, id_number): (String, IdKind, String),
    ) -> PartyDraft {
        PartyDraft {
            name,
            id_kind: id_kind.to_string(),
            id_number,
            phone: person.phone,
            address: self.place.address.clone(),
            postal_address: self.place.address.clone(),
            postcode: POSTCODE.to_owned(),
            contact: person.name,
        }
    }
}

/// What premises are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) manual: &'a Manual,
    pub(super) township: Township,
    /// Ages are as of this day, tariffs of the rules in force on it.
    pub(super) day: NaiveDate,
}

/// From this receiving capacity on, demand is what a two-part customer is billed by, in kVA.
const BILLED_BY_DEMAND: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);
/// From this receiving capacity on, the supply is at 35 kV.
const AT_35_KV: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);

impl Ground<'_> {
    /// Premises of a class; `serial` walks through the trades and their sizes, so that few organisations
    /// suffice to have one of each.
    pub(super) fn premises(
        self,
        chance: &mut Chance,
        class: Class,
        serial: usize,
        ages: Ages,
    ) -> Result<Premises, OfficeError> {
        let trades = trades(class);
        if trades.is_empty() {
            return self.home(chance, ages);
        }
        let trade = &trades[serial % trades.len()];
        let size = trade.sizes[serial / trades.len() % trade.sizes.len()];
        self.organisation(chance, class, trade, size, ages)
    }

    /// Premises of an organisation of a nature; with two sources there are two transformers at least.
    pub(super) fn of_nature(
        self,
        chance: &mut Chance,
        class: Class,
        nature: Nature,
        sources: Sources,
        ages: Ages,
    ) -> Result<Premises, OfficeError> {
        let trades = trades(class).iter().filter(|trade| trade.nature == nature);
        let mut sizes = trades.flat_map(|trade| trade.sizes.iter().map(move |size| (trade, size)));
        let transformers = if sources == Sources::Dual { 2 } else { 1 };
        let found = sizes.find(|(_, size)| size.len() >= transformers);
        let Some((trade, size)) = found else {
            return self.premises(chance, class, 0, ages);
        };
        self.organisation(chance, class, trade, size, ages)
    }

    /// The premises of an account that exists.
    pub(super) fn of_account(
        self,
        chance: &mut Chance,
        customer: &Customer,
        transformers: Vec<Transformer>,
    ) -> Result<Premises, OfficeError> {
        let trades = trades(customer.class).iter();
        let name = &customer.party.name;
        let trade = trades
            .filter(|trade| name.ends_with(trade.noun))
            .max_by_key(|trade| trade.noun.len());
        let home = self.home(chance, ADULTS)?;
        Ok(Premises {
            class: customer.class,
            nature: customer.nature,
            party: customer.party.clone(),
            purpose: trade.map_or(home.purpose, |trade| trade.purpose),
            capacity: customer.capacity,
            voltage: customer.voltage,
            tariff: customer.tariff,
            billing: customer.billing,
            transformers,
            place: Place {
                address: customer.party.address.clone(),
                ..home.place
            },
            person: Person {
                name: customer.party.contact.clone(),
                ..home.person
            },
            trade,
        })
    }

    /// A home.
    pub(super) fn home(self, chance: &mut Chance, ages: Ages) -> Result<Premises, OfficeError> {
        let place = self.township.home(chance);
        let person = Person::new(chance, self.day, ages);
        let kilowatts = *chance.pick_early(&[8, 6, 10, 4, 12, 15, 20]);
        let capacity = Capacity {
            value: Decimal::from(kilowatts),
            unit: CapacityUnit::Kilowatt,
        };
        let purpose = "住宅生活";
        Ok(Premises {
            class: Class::Resident,
            nature: None,
            party: party(&person, &place),
            purpose,
            capacity,
            voltage: if kilowatts > 12 {
                Voltage::V380
            } else {
                Voltage::V220
            },
            tariff: self.tariff(Class::Resident, None, purpose, capacity)?,
            billing: Billing::Single,
            transformers: Vec::new(),
            place,
            person,
            trade: None,
        })
    }

    fn organisation(
        self,
        chance: &mut Chance,
        class: Class,
        trade: &'static Trade,
        size: &[u32],
        ages: Ages,
    ) -> Result<Premises, OfficeError> {
        let place = if trade.nature == Nature::Commercial {
            self.township.street(chance)
        } else {
            self.township.village(chance)
        };
        let person = Person::new(chance, self.day, ages);
        let high = class == Class::HighVoltage;
        let capacity = Capacity {
            value: size.iter().map(|part| Decimal::from(*part)).sum(),
            unit: if high {
                CapacityUnit::KilovoltAmpere
            } else {
                CapacityUnit::Kilowatt
            },
        };
        let nature = Some(trade.nature);
        let tariff = self.tariff(class, nature, trade.purpose, capacity)?;
        let billing = billing(tariff, capacity);
        Ok(Premises {
            class,
            nature,
            party: Party {
                name: organisations::name(chance, trade, &place),
                id_kind: IdKind::Uscc,
                id_number: organisations::social_credit_code(chance, trade),
                contact: person.name.clone(),
                ..party(&person, &place)
            },
            purpose: trade.purpose,
            voltage: match (high, capacity.value >= AT_35_KV) {
                (false, _) => Voltage::V380,
                (true, false) => Voltage::Kv10,
                (true, true) => Voltage::Kv35,
            },
            capacity,
            tariff,
            billing,
            transformers: if high { transformers(size) } else { Vec::new() },
            place,
            person,
            trade: Some(trade),
        })
    }

    pub(super) fn tariff(
        self,
        class: Class,
        nature: Option<Nature>,
        purpose: &str,
        capacity: Capacity,
    ) -> Result<Tariff, OfficeError> {
        let usage = Usage {
            class,
            nature,
            purpose,
            kva: Some(capacity.kva()),
            on: self.day,
        };
        Ok(propose(usage, &self.manual.named_uses, &self.manual.rulebooks)?.tariff)
    }
}

/// The trades of a class; a home has none.
fn trades(class: Class) -> &'static [Trade] {
    match class {
        Class::Resident => &[],
        Class::LowVoltage => &LOW_VOLTAGE,
        Class::HighVoltage => &HIGH_VOLTAGE,
    }
}

/// How a customer of a class is billed.
pub(super) fn billing(tariff: Tariff, capacity: Capacity) -> Billing {
    match tariff {
        Tariff::LargeIndustrial if capacity.value >= BILLED_BY_DEMAND => Billing::Demand,
        Tariff::LargeIndustrial => Billing::Capacity,
        _ => Billing::Single,
    }
}

fn party(person: &Person, place: &Place) -> Party {
    Party {
        name: person.name.clone(),
        id_kind: IdKind::IdCard,
        id_number: person.id_number.clone(),
        phone: person.phone.clone(),
        address: place.address.clone(),
        postal_address: place.address.clone(),
        postcode: POSTCODE.to_owned(),
        contact: String::new(),
    }
}

/// Of three transformers the first two form a group.
fn transformers(size: &[u32]) -> Vec<Transformer> {
    let grouped = if size.len() > 2 { 2 } else { 0 };
    size.iter()
        .enumerate()
        .map(|(index, kva)| Transformer {
            plate: format!("{}#S13-{kva}", index + 1),
            kva: Decimal::from(*kva),
            group: (index < grouped).then(|| "甲组".to_owned()),
        })
        .collect()
}
