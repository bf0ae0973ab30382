//! What is odd and can be recorded all the same.

use egui::{Label, RichText, Ui};

use crate::ui::theme;

/// A warning in a line of its own.
pub fn warned_ui(ui: &mut Ui, words: &str) {
    let words = RichText::new(format!("▲ {words}。")).color(theme::palette(ui).amber);
    ui.add(Label::new(words).wrap());
}
