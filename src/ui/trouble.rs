//! Trouble before the desk (打不开数据): what happened, in words, and what can be done about it.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use egui::{Label, RichText, ScrollArea, Ui};

use crate::office::{Desk, OfficeError, backup};
use crate::store::backup::{self as backups, Held};
use crate::store::clock::ClockCheck;
use crate::store::{Store, StoreError, aside};

use super::app::Next;
use super::theme;
use super::widgets::button;

/// The data folder cannot be opened.
#[derive(Debug)]
pub struct Trouble {
    dir: PathBuf,
    error: OfficeError,
    backups: Vec<Held>,
    /// What went wrong with the way out.
    failure: Option<String>,
}

/// Whether a folder without a database has something left of one.
pub fn has_remains(dir: &Path) -> bool {
    ["backups", "damaged", "replaced"]
        .iter()
        .any(|folder| dir.join(folder).exists())
}

impl Trouble {
    pub fn new(dir: &Path, error: OfficeError) -> Self {
        let backups = match &error {
            OfficeError::Store(StoreError::Damaged { .. } | StoreError::Missing { .. }) => {
                backups::list(dir).unwrap_or_else(|_| Vec::new())
            }
            _ => Vec::new(),
        };
        Self {
            dir: dir.to_owned(),
            error,
            backups,
            failure: None,
        }
    }

    pub fn trouble_ui(&mut self, ui: &mut Ui, now: NaiveDateTime) -> Next {
        let mut next = Next::Stay;
        page_ui(ui, "数据打不开", |ui| {
            ui.add(Label::new(RichText::new(self.error.to_string())).wrap());
            ui.add_space(theme::NEAR);
            ui.add(Label::new(format!("数据文件夹：{}", self.dir.display())).wrap());
            ui.add_space(theme::APART);
            match &self.error {
                OfficeError::Store(StoreError::Damaged { .. }) => {
                    ui.add(
                        Label::new(
                            "损坏的文件会移到 damaged 文件夹，不会删除。可以换上最近一份好的备份。",
                        )
                        .wrap(),
                    );
                    next = self.backups_ui(ui, now);
                }
                OfficeError::Store(StoreError::Missing { .. }) => {
                    next = self.backups_ui(ui, now);
                    ui.add_space(theme::APART);
                    ui.add(Label::new("确定不要以前的数据时，才新建一个空的。").wrap());
                    if ui.button("新建空的数据文件").clicked() {
                        let made = Store::make(&self.dir);
                        next = self.done(made.map(drop));
                    }
                }
                _ => {}
            }
            if let Some(failure) = &self.failure {
                let text = RichText::new(format!("⚠ {failure}")).color(theme::palette(ui).red);
                ui.add(Label::new(text).wrap());
            }
            ui.add_space(theme::APART);
            ui.horizontal(|ui| {
                if ui.button("再试一次").clicked() {
                    next = Next::Open(self.dir.clone());
                }
                if ui.button("退出").clicked() {
                    next = Next::Quit;
                }
            });
        });
        next
    }

    /// The newest good backup, and what going back to it loses.
    fn backups_ui(&mut self, ui: &mut Ui, now: NaiveDateTime) -> Next {
        let Some(newest) = self.backups.first() else {
            ui.label("这个文件夹里没有可用的备份。");
            return Next::Stay;
        };
        let description = &newest.description;
        let taken = backup::taken_in_words(description);
        theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
            ui.take_available_width();
            ui.label(RichText::new(format!("最近的备份：{taken}")).strong());
            ui.add(Label::new(backup::held_in_words(description)).wrap());
            ui.add(Label::new("换上它，这之后办理的就没有了，要照纸质资料补录。").wrap());
        });
        let path = newest.path.clone();
        let damaged = matches!(self.error, OfficeError::Store(StoreError::Damaged { .. }));
        if button::primary_ui(ui, "换上这份备份").clicked() {
            let restored = if damaged {
                aside::set_aside(&self.dir, now).map(drop)
            } else {
                Ok(())
            };
            // Who sits at the desk stands in the very file that cannot be read.
            let desk = Desk {
                today: now.date(),
                now,
                operator: String::new(),
            };
            let restored =
                restored.and_then(|()| backup::restore(&self.dir, &path, None, &desk).map(drop));
            return self.done(restored);
        }
        Next::Stay
    }

    fn done(&mut self, outcome: Result<(), StoreError>) -> Next {
        match outcome {
            Ok(()) => Next::Open(self.dir.clone()),
            Err(error) => {
                self.failure = Some(error.to_string());
                Next::Stay
            }
        }
    }
}

/// The clock cannot be believed without asking.
#[derive(Debug)]
pub struct ClockDoubt {
    now: NaiveDateTime,
    check: ClockCheck,
}

impl ClockDoubt {
    pub fn new(now: NaiveDateTime, check: ClockCheck) -> Self {
        Self { now, check }
    }

    pub fn clock_doubt_ui(&self, ui: &mut Ui) -> Next {
        let shown = |moment: NaiveDateTime| moment.format("%Y-%m-%d %H:%M").to_string();
        let reason = match self.check {
            ClockCheck::Before { last } => format!(
                "电脑时钟比上一次办理的时间（{}）还早，可能是主板电池没电了。",
                shown(last)
            ),
            ClockCheck::LongAfter { last, days } => format!(
                "离上一次办理（{}）已经过了{days}天。放了长假就没有问题，否则请核对时钟。",
                shown(last)
            ),
            ClockCheck::Fine => String::new(),
        };
        let mut next = Next::Stay;
        page_ui(ui, "先核对时钟", |ui| {
            ui.label(format!("电脑现在的时间：{}", shown(self.now)));
            ui.add(Label::new(reason).wrap());
            ui.add(Label::new("办理时限都按这个时钟计算，不对的话请先改好再打开。").wrap());
            ui.add_space(theme::APART);
            ui.horizontal(|ui| {
                if button::primary_ui(ui, "时间是对的，继续").clicked() {
                    next = Next::Enter;
                }
                if ui.button("退出去改时间").clicked() {
                    next = Next::Quit;
                }
            });
        });
        next
    }
}

/// The folder is open in another window.
pub fn elsewhere_ui(ui: &mut Ui) -> Next {
    let mut next = Next::Stay;
    page_ui(ui, "已经打开了一个窗口", |ui| {
        ui.add(Label::new("这个数据文件夹已经在另一个窗口里打开，已请它到前面来。").wrap());
        ui.add_space(theme::APART);
        if button::primary_ui(ui, "关闭这个窗口").clicked() {
            next = Next::Quit;
        }
    });
    next
}

/// A page without a desk: a title, what there is to say, and what can be done.
pub(super) fn page_ui(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    let frame = theme::work_frame(ui);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let width = ui.available_width().min(640.0);
            let margin = (ui.available_width() - width) / 2.0;
            ui.horizontal_top(|ui| {
                ui.add_space(margin);
                ui.vertical(|ui| {
                    ui.set_max_width(width);
                    ui.add_space(theme::APART * 2.0);
                    ui.heading(title);
                    ui.add_space(theme::NEAR);
                    content(ui);
                });
            });
        });
    });
}
