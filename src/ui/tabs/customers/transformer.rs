//! Exchanging a transformer for one of the same size (更换变压器).

use egui::Ui;

use crate::office::customer::CustomerFile;
use crate::office::transformer::{self, TransformerEntry};
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

#[derive(Debug)]
pub(super) struct TransformerForm {
    entry: TransformerEntry,
    checks: Checks,
}

impl TransformerForm {
    pub(super) fn new(account: &str) -> Self {
        Self {
            entry: TransformerEntry {
                account: account.to_owned(),
                ..TransformerEntry::default()
            },
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn transformer_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> bool {
        let way = patch_form_ui(ui, ["记下更换", "不换了"], |ui| {
            ui.label("换同样容量的。加大容量的办理增容，不在这里登记。");
            self.fields_ui(ui, shell, file);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &Shell, file: &CustomerFile) {
        let Self { entry, checks } = self;
        let own: Vec<(&str, String)> = file
            .transformers
            .iter()
            .map(|one| {
                let name = format!("{}　{} kVA", one.plate, one.kva.normalize());
                (one.plate.as_str(), name)
            })
            .collect();
        let own: Vec<(&str, &str)> = own
            .iter()
            .map(|(plate, name)| (*plate, name.as_str()))
            .collect();
        if own.len() > 1 {
            let field = Field::new("换下的变压器").required(true);
            checks.many_ui(ui, "replaces", field, &own, &mut entry.replaces);
        }
        let field = Field::new("新变压器铭牌编号")
            .required(true)
            .help("容量和成组照旧。");
        checks.text_ui(ui, "plate", field, &mut entry.plate);
        let today = shell.today().to_string();
        let field = Field::new("更换日期")
            .help("不填就是今天。")
            .hint(&today)
            .narrow();
        checks.text_ui(ui, "on", field, &mut entry.on);
        let field = Field::new("更换原因")
            .required(true)
            .help("为什么换，会记进流水。");
        checks.text_ui(ui, "reason", field, &mut entry.reason);
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| transformer::exchange(work, entry)) {
            Ok(new) => {
                let words = format!("换上了变压器 {}", new.plate);
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
