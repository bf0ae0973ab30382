//! Issuing a paper and keeping its bytes: a reprint is those bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::paper::{self, Availability, Document, Fill, Form, Offset, Stamp, Values};
use crate::rules::Refusal;
use crate::store::StoreError;
use crate::store::paper::{self as papers, IssuedPaper};

use super::super::{Act, OfficeError, Work};
use super::{Mode, Printed, offset};

/// A paper as it is to be drawn: what it says, and which issue of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    content_hash: String,
    stamp: Stamp,
    /// The day of issue.
    date: NaiveDate,
    issued_at: NaiveDateTime,
}

/// A paper that was drawn before it is issued.
#[derive(Debug)]
pub(super) struct Drawn {
    sheet: Sheet,
    pages: usize,
    pdf: Vec<u8>,
}

/// A paper that can be drawn away from the records.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    form: &'a Form,
    /// For each of the papers that are issued together, of which there is one at least.
    values: Vec<Values>,
    mode: Mode,
    offset: Offset,
    sheet: Sheet,
}

impl Prepared<'_> {
    /// # Errors
    /// A character is in no font, or the form's wording cannot be set.
    pub(super) fn draw(self) -> Result<Drawn, OfficeError> {
        let Self {
            form,
            mut values,
            mode,
            offset,
            sheet,
        } = self;
        if form.available == Availability::Waiting {
            for values in &mut values {
                values.set("notice.issued_on", sheet.date.to_string());
            }
        }
        let compose = |values: &Values| {
            let fill = match mode {
                Mode::Filled => Fill::Filled(values),
                Mode::Overprint => Fill::Overprint(values, offset),
            };
            paper::compose(form, fill, &sheet.stamp).map_err(|error| vec![Refusal::from(error)])
        };
        let documents: Vec<Document> = values.iter().map(compose).collect::<Result<_, _>>()?;
        let mut documents = documents.into_iter();
        let mut whole = documents.next().unwrap_or_default();
        documents.for_each(|document| whole.append(document));
        Ok(Drawn {
            pages: whole.pages.len(),
            pdf: paper::pdf::write(&whole)?,
            sheet,
        })
    }
}

/// What is to be drawn for a subject; nothing where the same content lies there already.
pub(super) fn prepare<'a>(
    work: Work<'_>,
    subject: &str,
    form: &'a Form,
    values: Vec<Values>,
    mode: Mode,
) -> Result<Option<Prepared<'a>>, OfficeError> {
    let content_hash = content_hash(work, form, &values, mode)?;
    let last = papers::latest(work.conn, subject, &form_key(form, mode))?;
    if let Some(last) = last
        .as_ref()
        .filter(|last| last.content_hash == content_hash)
        && read(work.dir, last).is_some()
    {
        return Ok(None);
    }
    Ok(Some(Prepared {
        form,
        values,
        mode,
        offset: offset(work),
        sheet: Sheet::next(work, subject, last.as_ref(), content_hash),
    }))
}

impl Sheet {
    /// The next issue of a subject's form; the last one again where its content is the same and its file was lost:
    /// the same content and stamp give the same bytes.
    fn next(
        work: Work<'_>,
        subject: &str,
        last: Option<&IssuedPaper>,
        content_hash: String,
    ) -> Self {
        let lost = last.filter(|last| last.content_hash == content_hash);
        let (issue, issued_at, operator, date) = match lost {
            Some(last) => {
                let day = last.issued_at.date();
                (last.issue, last.issued_at, last.operator.clone(), day)
            }
            None => {
                let desk = work.desk;
                let issue = last.map_or(1, |last| last.issue + 1);
                (issue, desk.now, desk.operator.clone(), desk.today)
            }
        };
        Self {
            content_hash,
            stamp: Stamp {
                case_number: Some(subject.to_owned()),
                office: work.settings.office_name().to_owned(),
                issue,
                issued_at: issued_at.format("%Y-%m-%d %H:%M").to_string(),
                operator,
            },
            date,
            issued_at,
        }
    }
}

fn form_key(form: &Form, mode: Mode) -> String {
    match mode {
        Mode::Filled => form.id.clone(),
        Mode::Overprint => format!("{}+overprint", form.id),
    }
}

/// Gives out the issue whose content is the same, or makes a new one: what was drawn before, if nothing has changed
/// since.
pub(super) fn issue(
    work: Work<'_>,
    subject: &str,
    form: &Form,
    values: Vec<Values>,
    mode: Mode,
    drawn: Option<Drawn>,
) -> Result<Printed, OfficeError> {
    let form_key = form_key(form, mode);
    let content_hash = content_hash(work, form, &values, mode)?;
    let last = papers::latest(work.conn, subject, &form_key)?;
    if let Some(last) = last
        .as_ref()
        .filter(|last| last.content_hash == content_hash)
        && let Some(pdf) = read(work.dir, last)
    {
        let detail = json!({ "form": form_key, "issue": last.issue });
        work.log(Act::Reprint, subject, detail)?;
        return Ok(Printed {
            paper: last.clone(),
            title: form.title.clone(),
            pdf,
        });
    }
    let sheet = Sheet::next(work, subject, last.as_ref(), content_hash);
    let drawn = match drawn.filter(|drawn| drawn.sheet == sheet) {
        Some(drawn) => drawn,
        None => {
            let prepared = Prepared {
                form,
                values,
                mode,
                offset: offset(work),
                sheet,
            };
            prepared.draw()?
        }
    };
    keep(work, form, mode, last, drawn)
}

/// Writes a paper and its record.
fn keep(
    work: Work<'_>,
    form: &Form,
    mode: Mode,
    last: Option<IssuedPaper>,
    drawn: Drawn,
) -> Result<Printed, OfficeError> {
    let Drawn { sheet, pages, pdf } = drawn;
    let Stamp {
        case_number,
        issue,
        operator,
        ..
    } = sheet.stamp;
    let subject = case_number.unwrap_or_default();
    let overprinted = match mode {
        Mode::Filled => "",
        Mode::Overprint => "套打",
    };
    let path = format!(
        "papers/{}/{subject}_{}{overprinted}_{issue}.pdf",
        sheet.issued_at.format("%Y-%m"),
        form.title
    );
    let paper = IssuedPaper {
        form: form_key(form, mode),
        issue,
        content_hash: sheet.content_hash,
        sha256: hex::encode(Sha256::digest(&pdf)),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        bytes: pdf.len() as u64,
        path,
        template: form
            .contract()
            .map(|wording| format!("{} {} {}", wording.id, wording.version, wording.sha256)),
        issued_at: sheet.issued_at,
        operator,
        subject,
    };
    write(work.dir, &paper.path, &pdf)?;
    match last.filter(|last| last.issue == paper.issue) {
        Some(last) if last.sha256 != paper.sha256 => {
            let message = format!(
                "{}第{}版的文件丢失，重做后与原件不同",
                form.title, last.issue
            );
            return Err(OfficeError::Inconsistent(message));
        }
        Some(_) => {}
        None => papers::insert(work.conn, &paper)?,
    }
    let detail = json!({ "form": paper.form, "issue": paper.issue, "sha256": paper.sha256 });
    work.log(Act::Print, &paper.subject, detail)?;
    Ok(Printed {
        paper,
        title: form.title.clone(),
        pdf,
    })
}

/// SHA-256 of what a form would say: its values, without the stamp. The wording of a contract does not count: what
/// was issued stays as it was issued when the template changes.
fn content_hash(
    work: Work<'_>,
    form: &Form,
    values: &[Values],
    mode: Mode,
) -> Result<String, OfficeError> {
    let keys = form.fields();
    let shown: Vec<Values> = values.iter().map(|values| values.only(&keys)).collect();
    let moved = match mode {
        Mode::Filled => String::new(),
        Mode::Overprint => format!("{:?}", offset(work)),
    };
    let content = serde_json::to_vec(&(&form.id, &form.title, shown, moved))
        .map_err(|error| OfficeError::Inconsistent(error.to_string()))?;
    Ok(hex::encode(Sha256::digest(content)))
}

/// The bytes of an issued paper, if its file is there and unchanged.
fn read(dir: &Path, paper: &IssuedPaper) -> Option<Vec<u8>> {
    let bytes = fs::read(dir.join(&paper.path)).ok()?;
    (hex::encode(Sha256::digest(&bytes)) == paper.sha256).then_some(bytes)
}

/// The bytes of a paper that was issued.
///
/// # Errors
/// Refused where its file is lost or was changed.
pub fn issued_bytes(work: Work<'_>, paper: &IssuedPaper) -> Result<Vec<u8>, OfficeError> {
    let lost = || {
        let message = format!("已出文书{}不在或被改动过", paper.path);
        vec![Refusal::new(
            "AUDIT-5",
            message,
            "从备份中找回，或重新打印成新的一版",
        )]
    };
    Ok(read(work.dir, paper).ok_or_else(lost)?)
}

/// Writes a paper whole or not at all: beside its place, synced, renamed. Nothing unfinished stays behind.
fn write(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let target: PathBuf = dir.join(path);
    let part = target.with_extension("part");
    let at = |source| StoreError::io(&target, source);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let written = File::create(&part)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&part, &target));
    if written.is_err() {
        // The failure to tell is the first one.
        let _ = fs::remove_file(&part);
    }
    written.map_err(at)
}
