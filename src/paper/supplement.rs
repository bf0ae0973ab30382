//! The supplement sheet (附页) of an overprint: what found no room on the stock, on plain paper.

use std::collections::BTreeSet;

use super::condition::{Reworded, reworded, standing};
use super::contract::Paragraph;
use super::fields::Fields;
use super::form::{
    Align, Block, Content, Form, GridCell, GridRow, SignBox, TableBlock, TableColumn, TextBlock,
    TextParagraph,
};
use super::pen::{Fill, Pen};
use super::room::Unfit;
use super::tables::{self, Place};
use super::template::{Piece, Template};
use super::values::Values;

const OF_FORM: &str = "预印的表上写不完的内容写在本页；本页是该表的一部分，与该表一并签字、保存。";
const OF_CONTRACT: &str =
    "预印的合同上没有的和写不完的内容写在本页；本页是该合同的一部分，与合同一并签署、保存。";
const CLAUSES: &str = "合同的下列条款以本页为准";
const SIGN_HEIGHT: f32 = 30.0;
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
    let clauses = form
        .contract()
        .map_or_else(Vec::new, |contract| reworded(contract, values));
    let said: BTreeSet<&str> = clauses
        .iter()
        .flat_map(|clause| &clause.text)
        .flat_map(Template::keys)
        .collect();
    for key in &said {
        shown
            .set(key, values.get(key))
            .tick(key, values.is_ticked(key));
    }
    let mut keys = fields(form, values, unfit, pen);
    keys.retain(|key| !said.contains(key.as_str()));
    let rows = field_rows(&keys, pen.dictionary);
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
    if rows.is_empty() && tables.is_empty() && clauses.is_empty() {
        return None;
    }
    let own_text = form.back.is_none() && form.contract().is_some();
    let note = if own_text { OF_CONTRACT } else { OF_FORM };
    let mut blocks = vec![text_block(None, vec![Template::literal(note)])];
    if !rows.is_empty() {
        let columns = COLUMNS.to_vec();
        blocks.push(Block::Grid {
            columns,
            rows,
            keep: false,
        });
    }
    blocks.extend(tables);
    blocks.extend((!clauses.is_empty()).then(|| wording(clauses)));
    blocks.push(signatures(own_text));
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
    let records = values.rows(&table.key);
    let places = tables::places(table, records);
    for (index, (record, place)) in records.iter().zip(places).enumerate() {
        let Place::Below(line) = place else { continue };
        if line < capacity && !is_cut(index) {
            continue;
        }
        any = true;
        let number = (table.given.len() + line + 1).to_string();
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

/// The clauses in the wording that the case goes by.
fn wording(clauses: Vec<Reworded>) -> Block {
    let said = |clause: Reworded| {
        let number = clause.number;
        let head = match (&number, &clause.text) {
            (Some(number), Some(_)) => format!("第{number}条改为："),
            (Some(number), None) => format!("第{number}条不适用。"),
            (None, _) => "另外约定：".to_owned(),
        };
        let text = clause.text.map_or_else(Vec::new, |text| text.pieces);
        Template {
            pieces: [vec![Piece::Text(head)], text].concat(),
        }
    };
    let texts = clauses.into_iter().map(said).collect();
    text_block(Some(Template::literal(CLAUSES)), texts)
}

fn text_block(heading: Option<Template>, texts: Vec<Template>) -> Block {
    let paragraph = |text| TextParagraph {
        text,
        when: None,
        indent: true,
    };
    Block::Text(TextBlock {
        heading,
        paragraphs: texts.into_iter().map(paragraph).collect(),
        numbered: false,
        framed: false,
    })
}

/// Who signs the stock signs its supplement.
fn signatures(own_text: bool) -> Block {
    let parties = match own_text {
        true => ["供电人（盖章）", "用电人（签名或盖章）"],
        false => ["客户（签名或盖章）", "供电单位（盖章）"],
    };
    let boxes = parties.map(|party| SignBox {
        title: Some(Template::literal(party)),
        text: Vec::new(),
        foot: Vec::new(),
        date: Some(Template::literal("    年    月    日")),
        width: 1.0,
        when: None,
        unless: None,
    });
    Block::Sign {
        height: SIGN_HEIGHT,
        boxes: boxes.into(),
    }
}
