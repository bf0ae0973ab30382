//! What the rules say (不能办理的原因), with the rule and what to do instead.

use egui::{Label, RichText, ScrollArea, Ui};

use crate::rules::Refusal;
use crate::rules::refusal::INPUT;
use crate::ui::theme;

/// Share of the window's height that refusals above a button take at most: half a dozen lines on the smallest window.
const MOST: f32 = 0.235;

/// Every refusal; nothing where there is none.
pub fn refusals_ui(ui: &mut Ui, refusals: &[Refusal]) {
    if refusals.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    theme::patch_frame(palette.red_ground).show(ui, |ui| {
        ui.take_available_width();
        ui.spacing_mut().item_spacing.y = 4.0;
        let head = format!("× 还不能办理，共{}处：", refusals.len());
        ui.label(RichText::new(head).color(palette.red).strong());
        for refusal in refusals {
            ui.add(Label::new(format!("· {}", sentence(refusal))).wrap());
            if refusal.rule != INPUT && !refusal.instead.is_empty() {
                let instead = RichText::new(format!("　→ {}", refusal.instead));
                ui.add(Label::new(instead.color(palette.weak)).wrap());
            }
        }
    });
}

/// Every refusal above the button that met them; where there are many, they scroll beside a bar that shows it, and
/// the fields stay in sight.
pub fn above_button_ui(ui: &mut Ui, refusals: &[Refusal]) {
    if refusals.is_empty() {
        return;
    }
    let most = ui.ctx().content_rect().height() * MOST;
    ui.scope(|ui| {
        theme::show_bars(ui);
        ScrollArea::vertical()
            .id_salt("refusals")
            .max_height(most)
            // The panel around it has the height of the frame before: what is left there is too little.
            .min_scrolled_height(most)
            .show(ui, |ui| refusals_ui(ui, refusals));
    });
}

/// A refusal in a line; input that cannot be read has no rule to name.
pub fn sentence(refusal: &Refusal) -> String {
    if refusal.rule == INPUT {
        refusal.message.clone()
    } else {
        format!("{}（{}）", refusal.message, refusal.rule)
    }
}

/// What is wrong with the field of this path, if it is among the refusals.
pub fn problem_of<'a>(refusals: &'a [Refusal], path: &str) -> Option<&'a str> {
    let refusal = refusals.iter().find(|refusal| refusal.field == path)?;
    let said = refusal.message.split_once('：');
    Some(said.map_or(refusal.message.as_str(), |(_, problem)| problem))
}
