//! The papers of a case: ticked here, then recorded together.

use std::collections::BTreeMap;

use egui::style::ScrollAnimation;
use egui::{Align, RichText, Ui};

use crate::model::case::StepId;
use crate::model::vocabulary::CaseState;
use crate::office::case_file::{CaseFile, DocumentLine};
use crate::office::documents;
use crate::rules::{Refusal, field};
use crate::ui::shell::Shell;
use crate::ui::tabs::business::documents::{Asked, document_ui};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, ime, refusals};

#[derive(Debug, Default)]
pub(super) struct Documents {
    /// States as ticked here and not yet recorded.
    ticked: BTreeMap<String, String>,
    /// The day on which they were brought, as typed.
    on: String,
    checks: Checks,
    /// The step whose papers the clerk was sent for.
    sent_for: Option<StepId>,
}

impl Documents {
    /// Opens the list at the papers of a step, the first that is missing at hand.
    pub(super) fn lead_to(&mut self, step: StepId) {
        self.sent_for = Some(step);
    }

    /// Draws the list; says whether the case was accepted by what was recorded.
    pub(super) fn documents_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) -> bool {
        let open = matches!(file.case.state, CaseState::Waiting | CaseState::Accepted);
        let mut changes = Vec::new();
        let mut group: Option<&Option<StepId>> = None;
        let grouped = file.documents.iter().any(|line| line.at.is_some());
        let mut lines: Vec<&DocumentLine> = file.documents.iter().collect();
        lines.sort_by_key(|line| position(file, line));
        let sent_for = self.sent_for.take();
        let mut at_hand = lines
            .iter()
            .find(|line| line.at == sent_for && !line.enough)
            .filter(|_| sent_for.is_some())
            .map(|line| line.code.as_str());
        for line in lines {
            if grouped && group != Some(&line.at) {
                if line.at.is_some() && line.at == sent_for {
                    // At once: the focus looks for its place in the next frame.
                    let at_once = ScrollAnimation::none();
                    ui.scroll_to_cursor_animation(Some(Align::TOP), at_once);
                }
                group_ui(ui, shell, file, &line.at, group.is_none());
                group = Some(&line.at);
            }
            let recorded = line.state.to_string();
            let typed = self
                .ticked
                .entry(line.code.clone())
                .or_insert_with(|| recorded.clone());
            let asked = Asked {
                name: &line.name,
                help: &line.help,
                needs: line.needs,
                reasons: &line.not_applicable,
                leads: at_hand.take_if(|code| *code == line.code).is_some(),
            };
            ui.add_enabled_ui(open, |ui| document_ui(ui, asked, typed));
            if *typed != recorded {
                changes.push((line.code.clone(), typed.clone()));
            }
        }
        ui.add_space(theme::NEAR);
        if open {
            self.day_ui(ui, shell);
        }
        refusals::refusals_ui(ui, self.checks.refusals());
        let asked =
            open && button::primary_enabled_ui(ui, !changes.is_empty(), "登记资料").clicked();
        asked && self.record(shell, file, &changes)
    }

    fn day_ui(&mut self, ui: &mut Ui, shell: &Shell) {
        let today = shell.today().to_string();
        let day = Field::new("收取日期")
            .help("客户实际交来的那一天，不填就是今天。补齐资料的，按最后一份收到的那天受理。")
            .hint(&today)
            .narrow();
        self.checks.text_ui(ui, "on", day, &mut self.on);
        if self.checks.take_stale() && !ime::is_composing(ui.ctx()) {
            let typed = Some(self.on.trim()).filter(|typed| !typed.is_empty());
            let problem = typed.and_then(|typed| field::date(typed).err());
            let found = problem.map(|problem| Refusal::input("on", "收取日期", problem));
            self.checks.checked(found.into_iter().collect());
        }
    }

    fn record(&mut self, shell: &mut Shell, file: &CaseFile, changes: &[(String, String)]) -> bool {
        let number = &file.case.number;
        let on = &self.on;
        match shell.act(|work| documents::record(work, number, changes, on)) {
            Ok(outcome) => {
                *self = Self::default();
                let accepted_on = outcome
                    .accepted_on
                    .filter(|_| file.case.state == CaseState::Waiting);
                shell.messages.done(match accepted_on {
                    Some(day) => format!("资料齐了，{day}受理"),
                    None => "资料已登记".to_owned(),
                });
                accepted_on.is_some()
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}

/// With the application first, then in the order of the steps.
fn position(file: &CaseFile, line: &DocumentLine) -> usize {
    let step = line.at.as_ref();
    let place = step.and_then(|at| file.stepper.iter().position(|item| item.step == *at));
    place.map_or(0, |place| place + 1)
}

/// When these papers are asked for, and how many of them came.
fn group_ui(ui: &mut Ui, shell: &Shell, file: &CaseFile, at: &Option<StepId>, first: bool) {
    let name = match at {
        Some(step) => shell.manual().procedures.name(step),
        None => "受理资料",
    };
    let lines = file.documents.iter().filter(|line| line.at == *at);
    let (mut all, mut enough) = (0, 0);
    for line in lines {
        all += 1;
        enough += usize::from(line.enough);
    }
    if !first {
        ui.add_space(theme::NEAR);
    }
    let accent = theme::palette(ui).accent;
    let words = format!("{name} {enough}/{all}");
    ui.label(RichText::new(words).strong().color(accent));
}
