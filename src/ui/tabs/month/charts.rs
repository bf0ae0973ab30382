//! Two plain charts: accepted, completed and the on-time rate by month, and the steps that cases stand at.

use egui::{
    Align2, Color32, Label, Rect, RichText, Sense, TextStyle, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use crate::model::summary::Summary;
use crate::report::columns::Cell;
use crate::ui::theme;

/// Height of a chart at the usual text size.
const HEIGHT: f32 = 190.0;
/// Share of the room of a pair of bars that they fill.
const FILL: f32 = 0.6;
/// A bar is never broader.
const BROADEST: f32 = 28.0;

/// A pair of bars over a name, and what else is said of it.
struct Pair {
    name: String,
    note: String,
    values: [i64; 2],
}

/// Draws both beside each other.
pub(super) fn charts_ui(ui: &mut Ui, summary: &Summary) {
    let palette = theme::palette(ui);
    let months = summary.months.iter().map(|month| Pair {
        name: month.month.to_string().split_off(5) + "月",
        note: Cell::Rate(month.on_time_rate).chinese(),
        values: [month.accepted.cases, month.completed.cases],
    });
    let steps = summary.steps.iter().map(|step| Pair {
        name: step.name.clone(),
        note: String::new(),
        values: [step.in_hand, step.overdue],
    });
    let half = (ui.available_width() - theme::APART - theme::BESIDE_BAR) / 2.0;
    let (months, steps): (Vec<Pair>, Vec<Pair>) = (months.collect(), steps.collect());
    ui.horizontal_top(|ui| {
        let inks = [palette.accent, palette.amber];
        let title = "本年各月（户，下为按期率）";
        ui.allocate_ui(vec2(half, HEIGHT), |ui| {
            chart_ui(
                ui,
                half,
                title,
                &[("受理", inks[0]), ("办结", inks[1])],
                &months,
            );
        });
        ui.add_space(theme::APART);
        let inks = [palette.accent, palette.red];
        let title = "期末各环节（户）";
        ui.allocate_ui(vec2(half, HEIGHT), |ui| {
            ui.vertical(|ui| {
                chart_ui(
                    ui,
                    half,
                    title,
                    &[("在办", inks[0]), ("超期", inks[1])],
                    &steps,
                );
                let end = summary.total().map_or(0, |row| row.end.cases);
                if summary.steps.iter().map(|step| step.in_hand).sum::<i64>() > end {
                    let words = format!(
                        "一户的业务可以同时在几个环节上，所以各环节加起来比期末在办的{end}户多。"
                    );
                    ui.add(Label::new(RichText::new(words).weak()).wrap());
                }
            });
        });
    });
}

fn chart_ui(ui: &mut Ui, width: f32, title: &str, series: &[(&str, Color32); 2], pairs: &[Pair]) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).strong());
            for (name, ink) in series {
                let (mark, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
                ui.painter().rect_filled(mark, 2, *ink);
                ui.weak(*name);
            }
        });
        if pairs.is_empty() {
            ui.weak("没有");
            return;
        }
        let size = vec2(width, HEIGHT * theme::scale(ui));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let words = pairs.iter().map(|pair| {
            let [first, second] = pair.values;
            let counts = format!("{}{}{first}{}{second}", pair.name, series[0].0, series[1].0);
            match pair.note.as_str() {
                "" => counts,
                note => format!("{counts}按期率{note}"),
            }
        });
        let words = format!("{title}：{}", words.collect::<Vec<_>>().join("，"));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        bars(ui, rect, series, pairs);
    });
}

fn bars(ui: &Ui, rect: Rect, series: &[(&str, Color32); 2], pairs: &[Pair]) {
    let palette = theme::palette(ui);
    let font = TextStyle::Small.resolve(ui.style());
    let text = ui.text_style_height(&TextStyle::Small);
    let painter = ui.painter_at(rect);
    let most = pairs
        .iter()
        .flat_map(|pair| pair.values)
        .max()
        .unwrap_or(0)
        .max(1);
    let noted = pairs.iter().any(|pair| !pair.note.is_empty());
    let under = if noted { 2.0 * text } else { text };
    let (top, bottom) = (rect.top() + text, rect.bottom() - under - 4.0);
    painter.hline(rect.x_range(), bottom, egui::Stroke::new(1.0, palette.line));
    let room = rect.width() / pairs.len() as f32;
    let broad = (room * FILL / 2.0).min(BROADEST);
    for (index, pair) in pairs.iter().enumerate() {
        let middle = rect.left() + room * (index as f32 + 0.5);
        for (side, (value, (_, ink))) in pair.values.iter().zip(series).enumerate() {
            let height = (bottom - top) * (*value as f32 / most as f32);
            let left = middle + broad * (side as f32 - 1.0);
            let bar = Rect::from_min_max(
                pos2(left + 1.0, bottom - height),
                pos2(left + broad - 1.0, bottom),
            );
            painter.rect_filled(bar, 2, *ink);
            if *value != 0 {
                let place = pos2(bar.center().x, bar.top() - 1.0);
                painter.text(
                    place,
                    Align2::CENTER_BOTTOM,
                    value,
                    font.clone(),
                    palette.text,
                );
            }
        }
        let under = Rect::from_min_max(
            pos2(middle - room / 2.0, bottom),
            pos2(middle + room / 2.0, rect.bottom()),
        );
        let clipped = painter.with_clip_rect(under.intersect(rect));
        clipped.text(
            pos2(middle, bottom + 2.0),
            Align2::CENTER_TOP,
            &pair.name,
            font.clone(),
            palette.weak,
        );
        clipped.text(
            pos2(middle, bottom + 2.0 + text),
            Align2::CENTER_TOP,
            &pair.note,
            font.clone(),
            palette.weak,
        );
    }
}
