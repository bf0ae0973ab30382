//! Suspended transformers that run again (暂停恢复).

use chrono::Days;

use crate::model::application::{Change, Draft};
use crate::model::suspension::Suspension;
use crate::model::text::half_width;
use crate::rules::field;
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;
use crate::rules::suspension::Limits;
use crate::rules::suspension::equipment::Holding;

use super::AccountFacts;

impl Check<'_> {
    /// SUSPEND-8, and what of the suspension is still under seal.
    pub(super) fn resumption(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<Change> {
        let on = self.wished_day("on", "恢复日期", &typed.on);
        let waiver = self.waiver(typed.waiver.as_ref());
        let facts = facts?;
        let suspension = self.named_suspension(typed, facts)?;
        let sealing = suspension.sealing.as_ref()?;
        let plates: Vec<String> = typed
            .transformers
            .iter()
            .map(|one| one.plate.clone())
            .collect();
        let holding = Holding {
            transformers: suspension.sealed().cloned().collect(),
            billing: facts.customer.billing,
        };
        let chosen = holding.choose(&plates, "恢复");
        let transformers = chosen
            .map_err(|refusals| self.refusals.extend(refusals))
            .ok();
        let on = on?;
        let applied_on = field::date(&typed.applied_on).unwrap_or(self.context.today);
        let limits = Limits::on(&self.manual.rulebooks, applied_on).ok()?;
        if on < applied_on {
            self.input("on", "恢复日期", format!("早于申请日期{applied_on}"));
        } else if applied_on < suspension.to && waiver.is_none() {
            let notice = limits.resumption_notice;
            let earliest = applied_on.checked_add_days(Days::new(u64::from(notice)))?;
            if on < earliest {
                let message =
                    format!("{applied_on}申请，{on}恢复，暂停期内恢复应提前{notice}天申请");
                let instead = format!("恢复日期不早于{earliest}；确需提前的由主管批准");
                self.refusals
                    .push(Refusal::new("SUSPEND-8", message, instead).at("on"));
            }
        }
        Some(Change::Resumption {
            suspension: suspension.case.clone(),
            transformers: transformers?,
            on,
            sealed_on: sealing.on,
            to: suspension.to,
            waiver,
        })
    }

    /// The suspension of the account that the application names; one that is under seal.
    fn named_suspension<'a>(
        &mut self,
        typed: &Draft,
        facts: &'a AccountFacts,
    ) -> Option<&'a Suspension> {
        let number = half_width(&typed.suspension);
        if number.is_empty() {
            self.input("suspension", "暂停工单", "未填");
            return None;
        }
        let Some(found) = facts.suspensions.iter().find(|one| one.case == number) else {
            let problem = format!("该户没有暂停工单“{number}”");
            self.input("suspension", "暂停工单", problem);
            return None;
        };
        if found.sealing.is_none() {
            let message = format!("工单{number}还没有加封，不用恢复");
            let instead = format!("不再暂停的，作废工单{number}");
            let refusal = Refusal::new("SUSPEND-12", message, instead);
            self.refusals.push(refusal.at("suspension"));
            return None;
        }
        if found.is_over() {
            let message = format!("工单{number}的暂停已经全部恢复");
            let refusal = Refusal::new("SUSPEND-8", message, "没有要恢复的变压器");
            self.refusals.push(refusal.at("suspension"));
            return None;
        }
        Some(found)
    }
}
