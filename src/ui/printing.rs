//! Printing: writes what is issued into the data folder and shows it.

use super::shell::Shell;
use crate::paper::{self, Document};

pub fn print(shell: &mut Shell, subject: &str, form: &str) {
    let _ = (subject, form);
    shell.messages.failed("x");
}
pub fn save_as(shell: &mut Shell, subject: &str, form: &str) {
    print(shell, subject, form)
}
pub fn open(shell: &mut Shell, path: &str) {
    print(shell, path, path)
}
pub fn preview(_shell: &mut Shell, _subject: &str, _form: &str) -> Option<Document> {
    None
}
pub fn printable(_shell: &mut Shell, _subject: &str) -> Vec<(String, String)> {
    Vec::new()
}

/// What a form is called.
pub fn title(form: &str) -> &str {
    paper::form(form).map_or(form, |form| form.title.as_str())
}
