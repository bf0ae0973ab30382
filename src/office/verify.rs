//! The yearly verification of a ratio (定比核实), RECLASS-5; a customer's refusal of it, RECLASS-6.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use crate::model::application::ShareDraft;
use crate::model::customer::{Customer, TariffShare, Verification};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::VerificationOutcome;
use crate::rules::Refusal;
use crate::rules::field::{self, LONGEST_TEXT};
use crate::rules::last_day::LastDay;
use crate::rules::ratio::{self, RECLASS_5, RECLASS_6};
use crate::store::customer as accounts;
use crate::store::ratio as store;

use super::{Act, OfficeError, Work, customer};

/// A verification as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VerificationEntry {
    pub account: String,
    /// Empty: today.
    pub on: String,
    /// `verified` or `refused`; empty: verified.
    pub result: String,
    /// The ratio as found; empty: as it is.
    pub shares: Vec<ShareDraft>,
    /// Empty: who is at the desk.
    pub verified_by: String,
    pub note: String,
}

/// How an account with a ratio stands: since when, and by when it is to be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatioStanding {
    /// The day on which the ratio was set or verified last.
    pub since: NaiveDate,
    pub last: LastDay,
    /// The day on which the customer refused the verification that is due.
    pub refused_on: Option<NaiveDate>,
}

/// How the ratio of an account stands; `None` where it has none.
pub(super) fn standing(
    work: Work<'_>,
    account: &str,
) -> Result<Option<RatioStanding>, OfficeError> {
    let found = store::to_verify(work.conn, Some(account))?;
    let found = found.into_iter().next();
    found
        .map(|found| {
            let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
            Ok(RatioStanding {
                since: found.since,
                last: ratio::verify_by(found.since, books, calendar)?,
                refused_on: found.refused_on,
            })
        })
        .transpose()
}

/// Records that a ratio was verified, with the same or a new one, or that the customer refused (RECLASS-6): then
/// the last ratio stays, and so does the reminder.
///
/// # Errors
/// Every refusal at once.
pub fn verify(work: Work<'_>, entry: &VerificationEntry) -> Result<Verification, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let account = &stored.customer.account;
    let own = store::shares(work.conn, stored.id)?;
    let standing = standing(work, account)?;
    let mut refusals = Vec::new();
    let outcome = outcome(&entry.result).map_err(|refusal| refusals.push(refusal));
    let on = match day(work, &entry.on, standing.as_ref()) {
        Ok(day) => day,
        Err(refusal) => {
            refusals.push(refusal);
            work.desk.today
        }
    };
    if standing.is_none() {
        refusals.push(no_ratio(&stored.customer));
    }
    let typed = match (&outcome, entry.shares.as_slice()) {
        (_, []) => own.clone(),
        (Ok(VerificationOutcome::Refused), _) => {
            let message = "客户拒绝核实的，原比例继续执行，不能填新的比例";
            let instead = "去掉新比例；能核实的，结果记为已核实";
            refusals.push(Refusal::new(RECLASS_6, message, instead).at("shares"));
            own.clone()
        }
        (_, typed) => ratio::check(typed).unwrap_or_else(|problems| {
            refusals.extend(problems);
            Vec::new()
        }),
    };
    let note = tidy(&entry.note);
    let length = note.chars().count();
    if length > LONGEST_TEXT {
        let problem = format!("最多{LONGEST_TEXT}个字，现在是{length}个");
        refusals.push(Refusal::input("note", "说明", problem));
    }
    let (Ok(outcome), true) = (outcome, refusals.is_empty()) else {
        return Err(OfficeError::Refused(refusals));
    };
    let verified_by = match tidy(&entry.verified_by) {
        empty if empty.is_empty() => work.desk.operator.clone(),
        typed => typed,
    };
    let verification = Verification {
        on,
        outcome,
        shares: typed,
        verified_by,
        note,
    };
    keep(work, &stored, &own, &verification)?;
    Ok(verification)
}

fn keep(
    work: Work<'_>,
    stored: &accounts::StoredCustomer,
    own: &[TariffShare],
    verification: &Verification,
) -> Result<(), OfficeError> {
    store::add_verification(work.conn, stored.id, verification)?;
    let shares = &verification.shares;
    let changed = !ratio::is_same(shares, own);
    if changed {
        store::set_shares(work.conn, stored.id, shares)?;
        let tariff = ratio::main_class(shares).unwrap_or(stored.customer.tariff);
        let changed = Customer {
            tariff,
            ..stored.customer.clone()
        };
        accounts::update_supply(work.conn, stored.id, &changed)?;
    }
    let detail = json!({
        "on": verification.on,
        "result": verification.outcome,
        "from": changed.then_some(own),
        "shares": shares,
    });
    work.log(Act::Verify, &stored.customer.account, detail)
}

fn outcome(typed: &str) -> Result<VerificationOutcome, Refusal> {
    match half_width(typed).as_str() {
        "" => Ok(VerificationOutcome::Verified),
        word => word
            .parse()
            .map_err(|unknown| Refusal::input("result", "核实结果", unknown)),
    }
}

/// Not in the future, and not before the ratio held or was verified last (COUNT-6).
fn day(
    work: Work<'_>,
    typed: &str,
    standing: Option<&RatioStanding>,
) -> Result<NaiveDate, Refusal> {
    let today = work.desk.today;
    let day = if tidy(typed).is_empty() {
        today
    } else {
        field::date(typed).map_err(|problem| Refusal::input("on", "核实日期", problem))?
    };
    if day > today {
        let message = format!("核实日期{day}在今天（{today}）之后");
        return Err(Refusal::new("COUNT-6", message, "只能登记已经核实过的").at("on"));
    }
    match standing.map(|standing| standing.since) {
        Some(since) if day < since => {
            let message = format!("核实日期{day}早于现在比例的执行或核实日{since}");
            let instead = format!("核实日期不早于{since}");
            Err(Refusal::new("COUNT-6", message, instead).at("on"))
        }
        _ => Ok(day),
    }
}

fn no_ratio(customer: &Customer) -> Refusal {
    let account = &customer.account;
    let state = customer.state.chinese();
    let tariff = customer.tariff.chinese();
    let message = format!("户号{account}（{state}）没有按比例执行的用电类别，现在按{tariff}执行");
    let instead = "几类用电不能分别装表的，先办改类，写明各类比例";
    Refusal::new(RECLASS_5, message, instead).at("account")
}
