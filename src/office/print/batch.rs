//! Batch printing (批量打印): one form for many cases, each paper an act of its own, so that neither a cancel nor a
//! failure loses what was issued before.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::thread;

use crate::model::long_work::{Continue, Progress};
use crate::paper::{self, Form, Values};
use crate::store::paper::IssuedPaper;

use super::super::{Desk, Office, OfficeError, Work};
use super::keep::{self, Drawn, Sheet};
use super::sheet::Choice;
use super::{Mode, filled, known_form, printable};

/// What is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub form: String,
    /// Numbers of cases or refusals; one that stands here twice is printed once.
    pub subjects: Vec<String>,
    pub mode: Mode,
}

/// What came of a batch.
#[derive(Debug)]
pub struct Batch {
    pub title: String,
    /// Issued now or, with the same content, before; in the order asked for.
    pub printed: Vec<IssuedPaper>,
    pub not_printed: Vec<NotPrinted>,
    pub end: End,
}

/// A paper that could not be issued, and why. The others were printed all the same.
#[derive(Debug)]
pub struct NotPrinted {
    pub subject: String,
    pub reason: OfficeError,
}

/// How a batch ended.
#[derive(Debug)]
pub enum End {
    /// Every subject was tried.
    Complete,
    /// As the clerk wished, before the rest.
    Cancelled,
    /// The machine failed (disk full, data busy): the rest was not tried.
    Failed(OfficeError),
}

/// A form that can be printed now, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub form: String,
    pub title: String,
    pub subjects: Vec<String>,
}

/// Issues a form for every subject. `desk` says who is there and when, before each few papers; `going` hears before each
/// paper how many are done, and after the last.
///
/// # Errors
/// Refused where there is no such form or the operator is none of the office's. What goes wrong with single papers
/// stands in the answer.
pub fn print_batch(
    office: &mut Office,
    order: &Order,
    desk: impl Fn() -> Desk,
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<Batch, OfficeError> {
    let first = desk();
    let title = office.look(&first, |work| {
        work.settings.admit(&first.operator)?;
        Ok(known_form(work, &order.form)?.title.clone())
    })?;
    let subjects = once_each(&order.subjects);
    let mut batch = Batch {
        title,
        printed: Vec::new(),
        not_printed: Vec::new(),
        end: End::Complete,
    };
    for (done, few) in (0..).step_by(at_once()).zip(subjects.chunks(at_once())) {
        let desk = desk();
        let drawn = drawn(office, order, &desk, few);
        for (done, (subject, drawn)) in (done..).zip(few.iter().zip(drawn)) {
            if going(Progress::new(done, subjects.len())) == Continue::No {
                batch.end = End::Cancelled;
                return Ok(batch);
            }
            let issued = office.act(&desk, |work| {
                let form = known_form(work, &order.form)?;
                let (sheet, values) = at_hand(work, subject, form, order.mode)?;
                Ok(keep::issue(work, sheet, values, drawn)?.paper)
            });
            match issued {
                Ok(paper) => batch.printed.push(paper),
                Err(error @ OfficeError::Store(_)) => {
                    batch.end = End::Failed(error);
                    return Ok(batch);
                }
                Err(reason) => batch.not_printed.push(NotPrinted {
                    subject: (*subject).to_owned(),
                    reason,
                }),
            }
        }
    }
    // Nothing is left to stop.
    let _ = going(Progress::new(subjects.len(), subjects.len()));
    Ok(batch)
}

/// The sheet that is taken along, else the one recorded last: what a morning's pile is printed for.
fn at_hand<'a>(
    work: Work<'_>,
    subject: &'a str,
    form: &'a Form,
    mode: Mode,
) -> Result<(Sheet<'a>, Values), OfficeError> {
    let (round, values) = filled(work, subject, form, Choice::AtHand)?;
    let sheet = Sheet {
        subject,
        form,
        round,
        mode,
    };
    Ok((sheet, values))
}

/// How many papers are drawn side by side: setting type is most of the work.
fn at_once() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Papers drawn ahead of being issued. Where one cannot be drawn, issuing it says why.
fn drawn(office: &Office, order: &Order, desk: &Desk, subjects: &[&str]) -> Vec<Option<Drawn>> {
    let drawn = office.look(desk, |work| {
        let prepare = |subject| {
            let form = known_form(work, &order.form)?;
            let (sheet, values) = at_hand(work, subject, form, order.mode)?;
            keep::prepare(work, sheet, values)
        };
        let prepared: Vec<_> = subjects
            .iter()
            .copied()
            .map(|s| prepare(s).ok().flatten())
            .collect();
        Ok(thread::scope(|scope| {
            let mut drawing = Vec::new();
            for one in prepared {
                drawing.push(one.map(|one| scope.spawn(|| one.draw().ok())));
            }
            let joined = drawing.into_iter().map(|one| one?.join().ok()?);
            joined.collect()
        }))
    });
    drawn.unwrap_or_else(|_| subjects.iter().map(|_| None).collect())
}

/// The forms that can be printed now for any of the subjects, in the order of the forms; `None` where `going` stopped
/// the look.
///
/// # Errors
/// A subject is not there, or the records cannot be read.
pub fn offers(
    office: &Office,
    subjects: &[String],
    desk: &Desk,
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<Option<Vec<Offer>>, OfficeError> {
    let subjects = once_each(subjects);
    let mut by_form: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (done, subject) in subjects.iter().enumerate() {
        if going(Progress::new(done, subjects.len())) == Continue::No {
            return Ok(None);
        }
        // A look of its own each: the file can be tidied in between.
        for sheet in office.look(desk, |work| printable(work, subject))? {
            let fitting = by_form.entry(&sheet.form.id).or_default();
            if fitting.last().is_none_or(|last| last != subject) {
                fitting.push((*subject).to_owned());
            }
        }
    }
    let offers = paper::forms()?.iter().filter_map(|form| {
        let subjects = by_form.remove(form.id.as_str())?;
        Some(Offer {
            form: form.id.clone(),
            title: form.title.clone(),
            subjects,
        })
    });
    Ok(Some(offers.collect()))
}

fn once_each(subjects: &[String]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let subjects = subjects.iter().map(String::as_str);
    subjects.filter(|subject| seen.insert(*subject)).collect()
}
