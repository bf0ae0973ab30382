//! Buttons: the one thing to do next, and the others.

use egui::{Button, Response, RichText, Ui};

use crate::ui::command::Command;
use crate::ui::theme;

/// The one thing to do next on a screen.
pub fn primary_ui(ui: &mut Ui, text: &str) -> Response {
    let palette = theme::palette(ui);
    let text = RichText::new(text).color(palette.on_accent);
    ui.add(Button::new(text).fill(palette.accent))
}

/// As [`primary_ui`], greyed out where it cannot be done.
pub fn primary_enabled_ui(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    ui.add_enabled_ui(enabled, |ui| primary_ui(ui, text)).inner
}

/// A quiet button: text alone, for what is seldom done.
pub fn quiet_ui(ui: &mut Ui, text: &str) -> Response {
    let button = quiet(ui, text);
    ui.add(button)
}

/// The same, cut where its cell ends.
pub fn quiet_cut_ui(ui: &mut Ui, text: &str) -> Response {
    let button = quiet(ui, text);
    ui.add(button.truncate())
}

fn quiet<'a>(ui: &Ui, text: &str) -> Button<'a> {
    let ink = theme::palette(ui).accent;
    Button::new(RichText::new(text).color(ink)).frame_when_inactive(false)
}

/// A command as a button, its keys in the tooltip.
pub fn command_ui(ui: &mut Ui, command: Command) -> Response {
    let label = format!("{} {}", command.icon(), command.text());
    ui.button(label)
        .on_hover_text(command.hint())
        .accessible_name(command.text())
}

/// A command as the one thing to do next.
pub fn primary_command_ui(ui: &mut Ui, command: Command) -> Response {
    let label = format!("{} {}", command.icon(), command.text());
    primary_ui(ui, &label)
        .on_hover_text(command.hint())
        .accessible_name(command.text())
}
