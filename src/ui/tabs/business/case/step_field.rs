//! A field of a step, drawn by what it takes.

use egui::Ui;

use crate::model::price::Charge;
use crate::office::case_file::NextField;
use crate::rules::field::{FieldKind, StandIn};
use crate::store::suspension::NEW_END;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;

use super::rows::{self, Row};

/// What a field holds.
pub(in crate::ui::tabs) struct Holds<'a> {
    pub text: &'a mut String,
    pub rows: &'a mut Vec<Row>,
    /// The charges in force on the day of the step.
    pub charges: &'a [Charge],
}

pub(in crate::ui::tabs) fn step_field_ui(
    ui: &mut Ui,
    shell: &Shell,
    checks: &mut Checks,
    next: &NextField,
    required: bool,
    holds: Holds<'_>,
) {
    let spec = &next.spec;
    let hint = hint(shell, next);
    let field = Field::new(&spec.label)
        .help(&spec.help)
        .hint(&hint)
        .required(required);
    let Holds {
        text,
        rows,
        charges,
    } = holds;
    match spec.kind {
        FieldKind::Text | FieldKind::Meter | FieldKind::Time => {
            checks.text_ui(ui, &spec.name, field, text)
        }
        FieldKind::Account
        | FieldKind::Date
        | FieldKind::Money
        | FieldKind::Decimal
        | FieldKind::Integer => checks.text_ui(ui, &spec.name, field.narrow(), text),
        FieldKind::Choice => {
            let options: Vec<(&str, &str)> = spec
                .options
                .iter()
                .map(|option| (option.value.as_str(), option.label.as_str()))
                .collect();
            choice_ui(ui, checks, &spec.name, field, &options, text);
        }
        FieldKind::YesNo => {
            let options = [("yes", "是"), ("no", "否")];
            checks.few_ui(ui, &spec.name, field, &options, text);
        }
        FieldKind::Operator => {
            let names = shell.settings().active_operators();
            let options: Vec<(&str, &str)> = names
                .iter()
                .map(|name| (name.as_str(), name.as_str()))
                .collect();
            choice_ui(ui, checks, &spec.name, field, &options, text);
        }
        FieldKind::Rows => rows::rows_ui(ui, checks, spec, required, rows, charges),
    }
}

/// Letters that stand side by side.
const MOST_LETTERS: usize = 22;

/// Side by side while there are few and short ones.
fn choice_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    path: &str,
    field: Field<'_>,
    options: &[(&str, &str)],
    chosen: &mut String,
) {
    let letters: usize = options.iter().map(|(_, name)| name.chars().count()).sum();
    if options.len() <= 3 && letters <= MOST_LETTERS {
        checks.few_ui(ui, path, field, options, chosen);
    } else {
        checks.many_ui(ui, path, field, options, chosen);
    }
}

/// What an empty field shows: what it stands for, or an example.
fn hint(shell: &Shell, next: &NextField) -> String {
    match (next.spec.stand_in, next.spec.kind) {
        (Some(StandIn::Operator), _) => shell.operator().to_owned(),
        (Some(StandIn::StepDay), _) => "与办理日期相同".to_owned(),
        (None, FieldKind::Account) => format!("自动编号 {}", next.example),
        (None, FieldKind::Date) if next.spec.name == NEW_END => "不重新约定的不填".to_owned(),
        (None, FieldKind::Date) => format!("例：{}", shell.today()),
        (None, FieldKind::Time) => format!("例：{}", shell.desk().now.format("%Y-%m-%d %H:%M")),
        (None, FieldKind::Meter) => "扫条码或输入".to_owned(),
        (None, _) if next.example.is_empty() => String::new(),
        (None, _) => format!("例：{}", next.example),
    }
}
