//! One of a few, side by side; one of many, folded.

use egui::{Button, ComboBox, Response, Ui};

/// One of a few, all in sight. Each option's accessible name is `label：option`. Returns whether another
/// was chosen.
pub fn few_ui(ui: &mut Ui, label: &str, options: &[(&str, &str)], chosen: &mut String) -> bool {
    few_led_ui(ui, label, options, chosen, false)
}

/// As [`few_ui`]; `leads`: the first option takes the focus.
pub fn few_led_ui(
    ui: &mut Ui,
    label: &str,
    options: &[(&str, &str)],
    chosen: &mut String,
    mut leads: bool,
) -> bool {
    let mut changed = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (value, name) in options {
            let is_chosen = chosen == value;
            let button = ui.add(Button::new(*name).selected(is_chosen));
            if std::mem::take(&mut leads) {
                button.request_focus();
            }
            into_sight(&button);
            let clicked = button.clicked();
            button.accessible_name(format!("{label}：{name}"));
            if clicked && !is_chosen {
                (*value).clone_into(chosen);
                changed = true;
            }
        }
    });
    changed
}

/// One of many, folded; `chosen` may be empty. Returns the box and whether another was chosen.
pub fn many_ui(
    ui: &mut Ui,
    label: &str,
    options: &[(&str, &str)],
    chosen: &mut String,
    width: f32,
) -> (Response, bool) {
    let shown = options
        .iter()
        .find(|(value, _)| value == chosen)
        .map_or("请选择", |(_, name)| name);
    let mut changed = false;
    let mut taken = false;
    let folded = ComboBox::from_id_salt(label)
        .selected_text(shown)
        .width(width)
        .show_ui(ui, |ui| {
            for (value, name) in options {
                let is_chosen = chosen == value;
                if ui.selectable_label(is_chosen, *name).clicked() {
                    (*value).clone_into(chosen);
                    changed |= !is_chosen;
                    taken = true;
                    // Enter is no click of the pointer: the list folds by itself only after one.
                    ui.close();
                }
            }
        });
    if taken {
        folded.response.request_focus();
    }
    into_sight(&folded.response);
    (folded.response.accessible_name(label), changed)
}

/// What Tab leads to is scrolled into sight.
pub fn into_sight(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// The options of a table of names.
macro_rules! options_of {
    ($table:ty) => {
        <$table>::ALL
            .iter()
            .map(|option| (option.wire(), option.chinese()))
            .collect::<Vec<_>>()
    };
}

pub(in crate::ui) use options_of;
