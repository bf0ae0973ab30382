//! The amount as it will stand on the notice: every line with how it comes about and its rule.

use egui::{Label, RichText, ScrollArea, Ui};

use crate::model::money::{figures, in_words};
use crate::rules::Refusal;
use crate::rules::claim::worked::Worked;
use crate::ui::theme;
use crate::ui::widgets::refusals;

const NOTHING: &str = "填了户号和数字，这里逐行算出金额。";

/// Draws the lines, or why there are none yet.
pub(super) fn amount_ui(ui: &mut Ui, worked: Option<&Result<Worked, Vec<Refusal>>>) {
    ui.label(RichText::new("金额（与文书上一致）").strong());
    ui.add_space(4.0);
    ScrollArea::vertical()
        .id_salt("amount")
        .auto_shrink([false, true])
        .show(ui, |ui| match worked {
            None => {
                ui.weak(NOTHING);
            }
            // What stands against it stands at its field.
            Some(Err(problems)) if problems.is_empty() => {
                ui.weak(NOTHING);
            }
            Some(Ok(worked)) => worked_ui(ui, worked),
            Some(Err(problems)) => {
                ui.weak("还算不出来：");
                for problem in problems {
                    ui.add(Label::new(format!("· {}", refusals::sentence(problem))).wrap());
                }
            }
        });
}

/// The lines of an amount, and the sum in words.
pub(super) fn worked_ui(ui: &mut Ui, worked: &Worked) {
    let palette = theme::palette(ui);
    for line in &worked.lines {
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 190.0 * theme::scale(ui)).max(80.0);
            cell_ui(ui, width, RichText::new(&line.what));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(theme::BESIDE_BAR);
                ui.label(RichText::new(line.rule).small().color(palette.weak));
                ui.label(line.value.to_string());
            });
        });
        if !line.how.is_empty() {
            let how = RichText::new(format!("　{}", line.how)).small().weak();
            ui.add(Label::new(how).wrap());
        }
    }
    ui.add_space(theme::NEAR);
    let amount = worked.sums.amount;
    let words = format!("合计 {} 元", figures(amount));
    ui.label(RichText::new(words).heading().color(palette.accent));
    ui.add(Label::new(in_words(amount)).wrap());
    if let Some(note) = &worked.note {
        let note = RichText::new(format!("▲ {note}")).color(palette.amber);
        ui.add(Label::new(note).wrap());
    }
    for warning in &worked.warnings {
        let warning = RichText::new(format!("▲ {warning}")).color(palette.amber);
        ui.add(Label::new(warning).wrap());
    }
}

fn cell_ui(ui: &mut Ui, width: f32, text: RichText) {
    let size = egui::vec2(width, theme::row_height(ui) * 0.8);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.add(Label::new(text).truncate());
    });
}
