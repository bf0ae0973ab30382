//! A table by its heads: which column is which, and where something is wrong.

use crate::model::text::half_width;
use crate::rules::Refusal;
use crate::rules::refusal::INPUT;

use super::sheet::{Line, Sheet, wrong};

/// A column's head, what else it may be called, and the fields of an entry that it stands for; without a field it is
/// passed over.
pub(super) struct Column {
    pub(super) head: &'static str,
    pub(super) also: &'static [&'static str],
    pub(super) fields: &'static [&'static str],
    pub(super) required: bool,
}

pub(super) const fn column(
    head: &'static str,
    also: &'static [&'static str],
    fields: &'static [&'static str],
    required: bool,
) -> Column {
    Column {
        head,
        also,
        fields,
        required,
    }
}

/// Whether a cell is the head of a column.
pub(super) fn is_head(column: &Column, cell: &str) -> bool {
    let word = plain(cell);
    column.head == word || column.also.contains(&word.as_str())
}

fn plain(cell: &str) -> String {
    half_width(cell).replace(' ', "")
}

/// Lines of cells under heads.
pub(super) struct Table<'a> {
    columns: &'static [Column],
    /// Where each of the columns stands, and the head as written.
    places: Vec<Option<(usize, String)>>,
    pub(super) rows: &'a [Line],
}

impl<'a> Table<'a> {
    /// Finds the columns; `row` is what a line is called.
    ///
    /// # Errors
    /// Every head that is unknown, missing or there twice.
    pub(super) fn of(
        sheet: &'a Sheet,
        columns: &'static [Column],
        row: &str,
    ) -> Result<Self, Vec<Refusal>> {
        let Some((head, rows)) = sheet.lines.split_first() else {
            return Err(vec![wrong("里面没有内容")]);
        };
        let places = places(head, columns)?;
        if rows.is_empty() {
            return Err(vec![wrong(format!("只有栏目，没有一行{row}"))]);
        }
        Ok(Self {
            columns,
            places,
            rows,
        })
    }

    /// The cell of a line under a head; empty where the file has no such column.
    pub(super) fn cell(&self, line: &Line, head: &str) -> String {
        let place = self.place(|column| column.head == head);
        let text = place.and_then(|(place, _)| line.cells.get(*place));
        text.cloned().unwrap_or_default()
    }

    /// The cells of a line by the first field that each stands for.
    pub(super) fn fields<'b>(
        &'b self,
        line: &'b Line,
    ) -> impl Iterator<Item = (&'static str, &'b str)> {
        let columns = self.columns.iter().zip(&self.places);
        columns.filter_map(|(column, place)| {
            let cell = line.cells.get(place.as_ref()?.0)?;
            Some((*column.fields.first()?, cell.as_str()))
        })
    }

    /// The head as the file writes it.
    pub(super) fn written(&self, head: &str) -> Option<&str> {
        let place = self.place(|column| column.head == head);
        place.map(|(_, written)| written.as_str())
    }

    /// The columns that are passed over, as the file writes them.
    pub(super) fn passed_over(&self) -> Vec<&str> {
        let columns = self.columns.iter().zip(&self.places);
        columns
            .filter(|(column, _)| column.fields.is_empty())
            .filter_map(|(_, place)| place.as_ref())
            .map(|(_, written)| written.as_str())
            .collect()
    }

    fn place(&self, fits: impl Fn(&Column) -> bool) -> Option<&(usize, String)> {
        let column = self.columns.iter().position(fits)?;
        self.places.get(column)?.as_ref()
    }

    /// The head of the column that a field stands under.
    pub(super) fn head_of(&self, field: &str) -> &str {
        let field = field.split('.').next().unwrap_or_default();
        let holds = |column: &Column| column.fields.contains(&field);
        let column = self.columns.iter().find(|column| holds(column));
        let written = self.place(holds).map(|(_, written)| written.as_str());
        written
            .or(column.map(|column| column.head))
            .unwrap_or_default()
    }

    /// Cells of a line that a spreadsheet kept as a number and cut short.
    pub(super) fn cut_short(&self, line: &Line) -> Vec<Refusal> {
        let columns = self.columns.iter().zip(&self.places);
        let cut = columns.filter_map(|(column, place)| {
            let cell = line.cells.get(place.as_ref()?.0)?;
            let field = column.fields.first().filter(|_| is_cut_short(cell))?;
            let problem = format!(
                "“{cell}”是表格软件按数字存的，末几位已经丢失；请把这一栏设成文本格式，重填号码"
            );
            Some(Refusal::input(field, column.head, problem))
        });
        cut.collect()
    }

    /// Says in which line and column it is.
    pub(super) fn at_line(&self, number: u64, mut refusal: Refusal) -> Refusal {
        let head = self.head_of(&refusal.field);
        // Of a list within a cell the message names the part.
        let whole = refusal.field.contains('.');
        let problem = match refusal.message.split_once('：') {
            Some((_, problem)) if refusal.rule == INPUT && !whole => problem,
            _ => &refusal.message,
        };
        refusal.message = format!("第{number}行“{head}”：{problem}");
        if refusal.rule == INPUT {
            refusal.instead = format!("改好第{number}行再导入；有一行不对，整个文件都不导入");
        }
        refusal.field = format!("rows[{number}].{head}");
        refusal
    }
}

/// `3.60731E+17`
fn is_cut_short(cell: &str) -> bool {
    let Some((figure, power)) = cell.split_once("E+") else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let figure = figure
        .split_once('.')
        .map_or(digits(figure), |(whole, rest)| {
            digits(whole) && digits(rest)
        });
    figure && digits(power)
}

fn places(
    head: &Line,
    columns: &'static [Column],
) -> Result<Vec<Option<(usize, String)>>, Vec<Refusal>> {
    let mut places: Vec<Option<(usize, String)>> = columns.iter().map(|_| None).collect();
    let mut refusals = Vec::new();
    let mut at_head = |problem: String| {
        let problem = format!("第{}行的栏目{problem}", head.number);
        refusals.push(wrong(problem));
    };
    for (index, cell) in head.cells.iter().enumerate() {
        let word = plain(cell);
        if word.is_empty() {
            continue;
        }
        let shown: String = word.chars().take(20).collect();
        let known = columns.iter().position(|column| is_head(column, cell));
        match known.and_then(|known| places.get_mut(known)) {
            Some(place @ None) => *place = Some((index, cell.clone())),
            Some(Some((_, first))) => {
                let other = if plain(first) == word {
                    "写了两次".to_owned()
                } else {
                    format!("与“{first}”是同一栏")
                };
                at_head(format!("“{shown}”{other}"));
            }
            None => {
                let known: Vec<&str> = columns.iter().map(|column| column.head).collect();
                let known = known.join("、");
                at_head(format!("“{shown}”认不出来（可用：{known}）"));
            }
        }
    }
    for (column, place) in columns.iter().zip(&places) {
        if column.required && place.is_none() {
            at_head(format!("缺“{}”", column.head));
        }
    }
    if refusals.is_empty() {
        Ok(places)
    } else {
        Err(refusals)
    }
}
