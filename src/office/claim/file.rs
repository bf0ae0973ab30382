//! A claim's file whole (档案): the amount line by line, the steps, what comes next, limits, papers.

use rust_decimal::Decimal;

use crate::model::claim::{Claim, ClaimRecord, ClaimState};
use crate::model::customer::Customer;
use crate::model::money::to_fen;
use crate::model::vocabulary::StepResult;
use crate::office::case_file::{NextField, NextStep};
use crate::office::print::Wanted;
use crate::office::{OfficeError, Work, customer};
use crate::rules::claim::asked::{self, Answers};
use crate::rules::claim::entry;
use crate::rules::claim::limit::{self, ClaimLimit};
use crate::rules::claim::procedure::{Step, WORKED_OUT};
use crate::rules::claim::worked::{PAY_BY, Worked};
use crate::rules::field::{self, FieldKind, FieldSpec, time_in_words};
use crate::store::claim as store;
use crate::store::paper::{self, IssuedPaper};

use super::open::measure;

/// Everything about a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimFile {
    pub claim: Claim,
    pub customer: Customer,
    /// The amount with its lines; `None` while it is not worked out.
    pub worked: Option<Worked>,
    /// Every record in order, those taken back included.
    pub steps: Vec<ClaimRecord>,
    /// The states that the file has walked and the names of the steps that can follow.
    pub next: Vec<NextStep>,
    pub limits: Vec<ClaimLimit>,
    pub prints: Vec<IssuedPaper>,
    /// The other claims of the same incident.
    pub others: Vec<Claim>,
}

impl ClaimFile {
    /// Its state; of what is paid, repaired or taken in, with what of it is still to be done (DAMAGE-5, DAMAGE-9).
    pub fn state_in_words(&self) -> String {
        let state = self.claim.state;
        let settled = matches!(
            state,
            ClaimState::Paid | ClaimState::Repaired | ClaimState::GoodsTaken
        );
        let open = entry::not_made_good(&self.claim, &self.steps).filter(|_| settled);
        let open: Vec<&str> = open.map(|(name, _)| name).collect();
        match open.as_slice() {
            [] => state.chinese().to_owned(),
            open => format!("{}，待{}", state.chinese(), open.join("、")),
        }
    }
}

/// Reads a whole claim.
///
/// # Errors
/// Refused where there is no such claim.
pub fn file(work: Work<'_>, number: &str) -> Result<ClaimFile, OfficeError> {
    let claim = super::stored(work, number)?;
    let steps = store::steps(work.conn, number)?;
    let mut others = match &claim.incident {
        Some(incident) => store::of_incident(work.conn, &incident.number)?,
        None => Vec::new(),
    };
    others.retain(|other| other.number != number);
    let mut worked = super::worked(work, &claim)?;
    if let Some(worked) = &mut worked {
        worked.warnings = super::warnings::of(work, &claim)?;
    }
    Ok(ClaimFile {
        customer: customer::stored(work, &claim.account)?.customer,
        worked,
        next: next(work, &claim, &steps),
        limits: limits(work, &claim, &steps)?,
        prints: paper::of(work.conn, number)?,
        others,
        steps,
        claim,
    })
}

/// The limits of a claim, those met included.
pub(in crate::office) fn limits(
    work: Work<'_>,
    claim: &Claim,
    steps: &[ClaimRecord],
) -> Result<Vec<ClaimLimit>, OfficeError> {
    let clock = super::clock(work, claim)?;
    Ok(limit::limits(claim, steps, clock, measure(work))?)
}

fn next(work: Work<'_>, claim: &Claim, records: &[ClaimRecord]) -> Vec<NextStep> {
    let procedure = work.manual.claims.of(claim.kind);
    let answers = Answers::of_claim(claim);
    let texts = claim
        .calculation
        .as_ref()
        .map(|one| asked::as_texts(&one.typed()));
    let texts = texts.unwrap_or_default();
    let steps = entry::possible(claim, procedure, records).into_iter();
    steps
        .map(|step| {
            let anew = step.id.as_str() == WORKED_OUT;
            let specs = if anew {
                procedure.inputs_asked(&answers)
            } else {
                step.fields_asked(&answers)
            };
            let fields = specs.into_iter().map(|spec| {
                let kept = texts.get(&spec.name).filter(|_| anew);
                NextField {
                    example: match kept {
                        Some(kept) => kept.clone(),
                        None => example(work, claim, spec),
                    },
                    known: kept.is_some() || is_worked_out(step, spec) || is_pay_by(claim, spec),
                    spec: spec.clone(),
                }
            });
            NextStep {
                step: step.id.clone(),
                name: step.name.clone(),
                help: step.help.clone(),
                results: vec![StepResult::Pass],
                round: entry::round(records, &step.id),
                sheet: step.form.as_deref().map(Wanted::from),
                form_on_fail: None,
                fields: fields.collect(),
                limit: None,
                dated_by: Vec::new(),
            }
        })
        .collect()
}

/// What is left to be paid stands in the field.
fn is_worked_out(step: &Step, spec: &FieldSpec) -> bool {
    step.id.as_str() == "paid" && spec.kind == FieldKind::Money
}

/// The day to pay that the notice was printed with.
fn is_pay_by(claim: &Claim, spec: &FieldSpec) -> bool {
    spec.name == PAY_BY && pay_by(claim).is_some()
}

fn pay_by(claim: &Claim) -> Option<String> {
    let fields = &claim.calculation.as_ref()?.fields;
    let day = field::date(fields.get(PAY_BY)?.text()?).ok()?;
    Some(day.to_string())
}

/// A value that would be taken here and now.
fn example(work: Work<'_>, claim: &Claim, spec: &FieldSpec) -> String {
    match (spec.kind, spec.name.as_str()) {
        (FieldKind::Date, PAY_BY) if is_pay_by(claim, spec) => pay_by(claim).unwrap_or_default(),
        (FieldKind::Date, _) => work.desk.today.to_string(),
        (FieldKind::Time, _) => time_in_words(work.desk.now.max(begins(claim))),
        (FieldKind::Operator, "approver") => {
            let mut others = work.settings.supervisors().iter();
            let fits = |name: &&String| **name != work.desk.operator && **name != claim.handler;
            others.find(fits).cloned().unwrap_or_default()
        }
        (FieldKind::Operator, _) => work.desk.operator.clone(),
        (FieldKind::Money, "amount") => open_amount(claim).to_string(),
        (FieldKind::Rows, _) => spec.example_rows(),
        _ => spec.example.clone(),
    }
}

fn begins(claim: &Claim) -> chrono::NaiveDateTime {
    entry::begins(claim).and_time(chrono::NaiveTime::MIN)
}

/// What is still to be paid, in yuan.
pub fn open_amount(claim: &Claim) -> Decimal {
    match claim.state {
        ClaimState::Voided => Decimal::ZERO,
        _ => to_fen(claim.sums().payable() - claim.paid),
    }
}
