//! The complaints of a customer (投诉): registered, then investigated, answered, closed.

use chrono::NaiveDate;
use egui::{Label, Ui};

use crate::model::contact::{Complaint, ComplaintState};
use crate::office::complaint::{self, ComplaintEntry};
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::{button, refusals};

use super::page::section_ui;

#[derive(Debug)]
pub(super) struct ComplaintForm {
    entry: ComplaintEntry,
    /// What the customer complained of; empty while it is registered.
    matter: String,
    /// What it is about to become.
    state: ComplaintState,
    checks: Checks,
}

impl ComplaintForm {
    /// A new complaint.
    pub(super) fn register(account: &str) -> Self {
        Self {
            entry: ComplaintEntry {
                account: account.to_owned(),
                ..ComplaintEntry::default()
            },
            matter: String::new(),
            state: ComplaintState::Registered,
            checks: Checks::at_hand(),
        }
    }

    fn go_on(complaint: &Complaint, state: ComplaintState) -> Self {
        Self {
            entry: ComplaintEntry {
                number: complaint.number.clone(),
                state: state.wire().to_owned(),
                ..ComplaintEntry::default()
            },
            matter: complaint.matter().to_owned(),
            state,
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn complaint_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let way = patch_form_ui(ui, [hand_in_name(self.state), "不记了"], |ui| {
            self.fields_ui(ui, shell);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &Shell) {
        let Self {
            entry,
            matter,
            state,
            checks,
        } = self;
        if !entry.number.is_empty() {
            ui.weak(format!("投诉{}：{}", entry.number, step_name(*state)));
            let words = format!("{}：{matter}", ComplaintState::Registered.asks());
            ui.add(Label::new(words).wrap());
        }
        let today = shell.today().to_string();
        let field = Field::new("日期")
            .help("不填就是今天。")
            .hint(&today)
            .narrow();
        checks.text_ui(ui, "on", field, &mut entry.on);
        let field = Field::new(state.asks())
            .required(true)
            .help("不要写证件号码和电话。");
        checks.text_ui(ui, "text", field, &mut entry.text);
        if *state == ComplaintState::Registered {
            let field = Field::new("答应答复的日期")
                .required(true)
                .help("答应客户哪一天以前答复，到时列入今日待办。")
                .narrow();
            checks.text_ui(ui, "answer_by", field, &mut entry.answer_by);
        }
        let field = Field::new("经办人")
            .help("不填就是当前操作员。")
            .hint(shell.operator());
        checks.text_ui(ui, "by", field, &mut entry.by);
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| complaint::record(work, entry)) {
            Ok(kept) => {
                let words = format!("投诉{}{}", kept.number, kept.state().chinese());
                shell.messages.done(words);
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}

/// Whether a complaint is not closed.
pub(super) fn is_any_open(file: &CustomerFile) -> bool {
    let mut complaints = file.complaints.iter();
    complaints.any(|one| one.state() != ComplaintState::Closed)
}

/// The complaints, the latest first; the form of the next step, where its button was pressed.
pub(super) fn complaints_ui(
    ui: &mut Ui,
    file: &CustomerFile,
    today: NaiveDate,
) -> Option<ComplaintForm> {
    let mut form = None;
    if file.complaints.is_empty() {
        return None;
    }
    section_ui(ui, "投诉");
    for one in &file.complaints {
        let state = one.state();
        ui.horizontal(|ui| {
            let closed = state == ComplaintState::Closed;
            let urgency = if closed { Urgency::Done } else { Urgency::Open };
            chip::chip_ui(ui, urgency, state.chinese());
            ui.label(&one.number);
            if one.reached(ComplaintState::Answered).is_none() {
                if one.answer_by < today {
                    let late = chip::days_in_words(one.answer_by, today);
                    chip::chip_ui(ui, Urgency::Overdue, &late);
                }
                ui.weak(format!("{}以前答复", one.answer_by));
            }
            if let Some(next) = state.next() {
                let name = format!("{}…", step_name(next));
                if button::quiet_ui(ui, &name).clicked() {
                    form = Some(ComplaintForm::go_on(one, next));
                }
            }
        });
        ui.indent(&one.number, |ui| {
            for step in &one.steps {
                let words = format!(
                    "{} {}：{}（{}）",
                    step.on,
                    step.state.asks(),
                    step.text,
                    step.by
                );
                ui.add(Label::new(words).wrap());
            }
        });
    }
    form
}

/// What the button that records a step says.
fn hand_in_name(state: ComplaintState) -> &'static str {
    match state {
        ComplaintState::Registered => "记下投诉",
        ComplaintState::Investigated => "记下调查",
        ComplaintState::Answered => "记下答复",
        ComplaintState::Closed => "记下办结",
    }
}

/// What the button of a step says.
fn step_name(state: ComplaintState) -> &'static str {
    match state {
        ComplaintState::Registered => "登记",
        ComplaintState::Investigated => "登记调查",
        ComplaintState::Answered => "登记答复",
        ComplaintState::Closed => "办结",
    }
}
