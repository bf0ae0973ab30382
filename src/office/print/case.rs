//! A case's values on paper: documents, steps, limits, fees, the dossier.

use std::collections::BTreeMap;

use chrono::Days;

use crate::model::application::Draft;
use crate::model::case::{StepId, StepRecord};
use crate::model::document::DocumentState;
use crate::model::money::{figures, in_words};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::paper::{self, Values};
use crate::rules::field::{self, FieldKind, FieldSpec, UNIT_OF_CAPACITY};
use crate::rules::procedure::Opening;
use crate::store::case as store;

use super::super::case_file::CaseFile;
use super::super::{OfficeError, Work};
use super::application;

/// Fills in everything that the case gives; a form takes of it what it has room for.
pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    let case = &file.case;
    let application = &case.application;
    application::fill(
        values,
        work,
        &Draft::from(application),
        application.change.as_ref(),
    );
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
    steps(values, work, file);
    plan_history(values, work, file);
    deadlines(values, work, file);
    fees(values, work, file);
    dossier(values, file);
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
            values.push_row("documents", row);
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
    let kind = file.case.application.kind.chinese();
    let class = file.case.application.class.chinese();
    values
        .set("notice.number", &file.case.number)
        .set("notice.kind", format!("{class}{kind}"));
    Ok(())
}

/// Every step's fields where the procedure files say they stand; a later round covers an earlier one.
fn steps(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    let application = &file.case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    let unit = application.capacity.unit.wire();
    for record in live(file) {
        let Some(step) = path.and_then(|path| path.definition(&record.step)) else {
            continue;
        };
        if let Some(key) = &step.paper_date {
            values.set(key, record.on.to_string());
        }
        for spec in &step.fields {
            if let Some(key) = &spec.paper {
                let kept = record.fields.get(&spec.name).map_or("", String::as_str);
                if spec.kind == FieldKind::Rows {
                    rows(values, key, spec, kept);
                } else {
                    values.set(key, shown(spec, kept, unit));
                }
            }
        }
        outcome(values, record);
    }
    let latest = |step: &str| {
        live(file)
            .filter(|record| record.step.as_str() == step)
            .last()
    };
    if let Some(plan) = latest("plan_drafted") {
        let field = |name: &str| plan.fields.get(name).map_or("", String::as_str);
        let unit = file.case.application.capacity.unit;
        let capacity = format!("{} {unit}", field("capacity"));
        let voltage = values.get("plan.voltage").to_owned();
        values
            .set("plan.class", file.case.application.tariff.chinese())
            .set("plan.capacity", &capacity)
            .set("contract.capacity", &capacity)
            .set("request.supply_mode", field("supply_mode"))
            .set("plan.round", plan.round.to_string())
            .set("meter.accuracy", field("meter_accuracy"))
            .set("meter.current", field("meter_current"))
            .set("meter.voltage", voltage)
            .set("meter.place", field("metering_point"));
    }
    if let Some(approved) = latest("plan_approved") {
        let days = u64::try_from(work.settings.number("plan.valid_days")).unwrap_or(0);
        let until = approved
            .on
            .checked_add_days(Days::new(days))
            .unwrap_or(approved.on);
        values
            .set("plan.valid_until", until.to_string())
            .set("plan.countersigned_on", approved.on.to_string());
    }
    values
        .tick("plan.free_choice", true)
        .tick("meter.install", true);
    if let Some(energised) = latest("energised") {
        let field = |name: &str| energised.fields.get(name).cloned().unwrap_or_default();
        values
            .set(
                "meter.fitted_by",
                format!("{}、{}", field("worker"), field("second_worker")),
            )
            .set("meter.ownership", "供电方")
            .set("contract.number", format!("{}-HT", file.case.number))
            .set(
                "meter.multiplier",
                if field("multiplier").is_empty() {
                    "1".to_owned()
                } else {
                    field("multiplier")
                },
            );
        for seal in field("seals")
            .split(['、', '，', ',', ' '])
            .filter(|seal| !seal.is_empty())
        {
            values.push_row("seals", [("new", seal)]);
        }
    }
}

/// Records that were not taken back.
fn live(file: &CaseFile) -> impl Iterator<Item = &StepRecord> {
    file.steps
        .iter()
        .filter(|record| record.withdrawn.is_none())
}

/// The tick boxes that a result sets.
fn outcome(values: &mut Values, record: &StepRecord) {
    let passed = record.result != StepResult::Fail;
    let pair = match record.step.as_str() {
        "survey" => ["survey.pass", "survey.fail"],
        "plan_approved" => ["plan.approve", "plan.return"],
        "inspected" => ["inspection.pass", "inspection.fail"],
        _ => return,
    };
    values.tick(pair[0], passed).tick(pair[1], !passed);
}

/// A field of rows as a table on paper, each row with its number.
fn rows(values: &mut Values, table: &str, spec: &FieldSpec, kept: &str) {
    values.clear_rows(table);
    for (number, row) in (1..).zip(field::rows(kept).unwrap_or_default()) {
        let number = std::iter::once(("no", number.to_string()));
        let cells = spec.columns.iter().map(|column| {
            let kept = row.get(&column.name).map_or("", String::as_str);
            (column.name.as_str(), shown(column, kept, ""))
        });
        values.push_row(table, number.chain(cells));
    }
}

/// A field as people read it.
fn shown(spec: &FieldSpec, kept: &str, unit_of_capacity: &str) -> String {
    match spec.kind {
        FieldKind::Choice => {
            let option = spec.options.iter().find(|option| option.value == kept);
            option.map_or_else(|| kept.to_owned(), |option| option.label.clone())
        }
        FieldKind::YesNo => match kept {
            "yes" => "是".to_owned(),
            "no" => "否".to_owned(),
            other => other.to_owned(),
        },
        _ if kept.is_empty() || spec.unit.is_empty() => kept.to_owned(),
        _ if spec.unit == UNIT_OF_CAPACITY => format!("{kept} {unit_of_capacity}"),
        _ => format!("{kept} {}", spec.unit),
    }
}

fn plan_history(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    for record in live(file) {
        let field = |name: &str| record.fields.get(name).cloned().unwrap_or_default();
        let (by, opinion) = match record.step.as_str() {
            "plan_drafted" => (field("drafted_by"), field("summary")),
            "plan_approved" => {
                let verdict = if record.result == StepResult::Fail {
                    "退回修改"
                } else {
                    "同意"
                };
                let opinion = field("opinion");
                let opinion = if opinion.is_empty() {
                    verdict.to_owned()
                } else {
                    format!("{verdict}：{opinion}")
                };
                (field("approved_by"), opinion)
            }
            _ => continue,
        };
        let row = [
            ("round", record.round.to_string()),
            (
                "action",
                work.manual.procedures.name(&record.step).to_owned(),
            ),
            ("by", by),
            ("on", record.on.to_string()),
            ("opinion", opinion),
        ];
        values.push_row("plan_history", row);
    }
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
        limit.is_some_and(|limit| limit.from == Opening::Acceptance)
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
            ("rule", deadline.rule.clone()),
            (
                "from",
                format!("{}起{}", deadline.from, deadline.span.chinese()),
            ),
        ];
        values.push_row("deadlines", row);
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

/// The index of the dossier (NEW-6): documents brought, every form printed with its last issue.
fn dossier(values: &mut Values, file: &CaseFile) {
    let mut latest: BTreeMap<&str, &crate::store::paper::IssuedPaper> = BTreeMap::new();
    for print in file
        .prints
        .iter()
        .filter(|print| print.form != "dossier_index")
    {
        latest.insert(&print.form, print);
    }
    let rows: Vec<_> = values.rows("documents").to_vec();
    for row in rows {
        let cell = |key: &str| row.get(key).cloned().unwrap_or_default();
        let cells = [
            ("name", cell("name")),
            ("number", cell("code")),
            ("date", cell("received_on")),
            ("note", cell("state")),
        ];
        values.push_row("dossier", cells);
    }
    let mut pages = 0;
    for (form, print) in latest {
        pages += print.pages;
        let title = paper::form(form).map_or(form, |form| form.title.as_str());
        let cells = [
            ("name", title.to_owned()),
            ("number", format!("第{}版", print.issue)),
            ("date", print.issued_at.date().to_string()),
            ("pages", print.pages.to_string()),
        ];
        values.push_row("dossier", cells);
    }
    values.set("dossier.number", &file.case.number).set(
        "dossier.pages",
        if pages == 0 {
            String::new()
        } else {
            pages.to_string()
        },
    );
    if file.case.state == CaseState::Filed
        && let Some(filed) = live(file)
            .filter(|record| record.step.as_str() == "filed")
            .last()
    {
        values.set("dossier.filed_by", &filed.operator);
    }
}
