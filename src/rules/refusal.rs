//! A refusal: the rules say no, with the rule, the reason and what fits instead.

use serde::{Deserialize, Serialize};

/// The ID under which input that cannot be read is refused.
pub const INPUT: &str = "INPUT";
/// Where a rule stands that no article of the manual says.
pub const PRACTICE: &str = "供电所业务规定";

/// One violated rule. An act collects every one of them before it says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// ID in the rule catalogue, or [`INPUT`].
    pub rule: String,
    /// What is wrong and where, for the clerk.
    pub message: String,
    /// What to do or apply for instead.
    pub instead: String,
    /// Path of the field at fault (`customer.id_number`), empty where it is the whole act.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
}

impl Refusal {
    pub fn new(rule: &str, message: impl Into<String>, instead: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            message: message.into(),
            instead: instead.into(),
            field: String::new(),
        }
    }

    /// A field that was typed wrongly or left empty; `label` is its Chinese name.
    pub fn input(field: &str, label: &str, problem: impl std::fmt::Display) -> Self {
        Self {
            rule: INPUT.to_owned(),
            message: format!("{label}：{problem}"),
            instead: format!("请改正“{label}”后再提交"),
            field: field.to_owned(),
        }
    }

    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        field.clone_into(&mut self.field);
        self
    }
}
