//! Printing (打印): the office issues a paper as a file in the data folder; the window shows it in the
//! system's viewer, or its folder, or says where it lies.

use std::path::{Path, PathBuf};

use crate::office::print::{self, Mode};
use crate::paper::{self, Document};

use super::shell::Shell;

/// What a form is called.
pub fn title(form: &str) -> &str {
    paper::form(form).map_or(form, |form| form.title.as_str())
}

/// Issues a paper and shows it.
pub fn print_and_show(shell: &mut Shell, subject: &str, form: &str) {
    if let Some(path) = issue(shell, subject, form) {
        let words = format!("已生成{}，文件在 {}", title(form), path.display());
        shell.messages.done(words);
        show(shell, path);
    }
}

/// Issues a paper, or finds what was issued already; where its file lies.
pub fn issue(shell: &mut Shell, subject: &str, form: &str) -> Option<PathBuf> {
    let printed = shell.act_or_tell(|work| print::print(work, subject, form, Mode::Filled))?;
    Some(shell.dir().join(printed.paper.path))
}

/// The forms of a case that can be printed now, with their titles.
pub fn printable(shell: &mut Shell, subject: &str) -> Vec<(String, String)> {
    let forms = shell.look(|work| print::printable(work, subject));
    forms
        .into_iter()
        .flatten()
        .map(|form| (form.id.clone(), form.title.clone()))
        .collect()
}

/// The paper as it would be printed now; none where it cannot be printed yet.
pub fn preview(shell: &mut Shell, subject: &str, form: &str) -> Option<Document> {
    let preview = shell.look(|work| {
        let now = print::printable(work, subject)?
            .iter()
            .any(|printable| printable.id == form);
        if now {
            print::preview(work, subject, form).map(Some)
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
