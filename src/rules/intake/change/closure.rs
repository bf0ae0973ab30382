//! Closing an account (销户): only with all its capacity out of use.

use crate::model::application::{Change, Draft};
use crate::model::vocabulary::{AccountState, Kind};
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;

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
        let arrears = self.arrears(Kind::Closure, typed)?;
        Some(Change::Closure {
            arrears,
            meter_off: facts?.customer.state == AccountState::Removed,
        })
    }
}
