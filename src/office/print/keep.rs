//! Issuing a paper and keeping its bytes: a reprint is those bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::paper::{self, Availability, Fill, Form, Offset, Stamp, Values};
use crate::rules::Refusal;
use crate::store::StoreError;
use crate::store::paper::{self as papers, IssuedPaper};

use super::super::{Act, OfficeError, Work};
use super::application::own_facts;
use super::issues::Issues;
use super::{Mode, Printed, offset};

/// At the end of an issued form's name where only its values were printed.
pub const OVERPRINTED: &str = "+overprint";

/// What is issued: a sheet of a form for a subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub subject: &'a str,
    pub form: &'a Form,
    pub round: Option<u32>,
    pub mode: Mode,
}

/// Which issue of it is to be drawn, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Issue {
    content_hash: String,
    stamp: Stamp,
    /// The day of issue.
    date: NaiveDate,
    issued_at: NaiveDateTime,
}

/// A paper that was drawn before it is issued.
#[derive(Debug)]
pub(super) struct Drawn {
    issue: Issue,
    pages: usize,
    pdf: Vec<u8>,
}

/// A paper that can be drawn away from the records.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    form: &'a Form,
    mode: Mode,
    values: Values,
    offset: Offset,
    issue: Issue,
}

impl Prepared<'_> {
    /// # Errors
    /// A character is in no font, or the form's wording cannot be set.
    pub(super) fn draw(self) -> Result<Drawn, OfficeError> {
        let Self {
            form,
            mode,
            mut values,
            offset,
            issue,
        } = self;
        if form.available == Availability::Waiting {
            values.set("notice.issued_on", issue.date.to_string());
        }
        let fill = match mode {
            Mode::Filled => Fill::Filled(&values),
            Mode::Overprint => Fill::Overprint(&values, offset),
        };
        let document =
            paper::compose(form, fill, &issue.stamp).map_err(|error| vec![Refusal::from(error)])?;
        Ok(Drawn {
            pages: document.pages.len(),
            pdf: paper::pdf::write(&document)?,
            issue,
        })
    }
}

/// What is to be drawn for a subject; nothing where the same content lies there already.
pub(super) fn prepare<'a>(
    work: Work<'_>,
    sheet: Sheet<'a>,
    values: Values,
) -> Result<Option<Prepared<'a>>, OfficeError> {
    let content_hash = content_hash(work, sheet, &values)?;
    let last = sheet.latest(work)?;
    if let Some(last) = last
        .as_ref()
        .filter(|last| last.content_hash == content_hash)
        && read(work.dir, last).is_some()
    {
        return Ok(None);
    }
    Ok(Some(Prepared {
        form: sheet.form,
        mode: sheet.mode,
        values,
        offset: offset(work),
        issue: Issue::next(work, sheet, last.as_ref(), content_hash)?,
    }))
}

impl Sheet<'_> {
    /// The form as it is kept: overprinted papers count by themselves.
    fn form_key(&self) -> String {
        match self.mode {
            Mode::Filled => self.form.id.clone(),
            Mode::Overprint => format!("{}{OVERPRINTED}", self.form.id),
        }
    }

    /// The last issue of it.
    fn latest(&self, work: Work<'_>) -> Result<Option<IssuedPaper>, StoreError> {
        papers::latest(work.conn, self.subject, &self.form_key(), self.round)
    }
}

impl Issue {
    /// The next issue of a sheet; the last one again where its content is the same and its file was lost:
    /// the same content and stamp give the same bytes.
    fn next(
        work: Work<'_>,
        sheet: Sheet<'_>,
        last: Option<&IssuedPaper>,
        content_hash: String,
    ) -> Result<Self, OfficeError> {
        let lost = last.filter(|last| last.content_hash == content_hash);
        let (issue, issued_at, operator, date) = match lost {
            Some(last) => {
                let day = Issues::of(work, sheet.subject)?.day(last);
                (last.issue, last.issued_at, last.operator.clone(), day)
            }
            None => {
                let desk = work.desk;
                let issue = last.map_or(1, |last| last.issue + 1);
                (issue, desk.now, desk.operator.clone(), desk.today)
            }
        };
        Ok(Self {
            content_hash,
            stamp: Stamp {
                case_number: Some(sheet.subject.to_owned()),
                office: work.settings.office_name().to_owned(),
                issue,
                issued_at: issued_at.format("%Y-%m-%d %H:%M").to_string(),
                operator,
                own: own_facts(work),
            },
            date,
            issued_at,
        })
    }
}

/// Gives out the issue whose content is the same, or makes a new one: what was drawn before, if nothing has changed
/// since.
pub(super) fn issue(
    work: Work<'_>,
    sheet: Sheet<'_>,
    values: Values,
    drawn: Option<Drawn>,
) -> Result<Printed, OfficeError> {
    let content_hash = content_hash(work, sheet, &values)?;
    let last = sheet.latest(work)?;
    if let Some(last) = last
        .as_ref()
        .filter(|last| last.content_hash == content_hash)
        && let Some(pdf) = read(work.dir, last)
    {
        let detail = json!({ "form": last.form, "round": last.round, "issue": last.issue });
        work.log(Act::Reprint, sheet.subject, detail)?;
        return Ok(Printed {
            paper: last.clone(),
            title: sheet.form.name_of(sheet.round),
            pdf,
        });
    }
    let issue = Issue::next(work, sheet, last.as_ref(), content_hash)?;
    let drawn = match drawn.filter(|drawn| drawn.issue == issue) {
        Some(drawn) => drawn,
        None => {
            let prepared = Prepared {
                form: sheet.form,
                mode: sheet.mode,
                values,
                offset: offset(work),
                issue,
            };
            prepared.draw()?
        }
    };
    keep(work, sheet, last, drawn)
}

/// Writes a paper and its record.
fn keep(
    work: Work<'_>,
    sheet: Sheet<'_>,
    last: Option<IssuedPaper>,
    drawn: Drawn,
) -> Result<Printed, OfficeError> {
    let Drawn {
        issue: drawn,
        pages,
        pdf,
    } = drawn;
    let Stamp {
        issue, operator, ..
    } = drawn.stamp;
    let (subject, title) = (sheet.subject, sheet.form.name_of(sheet.round));
    let overprinted = match sheet.mode {
        Mode::Filled => "",
        Mode::Overprint => "套打",
    };
    let place = format!(
        "papers/{}/{subject}_{title}{overprinted}_{issue}",
        drawn.issued_at.format("%Y-%m"),
    );
    let same = last.as_ref().filter(|last| last.issue == issue);
    let path = same.map_or_else(|| unused(work.dir, &place), |last| last.path.clone());
    let paper = IssuedPaper {
        subject: subject.to_owned(),
        form: sheet.form_key(),
        round: sheet.round,
        issue,
        content_hash: drawn.content_hash,
        sha256: hex::encode(Sha256::digest(&pdf)),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        bytes: pdf.len() as u64,
        path,
        template: sheet
            .form
            .contract()
            .map(|wording| format!("{} {} {}", wording.id, wording.version, wording.sha256)),
        issued_at: drawn.issued_at,
        operator,
    };
    write(work.dir, &paper.path, &pdf)?;
    match last.filter(|last| last.issue == paper.issue) {
        Some(last) if last.sha256 != paper.sha256 => {
            let message = format!("{title}第{}版的文件丢失，重做后与原件不同", last.issue);
            return Err(OfficeError::Inconsistent(message));
        }
        Some(_) => {}
        None => papers::insert(work.conn, &paper)?,
    }
    let detail = json!({
        "form": paper.form, "round": paper.round, "issue": paper.issue, "on": drawn.date, "sha256": paper.sha256,
    });
    work.log(Act::Print, subject, detail)?;
    Ok(Printed { paper, title, pdf })
}

/// SHA-256 of what a form would say: its values, without the stamp. The wording of a contract does not count: what
/// was issued stays as it was issued when the template changes.
fn content_hash(work: Work<'_>, sheet: Sheet<'_>, values: &Values) -> Result<String, OfficeError> {
    let form = sheet.form;
    let shown = values.only(&form.fields());
    let moved = match sheet.mode {
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

/// A name that no paper has: after going back to a backup, numbers are given out again whose papers were issued.
fn unused(dir: &Path, place: &str) -> String {
    let others = (2..).map(|number| format!("{place}（{number}）.pdf"));
    let mut names = std::iter::once(format!("{place}.pdf")).chain(others);
    let unused = names.find(|name| !dir.join(name).is_file());
    unused.unwrap_or_else(|| format!("{place}.pdf"))
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
