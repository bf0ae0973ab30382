//! Correcting what was typed wrongly (更正).

use std::collections::BTreeMap;

use egui::Ui;

use super::patch_form::patch_form_ui;
use crate::model::customer::Party;
use crate::office::correct::{self, Correction};
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::refusals;

/// What can be corrected; identity numbers and phones stay hidden and are typed anew.
const FIELDS: [(&str, &str); 7] = [
    ("name", "户名"),
    ("id_number", "证件号码"),
    ("phone", "电话"),
    ("address", "用电地址"),
    ("postal_address", "通信地址"),
    ("postcode", "邮政编码"),
    ("contact", "联系人"),
];

/// Whose particulars are corrected.
#[derive(Debug, Clone)]
pub enum Target {
    Account(String),
    Case(String),
}

#[derive(Debug)]
pub struct CorrectionForm {
    target: Target,
    before: BTreeMap<&'static str, String>,
    typed: BTreeMap<&'static str, String>,
    reason: String,
    checks: Checks,
}

impl CorrectionForm {
    pub fn new(target: Target, party: &Party) -> Self {
        let before: BTreeMap<&'static str, String> = [
            ("name", party.name.clone()),
            ("id_number", String::new()),
            ("phone", String::new()),
            ("address", party.address.clone()),
            ("postal_address", party.postal_address.clone()),
            ("postcode", party.postcode.clone()),
            ("contact", party.contact.clone()),
        ]
        .into();
        Self {
            target,
            typed: before.clone(),
            before,
            reason: String::new(),
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub fn correction_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let way = patch_form_ui(ui, ["更正", "不改了"], |ui| {
            ui.label("只改录入时的错字。换了户主要办过户，不在这里改。");
            for (name, label) in FIELDS {
                let text = self.typed.entry(name).or_default();
                let hidden = matches!(name, "id_number" | "phone");
                let field = Field::new(label).hint(if hidden { "不改的留空" } else { "" });
                let path = format!("changes.{name}");
                self.checks.text_ui(ui, &path, field, text);
            }
            let field = Field::new("更正原因")
                .required(true)
                .help("为什么改，会记进流水。");
            self.checks.text_ui(ui, "reason", field, &mut self.reason);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let changes = self
            .typed
            .iter()
            .filter(|(name, text)| self.before.get(*name) != Some(text))
            .map(|(name, text)| ((*name).to_owned(), text.clone()))
            .collect();
        let (account, case) = match &self.target {
            Target::Account(account) => (account.clone(), String::new()),
            Target::Case(number) => (String::new(), number.clone()),
        };
        let correction = Correction {
            account,
            case,
            changes,
            reason: self.reason.clone(),
            ..Correction::default()
        };
        match shell.act(|work| correct::correct(work, &correction)) {
            Ok(()) => {
                shell.messages.done("已更正");
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}
