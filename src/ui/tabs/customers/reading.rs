//! Recording a meter reading (登记示数).

use egui::Ui;

use crate::office::customer::CustomerFile;
use crate::office::record::{self, ReadingEntry};
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

use super::doubt::Doubt;

const KEEP: &str = "记下示数";

#[derive(Debug)]
pub(super) struct ReadingForm {
    entry: ReadingEntry,
    doubt: Doubt,
    checks: Checks,
}

impl ReadingForm {
    pub(super) fn new(account: &str) -> Self {
        Self {
            entry: ReadingEntry {
                account: account.to_owned(),
                ..ReadingEntry::default()
            },
            doubt: Doubt::default(),
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn reading_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> bool {
        let way = patch_form_ui(ui, [KEEP, "不记了"], |ui| {
            let hanging: Vec<(&str, &str)> = file
                .meters
                .iter()
                .filter(|meter| meter.removed_on.is_none())
                .map(|meter| (meter.asset_number.as_str(), meter.asset_number.as_str()))
                .collect();
            if hanging.len() > 1 {
                let field = Field::new("电能表").required(true).help("抄的是哪一块表。");
                self.checks
                    .many_ui(ui, "meter", field, &hanging, &mut self.entry.meter);
            }
            let today = shell.today().to_string();
            let field = Field::new("抄表日期")
                .help("不填就是今天。")
                .hint(&today)
                .narrow();
            self.checks.text_ui(ui, "on", field, &mut self.entry.on);
            let field = Field::new("示数（kWh）")
                .required(true)
                .help("表上的有功总示数，不乘倍率。")
                .narrow();
            self.checks
                .text_ui(ui, "value", field, &mut self.entry.value);
            let ReadingEntry {
                meter, on, value, ..
            } = &self.entry;
            self.doubt
                .doubt_ui(ui, shell, file, [meter, on, value], KEEP);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.doubt.admits() && self.hand_in(shell))
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| record::reading(work, entry)) {
            Ok(reading) => {
                let words = format!("{}的示数 {} 已记下", reading.read_on, reading.value);
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
