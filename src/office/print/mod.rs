//! Printing (打印): a case's values on a form, issued once and kept.
//!
//! | file | what it knows |
//! |------|---------------|
//! | `application`, `supply` | an application, as typed or as taken → values |
//! | `case`, `dossier` | documents, steps, limits, fees of a case → values; the index of its papers |
//! | `changes` | what a reclassification or a transfer adds → values |
//! | `steps`, `contract` | fields and results of steps; the blanks of a contract → values |
//! | `metering`, `suspension` | the meter before, the transformers planned; the year of a suspension → values |
//! | `closure` | what the last reading of a closed account comes to → values |
//! | `parts` | the parts of a split account → values; the contract of each |
//! | `refusal`, `notice`, `claim`, `claim_damage` | a refusal, a notice before a closure, a claim → values |
//! | [`sheet`] | which sheets a form has: rounds, parts |
//! | `availability` | whether a form can be printed for a case now |
//! | `keep`, `issues` | issue numbers, the bytes in the data folder; when they were issued |
//! | `trial` | typical values → a sheet to set the printer by |
//! | [`batch`] | one form for many cases |

mod application;
mod availability;
pub mod batch;
mod case;
mod changes;
mod claim;
mod claim_damage;
mod closure;
mod contract;
mod dossier;
mod issues;
mod keep;
mod metering;
mod notice;
mod parts;
mod refusal;
pub mod sheet;
mod steps;
mod supply;
mod suspension;
mod trial;

use crate::model::application::Draft;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{Class, Kind};
use crate::paper::{self, Availability, Fill, Form, Offset, PaperError, Preview, Stamp, Values};
use crate::rules::Refusal;
use crate::rules::checklist::Situation;
use crate::store::idle as notices;
use crate::store::paper::IssuedPaper;
use crate::store::refusal as refusals;

use super::case_file::case_file;
use super::{OfficeError, Work, accept, claim as claims};

use sheet::Choice;

pub use keep::{OVERPRINTED, issued_bytes};
pub use sheet::{Round, Sheet, Wanted};
pub use trial::trial;

/// The form that asks for payment.
const FEE_NOTICE: &str = "fee_notice";

/// What of a form is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Lines, labels and values on plain paper.
    Filled,
    /// The values alone, for pre-printed stock, moved by the office's offset.
    Overprint,
}

/// A paper issued, now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub paper: IssuedPaper,
    pub title: String,
    pub pdf: Vec<u8>,
}

/// A blank form, to hand out; it is not issued and not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankPaper {
    pub title: String,
    pub pdf: Vec<u8>,
    pub pages: usize,
}

/// Issues a sheet of a form for a case, a claim or a refusal. While its content has not changed, the bytes first issued come
/// back; afterwards a new issue is made.
///
/// # Errors
/// Refused where there is no such subject, form or round, the form does not belong to it, its time has not come,
/// or a character is in no font.
pub fn print(
    work: Work<'_>,
    subject: &str,
    wanted: &Wanted,
    mode: Mode,
) -> Result<Printed, OfficeError> {
    let form = known_form(work, &wanted.form)?;
    let (round, values) = filled(work, subject, form, Choice::Asked(wanted.round))?;
    let sheet = keep::Sheet {
        subject,
        form,
        round,
        mode,
    };
    keep::issue(work, sheet, values, None)
}

/// Issues every sheet whose time has come for a case.
///
/// # Errors
/// As [`print`].
pub fn print_all(work: Work<'_>, number: &str) -> Result<Vec<Printed>, OfficeError> {
    let sheets = printable(work, number)?;
    sheets
        .iter()
        .map(|sheet| print(work, number, &sheet.wanted(), Mode::Filled))
        .collect()
}

/// A form with ruled blanks in place of values; what is known of the office stands in it.
///
/// # Errors
/// Refused where there is no such form.
pub fn blank(work: Work<'_>, form: &str) -> Result<BlankPaper, OfficeError> {
    let form = known_form(work, form)?;
    let stamp = Stamp {
        office: work.settings.office_name().to_owned(),
        own: application::own_facts(work),
        ..Stamp::default()
    };
    let document = paper::compose(form, Fill::Blank, &stamp)?;
    Ok(BlankPaper {
        title: form.title.clone(),
        pages: document.pages.len(),
        pdf: paper::pdf::write(&document)?,
    })
}

/// The sheets whose time has come for a case, a claim or a refusal, in the order of the procedure.
///
/// # Errors
/// Refused where there is no such case.
pub fn printable(work: Work<'_>, subject: &str) -> Result<Vec<Sheet>, OfficeError> {
    if claims::exists(work, subject)? {
        let file = claims::file::file(work, subject)?;
        let forms = paper::forms()?.iter();
        return Ok(forms
            .filter(|form| claim::objection(form, &file).is_none())
            .map(|form| Sheet { form, round: None })
            .collect());
    }
    let without_case = if refusals::by_number(work.conn, subject)?.is_some() {
        Some(Availability::Refused)
    } else if notices::by_number(work.conn, subject)?.is_some() {
        Some(Availability::Notice)
    } else {
        None
    };
    let file = match without_case {
        Some(_) => None,
        None => Some(case_file(work, subject)?),
    };
    let mut sheets = Vec::new();
    for form in paper::forms()? {
        let rounds = match &file {
            None if Some(&form.available) == without_case.as_ref() => vec![None],
            None => Vec::new(),
            Some(file) => sheet::rounds(work, form, file).unwrap_or_default(),
        };
        sheets.extend(rounds.into_iter().map(|round| Sheet { form, round }));
    }
    Ok(sheets)
}

/// How many supplement pages, for plain paper, an overprint of a sheet would have now after those of the stock.
///
/// # Errors
/// As [`print`], less missing characters.
pub fn supplement_pages(
    work: Work<'_>,
    subject: &str,
    wanted: &Wanted,
) -> Result<usize, OfficeError> {
    let form = known_form(work, &wanted.form)?;
    let (_, values) = filled(work, subject, form, Choice::Asked(wanted.round))?;
    let stamp = Stamp {
        case_number: Some(subject.to_owned()),
        office: work.settings.office_name().to_owned(),
        own: application::own_facts(work),
        ..Stamp::default()
    };
    let fill = Fill::Overprint(&values, offset(work));
    Ok(paper::preview(form, fill, &stamp)?.document.supplement)
}

/// A sheet as it would be printed now, for the screen.
///
/// # Errors
/// As [`print`], less missing characters.
pub fn preview(work: Work<'_>, subject: &str, wanted: &Wanted) -> Result<Preview, OfficeError> {
    let form = known_form(work, &wanted.form)?;
    let stamp = Stamp {
        case_number: Some(subject.to_owned()),
        office: work.settings.office_name().to_owned(),
        own: application::own_facts(work),
        ..Stamp::default()
    };
    let (_, values) = filled(work, subject, form, Choice::Asked(wanted.round))?;
    Ok(paper::preview(form, Fill::Filled(&values), &stamp)?)
}

/// The form on which a class applies for a kind of business, if this build has it.
///
/// # Errors
/// The forms cannot be read.
pub fn application_form(kind: Kind, class: Class) -> Result<Option<&'static Form>, OfficeError> {
    let suits = |form: &&Form| form.available == Availability::Intake && form.suits(kind, class);
    Ok(paper::forms()?.iter().find(suits))
}

/// The application form of what was typed so far, right or wrong; a resident's new connection while kind and class
/// are open. A character that no font has is drawn as a crossed box.
///
/// # Errors
/// The form is not in this build.
pub fn preview_typed(work: Work<'_>, draft: &Draft) -> Result<Preview, OfficeError> {
    let account = accept::account_facts(work, draft)?;
    let (draft, change) = match &account {
        Some(facts) => facts.completed(draft, work.manual),
        None => (draft.clone(), None),
    };
    let kind = draft.kind.parse().unwrap_or(Kind::NewConnection);
    let class = draft.class.parse().unwrap_or(Class::Resident);
    let form = application_form(kind, class)?.map_or("resident_application", |form| &form.id);
    let form = known_form(work, form)?;
    let mut values = Values::default();
    application::fill(&mut values, work, &draft, change.as_ref());
    suspension::running(&mut values, work, &draft, change.as_ref(), None)?;
    values.set("case.handler", &work.desk.operator);
    let situation = Situation {
        kind,
        class,
        nature: draft.nature.parse().ok(),
        tenant: draft.tenant,
        agent: draft.agent.is_some(),
        by_office: draft.is_begun_by_office(),
    };
    documents(&mut values, work, situation, &draft);
    let stamp = Stamp {
        office: work.settings.office_name().to_owned(),
        own: application::own_facts(work),
        ..Stamp::default()
    };
    Ok(paper::preview(form, Fill::Filled(&values), &stamp)?)
}

/// The papers ticked so far.
fn documents(values: &mut Values, work: Work<'_>, situation: Situation, draft: &Draft) {
    for item in work.manual.checklists.asked_for(situation) {
        let typed = draft.documents.get(&item.code);
        let Some(Ok(state)) = typed.map(|state| state.parse::<DocumentState>()) else {
            continue;
        };
        if state != DocumentState::Missing {
            let row = [
                ("name", item.name.clone()),
                ("state", state.chinese()),
                ("received_on", draft.applied_on.clone()),
            ];
            values.push_row("documents", row);
        }
    }
}

/// The form of an id, with the office's own wording where it has one.
fn known_form<'a>(work: Work<'a>, id: &str) -> Result<&'a Form, OfficeError> {
    if let Some(own) = work.wordings.form(id) {
        return Ok(own);
    }
    let Ok(form) = paper::form(id) else {
        let known: Vec<&str> = paper::forms()?
            .iter()
            .map(|form| form.id.as_str())
            .collect();
        let problem = format!("没有“{id}”（可选：{}）", known.join("、"));
        return super::refuse(Refusal::input("form", "表单", problem));
    };
    Ok(form)
}

/// What stands on a sheet of a form for a subject, and of which round it is; or why it cannot be printed.
fn filled(
    work: Work<'_>,
    subject: &str,
    form: &Form,
    choice: Choice,
) -> Result<(Option<u32>, Values), OfficeError> {
    let mut values = Values::default();
    if let Some(turned_away) = refusals::by_number(work.conn, subject)? {
        if form.available != Availability::Refused {
            let message = format!("“{}”不用于不予受理", form.title);
            return super::refuse(Refusal::new("AUDIT-3", message, "打印不予受理告知单"));
        }
        refusal::fill(&mut values, work, &turned_away);
        return Ok((None, values));
    }
    if let Some(notice) = notices::by_number(work.conn, subject)? {
        if form.available != Availability::Notice {
            let message = format!("“{}”不用于待销户通知", form.title);
            return super::refuse(Refusal::new("CLOSE-4", message, "打印待销户通知书"));
        }
        notice::fill(&mut values, work, &notice)?;
        return Ok((None, values));
    }
    if claims::exists(work, subject)? {
        return Ok((None, claim::sheet(work, subject, form)?));
    }
    let file = case_file(work, subject)?;
    let refused = |refusal| vec![refusal];
    let rounds = sheet::rounds(work, form, &file).map_err(refused)?;
    let round = sheet::choose(form, &rounds, choice).map_err(refused)?;
    case::fill(&mut values, work, &sheet::as_of(form, &file, round))?;
    steps::plan_history(&mut values, work, &file, round);
    if form.id == dossier::FORM {
        dossier::fill(&mut values, work, &file)?;
    }
    steps::rectified(&mut values, &file, form, round);
    sheet::take_along(&mut values, work, form, &file, round);
    let number = round.map(|round| round.number);
    if let Some(part) = number.filter(|_| form.contract().is_some()) {
        values.set("contract.number", format!("{subject}-HT{part}"));
    }
    Ok((number, values))
}

/// How far overprinted values are moved.
fn offset(work: Work<'_>) -> Offset {
    let millimetres = |key| work.settings.number(key) as f32;
    Offset {
        dx: millimetres("printer.offset_x"),
        dy: millimetres("printer.offset_y"),
    }
}

impl From<PaperError> for Refusal {
    fn from(error: PaperError) -> Self {
        Refusal {
            rule: crate::rules::refusal::INPUT.to_owned(),
            message: error.to_string(),
            instead: "改正后再打印".to_owned(),
            field: String::new(),
        }
    }
}
