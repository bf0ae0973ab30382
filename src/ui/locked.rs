//! The locked screen (锁屏): nothing of a customer is in sight until someone sits down again.

use egui::{CentralPanel, RichText, Ui, vec2};

use super::shell::Shell;
use super::theme;
use super::widgets::button;

/// Draws the screen; returns who sits down.
pub fn locked_ui(ui: &mut Ui, shell: &Shell) -> Option<String> {
    let mut back = None;
    let frame = theme::work_frame(ui);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.25);
            ui.heading(shell.settings().office_name());
            ui.label(format!("{}锁了屏。谁回来办理？", shell.operator()));
            ui.label(RichText::new("没填完的内容都已存成草稿。").weak());
            ui.add_space(theme::APART);
            for name in shell.settings().active_operators() {
                let size = vec2(200.0 * theme::scale(ui), theme::row_height(ui));
                let row = ui.allocate_ui(size, |ui| {
                    if name == shell.operator() {
                        button::primary_ui(ui, name)
                    } else {
                        ui.button(name)
                    }
                });
                if row.inner.clicked() {
                    back = Some(name.clone());
                }
            }
        });
    });
    back
}
