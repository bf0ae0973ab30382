//! What an organisation adds to its application: who stands for it, its supply, its invoices.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::vocabulary::{SourceLine, SourceRole, Voltage};

/// Who stands for an organisation (法定代表人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    pub name: String,
    /// Resident identity number; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id_number: String,
}

/// A power source of a high-voltage supply (电源).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub voltage: Voltage,
    /// kVA.
    pub capacity: Decimal,
    pub line: SourceLine,
    pub role: SourceRole,
}

impl Source {
    /// `主供 10kV 315 kVA 公用线路`.
    pub fn in_words(&self) -> String {
        format!(
            "{} {} {} kVA {}",
            self.role.chinese(),
            self.voltage.chinese(),
            self.capacity.normalize(),
            self.line.chinese()
        )
    }
}

/// What stands on the invoice (增值税信息).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vat {
    pub name: String,
    pub tax_number: String,
    pub address: String,
    pub phone: String,
    pub bank: String,
    pub bank_account: String,
}
