//! The index of the dossier (客户档案目录, NEW-6): the papers brought and every paper issued, in the order of the work.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::case::StepRecord;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{CaseState, Kind, StepResult};
use crate::paper::{self, Availability, Form, Values};
use crate::rules::procedure::Path;
use crate::rules::progress::part_of;
use crate::store::case as store;
use crate::store::paper::IssuedPaper;

use super::super::case_file::{self, CaseFile};
use super::super::part::CONTRACT;
use super::super::{OfficeError, Work};
use super::issues::Issues;
use super::keep::OVERPRINTED;
use super::steps;

/// The index itself.
pub(super) const FORM: &str = "dossier_index";

/// Where a paper stands among those of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Application,
    Brought,
    Notice,
    Receipt,
    OfStep,
}

/// Where a line stands: the stage is 0 at the application, then that of the step, from 1.
type Place = (usize, Rank, u32, usize);

struct Line {
    place: Place,
    name: String,
    issue: String,
    day: Option<NaiveDate>,
    pages: Option<u32>,
    note: String,
    /// Whether a later issue took its place, or it was made when another was signed: no page of the dossier.
    is_beside: bool,
}

/// A paper among the steps of its case.
struct Belongs<'a> {
    place: Place,
    /// The record that it is the paper of.
    record: Option<&'a StepRecord>,
    day: Option<NaiveDate>,
}

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    let path = case_file::path(work, &file.case)?;
    let mut lines = brought(work, path, file)?;
    lines.extend(issued(work, path, file)?);
    lines.sort_by_key(|line| line.place);
    let mut pages = 0;
    for line in lines {
        let own = line.pages.map(|own| match line.is_beside {
            true => format!("（{own}）"),
            false => {
                pages += own;
                own.to_string()
            }
        });
        let cells = [
            ("name", line.name),
            ("number", line.issue),
            (
                "date",
                line.day.map_or_else(String::new, |day| day.to_string()),
            ),
            ("pages", own.unwrap_or_default()),
            ("note", line.note),
        ];
        values.push_row("dossier", cells);
    }
    values.set("dossier.number", &file.case.number);
    names(values, file);
    if pages > 0 {
        values.set("dossier.pages", pages.to_string());
    }
    let filed = steps::live(file).filter(|record| record.step.as_str() == "filed");
    if file.case.state == CaseState::Filed
        && let Some(filed) = filed.last()
    {
        values.set("dossier.filed_by", &filed.operator);
    }
    Ok(())
}

/// Of a split, the contracts, accounts and meters of its parts beside the old ones; of another class, the supplement
/// beside its contract.
fn names(values: &mut Values, file: &CaseFile) {
    let case = &file.case;
    match case.application.kind {
        Kind::Split => {
            let contracts = (1..=file.parts.len()).map(|part| format!("{}-HT{part}", case.number));
            let contracts: Vec<String> = contracts.collect();
            values.set("contract.number", contracts.join("、"));
            for (key, column) in [
                ("customer.account", "account"),
                ("meter.asset_number", "meter"),
            ] {
                let parts = values.rows("parts").iter();
                let parts = parts.filter_map(|row| row.get(column).map(String::as_str));
                let parts: Vec<&str> = parts.filter(|own| !own.is_empty()).collect();
                let both = match values.get(key) {
                    "" => parts.join("、"),
                    old => format!("原户{old}；分户后{}", parts.join("、")),
                };
                values.set(key, both);
            }
        }
        Kind::Reclassification => {
            let own = values.get("contract.supplement_number");
            let both = match values.get("contract.supplemented") {
                "" => own.to_owned(),
                old => format!("{own}（补充{old}）"),
            };
            values.set("contract.number", both);
        }
        _ => {
            let first = values.get("meter.asset_number");
            let others = values.rows("other_meters").iter();
            let others = others.filter_map(|row| row.get("meter").map(String::as_str));
            let meters = std::iter::once(first).chain(others);
            let meters: Vec<&str> = meters.filter(|meter| !meter.is_empty()).collect();
            let meters = meters.join("、");
            values.set("meter.asset_number", meters);
        }
    }
}

/// What the customer brought, with the day on which it came.
fn brought(work: Work<'_>, path: &Path, file: &CaseFile) -> Result<Vec<Line>, OfficeError> {
    let days = store::document_days(work.conn, &file.case.number)?;
    let kept = file.documents.iter().filter(|line| {
        let absent = DocumentState::Missing == line.state;
        !absent && !matches!(line.state, DocumentState::NotApplicable(_))
    });
    let lines = kept.zip(0..).map(|(line, order)| {
        let step = line.at.as_ref().and_then(|step| path.position(step));
        Line {
            place: (step.map_or(0, |step| step + 1), Rank::Brought, 0, order),
            name: line.name.clone(),
            issue: String::new(),
            day: days.get(&line.code).copied(),
            pages: None,
            note: line.state.chinese(),
            is_beside: false,
        }
    });
    Ok(lines.collect())
}

/// Every paper issued; one that a later issue took the place of says so, and of a contract the one that was signed.
fn issued(work: Work<'_>, path: &Path, file: &CaseFile) -> Result<Vec<Line>, OfficeError> {
    let issues = Issues::of(work, &file.case.number)?;
    let mut last: BTreeMap<(&str, Option<u32>), u32> = BTreeMap::new();
    for print in &file.prints {
        let issue = last.entry((&print.form, print.round)).or_default();
        *issue = print.issue.max(*issue);
    }
    let mut lines = Vec::new();
    let forms = paper::forms()?;
    for (at, print) in file.prints.iter().enumerate() {
        let (id, overprinted) = match print.form.strip_suffix(OVERPRINTED) {
            Some(id) => (id, true),
            None => (print.form.as_str(), false),
        };
        let known = forms.iter().zip(0..).find(|(form, _)| form.id == id);
        let Some((form, order)) = known.filter(|_| id != FORM) else {
            continue;
        };
        let belongs = belongs(path, file, form, order, print);
        let failed = belongs
            .record
            .is_some_and(|record| record.result == StepResult::Fail);
        let last = last.get(&(print.form.as_str(), print.round)).copied();
        let later = last.filter(|last| *last > print.issue);
        let signed = signed(&issues, file, form, print);
        let (standing, is_beside) = match (signed, later) {
            (Some((place, _)), _) if place == at => (Some("签订的一版".to_owned()), false),
            (Some((place, _)), _) if place < at => (Some("签订以后印的".to_owned()), true),
            (Some((_, signed)), _) if signed.form == print.form => {
                (Some(format!("已换第{}版", signed.issue)), true)
            }
            (Some(_), _) => (Some("已换签订的一版".to_owned()), true),
            (None, Some(last)) => (Some(format!("已换第{last}版")), true),
            (None, None) => (None, false),
        };
        let notes = [
            overprinted.then(|| "套打".to_owned()),
            failed.then(|| StepResult::Fail.chinese().to_owned()),
            standing,
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        lines.push(Line {
            place: belongs.place,
            name: form.name_of(print.round),
            issue: format!("第{}版", print.issue),
            day: belongs.day.or_else(|| Some(issues.day(print))),
            pages: Some(print.pages),
            note: notes.join("，"),
            is_beside,
        });
    }
    Ok(lines)
}

/// Which issue of a contract's sheet was signed, with its place among the papers: the last one that was there then.
fn signed<'a>(
    issues: &Issues,
    file: &'a CaseFile,
    form: &Form,
    print: &IssuedPaper,
) -> Option<(usize, &'a IssuedPaper)> {
    form.contract()?;
    let part = |record: &&StepRecord| {
        let part = part_of(record).and_then(|part| u32::try_from(part).ok());
        print.round.is_none() || part == print.round
    };
    let signing = steps::live(file).filter(|record| record.step.as_str() == CONTRACT);
    let signing = signing.filter(part).last()?;
    let sheets = file.prints.iter().enumerate().filter(|(_, other)| {
        let id = other.form.strip_suffix(OVERPRINTED);
        id.unwrap_or(&other.form) == form.id && other.round == print.round
    });
    let mut there = sheets.filter(|(_, sheet)| issues.precedes(sheet, signing, &file.steps));
    let mut by_then = there
        .clone()
        .filter(|(_, sheet)| issues.day(sheet) <= signing.on);
    by_then.next_back().or_else(|| there.next_back())
}

fn belongs<'a>(
    path: &Path,
    file: &'a CaseFile,
    form: &Form,
    order: usize,
    print: &IssuedPaper,
) -> Belongs<'a> {
    let at_desk = |rank, day| Belongs {
        place: (0, rank, 0, order),
        record: None,
        day,
    };
    let own = steps_of(path, form);
    match form.available {
        Availability::Intake => {
            return at_desk(Rank::Application, Some(file.case.application.applied_on));
        }
        Availability::Waiting => {
            // Asked for again at a later step: it stands behind the last one recorded by then.
            let before = steps::live(file).filter(|one| one.recorded_at <= print.issued_at);
            let last = before.filter_map(|one| path.position(&one.step)).max();
            let stage = last.map_or(0, |last| last + 2);
            return Belongs {
                place: (stage, Rank::Notice, 0, order),
                ..at_desk(Rank::Notice, None)
            };
        }
        _ if own.is_empty() => return at_desk(Rank::Receipt, file.case.accepted_on),
        _ => {}
    }
    let of_sheet = steps::live(file).filter(|record| {
        let position = path.position(&record.step);
        let is_own = position.is_some_and(|position| own.contains(&position));
        let part = part_of(record).and_then(|part| u32::try_from(part).ok());
        is_own
            && match print.round {
                None => true,
                Some(number) if form.contract().is_some() => part == Some(number),
                Some(number) => record.round == number,
            }
    });
    let record = of_sheet.last();
    let position = record.and_then(|record| path.position(&record.step));
    let stage = position.or(own.first().copied()).unwrap_or(0) + 1;
    Belongs {
        place: (stage, Rank::OfStep, print.round.unwrap_or(0), order),
        record,
        day: record.map(|record| record.on),
    }
}

/// Positions of the steps that a form goes with; of one with rounds, that of its step alone.
fn steps_of(path: &Path, form: &Form) -> Vec<usize> {
    let places = path.steps.iter().enumerate();
    let goes = places.filter(|(_, place)| match form.step_of_rounds() {
        Some(step) => place.id == *step,
        None => {
            let id = Some(&form.id);
            let signs = form.contract().is_some() && place.id.as_str() == CONTRACT;
            signs
                || place.definition.form.as_ref() == id
                || place.form_on_fail.as_ref() == id
                || form.available == Availability::Step(place.id.clone())
        }
    });
    goes.map(|(position, _)| position).collect()
}
