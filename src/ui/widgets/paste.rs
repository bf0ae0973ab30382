//! A table copied in a spreadsheet (粘贴表格) and pasted into rows: it spreads from the cell with the focus,
//! line by line and cell by cell, where a line of text would swallow it whole.

use egui::{Event, Ui};

use super::rows::{Cells, Column};

/// Takes a pasted table out of the frame's input; one cell's text is left for the field.
pub(super) fn table(ui: &Ui) -> Option<Vec<Vec<String>>> {
    ui.input_mut(|input| {
        let is_table = |event: &Event| matches!(event, Event::Paste(text) if spreads(text));
        let at = input.events.iter().position(is_table)?;
        match input.events.remove(at) {
            Event::Paste(text) => Some(cut(&text)),
            _ => None,
        }
    })
}

/// Whether a frame's input holds a table; costs nothing where nothing was pasted.
pub(super) fn is_coming(ui: &Ui) -> bool {
    ui.input(|input| {
        let mut events = input.events.iter();
        events.any(|event| matches!(event, Event::Paste(text) if spreads(text)))
    })
}

fn spreads(text: &str) -> bool {
    text.trim_end_matches(['\r', '\n'])
        .contains(['\t', '\n', '\r'])
}

fn cut(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        line.split('\t')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(cells).collect()
}

/// Writes a table into rows from a cell on; returns the cells written, as row and column.
pub(super) fn spread<R: Cells>(
    table: Vec<Vec<String>>,
    (row, column): (usize, usize),
    columns: &[Column<'_>],
    rows: &mut Vec<R>,
    new_row: &dyn Fn() -> R,
) -> Vec<(usize, usize)> {
    let columns = &columns[column..];
    let is_head = |line: &Vec<String>| {
        let mut pairs = line.iter().zip(columns);
        pairs.all(|(cell, column)| cell == column.head)
    };
    let heads = usize::from(table.first().is_some_and(is_head));
    let mut written = Vec::new();
    for (down, line) in table.into_iter().skip(heads).enumerate() {
        while rows.len() <= row + down {
            rows.push(new_row());
        }
        for (across, (cell, spec)) in line.into_iter().zip(columns).enumerate() {
            if let Some(text) = fitting(spec, cell) {
                *rows[row + down].cell(spec.at) = text;
                written.push((row + down, column + across));
            }
        }
    }
    written
}

/// A cell that is chosen takes only what can be chosen, by its name.
fn fitting(column: &Column<'_>, cell: String) -> Option<String> {
    if column.options.is_empty() {
        return Some(cell);
    }
    let mut options = column.options.iter();
    let option = options.find(|(value, name)| *value == cell || *name == cell)?;
    Some(option.0.to_owned())
}
