//! Help behind F1 (帮助): the field at hand, and every key.

use egui::{Context, Grid, Id, Label, RichText, ScrollArea, Ui};

use super::command::{self, Command};
use super::theme;
use super::widgets::dialog;

/// The field at hand, as it introduced itself.
#[derive(Debug, Clone, Default)]
struct AtHand {
    label: String,
    help: String,
    /// The pass in which the field had the focus.
    pass: u64,
}

fn id() -> Id {
    Id::unique("field at hand")
}

/// A field that has the focus says what belongs there.
pub fn offer(ui: &Ui, label: &str, help: &str) {
    let at_hand = AtHand {
        label: label.to_owned(),
        help: help.to_owned(),
        pass: ui.ctx().cumulative_pass_nr(),
    };
    ui.data_mut(|data| data.insert_temp(id(), at_hand));
}

/// The help on the screen.
#[derive(Debug, Default)]
pub struct Help {
    open: bool,
    at_hand: AtHand,
    /// What had the focus: it comes back to it.
    focused: Option<Id>,
}

impl Help {
    pub fn open(&mut self, ctx: &Context) {
        self.open = true;
        self.focused = ctx.memory(egui::Memory::focused);
        let at_hand = ctx.data(|data| data.get_temp::<AtHand>(id()));
        let now = ctx.cumulative_pass_nr();
        self.at_hand = at_hand
            .filter(|at_hand| at_hand.pass + 1 >= now)
            .unwrap_or_default();
    }

    /// Closes it; says whether it was open.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.open)
    }

    /// The clerk goes on typing where he asked. Nothing below a dialog can have the focus in its last frame.
    fn give_focus_back(&mut self, ctx: &Context) {
        if self.focused.is_none() {
            return;
        }
        if ctx.memory(egui::Memory::top_modal_layer).is_some() {
            ctx.request_repaint();
        } else if let Some(focused) = self.focused.take() {
            ctx.memory_mut(|memory| memory.request_focus(focused));
            ctx.request_repaint();
        }
    }

    pub fn help_ui(&mut self, ctx: &Context) {
        if !self.open {
            self.give_focus_back(ctx);
            return;
        }
        let mut close = false;
        let modal = dialog::modal(ctx, "help").show(ctx, |ui| {
            let most = ctx.content_rect().width() - 100.0;
            ui.set_width((560.0 * theme::scale(ui)).min(most));
            let most = ctx.content_rect().height() - 3.5 * theme::row_height(ui);
            ScrollArea::vertical()
                .auto_shrink([false, true])
                .max_height(most)
                .show(ui, |ui| self.words_ui(ui));
            ui.add_space(theme::NEAR);
            close = ui.button("关闭帮助").clicked();
        });
        if close || modal.should_close() {
            self.close();
        }
    }

    fn words_ui(&self, ui: &mut Ui) {
        if !self.at_hand.help.is_empty() {
            dialog::head_ui(ui, &self.at_hand.label);
            ui.add(Label::new(&self.at_hand.help).wrap());
            ui.add_space(theme::APART);
        }
        dialog::head_ui(ui, "快捷键");
        keys_ui(ui);
        ui.add_space(theme::NEAR);
        let hint = "填表时按回车或 Tab 到下一栏；并排的选项用左右方向键选，再按回车或 Tab 到下一栏；光标停在一栏上按 F1 看该栏怎样填。";
        ui.add(Label::new(hint).wrap());
    }
}

/// Every key, in two columns of pairs.
fn keys_ui(ui: &mut Ui) {
    let keyed = command::ALL.iter();
    let keyed: Vec<&Command> = keyed
        .filter(|command| !command.shortcuts().is_empty())
        .collect();
    let half = keyed.len().div_ceil(2);
    Grid::new("keys").num_columns(4).show(ui, |ui| {
        for row in 0..half {
            for command in [keyed.get(row), keyed.get(row + half)]
                .into_iter()
                .flatten()
            {
                ui.label(RichText::new(command.keys_in_words()).strong());
                ui.label(command.text()).on_hover_text(command.tooltip());
            }
            ui.end_row();
        }
    });
}
