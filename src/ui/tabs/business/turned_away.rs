//! A customer turned away (不予受理): the number, and the notice to hand out.

use egui::{Label, Ui};

use crate::office::print::Mode;
use crate::store::refusal::TurnedAway;
use crate::ui::command::Command;
use crate::ui::printing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::{button, chip, refusals};

use super::Onward;

const NOTICE: &str = "refusal_notice";

#[derive(Debug)]
pub(super) struct TurnedAwayPage {
    turned_away: TurnedAway,
}

impl TurnedAwayPage {
    pub(super) fn new(turned_away: TurnedAway) -> Self {
        Self { turned_away }
    }

    pub(super) fn number(&self) -> &str {
        &self.turned_away.number
    }

    pub(super) fn print(&self, shell: &mut Shell) {
        printing::print_and_show(
            shell,
            &self.turned_away.number,
            &NOTICE.into(),
            Mode::Filled,
        );
    }

    pub(super) fn turned_away_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> Onward {
        let mut onward = Onward::Stay;
        theme::work_frame(ui).show(ui, |ui| {
            ui.take_available_space();
            ui.heading(&self.turned_away.draft.customer.name);
            ui.horizontal(|ui| {
                chip::chip_ui(ui, chip::Urgency::Rest, "不予受理");
                ui.label(&self.turned_away.number);
                ui.weak(self.turned_away.refused_on.to_string());
            });
            ui.add_space(theme::NEAR);
            ui.add(Label::new(format!("原因：{}", self.turned_away.reason)).wrap());
            refusals::refusals_ui(ui, &self.turned_away.rules);
            ui.add_space(theme::APART);
            ui.horizontal(|ui| {
                let print = button::primary_ui(ui, "打印不予受理告知单");
                if print.on_hover_text(Command::Print.hint()).clicked() {
                    self.print(shell);
                }
                if ui.button("办下一件").clicked() {
                    onward = Onward::Close;
                }
            });
        });
        onward
    }
}
