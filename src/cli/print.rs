//! `print`: forms as PDF, issued and kept; saved elsewhere with `-o`. Of many cases: `batch`.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::office::print::{self, Mode, Printed, Wanted};
use crate::store::StoreError;
use crate::store::paper::IssuedPaper;

use super::batch::batch;
use super::failure::Failure;
use super::output::{Answer, table};
use super::session::Session;

/// What to print, as typed.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    pub what: &'a [String],
    pub blank: bool,
    pub overprint: bool,
    pub all: bool,
    pub round: Option<&'a str>,
    pub batch: bool,
    pub output: Option<&'a Path>,
}

pub(super) fn print(session: &mut Session, typed: &Typed<'_>) -> Result<Answer, Failure> {
    let what: Vec<&str> = typed.what.iter().map(String::as_str).collect();
    let mode = if typed.overprint {
        Mode::Overprint
    } else {
        Mode::Filled
    };
    let Typed {
        blank: is_blank,
        overprint,
        all: is_all,
        round,
        batch: is_batch,
        output,
        ..
    } = *typed;
    match (what.as_slice(), is_blank, overprint, is_all, is_batch) {
        ([case, form], false, _, false, false) => {
            let wanted = Wanted {
                form: (*form).to_owned(),
                round: round.map(number).transpose()?,
            };
            one(session, case, &wanted, mode, output)
        }
        _ if round.is_some() => {
            let problem = "--round 只用在“工单 表单”和“--overprint 工单 表单”";
            Err(Failure::input("round", "第几次", problem))
        }
        ([form], true, false, false, false) => blank(session, form, output),
        ([case], false, false, true, false) => all(session, case, output),
        ([form, cases @ ..], false, _, false, true) => batch(session, form, cases, mode, output),
        _ => {
            let problem = "写成“工单 表单”“--blank 表单”“--overprint 工单 表单”“--all 工单”或“--batch 表单 [工单…]”";
            Err(Failure::input("what", "打印内容", problem))
        }
    }
}

fn number(typed: &str) -> Result<u32, Failure> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Failure::input("round", "第几次", "应为1以上的整数"))
}

fn one(
    session: &mut Session,
    case: &str,
    wanted: &Wanted,
    mode: Mode,
    output: Option<&Path>,
) -> Result<Answer, Failure> {
    output.map_or(Ok(()), folder_of)?;
    // Saved inside the act: what could not be saved was not issued either.
    let printed = session.act(|work| {
        let printed = print::print(work, case, wanted, mode)?;
        output.map_or(Ok(()), |path| save(path, &printed.pdf))?;
        Ok(printed)
    })?;
    let kept = session.office.store().dir().join(&printed.paper.path);
    let shown = output.map_or(kept, Path::to_owned);
    let mut text = format!(
        "{}，第{}次出具，{}页：{}",
        printed.title,
        printed.paper.issue,
        printed.paper.pages,
        shown.display()
    );
    let mut json = paper_json(&printed.paper, &printed.title, output);
    if mode == Mode::Overprint {
        let pages = session.look(|work| print::supplement_pages(work, case, wanted))?;
        json["supplement_pages"] = pages.into();
        if let Some(words) = on_plain_paper(pages) {
            text = format!("{text}\n{words}");
        }
    }
    Ok(Answer::new(json, text))
}

/// What to do with the supplement pages of an overprint.
pub(super) fn on_plain_paper(pages: usize) -> Option<String> {
    (pages > 0).then(|| format!("预印表上写不下的另有附页{pages}页，在文件最后，用白纸印"))
}

fn all(session: &mut Session, case: &str, output: Option<&Path>) -> Result<Answer, Failure> {
    // A folder that is not there is made, inside one that is.
    if let Some(dir) = output.filter(|dir| !dir.is_dir()) {
        folder_of(dir)?;
    }
    let target = |printed: &Printed| output.and_then(|dir| saved_in(dir, &printed.paper));
    let papers = session.act(|work| {
        let papers = print::print_all(work, case)?;
        if let Some(dir) = output.filter(|dir| !dir.is_dir()) {
            std::fs::create_dir(dir).map_err(|error| StoreError::io(dir, error))?;
        }
        for printed in &papers {
            target(printed).map_or(Ok(()), |path| save(&path, &printed.pdf))?;
        }
        Ok(papers)
    })?;
    let json: Vec<Value> = papers
        .iter()
        .map(|printed| paper_json(&printed.paper, &printed.title, target(printed).as_deref()))
        .collect();
    let rows: Vec<[String; 3]> = papers
        .iter()
        .map(|printed| {
            let kept = session.office.store().dir().join(&printed.paper.path);
            let path = target(printed).unwrap_or(kept);
            [
                printed.title.clone(),
                format!("{}页", printed.paper.pages),
                path.display().to_string(),
            ]
        })
        .collect();
    Ok(Answer::new(json!({ "papers": json }), table(&rows)))
}

/// Blank forms are not issued; without `-o` one lies under `blank/` in the data folder.
fn blank(session: &Session, form: &str, output: Option<&Path>) -> Result<Answer, Failure> {
    output.map_or(Ok(()), folder_of)?;
    let paper = session.look(|work| print::blank(work, form))?;
    let kept = format!("blank/{form}.pdf");
    let path = match output {
        Some(path) => path.to_owned(),
        None => {
            let path = session.office.store().dir().join(&kept);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
            }
            path
        }
    };
    save(&path, &paper.pdf)?;
    let json = json!({
        "form": form,
        "title": paper.title,
        "pages": paper.pages,
        "bytes": paper.pdf.len(),
        "sha256": hex::encode(Sha256::digest(&paper.pdf)),
        "issue": null,
        "path": output.is_none().then_some(kept),
        "output": output.map(|path| path.display().to_string()),
    });
    let text = format!("空白{}：{}", paper.title, path.display());
    Ok(Answer::new(json, text))
}

/// Where a paper is saved in a folder: under the name by which it is kept.
pub(super) fn saved_in(folder: &Path, paper: &IssuedPaper) -> Option<PathBuf> {
    let name = Path::new(&paper.path).file_name()?;
    Some(folder.join(name))
}

pub(super) fn paper_json(paper: &IssuedPaper, title: &str, output: Option<&Path>) -> Value {
    json!({
        "form": paper.form,
        "round": paper.round,
        "title": title,
        "pages": paper.pages,
        "bytes": paper.bytes,
        "sha256": paper.sha256,
        "issue": paper.issue,
        "path": paper.path,
        "output": output.map(|path| path.display().to_string()),
    })
}

fn folder_of(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    match folder {
        Some(dir) if !dir.is_dir() => Err(no_folder(dir)),
        _ if path.is_dir() => {
            let problem = format!("{}是文件夹，请写文件名", path.display());
            Err(Failure::input("output", "-o", problem))
        }
        _ => Ok(()),
    }
}

pub(super) fn no_folder(dir: &Path) -> Failure {
    let problem = format!("没有{}这个文件夹", dir.display());
    Failure::input("output", "-o", problem)
}

/// Writes the bytes under the final name only once they are whole.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = File::create(&part)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&part, path));
    written.map_err(|error| StoreError::io(path, error))
}
