//! A field of rows: fees of a plan, comments of a review, items of an inspection.

use std::collections::BTreeMap;

use egui::{Label, RichText, Ui};

use crate::rules::field::{FieldKind, FieldSpec, MOST_ROWS};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::rows::{Cells, Column, Rows};

pub(super) type Row = BTreeMap<String, String>;

impl Cells for Row {
    fn cell(&mut self, at: &str) -> &mut String {
        self.entry(at.to_owned()).or_default()
    }
}

/// The rows as a step takes them; what Enter added and nobody wrote in is nothing.
pub(super) fn kept(rows: &[Row]) -> Option<String> {
    let written = |row: &&Row| row.values().any(|cell| !cell.trim().is_empty());
    let rows: Vec<&Row> = rows.iter().filter(written).collect();
    if rows.is_empty() {
        return None;
    }
    serde_json::to_string(&rows).ok()
}

/// Draws the field's name with the rows below it, as wide as there is room.
pub(super) fn rows_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    spec: &FieldSpec,
    required: bool,
    rows: &mut Vec<Row>,
) {
    if required && rows.is_empty() {
        rows.push(Row::new());
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.label(&spec.label);
        if required {
            ui.label(RichText::new("*").color(theme::palette(ui).accent));
        }
        ui.add_space(theme::NEAR);
        let help = RichText::new(&spec.help).small().weak();
        ui.add(Label::new(help).truncate());
    });
    let columns = &spec.columns;
    let hints: Vec<String> = columns.iter().map(hint).collect();
    let options: Vec<Vec<(&str, &str)>> = columns
        .iter()
        .map(|column| {
            let options = column.options.iter();
            options
                .map(|option| (option.value.as_str(), option.label.as_str()))
                .collect()
        })
        .collect();
    let columns: Vec<Column<'_>> = columns
        .iter()
        .zip(hints.iter().zip(&options))
        .map(|(column, (hint, options))| {
            let help = if column.help.is_empty() {
                &spec.help
            } else {
                &column.help
            };
            Column::text(&column.name, &column.label, width(column), help)
                .hint(hint)
                .options(options)
        })
        .collect();
    let table = Rows {
        path: &spec.name,
        columns: &columns,
        row_name: &|row| format!("{}第{row}行", spec.label),
        add: "＋ 添加一行",
        add_name: &format!("添加{}", spec.label),
        most: MOST_ROWS,
        new_row: &Row::new,
        result: None,
    };
    table.rows_ui(ui, checks, rows);
    checks.whole_ui(ui, &spec.name);
    ui.add_space(theme::NEAR);
}

fn hint(column: &FieldSpec) -> String {
    if column.example.is_empty() {
        String::new()
    } else {
        format!("例：{}", column.example)
    }
}

/// How wide a column is at the usual text size.
fn width(column: &FieldSpec) -> f32 {
    match column.kind {
        FieldKind::Money | FieldKind::Decimal | FieldKind::Integer => 84.0,
        FieldKind::Choice | FieldKind::YesNo => 96.0,
        FieldKind::Date => 110.0,
        _ => 128.0,
    }
}
