//! The sheets of a form: one for the case; one for each round of its step, and one to take along to the next; of a
//! contract of a split account, one for each part.

use chrono::NaiveDate;

use crate::model::case::{StepId, StepRecord};
use crate::model::vocabulary::{Kind, StepResult};
use crate::paper::{Availability, Form, Values};
use crate::rules::Refusal;
use crate::rules::course::Course;
use crate::rules::field::{self, FieldKind};
use crate::rules::guard;
use crate::rules::procedure::PathStep;
use crate::rules::progress::{Progress, part_of};

use super::super::case_file::{CaseFile, case_file};
use super::super::{OfficeError, Work, part};
use super::availability::{objection, refused};
use super::{FEE_NOTICE, parts, steps};

/// A sheet asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    pub form: String,
    /// None: the round recorded last, or where none is, the one that comes.
    pub round: Option<u32>,
}

/// A sheet that can be printed now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    pub form: &'static Form,
    pub round: Option<Round>,
}

/// Which of a form's sheets it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// The round of the step, or the part of a split account, from 1.
    pub number: u32,
    /// Day and result; none on the sheet to take along.
    pub recorded: Option<(NaiveDate, StepResult)>,
}

/// Which round is meant where several could be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// This one; none named: the one recorded last, else the one that comes.
    Asked(Option<u32>),
    /// The one to take along, else the one recorded last.
    AtHand,
}

impl From<&str> for Wanted {
    fn from(form: &str) -> Self {
        Self {
            form: form.to_owned(),
            round: None,
        }
    }
}

impl Sheet {
    pub fn wanted(&self) -> Wanted {
        Wanted {
            form: self.form.id.clone(),
            round: self.round.map(|round| round.number),
        }
    }

    /// Whether it is about this round, or this part, of a step.
    pub fn records(&self, record: &StepRecord) -> bool {
        let number = match self.form.step_of_rounds() {
            Some(step) if *step == record.step => Some(record.round),
            None if record.step.as_str() == part::CONTRACT => {
                part_of(record).and_then(|part| u32::try_from(part).ok())
            }
            _ => None,
        };
        let own = self.round.filter(|round| round.recorded.is_some());
        number.is_some() && record.withdrawn.is_none() && own.map(|own| own.number) == number
    }

    /// The form's title with the round.
    pub fn name(&self) -> String {
        self.form.name_of(self.round.map(|round| round.number))
    }
}

/// The sheet that goes with a step just recorded: what the clerk hands out or files.
///
/// # Errors
/// There is no such case.
pub fn goes_with(
    work: Work<'_>,
    number: &str,
    record: &StepRecord,
) -> Result<Option<Wanted>, OfficeError> {
    let file = case_file(work, number)?;
    let application = &file.case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    let Some(place) = path.and_then(|path| path.step(&record.step)) else {
        return Ok(None);
    };
    let of_part = part_of(record).filter(|_| record.step.as_str() == part::CONTRACT);
    let of_part = of_part.and_then(|part| file.parts.get(part.checked_sub(1)?));
    let usual = match of_part {
        Some(one) => Some(part::contract_form(one.part.class)),
        None => place.definition.form.clone(),
    };
    let form = match record.result {
        StepResult::Pass => usual,
        StepResult::Fail => place.form_on_fail.clone().or(usual),
        StepResult::NotRequired => None,
    };
    let Some(form) = form.and_then(|id| crate::paper::form(&id).ok()) else {
        return Ok(None);
    };
    // A paper for the whole case has no word of what failed.
    let of_rounds = form.step_of_rounds().is_some();
    if record.result == StepResult::Fail && !of_rounds {
        return Ok(None);
    }
    let Ok(rounds) = rounds(work, form, &file) else {
        return Ok(None);
    };
    let own = if form.step_of_rounds() == Some(&record.step) {
        Some(record.round)
    } else {
        part_of(record).and_then(|part| u32::try_from(part).ok())
    };
    let choice = match own.filter(|own| rounds.iter().flatten().any(|one| one.number == *own)) {
        Some(own) => Choice::Asked(Some(own)),
        None => Choice::AtHand,
    };
    let round = choose(form, &rounds, choice).ok();
    Ok(round.map(|round| Wanted {
        form: form.id.clone(),
        round: round.map(|round| round.number),
    }))
}

/// The sheet that goes with a step to be recorded.
pub(in crate::office) fn to_come(
    course: Course<'_>,
    progress: &Progress<'_>,
    place: &PathStep,
) -> Option<Wanted> {
    let form = part::form(course, progress, place)?;
    // A notice of nothing to pay is none.
    if form == FEE_NOTICE && nothing_to_pay(progress) {
        return None;
    }
    let round = match &crate::paper::form(&form).ok()?.available {
        Availability::Round(step) => Some(progress.round(step)),
        _ if place.id.as_str() == part::CONTRACT => {
            let open = progress.open_parts(&place.id).next();
            open.and_then(|part| u32::try_from(part).ok())
        }
        _ => None,
    };
    Some(Wanted { form, round })
}

fn nothing_to_pay(progress: &Progress<'_>) -> bool {
    let planned = progress.field("plan_drafted", "capacity").is_some();
    let fees = guard::fees_asked(progress).unwrap_or_default();
    planned && fees.iter().all(|line| line.amount.is_zero())
}

/// The sheets of a form that can be printed for a case now, in the order of the rounds; at least one.
pub(super) fn rounds(
    work: Work<'_>,
    form: &Form,
    file: &CaseFile,
) -> Result<Vec<Option<Round>>, Refusal> {
    if let Some(objection) = objection(work, form, file) {
        return Err(objection);
    }
    let parts = parts::of_contract(form, file);
    if !parts.is_empty() {
        return Ok(parts.into_iter().map(Some).collect());
    }
    let Some(step) = form.step_of_rounds() else {
        return Ok(vec![None]);
    };
    let all_results = matches!(form.available, Availability::Round(_));
    let recorded = steps::live(file).filter(|record| {
        record.step == *step
            && match record.result {
                StepResult::Fail => true,
                StepResult::Pass => all_results,
                StepResult::NotRequired => false,
            }
    });
    let recorded = recorded.map(|record| Round {
        number: record.round,
        recorded: Some((record.on, record.result)),
    });
    let next = file.next.iter().find(|next| next.step == *step);
    let to_come = next.filter(|_| all_results).map(|next| Round {
        number: next.round,
        recorded: None,
    });
    let rounds: Vec<_> = recorded.chain(to_come).map(Some).collect();
    if rounds.is_empty() {
        return Err(none_yet(work, form, step, file));
    }
    Ok(rounds)
}

fn none_yet(work: Work<'_>, form: &Form, step: &StepId, file: &CaseFile) -> Refusal {
    let title = &form.title;
    let name = work.manual.procedures.name(step);
    let passed = steps::live(file).any(|record| record.step == *step && record.result.is_passed());
    let (message, instead) = match form.available {
        Availability::Failed(_) if passed => (
            format!("“{name}”已通过，不用“{title}”"),
            "选本业务的其他表单",
        ),
        Availability::Failed(_) => (
            format!("“{title}”在“{name}”不合格之后才能打印"),
            "先登记该环节的结果",
        ),
        _ => (format!("“{title}”到办“{name}”时才能打印"), "先办前面的环节"),
    };
    refused(message, instead)
}

/// One of the sheets.
pub(super) fn choose(
    form: &Form,
    rounds: &[Option<Round>],
    choice: Choice,
) -> Result<Option<Round>, Refusal> {
    let is_recorded = |one: &&Option<Round>| one.is_none_or(|round| round.recorded.is_some());
    let last_recorded = rounds.iter().rfind(is_recorded);
    let to_come = rounds.iter().find(|one| !is_recorded(one));
    let found = match choice {
        Choice::Asked(None) => last_recorded.or(to_come),
        Choice::AtHand => to_come.or(last_recorded),
        Choice::Asked(Some(number)) => rounds
            .iter()
            .find(|one| one.is_some_and(|round| round.number == number)),
    };
    found.copied().ok_or_else(|| {
        let known: Vec<String> = rounds
            .iter()
            .flatten()
            .map(|round| round.number.to_string())
            .collect();
        let problem = if known.is_empty() {
            format!("“{}”每件工单只有一张，不分次", form.title)
        } else {
            format!("“{}”现在只有第{}次", form.title, known.join("、"))
        };
        Refusal::input("round", "第几次", problem)
    })
}

/// The case as a sheet shows it. A round that is recorded stands as it stood on that day, whatever came later; the
/// sheet to take along has nothing of the rounds before; on a sheet for the whole case stands what was passed.
pub(super) fn as_of(form: &Form, file: &CaseFile, round: Option<Round>) -> CaseFile {
    let mut file = file.clone();
    if let Some(number) = round.filter(|_| form.step_of_rounds().is_none()) {
        return parts::alone(&file, number);
    }
    let step = form.step_of_rounds();
    let own = |record: &StepRecord| record.withdrawn.is_none() && step == Some(&record.step);
    match round {
        Some(Round {
            number,
            recorded: Some(_),
        }) => {
            let place = (file.steps.iter()).position(|one| own(one) && one.round == number);
            file.steps.truncate(place.map_or(0, |place| place + 1));
            fees_of_plan(&mut file);
            opens_later(&mut file);
        }
        Some(_) => file
            .steps
            .retain(|record| record.result != StepResult::Fail && !own(record)),
        None => file
            .steps
            .retain(|record| record.result != StepResult::Fail),
    }
    file
}

/// The fees of the plan that stood then.
fn fees_of_plan(file: &mut CaseFile) {
    let plans = steps::live(file).filter(|record| record.step.as_str() == "plan_drafted");
    let plan = plans.last().and_then(|plan| plan.fields.get("fees"));
    let fees = plan.map(|kept| guard::fee_lines(kept).unwrap_or_default());
    if let Some(fees) = fees {
        file.fees = fees;
    }
}

/// An account that a new connection opened after these steps was not known yet.
fn opens_later(file: &mut CaseFile) {
    let opened = steps::live(file).any(|record| record.step.as_str() == "energised");
    if file.case.application.kind == Kind::NewConnection && !opened {
        file.case.account = None;
    }
}

/// What the sheet to take along says beside the case: its round, and the faults to be looked at again.
pub(super) fn take_along(
    values: &mut Values,
    work: Work<'_>,
    form: &Form,
    file: &CaseFile,
    round: Option<Round>,
) {
    let (Some(step), Some(round)) = (form.step_of_rounds(), round) else {
        return;
    };
    if round.recorded.is_none()
        && let Some(key) = steps::round_key(step)
    {
        values.set(key, round.number.to_string());
    }
    let application = &file.case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    let own = || steps::live(file).filter(|record| record.step == *step);
    let last = own().filter(|record| record.round < round.number).last();
    let passed = own().any(|one| one.round == round.number && one.result == StepResult::Pass);
    let result = if passed {
        "已改好"
    } else {
        "□ 已改好  □ 未改好"
    };
    let Some((definition, last)) = path.and_then(|path| path.definition(step)).zip(last) else {
        return;
    };
    let faults = definition.fields.iter().filter(|spec| spec.recheck);
    for spec in faults.filter(|spec| spec.kind == FieldKind::Rows) {
        let kept = last.fields.get(&spec.name).map_or("", String::as_str);
        for row in field::rows(kept).unwrap_or_default() {
            let words: Vec<&str> = spec
                .columns
                .iter()
                .filter_map(|column| row.get(&column.name).map(String::as_str))
                .collect();
            let cells = [("text", words.join("，")), ("result", result.to_owned())];
            values.push_row("recheck", cells);
        }
    }
}
