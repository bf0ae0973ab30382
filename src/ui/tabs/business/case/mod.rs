//! A case: its head and stepper, and below it one section at a time.

mod application;
mod documents;
mod fees;
mod head;
pub(in crate::ui::tabs) mod history;
mod limits;
mod offer;
pub(in crate::ui::tabs) mod papers;
pub(in crate::ui::tabs) mod rows;
pub(in crate::ui::tabs) mod step_field;
mod step_form;
mod step_typed;
mod stepper;
mod suggested;
mod unprinted;
mod used;

use std::sync::Arc;

use egui::{Button, CentralPanel, Panel, ScrollArea, Ui};

use crate::model::case::{Case, StepId};
use crate::model::vocabulary::CaseState;
use crate::office::case_file::{self, CaseFile};
use crate::office::print::{self, Mode, Wanted};
use crate::office::{OfficeError, reveal, void, withdraw};
use crate::ui::printing;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::above_acts::above_acts_ui;
use crate::ui::widgets::correction::{CorrectionForm, Target};
use crate::ui::widgets::dialog::{ReasonDialog, reason_ui};
use crate::ui::widgets::preview::{Preview, Wish};
use crate::ui::widgets::save_as::SaveAs;

use super::Onward;
use offer::Offer;
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
    /// The paper to hand out or to file at once.
    offer: Option<Offer>,
    /// The step that the clerk asked for in the stepper before its time.
    too_soon: Option<StepId>,
    used: used::Used,
    preview: Preview,
    save_as: Option<SaveAs>,
    /// The sheet and the epoch that the preview shows.
    previewed: Option<(Wanted, u64)>,
}

impl CasePage {
    pub fn new(number: String) -> Self {
        Self::with(number, None)
    }

    /// A case that was just taken, with the form to hand out.
    pub fn offering(number: String, form: &str) -> Self {
        Self::with(number, Some(Offer::taken(form)))
    }

    fn with(number: String, offer: Option<Offer>) -> Self {
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
            used: used::Used::default(),
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
        if let Some(wanted) = self.sheet_at_hand() {
            let path = printing::issue(shell, &self.number, &wanted, Mode::Filled);
            self.save_as = path.map(SaveAs::new);
        }
    }

    /// Prints the paper in the preview.
    pub fn print(&mut self, shell: &mut Shell) {
        match self.sheet_at_hand() {
            None => shell.messages.done("在“文书”里选一张来打印"),
            Some(wanted) => self.print_sheet(shell, &wanted),
        }
    }

    fn print_sheet(&mut self, shell: &mut Shell, wanted: &Wanted) {
        printing::print_and_show(shell, &self.number, wanted, Mode::Filled);
        self.offer.take_if(|offer| offer.wanted == *wanted);
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
        let shows_paper = preview && self.follow(shell);
        if shows_paper {
            // Among the papers, the one chosen has its buttons in the list already.
            let offered = self.offer.as_ref().is_some_and(|offer| offer.at_hand);
            let listed = self.section == Some(Section::Papers) && !offered;
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
        let work_ui = |ui: &mut Ui, (page, shell): &mut (&mut Self, &mut Shell)| {
            page.offer_ui(ui, shell, &file);
            page.section_ui(ui, shell, &file);
        };
        let state = &mut (&mut *self, &mut *shell);
        if matches!(state.0.section, Some(Section::Steps)) && state.0.step_form.is_some() {
            above_acts_ui(ui, "step", state, work_ui, |ui, (page, shell)| {
                page.acts_ui(ui, shell, &file);
            });
        } else {
            let work = CentralPanel::default().frame(theme::work_frame(ui));
            work.show(ui, |ui| work_ui(ui, state));
        }
        self.dialog_ui(ui, shell);
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
        Onward::Stay
    }

    /// What can be done with the step at hand, and what follows from it.
    fn acts_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        let Some(form) = &mut self.step_form else {
            return;
        };
        let recorded = form.acts_ui(ui, shell, file);
        // The paper of the step before stays among the papers; it is in the way of this one's.
        if form.take_begun() {
            self.offer = None;
        }
        if form.take_to_papers() {
            self.section = Some(Section::Papers);
        }
        if let Some(record) = recorded {
            self.offer = Offer::after(shell, &self.number, record);
        }
    }

    /// Shows the paper at hand; says whether there is one.
    fn follow(&mut self, shell: &mut Shell) -> bool {
        let Some(sheet) = self.sheet_at_hand() else {
            return false;
        };
        let wanted = (sheet, shell.epoch());
        if self.previewed.as_ref() != Some(&wanted) {
            self.preview
                .show(printing::preview(shell, &self.number, &wanted.0));
            self.previewed = Some(wanted);
        }
        self.preview.has_document()
    }

    /// The sheet that goes with what is being done.
    fn sheet_at_hand(&self) -> Option<Wanted> {
        if let Some(offer) = self.offer.as_ref().filter(|offer| offer.at_hand) {
            return Some(offer.wanted.clone());
        }
        match self.section {
            Some(Section::Papers) => self.papers.chosen().cloned(),
            Some(Section::Steps) | None => {
                let file = self.file.value()?;
                self.step_form.as_ref()?.sheet(file)
            }
            Some(Section::Application) => self.application_form(),
            _ => None,
        }
    }

    /// To a step chosen in the stepper; one whose time has not come says so.
    fn go_to(&mut self, shell: &mut Shell, file: &CaseFile, step: &StepId) {
        self.too_soon = None;
        if let Some(next) = file.next.iter().find(|next| next.step == *step) {
            self.keep(shell);
            self.step_form = Some(StepForm::new(shell, file, next));
            self.section = Some(Section::Steps);
            self.offer = None;
        } else {
            self.too_soon = Some(step.clone());
        }
    }

    /// The form on which this case was applied for.
    fn application_form(&self) -> Option<Wanted> {
        let application = &self.file.value()?.case.application;
        let form = print::application_form(application.kind, application.class);
        Some(form.ok()??.id.as_str().into())
    }

    /// The paper to hand out or to file right after the case was taken, or a step recorded.
    fn offer_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        let Some(offer) = &self.offer else {
            return;
        };
        match offer::offer_ui(ui, shell, file, offer) {
            offer::Wish::Nothing => {}
            offer::Wish::Print => {
                let wanted = offer.wanted.clone();
                self.print_sheet(shell, &wanted);
            }
            offer::Wish::Dismiss => self.offer = None,
        }
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
                    // What is looked at is what the preview shows.
                    if let Some(offer) = &mut self.offer {
                        offer.at_hand = false;
                    }
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
            let capacity = file.case.application.capacity;
            let words = format!("{}。", removal.in_words(capacity, shell.today()));
            ui.add(egui::Label::new(words).wrap());
        }
        self.used.used_ui(ui, shell, &file.case);
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
            self.offer = Some(Offer::taken(RECEIPT));
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
        let number = &self.number;
        let act = |asking: &Asking, reason: &str| {
            shell.act(|work| -> Result<&str, OfficeError> {
                match asking {
                    Asking::Withdraw => withdraw::withdraw(work, number, reason).map(|_| "已撤回"),
                    Asking::Void => void::void(work, number, reason).map(|()| "工单已作废"),
                    Asking::Reveal => reveal::reveal(work, number, reason).map(|()| "已记入流水"),
                }
            })
        };
        let Some((asking, news)) = reason_ui(&mut self.dialog, ui.ctx(), act) else {
            return;
        };
        shell.messages.done(news);
        if asking == Asking::Reveal {
            self.revealed = true;
        } else {
            self.offer = None;
        }
    }
}
