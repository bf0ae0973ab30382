//! A case: its head and stepper, and below it one section at a time.

mod application;
mod documents;
mod fees;
mod head;
mod history;
mod limits;
pub(in crate::ui::tabs) mod papers;
pub(in crate::ui::tabs) mod rows;
pub(in crate::ui::tabs) mod step_field;
mod step_form;
mod stepper;
mod suggested;

use std::sync::Arc;

use egui::{Button, CentralPanel, Panel, ScrollArea, Ui};

use crate::model::case::{Case, StepId};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::office::case_file::{self, CaseFile};
use crate::office::print::{self, Mode};
use crate::office::{OfficeError, reveal, void, withdraw};
use crate::rules::Refusal;
use crate::ui::printing;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::correction::{CorrectionForm, Target};
use crate::ui::widgets::dialog::{Answer, ReasonDialog};
use crate::ui::widgets::preview::{Preview, Wish};
use crate::ui::widgets::save_as::SaveAs;

use super::Onward;
use step_form::StepForm;

pub(in crate::ui) use application::grid_ui;

const RECEIPT: &str = "acceptance_receipt";

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Steps,
    Application,
    Documents,
    Fees,
    Papers,
    History,
}

/// What a dialog asks the reason of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Withdraw,
    Void,
    Reveal,
}

/// A case on the screen.
#[derive(Debug)]
pub struct CasePage {
    number: String,
    file: Cached<Arc<CaseFile>>,
    section: Option<Section>,
    step_form: Option<StepForm>,
    papers: papers::Papers,
    history: history::History,
    documents: documents::Documents,
    dialog: Option<(Asking, ReasonDialog)>,
    correction: Option<CorrectionForm>,
    revealed: bool,
    /// The form to print at once.
    offer: String,
    /// The step that the clerk asked for in the stepper before its time.
    too_soon: Option<StepId>,
    preview: Preview,
    save_as: Option<SaveAs>,
    /// The form and the epoch that the preview shows.
    previewed: Option<(String, u64)>,
}

impl CasePage {
    pub fn new(number: String) -> Self {
        Self::offering(number, String::new())
    }

    /// A case that was just taken, with the paper to hand out.
    pub fn offering(number: String, offer: String) -> Self {
        Self {
            number,
            file: Cached::default(),
            section: None,
            step_form: None,
            papers: papers::Papers::default(),
            history: history::History::default(),
            documents: documents::Documents::default(),
            dialog: None,
            correction: None,
            revealed: false,
            offer,
            too_soon: None,
            preview: Preview::default(),
            save_as: None,
            previewed: None,
        }
    }

    pub fn number(&self) -> &str {
        &self.number
    }

    /// Keeps the step that is being typed.
    pub fn keep(&mut self, shell: &mut Shell) {
        if let Some(form) = &mut self.step_form {
            form.keep(shell);
        }
    }

    /// Closes what lies on top; says whether there was anything.
    pub fn step_back(&mut self) -> bool {
        self.save_as.take().is_some() || self.dialog.take().is_some()
    }

    /// Saves a copy of the paper in the preview.
    fn save_as(&mut self, shell: &mut Shell) {
        let form = self.form_at_hand();
        self.save_as = printing::issue(shell, &self.number, &form, Mode::Filled).map(SaveAs::new);
    }

    /// Prints the paper in the preview.
    pub fn print(&mut self, shell: &mut Shell) {
        let form = self.form_at_hand();
        if form.is_empty() {
            shell.messages.done("在“文书”里选一张来打印");
        } else {
            printing::print_and_show(shell, &self.number, &form, Mode::Filled);
            self.offer.clear();
        }
    }

    pub(super) fn case_ui(&mut self, ui: &mut Ui, shell: &mut Shell, preview: bool) -> Onward {
        let number = &self.number;
        let read = self.file.refresh(shell, |work| {
            Ok(Arc::new(case_file::case_file(work, number)?))
        });
        if read {
            self.too_soon = None;
        }
        let Some(file) = self.file.value().map(Arc::clone) else {
            return Onward::Close;
        };
        let short = stepper::is_short(ui, &file);
        let head = theme::work_frame(ui);
        Panel::top("case head")
            .resizable(false)
            .frame(head)
            .show(ui, |ui| {
                if let Some(asking) = head::head_ui(ui, &file) {
                    self.ask(asking, head::last_in_words(shell, &file));
                }
                if file.case.state != CaseState::Waiting {
                    ui.add_space(theme::NEAR);
                    if let Some(item) = stepper::stepper_ui(ui, shell, &file, short) {
                        self.go_to(shell, &file, &item.step);
                    }
                    let asked = self.too_soon.as_ref();
                    asked.inspect(|step| stepper::waits_for_ui(ui, &file, step));
                }
            });
        let at_steps = matches!(self.section, Some(Section::Steps));
        if let (true, Some(form)) = (at_steps, &mut self.step_form) {
            let bar = theme::work_frame(ui);
            let acts = Panel::bottom("step acts")
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| form.acts_ui(ui, shell, &file));
            if let Some(paper) = acts.inner {
                self.offer = paper;
            }
        }
        let shows_paper = preview && self.follow(shell);
        if shows_paper {
            // Among the papers, the one chosen has its buttons in the list already.
            let listed = self.section == Some(Section::Papers) && self.offer.is_empty();
            Panel::right("case preview")
                .exact_size(ui.available_width() * 0.4)
                .resizable(false)
                .frame(theme::ground_frame(ui))
                .show(ui, |ui| match self.preview.preview_ui(ui, !listed) {
                    Wish::Nothing => {}
                    Wish::Print => self.print(shell),
                    Wish::SaveAs => self.save_as(shell),
                });
        }
        let work = theme::work_frame(ui);
        CentralPanel::default().frame(work).show(ui, |ui| {
            self.offer_ui(ui, shell, &file);
            self.section_ui(ui, shell, &file);
        });
        self.dialog_ui(ui, shell);
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
        Onward::Stay
    }

    /// Shows the paper at hand; says whether there is one.
    fn follow(&mut self, shell: &mut Shell) -> bool {
        let form = self.form_at_hand();
        if form.is_empty() {
            return false;
        }
        let wanted = (form, shell.epoch());
        if self.previewed.as_ref() != Some(&wanted) {
            self.preview
                .show(printing::preview(shell, &self.number, &wanted.0));
            self.previewed = Some(wanted);
        }
        self.preview.has_document()
    }

    /// The form that goes with what is being done.
    fn form_at_hand(&self) -> String {
        if !self.offer.is_empty() {
            return self.offer.clone();
        }
        match self.section {
            Some(Section::Papers) => self.papers.chosen().to_owned(),
            Some(Section::Steps) | None => self
                .step_form
                .as_ref()
                .map_or_else(String::new, |form| form.form().to_owned()),
            Some(Section::Application) => self.application_form(),
            _ => String::new(),
        }
    }

    /// To a step chosen in the stepper; one whose time has not come says so.
    fn go_to(&mut self, shell: &mut Shell, file: &CaseFile, step: &StepId) {
        self.too_soon = None;
        if let Some(next) = file.next.iter().find(|next| next.step == *step) {
            self.keep(shell);
            self.step_form = Some(StepForm::new(shell, file, next));
            self.section = Some(Section::Steps);
        } else {
            self.too_soon = Some(step.clone());
        }
    }

    /// The form on which this case was applied for.
    fn application_form(&self) -> String {
        let application = self.file.value().map(|file| &file.case.application);
        let form = application.and_then(|a| print::application_form(a.kind, a.class).ok());
        form.flatten()
            .map_or_else(String::new, |form| form.id.clone())
    }

    /// The paper to hand out right after the case was taken, or a step failed.
    fn offer_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        if self.offer.is_empty() {
            return;
        }
        let palette = theme::palette(ui);
        let title = printing::title(&self.offer);
        let mut recorded = file.steps.iter().rev();
        let last = recorded.find(|record| record.withdrawn.is_none());
        let failed = last.filter(|record| record.result == StepResult::Fail);
        let (words, ground) = if let Some(record) = failed {
            let step = shell.manual().procedures.name(&record.step);
            let words = format!("▲ “{step}”不通过。把{title}交给客户。");
            (words, palette.amber_ground)
        } else if file.case.state == CaseState::Waiting {
            let words = "◇ 资料未齐，办理时限还没有开始。把一次性告知单交给客户。";
            (words.to_owned(), palette.amber_ground)
        } else {
            let limits = if file.deadlines.is_empty() {
                ""
            } else {
                "，办理时限开始"
            };
            let words = format!("✓ 已受理{limits}。把受理回执交给客户。");
            (words, palette.green_ground)
        };
        theme::patch_frame(ground).show(ui, |ui| {
            ui.take_available_width();
            ui.add(egui::Label::new(words).wrap());
            ui.horizontal(|ui| {
                if button::primary_ui(ui, &format!("打印{title}")).clicked() {
                    self.print(shell);
                } else if ui.button("先不打印").clicked() {
                    self.offer.clear();
                }
            });
        });
        ui.add_space(theme::NEAR);
    }

    fn section_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &Arc<CaseFile>) {
        let waiting = file.case.state == CaseState::Waiting;
        let first = if waiting {
            Section::Documents
        } else {
            Section::Steps
        };
        let section = *self.section.get_or_insert(first);
        let enough = file.documents.iter().filter(|line| line.enough).count();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (other, name) in [
                (Section::Steps, "办理".to_owned()),
                (Section::Application, "申请内容".to_owned()),
                (
                    Section::Documents,
                    format!("资料 {enough}/{}", file.documents.len()),
                ),
                (Section::Fees, "费用".to_owned()),
                (Section::Papers, "文书".to_owned()),
                (Section::History, "流水".to_owned()),
            ] {
                let tab = ui.add(Button::selectable(section == other, name));
                if tab.clicked() {
                    self.section = Some(other);
                }
            }
        });
        ui.add_space(theme::NEAR);
        // The next step is read from its head, not from where the last one was left.
        let step = self.step_form.as_ref().map(StepForm::name);
        ScrollArea::vertical()
            .id_salt(("case section", section as u8, step))
            .auto_shrink(false)
            .show(ui, |ui| match section {
                Section::Steps => self.steps_ui(ui, shell, file),
                Section::Application => self.application_section_ui(ui, shell, &file.case),
                Section::Documents => self.documents_ui(ui, shell, file),
                Section::Fees => fees::fees_ui(ui, file),
                Section::Papers => {
                    let number = &file.case.number;
                    self.papers.papers_ui(ui, shell, number, &file.prints);
                }
                Section::History => self.history.history_ui(ui, shell, file),
            });
    }

    fn steps_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &Arc<CaseFile>) {
        StepForm::follow(&mut self.step_form, shell, file);
        if let Some(form) = &mut self.step_form {
            if form.step_form_ui(ui, shell, file) {
                self.documents.lead_to(form.step().clone());
                self.section = Some(Section::Documents);
            }
        } else {
            ui.label(head::rest_in_words(file));
        }
        if let Some(removal) = &file.removal {
            ui.add_space(theme::NEAR);
            let (day, last) = (removal.removed_on, removal.last.due);
            let capacity = file.case.application.capacity;
            let words = format!("{day}拆表，容量{capacity}保留，最迟{last}申请复装。");
            ui.add(egui::Label::new(words).wrap());
        }
        ui.add_space(theme::APART);
        limits::limits_ui(ui, shell, file);
    }

    fn application_section_ui(&mut self, ui: &mut Ui, shell: &mut Shell, case: &Case) {
        if let Some(form) = &mut self.correction {
            if form.correction_ui(ui, shell) {
                self.correction = None;
            }
            return;
        }
        let open = matches!(case.state, CaseState::Waiting | CaseState::Accepted);
        match application::application_ui(ui, case, self.revealed, open) {
            application::Wish::Nothing => {}
            application::Wish::Reveal => self.ask(Asking::Reveal, String::new()),
            application::Wish::Correct => {
                let target = Target::Case(case.number.clone());
                let form = CorrectionForm::new(target, &case.application.customer);
                self.correction = Some(form);
            }
        }
    }

    fn documents_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        if self.documents.documents_ui(ui, shell, file) {
            self.section = Some(Section::Steps);
            RECEIPT.clone_into(&mut self.offer);
        }
    }

    /// `last`: the step recorded last.
    fn ask(&mut self, asking: Asking, last: String) {
        let dialog = match asking {
            Asking::Withdraw => ReasonDialog::new(
                "撤回上一步",
                &format!("{last}会撤回，记录和原因都留着。"),
                "撤回",
            ),
            Asking::Void => ReasonDialog::new(
                "作废工单",
                "工单不再办理，编号和全部记录留着。作废后不能恢复。",
                "作废",
            ),
            Asking::Reveal => ReasonDialog::new(
                "查看完整证件和电话",
                "谁、什么时候、为什么看的会记进流水。",
                "查看",
            ),
        };
        self.dialog = Some((asking, dialog));
    }

    fn dialog_ui(&mut self, ui: &Ui, shell: &mut Shell) {
        let Some((asking, dialog)) = &mut self.dialog else {
            return;
        };
        let reason = match dialog.dialog_ui(ui.ctx()) {
            Answer::Open => return,
            Answer::Cancelled => {
                self.dialog = None;
                return;
            }
            Answer::Confirmed(reason) => reason,
        };
        let (number, asking) = (&self.number, *asking);
        let done: Result<&str, Vec<Refusal>> = shell.act(|work| -> Result<&str, OfficeError> {
            match asking {
                Asking::Withdraw => withdraw::withdraw(work, number, &reason).map(|_| "已撤回"),
                Asking::Void => void::void(work, number, &reason).map(|()| "工单已作废"),
                Asking::Reveal => reveal::reveal(work, number, &reason).map(|()| "已记入流水"),
            }
        });
        match done {
            Ok(news) => {
                shell.messages.done(news);
                self.revealed |= asking == Asking::Reveal;
                if asking != Asking::Reveal {
                    self.offer.clear();
                }
                self.dialog = None;
            }
            Err(refusals) => dialog.refused(refusals),
        }
    }
}
