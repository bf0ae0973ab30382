//! A customer's suspension year (暂停年历): a bar of the calendar year for each transformer, and what is used and left.

use chrono::{Datelike, NaiveDate};
use egui::{
    Align2, FontId, Label, Painter, Rect, RichText, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::model::suspension::Stretch;
use crate::office::suspension::{Line, Year};
use crate::rules::suspension::equipment;
use crate::rules::suspension::standing::{Piece, Stage};
use crate::ui::theme::{self, Palette};

use super::stretch::{self, Bar};

/// Share of the width for what a transformer is called.
const NAMES: f32 = 0.22;

/// A suspension that is being applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub plates: Vec<String>,
    pub stretch: Stretch,
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
            let pieces = line.standing.pieces(&line.suspension, &one.plate, today);
            for (piece, stretch) in pieces {
                if let Some(rect) = bar(stretch) {
                    Bar::Suspension(piece).paint(&painter, rect, palette);
                }
            }
        }
        let wished = planned.filter(|planned| planned.plates.contains(&one.plate));
        if let Some(rect) = wished.and_then(|planned| bar(planned.stretch)) {
            Bar::Wished.paint(&painter, rect, palette);
        }
    }
    if today.year() == year.year {
        let x = scale.x(today);
        let line = Stroke::new(1.0, palette.text);
        painter.vline(x, rect.top() + row..=rect.bottom(), line);
    }
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
    let planned_yet = |line: &Line| line.standing.stage == Stage::Planned;
    stretch::legend_ui(ui, |bar| match bar {
        Bar::Wished => planned.is_some(),
        Bar::Suspension(Piece::Sealed) => !year.lines.iter().all(planned_yet),
        Bar::Suspension(Piece::Reserved) => year.lines.iter().any(planned_yet),
        Bar::Suspension(Piece::Overrun) => year.lines.iter().any(|l| l.standing.overrun > 0),
        Bar::MeterOff => false,
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
            equipment::names_with_ends(one),
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
