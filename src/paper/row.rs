//! Rows of cells: the unit that pages are filled with.

use super::form::Align;
use super::line::{Ink, Line};
use super::mark::Mark;
use super::room::Unfit;

/// Where the text of a cell stands when the row is taller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Top,
    Middle,
}

/// A cell with its lines; lengths in millimetres, `x` from the left end of the page's body.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub x: f32,
    pub width: f32,
    pub padding: f32,
    pub lines: Vec<Line>,
    /// Lines at the bottom of the cell: signature and date.
    pub foot: Vec<(Align, Line)>,
    pub align: Align,
    pub stand: Stand,
    /// A label: said again where the row goes on.
    pub repeat: bool,
}

/// Where the front ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Always,
    /// Where what follows finds no room.
    IfNeeded,
}

/// A row of cells.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Minimum height in millimetres.
    pub min_height: f32,
    /// Room above and below the text, in millimetres.
    pub padding: f32,
    pub framed: bool,
    /// Never the last row of a page unless it is the paper's last.
    pub keep_with_next: bool,
    /// The table that the row belongs to: its head is repeated on the next page.
    pub head: Option<usize>,
    /// What follows leaves the first page; behind it, it goes on where it is.
    pub turn: Option<Turn>,
}

impl Row {
    /// Height that the row needs, in millimetres.
    pub(super) fn height(&self) -> f32 {
        let tallest = self.cells.iter().map(Cell::height).fold(0.0, f32::max);
        self.min_height.max(tallest + 2.0 * self.padding)
    }

    /// The part of the row that fits into `room` millimetres and the part that does not; `None` when
    /// not a single line fits, or when a foot would be torn off.
    pub(super) fn split(mut self, room: f32) -> Option<(Row, Row)> {
        let inner = room - 2.0 * self.padding;
        let mut rest = self.clone();
        let mut placed = 0;
        for (cell, rest_cell) in self.cells.iter_mut().zip(&mut rest.cells) {
            let fits = fitting(&cell.lines, inner);
            rest_cell.lines = cell.lines.split_off(fits);
            let again = cell.repeat && rest_cell.lines.is_empty();
            if again {
                rest_cell.lines.clone_from(&cell.lines);
            } else {
                placed += fits;
            }
            // The foot stays with the end of its text.
            if (!again && !rest_cell.lines.is_empty())
                || fitting(&foot_lines(cell), inner - cell.text_height()) < cell.foot.len()
            {
                cell.foot.clear();
            } else {
                rest_cell.foot.clear();
            }
            cell.stand = Stand::Top;
            rest_cell.stand = Stand::Top;
        }
        self.min_height = room.min(self.min_height);
        rest.min_height = 0.0;
        (placed > 0).then_some((self, rest))
    }

    /// Draws the cells' text; `x` and `y` are the row's left top corner, `height` its height.
    pub(super) fn draw(&self, x: f32, y: f32, height: f32, out: &mut Vec<(Ink, Mark)>) {
        for cell in &self.cells {
            let text = cell.text_height();
            let room = height - 2.0 * self.padding;
            let top = match cell.stand {
                Stand::Top => y + self.padding,
                Stand::Middle => y + self.padding + (room - text).max(0.0) / 2.0,
            };
            let mut at = top;
            for line in &cell.lines {
                line.draw(x + cell.offset(cell.align, line), at, out);
                at += line.height;
            }
            let foot: f32 = cell.foot.iter().map(|(_, line)| line.height).sum();
            let mut at = y + height - self.padding - foot;
            for (align, line) in &cell.foot {
                line.draw(x + cell.offset(*align, line), at, out);
                at += line.height;
            }
        }
    }
}

/// What was cut in these rows, from top to bottom.
pub(super) fn unfit(rows: &[Row]) -> impl Iterator<Item = &Unfit> {
    let cells = rows.iter().flat_map(|row| &row.cells);
    cells.flat_map(|cell| {
        let foot = cell.foot.iter().map(|(_, line)| line);
        cell.lines.iter().chain(foot).flat_map(|line| &line.unfit)
    })
}

impl Cell {
    /// Width that text can take, in millimetres.
    pub(super) fn room(width: f32, padding: f32) -> f32 {
        (width - 2.0 * padding).max(1.0)
    }

    fn text_height(&self) -> f32 {
        self.lines.iter().map(|line| line.height).sum()
    }

    fn height(&self) -> f32 {
        self.text_height() + self.foot.iter().map(|(_, line)| line.height).sum::<f32>()
    }

    fn offset(&self, align: Align, line: &Line) -> f32 {
        let spare = Cell::room(self.width, self.padding) - line.width;
        let shift = match align {
            Align::Left => 0.0,
            Align::Center => spare / 2.0,
            Align::Right => spare,
        };
        self.x + self.padding + shift.max(0.0)
    }
}

fn foot_lines(cell: &Cell) -> Vec<Line> {
    cell.foot.iter().map(|(_, line)| line.clone()).collect()
}

/// How many of the lines fit into `room` millimetres.
fn fitting(lines: &[Line], room: f32) -> usize {
    let mut used = 0.0;
    lines
        .iter()
        .take_while(|line| {
            used += line.height;
            used <= room + 0.01
        })
        .count()
}
