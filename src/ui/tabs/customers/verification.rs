//! The yearly verification of a ratio (定比核实), or the customer's refusal of it.

use egui::Ui;

use crate::model::application::ShareDraft;
use crate::model::vocabulary::VerificationOutcome;
use crate::office::customer::CustomerFile;
use crate::office::verify::{self, VerificationEntry};
use crate::ui::shell::Shell;
use crate::ui::tabs::business::intake::shares_ui;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

#[derive(Debug)]
pub(super) struct VerificationForm {
    entry: VerificationEntry,
    /// The ratio as it stands, to be mended where it was found otherwise.
    shares: Vec<ShareDraft>,
    checks: Checks,
}

impl VerificationForm {
    pub(super) fn new(file: &CustomerFile) -> Self {
        Self {
            entry: VerificationEntry {
                account: file.customer.account.clone(),
                result: VerificationOutcome::Verified.wire().to_owned(),
                ..VerificationEntry::default()
            },
            shares: file.shares.iter().map(ShareDraft::from).collect(),
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn verification_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let way = patch_form_ui(ui, ["记下核实", "不核实了"], |ui| {
            self.fields_ui(ui, shell);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &Shell) {
        let Self {
            entry,
            shares,
            checks,
        } = self;
        let today = shell.today().to_string();
        let field = Field::new("核实日期")
            .help("到现场核实的那一天，不填就是今天。")
            .hint(&today)
            .narrow();
        checks.text_ui(ui, "on", field, &mut entry.on);
        let field = Field::new("核实结果").required(true).help(
            "客户不得拒绝核实；拒绝的记下来，原比例继续执行，核实的提醒不撤销（RECLASS-6）。",
        );
        let options = options_of!(VerificationOutcome);
        checks.few_ui(ui, "result", field, &options, &mut entry.result);
        let field = Field::new("核实人")
            .help("到现场的人，不填就是当前操作员。")
            .hint(shell.operator());
        checks.text_ui(ui, "verified_by", field, &mut entry.verified_by);
        if entry.result == VerificationOutcome::Verified.wire() {
            ui.label("核实后的比例，没有变化的不用改：");
            shares_ui(ui, checks, shares);
            checks.whole_ui(ui, "shares");
        }
        let field = Field::new("说明").help("怎样核定的；客户拒绝的，写明经过和见证人。");
        checks.text_ui(ui, "note", field, &mut entry.note);
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let mut entry = self.entry.clone();
        if entry.result == VerificationOutcome::Verified.wire() {
            entry.shares.clone_from(&self.shares);
        }
        match shell.act(|work| verify::verify(work, &entry)) {
            Ok(kept) => {
                let words = format!("{}{}，已记下", kept.on, kept.outcome.chinese());
                shell.messages.done(words);
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}
