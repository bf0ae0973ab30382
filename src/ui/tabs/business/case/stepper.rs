//! The stepper: every step with its day, and the limit that runs on it.

use egui::text::LayoutJob;
use egui::{
    Align, Color32, CornerRadius, FontId, Label, Pos2, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, TextStyle, Ui, pos2, vec2,
};

use crate::model::case::StepId;
use crate::office::case_file::{CaseFile, StepperItem};
use crate::rules::procedure::Standing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};

/// Characters of a step's name that stand side by side at least.
const NARROWEST: f32 = 4.4;
/// Height of the page, at the usual text size, below which the steps are not named one by one.
const SHORT: f32 = 400.0;
/// The same where they would take two lines.
const SHORT_FOR_TWO_LINES: f32 = 600.0;

/// How a step is drawn.
struct Look {
    shape: &'static str,
    /// The day it was done, or the limit that runs.
    under: String,
    /// The round, from the second on.
    round: String,
    ink: Color32,
}

/// Measures of the steps: so many in a line, each so wide and so high.
struct Shape {
    in_line: usize,
    width: f32,
    height: f32,
}

/// Whether the case has so little room that the names of all steps would take that of the step's fields:
/// large letters on a small screen.
pub(super) fn is_short(ui: &Ui, file: &CaseFile) -> bool {
    let count = file.stepper.len();
    let two_lines = in_line(
        ui,
        ui.available_width() - 2.0 * f32::from(theme::EDGE),
        count,
    ) < count;
    let least = if two_lines {
        SHORT_FOR_TWO_LINES
    } else {
        SHORT
    };
    ui.available_height() < least * theme::scale(ui)
}

/// Steps that stand in a line: all of them while their names have room, else half.
fn in_line(ui: &Ui, width: f32, count: usize) -> usize {
    let narrowest = TextStyle::Small.resolve(ui.style()).size * NARROWEST + 6.0;
    let fits = (width / narrowest) as usize;
    if count <= fits {
        count
    } else {
        count.div_ceil(2)
    }
}

/// `short`: only the steps at hand are named. Returns the step clicked that is not passed.
pub(super) fn stepper_ui<'a>(
    ui: &mut Ui,
    shell: &Shell,
    file: &'a CaseFile,
    short: bool,
) -> Option<&'a StepperItem> {
    let count = file.stepper.len();
    if count == 0 {
        return None;
    }
    let mut clicked = None;
    let scale = theme::scale(ui);
    let looks: Vec<Look> = file
        .stepper
        .iter()
        .map(|item| look(ui, shell, file, item))
        .collect();
    let shape = if short {
        Shape {
            in_line: count,
            width: ui.available_width() / count as f32,
            height: 25.0 * scale,
        }
    } else {
        shape(ui, file, &looks)
    };
    let lines = count.div_ceil(shape.in_line);
    let size = vec2(ui.available_width(), shape.height * lines as f32);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let steps = file.stepper.iter().zip(&looks);
    let spoken = steps.clone().map(|(item, look)| {
        let words = format!("{}{} {}", item.name, look.round, look.under);
        words.trim_end().to_owned()
    });
    let spoken: Vec<String> = spoken.collect();
    response.widget_info(|| {
        let words = format!("进度：{}", spoken.join("，"));
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, words)
    });
    for (index, (item, look)) in steps.enumerate() {
        let (line_number, place) = (index / shape.in_line, index % shape.in_line);
        let x = rect.left() + shape.width * (place as f32 + 0.5);
        let y = rect.top() + shape.height * line_number as f32 + 12.0 * scale;
        let center = pos2(x, y);
        let passed = item.standing == Standing::Passed;
        if place > 0 {
            line(ui, center, shape.width, scale, passed);
        }
        sign(ui, center, look);
        if !short {
            words(ui, center, shape.width, scale, item, look);
        }
        let passed = passed || file.next.is_empty();
        if !passed && place_ui(ui, rect, &shape, index, item).clicked() {
            clicked = Some(item);
        }
    }
    if short {
        running_ui(ui, file, &looks);
    }
    clicked
}

/// The ground of a step, to be clicked.
fn place_ui(ui: &Ui, rect: Rect, shape: &Shape, index: usize, item: &StepperItem) -> Response {
    let corner = vec2(
        shape.width * (index % shape.in_line) as f32,
        shape.height * (index / shape.in_line) as f32,
    );
    let ground = Rect::from_min_size(rect.min + corner, vec2(shape.width, shape.height));
    let response = ui.interact(
        ground,
        ui.scope_id().with(("step", &item.step)),
        Sense::click(),
    );
    response.widget_info(|| {
        let name = format!("环节：{}", item.name);
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
    });
    if response.hovered() || response.has_focus() {
        let ink = theme::palette(ui).line;
        let frame = ground.shrink(1.0);
        let stroke = Stroke::new(1.0, ink);
        ui.painter()
            .rect_stroke(frame, CornerRadius::same(5), stroke, StrokeKind::Inside);
    }
    response
}

/// What a step chosen before its time waits for.
pub(super) fn waits_for_ui(ui: &mut Ui, file: &CaseFile, step: &StepId) {
    let items = file.stepper.iter().filter(|item| item.step == *step);
    let refusals = items.flat_map(|item| &item.waits_for);
    let palette = theme::palette(ui);
    for refusal in refusals {
        let words = format!("▲ {}（{}）。", refusal.message, refusal.rule);
        ui.add(Label::new(RichText::new(words).small().color(palette.amber)).wrap());
    }
}

/// One line while the names have room, else two, evenly filled.
fn shape(ui: &Ui, file: &CaseFile, looks: &[Look]) -> Shape {
    let small = TextStyle::Small.resolve(ui.style());
    let in_line = in_line(ui, ui.available_width(), file.stepper.len());
    let width = ui.available_width() / in_line as f32;
    let line_height = ui.fonts_mut(|fonts| fonts.row_height(&small));
    let names = file.stepper.iter().map(|item| {
        let job = centred(&item.name, &small, theme::palette(ui).text, width);
        ui.painter().layout_job(job).size().y
    });
    let names = names.fold(line_height, f32::max);
    let rounds = looks.iter().any(|look| !look.round.is_empty());
    let below = if rounds { 2.0 } else { 1.0 } * line_height;
    Shape {
        in_line,
        width,
        height: 25.0 * theme::scale(ui) + names + below + 4.0,
    }
}

/// The steps at hand and the limits that run, in a line.
fn running_ui(ui: &mut Ui, file: &CaseFile, looks: &[Look]) {
    ui.horizontal_wrapped(|ui| {
        for (item, look) in file.stepper.iter().zip(looks) {
            let at_hand = item.standing == Standing::Next;
            if at_hand || (item.standing == Standing::Later && !look.under.is_empty()) {
                let Look { shape, under, .. } = look;
                let words = format!("{shape} {}{} {under}", item.name, look.round);
                ui.label(RichText::new(words).small().color(look.ink));
            }
        }
    });
}

/// The round at which a step stands, from the second on.
fn round(file: &CaseFile, step: &StepId) -> String {
    let next = file.next.iter().find(|next| next.step == *step);
    if let Some((done, parts)) = parts_done(file, step) {
        return if done == 0 || done == parts {
            String::new()
        } else {
            format!("{done}/{parts}份")
        };
    }
    let recorded = file.steps.iter().rev();
    let mut recorded = recorded.filter(|record| record.withdrawn.is_none());
    let round = match next {
        Some(next) => next.round,
        None => recorded
            .find(|record| record.step == *step)
            .map_or(1, |record| record.round),
    };
    if round > 1 {
        format!("第{round}次")
    } else {
        String::new()
    }
}

/// Of a step that is recorded once a part: how many parts of how many.
fn parts_done(file: &CaseFile, step: &StepId) -> Option<(usize, usize)> {
    let standing = file.parts.iter();
    let done = match step.as_str() {
        "contract_signed" => standing
            .filter(|one| one.contract_signed_on.is_some())
            .count(),
        "metered" => standing.filter(|one| one.metered_on.is_some()).count(),
        _ => return None,
    };
    (!file.parts.is_empty()).then_some((done, file.parts.len()))
}

fn look(ui: &Ui, shell: &Shell, file: &CaseFile, item: &StepperItem) -> Look {
    let (shape, under, ink) = standing(ui, shell, item);
    Look {
        shape,
        under,
        round: round(file, &item.step),
        ink,
    }
}

/// Shape, the day below it, and colour.
fn standing(ui: &Ui, shell: &Shell, item: &StepperItem) -> (&'static str, String, Color32) {
    let palette = theme::palette(ui);
    let near = chip::near_until(&shell.manual().calendar, shell.today());
    // A limit that an earlier round met is over.
    let running = item.deadline.as_ref().filter(|limit| limit.done.is_none());
    match (item.standing, item.done_on, running) {
        (Standing::Passed, day, _) => {
            let day = day.map(|day| day.format("%m-%d").to_string());
            ("✓", day.unwrap_or_default(), palette.green)
        }
        (standing, _, Some(deadline)) => {
            let urgency = Urgency::of(deadline, near);
            let under = deadline.until(deadline.due.format("%m-%d"));
            match (urgency, standing) {
                (Urgency::Open, Standing::Next) => ("●", under, palette.accent),
                _ => (urgency.shape(), under, urgency.ink(palette)),
            }
        }
        (Standing::Next, ..) => ("●", "待办".to_owned(), palette.accent),
        (Standing::Later, ..) => ("○", String::new(), palette.weak),
    }
}

/// The line from the step before.
fn line(ui: &Ui, center: Pos2, width: f32, scale: f32, passed: bool) {
    let palette = theme::palette(ui);
    let gap = 14.0 * scale;
    let ends = [center - vec2(width - gap, 0.0), center - vec2(gap, 0.0)];
    let ink = if passed { palette.green } else { palette.line };
    ui.painter().line_segment(ends, Stroke::new(2.0, ink));
}

fn sign(ui: &Ui, center: Pos2, look: &Look) {
    let font = TextStyle::Body.resolve(ui.style());
    let align = egui::Align2::CENTER_CENTER;
    ui.painter().text(center, align, look.shape, font, look.ink);
}

fn words(ui: &Ui, center: Pos2, width: f32, scale: f32, item: &StepperItem, look: &Look) {
    let palette = theme::palette(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let ink = match item.standing {
        Standing::Later => palette.weak,
        _ => palette.text,
    };
    let top = center.y + 13.0 * scale;
    let below = text(ui, &item.name, &small, ink, center.x, top, width);
    let below = text(ui, &look.under, &small, look.ink, center.x, below, width);
    if !look.round.is_empty() {
        text(
            ui,
            &look.round,
            &small,
            palette.amber,
            center.x,
            below,
            width,
        );
    }
}

/// Centred text that wraps; returns where it ends.
fn text(ui: &Ui, words: &str, font: &FontId, ink: Color32, x: f32, y: f32, width: f32) -> f32 {
    let galley = ui.painter().layout_job(centred(words, font, ink, width));
    let bottom = y + galley.size().y;
    ui.painter().galley(pos2(x, y), galley, ink);
    bottom
}

fn centred(words: &str, font: &FontId, ink: Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::simple(words.to_owned(), font.clone(), ink, width - 6.0);
    job.halign = Align::Center;
    job
}
