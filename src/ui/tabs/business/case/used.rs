//! Where equipment that a suspension sealed is found in use, its file begins at the case (BREACH-3).

use egui::Ui;

use crate::model::case::Case;
use crate::model::vocabulary::Kind;
use crate::office::OfficeError;
use crate::office::claim::suggested;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::claims::Begin;
use crate::ui::theme;
use crate::ui::widgets::button;

/// Whether what the case suspended is under seal.
#[derive(Debug, Default)]
pub(super) struct Used {
    sealed: Cached<bool>,
}

impl Used {
    pub(super) fn used_ui(&mut self, ui: &mut Ui, shell: &mut Shell, case: &Case) {
        let Some(account) = case.account.as_ref() else {
            return;
        };
        if case.application.kind != Kind::Suspension {
            return;
        }
        let number = &case.number;
        let sealed = self.sealed.get(shell, |work| {
            match suggested::of_suspension(work, account, number) {
                Ok(_) => Ok(true),
                Err(OfficeError::Refused(_)) => Ok(false),
                Err(failed) => Err(failed),
            }
        });
        if sealed != Some(&true) {
            return;
        }
        ui.add_space(theme::NEAR);
        let name = format!("擅自使用… {number}");
        let used = button::quiet_ui(ui, "擅自使用…")
            .on_hover_text("查获擅自使用这次暂停的设备，从这里立违约用电的档案")
            .accessible_name(name);
        if used.clicked() {
            shell.ask(Action::NewClaim(Begin::Suspension {
                account: account.clone(),
                suspension: number.clone(),
            }));
        }
    }
}
