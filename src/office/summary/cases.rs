//! The cases of a month with their steps and time limits as they stood at its end.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::application::Change;
use crate::model::case::{StepId, StepRecord};
use crate::model::summary::{CaseLine, LateStep, Period, StepLoad, Waited, Waiver};
use crate::office::{OfficeError, Work, case_file};
use crate::rules::course::Course;
use crate::rules::deadline::{Deadline, DeadlineState, Measure};
use crate::rules::summary::adjusted::Known;
use crate::rules::summary::{Counted, Ending};
use crate::store::summary::{self, CaseOfMonth};

/// What is looked at.
pub(super) struct Look<'a> {
    work: Work<'a>,
    days: Period,
    /// The first day of the year's first month.
    year_from: NaiveDate,
    as_of: NaiveDate,
    cases: Vec<Case>,
}

struct Case {
    kept: CaseOfMonth,
    counted: Counted,
    deadlines: Vec<Deadline>,
    /// Steps that can be recorded next.
    next: Vec<StepId>,
}

impl<'a> Look<'a> {
    /// The cases that were not over before the month, and those of the frozen month before that are.
    pub(super) fn at(
        work: Work<'a>,
        (days, year_from): (Period, NaiveDate),
        as_of: NaiveDate,
        known: &[Known],
    ) -> Result<Self, OfficeError> {
        let mut kept = summary::cases(work.conn, days)?;
        let there: std::collections::BTreeSet<String> = kept
            .iter()
            .map(|case| case.stored.case.number.clone())
            .collect();
        for gone in known.iter().filter(|known| !there.contains(&known.number)) {
            kept.extend(summary::case_of(work.conn, &gone.number)?);
        }
        let cases = kept.into_iter();
        let cases = cases.filter_map(|kept| Case::of(work, kept, days, as_of).transpose());
        Ok(Self {
            work,
            days,
            year_from,
            as_of,
            cases: cases.collect::<Result<_, OfficeError>>()?,
        })
    }

    pub(super) fn counted(&self) -> Vec<Counted> {
        self.cases.iter().map(|case| case.counted.clone()).collect()
    }

    /// How many cases stand at each step, in the order of the procedures.
    pub(super) fn steps(&self) -> Vec<StepLoad> {
        let mut loads: BTreeMap<&StepId, (i64, i64)> = BTreeMap::new();
        for case in self.at_end() {
            for step in &case.next {
                loads.entry(step).or_default().0 += 1;
            }
            let overdue = case.overdue().map(|deadline| &deadline.step);
            for step in overdue.collect::<std::collections::BTreeSet<_>>() {
                loads.entry(step).or_default().1 += 1;
            }
        }
        let procedures = &self.work.manual.procedures;
        let mut order: Vec<&StepId> = Vec::new();
        for (_, path) in procedures.paths() {
            for place in &path.steps {
                if loads.contains_key(&place.id) && !order.contains(&&place.id) {
                    order.push(&place.id);
                }
            }
        }
        let load = |step: &StepId| {
            let (in_hand, overdue) = loads.get(step).copied().unwrap_or_default();
            StepLoad {
                step: step.to_string(),
                name: procedures.name(step).to_owned(),
                in_hand,
                overdue,
            }
        };
        order.into_iter().map(load).collect()
    }

    /// Steps done too late in the month, those past their day at its end, and whatever was late in a case that was
    /// completed in the month: that is what its rate comes from. The longest first.
    pub(super) fn late(&self) -> Vec<LateStep> {
        let mut late = Vec::new();
        for case in &self.cases {
            let ended = case.counted.ended_in(self.days);
            let completed = matches!(ended, Some(Ending::Completed(_)));
            for deadline in &case.deadlines {
                let counts = match (deadline.state, deadline.done) {
                    (DeadlineState::Late, Some(day)) => completed || self.days.holds(day),
                    (DeadlineState::Overdue, _) => completed || case.counted.at_end(self.days),
                    _ => false,
                };
                if counts {
                    late.push(self.late_step(case, deadline));
                }
            }
        }
        late.sort_by(|a, b| (b.days, &a.case).cmp(&(a.days, &b.case)));
        late
    }

    fn late_step(&self, case: &Case, deadline: &Deadline) -> LateStep {
        let kept = &case.kept.stored.case;
        let until = deadline.done.unwrap_or(self.as_of);
        let record = case.kept.steps.iter().find(|record| {
            record.step == deadline.step
                && Some(record.on) == deadline.done
                && record.withdrawn.is_none()
        });
        LateStep {
            case: kept.number.clone(),
            customer: kept.application.customer.name.clone(),
            kind: case.counted.kind,
            class: case.counted.class,
            step: deadline.step.to_string(),
            step_name: self.work.manual.procedures.name(&deadline.step).to_owned(),
            rule: deadline.rule.clone(),
            article: deadline.article.clone(),
            due: deadline.due,
            done: deadline.done,
            days: (until - deadline.due).num_days(),
            reason: record.and_then(|record| record.late_reason),
        }
    }

    /// What was waived for the cases accepted in the month.
    pub(super) fn waivers(&self) -> Vec<Waiver> {
        let accepted = self.accepted();
        let waived = accepted.filter_map(|case| {
            let kept = &case.kept.stored.case;
            let waiver = kept.application.change.as_ref().and_then(Change::waiver)?;
            Some(Waiver {
                case: kept.number.clone(),
                customer: kept.application.customer.name.clone(),
                kind: case.counted.kind,
                handler: kept.handler.clone(),
                reason: waiver.reason.clone(),
                basis: waiver.basis.clone(),
                approver: waiver.approver.clone(),
            })
        });
        waived.collect()
    }

    /// The cases accepted in the month that had waited for papers.
    pub(super) fn waited(&self) -> Vec<Waited> {
        let accepted = self.accepted();
        let waited = accepted.map(|case| {
            let kept = &case.kept.stored.case;
            let (applied_on, accepted_on) = (kept.application.applied_on, case.counted.accepted_on);
            Waited {
                case: kept.number.clone(),
                customer: kept.application.customer.name.clone(),
                applied_on,
                accepted_on: Some(accepted_on),
                days: (accepted_on - applied_on).num_days(),
            }
        });
        waited.filter(|one| one.days > 0).collect()
    }

    /// Every case of the month by number, as a line of a list.
    pub(super) fn lines(&self) -> Vec<CaseLine> {
        let cases = self.cases.iter();
        let of_month = cases.filter(|case| {
            let counted = &case.counted;
            let moved =
                self.days.holds(counted.accepted_on) || counted.ended_in(self.days).is_some();
            moved || counted.at_start(self.days) || counted.at_end(self.days)
        });
        let mut lines: Vec<CaseLine> = of_month.map(|case| self.line(case)).collect();
        lines.sort_by(|a, b| a.case.cmp(&b.case));
        lines
    }

    fn line(&self, case: &Case) -> CaseLine {
        let (kept, counted) = (&case.kept.stored.case, &case.counted);
        let at_end = counted.at_end(self.days);
        // What came after the month is none of its business.
        let ending = counted.ending.filter(|_| !at_end);
        let completed_on = match ending {
            Some(Ending::Completed(day)) => Some(day),
            _ => None,
        };
        let voided_on = match ending {
            Some(Ending::Voided(day)) => Some(day),
            _ => None,
        };
        CaseLine {
            case: kept.number.clone(),
            kind: counted.kind,
            class: counted.class,
            account: kept.account.clone(),
            customer: kept.application.customer.name.clone(),
            address: kept.application.customer.address.clone(),
            kva: counted.kva.normalize(),
            handler: kept.handler.clone(),
            applied_on: kept.application.applied_on,
            accepted_on: counted.accepted_on,
            completed_on,
            voided_on,
            from_earlier_year: completed_on.is_some() && counted.accepted_on < self.year_from,
            at_start: counted.at_start(self.days),
            at_end,
            overdue: at_end && counted.overdue,
            on_time: completed_on.map(|_| counted.on_time),
            working_days: completed_on.map(|_| counted.working_days),
        }
    }

    fn at_end(&self) -> impl Iterator<Item = &Case> {
        let cases = self.cases.iter();
        cases.filter(|case| case.counted.at_end(self.days))
    }

    fn accepted(&self) -> impl Iterator<Item = &Case> {
        let cases = self.cases.iter();
        cases.filter(|case| self.days.holds(case.counted.accepted_on))
    }
}

impl Case {
    /// A case as it stood; `None` where it was never accepted.
    fn of(
        work: Work<'_>,
        kept: CaseOfMonth,
        days: Period,
        as_of: NaiveDate,
    ) -> Result<Option<Self>, OfficeError> {
        let case = &kept.stored.case;
        let Some(accepted_on) = case.accepted_on else {
            return Ok(None);
        };
        let path = case_file::path(work, case)?;
        let known: Vec<StepRecord>;
        let records = if kept.steps.iter().all(|record| record.on <= as_of) {
            kept.steps.as_slice()
        } else {
            let steps = kept.steps.iter().filter(|record| record.on <= as_of);
            known = steps.cloned().collect();
            &known
        };
        let course = Course {
            path,
            application: &case.application,
            accepted_on,
            records,
        };
        let deadlines = course.deadlines(Measure {
            rulebooks: &work.manual.rulebooks,
            calendar: &work.manual.calendar,
            today: as_of,
        })?;
        let ending = case.completed_on.map(Ending::Completed);
        let ending = ending.or(case.voided_on.map(Ending::Voided));
        let mut counted = Counted {
            number: case.number.clone(),
            kind: case.application.kind,
            class: case.application.class,
            kva: kept.kva,
            accepted_on,
            ending,
            overdue: false,
            on_time: false,
            working_days: 0,
        };
        let state = |state| deadlines.iter().any(|deadline| deadline.state == state);
        counted.overdue = state(DeadlineState::Overdue);
        counted.on_time = !counted.overdue && !state(DeadlineState::Late);
        if let Some(Ending::Completed(day)) = counted.ended_in(days) {
            let calendar = &work.manual.calendar;
            counted.working_days = calendar.working_days_between(accepted_on, day).into();
        }
        let next = if counted.at_end(days) {
            let progress = course.progress();
            progress.next().map(|place| place.id.clone()).collect()
        } else {
            Vec::new()
        };
        Ok(Some(Self {
            counted,
            deadlines,
            next,
            kept,
        }))
    }

    fn overdue(&self) -> impl Iterator<Item = &Deadline> {
        let deadlines = self.deadlines.iter();
        deadlines.filter(|deadline| deadline.state == DeadlineState::Overdue)
    }
}
