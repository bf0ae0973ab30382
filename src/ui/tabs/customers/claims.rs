//! The claims of an account, and where a new one begins (BREACH-4).

use egui::Ui;

use crate::model::claim::ClaimKind;
use crate::model::money::figures;
use crate::office::claim::{self, ClaimRow};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::claims::Begin;
use crate::ui::widgets::button;

use super::page::section_ui;

#[derive(Debug, Default)]
pub(super) struct Claims {
    rows: Cached<Vec<ClaimRow>>,
}

impl Claims {
    pub(super) fn claims_ui(&mut self, ui: &mut Ui, shell: &mut Shell, account: &str) {
        section_ui(ui, "违约理赔");
        ui.horizontal_wrapped(|ui| {
            for kind in ClaimKind::ALL {
                if button::quiet_ui(ui, &format!("登记{}", kind.chinese())).clicked() {
                    let account = account.to_owned();
                    shell.ask(Action::NewClaim(Begin::Account {
                        kind: *kind,
                        account,
                    }));
                }
            }
        });
        let rows = self
            .rows
            .get(shell, |work| claim::of_account(work, account));
        let rows = rows.cloned().unwrap_or_default();
        for row in rows {
            ui.horizontal(|ui| {
                if button::quiet_ui(ui, &row.number).clicked() {
                    shell.ask(Action::OpenClaim(row.number.clone()));
                }
                ui.label(row.kind.chinese());
                ui.label(row.state.chinese());
                ui.label(format!("{}元", figures(row.sums.amount)));
                ui.weak(row.found_on.to_string());
            });
        }
    }
}
