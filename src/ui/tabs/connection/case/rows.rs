//! A field of rows, such as the fees of a plan.

use std::collections::BTreeMap;

use egui::{TextEdit, Ui};

use crate::rules::field::FieldSpec;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::field::{self, Touched};

pub(super) type Row = BTreeMap<String, String>;

pub(super) fn rows_ui(ui: &mut Ui, spec: &FieldSpec, rows: &mut Vec<Row>) -> Touched {
    let mut touched = Touched::default();
    let count = spec.columns.len().max(1) as f32;
    let width = ((ui.available_width() - 60.0) / count - theme::NEAR).min(170.0 * theme::scale(ui));
    if !rows.is_empty() {
        ui.horizontal(|ui| {
            for column in &spec.columns {
                let size = egui::vec2(width, theme::row_height(ui));
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(egui::RichText::new(&column.label).weak()).truncate());
                });
            }
        });
    }
    let mut removed = None;
    for (index, row) in rows.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            for column in &spec.columns {
                let cell = row.entry(column.name.clone()).or_default();
                let name = format!("{}第{}行{}", spec.label, index + 1, column.label);
                let edit = TextEdit::singleline(cell)
                    .id(egui::Id::unique(("row", &spec.name, index, &column.name)))
                    .hint_text(column.example.as_str())
                    .desired_width(width);
                touched |= field::line_ui(ui, edit, &name, &spec.help);
            }
            let remove = ui.button("×").on_hover_text("去掉这一行");
            let name = format!("去掉{}第{}行", spec.label, index + 1);
            if remove.accessible_name(name).clicked() {
                removed = Some(index);
            }
        });
    }
    if let Some(index) = removed {
        rows.remove(index);
        touched |= Touched::chosen(true);
    }
    let add = button::quiet_ui(ui, "＋ 添加一行");
    if add.accessible_name(format!("添加{}", spec.label)).clicked() {
        rows.push(Row::new());
        touched |= Touched::chosen(true);
    }
    touched
}
