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
    /// The work beside the window that it tells of.
    job: Option<String>,
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
        self.push(Tone::Done, text.into(), None);
    }

    /// Tells what came of a job, in the place of what came of it before.
    pub fn of_job(&mut self, job: &str, outcome: Result<Option<String>, String>) {
        self.forget(job);
        match outcome {
            Ok(Some(news)) => self.done(news),
            Ok(None) => {}
            Err(problem) => self.push(Tone::Failed, problem, Some(job.to_owned())),
        }
    }

    /// What came of a job is of no use any more.
    pub fn forget(&mut self, job: &str) {
        let of_job = |message: &Message| message.job.as_deref() == Some(job);
        self.shown.retain(|message| !of_job(message));
    }

    /// Says that something failed.
    pub fn failed(&mut self, text: impl Into<String>) {
        let text = text.into();
        if self.shown.iter().all(|message| message.text != text) {
            self.push(Tone::Failed, text, None);
        }
    }

    fn push(&mut self, tone: Tone, text: String, job: Option<String>) {
        self.shown.push(Message {
            tone,
            text,
            job,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_job_takes_the_place_of_what_came_before() {
        let mut messages = Messages::default();
        messages.of_job("导入数据", Err("文件里有2处不对".to_owned()));
        messages.of_job("检查数据", Err("数据不一致".to_owned()));
        messages.of_job("导入数据", Ok(Some("已导入客户1户".to_owned())));
        let shown: Vec<&str> = messages.shown.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(shown, ["数据不一致", "已导入客户1户"]);
        messages.of_job("检查数据", Ok(None));
        messages.forget("导入数据");
        assert_eq!(messages.shown.len(), 1, "good news goes by itself");
    }
}
