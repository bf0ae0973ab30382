//! Recording a step (办理环节), and what comes of it.

use serde_json::json;

use crate::model::case::StepRecord;
use crate::model::customer::{Customer, Meter, Reading};
use crate::model::vocabulary::{AccountState, CaseState, StepResult, Voltage};
use crate::rules::Refusal;
use crate::rules::field::{self, FieldContext};
use crate::rules::procedure::{Effect, Path};
use crate::rules::progress::Progress;
use crate::rules::step_entry::{self, CheckedStep, StepContext, StepEntry};
use crate::store::case::{self, StoredCase};
use crate::store::customer::{self, Contract};

use super::{Act, OfficeError, Work, case_file, find, numbers};

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub case: String,
    pub record: StepRecord,
    pub state: CaseState,
    /// The account that the step opened.
    pub account: Option<String>,
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
        return super::refuse(not_open(&stored, path));
    };
    let context = StepContext {
        course,
        today: work.desk.today,
        operator: &work.desk.operator,
        fields: field_context(work),
    };
    let checked = step_entry::check(work.manual, entry, context)?;
    let record = keep(work, &stored, checked)?;

    let effect = path.step(&record.step).and_then(|place| place.effect);
    let mut account = None;
    if record.result == StepResult::Pass {
        if effect == Some(Effect::OpenAccount) {
            let progress = Progress::of(path, &records);
            account = Some(open_account(work, &mut stored, &progress, &record)?);
        }
        if record.step == path.completes {
            stored.case.state = CaseState::Completed;
            stored.case.completed_on = Some(record.on);
        }
        if path.steps.last().is_some_and(|last| last.id == record.step) {
            stored.case.state = CaseState::Filed;
        }
        case::update(work.conn, &stored)?;
    }
    Ok(Recorded {
        case: stored.case.number,
        record,
        state: stored.case.state,
        account,
    })
}

/// What the checks of fields need to know of this office.
pub(super) fn field_context(work: Work<'_>) -> FieldContext<'_> {
    FieldContext {
        operators: work.settings.active_operators(),
        account_length: work.settings.account_length(),
    }
}

fn not_open(stored: &StoredCase, path: &Path) -> Refusal {
    let (number, state) = (&stored.case.number, stored.case.state);
    let instead = match state {
        CaseState::Waiting => "先补齐资料，受理后再办环节",
        _ => "已结束的工单不再办理环节",
    };
    let rule = if state == CaseState::Waiting {
        "DOC-1"
    } else {
        &path.rule
    };
    Refusal::new(
        rule,
        format!("工单{number}{}，不能办理环节", state.chinese()),
        instead,
    )
}

/// Writes the record and the log.
fn keep(
    work: Work<'_>,
    stored: &StoredCase,
    checked: CheckedStep,
) -> Result<StepRecord, OfficeError> {
    let mut record = StepRecord {
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
    };
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

/// The customer comes into being with his meter, its first reading and the contract.
fn open_account(
    work: Work<'_>,
    stored: &mut StoredCase,
    progress: &Progress<'_>,
    record: &StepRecord,
) -> Result<String, OfficeError> {
    let field = |name: &str| record.fields.get(name).map_or("", String::as_str);
    let account = match field("account") {
        "" => numbers::next_account(work)?,
        typed => typed.to_owned(),
    };
    let asset_number = field("meter");
    taken(work, &account, asset_number)?;

    let application = &stored.case.application;
    let mut capacity = application.capacity;
    if let Some(approved) = progress.field("plan_drafted", "capacity") {
        capacity.value = decimal(approved)?;
    }
    let voltage = progress
        .field("plan_drafted", "voltage")
        .and_then(|word| word.parse::<Voltage>().ok());
    let customer = Customer {
        account: account.clone(),
        state: AccountState::Active,
        class: application.class,
        nature: application.nature,
        party: application.customer.clone(),
        tariff: application.tariff,
        billing: application.billing,
        capacity,
        voltage: voltage.unwrap_or(application.voltage),
        opened_on: record.on,
    };
    let meter = Meter {
        asset_number: asset_number.to_owned(),
        model: field("meter_model").to_owned(),
        multiplier: decimal(if field("multiplier").is_empty() {
            "1"
        } else {
            field("multiplier")
        })?,
        seals: field("seals").to_owned(),
        installed_on: record.on,
        removed_on: None,
    };
    let reading = Reading {
        meter: asset_number.to_owned(),
        read_on: record.on,
        value: decimal(field("reading"))?,
    };
    let contract = Contract {
        number: format!("{}-HT", stored.case.number),
        template: application.class.wire().to_owned(),
        in_force_on: progress
            .passed(&"contract_signed".into())
            .map_or(record.on, |contract| contract.on),
        ended_on: None,
    };
    let id = customer::insert(work.conn, &customer)?;
    customer::add_meter(work.conn, id, &meter)?;
    customer::add_reading(work.conn, id, &reading)?;
    customer::add_contract(work.conn, id, Some(&stored.case.number), &contract)?;
    find::index_customer(work, id, &customer, std::slice::from_ref(&meter))?;
    stored.case.account = Some(account.clone());
    work.log(
        Act::OpenAccount,
        &account,
        json!({ "case": stored.case.number }),
    )?;
    Ok(account)
}

/// Refuses an account number or a meter that is taken already.
fn taken(work: Work<'_>, account: &str, asset_number: &str) -> Result<(), OfficeError> {
    let mut refusals = Vec::new();
    if let Some(holder) = customer::by_account(work.conn, account)? {
        let problem = format!("{account}已是“{}”的户号", holder.customer.party.name);
        refusals.push(Refusal::input("account", "户号", problem));
    }
    if let Some(other) = customer::account_of_meter(work.conn, asset_number)? {
        let problem = format!("{asset_number}已装在户号{other}");
        refusals.push(Refusal::input("meter", "电能表资产编号", problem));
    }
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

fn decimal(kept: &str) -> Result<rust_decimal::Decimal, OfficeError> {
    field::decimal(kept, 4).map_err(|problem| OfficeError::Inconsistent(format!("{kept}{problem}")))
}
