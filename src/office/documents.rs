//! Recording documents (补交资料): the act that completes a waiting case accepts it on the day the last one came.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use crate::model::case::{Case, StepId};
use crate::model::document::DocumentState;
use crate::model::vocabulary::CaseState;
use crate::rules::checklist::{Item, Situation};
use crate::rules::progress::Progress;
use crate::rules::{Refusal, field, paper_day, step_entry};
use crate::store::case::{self, StoredCase, Typed};

use super::accept::{Accepted, missing};
use super::{Act, OfficeError, Work, case_file};

/// Records states of documents as typed (`DOC-1.1` → `copy`), brought on a day (empty: today). A waiting case that
/// is now complete is accepted on the day on which the last of its papers came; what an acceptance or a step rested on
/// stays enough, and keeps a day no later than theirs.
///
/// # Errors
/// Every refusal at once: a code not asked for, a state that is none, a day that cannot be (COUNT-6), a case that is
/// over.
pub fn record(
    work: Work<'_>,
    number: &str,
    changes: &[(String, String)],
    on: &str,
) -> Result<Accepted, OfficeError> {
    let mut stored = case_file::stored(work, number)?;
    let application = &mut stored.case.application;
    if !matches!(stored.case.state, CaseState::Waiting | CaseState::Accepted) {
        let state = stored.case.state.chinese();
        return super::refuse(Refusal::new(
            "DOC-1",
            format!("工单{number}{state}，不能再登记资料"),
            "在办或待补资料的工单才能登记资料",
        ));
    }
    let lists = &work.manual.checklists;
    let asked: Vec<&Item> = lists
        .ever_asked_for(Situation::from(&*application))
        .collect();
    let mut refusals = Vec::new();
    if changes.is_empty() {
        refusals.push(Refusal::input(
            "documents",
            "资料",
            "没有写明哪一项，例：DOC-1.1=copy",
        ));
    }
    for (code, typed) in changes {
        let Some(item) = asked.iter().find(|item| item.code == *code) else {
            let codes: Vec<&str> = asked.iter().map(|item| item.code.as_str()).collect();
            let problem = format!("本工单不收这一项（收：{}）", codes.join("、"));
            refusals.push(Refusal::input(&format!("documents.{code}"), code, problem));
            continue;
        };
        match typed.parse::<DocumentState>() {
            Ok(state) => {
                application.documents.insert(code.clone(), state);
            }
            Err(problem) => {
                let at = format!("documents.{code}");
                refusals.push(Refusal::input(&at, &item.name, problem));
            }
        }
    }
    let day = match on.trim() {
        "" => Some(work.desk.today),
        typed => match field::date(typed) {
            Ok(day) => Some(day),
            Err(problem) => {
                refusals.push(Refusal::input("on", "收取日期", problem));
                None
            }
        },
    };
    let changed = |item: &&&Item| changes.iter().any(|(code, _)| *code == item.code);
    let changed: Vec<&Item> = asked.iter().filter(changed).copied().collect();
    let on_record = OnRecord::of(work, &stored)?;
    let mut brought = Vec::new();
    if let Some(day) = day {
        let items = changed.iter().copied();
        refusals.extend(paper_day::objections(
            &stored.case,
            items,
            day,
            work.desk.today,
        ));
        for item in &changed {
            match on_record.day_of(work, item, &stored.case, day, !on.trim().is_empty()) {
                Ok(day) => brought.push((item.code.as_str(), day)),
                Err(refusal) => refusals.push(refusal),
            }
        }
    }
    let missing = missing(work, &stored.case.application);
    if stored.case.state == CaseState::Accepted {
        refusals.extend(missing.iter().map(|missing| {
            let message = format!("工单已受理，“{}”不能改回缺", missing.name);
            Refusal::new(
                &missing.rule,
                message,
                "资料有误须重新受理的，作废本工单后重办",
            )
        }));
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }

    let typed = Typed {
        at: work.desk.now,
        operator: &work.desk.operator,
    };
    for (code, day) in &brought {
        if let Some(state) = stored.case.application.documents.get(*code) {
            case::set_document(work.conn, stored.id, code, state, *day, Some(typed))?;
        }
    }
    let completed_now = stored.case.state == CaseState::Waiting && missing.is_empty();
    if completed_now {
        stored.case.state = CaseState::Accepted;
        stored.case.accepted_on = Some(last_came(work, &stored.case)?);
        case::update(work.conn, &stored)?;
    }
    let codes: Vec<&str> = changes.iter().map(|(code, _)| code.as_str()).collect();
    let days: Vec<NaiveDate> = brought.iter().map(|(_, day)| *day).collect();
    let now = work.desk.now;
    let late = |day: &NaiveDate| step_entry::is_late_entry(work.manual, *day, now);
    let late_entry = days.iter().any(late);
    let detail = json!({ "codes": codes, "on": day, "late_entry": late_entry });
    work.log(Act::Documents, number, detail)?;
    if completed_now {
        work.log(
            Act::Accept,
            number,
            json!({ "accepted_on": stored.case.accepted_on }),
        )?;
    }
    Ok(Accepted {
        case: stored.case.number,
        state: stored.case.state,
        accepted_on: stored.case.accepted_on,
        missing,
        warnings: Vec::new(),
    })
}

/// What was on record before the act.
struct OnRecord {
    states: BTreeMap<String, DocumentState>,
    days: BTreeMap<String, NaiveDate>,
    /// The steps that are passed, with their days.
    passed: BTreeMap<StepId, NaiveDate>,
}

impl OnRecord {
    fn of(work: Work<'_>, stored: &StoredCase) -> Result<Self, OfficeError> {
        let case = &stored.case;
        let path = case_file::path(work, case)?;
        let records = case::steps(work.conn, stored.id)?;
        let progress = Progress::of(path, &records, case.application.parts().len());
        let passed = path.steps.iter().filter_map(|place| {
            let day = progress.passed_on(&place.id)?;
            Some((place.id.clone(), day))
        });
        let before = case_file::stored(work, &case.number)?;
        Ok(Self {
            states: before.case.application.documents,
            days: case::document_days(work.conn, &case.number)?,
            passed: passed.collect(),
        })
    }

    /// The day on which a paper was brought, by what is typed now. One that was enough before keeps its day when
    /// only its state is bettered; said again with a day (`explicit`), the day is corrected.
    fn day_of(
        &self,
        work: Work<'_>,
        item: &Item,
        case: &Case,
        on: NaiveDate,
        explicit: bool,
    ) -> Result<NaiveDate, Refusal> {
        let before = self
            .states
            .get(&item.code)
            .unwrap_or(&DocumentState::Missing);
        let now = case.application.documents.get(&item.code);
        let enough = item.is_enough(&case.application.documents);
        let was_enough = item.needs.met_by(before);
        let rests_on_it = match &item.at {
            None => case.accepted_on.map(|day| ("受理", day)),
            Some(step) => {
                let passed = self.passed.get(step);
                passed.map(|day| (work.manual.procedures.name(step), *day))
            }
        };
        let rests_on_it = rests_on_it.filter(|_| was_enough);
        if let Some((act, day)) = rests_on_it.filter(|_| !enough && item.at.is_some()) {
            let message = format!("“{act}”已于{day}办，所凭的“{}”不能改回不齐", item.name);
            let instead = "资料有误的，先撤回这一环节，再改资料";
            return Err(Refusal::new(item.rule(), message, instead));
        }
        let corrects = explicit && now == Some(before);
        let earlier = self.days.get(&item.code).filter(|day| **day < on);
        match (rests_on_it.filter(|(_, day)| on > *day), earlier) {
            (Some((act, day)), _) if corrects => {
                let message = format!(
                    "“{}”是{day}“{act}”所凭的资料，不能记成{on}才收到",
                    item.name
                );
                let instead = format!("填当时收到的日期，不晚于{day}");
                Err(Refusal::new("COUNT-6", message, instead).at("on"))
            }
            (_, Some(earlier)) if was_enough && enough && !corrects => Ok(*earlier),
            _ => Ok(on),
        }
    }
}

/// The day on which the last paper of an application came (DOC).
fn last_came(work: Work<'_>, case: &Case) -> Result<NaiveDate, OfficeError> {
    let days = case::document_days(work.conn, &case.number)?;
    let asked = work.manual.checklists.asked_for((&case.application).into());
    let last = asked.filter_map(|item| days.get(&item.code)).max().copied();
    let applied_on = case.application.applied_on;
    Ok(last.map_or(applied_on, |last| last.max(applied_on)))
}
