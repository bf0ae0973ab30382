//! A form above what can be done with it. They are drawn, and so reached by Tab, in this order; what is done at once
//! meets no field in the same frame.

use egui::{CentralPanel, Stroke, Ui, UiBuilder};

use crate::ui::theme;

/// Draws the form, and below it, as high as it needs, what can be done with it.
pub fn above_acts_ui<S, R>(
    ui: &mut Ui,
    name: &str,
    state: &mut S,
    form_ui: impl FnOnce(&mut Ui, &mut S),
    acts_ui: impl FnOnce(&mut Ui, &mut S) -> R,
) -> R {
    let id = ui.scope_id().with(name);
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let room = ui.available_rect_before_wrap();
    let edge = (room.bottom() - height).max(room.top());
    let (above, below) = room.split_top_bottom_at_y(edge);
    let frame = theme::work_frame(ui);

    ui.scope_builder(UiBuilder::new().id_salt("form").max_rect(above), |ui| {
        let form = CentralPanel::default().frame(frame);
        form.show(ui, |ui| form_ui(ui, state));
    });
    let acts = UiBuilder::new().id_salt("acts").max_rect(below);
    let acts = ui.scope_builder(acts, |ui| {
        let line = Stroke::new(1.0, theme::palette(ui).line);
        let acts = frame.show(ui, |ui| {
            ui.take_available_width();
            acts_ui(ui, state)
        });
        ui.painter().hline(room.x_range(), edge, line);
        acts.inner
    });
    let wanted = acts.response.rect.height();
    if (wanted - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, wanted));
        ui.ctx().request_discard("the acts take another height");
        ui.ctx().request_repaint();
    }
    acts.inner
}
