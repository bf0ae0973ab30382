//! What an old ledger told of the account (期初业务): a wrong line is taken back with a reason.

use egui::{RichText, Ui};

use crate::office::correct::{self, Correction};
use crate::office::customer::CustomerFile;
use crate::rules::opening;
use crate::ui::shell::Shell;
use crate::ui::widgets::button;
use crate::ui::widgets::dialog::{ReasonDialog, reason_ui};

use super::page::section_ui;

/// The list, with the line that is being taken back.
#[derive(Debug, Default)]
pub(super) struct Openings {
    dialog: Option<(String, ReasonDialog)>,
}

impl Openings {
    /// Closes what lies on top.
    pub(super) fn step_back(&mut self) {
        self.dialog = None;
    }

    pub(super) fn openings_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
        if file.openings.is_empty() {
            return;
        }
        section_ui(ui, "期初业务");
        for kept in &file.openings {
            let words = format!("{}　{}", kept.number, opening::in_words(&kept.opening));
            ui.horizontal_wrapped(|ui| match &kept.taken_back {
                Some(back) => {
                    ui.label(RichText::new(words).strikethrough().weak());
                    let day = back.at.date();
                    ui.weak(format!("{day}由{}撤销：{}", back.by, back.reason));
                }
                None => {
                    ui.label(words);
                    if button::quiet_ui(ui, "撤销…").clicked() {
                        self.dialog = Some((kept.number.clone(), asked(&kept.number)));
                    }
                }
            });
        }
        self.dialog_ui(ui, shell);
    }

    fn dialog_ui(&mut self, ui: &Ui, shell: &mut Shell) {
        let act = |number: &String, reason: &str| {
            let correction = Correction {
                opening: number.clone(),
                reason: reason.to_owned(),
                ..Correction::default()
            };
            shell.act(|work| correct::correct(work, &correction))
        };
        if let Some((number, ())) = reason_ui(&mut self.dialog, ui.ctx(), act) {
            shell.messages.done(format!("期初业务{number}已撤销"));
        }
    }
}

fn asked(number: &str) -> ReasonDialog {
    let words = format!(
        "{number}不再算数，户号回到没有登记它的样子；这一行和原因留着。改对后可以重新导入。"
    );
    ReasonDialog::new("撤销期初业务", &words, "撤销")
}
