//! When papers were issued, as the log keeps it: on which day, and before which step.

use chrono::NaiveDate;

use crate::model::case::StepRecord;
use crate::store::event::{self, Event};
use crate::store::paper::IssuedPaper;

use super::super::{Act, OfficeError, Work};

/// What was done to a subject, in order.
pub(super) struct Issues(Vec<Event>);

impl Issues {
    pub(super) fn of(work: Work<'_>, subject: &str) -> Result<Self, OfficeError> {
        Ok(Self(event::of(work.conn, subject)?))
    }

    /// The day worked as when it was issued: the one that it bears where it bears one.
    pub(super) fn day(&self, paper: &IssuedPaper) -> NaiveDate {
        let place = self.place(paper);
        let kept = place.and_then(|place| self.0.get(place)?.detail["on"].as_str());
        let day = kept.and_then(|day| day.parse().ok());
        day.unwrap_or(paper.issued_at.date())
    }

    /// Whether it was issued before a step was recorded; `records` are all of the case.
    pub(super) fn precedes(
        &self,
        paper: &IssuedPaper,
        record: &StepRecord,
        records: &[StepRecord],
    ) -> bool {
        let earlier = records.iter().filter(|one| one.id < record.id).count();
        let events = self.0.iter().enumerate();
        let mut steps = events.filter(|(_, event)| event.act == Act::Step.wire());
        match (self.place(paper), steps.nth(earlier)) {
            (Some(paper), Some((step, _))) => paper < step,
            _ => paper.issued_at <= record.recorded_at,
        }
    }

    fn place(&self, paper: &IssuedPaper) -> Option<usize> {
        self.0.iter().position(|event| {
            event.act == Act::Print.wire()
                && event.detail["form"] == paper.form
                && event.detail["round"] == serde_json::json!(paper.round)
                && event.detail["issue"] == paper.issue
        })
    }
}
