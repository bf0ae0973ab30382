//! A case's values on paper: documents, steps, limits, fees.

use crate::model::application::{Change, Draft, KnownLoad};
use crate::model::case::StepId;
use crate::model::document::DocumentState;
use crate::model::money::{figures, in_words};
use crate::model::vocabulary::Kind;
use crate::paper::Values;
use crate::rules::procedure::Opening;
use crate::store::case as store;

use super::super::case_file::CaseFile;
use super::super::customer::{self, CustomerFile};
use super::super::{OfficeError, Work, accept};
use super::{application, changes, closure, contract, metering, parts, steps, suspension};

/// Fills in everything that the case gives; a form takes of it what it has room for.
pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    let case = &file.case;
    let application = &case.application;
    let typed = Draft::from(application);
    application::fill(values, work, &typed, application.change.as_ref());
    let change = application.change.as_ref();
    suspension::running(values, work, &typed, change, Some(&case.number))?;
    let known = match &application.account {
        Some(account) => accept::load(work, account, Some(&case.number))?,
        None => KnownLoad::default(),
    };
    application::equipment_list(values, &typed, &known);
    values
        .set("case.number", &case.number)
        .set("case.handler", &case.handler)
        .set("case.waited_days", file.waited_days.to_string())
        .set(
            "customer.account",
            case.account.as_deref().unwrap_or_default(),
        );
    if let Some(day) = case.accepted_on {
        values.set("case.accepted_on", day.to_string());
    }
    documents(values, work, file)?;
    meter(values, work, file)?;
    steps::fill(values, work, file);
    metering::fill(values, work, file)?;
    if let Some(removal) = &file.removal {
        let last = &removal.last;
        let calendar = &work.manual.calendar;
        let open = !calendar
            .years_missing(removal.removed_on, last.due)
            .is_empty();
        values
            .set("removal.last_day", last.due.to_string())
            .set("removal.nominal_day", last.nominal.to_string())
            .tick("removal.holidays_open", open);
    }
    suspension::fill(values, work, file)?;
    closure::fill(values, work, file)?;
    parts::standing(values, file);
    changes::fill(values, work, file)?;
    contract::fill(values, work, file);
    deadlines(values, work, file);
    fees(values, work, file);
    Ok(())
}

/// The meter that a work order is about: the one recorded, else the one that hangs at the account.
fn meter(values: &mut Values, work: Work<'_>, file: &CaseFile) -> Result<(), OfficeError> {
    let kind = file.case.application.kind;
    let about = matches!(
        kind,
        Kind::Relocation
            | Kind::Removal
            | Kind::Suspension
            | Kind::Resumption
            | Kind::Reclassification
            | Kind::Closure
            | Kind::Split
            | Kind::Transfer
    );
    let Some(account) = file.case.account.as_ref().filter(|_| about) else {
        return Ok(());
    };
    let CustomerFile {
        meters, readings, ..
    } = customer::customer_file(work, account)?;
    // What is recorded of a split are the meters of its parts, which have accounts of their own.
    let of_parts = kind == Kind::Split && file.case.account == file.case.application.account;
    let recorded = steps::live(file).find_map(|record| record.fields.get("meter"));
    let recorded = recorded.filter(|_| !of_parts);
    let meter = meters.iter().rfind(|meter| match recorded {
        Some(number) => meter.asset_number == *number,
        None => meter.removed_on.is_none(),
    });
    // Of an account whose meter is off already, the one that came off last.
    let off = meters.iter().max_by_key(|meter| meter.removed_on);
    let ends = matches!(kind, Kind::Closure | Kind::Split);
    let meter = meter.or(off.filter(|_| ends));
    if let Some(meter) = meter {
        values
            .set("meter.asset_number", &meter.asset_number)
            .set("meter.kind", &meter.model)
            .set("meter.multiplier", meter.multiplier.normalize().to_string());
        let change = file.case.application.change.as_ref();
        let mut last = readings.iter().rev();
        let last = last.find(|reading| reading.meter == meter.asset_number);
        if let Some(last) = last.filter(|_| change.is_some_and(Change::finds_the_meter_off)) {
            values.set("meter.reading", last.value.normalize().to_string());
        }
    }
    Ok(())
}

fn documents(values: &mut Values, work: Work<'_>, file: &CaseFile) -> Result<(), OfficeError> {
    let days = store::document_days(work.conn, &file.case.number)?;
    for line in &file.documents {
        if line.state != DocumentState::Missing {
            let day = days
                .get(&line.code)
                .map(ToString::to_string)
                .unwrap_or_default();
            let row = [
                ("code", line.code.clone()),
                ("name", line.name.clone()),
                ("state", line.state.chinese()),
                ("received_on", day),
            ];
            // What was brought at a later step stands in the dossier's index alone.
            if line.at.is_none() {
                values.push_row("documents", row);
            }
        }
        if line
            .at
            .as_ref()
            .is_some_and(|at| at.as_str() == "completion_applied")
        {
            let mut row = vec![
                ("code", line.code.clone()),
                ("name", line.name.clone()),
                ("state", line.state.chinese()),
            ];
            // The stock has a box for each; what does not apply is not handed in.
            let absent = DocumentState::Missing == line.state;
            if !absent && !matches!(line.state, DocumentState::NotApplicable(_)) {
                row.push(("ticked", "是".to_owned()));
            }
            values.push_row("completion_documents", row);
        }
        if !line.enough {
            let reason = match &line.state {
                DocumentState::Missing => format!("缺，须{}", line.needs.chinese()),
                other => format!("现为{}，须{}", other.chinese(), line.needs.chinese()),
            };
            let row = [
                ("code", line.code.clone()),
                ("name", line.name.clone()),
                ("reason", reason),
                ("how", line.help.clone()),
            ];
            values.push_row("missing", row);
        }
    }
    let lacking = file.documents.iter().find(|line| !line.enough);
    if let Some(at) = lacking.and_then(|line| line.at.as_ref()) {
        values.set("notice.step", work.manual.procedures.name(at));
    }
    let accepted = file.case.accepted_on.is_some();
    let kind = file.case.application.kind.chinese();
    let class = file.case.application.class.chinese();
    values
        .tick("notice.before_acceptance", !accepted)
        .tick("notice.at_step", accepted)
        .set("notice.number", &file.case.number)
        .set("notice.kind", format!("{class}{kind}"));
    Ok(())
}

/// The limits that run from acceptance: what the customer is told when he leaves.
fn deadlines(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    let application = &file.case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    let opens_at_acceptance = |step: &StepId| {
        let limit = path.and_then(|path| path.step(step)?.limit.as_ref());
        limit.is_some_and(|limit| {
            limit.from == Opening::Acceptance || limit.from == Opening::Appointed
        })
    };
    for deadline in file
        .deadlines
        .iter()
        .filter(|deadline| opens_at_acceptance(&deadline.step))
    {
        let row = [
            (
                "step",
                work.manual.procedures.name(&deadline.step).to_owned(),
            ),
            ("nominal", deadline.nominal.to_string()),
            ("effective", deadline.due.to_string()),
            ("from", deadline.running()),
        ];
        let calendar = &work.manual.calendar;
        if deadline.span.is_some()
            && !calendar
                .years_missing(deadline.from, deadline.due)
                .is_empty()
        {
            values.tick("deadlines.holidays_open", true);
        }
        // A day that was appointed is no matter of the note on rest days.
        values
            .tick(
                "deadlines.run",
                deadline.span.is_some() || values.is_ticked("deadlines.run"),
            )
            .push_row("deadlines", row);
    }
}

fn fees(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    for line in &file.fees {
        let row = [
            ("item", line.item.clone()),
            ("unit_price", figures(line.unit_price)),
            ("quantity", line.count.normalize().to_string()),
            ("amount", figures(line.amount)),
            ("basis", line.basis.clone()),
        ];
        values.push_row("fees", row);
    }
    // Without a plan nobody knows them before they are settled.
    let settled = steps::live(file).any(|record| record.step.as_str() == "fees_settled");
    let kind = file.case.application.kind;
    if kind.is_change() && kind != Kind::CapacityIncrease && !settled {
        return;
    }
    let total = file.fees_total();
    values
        .set("plan.fee_total", figures(total))
        .set("fee.total", figures(total))
        .set("fee.total_words", in_words(total))
        .set("fee.number", format!("{}-SF", file.case.number))
        .set(
            "fee.pay_to",
            format!("到{}营业窗口交费", work.settings.office_name()),
        );
}
