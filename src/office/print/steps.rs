//! The steps of a case on paper: their fields, results, rounds.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::application::Application;
use crate::model::case::{StepId, StepRecord};
use crate::model::vocabulary::{Class, Kind, StepResult, Voltage};
use crate::paper::{Availability, Form, Values};
use crate::rules::field::{self, FieldKind, FieldSpec, UNIT_OF_CAPACITY};
use crate::rules::metering_points::{self, OTHER_METERS};
use crate::rules::{meter_fit, seals};

use super::super::Work;
use super::super::case_file::CaseFile;
use super::sheet::Round;

/// Every step's fields where the procedure files say they stand; a later round covers an earlier one.
pub(super) fn fill(values: &mut Values, work: Work<'_>, file: &CaseFile) {
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
                } else if !kept.is_empty() || record.round > 1 {
                    // What an earlier step said stays where this one leaves it open.
                    values.set(key, shown(spec, kept, unit));
                }
            }
        }
        if record.step.as_str() == "completion_applied" {
            values.set("completion.received_by", &record.operator);
        }
        outcome(values, record, application.kind);
        if application.class == Class::Resident && record.result == StepResult::Fail {
            told_faults(values, record);
        }
        match record.step.as_str() {
            "survey" => {
                both_sources(values, application, record, "survey");
                let apart = record.fields.get("metered_apart").map(String::as_str);
                values
                    .tick("survey.apart", apart == Some("yes"))
                    .tick("survey.not_apart", apart == Some("no"));
            }
            "plan_drafted" => both_sources(values, application, record, "plan"),
            _ => {}
        }
    }
    as_applied(values, work, file);
    let latest = |step: &str| {
        live(file)
            .filter(|record| record.step.as_str() == step)
            .last()
    };
    if let Some(plan) = latest("plan_drafted") {
        let field = |name: &str| plan.fields.get(name).map_or("", String::as_str);
        let unit = file.case.application.capacity.unit;
        let capacity = format!("{} {unit}", field("capacity"));
        values
            .set("plan.class", file.case.application.tariff.chinese())
            .set("plan.capacity", &capacity)
            .set("contract.capacity", &capacity)
            .set("request.supply_mode", field("supply_mode"))
            .set("meter.place", field("metering_point"));
        let fitted = latest("energised");
        let fitted = |name: &str| {
            let kept = fitted.and_then(|fitted| fitted.fields.get(name));
            kept.map_or("", String::as_str)
        };
        let model = fitted("meter_model");
        // The plan's figures stand for those of the meter only where its own type says nothing else.
        if !meter_fit::another_accuracy(model, field("meter_accuracy")) {
            values.set("meter.accuracy", field("meter_accuracy"));
        }
        if !meter_fit::another_current(model, field("meter_current")) {
            values.set("meter.current", field("meter_current"));
        }
        let first = metering_points::of_first(field("metering_points"), fitted(OTHER_METERS));
        if let Some(place) = first {
            values.set("meter.place", place);
        }
        // Behind voltage transformers a meter has a rated voltage of its own.
        let rated = match field("voltage").parse() {
            Ok(Voltage::V220) => "220 V",
            Ok(Voltage::V380) => "3×220/380 V",
            _ => "",
        };
        if values.get("meter.voltage").is_empty() {
            values.set("meter.voltage", rated);
        }
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
    let organisation = application.class != Class::Resident;
    let exchanged = latest("energised").is_some_and(|energised| {
        let old = energised.fields.get("old_reading");
        old.is_some_and(|reading| !reading.is_empty())
    });
    values
        .tick("plan.free_choice", true)
        .tick("plan.drawings_needed", organisation)
        .tick("meter.exchange", exchanged)
        .tick("meter.install", application.change.is_none());
    if let Some(reconnected) = latest("reconnected") {
        let day = next_reading_day(reconnected.on, work.settings.number("contract.reading_day"));
        values.set(
            "meter.next_reading_on",
            day.map_or_else(String::new, |day| day.to_string()),
        );
    }
    let metered = ["energised", "moved", "removed", "reconnected", "metered"];
    if let Some(record) = metered.into_iter().find_map(latest) {
        let field = |name: &str| record.fields.get(name).cloned().unwrap_or_default();
        values
            .set(
                "meter.fitted_by",
                format!("{}、{}", field("worker"), field("second_worker")),
            )
            .set("meter.ownership", "供电方");
        if values.get("meter.multiplier").is_empty() {
            values.set("meter.multiplier", "1");
        }
        for seal in seals::numbers(&field("seals")) {
            values.push_row("seals", [("new", seal)]);
        }
    }
}

/// A resident's faults are told in a text of its own, and stand on the notice like the others.
fn told_faults(values: &mut Values, record: &StepRecord) {
    let Some(faults) = record.fields.get("faults") else {
        return;
    };
    values.clear_rows("inspection_faults");
    for (number, fault) in (1..).zip(faults.lines()) {
        let row = [("no", number.to_string()), ("text", fault.to_owned())];
        values.push_row("inspection_faults", row);
    }
}

/// What a survey that passed was asked and says nothing of it found as applied for.
fn as_applied(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    let surveys = live(file).filter(|record| record.step.as_str() == "survey");
    let Some(last) = surveys.last() else {
        return;
    };
    if last.result != StepResult::Pass {
        return;
    }
    if let Some(shares) = last
        .fields
        .get("found_shares")
        .filter(|typed| !typed.is_empty())
    {
        values.set("survey.found_class", shares);
    }
    let application = &file.case.application;
    let procedures = &work.manual.procedures;
    let path = procedures.path(application.kind, application.class);
    let Some(survey) = path.and_then(|path| path.definition(&last.step)) else {
        return;
    };
    for (found, applied) in [
        ("survey.found_class", "request.class"),
        ("survey.found_industry", "request.industry"),
        ("survey.found_use", "request.use"),
        ("survey.found_capacity", "request.capacity"),
    ] {
        let asked = |spec: &FieldSpec| spec.paper.as_deref() == Some(found);
        let open = values.get(found).is_empty() && !values.get(applied).is_empty();
        if open && survey.fields.iter().any(asked) {
            values.set(found, "与申请一致");
        }
    }
}

/// Who issued the notice of a round that failed, and what the next one found.
pub(super) fn rectified(values: &mut Values, file: &CaseFile, form: &Form, round: Option<Round>) {
    let (Availability::Failed(step), Some(round)) = (&form.available, round) else {
        return;
    };
    let mut rounds = live(file).filter(|record| record.step == *step);
    let own = rounds.find(|record| record.round == round.number);
    if let Some(own) = own {
        values.set("inspection.issued_by", &own.operator);
    }
    let Some(next) = rounds.next() else {
        return;
    };
    let passed = next.result != StepResult::Fail;
    let by = next.fields.get("inspected_by").map_or("", String::as_str);
    let found = match passed {
        true => format!("第{}次检验合格", next.round),
        false => format!("仍有缺陷，见第{}次的整改通知单", next.round),
    };
    values
        .set("inspection.recheck_on", next.on.to_string())
        .set("inspection.recheck_by", by)
        .set("inspection.recheck", found)
        .tick("inspection.recheck.pass", passed)
        .tick("inspection.recheck.fail", !passed);
}

/// Substation and line of each of two sources, as the plan has them.
pub(super) const EACH_SOURCE: [&str; 2] = ["plan.first_source", "plan.second_source"];

/// Of two sources, each with its line and its connection point.
fn both_sources(values: &mut Values, application: &Application, record: &StepRecord, at: &str) {
    let [first, second] = application.sources.as_slice() else {
        return;
    };
    for name in ["source", "connection_point"] {
        let field = |name: &str| record.fields.get(name).map_or("", String::as_str);
        let (one, other) = (field(name), field(&format!("second_{name}")));
        if !other.is_empty() {
            let (first, second) = (first.role.chinese(), second.role.chinese());
            let both = format!("第一路（{first}）：{one}；第二路（{second}）：{other}");
            values.set(&format!("{at}.{name}"), both);
        }
    }
    if at != "plan" {
        return;
    }
    let field = |name: &str| record.fields.get(name).map_or("", String::as_str);
    let boundaries = (field("boundary"), field("second_boundary"));
    if !boundaries.1.is_empty() {
        let both = format!("第一路：{}；第二路：{}", boundaries.0, boundaries.1);
        values.set("contract.boundary", both);
    }
    values
        .set(EACH_SOURCE[0], field("source"))
        .set(EACH_SOURCE[1], field("second_source"));
}

/// The first reading day of a month after a day.
fn next_reading_day(after: NaiveDate, day_of_month: i64) -> Option<NaiveDate> {
    let wanted = u32::try_from(day_of_month).ok()?;
    let mut days = after.iter_days().skip(1).take(62);
    days.find(|day| day.day() == wanted)
}

/// Records that were not taken back.
pub(super) fn live(file: &CaseFile) -> impl Iterator<Item = &StepRecord> {
    file.steps
        .iter()
        .filter(|record| record.withdrawn.is_none())
}

/// The tick boxes that a result sets.
fn outcome(values: &mut Values, record: &StepRecord, kind: Kind) {
    let passed = record.result != StepResult::Fail;
    if let Some(key) = round_key(&record.step) {
        values.set(key, record.round.to_string());
    }
    let pair = match record.step.as_str() {
        // What changes the price alone asks no condition of the supply.
        "survey" if kind == Kind::Reclassification => ["survey.verified", "survey.unverified"],
        "survey" => ["survey.pass", "survey.fail"],
        "plan_approved" => ["plan.approve", "plan.return"],
        "inspected" => ["inspection.pass", "inspection.fail"],
        "design_reviewed" => ["design.pass", "design.fail"],
        "midway_inspected" => ["midway.pass", "midway.fail"],
        _ => return,
    };
    values.tick(pair[0], passed).tick(pair[1], !passed);
}

/// Where the round of a step stands on paper.
pub(super) fn round_key(step: &StepId) -> Option<&'static str> {
    Some(match step.as_str() {
        "survey" => "survey.round",
        "plan_drafted" | "plan_approved" => "plan.round",
        "design_submitted" | "design_reviewed" => "design.round",
        "midway_inspected" => "midway.round",
        "completion_applied" => "completion.round",
        "inspected" => "inspection.round",
        _ => return None,
    })
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

/// Drafts and approvals until a round, the returned ones too.
pub(super) fn plan_history(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
    until: Option<Round>,
) {
    let until = until.map_or(u32::MAX, |round| round.number);
    for record in live(file).filter(|record| record.round <= until) {
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
