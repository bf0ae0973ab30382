//! One of a few, side by side; one of many, folded.

use egui::{Button, ComboBox, EventFilter, FocusDirection, Key, Modifiers, Response, Sense, Ui};

/// One of a few, all in sight. Each option's accessible name is `label：option`. Returns whether another
/// was chosen.
pub fn few_ui(ui: &mut Ui, label: &str, options: &[(&str, &str)], chosen: &mut String) -> bool {
    few_led_ui(ui, label, options, chosen, false)
}

/// As [`few_ui`]; `leads`: it takes the focus. Tab stops once, at the option chosen, else at the first; the arrows
/// choose, the space bar takes the option at hand, Enter goes on.
pub fn few_led_ui(
    ui: &mut Ui,
    label: &str,
    options: &[(&str, &str)],
    chosen: &mut String,
    leads: bool,
) -> bool {
    let known = options.iter().position(|(value, _)| value == chosen);
    let stop = known.unwrap_or_default();
    let buttons = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let buttons = options.iter().enumerate().map(|(index, (_, name))| {
            let is_stop = index == stop;
            let sense = if is_stop {
                Sense::click()
            } else {
                Sense::CLICK
            };
            let button = Button::new(*name).selected(known == Some(index));
            let button = ui.add(button.sense(sense));
            if is_stop && leads {
                button.request_focus();
            }
            into_sight(&button);
            button.accessible_name(format!("{label}：{name}"))
        });
        buttons.collect::<Vec<Response>>()
    });
    let buttons = buttons.inner;
    let mut taken = buttons.iter().position(Response::clicked);
    if let Some(at_hand) = buttons.get(stop).filter(|button| button.has_focus()) {
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let arrows = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(at_hand.id, arrows));
        if key(Key::Enter) {
            taken = None;
            at_hand.surrender_focus();
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        } else if key(Key::ArrowRight) {
            taken = Some(known.map_or(0, |known| (known + 1).min(options.len() - 1)));
        } else if key(Key::ArrowLeft) {
            taken = Some(stop.saturating_sub(1));
        }
        if let Some(button) = taken.and_then(|index| buttons.get(index)) {
            button.request_focus();
        }
    }
    let taken = taken.filter(|index| known != Some(*index));
    let value = taken.and_then(|index| options.get(index));
    if let Some((value, _)) = value {
        (*value).clone_into(chosen);
    }
    value.is_some()
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
