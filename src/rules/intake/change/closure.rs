//! Closing an account (销户): only with all its capacity out of use.

use crate::model::application::{Change, Draft};
use crate::model::text::half_width;
use crate::model::vocabulary::{AccountState, Initiative, Kind};
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;
use crate::rules::{closure, field};

use super::AccountFacts;

impl Check<'_> {
    /// CLOSE-1: nothing of the capacity is in use. CLOSE-2: what is owed is recorded.
    pub(super) fn closure(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<Change> {
        let at = "all_capacity_stopped";
        match typed.all_capacity_stopped {
            Some(true) => {}
            Some(false) => {
                let message = "还有用电容量没有停用，不能销户";
                let instead = "全部容量停止使用后再办销户；只停一部分的办理暂停";
                self.refusals
                    .push(Refusal::new("CLOSE-1", message, instead).at(at));
            }
            None => self.input(at, "全部容量停用", "未填"),
        }
        let notice = self.notice_first(typed, facts);
        let arrears = self.arrears(Kind::Closure, typed)?;
        Some(Change::Closure {
            arrears,
            meter_off: facts?.customer.state == AccountState::Removed,
            notice,
        })
    }

    /// CLOSE-4: what the office begins for want of use rests on a notice that was delivered; returns its number.
    fn notice_first(&mut self, typed: &Draft, facts: Option<&AccountFacts>) -> Option<String> {
        let at = "begun_by";
        let word = half_width(&typed.begun_by);
        if word.is_empty() {
            return None;
        }
        match Initiative::typed(&word) {
            Ok(Initiative::Customer) => return None,
            Ok(Initiative::Office) => {}
            Err(unknown) => {
                self.input(at, "办理起因", unknown);
                return None;
            }
        }
        let facts = facts?;
        let applied_on = field::date(&typed.applied_on).unwrap_or(self.context.today);
        let account = &facts.customer.account;
        closure::notice_first(account, facts.unused.as_ref(), applied_on)
            .map(|notice| notice.number.clone())
            .map_err(|refusal| self.refusals.push(refusal.at(at)))
            .ok()
    }
}
