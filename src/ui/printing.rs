//! Printing (打印): the office issues a paper as a file in the data folder; the window shows it in the
//! system's viewer, or its folder, or says where it lies.

use std::path::{Path, PathBuf};

use crate::office::OfficeError;
use crate::office::print::{self, BlankPaper, Mode, OVERPRINTED, Sheet, Wanted};
use crate::paper::{self, Document};
use crate::store::StoreError;

use super::shell::Shell;

/// Blank forms and trial sheets in the data folder.
const BLANK_FOLDER: &str = "papers/blank";

/// What an issued sheet is called.
pub fn title(form: &str, round: Option<u32>) -> String {
    let known =
        |id: &str| paper::form(id).map_or_else(|_| id.to_owned(), |form| form.name_of(round));
    match form.strip_suffix(OVERPRINTED) {
        Some(id) => format!("{}（套打）", known(id)),
        None => known(form),
    }
}

/// Issues a paper and shows it.
pub fn print_and_show(shell: &mut Shell, subject: &str, wanted: &Wanted, mode: Mode) {
    if let Some(path) = issue(shell, subject, wanted, mode) {
        let title = title(&wanted.form, wanted.round);
        let words = format!("已生成{title}，文件在 {}", path.display());
        shell.messages.done(words);
        show(shell, path);
    }
}

/// Issues a paper, or finds what was issued already; where its file lies.
pub fn issue(shell: &mut Shell, subject: &str, wanted: &Wanted, mode: Mode) -> Option<PathBuf> {
    let printed = shell.act_or_tell(|work| print::print(work, subject, wanted, mode))?;
    Some(shell.dir().join(printed.paper.path))
}

/// Makes a form without values and shows it.
pub fn blank(shell: &mut Shell, form: &str) {
    let made = shell.look(|work| print::blank(work, form));
    show_unissued(shell, made);
}

/// Makes the sheet to set the printer by and shows it.
pub fn trial(shell: &mut Shell) {
    let made = shell.look(print::trial);
    show_unissued(shell, made);
}

/// Shows a paper that is not issued; its file is made anew each time.
fn show_unissued(shell: &mut Shell, made: Option<BlankPaper>) {
    let Some(made) = made else {
        return;
    };
    let folder = shell.dir().join(BLANK_FOLDER);
    let path = folder.join(format!("{}.pdf", made.title));
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, made.pdf));
    match written {
        Ok(()) => {
            let words = format!("已生成{}，文件在 {}", made.title, path.display());
            shell.messages.done(words);
            show(shell, path);
        }
        Err(error) => {
            let error = OfficeError::from(StoreError::io(&path, error));
            shell.messages.failed(error.to_string());
        }
    }
}

/// The paper as it would be printed now; none where it cannot be printed yet.
pub fn preview(shell: &mut Shell, subject: &str, wanted: &Wanted) -> Option<Document> {
    let preview = shell.look(|work| {
        let now = print::printable(work, subject)?
            .iter()
            .map(Sheet::wanted)
            .any(|sheet| {
                let same_round = wanted.round.is_none_or(|_| sheet.round == wanted.round);
                sheet.form == wanted.form && same_round
            });
        if now {
            print::preview(work, subject, wanted).map(Some)
        } else {
            Ok(None)
        }
    });
    preview.flatten().map(|preview| preview.document)
}

/// Shows a paper that was issued; `path` in the data folder, with `/`.
pub fn open_issued(shell: &mut Shell, path: &str) {
    let path = shell.dir().join(path);
    show(shell, path);
}

/// Shows a file beside the window: a viewer may keep whoever starts it waiting.
fn show(shell: &mut Shell, path: PathBuf) {
    let name = format!("打开{}", file_name(&path));
    shell.jobs.start(&name, move || {
        if opener::open(&path).is_ok() {
            return Ok(None);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let where_it_is = format!("文件在 {}", path.display());
        match opener::open(folder) {
            Ok(()) => Ok(Some(format!(
                "没有能看 PDF 的程序，已打开文件夹。{where_it_is}"
            ))),
            Err(_) => Err(format!("没有能看 PDF 的程序。{where_it_is}")),
        }
    });
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
