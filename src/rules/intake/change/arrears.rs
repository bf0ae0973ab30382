//! What the account owes (欠费) when an application would end it, split it or change its holder.

use rust_decimal::Decimal;

use crate::model::application::{Arrears, Draft};
use crate::model::money::{figures, to_fen};
use crate::model::text::tidy;
use crate::model::vocabulary::Kind;
use crate::rules::field;
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;

impl Check<'_> {
    /// What was owed and when that was looked up. Of a closure it is recorded and blocks at the final bill
    /// (CLOSE-2); a split and a transfer begin only once everything is paid (SPLIT-2, TRANSFER-1).
    pub(super) fn arrears(&mut self, kind: Kind, typed: &Draft) -> Option<Arrears> {
        let amount = self.owed(&typed.arrears);
        let checked_on = if tidy(&typed.arrears_checked_on).is_empty() {
            self.input("arrears_checked_on", "查欠费日期", "未填");
            None
        } else {
            field::date(&typed.arrears_checked_on)
                .map_err(|problem| self.input("arrears_checked_on", "查欠费日期", problem))
                .ok()
        };
        let today = self.context.today;
        if let Some(day) = checked_on.filter(|day| *day > today) {
            let problem = format!("{day}在今天（{today}）之后");
            self.input("arrears_checked_on", "查欠费日期", problem);
        }
        let rule = match kind {
            Kind::Closure => None,
            Kind::Split => Some("SPLIT-2"),
            _ => Some("TRANSFER-1"),
        };
        let owed = amount.filter(|amount| !amount.is_zero());
        if let Some((rule, owed)) = rule.zip(owed) {
            let message = format!("原户还欠费{}元，不能办理{}", figures(owed), kind.chinese());
            let instead = "先结清电费，再查一次欠费，为0.00元时办理";
            self.refusals
                .push(Refusal::new(rule, message, instead).at("arrears"));
        }
        Some(Arrears {
            amount: amount?,
            checked_on: checked_on?,
        })
    }

    fn owed(&mut self, typed: &str) -> Option<Decimal> {
        if tidy(typed).is_empty() {
            self.input("arrears", "欠费金额（元）", "未填，没有欠费的填0.00");
            return None;
        }
        field::decimal(typed, 2)
            .map_err(|problem| self.input("arrears", "欠费金额（元）", problem))
            .ok()
            .map(to_fen)
    }
}
