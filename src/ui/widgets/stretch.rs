//! Stretches of days as bars (时段): what each looks like, and what it means.

use egui::{Color32, Painter, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use crate::rules::suspension::standing::Piece;
use crate::ui::theme::{self, Palette};

/// Pixels between the lines of a hatching.
const HATCH: f32 = 6.0;

/// What a bar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    Suspension(Piece),
    /// A suspension that is being applied for.
    Wished,
    /// The meter is off.
    MeterOff,
}

impl Bar {
    pub const ALL: [Bar; 5] = [
        Bar::Suspension(Piece::Sealed),
        Bar::Suspension(Piece::Reserved),
        Bar::Suspension(Piece::Overrun),
        Bar::Wished,
        Bar::MeterOff,
    ];

    pub fn chinese(self) -> &'static str {
        match self {
            Bar::Suspension(piece) => piece.chinese(),
            Bar::Wished => "这次申请",
            Bar::MeterOff => "表已拆",
        }
    }

    pub fn paint(self, painter: &Painter, rect: Rect, palette: &Palette) {
        let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
        let (fill, line) = match self {
            Bar::Suspension(Piece::Sealed) => (palette.accent, palette.accent),
            Bar::Suspension(Piece::Reserved) => (palette.chosen, palette.accent),
            Bar::Suspension(Piece::Overrun) => (palette.red_ground, palette.red),
            Bar::Wished => (palette.amber_ground, palette.amber),
            Bar::MeterOff => (palette.ground, palette.weak),
        };
        painter.rect_filled(rect, 3, fill);
        if self == Bar::Suspension(Piece::Overrun) {
            hatch(&painter, rect, line);
        }
        painter.rect_stroke(rect, 3, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    }
}

fn hatch(painter: &Painter, rect: Rect, ink: Color32) {
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let ends = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
        painter.line_segment(ends, Stroke::new(1.5, ink));
        x += HATCH;
    }
}

/// The meaning of each bar that is there.
pub fn legend_ui(ui: &mut Ui, has: impl Fn(Bar) -> bool) {
    let shown: Vec<Bar> = Bar::ALL.into_iter().filter(|bar| has(*bar)).collect();
    if shown.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        for bar in shown {
            let size = vec2(22.0, 12.0) * theme::scale(ui);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            bar.paint(ui.painter(), rect, palette);
            ui.label(RichText::new(bar.chinese()).small());
        }
    });
}
