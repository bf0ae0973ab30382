//! 导出: the month's folder onto a stick, written and read back beside the window.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Align, Label, RichText, Ui};

use crate::model::summary::{Month, Summary};
use crate::office::summary::{export, freeze};
use crate::office::{Office, OfficeError};
use crate::report::ReportError;
use crate::ui::job::Parts;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::open_file::OpenFile;
use crate::ui::widgets::{button, dialog};

use super::sticks::Sticks;

const JOB: &str = "导出月报";
/// Width of the question.
const ASKING: f32 = 520.0;

/// Where the folder is to go, and what was written last.
#[derive(Debug, Default)]
pub(super) struct Export {
    sticks: Sticks,
    folder: OpenFile,
    written: Arc<Mutex<Option<Written>>>,
    /// Where the folder is to go once it is said that the month is to be frozen.
    asking: Option<PathBuf>,
    /// The earlier months that are frozen with this one.
    with: Cached<(Month, Vec<Month>)>,
    /// To be scrolled to.
    wanted: bool,
}

/// A folder that was read back and compared.
#[derive(Debug, Clone)]
struct Written {
    month: Month,
    folder: PathBuf,
}

impl Export {
    /// The clerk wants to export: this part of the page comes in sight.
    pub(super) fn come_in_sight(&mut self) {
        self.wanted = true;
    }

    /// Nothing is to be frozen for now.
    pub(super) fn forget(&mut self) {
        self.asking = None;
    }

    pub(super) fn export_ui(&mut self, ui: &mut Ui, shell: &mut Shell, summary: &Summary) {
        let head = ui.label(RichText::new("导出到U盘").strong());
        if std::mem::take(&mut self.wanted) {
            head.scroll_to_me(Some(Align::TOP));
        }
        if shell.today() <= summary.to {
            let words = format!("这个月到{}为止，过完以后才能导出。", summary.to);
            ui.weak(words);
            return;
        }
        let words = match (&summary.frozen, self.with_in_words(shell, summary)) {
            (Some(_), _) => "这个月已经封存，再次导出的内容不变。".to_owned(),
            (None, with) => {
                format!("导出即封存：以后才登记的更正，列入下一个月的“调整”。{with}")
            }
        };
        ui.add(Label::new(RichText::new(words).weak()).wrap());
        ui.add_space(theme::NEAR);
        self.sticks.sticks_ui(ui, &mut self.folder);
        let help = "U盘或任何一个已有的文件夹。月报写在其中单独的一个文件夹里，写完读回核对。县公司合并多个供电所的月报，用命令 yekuo merge。";
        self.folder.open_folder_ui(ui, "导出到", help);
        ui.add_space(theme::NEAR);
        let target = self.folder.path();
        let running = shell.jobs.is_running(JOB);
        let ready = target.is_some() && !running;
        ui.horizontal(|ui| {
            let mut begun = false;
            let clicked = button::primary_enabled_ui(ui, ready, "导出").clicked();
            if let Some(target) = target.filter(|_| clicked) {
                if summary.frozen.is_some() {
                    self.start(shell, summary.month, target);
                    begun = true;
                } else {
                    self.asking = Some(target);
                }
            } else if let Some(target) = self.confirmed_ui(ui, shell, summary) {
                self.start(shell, summary.month, target);
                begun = true;
            }
            if running || begun {
                ui.label("正在写，先不要拔出。写完会读回核对。");
            } else {
                self.written_ui(ui, summary.month);
            }
        });
    }

    /// Which earlier months are frozen with this one, in a sentence; nothing where there is none.
    fn with_in_words(&mut self, shell: &mut Shell, summary: &Summary) -> String {
        let month = summary.month;
        if self.with.value().is_some_and(|(of, _)| *of != month) {
            self.with.forget();
        }
        let with = self.with.get(shell, |work| {
            Ok((month, freeze::earlier_open(work, month)?))
        });
        let with = with.and_then(|(_, with)| freeze::in_words(with));
        with.map_or_else(String::new, |with| {
            format!("以前还没有封存的{with}一并封存，各月首尾相接。")
        })
    }

    /// Asks before a month is frozen: there is no way back. Where to write, once it is said.
    fn confirmed_ui(&mut self, ui: &Ui, shell: &mut Shell, summary: &Summary) -> Option<PathBuf> {
        self.asking.as_ref()?;
        let with = self.with_in_words(shell, summary);
        let month = summary.month;
        let (mut yes, mut no) = (false, false);
        let modal = dialog::modal(ui.ctx(), "freeze").show(ui.ctx(), |ui| {
            ui.set_width(ASKING);
            dialog::head_ui(ui, &format!("导出并封存{month}的月报？"));
            let words = format!(
                "封存以后，{month}的数字不能再变，也不能解封：以后补录或更正这个月的业务，列入下一个月的“调整”。该补录的都补录了，再导出。"
            );
            ui.add(Label::new(words).wrap());
            if !with.is_empty() {
                ui.add_space(theme::NEAR);
                ui.add(Label::new(format!("▲ {with}")).wrap());
            }
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                let name = format!("导出并封存{month}");
                let button = button::primary_ui(ui, "导出并封存");
                yes = button.accessible_name(name).clicked();
                no = ui.button("先不导出").clicked();
            });
        });
        if yes {
            return self.asking.take();
        }
        if no || modal.should_close() {
            self.asking = None;
        }
        None
    }

    /// What stays to be read after the news has gone.
    fn written_ui(&self, ui: &mut Ui, month: Month) {
        let written = self.written.lock();
        let written = written.unwrap_or_else(PoisonError::into_inner).clone();
        let Some(written) = written.filter(|written| written.month == month) else {
            return;
        };
        let folder = written.folder.display();
        let words = if self.sticks.hold(&written.folder) {
            format!("✓ 已写好，逐个文件读回核对无误。现在可以拔出U盘：{folder}")
        } else {
            format!("✓ 已写好，逐个文件读回核对无误：{folder}")
        };
        let ink = theme::palette(ui).green;
        ui.add(Label::new(RichText::new(words).color(ink)).wrap());
    }

    fn start(&self, shell: &mut Shell, month: Month, to: PathBuf) {
        let written = Arc::clone(&self.written);
        *written.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let (dir, desk) = (shell.dir().to_owned(), shell.desk());
        shell
            .jobs
            .start_long(JOB, Parts::Share, move |mut reporter| {
                let (mut office, _) =
                    Office::open(&dir, desk.now).map_err(|error| in_words(&error))?;
                let going = |progress| reporter.report(progress);
                let folder = match export::export(&mut office, &desk, month, &to, going) {
                    Ok(done) => done.folder,
                    Err(OfficeError::Report(cancelled @ ReportError::Cancelled)) => {
                        return Ok(Some(cancelled.to_string()));
                    }
                    Err(error) => return Err(in_words(&error)),
                };
                let words = folder.display();
                let news = format!("{month}的月报已写好、核对无误，可以拔出：{words}");
                *written.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some(Written { month, folder });
                Ok(Some(news))
            });
    }
}

/// What the clerk can do stands with what is wrong.
fn in_words(error: &OfficeError) -> String {
    match error {
        OfficeError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| format!("{}。{}", refusal.message, refusal.instead))
            .collect(),
        other => other.to_string(),
    }
}
