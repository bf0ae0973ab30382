//! Going back to a backup (恢复备份) while nobody is at the desk: how it goes, and what came of it in words.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Context, Label, RichText, Ui};

use crate::office::{Desk, backup};
use crate::store::StoreError;
use crate::store::backup::Restored;

use super::app::Next;
use super::theme;
use super::trouble::page_ui;
use super::widgets::button;

/// What is to be put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub file: PathBuf,
    pub passphrase: Option<String>,
    /// When it was taken, in words.
    pub taken: String,
}

/// A backup on its way into the place of the database.
#[derive(Debug)]
pub struct Restoring {
    dir: PathBuf,
    taken: String,
    outcome: Receiver<Result<Restored, StoreError>>,
    ended: Option<Result<Restored, String>>,
}

impl Restoring {
    /// Begins; nobody else may have the folder open.
    pub fn start(dir: &Path, order: Order, desk: Desk, ctx: Context) -> Self {
        let (sender, outcome) = channel();
        let folder = dir.to_owned();
        let Order {
            file,
            passphrase,
            taken,
        } = order;
        std::thread::spawn(move || {
            let restored = backup::restore(&folder, &file, passphrase.as_deref(), &desk);
            // Nobody listens any more where the window was closed meanwhile.
            let _ = sender.send(restored);
            ctx.request_repaint();
        });
        Self {
            dir: dir.to_owned(),
            taken,
            outcome,
            ended: None,
        }
    }

    pub fn restoring_ui(&mut self, ui: &mut Ui) -> Next {
        if self.ended.is_none() {
            self.ended = match self.outcome.try_recv() {
                Ok(outcome) => Some(outcome.map_err(|error| error.to_string())),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => Some(Err("恢复没有做完".to_owned())),
            };
        }
        match &self.ended {
            None => {
                page_ui(ui, "正在恢复备份", |ui| {
                    ui.horizontal(|ui| {
                        ui.spinner();
                        ui.label("先核对备份，再换下数据文件，请稍等…");
                    });
                });
                Next::Stay
            }
            Some(Ok(restored)) => self.done_ui(ui, restored),
            Some(Err(problem)) => self.failed_ui(ui, problem),
        }
    }

    fn done_ui(&self, ui: &mut Ui, restored: &Restored) -> Next {
        let mut next = Next::Stay;
        page_ui(ui, "备份已恢复", |ui| {
            let words = format!("现在的数据是 {} 的备份里的。", self.taken);
            ui.add(Label::new(words).wrap());
            if restored.migrated_from.is_some() {
                let words = "这份备份是旧版本的程序做的，已经转成现在的格式。";
                ui.add(Label::new(words).wrap());
            }
            if let Some(kept) = &restored.kept {
                let kept = format!("原来的数据文件没有删除，在 {}", kept.display());
                ui.add(Label::new(kept).wrap());
            }
            ui.add(Label::new("备份以后办理过的，请照纸质资料补录。").wrap());
            ui.add_space(theme::APART);
            if button::primary_ui(ui, "继续办理").clicked() {
                next = Next::Open(self.dir.clone());
            }
        });
        next
    }

    fn failed_ui(&self, ui: &mut Ui, problem: &str) -> Next {
        let mut next = Next::Stay;
        page_ui(ui, "没有恢复", |ui| {
            let text = RichText::new(format!("⚠ {problem}")).color(theme::palette(ui).red);
            ui.add(Label::new(text).wrap());
            ui.add(Label::new("现在的数据没有改动。").wrap());
            ui.add_space(theme::APART);
            if button::primary_ui(ui, "回到窗口").clicked() {
                next = Next::Open(self.dir.clone());
            }
        });
        next
    }
}
