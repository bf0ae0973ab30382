//! Claims of a month (违约理赔): what was found, what it came to, what was paid.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::claim::{ClaimKind, ClaimState};

/// A kind's claims in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTotals {
    pub kind: ClaimKind,
    /// Found or claimed in the month, those voided left out.
    pub found: i64,
    /// Closed in the month.
    pub closed: i64,
    /// Not closed at the end of the month.
    pub open: i64,
    /// Of those found in the month: energy stolen, in kWh; amounts in yuan.
    pub kwh: Decimal,
    pub back_pay: Decimal,
    pub penalty: Decimal,
    pub amount: Decimal,
    /// Paid in the month, whenever it was found; in yuan.
    pub paid: Decimal,
}

impl ClaimTotals {
    /// Not closed when the month began: with those found in it, they are closed in it or open at its end.
    pub fn at_start(&self) -> i64 {
        self.closed + self.open - self.found
    }

    /// Whether there was anything of the kind in the month.
    pub fn is_empty(&self) -> bool {
        self.found == 0 && self.closed == 0 && self.open == 0 && self.paid.is_zero()
    }
}

/// A claim of a month: found, paid or closed in it, or open at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    pub claim: String,
    pub kind: ClaimKind,
    /// As it stood when the month was counted.
    pub state: ClaimState,
    pub account: String,
    pub customer: String,
    pub found_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub handler: String,
    pub kwh: Decimal,
    pub back_pay: Decimal,
    pub penalty: Decimal,
    pub amount: Decimal,
    /// Paid in the month, in yuan.
    pub paid: Decimal,
}

/// What a supervisor decided in the month about a claim that came out of time (DAMAGE-3), AUDIT-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimWaiver {
    pub claim: String,
    pub customer: String,
    pub kind: ClaimKind,
    pub handler: String,
    pub on: NaiveDate,
    pub reason: String,
    pub basis: String,
    pub approver: String,
}
