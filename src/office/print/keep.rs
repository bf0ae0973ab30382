//! Issuing a paper and keeping its bytes: a reprint is those bytes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::paper::{self, Availability, Document, Fill, Form, Stamp, Values};
use crate::rules::Refusal;
use crate::store::StoreError;
use crate::store::paper::{self as papers, IssuedPaper};

use super::super::{Act, OfficeError, Work};
use super::{Mode, Printed, offset};

/// Gives out the issue whose content is the same, or makes a new one; values for each of the papers that are
/// issued together, of which there is one at least.
pub(super) fn issue(
    work: Work<'_>,
    subject: &str,
    form: &Form,
    mut sheets: Vec<Values>,
    mode: Mode,
) -> Result<Printed, OfficeError> {
    let form_key = match mode {
        Mode::Filled => form.id.clone(),
        Mode::Overprint => format!("{}+overprint", form.id),
    };
    let content_hash = content_hash(work, form, &sheets, mode)?;
    let last = papers::latest(work.conn, subject, &form_key)?;
    let (issue, issued_at, operator, date) = match &last {
        Some(last) if last.content_hash == content_hash => {
            if let Some(pdf) = read(work.dir, last) {
                work.log(
                    Act::Reprint,
                    subject,
                    json!({ "form": form_key, "issue": last.issue }),
                )?;
                return Ok(Printed {
                    paper: last.clone(),
                    title: form.title.clone(),
                    pdf,
                });
            }
            // The file was lost: the same content and stamp give the same bytes.
            let day = last.issued_at.date();
            (last.issue, last.issued_at, last.operator.clone(), day)
        }
        other => {
            let issue = other.as_ref().map_or(1, |last| last.issue + 1);
            (
                issue,
                work.desk.now,
                work.desk.operator.clone(),
                work.desk.today,
            )
        }
    };
    if form.available == Availability::Waiting {
        for values in &mut sheets {
            values.set("notice.issued_on", date.to_string());
        }
    }
    let stamp = Stamp {
        case_number: Some(subject.to_owned()),
        office: work.settings.office_name().to_owned(),
        issue,
        issued_at: issued_at.format("%Y-%m-%d %H:%M").to_string(),
        operator: operator.clone(),
    };
    let document = compose(work, form, &sheets, mode, &stamp)?;
    let pdf = paper::pdf::write(&document)?;
    let sha256 = hex::encode(Sha256::digest(&pdf));
    let overprinted = match mode {
        Mode::Filled => "",
        Mode::Overprint => "套打",
    };
    let path = format!(
        "papers/{}/{subject}_{}{overprinted}_{issue}.pdf",
        issued_at.format("%Y-%m"),
        form.title
    );
    let paper = IssuedPaper {
        subject: subject.to_owned(),
        form: form_key,
        issue,
        content_hash,
        sha256,
        pages: u32::try_from(document.pages.len()).unwrap_or(u32::MAX),
        bytes: pdf.len() as u64,
        path,
        template: form
            .contract()
            .map(|wording| format!("{} {} {}", wording.id, wording.version, wording.sha256)),
        issued_at,
        operator,
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
    work.log(Act::Print, subject, detail)?;
    Ok(Printed {
        paper,
        title: form.title.clone(),
        pdf,
    })
}

fn compose(
    work: Work<'_>,
    form: &Form,
    sheets: &[Values],
    mode: Mode,
    stamp: &Stamp,
) -> Result<Document, OfficeError> {
    let mut whole: Option<Document> = None;
    for values in sheets {
        let fill = match mode {
            Mode::Filled => Fill::Filled(values),
            Mode::Overprint => Fill::Overprint(values, offset(work)),
        };
        let document =
            paper::compose(form, fill, stamp).map_err(|error| vec![Refusal::from(error)])?;
        match &mut whole {
            None => whole = Some(document),
            Some(whole) => whole.append(document),
        }
    }
    whole.ok_or_else(|| OfficeError::Inconsistent(format!("“{}”没有内容", form.title)))
}

/// SHA-256 of what a form would say: its values, without the stamp. The wording of a contract does not count: what
/// was issued stays as it was issued when the template changes.
fn content_hash(
    work: Work<'_>,
    form: &Form,
    sheets: &[Values],
    mode: Mode,
) -> Result<String, OfficeError> {
    let keys = form.fields();
    let shown: Vec<Values> = sheets.iter().map(|values| values.only(&keys)).collect();
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
