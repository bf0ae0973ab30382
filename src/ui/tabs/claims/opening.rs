//! A file being opened: who, what was found, and the amount that follows every key.

use egui::{Panel, RichText, ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use crate::model::application::Draft;
use crate::model::claim::ClaimKind;
use crate::model::typed::{Fields, Typed};
use crate::office::claim::open::{ClaimEntry, IncidentEntry};
use crate::office::claim::suggested::Suggested;
use crate::office::claim::{self, Trial};
use crate::office::draft;
use crate::rules::Refusal;
use crate::rules::claim::worked::Worked;
use crate::ui::shell::Shell;
use crate::ui::tabs::business::autosave::Autosave;
use crate::ui::tabs::business::intake::change::{Account, account_ui};
use crate::ui::theme;
use crate::ui::widgets::above_acts::above_acts_ui;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, ime, refusals};

use super::fields::{Texts, answers, with_examples};
use super::incident::Known;
use super::{Onward, amount};

/// The draft of a file that was begun with nothing.
const DRAFT: &str = "claim/new";

/// A file as typed so far; kept as a draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    kind: String,
    account: String,
    found_on: String,
    facts: Texts,
    inputs: Texts,
    incident: IncidentEntry,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            kind: ClaimKind::Breach.wire().to_owned(),
            account: String::new(),
            found_on: String::new(),
            facts: Texts::default(),
            inputs: Texts::default(),
            incident: IncidentEntry::default(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Opening {
    written: Written,
    checks: Checks,
    autosave: Autosave,
    known: Known,
    account: Account,
    worked: Option<Result<Worked, Vec<Refusal>>>,
    worked_for: Option<Written>,
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        (&self.kind, &self.account, &self.found_on)
            == (&other.kind, &other.account, &other.found_on)
            && (&self.facts, &self.inputs, &self.incident)
                == (&other.facts, &other.inputs, &other.incident)
    }
}

impl Opening {
    /// As it was left, else an empty one.
    pub(super) fn kept(shell: &mut Shell) -> Self {
        let kept = shell.look(|work| draft::load(work, DRAFT)).flatten();
        let written = kept.and_then(|kept| serde_json::from_value(kept.body).ok());
        Self::with(written.unwrap_or_default())
    }

    /// With what is known beforehand.
    pub(super) fn new(kind: ClaimKind, suggested: Suggested) -> Self {
        Self::with(Written {
            kind: kind.wire().to_owned(),
            account: suggested.account,
            facts: Texts::of(suggested.facts),
            inputs: Texts::of(suggested.inputs),
            ..Written::default()
        })
    }

    fn with(written: Written) -> Self {
        Self {
            written,
            checks: Checks::at_hand(),
            autosave: Autosave::new(DRAFT.to_owned()),
            known: Known::default(),
            account: Account::default(),
            worked: None,
            worked_for: None,
        }
    }

    pub(super) fn keep(&mut self, shell: &mut Shell) {
        let written = &self.written;
        self.autosave
            .keep(shell, || serde_json::to_value(written).ok());
    }

    fn kind(&self) -> ClaimKind {
        self.written.kind.parse().unwrap_or(ClaimKind::Breach)
    }

    fn acts_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> Onward {
        let mut onward = Onward::Stay;
        refusals::above_button_ui(ui, self.checks.refusals());
        ui.horizontal(|ui| {
            if button::hand_in_ui(ui, "立案")
                && let Some(number) = self.hand_in(shell)
            {
                onward = Onward::Page(number);
            }
            if let Some(kept_at) = self.autosave.kept_at() {
                ui.weak(format!("草稿已存 {}", kept_at.format("%H:%M:%S")));
            }
            if ui.button("清空").clicked() {
                let kind = self.kind();
                self.autosave.forget(shell);
                *self = Self::new(kind, Suggested::default());
            }
        });
        onward
    }

    pub(super) fn opening_ui(&mut self, ui: &mut Ui, shell: &mut Shell, beside: bool) -> Onward {
        if beside {
            Panel::right("claim amount")
                .exact_size(ui.available_width() * 0.42)
                .resizable(false)
                .frame(theme::ground_frame(ui))
                .show(ui, |ui| amount::amount_ui(ui, self.worked.as_ref()));
        }
        let onward = above_acts_ui(
            ui,
            "claim opening",
            &mut (&mut *self, &mut *shell),
            |ui, (page, shell)| {
                ScrollArea::vertical()
                    .id_salt("claim opening")
                    .auto_shrink(false)
                    .show(ui, |ui| {
                        page.fields_ui(ui, shell);
                        if !beside {
                            ui.add_space(theme::APART);
                            amount::amount_ui(ui, page.worked.as_ref());
                        }
                    });
            },
            |ui, (page, shell)| page.acts_ui(ui, shell),
        );
        self.follow(ui, shell);
        onward
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("立案");
        let kinds = options_of!(ClaimKind);
        let field = Field::new("种类").required(true).help("登记哪一类档案。");
        self.checks
            .few_ui(ui, "kind", field, &kinds, &mut self.written.kind);
        let kind = self.kind();
        let mut draft = Draft {
            account: std::mem::take(&mut self.written.account),
            ..Draft::default()
        };
        let (checks, account) = (&mut self.checks, &mut self.account);
        account_ui(ui, checks, &mut draft, account, shell, &mut false);
        self.written.account = draft.account;
        let (label, help) = match kind {
            ClaimKind::Damage => ("索赔日期", "客户提出索赔的那一天，不填就是今天。"),
            ClaimKind::Late => ("核算日期", "核算违约金的那一天，不填就是今天。"),
            ClaimKind::Breach | ClaimKind::Theft => {
                ("查获日期", "现场查获的那一天，不填就是今天。")
            }
        };
        let today = shell.today().to_string();
        let field = Field::new(label).narrow().hint(&today).help(help);
        self.checks
            .text_ui(ui, "found_on", field, &mut self.written.found_on);
        if kind == ClaimKind::Damage {
            let incident = &mut self.written.incident;
            self.known
                .incident_ui(ui, shell, &mut self.checks, incident);
        }
        let inputs = self.inputs(shell);
        let answers = answers(kind, &self.written.facts, &inputs);
        let procedure = shell.manual().claims.of(kind);
        let asked = with_examples(shell, procedure.inputs_asked(&answers));
        let facts = with_examples(shell, procedure.facts_asked(&answers));
        section_ui(ui, "计算所依据的数字");
        self.written
            .inputs
            .fields_ui(ui, shell, &mut self.checks, "calculation.", asked);
        section_ui(ui, "事实");
        self.written
            .facts
            .fields_ui(ui, shell, &mut self.checks, "facts.", facts);
    }

    fn inputs(&self, shell: &Shell) -> Fields {
        let facts = self.written.facts.all();
        let kind = self.kind();
        self.written.inputs.inputs(shell.manual(), kind, &facts)
    }

    fn entry(&self, shell: &Shell) -> ClaimEntry {
        let (kind, written) = (self.kind(), &self.written);
        let inputs = self.inputs(shell);
        let answers = answers(kind, &written.facts, &inputs);
        let asked = shell.manual().claims.of(kind).facts_asked(&answers);
        let later = matches!(inputs.get("goods"), Some(Typed::Rows(rows)) if rows.is_empty());
        ClaimEntry {
            kind: written.kind.clone(),
            account: written.account.trim().to_owned(),
            found_on: written.found_on.trim().to_owned(),
            facts: written.facts.only(&asked),
            calculation: (!later).then_some(inputs),
            incident: written.incident.clone(),
        }
    }

    /// Keeps the draft, and works the amount out as it stands.
    fn follow(&mut self, ui: &Ui, shell: &mut Shell) {
        let changed = self.checks.take_changed();
        let written = &self.written;
        self.autosave
            .tick(ui, shell, changed, || serde_json::to_value(written).ok());
        if self.checks.take_stale() && !ime::is_composing(ui.ctx()) {
            let entry = self.entry(shell);
            let found = shell.look(|work| claim::open::problems(work, &entry));
            self.checks.checked(found.unwrap_or_default());
        }
        if self.worked_for.as_ref() == Some(&self.written) || ime::is_composing(ui.ctx()) {
            return;
        }
        self.worked_for = Some(self.written.clone());
        let entry = self.entry(shell);
        let written = entry.calculation.is_some() && !self.written.inputs.is_empty();
        let tried = shell.look(|work| claim::trial(work, &entry));
        self.worked = match tried {
            Some(Trial::Worked(worked)) => Some(Ok(worked)),
            Some(Trial::Refused(problems)) if written => Some(Err(problems)),
            _ => None,
        };
    }

    fn hand_in(&mut self, shell: &mut Shell) -> Option<String> {
        let entry = self.entry(shell);
        match shell.act(|work| claim::open::open(work, &entry)) {
            Ok(opened) => {
                self.autosave.forget(shell);
                shell
                    .messages
                    .done(format!("已立案，档案 {}", opened.number));
                Some(opened.number)
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                None
            }
        }
    }
}

fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(theme::NEAR);
    let accent = theme::palette(ui).accent;
    ui.label(RichText::new(title).strong().color(accent));
}
