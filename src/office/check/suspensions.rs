//! Suspensions against the state of their accounts and the times of a year.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::model::vocabulary::AccountState;
use crate::office::{OfficeError, Work, suspension};
use crate::rules::suspension::Limits;
use crate::rules::suspension::used::times;
use crate::store::{customer, suspension as store};

use super::Finding;

/// An account is suspended while anything of it is under seal, and not more often in a year than it may.
pub(super) fn findings(work: Work<'_>) -> Result<Vec<Finding>, OfficeError> {
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let mut findings = Vec::new();
    for id in store::ever(work.conn)? {
        let Some(found) = customer::by_id(work.conn, id)? else {
            continue;
        };
        let account = &found.customer.account;
        let all = suspension::of_account(work, id)?;
        let sealed = all.iter().any(|one| one.sealed().next().is_some());
        let suspended = found.customer.state == AccountState::Suspended;
        if sealed != suspended {
            let state = found.customer.state.chinese();
            let is = if sealed { "有" } else { "没有" };
            let message = format!("户号{account}记为{state}，却{is}加封的设备");
            findings.push(Finding::new("SUSPEND-12", message));
        }
        let years: BTreeSet<i32> = all.iter().map(|one| one.start().year()).collect();
        for year in years {
            let number = times(&all, year);
            if number > limits.times {
                let message = format!("户号{account}在{year}年暂停了{number}次");
                findings.push(Finding::new("SUSPEND-2", message));
            }
        }
    }
    Ok(findings)
}
