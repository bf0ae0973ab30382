//! Putting a reading right that was typed wrongly (更正示数).

use egui::Ui;

use crate::model::customer::Reading;
use crate::office::correct::{self, Correction, ReadingCorrection};
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

use super::doubt::Doubt;

const KEEP: &str = "更正示数";

#[derive(Debug)]
pub(super) struct ReadingCorrectionForm {
    account: String,
    wrong: Reading,
    typed: ReadingCorrection,
    reason: String,
    doubt: Doubt,
    checks: Checks,
}

impl ReadingCorrectionForm {
    pub(super) fn new(account: &str, wrong: &Reading) -> Self {
        Self {
            account: account.to_owned(),
            wrong: wrong.clone(),
            typed: ReadingCorrection {
                meter: wrong.meter.clone(),
                on: wrong.read_on.to_string(),
                value: String::new(),
            },
            reason: String::new(),
            doubt: Doubt::default(),
            checks: Checks::at_hand(),
        }
    }

    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn reading_correction_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> bool {
        let way = patch_form_ui(ui, [KEEP, "不改了"], |ui| {
            let wrong = &self.wrong;
            let value = wrong.value.normalize().to_string();
            ui.label(format!(
                "电能表{}在{}记的是{value}，改成表上当天的实数。原数和原因会记进流水。",
                wrong.meter, wrong.read_on
            ));
            let field = Field::new("正确的示数（kWh）")
                .required(true)
                .help("表上的有功总示数，不乘倍率。")
                .hint(&value)
                .narrow();
            let typed = &mut self.typed;
            self.checks
                .text_ui(ui, "reading.value", field, &mut typed.value);
            let at = [&*typed.meter, &*typed.on, &*typed.value];
            self.doubt.doubt_ui(ui, shell, file, at, KEEP);
            let field = Field::new("更正原因")
                .required(true)
                .help("为什么改，会记进流水。");
            self.checks.text_ui(ui, "reason", field, &mut self.reason);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.doubt.admits() && self.hand_in(shell))
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let correction = Correction {
            account: self.account.clone(),
            reading: Some(self.typed.clone()),
            reason: self.reason.clone(),
            ..Correction::default()
        };
        match shell.act(|work| correct::correct(work, &correction)) {
            Ok(()) => {
                let words = format!("{}的示数已更正为 {}", self.wrong.read_on, self.typed.value);
                shell.messages.done(words);
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}
