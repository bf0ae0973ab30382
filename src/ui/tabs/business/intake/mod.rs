//! Taking an application (受理): the fields in the order of the paper form, the paper beside them.

mod arrears;
mod asked;
pub(in crate::ui::tabs) mod change;
mod closure;
mod documents;
mod equipment;
mod increase;
mod installation;
mod kind;
mod meter;
mod new_connection;
mod organisation;
mod paper;
mod people;
mod reclass;
mod request;
mod split;
mod suspension;
mod tariff;
mod transfer;

use std::sync::atomic::{AtomicU32, Ordering};

use egui::{Label, Panel, RichText, ScrollArea, Ui};

use crate::model::application::{Draft, PartyDraft};
use crate::model::customer::Customer;
use crate::model::vocabulary::{CaseState, Class, Initiative, Kind};
use crate::office::{OfficeError, accept, draft, refuse};
use crate::ui::shell::{Action, Shell};
use crate::ui::theme;
use crate::ui::widgets::above_acts::above_acts_ui;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::dialog::{ReasonDialog, reason_ui};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, ime, preview::Preview, refusals};

use super::autosave::Autosave;
use super::{Family, Onward};
use change::Account;
pub(in crate::ui) use reclass::shares_ui;

const RECEIPT: &str = "acceptance_receipt";
const NOTICE: &str = "missing_documents_notice";

/// An application being typed.
#[derive(Debug)]
pub struct Intake {
    /// Everything typed, also what another class asks for.
    draft: Draft,
    /// The account of a change.
    account: Account,
    checks: Checks,
    autosave: Autosave,
    /// The clerk asked to give the application up and has not confirmed it.
    giving_up: bool,
    preview: Preview,
    /// The draft that the preview shows.
    previewed: Option<Draft>,
    chosen: tariff::Chosen,
    dialog: Option<((), ReasonDialog)>,
    focus_first: bool,
}

impl Intake {
    /// An empty application of the usual kind of a family.
    pub fn new(shell: &Shell, family: Family) -> Self {
        let kind = family.kinds().first().copied();
        Self::of_kind(shell, kind.unwrap_or(Kind::NewConnection), String::new())
    }

    /// A change of an account.
    pub fn change(shell: &Shell, kind: Kind, account: String) -> Self {
        Self::of_kind(shell, kind, account)
    }

    /// The closure of an account that nobody uses, begun by the office (CLOSE-4).
    pub fn closure_unused(shell: &Shell, account: String) -> Self {
        let mut intake = Self::of_kind(shell, Kind::Closure, account);
        Initiative::Office
            .wire()
            .clone_into(&mut intake.draft.begun_by);
        intake
    }

    /// The resumption of a suspension.
    pub fn resumption(shell: &Shell, account: String, suspension: String) -> Self {
        let mut intake = Self::of_kind(shell, Kind::Resumption, account);
        intake.draft.suspension = suspension;
        intake
    }

    /// A new connection filled in from an account that cannot be had back (REMOVE-6).
    pub fn anew(shell: &Shell, customer: &Customer) -> Self {
        let draft = Draft {
            kind: Kind::NewConnection.wire().to_owned(),
            class: customer.class.to_string(),
            nature: customer.nature.map(|n| n.to_string()).unwrap_or_default(),
            applied_on: shell.today().to_string(),
            customer: PartyDraft::from(&customer.party),
            capacity: customer.capacity.value.normalize().to_string(),
            unit: customer.capacity.unit.to_string(),
            voltage: customer.voltage.to_string(),
            tariff: customer.tariff.to_string(),
            billing: customer.billing.to_string(),
            ..Draft::default()
        };
        let mut intake = Self::begin(shell, draft);
        intake.chosen = tariff::Chosen {
            tariff: true,
            billing: true,
        };
        kind::suit(&mut intake.draft, true);
        intake
    }

    /// A change with what is known of it.
    pub fn filled(shell: &Shell, draft: Draft) -> Self {
        let mut draft = Draft {
            class: Class::Resident.wire().to_owned(),
            applied_on: shell.today().to_string(),
            ..draft
        };
        kind::suit(&mut draft, false);
        Self::begin(shell, draft)
    }

    fn of_kind(shell: &Shell, kind: Kind, account: String) -> Self {
        let mut draft = Draft {
            kind: kind.wire().to_owned(),
            class: Class::Resident.wire().to_owned(),
            applied_on: shell.today().to_string(),
            account,
            ..Draft::default()
        };
        kind::suit(&mut draft, false);
        Self::begin(shell, draft)
    }

    fn begin(shell: &Shell, draft: Draft) -> Self {
        // Two forms begun in the same second are two drafts.
        static BEGUN: AtomicU32 = AtomicU32::new(0);
        let begun = BEGUN.fetch_add(1, Ordering::Relaxed);
        let stamp = shell.desk().now.format("%Y%m%d%H%M%S");
        let drafts = Family::of_word(&draft.kind).drafts();
        Self::with(draft, format!("{drafts}{stamp}-{begun}"))
    }

    /// The draft of a name, if it is still there.
    pub fn of_draft(shell: &mut Shell, name: &str) -> Option<Self> {
        let kept = shell.look(|work| draft::load(work, name))??;
        match serde_json::from_value(kept.body) {
            Ok(draft) => Some(Self::continued(shell, draft, name)),
            Err(error) => {
                shell.messages.failed(format!("这份草稿读不出来：{error}"));
                None
            }
        }
    }

    /// A tariff or a way of billing that is not the one proposed was chosen.
    fn continued(shell: &mut Shell, draft: Draft, name: &str) -> Self {
        let mut intake = Self::with(draft, name.to_owned());
        if kind::is_change(&intake.draft) {
            intake.account.look(shell, &intake.draft.account);
        }
        let asked = intake.asked(shell);
        let (tariff, billing) = match intake.account.file() {
            Some(file) => {
                let (tariff, billing) = increase::usual(&asked, file, shell);
                (tariff.wire(), billing.wire())
            }
            None => {
                let tariff = tariff::proposal(&asked, shell);
                let billing = tariff::billing_proposal(&asked);
                (
                    tariff.map_or("", |proposal| proposal.tariff.wire()),
                    billing.map_or("", |proposal| proposal.billing.wire()),
                )
            }
        };
        let other = |typed: &str, usual: &str| !typed.is_empty() && typed != usual;
        intake.chosen = tariff::Chosen {
            tariff: other(&intake.draft.tariff, tariff),
            billing: other(&intake.draft.billing, billing),
        };
        intake
    }

    /// What is handed in of what was typed.
    fn asked(&self, shell: &Shell) -> Draft {
        let checklists = &shell.manual().checklists;
        asked::asked(&self.draft, self.account.file(), checklists)
    }

    fn with(draft: Draft, name: String) -> Self {
        Self {
            draft,
            account: Account::default(),
            checks: Checks::default(),
            autosave: Autosave::new(name),
            giving_up: false,
            preview: Preview::default(),
            previewed: None,
            chosen: tariff::Chosen::default(),
            dialog: None,
            focus_first: true,
        }
    }

    pub fn draft_name(&self) -> &str {
        self.autosave.name()
    }

    /// Keeps what was typed.
    pub fn keep(&mut self, shell: &mut Shell) {
        let draft = &self.draft;
        self.autosave
            .keep(shell, || serde_json::to_value(draft).ok());
    }

    /// Closes what lies on top; says whether there was anything.
    pub fn step_back(&mut self) -> bool {
        self.dialog.take().is_some()
    }

    pub(super) fn intake_ui(&mut self, ui: &mut Ui, shell: &mut Shell, preview: bool) -> Onward {
        if preview {
            self.follow(ui, shell);
            Panel::right("intake preview")
                .exact_size(ui.available_width() * 0.42)
                .resizable(false)
                .frame(theme::ground_frame(ui))
                .show(ui, |ui| self.preview.preview_ui(ui, false));
        }
        let mut onward = above_acts_ui(
            ui,
            "intake",
            &mut (&mut *self, &mut *shell),
            |ui, (intake, shell)| {
                ScrollArea::vertical()
                    .id_salt(("intake", intake.draft_name().to_owned()))
                    .auto_shrink(false)
                    .show(ui, |ui| intake.fields_ui(ui, shell));
            },
            |ui, (intake, shell)| intake.acts_ui(ui, shell),
        );
        let changed = self.checks.take_changed();
        let draft = &self.draft;
        self.autosave
            .tick(ui, shell, changed, || serde_json::to_value(draft).ok());
        if self.checks.take_stale() && !ime::is_composing(ui.ctx()) {
            self.check(shell);
        }
        if let Onward::Stay = onward {
            onward = self.dialog_ui(ui, shell);
        }
        onward
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let kind = self.draft.kind.parse::<Kind>();
        ui.horizontal(|ui| {
            let kind = kind.map_or("", Kind::chinese);
            ui.heading(format!("{kind}用电申请"));
            ui.weak("带 * 的必填");
        });
        ui.add_space(theme::NEAR);
        kind::kind_ui(ui, &mut self.checks, &mut self.draft, &mut self.chosen);
        if kind::is_change(&self.draft) {
            self.change_ui(ui, shell);
        } else if let Some(class) = kind::class_of(&self.draft) {
            new_connection::fields_ui(
                ui,
                &mut self.checks,
                &mut self.draft,
                class,
                shell,
                &mut self.chosen,
                &mut self.focus_first,
            );
        }
        section_ui(ui, "收取的资料");
        let handed_in = self.asked(shell);
        documents::documents_ui(ui, shell, &mut self.checks, &mut self.draft, &handed_in);
        if kind::takes_terms(&self.draft) {
            section_ui(ui, "合同约定");
            request::terms_ui(ui, &mut self.checks, &mut self.draft.terms, shell);
        }
        ui.add_space(theme::APART);
    }

    fn change_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        change::account_ui(
            ui,
            &mut self.checks,
            &mut self.draft,
            &mut self.account,
            shell,
            &mut self.focus_first,
        );
        let (checks, draft) = (&mut self.checks, &mut self.draft);
        let file = self.account.file();
        let class = file.map_or(Class::Resident, |file| file.customer.class);
        if draft.is_begun_by_office() {
            people::office_ui(ui, draft);
        } else {
            people::standing_ui(ui, checks, draft, class);
            people::agent_ui(ui, checks, draft);
        }
        let focus = &mut self.focus_first;
        match Family::of_word(&draft.kind) {
            Family::Connection => {}
            Family::Meter => return meter::fields_ui(ui, checks, draft, file, shell, focus),
            Family::Suspension => {
                let account = &mut self.account;
                return suspension::fields_ui(ui, checks, draft, account, shell, focus);
            }
            Family::Price if draft.kind == Kind::Split.wire() => {
                return split::fields_ui(ui, checks, draft, file, shell, focus);
            }
            Family::Closure => return closure::fields_ui(ui, checks, draft, file, focus),
            Family::Price if draft.kind == Kind::Transfer.wire() => {
                return transfer::fields_ui(ui, checks, draft, file, focus);
            }
            Family::Price => {
                let chosen = &mut self.chosen;
                return reclass::fields_ui(ui, checks, draft, file, chosen, shell, focus);
            }
        }
        increase::added_ui(
            ui,
            checks,
            draft,
            file,
            &mut self.chosen,
            shell,
            &mut self.focus_first,
        );
        if let Some(file) = file.filter(|_| class == Class::HighVoltage) {
            section_ui(ui, "电源");
            let words = "登记过电源的可以不填；没有登记或有变化的在这里填，双电源的答复时限更长。";
            change::line_ui(ui, words);
            installation::sources_ui(ui, checks, draft);
            section_ui(ui, "变压器");
            let total = asked::total(draft, file);
            let standing = &file.transformers;
            installation::taken_out_ui(ui, checks, &mut draft.taken_out, standing);
            let mut staying = standing.clone();
            staying.retain(|transformer| !draft.taken_out.contains(&transformer.plate));
            installation::transformers_ui(ui, checks, &mut draft.transformers, &staying, total);
        }
        section_ui(ui, "新增用电设备");
        let graded = class != Class::Resident;
        equipment::equipment_ui(ui, checks, &mut draft.equipment, graded);
        if let Some(file) = file.filter(|_| graded) {
            ui.add_space(theme::APART - theme::NEAR);
            organisation::vat_ui(ui, checks, draft, Some(&file.load));
        }
    }

    fn acts_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> Onward {
        let mut onward = Onward::Stay;
        let refusals = self.checks.refusals();
        refusals::above_button_ui(ui, refusals);
        let anew = refusals.iter().any(|refusal| refusal.rule == "REMOVE-6");
        ui.horizontal_wrapped(|ui| {
            if anew && button::primary_ui(ui, "用原户资料办新装").clicked() {
                self.autosave.forget(shell);
                shell.ask(Action::ConnectAnew(self.asked(shell).account));
                onward = Onward::Close;
            }
            if button::hand_in_ui(ui, "受理") {
                onward = self.accept(shell);
            }
            if ui.button("不予受理…").clicked() {
                let dialog = ReasonDialog::new(
                    "不予受理",
                    "写明为什么不能受理、客户可以怎么办。会编号留底，并打印不予受理告知单。",
                    "不予受理",
                );
                self.dialog = Some(((), dialog));
            }
            if self.giving_up {
                ui.label("已填的内容将不再保留。");
                if ui.button("确定放弃").clicked() {
                    self.autosave.forget(shell);
                    onward = Onward::Close;
                }
                if ui.button("继续填写").clicked() {
                    self.giving_up = false;
                }
            } else if button::quiet_ui(ui, "放弃这份申请…").clicked() {
                self.giving_up = true;
            }
            if let (false, Some(kept_at)) = (self.giving_up, self.autosave.kept_at()) {
                ui.weak(format!("草稿已存 {}", kept_at.format("%H:%M:%S")));
            }
        });
        onward
    }

    /// Checks what was typed so far; only what was left is shown.
    fn check(&mut self, shell: &mut Shell) {
        let draft = &self.asked(shell);
        let refusals = shell.look(|work| match accept::check(work, draft) {
            Ok(_) => Ok(Vec::new()),
            Err(OfficeError::Refused(refusals)) => Ok(refusals),
            Err(error) => Err(error),
        });
        if let Some(refusals) = refusals {
            self.checks.checked(refusals);
        }
    }

    fn accept(&mut self, shell: &mut Shell) -> Onward {
        let draft = &self.asked(shell);
        match shell.act(|work| accept::accept(work, draft)) {
            Ok(accepted) => {
                self.autosave.forget(shell);
                let waiting = accepted.state == CaseState::Waiting;
                let (news, offer) = if waiting {
                    ("资料未齐，已登记待补", NOTICE)
                } else {
                    ("已受理", RECEIPT)
                };
                shell
                    .messages
                    .done(format!("{news}，工单 {}", accepted.case));
                Onward::Case {
                    number: accepted.case,
                    offer: offer.to_owned(),
                }
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                Onward::Stay
            }
        }
    }

    fn dialog_ui(&mut self, ui: &Ui, shell: &mut Shell) -> Onward {
        if self.dialog.is_none() {
            return Onward::Stay;
        }
        let asked = self.asked(shell);
        let act = |(): &(), reason: &str| shell.act(|work| refuse::refuse(work, &asked, reason));
        let Some(((), turned_away)) = reason_ui(&mut self.dialog, ui.ctx(), act) else {
            return Onward::Stay;
        };
        self.autosave.forget(shell);
        let number = &turned_away.number;
        shell.messages.done(format!("不予受理，告知单 {number}"));
        Onward::TurnedAway(Box::new(turned_away))
    }

    /// The preview follows every key.
    fn follow(&mut self, ui: &Ui, shell: &mut Shell) {
        if ime::is_composing(ui.ctx()) {
            return;
        }
        let mut asked = self.asked(shell);
        if kind::is_change(&self.draft) && self.account.is_looking() {
            // Part of a name is no account to be printed.
            asked.account.clear();
        }
        if self.previewed.as_ref() != Some(&asked) {
            self.preview.show(paper::application(shell, &asked));
            self.previewed = Some(asked);
        }
    }
}

/// The head of a section of a form.
pub(super) fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(theme::APART - theme::NEAR);
    let accent = theme::palette(ui).accent;
    ui.add(Label::new(RichText::new(title).strong().color(accent)));
}

/// A field whose content must be filled in.
fn must<'a>(label: &'a str, help: &'a str) -> Field<'a> {
    Field::new(label).help(help).required(true)
}
