//! What a change of an account asks for (变更用电).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::customer::Transformer;
use crate::model::vocabulary::{Tariff, Voltage};

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
            Change::CapacityIncrease { .. }
            | Change::Relocation { .. }
            | Change::Suspension { .. }
            | Change::Resumption { .. } => None,
        }
    }

    /// The day for which the office itself is bound to act, whatever is a rest day (SUSPEND-8, SUSPEND-12).
    pub fn appointed_on(&self) -> Option<NaiveDate> {
        match self {
            Change::Suspension { from, .. } => Some(*from),
            Change::Resumption { on, .. } => Some(*on),
            Change::CapacityIncrease { .. }
            | Change::Relocation { .. }
            | Change::Removal { .. }
            | Change::Reconnection { .. } => None,
        }
    }

    /// What was waived.
    pub fn waiver(&self) -> Option<&Waiver> {
        match self {
            Change::Suspension { waiver, .. } | Change::Resumption { waiver, .. } => {
                waiver.as_ref()
            }
            Change::CapacityIncrease { .. }
            | Change::Relocation { .. }
            | Change::Removal { .. }
            | Change::Reconnection { .. } => None,
        }
    }
}
