//! 恢复备份: what each backup holds, what going back to it would lose, and going back to it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use egui::{Align, Context, Label, Layout, RichText, ScrollArea, Ui};

use crate::office::backup::{self, Weighed, WeighedAll};
use crate::office::{Office, OfficeError, Work};
use crate::store::StoreError;
use crate::store::backup::occasion;
use crate::ui::restoring::Order;
use crate::ui::shell::{Action, Shell};
use crate::ui::theme;
use crate::ui::widgets::field::{self, Field};
use crate::ui::widgets::open_file::OpenFile;
use crate::ui::widgets::warned::warned_ui;
use crate::ui::widgets::{button, dialog};

/// What the system's dialog offers.
const FILES: (&str, &[&str]) = ("备份", &["sqlite", "age"]);
/// The work beside the window.
const LOOK_ALL: &str = "查看备份";
const LOOK: &str = "查看备份文件";
/// Height of the list of acts that would be gone, in rows, and of one line of it.
const ROWS: f32 = 5.0;
const LINE: f32 = 24.0;

/// What a look beside the window found.
type News<T> = Receiver<Result<T, OfficeError>>;

#[derive(Debug, Default)]
pub(super) struct Backups {
    /// The epoch in which the list was last asked for.
    read_in: Option<u64>,
    listing: Option<News<WeighedAll>>,
    listed: Option<Result<WeighedAll, String>>,
    elsewhere: Elsewhere,
    asked: Option<(Weighed, Option<String>)>,
}

/// A file chosen freely.
#[derive(Debug, Default)]
struct Elsewhere {
    file: OpenFile,
    passphrase: String,
    /// The file looked into needs a passphrase.
    sealed: bool,
    looking: Option<(PathBuf, News<Weighed>)>,
    found: Option<(PathBuf, Result<Weighed, String>)>,
}

impl Backups {
    pub(super) fn backups_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        self.read(shell);
        ui.heading("恢复备份");
        ui.add_space(4.0);
        let words = "换回一份备份，备份以后办理的就没有了。现在的数据文件不会删除，移到数据文件夹的 replaced 里。\
                     每天第一次打开时自动备份，最近7天、5周、12个月的各留一份。";
        ui.add(Label::new(RichText::new(words).weak()).wrap());
        ui.add_space(theme::NEAR);
        let mut wanted = self.elsewhere.elsewhere_ui(ui, shell);
        ui.add_space(theme::APART);
        ui.label(RichText::new("数据文件夹里的备份").strong());
        ui.add_space(4.0);
        match &self.listed {
            None => {
                ui.weak("正在查看…");
            }
            Some(Err(problem)) => field::problem_ui(ui, problem),
            Some(Ok(listed)) => {
                if listed.good.is_empty() && listed.bad.is_empty() {
                    ui.weak("还没有备份。");
                }
                for weighed in &listed.good {
                    if card_ui(ui, shell, weighed) {
                        wanted = Some((weighed.clone(), None));
                    }
                }
                for (path, error) in &listed.bad {
                    bad_ui(ui, path, error);
                }
            }
        }
        if wanted.is_some() {
            self.asked = wanted;
        }
        self.dialog_ui(ui.ctx(), shell);
    }

    /// Looks into the backups again whenever the records changed: what would be lost grows with every act.
    fn read(&mut self, shell: &mut Shell) {
        if let Some(found) = self.listing.as_ref().and_then(|news| news.try_recv().ok()) {
            self.listing = None;
            self.listed = Some(found.map_err(|error| error.to_string()));
        }
        let stale = self.read_in != Some(shell.epoch());
        if stale && !shell.jobs.is_running(LOOK_ALL) {
            self.read_in = Some(shell.epoch());
            // What would be lost is more than was said.
            self.asked = None;
            self.elsewhere.found = None;
            self.listing = Some(look(shell, LOOK_ALL, backup::weigh_all));
        }
    }

    /// Asks once more, with everything that would be gone in sight.
    fn dialog_ui(&mut self, ctx: &Context, shell: &mut Shell) {
        let Some((weighed, passphrase)) = &self.asked else {
            return;
        };
        let taken = backup::taken_in_words(&weighed.description);
        let title = format!("恢复 {taken} 的备份？");
        let (mut confirmed, mut left) = (false, false);
        let modal = dialog::modal(ctx, "restore").show(ctx, |ui| {
            let most = ctx.content_rect().width() - 100.0;
            ui.set_width((560.0 * theme::scale(ui)).min(most));
            dialog::head_ui(ui, &title);
            ui.add(Label::new(backup::held_in_words(&weighed.description)).wrap());
            ui.add_space(theme::NEAR);
            lost_ui(ui, weighed);
            if let Some(words) = weighed.sent_in_words() {
                warned_ui(ui, &words);
            }
            acts_ui(ui, weighed);
            ui.add_space(theme::NEAR);
            let kept = "还没受理的草稿也换成备份时的。现在的数据文件不删除，移到数据文件夹的 replaced 里。";
            ui.add(Label::new(kept).wrap());
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                let idle = shell.jobs.is_idle();
                let restore = button::primary_enabled_ui(ui, idle, "恢复这份备份");
                confirmed = restore.on_disabled_hover_text(WAIT).clicked();
                left = ui.button("不恢复").clicked();
            });
        });
        if confirmed {
            shell.ask(Action::Restore(Order {
                file: weighed.path.clone(),
                passphrase: passphrase.clone(),
                taken,
            }));
        }
        if confirmed || left || modal.should_close() {
            self.asked = None;
        }
    }
}

/// The folder must be nobody else's while a backup is put back.
const WAIT: &str = "还有事情正在做（见右上角），做完再恢复";

impl Elsewhere {
    /// Draws the file and what it holds; says whether it is to be put back.
    fn elsewhere_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
    ) -> Option<(Weighed, Option<String>)> {
        self.read();
        ui.label(RichText::new("U 盘或别处的备份").strong());
        ui.add_space(4.0);
        let help = "以前备份到 U 盘或另一块盘上的文件；加了密的还要口令。";
        self.file.open_file_ui(ui, "备份文件", help, FILES);
        let path = self.file.path();
        let extension = path.as_ref().and_then(|path| path.extension());
        if self.sealed || extension.is_some_and(|extension| extension == "age") {
            let passphrase = Field::new("备份口令").help("做这份备份时填的口令。");
            passphrase.password().text_ui(ui, &mut self.passphrase);
        }
        let idle = !shell.jobs.is_running(LOOK);
        let can = idle && path.is_some();
        let look = ui.add_enabled(can, egui::Button::new("看看这份备份"));
        if let (true, Some(path)) = (look.clicked(), &path) {
            self.look(shell, path.clone());
        }
        let (found_in, found) = self.found.as_ref()?;
        if Some(found_in) != path.as_ref() {
            return None;
        }
        match found {
            Err(problem) => {
                field::problem_ui(ui, problem);
                None
            }
            Ok(weighed) => card_ui(ui, shell, weighed)
                .then(|| (weighed.clone(), sealed_with(&self.passphrase))),
        }
    }

    fn read(&mut self) {
        let news = self.looking.as_ref().map(|(_, news)| news.try_recv());
        let Some(Ok(found)) = news else { return };
        let Some((path, _)) = self.looking.take() else {
            return;
        };
        let found = found.map_err(|error| match error {
            OfficeError::Store(StoreError::WrongPassphrase) => {
                self.sealed = true;
                if self.passphrase.is_empty() {
                    "这份备份加了密，请填备份口令".to_owned()
                } else {
                    error.to_string()
                }
            }
            error => error.to_string(),
        });
        self.found = Some((path, found));
    }

    fn look(&mut self, shell: &mut Shell, path: PathBuf) {
        let passphrase = sealed_with(&self.passphrase);
        let file = path.clone();
        let news = look(shell, LOOK, move |work| {
            backup::weigh(work, &file, passphrase.as_deref())
        });
        self.found = None;
        self.looking = Some((path, news));
    }
}

fn sealed_with(passphrase: &str) -> Option<String> {
    (!passphrase.is_empty()).then(|| passphrase.to_owned())
}

/// Looks beside the window: a sealed file takes its time.
fn look<T: Send + 'static>(
    shell: &mut Shell,
    name: &str,
    look: impl FnOnce(Work<'_>) -> Result<T, OfficeError> + Send + 'static,
) -> News<T> {
    let (sender, news) = channel();
    let (dir, desk) = (shell.dir().to_owned(), shell.desk());
    shell.jobs.start(name, move || {
        let found = Office::open(&dir, desk.now).and_then(|(office, _)| office.look(&desk, look));
        // Nobody looks any more where the screen was left meanwhile.
        let _ = sender.send(found);
        Ok(None)
    });
    news
}

/// A backup, and the button that goes back to it; says whether it was pressed.
fn card_ui(ui: &mut Ui, shell: &Shell, weighed: &Weighed) -> bool {
    let mut wanted = false;
    theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
        ui.take_available_width();
        let taken = backup::taken_in_words(&weighed.description);
        ui.horizontal(|ui| {
            ui.label(RichText::new(&taken).strong());
            ui.weak(occasion(&weighed.path));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let restore = ui.add_enabled(shell.jobs.is_idle(), egui::Button::new("恢复…"));
                let restore = restore.on_disabled_hover_text(WAIT);
                let name = format!("恢复 {taken} 的备份");
                wanted = restore.accessible_name(name).clicked();
            });
        });
        ui.add(Label::new(backup::held_in_words(&weighed.description)).wrap());
        lost_ui(ui, weighed);
    });
    wanted
}

fn lost_ui(ui: &mut Ui, weighed: &Weighed) {
    let palette = theme::palette(ui);
    let ink = if weighed.loses_nothing() {
        palette.weak
    } else {
        palette.amber
    };
    ui.add(Label::new(RichText::new(weighed.lost_in_words()).color(ink)).wrap());
}

/// The acts that would be gone, one a line.
fn acts_ui(ui: &mut Ui, weighed: &Weighed) {
    let acts = weighed.lost_acts();
    if acts.is_empty() {
        return;
    }
    let line = LINE * theme::scale(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("lost acts")
        .auto_shrink([false, true])
        .max_height(ROWS * line)
        .show_rows(ui, line, acts.len(), |ui, rows| {
            for event in acts.get(rows).into_iter().flatten() {
                let words = RichText::new(backup::act_in_words(event)).small();
                let size = egui::vec2(ui.available_width(), line);
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(size, left, |ui| {
                    ui.set_min_height(line);
                    ui.add(Label::new(words).truncate());
                });
            }
        });
}

fn bad_ui(ui: &mut Ui, path: &Path, error: &StoreError) {
    let words = backup::unreadable_in_words(path, error);
    let text = RichText::new(format!("⚠ 这份备份读不出来：{words}"));
    ui.add(Label::new(text.color(theme::palette(ui).red)).wrap());
}
