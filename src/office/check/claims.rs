//! Claims against their steps and their amounts.

use rust_decimal::Decimal;

use crate::office::{OfficeError, Work, claim};
use crate::rules::field::decimal;
use crate::store::claim as store;

use super::Finding;

/// The state is what the steps made it, the amount what the inputs come to, and what was paid adds up.
pub(super) fn findings(work: Work<'_>) -> Result<Vec<Finding>, OfficeError> {
    let mut findings = Vec::new();
    for row in store::list(work.conn, None)? {
        let Some(kept) = store::by_number(work.conn, &row.number)? else {
            continue;
        };
        let (number, rule) = (&kept.number, kept.rule());
        let records = store::steps(work.conn, number)?;
        let standing: Vec<_> = records
            .iter()
            .filter(|one| one.withdrawn.is_none())
            .collect();
        let by_steps = standing.last().map(|record| record.to);
        if kept.state.is_open() && by_steps.is_some_and(|state| state != kept.state) {
            let message = format!("违约理赔档案{number}的状态与最后的环节不符");
            findings.push(Finding::new(&rule, message));
        }
        let paid: Decimal = standing
            .iter()
            .filter(|record| record.step.as_str() == "paid")
            .filter_map(|record| decimal(record.fields.get("amount")?, 2).ok())
            .sum();
        if paid != kept.paid {
            let message = format!("违约理赔档案{number}的收付款与登记的不符");
            findings.push(Finding::new(&rule, message));
        }
        let amount = claim::amount_now(work, &kept)?;
        if amount.is_some_and(|amount| amount != kept.sums().amount) {
            let message = format!("违约理赔档案{number}的金额与计算的不符");
            findings.push(Finding::new(&rule, message));
        }
    }
    Ok(findings)
}
