//! A case as the rules see it, with as little in it as they need.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;
use yekuo::model::application::Application;
use yekuo::model::case::{StepId, StepRecord};
use yekuo::model::vocabulary::{Class, StepResult};
use yekuo::rules::course::Course;
use yekuo::rules::deadline::{Deadline, Measure};
use yekuo::rules::field::FieldContext;
use yekuo::rules::step_entry::{StepContext, StepEntry, check};
use yekuo::rules::{Manual, Refusal};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn pairs(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

pub(crate) fn record(step: &str, on: &str, fields: &[(&str, &str)]) -> StepRecord {
    StepRecord {
        id: 0,
        step: StepId::from(step),
        round: 1,
        result: StepResult::Pass,
        on: day(on),
        recorded_at: day(on).and_hms_opt(9, 0, 0).unwrap(),
        operator: "王芳".to_owned(),
        fields: pairs(fields),
        late_reason: None,
        withdrawn: None,
    }
}

/// An application of a class with no documents, sources or equipment; accepted on 2026-06-01.
pub(crate) fn application(class: Class) -> Application {
    let (nature, voltage, unit) = match class {
        Class::Resident => (None, "220V", "kW"),
        Class::LowVoltage => (Some("industrial"), "380V", "kW"),
        Class::HighVoltage => (Some("industrial"), "10kV", "kVA"),
    };
    let party = json!({
        "name": "红星米厂", "id_kind": "other", "id_number": "1", "phone": "13800138000", "address": "红星村",
    });
    serde_json::from_value(json!({
        "kind": "new_connection", "class": class, "nature": nature, "applied_on": "2026-06-01", "customer": party,
        "agent": null, "tenant": false, "landlord": null, "capacity": "30", "unit": unit, "voltage": voltage,
        "use": "碾米", "tariff": "general_industrial", "billing": "single", "equipment": [], "documents": {},
        "terms": { "reading_months": 1, "pay_within_days": 10, "peak_valley": false },
    }))
    .unwrap()
}

/// The course of a case of an application accepted on 2026-06-01.
pub(crate) fn course<'a>(
    manual: &'a Manual,
    application: &'a Application,
    records: &'a [StepRecord],
) -> Course<'a> {
    let path = manual.procedures.path(application.kind, application.class);
    Course {
        path: path.unwrap(),
        application,
        accepted_on: day("2026-06-01"),
        records,
    }
}

/// What speaks against a step of a resident's case.
pub(crate) fn objections(records: &[StepRecord], today: &str, entry: StepEntry) -> Vec<Refusal> {
    objections_of(&application(Class::Resident), records, today, entry)
}

pub(crate) fn objections_of(
    application: &Application,
    records: &[StepRecord],
    today: &str,
    entry: StepEntry,
) -> Vec<Refusal> {
    let manual = Manual::built_in().unwrap();
    let operators = ["王芳".to_owned(), "李强".to_owned()];
    let context = StepContext {
        course: course(&manual, application, records),
        today: day(today),
        operator: "王芳",
        fields: FieldContext {
            operators: &operators,
            account_length: 10,
        },
        brought: &BTreeMap::new(),
    };
    check(&manual, &entry, context).err().unwrap_or_default()
}

/// Every limit that opened, `step nominal due state`.
pub(crate) fn limits(
    application: &Application,
    records: &[StepRecord],
    today: &str,
) -> Vec<String> {
    let manual = Manual::built_in().unwrap();
    let measure = Measure {
        rulebooks: &manual.rulebooks,
        calendar: &manual.calendar,
        today: day(today),
    };
    let found: Vec<Deadline> = course(&manual, application, records)
        .deadlines(measure)
        .unwrap();
    let shown = |d: Deadline| format!("{} {} {} {}", d.step, d.nominal, d.due, d.state.chinese());
    found.into_iter().map(shown).collect()
}

pub(crate) fn entry(step: &str, on: &str, fields: &[(&str, &str)]) -> StepEntry {
    StepEntry {
        step: step.to_owned(),
        on: on.to_owned(),
        result: String::new(),
        fields: pairs(fields),
    }
}

pub(crate) fn rules(refusals: &[Refusal]) -> Vec<&str> {
    refusals
        .iter()
        .map(|refusal| refusal.rule.as_str())
        .collect()
}
