//! The list of papers brought (资料清单), ticked with one click each.

use egui::{Label, RichText, TextEdit, Ui};

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
}

/// A paper with its state as typed (`copy`, `not_applicable:原因`). Returns whether it changed.
pub fn document_ui(ui: &mut Ui, asked: Asked<'_>, typed: &mut String) -> bool {
    let palette = theme::palette(ui);
    let state = typed.parse::<DocumentState>();
    let enough = state.is_ok_and(|state| asked.needs.met_by(&state));
    let (sign, ink) = if enough {
        ("✓", palette.green)
    } else {
        ("○", palette.amber)
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(sign).color(ink));
        ui.add(Label::new(asked.name).truncate())
            .on_hover_text(asked.help);
        ui.label(
            RichText::new(asked.needs.chinese())
                .small()
                .color(palette.weak),
        );
    });
    let (word, reason) = typed.split_once(':').unwrap_or((typed.as_str(), ""));
    let mut chosen = if word.is_empty() { "missing" } else { word }.to_owned();
    let mut reason = reason.to_owned();
    let mut changed = false;
    ui.horizontal(|ui| {
        ui.add_space(20.0 * theme::scale(ui));
        ui.vertical(|ui| {
            changed = choice::few_ui(ui, asked.name, &STATES, &mut chosen);
            if chosen == NOT_APPLICABLE {
                let edit = TextEdit::singleline(&mut reason)
                    .desired_width(ui.available_width().min(theme::WIDEST_FIELD))
                    .hint_text("写明为什么不适用");
                let name = format!("{}不适用的原因", asked.name);
                changed |= field::line_ui(ui, edit, &name, asked.help).changed;
            }
        });
    });
    if changed {
        *typed = if chosen == NOT_APPLICABLE {
            format!("{chosen}:{reason}")
        } else {
            chosen
        };
    }
    changed
}
