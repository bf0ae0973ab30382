//! The last day of a span that runs on an account (户号上的期限), and when the office is reminded of it.

use chrono::{Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use crate::model::case::StepId;

use super::calendar::Calendar;
use super::deadline::{Deadline, DeadlineState};
use super::rulebook::{RulebookError, Rulebooks};
use super::span::Span;

/// The parameters of a span that runs on an account.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    pub(super) span: &'static str,
    /// The days ahead on which the office is reminded, the farthest first.
    pub(super) reminders: [&'static str; 3],
}

/// The last day by which someone must act (COUNT-2, COUNT-3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDay {
    pub span: Span,
    /// The rulebook whose number was used: the one in force on the day on which the span opens.
    pub rulebook: String,
    pub article: String,
    /// The last day by the count alone.
    pub nominal: NaiveDate,
    /// The last day in time.
    pub due: NaiveDate,
    pub note: Option<String>,
    /// The days on which the office is reminded, the earliest first.
    pub remind_on: Vec<NaiveDate>,
}

/// The last day of a span that opens on a day.
///
/// # Errors
/// [`RulebookError`] where a parameter is in no rulebook or is no span.
pub(super) fn last_day(
    keys: Keys,
    from: NaiveDate,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<LastDay, RulebookError> {
    let in_force = books.parameter(keys.span, from)?;
    let span = books.span(keys.span, from)?;
    let end = span.act_by(from, calendar);
    let remind_on = keys.reminders.iter().map(|key| {
        let ahead = books.parameter(key, from)?.parameter.value;
        let ahead = Days::new(ahead.to_u64().unwrap_or_default());
        Ok(end.due.checked_sub_days(ahead).unwrap_or(end.due))
    });
    Ok(LastDay {
        span,
        rulebook: in_force.book.title.clone(),
        article: in_force.parameter.article.clone(),
        nominal: end.nominal,
        due: end.due,
        note: end.note,
        remind_on: remind_on.collect::<Result<_, RulebookError>>()?,
    })
}

impl LastDay {
    /// The time limit on the account that runs from a day, met by a step or an act of that name.
    pub(super) fn limit(
        &self,
        met_by: &str,
        rule: &str,
        from: NaiveDate,
        today: NaiveDate,
    ) -> Deadline {
        Deadline {
            step: StepId::from(met_by),
            rule: rule.to_owned(),
            span: Some(self.span),
            at_latest: false,
            rulebook: self.rulebook.clone(),
            article: self.article.clone(),
            from,
            nominal: self.nominal,
            due: self.due,
            state: if today <= self.due {
                DeadlineState::Open
            } else {
                DeadlineState::Overdue
            },
            done: None,
            note: self.note.clone(),
        }
    }
}
