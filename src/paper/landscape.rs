//! Tables on A4 laid across (横向表格): what the office reports, with head, sums and places to sign.

use super::error::{MissingGlyph, PaperError};
use super::inline::{Inline, Setting};
use super::line::{Ink, Line, Style};
use super::mark::{Document, Mark, Page, Side};

/// A4 laid across, in millimetres; the binding side lies at the top.
const WIDTH: f32 = 297.0;
const HEIGHT: f32 = 210.0;
const TOP: f32 = 16.0;
const MARGIN: f32 = 15.0;
/// Width between the margins, in millimetres: what the columns of a table add up to.
pub const BODY_WIDTH: f32 = WIDTH - 2.0 * MARGIN;
const BOTTOM: f32 = HEIGHT - MARGIN - 6.0;

const TITLE_PT: f32 = 18.0;
const TEXT_PT: f32 = 10.0;
const TABLE_PT: f32 = 8.0;
const NOTE_PT: f32 = 9.0;
const STAMP_PT: f32 = 8.0;
/// Room around the text of a cell.
const PAD_X: f32 = 0.9;
const PAD_Y: f32 = 0.25;
const RULE: f32 = 0.2;
const FRAME: f32 = 0.4;
/// Height of the boxes to sign in.
const SIGN: f32 = 14.0;
/// Above them.
const OVER_SIGN: f32 = 4.0;
/// Where the title stands on the pages after the first.
const OVER_PAGE: f32 = TOP - 5.5;
/// Above a paragraph.
const OVER_TEXT: f32 = 1.2;
/// Rows that go with the sums to the page on which they are signed.
const KEPT: usize = 3;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Left,
    Center,
    Right,
}

/// A column: its width in millimetres and where its text stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    pub width: f32,
    pub stand: Stand,
}

/// A cell of a table's head over `columns` columns and `rows` of the head's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    pub text: String,
    pub column: usize,
    pub columns: usize,
    pub row: usize,
    pub rows: usize,
}

/// A table; its head stands on each page that it reaches.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Above it.
    pub caption: String,
    pub columns: Vec<Column>,
    pub head: Vec<HeadCell>,
    pub rows: Vec<Vec<String>>,
    /// The last row holds the sums.
    pub sums: bool,
}

/// A part of a sheet, one below the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Table(Table),
    /// A paragraph.
    Text(String),
    /// Boxes to sign and stamp in, side by side.
    Signatures(Vec<String>),
}

/// A paper laid across.
#[derive(Debug, Clone, PartialEq)]
pub struct Landscape {
    pub title: String,
    /// Under the title: at the left, in the middle, at the right.
    pub under_title: [String; 3],
    pub parts: Vec<Part>,
    /// At the foot of each page.
    pub foot: String,
    /// `2026-11-23 10:20`
    pub issued_at: String,
}

/// Composes a paper laid across.
///
/// # Errors
/// [`PaperError::MissingGlyph`] for the first character that no font has.
pub fn landscape(sheet: &Landscape) -> Result<Document, PaperError> {
    let mut pages = Pages::begin(sheet);
    for (index, part) in sheet.parts.iter().enumerate() {
        match part {
            Part::Table(table) => {
                let signed = pages.signed_under(&sheet.parts[index + 1..]);
                pages.table(table, signed);
            }
            Part::Text(text) => pages.paragraph(text),
            Part::Signatures(labels) => pages.signatures(labels),
        }
    }
    pages.end()
}

struct Pages<'a> {
    sheet: &'a Landscape,
    done: Vec<Vec<(Ink, Mark)>>,
    page: Vec<(Ink, Mark)>,
    y: f32,
    missing: Option<char>,
}

impl<'a> Pages<'a> {
    fn begin(sheet: &'a Landscape) -> Self {
        let mut pages = Self {
            sheet,
            done: Vec::new(),
            page: Vec::new(),
            y: TOP,
            missing: None,
        };
        let title = pages.lines(&sheet.title, Style::bold(TITLE_PT), BODY_WIDTH);
        pages.y = pages.put(&title, MARGIN, BODY_WIDTH, Stand::Center, TOP) + 2.0;
        let stands = [Stand::Left, Stand::Center, Stand::Right];
        let top = pages.y;
        for (text, stand) in sheet.under_title.iter().zip(stands) {
            let lines = pages.lines(text, Style::form(TEXT_PT), BODY_WIDTH / 2.0);
            let end = pages.put(&lines, MARGIN, BODY_WIDTH, stand, top);
            pages.y = pages.y.max(end);
        }
        pages.y += 1.5;
        pages
    }

    fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let mut inline = Inline::default();
        let missing = &mut self.missing;
        inline.text(text, style, |ch| {
            missing.get_or_insert(ch);
        });
        inline.lines(Setting::plain(width), style.size_pt)
    }

    /// Draws lines between `x` and `x` + `width` and returns where they end.
    fn put(&mut self, lines: &[Line], x: f32, width: f32, stand: Stand, top: f32) -> f32 {
        let mut y = top;
        for line in lines {
            let left = match stand {
                Stand::Left => 0.0,
                Stand::Center => (width - line.width) / 2.0,
                Stand::Right => width - line.width,
            };
            line.draw(x + left.max(0.0), y, &mut self.page);
            y += line.height;
        }
        y
    }

    /// Begins a new page where less than `height` millimetres are left.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.done.push(std::mem::take(&mut self.page));
            self.y = TOP;
        }
    }

    /// How many millimetres the signatures under a table take with what stands between; 0 where nobody signs it.
    fn signed_under(&mut self, parts: &[Part]) -> f32 {
        let mut height = 0.0;
        for part in parts {
            match part {
                Part::Table(_) => return 0.0,
                Part::Text(text) => {
                    let lines = self.lines(text, Style::form(NOTE_PT), BODY_WIDTH);
                    height += OVER_TEXT + lines.iter().map(|line| line.height).sum::<f32>();
                }
                Part::Signatures(_) => return height + OVER_SIGN + SIGN,
            }
        }
        0.0
    }

    fn paragraph(&mut self, text: &str) {
        self.y += OVER_TEXT;
        for line in self.lines(text, Style::form(NOTE_PT), BODY_WIDTH) {
            self.room(line.height);
            self.y = self.put(
                std::slice::from_ref(&line),
                MARGIN,
                BODY_WIDTH,
                Stand::Left,
                self.y,
            );
        }
    }

    /// `signed`: the height of what must stand on the page of the last row.
    fn table(&mut self, table: &Table, signed: f32) {
        let rows: Vec<Vec<Vec<Line>>> = table
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let sums = table.sums && index + 1 == table.rows.len();
                let style = if sums {
                    Style::bold(TABLE_PT)
                } else {
                    Style::value(TABLE_PT)
                };
                let cells = row.iter().zip(&table.columns);
                cells
                    .map(|(text, column)| self.lines(text, style, column.width - 2.0 * PAD_X))
                    .collect()
            })
            .collect();
        let head = self.head_heights(table);
        let first = rows.first().map_or(0.0, |row| row_height(row));
        if !table.caption.is_empty() {
            self.y += 3.0;
            let caption = self.lines(&table.caption, Style::bold(TEXT_PT), BODY_WIDTH);
            let height = caption.iter().map(|line| line.height).sum::<f32>();
            self.room(height + head.iter().sum::<f32>() + first);
            self.y = self.put(&caption, MARGIN, BODY_WIDTH, Stand::Left, self.y) + 1.0;
        } else {
            self.room(head.iter().sum::<f32>() + first);
        }
        let mut top = self.y;
        self.head(table, &head);
        let kept = rows.len().saturating_sub(KEPT);
        let last: f32 = rows[kept..].iter().map(|row| row_height(row)).sum();
        for (index, row) in rows.into_iter().enumerate() {
            let height = row_height(&row);
            let needed = if index == kept && signed > 0.0 {
                last + signed
            } else {
                height
            };
            if self.y + needed > BOTTOM {
                self.frame(table, top, self.y);
                self.room(f32::INFINITY);
                top = self.y;
                self.head(table, &head);
            }
            let mut x = MARGIN;
            for (lines, column) in row.iter().zip(&table.columns) {
                let text: f32 = lines.iter().map(|line| line.height).sum();
                let y = self.y + (height - text) / 2.0;
                self.put(
                    lines,
                    x + PAD_X,
                    column.width - 2.0 * PAD_X,
                    column.stand,
                    y,
                );
                x += column.width;
            }
            self.y += height;
            let width = width_of(table);
            self.stroke(MARGIN, self.y, MARGIN + width, self.y, RULE);
        }
        self.frame(table, top, self.y);
    }

    /// The height of each row of the head.
    fn head_heights(&mut self, table: &Table) -> Vec<f32> {
        let count = table
            .head
            .iter()
            .map(|cell| cell.row + cell.rows)
            .max()
            .unwrap_or(0);
        let mut heights = vec![0.0_f32; count];
        for cell in table.head.iter().filter(|cell| cell.rows == 1) {
            let lines = self.head_lines(table, cell);
            heights[cell.row] = heights[cell.row].max(row_height(&[lines]));
        }
        for cell in table.head.iter().filter(|cell| cell.rows > 1) {
            let needed = row_height(&[self.head_lines(table, cell)]);
            let there: f32 = heights[cell.row..cell.row + cell.rows].iter().sum();
            heights[cell.row] += (needed - there).max(0.0);
        }
        heights
    }

    fn head_lines(&mut self, table: &Table, cell: &HeadCell) -> Vec<Line> {
        let columns = &table.columns[cell.column..cell.column + cell.columns];
        let width: f32 = columns.iter().map(|column| column.width).sum();
        self.lines(&cell.text, Style::bold(TABLE_PT), width - 2.0 * PAD_X)
    }

    fn head(&mut self, table: &Table, heights: &[f32]) {
        let top = self.y;
        for cell in &table.head {
            let left: f32 = table.columns[..cell.column]
                .iter()
                .map(|column| column.width)
                .sum();
            let columns = &table.columns[cell.column..cell.column + cell.columns];
            let width: f32 = columns.iter().map(|column| column.width).sum();
            let y = top + heights[..cell.row].iter().sum::<f32>();
            let height: f32 = heights[cell.row..cell.row + cell.rows].iter().sum();
            let lines = self.head_lines(table, cell);
            let text: f32 = lines.iter().map(|line| line.height).sum();
            let inner = width - 2.0 * PAD_X;
            self.put(
                &lines,
                MARGIN + left + PAD_X,
                inner,
                Stand::Center,
                y + (height - text) / 2.0,
            );
            let (x1, x2) = (MARGIN + left, MARGIN + left + width);
            self.stroke(x1, y + height, x2, y + height, RULE);
            self.stroke(x1, y, x1, y + height, RULE);
        }
        self.y = top + heights.iter().sum::<f32>();
    }

    /// The lines between the columns, and the frame.
    fn frame(&mut self, table: &Table, top: f32, bottom: f32) {
        let head: f32 = self.head_heights(table).iter().sum();
        let mut x = MARGIN;
        for column in &table.columns {
            self.stroke(x, top + head, x, bottom, RULE);
            x += column.width;
        }
        for (x1, y1, x2, y2) in [
            (MARGIN, top, x, top),
            (MARGIN, bottom, x, bottom),
            (MARGIN, top, MARGIN, bottom),
            (x, top, x, bottom),
        ] {
            self.stroke(x1, y1, x2, y2, FRAME);
        }
    }

    fn signatures(&mut self, labels: &[String]) {
        self.y += OVER_SIGN;
        self.room(SIGN);
        let width = BODY_WIDTH / labels.len().max(1) as f32;
        let (top, bottom) = (self.y, self.y + SIGN);
        for (index, label) in labels.iter().enumerate() {
            let x = MARGIN + width * index as f32;
            let lines = self.lines(label, Style::form(TEXT_PT), width - 4.0);
            self.put(&lines, x + 2.0, width - 4.0, Stand::Left, top + 1.5);
            let date = self.lines("年　　月　　日", Style::form(TEXT_PT), width - 4.0);
            let height: f32 = date.iter().map(|line| line.height).sum();
            self.put(
                &date,
                x + 2.0,
                width - 4.0,
                Stand::Right,
                bottom - height - 1.0,
            );
            self.stroke(x, top, x, bottom, RULE);
        }
        let end = MARGIN + BODY_WIDTH;
        self.stroke(end, top, end, bottom, RULE);
        self.stroke(MARGIN, top, end, top, RULE);
        self.stroke(MARGIN, bottom, end, bottom, RULE);
        self.y = bottom;
    }

    fn stroke(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, width: f32) {
        self.page.push((
            Ink::Form,
            Mark::Line {
                x1,
                y1,
                x2,
                y2,
                width,
            },
        ));
    }

    fn end(mut self) -> Result<Document, PaperError> {
        self.done.push(std::mem::take(&mut self.page));
        let count = self.done.len();
        let mut pages = Vec::new();
        for (index, page) in std::mem::take(&mut self.done).into_iter().enumerate() {
            self.page = page;
            let y = HEIGHT - MARGIN - 3.0;
            let style = Style::value(STAMP_PT);
            let foot = self.lines(&self.sheet.foot, style, BODY_WIDTH - 40.0);
            self.put(&foot, MARGIN, BODY_WIDTH, Stand::Left, y);
            let number = format!("第 {} 页 / 共 {count} 页", index + 1);
            let number = self.lines(&number, style, 40.0);
            self.put(&number, MARGIN, BODY_WIDTH, Stand::Right, y);
            if index > 0 {
                let title = self.lines(&self.sheet.title, style, BODY_WIDTH - 40.0);
                self.put(&title, MARGIN, BODY_WIDTH, Stand::Center, OVER_PAGE);
            }
            pages.push(Page {
                width: WIDTH,
                height: HEIGHT,
                side: Side::of_page(index),
                marks: self.page.drain(..).map(|(_, mark)| mark).collect(),
            });
        }
        match self.missing {
            Some(ch) => Err(PaperError::MissingGlyph(MissingGlyph {
                ch,
                field: String::new(),
                label: self.sheet.title.clone(),
            })),
            None => Ok(Document {
                title: self.sheet.title.clone(),
                issued_at: self.sheet.issued_at.clone(),
                pages,
                supplement: 0,
            }),
        }
    }
}

fn row_height(cells: &[Vec<Line>]) -> f32 {
    let text = cells
        .iter()
        .map(|lines| lines.iter().map(|line| line.height).sum::<f32>());
    text.fold(0.0, f32::max) + 2.0 * PAD_Y
}

fn width_of(table: &Table) -> f32 {
    table.columns.iter().map(|column| column.width).sum()
}
