//! What the window tells: that something was done, or that it failed.

use egui::{Align2, Area, Id, Order, RichText, Ui, vec2};

use super::theme;

/// Seconds for which good news stays.
const SHOWN_FOR: f64 = 6.0;
/// Widest message: the buttons of the forms at the left stay in sight.
const WIDEST: f32 = 520.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Done,
    Failed,
}

#[derive(Debug)]
struct Message {
    tone: Tone,
    text: String,
    /// When it was first drawn.
    since: Option<f64>,
}

/// The messages on the screen. A failure stays until it is closed.
#[derive(Debug, Default)]
pub struct Messages {
    shown: Vec<Message>,
}

impl Messages {
    /// Says that something was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.shown.retain(|message| message.tone == Tone::Failed);
        self.push(Tone::Done, text.into());
    }

    /// Says that something failed.
    pub fn failed(&mut self, text: impl Into<String>) {
        let text = text.into();
        if self.shown.iter().all(|message| message.text != text) {
            self.push(Tone::Failed, text);
        }
    }

    fn push(&mut self, tone: Tone, text: String) {
        self.shown.push(Message {
            tone,
            text,
            since: None,
        });
    }

    pub fn messages_ui(&mut self, ui: &Ui) {
        if self.shown.is_empty() {
            return;
        }
        let now = ui.input(|input| input.time);
        for message in &mut self.shown {
            message.since.get_or_insert(now);
        }
        let fresh = |message: &Message| {
            message.tone == Tone::Failed
                || message.since.is_none_or(|since| now - since < SHOWN_FOR)
        };
        self.shown.retain(fresh);
        if self.shown.iter().any(|message| message.tone == Tone::Done) {
            ui.ctx()
                .request_repaint_after(std::time::Duration::from_secs(1));
        }
        // Good news asks for nothing: what lies below it can still be clicked.
        let asks = self
            .shown
            .iter()
            .any(|message| message.tone == Tone::Failed);
        Area::new(Id::unique("messages"))
            .order(Order::Tooltip)
            .interactable(asks)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -16.0))
            .show(ui.ctx(), |ui| {
                self.shown.retain(|message| !message_ui(ui, message));
            });
    }
}

/// Draws a message; says whether it was closed.
fn message_ui(ui: &mut Ui, message: &Message) -> bool {
    let palette = theme::palette(ui);
    let (sign, ink, ground) = match message.tone {
        Tone::Done => ("✓", palette.green, palette.green_ground),
        Tone::Failed => ("⚠", palette.red, palette.red_ground),
    };
    let mut closed = false;
    theme::patch_frame(ground)
        .stroke(egui::Stroke::new(1.0, ink))
        .show(ui, |ui| {
            ui.set_max_width(WIDEST * theme::scale(ui));
            ui.horizontal(|ui| {
                ui.label(RichText::new(sign).color(ink).strong());
                ui.add(egui::Label::new(&message.text).wrap());
                if message.tone == Tone::Failed {
                    closed = ui.button("知道了").clicked();
                }
            });
        });
    closed
}
