//! Form descriptions: what a file in `assets/forms/` may say, and its check.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::model::case::StepId;
use crate::model::claim::ClaimKind;
use crate::model::vocabulary::{Class, Kind};

use super::contract::{Contract, contract};
use super::error::PaperError;
use super::fields::{Fields, fields};
use super::pen::Fill;
use super::template::{Piece, Template};
use super::values::Row as Record;

/// Room that a seal needs, in millimetres.
const SEAL_HEIGHT: f32 = 25.0;

/// A form (表单), ready to be composed.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub id: String,
    pub title: String,
    /// The kinds of business that use it; empty: all.
    pub kinds: Vec<Kind>,
    /// The customer classes that use it; empty: all.
    pub classes: Vec<Class>,
    /// The kinds of claim that use it; empty: none.
    pub claims: Vec<ClaimKind>,
    pub available: Availability,
    /// Whether the office may hold pre-printed stock of it.
    pub overprint: bool,
    /// The table by which another form carries what this one holds, in business that does not use this one.
    pub elsewhere: Option<String>,
    /// Its text on the back of the sheet.
    pub back: Option<Contract>,
    pub(super) blocks: Vec<Block>,
}

impl Availability {
    /// Whether it is a paper of cases: a refusal, a notice and a claim have none.
    pub fn is_of_cases(&self) -> bool {
        let elsewhere = [
            Self::Refused,
            Self::Notice,
            Self::Claim,
            Self::ClaimWorkedOut,
            Self::ClaimVisited,
        ];
        !elsewhere.contains(self)
    }
}

/// From when on a form can be printed for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// From intake on.
    Intake,
    /// Once the case is accepted.
    Accepted,
    /// While documents are missing.
    Waiting,
    /// For a refusal, which has no case.
    Refused,
    /// For a notice before a closure for want of use, which has no case either.
    Notice,
    /// For a claim of the form's kinds.
    Claim,
    /// For a claim, once its amount is worked out.
    ClaimWorkedOut,
    /// For a claim, unless nobody was on site and nobody goes there any more.
    ClaimVisited,
    /// Once the completing step of the case is recorded.
    Completed,
    /// Once this step is recorded.
    Step(StepId),
    /// A sheet for each round of this step, and one to take along to the round that can be recorded next.
    Round(StepId),
    /// A sheet for each round of this step that failed.
    Failed(StepId),
}

/// A part of a form, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// Labels and fields on a grid of columns; widths are shares of the line.
    Grid {
        columns: Vec<f32>,
        rows: Vec<GridRow>,
        /// Whether its rows and the beginning of the next block stay on one page.
        keep: bool,
    },
    /// A contract's wording; the form's tables that it calls for stand inside it.
    Contract {
        contract: Contract,
        /// Set as on the back of a form: one page, so no seam.
        dense: bool,
    },
    Table(TableBlock),
    Text(TextBlock),
    /// What follows begins on the back, or behind a front that is longer.
    Turn {
        /// Not where a filled form finds room for all of it on the front.
        if_needed: bool,
    },
    Sign {
        height: f32,
        boxes: Vec<SignBox>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridRow {
    /// Minimum height in millimetres.
    pub height: f32,
    pub cells: Vec<GridCell>,
    /// On a filled form only where this tick is on, or this field is filled in.
    pub when: Option<String>,
    /// Not on a filled form where this tick is on, or this field is filled in.
    pub unless: Option<String>,
}

impl GridRow {
    /// A blank form, and stock printed from one, has every row.
    pub(super) fn stands(&self, fill: Fill<'_>) -> bool {
        let Fill::Filled(values) = fill else {
            return true;
        };
        let given = |key: &String| values.is_ticked(key) || !values.get(key).is_empty();
        self.when.as_ref().is_none_or(given) && !self.unless.as_ref().is_some_and(given)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridCell {
    pub content: Content,
    pub span: usize,
    pub align: Align,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// The form's own wording.
    Label(Template),
    /// A heading over part of the grid.
    Heading(Template),
    /// A field alone: the cell itself is its blank.
    Field(String),
    /// Text with fields and tick boxes.
    Text(Template),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(super) enum Align {
    #[default]
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct TableBlock {
    pub key: String,
    pub title: Option<String>,
    pub columns: Vec<TableColumn>,
    /// Minimum height of a row in millimetres.
    pub row_height: f32,
    /// Rows on a blank form.
    pub blank_rows: usize,
    /// Rows that a filled form shows at least.
    pub min_rows: usize,
    /// Left out of a filled form where there are no rows.
    pub optional: bool,
    /// What a blank form says in its first rows.
    pub given: Vec<Record>,
    pub totals: Vec<GridRow>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableColumn {
    pub title: String,
    /// Key of the column; none for the running number.
    pub key: Option<String>,
    /// Share of the line.
    pub width: f32,
    #[serde(default)]
    pub align: Align,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextBlock {
    pub heading: Option<Template>,
    pub paragraphs: Vec<TextParagraph>,
    pub numbered: bool,
    pub framed: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextParagraph {
    pub text: Template,
    /// Printed only when this tick is on; a blank form prints it always.
    pub when: Option<String>,
    /// Indented by two characters.
    pub indent: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SignBox {
    pub title: Option<Template>,
    pub text: Vec<Template>,
    pub foot: Vec<Template>,
    /// A last line at the right, usually a date.
    pub date: Option<Template>,
    /// Share of the line.
    pub width: f32,
    /// Printed only when this tick is on, never on a blank form.
    pub when: Option<String>,
    /// Printed but when this tick is on, always on a blank form.
    pub unless: Option<String>,
}

impl SignBox {
    pub(super) fn stands(&self, fill: Fill<'_>) -> bool {
        let ticked = |key: &String| matches!(fill, Fill::Filled(values) if values.is_ticked(key));
        self.when.as_ref().is_none_or(ticked) && !self.unless.as_ref().is_some_and(ticked)
    }
}

impl Form {
    /// Parses a form description; `id` is the file's name without its ending.
    ///
    /// # Errors
    /// [`PaperError::Form`] or [`PaperError::Template`], naming what is wrong.
    pub fn parse(id: &str, source: &str) -> Result<Self, PaperError> {
        let raw: super::form_file::FormFile =
            toml::from_str(source).map_err(|error| PaperError::Form {
                form: id.to_owned(),
                reason: error.to_string(),
            })?;
        let form = raw.into_form(id, fields()?, |back| contract(back).cloned())?;
        form.check()?;
        Ok(form)
    }

    /// The step of which each round has its own sheet.
    pub fn step_of_rounds(&self) -> Option<&StepId> {
        match &self.available {
            Availability::Round(step) | Availability::Failed(step) => Some(step),
            _ => None,
        }
    }

    /// What a sheet is called: with its round or, of a contract, with the part of the split account.
    pub fn name_of(&self, round: Option<u32>) -> String {
        let title = &self.title;
        match round {
            None => title.clone(),
            Some(part) if self.contract().is_some() => format!("{title}第{part}份"),
            Some(round) => format!("{title}第{round}次"),
        }
    }

    /// The contract that the form carries: on its back, or as its own text.
    pub fn contract(&self) -> Option<&Contract> {
        self.back.as_ref().or_else(|| {
            self.blocks.iter().find_map(|block| match block {
                Block::Contract { contract, .. } => Some(contract),
                _ => None,
            })
        })
    }

    /// What the number in its head is called.
    pub(super) fn numbered(&self) -> &'static str {
        if self.claims.is_empty() {
            "工单编号："
        } else {
            "档案编号："
        }
    }

    /// Whether its sheets get a seam stamp (骑缝章): a contract of several pages.
    pub(super) fn has_seam(&self) -> bool {
        let long = |block: &Block| matches!(block, Block::Contract { dense: false, .. });
        self.blocks.iter().any(long)
    }

    /// The same form with another wording of its contract: an office's own.
    ///
    /// # Errors
    /// [`PaperError::Form`] where the wording calls for a table that the form has not, or the form carries
    /// no contract.
    pub fn with_contract(mut self, wording: Contract) -> Result<Self, PaperError> {
        let place = match &mut self.back {
            Some(back) => Some(back),
            None => self.blocks.iter_mut().find_map(|block| match block {
                Block::Contract { contract, .. } => Some(contract),
                _ => None,
            }),
        };
        let Some(place) = place else {
            return Err(PaperError::Form {
                form: self.id,
                reason: "这张表不带合同".to_owned(),
            });
        };
        *place = wording;
        self.check()?;
        Ok(self)
    }

    pub(super) fn tables(&self) -> impl Iterator<Item = &TableBlock> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Whether this form carries, in its stead, what another holds.
    pub fn stands_in_for(&self, other: &Form) -> bool {
        let table = other.elsewhere.as_deref().and_then(|key| self.table(key));
        table.is_some()
    }

    /// The form's table with this key.
    pub(super) fn table(&self, key: &str) -> Option<&TableBlock> {
        self.tables().find(|table| table.key == key)
    }

    /// Every key that the form uses: fields, tick boxes, and columns written `table[].column`.
    pub fn fields(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self
            .templates()
            .flat_map(Template::keys)
            .map(str::to_owned)
            .collect();
        for block in &self.blocks {
            match block {
                Block::Table(table) => {
                    let columns = table
                        .columns
                        .iter()
                        .filter_map(|column| column.key.as_ref());
                    keys.extend(columns.map(|column| format!("{}[].{column}", table.key)));
                    keys.extend(field_cells(&table.totals));
                }
                Block::Grid { rows, .. } => {
                    let conditions = rows.iter().flat_map(|row| [&row.when, &row.unless]);
                    keys.extend(conditions.flatten().cloned());
                    keys.extend(field_cells(rows));
                }
                Block::Text(text) => {
                    keys.extend(text.paragraphs.iter().filter_map(|line| line.when.clone()))
                }
                Block::Contract { contract, .. } => keys.extend(contract.fields()),
                Block::Sign { boxes, .. } => {
                    let ticks = boxes.iter().flat_map(|sign| [&sign.when, &sign.unless]);
                    keys.extend(ticks.flatten().cloned());
                }
                Block::Turn { .. } => {}
            }
        }
        keys.extend(self.back.iter().flat_map(Contract::fields));
        keys
    }

    /// Whether a case of this kind and class uses the form.
    pub fn suits(&self, kind: Kind, class: Class) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && (self.classes.is_empty() || self.classes.contains(&class))
    }

    fn templates(&self) -> impl Iterator<Item = &Template> {
        self.blocks.iter().flat_map(|block| -> Vec<&Template> {
            match block {
                Block::Grid { rows, .. } => cell_templates(rows).collect(),
                Block::Table(table) => cell_templates(&table.totals).collect(),
                Block::Contract { .. } | Block::Turn { .. } => Vec::new(),
                Block::Text(text) => text
                    .heading
                    .iter()
                    .chain(text.paragraphs.iter().map(|line| &line.text))
                    .collect(),
                Block::Sign { boxes, .. } => boxes
                    .iter()
                    .flat_map(|sign| {
                        sign.title
                            .iter()
                            .chain(&sign.text)
                            .chain(&sign.foot)
                            .chain(&sign.date)
                    })
                    .collect(),
            }
        })
    }

    /// What the file's grammar cannot say: spans add up, keys are in the dictionary.
    fn check(&self) -> Result<(), PaperError> {
        let fault = |reason: String| PaperError::Form {
            form: self.id.clone(),
            reason,
        };
        let dictionary = fields()?;
        // A back has no tables of the form's: they stand on its front.
        let missing = |key: &&str| self.back.is_some() || self.table(key).is_none();
        if let Some(key) = self
            .contract()
            .and_then(|contract| contract.tables().find(missing))
        {
            return Err(fault(format!("合同里要插入的表“{key}”不在这张表上")));
        }
        for block in &self.blocks {
            let (count, rows) = match block {
                Block::Grid { columns, rows, .. } => (columns.len(), rows),
                Block::Table(table) => {
                    self.check_columns(table, dictionary)?;
                    (table.columns.len(), &table.totals)
                }
                Block::Sign { height, .. } if *height < SEAL_HEIGHT => {
                    return Err(fault(format!(
                        "签章栏高 {height} mm，不得低于 {SEAL_HEIGHT} mm"
                    )));
                }
                Block::Sign { .. }
                | Block::Text(_)
                | Block::Contract { .. }
                | Block::Turn { .. } => {
                    continue;
                }
            };
            for (index, row) in rows.iter().enumerate() {
                let spans: usize = row.cells.iter().map(|cell| cell.span).sum();
                if spans != count {
                    let row = index + 1;
                    return Err(fault(format!("第 {row} 行占 {spans} 列，应占 {count} 列")));
                }
            }
        }
        let known = |key: &String| {
            key.contains("[].") || dictionary.has_field(key) || dictionary.has_tick(key)
        };
        match self.fields().iter().find(|key| !known(key)) {
            Some(key) => Err(fault(format!("没有名为“{key}”的字段"))),
            None => Ok(()),
        }
    }

    fn check_columns(&self, table: &TableBlock, dictionary: &Fields) -> Result<(), PaperError> {
        let columns = table
            .columns
            .iter()
            .filter_map(|column| column.key.as_ref());
        for key in columns.chain(table.given.iter().flat_map(Record::keys)) {
            let path = format!("{}[].{key}", table.key);
            if dictionary.label(&path).is_none() {
                return Err(PaperError::Form {
                    form: self.id.clone(),
                    reason: format!("没有名为“{path}”的列"),
                });
            }
        }
        Ok(())
    }
}

fn cell_templates(rows: &[GridRow]) -> impl Iterator<Item = &Template> {
    rows.iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| match &cell.content {
            Content::Label(text) | Content::Heading(text) | Content::Text(text) => Some(text),
            Content::Field(_) => None,
        })
}

fn field_cells(rows: &[GridRow]) -> impl Iterator<Item = String> {
    rows.iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| match &cell.content {
            Content::Field(key) => Some(key.clone()),
            _ => None,
        })
}

impl Content {
    /// The pieces to be set in the cell.
    pub(super) fn pieces(&self) -> std::borrow::Cow<'_, [Piece]> {
        match self {
            Content::Label(text) | Content::Heading(text) | Content::Text(text) => {
                std::borrow::Cow::Borrowed(&text.pieces)
            }
            Content::Field(key) => std::borrow::Cow::Owned(Template::field(key).pieces),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn reason(block: &str) -> String {
        let source = format!("title = \"样表\"\navailable = \"intake\"\n[[block]]\n{block}\n");
        Form::parse("sample", &source).unwrap_err().to_string()
    }

    #[test]
    fn a_row_that_does_not_fill_its_columns_is_refused() {
        let block = "kind = \"grid\"\ncolumns = [1, 1, 1]\nrows = [[\"甲\", { field = \"customer.name\" }]]";
        assert!(reason(block).contains("第 1 行占 2 列，应占 3 列"));
    }

    #[test]
    fn an_unknown_key_is_refused_wherever_it_stands() {
        for block in [
            "kind = \"grid\"\ncolumns = [1]\nrows = [[{ field = \"customer.nmae\" }]]",
            "kind = \"grid\"\ncolumns = [1]\nrows = [{ when = \"customer.nmae\", cells = [\"甲\"] }]",
            "kind = \"text\"\nparagraphs = [\"请拨打{{customer.nmae}}\"]",
            "kind = \"text\"\nparagraphs = [{ text = \"甲\", when = \"customer.nmae\" }]",
        ] {
            assert!(reason(block).contains("customer.nmae"), "{block}");
        }
        let column = "kind = \"table\"\ntable = \"fees\"\ncolumns = [{ title = \"甲\", key = \"nmae\", width = 1 }]";
        assert!(reason(column).contains("fees[].nmae"));
    }

    #[test]
    fn a_cell_says_exactly_one_thing() {
        let block = "kind = \"grid\"\ncolumns = [1]\nrows = [[{ field = \"customer.name\", label = \"户名\" }]]";
        assert!(reason(block).contains("field、text、label、heading"));
    }

    #[test]
    fn a_box_too_low_for_a_seal_is_refused() {
        assert!(
            reason("kind = \"sign\"\nheight = 20\nboxes = [{ title = \"客户\" }]")
                .contains("25 mm")
        );
    }
}
