//! The folder for the stick (导出月报): built on the local disk, copied, read back, and the month frozen, in one act.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::model::long_work::{Continue, Progress};
use crate::model::summary::{Month, Summary};
use crate::office::{Act, OfficeError, Work};
use crate::report::stick::{self, Disk, Medium};
use crate::report::{self, ReportError};
use crate::rules::Refusal;

use super::freeze;

/// Where the folder is built, in the data folder.
const BUILD: &str = "report.part";

/// A folder that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub folder: PathBuf,
    pub summary: Summary,
    /// Names of its files, the manifest last.
    pub files: Vec<String>,
}

/// Writes the month's folder into `to` and freezes the month. A month that is frozen already goes out as it was frozen.
/// `going` hears of each file.
///
/// # Errors
/// Refused (AUDIT-4) where the month is not over, or where there is no such folder; whatever fails on the medium. The
/// month is then not frozen.
pub fn export(
    work: Work<'_>,
    month: Month,
    to: &Path,
    going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    export_to(work, month, to, &mut Disk, going)
}

/// The same onto a medium of the caller's.
///
/// # Errors
/// As [`export`].
pub fn export_to(
    work: Work<'_>,
    month: Month,
    to: &Path,
    medium: &mut impl Medium,
    going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    if !to.is_dir() {
        let problem = format!("没有{}这个文件夹", to.display());
        return crate::office::refuse(Refusal::input("output", "导出到", problem));
    }
    let summary = freeze::freeze(work, month)?;
    let files = report::files(&summary)?;
    let name = summary.folder();
    let detail = json!({ "folder": name, "files": files.len() });
    work.log(Act::ExportMonth, &month.to_string(), detail)?;

    let files = built(&work.dir.join(BUILD), files)?;
    let folder = to.join(&name);
    stick::write(medium, &folder, &files, going)?;
    Ok(Exported {
        folder,
        summary,
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
            let bytes = fs::read(place.join(&file.name)).map_err(at)?;
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
