//! The office's own choices (设置): name, code, account numbers, standing terms, printer offset, operators.

mod spec;

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::json;

use crate::model::account::ACCOUNT_LENGTHS;
use crate::model::application::Terms;
use crate::model::text::tidy;
use crate::model::vocabulary::Role;
use crate::rules::Refusal;
use crate::rules::checklist::Item;
use crate::store::operator::{self, Operator};
use crate::store::setting;

use super::{Act, OfficeError, Work};

pub use spec::{SPECS, Spec};

/// The key under which operators are set: `王芳:clerk,李强:supervisor`.
pub const OPERATORS: &str = "operators";

/// The office's choices as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    values: BTreeMap<String, String>,
    operators: Vec<Operator>,
    names: Vec<String>,
    supervisors: Vec<String>,
}

impl Settings {
    /// Reads what was set.
    ///
    /// # Errors
    /// The tables cannot be read.
    pub fn load(conn: &Connection) -> Result<Self, OfficeError> {
        let operators = operator::list(conn)?;
        let active = || operators.iter().filter(|operator| operator.active);
        let names = active().map(|operator| operator.name.clone()).collect();
        let supervisors = active().filter(|operator| operator.role == Role::Supervisor);
        let supervisors = supervisors.map(|operator| operator.name.clone()).collect();
        Ok(Self {
            supervisors,
            values: setting::all(conn)?,
            operators,
            names,
        })
    }

    /// A choice, or its default.
    pub fn get(&self, key: &str) -> &str {
        let default = || {
            SPECS
                .iter()
                .find(|spec| spec.key == key)
                .map_or("", |spec| spec.default)
        };
        self.values.get(key).map_or_else(default, String::as_str)
    }

    /// A choice that is a number; every such default is one.
    pub fn number(&self, key: &str) -> i64 {
        self.get(key).parse().unwrap_or(0)
    }

    pub fn office_name(&self) -> &str {
        self.get("office.name")
    }

    pub fn office_code(&self) -> &str {
        self.get("office.code")
    }

    /// Digits of an account number.
    pub fn account_length(&self) -> usize {
        let chosen = self.get("account.length").parse().ok();
        chosen
            .filter(|length| ACCOUNT_LENGTHS.contains(length))
            .unwrap_or(ACCOUNT_LENGTHS[0])
    }

    /// What belongs to an item of a checklist, with the papers that this office takes instead (DOC-1, DOC-9).
    pub fn help(&self, item: &Item) -> String {
        let own = item.own_equivalents.as_deref();
        item.help(own.map_or("", |key| self.get(key)))
    }

    /// The office's standing terms of a resident's contract.
    pub fn terms(&self) -> Terms {
        let number = |key| u32::try_from(self.number(key)).unwrap_or(1);
        Terms {
            reading_months: number("contract.reading_months"),
            pay_within_days: number("contract.pay_within_days"),
            peak_valley: false,
        }
    }

    /// Everyone who is or was an operator.
    pub fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// Names of those who may waive and approve (AUDIT-2).
    pub fn supervisors(&self) -> &[String] {
        &self.supervisors
    }

    /// Names of those who may sit at the desk.
    pub fn active_operators(&self) -> &[String] {
        &self.names
    }

    /// Who is at the desk where nobody was named: the one who sat there last, else the first.
    pub fn usual_operator(&self) -> Option<&str> {
        let last = self
            .names
            .iter()
            .find(|name| *name == self.get("desk.operator"));
        last.or(self.names.first()).map(String::as_str)
    }

    /// Whether the first questions have been answered.
    pub fn is_set_up(&self) -> bool {
        !self.office_name().is_empty() && !self.office_code().is_empty() && !self.names.is_empty()
    }

    /// Lets an operator of the office act.
    ///
    /// # Errors
    /// Refused where the office is not set up or the name is none of its operators'.
    pub fn admit(&self, operator: &str) -> Result<(), OfficeError> {
        let mut refusals = Vec::new();
        if !self.is_set_up() {
            let message = "供电所还没有设置名称、编号和操作员";
            let instead = "先在“设置”里填写，或用 settings 命令，或用 demo 建立示例数据";
            refusals.push(Refusal::new(crate::rules::refusal::INPUT, message, instead));
        } else if !self.names.iter().any(|name| name == operator) {
            let known = self.names.join("、");
            let problem = format!("“{operator}”不是本所操作员（现有：{known}）");
            refusals.push(Refusal::input("operator", "操作员", problem));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(OfficeError::Refused(refusals))
        }
    }
}

/// Changes some choices, all or none.
///
/// # Errors
/// Refused with every key that is not known and every value that is not taken.
pub fn change(work: Work<'_>, changes: &[(String, String)]) -> Result<(), OfficeError> {
    let mut refusals = Vec::new();
    let mut keys = Vec::new();
    for (key, typed) in changes {
        let outcome = if key == OPERATORS {
            set_operators(work.conn, typed)?
        } else if let Some(spec) = SPECS.iter().find(|spec| spec.key == key) {
            match spec.check(typed) {
                Ok(value) => {
                    setting::set(work.conn, key, &value)?;
                    Ok(())
                }
                Err(problem) => Err(Refusal::input(key, spec.label, problem)),
            }
        } else {
            let known: Vec<&str> = SPECS.iter().map(|spec| spec.key).collect();
            let problem = format!("没有这一项设置（可选：{}、{OPERATORS}）", known.join("、"));
            Err(Refusal::input(key, key, problem))
        };
        match outcome {
            Ok(()) => keys.push(key.as_str()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    work.log(Act::Settings, "", json!({ "keys": keys }))
}

/// Makes exactly these people the operators; who is left out stays in the records.
fn set_operators(conn: &Connection, typed: &str) -> Result<Result<(), Refusal>, OfficeError> {
    let mut wanted = Vec::new();
    for entry in typed
        .split([',', '，', '、'])
        .map(tidy)
        .filter(|entry| !entry.is_empty())
    {
        let (name, role) = entry
            .split_once([':', '：'])
            .unwrap_or((&entry, Role::Clerk.wire()));
        let role = match role.parse::<Role>() {
            Ok(role) => role,
            Err(unknown) => return Ok(Err(Refusal::input(OPERATORS, "操作员", unknown))),
        };
        wanted.push(Operator {
            name: tidy(name),
            role,
            active: true,
        });
    }
    let named = wanted
        .iter()
        .all(|operator| (1..=60).contains(&operator.name.chars().count()));
    if wanted.is_empty() || !named {
        let problem = "至少一人，写成“姓名：clerk，姓名：supervisor”";
        return Ok(Err(Refusal::input(OPERATORS, "操作员", problem)));
    }
    for mut gone in operator::list(conn)? {
        if wanted.iter().all(|operator| operator.name != gone.name) {
            gone.active = false;
            operator::upsert(conn, &gone)?;
        }
    }
    for operator in &wanted {
        operator::upsert(conn, operator)?;
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::rules::Manual;

    #[test]
    fn checklists_name_settings_that_are_there() {
        let checklists = Manual::built_in().unwrap().checklists;
        let named = checklists
            .items()
            .iter()
            .filter_map(|item| item.own_equivalents.as_ref());
        assert!(named.clone().count() > 0);
        for key in named {
            assert!(SPECS.iter().any(|spec| spec.key == key), "{key}");
        }
    }
}
