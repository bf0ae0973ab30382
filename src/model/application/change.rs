//! What a change of an account asks for (变更用电).

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
    },
}
