//! The case (工单): an application under way, and what was recorded on it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::application::Application;
use super::vocabulary::{CaseState, LateReason, StepResult};

/// A case as the office keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub number: String,
    pub state: CaseState,
    pub application: Application,
    /// The account that the case is about, or that it opened.
    pub account: Option<String>,
    pub accepted_on: Option<NaiveDate>,
    /// Day of the completing step.
    pub completed_on: Option<NaiveDate>,
    pub voided_on: Option<NaiveDate>,
    pub void_reason: Option<String>,
    /// Who took the application.
    pub handler: String,
}

/// Identifier of a step (环节), as in the procedure files: `survey`, `plan_answered`, …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub String);

impl StepId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StepId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for StepId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// A step that was recorded; a step taken back stays, with who took it back and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    pub id: i64,
    pub step: StepId,
    /// 1 for the first time that the step was recorded, 2 after a failed check, …
    pub round: u32,
    pub result: StepResult,
    /// The day on which it was done.
    pub on: NaiveDate,
    /// When it was typed in, by the wall clock.
    pub recorded_at: NaiveDateTime,
    pub operator: String,
    pub fields: BTreeMap<String, String>,
    pub late_reason: Option<LateReason>,
    pub withdrawn: Option<Withdrawal>,
}

/// A step taken back (撤回).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    pub at: NaiveDateTime,
    pub operator: String,
    pub reason: String,
}
