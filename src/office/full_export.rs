//! Everything, for another system (导出全部数据): each table as CSV and every paper issued, in one archive that only the
//! passphrase opens. Nothing of it ever lies open on a disk before that; who took it stands in the log.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde_json::json;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::model::long_work::{Continue, Progress};
use crate::report::csv;
use crate::rules::Refusal;
use crate::store::backup::{self, Sealing, is_sealed};
use crate::store::{StoreError, dump, paper};

use super::{Act, Desk, Office, OfficeError, Work};

/// What stands beside the tables, for whoever opens the archive.
const NOTE: &str = "说明.txt";

/// What was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub path: PathBuf,
    pub tables: usize,
    pub papers: usize,
    /// Papers that stand in the records but whose file is not there.
    pub missing: Vec<String>,
}

/// A name for the archive in a folder.
pub fn name(now: NaiveDateTime) -> String {
    format!("业扩数据_{}.zip.age", now.format("%Y-%m-%dT%H%M%S"))
}

/// Writes the archive `out`, or one with a name of ours into the folder `out`. Runs beside the office's work; `going`
/// hears how many parts are in it.
///
/// # Errors
/// Refused where the operator is none of the office's, the passphrase is too short, or `out` is there already; the archive cannot be written.
pub fn export(
    office: &mut Office,
    desk: &Desk,
    out: &Path,
    passphrase: &str,
    mut going: impl FnMut(Progress) -> Continue,
) -> Result<Exported, OfficeError> {
    let path = if out.is_dir() {
        out.join(name(desk.now))
    } else {
        out.to_owned()
    };
    admit(&path)?;
    super::passphrase::admit(passphrase)?;
    let (mut sealing, tables, papers, missing) = office.look(desk, |work| {
        work.settings.admit(&desk.operator)?;
        let tables = dump::tables(work.conn)?;
        let papers = paper::all(work.conn)?;
        let mut missing = Vec::new();
        let papers: Vec<String> = papers.into_iter().map(|paper| paper.path).collect();
        let sealing = Sealing::write(&path, passphrase, |writer| {
            missing = archive(work, writer, &path, (&tables, &papers), &mut going)?;
            Ok(())
        })?;
        let present = papers.len() - missing.len();
        Ok((sealing, tables.len(), present, missing))
    })?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let detail = json!({ "file": file, "tables": tables, "papers": papers });
    // The log says so before the file has its name.
    office.act(desk, |work| {
        work.log(Act::ExportAll, "", detail)?;
        Ok(sealing.name()?)
    })?;
    Ok(Exported {
        path,
        tables,
        papers,
        missing,
    })
}

/// Opens an archive again: `out` is then a plain .zip.
///
/// # Errors
/// Refused where `out` is there already or `file` is none of ours; [`StoreError::WrongPassphrase`].
pub fn open(file: &Path, out: &Path, passphrase: &str) -> Result<(), OfficeError> {
    if !file.is_file() || !is_sealed(file)? {
        let problem = format!("{}不是加密导出的文件", file.display());
        return super::refuse(Refusal::input("file", "文件", problem));
    }
    admit(out)?;
    Ok(backup::open_sealed(file, out, passphrase)?)
}

/// Nothing is written over, and only into a folder that is there.
fn admit(path: &Path) -> Result<(), OfficeError> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let problem = if path.exists() {
        "已经有了，不覆盖"
    } else if parent.is_some_and(|parent| !parent.is_dir()) {
        "所在的文件夹不存在"
    } else {
        return Ok(());
    };
    let problem = format!("{}{problem}", path.display());
    super::refuse(Refusal::input("output", "导出到", problem))
}

/// Writes the archive and says which papers are missing.
fn archive(
    work: Work<'_>,
    writer: &mut dyn Write,
    path: &Path,
    (tables, papers): (&[String], &[String]),
    going: &mut impl FnMut(Progress) -> Continue,
) -> Result<Vec<String>, StoreError> {
    let parts = tables.len() + papers.len();
    let mut archive = Archive {
        zip: ZipWriter::new_stream(writer),
        path,
    };
    let mut done = 0;
    let mut told = || {
        done += 1;
        match going(Progress::new(done - 1, parts)) {
            Continue::Yes => Ok(()),
            Continue::No => Err(StoreError::Cancelled),
        }
    };
    for name in tables {
        told()?;
        let table = dump::table(work.conn, name)?;
        let head = table.columns.iter().map(String::as_str);
        let rows = table.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| csv::safe(cell).into_owned());
            cells.collect()
        });
        let bytes =
            csv::write(head, rows).map_err(|_| archive.failed(io::ErrorKind::InvalidData))?;
        archive.add(&format!("{name}.csv"), &bytes)?;
    }
    let mut missing = Vec::new();
    for paper in papers {
        told()?;
        match fs::read(work.dir.join(paper)) {
            Ok(bytes) => archive.add(paper, &bytes)?,
            Err(_) => missing.push(paper.clone()),
        }
    }
    archive.add(NOTE, note(work, &missing).as_bytes())?;
    archive.end()?;
    Ok(missing)
}

fn note(work: Work<'_>, missing: &[String]) -> String {
    let mut note = format!(
        "{}的全部数据，{}由{}导出。\r\n每张表一个 .csv（UTF-8），表和栏目的意思见程序源码中的 schema.sql；已出的文书在各自的文件夹里。\r\n内有证件号码和电话，用完请删除。\r\n",
        work.settings.office_name(),
        work.desk.now.format("%Y-%m-%d %H:%M"),
        work.desk.operator
    );
    for paper in missing {
        note.push_str(&format!("缺文书：{paper}\r\n"));
    }
    note
}

/// The archive on its way into the seal.
struct Archive<'a> {
    zip: ZipWriter<StreamWriter<&'a mut dyn Write>>,
    path: &'a Path,
}

impl Archive<'_> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let begun = self.zip.start_file(name, options);
        begun.map_err(|error| self.failed(error))?;
        let written = self.zip.write_all(bytes);
        written.map_err(|error| self.failed(error))
    }

    fn end(self) -> Result<(), StoreError> {
        let path = self.path;
        let ended = self.zip.finish();
        ended
            .map(drop)
            .map_err(|error| StoreError::io(path, error.into()))
    }

    fn failed(&self, error: impl Into<io::Error>) -> StoreError {
        StoreError::io(self.path, error.into())
    }
}
