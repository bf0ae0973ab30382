//! What the account owes (欠费), and when that was looked up.

use egui::Ui;

use crate::model::application::Draft;
use crate::ui::widgets::checks::Checks;

use super::must;

/// The amount and the day; `help` says what an amount does to the application.
pub(super) fn arrears_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, help: &str) {
    let amount = must("欠费金额（元）", help).hint("0.00").narrow();
    checks.text_ui(ui, "arrears", amount, &mut draft.arrears);
    let day = must(
        "查欠费日期",
        "在营销系统或账上查欠费的那一天，不晚于今天，例：2026-11-23。",
    )
    .narrow();
    checks.text_ui(ui, "arrears_checked_on", day, &mut draft.arrears_checked_on);
}
