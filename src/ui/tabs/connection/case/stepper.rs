//! The stepper: every step with its day, and the limit that runs on it.

use egui::text::LayoutJob;
use egui::{Align, Color32, FontId, Pos2, RichText, Stroke, TextStyle, Ui, pos2, vec2};

use crate::office::case_file::{CaseFile, StepperItem};
use crate::rules::procedure::Standing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};

/// Height of the page, at the usual text size, below which the steps are not named one by one.
const SHORT: f32 = 400.0;

/// How a step is drawn.
struct Look {
    shape: &'static str,
    /// The day it was done, or the limit that runs.
    under: String,
    ink: Color32,
}

/// Whether the case has so little room that the names of all steps would take that of the step's fields:
/// large letters on a small screen.
pub(super) fn is_short(ui: &Ui) -> bool {
    ui.available_height() < SHORT * theme::scale(ui)
}

/// `short`: only the steps at hand are named.
pub(super) fn stepper_ui(ui: &mut Ui, shell: &Shell, file: &CaseFile, short: bool) {
    let count = file.stepper.len();
    if count == 0 {
        return;
    }
    let scale = theme::scale(ui);
    let width = ui.available_width() / count as f32;
    let small = TextStyle::Small.resolve(ui.style());
    let line_height = ui.fonts_mut(|fonts| fonts.row_height(&small));
    let names = file.stepper.iter().map(|item| {
        let job = centred(&item.name, &small, theme::palette(ui).text, width);
        ui.painter().layout_job(job).size().y
    });
    let names = names.fold(line_height, f32::max);
    let below = if short {
        0.0
    } else {
        names + line_height + 4.0
    };
    let size = vec2(ui.available_width(), 25.0 * scale + below);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let spoken: Vec<String> = file
        .stepper
        .iter()
        .map(|item| {
            let look = look(ui, shell, item);
            let words = format!("{} {}", item.name, look.under);
            words.trim_end().to_owned()
        })
        .collect();
    response.widget_info(|| {
        let words = format!("进度：{}", spoken.join("，"));
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, words)
    });
    let y = rect.top() + 12.0 * scale;
    for (index, item) in file.stepper.iter().enumerate() {
        let center = pos2(rect.left() + width * (index as f32 + 0.5), y);
        if index > 0 {
            line(ui, center, width, scale, item.standing == Standing::Passed);
        }
        let look = look(ui, shell, item);
        sign(ui, center, &look);
        if !short {
            words(ui, center, width, scale, item, &look);
        }
    }
    if short {
        running_ui(ui, shell, file);
    }
}

/// The steps at hand and the limits that run, in a line.
fn running_ui(ui: &mut Ui, shell: &Shell, file: &CaseFile) {
    ui.horizontal_wrapped(|ui| {
        for item in &file.stepper {
            let runs = item.standing == Standing::Next
                || (item.standing == Standing::Later && item.deadline.is_some());
            if runs {
                let look = look(ui, shell, item);
                let words = format!("{} {} {}", look.shape, item.name, look.under);
                ui.label(RichText::new(words).small().color(look.ink));
            }
        }
    });
}

fn look(ui: &Ui, shell: &Shell, item: &StepperItem) -> Look {
    let palette = theme::palette(ui);
    let near = chip::near_until(&shell.manual().calendar, shell.today());
    match (item.standing, item.done_on, &item.deadline) {
        (Standing::Passed, Some(day), _) => Look {
            shape: "✓",
            under: day.format("%m-%d").to_string(),
            ink: palette.green,
        },
        (Standing::Passed, None, _) => Look {
            shape: "✓",
            under: String::new(),
            ink: palette.green,
        },
        (standing, _, Some(deadline)) => {
            let urgency = Urgency::of(deadline, near);
            let shape = match (urgency, standing) {
                (Urgency::Open, Standing::Next) => "●",
                _ => urgency.shape(),
            };
            let ink = match (urgency, standing) {
                (Urgency::Open, Standing::Next) => palette.accent,
                _ => urgency.ink(palette),
            };
            Look {
                shape,
                under: format!("{}前", deadline.due.format("%m-%d")),
                ink,
            }
        }
        (Standing::Next, ..) => Look {
            shape: "●",
            under: "待办".to_owned(),
            ink: palette.accent,
        },
        (Standing::Later, ..) => Look {
            shape: "○",
            under: String::new(),
            ink: palette.weak,
        },
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
    text(ui, &look.under, &small, look.ink, center.x, below, width);
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
