//! A step of a claim as typed, and everything that speaks against recording it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::case::StepId;
use crate::model::claim::{Claim, ClaimRecord, ClaimState};
use crate::rules::field::{self, FieldContext, FieldKind};
use crate::rules::refusal::Refusal;
use crate::rules::step_entry::StepEntry;

use super::asked::{self, Answers};
use super::guard::{self, Recording};
use super::procedure::{Procedure, Step, WORKED_OUT};

pub use super::guard::{not_made_good, two_persons};

/// What the check needs to know beside the claim.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub procedure: &'a Procedure,
    pub records: &'a [ClaimRecord],
    pub today: NaiveDate,
    /// Operators that may decide what is out of time (AUDIT-2).
    pub supervisors: &'a [String],
    pub operator: &'a str,
    /// Until when someone is to be on site; `None` where nobody waits any more (DAMAGE-2).
    pub on_site_by: Option<NaiveDateTime>,
    pub fields: FieldContext<'a>,
}

/// A step that may be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedStep {
    pub step: StepId,
    pub round: u32,
    pub on: NaiveDate,
    pub fields: BTreeMap<String, String>,
    pub to: ClaimState,
}

/// The steps that can be recorded on a claim now.
pub fn possible<'a>(
    claim: &Claim,
    procedure: &'a Procedure,
    records: &[ClaimRecord],
) -> Vec<&'a Step> {
    let answers = Answers::of_claim(claim);
    let steps = procedure.steps.iter();
    steps
        .filter(|step| step.from.contains(&claim.state) && answers.fit(&step.when))
        .filter(|step| !step.once || round(records, &step.id) == 1)
        .collect()
}

/// The round in which a step would be recorded now, from 1.
pub fn round(records: &[ClaimRecord], step: &StepId) -> u32 {
    let standing = records.iter().filter(|record| record.withdrawn.is_none());
    standing
        .filter(|record| record.step == *step)
        .fold(1, |round, _| round + 1)
}

/// The first day on which anything can be recorded on a claim.
pub fn begins(claim: &Claim) -> NaiveDate {
    let complained = claim.facts.get("complained_at");
    let complained = complained.and_then(|at| field::time(at).ok());
    complained.map_or(claim.found_on, |at| at.date().min(claim.found_on))
}

/// Checks a step against the state, the dates (COUNT-6), its fields and its guards. The inputs of a calculation are
/// not read here.
///
/// # Errors
/// Every refusal at once.
pub fn check(
    claim: &Claim,
    entry: &StepEntry,
    context: Context<'_>,
) -> Result<CheckedStep, Vec<Refusal>> {
    let step = admit(claim, &entry.step, context)?;
    let mut objections = Vec::new();
    if !matches!(entry.result.as_str(), "" | "pass") {
        let problem = format!("“{}”没有这种结果", step.name);
        objections.push(Refusal::input("result", "结果", problem));
    }
    let fields = if step.id.as_str() == WORKED_OUT {
        entry.fields.clone()
    } else {
        let asked = step.fields_asked(&Answers::of_claim(claim));
        match asked::check(&asked, &entry.fields, context.fields) {
            Ok(fields) => fields,
            Err(refusals) => {
                objections.extend(refusals);
                entry.fields.clone()
            }
        }
    };
    let on = day(step, entry, &fields, context.today, &mut objections);
    if let Some(on) = on {
        objections.extend(dates(claim, step, on, &fields, context));
    }
    let recording = Recording {
        claim,
        step,
        fields: &fields,
        context,
    };
    for one in &step.guards {
        objections.extend(guard::objections(*one, recording));
    }
    let asked = step.fields_asked(&Answers::of_claim(claim));
    objections.extend(guard::two_persons(&asked, &fields));
    match on {
        Some(on) if objections.is_empty() => Ok(CheckedStep {
            step: step.id.clone(),
            round: round(context.records, &step.id),
            on,
            to: guard::leads_to(recording),
            fields,
        }),
        _ => Err(objections),
    }
}

/// The step, where its time has come.
fn admit<'a>(claim: &Claim, word: &str, context: Context<'a>) -> Result<&'a Step, Vec<Refusal>> {
    let possible = possible(claim, context.procedure, context.records);
    if let Some(step) = possible.iter().find(|step| step.id.as_str() == word) {
        return Ok(step);
    }
    let Some(step) = context.procedure.step(word) else {
        let known = context.procedure.steps.iter().map(|step| step.id.as_str());
        let known: Vec<&str> = known.collect();
        let problem = format!("“{word}”不是这类档案的环节（可选：{}）", known.join("、"));
        return Err(vec![Refusal::input("step", "环节", problem)]);
    };
    let rule = step.rule.clone().unwrap_or_else(|| claim.rule());
    let message = format!(
        "档案{}{}，不能办“{}”",
        claim.number,
        claim.state.chinese(),
        step.name
    );
    let names: Vec<String> = possible
        .iter()
        .map(|step| format!("“{}”", step.name))
        .collect();
    let instead = if names.is_empty() {
        "结案或作废的档案不再办理".to_owned()
    } else {
        format!("现在可以办{}", names.join("、"))
    };
    Err(vec![Refusal::new(&rule, message, instead).at("step")])
}

/// The day as typed; left empty, that of the field that dates the step, or today.
fn day(
    step: &Step,
    entry: &StepEntry,
    fields: &BTreeMap<String, String>,
    today: NaiveDate,
    objections: &mut Vec<Refusal>,
) -> Option<NaiveDate> {
    if !entry.on.trim().is_empty() {
        return match field::date(&entry.on) {
            Ok(day) => Some(day),
            Err(problem) => {
                objections.push(Refusal::input("on", "办理日期", problem));
                None
            }
        };
    }
    let dated = step.dated_by.as_ref().and_then(|name| fields.get(name));
    let dated = dated.and_then(|at| field::time(at).ok());
    Some(dated.map_or(today, |at| at.date()))
}

/// COUNT-6: not after today, not before the file and what was recorded on it; days to come not before the step.
fn dates(
    claim: &Claim,
    step: &Step,
    on: NaiveDate,
    fields: &BTreeMap<String, String>,
    context: Context<'_>,
) -> Vec<Refusal> {
    let mut objections = Vec::new();
    let mut object = |message: String, instead: String| {
        objections.push(Refusal::new("COUNT-6", message, instead).at("on"));
    };
    if on > context.today {
        let message = format!("办理日期{on}在今天（{}）之后", context.today);
        object(message, "只能记录已经办过的环节".to_owned());
    }
    let standing = context
        .records
        .iter()
        .filter(|record| record.withdrawn.is_none());
    let last = standing.filter(|record| record.from != record.to);
    let first = last.map(|record| record.on).max();
    let first = first.unwrap_or(begins(claim)).max(begins(claim));
    if on < first {
        let message = format!("办理日期{on}早于前面的环节（{first}）");
        object(message, format!("办理日期不早于{first}"));
    }
    if let Some(at) = step.dated_by.as_ref().and_then(|name| fields.get(name))
        && let Ok(at) = field::time(at)
        && at.date() != on
    {
        let message = format!(
            "办理日期{on}与填写的时间{}不是同一天",
            field::time_in_words(at)
        );
        object(message, "办理日期不填，就取所填的时间".to_owned());
    }
    let specs = step.fields_asked(&Answers::of_claim(claim)).into_iter();
    for spec in specs.filter(|spec| spec.kind == FieldKind::Date) {
        let day = fields.get(&spec.name).and_then(|day| field::date(day).ok());
        let Some(day) = day else { continue };
        if spec.to_come && day < on {
            let problem = format!("{day}早于办理日期{on}");
            objections.push(Refusal::input(&spec.name, &spec.label, problem));
        } else if !spec.to_come && day > on {
            let message = format!("{}{day}晚于办理日期{on}", spec.label);
            let refusal = Refusal::new("COUNT-6", message, "只能记录已经发生的事");
            objections.push(refusal.at(&spec.name));
        }
    }
    objections
}
