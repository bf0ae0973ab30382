//! The folder for the stick (导出月报): built on the local disk, copied, read back, and only then the month frozen.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::model::long_work::{Continue, Progress};
use crate::model::summary::{Month, Summary};
use crate::office::{Act, Desk, Office, OfficeError, Verdict, Work};
use crate::report::stick::{self, Disk, Medium};
use crate::report::{self, ReportError, manifest};
use crate::rules::Refusal;

use super::freeze;

/// Where the folder is built, in the data folder.
const BUILD: &str = "report.part";

/// A folder that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub folder: PathBuf,
    pub summary: Summary,
    /// Earlier months that were open and were frozen with it.
    pub with: Vec<Month>,
    /// Names of its files, the manifest last.
    pub files: Vec<String>,
}

/// How often the folder is written while others may work; after that they wait.
const FREE_TRIES: usize = 3;

/// Writes the month's folder into `to` and freezes the month, after the earlier ones that are open. A month that is frozen already goes out as it was frozen.
/// `going` hears of each file.
///
/// Nobody waits for the stick: the month is frozen on trial and taken back, what came of it is written, and then it is
/// frozen for good where it still comes to the same; where something was recorded meanwhile, it is written again.
///
/// # Errors
/// Refused (AUDIT-4) where the month is not over, or where there is no such folder; whatever fails on the medium. The
/// month is then not frozen.
pub fn export(
    office: &mut Office,
    desk: &Desk,
    month: Month,
    to: &Path,
    going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    export_to(office, desk, month, to, &mut Disk, going)
}

/// The same onto a medium of the caller's.
///
/// # Errors
/// As [`export`].
pub fn export_to(
    office: &mut Office,
    desk: &Desk,
    month: Month,
    to: &Path,
    medium: &mut impl Medium,
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    if !to.is_dir() {
        let problem = format!("没有{}这个文件夹", to.display());
        return crate::office::refuse(Refusal::input("output", "导出到", problem));
    }
    let dir = office.store().dir().to_owned();
    for _ in 0..FREE_TRIES {
        let frozen = office.decide(desk, |work| to_write(work, month).map(Verdict::TakeBack))?;
        let exported = write(&dir, frozen, to, medium, &mut going)?;
        let confirmed = office.decide(desk, |work| confirm(work, &exported));
        match confirmed {
            Ok(true) => return Ok(exported),
            Ok(false) => {}
            Err(error) => {
                // A folder of a month that is not frozen is not complete; the failure to tell is the first one.
                let _ = medium.remove(&exported.folder.join(manifest::NAME));
                return Err(error);
            }
        }
    }
    office.act(desk, |work| {
        let frozen = to_write(work, month)?;
        let exported = write(&dir, frozen, to, medium, &mut going)?;
        log(work, &exported)?;
        Ok(exported)
    })
}

/// The month frozen, after the earlier ones that were open.
fn to_write(work: Work<'_>, month: Month) -> Result<(Summary, Vec<Month>), OfficeError> {
    let with = freeze::earlier_open(work, month)?;
    Ok((freeze::freeze(work, month)?, with))
}

/// Freezes the month for good if it comes to what was written.
fn confirm(work: Work<'_>, exported: &Exported) -> Result<Verdict<bool>, OfficeError> {
    let (summary, with) = to_write(work, exported.summary.month)?;
    if summary != exported.summary || with != exported.with {
        return Ok(Verdict::TakeBack(false));
    }
    log(work, exported)?;
    Ok(Verdict::Keep(true))
}

fn log(work: Work<'_>, exported: &Exported) -> Result<(), OfficeError> {
    let summary = &exported.summary;
    let detail = json!({ "folder": summary.folder(), "files": exported.files.len() });
    work.log(Act::ExportMonth, &summary.month.to_string(), detail)
}

/// Builds the folder on the local disk and copies it.
fn write(
    dir: &Path,
    (summary, with): (Summary, Vec<Month>),
    to: &Path,
    medium: &mut impl Medium,
    going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    let files = built(&dir.join(BUILD), report::files(&summary)?)?;
    let folder = to.join(summary.folder());
    stick::write(medium, &folder, &files, going)?;
    Ok(Exported {
        folder,
        summary,
        with,
        files: files.into_iter().map(|file| file.name).collect(),
    })
}

/// The files as they came back from the local disk. Nothing of them stays there.
fn built(place: &Path, files: Vec<report::File>) -> Result<Vec<report::File>, OfficeError> {
    let at = |error| ReportError::io(place, error);
    let clear = || match fs::remove_dir_all(place) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(error)),
        _ => Ok(()),
    };
    clear()?;
    let built = stick::write(&mut Disk, place, &files, |_| Continue::Yes);
    let read = built.and_then(|()| {
        let back = files.iter().map(|file| {
            let path = place.join(&file.name);
            let bytes = fs::read(&path).map_err(at)?;
            // Another export may build there at the same time.
            if bytes != file.bytes {
                return Err(ReportError::Differs(path));
            }
            Ok(report::File {
                name: file.name.clone(),
                bytes,
            })
        });
        back.collect::<Result<Vec<_>, ReportError>>()
    });
    clear()?;
    Ok(read?)
}
