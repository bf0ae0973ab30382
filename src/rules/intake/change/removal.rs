//! Taking a meter off for a time (暂拆): from when, until when.

use crate::model::application::{Change, Draft};
use crate::rules::field;
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;
use crate::rules::removal;

impl Check<'_> {
    /// REMOVE-1 and REMOVE-2: the days that the customer wishes, no farther apart than a removal may last.
    pub(super) fn removal(&mut self, typed: &Draft) -> Option<Change> {
        let from = self.wished_day("from", "希望暂拆日期", &typed.from);
        let to = self.wished_day("to", "计划复装日期", &typed.to);
        let applied_on = field::date(&typed.applied_on).unwrap_or(self.context.today);
        if from.is_some_and(|from| from < applied_on) {
            let problem = format!("早于申请日期{applied_on}");
            self.input("from", "希望暂拆日期", problem);
        }
        let (from, to) = (from?, to?);
        if to <= from {
            let problem = format!("应在希望暂拆日期{from}之后");
            self.input("to", "计划复装日期", problem);
        }
        let last = removal::last_day(from, &self.manual.rulebooks, &self.manual.calendar);
        if let Ok(last) = last
            && to > last.due
        {
            let message = format!(
                "计划{to}复装，超过暂拆的最长时间{}（{from}起至{}）",
                last.span.chinese(),
                last.due
            );
            let instead = format!("计划复装日期不晚于{}；不再用电的办销户", last.due);
            self.refusals
                .push(Refusal::new("REMOVE-2", message, instead).at("to"));
        }
        Some(Change::Removal { from, to })
    }
}
