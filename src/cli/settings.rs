//! `settings`: the office itself.

use serde_json::{Map, Value, json};

use crate::office::Settings;
use crate::office::settings::{self, OPERATORS, SPECS};

use super::failure::Failure;
use super::input;
use super::output::{Answer, table};
use super::session::Session;

pub(super) fn settings(session: &mut Session, changes: &[String]) -> Result<Answer, Failure> {
    let changes = input::pairs(changes, "设置", "office.name=石桥供电所")?;
    if !changes.is_empty() {
        let desk = session.desk.clone();
        session.office.act_as_founder(&desk, |work| {
            if work.settings.is_set_up() {
                work.settings.admit(&work.desk.operator)?;
            }
            settings::change(work, &changes)
        })?;
    }
    session
        .look(|work| Ok(work.settings.clone()))
        .map(|settings| answer(&settings))
}

fn answer(settings: &Settings) -> Answer {
    let mut json = Map::new();
    let mut rows = Vec::new();
    for spec in SPECS {
        let value = settings.get(spec.key);
        json.insert(spec.key.to_owned(), json!(value));
        rows.push([
            spec.key.to_owned(),
            value.to_owned(),
            format!("{}（{}）", spec.label, spec.help),
        ]);
    }
    let operators: Vec<Value> = settings
        .operators()
        .iter()
        .map(|operator| {
            json!({ "name": operator.name, "role": operator.role, "active": operator.active })
        })
        .collect();
    json.insert(OPERATORS.to_owned(), Value::Array(operators));
    let names: Vec<String> = settings
        .operators()
        .iter()
        .filter(|operator| operator.active)
        .map(|operator| format!("{}（{}）", operator.name, operator.role.chinese()))
        .collect();
    rows.push([OPERATORS.to_owned(), names.join("、"), "操作员".to_owned()]);
    Answer::new(Value::Object(json), table(&rows))
}
