//! Checks everything the office keeps against the rules (数据检查), and says in words what is wrong.

mod claims;
mod suspensions;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::model::application::ShareDraft;
use crate::model::case::{Case, StepRecord};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::rules::case_number;
use crate::rules::procedure::Path;
use crate::rules::progress::{Progress, part_of};
use crate::rules::ratio::{self, RECLASS_5};
use crate::store::check::Finding as Fault;
use crate::store::paper::IssuedPaper;
use crate::store::ratio as ratio_accounts;
use crate::store::{
    self, case, claim, complaint, contact, customer, opening, paper, refusal, sequence,
};

use super::{OfficeError, Work, accept, case_file};

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it breaks; empty where the file itself is at fault.
    pub rule: String,
    pub message: String,
}

impl Finding {
    fn new(rule: &str, message: String) -> Self {
        Self {
            rule: rule.to_owned(),
            message,
        }
    }
}

/// Everything wrong with the records, the log and the papers; empty where all is well.
///
/// # Errors
/// The records cannot be read at all.
pub fn check(work: Work<'_>) -> Result<Vec<Finding>, OfficeError> {
    let mut findings: Vec<Finding> = store::check::check(work.conn)?
        .iter()
        .map(|fault| {
            let rule = match fault {
                Fault::LogBroken { .. } => "AUDIT-5",
                _ => "",
            };
            Finding::new(rule, fault.to_string())
        })
        .collect();
    let cases = case::list(work.conn, CaseState::ALL)?;
    findings.extend(numbers(work, cases.iter().map(|row| row.number.as_str()))?);
    for row in &cases {
        if let Some(stored) = case::by_number(work.conn, &row.number)? {
            let steps = case::steps(work.conn, stored.id)?;
            findings.extend(case_findings(work, &stored.case, &steps)?);
        }
    }
    findings.extend(suspensions::findings(work)?);
    findings.extend(ratios(work)?);
    findings.extend(claims::findings(work)?);
    for issued in paper::all(work.conn)? {
        findings.extend(lost_paper(work, &issued));
    }
    Ok(findings)
}

fn of<'a>(
    series: &'static str,
    numbers: &'a [String],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let numbers = numbers.iter();
    numbers.map(move |number| (series, number.as_str()))
}

/// AUDIT-1: the numbers of each series and year run from 1 to the last one taken.
fn numbers<'a>(
    work: Work<'_>,
    cases: impl Iterator<Item = &'a str>,
) -> Result<Vec<Finding>, OfficeError> {
    let turned_away = refusal::list(work.conn)?;
    let refusals = turned_away.iter().map(|refusal| refusal.number.as_str());
    let openings = opening::numbers(work.conn)?;
    let contacts = contact::numbers(work.conn)?;
    let complaints = complaint::numbers(work.conn)?;
    let claims = claim::list(work.conn, None)?;
    let incidents = claim::incidents(work.conn)?;
    let mut used: BTreeMap<(&str, i32), BTreeSet<u32>> = BTreeMap::new();
    let mut findings = Vec::new();
    let all = cases
        .map(|number| (case_number::CASES, number))
        .chain(refusals.map(|number| (case_number::REFUSALS, number)))
        .chain(of(case_number::OPENINGS, &openings))
        .chain(of(case_number::CONTACTS, &contacts))
        .chain(of(case_number::COMPLAINTS, &complaints))
        .chain(
            claims
                .iter()
                .map(|row| (case_number::CLAIMS, row.number.as_str())),
        )
        .chain(
            incidents
                .iter()
                .map(|one| (case_number::INCIDENTS, one.number.as_str())),
        );
    for (series, number) in all {
        match case_number::parts(number) {
            Some((year, running)) => {
                if !used.entry((series, year)).or_default().insert(running) {
                    findings.push(Finding::new("AUDIT-1", format!("编号{number}的流水号重复")));
                }
            }
            None => findings.push(Finding::new("AUDIT-1", format!("编号{number}不成样"))),
        }
    }
    let taken = sequence::all(work.conn)?;
    for ((series, year), running) in &used {
        let last = taken
            .iter()
            .find(|last| last.series == *series && last.year == *year)
            .map_or(0, |last| last.last);
        let highest = running.last().copied().unwrap_or(0).max(last);
        let gaps: Vec<String> = (1..=highest)
            .filter(|number| !running.contains(number))
            .take(10)
            .map(|number| number.to_string())
            .collect();
        if !gaps.is_empty() {
            let what = match *series {
                case_number::CASES => "工单",
                case_number::OPENINGS => "期初业务",
                case_number::CONTACTS => "客户联系",
                case_number::COMPLAINTS => "投诉",
                case_number::CLAIMS => "违约理赔档案",
                case_number::INCIDENTS => "事故",
                _ => "告知单",
            };
            let message = format!("{year}年{what}编号跳号：缺{}", gaps.join("、"));
            findings.push(Finding::new("AUDIT-1", message));
        }
        if last < highest {
            let message = format!("{year}年流水号只记到{last}，已用到{highest}");
            findings.push(Finding::new("AUDIT-1", message));
        }
    }
    Ok(findings)
}

/// RECLASS-5: the ratio of an account sums to a whole, and its main class is the account's.
fn ratios(work: Work<'_>) -> Result<Vec<Finding>, OfficeError> {
    let mut findings = Vec::new();
    for found in ratio_accounts::to_verify(work.conn, None)? {
        let account = &found.account;
        let Some(stored) = customer::by_account(work.conn, account)? else {
            continue;
        };
        let shares = ratio_accounts::shares(work.conn, stored.id)?;
        if let Err(refusals) =
            ratio::check(&shares.iter().map(ShareDraft::from).collect::<Vec<_>>())
        {
            let problems = refusals.into_iter();
            findings.extend(problems.map(|problem| {
                let message = format!("户号{account}的比例：{}", problem.message);
                Finding::new(&problem.rule, message)
            }));
        }
        let own = stored.customer.tariff;
        if shares.iter().all(|share| share.tariff != own) {
            let message = format!("户号{account}的电价类别{}不在它的比例里", own.chinese());
            findings.push(Finding::new(RECLASS_5, message));
        }
    }
    Ok(findings)
}

fn case_findings(
    work: Work<'_>,
    case: &Case,
    steps: &[StepRecord],
) -> Result<Vec<Finding>, OfficeError> {
    let number = &case.number;
    let path = case_file::path(work, case)?;
    let mut findings = Vec::new();
    if case.accepted_on.is_some() {
        for missing in accept::missing(work, &case.application) {
            let message = format!("工单{number}已受理，却缺“{}”", missing.name);
            findings.push(Finding::new(&missing.rule, message));
        }
    }
    findings.extend(order(work, path, case, steps));
    findings.extend(papers_after(work, path, case, steps)?);
    findings.extend(state(work, path, case, steps)?);
    Ok(findings)
}

/// Replays the steps: each had all that it needs when it was recorded, on a day that fits (COUNT-6).
fn order(work: Work<'_>, path: &Path, case: &Case, steps: &[StepRecord]) -> Vec<Finding> {
    let number = &case.number;
    let standing: Vec<StepRecord> = steps
        .iter()
        .filter(|record| record.withdrawn.is_none())
        .cloned()
        .collect();
    let parts = case.application.parts().len();
    let mut findings = Vec::new();
    for (index, record) in standing.iter().enumerate() {
        let name = work.manual.procedures.name(&record.step);
        let before = Progress::of(path, &standing[..index], parts);
        let Some(position) = path.position(&record.step) else {
            let message = format!("工单{number}有不属于本业务的环节“{name}”");
            findings.push(Finding::new(&path.rule, message));
            continue;
        };
        let rule = path.rule_of(&path.steps[position]);
        let again = part_of(record).and_then(|part| before.part(&record.step, part));
        if again.or(before.passed(&record.step)).is_some() {
            let message = format!("工单{number}的“{name}”通过后又办了一次");
            findings.push(Finding::new(rule, message));
        }
        for need in before.lacks(position) {
            let need = work.manual.procedures.name(need);
            let message = format!("工单{number}没办“{need}”就办了“{name}”");
            findings.push(Finding::new(rule, message));
        }
        let earliest = path
            .needs(position)
            .iter()
            .filter_map(|need| before.passed_on(need))
            .chain(case.accepted_on)
            .max();
        if earliest.is_some_and(|earliest| record.on < earliest) {
            let message = format!("工单{number}的“{name}”日期{}早于前道环节", record.on);
            findings.push(Finding::new("COUNT-6", message));
        }
    }
    findings
}

/// COUNT-6: no paper that an acceptance or a step rests on came after it.
fn papers_after(
    work: Work<'_>,
    path: &Path,
    case: &Case,
    steps: &[StepRecord],
) -> Result<Vec<Finding>, OfficeError> {
    let number = &case.number;
    let days = case::document_days(work.conn, number)?;
    let progress = Progress::of(path, steps, case.application.parts().len());
    let lists = &work.manual.checklists;
    let asked = lists.ever_asked_for((&case.application).into());
    let brought = asked.filter(|item| item.is_enough(&case.application.documents));
    let late = brought.filter_map(|item| {
        let act = match &item.at {
            None => case.accepted_on,
            Some(step) => progress.passed_on(step),
        };
        let day = days.get(&item.code)?;
        let act = act.filter(|act| day > act)?;
        let message = format!(
            "工单{number}的“{}”{day}才收到，晚于凭它办理的{act}",
            item.name
        );
        Some(Finding::new("COUNT-6", message))
    });
    Ok(late.collect())
}

/// The state is what the steps make it, and the account is there once it was opened.
fn state(
    work: Work<'_>,
    path: &Path,
    case: &Case,
    steps: &[StepRecord],
) -> Result<Vec<Finding>, OfficeError> {
    let number = &case.number;
    let progress = Progress::of(path, steps, case.application.parts().len());
    let completed = progress.passed(&path.completes);
    let filed = path
        .steps
        .last()
        .is_some_and(|last| progress.passed(&last.id).is_some());
    let by_steps = if filed {
        CaseState::Filed
    } else if completed.is_some() {
        CaseState::Completed
    } else if case.accepted_on.is_some() {
        CaseState::Accepted
    } else {
        CaseState::Waiting
    };
    let mut findings = Vec::new();
    let fits = match case.state {
        CaseState::Voided => completed.is_none(),
        state => state == by_steps,
    };
    if !fits {
        let (kept, is) = (case.state.chinese(), by_steps.chinese());
        let message = format!("工单{number}记为{kept}，按环节应为{is}");
        findings.push(Finding::new(&path.rule, message));
    }
    if case.completed_on != progress.passed_on(&path.completes) {
        let message = format!("工单{number}的办结日期与办结环节不符");
        findings.push(Finding::new(&path.rule, message));
    }
    let opens = path
        .steps
        .iter()
        .filter(|step| step.effect.is_some())
        .filter_map(|step| progress.passed(&step.id))
        .any(|record| record.result == StepResult::Pass);
    let account = match &case.account {
        Some(account) => customer::by_account(work.conn, account)?,
        None => None,
    };
    if opens && account.is_none() {
        let message = format!("工单{number}已办结，却没有户号");
        findings.push(Finding::new(&path.rule, message));
    }
    Ok(findings)
}

/// A paper that was issued lies in the data folder as it was issued.
fn lost_paper(work: Work<'_>, issued: &IssuedPaper) -> Option<Finding> {
    let named = format!("{}的文书{}", issued.subject, issued.path);
    let message = match std::fs::read(work.dir.join(&issued.path)) {
        Err(_) => format!("{named}不见了"),
        Ok(bytes) if hex::encode(Sha256::digest(&bytes)) != issued.sha256 => {
            format!("{named}被改动过")
        }
        Ok(_) => return None,
    };
    Some(Finding::new("AUDIT-1", message))
}
