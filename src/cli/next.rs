//! The steps that can be recorded now, each with the fields that `--set` takes.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::vocabulary::{LateReason, StepResult};
use crate::office::case_file::NextStep;
use crate::rules::field::{FieldSpec, Required};
use crate::rules::step_entry::LATE_REASON;

/// A step of `next`. A step that is past its limit today asks for the reason as one field more (COUNT-6).
pub(super) fn next_json(next: &NextStep, today: NaiveDate) -> Value {
    let mut fields: Vec<Value> = next
        .fields
        .iter()
        .map(|field| field_json(&field.spec, &field.example))
        .collect();
    fields.extend(missed(next, today).map(|missed| {
        let options: Vec<Value> = LateReason::ALL
            .iter()
            .map(|reason| json!({ "value": reason, "label": reason.chinese() }))
            .collect();
        json!({
            "name": LATE_REASON,
            "label": "超期原因",
            "required": true,
            "kind": "choice",
            "example": LateReason::Office,
            "help": format!("应在{missed}前办，今天办已超期，写明是谁的原因。"),
            "options": options,
        })
    }));
    json!({
        "step": next.step,
        "name": next.name,
        "help": next.help,
        "round": next.round,
        "results": next.results,
        "form": next.sheet.as_ref().map(|sheet| &sheet.form),
        "form_on_fail": next.form_on_fail,
        "fields": fields,
    })
}

/// The limit that the step would miss if it were passed today.
pub(super) fn missed(next: &NextStep, today: NaiveDate) -> Option<NaiveDate> {
    next.limit?.missed(today, StepResult::Pass)
}

/// What passes the step is what is required; a field that only a failed step needs says so.
fn field_json(spec: &FieldSpec, example: &str) -> Value {
    let mut json = json!({
        "name": spec.name,
        "label": spec.label,
        "required": matches!(spec.required, Required::Always | Required::Pass),
        "kind": spec.kind,
        "example": example,
        "help": spec.help,
    });
    if let Some(json) = json.as_object_mut() {
        if spec.required == Required::Fail {
            json.insert("required_on".to_owned(), json!(Required::Fail));
        }
        if !spec.options.is_empty() {
            json.insert("options".to_owned(), json!(spec.options));
        }
        if !spec.columns.is_empty() {
            let columns: Vec<Value> = spec
                .columns
                .iter()
                .map(|column| field_json(column, &column.example))
                .collect();
            json.insert("columns".to_owned(), json!(columns));
        }
    }
    json
}
