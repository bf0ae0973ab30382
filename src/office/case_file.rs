//! The whole case (工单): application, documents, steps, limits, papers, and what can be done next.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::{Application, Change};
use crate::model::case::{Case, StepId, StepRecord};
use crate::model::document::DocumentState;
use crate::model::vocabulary::{CaseState, Class, Kind, StepResult};
use crate::rules::Refusal;
use crate::rules::checklist::{Item, Needs};
use crate::rules::course::Course;
use crate::rules::deadline::{Deadline, Measure};
use crate::rules::exemption;
use crate::rules::field::{FieldKind, FieldSpec, Required, time_in_words};
use crate::rules::guard::{self, FeeLine};
use crate::rules::metering_points::{OTHER_METERS, points};
use crate::rules::multiplier::Planned;
use crate::rules::procedure::{Path, Standing};
use crate::rules::progress::{PART, Progress};
use crate::rules::step_entry::{self, StepContext, StepLimit};
use crate::rules::summary::capacity;
use crate::store::case::{self, StoredCase};
use crate::store::paper::{self, IssuedPaper};
use crate::store::summary;
use crate::store::suspension::NEW_END;

use super::customer::{self, Removal};
use super::part::{self, PartStanding};
use super::print::{Wanted, sheet};
use super::{OfficeError, Work, numbers, other_meters, step, suspension};

/// A line of the checklist of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    pub code: String,
    /// The step at which it is asked for; `None`: with the application.
    pub at: Option<StepId>,
    pub name: String,
    pub needs: Needs,
    pub help: String,
    /// Reasons for which it is often not applicable.
    pub not_applicable: Vec<String>,
    pub state: DocumentState,
    pub enough: bool,
}

/// A step as the stepper shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepperItem {
    pub step: StepId,
    pub name: String,
    pub standing: Standing,
    /// The day on which it was passed.
    pub done_on: Option<NaiveDate>,
    /// The limit that runs on it now, or that it met.
    pub deadline: Option<Deadline>,
    /// Why it cannot be recorded yet, where it comes later.
    pub waits_for: Vec<Refusal>,
}

/// A field of a step that can be recorded now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextField {
    pub spec: FieldSpec,
    /// A value that would be taken here and now.
    pub example: String,
    /// Whether the file has it so: the meter that hangs there, the place applied for.
    pub known: bool,
}

/// A step that can be recorded now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    pub step: StepId,
    pub name: String,
    pub help: String,
    pub results: Vec<StepResult>,
    pub round: u32,
    /// The sheet that goes with it.
    pub sheet: Option<Wanted>,
    /// The form that the customer gets where it fails.
    pub form_on_fail: Option<String>,
    pub fields: Vec<NextField>,
    /// The limit that runs on it: a step past it asks for the reason.
    pub limit: Option<StepLimit>,
    /// Fields that tell its day where that is left empty.
    pub dated_by: Vec<String>,
}

/// The contract of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractStanding {
    pub customer_signed_on: String,
    pub office_signed_on: String,
    /// The later of the two (NEW-1).
    pub in_force_on: NaiveDate,
}

impl ContractStanding {
    /// As the record of the signing says.
    pub(super) fn of(record: &StepRecord) -> Self {
        let field = |name: &str| record.fields.get(name).cloned().unwrap_or_default();
        Self {
            customer_signed_on: field("customer_signed_on"),
            office_signed_on: field("office_signed_on"),
            in_force_on: record.on,
        }
    }
}

/// Everything about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    pub case: Case,
    pub documents: Vec<DocumentLine>,
    /// Every record in order, those taken back included.
    pub steps: Vec<StepRecord>,
    pub stepper: Vec<StepperItem>,
    pub deadlines: Vec<Deadline>,
    pub next: Vec<NextStep>,
    pub fees: Vec<FeeLine>,
    pub contract: Option<ContractStanding>,
    pub prints: Vec<IssuedPaper>,
    /// Of a removal carried out: how long the meter can be asked for back.
    pub removal: Option<Removal>,
    /// Of a split: how far each part has come.
    pub parts: Vec<PartStanding>,
    /// Calendar days between application and acceptance, or today while it waits.
    pub waited_days: i64,
}

impl CaseFile {
    /// What the fees asked for add up to.
    pub fn fees_total(&self) -> Decimal {
        self.fees.iter().map(|line| line.amount).sum()
    }
}

/// The case of a number, or a refusal that says there is none.
pub(super) fn stored(work: Work<'_>, number: &str) -> Result<StoredCase, OfficeError> {
    match case::by_number(work.conn, number)? {
        Some(stored) => Ok(stored),
        None => super::refuse(Refusal::input(
            "case",
            "工单编号",
            format!("没有工单“{number}”"),
        )),
    }
}

/// The procedure that a case walks through.
pub(super) fn path<'a>(work: Work<'a>, case: &Case) -> Result<&'a Path, OfficeError> {
    let application = &case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    path.ok_or_else(|| {
        let kind = application.kind.chinese();
        OfficeError::Inconsistent(format!("工单{}的业务“{kind}”没有流程", case.number))
    })
}

/// Reads a whole case.
///
/// # Errors
/// Refused where there is no such case.
pub fn case_file(work: Work<'_>, number: &str) -> Result<CaseFile, OfficeError> {
    let stored = stored(work, number)?;
    let path = path(work, &stored.case)?;
    let steps = case::steps(work.conn, stored.id)?;
    let prints = paper::of(work.conn, number)?;
    let case = stored.case;

    let deadlines = deadlines(work, path, &case, &steps)?;
    let progress = Progress::of(path, &steps, case.application.parts().len());
    let documents = documents(work, &case, &progress);
    let stepper = stepper(work, &progress, &deadlines);
    let next = match course(path, &case, &steps) {
        Some(course) if case.state.is_open() => next(work, course, &case.number, &progress)?,
        _ => Vec::new(),
    };
    let fees = guard::fees_asked(&progress)
        .map_err(|problem| OfficeError::Inconsistent(format!("工单{number}收费项目{problem}")))?;
    let signed = progress.passed(&part::CONTRACT.into());
    let contract = signed.map(ContractStanding::of);
    let until = case
        .accepted_on
        .or(case.voided_on)
        .unwrap_or(work.desk.today);
    let waited_days = (until - case.application.applied_on).num_days().max(0);
    let removed_on = case
        .completed_on
        .filter(|_| case.application.kind == Kind::Removal);
    Ok(CaseFile {
        parts: part::standing(work, &case, &progress)?,
        removal: removed_on.map(|day| Removal::of(work, day)).transpose()?,
        documents,
        stepper,
        deadlines,
        next,
        fees,
        contract,
        prints,
        waited_days,
        steps,
        case,
    })
}

/// How many kVA the case counts with in the month's summary: the plan in force may say otherwise than the application.
pub(super) fn count_anew(
    work: Work<'_>,
    stored: &StoredCase,
    path: &Path,
) -> Result<(), OfficeError> {
    if path.position(&capacity::PLAN.into()).is_none() {
        return Ok(());
    }
    let records = case::steps(work.conn, stored.id)?;
    let application = &stored.case.application;
    let progress = Progress::of(path, &records, application.parts().len());
    let kva = capacity::counted(application, capacity::contracted(&progress));
    if kva != summary::kva(work.conn, stored.id)? {
        summary::set_kva(work.conn, stored.id, kva)?;
    }
    Ok(())
}

/// The course of a case; `None` before acceptance.
pub(super) fn course<'a>(
    path: &'a Path,
    case: &'a Case,
    records: &'a [StepRecord],
) -> Option<Course<'a>> {
    Some(Course {
        path,
        application: &case.application,
        accepted_on: case.accepted_on?,
        records,
    })
}

/// The limits of a case; none before acceptance, and none still running once it is voided.
pub(super) fn deadlines(
    work: Work<'_>,
    path: &Path,
    case: &Case,
    steps: &[StepRecord],
) -> Result<Vec<Deadline>, OfficeError> {
    let Some(course) = course(path, case, steps) else {
        return Ok(Vec::new());
    };
    let measure = Measure {
        rulebooks: &work.manual.rulebooks,
        calendar: &work.manual.calendar,
        today: work.desk.today,
    };
    let mut deadlines = course.deadlines(measure)?;
    if case.state == CaseState::Voided {
        deadlines.retain(|deadline| deadline.done.is_some());
    }
    Ok(deadlines)
}

/// What is asked for with the application, and at every step that was reached.
fn documents(work: Work<'_>, case: &Case, progress: &Progress<'_>) -> Vec<DocumentLine> {
    let application = &case.application;
    let reached = |item: &Item| match item.at.as_ref() {
        Some(at) => case.accepted_on.is_some() && progress.is_reached(at),
        None => true,
    };
    let asked = work.manual.checklists.ever_asked_for(application.into());
    asked
        .filter(|item| reached(item))
        .map(|item| {
            let state = application
                .documents
                .get(&item.code)
                .cloned()
                .unwrap_or_default();
            DocumentLine {
                code: item.code.clone(),
                at: item.at.clone(),
                name: item.name.clone(),
                needs: item.needs,
                help: work.settings.help(item),
                not_applicable: item.not_applicable.clone(),
                enough: item.needs.met_by(&state),
                state,
            }
        })
        .collect()
}

fn stepper(work: Work<'_>, progress: &Progress<'_>, deadlines: &[Deadline]) -> Vec<StepperItem> {
    let steps = progress.path().steps.iter().enumerate();
    steps
        .map(|(position, place)| StepperItem {
            step: place.id.clone(),
            name: work.manual.procedures.name(&place.id).to_owned(),
            standing: progress.standing(position),
            done_on: progress.passed_on(&place.id),
            deadline: deadlines
                .iter()
                .rfind(|deadline| deadline.step == place.id)
                .cloned(),
            waits_for: step_entry::waits_for(work.manual, progress, position),
        })
        .collect()
}

fn next(
    work: Work<'_>,
    course: Course<'_>,
    number: &str,
    progress: &Progress<'_>,
) -> Result<Vec<NextStep>, OfficeError> {
    let context = StepContext {
        course,
        today: work.desk.today,
        operator: &work.desk.operator,
        fields: step::field_context(work),
        brought: &BTreeMap::new(),
    };
    let mut next = Vec::new();
    for place in progress.next() {
        let step = &place.definition;
        // Offered only where a rulebook lists it.
        let (books, application) = (&work.manual.rulebooks, course.application);
        let exempt = exemption::of(books, application, &place.id, work.desk.today).is_some();
        let mut results = step.results.clone();
        results.retain(|result| exempt || *result != StepResult::NotRequired);
        let mut fields = course.fields(place);
        fields.retain(|spec| exempt || spec.required != Required::NotRequired);
        let limit = step_entry::limit_of(work.manual, place, context);
        // Asked only where the office may have sealed late (SUSPEND-12).
        let late = limit.and_then(|limit| limit.missed(work.desk.today, StepResult::Pass));
        fields.retain(|spec| late.is_some() || spec.name != NEW_END);
        part::suit(work, &mut fields, course, progress, place)?;
        other_meters::suit(work, &mut fields, course.application, progress)?;
        let fields = fields.into_iter().map(|mut spec| {
            let known = known(work, course.application, progress, &spec)?;
            let (known, example) = match known {
                Some(known) => (true, known),
                None => {
                    let example = example(work, course.application, number, progress, &spec)?;
                    (false, example)
                }
            };
            let named = spec.name == "multiplier"
                && Planned::of(course.application.class, progress).is_some();
            if named || spec.name == "interlock" && course.needs_interlock() {
                spec.required = Required::Pass;
            }
            Ok(NextField {
                spec,
                example,
                known,
            })
        });
        next.push(NextStep {
            step: place.id.clone(),
            name: step.name.clone(),
            help: step.help.clone(),
            results,
            round: progress.round(&place.id),
            sheet: sheet::to_come(course, progress, place),
            form_on_fail: place.form_on_fail.clone(),
            fields: fields.collect::<Result<_, OfficeError>>()?,
            limit,
            dated_by: step.dated_by.clone(),
        });
    }
    Ok(next)
}

/// What the file has for a field already.
fn known(
    work: Work<'_>,
    application: &Application,
    progress: &Progress<'_>,
    spec: &FieldSpec,
) -> Result<Option<String>, OfficeError> {
    if spec.name == OTHER_METERS {
        return other_meters::known(work, application, progress, spec);
    }
    // Said before, and said again: what was found on site comes before what was applied for.
    let before = match spec.name.as_str() {
        "industry" => {
            let found = progress.field("survey", "industry");
            Some(found.unwrap_or(&application.industry))
        }
        "boundary" if application.class == Class::Resident => {
            Some(work.settings.get("contract.boundary"))
        }
        "supply_on" => Some(
            progress
                .field("fees_settled", "supply_on")
                .unwrap_or_default(),
        ),
        _ => None,
    };
    if let Some(before) = before {
        return Ok(Some(before.to_owned()).filter(|before| !before.is_empty()));
    }
    if let (Some(Change::Relocation { to }), "new_place") =
        (&application.change, spec.name.as_str())
    {
        return Ok(Some(to.clone()));
    }
    if let (Some(Change::Resumption { suspension, .. }), "seals_off", Some(account)) = (
        &application.change,
        spec.name.as_str(),
        &application.account,
    ) {
        let id = customer::stored(work, account)?.id;
        let all = suspension::of_account(work, id)?;
        let named = all.into_iter().find(|one| one.case == *suspension);
        let sealing = named.and_then(|one| one.sealing);
        return Ok(sealing
            .map(|sealing| sealing.seals)
            .filter(|seals| !seals.is_empty()));
    }
    if spec.name == "multiplier"
        && let Some(planned) = Planned::of(application.class, progress)
    {
        return Ok(Some(planned.multiplier().to_string()));
    }
    if spec.name == "multiplier" && application.kind == Kind::NewConnection {
        // Of several metering points the first meter hangs at the first.
        let first = points(progress).into_iter().next();
        if let Some(multiplier) = first.and_then(|point| point.multiplier) {
            return Ok(Some(multiplier.to_string()));
        }
    }
    // A part of a split account gets another meter.
    let own = application.kind == Kind::Split && spec.name != "old_reading";
    let hanging = match application.account.as_ref().filter(|_| !own) {
        Some(account) => customer::meter_at_hand(work, account)?,
        None => None,
    };
    // The meter that hangs there may stay.
    Ok(hanging.and_then(|(meter, last)| match spec.name.as_str() {
        "meter" => Some(meter.asset_number),
        "meter_model" => Some(meter.model).filter(|model| !model.is_empty()),
        "multiplier" => Some(meter.multiplier.normalize().to_string()),
        "reading" => Some(last.normalize().to_string()),
        "old_reading" if spec.required == Required::Always => Some(last.normalize().to_string()),
        "seals_off" => Some(meter.seals).filter(|seals| !seals.is_empty()),
        _ => None,
    }))
}

/// A value that would be taken here and now.
fn example(
    work: Work<'_>,
    application: &Application,
    number: &str,
    progress: &Progress<'_>,
    spec: &FieldSpec,
) -> Result<String, OfficeError> {
    let author = progress.field("plan_drafted", "drafted_by");
    Ok(match (spec.kind, spec.name.as_str()) {
        (FieldKind::Account, _) => numbers::next_account(work)?,
        (FieldKind::Meter, _) => numbers::free_meter(work, number)?,
        (FieldKind::Date, NEW_END) => String::new(),
        (FieldKind::Date, _) => work.desk.today.to_string(),
        (FieldKind::Time, _) => time_in_words(work.desk.now),
        (FieldKind::Operator, "approved_by") => {
            let others = work.settings.active_operators().iter();
            others
                .into_iter()
                .find(|name| Some(name.as_str()) != author)
                .cloned()
                .unwrap_or_default()
        }
        (FieldKind::Operator, _) => work.desk.operator.clone(),
        // What was found last: it is to be looked up again on the day.
        (FieldKind::Money, "arrears") => {
            let known = application.change.as_ref().and_then(Change::arrears);
            let owed = known.map_or(Decimal::ZERO, |arrears| arrears.amount);
            crate::model::money::to_fen(owed).to_string()
        }
        (FieldKind::Money, "paid") => {
            let lines = guard::fees_asked(progress).unwrap_or_default();
            let asked: Decimal = lines.iter().map(|line| line.amount).sum();
            crate::model::money::to_fen(asked).to_string()
        }
        (FieldKind::Choice, PART) => {
            let first = spec.options.first();
            first.map_or_else(String::new, |option| option.value.clone())
        }
        (FieldKind::Choice, "voltage") => application.voltage.wire().to_owned(),
        (FieldKind::Decimal, "capacity" | "found_capacity") => {
            application.capacity.value.normalize().to_string()
        }
        (FieldKind::Rows, _) => spec.example_rows(),
        _ => spec.example.clone(),
    })
}
