//! A step as typed (环节登记), and everything that speaks against recording it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::case::StepId;
use crate::model::vocabulary::{LateReason, StepResult};

use super::course::Course;
use super::deadline::Measure;
use super::exemption;
use super::field::{self, FieldContext, FieldError, StandIn};
use super::guard::{self, Recording};
use super::manual::Manual;
use super::metering_points::OTHER_METERS;
use super::procedure::{PathStep, Step};
use super::progress::{PART, Progress};
use super::refusal::Refusal;

/// The field that asks whose doing made a step late; every step has it (COUNT-6).
pub const LATE_REASON: &str = "late_reason";

/// A step as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepEntry {
    pub step: String,
    /// Empty: today, or for the contract the later of the two signatures.
    pub on: String,
    /// Empty: pass.
    pub result: String,
    pub fields: BTreeMap<String, String>,
}

/// A step that may be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedStep {
    pub step: StepId,
    pub round: u32,
    pub result: StepResult,
    pub on: NaiveDate,
    pub fields: BTreeMap<String, String>,
    pub late_reason: Option<LateReason>,
}

/// What the check needs to know beside the manual.
#[derive(Debug, Clone, Copy)]
pub struct StepContext<'a> {
    pub course: Course<'a>,
    pub today: NaiveDate,
    /// Who is at the desk.
    pub operator: &'a str,
    pub fields: FieldContext<'a>,
    /// The day on which each paper was brought.
    pub brought: &'a BTreeMap<String, NaiveDate>,
}

/// Checks a step against the order of steps, the dates (COUNT-6), its fields and its guards.
///
/// # Errors
/// Every refusal at once.
pub fn check(
    manual: &Manual,
    entry: &StepEntry,
    context: StepContext<'_>,
) -> Result<CheckedStep, Vec<Refusal>> {
    let course = context.course;
    let path = course.path;
    let id = StepId::from(entry.step.as_str());
    let Some(position) = path.position(&id) else {
        let known: Vec<&str> = path.steps.iter().map(|step| step.id.as_str()).collect();
        let problem = format!(
            "“{}”不是本业务的环节（可选：{}）",
            entry.step,
            known.join("、")
        );
        return Err(vec![Refusal::input("step", "环节", problem)]);
    };
    let place = &path.steps[position];
    let step = &place.definition;
    let progress = course.progress();
    let asked = course.fields(place);
    let mut objections = order(manual, &progress, position);

    let result = match entry.result.as_str() {
        "" => Some(StepResult::Pass),
        word => match StepResult::typed(word) {
            Ok(result) if step.results.contains(&result) => Some(result),
            Ok(result) => {
                let problem = format!("“{}”环节没有“{}”这种结果", step.name, result.chinese());
                objections.push(Refusal::input("result", "结果", problem));
                None
            }
            Err(unknown) => {
                objections.push(Refusal::input("result", "结果", unknown));
                None
            }
        },
    };

    let mut fields = BTreeMap::new();
    let mut late_reason = None;
    for (name, typed) in &entry.fields {
        if name == LATE_REASON {
            match LateReason::typed(typed) {
                Ok(reason) => late_reason = Some(reason),
                Err(_) if typed.is_empty() => {}
                Err(unknown) => objections.push(Refusal::input(name, "超期原因", unknown)),
            }
        } else if !asked.iter().any(|field| field.name == *name) {
            let known: Vec<&str> = asked.iter().map(|field| field.name.as_str()).collect();
            let problem = format!(
                "“{}”环节没有这一栏（可选：{}）",
                step.name,
                known.join("、")
            );
            objections.push(Refusal::input(name, name, problem));
        }
    }
    for spec in &asked {
        let typed = entry.fields.get(&spec.name).map_or("", String::as_str);
        match spec.check(typed, context.fields) {
            Ok(value) if value.is_empty() => {
                if result.is_some_and(|result| spec.required.on(result)) {
                    objections.push(Refusal::input(&spec.name, &spec.label, "未填"));
                }
            }
            Ok(value) => {
                fields.insert(spec.name.clone(), value);
            }
            Err(problem) => objections.push(Refusal::input(&spec.name, &spec.label, problem)),
        }
    }

    objections.extend(part_done(manual, &progress, place, &fields));
    let on = day_of(&entry.on, &step.dated_by, &fields, context.today)
        .map_err(|problem| objections.push(Refusal::input("on", "办理日期", problem)))
        .ok();
    stand_in(step, &mut fields, on, context.operator);
    if let Some(on) = on {
        objections.extend(dates(manual, &progress, position, on, context));
        objections.extend(past(step, &fields, on));
        let recording = Recording {
            manual,
            course,
            place,
            progress: &progress,
            fields: &fields,
            brought: context.brought,
            passes: result == Some(StepResult::Pass),
            on,
        };
        if result == Some(StepResult::NotRequired) {
            objections.extend(not_exempt(manual, place, on, course));
        } else if recording.passes || place.on_fail.is_some() {
            for guard in &place.guards {
                objections.extend(guard::objections(*guard, recording));
            }
        }
        let limit = limit_of(manual, place, context);
        let missed = limit.zip(result);
        match missed.and_then(|(limit, result)| limit.missed(on, result)) {
            Some(due) if late_reason.is_none() => objections.push(
                Refusal::new(
                    "COUNT-6",
                    format!("“{}”应在{due}前办，现在是{on}，须写明超期原因", step.name),
                    format!("写明是哪一方的原因：{}", LateReason::names()),
                )
                .at(LATE_REASON),
            ),
            Some(_) => {}
            None => late_reason = None,
        }
    }

    // Of meters that cannot be read nothing is counted.
    let unread = |one: &Refusal| one.rule == "INPUT" && one.field.starts_with(OTHER_METERS);
    if objections.iter().any(unread) {
        objections.retain(|one| unread(one) || !one.field.starts_with(OTHER_METERS));
    }
    match (result, on) {
        (Some(result), Some(on)) if objections.is_empty() => Ok(CheckedStep {
            round: progress.round(&id),
            step: id,
            result,
            on,
            fields,
            late_reason,
        }),
        _ => Err(objections),
    }
}

/// A step that is to pass and whose turn it is, as far as it can be read: to learn what the account has against it
/// besides what the check says.
pub fn as_typed(
    manual: &Manual,
    entry: &StepEntry,
    context: StepContext<'_>,
) -> Option<CheckedStep> {
    let id = StepId::from(entry.step.as_str());
    let path = context.course.path;
    let position = path.position(&id)?;
    let place = &path.steps[position];
    let progress = context.course.progress();
    let result = match entry.result.as_str() {
        "" => StepResult::Pass,
        word => StepResult::typed(word).ok()?,
    };
    if result != StepResult::Pass || !order(manual, &progress, position).is_empty() {
        return None;
    }
    let asked = context.course.fields(place);
    let read = asked.iter().filter_map(|spec| {
        let typed = entry.fields.get(&spec.name)?;
        let value = spec.check(typed, context.fields).ok()?;
        (!value.is_empty()).then(|| (spec.name.clone(), value))
    });
    let fields: BTreeMap<String, String> = read.collect();
    let on = day_of(
        &entry.on,
        &place.definition.dated_by,
        &fields,
        context.today,
    )
    .ok()?;
    Some(CheckedStep {
        round: progress.round(&id),
        step: id,
        result,
        on,
        fields,
        late_reason: None,
    })
}

/// Whether a step typed in at `recorded_at` is a late entry (补录): more days after its day than COUNT-6
/// allows.
pub fn is_late_entry(manual: &Manual, on: NaiveDate, recorded_at: NaiveDateTime) -> bool {
    let allowed = manual
        .rulebooks
        .parameter("late_entry", on)
        .map(|found| found.parameter.value);
    let days = (recorded_at.date() - on).num_days();
    allowed.is_ok_and(|allowed| rust_decimal::Decimal::from(days) > allowed)
}

/// The time limit that runs on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepLimit {
    pub due: NaiveDate,
    met_by_fail: bool,
}

impl StepLimit {
    /// The due day, where the step done on `on` with that result is past it: it then asks for the reason (COUNT-6).
    pub fn missed(self, on: NaiveDate, result: StepResult) -> Option<NaiveDate> {
        let meets = result.is_passed() || self.met_by_fail;
        (meets && on > self.due).then_some(self.due)
    }
}

/// The limit that runs on a step, the earliest where there are several.
pub fn limit_of(manual: &Manual, place: &PathStep, context: StepContext<'_>) -> Option<StepLimit> {
    let measure = Measure {
        rulebooks: &manual.rulebooks,
        calendar: &manual.calendar,
        today: context.today,
    };
    let met_by_fail = place.limit.as_ref()?.met_by_fail;
    let all = context.course.deadlines(measure).ok()?.into_iter();
    let running = all.filter(|limit| limit.step == place.id && limit.done.is_none());
    let due = running.map(|limit| limit.due).min()?;
    Some(StepLimit { due, met_by_fail })
}

/// Days to come that lie before the step.
fn past<'a>(
    step: &'a Step,
    fields: &'a BTreeMap<String, String>,
    on: NaiveDate,
) -> impl Iterator<Item = Refusal> + 'a {
    let to_come = step.fields.iter().filter(|spec| spec.to_come);
    to_come.filter_map(move |spec| {
        let day = field::date(fields.get(&spec.name)?).ok()?;
        (day < on).then(|| {
            let problem = format!("{day}早于办理日期{on}");
            Refusal::input(&spec.name, &spec.label, problem)
        })
    })
}

/// A step may be left out only where a rulebook lists class, capacity and step.
fn not_exempt(
    manual: &Manual,
    place: &PathStep,
    on: NaiveDate,
    course: Course<'_>,
) -> Option<Refusal> {
    let application = course.application;
    if exemption::of(&manual.rulebooks, application, &place.id, on).is_some() {
        return None;
    }
    let message = format!(
        "“{}”不能按无需办理处理：规则文件没有列出{}客户{}可以免办",
        manual.procedures.name(&place.id),
        application.class.chinese(),
        application.capacity
    );
    let refusal = Refusal::new(
        course.path.rule_of(place),
        message,
        "按流程办理；本地规定可以免办的，由主管在规则文件里列明",
    );
    Some(refusal.at("result"))
}

fn order(manual: &Manual, progress: &Progress<'_>, position: usize) -> Vec<Refusal> {
    let path = progress.path();
    let place = &path.steps[position];
    let name = manual.procedures.name(&place.id);
    if let Some(record) = progress.passed(&place.id) {
        return vec![Refusal::new(
            path.rule_of(place),
            format!("“{name}”已于{}办过", record.on),
            "录错的先撤回最后一个环节，再重新记录",
        )];
    }
    waits_for(manual, progress, position)
}

/// Why a step cannot be recorded yet: each step that it needs and that is not passed, by the rule that sets the
/// order. None once it can be recorded, or where it is passed.
pub fn waits_for(manual: &Manual, progress: &Progress<'_>, position: usize) -> Vec<Refusal> {
    let path = progress.path();
    let place = &path.steps[position];
    let name = manual.procedures.name(&place.id);
    if progress.passed(&place.id).is_some() {
        return Vec::new();
    }
    progress
        .lacks(position)
        .map(|need| {
            let need = manual.procedures.name(need);
            Refusal::new(
                path.rule_of(place),
                format!("“{need}”还没有通过，不能办“{name}”"),
                format!("先办“{need}”"),
            )
        })
        .collect()
}

/// A step that is recorded once a part is recorded once for each.
fn part_done(
    manual: &Manual,
    progress: &Progress<'_>,
    place: &PathStep,
    fields: &BTreeMap<String, String>,
) -> Option<Refusal> {
    place.once_a?;
    let part = fields.get(PART)?.parse().ok()?;
    let done = progress.part(&place.id, part)?;
    let name = manual.procedures.name(&place.id);
    let refusal = Refusal::new(
        progress.path().rule_of(place),
        format!("第{part}份的“{name}”已于{}办过", done.on),
        "选还没有办的那一份；录错的先撤回",
    );
    Some(refusal.at(PART))
}

/// The day of a step as typed; left empty, the latest of the fields that date the step, or today.
///
/// # Errors
/// [`FieldError`] where what was typed is no day.
pub fn day_of(
    on: &str,
    dated_by: &[String],
    fields: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<NaiveDate, FieldError> {
    if !on.is_empty() {
        return field::date(on);
    }
    let dating = dated_by.iter();
    let dating = dating.filter_map(|name| field::date(fields.get(name)?).ok());
    Ok(dating.max().unwrap_or(today))
}

/// Fills in the fields that stand for the obvious when left empty.
fn stand_in(
    step: &Step,
    fields: &mut BTreeMap<String, String>,
    on: Option<NaiveDate>,
    operator: &str,
) {
    for spec in &step.fields {
        let value = match spec.stand_in {
            Some(StandIn::Operator) => Some(operator.to_owned()),
            Some(StandIn::StepDay) => on.map(|on| on.to_string()),
            None => None,
        };
        if let Some(value) = value {
            fields.entry(spec.name.clone()).or_insert(value);
        }
    }
}

/// COUNT-6: not after today, not before acceptance, not before the steps that it needs.
fn dates(
    manual: &Manual,
    progress: &Progress<'_>,
    position: usize,
    on: NaiveDate,
    context: StepContext<'_>,
) -> Vec<Refusal> {
    let mut objections = Vec::new();
    let mut object = |message: String, instead: String| {
        objections.push(Refusal::new("COUNT-6", message, instead).at("on"));
    };
    if on > context.today {
        object(
            format!("办理日期{on}在今天（{}）之后", context.today),
            "只能记录已经办过的环节".to_owned(),
        );
    }
    let accepted_on = context.course.accepted_on;
    if on < accepted_on {
        object(
            format!("办理日期{on}早于受理日{accepted_on}"),
            format!("办理日期不早于{accepted_on}"),
        );
    }
    for need in progress.path().needs(position) {
        if let Some(day) = progress.passed_on(need).filter(|day| *day > on) {
            object(
                format!("办理日期{on}早于“{}”的{day}", manual.procedures.name(need)),
                format!("办理日期不早于{day}"),
            );
        }
    }
    objections
}
