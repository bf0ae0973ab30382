//! The grammar of a form file (TOML), before its placeholders are parsed; see `assets/forms/README.md`.

use serde::Deserialize;

use crate::model::claim::ClaimKind;
use crate::model::vocabulary::{Class, Kind};

use super::contract::Contract;
use super::error::PaperError;
use super::fields::Fields;
use super::form::{
    Align, Availability, Block, Content, Form, GridCell, GridRow, SignBox, TableBlock, TableColumn,
    TextBlock, TextParagraph,
};
use super::template::Template;
use super::values::Row as Record;

/// Row height that is comfortable to write in, in millimetres.
const ROW_HEIGHT: f32 = 8.0;
/// Room to sign and to set a seal of 40 mm beside it, in millimetres.
const SIGN_HEIGHT: f32 = 34.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    title: String,
    #[serde(default)]
    kinds: Vec<Kind>,
    #[serde(default)]
    classes: Vec<Class>,
    #[serde(default)]
    claims: Vec<ClaimKind>,
    available: String,
    #[serde(default)]
    overprint: bool,
    elsewhere: Option<String>,
    back: Option<String>,
    /// Minimum height of a row in millimetres, where the form has much to hold.
    #[serde(default = "default_row_height")]
    row_height: f32,
    #[serde(rename = "block")]
    blocks: Vec<BlockFile>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum BlockFile {
    Grid {
        columns: Vec<f32>,
        rows: Vec<RowFile>,
        #[serde(default)]
        keep: bool,
    },
    /// The end of the front; where it says so, only of one on which the rest finds no room.
    Turn {
        #[serde(default)]
        if_needed: bool,
    },
    /// The wording of a contract template.
    Contract {
        contract: String,
        #[serde(default)]
        dense: bool,
    },
    Table {
        table: String,
        title: Option<String>,
        columns: Vec<TableColumn>,
        #[serde(default = "default_blank_rows")]
        blank_rows: usize,
        #[serde(default = "default_min_rows")]
        min_rows: usize,
        #[serde(default)]
        optional: bool,
        /// Minimum height of a record in millimetres, where its cells hold more than others.
        row_height: Option<f32>,
        #[serde(default)]
        given: Vec<Record>,
        #[serde(default)]
        totals: Vec<RowFile>,
    },
    Text {
        heading: Option<String>,
        paragraphs: Vec<ParagraphFile>,
        #[serde(default)]
        numbered: bool,
        #[serde(default)]
        framed: bool,
    },
    Sign {
        #[serde(default = "default_sign_height")]
        height: f32,
        boxes: Vec<SignFile>,
    },
}

fn default_row_height() -> f32 {
    ROW_HEIGHT
}

fn default_blank_rows() -> usize {
    5
}

fn default_min_rows() -> usize {
    1
}

fn default_sign_height() -> f32 {
    SIGN_HEIGHT
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a row is a list of cells, or { height = mm, when = tick, unless = tick, cells = [...] }"
)]
enum RowFile {
    Cells(Vec<CellFile>),
    Table(RowTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowTable {
    height: Option<f32>,
    when: Option<String>,
    unless: Option<String>,
    cells: Vec<CellFile>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a cell is a label, or a table with one of field, text, label, heading"
)]
enum CellFile {
    Label(String),
    Cell(CellTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellTable {
    field: Option<String>,
    text: Option<String>,
    label: Option<String>,
    heading: Option<String>,
    #[serde(default = "one")]
    span: usize,
    align: Option<Align>,
}

fn one() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a paragraph is a text, or { text = ..., when = ..., indent = ... }"
)]
enum ParagraphFile {
    Text(String),
    Table(ParagraphTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParagraphTable {
    text: String,
    when: Option<String>,
    #[serde(default = "yes")]
    indent: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignFile {
    title: Option<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    foot: Vec<String>,
    date: Option<String>,
    #[serde(default = "full_share")]
    width: f32,
    when: Option<String>,
    unless: Option<String>,
}

fn full_share() -> f32 {
    1.0
}

/// Turns the strings of one file into templates.
struct Reader<'a> {
    id: &'a str,
    fields: &'a Fields,
    row_height: f32,
    contract: &'a dyn Fn(&str) -> Result<Contract, PaperError>,
}

impl FormFile {
    pub(super) fn into_form(
        self,
        id: &str,
        fields: &Fields,
        contract: impl Fn(&str) -> Result<Contract, PaperError>,
    ) -> Result<Form, PaperError> {
        let reader = Reader {
            id,
            fields,
            row_height: self.row_height,
            contract: &contract,
        };
        Ok(Form {
            id: id.to_owned(),
            title: self.title,
            kinds: self.kinds,
            classes: self.classes,
            claims: self.claims,
            available: match self.available.as_str() {
                "intake" => Availability::Intake,
                "acceptance" => Availability::Accepted,
                "waiting" => Availability::Waiting,
                "refused" => Availability::Refused,
                "notice" => Availability::Notice,
                "claim" => Availability::Claim,
                "claim_worked_out" => Availability::ClaimWorkedOut,
                "claim_visited" => Availability::ClaimVisited,
                "completed" => Availability::Completed,
                other => match other.split_once(':') {
                    Some(("round", step)) => Availability::Round(step.into()),
                    Some(("failed", step)) => Availability::Failed(step.into()),
                    _ => Availability::Step(other.into()),
                },
            },
            overprint: self.overprint,
            elsewhere: self.elsewhere,
            back: self.back.as_deref().map(&contract).transpose()?,
            blocks: self
                .blocks
                .into_iter()
                .map(|block| reader.block(block))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Reader<'_> {
    fn template(&self, text: &str) -> Result<Template, PaperError> {
        // A form's texts are single strings: the line in the file is not known here, the text is short.
        Template::parse(&format!("{}:{text}", self.id), 1, text, self.fields)
    }

    fn templates(&self, texts: &[String]) -> Result<Vec<Template>, PaperError> {
        texts.iter().map(|text| self.template(text)).collect()
    }

    fn optional(&self, text: Option<&String>) -> Result<Option<Template>, PaperError> {
        text.map(|text| self.template(text)).transpose()
    }

    fn block(&self, block: BlockFile) -> Result<Block, PaperError> {
        Ok(match block {
            BlockFile::Grid {
                columns,
                rows,
                keep,
            } => Block::Grid {
                columns,
                rows: self.rows(rows)?,
                keep,
            },
            BlockFile::Turn { if_needed } => Block::Turn { if_needed },
            BlockFile::Contract { contract, dense } => Block::Contract {
                contract: (self.contract)(&contract)?,
                dense,
            },
            BlockFile::Table {
                table,
                title,
                columns,
                blank_rows,
                min_rows,
                optional,
                row_height,
                given,
                totals,
            } => Block::Table(TableBlock {
                key: table,
                title,
                columns,
                blank_rows,
                min_rows,
                optional,
                given,
                row_height: row_height.unwrap_or(self.row_height),
                totals: self.rows(totals)?,
            }),
            BlockFile::Text {
                heading,
                paragraphs,
                numbered,
                framed,
            } => Block::Text(TextBlock {
                heading: self.optional(heading.as_ref())?,
                paragraphs: paragraphs
                    .into_iter()
                    .map(|paragraph| self.paragraph(paragraph))
                    .collect::<Result<_, _>>()?,
                numbered,
                framed,
            }),
            BlockFile::Sign { height, boxes } => Block::Sign {
                height,
                boxes: boxes
                    .into_iter()
                    .map(|sign| self.sign(&sign))
                    .collect::<Result<_, _>>()?,
            },
        })
    }

    fn rows(&self, rows: Vec<RowFile>) -> Result<Vec<GridRow>, PaperError> {
        rows.into_iter()
            .map(|row| {
                let row = match row {
                    RowFile::Cells(cells) => RowTable {
                        height: None,
                        when: None,
                        unless: None,
                        cells,
                    },
                    RowFile::Table(row) => row,
                };
                let cells = row
                    .cells
                    .into_iter()
                    .map(|cell| self.cell(cell))
                    .collect::<Result<_, _>>()?;
                Ok(GridRow {
                    height: row.height.unwrap_or(self.row_height),
                    cells,
                    when: row.when,
                    unless: row.unless,
                })
            })
            .collect()
    }

    fn cell(&self, cell: CellFile) -> Result<GridCell, PaperError> {
        let table = match cell {
            CellFile::Label(text) => {
                let content = Content::Label(self.template(&text)?);
                return Ok(GridCell {
                    content,
                    span: 1,
                    align: Align::Center,
                });
            }
            CellFile::Cell(table) => table,
        };
        let (content, usual) = match (&table.field, &table.text, &table.label, &table.heading) {
            (Some(key), None, None, None) => (Content::Field(key.clone()), Align::Left),
            (None, Some(text), None, None) => (Content::Text(self.template(text)?), Align::Left),
            (None, None, Some(text), None) => (Content::Label(self.template(text)?), Align::Center),
            (None, None, None, Some(text)) => (Content::Heading(self.template(text)?), Align::Left),
            _ => {
                return Err(PaperError::Form {
                    form: self.id.to_owned(),
                    reason: "一个单元格应当且只能写 field、text、label、heading 之一".to_owned(),
                });
            }
        };
        Ok(GridCell {
            content,
            span: table.span,
            align: table.align.unwrap_or(usual),
        })
    }

    fn paragraph(&self, paragraph: ParagraphFile) -> Result<TextParagraph, PaperError> {
        let table = match paragraph {
            ParagraphFile::Text(text) => ParagraphTable {
                text,
                when: None,
                indent: true,
            },
            ParagraphFile::Table(table) => table,
        };
        Ok(TextParagraph {
            text: self.template(&table.text)?,
            when: table.when,
            indent: table.indent,
        })
    }

    fn sign(&self, sign: &SignFile) -> Result<SignBox, PaperError> {
        Ok(SignBox {
            title: self.optional(sign.title.as_ref())?,
            text: self.templates(&sign.text)?,
            foot: self.templates(&sign.foot)?,
            date: self.optional(sign.date.as_ref())?,
            width: sign.width,
            when: sign.when.clone(),
            unless: sign.unless.clone(),
        })
    }
}
