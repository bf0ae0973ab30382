//! Claims (违约理赔): what customers owe and are owed beside their cases, each a file of an account with its states.

mod words;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::case::{StepId, Withdrawal};
use super::typed::Fields;

pub use words::{
    Appliance, Breach, ClaimKind, ClaimState, EnergyUse, Fault, Payer, Phases, TheftMethod,
};

/// A file of a breach, a theft, a late bill or damaged appliances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub number: String,
    pub kind: ClaimKind,
    pub state: ClaimState,
    pub account: String,
    /// The day on which it was found or claimed.
    pub found_on: NaiveDate,
    /// Who opened the file.
    pub handler: String,
    /// Of damaged appliances, by what they were damaged.
    pub incident: Option<Incident>,
    /// What was found, field by field.
    pub facts: BTreeMap<String, String>,
    /// What the amount is worked out from; `None` while that is not known.
    pub calculation: Option<Calculation>,
    /// Paid so far, in yuan.
    pub paid: Decimal,
    pub closed_on: Option<NaiveDate>,
}

/// What an amount is worked out from, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// As typed, with what was looked up in the price tables filled in.
    pub fields: Fields,
    /// Where the prices came from (TARIFF-3): lines that stand before the others.
    pub prices: Vec<PriceLine>,
    pub sums: Sums,
}

/// Inputs that the price tables give where they are left empty.
pub const LOOKED_UP: [&str; 3] = ["difference", "basic_fee", "price"];

impl Calculation {
    /// As typed: what came out of the price tables is looked up again.
    pub fn typed(&self) -> Fields {
        let mut typed = self.fields.clone();
        if !self.prices.is_empty() {
            typed.retain(|name, _| !LOOKED_UP.contains(&name.as_str()));
        }
        typed
    }
}

/// A price out of the tables, or what was worked out from prices, as a line of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    pub what: String,
    pub how: String,
    /// In yuan.
    pub yuan: Decimal,
}

/// What a claim comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Energy stolen, in kWh.
    pub kwh: Decimal,
    /// Fee to be paid after the event, in yuan.
    pub back_pay: Decimal,
    /// Penalty, in yuan; of a late bill the charge.
    pub penalty: Decimal,
    /// What is paid in all, by the customer or, for damage, by the office; in yuan.
    pub amount: Decimal,
    /// Of damaged appliances, what is repaired at the office's cost, which nobody pays to the customer; in yuan.
    pub repairs: Decimal,
}

impl Sums {
    /// What changes hands between the customer and the office.
    pub fn payable(&self) -> Decimal {
        self.amount - self.repairs
    }
}

/// A fault of the supplier's that many claims come from (电力运行事故).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    pub number: String,
    pub occurred_at: NaiveDateTime,
    /// The line or the transformer.
    pub line: String,
    pub fault: Fault,
    pub cause: String,
}

/// A step that was recorded on a claim; one taken back stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRecord {
    pub id: i64,
    pub step: StepId,
    /// 1 for the first time that the step was recorded.
    pub round: u32,
    pub on: NaiveDate,
    pub recorded_at: NaiveDateTime,
    pub operator: String,
    pub fields: BTreeMap<String, String>,
    pub from: ClaimState,
    pub to: ClaimState,
    pub withdrawn: Option<Withdrawal>,
}

impl Claim {
    /// The rule by which it is worked out, else the one of its kind.
    pub fn rule(&self) -> String {
        let fields = self.calculation.as_ref().map(|one| &one.fields);
        let rule = fields.and_then(|fields| fields.get("rule")?.text());
        let of_kind = match self.kind {
            ClaimKind::Late => "LATE-1",
            ClaimKind::Breach => "BREACH-1",
            ClaimKind::Theft => "THEFT-2",
            ClaimKind::Damage => "DAMAGE-1",
        };
        rule.unwrap_or(of_kind).to_owned()
    }

    /// What it comes to; nothing while that is not known.
    pub fn sums(&self) -> Sums {
        let calculation = self.calculation.as_ref();
        calculation.map(|one| one.sums).unwrap_or_default()
    }
}
