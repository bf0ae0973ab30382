//! A small form on a patch of the page: its fields, then handed in or left.

use egui::Ui;

use crate::ui::theme;

use super::button;

/// What the clerk did with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Open,
    HandIn,
    Leave,
}

/// Draws the fields, and below them the buttons that hand the form in and leave it.
pub fn patch_form_ui(
    ui: &mut Ui,
    [hand_in, leave]: [&str; 2],
    fields_ui: impl FnOnce(&mut Ui),
) -> Way {
    let mut way = Way::Open;
    theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
        ui.take_available_width();
        fields_ui(ui);
        ui.horizontal(|ui| {
            if button::hand_in_ui(ui, hand_in) {
                way = Way::HandIn;
            }
            if ui.button(leave).clicked() {
                way = Way::Leave;
            }
        });
    });
    way
}

impl Way {
    /// Whether the form is done with: left, or handed in and taken.
    pub fn is_done(self, hand_in: impl FnOnce() -> bool) -> bool {
        match self {
            Way::Open => false,
            Way::HandIn => hand_in(),
            Way::Leave => true,
        }
    }
}
