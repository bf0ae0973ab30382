//! Recording documents (补交资料): the act that completes a waiting case accepts it on that day.

use serde_json::json;

use crate::model::document::DocumentState;
use crate::model::vocabulary::CaseState;
use crate::rules::Refusal;
use crate::rules::checklist::{Item, Situation};
use crate::store::case;

use super::accept::{Accepted, missing};
use super::{Act, OfficeError, Work, case_file};

/// Records states of documents as typed (`DOC-1.1` → `copy`). A waiting case that is now complete is
/// accepted today; an accepted case must stay complete.
///
/// # Errors
/// Every refusal at once: a code not asked for, a state that is none, a case that is over.
pub fn record(
    work: Work<'_>,
    number: &str,
    changes: &[(String, String)],
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
    let missing = missing(work, application);
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

    for (code, _) in changes {
        if let Some(state) = stored.case.application.documents.get(code) {
            case::set_document(work.conn, stored.id, code, state, work.desk.today)?;
        }
    }
    let completed_now = stored.case.state == CaseState::Waiting && missing.is_empty();
    if completed_now {
        stored.case.state = CaseState::Accepted;
        stored.case.accepted_on = Some(work.desk.today.max(stored.case.application.applied_on));
        case::update(work.conn, &stored)?;
    }
    let codes: Vec<&str> = changes.iter().map(|(code, _)| code.as_str()).collect();
    work.log(Act::Documents, number, json!({ "codes": codes }))?;
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
        missing,
    })
}
