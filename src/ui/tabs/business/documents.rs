//! The list of papers brought (资料清单), ticked with one click each.

use egui::{Align, Button, Layout, RectAlign, RichText, TextEdit, Tooltip, Ui, vec2};

use crate::model::document::DocumentState;
use crate::rules::checklist::Needs;
use crate::ui::theme;
use crate::ui::widgets::{choice, field};

const NOT_APPLICABLE: &str = "not_applicable";
const STATES: [(&str, &str); 5] = [
    ("missing", "缺"),
    ("original", "原件"),
    ("copy", "复印件"),
    ("both", "都有"),
    (NOT_APPLICABLE, "不适用"),
];

/// One paper asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub name: &'a str,
    pub help: &'a str,
    pub needs: Needs,
    /// Reasons for which it is often not applicable.
    pub reasons: &'a [String],
    /// The clerk was led here: its first state takes the focus.
    pub leads: bool,
}

/// A paper with its state as typed (`copy`, `not_applicable:原因`). Returns whether it changed.
pub fn document_ui(ui: &mut Ui, asked: Asked<'_>, typed: &mut String) -> bool {
    let (word, reason) = typed.split_once(':').unwrap_or((typed.as_str(), ""));
    let mut chosen = if word.is_empty() { "missing" } else { word }.to_owned();
    let mut reason = reason.to_owned();
    let state = typed.parse::<DocumentState>();
    let enough = state.is_ok_and(|state| asked.needs.met_by(&state));
    let mut changed = false;
    let scale = theme::scale(ui);
    let one_line = ui.available_width() > 720.0 * scale;
    ui.horizontal(|ui| {
        name_ui(ui, asked, enough, one_line.then_some(380.0 * scale));
        if one_line {
            changed = choice::few_led_ui(ui, asked.name, &STATES, &mut chosen, asked.leads);
        }
    });
    if !one_line {
        ui.horizontal(|ui| {
            ui.add_space(20.0 * scale);
            changed = choice::few_led_ui(ui, asked.name, &STATES, &mut chosen, asked.leads);
        });
    }
    if chosen == NOT_APPLICABLE {
        changed |= reasons_ui(ui, asked, &mut reason);
        ui.horizontal(|ui| {
            ui.add_space(20.0 * scale);
            let edit = TextEdit::singleline(&mut reason)
                .desired_width(ui.available_width().min(theme::WIDEST_FIELD * scale))
                .hint_text("写明为什么不适用");
            let name = format!("{}不适用的原因", asked.name);
            changed |= field::line_ui(ui, edit, &name, asked.help).changed;
        });
    }
    if changed {
        *typed = if chosen == NOT_APPLICABLE {
            format!("{chosen}:{reason}")
        } else {
            chosen
        };
    }
    changed
}

/// The reasons that are ready to choose; says whether one was.
fn reasons_ui(ui: &mut Ui, asked: Asked<'_>, reason: &mut String) -> bool {
    let mut changed = false;
    if asked.reasons.is_empty() {
        return changed;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(20.0 * theme::scale(ui));
        for ready in asked.reasons {
            let chosen = reason == ready;
            let button = ui.add(Button::new(ready.as_str()).selected(chosen));
            choice::into_sight(&button);
            let name = format!("{}不适用：{ready}", asked.name);
            if button.accessible_name(name).clicked() && !chosen {
                reason.clone_from(ready);
                changed = true;
            }
        }
    });
    changed
}

/// Whether it is enough, what it is, and what of it is needed.
fn name_ui(ui: &mut Ui, asked: Asked<'_>, enough: bool, width: Option<f32>) {
    let palette = theme::palette(ui);
    let (sign, ink) = if enough {
        ("✓", palette.green)
    } else {
        ("○", palette.amber)
    };
    let size = vec2(width.unwrap_or(0.0), theme::row_height(ui));
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        if let Some(width) = width {
            ui.set_min_width(width);
        }
        let sign_size = vec2(18.0 * theme::scale(ui), theme::row_height(ui));
        ui.allocate_ui_with_layout(sign_size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(sign_size.x);
            ui.label(RichText::new(sign).color(ink));
        });
        let name = ui.label(asked.name);
        // Above: what is to be chosen stands below or beside.
        let mut tooltip = Tooltip::for_enabled(&name);
        tooltip.popup = tooltip.popup.align(RectAlign::TOP_START);
        tooltip.show(|ui| ui.label(asked.help));
        ui.label(
            RichText::new(asked.needs.chinese())
                .small()
                .color(palette.weak),
        );
    });
}
