//! What the office knows of an account, and what it makes of an application as typed.

use chrono::NaiveDate;

use crate::model::application::{
    Arrears, Change, Draft, KnownLoad, PartyDraft, Source, SourceDraft,
};
use crate::model::customer::{Customer, TariffShare, Transformer};
use crate::model::suspension::Suspension;
use crate::model::text::tidy;
use crate::model::vocabulary::{AccountState, Class, Kind, Tariff};
use crate::rules::closure::Unused;
use crate::rules::field;
use crate::rules::manual::Manual;
use crate::rules::ratio;
use crate::rules::removal::last_day;
use crate::rules::suspension::called;
use crate::rules::suspension::equipment::{ALL, Holding};
use crate::rules::tariff::propose_billing;

use super::transfer;

/// What the office knows of an account on the day of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    pub customer: Customer,
    pub transformers: Vec<Transformer>,
    /// The ratio by which it is billed, where there is one (RECLASS-5).
    pub shares: Vec<TariffShare>,
    /// Those of its latest application that named any.
    pub sources: Vec<Source>,
    pub load: KnownLoad,
    /// Number of a change of the account that is not ended, resumption excepted.
    pub under_way: Option<String>,
    /// The day of its last temporary removal (暂拆), if there was one.
    pub removed_on: Option<NaiveDate>,
    /// Its suspensions that were accepted, oldest first.
    pub suspensions: Vec<Suspension>,
    /// Number of the case, or of the opening, by which it is removed, closed or split.
    pub ended_by: Option<String>,
    /// Where nobody uses it (CLOSE-4); looked up for a closure that the office begins.
    pub unused: Option<Unused>,
}

impl AccountFacts {
    /// What keeps the account in a state other than active, in words: the cases that sealed its equipment, or the one
    /// that took its meter off or ended it.
    pub fn kept_by(&self) -> Vec<String> {
        match self.customer.state {
            AccountState::Active => Vec::new(),
            AccountState::Suspended => {
                let sealed = self.suspensions.iter();
                let sealed = sealed.filter(|one| one.sealed().next().is_some());
                sealed.map(|one| called(&one.case)).collect()
            }
            AccountState::Removed | AccountState::Closed | AccountState::Split => {
                self.ended_by.as_deref().map(called).into_iter().collect()
            }
        }
    }

    /// What was typed so far, with what the account says in the places that were left open, and the change
    /// as far as it can be read: what paper and screen show before it is handed in.
    pub fn completed(&self, typed: &Draft, manual: &Manual) -> (Draft, Option<Change>) {
        let mut draft = with_account(typed, self);
        if typed.kind != Kind::CapacityIncrease.wire() {
            draft.capacity = self.customer.capacity.value.normalize().to_string();
            return (draft, self.typed_change(typed, manual));
        }
        let added = field::decimal(&typed.added, 2).ok();
        let more = added.map(|added| self.with_more(added, &typed.taken_out));
        let (change, total) = more.unzip();
        if let Some(total) = total {
            draft.capacity = total.value.to_string();
        }
        (draft, change)
    }

    /// A change other than an increase as far as it can be read.
    fn typed_change(&self, typed: &Draft, manual: &Manual) -> Option<Change> {
        let day = |text: &str| field::date(text).ok();
        match typed.kind.parse().ok()? {
            Kind::Relocation => Some(Change::Relocation {
                to: typed.to.clone(),
            }),
            Kind::Removal => Some(Change::Removal {
                from: day(&typed.from)?,
                to: day(&typed.to)?,
            }),
            Kind::Reconnection => {
                let removed_on = self.removed_on?;
                let last = last_day(removed_on, &manual.rulebooks, &manual.calendar);
                Some(Change::Reconnection {
                    wished_on: day(&typed.from),
                    removed_on,
                    last_day: last.ok()?.due,
                })
            }
            Kind::Reclassification => Some(Change::Reclassification {
                from: self.customer.tariff,
                from_shares: self.shares.clone(),
                shares: ratio::check(&typed.shares).unwrap_or_default(),
            }),
            Kind::Closure => Some(Change::Closure {
                arrears: Arrears {
                    amount: field::decimal(&typed.arrears, 2).ok()?,
                    checked_on: day(&typed.arrears_checked_on)?,
                },
                meter_off: self.customer.state == AccountState::Removed,
                notice: None,
            }),
            Kind::Transfer => Some(Change::Transfer {
                from: self.customer.party.clone(),
                arrears: Arrears {
                    amount: field::decimal(&typed.arrears, 2).unwrap_or_default(),
                    checked_on: day(&typed.arrears_checked_on).unwrap_or_default(),
                },
                shares: self.shares.clone(),
            }),
            Kind::Suspension => Some(Change::Suspension {
                transformers: self.typed_equipment(typed, &self.transformers),
                from: day(&typed.from)?,
                to: day(&typed.to)?,
                agreed_days: typed.agreed_days.parse().ok(),
                basis: typed.basis.clone(),
                waiver: None,
            }),
            Kind::Resumption => {
                let named = self.suspensions.iter();
                let named = named.clone().find(|one| one.case == typed.suspension)?;
                Some(Change::Resumption {
                    suspension: named.case.clone(),
                    transformers: self.typed_equipment(typed, &named.equipment),
                    on: day(&typed.on)?,
                    sealed_on: named.start(),
                    to: named.to,
                    waiver: None,
                })
            }
            _ => None,
        }
    }

    /// The transformers named, as far as there are such.
    fn typed_equipment(&self, typed: &Draft, there: &[Transformer]) -> Vec<Transformer> {
        let customer = &self.customer;
        let holding = Holding::of_account(there, customer.capacity, customer.billing);
        let named = |one: &&Transformer| {
            let mut plates = typed.transformers.iter();
            plates.any(|typed| typed.plate == one.plate || typed.plate == ALL)
        };
        holding.transformers.iter().filter(named).cloned().collect()
    }
}

/// What was typed, with what the account says in the places that were left open.
pub(super) fn with_account(typed: &Draft, facts: &AccountFacts) -> Draft {
    let customer = &facts.customer;
    let mut draft = typed.clone();
    let fill = |place: &mut String, own: &str| {
        if tidy(place).is_empty() {
            own.clone_into(place);
        }
    };
    fill(&mut draft.voltage, customer.voltage.wire());
    let load = &facts.load;
    // What the new holder does is his to say.
    if typed.kind != Kind::Transfer.wire() {
        fill(&mut draft.industry, &load.industry);
        fill(&mut draft.load_nature, &load.load_nature);
        draft.representative = (draft.representative).or_else(|| load.representative.clone());
        draft.vat = draft.vat.or_else(|| load.vat.clone());
    }
    fill(&mut draft.security_load, &load.security_load);
    fill(&mut draft.own_generation, &load.own_generation);
    fill(&mut draft.important_grade, &load.important_grade);
    fill(&mut draft.motors, &load.motors);
    fill(&mut draft.nonlinear, &load.nonlinear);
    // The class is what a reclassification changes; of a ratio, the main one goes without saying.
    if typed.kind != Kind::Reclassification.wire() {
        fill(&mut draft.tariff, customer.tariff.wire());
    } else if !typed.shares.is_empty() {
        let main = ratio::main_class(&ratio::check(&typed.shares).unwrap_or_default());
        fill(&mut draft.tariff, main.unwrap_or(customer.tariff).wire());
    }
    // At high voltage another class usually has another way of billing.
    let tariff = draft.tariff.parse::<Tariff>().ok();
    let another = tariff.filter(|tariff| *tariff != customer.tariff);
    let goes_with_it = another.filter(|_| {
        typed.kind == Kind::Reclassification.wire() && customer.class == Class::HighVoltage
    });
    let billing = goes_with_it.map_or(customer.billing, |tariff| propose_billing(tariff).billing);
    fill(&mut draft.billing, billing.wire());
    draft.class = customer.class.to_string();
    draft.nature = customer.nature.map(|n| n.to_string()).unwrap_or_default();
    draft.unit = customer.capacity.unit.to_string();
    draft.customer = if typed.kind == Kind::Transfer.wire() {
        transfer::new_holder(typed, Some(facts))
    } else {
        PartyDraft::from(&customer.party)
    };
    if draft.sources.is_empty() {
        draft.sources = facts.sources.iter().map(SourceDraft::from).collect();
    }
    draft
}
