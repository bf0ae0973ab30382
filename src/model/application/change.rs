//! What a change of an account asks for (变更用电).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Part;
use crate::model::customer::{Party, TariffShare, Transformer};
use crate::model::vocabulary::{Initiative, Tariff, Voltage};

/// What is particular to each kind of change, as of the day it was applied for; one variant a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// More capacity (增容), NEW-4. The application's own capacity is the total of both, in its unit; its
    /// transformers are those that are added.
    CapacityIncrease {
        original: Decimal,
        added: Decimal,
        /// How the account is supplied and priced until then.
        voltage: Voltage,
        tariff: Tariff,
        /// Those that stand there already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        transformers: Vec<Transformer>,
        /// Plates of those of them that are taken out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken_out: Vec<String>,
    },
    /// The meter goes to another place of the same premises (移表): address, class and supply point stay,
    /// MOVE-1.
    Relocation {
        /// The new place of the meter.
        to: String,
    },
    /// The meter is taken off for a time (暂拆), REMOVE-1.
    Removal {
        /// The day on which the customer wishes it taken off.
        from: NaiveDate,
        /// The day on which he means to have it back.
        to: NaiveDate,
    },
    /// The meter comes back after a removal (复装), REMOVE-4.
    Reconnection {
        /// The day on which the customer wishes it back, where he named one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wished_on: Option<NaiveDate>,
        /// The day of the removal.
        removed_on: NaiveDate,
        /// The last day on which reconnection could be applied for (REMOVE-2).
        last_day: NaiveDate,
    },
    /// The use has changed, and with it the price (改类), RECLASS-1. The application's own tariff is the new
    /// class; of a ratio, its main one.
    Reclassification {
        /// The class until then.
        from: Tariff,
        /// The ratio until then, where there was one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        from_shares: Vec<TariffShare>,
        /// The new ratio, where the classes cannot be metered apart (RECLASS-5).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shares: Vec<TariffShare>,
    },
    /// The account ends (销户): all its capacity is out of use, CLOSE-1.
    Closure {
        arrears: Arrears,
        /// Whether the meter was off already (暂拆), so that no reading of it can be taken.
        meter_off: bool,
        /// Number of the notice that was delivered, where the office begins it for want of use (CLOSE-4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<String>,
    },
    /// The account becomes several (分户), SPLIT-1 to SPLIT-6.
    Split { arrears: Arrears, parts: Vec<Part> },
    /// The account goes to another holder, or its holder has another name (更名过户), TRANSFER-1. The
    /// application's customer is the new holder.
    Transfer {
        /// The holder until then.
        from: Party,
        arrears: Arrears,
        /// The ratio by which the account is billed; it stays.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shares: Vec<TariffShare>,
    },
    /// Transformers stop for a time (暂停), SUSPEND-1.
    Suspension {
        /// Whole ones; one without a plate is the whole supply of a customer who has none.
        transformers: Vec<Transformer>,
        /// The day on which they are to be sealed.
        from: NaiveDate,
        /// The day on which they are to be resumed.
        to: NaiveDate,
        /// Days in a year agreed on with a seasonal user (SUSPEND-4), and on what basis.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed_days: Option<u32>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiver: Option<Waiver>,
    },
    /// Suspended transformers run again (暂停恢复), SUSPEND-8.
    Resumption {
        /// Number of the case of the suspension.
        suspension: String,
        transformers: Vec<Transformer>,
        /// The day wished for.
        on: NaiveDate,
        /// The days of the suspension, as they stood.
        sealed_on: NaiveDate,
        to: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiver: Option<Waiver>,
    },
}

/// What an account owed on a day (欠费).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrears {
    /// Yuan.
    #[serde(rename = "arrears")]
    pub amount: Decimal,
    /// The day on which it was looked up.
    #[serde(rename = "arrears_checked_on")]
    pub checked_on: NaiveDate,
}

/// What a supervisor waived (特批), AUDIT-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    pub reason: String,
    pub basis: String,
    /// A supervisor who does not handle the case.
    pub approver: String,
}

impl Change {
    /// Of an increase, the account's transformers: those that stay and those that are taken out.
    pub fn standing(&self) -> (Vec<&Transformer>, Vec<&Transformer>) {
        match self {
            Change::CapacityIncrease {
                transformers,
                taken_out,
                ..
            } => {
                let stays = |transformer: &&Transformer| !taken_out.contains(&transformer.plate);
                transformers.iter().partition(stays)
            }
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// The day that the customer wished for in writing, before which no limit starts (REMOVE-1, REMOVE-5).
    pub fn wished_on(&self) -> Option<NaiveDate> {
        match self {
            Change::Removal { from, .. } => Some(*from),
            Change::Reconnection { wished_on, .. } => *wished_on,
            _ => None,
        }
    }

    /// The ratio by which the account is billed once it is carried out; empty where it has one class.
    pub fn shares(&self) -> &[TariffShare] {
        match self {
            Change::Reclassification { shares, .. } | Change::Transfer { shares, .. } => shares,
            _ => &[],
        }
    }

    /// The day for which the office itself is bound to act, whatever is a rest day (SUSPEND-8, SUSPEND-12).
    pub fn appointed_on(&self) -> Option<NaiveDate> {
        match self {
            Change::Suspension { from, .. } => Some(*from),
            Change::Resumption { on, .. } => Some(*on),
            _ => None,
        }
    }

    /// What was waived.
    pub fn waiver(&self) -> Option<&Waiver> {
        match self {
            Change::Suspension { waiver, .. } | Change::Resumption { waiver, .. } => {
                waiver.as_ref()
            }
            _ => None,
        }
    }

    /// Number of the suspension that it resumes.
    pub fn resumes(&self) -> Option<&str> {
        match self {
            Change::Resumption { suspension, .. } => Some(suspension),
            _ => None,
        }
    }

    /// Whether the meter was off already when the change was applied for.
    pub fn finds_the_meter_off(&self) -> bool {
        match self {
            Change::Reconnection { .. } => true,
            Change::Closure { meter_off, .. } => *meter_off,
            _ => false,
        }
    }

    /// Who begins a closure; nothing of other kinds.
    pub fn begun_by(&self) -> Option<Initiative> {
        match self {
            Change::Closure { notice: None, .. } => Some(Initiative::Customer),
            Change::Closure { .. } => Some(Initiative::Office),
            _ => None,
        }
    }

    /// What was owed on the day of the application, where the kind asks for it.
    pub fn arrears(&self) -> Option<Arrears> {
        match self {
            Change::Closure { arrears, .. }
            | Change::Split { arrears, .. }
            | Change::Transfer { arrears, .. } => Some(*arrears),
            _ => None,
        }
    }
}
