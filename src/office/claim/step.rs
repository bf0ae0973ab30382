//! A step of a claim (办理环节), and the amount worked out anew.

use rust_decimal::Decimal;
use serde_json::json;

use crate::model::application::Change;
use crate::model::claim::{Calculation, Claim, ClaimKind, ClaimRecord};
use crate::model::typed::Fields;
use crate::model::vocabulary::{CaseState, Kind};
use crate::office::{Act, OfficeError, Work, customer, find, step as step_of_case};
use crate::rules::Refusal;
use crate::rules::claim::asked;
use crate::rules::claim::entry::{self, CheckedStep, Context};
use crate::rules::claim::limit;
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::field::decimal;
use crate::rules::step_entry::{StepEntry, is_late_entry};
use crate::store::{case, claim as store};

/// Records a step of a claim. `worked_out` takes the inputs that changed; the others stay.
///
/// # Errors
/// Every refusal at once.
pub fn step(work: Work<'_>, number: &str, typed: &StepEntry) -> Result<Recorded, OfficeError> {
    recorded(work, number, typed, None)
}

/// The amount worked out anew from inputs that are whole.
///
/// # Errors
/// Every refusal at once.
pub fn work_out_anew(
    work: Work<'_>,
    number: &str,
    on: &str,
    inputs: &Fields,
) -> Result<Recorded, OfficeError> {
    let typed = StepEntry {
        step: WORKED_OUT.to_owned(),
        on: on.to_owned(),
        ..StepEntry::default()
    };
    recorded(work, number, &typed, Some(inputs))
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub claim: Claim,
    pub record: ClaimRecord,
}

fn recorded(
    work: Work<'_>,
    number: &str,
    typed: &StepEntry,
    inputs: Option<&Fields>,
) -> Result<Recorded, OfficeError> {
    let mut claim = super::stored(work, number)?;
    let records = store::steps(work.conn, number)?;
    let clock = super::clock(work, &claim)?;
    let context = Context {
        procedure: work.manual.claims.of(claim.kind),
        records: &records,
        today: work.desk.today,
        supervisors: work.settings.supervisors(),
        operator: &work.desk.operator,
        on_site_by: limit::on_site_by(&claim, clock, super::open::measure(work))?,
        fields: step_of_case::field_context(work),
    };
    let mut checked = entry::check(&claim, typed, context)?;
    increase_known(work, &claim, &checked)?;
    receipt_is_new(work, &claim, &checked)?;
    if checked.step.as_str() == WORKED_OUT {
        let inputs = match inputs {
            Some(inputs) => super::open::whole(claim.kind, inputs),
            None => merged(work, &claim, &checked)?,
        };
        let calculation = anew(work, &claim, &inputs)?;
        checked.fields = asked::as_texts(&calculation.fields);
        claim.calculation = Some(calculation);
    }
    if let Some(amount) = checked
        .fields
        .get("amount")
        .filter(|_| checked.step.as_str() == "paid")
    {
        claim.paid += decimal(amount, 2).unwrap_or(Decimal::ZERO);
    }
    let record = keep(work, &claim, checked)?;
    claim.state = record.to;
    claim.closed_on = (!claim.state.is_open()).then_some(record.on);
    store::update(work.conn, &claim)?;
    find::index_claim(work, number)?;
    Ok(Recorded { claim, record })
}

/// The inputs kept, with what was typed over them.
fn merged(work: Work<'_>, claim: &Claim, checked: &CheckedStep) -> Result<Fields, OfficeError> {
    let procedure = work.manual.claims.of(claim.kind);
    let calculation = claim.calculation.as_ref();
    let mut texts = calculation
        .map(|one| asked::as_texts(&one.typed()))
        .unwrap_or_default();
    texts.extend(checked.fields.clone());
    let fields = asked::inputs(procedure, claim.kind, &claim.facts, &texts);
    let of_no_use = checked
        .fields
        .keys()
        .filter(|name| !fields.contains_key(*name));
    let refusals: Vec<Refusal> = of_no_use
        .map(|name| Refusal::input(name, name, "没有这一栏，或在这里用不到"))
        .collect();
    if refusals.is_empty() {
        Ok(fields)
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

fn anew(work: Work<'_>, claim: &Claim, inputs: &Fields) -> Result<Calculation, OfficeError> {
    let holder = customer::stored(work, &claim.account)?.customer;
    let days = super::days(claim);
    let (calculation, _) = super::calculate(
        work,
        claim.kind,
        &holder,
        (inputs, super::kept(claim)),
        days,
    )?;
    let refusals = super::suspended::objections(
        work,
        &claim.account,
        (&claim.facts, &calculation.fields, claim.found_on),
    )?;
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(inputs_only(refusals)));
    }
    if calculation.sums.payable() < claim.paid {
        let message = "改后的金额比已经收到的还少";
        let refusal = Refusal::new(&claim.rule(), message, "先核对已收的款项");
        return crate::office::refuse(refusal);
    }
    Ok(calculation)
}

/// A receipt is given for one payment; for several files of a customer on one day it can be one.
fn receipt_is_new(work: Work<'_>, claim: &Claim, checked: &CheckedStep) -> Result<(), OfficeError> {
    let receipt = checked.fields.get("receipt").map_or("", String::as_str);
    if receipt.is_empty() {
        return Ok(());
    }
    let (label, ours) = match claim.kind {
        ClaimKind::Damage => ("收条号", false),
        ClaimKind::Late | ClaimKind::Breach | ClaimKind::Theft => ("收据号", true),
    };
    let given = store::receipted(work.conn, receipt)?;
    let mut alike = given
        .iter()
        .filter(|one| (one.kind != ClaimKind::Damage) == ours);
    let other = alike.find(|one| {
        let together = one.account == claim.account && one.on == checked.on;
        one.number == claim.number || !together
    });
    let Some(other) = other else { return Ok(()) };
    let message = format!(
        "{label}{receipt}在档案{}（{}）已经登记过",
        other.number, other.on
    );
    let refusal = Refusal::new(
        &claim.rule(),
        message,
        format!("核对{label}，一张只登记一次"),
    );
    crate::office::refuse(refusal.at("receipt"))
}

/// The fields of a calculation by their own names.
fn inputs_only(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let own = refusals.into_iter().map(|refusal| {
        let name = refusal
            .field
            .strip_prefix("calculation.")
            .map(str::to_owned);
        let field = name.unwrap_or_else(|| refusal.field.clone());
        Refusal { field, ..refusal }
    });
    own.collect()
}

/// BREACH-2: the case named is a capacity increase of this account that goes on.
fn increase_known(work: Work<'_>, claim: &Claim, checked: &CheckedStep) -> Result<(), OfficeError> {
    let field = |name: &str| checked.fields.get(name).map_or("", String::as_str);
    if field("remedy") != "increase" {
        return Ok(());
    }
    let number = field("case");
    let stored = case::by_number(work.conn, number)?;
    let fits = stored.is_some_and(|stored| {
        let application = &stored.case.application;
        let own = stored.case.account.as_deref() == Some(claim.account.as_str());
        let increase = matches!(application.change, Some(Change::CapacityIncrease { .. }));
        own && increase && stored.case.state != CaseState::Voided
    });
    if fits {
        return Ok(());
    }
    let kind = Kind::CapacityIncrease.chinese();
    let message = match number {
        "" => format!("补办{kind}的，没有写工单编号"),
        _ => format!("“{number}”不是户号{}的{kind}工单", claim.account),
    };
    let instead = "先从本档案开办增容，受理以后写它的工单编号";
    crate::office::refuse(Refusal::new("BREACH-2", message, instead).at("case"))
}

/// Writes the record and the log.
fn keep(work: Work<'_>, claim: &Claim, checked: CheckedStep) -> Result<ClaimRecord, OfficeError> {
    let mut record = ClaimRecord {
        id: 0,
        step: checked.step,
        round: checked.round,
        on: checked.on,
        recorded_at: work.desk.now,
        operator: work.desk.operator.clone(),
        fields: checked.fields,
        from: claim.state,
        to: checked.to,
        withdrawn: None,
    };
    record.id = store::add_step(work.conn, &claim.number, &record)?;
    let names: Vec<&str> = record.fields.keys().map(String::as_str).collect();
    let detail = json!({
        "step": record.step,
        "round": record.round,
        "on": record.on,
        "state": record.to,
        "late_entry": is_late_entry(work.manual, record.on, record.recorded_at),
        "amount": claim.sums().amount.to_string(),
        "fields": names,
    });
    work.log(Act::ClaimStep, &claim.number, detail)?;
    Ok(record)
}
