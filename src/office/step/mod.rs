//! Recording a step (办理环节), and what comes of it.

mod closure;
mod connect;
pub(super) mod effect;
mod meters;
pub mod odd;
mod others;
mod reclass;
mod removal;
mod split;
mod suspension;
mod transfer;

use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::vocabulary::{CaseState, StepResult};
use crate::rules::field::FieldContext;
use crate::rules::procedure::Path;
use crate::rules::progress::{Progress, part_of};
use crate::rules::step_entry::{self, CheckedStep, StepContext, StepEntry};
use crate::rules::summary::capacity;
use crate::rules::{Refusal, meter_fit, seals};
use crate::store::case::{self, StoredCase};
use crate::store::customer;

use self::odd::Told;

use super::{Act, OfficeError, Work, case_file, proportion};

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub case: String,
    pub record: StepRecord,
    pub state: CaseState,
    /// The account that the step opened or changed.
    pub account: Option<String>,
    /// What is odd about what was recorded.
    pub warnings: Vec<String>,
}

/// Records a step: order, dates (COUNT-6), fields and guards are checked, the step's effect is carried
/// out, and the case's state follows.
///
/// # Errors
/// Every refusal at once.
pub fn record(work: Work<'_>, number: &str, entry: &StepEntry) -> Result<Recorded, OfficeError> {
    let mut stored = case_file::stored(work, number)?;
    let path = case_file::path(work, &stored.case)?;
    let records = case::steps(work.conn, stored.id)?;
    let course = case_file::course(path, &stored.case, &records);
    let Some(course) = course.filter(|_| stored.case.state.is_open()) else {
        return super::refuse(not_open(work, &stored, path));
    };
    let brought = case::document_days(work.conn, number)?;
    let context = StepContext {
        course,
        today: work.desk.today,
        operator: &work.desk.operator,
        fields: field_context(work),
        brought: &brought,
    };
    let checked = match step_entry::check(work.manual, entry, context) {
        Ok(checked) => checked,
        Err(mut refusals) => {
            if let Some(typed) = step_entry::as_typed(work.manual, entry, context) {
                let typed = recorded(work, typed);
                let parts = stored.case.application.parts().len();
                let progress = Progress::of(path, &records, parts);
                let mut more = effect::objections(work, stored, &progress, &typed);
                more.retain(|refusal| !refusals.contains(refusal));
                refusals.extend(more);
            }
            return Err(OfficeError::Refused(refusals));
        }
    };
    let record = keep(work, &stored, checked)?;
    let mut account = None;
    if record.result == StepResult::Pass {
        let parts = stored.case.application.parts().len();
        let mut progress = Progress::of(path, &records, parts);
        let place = path.step(&record.step);
        if let Some(effect) = place.and_then(|place| place.effect) {
            account = Some(effect::carry_out(
                work,
                effect,
                &mut stored,
                &progress,
                &record,
            )?);
        }
        let passed = progress.take(&record);
        if passed && record.step == path.completes {
            stored.case.state = CaseState::Completed;
            stored.case.completed_on = progress.passed_on(&record.step);
        }
        if path.steps.last().is_some_and(|last| last.id == record.step) {
            stored.case.state = CaseState::Filed;
        }
        case::update(work.conn, &stored)?;
    }
    case_file::count_anew(work, &stored, path)?;
    let mut warnings: Vec<String> = phases(&stored, &record, account.as_deref(), work)?;
    warnings.extend(unlike_plan(&records, &record));
    let sealed = part_of(&record).and(record.fields.get("seals"));
    warnings.extend(sealed.and_then(|sealed| seals::warning(sealed, &record.step, &records)));
    let told = Told {
        step: &record.step,
        on: record.on,
        late_reason: record.late_reason,
        fields: &record.fields,
    };
    warnings.extend(odd::odd(work, &stored.case.application, told)?);
    let own = stored.case.account.as_ref();
    for read in own
        .into_iter()
        .chain(account.iter().filter(|new| Some(*new) != own))
    {
        if account.is_some() {
            warnings.extend(proportion::of_day(work, read, record.on)?);
        }
    }
    Ok(Recorded {
        warnings,
        case: stored.case.number,
        record,
        state: stored.case.state,
        account,
    })
}

/// What is odd about the phases of the meter that a step fitted.
fn phases(
    stored: &StoredCase,
    record: &StepRecord,
    account: Option<&str>,
    work: Work<'_>,
) -> Result<Vec<String>, OfficeError> {
    let model = record.fields.get("meter_model");
    let (Some(model), Some(account)) = (model, account) else {
        return Ok(Vec::new());
    };
    let part =
        part_of(record).and_then(|part| stored.case.application.parts().get(part.checked_sub(1)?));
    let voltage = match part {
        Some(part) => Some(part.voltage),
        None => customer::by_account(work.conn, account)?.map(|found| found.customer.voltage),
    };
    let warning = voltage.and_then(|voltage| meter_fit::warning(model, voltage));
    Ok(warning.into_iter().collect())
}

/// What is odd about the meter that a step fitted, against the plan in force.
fn unlike_plan(records: &[StepRecord], record: &StepRecord) -> Option<String> {
    let model = record.fields.get("meter_model")?;
    let mut live = records.iter().filter(|one| one.withdrawn.is_none());
    let plan = live.rfind(|one| one.step.as_str() == capacity::PLAN)?;
    let planned = |name: &str| plan.fields.get(name).map_or("", String::as_str);
    meter_fit::unlike_plan(model, planned("meter_current"), planned("meter_accuracy"))
}

/// What the checks of fields need to know of this office.
pub(in crate::office) fn field_context(work: Work<'_>) -> FieldContext<'_> {
    FieldContext {
        operators: work.settings.active_operators(),
        account_length: work.settings.account_length(),
    }
}

fn not_open(work: Work<'_>, stored: &StoredCase, path: &Path) -> Refusal {
    let (number, state) = (&stored.case.number, stored.case.state);
    let application = &stored.case.application;
    let lists = &work.manual.checklists;
    let mut missing = lists.missing(application.into(), &application.documents);
    let instead = match state {
        CaseState::Waiting => "先补齐资料，受理后再办环节",
        _ => "已结束的工单不再办理环节",
    };
    let rule = match missing.next() {
        Some(item) if state == CaseState::Waiting => item.rule(),
        _ => &path.rule,
    };
    Refusal::new(
        rule,
        format!("工单{number}{}，不能办理环节", state.chinese()),
        instead,
    )
}

/// A step as it is recorded now.
fn recorded(work: Work<'_>, checked: CheckedStep) -> StepRecord {
    StepRecord {
        id: 0,
        step: checked.step,
        round: checked.round,
        result: checked.result,
        on: checked.on,
        recorded_at: work.desk.now,
        operator: work.desk.operator.clone(),
        fields: checked.fields,
        late_reason: checked.late_reason,
        withdrawn: None,
    }
}

/// Writes the record and the log.
fn keep(
    work: Work<'_>,
    stored: &StoredCase,
    checked: CheckedStep,
) -> Result<StepRecord, OfficeError> {
    let mut record = recorded(work, checked);
    record.id = case::add_step(work.conn, stored.id, &record)?;
    let names: Vec<&str> = record.fields.keys().map(String::as_str).collect();
    let detail = json!({
        "step": record.step,
        "round": record.round,
        "result": record.result,
        "on": record.on,
        "late_reason": record.late_reason,
        "late_entry": step_entry::is_late_entry(work.manual, record.on, record.recorded_at),
        "fields": names,
    });
    work.log(Act::Step, &stored.case.number, detail)?;
    Ok(record)
}
