//! A question that asks for a reason before something is done (填写原因).

use egui::{Context, Id, Label, Modal, RichText, TextEdit, Ui};

use crate::rules::Refusal;
use crate::ui::theme;

use super::{button, field, refusals};

/// A dialog that asks for a reason, open or about to be.
#[derive(Debug, Clone, Default)]
pub struct ReasonDialog {
    title: String,
    explanation: String,
    confirm: String,
    reason: String,
    refusals: Vec<Refusal>,
    drawn_before: bool,
}

/// What the clerk did with a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Open,
    Confirmed(String),
    Cancelled,
}

impl ReasonDialog {
    pub fn new(title: &str, explanation: &str, confirm: &str) -> Self {
        Self {
            title: title.to_owned(),
            explanation: explanation.to_owned(),
            confirm: confirm.to_owned(),
            ..Self::default()
        }
    }

    /// The act was refused: the dialog stays open and says why.
    fn refused(&mut self, refusals: Vec<Refusal>) {
        self.refusals = refusals;
    }

    fn dialog_ui(&mut self, ctx: &Context) -> Answer {
        let mut answer = Answer::Open;
        let modal = modal(ctx, &self.title).show(ctx, |ui| {
            ui.set_width(480.0);
            head_ui(ui, &self.title);
            ui.add(Label::new(RichText::new(&self.explanation)).wrap());
            ui.add_space(theme::NEAR);
            ui.label("原因");
            let edit = TextEdit::multiline(&mut self.reason)
                .id(Id::unique("reason"))
                .desired_rows(3)
                .desired_width(f32::INFINITY);
            let response = ui.add(edit).accessible_name("原因");
            if !self.drawn_before {
                response.request_focus();
                self.drawn_before = true;
            }
            field::unprintable_ui(ui, &self.reason);
            refusals::refusals_ui(ui, &self.refusals);
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                if button::hand_in_ui(ui, &self.confirm) {
                    answer = Answer::Confirmed(self.reason.clone());
                }
                if ui.button("不办了").clicked() {
                    answer = Answer::Cancelled;
                }
            });
        });
        if modal.should_close() && answer == Answer::Open {
            answer = Answer::Cancelled;
        }
        answer
    }
}

/// Draws the dialog that asks the reason of an act, where one is open, and does what was confirmed. Returns what was
/// asked and done; where it was refused, the dialog stays and says why.
pub fn reason_ui<A, T>(
    asked: &mut Option<(A, ReasonDialog)>,
    ctx: &Context,
    act: impl FnOnce(&A, &str) -> Result<T, Vec<Refusal>>,
) -> Option<(A, T)> {
    let (asking, dialog) = asked.as_mut()?;
    match dialog.dialog_ui(ctx) {
        Answer::Open => None,
        Answer::Cancelled => {
            *asked = None;
            None
        }
        Answer::Confirmed(reason) => match act(asking, &reason) {
            Ok(done) => asked.take().map(|(asking, _)| (asking, done)),
            Err(refusals) => {
                dialog.refused(refusals);
                None
            }
        },
    }
}

/// A dialog's window.
pub fn modal(ctx: &Context, name: &str) -> Modal {
    let style = ctx.global_style();
    let frame = egui::Frame::popup(&style).inner_margin(egui::Margin::same(theme::EDGE));
    Modal::new(Id::unique(("dialog", name))).frame(frame)
}

/// A dialog's head.
pub fn head_ui(ui: &mut Ui, title: &str) {
    ui.heading(title);
    ui.add_space(4.0);
}
