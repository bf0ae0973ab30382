//! A part of an account that is split (分户): who holds it, how it is supplied; checked and as typed.

use serde::{Deserialize, Serialize};

use crate::model::capacity::Capacity;
use crate::model::customer::{Party, Transformer};
use crate::model::vocabulary::{Billing, Class, Nature, Tariff, Voltage};

use super::{PartyDraft, Source, SourceDraft};

/// A part as agreed on; it becomes an account of its own (SPLIT-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub customer: Party,
    pub class: Class,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// Its share of the old capacity (SPLIT-4).
    #[serde(flatten)]
    pub capacity: Capacity,
    pub voltage: Voltage,
    pub tariff: Tariff,
    pub billing: Billing,
    #[serde(default, rename = "use", skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// At high voltage, by which it is supplied from the old account's supply point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Those of the old account that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformers: Vec<Transformer>,
    #[serde(default, skip_serializing_if = "PartOrganisation::is_empty")]
    pub organisation: PartOrganisation,
}

/// What the contract of an organisation's part says of it (签约信息), as typed and as taken; all may stay open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartOrganisation {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub industry: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub representative: String,
    /// Who signs in its place (委托代理人).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agent: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tax_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub bank: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub bank_account: String,
}

impl PartOrganisation {
    /// Whether nothing at all was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A part as typed; what is left open is as the old account has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartDraft {
    pub customer: PartyDraft,
    pub class: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nature: String,
    pub capacity: String,
    pub unit: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub voltage: String,
    pub tariff: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub billing: String,
    #[serde(rename = "use", skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// At high voltage; left open, the old account's, each of no more than the part's capacity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceDraft>,
    /// Plates of the old account's transformers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transformers: Vec<String>,
    #[serde(skip_serializing_if = "PartOrganisation::is_empty")]
    pub organisation: PartOrganisation,
}

impl From<&Part> for PartDraft {
    fn from(part: &Part) -> Self {
        let plates = part.transformers.iter();
        Self {
            customer: PartyDraft::from(&part.customer),
            class: part.class.to_string(),
            nature: part.nature.map(|n| n.to_string()).unwrap_or_default(),
            capacity: part.capacity.value.normalize().to_string(),
            unit: part.capacity.unit.to_string(),
            voltage: part.voltage.to_string(),
            tariff: part.tariff.to_string(),
            billing: part.billing.to_string(),
            purpose: part.purpose.clone(),
            sources: part.sources.iter().map(SourceDraft::from).collect(),
            transformers: plates.map(|one| one.plate.clone()).collect(),
            organisation: part.organisation.clone(),
        }
    }
}
