//! 电价与收费: what is in force today, a new row, a file of them.

use egui::{Grid, Label, RichText, ScrollArea, Ui};

use crate::model::price::Basis;
use crate::office::import::{self, Sheet, What};
use crate::office::price::{self, Tables};
use crate::rules::Refusal;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::open_file::OpenFile;
use crate::ui::widgets::save_as::SaveAs;
use crate::ui::widgets::{button, refusals};

use super::price_form::PriceForm;

/// What the system's dialog offers.
const FILES: (&str, &[&str]) = ("表格", &["xlsx", "csv"]);
/// Widths of the forms and of the tables, at the usual text size: they stand side by side where both fit.
const FORMS: f32 = 430.0;
const TABLES: f32 = 840.0;
/// Widest column of documents, at the usual text size.
const BASIS: f32 = 300.0;

#[derive(Debug, Default)]
pub(super) struct Prices {
    tables: Cached<Tables>,
    form: PriceForm,
    file: OpenFile,
    refusals: Vec<Refusal>,
    sample: Option<SaveAs>,
}

impl Prices {
    pub(super) fn prices_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let scale = theme::scale(ui);
        let beside = FORMS * scale;
        let tables = ui.available_width() - beside - theme::APART * 2.0;
        if tables < TABLES * scale {
            self.in_force_ui(ui, shell);
            self.forms_ui(ui, shell);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(tables);
                self.in_force_ui(ui, shell);
            });
            ui.add_space(theme::APART);
            ui.vertical(|ui| {
                ui.set_width(beside);
                self.forms_ui(ui, shell);
            });
        });
    }

    fn forms_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        self.form.price_form_ui(ui, shell);
        self.import_ui(ui, shell);
    }

    fn in_force_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let today = shell.today();
        let Some(tables) = self.tables.get(shell, |work| price::in_force(work, today)) else {
            return;
        };
        ui.heading(format!("{today} 执行的电价"));
        ui.add_space(4.0);
        if tables.prices.is_empty() {
            ui.label("还没有录入电价。");
        } else {
            prices_ui(ui, tables);
        }
        ui.add_space(theme::APART);
        ui.heading(format!("{today} 执行的收费"));
        ui.add_space(4.0);
        if tables.charges.is_empty() {
            ui.label("还没有录入收费项目。");
        } else {
            charges_ui(ui, tables);
        }
        ui.add_space(theme::APART);
    }

    fn import_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("从文件导入");
        ui.add_space(4.0);
        let words = "第一行写栏目：类别（电价或收费）、电价类别、项目、电压等级、单价、单位、依据文件、生效日期、更正原因。有一行不对，整个文件都不导入。";
        ui.add(Label::new(RichText::new(words).weak()).wrap());
        if button::quiet_ui(ui, "另存电价与收费样表").clicked() {
            self.sample = Some(SaveAs::sample(What::Prices));
        }
        let ctx = ui.ctx().clone();
        if let Some(sample) = &mut self.sample
            && sample.save_as_ui(&ctx, shell)
        {
            self.sample = None;
        }
        let help = ".xlsx 或 .csv（UTF-8 或 GB 18030），一张表里有电价也可以有收费。";
        self.file.open_file_ui(ui, "导入的文件", help, FILES);
        if button::primary_ui(ui, "导入").clicked() {
            self.import(shell);
        }
        ScrollArea::vertical()
            .id_salt("import refusals")
            .max_height(360.0 * theme::scale(ui))
            .show(ui, |ui| refusals::refusals_ui(ui, &self.refusals));
    }

    fn import(&mut self, shell: &mut Shell) {
        let Some(path) = self.file.path() else {
            self.refusals = vec![Refusal::input("file", "导入的文件", "未填")];
            return;
        };
        let sheet = match Sheet::read(&path, Some(What::Prices)) {
            Ok(sheet) => sheet,
            Err(refusal) => {
                self.refusals = vec![refusal];
                return;
            }
        };
        match shell.act(|work| import::prices(work, &sheet)) {
            Ok(imported) => {
                shell.messages.done(imported.to_string());
                self.file.clear();
                self.refusals.clear();
            }
            Err(refusals) => self.refusals = refusals,
        }
    }
}

fn heads_ui(ui: &mut Ui, heads: &[&str]) {
    for head in heads {
        ui.label(RichText::new(*head).weak());
    }
    ui.end_row();
}

fn prices_ui(ui: &mut Ui, tables: &Tables) {
    Grid::new("prices in force")
        .num_columns(6)
        .spacing([theme::NEAR * 1.5, 6.0])
        .show(ui, |ui| {
            let heads = [
                "电价类别",
                "项目",
                "电压等级",
                "单价",
                "生效日期",
                "依据文件",
            ];
            heads_ui(ui, &heads);
            let mut above = None;
            for price in &tables.prices {
                let key = price.key;
                // A class is named once, over all its items.
                let class = if above == Some(key.tariff) {
                    ""
                } else {
                    key.tariff.chinese()
                };
                above = Some(key.tariff);
                ui.label(class);
                ui.label(key.item.chinese());
                ui.label(key.band.map_or("不分", |band| band.chinese()));
                ui.label(format!("{} {}", price.price, key.item.unit()));
                ui.label(price.in_force_on.to_string());
                basis_ui(ui, &price.basis);
                ui.end_row();
            }
        });
}

fn charges_ui(ui: &mut Ui, tables: &Tables) {
    Grid::new("charges in force")
        .num_columns(4)
        .spacing([theme::NEAR * 1.5, 6.0])
        .show(ui, |ui| {
            heads_ui(ui, &["收费项目", "单价", "生效日期", "依据文件"]);
            for charge in &tables.charges {
                ui.label(&charge.item);
                ui.label(format!("{} 元/{}", charge.unit_price, charge.unit));
                ui.label(charge.in_force_on.to_string());
                basis_ui(ui, &charge.basis);
                ui.end_row();
            }
        });
}

/// The document in one line, whole in the tooltip; made-up figures are marked.
fn basis_ui(ui: &mut Ui, basis: &Basis) {
    ui.horizontal(|ui| {
        ui.set_max_width(BASIS * theme::scale(ui));
        if basis.is_sample() {
            chip::chip_ui(ui, Urgency::Waiting, "示例");
        }
        ui.add(Label::new(basis.to_string()).truncate());
    });
}
