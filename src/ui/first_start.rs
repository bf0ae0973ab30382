//! The first questions (首次使用): which office, who sits at the desk, where the data lies.

use std::path::{Path, PathBuf};

use egui::{Label, RichText, ScrollArea, Ui};

use crate::office::settings::{self, OPERATORS};
use crate::office::{Desk, Office, OfficeError};
use crate::rules::Refusal;

use super::app::Next;
use super::clock::Clock;
use super::sample::Sample;
use super::theme;
use super::widgets::warned::warned_ui;
use super::widgets::{button, field::Field, refusals};

/// The field for the data folder.
const FOLDER: &str = "folder";

/// The questions and what was answered so far.
#[derive(Debug, Default)]
pub struct FirstStart {
    name: String,
    code: String,
    operator: String,
    supervisor: String,
    folder: String,
    /// The folder that was proposed.
    proposed: PathBuf,
    refusals: Vec<Refusal>,
    failure: Option<String>,
    drawn_before: bool,
    /// The sample office, while it is being made.
    sample: Option<Sample>,
}

impl FirstStart {
    pub fn new(dir: &Path) -> Self {
        Self {
            folder: dir.display().to_string(),
            proposed: dir.to_owned(),
            ..Self::default()
        }
    }

    pub fn first_start_ui(&mut self, ui: &mut Ui, clock: Clock) -> Next {
        let frame = theme::work_frame(ui);
        let mut next = Next::Stay;
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let margin = ((ui.available_width() - 640.0 * theme::scale(ui)) / 2.0).max(0.0);
                ui.horizontal_top(|ui| {
                    ui.add_space(margin);
                    ui.vertical(|ui| next = self.questions_ui(ui, clock));
                });
            });
        });
        next
    }

    fn questions_ui(&mut self, ui: &mut Ui, clock: Clock) -> Next {
        ui.set_max_width(640.0 * theme::scale(ui));
        ui.add_space(theme::APART * 2.0);
        ui.label(
            RichText::new("业扩台")
                .heading()
                .color(theme::palette(ui).accent),
        );
        ui.label("供电所的报装窗口。先回答三个问题，以后都可以在“设置”里改。");
        ui.add_space(theme::APART);

        let mut problems = std::mem::take(&mut self.refusals);
        let mut ask = |ui: &mut Ui, key: &str, field: Field<'_>, answer: &mut String| {
            let problem = refusals::problem_of(&problems, key);
            let touched = field.problem(problem).text_ui(ui, answer);
            if touched.changed {
                problems.retain(|refusal| refusal.field != key);
            }
        };
        question_ui(ui, "一", "哪个供电所？");
        let name = Field::new("供电所名称")
            .hint("例：石桥供电所")
            .help("印在每张表上的全称。")
            .required(true);
        if !std::mem::replace(&mut self.drawn_before, true) {
            ui.memory_mut(|memory| memory.request_focus(name.id()));
        }
        ask(ui, "office.name", name, &mut self.name);
        let code = Field::new("供电所编号")
            .hint("例：SQ")
            .help("工单编号的开头，字母和数字，不超过12位。")
            .required(true)
            .narrow();
        ask(ui, "office.code", code, &mut self.code);
        question_ui(ui, "二", "谁在窗口办理？");
        let operator = Field::new("操作员")
            .hint("姓名")
            .help("每一步都记下是谁办的。")
            .required(true)
            .narrow();
        ask(ui, OPERATORS, operator, &mut self.operator);
        let supervisor = Field::new("主管")
            .hint("姓名，可不填")
            .help("供电方案要由拟定人以外的人审批，主管也是操作员。")
            .narrow();
        supervisor.text_ui(ui, &mut self.supervisor);
        let operator = self.operator.trim();
        if !operator.is_empty() && operator == self.supervisor.trim() {
            warned_ui(
                ui,
                "操作员和主管是同一个人。供电方案要由拟定人以外的人审批，请在这里或以后在“设置”里再加一个人",
            );
        }
        question_ui(ui, "三", "数据放在哪里？");
        let folder = Field::new("数据文件夹")
            .help("数据库、备份和打印过的文书都在这个文件夹里。不用改的话保持原样。")
            .required(true);
        ask(ui, FOLDER, folder, &mut self.folder);
        self.refusals = problems;

        ui.add_space(theme::APART);
        let next = self.acts_ui(ui, clock);
        if let Some(failure) = &self.failure {
            let text = RichText::new(format!("⚠ {failure}")).color(theme::palette(ui).red);
            ui.add(Label::new(text).wrap());
        }
        next
    }

    fn acts_ui(&mut self, ui: &mut Ui, clock: Clock) -> Next {
        if self.sample.is_some() {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label("正在建立示例供电所：240户、60件工单，要几秒钟…");
            });
            return self.follow_sample();
        }
        let mut next = Next::Stay;
        ui.horizontal(|ui| {
            if button::primary_ui(ui, "开始使用").clicked() {
                next = self.finish(clock);
            }
            ui.add_space(theme::NEAR);
            let hint = "不用回答前两个问题，客户和工单都是编的。试完换一个空文件夹正式使用。";
            let sample = ui.button("用示例供电所试用").on_hover_text(hint);
            if sample.clicked() {
                self.failure = None;
                let folder = PathBuf::from(self.folder.trim());
                self.refusals = self.unanswered();
                self.refusals.retain(|refusal| refusal.field == FOLDER);
                if self.refusals.is_empty() {
                    self.sample = Some(Sample::start(folder, clock, ui.ctx().clone()));
                }
            }
        });
        next
    }

    fn follow_sample(&mut self) -> Next {
        let Some(sample) = &self.sample else {
            return Next::Stay;
        };
        let Some(outcome) = sample.outcome() else {
            return Next::Stay;
        };
        let folder = sample.folder().to_owned();
        self.sample = None;
        match outcome {
            Ok(()) => self.enter(folder),
            Err(failure) => {
                self.failure = Some(failure);
                Next::Stay
            }
        }
    }

    /// Opens the folder, and remembers it where it is not the one proposed.
    fn enter(&mut self, folder: PathBuf) -> Next {
        if folder != self.proposed
            && let Err(error) = crate::office::folder::remember(&folder)
        {
            self.failure = Some(format!("记不住这个文件夹：{error}"));
            return Next::Stay;
        }
        Next::Open(folder)
    }

    fn finish(&mut self, clock: Clock) -> Next {
        self.failure = None;
        self.refusals = self.unanswered();
        if !self.refusals.is_empty() {
            return Next::Stay;
        }
        let folder = PathBuf::from(self.folder.trim());
        match self.found(&folder, clock) {
            Ok(()) => self.enter(folder),
            Err(OfficeError::Refused(refusals)) => {
                self.refusals = refusals;
                Next::Stay
            }
            Err(error) => {
                self.failure = Some(error.to_string());
                Next::Stay
            }
        }
    }

    fn unanswered(&self) -> Vec<Refusal> {
        [
            ("office.name", "供电所名称", &self.name),
            ("office.code", "供电所编号", &self.code),
            (OPERATORS, "操作员", &self.operator),
            (FOLDER, "数据文件夹", &self.folder),
        ]
        .into_iter()
        .filter(|(_, _, answer)| answer.trim().is_empty())
        .map(|(key, label, _)| Refusal::input(key, label, "未填"))
        .collect()
    }

    /// Sets the office up in the folder.
    fn found(&self, folder: &Path, clock: Clock) -> Result<(), OfficeError> {
        let (mut office, _) = Office::open(folder, clock.now())?;
        let operator = self.operator.trim().to_owned();
        let mut operators = format!("{operator}:clerk");
        if !self.supervisor.trim().is_empty() {
            operators.push_str(&format!(",{}:supervisor", self.supervisor.trim()));
        }
        let changes = [
            ("office.name", self.name.clone()),
            ("office.code", self.code.clone()),
            (OPERATORS, operators),
            ("desk.operator", operator.clone()),
        ]
        .map(|(key, value)| (key.to_owned(), value));
        let desk = Desk {
            today: clock.today(),
            now: clock.now(),
            operator,
        };
        office.act_as_founder(&desk, |work| settings::change(work, &changes))
    }
}

fn question_ui(ui: &mut Ui, number: &str, question: &str) {
    ui.add_space(theme::NEAR);
    ui.label(RichText::new(format!("{number}、{question}")).strong());
}
