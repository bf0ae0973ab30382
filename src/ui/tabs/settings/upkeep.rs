//! Looking after the data: a backup now, a check of the whole file, the folder.

use std::path::{Path, PathBuf};

use egui::{Label, Ui};

use crate::office::{Desk, Office, OfficeError, backup, full_export, passphrase};
use crate::rules::Refusal;
use crate::store::{self, Store, StoreError};
use crate::ui::job::{Parts, Reporter};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, refusals};

const BACKUP: &str = "备份数据";
/// The backup at the day's first start: no other runs beside it.
pub(in crate::ui) const DAILY_BACKUP: &str = "做今天的备份";
const CHECK: &str = "检查数据";
const EXPORT: &str = "导出全部数据";

#[derive(Debug, Default)]
pub(super) struct Upkeep {
    target: String,
    /// The usual folder was proposed once: what the clerk takes out stays out.
    proposed: bool,
    passphrase: String,
    /// Typed twice: a slip of the hand would seal it for good.
    again: String,
    /// What speaks against it, by field.
    refusals: Vec<Refusal>,
}

/// The fields.
const TARGET: &str = "target";
const PASSPHRASE: &str = "passphrase";
const AGAIN: &str = "again";

impl Upkeep {
    /// Says whether the clerk wants to go back to a backup.
    pub(super) fn upkeep_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        ui.heading("数据");
        ui.add_space(4.0);
        let dir = shell.dir().to_owned();
        if !std::mem::replace(&mut self.proposed, true) {
            self.target = dir.join("backups").display().to_string();
        }
        ui.horizontal(|ui| {
            ui.add(Label::new(format!("数据文件夹：{}", dir.display())).truncate());
            if button::quiet_ui(ui, "打开文件夹").clicked()
                && let Err(error) = opener::open(&dir)
            {
                shell
                    .messages
                    .failed(format!("打不开文件夹（{error}）。它在 {}", dir.display()));
            }
        });
        self.fields_ui(ui);
        let mut restore = false;
        ui.horizontal_wrapped(|ui| {
            let idle = !shell.jobs.is_running(BACKUP) && !shell.jobs.is_running(DAILY_BACKUP);
            if button::primary_enabled_ui(ui, idle, "立即备份").clicked() {
                self.back_up(shell, dir.clone());
            }
            let ready = !shell.jobs.is_running(EXPORT) && !self.passphrase.is_empty();
            let export = ui.add_enabled(ready, egui::Button::new("加密导出全部数据"));
            let help = "各表和已出的文书，打成一个只有口令能打开的包，记入流水；解密用命令 export --decrypt";
            let export = export.on_hover_text(help).on_disabled_hover_text("先填加密口令");
            if export.clicked() {
                self.export_all(shell, dir.clone());
            }
            let idle = !shell.jobs.is_running(CHECK);
            let look = ui.add_enabled(idle, egui::Button::new("检查数据"));
            if look
                .on_hover_text("逐条核对整个数据文件和流水，有问题用文字说明")
                .clicked()
            {
                check(shell, dir);
            }
            restore = button::quiet_ui(ui, "恢复备份…").clicked();
        });
        ui.add_space(theme::APART);
        restore
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        let mut refusals = std::mem::take(&mut self.refusals);
        let mut ask = |ui: &mut Ui, key: &str, field: Field<'_>, text: &mut String| {
            let problem = refusals::problem_of(&refusals, key);
            let touched = field.problem(problem).text_ui(ui, text);
            if touched.changed {
                refusals.retain(|refusal| refusal.field != key);
            }
        };
        let target = Field::new("备份到")
            .help("另一块盘或 U 盘上已有的文件夹；数据盘以外要加密，必须设口令。");
        ask(ui, TARGET, target, &mut self.target);
        let passphrase = Field::new("加密口令")
            .help("至少8个字符。忘了口令，备份就打不开了。同一块盘上的备份可以不设。");
        ask(ui, PASSPHRASE, passphrase.password(), &mut self.passphrase);
        if !self.passphrase.is_empty() || !self.again.is_empty() {
            let again = Field::new("再填一遍口令").help("两遍要一样，免得填错了打不开。");
            ask(ui, AGAIN, again.password(), &mut self.again);
        }
        self.refusals = refusals;
    }

    /// The folder and the passphrase, where nothing speaks against them. The passphrase does not stay behind.
    fn handed_in(&mut self, dir: &Path) -> Option<(PathBuf, Option<String>)> {
        let target = PathBuf::from(self.target.trim());
        self.refusals = refused(dir, &target, &self.passphrase, &self.again);
        if !self.refusals.is_empty() {
            return None;
        }
        self.again.clear();
        let passphrase = std::mem::take(&mut self.passphrase);
        Some((target, (!passphrase.is_empty()).then_some(passphrase)))
    }

    fn export_all(&mut self, shell: &mut Shell, dir: PathBuf) {
        let Some((target, Some(passphrase))) = self.handed_in(&dir) else {
            return;
        };
        let desk = shell.desk();
        shell
            .jobs
            .start_long(EXPORT, Parts::Share, move |mut reporter| {
                let (mut office, _) =
                    Office::open(&dir, desk.now).map_err(|error| error.to_string())?;
                let going = |progress| reporter.report(progress);
                match full_export::export(&mut office, &desk, &target, &passphrase, going) {
                    Ok(done) => Ok(Some(told(&done))),
                    Err(OfficeError::Store(cancelled @ StoreError::Cancelled)) => {
                        Ok(Some(cancelled.to_string()))
                    }
                    Err(error) => Err(error.to_string()),
                }
            });
    }

    fn back_up(&mut self, shell: &mut Shell, dir: PathBuf) {
        let Some((target, passphrase)) = self.handed_in(&dir) else {
            return;
        };
        let desk = shell.desk();
        shell
            .jobs
            .start_long(BACKUP, Parts::Share, move |reporter| {
                match back_up(&dir, &desk, &target, passphrase.as_deref(), reporter) {
                    Ok(path) => Ok(Some(format!("备份好了：{}", path.display()))),
                    Err(OfficeError::Store(StoreError::Cancelled)) => {
                        Ok(Some("备份已取消，没有留下写了一半的文件".to_owned()))
                    }
                    Err(error) => Err(error.to_string()),
                }
            });
    }
}

/// What speaks against a folder and a passphrase typed twice. Only the data folder's own folder of backups is made.
fn refused(dir: &Path, target: &Path, typed: &str, again: &str) -> Vec<Refusal> {
    let mut refused = Vec::new();
    if target == dir.join("backups") {
        if let Err(error) = std::fs::create_dir_all(target) {
            let problem = StoreError::io(target, error);
            refused.push(Refusal::input(TARGET, "备份到", problem));
        }
    } else if target.as_os_str().is_empty() {
        refused.push(Refusal::input(TARGET, "备份到", "未填"));
    } else if !target.is_dir() {
        let problem = format!("没有“{}”这个文件夹，先建好或改正", target.display());
        refused.push(Refusal::input(TARGET, "备份到", problem));
    }
    if typed.is_empty() && again.is_empty() {
        return refused;
    }
    match passphrase::admit(typed) {
        Err(OfficeError::Refused(short)) => refused.extend(short),
        _ if typed != again => {
            let problem = "两遍不一样，请再填一遍";
            refused.push(Refusal::input(AGAIN, "再填一遍口令", problem));
        }
        _ => {}
    }
    refused
}

fn told(done: &full_export::Exported) -> String {
    let mut told = format!("全部数据加密导出好了：{}", done.path.display());
    if !done.missing.is_empty() {
        told.push_str(&format!(
            "。{}份文书的文件不在，没有导出",
            done.missing.len()
        ));
    }
    told
}

fn back_up(
    dir: &Path,
    desk: &Desk,
    target: &Path,
    passphrase: Option<&str>,
    mut reporter: Reporter,
) -> Result<PathBuf, OfficeError> {
    let (mut office, _) = Office::open(dir, desk.now)?;
    backup::take(&mut office, desk, target, passphrase, |progress| {
        reporter.report(progress)
    })
}

fn check(shell: &mut Shell, dir: PathBuf) {
    let now = shell.desk().now;
    shell.jobs.start(CHECK, move || {
        let opened = Store::open(&dir, now).map_err(|error| error.to_string())?;
        let findings =
            store::check::check(opened.store.conn()).map_err(|error| error.to_string())?;
        if findings.is_empty() {
            return Ok(Some("数据检查完毕，没有问题".to_owned()));
        }
        let words: Vec<String> = findings.iter().map(ToString::to_string).collect();
        Err(words.join("；"))
    });
}
