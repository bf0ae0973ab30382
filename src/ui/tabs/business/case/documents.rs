//! The papers of a case: ticked here, then recorded together.

use std::collections::BTreeMap;

use egui::style::ScrollAnimation;
use egui::{Align, RichText, Ui};

use crate::model::case::StepId;
use crate::model::vocabulary::CaseState;
use crate::office::case_file::{CaseFile, DocumentLine};
use crate::office::documents;
use crate::rules::Refusal;
use crate::ui::shell::Shell;
use crate::ui::tabs::business::documents::{Asked, document_ui};
use crate::ui::theme;
use crate::ui::widgets::{button, refusals};

#[derive(Debug, Default)]
pub(super) struct Documents {
    /// States as ticked here and not yet recorded.
    ticked: BTreeMap<String, String>,
    refusals: Vec<Refusal>,
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
        refusals::refusals_ui(ui, &self.refusals);
        let asked =
            open && button::primary_enabled_ui(ui, !changes.is_empty(), "登记资料").clicked();
        asked && self.record(shell, file, &changes)
    }

    fn record(&mut self, shell: &mut Shell, file: &CaseFile, changes: &[(String, String)]) -> bool {
        let number = &file.case.number;
        match shell.act(|work| documents::record(work, number, changes)) {
            Ok(outcome) => {
                self.ticked.clear();
                self.refusals.clear();
                let accepted_now =
                    file.case.state == CaseState::Waiting && outcome.state == CaseState::Accepted;
                shell.messages.done(if accepted_now {
                    "资料齐了，今天起受理"
                } else {
                    "资料已登记"
                });
                accepted_now
            }
            Err(refusals) => {
                self.refusals = refusals;
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
