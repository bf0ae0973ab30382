//! What can be filled in beforehand: the same field recorded earlier on this case, or what the office works
//! out from the application.

use std::collections::BTreeMap;

use crate::model::case::{StepId, StepRecord};
use crate::office::case_file::{CaseFile, NextStep};
use crate::rules::field::{self, FieldKind, FieldSpec};
use crate::rules::progress::PART;

use super::rows::Row;

/// What stands as it is known, where a step moves the meter at hand, takes it off, hangs it again or leaves it for more
/// capacity, or asks again what was said before; readings are read anew.
const AS_KNOWN: [&str; 8] = [
    "meter",
    "meter_model",
    "multiplier",
    "seals_off",
    "new_place",
    "industry",
    "supply_on",
    "boundary",
];

/// Texts and rows by field.
pub(super) fn suggested(
    file: &CaseFile,
    next: &NextStep,
    operators: &[String],
) -> (BTreeMap<String, String>, BTreeMap<String, Vec<Row>>) {
    let (mut texts, mut rows) = (BTreeMap::new(), BTreeMap::new());
    // What was said of one part of a split account says nothing of the next.
    let of_part = next.fields.iter().any(|field| field.spec.name == PART);
    let carries = |record: &&StepRecord| !of_part || record.step != next.step;
    for field in &next.fields {
        let spec = &field.spec;
        let earlier = earlier(file, &next.step, spec, carries).filter(|_| !spec.once);
        if spec.kind == FieldKind::Rows {
            let kept = earlier.and_then(|kept| field::rows(kept).ok());
            let mut kept = kept.unwrap_or_default();
            if kept.is_empty() && field.known {
                kept = field::rows(&field.example).unwrap_or_default();
            }
            let asked = |name: &String| spec.columns.iter().any(|column| column.name == *name);
            kept.iter_mut()
                .for_each(|row| row.retain(|name, _| asked(name)));
            for column in spec.columns.iter().filter(|column| column.once) {
                kept.iter_mut()
                    .for_each(|row| drop(row.remove(&column.name)));
            }
            rows.insert(spec.name.clone(), kept);
            continue;
        }
        // Arrears are looked up again: since then a last reading may have made another bill (CLOSE-2).
        let looked_up = spec.name == "arrears";
        let worked_out = matches!(spec.kind, FieldKind::Operator | FieldKind::Money) && !looked_up
            || matches!(spec.name.as_str(), "voltage" | "capacity" | PART)
            || (field.known && AS_KNOWN.contains(&spec.name.as_str()));
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
fn earlier<'a>(
    file: &'a CaseFile,
    step: &StepId,
    spec: &FieldSpec,
    carries: impl Fn(&&StepRecord) -> bool,
) -> Option<&'a str> {
    let standing = file.steps.iter().rev().filter(|r| r.withdrawn.is_none());
    standing
        .filter(carries)
        .filter(|record| record.step == *step || spec.kind != FieldKind::Rows)
        .filter_map(|record| record.fields.get(&spec.name))
        .map(String::as_str)
        .find(|kept| spec.kind == FieldKind::Rows || field::rows(kept).is_err())
}
