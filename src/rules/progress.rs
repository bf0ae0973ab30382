//! How far a case has come (工单进度): which steps are passed, which can be recorded now.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::case::{StepId, StepRecord};

use super::procedure::{Path, PathStep, Standing};

/// The standing of every step of a path, worked out from what was recorded.
#[derive(Debug, Clone)]
pub struct Progress<'a> {
    path: &'a Path,
    records: Vec<&'a StepRecord>,
    passed: BTreeMap<&'a StepId, &'a StepRecord>,
    /// How many parts the account is split into.
    parts: usize,
    /// Of a step that is recorded once a part, the record of each part.
    by_part: BTreeMap<&'a StepId, BTreeMap<usize, &'a StepRecord>>,
}

/// The field of a step that names the part, from 1.
pub const PART: &str = "part";

/// The part that a record is about.
pub fn part_of(record: &StepRecord) -> Option<usize> {
    record.fields.get(PART)?.parse().ok()
}

impl<'a> Progress<'a> {
    /// Reads the records in order; those taken back do not count. A failed step undoes every step from
    /// where it goes back to.
    /// `parts` is how many there are of a split account, else none.
    pub fn of(path: &'a Path, records: &'a [StepRecord], parts: usize) -> Self {
        let mut progress = Self {
            path,
            records: Vec::new(),
            passed: BTreeMap::new(),
            parts,
            by_part: BTreeMap::new(),
        };
        for record in records.iter().filter(|record| record.withdrawn.is_none()) {
            progress.take(record);
        }
        progress
    }

    /// Reads one more record. Returns whether the step is now passed.
    pub fn take(&mut self, record: &'a StepRecord) -> bool {
        self.records.push(record);
        let Some(position) = self.path.position(&record.step) else {
            return false;
        };
        if record.result.is_passed() {
            if self.path.steps[position].once_a.is_some() {
                let done = self.by_part.entry(&record.step).or_default();
                done.extend(part_of(record).map(|part| (part, record)));
                if done.len() < self.parts {
                    return false;
                }
            }
            self.passed.insert(&record.step, record);
            return true;
        }
        let back = self.path.steps[position].on_fail.as_ref();
        let first = back
            .and_then(|back| self.path.position(back))
            .unwrap_or(position);
        for step in &self.path.steps[first..=position] {
            self.passed.remove(&step.id);
            self.by_part.remove(&step.id);
        }
        false
    }

    pub fn path(&self) -> &'a Path {
        self.path
    }

    /// Every record that was not taken back, in order.
    pub fn records(&self) -> &[&'a StepRecord] {
        &self.records
    }

    /// The record by which a step is passed.
    pub fn passed(&self, id: &StepId) -> Option<&'a StepRecord> {
        self.passed.get(id).copied()
    }

    /// The record of a part in a step that is recorded once a part.
    pub fn part(&self, id: &StepId, part: usize) -> Option<&'a StepRecord> {
        self.by_part.get(id)?.get(&part).copied()
    }

    /// The parts, from 1, for which a step is still to be recorded.
    pub fn open_parts(&self, id: &StepId) -> impl Iterator<Item = usize> {
        let done = self.by_part.get(id);
        let is_done = move |part: &usize| done.is_some_and(|done| done.contains_key(part));
        (1..=self.parts).filter(move |part| !is_done(part))
    }

    /// The last day on which something by which a step is passed was done.
    pub fn passed_on(&self, id: &StepId) -> Option<NaiveDate> {
        let last = self.passed(id)?.on;
        let parts = self.by_part.get(id).into_iter().flatten();
        parts.map(|(_, record)| record.on).chain([last]).max()
    }

    /// A field of the record by which a step is passed.
    pub fn field(&self, step: &str, name: &str) -> Option<&'a str> {
        let record = self.passed(&StepId::from(step))?;
        record
            .fields
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Steps that the one at `position` needs and that are not passed.
    pub fn lacks(&self, position: usize) -> impl Iterator<Item = &'a StepId> {
        self.path
            .needs(position)
            .iter()
            .filter(|need| !self.passed.contains_key(need))
    }

    /// Whether a step was recorded or can be recorded now.
    pub fn is_reached(&self, id: &StepId) -> bool {
        let recorded = self.records.iter().any(|record| record.step == *id);
        let position = self.path.position(id);
        recorded || position.is_some_and(|position| self.standing(position) == Standing::Next)
    }

    pub fn standing(&self, position: usize) -> Standing {
        if self.passed.contains_key(&self.path.steps[position].id) {
            Standing::Passed
        } else if self.lacks(position).next().is_none() {
            Standing::Next
        } else {
            Standing::Later
        }
    }

    /// The steps that can be recorded now, in the order of the path.
    pub fn next(&self) -> impl Iterator<Item = &'a PathStep> {
        let steps = self.path.steps.iter().enumerate();
        steps
            .filter(|(i, _)| self.standing(*i) == Standing::Next)
            .map(|(_, step)| step)
    }

    /// The round in which a step would be recorded now, from 1.
    pub fn round(&self, id: &StepId) -> u32 {
        let times = self.records.iter().filter(|record| record.step == *id);
        times.fold(1, |round, _| round + 1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::vocabulary::{Class, Kind, StepResult};
    use crate::rules::Manual;

    /// A record as tests write it: `survey 2026-06-01`, `inspected 2026-06-03 fail`.
    pub(in crate::rules) fn record(text: &str) -> StepRecord {
        let mut words = text.split(' ');
        let step = words.next().unwrap();
        let on: chrono::NaiveDate = words.next().unwrap().parse().unwrap();
        StepRecord {
            id: 0,
            step: StepId::from(step),
            round: 1,
            result: words
                .next()
                .map_or(StepResult::Pass, |word| word.parse().unwrap()),
            on,
            recorded_at: on.and_hms_opt(9, 0, 0).unwrap(),
            operator: "王芳".to_owned(),
            fields: BTreeMap::new(),
            late_reason: None,
            withdrawn: None,
        }
    }

    fn next_after(records: &[&str]) -> Vec<String> {
        let manual = Manual::built_in().unwrap();
        let path = manual
            .procedures
            .path(Kind::NewConnection, Class::Resident)
            .unwrap();
        let records: Vec<StepRecord> = records.iter().map(|text| record(text)).collect();
        Progress::of(path, &records, 0)
            .next()
            .map(|step| step.id.to_string())
            .collect()
    }

    #[test]
    fn new_1_the_residents_steps_follow_each_other() {
        assert_eq!(next_after(&[]), ["survey"]);
        assert_eq!(next_after(&["survey 2026-06-01 fail"]), ["survey"]);
        let mut done = vec![
            "survey 2026-06-01",
            "plan_drafted 2026-06-01",
            "plan_approved 2026-06-01",
        ];
        assert_eq!(next_after(&done), ["plan_answered"]);
        done.push("plan_answered 2026-06-02");
        assert_eq!(
            next_after(&done),
            ["inspected", "fees_settled", "contract_signed"]
        );
        done.extend(["contract_signed 2026-06-02", "inspected 2026-06-03 fail"]);
        assert_eq!(next_after(&done), ["inspected", "fees_settled"]);
        done.extend(["inspected 2026-06-05", "fees_settled 2026-06-05"]);
        assert_eq!(next_after(&done), ["energised"]);
        done.push("energised 2026-06-08");
        assert_eq!(next_after(&done), ["filed"]);
        done.push("filed 2026-06-09");
        assert_eq!(next_after(&done), [""; 0]);
    }

    #[test]
    fn new_5_a_returned_plan_is_drafted_anew() {
        let returned = [
            "survey 2026-06-01",
            "plan_drafted 2026-06-01",
            "plan_approved 2026-06-01 fail",
        ];
        assert_eq!(next_after(&returned), ["plan_drafted"]);
    }

    #[test]
    fn a_step_taken_back_does_not_count() {
        let manual = Manual::built_in().unwrap();
        let path = manual
            .procedures
            .path(Kind::NewConnection, Class::Resident)
            .unwrap();
        let mut records = vec![record("survey 2026-06-01")];
        records[0].withdrawn = Some(crate::model::case::Withdrawal {
            at: records[0].recorded_at,
            operator: "王芳".to_owned(),
            reason: "录错".to_owned(),
        });
        let progress = Progress::of(path, &records, 0);
        assert_eq!(progress.round(&StepId::from("survey")), 1);
        assert_eq!(progress.standing(0), Standing::Next);
    }
}
