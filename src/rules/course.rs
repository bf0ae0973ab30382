//! The course of a case (办理过程): its path, what was applied for, and what was recorded so far.

use chrono::NaiveDate;

use crate::model::application::{Application, Change, Part};
use crate::model::case::StepRecord;
use crate::model::vocabulary::Sources;

use super::deadline::{self, Deadline, Measure, Start};
use super::field::{Choice, Condition, FieldSpec, OptionsFrom};
use super::procedure::{Path, PathStep};
use super::progress::Progress;
use super::rulebook::RulebookError;

/// An accepted case as the rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    pub path: &'a Path,
    pub application: &'a Application,
    pub accepted_on: NaiveDate,
    /// Every record in order, those taken back included.
    pub records: &'a [StepRecord],
}

impl<'a> Course<'a> {
    /// The number of power sources applied for.
    pub fn sources(&self) -> Sources {
        self.application.sources_kind()
    }

    /// Whether power could flow back from a second source or own generation (NEW-9).
    pub fn needs_interlock(&self) -> bool {
        self.sources() == Sources::Dual || {
            let own = self.application.own_generation.as_ref();
            own.is_some_and(|own| !own.is_empty())
        }
    }

    /// Every time limit that opened on the case.
    ///
    /// # Errors
    /// As [`deadline::deadlines`].
    pub fn deadlines(&self, measure: Measure<'_>) -> Result<Vec<Deadline>, RulebookError> {
        let start = Start {
            accepted_on: self.accepted_on,
            sources: self.sources(),
            wished_on: self.application.change.as_ref().and_then(Change::wished_on),
            appointed_on: self.appointed_on(),
        };
        deadline::deadlines(self.path, start, self.records, measure)
    }

    /// What is recorded at a step in this case.
    pub fn fields(&self, place: &PathStep) -> Vec<FieldSpec> {
        let change = self.application.change.as_ref();
        let meter_off = change.is_some_and(Change::finds_the_meter_off);
        let fields = place.definition.fields.iter();
        let asked = fields.filter(|field| match field.condition {
            None => true,
            Some(Condition::MeterHangs) => !meter_off,
            Some(Condition::DualSource) => self.sources() == Sources::Dual,
            Some(Condition::Ratio) => change.is_some_and(|change| !change.shares().is_empty()),
        });
        asked
            .cloned()
            .map(|mut field| {
                if field.options_from == Some(OptionsFrom::Parts) {
                    field.options = parts_to_choose(self.application.parts());
                }
                field
            })
            .collect()
    }

    /// The day for which the office is bound to act (SUSPEND-8, SUSPEND-12).
    pub fn appointed_on(&self) -> Option<NaiveDate> {
        self.application.change.as_ref()?.appointed_on()
    }

    pub fn progress(&self) -> Progress<'a> {
        Progress::of(self.path, self.records, self.application.parts().len())
    }
}

/// The parts of a split account by number.
fn parts_to_choose(parts: &[Part]) -> Vec<Choice> {
    let numbered = (1..).zip(parts);
    numbered
        .map(|(number, part): (usize, _)| Choice {
            value: number.to_string(),
            label: format!("第{number}份 {}", part.customer.name),
        })
        .collect()
}
