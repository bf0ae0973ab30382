//! Transformers that stop for a time (暂停).

use rust_decimal::prelude::ToPrimitive;

use crate::model::application::{Change, Draft};
use crate::model::text::tidy;
use crate::rules::field;
use crate::rules::intake::{Check, LONGEST_ADDRESS};
use crate::rules::suspension::Limits;
use crate::rules::suspension::equipment::Holding;
use crate::rules::suspension::plan::{Against, Plan};

use super::AccountFacts;

/// More days than a year has cannot be agreed on.
const DAYS_OF_A_YEAR: u32 = 365;

impl Check<'_> {
    /// SUSPEND-1 to SUSPEND-5, SUSPEND-10: everything that speaks against it, before anything is saved.
    pub(super) fn suspension(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<Change> {
        let from = self.wished_day("from", "暂停日期", &typed.from);
        let to = self.wished_day("to", "恢复日期", &typed.to);
        let agreed_days = self.agreed_days(typed);
        let waiver = self.waiver(typed.waiver.as_ref());
        let facts = facts?;
        let plates: Vec<String> = typed
            .transformers
            .iter()
            .map(|one| one.plate.clone())
            .collect();
        let customer = &facts.customer;
        let holding = Holding::of_account(&facts.transformers, customer.capacity, customer.billing);
        let chosen = holding.choose(&plates, "暂停");
        let transformers = chosen
            .map_err(|refusals| self.refusals.extend(refusals))
            .ok();
        let (from, to) = (from?, to?);
        let plan = Plan {
            // Days and times are checked whatever was chosen.
            equipment: transformers.clone().unwrap_or_default(),
            from,
            to,
            agreed_days,
        };
        let applied_on = field::date(&typed.applied_on).unwrap_or(self.context.today);
        let limits = Limits::on(&self.manual.rulebooks, applied_on).ok()?;
        let objections = plan.objections(Against {
            applied_on,
            notice_waived: waiver.is_some(),
            others: &facts.suspensions,
            limits: &limits,
        });
        self.refusals.extend(objections);
        Some(Change::Suspension {
            transformers: transformers?,
            from,
            to,
            agreed_days,
            basis: tidy(&typed.basis),
            waiver,
        })
    }

    /// SUSPEND-4: days agreed on with a seasonal user need a basis and an approver.
    fn agreed_days(&mut self, typed: &Draft) -> Option<u32> {
        let basis = self.text("basis", "约定依据", &typed.basis, LONGEST_ADDRESS);
        if tidy(&typed.agreed_days).is_empty() {
            if !basis.is_empty() {
                self.input("agreed_days", "约定天数", "写了约定依据，须填约定天数");
            }
            return None;
        }
        let days = field::decimal(&typed.agreed_days, 0)
            .ok()
            .and_then(|days| days.to_u32());
        let Some(days) = days.filter(|days| (1..=DAYS_OF_A_YEAR).contains(days)) else {
            let problem = format!("应为1至{DAYS_OF_A_YEAR}的整数");
            self.input("agreed_days", "约定天数", problem);
            return None;
        };
        let waived = typed.waiver.as_ref();
        if basis.is_empty() && waived.is_none_or(|waiver| tidy(&waiver.basis).is_empty()) {
            self.input("basis", "约定依据", "约定天数须写明依据");
        }
        if waived.is_none() {
            self.input("waiver", "特批", "约定天数须由主管批准");
        }
        Some(days)
    }
}
