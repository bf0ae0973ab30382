//! The county's table on the screen: a figure that counts cases leads to them.

use egui::{
    Align2, FontId, Painter, Rect, Sense, Stroke, TextStyle, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use crate::model::summary::{Figure, Row, Summary};
use crate::report::columns::{COLUMNS, Cell, groups};
use crate::ui::theme;

/// Height of a row, as a share of the usual.
const ROW: f32 = 0.85;
/// The columns that stand at the left hold words.
const WORDS: usize = 2;
/// Around the text of a cell.
const PAD: f32 = 4.0;

/// Draws the table; returns the place of the row and the figure that was clicked.
pub(super) fn table_ui(ui: &mut Ui, summary: &Summary) -> Option<(usize, Figure)> {
    let width = ui.available_width() - theme::BESIDE_BAR;
    let widths = widths(ui, summary, width);
    let mut clicked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let head = head_room(ui, &widths);
        for (place, row) in summary.rows.iter().enumerate() {
            if row.kind.is_none() || !row.is_empty() {
                let figure = row_ui(ui, row, &widths);
                clicked = clicked.or(figure.map(|figure| (place, figure)));
            }
        }
        // The head stays in sight as long as a row of its table is.
        let last = ui.min_rect().bottom() - head.height();
        let top = head.top().max(ui.clip_rect().top()).min(last);
        let size = head.size();
        head_ui(
            ui,
            Rect::from_min_size(pos2(head.left(), top), size),
            &widths,
        );
    });
    clicked
}

/// The widths as on paper, but none narrower than its longest word; the others give way.
fn widths(ui: &Ui, summary: &Summary, width: f32) -> Vec<f32> {
    let font = TextStyle::Small.resolve(ui.style());
    let words = COLUMNS.iter().take(WORDS).map(|column| {
        let cells = summary.rows.iter().map(|row| (column.cell)(row).chinese());
        let widest = cells.map(|text| {
            let galley = ui
                .painter()
                .layout_no_wrap(text, font.clone(), ui.visuals().text_color());
            galley.size().x + 2.0 * PAD
        });
        widest.fold(0.0, f32::max)
    });
    let natural: f32 = COLUMNS.iter().map(|column| column.width).sum();
    let words = words
        .zip(COLUMNS)
        .map(|(widest, column)| widest.max(column.width * width / natural));
    let mut widths: Vec<f32> = words.collect();
    let taken: f32 = widths.iter().sum();
    let figures = COLUMNS.iter().skip(WORDS);
    let natural: f32 = figures.clone().map(|column| column.width).sum();
    widths.extend(figures.map(|column| column.width * (width - taken) / natural));
    widths
}

/// What a figure is called: the heading of its column.
pub(super) fn name(figure: Figure) -> &'static str {
    let column = COLUMNS.iter().find(|column| column.figure == Some(figure));
    column.map_or("", |column| match figure {
        Figure::FromEarlierYears | Figure::Overdue => column.head,
        Figure::NotOnTime => "办结了，但有环节超期",
        _ => column.group,
    })
}

fn head_room(ui: &mut Ui, widths: &[f32]) -> Rect {
    let font = TextStyle::Small.resolve(ui.style());
    let ink = ui.visuals().text_color();
    // A heading over two rows may need more lines than they are high.
    let tallest = groups().into_iter().map(|(first, count)| {
        let width: f32 = widths[first..first + count].iter().sum();
        let group = COLUMNS[first].group.to_owned();
        let galley = ui.painter().layout(group, font.clone(), ink, width - PAD);
        let rows = if count == 1 { 1.0 } else { 2.0 };
        rows * galley.size().y + PAD
    });
    let height = tallest.fold(2.0 * theme::row_height(ui) * ROW, f32::max);
    let size = vec2(widths.iter().sum(), height);
    ui.allocate_exact_size(size, Sense::hover()).0
}

fn head_ui(ui: &Ui, rect: Rect, widths: &[f32]) {
    let height = rect.height() / 2.0;
    let palette = theme::palette(ui);
    let font = TextStyle::Small.resolve(ui.style());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0, palette.ground);
    let mut x = rect.left();
    for (first, count) in groups() {
        let width: f32 = widths[first..first + count].iter().sum();
        let tall = if count == 1 { 2.0 * height } else { height };
        let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(width, tall));
        let group = COLUMNS[first].group.to_owned();
        let galley = painter.layout(group, font.clone(), palette.text, width - PAD);
        painter.galley(cell.center() - galley.size() / 2.0, galley, palette.text);
        if count > 1 {
            let mut left = x;
            for (column, width) in COLUMNS[first..].iter().zip(&widths[first..first + count]) {
                let middle = pos2(left + width / 2.0, rect.top() + 1.5 * height);
                painter.text(
                    middle,
                    Align2::CENTER_CENTER,
                    column.head,
                    font.clone(),
                    palette.weak,
                );
                left += width;
            }
        }
        painter.vline(x, rect.y_range(), Stroke::new(1.0, palette.line));
        x += width;
    }
    painter.hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, palette.line),
    );
}

fn row_ui(ui: &mut Ui, row: &Row, widths: &[f32]) -> Option<Figure> {
    let size = vec2(widths.iter().sum(), theme::row_height(ui) * ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let sums = row.kind.is_none();
    let palette = theme::palette(ui);
    let painter = ui.painter_at(rect);
    if sums {
        painter.rect_filled(rect, 0, palette.chosen);
    } else if response.contains_pointer() {
        painter.rect_filled(rect, 0, palette.hover);
    }
    let font = TextStyle::Small.resolve(ui.style());
    let mut clicked = None;
    let mut x = rect.left();
    let starts: Vec<usize> = groups().into_iter().map(|(first, _)| first).collect();
    for (index, (column, width)) in COLUMNS.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, rect.height()));
        let shown = (column.cell)(row);
        let text = shown.chinese();
        let leads = column.figure.filter(|figure| figure.of(row) != 0);
        let ink = if leads.is_some() {
            palette.accent
        } else if shown == Cell::Count(0) {
            palette.weak
        } else {
            palette.text
        };
        let ink = match column.figure {
            Some(Figure::Overdue) if leads.is_some() => palette.red,
            _ => ink,
        };
        if let Some(figure) = leads {
            let id = ui.scope_id().with((row.chinese(), index));
            let link = ui.interact(cell, id, Sense::click());
            link.widget_info(|| {
                let name = format!("{} {} {text}", row.chinese(), name(figure));
                WidgetInfo::labeled(Role::Button, true, name)
            });
            if link.hovered() || link.has_focus() {
                painter.rect_stroke(
                    cell.shrink(2.0),
                    3,
                    Stroke::new(1.0, palette.accent),
                    egui::StrokeKind::Inside,
                );
            }
            if link.on_hover_text("看看是哪些工单").clicked() {
                clicked = Some(figure);
            }
        }
        cell_text(&painter, cell, index < WORDS, &text, &font, ink);
        if starts.contains(&index) {
            painter.vline(x, rect.y_range(), Stroke::new(1.0, palette.line));
        }
        x += width;
    }
    painter.hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, palette.line),
    );
    let words: Vec<String> = COLUMNS
        .iter()
        .map(|column| (column.cell)(row).chinese())
        .collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.join(" ")));
    clicked
}

fn cell_text(
    painter: &Painter,
    cell: Rect,
    left: bool,
    text: &str,
    font: &FontId,
    ink: egui::Color32,
) {
    let clipped = painter.with_clip_rect(cell.intersect(painter.clip_rect()));
    let (place, align) = if left {
        (
            pos2(cell.left() + PAD, cell.center().y),
            Align2::LEFT_CENTER,
        )
    } else {
        (
            pos2(cell.right() - PAD, cell.center().y),
            Align2::RIGHT_CENTER,
        )
    };
    clipped.text(place, align, text, font.clone(), ink);
}
