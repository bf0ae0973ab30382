//! A contract's paragraphs become rows: headings, clauses with hanging numbers, the signature block.

use super::blocks::{BODY_PT, plain_cell};
use super::contract::{Contract, Paragraph};
use super::form::Align;
use super::inline::{Inline, Setting};
use super::line::Style;
use super::pen::{Empty, Pen};
use super::row::{Cell, Row, Stand};
use super::template::{Piece, Template};

/// Room above and below a clause, in millimetres.
const GAP: f32 = 0.25;
/// Above and below a heading.
const HEADING_GAP: f32 = 0.8;
/// A row of columns that is not signed.
const COLUMNS: f32 = 6.5;
/// A line of the signature block: room to write and to set a seal over two of them.
const SIGNATURE: f32 = 11.0;

/// The rows of a contract; `width` is that of the body in millimetres.
pub(super) fn rows(contract: &Contract, pen: &mut Pen<'_>, width: f32) -> Vec<Row> {
    let count = contract.paragraphs.len();
    contract
        .paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| match paragraph {
            Paragraph::Heading(text) => heading(text, pen, width),
            Paragraph::Plain(text) => clause("", text, pen, width),
            Paragraph::Clause { number, text } => clause(number, text, pen, width),
            Paragraph::Columns(cells) => {
                let signing = contract.paragraphs[index..].iter().all(is_columns);
                let row = columns(cells, if signing { SIGNATURE } else { COLUMNS }, pen, width);
                Row {
                    keep_with_next: signing && index + 1 < count,
                    ..row
                }
            }
        })
        .collect()
}

fn open_row(cells: Vec<Cell>, padding: f32) -> Row {
    Row {
        cells,
        min_height: 0.0,
        padding,
        framed: false,
        keep_with_next: false,
        head: None,
    }
}

fn heading(text: &Template, pen: &mut Pen<'_>, width: f32) -> Row {
    let inline = pen.template(&text.pieces, Style::bold(BODY_PT), Empty::Ruled, false);
    let lines = inline.lines(Setting::plain(width), BODY_PT);
    Row {
        keep_with_next: true,
        ..open_row(vec![plain_cell(width, 0.0, lines)], HEADING_GAP)
    }
}

fn clause(number: &str, text: &Template, pen: &mut Pen<'_>, width: f32) -> Row {
    let style = Style::form(BODY_PT);
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
        setting.hang = inline.width() + gap;
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
    open_row(
        vec![plain_cell(width, 0.0, inline.lines(setting, BODY_PT))],
        GAP,
    )
}

fn is_columns(paragraph: &Paragraph) -> bool {
    matches!(paragraph, Paragraph::Columns(_))
}

fn columns(cells: &[Template], min_height: f32, pen: &mut Pen<'_>, width: f32) -> Row {
    let share = width / cells.len().max(1) as f32;
    let cells = cells.iter().enumerate().map(|(index, text)| {
        let inline = pen.template(&text.pieces, Style::form(BODY_PT), Empty::Ruled, true);
        Cell {
            x: share * index as f32,
            width: share,
            padding: 0.0,
            lines: inline.lines(Setting::plain(share - 4.0), BODY_PT),
            foot: Vec::new(),
            align: Align::Left,
            stand: Stand::Middle,
            repeat: false,
        }
    });
    Row {
        min_height,
        ..open_row(cells.collect(), GAP)
    }
}
