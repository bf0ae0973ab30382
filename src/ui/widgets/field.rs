//! A labelled field: what belongs there behind F1, what is wrong in words beneath it.

use egui::{
    Align, Event, FocusDirection, Id, Key, Label, Layout, Modifiers, Response, RichText, TextEdit,
    Ui, vec2,
};

use crate::paper::missing_characters;
use crate::ui::help;
use crate::ui::theme;

use super::{choice, ime};

/// A field about to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    label: &'a str,
    help: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    required: bool,
    password: bool,
    narrow: bool,
    led: bool,
}

/// What happened to a field in this frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Touched {
    /// Its content changed, and no input method is composing.
    pub changed: bool,
    /// It was left: now it is checked.
    pub left: bool,
}

impl Touched {
    /// A choice: changed and left at once.
    pub fn chosen(changed: bool) -> Self {
        Self {
            changed,
            left: changed,
        }
    }
}

impl std::ops::BitOrAssign for Touched {
    fn bitor_assign(&mut self, other: Self) {
        self.changed |= other.changed;
        self.left |= other.left;
    }
}

impl<'a> Field<'a> {
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            help: "",
            hint: "",
            problem: None,
            required: false,
            password: false,
            narrow: false,
            led: false,
        }
    }

    /// What belongs there; shown by F1 and on hovering over the label.
    pub fn help(self, help: &'a str) -> Self {
        Self { help, ..self }
    }

    /// Shown in the empty field.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub fn problem(self, problem: Option<&'a str>) -> Self {
        Self { problem, ..self }
    }

    pub fn required(self, required: bool) -> Self {
        Self { required, ..self }
    }

    pub fn password(self) -> Self {
        Self {
            password: true,
            ..self
        }
    }

    /// For a few digits.
    pub fn narrow(self) -> Self {
        Self {
            narrow: true,
            ..self
        }
    }

    /// A choice takes the focus.
    pub fn led(self, led: bool) -> Self {
        Self { led, ..self }
    }

    /// A line of text.
    pub fn text_ui(self, ui: &mut Ui, text: &mut String) -> Touched {
        self.row_ui(ui, |ui, width| {
            let width = if self.narrow {
                width.min(180.0 * theme::scale(ui))
            } else {
                width
            };
            let edit = TextEdit::singleline(text)
                .id(self.id())
                .desired_width(width)
                .hint_text(RichText::new(self.hint))
                .password(self.password);
            let touched = line_ui(ui, edit, self.label, self.help);
            unprintable_ui(ui, text);
            touched
        })
    }

    /// One of a few, side by side.
    pub fn few_ui(self, ui: &mut Ui, options: &[(&str, &str)], chosen: &mut String) -> Touched {
        self.row_ui(ui, |ui, _| {
            let changed = choice::few_led_ui(ui, self.label, options, chosen, self.led);
            Touched::chosen(changed)
        })
    }

    /// One of many, folded.
    pub fn many_ui(self, ui: &mut Ui, options: &[(&str, &str)], chosen: &mut String) -> Touched {
        self.row_ui(ui, |ui, width| {
            let (response, changed) = choice::many_ui(ui, self.label, options, chosen, width);
            if self.led {
                response.request_focus();
            }
            if response.has_focus() {
                help::offer(ui, self.label, self.help);
            }
            Touched::chosen(changed)
        })
    }

    /// Something else in the field's place.
    pub fn row_ui<T>(self, ui: &mut Ui, content: impl FnOnce(&mut Ui, f32) -> T) -> T {
        let label_width = label_width(ui);
        let height = theme::row_height(ui);
        ui.horizontal_top(|ui| {
            let size = vec2(label_width, height);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(size);
                ui.spacing_mut().item_spacing.x = 2.0;
                let label = ui.add(Label::new(self.label).truncate());
                if self.required {
                    ui.label(RichText::new("*").color(theme::palette(ui).accent));
                }
                if !self.help.is_empty() {
                    label.on_hover_text(self.help);
                }
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let width = (ui.available_width() - theme::BESIDE_BAR)
                    .min(theme::WIDEST_FIELD * theme::scale(ui));
                let result = content(ui, width);
                if let Some(problem) = self.problem {
                    ui.scope(|ui| {
                        ui.set_max_width(width);
                        problem_ui(ui, problem);
                    });
                }
                result
            })
            .inner
        })
        .inner
    }

    /// The field's own name in egui's memory: labels are unique on a screen, places are not lasting.
    pub fn id(self) -> Id {
        Id::unique(("field", self.label))
    }
}

/// Width of the column of labels.
pub fn label_width(ui: &Ui) -> f32 {
    168.0 * theme::scale(ui)
}

/// A line of text without a label in sight; `name` is its accessible name.
pub fn line_ui(ui: &mut Ui, edit: TextEdit<'_>, name: &str, help: &str) -> Touched {
    let (touched, entered) = cell_ui(ui, edit, name, help);
    if entered {
        // What gets the focus in this very frame is not to be pressed by the same key.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
    }
    touched
}

/// As [`line_ui`] in a table; also says whether Enter left it, which leads where the table says.
pub fn cell_ui(ui: &mut Ui, edit: TextEdit<'_>, name: &str, help: &str) -> (Touched, bool) {
    let height = theme::row_height(ui);
    let edit = edit
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(0.0, height));
    let response = ui.add(edit).accessible_name(name);
    if response.has_focus() {
        help::offer(ui, name, help);
    }
    choice::into_sight(&response);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    (touched(ui, &response), entered)
}

/// What happened to a text field.
pub fn touched(ui: &Ui, response: &Response) -> Touched {
    let composing = ime::is_composing(ui.ctx());
    // The frame that ends a composition changes nothing more, but now the text is what is meant.
    let committed = response.has_focus()
        && ui.input(|input| {
            let ended = |event: &Event| matches!(event, Event::Ime(egui::ImeEvent::Commit(_)));
            input.events.iter().any(ended)
        });
    Touched {
        changed: (response.changed() || committed) && !composing,
        left: response.lost_focus() && !composing,
    }
}

/// What is wrong with a field.
pub fn problem_ui(ui: &mut Ui, problem: &str) {
    let palette = theme::palette(ui);
    let text = RichText::new(format!("× {problem}"))
        .small()
        .color(palette.red);
    ui.add(Label::new(text).wrap());
}

/// Names the characters that no font has as soon as they are typed.
pub fn unprintable_ui(ui: &mut Ui, text: &str) {
    if text.is_ascii() {
        return;
    }
    let missing = missing_characters(text);
    if missing.is_empty() {
        return;
    }
    let codes: Vec<String> = missing
        .iter()
        .map(|ch| format!("U+{:04X}", u32::from(*ch)))
        .collect();
    let palette = theme::palette(ui);
    let problem = format!("▲ 字库里没有这个字，不能打印：{}", codes.join("、"));
    let text = RichText::new(problem).small().color(palette.amber);
    ui.add(Label::new(text).wrap());
}
