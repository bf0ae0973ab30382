//! The customer (客户) and what belongs to the account.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::capacity::Capacity;
use super::vocabulary::{
    AccountState, Billing, Class, IdKind, Nature, Tariff, VerificationOutcome, Voltage,
};

/// A person or organisation that applies for, holds or gives up an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: String,
    pub id_kind: IdKind,
    pub id_number: String,
    pub phone: String,
    /// The place of use (用电地址).
    pub address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Whom to ask for (联系人), where it is not the party.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// Someone who acts for the applicant (经办人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub name: String,
    pub id_number: String,
    pub phone: String,
}

/// An account holder as the office keeps him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub account: String,
    pub state: AccountState,
    pub class: Class,
    pub nature: Option<Nature>,
    pub party: Party,
    pub tariff: Tariff,
    pub billing: Billing,
    pub capacity: Capacity,
    pub voltage: Voltage,
    pub opened_on: NaiveDate,
}

/// What of an account's energy is billed by a class, where the classes cannot be metered apart (定比), RECLASS-5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffShare {
    pub tariff: Tariff,
    /// Per cent of the energy; those of an account sum to 100.
    pub percent: Decimal,
}

impl TariffShare {
    /// How an account is billed: its one class as it stands, or those of a ratio, `居民生活60%、商业40%`.
    pub fn in_words(one: &str, shares: &[Self]) -> String {
        if shares.is_empty() {
            return one.to_owned();
        }
        let each = shares.iter();
        let each = each.map(|share| format!("{}{}%", share.tariff.chinese(), share.percent));
        each.collect::<Vec<_>>().join("、")
    }
}

/// A yearly verification of an account's ratio (定比核实), RECLASS-5 and RECLASS-6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    pub on: NaiveDate,
    pub outcome: VerificationOutcome,
    /// The ratio that holds after it.
    pub shares: Vec<TariffShare>,
    /// Who went there (核实人).
    pub verified_by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A customer's transformer (受电变压器).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transformer {
    /// Name on its plate, unique within the account.
    pub plate: String,
    pub kva: Decimal,
    /// Transformers of one group (成组) stop and start together.
    pub group: Option<String>,
}

impl Transformer {
    /// In a line: `1# 315 kVA（A组）`.
    pub fn in_words(&self) -> String {
        let group = self.group.as_ref();
        let group = group.map_or_else(String::new, |group| format!("（{group}）"));
        format!("{} {} kVA{group}", self.plate, self.kva.normalize())
    }
}

/// A meter set (电能表) at an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Asset number (资产编号): 22 digits, or the office's own.
    pub asset_number: String,
    pub model: String,
    /// Multiplier (综合倍率) of the reading.
    pub multiplier: Decimal,
    pub seals: String,
    pub installed_on: NaiveDate,
    pub removed_on: Option<NaiveDate>,
}

/// A meter reading (抄表示数) in kWh before the multiplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub meter: String,
    pub read_on: NaiveDate,
    pub value: Decimal,
}
