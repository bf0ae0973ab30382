//! What is due (今日待办): open time limits, soonest first, overdue ones first of all.

use crate::model::vocabulary::{Class, Kind};
use crate::rules::deadline::{Deadline, DeadlineState};
use crate::store::case;

use super::{OfficeError, Work, case_file};

/// An open time limit of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    pub case: String,
    pub name: String,
    pub kind: Kind,
    pub class: Class,
    pub step_name: String,
    pub deadline: Deadline,
}

impl DueItem {
    /// Days from `today` to the due day; negative: overdue by so many.
    pub fn days_left(&self, today: chrono::NaiveDate) -> i64 {
        (self.deadline.due - today).num_days()
    }
}

/// Open limits that fall due within `within` days from today (`None`: all), overdue ones first, then by
/// day.
///
/// # Errors
/// The records cannot be read.
pub fn due(work: Work<'_>, within: Option<i64>) -> Result<Vec<DueItem>, OfficeError> {
    let mut items = Vec::new();
    for stored in case::under_way(work.conn)? {
        let path = case_file::path(work, &stored.case)?;
        let steps = case::steps(work.conn, stored.id)?;
        for deadline in case_file::deadlines(work, path, &stored.case, &steps)? {
            let open = matches!(deadline.state, DeadlineState::Open | DeadlineState::Overdue);
            let near =
                within.is_none_or(|days| (deadline.due - work.desk.today).num_days() <= days);
            if open && near {
                items.push(DueItem {
                    case: stored.case.number.clone(),
                    name: stored.case.application.customer.name.clone(),
                    kind: stored.case.application.kind,
                    class: stored.case.application.class,
                    step_name: work.manual.procedures.name(&deadline.step).to_owned(),
                    deadline,
                });
            }
        }
    }
    items.sort_by(|a, b| (a.deadline.due, &a.case).cmp(&(b.deadline.due, &b.case)));
    Ok(items)
}
