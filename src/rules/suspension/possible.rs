//! What another suspension could still be (还能怎样暂停): the earliest start, and the longest from there.

use chrono::{Days, NaiveDate};

use super::plan::{Against, Plan};

/// Years ahead within which an earliest start is looked for: after two full ones everything is open again.
const DAYS_AHEAD: u64 = 3 * 366;

/// A suspension that would be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Possible {
    pub earliest: NaiveDate,
    /// The last day of resumption from the earliest start on.
    pub latest_to: NaiveDate,
}

impl Possible {
    /// Days of the longest.
    pub fn days(&self) -> i64 {
        (self.latest_to - self.earliest).num_days()
    }
}

/// The earliest start from `not_before` on for the equipment of a plan, whose own days are not looked at.
pub fn possible(plan: &Plan, not_before: NaiveDate, against: Against<'_>) -> Option<Possible> {
    let shortest = Days::new(u64::from(against.limits.shortest));
    let first = against
        .applied_on
        .checked_add_days(Days::new(u64::from(against.limits.notice)))?;
    let starts = not_before.max(first).iter_days();
    starts
        .take(usize::try_from(DAYS_AHEAD).unwrap_or(usize::MAX))
        .find_map(|from| {
            let candidate = Plan {
                from,
                to: from.checked_add_days(shortest)?,
                ..plan.clone()
            };
            Some(Possible {
                earliest: from,
                latest_to: longest(&candidate, against)?,
            })
        })
}

/// The last day of resumption that a plan could have from its start on; `None` where not even the shortest
/// is possible.
pub fn longest(plan: &Plan, against: Against<'_>) -> Option<NaiveDate> {
    let shortest = plan
        .from
        .checked_add_days(Days::new(u64::from(against.limits.shortest)))?;
    let days = shortest.iter_days();
    let is_possible = |to: &NaiveDate| {
        let candidate = Plan {
            to: *to,
            ..plan.clone()
        };
        candidate.is_possible(against)
    };
    days.take(usize::try_from(DAYS_AHEAD).unwrap_or(usize::MAX))
        .take_while(is_possible)
        .last()
}
