//! The blocks of a form become rows of cells.

use super::clauses::{self, Part};
use super::form::{Align, Block, Content, Form, GridRow, SignBox, TableBlock, TextBlock};
use super::inline::{Inline, LEADING, Setting};
use super::line::{Line, Style};
use super::pen::{Empty, Fill, Pen};
use super::room::{Unfit, fit};
use super::row::{Cell, Row, Stand, Turn};
use super::tables;
use super::template::Piece;

/// Body text in points; labels too.
pub(super) const BODY_PT: f32 = 10.5;
pub(super) const HEADING_PT: f32 = 11.0;
/// Room between a cell's rule and its text, in millimetres.
const SIDE: f32 = 1.6;
const ABOVE: f32 = 1.5;
const TIGHT: f32 = 0.6;
const FRAMED_TEXT: f32 = 8.0;
/// Above and below open text, in millimetres.
const TEXT_GAP: f32 = 2.0;

/// The rows of a form and the table heads that its pages repeat.
#[derive(Default)]
pub(super) struct Rows {
    pub rows: Vec<Row>,
    pub heads: Vec<Vec<Row>>,
}

/// Sets every block; `width` is that of the body in millimetres.
pub(super) fn rows(form: &Form, pen: &mut Pen<'_>, width: f32) -> Rows {
    let mut out = Rows::default();
    let wording = form.contract();
    let inside = |table: &TableBlock| {
        wording.is_some_and(|contract| contract.tables().any(|key| key == table.key))
    };
    for block in &form.blocks {
        match block {
            Block::Grid {
                columns,
                rows,
                keep,
            } => {
                let edges = edges(columns.iter().copied(), width);
                let fill = pen.fill;
                let standing = rows.iter().filter(|row| row.stands(fill));
                out.rows.extend(standing.map(|row| {
                    let row = grid_row(row, &edges, pen);
                    Row {
                        keep_with_next: row.keep_with_next || *keep,
                        ..row
                    }
                }));
            }
            Block::Contract { contract, dense } => {
                let dress = if *dense {
                    &clauses::BACK
                } else {
                    &clauses::PAPER
                };
                let parts = clauses::parts(contract, dress, pen, width);
                contract_rows(form, parts, pen, width, &mut out);
            }
            Block::Table(table) if inside(table) || tables::left_out(table, pen.fill) => {}
            Block::Table(table) => tables::rows(table, pen, width, &mut out),
            // Pre-printed stock and the blank form are of one layout.
            Block::Turn { if_needed } => out.rows.push(Row {
                turn: Some(match pen.fill {
                    Fill::Filled(_) if *if_needed => Turn::IfNeeded,
                    _ => Turn::Always,
                }),
                ..framed(Vec::new(), 0.0)
            }),
            Block::Text(text) => text_rows(text, pen, width, &mut out.rows),
            Block::Sign { height, boxes } => {
                // Nobody signs a page that says nothing.
                for row in out.rows.iter_mut().rev() {
                    row.keep_with_next = true;
                    if row.cells.iter().any(|cell| !cell.lines.is_empty()) {
                        break;
                    }
                }
                out.rows.push(sign_row(boxes, *height, pen, width));
            }
        }
    }
    out
}

/// A contract's clauses, its tables where it calls for them.
fn contract_rows(form: &Form, parts: Vec<Part>, pen: &mut Pen<'_>, width: f32, out: &mut Rows) {
    for part in parts {
        match part {
            Part::Row(row) => out.rows.push(row),
            Part::Table(key) => {
                if let Some(last) = out.rows.last_mut() {
                    last.keep_with_next = true;
                }
                out.rows.push(Row {
                    keep_with_next: true,
                    ..gap_row(width)
                });
                if let Some(table) = form.table(&key) {
                    tables::rows(table, pen, width, out);
                }
                out.rows.push(gap_row(width));
            }
        }
    }
    // The last clause goes with the signatures: nobody signs a page that says nothing.
    if let Some(last) = out.rows.last_mut() {
        last.keep_with_next = true;
    }
    out.rows.push(Row {
        keep_with_next: true,
        ..gap_row(width)
    });
}

/// Left edges of columns, and the right edge of the last, for shares of the whole width.
pub(super) fn edges(shares: impl Iterator<Item = f32> + Clone, width: f32) -> Vec<f32> {
    let total: f32 = shares.clone().sum();
    let mut x = 0.0;
    let mut edges = vec![0.0];
    edges.extend(shares.map(|share| {
        x += share * width / total;
        x
    }));
    edges
}

pub(super) fn cell(x: f32, width: f32, inline: Inline, align: Align) -> Cell {
    Cell {
        x,
        width,
        padding: SIDE,
        lines: inline.lines(Setting::plain(Cell::room(width, SIDE)), BODY_PT),
        foot: Vec::new(),
        align,
        stand: Stand::Middle,
        repeat: false,
    }
}

/// Room above and below the text of a row: less where a form's rows are low, so that one line fits.
fn padding(min_height: f32) -> f32 {
    let one_line = Style::form(BODY_PT).em() * LEADING;
    ((min_height - one_line) / 2.0).clamp(TIGHT, ABOVE)
}

pub(super) fn framed(cells: Vec<Cell>, min_height: f32) -> Row {
    Row {
        cells,
        min_height,
        padding: padding(min_height),
        framed: true,
        keep_with_next: false,
        head: None,
        turn: None,
    }
}

pub(super) fn grid_row(row: &GridRow, edges: &[f32], pen: &mut Pen<'_>) -> Row {
    let mut column = 0;
    let mut heading = false;
    let cells = row.cells.iter().map(|grid| {
        let (left, right) = (edges[column], edges[column + grid.span]);
        column += grid.span;
        let (style, empty) = match grid.content {
            Content::Heading(_) => (Style::bold(HEADING_PT), Empty::Ruled),
            Content::Field(_) => (Style::form(BODY_PT), Empty::Open),
            Content::Label(_) | Content::Text(_) => (Style::form(BODY_PT), Empty::Ruled),
        };
        heading |= matches!(grid.content, Content::Heading(_));
        let inline = pen.template(&grid.content.pieces(), style, empty, false);
        Cell {
            repeat: matches!(grid.content, Content::Label(_)),
            ..cell(left, right - left, inline, grid.align)
        }
    });
    let cells = cells.collect();
    let mut set = Row {
        keep_with_next: heading,
        ..framed(cells, row.height)
    };
    for (index, grid) in row.cells.iter().enumerate() {
        if let Content::Field(key) = &grid.content
            && let Some(value) = pen.for_cell(key, Style::value(BODY_PT))
        {
            write_in(&mut set, index, &value, &Unfit::Field(key.clone()));
        }
    }
    set
}

/// Writes a value into an empty cell of a row of the stock, whose height does not change.
pub(super) fn write_in(row: &mut Row, index: usize, value: &Inline, unfit: &Unfit) {
    row.min_height = row.height();
    row.padding = TIGHT;
    let height = row.min_height - 2.0 * TIGHT;
    if let Some(cell) = row.cells.get_mut(index) {
        let room = (Cell::room(cell.width, cell.padding), height);
        cell.lines = fit(value, room, unfit);
    }
}

fn text_rows(text: &TextBlock, pen: &mut Pen<'_>, width: f32, out: &mut Vec<Row>) {
    let padding = if text.framed { SIDE } else { 0.0 };
    let room = width - 2.0 * padding;
    let fill = pen.fill;
    let mut lines: Vec<Vec<Line>> = Vec::new();
    if let Some(heading) = &text.heading {
        let inline = pen.template(
            &heading.pieces,
            Style::bold(HEADING_PT),
            Empty::Ruled,
            false,
        );
        lines.push(inline.lines(Setting::plain(room), HEADING_PT));
    }
    let shown = text
        .paragraphs
        .iter()
        .filter(|paragraph| match (&paragraph.when, fill) {
            (Some(key), Fill::Filled(values)) => values.is_ticked(key),
            _ => true,
        });
    for (index, paragraph) in shown.enumerate() {
        let style = Style::form(BODY_PT);
        let mut inline = Inline::default();
        let mut setting = Setting {
            width: room,
            justify: true,
            ..Setting::default()
        };
        if text.numbered {
            pen.text(&mut inline, &format!("{}. ", index + 1), style, "");
            setting.hang = inline.width();
        } else if paragraph.indent {
            setting.first = 2.0 * style.em();
        }
        pen.append(
            &mut inline,
            &paragraph.text.pieces,
            style,
            Empty::Ruled,
            false,
        );
        lines.push(inline.lines(setting, BODY_PT));
    }
    if text.framed {
        let lines = lines.into_iter().flatten().collect();
        out.push(framed(vec![plain_cell(width, padding, lines)], FRAMED_TEXT));
        return;
    }
    let headed = text.heading.is_some();
    out.push(gap_row(width));
    for (index, lines) in lines.into_iter().enumerate() {
        out.push(Row {
            cells: vec![plain_cell(width, padding, lines)],
            min_height: 0.0,
            padding: 0.8,
            framed: false,
            keep_with_next: headed && index == 0,
            head: None,
            turn: None,
        });
    }
    out.push(gap_row(width));
}

/// White space between a frame and open text.
fn gap_row(width: f32) -> Row {
    Row {
        cells: vec![plain_cell(width, 0.0, Vec::new())],
        min_height: TEXT_GAP,
        padding: 0.0,
        framed: false,
        keep_with_next: false,
        head: None,
        turn: None,
    }
}

pub(super) fn plain_cell(width: f32, padding: f32, lines: Vec<Line>) -> Cell {
    Cell {
        x: 0.0,
        width,
        padding,
        lines,
        foot: Vec::new(),
        align: Align::Left,
        stand: Stand::Top,
        repeat: false,
    }
}

fn sign_row(boxes: &[SignBox], height: f32, pen: &mut Pen<'_>, width: f32) -> Row {
    let boxes: Vec<&SignBox> = boxes.iter().filter(|sign| sign.stands(pen.fill)).collect();
    let edges = edges(boxes.iter().map(|sign| sign.width), width);
    let cells = boxes
        .into_iter()
        .zip(edges.windows(2))
        .map(|(sign, edge)| sign_cell(sign, edge[0], edge[1] - edge[0], pen));
    framed(cells.collect(), height)
}

fn sign_cell(sign: &SignBox, x: f32, width: f32, pen: &mut Pen<'_>) -> Cell {
    let room = Cell::room(width, SIDE);
    let style = Style::form(BODY_PT);
    let mut lines = Vec::new();
    if let Some(title) = &sign.title {
        let inline = pen.template(&title.pieces, Style::bold(BODY_PT), Empty::Ruled, false);
        lines.extend(inline.lines(Setting::plain(room), BODY_PT));
    }
    for text in &sign.text {
        let setting = Setting {
            width: room,
            first: 2.0 * style.em(),
            justify: true,
            ..Setting::default()
        };
        // An opinion not yet given leaves the box free to write it in.
        let empty = match text.pieces[..] {
            [Piece::Field(_)] => Empty::Open,
            _ => Empty::Ruled,
        };
        let inline = pen.template(&text.pieces, style, empty, false);
        lines.extend(inline.lines(setting, BODY_PT));
    }
    let mut foot = Vec::new();
    let mut add = |pieces: &[Piece], align: Align| {
        let inline = pen.template(pieces, style, Empty::Ruled, false);
        foot.extend(
            inline
                .lines(Setting::plain(room), BODY_PT)
                .into_iter()
                .map(|line| (align, line)),
        );
    };
    sign.foot
        .iter()
        .for_each(|text| add(&text.pieces, Align::Left));
    sign.date
        .iter()
        .for_each(|text| add(&text.pieces, Align::Right));
    Cell {
        x,
        width,
        padding: SIDE,
        lines,
        foot,
        align: Align::Left,
        stand: Stand::Top,
        repeat: false,
    }
}
