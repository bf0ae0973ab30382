//! An application as typed: strings, nothing checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::text::half_width;
use crate::model::vocabulary::Initiative;

use super::part::PartDraft;
use super::transformer::{self, TransformerDraft};

/// An application as it was typed, on the screen or in a file: every field a string, nothing checked,
/// so that an unfinished one can be kept, shown on paper and corrected. Its JSON is that of `accept`.
///
/// What a kind or class does not ask for stays empty and is not written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub kind: String,
    pub class: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nature: String,
    pub applied_on: String,
    /// The account that a change is about (户号).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Why the change is asked for (变更原因).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Not typed for a change: the account has it.
    #[serde(skip_serializing_if = "PartyDraft::is_empty")]
    pub customer: PartyDraft,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentDraft>,
    /// Who stands for the organisation (法定代表人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<RepresentativeDraft>,
    pub tenant: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landlord: Option<PartyDraft>,
    /// Number on the title to the premises (房屋产权证号).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title_certificate: String,
    /// The capacity applied for; of an increase, the total, which need not be typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub capacity: String,
    /// What an increase adds (新增容量), in `unit`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub added: String,
    /// Whether the place of use stays (用电地址不变), of a relocation; open until said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_address: Option<bool>,
    /// Whether the tariff class stays (用电类别不变).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_class: Option<bool>,
    /// Whether the supply point stays (供电点不变).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_supply_point: Option<bool>,
    /// Whether the installation can be metered apart (具备分装条件), of a split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separable: Option<bool>,
    /// What an account is split into (分户各份).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartDraft>,
    /// Whether all capacity is out of use (全部容量停用), of a closure; open until said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_capacity_stopped: Option<bool>,
    /// Who begins a closure (办理起因): the customer, or the office for want of use (CLOSE-4); open: the customer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub begun_by: String,
    /// What the account owed when that was looked up (欠费), yuan; of a closure, a split or a transfer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub arrears: String,
    /// The day on which it was looked up.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub arrears_checked_on: String,
    /// The day wished for: of a removal, a reconnection or a suspension.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Of a relocation, the new place of the meter; of a removal or suspension, the day on which it is to end.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Of a suspension: days in a year agreed on with a seasonal user, and on what basis.
    #[serde(with = "count_as_typed", skip_serializing_if = "String::is_empty")]
    pub agreed_days: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// What a supervisor waived (AUDIT-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaiverDraft>,
    /// Of a resumption: the case of the suspension, and the day wished for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suspension: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// The day from which the customer wishes to have the power (希望用电日期).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub wished_on: String,
    pub unit: String,
    pub voltage: String,
    #[serde(rename = "use")]
    pub purpose: String,
    /// Trade of the organisation (行业).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub industry: String,
    /// Nature of the load (负荷性质).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub load_nature: String,
    /// Load that must not fail (保安负荷), kW.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub security_load: String,
    /// Planned use in a month (计划月用电量), kWh.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub monthly_kwh: String,
    pub tariff: String,
    /// Of a reclassification: the ratio of classes that cannot be metered apart (定比).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ShareDraft>,
    pub billing: String,
    /// High voltage: where the power comes from (电源); their number is single or dual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceDraft>,
    /// High voltage: the customer's transformers (受电变压器); of an increase, those that are added; of a
    /// suspension or resumption, those that it is about.
    #[serde(with = "transformer::list", skip_serializing_if = "Vec::is_empty")]
    pub transformers: Vec<TransformerDraft>,
    /// Of an increase: plates of the account's transformers that are taken out (拆除的变压器).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken_out: Vec<String>,
    /// High voltage: own generation (自备电源), capacity and kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub own_generation: String,
    /// High voltage: grade of an important customer (重要客户等级).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub important_grade: String,
    /// High voltage: motors on the high-voltage side (高压电动机), kW together.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub motors: String,
    /// High voltage: non-linear loads (非线性负荷).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nonlinear: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<EquipmentDraft>,
    /// For the invoice (增值税信息); any organisation may add it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat: Option<VatDraft>,
    #[serde(skip_serializing_if = "TermsDraft::is_empty")]
    pub terms: TermsDraft,
    pub documents: BTreeMap<String, String>,
}

impl Draft {
    /// Whether the office closes the account for want of use (CLOSE-4).
    pub fn is_begun_by_office(&self) -> bool {
        half_width(&self.begun_by) == Initiative::Office.wire()
    }
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

impl PartyDraft {
    /// Whether nothing at all was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A waiver as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WaiverDraft {
    pub reason: String,
    pub basis: String,
    /// A supervisor who does not handle the case.
    pub approver: String,
}

/// An agent as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgentDraft {
    pub name: String,
    pub id_number: String,
    pub phone: String,
}

/// An organisation's representative as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RepresentativeDraft {
    pub name: String,
    pub id_number: String,
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
    /// Rated power of one.
    pub kw: String,
    /// Grade of the load (负荷等级); may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub grade: String,
}

/// A class's share of a ratio as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShareDraft {
    pub tariff: String,
    pub percent: String,
}

/// A power source as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceDraft {
    pub voltage: String,
    /// kVA.
    pub capacity: String,
    /// Dedicated or public (专线、公用).
    pub line: String,
    /// Main or standby (主供、备用).
    pub role: String,
}

/// What stands on the invoice, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VatDraft {
    pub name: String,
    pub tax_number: String,
    pub address: String,
    pub phone: String,
    pub bank: String,
    pub bank_account: String,
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
