//! A step as it is being typed: what is asked, what follows from what, what is odd, what is handed in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::vocabulary::{Kind, StepResult};
use crate::office::case_file::{CaseFile, NextField, NextStep};
use crate::office::step::odd::{self, Told};
use crate::office::{Work, proportion};
use crate::rules::field::{self, FieldKind, FieldSpec, Required};
use crate::rules::meter_fit;
use crate::rules::progress::PART;
use crate::rules::seals;
use crate::rules::step_entry::{self, LATE_REASON, StepEntry};
use crate::store::suspension::NEW_END;
use crate::ui::shell::Shell;

use super::rows::{self, Row};
use super::suggested::suggested;

/// A step as typed so far; kept as a draft.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) on: String,
    pub(super) result: String,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) rows: BTreeMap<String, Vec<Row>>,
    pub(super) late_reason: String,
}

impl Typed {
    /// A pass, with what can be filled in beforehand.
    pub(super) fn beginning(shell: &Shell, file: &CaseFile, next: &NextStep) -> Self {
        let operators = shell.settings().active_operators();
        let (fields, rows) = suggested(file, next, operators);
        Self {
            result: StepResult::Pass.wire().to_owned(),
            fields,
            rows,
            ..Self::default()
        }
    }

    pub(super) fn outcome(&self) -> StepResult {
        self.result.parse().unwrap_or(StepResult::Pass)
    }

    /// The limit that the step misses on its day as typed.
    pub(super) fn missed(&self, next: &NextStep, today: NaiveDate) -> Option<NaiveDate> {
        let on = step_entry::day_of(self.on.trim(), &next.dated_by, &self.fields, today);
        next.limit?.missed(on.ok()?, self.outcome())
    }

    /// The fields asked for, by result and day.
    pub(super) fn asked<'a>(
        &self,
        next: &'a NextStep,
        today: NaiveDate,
    ) -> impl Iterator<Item = &'a NextField> + use<'a> {
        let (result, late) = (self.outcome(), self.missed(next, today).is_some());
        let fields = next.fields.iter();
        fields.filter(move |field| is_asked(&field.spec, result, late))
    }

    pub(super) fn meter(&self) -> &str {
        self.text(METER)
    }

    /// Another meter has a type and a multiplier of its own: what was filled in of the one that hangs there goes
    /// with its number, and comes back with it. A multiplier that must be said is that of the plan's transformers.
    pub(super) fn follow_meter(&mut self, next: &NextStep, before: &str) {
        let Some(hanging) = hanging(next).filter(|_| self.meter() != before) else {
            return;
        };
        let stays = self.meter() == hanging;
        let own = |field: &&NextField| match field.spec.name.as_str() {
            "meter_model" => field.known,
            "multiplier" => field.known && field.spec.required == Required::Never,
            _ => false,
        };
        for field in next.fields.iter().filter(own) {
            let typed = self.fields.entry(field.spec.name.clone()).or_default();
            if stays && typed.is_empty() {
                typed.clone_from(&field.example);
            } else if !stays && *typed == field.example {
                typed.clear();
            }
        }
    }

    /// What stands in a field of one line.
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// As it is handed in.
    pub(super) fn entry(&self, next: &NextStep, today: NaiveDate) -> StepEntry {
        let mut fields = BTreeMap::new();
        for field in self.asked(next, today) {
            let name = &field.spec.name;
            let text = if field.spec.kind == FieldKind::Rows {
                let rows = self.rows.get(name).map_or(&[][..], Vec::as_slice);
                rows::kept(rows)
            } else {
                self.fields.get(name).cloned()
            };
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                fields.insert(name.clone(), text);
            }
        }
        if !self.late_reason.is_empty() {
            fields.insert(LATE_REASON.to_owned(), self.late_reason.clone());
        }
        StepEntry {
            step: next.step.to_string(),
            on: self.on.trim().to_owned(),
            result: self.result.clone(),
            fields,
        }
    }

    /// What is odd about what is typed, in words; nothing forbids it.
    pub(super) fn warnings(
        &self,
        shell: &mut Shell,
        file: &CaseFile,
        next: &NextStep,
    ) -> Vec<String> {
        let mut warnings = self.out_of_proportion(shell, file, next);
        warnings.extend(self.phases(file));
        warnings.extend(seals::warning(self.text("seals"), &next.step, &file.steps));
        warnings.extend(self.odd(shell, file, next));
        warnings
    }

    /// What the last reading of an account that closes comes to, typed or recorded: by it the last bill is made
    /// (CLOSE-2).
    pub(super) fn last_use(
        &self,
        shell: &mut Shell,
        file: &CaseFile,
        next: &NextStep,
    ) -> Option<String> {
        let closes = file.case.application.kind == Kind::Closure;
        let account = file.case.account.as_ref().filter(|_| closes)?;
        let (fields, on) = match next.step.as_str() {
            CHECKED => {
                let typed = self.on.trim();
                let on = step_entry::day_of(typed, &next.dated_by, &self.fields, shell.today());
                (&self.fields, on.ok()?)
            }
            "fees_settled" => {
                let mut steps = file.steps.iter();
                let checked = steps.rfind(|record| {
                    let stands = record.withdrawn.is_none() && record.result.is_passed();
                    stands && record.step.as_str() == CHECKED
                })?;
                (&checked.fields, checked.on)
            }
            _ => return None,
        };
        let meter = fields.get(METER).map_or("", String::as_str);
        let value = field::decimal(fields.get("reading")?, 4).ok()?;
        let look = |work: Work<'_>| proportion::used(work, account, meter, on, value);
        shell.look(look).flatten()
    }

    /// What is odd whatever was read.
    fn odd(&self, shell: &mut Shell, file: &CaseFile, next: &NextStep) -> Vec<String> {
        let on = step_entry::day_of(self.on.trim(), &next.dated_by, &self.fields, shell.today());
        let told = Told {
            step: &next.step,
            on: on.unwrap_or_else(|_| shell.today()),
            late_reason: self.late_reason.parse().ok(),
            fields: &self.fields,
        };
        let application = &file.case.application;
        shell
            .look(|work| odd::odd(work, application, told))
            .unwrap_or_default()
    }

    /// What is odd about the phases of the meter typed, of a part of a split account.
    fn phases(&self, file: &CaseFile) -> Option<String> {
        let number = self.text(PART).parse::<usize>().ok()?;
        let part = &file.parts.get(number.checked_sub(1)?)?.part;
        meter_fit::warning(self.text("meter_model"), part.voltage)
    }

    /// What is odd about the readings typed: of the meter named, and of the one that hangs there.
    fn out_of_proportion(
        &self,
        shell: &mut Shell,
        file: &CaseFile,
        next: &NextStep,
    ) -> Vec<String> {
        let Some(account) = &file.case.account else {
            return Vec::new();
        };
        let on = step_entry::day_of(self.on.trim(), &next.dated_by, &self.fields, shell.today());
        let on = on.unwrap_or_else(|_| shell.today());
        let readings = [("reading", self.text("meter")), ("old_reading", "")];
        let asked = readings.into_iter().filter_map(|(name, meter)| {
            let value = field::decimal(self.text(name), 4).ok()?;
            next.fields
                .iter()
                .any(|field| field.spec.name == name)
                .then_some((meter, value))
        });
        asked
            .filter_map(|(meter, value)| {
                let look = |work: Work<'_>| proportion::typed(work, account, meter, on, value);
                shell.look(look).flatten()
            })
            .collect()
    }
}

/// The step that reads the meter of an account that closes.
const CHECKED: &str = "meter_checked";

/// The meter that a step hangs up, takes off or leaves.
const METER: &str = "meter";

/// Number of the meter that hangs at the account, where the step may leave it.
fn hanging(next: &NextStep) -> Option<&str> {
    let mut known = next.fields.iter().filter(|field| field.known);
    let meter = known.find(|field| field.spec.name == METER)?;
    Some(&meter.example)
}

/// Whether a reading is the first of a meter, with which that of the one before has nothing to do.
pub(super) fn begins_anew(next: &NextStep, field: &NextField, meter: &str) -> bool {
    field.spec.name == "reading"
        && !field.spec.example.is_empty()
        && (next.step.as_str() == "energised" || hanging(next) != Some(meter))
}

/// Whether a field is asked for with a result: a reason for failing only where it failed, and of a step
/// that is not required only the reason for that.
/// A new day of resumption is asked for only where the sealing is late (SUSPEND-12).
fn is_asked(spec: &FieldSpec, result: StepResult, late: bool) -> bool {
    if spec.name == NEW_END && !late {
        return false;
    }
    match (spec.required, result) {
        (Required::NotRequired, _) | (_, StepResult::NotRequired) => spec.required.on(result),
        (Required::Fail, _) => result == StepResult::Fail,
        _ => true,
    }
}
