//! `print --batch`: one form for many cases, each paper issued on its own.

use std::path::Path;

use serde_json::{Value, json};

use crate::model::long_work::Continue;
use crate::model::vocabulary::CaseState;
use crate::office::print::batch::{Batch, End, NotPrinted, Order, offers, print_batch};
use crate::office::print::{Mode, Wanted, supplement_pages};
use crate::office::{OfficeError, list};
use crate::rules::Refusal;
use crate::store::StoreError;
use crate::store::paper::IssuedPaper;

use super::failure::Failure;
use super::output::{Answer, section, table};
use super::print::{no_folder, on_plain_paper, paper_json, save, saved_in};
use super::session::Session;

/// Prints a form for the cases named, or for every open case that it fits now.
pub(super) fn batch(
    session: &mut Session,
    form: &str,
    cases: &[&str],
    mode: Mode,
    output: Option<&Path>,
) -> Result<Answer, Failure> {
    if let Some(dir) = output.filter(|dir| !dir.is_dir()) {
        return Err(no_folder(dir));
    }
    let subjects = if cases.is_empty() {
        fitting(session, form)?
    } else {
        cases.iter().map(|case| (*case).to_owned()).collect()
    };
    let order = Order {
        form: form.to_owned(),
        subjects,
        mode,
    };
    let (office, desk) = (&mut session.office, &session.desk);
    let batch = print_batch(office, &order, || desk.clone(), |_| Continue::Yes)?;
    let dir = session.office.store().dir();
    let target = |paper: &IssuedPaper| output.and_then(|folder| saved_in(folder, paper));
    for paper in &batch.printed {
        if let Some(path) = target(paper) {
            let kept = dir.join(&paper.path);
            let pdf = std::fs::read(&kept).map_err(|error| StoreError::io(&kept, error))?;
            save(&path, &pdf)?;
        }
    }
    if let End::Failed(error) = &batch.end {
        let printed = batch.printed.len();
        return Err(Failure::Machine(format!(
            "{error}。停下之前已出{printed}份"
        )));
    }
    if batch.printed.is_empty() && !batch.not_printed.is_empty() {
        return Err(nothing_printed(batch.not_printed));
    }
    let supplements = supplements(session, form, mode, &batch.printed)?;
    let printed: Vec<Value> = batch
        .printed
        .iter()
        .zip(&supplements)
        .map(|(paper, pages)| {
            let mut json = paper_json(paper, &batch.title, target(paper).as_deref());
            json["case"] = paper.subject.as_str().into();
            if let Some(pages) = pages {
                json["supplement_pages"] = (*pages).into();
            }
            json
        })
        .collect();
    let refused: Vec<Value> = batch.not_printed.iter().flat_map(refused_json).collect();
    let rows = batch
        .printed
        .iter()
        .zip(&supplements)
        .map(|(paper, pages)| {
            let path = target(paper).unwrap_or_else(|| dir.join(&paper.path));
            let note = pages.and_then(on_plain_paper).unwrap_or_default();
            [paper.subject.clone(), path.display().to_string(), note]
        });
    let text = text(&batch, &table(&rows.collect::<Vec<_>>()));
    Ok(Answer::new(
        json!({ "printed": printed, "refused": refused }),
        text,
    ))
}

/// How many supplement pages each overprint has; none of what is no overprint.
fn supplements(
    session: &Session,
    form: &str,
    mode: Mode,
    printed: &[IssuedPaper],
) -> Result<Vec<Option<usize>>, Failure> {
    let pages = |paper: &IssuedPaper| {
        if mode == Mode::Filled {
            return Ok(None);
        }
        let wanted = Wanted {
            form: form.to_owned(),
            round: paper.round,
        };
        let pages = session.look(|work| supplement_pages(work, &paper.subject, &wanted))?;
        Ok(Some(pages))
    };
    printed.iter().map(pages).collect()
}

/// The open cases that a form fits now.
fn fitting(session: &Session, form: &str) -> Result<Vec<String>, Failure> {
    let open = [CaseState::Waiting, CaseState::Accepted];
    let cases = session.look(|work| list::cases(work, &open))?;
    let numbers: Vec<String> = cases.into_iter().rev().map(|case| case.number).collect();
    let offers = offers(&session.office, &numbers, &session.desk, |_| Continue::Yes)?;
    let offered = offers
        .unwrap_or_default()
        .into_iter()
        .find(|offer| offer.form == form);
    Ok(offered.map_or_else(Vec::new, |offer| offer.subjects))
}

/// Every refusal, each with its case.
fn nothing_printed(not_printed: Vec<NotPrinted>) -> Failure {
    let mut refusals = Vec::new();
    for NotPrinted { subject, reason } in not_printed {
        let OfficeError::Refused(refused) = reason else {
            return Failure::Machine(format!("{subject}：{reason}"));
        };
        refusals.extend(refused.into_iter().map(|refusal| Refusal {
            message: format!("{subject}：{}", refusal.message),
            ..refusal
        }));
    }
    Failure::Refused(refusals)
}

fn refused_json(not: &NotPrinted) -> Vec<Value> {
    match &not.reason {
        OfficeError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| {
                json!({
                    "case": not.subject,
                    "rule": refusal.rule,
                    "message": refusal.message,
                    "instead": refusal.instead,
                })
            })
            .collect(),
        other => vec![json!({
            "case": not.subject,
            "rule": null,
            "message": other.to_string(),
            "instead": null,
        })],
    }
}

fn text(batch: &Batch, printed: &str) -> String {
    let rows: Vec<[String; 2]> = batch
        .not_printed
        .iter()
        .map(|not| [not.subject.clone(), not.reason.to_string()])
        .collect();
    let refused = format!("没打成的{}份", rows.len());
    format!(
        "{}出了{}份\n{printed}{}",
        batch.title,
        batch.printed.len(),
        section(&refused, &table(&rows))
    )
}
