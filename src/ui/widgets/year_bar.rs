//! A customer's suspension year (暂停年历): a bar of the calendar year for each transformer, and what is used and left.

use chrono::{Datelike, NaiveDate};
use egui::{
    Align2, Color32, FontId, Label, Painter, Rect, RichText, Sense, Stroke, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::model::suspension::Stretch;
use crate::office::suspension::{Line, Year};
use crate::rules::suspension::equipment;
use crate::rules::suspension::standing::Stage;
use crate::ui::theme::{self, Palette};

/// Share of the width for what a transformer is called.
const NAMES: f32 = 0.22;
/// Pixels between the lines of a hatching.
const HATCH: f32 = 6.0;

/// A suspension that is being applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub plates: Vec<String>,
    pub stretch: Stretch,
}

/// What a piece of a bar means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Accepted, not sealed.
    Reserved,
    Sealed,
    /// Under seal after the end: billed in full.
    Overrun,
    /// Being applied for.
    Wished,
}

impl Piece {
    const ALL: [(Piece, &'static str); 4] = [
        (Piece::Sealed, "暂停"),
        (Piece::Reserved, "已受理待加封"),
        (Piece::Overrun, "到期未恢复"),
        (Piece::Wished, "这次申请"),
    ];

    fn paint(self, painter: &Painter, rect: Rect, palette: &Palette) {
        let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
        let (fill, line) = match self {
            Piece::Sealed => (palette.accent, palette.accent),
            Piece::Reserved => (palette.chosen, palette.accent),
            Piece::Overrun => (palette.red_ground, palette.red),
            Piece::Wished => (palette.amber_ground, palette.amber),
        };
        painter.rect_filled(rect, 3, fill);
        if self == Piece::Overrun {
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

/// Draws the year; says aloud, and in a line below, what it shows.
pub fn year_ui(ui: &mut Ui, year: &Year, planned: Option<&Planned>, today: NaiveDate) {
    bars_ui(ui, year, planned, today);
    legend_ui(ui, year, planned);
    ui.add(Label::new(RichText::new(used_in_words(year)).strong()).wrap());
    ui.add(Label::new(RichText::new(possible_in_words(year)).weak()).wrap());
}

fn bars_ui(ui: &mut Ui, year: &Year, planned: Option<&Planned>, today: NaiveDate) {
    let palette = theme::palette(ui);
    let row = theme::row_height(ui) * 0.9;
    let rows = year.equipment.len() as f32;
    let size = vec2(ui.available_width() - theme::BESIDE_BAR, row * (rows + 1.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let in_words = aloud(year);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Label, true, &in_words));
    let painter = ui.painter_at(rect);
    let font = TextStyle::Small.resolve(ui.style());
    let scale = Scale::new(year.year, rect);
    months(&painter, &scale, row, palette, &font);
    for (index, one) in year.equipment.iter().enumerate() {
        let top = rect.top() + row * (index as f32 + 1.0);
        let kva = one.kva.normalize();
        let name = format!("{} {kva} kVA", equipment::name(one));
        let place =
            Rect::from_min_size(pos2(rect.left(), top), vec2(scale.left - rect.left(), row));
        let clipped = painter.with_clip_rect(place);
        clipped.text(
            place.left_center(),
            Align2::LEFT_CENTER,
            name,
            font.clone(),
            palette.text,
        );
        let bar = |stretch: Stretch| scale.bar(stretch, top + 4.0, row - 8.0);
        for line in &year.lines {
            for (piece, stretch) in pieces(line, &one.plate, today) {
                if let Some(rect) = bar(stretch) {
                    piece.paint(&painter, rect, palette);
                }
            }
        }
        let wished = planned.filter(|planned| planned.plates.contains(&one.plate));
        if let Some(rect) = wished.and_then(|planned| bar(planned.stretch)) {
            Piece::Wished.paint(&painter, rect, palette);
        }
    }
    if today.year() == year.year {
        let x = scale.x(today);
        let line = Stroke::new(1.0, palette.text);
        painter.vline(x, rect.top() + row..=rect.bottom(), line);
    }
}

/// What happened, and is to happen, to a transformer.
fn pieces(line: &Line, plate: &str, today: NaiveDate) -> Vec<(Piece, Stretch)> {
    let one = &line.suspension;
    if one.equipment.iter().all(|piece| piece.plate != plate) {
        return Vec::new();
    }
    let stretch = one.stretch_of(plate);
    if one.sealing.is_none() {
        return vec![(Piece::Reserved, stretch)];
    }
    let full_from = line.standing.full_from;
    let gone = one.gone_on(plate);
    let over = Stretch::new(
        full_from.max(stretch.from),
        gone.unwrap_or(today.max(full_from)),
    );
    let running = Stretch::new(stretch.from, stretch.until.min(full_from));
    vec![(Piece::Sealed, running), (Piece::Overrun, over)]
}

/// Where the days of a year lie.
struct Scale {
    year: i32,
    left: f32,
    width: f32,
    top: f32,
    bottom: f32,
}

impl Scale {
    fn new(year: i32, rect: Rect) -> Self {
        let left = rect.left() + rect.width() * NAMES;
        Self {
            year,
            left,
            width: rect.right() - left,
            top: rect.top(),
            bottom: rect.bottom(),
        }
    }

    fn x(&self, day: NaiveDate) -> f32 {
        let days = if day.year() > self.year {
            366.0
        } else if day.year() < self.year {
            0.0
        } else {
            day.ordinal0() as f32
        };
        self.left + self.width * (days / 366.0)
    }

    /// The part of a stretch in the year; `None` where there is none.
    fn bar(&self, stretch: Stretch, top: f32, height: f32) -> Option<Rect> {
        let part = stretch.in_year(self.year);
        (!part.is_empty()).then(|| {
            let right = self.x(part.until).max(self.x(part.from) + 3.0);
            Rect::from_min_max(pos2(self.x(part.from), top), pos2(right, top + height))
        })
    }
}

fn months(painter: &Painter, scale: &Scale, row: f32, palette: &Palette, font: &FontId) {
    for month in 1..=12 {
        let Some(first) = NaiveDate::from_ymd_opt(scale.year, month, 1) else {
            continue;
        };
        let x = scale.x(first);
        let line = Stroke::new(1.0, palette.line);
        painter.vline(x, scale.top + row..=scale.bottom, line);
        let place = pos2(x + scale.width / 24.0, scale.top + row / 2.0);
        let word = format!("{month}月");
        painter.text(
            place,
            Align2::CENTER_CENTER,
            word,
            font.clone(),
            palette.weak,
        );
    }
}

/// The meaning of each colour that is there.
fn legend_ui(ui: &mut Ui, year: &Year, planned: Option<&Planned>) {
    let has = |piece: Piece| match piece {
        Piece::Wished => planned.is_some(),
        Piece::Sealed => year
            .lines
            .iter()
            .any(|line| line.standing.stage != Stage::Planned),
        Piece::Reserved => year
            .lines
            .iter()
            .any(|line| line.standing.stage == Stage::Planned),
        Piece::Overrun => year.lines.iter().any(|line| line.standing.overrun > 0),
    };
    let shown: Vec<_> = Piece::ALL
        .into_iter()
        .filter(|(piece, _)| has(*piece))
        .collect();
    if shown.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        for (piece, word) in shown {
            let size = vec2(22.0, 12.0) * theme::scale(ui);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            piece.paint(ui.painter(), rect, palette);
            ui.label(RichText::new(word).small());
        }
    });
}

/// `已用1/2次 · 60/180天 · 还剩120天`
pub fn used_in_words(year: &Year) -> String {
    format!(
        "{}年已用{}/{}次 · {}/{}天 · 还剩{}天",
        year.year,
        year.times_used,
        year.times_allowed,
        year.days_used,
        year.days_allowed,
        year.days_left()
    )
}

fn possible_in_words(year: &Year) -> String {
    let Some(possible) = year.possible else {
        return "以后的年份也不能再申请暂停。".to_owned();
    };
    let days = format!(
        "最早{}起，最迟到{}恢复（{}天）",
        possible.earliest,
        possible.latest_to,
        possible.days()
    );
    if possible.earliest.year() == year.year {
        format!("还可以暂停：{days}。")
    } else if year.times_used >= year.times_allowed {
        format!("{}年的次数已用完（SUSPEND-2）；{days}。", year.year)
    } else {
        format!("{}年不能再申请；{days}。", year.year)
    }
}

/// The bars in words.
fn aloud(year: &Year) -> String {
    let lines = year.lines.iter().map(|line| {
        let one = &line.suspension;
        format!(
            "{}{}至{}{}",
            equipment::names(&one.equipment),
            one.start(),
            one.to,
            line.standing.stage.chinese()
        )
    });
    let lines: Vec<String> = lines.collect();
    let said = if lines.is_empty() {
        "没有暂停".to_owned()
    } else {
        lines.join("；")
    };
    format!("{}年：{said}", year.year)
}
