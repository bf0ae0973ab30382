//! 电价与收费: what is in force today and later, a new row, a file of them, checked before it comes in.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use egui::{Grid, Label, RichText, ScrollArea, Ui};

use crate::model::price::Basis;
use crate::office::import::{self, Sheet, What};
use crate::office::price::{self, Tables};
use crate::office::{Desk, Office, OfficeError, Work};
use crate::rules::Refusal;
use crate::store::backup;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::open_file::OpenFile;
use crate::ui::widgets::save_as::SaveAs;
use crate::ui::widgets::{button, refusals};

use super::DAILY_BACKUP;
use super::price_form::PriceForm;

/// What the system's dialog offers.
const FILES: (&str, &[&str]) = ("表格", &["xlsx", "csv"]);
/// The work beside the window.
const CHECK: &str = "检查电价文件";
const IMPORT: &str = "导入电价与收费";
/// Widths of the forms and of the tables, at the usual text size: they stand side by side where both fit.
const FORMS: f32 = 430.0;
const TABLES: f32 = 840.0;
/// Widest column of documents, at the usual text size.
const BASIS: f32 = 300.0;

/// What came of a check or an import.
#[derive(Debug)]
enum Found {
    Refused(Vec<Refusal>),
    /// Nothing speaks against this file: what would come in.
    Good(PathBuf, String),
    Done,
}

#[derive(Debug, Default)]
pub(super) struct Prices {
    /// In force today, and those of later days.
    tables: Cached<[Tables; 2]>,
    form: PriceForm,
    file: OpenFile,
    news: Option<Receiver<Found>>,
    found: Option<Found>,
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
        let both = |work: Work<'_>| Ok([price::in_force(work, today)?, price::ahead(work, today)?]);
        let Some([tables, ahead]) = self.tables.get(shell, both) else {
            return;
        };
        ui.heading(format!("{today} 执行的电价"));
        ui.add_space(4.0);
        if tables.prices.is_empty() {
            ui.label("还没有录入电价。");
        } else {
            prices_ui(ui, "prices in force", tables);
        }
        if !ahead.prices.is_empty() {
            ui.add_space(theme::APART);
            ui.heading("以后执行的电价");
            ui.add_space(4.0);
            prices_ui(ui, "prices ahead", ahead);
        }
        ui.add_space(theme::APART);
        ui.heading(format!("{today} 执行的收费"));
        ui.add_space(4.0);
        if tables.charges.is_empty() {
            ui.label("还没有录入收费项目。");
        } else {
            charges_ui(ui, "charges in force", tables);
        }
        if !ahead.charges.is_empty() {
            ui.add_space(theme::APART);
            ui.heading("以后执行的收费");
            ui.add_space(4.0);
            charges_ui(ui, "charges ahead", ahead);
        }
        ui.add_space(theme::APART);
    }

    fn import_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("从文件导入");
        ui.add_space(4.0);
        let words = "第一行写栏目：类别（电价或收费）、电价类别、项目、电压等级、单价、单位、依据文件、生效日期、更正原因。先检查；有一行不对，整个文件都不导入。导入前自动备份。";
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
        self.buttons_ui(ui, shell);
        match &self.found {
            Some(Found::Refused(refused)) => {
                ScrollArea::vertical()
                    .id_salt("import refusals")
                    .max_height(360.0 * theme::scale(ui))
                    .show(ui, |ui| refusals::refusals_ui(ui, refused));
            }
            Some(Found::Good(_, counted)) => {
                let words = RichText::new(format!("✓ 可以导入：{counted}"));
                let ink = theme::palette(ui).green;
                ui.add(Label::new(words.color(ink)).wrap());
            }
            Some(Found::Done) | None => {}
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        if let Some(found) = self.news.as_ref().and_then(|news| news.try_recv().ok()) {
            if matches!(found, Found::Done) {
                self.file.clear();
            }
            self.found = Some(found);
        }
        let path = self.file.path();
        let idle = !shell.jobs.is_running(CHECK) && !shell.jobs.is_running(IMPORT);
        // One backup is made at a time, and the import begins with one.
        let alone = idle && !shell.jobs.is_running(DAILY_BACKUP);
        let checked = match &self.found {
            Some(Found::Good(checked, _)) => Some(checked) == path.as_ref(),
            _ => false,
        };
        ui.horizontal(|ui| {
            let check = ui.add_enabled(idle && path.is_some(), egui::Button::new("检查"));
            if let (true, Some(path)) = (check.clicked(), &path) {
                self.start(shell, CHECK, path.clone(), check_file);
            }
            let import = button::primary_enabled_ui(ui, alone && checked, "全部导入");
            let import = import.on_disabled_hover_text("先检查；检查通过才能导入");
            if let (true, Some(path)) = (import.clicked(), path) {
                self.start(shell, IMPORT, path, import_file);
            }
        });
    }

    fn start(&mut self, shell: &mut Shell, name: &str, path: PathBuf, file: FileWork) {
        let (sender, news) = channel();
        self.news = Some(news);
        self.found = None;
        let (dir, desk) = (shell.dir().to_owned(), shell.desk());
        shell.jobs.start(name, move || {
            let read = Sheet::read(&path, Some(What::Prices));
            let read = read.map_err(|refusal| OfficeError::Refused(vec![refusal]));
            let (found, told) = match read.and_then(|sheet| file(&dir, &desk, &path, &sheet)) {
                Ok((found, told)) => (found, Ok(told)),
                Err(OfficeError::Refused(refused)) => (Found::Refused(refused), Ok(None)),
                Err(error) => return Err(error.to_string()),
            };
            // Nobody looks any more where the screen was left meanwhile.
            let _ = sender.send(found);
            told
        });
    }
}

type FileWork = fn(&Path, &Desk, &Path, &Sheet) -> Result<(Found, Option<String>), OfficeError>;

fn check_file(
    dir: &Path,
    desk: &Desk,
    path: &Path,
    sheet: &Sheet,
) -> Result<(Found, Option<String>), OfficeError> {
    let (office, _) = Office::open(dir, desk.now)?;
    let checked = office.look(desk, |work| import::check_prices(work, sheet))?;
    Ok((Found::Good(path.to_owned(), checked.counted()), None))
}

fn import_file(
    dir: &Path,
    desk: &Desk,
    _path: &Path,
    sheet: &Sheet,
) -> Result<(Found, Option<String>), OfficeError> {
    let (mut office, _) = Office::open(dir, desk.now)?;
    backup::before_import(dir, desk.now)?;
    let imported = office.act(desk, |work| import::prices(work, sheet))?;
    Ok((Found::Done, Some(imported.to_string())))
}

fn heads_ui(ui: &mut Ui, heads: &[&str]) {
    for head in heads {
        ui.label(RichText::new(*head).weak());
    }
    ui.end_row();
}

fn prices_ui(ui: &mut Ui, name: &str, tables: &Tables) {
    Grid::new(name)
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

fn charges_ui(ui: &mut Ui, name: &str, tables: &Tables) {
    Grid::new(name)
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
