//! What is said between the office and a customer (客户联系), CONTACT-1, the customers that it visits by a plan
//! (重点客户), CONTACT-2, and complaints (投诉), CONTACT-3.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::named::named;

named! {
    /// How the office and the customer met (联系方式).
    pub enum ContactHow, "联系方式" {
        Visit = "visit", "走访";
        Call = "call", "电话";
        Consultation = "consultation", "来所咨询";
    }
}

/// An entry of the contact log, CONTACT-1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub number: String,
    pub on: NaiveDate,
    pub how: ContactHow,
    pub matter: String,
    pub handled_by: String,
    pub outcome: String,
    /// The day on which the office looks into it again.
    pub follow_up: Option<NaiveDate>,
    /// Number of the contact that this one followed up.
    pub follows: Option<String>,
    /// Number of the contact that followed this one up.
    pub followed_by: Option<String>,
}

impl Contact {
    /// Whether its follow-up is still to be done.
    pub fn is_open(&self) -> bool {
        self.follow_up.is_some() && self.followed_by.is_none()
    }
}

named! {
    /// What makes a customer one that is visited by a plan (重点客户依据), CONTACT-2.
    pub enum KeyGround, "重点客户依据" {
        Load = "load", "负荷大";
        Voltage = "voltage", "电压高";
        Nature = "nature", "负荷性质重要";
    }
}

/// A customer visited by a plan, CONTACT-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCustomer {
    pub grounds: Vec<KeyGround>,
    /// Months from one visit to the next.
    pub every_months: u32,
    pub next_visit: NaiveDate,
}

impl KeyCustomer {
    /// `重点客户（负荷大、电压高），每3个月走访一次，下次2026-12-01`.
    pub fn in_words(&self) -> String {
        let grounds: Vec<&str> = self.grounds.iter().map(|ground| ground.chinese()).collect();
        format!(
            "重点客户（{}），每{}个月走访一次，下次{}",
            grounds.join("、"),
            self.every_months,
            self.next_visit
        )
    }
}

named! {
    /// How far a complaint has come (投诉状态), CONTACT-3; one after the other.
    pub enum ComplaintState, "投诉状态" {
        Registered = "registered", "已登记";
        Investigated = "investigated", "已调查";
        Answered = "answered", "已答复";
        Closed = "closed", "已办结";
    }
}

impl ComplaintState {
    /// What comes after it.
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|state| *state == self)?;
        Self::ALL.get(place + 1).copied()
    }

    /// What the text of the step that leads to it says.
    pub fn asks(self) -> &'static str {
        match self {
            Self::Registered => "投诉内容",
            Self::Investigated => "调查情况",
            Self::Answered => "答复内容",
            Self::Closed => "办结情况",
        }
    }
}

/// A step of a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintStep {
    pub state: ComplaintState,
    pub on: NaiveDate,
    pub by: String,
    pub text: String,
}

/// A complaint with its steps, the registration first, CONTACT-3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    pub number: String,
    pub account: String,
    /// The day by which the office promised an answer.
    pub answer_by: NaiveDate,
    pub steps: Vec<ComplaintStep>,
}

impl Complaint {
    pub fn state(&self) -> ComplaintState {
        let last = self.steps.last();
        last.map_or(ComplaintState::Registered, |step| step.state)
    }

    /// The day on which it came to a state, if it has.
    pub fn reached(&self, state: ComplaintState) -> Option<NaiveDate> {
        let mut steps = self.steps.iter();
        steps.find(|step| step.state == state).map(|step| step.on)
    }

    /// What the customer complained of.
    pub fn matter(&self) -> &str {
        self.steps.first().map_or("", |step| step.text.as_str())
    }
}
