//! Whether a form can be printed for a case now, else why not and what to print instead.

use crate::model::case::StepId;
use crate::model::vocabulary::{CaseState, Class, Kind, StepResult};
use crate::paper::{self, Availability, Form};
use crate::rules::Refusal;

use super::super::Work;
use super::super::case_file::CaseFile;
use super::{FEE_NOTICE, steps};

/// A print that is not possible, and what is.
pub(super) fn refused(message: String, instead: &str) -> Refusal {
    Refusal {
        instead: instead.to_owned(),
        ..Refusal::input("form", "表单", message)
    }
}

/// A form that this business does not use, and what it prints instead: the paper with the same wording of a contract,
/// with the same content, or the contract of its own class; else the forms that there are.
fn not_of(form: &Form, kind: Kind, class: Class) -> Refusal {
    let of = match kind {
        Kind::Split => "",
        _ => class.chinese(),
    };
    let message = format!("“{}”不用于{of}{}", form.title, kind.chinese());
    let own: Vec<&Form> = paper::forms()
        .unwrap_or_default()
        .iter()
        .filter(|own| own.suits(kind, class) && own.available.is_of_cases())
        .collect();
    let first = |fits: &dyn Fn(&Form) -> bool| own.iter().find(|own| fits(own));
    let wording = form.contract().map(|contract| &contract.id);
    let same = |own: &Form| wording.is_some() && own.contract().map(|own| &own.id) == wording;
    let found = if let Some(other) = first(&same) {
        Some((other, "合同印在", "背面"))
    } else if let Some(other) = first(&|own| own.stands_in_for(form)) {
        Some((other, "这些内容列在", "里"))
    } else {
        let contract = first(&|own| wording.is_some() && own.contract().is_some());
        contract.map(|other| (other, "本业务的合同是", ""))
    };
    match found {
        Some((other, before, after)) => {
            let paper = &other.title;
            let after = match (after, other.back.is_some()) {
                ("", true) => "背面的合同",
                (after, _) => after,
            };
            let message = format!("{message}：{before}“{paper}”{after}");
            refused(message, &format!("打印“{paper}”"))
        }
        None => {
            let titles: Vec<&str> = own.iter().map(|own| own.title.as_str()).collect();
            refused(message, &format!("选本业务的表单：{}", titles.join("、")))
        }
    }
}

/// Why a form cannot be printed for a case now; of one with rounds, [`sheet::rounds`] says when.
pub(super) fn objection(work: Work<'_>, form: &Form, file: &CaseFile) -> Option<Refusal> {
    let application = &file.case.application;
    let title = &form.title;
    let refusal = |message: String, instead: &str| Some(refused(message, instead));
    let kind = application.kind;
    let suits = match form.contract().is_some() && kind == Kind::Split {
        true => (application.parts().iter()).any(|part| form.suits(kind, part.class)),
        false => form.suits(kind, application.class),
    };
    if !suits {
        return Some(not_of(form, kind, application.class));
    }
    if form.id == FEE_NOTICE && owes_nothing(file) {
        let message = format!("没有要收的费用，不用“{title}”");
        return refusal(message, "“结清费用”照样登记，实收填0.00");
    }
    let accepted = file.case.accepted_on.is_some();
    match &form.available {
        Availability::Intake => None,
        Availability::Accepted if accepted => None,
        Availability::Accepted => refusal(
            format!("“{title}”受理后才能打印"),
            "先补齐资料，现在可打印一次性告知单",
        ),
        Availability::Waiting if lacks_documents(file) => None,
        Availability::Waiting => refusal(format!("资料已齐，不用“{title}”"), "打印受理回执"),
        Availability::Refused => refusal(format!("“{title}”只用于不予受理"), "选本业务的表单"),
        Availability::Notice => refusal(
            format!("“{title}”不用于工单"),
            "在“销户”页的待销户名单里打印",
        ),
        Availability::Claim | Availability::ClaimWorkedOut | Availability::ClaimVisited => refusal(
            format!("“{title}”只用于违约理赔"),
            "在“违约理赔”页的档案里打印",
        ),
        Availability::Completed if file.case.completed_on.is_some() => None,
        Availability::Completed => refusal(format!("“{title}”办结后才能打印"), "先办完各环节"),
        // What this business has no step for is in nobody's way.
        Availability::Step(step) if !walks(work, file, step) && accepted => None,
        Availability::Step(step) => {
            let done = file.steps.iter().any(|record| {
                record.step == *step
                    && record.withdrawn.is_none()
                    && record.result != StepResult::Fail
            });
            let name = work.manual.procedures.name(step);
            if done {
                None
            } else {
                refusal(format!("“{title}”在“{name}”之后才能打印"), "先办该环节")
            }
        }
        Availability::Round(_) | Availability::Failed(_) => None,
    }
}

/// Whether it is known that there is nothing to pay: after the plan, or after the settlement where there is none.
fn owes_nothing(file: &CaseFile) -> bool {
    let known = steps::live(file)
        .any(|record| matches!(record.step.as_str(), "plan_drafted" | "fees_settled"));
    known && file.fees_total().is_zero()
}

/// Whether a step stands in the path of a case.
fn walks(work: Work<'_>, file: &CaseFile, step: &StepId) -> bool {
    let application = &file.case.application;
    let procedures = &work.manual.procedures;
    let path = procedures.path(application.kind, application.class);
    path.is_some_and(|path| path.position(step).is_some())
}

/// Whether a paper asked for now is missing: with the application, or at a step that comes next (DOC).
fn lacks_documents(file: &CaseFile) -> bool {
    let open = file.case.state == CaseState::Waiting || file.case.state == CaseState::Accepted;
    open && file.documents.iter().any(|line| !line.enough)
}
