//! 设置: the office's own choices, who may sit at the desk, looking after the data; prices and charges; the old
//! ledger; going back to a backup.

mod about;
mod backups;
mod contracts;
mod ledgers;
mod operators;
mod price_form;
mod prices;
mod upkeep;

use std::collections::BTreeMap;

use egui::{CentralPanel, Label, Panel, RichText, ScrollArea, Ui};

use crate::office::settings::{self, SPECS};
use crate::ui::command::Command;
use crate::ui::printing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, choice, refusals};

pub(in crate::ui) use ledgers::CHECK;
pub(in crate::ui) use upkeep::DAILY_BACKUP;

/// Set by switching the operator, not here.
const NOT_HERE: [&str; 1] = ["desk.operator"];

/// The pages.
const OFFICE: &str = "office";
const PRICES: &str = "prices";
const LEDGERS: &str = "ledgers";
const BACKUPS: &str = "backups";

#[derive(Debug, Default)]
pub struct SettingsTab {
    /// Empty: [`OFFICE`].
    page: String,
    prices: prices::Prices,
    ledgers: ledgers::Ledgers,
    backups: backups::Backups,
    typed: BTreeMap<&'static str, String>,
    checks: Checks,
    /// The epoch that `typed` was filled in.
    read_in: Option<u64>,
    operators: operators::Operators,
    contracts: contracts::Contracts,
    upkeep: upkeep::Upkeep,
}

impl SettingsTab {
    pub fn settings_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        if self.read_in.is_none() {
            self.read(shell);
        }
        let changes = self.changes(shell);
        if !changes.is_empty() {
            let bar = theme::work_frame(ui);
            Panel::bottom("settings acts")
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| self.save_ui(ui, shell, &changes));
        }
        if self.page.is_empty() {
            OFFICE.clone_into(&mut self.page);
        }
        let frame = theme::work_frame(ui);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let pages = [
                (OFFICE, "本所设置"),
                (PRICES, "电价与收费"),
                (LEDGERS, "数据导入"),
                (BACKUPS, "恢复备份"),
            ];
            choice::few_ui(ui, "设置", &pages, &mut self.page);
            ui.add_space(theme::NEAR);
            let page = ScrollArea::vertical().id_salt(&self.page);
            page.auto_shrink(false).show(ui, |ui| {
                if self.page == PRICES {
                    self.prices.prices_ui(ui, shell);
                    return;
                }
                if self.page == LEDGERS {
                    self.ledgers.ledgers_ui(ui, shell);
                    return;
                }
                if self.page == BACKUPS {
                    self.backups.backups_ui(ui, shell);
                    return;
                }
                let half = (ui.available_width() - theme::APART * 2.0) / 2.0;
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(half);
                        self.choices_ui(ui);
                    });
                    ui.add_space(theme::APART);
                    ui.vertical(|ui| {
                        ui.set_width(half);
                        self.operators.operators_ui(ui, shell);
                        printer_ui(ui, shell);
                        self.contracts.contracts_ui(ui, shell);
                        if self.upkeep.upkeep_ui(ui, shell) {
                            self.show_backups();
                        }
                        about::about_ui(ui, shell);
                    });
                });
            });
        });
    }

    /// Leads to going back to a backup.
    pub fn show_backups(&mut self) {
        BACKUPS.clone_into(&mut self.page);
    }

    fn read(&mut self, shell: &Shell) {
        self.read_in = Some(shell.epoch());
        for spec in SPECS.iter().filter(|spec| !NOT_HERE.contains(&spec.key)) {
            self.typed
                .insert(spec.key, shell.settings().get(spec.key).to_owned());
        }
    }

    fn choices_ui(&mut self, ui: &mut Ui) {
        ui.heading("本所设置");
        ui.add_space(4.0);
        for spec in SPECS {
            let Some(text) = self.typed.get_mut(spec.key) else {
                continue;
            };
            let field = Field::new(spec.label).help(spec.help).hint(spec.default);
            match spec.key {
                "window.theme" => {
                    let options = [("light", "浅色"), ("dark", "深色")];
                    self.checks.few_ui(ui, spec.key, field, &options, text);
                }
                "account.length" => {
                    let options = [("10", "10位"), ("13", "13位")];
                    self.checks.few_ui(ui, spec.key, field, &options, text);
                }
                key if is_long(key) => {
                    self.checks.text_ui(ui, spec.key, field, text);
                }
                _ => self.checks.text_ui(ui, spec.key, field.narrow(), text),
            }
        }
    }

    /// What was changed and not yet kept.
    fn changes(&self, shell: &Shell) -> Vec<(String, String)> {
        self.typed
            .iter()
            .filter(|(key, text)| shell.settings().get(key) != text.as_str())
            .map(|(key, text)| ((*key).to_owned(), text.clone()))
            .collect()
    }

    /// Keeps what was changed, if anything was.
    pub fn save_changes(&mut self, shell: &mut Shell) {
        let changes = self.changes(shell);
        if !changes.is_empty() {
            self.save(shell, &changes);
        }
    }

    fn save(&mut self, shell: &mut Shell, changes: &[(String, String)]) {
        match shell.act(|work| settings::change(work, changes)) {
            Ok(()) => {
                shell.messages.done("设置已保存");
                self.checks = Checks::default();
                self.read_in = None;
            }
            Err(refusals) => self.checks.refused(refusals),
        }
    }

    fn save_ui(&mut self, ui: &mut Ui, shell: &mut Shell, changes: &[(String, String)]) {
        refusals::above_button_ui(ui, self.checks.refusals());
        ui.horizontal(|ui| {
            let save = button::primary_ui(ui, "保存设置");
            if save.on_hover_text(Command::Save.keys_in_words()).clicked() {
                self.save(shell, changes);
            }
            ui.label(RichText::new("▲ 有改动还没保存").color(theme::palette(ui).amber));
            if button::quiet_ui(ui, "恢复原样").clicked() {
                self.read_in = None;
                self.checks = Checks::default();
            }
        });
    }
}

/// Whether a choice takes the whole width.
fn is_long(key: &str) -> bool {
    key.starts_with("office.") || key.starts_with("documents.") || key == "contract.boundary"
}

/// Setting the printer by a trial sheet.
fn printer_ui(ui: &mut Ui, shell: &mut Shell) {
    ui.heading("打印机");
    ui.add_space(4.0);
    let words = "套打对不准时，把试印页印在一张预先印好的表上，量出偏了几毫米，填在左边的“套打右移”和“套打下移”里，保存后再印一张。";
    ui.add(Label::new(words).wrap());
    if ui.button("打印试印页").clicked() {
        printing::trial(shell);
    }
    ui.add_space(theme::APART);
}
