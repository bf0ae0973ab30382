//! Correcting the facts of a file (更正).

use egui::Ui;

use crate::model::claim::Claim;
use crate::office::claim::correct;
use crate::rules::claim::asked::Answers;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

use super::fields::{Texts, with_examples};

#[derive(Debug)]
pub(super) struct FactsForm {
    claim: Claim,
    typed: Texts,
    reason: String,
    checks: Checks,
}

impl FactsForm {
    pub(super) fn new(claim: &Claim) -> Self {
        Self {
            claim: claim.clone(),
            typed: Texts::of(claim.facts.clone()),
            reason: String::new(),
            checks: Checks::at_hand(),
        }
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn correction_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let way = patch_form_ui(ui, ["更正", "不改了"], |ui| {
            ui.label("只改记错的事实；金额所依据的数字在“办理”里重新核定。");
            let inputs = self.claim.calculation.as_ref().map(|one| &one.fields);
            let inputs = inputs.cloned().unwrap_or_default();
            let answers = Answers::of(self.claim.kind, &self.typed.all(), &inputs);
            let procedure = shell.manual().claims.of(self.claim.kind);
            let facts = with_examples(shell, procedure.facts_asked(&answers));
            self.typed
                .fields_ui(ui, shell, &mut self.checks, "changes.", facts);
            let field = Field::new("更正原因")
                .required(true)
                .help("为什么改，会记进流水。");
            self.checks.text_ui(ui, "reason", field, &mut self.reason);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let mut changes = self.typed.all();
        changes.retain(|name, text| {
            let before = self.claim.facts.get(name).map_or("", String::as_str);
            before != text
        });
        let (number, reason) = (&self.claim.number, &self.reason);
        match shell.act(|work| correct::correct(work, number, &changes, reason)) {
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
