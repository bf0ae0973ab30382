//! A file on the screen: its head and states, the step at hand, the amount, papers, what was recorded.

use std::sync::Arc;

use egui::{Button, CentralPanel, Label, Panel, RichText, ScrollArea, Ui};

use crate::model::claim::{ClaimKind, ClaimState};
use crate::model::money::figures;
use crate::office::OfficeError;
use crate::office::case_file::NextStep;
use crate::office::claim::file::{self, ClaimFile, open_amount};
use crate::office::claim::{suggested, take_back};
use crate::office::print::{Mode, Wanted};
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::deadline::DeadlineState;
use crate::ui::printing;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::business::case::papers::Papers;
use crate::ui::theme;
use crate::ui::widgets::above_acts::above_acts_ui;
use crate::ui::widgets::button;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::dialog::{ReasonDialog, reason_ui};
use crate::ui::widgets::preview::{Preview, Wish};
use crate::ui::widgets::save_as::SaveAs;

use super::correction::FactsForm;
use super::sections;
use super::step::StepForm;

/// Steps that lead away from the usual way.
const ASIDE: [&str; 4] = ["disputed", "referred", "not_liable", "remedied"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Steps,
    Found,
    Papers,
    Records,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Withdraw,
    Void,
}

#[derive(Debug)]
pub(super) struct ClaimPage {
    number: String,
    file: Cached<Arc<ClaimFile>>,
    section: Section,
    step: Option<StepForm>,
    papers: Papers,
    preview: Preview,
    previewed: Option<(Wanted, u64)>,
    save_as: Option<SaveAs>,
    dialog: Option<(Asking, ReasonDialog)>,
    correction: Option<FactsForm>,
}

impl ClaimPage {
    pub(super) fn new(number: String) -> Self {
        Self {
            number,
            file: Cached::default(),
            section: Section::default(),
            step: None,
            papers: Papers::default(),
            preview: Preview::default(),
            previewed: None,
            save_as: None,
            dialog: None,
            correction: None,
        }
    }

    pub(super) fn number(&self) -> &str {
        &self.number
    }

    /// Closes what lies on top; says whether there was anything.
    pub(super) fn step_back(&mut self) -> bool {
        self.save_as.take().is_some()
            || self.dialog.take().is_some()
            || self.correction.take().is_some()
    }

    /// Prints the paper in the preview.
    pub(super) fn print(&mut self, shell: &mut Shell) {
        match self.sheet_at_hand() {
            None => shell.messages.done("在“文书”里选一张来打印"),
            Some(sheet) => printing::print_and_show(shell, &self.number, &sheet, Mode::Filled),
        }
    }

    /// The sheet of the step at hand, or the one chosen; else the one that the kind is known by.
    fn sheet_at_hand(&self) -> Option<Wanted> {
        let of_step = self.step.as_ref().map(|step| &step.sheet);
        let sheet = match self.section {
            Section::Papers => self.papers.chosen().cloned(),
            Section::Steps => of_step.cloned().flatten(),
            Section::Found | Section::Records => None,
        };
        if sheet.is_some() {
            return sheet;
        }
        let file = self.file.value()?;
        let usual = match file.claim.kind {
            ClaimKind::Late => "late_charge_sheet",
            ClaimKind::Breach | ClaimKind::Theft => "liability_notice",
            ClaimKind::Damage if file.worked.is_some() => "damage_assessment",
            ClaimKind::Damage => "damage_register",
        };
        Some(Wanted::from(usual))
    }

    pub(super) fn page_ui(&mut self, ui: &mut Ui, shell: &mut Shell, beside: bool) {
        let number = &self.number;
        let read = self
            .file
            .refresh(shell, |work| Ok(Arc::new(file::file(work, number)?)));
        let Some(file) = self.file.value().map(Arc::clone) else {
            ui.label("这份档案读不出来。");
            return;
        };
        if read {
            self.follow(&file);
        }
        let head = theme::work_frame(ui);
        Panel::top("claim head")
            .resizable(false)
            .frame(head)
            .show(ui, |ui| self.head_ui(ui, shell, &file));
        let next = self.next(&file).cloned();
        if beside {
            self.preview_ui(ui, shell);
        }
        let state = &mut (&mut *self, &mut *shell);
        if let (Section::Steps, Some(next)) = (state.0.section, &next) {
            above_acts_ui(
                ui,
                "claim step",
                state,
                |ui, (page, shell)| page.section_ui(ui, shell, &file),
                |ui, (page, shell)| {
                    let step = page.step.as_mut();
                    if step.is_some_and(|step| step.acts_ui(ui, shell, &file, next)) {
                        page.step = None;
                    }
                },
            );
        } else {
            let work = CentralPanel::default().frame(theme::work_frame(ui));
            work.show(ui, |ui| state.0.section_ui(ui, state.1, &file));
        }
        self.dialog_ui(ui, shell);
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
    }

    fn next<'a>(&self, file: &'a ClaimFile) -> Option<&'a NextStep> {
        let step = self.step.as_ref()?;
        file.next
            .iter()
            .find(|next| next.step.as_str() == step.step)
    }

    /// Stays at the step as long as it can be recorded, else goes to the next that leads on.
    fn follow(&mut self, file: &ClaimFile) {
        let stays = self.step.as_ref().is_some_and(|step| {
            let mut next = file.next.iter();
            next.any(|next| next.step.as_str() == step.step && next.round == step.round)
        });
        if stays {
            return;
        }
        let due = file.worked.is_none() && file.claim.state == ClaimState::OnSite;
        let leads = |next: &&NextStep| match next.step.as_str() {
            WORKED_OUT => due,
            aside => !due && !ASIDE.contains(&aside),
        };
        let first = file.next.iter().find(leads).or(file.next.first());
        self.step = first.map(|next| StepForm::new(file, next));
    }

    fn head_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &ClaimFile) {
        let claim = &file.claim;
        ui.horizontal(|ui| {
            let overdue = file
                .limits
                .iter()
                .any(|limit| limit.deadline.state == DeadlineState::Overdue);
            let urgency = match (claim.state.is_open(), overdue) {
                (false, _) => Urgency::Done,
                (true, true) => Urgency::Overdue,
                (true, false) => Urgency::Open,
            };
            chip::chip_ui(ui, urgency, &file.state_in_words());
            let name = RichText::new(&file.customer.party.name).heading();
            ui.add(Label::new(name).truncate());
        });
        ui.horizontal_wrapped(|ui| {
            ui.label(claim.kind.chinese());
            ui.weak(&claim.number);
            if button::quiet_ui(ui, &format!("户号 {}", claim.account)).clicked() {
                shell.ask(Action::OpenCustomer(claim.account.clone()));
            }
            if file.steps.iter().any(|step| step.withdrawn.is_none())
                && claim.state != ClaimState::Voided
                && button::quiet_ui(ui, "撤回上一步…").clicked()
            {
                self.ask(Asking::Withdraw);
            }
            if claim.state.is_open() && button::quiet_ui(ui, "作废…").clicked() {
                self.ask(Asking::Void);
            }
            let may_grow = claim.rule() == "BREACH-2" && claim.state.is_open();
            if may_grow && button::quiet_ui(ui, "开办增容").clicked() {
                shell.ask(Action::ChangeAs(Box::new(suggested::increase(claim))));
            }
        });
        let sums = claim.sums();
        let repairs = if sums.repairs.is_zero() {
            String::new()
        } else {
            let repaired = file
                .steps
                .iter()
                .any(|record| record.withdrawn.is_none() && record.step.as_str() == "repaired");
            let state = if repaired {
                "已修复"
            } else {
                "还没有修复"
            };
            format!("（其中修理 {} 元，{state}）", figures(sums.repairs))
        };
        let words = format!(
            "合计 {} 元{repairs}　已付 {} 元　还要付 {} 元",
            figures(sums.amount),
            figures(claim.paid),
            figures(open_amount(claim))
        );
        ui.add(Label::new(words).wrap());
        for limit in &file.limits {
            let deadline = &limit.deadline;
            let palette = theme::palette(ui);
            let (sign, ink) = match deadline.state {
                DeadlineState::Overdue => ("■", palette.red),
                DeadlineState::Open => ("○", palette.text),
                DeadlineState::Met => ("✓", palette.green),
                DeadlineState::Late => ("▲", palette.amber),
            };
            let note = deadline
                .note
                .as_ref()
                .map_or(String::new(), |note| format!("（{note}）"));
            let words = format!(
                "{sign} {}：{}，{}{note}",
                limit.name,
                deadline.due,
                deadline.state.chinese()
            );
            ui.add(Label::new(RichText::new(words).small().color(ink)).wrap())
                .on_hover_text(deadline.why());
        }
    }

    fn section_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &Arc<ClaimFile>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (section, name) in [
                (Section::Steps, "办理"),
                (Section::Found, "事实和金额"),
                (Section::Papers, "文书"),
                (Section::Records, "记录"),
            ] {
                if ui
                    .add(Button::selectable(self.section == section, name))
                    .clicked()
                {
                    self.section = section;
                }
            }
        });
        ui.add_space(theme::NEAR);
        ScrollArea::vertical()
            .id_salt(("claim section", self.section as u8))
            .auto_shrink(false)
            .show(ui, |ui| match self.section {
                Section::Steps => self.steps_ui(ui, shell, file),
                Section::Found => self.found_ui(ui, shell, file),
                Section::Papers => {
                    let number = &file.claim.number;
                    self.papers.papers_ui(ui, shell, number, &file.prints);
                }
                Section::Records => sections::records_ui(ui, shell, file),
            });
    }

    fn steps_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &ClaimFile) {
        if file.next.is_empty() {
            ui.label("这份档案办完了。");
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.weak("现在可以办：");
            for next in &file.next {
                let here = self
                    .step
                    .as_ref()
                    .is_some_and(|step| step.step == next.step.as_str());
                let tab = ui.add(Button::selectable(here, next.name.as_str()));
                if tab.clicked() && !here {
                    self.step = Some(StepForm::new(file, next));
                }
            }
        });
        let next = self.next(file).cloned();
        if let (Some(step), Some(next)) = (&mut self.step, &next) {
            step.step_ui(ui, shell, file, next);
        }
    }

    fn found_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &ClaimFile) {
        if let Some(form) = &mut self.correction {
            if form.correction_ui(ui, shell) {
                self.correction = None;
            }
            ui.add_space(theme::NEAR);
        } else if file.claim.state.is_open() && button::quiet_ui(ui, "更正事实…").clicked() {
            self.correction = Some(FactsForm::new(&file.claim));
        }
        sections::found_ui(ui, shell, file);
    }

    fn preview_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let Some(sheet) = self.sheet_at_hand() else {
            return;
        };
        let wanted = (sheet, shell.epoch());
        if self.previewed.as_ref() != Some(&wanted) {
            self.preview
                .show(printing::preview(shell, &self.number, &wanted.0));
            self.previewed = Some(wanted.clone());
        }
        if !self.preview.has_document() {
            return;
        }
        let listed = self.section == Section::Papers;
        let wish = Panel::right("claim preview")
            .exact_size(ui.available_width() * 0.42)
            .resizable(false)
            .frame(theme::ground_frame(ui))
            .show(ui, |ui| self.preview.preview_ui(ui, !listed));
        match wish.inner {
            Wish::Nothing => {}
            Wish::Print => self.print(shell),
            Wish::SaveAs => {
                let path = printing::issue(shell, &self.number, &wanted.0, Mode::Filled);
                self.save_as = path.map(SaveAs::new);
            }
        }
    }

    fn ask(&mut self, asking: Asking) {
        let dialog = match asking {
            Asking::Withdraw => ReasonDialog::new(
                "撤回上一步",
                "最后记录的一步会撤回，记录和原因都留着。",
                "撤回",
            ),
            Asking::Void => ReasonDialog::new(
                "作废档案",
                "档案不再办理，编号和全部记录留着。作废后不能恢复。",
                "作废",
            ),
        };
        self.dialog = Some((asking, dialog));
    }

    fn dialog_ui(&mut self, ui: &Ui, shell: &mut Shell) {
        let number = &self.number;
        let act = |asking: &Asking, reason: &str| {
            shell.act(|work| -> Result<&str, OfficeError> {
                match asking {
                    Asking::Withdraw => take_back::withdraw(work, number, reason).map(|_| "已撤回"),
                    Asking::Void => take_back::void(work, number, reason).map(|()| "档案已作废"),
                }
            })
        };
        if let Some((_, news)) = reason_ui(&mut self.dialog, ui.ctx(), act) {
            shell.messages.done(news);
        }
    }
}
