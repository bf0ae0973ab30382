//! Rows of cells (明细行): equipment, sources, inspection items. Only the rows in sight are drawn, so that
//! hundreds stay fast; Enter in a row's last text leads to the next row, and adds one at the end; a
//! pasted table fills them.

use std::ops::Range;

use egui::{Align, Id, Label, Layout, RichText, TextEdit, TextStyle, Ui, vec2};

use crate::ui::theme;

use super::checks::Checks;
use super::field::{self, Touched};
use super::{button, choice, paste};

/// Rows drawn beyond those in sight, so that Tab finds the next one.
const BEYOND: usize = 4;
/// Around the text of the button at the end of a row.
const PADDING: f32 = 6.0;

/// A row whose cells are found by name.
pub trait Cells: Default {
    fn cell(&mut self, at: &str) -> &mut String;
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Name of its cells in a row.
    pub at: &'a str,
    pub head: &'a str,
    pub help: &'a str,
    pub hint: &'a str,
    /// In the rows after the first, where it is another.
    pub hint_below: Option<&'a str>,
    /// At the usual text size; a line of a row has all the width there is.
    pub width: f32,
    /// What a cell is chosen from; empty: a line of text.
    pub options: &'a [(&'a str, &'a str)],
}

impl<'a> Column<'a> {
    /// A column of text.
    pub fn text(at: &'a str, head: &'a str, width: f32, help: &'a str) -> Self {
        Self {
            at,
            head,
            help,
            hint: "",
            hint_below: None,
            width,
            options: &[],
        }
    }

    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub fn hint_below(self, hint: &'a str) -> Self {
        let hint_below = Some(hint);
        Self { hint_below, ..self }
    }

    pub fn options(self, options: &'a [(&'a str, &'a str)]) -> Self {
        Self { options, ..self }
    }
}

/// Rows about to be drawn.
pub struct Rows<'a, R> {
    /// Path of the rows among the fields: a cell's is `path.row.column`.
    pub path: &'a str,
    pub columns: &'a [Column<'a>],
    /// What a row is called, by its number from 1.
    pub row_name: &'a dyn Fn(usize) -> String,
    /// The button that adds a row.
    pub add: &'a str,
    /// Its accessible name.
    pub add_name: &'a str,
    /// No row is added beyond so many.
    pub most: usize,
    pub new_row: &'a dyn Fn() -> R,
    /// Stands at the end of a row.
    pub result: Option<Outcome<'a, R>>,
}

/// What a row comes to: the head of its column, and the text of a row.
pub struct Outcome<'a, R> {
    pub head: &'a str,
    pub of: &'a dyn Fn(&R) -> String,
}

/// How a row lies: the columns of each line with their widths.
struct Shape {
    lines: Vec<Range<usize>>,
    widths: Vec<f32>,
    result: f32,
}

impl<R: Cells> Rows<'_, R> {
    /// Draws the rows with the button below them; their problems stand under each row.
    pub fn rows_ui(&self, ui: &mut Ui, checks: &mut Checks, rows: &mut Vec<R>) -> Touched {
        let mut touched = self.take_pasted(ui, checks, rows);
        checks.stands(ui, self.path);
        let problems = checks.problems_of_rows(self.path);
        let shape = self.shape(ui);
        if shape.lines.len() == 1 && !rows.is_empty() {
            self.heads_ui(ui, &shape);
        }
        let small = ui.text_style_height(&TextStyle::Small);
        let gap = ui.spacing().item_spacing.y;
        let own = if shape.lines.len() == 1 {
            theme::row_height(ui)
        } else {
            shape.lines.len() as f32 * (theme::row_height(ui) + small + 2.0)
        };
        let height = |row: usize| {
            let said = problems.get(&row).map_or(0, Vec::len) as f32;
            own + said * (small + 2.0)
        };
        let top = ui.cursor().min.y;
        let sight = ui.clip_rect();
        let mut tops = vec![0.0];
        for row in 0..rows.len() {
            tops.push(tops[row] + height(row) + gap);
        }
        if let Some(row) = problems.keys().find(|row| **row < rows.len()) {
            checks.lead_below(ui, true, tops[*row]);
        }
        let above = tops.partition_point(|at| top + at < sight.top());
        let first = above.saturating_sub(1 + BEYOND).min(rows.len());
        let below = tops.partition_point(|at| top + at <= sight.bottom());
        let last = (below + BEYOND).clamp(first, rows.len());
        ui.add_space(tops[first]);
        let mut removed = None;
        let mut enter_at = None;
        let full = rows.len() >= self.most;
        for (row, cells) in rows.iter_mut().enumerate().take(last).skip(first) {
            let size = vec2(ui.available_width(), height(row));
            let layout = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(size, layout, |ui| {
                ui.set_min_size(size);
                ui.spacing_mut().item_spacing.y = 2.0;
                let drawn = self.row_ui(ui, checks, row, cells, &shape);
                touched |= drawn.touched;
                if drawn.removed {
                    removed = Some(row);
                }
                if drawn.entered {
                    enter_at = Some(row + 1);
                }
                for problem in problems.get(&row).into_iter().flatten() {
                    let ink = theme::palette(ui).red;
                    let words = RichText::new(format!("× {problem}")).small().color(ink);
                    ui.add(Label::new(words).truncate());
                }
            });
        }
        ui.add_space(tops[rows.len()] - tops[last]);
        if let Some(row) = removed {
            rows.remove(row);
            touched |= Touched::chosen(true);
        }
        if !full {
            let add = button::quiet_ui(ui, self.add);
            if add.accessible_name(self.add_name).clicked() {
                enter_at = Some(rows.len());
            }
        }
        if let Some(row) = enter_at.filter(|row| *row < rows.len() || !full) {
            if row == rows.len() {
                rows.push((self.new_row)());
                touched |= Touched::chosen(true);
            }
            let cell = self.columns.iter().find(|c| c.options.is_empty());
            if let Some(column) = cell {
                let id = self.id(row, column);
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
        if touched.changed {
            checks.touch(self.path, touched);
        }
        touched
    }

    /// A table pasted into one of these cells.
    fn take_pasted(&self, ui: &Ui, checks: &mut Checks, rows: &mut Vec<R>) -> Touched {
        if !paste::is_coming(ui) {
            return Touched::default();
        }
        let Some(focus) = ui.memory(|memory| memory.focused()) else {
            return Touched::default();
        };
        let cells =
            (0..rows.len()).flat_map(|row| (0..self.columns.len()).map(move |at| (row, at)));
        let mut texts = cells.filter(|(_, at)| self.columns[*at].options.is_empty());
        let Some(from) = texts.find(|(row, at)| self.id(*row, &self.columns[*at]) == focus) else {
            return Touched::default();
        };
        let Some(table) = paste::table(ui) else {
            return Touched::default();
        };
        let touched = Touched::chosen(true);
        for (row, at) in paste::spread(table, from, self.columns, rows, self.new_row) {
            let path = format!("{}.{row}.{}", self.path, self.columns[at].at);
            checks.touch(&path, touched);
        }
        touched
    }

    /// One line where there is room for it, else as many as it takes.
    fn shape(&self, ui: &Ui) -> Shape {
        let scale = theme::scale(ui);
        let between = ui.spacing().item_spacing.x;
        let result = self.result.as_ref().map_or(0.0, |_| 76.0 * scale);
        let beside = 16.0 * scale + 2.0 * PADDING + 2.0 * between + theme::BESIDE_BAR + result;
        let room = (ui.available_width() - beside).max(120.0);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut used = 0.0;
        for (index, column) in self.columns.iter().enumerate() {
            let width = column.width * scale + between;
            match lines.last_mut() {
                Some(line) if used + width <= room + between => {
                    line.end = index + 1;
                    used += width;
                }
                _ => {
                    lines.push(index..index + 1);
                    used = width;
                }
            }
        }
        // Several short columns stay near each other; what stands alone takes the width it can get.
        let most = if self.columns.len() > 1 && lines.len() == 1 {
            1.7
        } else {
            f32::INFINITY
        };
        let mut widths = Vec::new();
        for line in &lines {
            let columns = &self.columns[line.clone()];
            let wanted: f32 = columns.iter().map(|c| c.width * scale).sum();
            let free = room - between * (columns.len() as f32 - 1.0);
            let stretch = (free / wanted).min(most);
            widths.extend(columns.iter().map(|c| c.width * scale * stretch));
        }
        Shape {
            lines,
            widths,
            result,
        }
    }

    fn heads_ui(&self, ui: &mut Ui, shape: &Shape) {
        ui.horizontal(|ui| {
            let heads = self.columns.iter().map(|column| column.head);
            let heads = heads.zip(shape.widths.iter().copied());
            let result = self
                .result
                .as_ref()
                .map(|result| (result.head, shape.result));
            for (head, width) in heads.chain(result) {
                cell_label_ui(ui, width, theme::row_height(ui), RichText::new(head).weak());
            }
        });
    }

    fn row_ui(
        &self,
        ui: &mut Ui,
        checks: &mut Checks,
        row: usize,
        cells: &mut R,
        shape: &Shape,
    ) -> Drawn {
        let mut drawn = Drawn::default();
        let many = shape.lines.len() > 1;
        for (number, line) in shape.lines.iter().enumerate() {
            if many {
                let small = ui.text_style_height(&TextStyle::Small);
                ui.horizontal(|ui| {
                    for index in line.clone() {
                        let head = RichText::new(self.columns[index].head).small().weak();
                        cell_label_ui(ui, shape.widths[index], small, head);
                    }
                });
            }
            ui.horizontal(|ui| {
                for index in line.clone() {
                    let width = shape.widths[index];
                    drawn |= self.cell_ui(ui, checks, row, index, cells, width);
                }
                if number > 0 {
                    return;
                }
                if let Some(result) = &self.result {
                    let height = theme::row_height(ui);
                    cell_label_ui(ui, shape.result, height, RichText::new((result.of)(cells)));
                }
                ui.spacing_mut().button_padding.x = PADDING;
                let remove = ui.button("×").on_hover_text("去掉这一行");
                let name = format!("去掉{}", (self.row_name)(row + 1));
                drawn.removed |= remove.accessible_name(name).clicked();
            });
        }
        drawn
    }

    fn cell_ui(
        &self,
        ui: &mut Ui,
        checks: &mut Checks,
        row: usize,
        index: usize,
        cells: &mut R,
        width: f32,
    ) -> Drawn {
        let column = &self.columns[index];
        let name = format!("{}{}", (self.row_name)(row + 1), column.head);
        let text = cells.cell(column.at);
        let mut entered = false;
        let touched = if column.options.is_empty() {
            let below = column.hint_below.filter(|_| row > 0);
            let edit = TextEdit::singleline(text)
                .id(self.id(row, column))
                .hint_text(below.unwrap_or(column.hint))
                .desired_width(width);
            let (touched, left_by_enter) = field::cell_ui(ui, edit, &name, column.help);
            let later = &self.columns[index + 1..];
            let last = !later.iter().any(|column| column.options.is_empty());
            entered = left_by_enter && last;
            if left_by_enter && !last {
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
            }
            touched
        } else {
            let (_, changed) = choice::many_ui(ui, &name, column.options, text, width);
            Touched::chosen(changed)
        };
        checks.touch(&format!("{}.{row}.{}", self.path, column.at), touched);
        Drawn {
            touched,
            entered,
            removed: false,
        }
    }

    fn id(&self, row: usize, column: &Column<'_>) -> Id {
        Id::unique(("cell", self.path, row, column.at))
    }
}

/// What happened to a row in this frame.
#[derive(Debug, Default)]
struct Drawn {
    touched: Touched,
    /// Enter left its last text.
    entered: bool,
    removed: bool,
}

impl std::ops::BitOrAssign for Drawn {
    fn bitor_assign(&mut self, other: Self) {
        self.touched |= other.touched;
        self.entered |= other.entered;
        self.removed |= other.removed;
    }
}

fn cell_label_ui(ui: &mut Ui, width: f32, height: f32, words: RichText) {
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, height), layout, |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        ui.add(Label::new(words).truncate());
    });
}
