//! Claims (违约理赔): late bills, breach, theft, damaged appliances, each a file of an account.
//!
//! | what | file |
//! |------|------|
//! | opening a file | [`open`](mod@open) |
//! | a step; the amount worked out anew | [`step`](mod@step) |
//! | taking the last step back, ending a file | [`take_back`] |
//! | facts, and their correction | `facts`, [`correct`] |
//! | a file with what comes next; lists | [`file`](mod@file) |
//! | prices out of the tables (TARIFF-3) | `prices` |
//! | who pays as a resident | `payer` |
//! | the suspension under which sealed equipment was used | `suspended` |
//! | what is odd and may still be so | [`warnings`] |
//! | a breach that begins at a suspension, more capacity that begins at a breach | [`suggested`] |

pub mod correct;
mod facts;
pub mod file;
pub mod open;
mod payer;
mod prices;
pub mod step;
pub mod suggested;
mod suspended;
pub mod take_back;
pub mod warnings;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use crate::model::claim::{Calculation, Claim, ClaimKind, ClaimState, Incident, LOOKED_UP};
use crate::model::customer::Customer;
use crate::model::typed::{Fields, Typed};
use crate::rules::Refusal;
use crate::rules::claim::asked;
use crate::rules::claim::limit::Clock;
use crate::rules::claim::worked::{Days, NotWorked, PAY_BY, Worked, work_out};
use crate::rules::{field, late};
use crate::store::claim as store;

use super::{OfficeError, Work};

pub use crate::store::claim::ClaimRow;

impl From<NotWorked> for OfficeError {
    fn from(error: NotWorked) -> Self {
        match error {
            NotWorked::Refused(refusals) => Self::Refused(refusals),
            NotWorked::Reckoning(error) => error.into(),
        }
    }
}

/// The claim of a number, or a refusal that says there is none.
pub(super) fn stored(work: Work<'_>, number: &str) -> Result<Claim, OfficeError> {
    match store::by_number(work.conn, number)? {
        Some(claim) => Ok(claim),
        None => {
            let problem = format!("没有违约理赔档案“{number}”");
            super::refuse(Refusal::input("claim", "档案编号", problem))
        }
    }
}

/// Every claim, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn list(work: Work<'_>) -> Result<Vec<ClaimRow>, OfficeError> {
    Ok(store::list(work.conn, None)?)
}

/// The claims of an account, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn of_account(work: Work<'_>, account: &str) -> Result<Vec<ClaimRow>, OfficeError> {
    Ok(store::list(work.conn, Some(account))?)
}

/// Every incident that a file stands on, newest first.
///
/// # Errors
/// The records cannot be read.
pub fn incidents(work: Work<'_>) -> Result<Vec<Incident>, OfficeError> {
    Ok(store::incidents(work.conn)?)
}

/// Whether there is a claim of a number.
///
/// # Errors
/// The records cannot be read.
pub fn exists(work: Work<'_>, number: &str) -> Result<bool, OfficeError> {
    Ok(store::by_number(work.conn, number)?.is_some())
}

/// How many claims are not closed.
///
/// # Errors
/// The records cannot be read.
pub fn open_count(work: Work<'_>) -> Result<i64, OfficeError> {
    Ok(store::open_count(work.conn)?)
}

/// What an amount comes to, or what speaks against it, while it is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trial {
    Worked(Worked),
    Refused(Vec<Refusal>),
}

impl Trial {
    fn of(done: Result<(Calculation, Worked), OfficeError>) -> Result<Self, OfficeError> {
        match done {
            Ok((_, worked)) => Ok(Self::Worked(worked)),
            Err(OfficeError::Refused(refusals)) => Ok(Self::Refused(refusals)),
            Err(failed) => Err(failed),
        }
    }
}

/// The amount of a file that is being typed.
///
/// # Errors
/// The records cannot be read.
pub fn trial(work: Work<'_>, entry: &open::ClaimEntry) -> Result<Trial, OfficeError> {
    let (Ok(kind), Some(inputs)) = (entry.kind.parse::<ClaimKind>(), &entry.calculation) else {
        return Ok(Trial::Refused(Vec::new()));
    };
    let holder = match super::customer::stored(work, &entry.account) {
        Ok(stored) => stored.customer,
        // The field of the account says so already.
        Err(OfficeError::Refused(_)) => return Ok(Trial::Refused(Vec::new())),
        Err(failed) => return Err(failed),
    };
    let on = field::date(&entry.found_on).unwrap_or(work.desk.today);
    let known = store::incident_by_number(work.conn, &entry.incident.number)?;
    let damaged = known.map(|incident| incident.occurred_at);
    let damaged = damaged.or(field::time(&entry.incident.occurred_at).ok());
    let days = Days {
        on,
        damaged: damaged.map(|at| at.date()),
    };
    let whole = open::whole(kind, inputs);
    let done = calculate(work, kind, &holder, (&whole, None), days);
    let done = match done {
        Ok((one, worked)) => {
            let mut worked = without_note(worked, &entry.facts);
            worked.warnings = warnings::of_entry(work, entry, (kind, on))?;
            Ok((one, worked))
        }
        Err(failed) => Err(failed),
    };
    Trial::of(done)
}

/// The amount of a claim with other inputs.
///
/// # Errors
/// The records cannot be read.
pub fn trial_of(work: Work<'_>, claim: &Claim, inputs: &Fields) -> Result<Trial, OfficeError> {
    let holder = super::customer::stored(work, &claim.account)?.customer;
    let inputs = (inputs, kept(claim));
    let done = calculate(work, claim.kind, &holder, inputs, days(claim));
    Trial::of(done.map(|(one, worked)| (one, without_note(worked, &claim.facts))))
}

/// What a claim was worked out with before.
fn kept(claim: &Claim) -> Option<&Fields> {
    claim.calculation.as_ref().map(|one| &one.fields)
}

/// What is wrong with a calculation whoever the customer is: for an account that is not known.
fn wrong_for_anyone(work: Work<'_>, kind: ClaimKind, inputs: &Fields, days: Days) -> Vec<Refusal> {
    let mut found: Vec<Refusal> = pay_by_refused(inputs, days.on).into_iter().collect();
    if let Err(NotWorked::Refused(refusals)) = work_out(kind, inputs, &[], days, work.manual) {
        found.extend(refusals);
    }
    let of_account =
        |name: &str| [payer::CLASS, payer::TWO_PART].contains(&name) || LOOKED_UP.contains(&name);
    found.retain(|refusal| !of_account(&refusal.field));
    found
}

/// Looks up the prices that were not typed, and works out the amount; beside the inputs, what they were before.
///
/// # Errors
/// Every refusal at once, a missing price by its name and day (TARIFF-3).
pub fn calculate(
    work: Work<'_>,
    kind: ClaimKind,
    customer: &Customer,
    (inputs, before): (&Fields, Option<&Fields>),
    days: Days,
) -> Result<(Calculation, Worked), OfficeError> {
    let mut refusals = Vec::new();
    let inputs = &asked::with_plain_days(work.manual.claims.of(kind), inputs);
    let inputs = payer::settled(kind, customer, inputs).unwrap_or_else(|other| {
        refusals.push(other);
        inputs.clone()
    });
    let inputs = payer::billed(kind, customer, inputs, before).unwrap_or_else(|(inputs, other)| {
        refusals.push(other);
        inputs
    });
    refusals.extend(pay_by_refused(&inputs, days.on));
    if kind == ClaimKind::Late {
        refusals.extend(late::paid_in_future(&inputs, work.desk.today));
    }
    let (fields, prices) = prices::resolve(work, customer, kind, &inputs, days.on)?;
    let worked = match work_out(kind, &fields, &prices, days, work.manual) {
        Ok(worked) if refusals.is_empty() => worked,
        Ok(_) => return Err(OfficeError::Refused(refusals)),
        Err(NotWorked::Refused(more)) => {
            refusals.extend(more);
            return Err(OfficeError::Refused(refusals));
        }
        Err(failed) => return Err(failed.into()),
    };
    let calculation = Calculation {
        sums: worked.sums,
        fields,
        prices,
    };
    Ok((calculation, worked))
}

/// A day to pay that cannot stand on the notice.
fn pay_by_refused(inputs: &Fields, on: NaiveDate) -> Option<Refusal> {
    let day = inputs.get(PAY_BY).and_then(Typed::text)?;
    let problem = match field::date(day) {
        Ok(day) if day >= on => return None,
        Ok(day) => format!("{day}早于{on}"),
        Err(problem) => problem.to_string(),
    };
    Some(Refusal::input(PAY_BY, "交款期限", problem))
}

/// Equipment that a suspension sealed was not sealed for its capacity: the note is of no use (BREACH-3).
fn without_note(mut worked: Worked, facts: &BTreeMap<String, String>) -> Worked {
    let suspended = facts
        .get("suspension")
        .is_some_and(|one| !one.trim().is_empty());
    worked.note = worked.note.filter(|_| !suspended);
    worked
}

/// The amount of a claim that is kept, line by line.
pub(super) fn worked(work: Work<'_>, claim: &Claim) -> Result<Option<Worked>, OfficeError> {
    let Some(calculation) = &claim.calculation else {
        return Ok(None);
    };
    let Calculation { fields, prices, .. } = calculation;
    let worked = work_out(claim.kind, fields, prices, days(claim), work.manual)?;
    Ok(Some(without_note(worked, &claim.facts)))
}

/// What a claim that is kept comes to by today's rules; `None` where nothing is worked out.
pub(super) fn amount_now(work: Work<'_>, claim: &Claim) -> Result<Option<Decimal>, OfficeError> {
    Ok(worked(work, claim)?.map(|worked| worked.sums.amount))
}

/// The days on which the calculation of a claim rests.
pub(super) fn days(claim: &Claim) -> Days {
    Days {
        on: claim.found_on,
        damaged: claim.incident.as_ref().map(|one| one.occurred_at.date()),
    }
}

/// By what the hours of a claim's incident are counted.
pub(super) fn clock(work: Work<'_>, claim: &Claim) -> Result<Clock, OfficeError> {
    let mut clock = Clock {
        first_complaint: None,
        first_arrival: None,
        now: now(work),
    };
    let Some(incident) = &claim.incident else {
        return Ok(clock);
    };
    let earlier = |known: Option<NaiveDateTime>, text: Option<&String>| {
        let at = text.and_then(|at| field::time(at).ok());
        known.into_iter().chain(at).min()
    };
    // A file opened wrongly says nothing of the incident.
    let standing = store::of_incident(work.conn, &incident.number)?.into_iter();
    for one in standing.filter(|one| one.state != ClaimState::Voided) {
        clock.first_complaint = earlier(clock.first_complaint, one.facts.get("complained_at"));
        let steps = store::steps(work.conn, &one.number)?;
        for record in steps.iter().filter(|record| record.withdrawn.is_none()) {
            clock.first_arrival = earlier(clock.first_arrival, record.fields.get("arrived_at"));
        }
    }
    Ok(clock)
}

/// The time at the desk, where the day worked as is the clock's.
fn now(work: Work<'_>) -> Option<NaiveDateTime> {
    let now = work.desk.now;
    (now.date() == work.desk.today).then_some(now)
}
