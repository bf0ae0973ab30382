//! The claims of a month (违约理赔): number, energy, back-pay, penalty, paid.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{ClaimKind, ClaimState};
use crate::model::summary::{ClaimLine, ClaimTotals, ClaimWaiver, Period};
use crate::office::{OfficeError, Work};
use crate::store::claim as store;

/// The block of a month with what stands behind it.
#[derive(Debug)]
pub(super) struct Claims {
    pub totals: Vec<ClaimTotals>,
    pub lines: Vec<ClaimLine>,
    pub waivers: Vec<ClaimWaiver>,
}

/// Counts the claims of a month as they stood on its last day, or on the day before it is over.
pub(super) fn claims(
    work: Work<'_>,
    days: Period,
    as_of: NaiveDate,
) -> Result<Claims, OfficeError> {
    let paid = store::paid_within(work.conn, days)?;
    let known = store::list(work.conn, None)?.into_iter().rev();
    let mut lines = Vec::new();
    for row in known.filter(|row| row.state != ClaimState::Voided && row.found_on <= as_of) {
        let closed_on = row.closed_on.filter(|day| *day <= as_of);
        let paid = paid.get(&row.number).copied().unwrap_or_default();
        let moved = days.holds(row.found_on) || closed_on.is_some_and(|day| days.holds(day));
        if moved || closed_on.is_none() || !paid.is_zero() {
            lines.push(ClaimLine {
                claim: row.number,
                kind: row.kind,
                state: row.state,
                account: row.account,
                customer: row.name,
                found_on: row.found_on,
                closed_on,
                handler: row.handler,
                kwh: row.sums.kwh.normalize(),
                back_pay: row.sums.back_pay,
                penalty: row.sums.penalty,
                amount: row.sums.amount,
                paid,
            });
        }
    }
    let totals = ClaimKind::ALL
        .iter()
        .map(|kind| totals(*kind, &lines, days));
    Ok(Claims {
        totals: totals.collect(),
        waivers: waivers(work, &lines, days)?,
        lines,
    })
}

fn totals(kind: ClaimKind, lines: &[ClaimLine], days: Period) -> ClaimTotals {
    let of_kind = || lines.iter().filter(move |line| line.kind == kind);
    let found = || of_kind().filter(|line| days.holds(line.found_on));
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let sum = |figure: fn(&ClaimLine) -> Decimal| found().map(figure).sum();
    ClaimTotals {
        kind,
        found: count(found().count()),
        closed: count(
            of_kind()
                .filter(|line| line.closed_on.is_some_and(|day| days.holds(day)))
                .count(),
        ),
        open: count(of_kind().filter(|line| line.closed_on.is_none()).count()),
        kwh: sum(|line| line.kwh),
        back_pay: sum(|line| line.back_pay),
        penalty: sum(|line| line.penalty),
        amount: sum(|line| line.amount),
        paid: of_kind().map(|line| line.paid).sum(),
    }
}

/// AUDIT-2: what supervisors decided about claims that came out of time.
fn waivers(
    work: Work<'_>,
    lines: &[ClaimLine],
    days: Period,
) -> Result<Vec<ClaimWaiver>, OfficeError> {
    let mut waivers = Vec::new();
    for line in lines.iter().filter(|line| line.kind == ClaimKind::Damage) {
        for record in store::steps(work.conn, &line.claim)? {
            let admitted = record.step.as_str() == "admitted" && record.withdrawn.is_none();
            if admitted && days.holds(record.on) {
                let field = |name: &str| record.fields.get(name).cloned().unwrap_or_default();
                waivers.push(ClaimWaiver {
                    claim: line.claim.clone(),
                    customer: line.customer.clone(),
                    kind: line.kind,
                    handler: line.handler.clone(),
                    on: record.on,
                    reason: field("reason"),
                    basis: field("basis"),
                    approver: field("approver"),
                });
            }
        }
    }
    Ok(waivers)
}
