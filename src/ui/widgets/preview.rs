//! The paper itself (预览): the marks that will be printed, drawn on screen.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Painter, Rect, RichText, ScrollArea, Stroke, Ui, pos2, vec2,
};

use crate::paper::font::MM_PER_PT;
use crate::paper::{Document, Mark, Page};
use crate::ui::command::Command;
use crate::ui::{fonts, theme};

use super::button;

/// A document beside the work.
#[derive(Debug, Default)]
pub struct Preview {
    document: Option<Document>,
    page: usize,
}

/// What the clerk did with a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Nothing,
    Print,
    SaveAs,
}

impl Preview {
    pub fn show(&mut self, document: Option<Document>) {
        let pages = document.as_ref().map_or(0, |document| document.pages.len());
        self.page = self.page.min(pages.saturating_sub(1));
        self.document = document;
    }

    pub fn has_document(&self) -> bool {
        self.document.is_some()
    }

    /// Draws the page with its buttons; `printable` where the paper can be issued from here.
    pub fn preview_ui(&mut self, ui: &mut Ui, printable: bool) -> Wish {
        let Some(document) = &self.document else {
            ui.weak("这里预览要打印的文书");
            return Wish::Nothing;
        };
        let mut wish = Wish::Nothing;
        let pages = document.pages.len();
        ui.add(egui::Label::new(RichText::new(&document.title).strong()).truncate());
        ui.horizontal(|ui| {
            if printable {
                if button::primary_command_ui(ui, Command::Print).clicked() {
                    wish = Wish::Print;
                }
                if ui.button("另存为…").clicked() {
                    wish = Wish::SaveAs;
                }
            }
            page_buttons_ui(ui, &mut self.page, pages);
        });
        ui.add_space(4.0);
        let Some(page) = document.pages.get(self.page) else {
            return wish;
        };
        let text = document.page_text(self.page);
        ScrollArea::vertical()
            .id_salt("preview")
            .auto_shrink(false)
            .show(ui, |ui| page_ui(ui, page, &text));
        wish
    }
}

fn page_buttons_ui(ui: &mut Ui, page: &mut usize, pages: usize) {
    if pages < 2 {
        return;
    }
    ui.spacing_mut().button_padding.x = 8.0;
    let back = ui.add_enabled(*page > 0, egui::Button::new("‹"));
    if back.accessible_name("上一页").clicked() {
        *page -= 1;
    }
    ui.label(format!("第 {}/{pages} 页", *page + 1));
    let forward = ui.add_enabled(*page + 1 < pages, egui::Button::new("›"));
    if forward.accessible_name("下一页").clicked() {
        *page += 1;
    }
}

/// Draws a page as wide as there is room.
fn page_ui(ui: &mut Ui, page: &Page, text: &str) {
    let width = ui.available_width() - 10.0;
    let scale = width / page.width;
    let size = vec2(width, page.height * scale);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, format!("预览：{text}"))
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let sheet = rect.shrink(2.0);
    let corner = CornerRadius::same(1);
    ui.painter()
        .add(theme::sheet_shadow().as_shape(sheet, corner));
    ui.painter().rect_filled(sheet, corner, theme::SHEET);
    let painter = ui.painter().with_clip_rect(sheet.intersect(ui.clip_rect()));
    let pen = Pen {
        painter: &painter,
        origin: sheet.min,
        scale: sheet.width() / page.width,
        hairline: 1.0 / ui.pixels_per_point(),
    };
    for mark in &page.marks {
        pen.draw(mark);
    }
}

/// Draws marks at a scale of so many points a millimetre.
struct Pen<'a> {
    painter: &'a Painter,
    origin: egui::Pos2,
    scale: f32,
    hairline: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> egui::Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn draw(&self, mark: &Mark) {
        match mark {
            Mark::Text {
                x,
                baseline,
                size_pt,
                spacing,
                face,
                text,
            } => {
                let size = size_pt * MM_PER_PT * self.scale;
                let mut job = LayoutJob::single_section(
                    text.clone(),
                    TextFormat {
                        font_id: FontId::new(size, fonts::paper_family(*face)),
                        extra_letter_spacing: spacing * self.scale,
                        color: theme::INK,
                        ..TextFormat::default()
                    },
                );
                job.wrap.max_width = f32::INFINITY;
                let galley = self.painter.layout_job(job);
                let ascent = galley
                    .rows
                    .first()
                    .and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
                let place = self.at(*x, *baseline) - vec2(0.0, ascent.unwrap_or(size));
                self.painter.galley(place, galley, Color32::BLACK);
            }
            Mark::Line {
                x1,
                y1,
                x2,
                y2,
                width,
            } => {
                let ends = [self.at(*x1, *y1), self.at(*x2, *y2)];
                let width = (width * self.scale).max(self.hairline);
                self.painter
                    .line_segment(ends, Stroke::new(width, theme::INK));
            }
            Mark::Bar {
                x,
                y,
                width,
                height,
            } => {
                let bar = Rect::from_two_pos(self.at(*x, *y), self.at(x + width, y + height));
                self.painter.rect_filled(
                    Rect::from_min_max(pos2(bar.min.x, bar.min.y), bar.max),
                    CornerRadius::ZERO,
                    theme::INK,
                );
            }
        }
    }
}
