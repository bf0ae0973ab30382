//! The life of an account on one line of time (户号经历): short gaps keep room for their words, long ones grow with
//! their length; the words stand above and below the line in turn, stretches of days lie on it. A case leads to it.

use chrono::NaiveDate;
use egui::{Align2, Rect, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::office::customer::CustomerFile;
use crate::office::life::{self, During, Life, LifeEvent, LifeStretch, Mark, Told};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::stretch::{self, Bar};

use super::page::section_ui;

/// Room for the words of an event.
const WORDS: f32 = 116.0;
/// From the middle of the first words to the edge.
const MARGIN: f32 = WORDS / 2.0;
/// From the line, or the bars on it, to the words.
const OFF: f32 = 13.0;
/// How high a bar is, and how far the next one at the same time lies from it.
const BAR: f32 = 8.0;
const NEXT_BAR: f32 = 10.0;

/// The line, read once for each change of the records.
#[derive(Debug, Default)]
pub(super) struct LifeLine {
    life: Cached<Life>,
}

impl LifeLine {
    pub(super) fn life_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
        section_ui(ui, "经历");
        self.life.refresh(shell, |work| life::life(work, file));
        let Some(life) = self.life.value() else {
            return;
        };
        // Two neighbours stand on two sides, so each needs half the room.
        let least = (life.events.len() as f32 * WORDS / 2.0 + WORDS) * theme::scale(ui);
        let room = ui.available_width() - theme::BESIDE_BAR;
        ScrollArea::horizontal()
            .id_salt("life")
            .auto_shrink([false, true])
            .show(ui, |ui| line_ui(ui, shell, life, room.max(least)));
        stretch::legend_ui(ui, |bar| {
            life.stretches.iter().any(|one| bar_of(one) == bar)
        });
    }
}

fn bar_of(stretch: &LifeStretch) -> Bar {
    match stretch.during {
        During::Suspension(piece) => Bar::Suspension(piece),
        During::MeterOff => Bar::MeterOff,
    }
}

fn line_ui(ui: &mut Ui, shell: &mut Shell, life: &Life, width: f32) {
    let events = &life.events;
    let palette = theme::palette(ui);
    let scale = theme::scale(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let row = ui.fonts_mut(|fonts| fonts.row_height(&small));
    let lanes = lanes(&life.stretches);
    let most = lanes.iter().max().map_or(0, |most| *most);
    let off = (OFF + most as f32 * NEXT_BAR / 2.0) * scale;
    let rows = |event: &LifeEvent| if event.readings.is_empty() { 2.0 } else { 3.0 };
    let most_rows = events.iter().map(rows).fold(2.0, f32::max);
    let side = most_rows * row + off;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 2.0 * side), Sense::hover());
    response.widget_info(|| {
        let days = [events.first(), events.last()].map(|event| event.map(|event| event.on));
        let [first, last] = days.map(Option::unwrap_or_default);
        let happened = events.iter().filter(|event| event.mark != Mark::Today);
        let words = format!("经历：{first}至{last}，{}件事", happened.count());
        WidgetInfo::labeled(egui::accesskit::Role::Label, true, words)
    });
    let y = rect.center().y;
    let days: Vec<NaiveDate> = events.iter().map(|event| event.on).collect();
    let places = places(&days, width, MARGIN * scale, WORDS / 2.0 * scale);
    let place = |index: usize| rect.left() + places[index];
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        let ends = [first, last].map(|x| pos2(rect.left() + x, y));
        ui.painter()
            .line_segment(ends, Stroke::new(2.0, palette.line));
    }
    for index in 1..events.len() {
        let years = days[index].years_since(days[index - 1]).unwrap_or(0);
        let (from, to) = (place(index - 1), place(index));
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
    for (stretch, lane) in life.stretches.iter().zip(lanes) {
        let [from, until] = ends(stretch, events, &places).map(|x| rect.left() + x);
        let middle = y + (lane as f32 - most as f32 / 2.0) * NEXT_BAR * scale;
        let size = vec2((until - from).max(3.0), BAR * scale);
        let bar = Rect::from_min_size(pos2(from, middle - size.y / 2.0), size);
        stretch_ui(ui, stretch, bar);
    }
    for (index, event) in events.iter().enumerate() {
        let above = index % 2 == 0;
        let (top, bottom) = if above {
            (rect.top(), y + off / 2.0)
        } else {
            (y - off / 2.0, rect.bottom())
        };
        let half = MARGIN * scale;
        let area = Rect::from_min_max(
            pos2(place(index) - half, top),
            pos2(place(index) + half, bottom),
        );
        // Above, the words stand on the line; below, they hang from it.
        let first = if above {
            y - off - rows(event) * row
        } else {
            y + off
        };
        event_ui(ui, shell, event, area, (y, first, row));
    }
}

/// A bar on the line that says what it is.
fn stretch_ui(ui: &Ui, stretch: &LifeStretch, bar: Rect) {
    bar_of(stretch).paint(ui.painter(), bar, theme::palette(ui));
    let id = ui.scope_id().with((
        "stretch",
        stretch.during,
        stretch.days.from,
        &stretch.number,
        &stretch.equipment,
    ));
    let words = stretch.in_words();
    let response = ui.interact(bar, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
    response.on_hover_text(&words);
}

/// For each stretch the lowest lane in which none before it lies at the same time.
fn lanes(stretches: &[LifeStretch]) -> Vec<usize> {
    let mut lanes: Vec<usize> = Vec::new();
    for (index, one) in stretches.iter().enumerate() {
        let taken: Vec<usize> = stretches[..index]
            .iter()
            .zip(&lanes)
            .filter(|(other, _)| !one.days.shared(other.days).is_empty())
            .map(|(_, lane)| *lane)
            .collect();
        lanes.push((0..).find(|lane| !taken.contains(lane)).unwrap_or(0));
    }
    lanes
}

/// Where a stretch begins, at its own case where that is on the line, and where it ends.
fn ends(stretch: &LifeStretch, events: &[LifeEvent], places: &[f32]) -> [f32; 2] {
    let of_case = |event: &LifeEvent| {
        event.on == stretch.days.from
            && event.case().is_some()
            && event.case() == stretch.number.as_deref()
    };
    let begins = events.iter().position(of_case).map(|index| places[index]);
    let days: Vec<NaiveDate> = events.iter().map(|event| event.on).collect();
    let from = begins.unwrap_or_else(|| x_of(stretch.days.from, &days, places));
    [from, x_of(stretch.days.until, &days, places).max(from)]
}

/// The place of a day among the events: at the first one of that day, else between its neighbours.
fn x_of(day: NaiveDate, days: &[NaiveDate], places: &[f32]) -> f32 {
    let index = days.partition_point(|other| *other < day);
    match (index.checked_sub(1), days.get(index)) {
        (_, None) => places.last().copied().unwrap_or_default(),
        (None, Some(_)) => places[0],
        (Some(before), Some(next)) => {
            let all = (*next - days[before]).num_days() as f32;
            let gone = (day - days[before]).num_days() as f32;
            places[before] + (places[index] - places[before]) * gone / all
        }
    }
}

/// The middle of each event, from the left: each gap has the least room, and of what is left a share that grows with
/// its days, less and less, so that the weeks of a suspension are seen beside ten years.
fn places(days: &[NaiveDate], width: f32, margin: f32, least: f32) -> Vec<f32> {
    let gaps = days
        .windows(2)
        .map(|two| ((two[1] - two[0]).num_days().max(0) as f32).sqrt());
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
    (y, top, row): (f32, f32, f32),
) {
    let palette = theme::palette(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let body = TextStyle::Body.resolve(ui.style());
    // A complaint stands further down on the page.
    let leads_to = event.told.as_ref().and_then(|told| match told {
        Told::Case(number) => Some(Action::OpenCase(number.clone())),
        Told::Claim(number) => Some(Action::OpenClaim(number.clone())),
        Told::Complaint(_) => None,
    });
    let sense = if leads_to.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let id = ui
        .scope_id()
        .with(("life", event.on, &event.what, &event.told));
    let response = ui.interact(area, id, sense);
    let role = match leads_to {
        Some(_) => egui::accesskit::Role::Button,
        None => egui::accesskit::Role::Label,
    };
    response.widget_info(|| {
        let number = event.told.as_ref().map_or("", Told::number);
        let words = [
            &event.on.to_string(),
            &event.in_words(),
            number,
            &event.readings,
        ];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        WidgetInfo::labeled(role, true, words.join(" "))
    });
    if leads_to.is_some() && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(area, 4, palette.hover);
    }
    let ink = match event.mark {
        Mark::End => palette.accent,
        Mark::Done => palette.green,
        Mark::UnderWay => palette.amber,
        Mark::Voided | Mark::Today | Mark::Ahead => palette.weak,
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
    let lines = [
        (event.on.to_string(), palette.weak),
        (event.in_words(), palette.text),
        (event.readings.clone(), palette.weak),
    ];
    for (index, (words, ink)) in lines.into_iter().enumerate() {
        let at = pos2(x, top + index as f32 * row);
        painter.text(at, Align2::CENTER_TOP, words, small.clone(), ink);
    }
    if response.clicked()
        && let Some(leads_to) = leads_to
    {
        shell.ask(leads_to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::suspension::Stretch;

    #[test]
    fn near_days_keep_their_room_and_far_ones_lie_apart() {
        let days = [
            "2010-01-01",
            "2026-08-31",
            "2026-08-31",
            "2026-09-01",
            "2026-11-23",
        ];
        let days = days.map(|day| day.parse().unwrap());
        let places = places(&days, 900.0, 50.0, 46.0);
        assert_eq!(places.len(), 5);
        assert_eq!((places[0], places[4].round()), (50.0, 850.0));
        assert!(
            places.windows(2).all(|two| two[1] - two[0] >= 46.0),
            "{places:?}"
        );
        assert!(places[1] - places[0] > 500.0, "{places:?}");
        let x = |day: &str| x_of(day.parse().unwrap(), &days, &places);
        assert_eq!(x("2026-08-31"), places[1]);
        assert!(places[3] < x("2026-10-01") && x("2026-10-01") < places[4]);
        assert_eq!((x("2009-01-01"), x("2030-01-01")), (places[0], places[4]));
    }

    #[test]
    fn stretches_at_the_same_time_lie_in_lanes_of_their_own() {
        let stretch = |from: &str, until: &str| LifeStretch {
            days: Stretch::new(from.parse().unwrap(), until.parse().unwrap()),
            during: During::MeterOff,
            equipment: String::new(),
            number: None,
        };
        let all = [
            stretch("2026-01-01", "2026-03-01"),
            stretch("2026-02-01", "2026-04-01"),
            stretch("2026-03-01", "2026-05-01"),
        ];
        assert_eq!(lanes(&all), [0, 1, 0]);
    }
}
