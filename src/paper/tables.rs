//! A form's tables become rows: the head that every page repeats, the records, the totals.

use super::blocks::{BODY_PT, HEADING_PT, Rows, cell, edges, framed, grid_row, write_in};
use super::form::{Align, TableBlock};
use super::inline::Inline;
use super::line::Style;
use super::pen::{Empty, Fill, Pen};
use super::room::Unfit;
use super::row::Row;
use super::template::Template;
use super::values::Row as Record;

/// Whether a form does without this table: a filled one without records, a blank one without room for any.
pub(super) fn left_out(table: &TableBlock, fill: Fill<'_>) -> bool {
    table.optional
        && match fill {
            Fill::Filled(values) => values.rows(&table.key).is_empty(),
            Fill::Blank | Fill::Overprint(..) => table.blank_rows == 0,
        }
}

/// How many records a blank form has room for.
pub(super) fn capacity(table: &TableBlock, fill: Fill<'_>) -> usize {
    if left_out(table, fill) {
        return 0;
    }
    table.blank_rows.saturating_sub(table.given.len())
}

/// Names the given row that a record goes with.
const CODE: &str = "code";
/// Of a record that goes with a given row: whether its box is ticked.
const TICKED: &str = "ticked";
/// A box at the beginning of what a given row says.
const BOX: char = '□';

/// Where a record stands on the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// With the given row of this index, which says it already.
    Given(usize),
    /// The one of this index among those that are written below the given rows.
    Below(usize),
}

/// The places of a table's records, in their order.
pub(super) fn places(table: &TableBlock, records: &[Record]) -> Vec<Place> {
    let mut taken = vec![false; table.given.len()];
    let mut below = 0..;
    let place = |record: &Record| {
        let code = record.get(CODE);
        let mut given = table.given.iter();
        let found = given.position(|row| code.is_some() && row.get(CODE) == code);
        match found.and_then(|index| Some((index, taken.get_mut(index)?))) {
            Some((index, taken)) if !*taken => {
                *taken = true;
                Place::Given(index)
            }
            _ => Place::Below(below.next().unwrap_or_default()),
        }
    };
    records.iter().map(place).collect()
}

/// The number of the first record for which the stock has no row.
fn continued(table: &TableBlock, fill: Fill<'_>) -> Option<usize> {
    let Fill::Overprint(values, _) = fill else {
        return None;
    };
    let room = capacity(table, fill);
    let places = places(table, values.rows(&table.key));
    let goes_on = places.contains(&Place::Below(room));
    goes_on.then_some(table.given.len() + room + 1)
}

/// Sets a table; `width` is that of the body in millimetres.
pub(super) fn rows(table: &TableBlock, pen: &mut Pen<'_>, width: f32, out: &mut Rows) {
    let edges = edges(table.columns.iter().map(|column| column.width), width);
    let mut head = Vec::new();
    if let Some(title) = &table.title {
        let mut inline = pen.template(
            &Template::literal(title).pieces,
            Style::bold(HEADING_PT),
            Empty::Open,
            false,
        );
        if let Some(first) = continued(table, pen.fill) {
            let goes_on = format!("（第{first}项起见附页）");
            pen.text(&mut inline, &goes_on, Style::value(BODY_PT), "");
        }
        head.push(framed(
            vec![cell(0.0, width, inline, Align::Left)],
            table.row_height,
        ));
    }
    let titles = table
        .columns
        .iter()
        .zip(edges.windows(2))
        .map(|(column, edge)| {
            let mut inline = Inline::default();
            pen.text(&mut inline, &column.title, Style::form(BODY_PT), "");
            cell(edge[0], edge[1] - edge[0], inline, Align::Center)
        });
    head.push(framed(titles.collect(), table.row_height));
    let index = out.heads.len();
    out.rows.extend(head.iter().cloned().map(|row| Row {
        keep_with_next: true,
        ..row
    }));
    out.heads.push(head);

    let records = match pen.fill {
        Fill::Filled(values) => values.rows(&table.key),
        Fill::Blank | Fill::Overprint(..) => &table.given,
    };
    let least = match pen.fill {
        Fill::Filled(_) => table.min_rows,
        // Pre-printed stock is the blank form: what stands below its rows does not move.
        Fill::Blank | Fill::Overprint(..) => table.blank_rows,
    };
    let written = match pen.fill {
        Fill::Overprint(values, _) => values.rows(&table.key),
        Fill::Filled(_) | Fill::Blank => &[],
    };
    let places = places(table, written);
    let empty = Record::new();
    let lacking = least.saturating_sub(records.len());
    for (number, record) in records
        .iter()
        .chain(std::iter::repeat_n(&empty, lacking))
        .enumerate()
    {
        let place = match number.checked_sub(table.given.len()) {
            Some(index) => Place::Below(index),
            None => Place::Given(number),
        };
        let position = places.iter().position(|one| *one == place);
        let own = position.and_then(|index| Some((index, written.get(index)?)));
        let ticked = own.is_some_and(|(_, record)| record.contains_key(TICKED));
        let mut row = table_row(table, number + 1, record, ticked, &edges, pen);
        if let (Some((index, record)), Place::Below(line)) = (own, place) {
            write_record(&mut row, table, (index, line), record, pen);
        }
        out.rows.push(Row {
            head: Some(index),
            ..row
        });
    }
    out.rows.extend(table.totals.iter().map(|row| Row {
        head: Some(index),
        ..grid_row(row, &edges, pen)
    }));
}

/// Writes a record, of this index, into an empty row of the stock, which is this one of those below the given rows.
fn write_record(
    row: &mut Row,
    table: &TableBlock,
    (index, line): (usize, usize),
    record: &Record,
    pen: &mut Pen<'_>,
) {
    // Without a title over it, its last row says that it goes on.
    let last = table.title.is_none() && line + 1 == capacity(table, pen.fill);
    let mut goes_on = (last && continued(table, pen.fill).is_some()).then_some("（续见附页）");
    for (column, spec) in table.columns.iter().enumerate() {
        let Some(key) = &spec.key else { continue };
        let Some(text) = record.get(key).filter(|text| !text.is_empty()) else {
            continue;
        };
        let mut value = Inline::default();
        let path = format!("{}[].{key}", table.key);
        pen.text(&mut value, text, Style::value(BODY_PT), &path);
        if spec.align == Align::Left
            && let Some(words) = goes_on.take()
        {
            pen.text(&mut value, words, Style::value(BODY_PT), "");
        }
        let unfit = Unfit::Record {
            table: table.key.clone(),
            index,
        };
        write_in(row, column, &value, &unfit);
    }
}

fn table_row(
    table: &TableBlock,
    number: usize,
    record: &Record,
    ticked: bool,
    edges: &[f32],
    pen: &mut Pen<'_>,
) -> Row {
    let cells = table
        .columns
        .iter()
        .zip(edges.windows(2))
        .map(|(column, edge)| {
            let mut inline = Inline::default();
            match &column.key {
                Some(key) => {
                    let text = record.get(key).map_or("", String::as_str);
                    let path = format!("{}[].{key}", table.key);
                    let style = Style {
                        ink: pen.ink(),
                        ..Style::form(BODY_PT * pen.share)
                    };
                    // A box that the form itself has is one to tick.
                    let boxed = match pen.fill {
                        Fill::Filled(_) => None,
                        Fill::Blank | Fill::Overprint(..) => text.strip_prefix(BOX),
                    };
                    if boxed.is_some() {
                        inline.tick(ticked, style);
                    }
                    pen.text(&mut inline, boxed.unwrap_or(text), style, &path);
                }
                None if record.is_empty() && matches!(pen.fill, Fill::Filled(_)) => {}
                None => pen.text(&mut inline, &number.to_string(), Style::form(BODY_PT), ""),
            }
            cell(edge[0], edge[1] - edge[0], inline, column.align)
        });
    framed(cells.collect(), table.row_height)
}
