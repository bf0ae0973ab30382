//! The customer (客户) and what belongs to the account.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::capacity::Capacity;
use super::vocabulary::{AccountState, Billing, Class, IdKind, Nature, Tariff, Voltage};

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

/// A customer's transformer (受电变压器).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transformer {
    /// Name on its plate, unique within the account.
    pub plate: String,
    pub kva: Decimal,
    /// Transformers of one group (成组) stop and start together.
    pub group: Option<String>,
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
