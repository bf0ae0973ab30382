//! The papers brought with the application.

use egui::Ui;

use crate::model::application::Draft;
use crate::ui::shell::Shell;
use crate::ui::tabs::business::documents::{self, Asked};
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Touched;

use super::asked;

/// Draws those that the application as handed in asks for.
pub(super) fn documents_ui(
    ui: &mut Ui,
    shell: &Shell,
    checks: &mut Checks,
    draft: &mut Draft,
    handed_in: &Draft,
) {
    let situation = asked::situation(handed_in);
    let checklists = &shell.manual().checklists;
    let mut none = true;
    for item in situation
        .into_iter()
        .flat_map(|situation| checklists.asked_for(situation))
    {
        none = false;
        let help = shell.settings().help(item);
        let asked = Asked {
            name: &item.name,
            help: &help,
            needs: item.needs,
            reasons: &item.not_applicable,
            leads: false,
        };
        let typed = draft.documents.entry(item.code.clone()).or_default();
        if typed.is_empty() {
            "missing".clone_into(typed);
        }
        let changed = documents::document_ui(ui, asked, typed);
        let path = format!("documents.{}", item.code);
        checks.touch(&path, Touched::chosen(changed));
    }
    if none {
        ui.weak("选好用电性质，这里就列出要收的资料。");
    }
}
