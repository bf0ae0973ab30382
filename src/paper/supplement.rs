//! The supplement sheet (附页) of an overprint: what found no room on the stock, on plain paper.

use std::collections::BTreeSet;

use super::condition::standing;
use super::contract::Paragraph;
use super::fields::Fields;
use super::form::{
    Align, Block, Content, Form, GridCell, GridRow, TableBlock, TableColumn, TextBlock,
    TextParagraph,
};
use super::pen::{Fill, Pen};
use super::room::Unfit;
use super::tables;
use super::template::Template;
use super::values::Values;

const NOTE: &str = "预印的表上写不完的内容写在本页；本页是该表的一部分，与该表一并签收、保存。";
/// Shares of a label and of its value.
const COLUMNS: [f32; 2] = [34.0, 136.0];
const ROW_HEIGHT: f32 = 8.2;
/// The running number of a record on its table, which counts on from the stock's.
const NUMBER: &str = "number";

/// The sheet as a form with its values; none where everything stands on the stock.
pub(super) fn supplement(
    form: &Form,
    values: &Values,
    unfit: &[Unfit],
    pen: &Pen<'_>,
) -> Option<(Form, Values)> {
    let mut shown = Values::default();
    let rows = field_rows(&fields(form, values, unfit, pen), pen.dictionary);
    for row in &rows {
        for cell in &row.cells {
            if let Content::Field(key) = &cell.content {
                shown.set(key, values.get(key));
            }
        }
    }
    let tables: Vec<Block> = form
        .tables()
        .filter_map(|table| rest_of_table(table, values, unfit, pen, &mut shown))
        .map(Block::Table)
        .collect();
    if rows.is_empty() && tables.is_empty() {
        return None;
    }
    let mut blocks = vec![note()];
    if !rows.is_empty() {
        let columns = COLUMNS.to_vec();
        blocks.push(Block::Grid {
            columns,
            rows,
            keep: false,
        });
    }
    blocks.extend(tables);
    let sheet = Form {
        title: format!("{}附页", form.title),
        overprint: false,
        elsewhere: None,
        back: None,
        blocks,
        ..form.clone()
    };
    Some((sheet, shown))
}

/// The keys of the values that were cut, and of those for which the stock has no blank; each once.
fn fields(form: &Form, values: &Values, unfit: &[Unfit], pen: &Pen<'_>) -> Vec<String> {
    let cut = unfit.iter().filter_map(|one| match one {
        Unfit::Field(key) => Some(key.clone()),
        Unfit::Record { .. } => None,
    });
    // Of alternative clauses the stock has one, and the case may go by another.
    let clauses = form.contract().map_or_else(Vec::new, |contract| {
        standing(contract, Fill::Filled(values))
    });
    let texts = clauses.iter().flat_map(|paragraph| match paragraph {
        Paragraph::Heading(text) | Paragraph::Plain(text) | Paragraph::Clause { text, .. } => {
            std::slice::from_ref(text)
        }
        Paragraph::Columns(cells) => cells.as_slice(),
        Paragraph::Table(_) => &[],
    });
    let without_blank = texts
        .flat_map(Template::keys)
        .filter(|key| !pen.met.contains(*key) && !values.get(key).is_empty())
        .map(str::to_owned);
    let mut seen = BTreeSet::new();
    cut.chain(without_blank)
        .filter(|key| seen.insert(key.clone()))
        .collect()
}

fn field_rows(keys: &[String], dictionary: &Fields) -> Vec<GridRow> {
    let cell = |content| GridCell {
        content,
        span: 1,
        align: Align::Left,
    };
    let row = |key: &String| GridRow {
        height: ROW_HEIGHT,
        cells: vec![
            cell(Content::Label(Template::literal(
                &dictionary.label(key).unwrap_or_default(),
            ))),
            cell(Content::Field(key.clone())),
        ],
        when: None,
        unless: None,
    };
    keys.iter().map(row).collect()
}

/// The records for which the stock has no row, and those of which a cell was cut.
fn rest_of_table(
    table: &TableBlock,
    values: &Values,
    unfit: &[Unfit],
    pen: &Pen<'_>,
    shown: &mut Values,
) -> Option<TableBlock> {
    let capacity = tables::capacity(table, pen.fill);
    let is_cut = |wanted: usize| {
        unfit.iter().any(|one| {
            matches!(one, Unfit::Record { table: key, index } if *key == table.key && *index == wanted)
        })
    };
    let mut any = false;
    for (index, record) in values.rows(&table.key).iter().enumerate() {
        if index < capacity && !is_cut(index) {
            continue;
        }
        any = true;
        let number = (table.given.len() + index + 1).to_string();
        let cells = record
            .iter()
            .map(|(key, text)| (key.as_str(), text.clone()));
        shown.push_row(&table.key, cells.chain([(NUMBER, number)]));
    }
    let label = || {
        let known = pen.dictionary.tables.get(&table.key);
        known.map(|table| table.label.clone())
    };
    let numbered = |column: &TableColumn| TableColumn {
        key: column.key.clone().or_else(|| Some(NUMBER.to_owned())),
        ..column.clone()
    };
    any.then(|| TableBlock {
        title: table.title.clone().or_else(label),
        columns: table.columns.iter().map(numbered).collect(),
        given: Vec::new(),
        totals: Vec::new(),
        min_rows: 0,
        ..table.clone()
    })
}

fn note() -> Block {
    let text = Template::literal(NOTE);
    Block::Text(TextBlock {
        heading: None,
        paragraphs: vec![TextParagraph {
            text,
            when: None,
            indent: true,
        }],
        numbered: false,
        framed: false,
    })
}
