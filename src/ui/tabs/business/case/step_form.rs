//! The step at hand: its fields as the procedure describes them, its day, its result.

use chrono::NaiveDate;
use egui::{Button, Label, RichText, Ui};

use crate::model::case::{StepId, StepRecord};
use crate::model::price::Charge;
use crate::model::vocabulary::{CaseState, LateReason};
use crate::office::case_file::{CaseFile, NextField, NextStep};
use crate::office::part::contract_form;
use crate::office::print::Wanted;
use crate::office::{Work, draft, filing, price, step};
use crate::rules::Refusal;
use crate::rules::field::{self, FieldContext, FieldKind, Pick};
use crate::rules::progress::PART;
use crate::rules::step_entry::LATE_REASON;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::warned::warned_ui;
use crate::ui::widgets::{button, ime, refusals};

use super::super::autosave::Autosave;
use super::step_field::{Holds, step_field_ui};
use super::step_typed::{Typed, begins_anew};
use super::unprinted::UnprintedDialog;

/// The form of a step.
#[derive(Debug)]
pub(super) struct StepForm {
    step: StepId,
    round: u32,
    /// The sheet that goes with it.
    sheet: Option<Wanted>,
    typed: Typed,
    checks: Checks,
    autosave: Autosave,
    /// The charges in force, with the day they were looked up for.
    charges: Cached<Vec<Charge>>,
    charged_on: Option<NaiveDate>,
    /// Something was typed since this was asked last.
    is_begun: bool,
    /// Before the dossier is filed.
    asking: UnprintedDialog,
    /// What is odd about the readings typed.
    warnings: Vec<String>,
    /// What the last reading of an account that closes comes to.
    last_use: Option<String>,
}

impl StepForm {
    /// Keeps `form` at a step that can be recorded now: the same one as long as it can, else the first.
    pub(super) fn follow(form: &mut Option<Self>, shell: &mut Shell, file: &CaseFile) {
        let stays = form.as_ref().is_some_and(|form| {
            file.next
                .iter()
                .any(|next| next.step == form.step && next.round == form.round)
        });
        if !stays {
            let went_on = form.is_some();
            *form = file.next.first().map(|next| Self::new(shell, file, next));
            if let (true, Some(form)) = (went_on, form) {
                form.checks = Checks::at_hand();
            }
        }
    }

    pub(super) fn new(shell: &mut Shell, file: &CaseFile, next: &NextStep) -> Self {
        let name = format!("step/{}/{}/{}", file.case.number, next.step, next.round);
        let kept = shell.look(|work| draft::load(work, &name)).flatten();
        let typed = kept.and_then(|kept| serde_json::from_value(kept.body).ok());
        let typed: Typed = typed.unwrap_or_else(|| Typed::beginning(shell, file, next));
        Self {
            step: next.step.clone(),
            round: next.round,
            sheet: next.sheet.clone(),
            last_use: typed.last_use(shell, file, next),
            typed,
            checks: Checks::default(),
            autosave: Autosave::new(name),
            charges: Cached::default(),
            charged_on: None,
            is_begun: false,
            asking: UnprintedDialog::default(),
            warnings: Vec::new(),
        }
    }

    /// The step and its round.
    pub(super) fn name(&self) -> String {
        self.autosave.name().to_owned()
    }

    pub(super) fn step(&self) -> &StepId {
        &self.step
    }

    /// The sheet that goes with the step; of a part's contract, that of the part chosen.
    pub(super) fn sheet(&self, file: &CaseFile) -> Option<Wanted> {
        let chosen = self.typed.text(PART).parse::<u32>().ok();
        let sheet = self.sheet.clone()?;
        let Some(number) = chosen.filter(|_| sheet.round.is_some()) else {
            return Some(sheet);
        };
        let part = file
            .parts
            .get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(Wanted {
            form: contract_form(part.part.class),
            round: Some(number),
        })
    }

    /// Whether something was typed since this was asked last.
    pub(super) fn take_begun(&mut self) -> bool {
        std::mem::take(&mut self.is_begun)
    }

    pub(super) fn keep(&mut self, shell: &mut Shell) {
        let typed = &self.typed;
        self.autosave
            .keep(shell, || serde_json::to_value(typed).ok());
    }

    /// Draws the form; says whether the clerk wants to the papers.
    pub(super) fn step_form_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) -> bool {
        if let Some(other) = other_step_ui(ui, file, &self.step) {
            self.keep(shell);
            *self = Self::new(shell, file, other);
            self.checks = Checks::at_hand();
            self.is_begun = true;
        }
        let Some(next) = file.next.iter().find(|next| next.step == self.step) else {
            return false;
        };
        head_ui(ui, next, self.typed.missed(next, shell.today()));
        let to_papers = papers_ui(ui, file, &next.step);
        self.fields_ui(ui, shell, next);
        self.checks_follow(ui, shell, file, next);
        to_papers
    }

    /// What can be done with the form; stays in sight below it. Returns what was recorded.
    pub(super) fn acts_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CaseFile,
    ) -> Option<StepRecord> {
        let next = file.next.iter().find(|next| next.step == self.step)?;
        if let Some(words) = &self.last_use {
            ui.add(Label::new(words).wrap());
        }
        for words in &self.warnings {
            warned_ui(ui, words);
        }
        refusals::above_button_ui(ui, self.checks.refusals());
        let mut recorded = None;
        ui.horizontal(|ui| {
            if button::hand_in_ui(ui, &format!("记录“{}”", next.name)) {
                recorded = self.record_or_ask(shell, file, next);
            }
            if let Some(kept_at) = self.autosave.kept_at() {
                ui.weak(format!("草稿已存 {}", kept_at.format("%H:%M:%S")));
            }
        });
        if self.asking.is_ended(ui.ctx()) {
            recorded = self.record(shell, file, next);
        }
        recorded
    }

    /// Whether the clerk wants to the papers that were not printed, since this was asked last.
    pub(super) fn take_to_papers(&mut self) -> bool {
        self.asking.take_to_papers()
    }

    /// A dossier whose papers were not all printed is filed only where the clerk says so.
    fn record_or_ask(
        &mut self,
        shell: &mut Shell,
        file: &CaseFile,
        next: &NextStep,
    ) -> Option<StepRecord> {
        if self.step.as_str() == filing::FILED {
            let number = &file.case.number;
            let unprinted = shell.look(|work| filing::never_issued(work, number))?;
            if !unprinted.is_empty() {
                self.asking = UnprintedDialog::of(unprinted);
                return None;
            }
        }
        self.record(shell, file, next)
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &mut Shell, next: &NextStep) {
        self.look_up_charges(shell, next);
        let charges = self.charges.value().map_or(&[][..], Vec::as_slice);
        let typed = &mut self.typed;
        let checks = &mut self.checks;
        if next.results.len() > 1 {
            let options: Vec<(&str, &str)> = next
                .results
                .iter()
                .map(|result| (result.wire(), result.chinese()))
                .collect();
            let field = Field::new("结果").help("不通过的写明原因，以后可以再办一次。");
            checks.few_ui(ui, "result", field, &options, &mut typed.result);
        }
        let today = shell.today();
        let hint = today.to_string();
        let on = Field::new("办理日期")
            .help("实际办理的那一天，不填就是今天。不能晚于今天，也不能早于受理和前面的环节。")
            .hint(&hint)
            .narrow();
        checks.text_ui(ui, "on", on, &mut typed.on);
        let result = typed.outcome();
        let meter = typed.meter().to_owned();
        for field in typed.asked(next, today) {
            let required = field.spec.required.on(result);
            let anew;
            let field = if begins_anew(next, field, &meter) {
                anew = NextField {
                    example: field.spec.example.clone(),
                    ..field.clone()
                };
                &anew
            } else {
                field
            };
            let holds = Holds {
                text: typed.fields.entry(field.spec.name.clone()).or_default(),
                rows: typed.rows.entry(field.spec.name.clone()).or_default(),
                charges,
            };
            step_field_ui(ui, shell, checks, field, required, holds);
        }
        typed.follow_meter(next, &meter);
        let asked = checks.refusals().iter().any(|r| r.field == LATE_REASON);
        if typed.missed(next, today).is_some() || asked {
            let field = Field::new("超期原因")
                .required(true)
                .help("已过法定期限，写明是哪一方的原因；统计时分别计算。");
            let reasons = options_of!(LateReason);
            checks.many_ui(ui, LATE_REASON, field, &reasons, &mut typed.late_reason);
        }
    }

    /// The charges in force on the day of the step, where one of its fields is picked from them.
    fn look_up_charges(&mut self, shell: &mut Shell, next: &NextStep) {
        let picks = |field: &NextField| field.spec.pick == Some(Pick::Charges);
        if !next.fields.iter().any(picks) {
            return;
        }
        let on = field::date(&self.typed.on).unwrap_or_else(|_| shell.today());
        if self.charged_on.replace(on) != Some(on) {
            self.charges.forget();
        }
        let look = |work: Work<'_>| price::charges_in_force(work, on);
        self.charges.refresh(shell, look);
    }

    /// Keeps the draft, and checks what was left.
    fn checks_follow(&mut self, ui: &Ui, shell: &mut Shell, file: &CaseFile, next: &NextStep) {
        let changed = self.checks.take_changed();
        self.is_begun |= changed;
        let typed = &self.typed;
        self.autosave
            .tick(ui, shell, changed, || serde_json::to_value(typed).ok());
        if self.checks.take_stale() && !ime::is_composing(ui.ctx()) {
            let found = self.check(shell, next);
            self.checks.checked(found);
            self.warnings = self.typed.warnings(shell, file, next);
            self.last_use = self.typed.last_use(shell, file, next);
        }
    }

    /// What is wrong with single fields; the whole is checked when it is handed in.
    fn check(&self, shell: &Shell, next: &NextStep) -> Vec<Refusal> {
        let settings = shell.settings();
        let context = FieldContext {
            operators: settings.active_operators(),
            account_length: settings.account_length(),
        };
        let mut found = Vec::new();
        if !self.typed.on.is_empty()
            && let Err(problem) = field::date(&self.typed.on)
        {
            found.push(Refusal::input("on", "办理日期", problem));
        }
        for field in self.typed.asked(next, shell.today()) {
            let spec = &field.spec;
            let text = self.typed.text(&spec.name);
            if spec.kind != FieldKind::Rows
                && let Err(problem) = spec.check(text, context)
            {
                found.push(Refusal::input(&spec.name, &spec.label, problem));
            }
        }
        found
    }

    /// Hands the step in; returns it once it is recorded.
    fn record(
        &mut self,
        shell: &mut Shell,
        file: &CaseFile,
        next: &NextStep,
    ) -> Option<StepRecord> {
        let number = &file.case.number;
        let entry = self.typed.entry(next, shell.today());
        match shell.act(|work| step::record(work, number, &entry)) {
            Ok(recorded) => {
                self.autosave.forget(shell);
                let news = match (&recorded.account, recorded.state) {
                    (Some(account), _) if next.step.as_str() == "energised" => {
                        format!("已送电，户号 {account}")
                    }
                    (Some(account), _) if next.step.as_str() == "metered" => {
                        format!("已装表，新户号 {account}")
                    }
                    (_, CaseState::Filed) => "资料已归档，这件工单办完了".to_owned(),
                    _ => format!("已记录“{}”", next.name),
                };
                let news = recorded
                    .warnings
                    .iter()
                    .fold(news, |news, words| format!("{news}。▲ {words}"));
                shell.messages.done(news);
                self.typed = Typed::default();
                self.warnings.clear();
                self.last_use = None;
                Some(recorded.record)
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                None
            }
        }
    }
}

/// The steps that can be recorded now, where there are several; returns another one chosen.
fn other_step_ui<'a>(ui: &mut Ui, file: &'a CaseFile, at: &StepId) -> Option<&'a NextStep> {
    if file.next.len() < 2 {
        return None;
    }
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.weak("现在可以办：");
        for next in &file.next {
            let here = next.step == *at;
            let tab = ui.add(Button::selectable(here, next.name.as_str()));
            if tab.clicked() && !here {
                chosen = Some(next);
            }
        }
    });
    chosen
}

/// The papers that the step asks for; says whether the clerk wants to them.
fn papers_ui(ui: &mut Ui, file: &CaseFile, step: &StepId) -> bool {
    let asked = file
        .documents
        .iter()
        .filter(|line| line.at.as_ref() == Some(step));
    let (mut all, mut enough) = (0, 0);
    for line in asked {
        all += 1;
        enough += usize::from(line.enough);
    }
    if all == 0 {
        return false;
    }
    let palette = theme::palette(ui);
    let (sign, ink) = if enough == all {
        ("✓", palette.green)
    } else {
        ("▲", palette.amber)
    };
    let row = ui.horizontal_wrapped(|ui| {
        let words = format!("{sign} 这一环节要收的资料 {enough}/{all}");
        ui.label(RichText::new(words).color(ink));
        enough < all && button::quiet_ui(ui, "去登记资料").clicked()
    });
    row.inner
}

fn head_ui(ui: &mut Ui, next: &NextStep, missed: Option<NaiveDate>) {
    let of_parts = next.fields.iter().any(|field| field.spec.name == PART);
    let round = if of_parts && next.round > 1 {
        format!("（已办{}份）", next.round - 1)
    } else if next.round > 1 {
        format!("（第{}次）", next.round)
    } else {
        String::new()
    };
    ui.label(RichText::new(format!("{}{round}", next.name)).strong());
    ui.add(Label::new(RichText::new(&next.help).weak()).wrap());
    if let Some(missed) = missed {
        let words = format!("■ 应在{missed}前办，已经超期，记录时要写明原因。");
        ui.add(Label::new(RichText::new(words).color(theme::palette(ui).red)).wrap());
    }
    ui.add_space(4.0);
}
