//! Closing an account (销户): what it asks besides the account.

use egui::Ui;

use crate::model::application::Draft;
use crate::model::vocabulary::{AccountState, Initiative};
use crate::office::customer::CustomerFile;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;

use super::{arrears, change, must, section_ui};

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    focus_first: &mut bool,
) {
    section_ui(ui, "销户内容");
    if draft.begun_by.is_empty() {
        Initiative::Customer.wire().clone_into(&mut draft.begun_by);
    }
    let begun = must(
        "办理起因",
        "客户自己来办的选客户申请。连续六个月不用电、由供电所提出的选长期不用电：先有书面通知和送达证明。",
    );
    let initiatives = options_of!(Initiative);
    checks.few_ui(ui, "begun_by", begun, &initiatives, &mut draft.begun_by);
    let why = ("客户为什么不再用电。", "例：房屋拆迁");
    change::why_ui(ui, checks, draft, why, file.is_some(), focus_first);
    let stopped = must(
        "全部容量停用",
        "没有全部停用的不能销户：只停一部分、或者以后还要用电的，办暂停或暂拆。",
    );
    let answers = [("yes", "已停用"), ("no", "还在用")];
    let at = "all_capacity_stopped";
    let answer = &mut draft.all_capacity_stopped;
    change::answer_ui(ui, checks, at, stopped, &answers, answer);
    let help = "有欠费的照样受理，到结算末次电费那一天必须结清；没有欠费的填 0.00。";
    arrears::arrears_ui(ui, checks, draft, help);
    let removed = file.is_some_and(|file| file.customer.state == AccountState::Removed);
    if removed {
        change::line_ui(ui, "这一户暂拆，表已拆下，核对时不再抄表。");
    }
}
