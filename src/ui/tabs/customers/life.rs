//! The life of an account on one line of time (户号经历): short gaps keep room for their words, long ones grow with
//! their length; the words stand above and below the line in turn. A case leads to it.

use chrono::NaiveDate;
use egui::{Align2, Rect, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::model::vocabulary::AccountState;
use crate::office::customer::CustomerFile;
use crate::office::life::{LifeEvent, Mark, life};
use crate::ui::shell::{Action, Shell};
use crate::ui::theme;

use super::page::section_ui;

/// Room for the words of an event.
const WORDS: f32 = 116.0;
/// From the middle of the first words to the edge.
const MARGIN: f32 = WORDS / 2.0;
/// From the line to the words.
const OFF: f32 = 13.0;

pub(super) fn life_ui(ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
    section_ui(ui, "经历");
    let events = life(file);
    let over = matches!(
        file.customer.state,
        AccountState::Closed | AccountState::Split
    );
    let until = events.last().map_or(shell.today(), |last| last.on);
    let until = if over {
        until
    } else {
        until.max(shell.today())
    };
    let scale = theme::scale(ui);
    // Two neighbours stand on two sides, so each needs half the room.
    let least = (events.len() as f32 * WORDS / 2.0 + WORDS) * scale;
    let room = ui.available_width() - theme::BESIDE_BAR;
    ScrollArea::horizontal()
        .id_salt("life")
        .auto_shrink([false, true])
        .show(ui, |ui| line_ui(ui, shell, &events, until, room.max(least)));
}

fn line_ui(ui: &mut Ui, shell: &mut Shell, events: &[LifeEvent], until: NaiveDate, width: f32) {
    let palette = theme::palette(ui);
    let scale = theme::scale(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let row = ui.fonts_mut(|fonts| fonts.row_height(&small));
    let side = 2.0 * row + OFF * scale;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 2.0 * side), Sense::hover());
    response.widget_info(|| {
        let first = events.first().map_or(until, |event| event.on);
        let words = format!("经历：{first}至{until}，{}件事", events.len());
        WidgetInfo::labeled(egui::accesskit::Role::Label, true, words)
    });
    let y = rect.center().y;
    let places = places(events, until, width, MARGIN * scale, WORDS / 2.0 * scale);
    let place = |index: usize| rect.left() + places[index];
    let ends = [pos2(place(0), y), pos2(place(events.len()), y)];
    ui.painter()
        .line_segment(ends, Stroke::new(2.0, palette.line));
    for index in 0..events.len() {
        let next = events.get(index + 1).map_or(until, |event| event.on);
        let years = next.years_since(events[index].on).unwrap_or(0);
        let (from, to) = (place(index), place(index + 1));
        if years > 0 && to - from > WORDS * scale {
            let middle = pos2((from + to) / 2.0, y);
            let words =
                ui.painter()
                    .layout_no_wrap(format!("{years}年"), small.clone(), palette.weak);
            let patch = Rect::from_center_size(middle, words.size() + vec2(8.0, 0.0));
            ui.painter().rect_filled(patch, 0.0, palette.surface);
            ui.painter()
                .galley(patch.min + vec2(4.0, 0.0), words, palette.weak);
        }
    }
    for (index, event) in events.iter().enumerate() {
        let above = index % 2 == 0;
        let (top, bottom) = if above {
            (rect.top(), y + OFF * scale / 2.0)
        } else {
            (y - OFF * scale / 2.0, rect.bottom())
        };
        let half = MARGIN * scale;
        let area = Rect::from_min_max(
            pos2(place(index) - half, top),
            pos2(place(index) + half, bottom),
        );
        let first = if above { top } else { y + OFF * scale };
        event_ui(ui, shell, event, area, (y, first, first + row));
    }
    if events.last().is_some_and(|last| last.on < until) {
        let x = place(events.len());
        let first = if events.len().is_multiple_of(2) {
            rect.top()
        } else {
            y + OFF * scale
        };
        for (words, top) in [("今天", first), (&until.to_string(), first + row)] {
            let at = pos2(x, top);
            ui.painter()
                .text(at, Align2::CENTER_TOP, words, small.clone(), palette.weak);
        }
    }
}

/// The middle of each event and of the end, from the left: each gap has the least room, and of what is left a share
/// by its days.
fn places(events: &[LifeEvent], until: NaiveDate, width: f32, margin: f32, least: f32) -> Vec<f32> {
    let days = events.iter().map(|event| event.on).chain([until]);
    let days: Vec<NaiveDate> = days.collect();
    let gaps = days
        .windows(2)
        .map(|two| (two[1] - two[0]).num_days().max(0) as f32);
    let gaps: Vec<f32> = gaps.collect();
    let all: f32 = gaps.iter().sum::<f32>().max(1.0);
    let free = (width - 2.0 * margin - least * gaps.len() as f32).max(0.0);
    let mut at = margin;
    let mut places = vec![at];
    for gap in gaps {
        at += least + free * gap / all;
        places.push(at);
    }
    places
}

/// Mark, day and words; clicked, its case is opened.
fn event_ui(
    ui: &mut Ui,
    shell: &mut Shell,
    event: &LifeEvent,
    area: Rect,
    (y, day_at, words_at): (f32, f32, f32),
) {
    let palette = theme::palette(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let body = TextStyle::Body.resolve(ui.style());
    let sense = if event.case.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let id = ui
        .scope_id()
        .with(("life", event.on, &event.what, &event.case));
    let response = ui.interact(area, id, sense);
    let role = match event.case {
        Some(_) => egui::accesskit::Role::Button,
        None => egui::accesskit::Role::Label,
    };
    response.widget_info(|| {
        let case = event.case.as_deref().unwrap_or_default();
        let words = format!("{} {} {case}", event.on, event.in_words());
        WidgetInfo::labeled(role, true, words.trim_end())
    });
    if event.case.is_some() && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(area, 4, palette.hover);
    }
    let ink = match event.mark {
        Mark::End => palette.accent,
        Mark::Done => palette.green,
        Mark::UnderWay => palette.amber,
        Mark::Voided => palette.weak,
    };
    let x = area.center().x;
    let painter = ui.painter();
    let sign = Rect::from_center_size(pos2(x, y), vec2(body.size, body.size));
    painter.rect_filled(sign, 4, palette.surface);
    painter.text(
        pos2(x, y),
        Align2::CENTER_CENTER,
        event.mark.shape(),
        body,
        ink,
    );
    let day = event.on.to_string();
    painter.text(
        pos2(x, day_at),
        Align2::CENTER_TOP,
        day,
        small.clone(),
        palette.weak,
    );
    let words = event.in_words();
    painter.text(
        pos2(x, words_at),
        Align2::CENTER_TOP,
        words,
        small,
        palette.text,
    );
    if response.clicked()
        && let Some(case) = &event.case
    {
        shell.ask(Action::OpenCase(case.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(on: &str) -> LifeEvent {
        LifeEvent {
            on: on.parse().unwrap(),
            what: "移表".to_owned(),
            mark: Mark::Done,
            case: None,
        }
    }

    #[test]
    fn near_days_keep_their_room_and_far_ones_lie_apart() {
        let events = ["2010-01-01", "2026-08-31", "2026-08-31", "2026-09-01"].map(event);
        let until = "2026-11-23".parse().unwrap();
        let places = places(&events, until, 900.0, 50.0, 46.0);
        assert_eq!(places.len(), 5);
        assert_eq!((places[0], places[4].round()), (50.0, 850.0));
        assert!(
            places.windows(2).all(|two| two[1] - two[0] >= 46.0),
            "{places:?}"
        );
        assert!(places[1] - places[0] > 500.0, "{places:?}");
    }
}
