//! What was applied for; identity numbers and phones masked until their purpose is logged.

use egui::{Grid, Label, RichText, Ui};

use crate::model::case::Case;
use crate::office::application_lines;
use crate::ui::theme;
use crate::ui::widgets::button;

/// What the clerk wants of the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// To see identity numbers and phones whole.
    Reveal,
    Correct,
}

/// Draws the application; `open` where the applicant's particulars can be corrected.
pub(super) fn application_ui(ui: &mut Ui, case: &Case, revealed: bool, open: bool) -> Wish {
    let lines = application_lines::application_lines(case, revealed);
    grid_ui(ui, "application", &lines);
    ui.add_space(theme::NEAR);
    let mut wish = Wish::Nothing;
    ui.horizontal(|ui| {
        if !revealed && button::quiet_ui(ui, "查看完整证件和电话…").clicked() {
            wish = Wish::Reveal;
        }
        if open && button::quiet_ui(ui, "更正…").clicked() {
            wish = Wish::Correct;
        }
    });
    wish
}

/// Label and text, side by side.
pub(in crate::ui) fn grid_ui(ui: &mut Ui, id: &str, lines: &[(&str, String)]) {
    let width = ui.available_width() - 140.0 * theme::scale(ui);
    Grid::new(id)
        .num_columns(2)
        .spacing([theme::APART, 6.0])
        .show(ui, |ui| {
            for (label, text) in lines {
                ui.label(RichText::new(*label).weak());
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    ui.add(Label::new(text).wrap().selectable(true));
                });
                ui.end_row();
            }
        });
}
