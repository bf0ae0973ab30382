//! The step of a claim at hand: its fields, its day; the inputs anew, with the amount that follows them.

use egui::{Label, RichText, Ui};

use crate::model::typed::Fields;
use crate::office::case_file::{NextField, NextStep};
use crate::office::claim::file::ClaimFile;
use crate::office::claim::{self, Trial, step};
use crate::office::print::Wanted;
use crate::rules::Refusal;
use crate::rules::claim::asked;
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::claim::worked::Worked;
use crate::rules::field::{FieldContext, FieldSpec};
use crate::rules::step_entry::StepEntry;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, ime, refusals};

use super::amount;
use super::fields::{Texts, answers, with_examples};

#[derive(Debug)]
pub(super) struct StepForm {
    pub(super) step: String,
    pub(super) round: u32,
    pub(super) sheet: Option<Wanted>,
    on: String,
    texts: Texts,
    checks: Checks,
    worked: Option<Result<Worked, Vec<Refusal>>>,
    worked_for: Option<Texts>,
}

impl StepForm {
    pub(super) fn new(file: &ClaimFile, next: &NextStep) -> Self {
        let anew = next.step.as_str() == WORKED_OUT;
        let texts = match &file.claim.calculation {
            Some(calculation) if anew => Texts::of_fields(&calculation.typed()),
            _ => {
                let known = next.fields.iter().filter(|field| field.known);
                Texts::of(
                    known
                        .map(|field| (field.spec.name.clone(), field.example.clone()))
                        .collect(),
                )
            }
        };
        Self {
            step: next.step.to_string(),
            round: next.round,
            sheet: next.sheet.clone(),
            on: String::new(),
            texts,
            checks: Checks::at_hand(),
            worked: None,
            worked_for: None,
        }
    }

    fn is_anew(&self) -> bool {
        self.step == WORKED_OUT
    }

    pub(super) fn step_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &ClaimFile,
        next: &NextStep,
    ) {
        let round = if next.round > 1 && !self.is_anew() {
            format!("（第{}次）", next.round)
        } else {
            String::new()
        };
        ui.label(RichText::new(format!("{}{round}", next.name)).strong());
        ui.add(Label::new(RichText::new(&next.help).weak()).wrap());
        ui.add_space(4.0);
        let today = shell.today().to_string();
        let on = Field::new("办理日期")
            .narrow()
            .hint(&today)
            .help("实际办理的那一天，不填就是今天，或者取所填的时间。");
        self.checks.text_ui(ui, "on", on, &mut self.on);
        let fields = self.fields(shell, file, next);
        self.texts
            .fields_ui(ui, shell, &mut self.checks, "", fields);
        if self.is_anew() {
            self.follow(shell, file);
            ui.add_space(theme::NEAR);
            amount::amount_ui(ui, self.worked.as_ref());
        }
        self.checks.take_changed();
        if self.checks.take_stale() && !ime::is_composing(ui.ctx()) {
            let found = self.problems(shell, next);
            self.checks.checked(found);
        }
    }

    /// What is wrong with single fields; the whole is checked when it is handed in.
    fn problems(&self, shell: &Shell, next: &NextStep) -> Vec<Refusal> {
        if self.is_anew() {
            return match &self.worked {
                Some(Err(problems)) => problems.clone(),
                Some(Ok(_)) | None => Vec::new(),
            };
        }
        let settings = shell.settings();
        let context = FieldContext {
            operators: settings.active_operators(),
            account_length: settings.account_length(),
        };
        let specs: Vec<&FieldSpec> = next.fields.iter().map(|field| &field.spec).collect();
        let typed = self.texts.only(&specs);
        asked::check(&specs, &typed, context)
            .err()
            .unwrap_or_default()
    }

    /// Inputs ask for others as they are answered.
    fn fields(&self, shell: &Shell, file: &ClaimFile, next: &NextStep) -> Vec<NextField> {
        if !self.is_anew() {
            return next.fields.clone();
        }
        let kind = file.claim.kind;
        let inputs = self.inputs(shell, file);
        let facts = Texts::of(file.claim.facts.clone());
        let answers = answers(kind, &facts, &inputs);
        with_examples(shell, shell.manual().claims.of(kind).inputs_asked(&answers))
    }

    fn inputs(&self, shell: &Shell, file: &ClaimFile) -> Fields {
        let claim = &file.claim;
        self.texts.inputs(shell.manual(), claim.kind, &claim.facts)
    }

    fn follow(&mut self, shell: &mut Shell, file: &ClaimFile) {
        if self.worked_for.as_ref() == Some(&self.texts) {
            return;
        }
        self.worked_for = Some(self.texts.clone());
        let inputs = self.inputs(shell, file);
        let tried = shell.look(|work| claim::trial_of(work, &file.claim, &inputs));
        self.worked = tried.map(|tried| match tried {
            Trial::Worked(worked) => Ok(worked),
            Trial::Refused(problems) => Err(problems),
        });
    }

    /// The button with what speaks against it; says whether the step was recorded.
    pub(super) fn acts_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &ClaimFile,
        next: &NextStep,
    ) -> bool {
        refusals::above_button_ui(ui, self.checks.refusals());
        let name = format!("记录“{}”", next.name);
        button::hand_in_ui(ui, &name) && self.record(shell, file, next)
    }

    fn record(&mut self, shell: &mut Shell, file: &ClaimFile, next: &NextStep) -> bool {
        let number = &file.claim.number;
        let done = if self.is_anew() {
            let inputs = self.inputs(shell, file);
            let on = self.on.trim().to_owned();
            shell.act(|work| step::work_out_anew(work, number, &on, &inputs))
        } else {
            let specs: Vec<_> = next.fields.iter().map(|field| &field.spec).collect();
            let entry = StepEntry {
                step: self.step.clone(),
                on: self.on.trim().to_owned(),
                result: String::new(),
                fields: self.texts.only(&specs),
            };
            shell.act(|work| step::step(work, number, &entry))
        };
        match done {
            Ok(recorded) => {
                let state = recorded.claim.state.chinese();
                shell
                    .messages
                    .done(format!("已记录“{}”，档案{state}", next.name));
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}
