//! Buttons: the one thing to do next, and the others.

use egui::{Button, Context, Id, Label, Response, RichText, Ui};

use crate::ui::command::Command;
use crate::ui::theme;

/// The one thing to do next on a screen.
pub fn primary_ui(ui: &mut Ui, text: &str) -> Response {
    let palette = theme::palette(ui);
    let text = RichText::new(text).color(palette.on_accent);
    ui.add(Button::new(text).fill(palette.accent))
}

/// The button that hands in the form at hand, also by its keys; says whether it was pressed.
pub fn hand_in_ui(ui: &mut Ui, text: &str) -> bool {
    let keys = Command::HandIn.keys_in_words();
    let button = primary_ui(ui, text).on_hover_text(keys);
    // A form below a dialog is not at hand.
    let at_hand = ui.is_enabled() && ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
    button.clicked() || (at_hand && take_hand_in(ui))
}

fn hand_in_id() -> Id {
    Id::unique("hand in")
}

/// The keys were pressed: the form at hand is handed in where its button is drawn next.
pub fn ask_hand_in(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(hand_in_id(), pass));
    ctx.request_repaint();
}

/// Whether the keys were just pressed, and no other button took them.
fn take_hand_in(ui: &Ui) -> bool {
    let asked: Option<u64> = ui.data_mut(|data| data.remove_temp(hand_in_id()));
    // A dialog that closes is on top for a frame more.
    asked.is_some_and(|pass| ui.ctx().cumulative_pass_nr() <= pass + 2)
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
    whole_on_hover(ui.add(button.truncate()), &[text])
}

/// The words of a button that may be cut, each on a line of its own, where the pointer rests; a label says them by
/// itself.
pub fn whole_on_hover(button: Response, lines: &[&str]) -> Response {
    button.on_hover_ui(|ui| {
        for line in lines {
            ui.add(Label::new(*line).wrap());
        }
    })
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
