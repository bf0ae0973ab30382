//! 数据导入: the old ledger's customers and what already runs, checked before anything is written.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{Label, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use crate::office::import::{self, Notice, Outcome, Sheet, What};
use crate::office::{Desk, Office, OfficeError};
use crate::rules::Refusal;
use crate::store::{StoreError, backup};
use crate::ui::job::{Parts, Reporter};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::open_file::OpenFile;
use crate::ui::widgets::save_as::SaveAs;
use crate::ui::widgets::{button, choice};

use super::DAILY_BACKUP;

/// What the system's dialog offers.
const FILES: (&str, &[&str]) = ("表格", &["xlsx", "csv"]);
/// Checking writes nothing: what it told is of no use on another tab.
pub(in crate::ui) const CHECK: &str = "检查导入文件";
const IMPORT: &str = "导入数据";
/// Height of the table and of its rows, widths of its first columns, at the usual text size.
const HEIGHT: f32 = 420.0;
const ROW: f32 = 70.0;
const COLUMN: f32 = 180.0;

/// The file and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    path: PathBuf,
    what: Option<What>,
}

/// A line of the table: row, column, words.
type Said = [String; 3];

/// What came of a check or an import.
#[derive(Debug)]
enum Found {
    /// The file is not there, or is no table of ours: no line of it was looked at.
    Unread(String),
    Refused(Vec<Said>),
    /// Nothing speaks against it: what would come in, and what should be looked at.
    Good(Wanted, String, Vec<Said>),
    Done(Vec<Said>),
}

#[derive(Debug, Default)]
pub(super) struct Ledgers {
    /// Empty: told by the heads.
    what: String,
    file: OpenFile,
    news: Option<Receiver<Found>>,
    found: Option<Found>,
    sample: Option<SaveAs>,
}

impl Ledgers {
    pub(super) fn ledgers_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        if let Some(found) = self.news.as_ref().and_then(|news| news.try_recv().ok()) {
            if matches!(found, Found::Done(_)) {
                self.file.clear();
            }
            self.found = Some(found);
        }
        ui.heading("从旧台账导入");
        ui.add_space(4.0);
        let words = "先导入客户，再导入今年已经办过的暂停、还没复装的暂拆和正在执行的定比。第一行写栏目，照样表填。先检查，一处不对的都没有，才能导入；导入一次完成，不会只进去一半。";
        ui.add(Label::new(RichText::new(words).weak()).wrap());
        self.samples_ui(ui, shell);
        let kinds = [
            ("", "按栏目认"),
            (What::Customers.wire(), What::Customers.chinese()),
            (What::Openings.wire(), What::Openings.chinese()),
        ];
        choice::few_ui(ui, "导入内容", &kinds, &mut self.what);
        let help = ".xlsx 或 .csv（UTF-8 或 GB 18030），最多100000户。";
        self.file.open_file_ui(ui, "台账文件", help, FILES);
        self.buttons_ui(ui, shell);
        self.found_ui(ui);
    }

    fn samples_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.horizontal(|ui| {
            for (words, what) in [
                ("另存客户样表", What::Customers),
                ("另存期初业务样表", What::Openings),
            ] {
                if button::quiet_ui(ui, words).clicked() {
                    self.sample = Some(SaveAs::sample(what));
                }
            }
        });
        let ctx = ui.ctx().clone();
        if let Some(sample) = &mut self.sample
            && sample.save_as_ui(&ctx, shell)
        {
            self.sample = None;
        }
    }

    /// What stands in the fields; `None` where there is no file.
    fn wanted(&self) -> Option<Wanted> {
        Some(Wanted {
            path: self.file.path()?,
            what: self.what.parse().ok(),
        })
    }

    fn buttons_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let idle = !shell.jobs.is_running(CHECK) && !shell.jobs.is_running(IMPORT);
        // One backup is made at a time, and the import begins with one.
        let alone = !shell.jobs.is_running(IMPORT) && !shell.jobs.is_running(DAILY_BACKUP);
        let wanted = self.wanted();
        let good = matches!(&self.found, Some(Found::Good(checked, ..)) if Some(checked) == wanted.as_ref());
        ui.horizontal(|ui| {
            let check = ui.add_enabled(idle && wanted.is_some(), egui::Button::new("检查"));
            if let (true, Some(wanted)) = (check.clicked(), &wanted) {
                self.start(shell, CHECK, wanted.clone(), check_file);
            }
            let import = button::primary_enabled_ui(ui, alone && good, "全部导入");
            let import = import.on_disabled_hover_text("先检查；检查通过才能导入");
            if let (true, Some(wanted)) = (import.clicked(), wanted) {
                self.start(shell, IMPORT, wanted, import_file);
            }
        });
    }

    fn start(&mut self, shell: &mut Shell, name: &str, wanted: Wanted, work: Work) {
        let (sender, news) = channel();
        self.news = Some(news);
        self.found = None;
        shell.messages.forget(CHECK);
        let (dir, desk) = (shell.dir().to_owned(), shell.desk());
        shell
            .jobs
            .start_long(name, Parts::Share, move |mut reporter| {
                let mut job = Job {
                    dir: &dir,
                    desk: &desk,
                    wanted,
                    reporter: &mut reporter,
                    tell: &sender,
                };
                match work(&mut job) {
                    Ok(news) => Ok(Some(news)),
                    Err(OfficeError::Refused(refusals)) if is_unread(&refusals) => {
                        let words = refusals.into_iter().map(|refusal| refusal.message);
                        let words: String = words.collect();
                        // Nobody looks any more where the screen was left meanwhile.
                        let _ = sender.send(Found::Unread(words.clone()));
                        Err(words)
                    }
                    Err(OfficeError::Refused(refusals)) => {
                        let count = refusals.len();
                        // Nobody looks any more where the screen was left meanwhile.
                        let _ =
                            sender.send(Found::Refused(refusals.into_iter().map(said).collect()));
                        Err(format!("文件里有{count}处不对，什么都没有导入"))
                    }
                    Err(OfficeError::Store(StoreError::Cancelled)) => {
                        Ok(Some("已取消，什么都没有导入".to_owned()))
                    }
                    Err(error) => Err(error.to_string()),
                }
            });
    }

    fn found_ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        let Some(found) = &self.found else { return };
        ui.add_space(theme::NEAR);
        let none = Vec::new();
        let (head, ink, lines) = match found {
            Found::Unread(words) => (format!("× {words}"), palette.red, &none),
            Found::Refused(lines) => (
                format!("× 有{}处不对，改好再检查：", lines.len()),
                palette.red,
                lines,
            ),
            Found::Good(_, counted, lines) => (
                format!("✓ 可以导入：{counted}{}", to_look_at(lines)),
                palette.green,
                lines,
            ),
            Found::Done(lines) => (
                format!("✓ 已经导入{}", to_look_at(lines)),
                palette.green,
                lines,
            ),
        };
        ui.add(Label::new(RichText::new(head).color(ink)).wrap());
        if !lines.is_empty() {
            lines_ui(ui, lines);
        }
    }
}

/// Whether it is the file itself that cannot be taken, not what stands in its lines.
fn is_unread(refusals: &[Refusal]) -> bool {
    matches!(refusals, [one] if one.field == "file")
}

fn to_look_at(lines: &[Said]) -> String {
    match lines.len() {
        0 => String::new(),
        count => format!("；以下{count}处请核对，不妨碍导入"),
    }
}

/// Only the rows in sight are drawn.
fn lines_ui(ui: &mut Ui, lines: &[Said]) {
    let scale = theme::scale(ui);
    let height = theme::row_height(ui);
    TableBuilder::new(ui)
        .id_salt("import lines")
        .striped(true)
        .column(Column::exact(ROW * scale))
        .column(Column::exact(COLUMN * scale).clip(true))
        .column(Column::remainder().clip(true))
        .max_scroll_height(HEIGHT * scale)
        .header(height, |mut header| {
            for head in ["行", "栏目", "说明"] {
                header.col(|ui| {
                    ui.weak(head);
                });
            }
        })
        .body(|body| {
            body.rows(height, lines.len(), |mut row| {
                let line = &lines[row.index()];
                for cell in line {
                    row.col(|ui| {
                        ui.add(Label::new(cell).truncate());
                    });
                }
            });
        });
}

/// What a job beside the window works with.
struct Job<'a> {
    dir: &'a Path,
    desk: &'a Desk,
    wanted: Wanted,
    reporter: &'a mut Reporter,
    tell: &'a Sender<Found>,
}

type Work = fn(&mut Job<'_>) -> Result<String, OfficeError>;

impl Job<'_> {
    fn sheet(&self) -> Result<Sheet, OfficeError> {
        let read = Sheet::read(&self.wanted.path, self.wanted.what);
        read.map_err(|refusal| OfficeError::Refused(vec![refusal]))
    }

    fn tell(&self, found: Found) {
        // Nobody looks any more where the screen was left meanwhile.
        let _ = self.tell.send(found);
    }
}

fn check_file(job: &mut Job<'_>) -> Result<String, OfficeError> {
    let sheet = job.sheet()?;
    let (office, _) = Office::open(job.dir, job.desk.now)?;
    let reporter = &mut *job.reporter;
    let outcome: Outcome = office.look(job.desk, |work| {
        import::check_ledger(work, &sheet, &mut |progress| reporter.report(progress))
    })?;
    let counted = outcome.counted();
    job.tell(Found::Good(
        job.wanted.clone(),
        counted.clone(),
        outcome.notices.iter().map(noticed).collect(),
    ));
    Ok(format!("检查完毕，可以导入：{counted}"))
}

fn import_file(job: &mut Job<'_>) -> Result<String, OfficeError> {
    let sheet = job.sheet()?;
    let (mut office, _) = Office::open(job.dir, job.desk.now)?;
    backup::before_import(job.dir, job.desk.now)?;
    let reporter = &mut *job.reporter;
    let outcome = office.act(job.desk, |work| {
        import::ledger(work, &sheet, &mut |progress| reporter.report(progress))
    })?;
    job.tell(Found::Done(outcome.notices.iter().map(noticed).collect()));
    Ok(outcome.to_string())
}

fn noticed(notice: &Notice) -> Said {
    let row = match notice.row {
        0 => String::new(),
        row => row.to_string(),
    };
    [row, notice.column.clone(), notice.words.clone()]
}

/// A refusal by its place: `rows[3].户号`.
fn said(refusal: Refusal) -> Said {
    let place = refusal.field.strip_prefix("rows[");
    let place = place.and_then(|place| place.split_once("]."));
    let Some((row, column)) = place else {
        return [String::new(), "文件".to_owned(), refusal.message];
    };
    let words = refusal.message.split_once('：').map(|(_, words)| words);
    [
        row.to_owned(),
        column.to_owned(),
        words.unwrap_or(&refusal.message).to_owned(),
    ]
}
