//! The application (用电申请): as typed, and as taken.

mod change;
mod draft;
mod load;
mod part;
mod supply;
mod transformer;
mod typed;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::capacity::Capacity;
use super::customer::{Agent, Party, Transformer};
use super::document::DocumentState;
use super::vocabulary::{
    Billing, Class, ImportantGrade, Initiative, Kind, LoadGrade, Nature, Sources, Tariff, Voltage,
};

pub use change::{Arrears, Change, Waiver};
pub use draft::{
    AgentDraft, Draft, EquipmentDraft, PartyDraft, RepresentativeDraft, ShareDraft, SourceDraft,
    TermsDraft, VatDraft, WaiverDraft,
};
pub use load::KnownLoad;
pub use part::{Part, PartDraft, PartOrganisation};
pub use supply::{Representative, Source, Vat};
pub use transformer::TransformerDraft;

/// An application whose every field has been checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub kind: Kind,
    pub class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    pub applied_on: NaiveDate,
    /// The account that a change is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Why a change is asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What is particular to the kind of change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Who applies; of a change, the holder of the account on the day of the application, of a transfer the new one.
    pub customer: Party,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<Representative>,
    pub tenant: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landlord: Option<Party>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_certificate: String,
    /// The capacity applied for; of an increase, the total.
    #[serde(flatten)]
    pub capacity: Capacity,
    /// The day from which the customer wishes to have the power.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wished_on: Option<NaiveDate>,
    pub voltage: Voltage,
    #[serde(rename = "use")]
    pub purpose: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub industry: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub load_nature: String,
    /// Load that must not fail, kW.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_load: Option<Decimal>,
    /// Planned use in a month, kWh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_kwh: Option<Decimal>,
    pub tariff: Tariff,
    pub billing: Billing,
    /// One or two at high voltage, else none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Of an increase, those that are added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformers: Vec<Transformer>,
    /// Capacity and kind; empty where there is none, `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_generation: Option<String>,
    /// `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important_grade: Option<ImportantGrade>,
    /// Motors on the high-voltage side, kW; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motors: Option<Decimal>,
    /// Empty where there are none, `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonlinear: Option<String>,
    pub equipment: Vec<Equipment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<Vat>,
    pub terms: Terms,
    pub documents: BTreeMap<String, DocumentState>,
}

impl Application {
    /// Whether the office closes the account for want of use (CLOSE-4).
    pub fn is_begun_by_office(&self) -> bool {
        let begun = self.change.as_ref().and_then(Change::begun_by);
        begun == Some(Initiative::Office)
    }

    /// What an account is split into; of any other business, nothing.
    pub fn parts(&self) -> &[Part] {
        match &self.change {
            Some(Change::Split { parts, .. }) => parts,
            _ => &[],
        }
    }

    /// Whether power comes from one side or two; anything but a second source is single.
    pub fn sources_kind(&self) -> Sources {
        if self.sources.len() > 1 {
            Sources::Dual
        } else {
            Sources::Single
        }
    }
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<LoadGrade>,
}

/// What the customer chose in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Months between readings: 1 or 2.
    pub reading_months: u32,
    pub pay_within_days: u32,
    pub peak_valley: bool,
}
