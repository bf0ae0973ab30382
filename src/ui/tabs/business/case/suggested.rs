//! What can be filled in beforehand: the same field recorded earlier on this case, or what the office works
//! out from the application.

use std::collections::BTreeMap;

use crate::model::case::StepId;
use crate::office::case_file::{CaseFile, NextStep};
use crate::rules::field::{self, FieldKind, FieldSpec};
use crate::rules::progress::PART;

use super::rows::Row;

/// Said once: what was found in one round is not found again in the next.
const SAID_ONCE: [&str; 8] = [
    "reason",
    "faults",
    "fault_list",
    "comments",
    "opinion",
    "countersign_opinion",
    "note",
    "self_check",
];

/// What is known of the meter at hand, where a step moves it, takes it off or hangs it again.
const OF_THE_METER: [&str; 5] = [
    "meter",
    "meter_model",
    "multiplier",
    "seals_off",
    "new_place",
];
const METERED: [&str; 4] = ["moved", "removed", "reconnected", "meter_checked"];

/// Each part of a split account has its own.
const OF_A_PART: [&str; 6] = [PART, "account", "meter", "reading", "old_reading", "seals"];

/// Texts and rows by field.
pub(super) fn suggested(
    file: &CaseFile,
    next: &NextStep,
    operators: &[String],
) -> (BTreeMap<String, String>, BTreeMap<String, Vec<Row>>) {
    let (mut texts, mut rows) = (BTreeMap::new(), BTreeMap::new());
    for field in &next.fields {
        let spec = &field.spec;
        let again = !SAID_ONCE.contains(&spec.name.as_str());
        let of_a_part = !file.parts.is_empty() && OF_A_PART.contains(&spec.name.as_str());
        let earlier = earlier(file, &next.step, spec).filter(|_| again && !of_a_part);
        if spec.kind == FieldKind::Rows {
            let kept = earlier.and_then(|kept| field::rows(kept).ok());
            rows.insert(spec.name.clone(), kept.unwrap_or_default());
            continue;
        }
        let worked_out = matches!(spec.kind, FieldKind::Operator | FieldKind::Money)
            || matches!(spec.name.as_str(), "voltage" | "capacity" | PART)
            || (OF_THE_METER.contains(&spec.name.as_str()) && field.example != spec.example)
                && METERED.contains(&next.step.as_str());
        let fits = |kept: &&str| match spec.kind {
            FieldKind::Date => false,
            FieldKind::Operator => operators.iter().any(|name| name == kept),
            _ => true,
        };
        let text = match earlier.filter(fits) {
            Some(kept) => kept.to_owned(),
            None if worked_out => field.example.clone(),
            None => String::new(),
        };
        texts.insert(spec.name.clone(), text);
    }
    (texts, rows)
}

/// What was recorded last for a field of this name: in this step, or in another whose field holds text too.
fn earlier<'a>(file: &'a CaseFile, step: &StepId, spec: &FieldSpec) -> Option<&'a str> {
    let standing = file.steps.iter().rev().filter(|r| r.withdrawn.is_none());
    standing
        .filter(|record| record.step == *step || spec.kind != FieldKind::Rows)
        .filter_map(|record| record.fields.get(&spec.name))
        .map(String::as_str)
        .find(|kept| spec.kind == FieldKind::Rows || field::rows(kept).is_err())
}
