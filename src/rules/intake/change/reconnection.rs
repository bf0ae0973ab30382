//! Having a meter back after a removal (复装).

use crate::model::application::{Change, Draft};
use crate::model::text::tidy;
use crate::model::vocabulary::AccountState;
use crate::rules::field;
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;
use crate::rules::removal;

use super::AccountFacts;

impl Check<'_> {
    /// REMOVE-6: applied for on the last day at the latest; afterwards it is a new connection.
    pub(super) fn reconnection(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<Change> {
        let wished_on = if tidy(&typed.from).is_empty() {
            None
        } else {
            let day = field::date(&typed.from);
            day.map_err(|problem| self.input("from", "希望复装日期", problem))
                .ok()
        };
        let facts = facts?;
        if facts.customer.state != AccountState::Removed {
            return None;
        }
        let Some(removed_on) = facts.removed_on else {
            let problem = "没有暂拆工单，查不到暂拆日期";
            self.input("account", "户号", problem);
            return None;
        };
        let applied_on = field::date(&typed.applied_on).unwrap_or(self.context.today);
        if applied_on < removed_on {
            let message = format!("申请日期{applied_on}早于暂拆日{removed_on}");
            let refusal = Refusal::new("COUNT-6", message, "申请日期填客户来办理的那一天");
            self.refusals.push(refusal.at("applied_on"));
        }
        if wished_on.is_some_and(|day| day < applied_on) {
            let problem = format!("早于申请日期{applied_on}");
            self.input("from", "希望复装日期", problem);
        }
        let last = removal::last_day(removed_on, &self.manual.rulebooks, &self.manual.calendar);
        let last = last.ok()?;
        if applied_on > last.due {
            let account = &facts.customer.account;
            let message = format!(
                "户号{account}于{removed_on}暂拆，最迟{}申请复装，现在是{applied_on}，已过期限",
                last.due
            );
            let instead = "按新装办理，可用原户资料填好新装申请；原户号另办销户";
            self.refusals
                .push(Refusal::new("REMOVE-6", message, instead).at("account"));
        }
        Some(Change::Reconnection {
            wished_on,
            removed_on,
            last_day: last.due,
        })
    }
}
