//! Capacity (容量): a decimal with its unit.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::vocabulary::CapacityUnit;

/// Contracted or applied-for capacity in kW or kVA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    #[serde(rename = "capacity")]
    pub value: Decimal,
    pub unit: CapacityUnit,
}

impl Capacity {
    /// The figure in kVA; a kW counts as a kVA, as the month's summary does.
    pub fn kva(self) -> Decimal {
        self.value
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value.normalize(), self.unit)
    }
}
