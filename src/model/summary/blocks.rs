//! The lists below the table: what is in hand by step, what runs, and what the auditor asks for. Identity numbers and
//! phones have no place in them.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::contact::ComplaintState;
use crate::model::vocabulary::{Class, Kind, LateReason};

/// How many cases stand at a step (环节在办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLoad {
    pub step: String,
    pub name: String,
    /// Cases in which it can be recorded next.
    pub in_hand: i64,
    /// Cases in which its time limit is past.
    pub overdue: i64,
}

/// A suspension that runs at the end of the month (在停).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionLine {
    pub case: String,
    pub account: String,
    pub name: String,
    /// kVA still under seal.
    pub kva: Decimal,
    pub sealed_on: NaiveDate,
    /// The first day billed in full.
    pub to: NaiveDate,
    pub ends_next_month: bool,
}

/// A meter that is off, its time running out by the end of next month (暂拆将满).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalLine {
    pub account: String,
    pub name: String,
    pub removed_on: NaiveDate,
    /// The last day on which reconnection can be applied for (REMOVE-2).
    pub last_day: NaiveDate,
}

/// Contracts signed in the month, by kind and class of their cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractsSigned {
    pub kind: Kind,
    pub class: Class,
    pub signed: i64,
}

/// A step done too late in the month, or past its day at the end (逾期); of a case completed in the month, whenever it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateStep {
    pub case: String,
    pub customer: String,
    pub kind: Kind,
    pub class: Class,
    pub step: String,
    pub step_name: String,
    pub rule: String,
    /// Where the manual has it; empty where a day was appointed, and in a month frozen before it was kept.
    #[serde(default)]
    pub article: String,
    pub due: NaiveDate,
    /// `None`: not done yet.
    pub done: Option<NaiveDate>,
    /// Days past the due day, at the end of the month where it is not done.
    pub days: i64,
    pub reason: Option<LateReason>,
}

/// A case that the frozen month before did not have as it stands now (调整).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    pub case: String,
    pub kind: Kind,
    pub class: Class,
    /// 1: now in hand at the start; -1: no longer; 0: with other kVA.
    pub cases: i64,
    pub kva: Decimal,
    pub why: String,
}

/// What a supervisor waived for a case accepted in the month (特批), AUDIT-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    pub case: String,
    pub customer: String,
    pub kind: Kind,
    pub handler: String,
    pub reason: String,
    pub basis: String,
    pub approver: String,
}

/// A step typed in long after its day (补录), COUNT-6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateEntry {
    pub case: String,
    pub step: String,
    pub step_name: String,
    pub on: NaiveDate,
    pub recorded_at: NaiveDateTime,
    pub operator: String,
    pub days: i64,
}

/// A customer turned away (不予受理), AUDIT-3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub number: String,
    pub on: NaiveDate,
    pub customer: String,
    pub operator: String,
    pub reason: String,
    /// IDs of the rules that the program found violated.
    pub rules: Vec<String>,
    /// Where those rules stand, as people read it; of a month frozen before this was kept, nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<String>,
}

/// A case that waited for papers before it was accepted in the month, or that waits at its end (待补资料).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waited {
    pub case: String,
    pub customer: String,
    pub applied_on: NaiveDate,
    /// `None`: it waits still.
    pub accepted_on: Option<NaiveDate>,
    pub days: i64,
}

/// A complaint registered in the month, or open in it (投诉), CONTACT-3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintLine {
    pub number: String,
    pub account: String,
    pub customer: String,
    pub matter: String,
    pub registered_on: NaiveDate,
    pub answer_by: NaiveDate,
    /// As it stood at the end of the month.
    pub state: ComplaintState,
    pub answered_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}

/// A case of the month: where it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    pub case: String,
    pub kind: Kind,
    pub class: Class,
    pub account: Option<String>,
    pub customer: String,
    pub address: String,
    pub kva: Decimal,
    pub handler: String,
    pub applied_on: NaiveDate,
    pub accepted_on: NaiveDate,
    /// Of these two at most one; both `None` where it is in hand at the end.
    pub completed_on: Option<NaiveDate>,
    pub voided_on: Option<NaiveDate>,
    /// Completed in the month, accepted before this year.
    pub from_earlier_year: bool,
    pub at_start: bool,
    pub at_end: bool,
    pub overdue: bool,
    /// Of a completed case: whether every step was on time, and its working days from acceptance.
    pub on_time: Option<bool>,
    pub working_days: Option<i64>,
}
