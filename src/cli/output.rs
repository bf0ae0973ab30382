//! What a command prints: one JSON document for a program, or tidy Chinese lines for a person.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::failure::Failure;

/// The same answer for both readers.
#[derive(Debug)]
pub(super) struct Answer {
    pub json: Value,
    pub text: String,
}

impl Answer {
    pub(super) fn new(json: Value, text: impl Into<String>) -> Self {
        Self {
            json,
            text: text.into(),
        }
    }
}

/// Prints the outcome where it belongs and says how the process ends.
pub(super) fn end(outcome: Result<Answer, Failure>, as_json: bool) -> ExitCode {
    match outcome {
        Ok(answer) if as_json => printed(&pretty(&answer.json), 0),
        Ok(answer) => printed(&answer.text, 0),
        Err(Failure::Refused(refusals)) if as_json => {
            printed(&pretty(&json!({ "refused": refusals })), 2)
        }
        Err(Failure::Refused(refusals)) => {
            for refusal in refusals {
                complain(&format!(
                    "不能办理：{}（{}）",
                    refusal.message, refusal.rule
                ));
                if !refusal.instead.is_empty() {
                    complain(&format!("    {}", refusal.instead));
                }
            }
            ExitCode::from(2)
        }
        Err(Failure::Machine(sentence)) => {
            complain(&sentence);
            ExitCode::from(1)
        }
    }
}

/// Nothing more can be said where standard output cannot be written, but the exit code.
fn printed(text: &str, code: u8) -> ExitCode {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(1),
    }
}

/// A line for the person at the terminal, beside the answer.
pub(super) fn complain(line: &str) {
    eprintln!("{line}");
}

fn pretty(json: &Value) -> String {
    format!("{json:#}")
}

/// Rows whose columns stand under each other; a Chinese character is two cells wide. A row may be short.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut lines = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            if width > 0 {
                line.push_str(cell);
                line.push_str(&" ".repeat(width - cell.width() + 2));
            }
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}

/// A heading over its lines; nothing where there are none.
pub(super) fn section(heading: &str, lines: &str) -> String {
    if lines.is_empty() {
        String::new()
    } else {
        let indented: String = lines.lines().map(|line| format!("  {line}\n")).collect();
        format!("\n{heading}\n{indented}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [
            ["王芳".to_owned(), "1".to_owned()],
            ["A".to_owned(), "22".to_owned()],
        ];
        assert_eq!(table(&rows), "王芳  1\nA     22\n");
    }
}
