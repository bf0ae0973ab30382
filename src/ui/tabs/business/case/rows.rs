//! A field of rows: fees of a plan, comments of a review, items of an inspection.

use std::collections::BTreeMap;

use egui::{Label, RichText, ScrollArea, Ui};

use crate::model::price::Charge;
use crate::rules::field::{FieldKind, FieldSpec, MOST_ROWS, Pick};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Touched;
use crate::ui::widgets::rows::{Cells, Column, Rows};

pub(in crate::ui::tabs) type Row = BTreeMap<String, String>;

impl Cells for Row {
    fn cell(&mut self, at: &str) -> &mut String {
        self.entry(at.to_owned()).or_default()
    }
}

/// The rows as a step takes them; what Enter added and nobody wrote in is nothing.
pub(in crate::ui::tabs) fn kept(rows: &[Row]) -> Option<String> {
    let written = |row: &&Row| row.values().any(|cell| !cell.trim().is_empty());
    let rows: Vec<&Row> = rows.iter().filter(written).collect();
    if rows.is_empty() {
        return None;
    }
    serde_json::to_string(&rows).ok()
}

/// Draws the field's name with the rows below it, as wide as there is room.
pub(in crate::ui::tabs) fn rows_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    spec: &FieldSpec,
    required: bool,
    rows: &mut Vec<Row>,
    charges: &[Charge],
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
    if spec.pick == Some(Pick::Charges)
        && let Some(charge) = charge_ui(ui, charges)
    {
        rows.retain(|row| row.values().any(|cell| !cell.trim().is_empty()));
        rows.push(of_charge(charge));
        checks.touch(&spec.name, Touched::chosen(true));
    }
    checks.whole_ui(ui, &spec.name);
    ui.add_space(theme::NEAR);
}

/// The charges in force, folded; returns the one picked.
fn charge_ui<'a>(ui: &mut Ui, charges: &'a [Charge]) -> Option<&'a Charge> {
    if charges.is_empty() {
        return None;
    }
    let mut picked = None;
    ui.menu_button("从收费表选 ▼", |ui| {
        let height = theme::row_height(ui) * 9.5;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for charge in charges {
                let words = format!("{}　{} 元/{}", charge.item, charge.unit_price, charge.unit);
                if ui.button(words).clicked() {
                    picked = Some(charge);
                    ui.close();
                }
            }
        });
    });
    picked
}

/// A charge as a row of fees, once.
fn of_charge(charge: &Charge) -> Row {
    let cells = [
        ("item", charge.item.clone()),
        ("unit_price", charge.unit_price.to_string()),
        ("count", "1".to_owned()),
        ("basis", charge.basis.0.clone()),
    ];
    cells.map(|(at, cell)| (at.to_owned(), cell)).into()
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
