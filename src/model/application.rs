//! The application (用电申请): as typed, and as taken.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::capacity::Capacity;
use super::customer::{Agent, Party};
use super::document::DocumentState;
use super::vocabulary::{Billing, Class, Kind, Nature, Tariff, Voltage};

/// An application as it was typed, on the screen or in a file: every field a string, nothing checked,
/// so that an unfinished one can be kept, shown on paper and corrected. Its JSON is that of `accept`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub kind: String,
    pub class: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nature: String,
    pub applied_on: String,
    pub customer: PartyDraft,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentDraft>,
    pub tenant: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landlord: Option<PartyDraft>,
    /// Number on the title to the premises (房屋产权证号).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title_certificate: String,
    pub capacity: String,
    pub unit: String,
    pub voltage: String,
    #[serde(rename = "use")]
    pub purpose: String,
    pub tariff: String,
    pub billing: String,
    pub equipment: Vec<EquipmentDraft>,
    #[serde(skip_serializing_if = "TermsDraft::is_empty")]
    pub terms: TermsDraft,
    pub documents: BTreeMap<String, String>,
}

/// A party as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartyDraft {
    pub name: String,
    pub id_kind: String,
    pub id_number: String,
    pub phone: String,
    pub address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// An agent as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgentDraft {
    pub name: String,
    pub id_number: String,
    pub phone: String,
}

/// A line of the equipment list as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EquipmentDraft {
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub model: String,
    #[serde(with = "count_as_typed")]
    pub count: String,
    pub kw: String,
}

/// What the customer chooses in the contract, as typed; empty: the office's standing choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TermsDraft {
    /// Months between readings (抄表周期): 1 or 2.
    pub reading_months: String,
    /// Days to pay after the bill (交费期限).
    pub pay_within_days: String,
    /// Peak and valley prices (峰谷电价) chosen.
    pub peak_valley: bool,
}

impl TermsDraft {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An application whose every field has been checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub kind: Kind,
    pub class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    pub applied_on: NaiveDate,
    pub customer: Party,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
    pub tenant: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landlord: Option<Party>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_certificate: String,
    #[serde(flatten)]
    pub capacity: Capacity,
    pub voltage: Voltage,
    #[serde(rename = "use")]
    pub purpose: String,
    pub tariff: Tariff,
    pub billing: Billing,
    pub equipment: Vec<Equipment>,
    pub terms: Terms,
    pub documents: BTreeMap<String, DocumentState>,
}

/// A line of the equipment list (用电设备清单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equipment {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
    pub count: u32,
    /// Rated power of one, in kW.
    pub kw: Decimal,
}

/// What the customer chose in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Months between readings: 1 or 2.
    pub reading_months: u32,
    pub pay_within_days: u32,
    pub peak_valley: bool,
}

impl From<&Application> for Draft {
    /// The application as it would have been typed: what a form is filled in with.
    fn from(taken: &Application) -> Self {
        Self {
            kind: taken.kind.to_string(),
            class: taken.class.to_string(),
            nature: taken
                .nature
                .map(|nature| nature.to_string())
                .unwrap_or_default(),
            applied_on: taken.applied_on.to_string(),
            customer: PartyDraft::from(&taken.customer),
            agent: taken.agent.as_ref().map(|agent| AgentDraft {
                name: agent.name.clone(),
                id_number: agent.id_number.clone(),
                phone: agent.phone.clone(),
            }),
            tenant: taken.tenant,
            landlord: taken.landlord.as_ref().map(PartyDraft::from),
            title_certificate: taken.title_certificate.clone(),
            capacity: taken.capacity.value.normalize().to_string(),
            unit: taken.capacity.unit.to_string(),
            voltage: taken.voltage.to_string(),
            purpose: taken.purpose.clone(),
            tariff: taken.tariff.to_string(),
            billing: taken.billing.to_string(),
            equipment: taken
                .equipment
                .iter()
                .map(|line| EquipmentDraft {
                    name: line.name.clone(),
                    model: line.model.clone(),
                    count: line.count.to_string(),
                    kw: line.kw.normalize().to_string(),
                })
                .collect(),
            terms: TermsDraft {
                reading_months: taken.terms.reading_months.to_string(),
                pay_within_days: taken.terms.pay_within_days.to_string(),
                peak_valley: taken.terms.peak_valley,
            },
            documents: taken
                .documents
                .iter()
                .map(|(code, state)| (code.clone(), state.to_string()))
                .collect(),
        }
    }
}

impl From<&Party> for PartyDraft {
    fn from(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            id_kind: party.id_kind.to_string(),
            id_number: party.id_number.clone(),
            phone: party.phone.clone(),
            address: party.address.clone(),
            postal_address: party.postal_address.clone(),
            postcode: party.postcode.clone(),
            contact: party.contact.clone(),
        }
    }
}

/// A count is a JSON number in a file and a string on the screen; both are taken, a number is written
/// where what was typed is one.
mod count_as_typed {
    use serde::{Deserialize, Deserializer, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Typed {
        Number(u64),
        Text(String),
    }

    pub(super) fn serialize<S: Serializer>(count: &str, serializer: S) -> Result<S::Ok, S::Error> {
        match count.parse::<u64>() {
            Ok(number) => serializer.serialize_u64(number),
            Err(_) => serializer.serialize_str(count),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<String, D::Error> {
        Ok(match Typed::deserialize(deserializer)? {
            Typed::Number(number) => number.to_string(),
            Typed::Text(text) => text,
        })
    }
}
