//! A written notice to a customer whose account may be closed for want of use (待销户通知), CLOSE-4.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::named::named;

named! {
    /// How a notice was delivered, with proof (送达方式).
    pub enum DeliveredBy, "送达方式" {
        Signed = "signed", "当面签收";
        Post = "post", "挂号邮寄回执";
        Witness = "witness", "见证人在场留置";
    }
}

/// Proof that a notice was delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub on: NaiveDate,
    pub how: DeliveredBy,
    /// Who signed, the number of the receipt, or the witness.
    pub received_by: String,
    /// The last day on which the customer is asked to answer, as the notice says.
    #[serde(default)]
    pub answer_by: Option<NaiveDate>,
}

/// A notice, with the time without use that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdleNotice {
    pub number: String,
    pub account: String,
    pub idle_since: NaiveDate,
    pub idle_until: NaiveDate,
    pub noticed_on: NaiveDate,
    pub operator: String,
    pub delivery: Option<Delivery>,
}

impl IdleNotice {
    /// The day until which the customer may still answer, where it is not past.
    pub fn waits_until(&self, today: NaiveDate) -> Option<NaiveDate> {
        let answer_by = self.delivery.as_ref()?.answer_by;
        answer_by.filter(|day| today <= *day)
    }
}
