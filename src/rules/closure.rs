//! Accounts that nobody uses (连续不用电), CLOSE-4: candidates for closure, never closed by themselves.

use chrono::{Days, Months, NaiveDate};

use crate::model::idle_notice::IdleNotice;

use super::calendar::Calendar;
use super::refusal::Refusal;
use super::rulebook::{RulebookError, Rulebooks};
use super::span::Span;

/// The rule of closing for want of use.
pub const CLOSE_4: &str = "CLOSE-4";

/// Key of the time without use that makes a candidate.
const IDLE: &str = "closure.idle";

/// A meter that stood still long enough, by its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// The first reading of those that are all the same.
    pub since: NaiveDate,
    /// The last of them.
    pub until: NaiveDate,
    /// The day on which the time without use was full.
    pub full_on: NaiveDate,
    pub span: Span,
    /// The rulebook whose number was used: the one in force on the first day.
    pub rulebook: String,
    pub article: String,
}

/// An account that nobody uses, and how far the notice to it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    pub idle: Idle,
    /// The last notice about this time without use.
    pub notice: Option<IdleNotice>,
}

/// The notice on which a closure for want of use rests, applied for on a day: written, delivered with proof, before
/// the closure begins (CLOSE-4).
///
/// # Errors
/// CLOSE-4 with what is lacking; of an account that is no candidate too.
pub fn notice_first<'a>(
    account: &str,
    unused: Option<&'a Unused>,
    applied_on: NaiveDate,
) -> Result<&'a IdleNotice, Refusal> {
    let refused = |message, instead: &str| Refusal::new(CLOSE_4, message, instead);
    let unused = unused.ok_or_else(|| no_candidate(account))?;
    let Some(notice) = &unused.notice else {
        let message = format!(
            "户号{account}自{}起不用电，还没有书面通知过",
            unused.idle.since
        );
        let instead = "先打印待销户通知书送达客户，登记送达证明后再办销户";
        return Err(refused(message, instead));
    };
    let number = &notice.number;
    match &notice.delivery {
        None => {
            let message = format!("待销户通知{number}还没有送达证明");
            Err(refused(message, "登记送达证明后再办销户"))
        }
        Some(delivery) if delivery.on > applied_on => {
            let on = delivery.on;
            let message = format!("待销户通知{number}于{on}送达，晚于申请日期{applied_on}");
            let instead = format!("申请日期不早于{on}");
            Err(refused(message, &instead))
        }
        Some(_) => match notice.waits_until(applied_on) {
            None => Ok(notice),
            Some(day) => {
                let message = format!("待销户通知{number}请客户在{day}以前答复，还没有到期");
                let instead =
                    format!("{day}以后仍没有答复再办；客户答复要销户的，办理起因选客户申请");
                Err(refused(message, &instead))
            }
        },
    }
}

/// Why an account is not one that nobody uses.
pub fn no_candidate(account: &str) -> Refusal {
    let message =
        format!("户号{account}不是待销户的户：没有连续六个月不用电的抄表记录，或另有业务在办");
    let instead = "照常抄表；客户自己要销户的，按客户申请办理销户";
    Refusal::new(CLOSE_4, message, instead)
}

/// Whether readings that are all the same from one day to another make a candidate (CLOSE-4, COUNT-2); `None` where
/// they do not reach far enough.
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook or is no span.
pub fn idle(
    since: NaiveDate,
    until: NaiveDate,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<Option<Idle>, RulebookError> {
    let in_force = books.parameter(IDLE, since)?;
    let span = books.span(IDLE, since)?;
    let full_on = span.nominal(since, calendar);
    Ok((full_on <= until).then(|| Idle {
        since,
        until,
        full_on,
        span,
        rulebook: in_force.book.title.clone(),
        article: in_force.parameter.article.clone(),
    }))
}

/// The latest day since which a meter can have stood still long enough by today, or a little after it: the months
/// end earlier in a short one.
///
/// # Errors
/// As [`idle`].
pub fn latest_start(today: NaiveDate, books: &Rulebooks) -> Result<NaiveDate, RulebookError> {
    let months = match books.span(IDLE, today)? {
        Span::Months(months) => months,
        _ => 0,
    };
    let start = today.checked_sub_months(Months::new(months));
    let start = start.and_then(|start| start.checked_add_days(Days::new(3)));
    Ok(start.unwrap_or(today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn full_on(since: &str, until: &str) -> Option<String> {
        let manual = Manual::built_in().unwrap();
        let (since, until) = (since.parse().unwrap(), until.parse().unwrap());
        let idle = idle(since, until, &manual.rulebooks, &manual.calendar).unwrap();
        idle.map(|idle| idle.full_on.to_string())
    }

    #[test]
    fn close_4_six_months_running_by_the_readings() {
        assert_eq!(full_on("2026-05-05", "2026-11-04"), None);
        assert_eq!(
            full_on("2026-05-05", "2026-11-05").as_deref(),
            Some("2026-11-05")
        );
        // The last day of the month, and no moving for a rest day.
        assert_eq!(
            full_on("2025-08-31", "2026-02-28").as_deref(),
            Some("2026-02-28")
        );
        assert_eq!(
            full_on("2026-04-03", "2026-10-03").as_deref(),
            Some("2026-10-03")
        );
    }
}
