//! A contract's paragraphs become rows: headings, clauses with hanging numbers, the signature block.

use super::blocks::{BODY_PT, edges, plain_cell};
use super::condition::standing;
use super::contract::{Contract, Paragraph};
use super::form::Align;
use super::inline::{Inline, Setting};
use super::line::Style;
use super::pen::{Empty, Pen};
use super::row::{Cell, Row, Stand};
use super::template::{Piece, Template};

/// How a contract is set; lengths in millimetres.
pub(super) struct Dress {
    size_pt: f32,
    /// Room above and below a clause.
    gap: f32,
    /// Above and below a heading.
    heading_gap: f32,
}

impl Dress {
    /// The same with smaller text.
    pub(super) fn scaled(self, share: f32) -> Self {
        Self {
            size_pt: self.size_pt * share,
            ..self
        }
    }
}

/// On the back of a form, or short: all of it on one page.
pub(super) const BACK: Dress = Dress {
    size_pt: BODY_PT,
    gap: 0.25,
    heading_gap: 0.8,
};
/// A paper by itself, read at leisure.
pub(super) const PAPER: Dress = Dress {
    size_pt: BODY_PT,
    gap: 0.7,
    heading_gap: 1.6,
};

/// A row of columns that is not signed.
const COLUMNS: f32 = 6.5;
/// Between a column's text and the next column.
const COLUMN_GAP: f32 = 4.0;
/// Shares of the two parties: the customer's name is as long as it is, the office's is known.
const OF_TWO: [f32; 2] = [0.46, 0.54];
/// A line of the signature block: room to write and to set a seal over two of them.
const SIGNATURE: f32 = 11.0;

/// A part of a contract, from top to bottom.
pub(super) enum Part {
    Row(Row),
    /// The form's table with this key.
    Table(String),
}

/// The parts of a contract; `width` is that of the body in millimetres.
pub(super) fn parts(
    contract: &Contract,
    dress: &Dress,
    pen: &mut Pen<'_>,
    width: f32,
) -> Vec<Part> {
    let paragraphs = standing(contract, pen.fill);
    let count = paragraphs.len();
    let set = |(index, paragraph): (usize, &Paragraph)| {
        let row = match paragraph {
            Paragraph::Table(key) => return Part::Table(key.clone()),
            Paragraph::Heading(text) => heading(text, dress, pen, width),
            Paragraph::Plain(text) => clause("", text, dress, pen, width),
            Paragraph::Clause { number, text } => clause(number, text, dress, pen, width),
            Paragraph::Columns(cells) => {
                let signing = paragraphs[index..].iter().all(is_columns);
                let height = if signing { SIGNATURE } else { COLUMNS };
                columns(cells, height, dress, pen, width)
            }
        };
        // The signature block stays in one piece, and with the last clause.
        let signed_next = index + 1 < count && paragraphs[index + 1..].iter().all(is_columns);
        Part::Row(Row {
            keep_with_next: row.keep_with_next || signed_next,
            ..row
        })
    };
    paragraphs.iter().enumerate().map(set).collect()
}

fn open_row(cells: Vec<Cell>, padding: f32) -> Row {
    Row {
        cells,
        min_height: 0.0,
        padding,
        framed: false,
        keep_with_next: false,
        head: None,
        turn: None,
    }
}

fn heading(text: &Template, dress: &Dress, pen: &mut Pen<'_>, width: f32) -> Row {
    let style = Style::bold(dress.size_pt);
    let inline = pen.template(&text.pieces, style, Empty::Ruled, false);
    let lines = inline.lines(Setting::plain(width), dress.size_pt);
    Row {
        keep_with_next: true,
        ..open_row(vec![plain_cell(width, 0.0, lines)], dress.heading_gap)
    }
}

fn clause(number: &str, text: &Template, dress: &Dress, pen: &mut Pen<'_>, width: f32) -> Row {
    let style = Style::form(dress.size_pt);
    let mut inline = Inline::default();
    let mut setting = Setting {
        width,
        justify: true,
        ..Setting::default()
    };
    if number.is_empty() {
        setting.first = 2.0 * style.em();
    } else {
        // The joiner keeps the number and its text on one line.
        pen.append(
            &mut inline,
            &[Piece::Text(format!("{number}\u{2060}"))],
            style,
            Empty::Ruled,
            false,
        );
        let gap = style.em() * 0.35;
        // An item of a clause stands under the clause's text.
        if number.starts_with(['（', '(']) {
            setting.first = style.em() * 1.6;
        }
        setting.hang = setting.first + inline.width() + gap;
        inline.space(gap, style);
        pen.append(
            &mut inline,
            &[Piece::Text("\u{2060}".to_owned())],
            style,
            Empty::Ruled,
            false,
        );
    }
    pen.append(&mut inline, &text.pieces, style, Empty::Ruled, true);
    let lines = inline.lines(setting, dress.size_pt);
    open_row(vec![plain_cell(width, 0.0, lines)], dress.gap)
}

fn is_columns(paragraph: &Paragraph) -> bool {
    matches!(paragraph, Paragraph::Columns(_))
}

fn columns(
    cells: &[Template],
    min_height: f32,
    dress: &Dress,
    pen: &mut Pen<'_>,
    width: f32,
) -> Row {
    let edges = match cells.len() {
        2 => edges(OF_TWO.into_iter(), width),
        count => edges(std::iter::repeat_n(1.0, count), width),
    };
    let cells = cells.iter().zip(edges.windows(2)).map(|(text, edge)| {
        let share = edge[1] - edge[0];
        // Nothing stands beside the last one.
        let room = if edge[1] < width - COLUMN_GAP {
            share - COLUMN_GAP
        } else {
            share
        };
        let style = Style::form(dress.size_pt);
        let mut inline = pen.template(&text.pieces, style, Empty::Ruled, true);
        inline.widen_last_blank(room);
        Cell {
            x: edge[0],
            width: share,
            padding: 0.0,
            lines: inline.lines(Setting::plain(room), dress.size_pt),
            foot: Vec::new(),
            align: Align::Left,
            stand: Stand::Middle,
            repeat: false,
        }
    });
    Row {
        min_height,
        ..open_row(cells.collect(), dress.gap)
    }
}
