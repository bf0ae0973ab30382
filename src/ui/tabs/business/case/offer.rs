//! The paper offered right after an act: to hand out, or to file.

use egui::{Label, Ui};

use crate::model::case::{StepId, StepRecord};
use crate::model::vocabulary::{CaseState, StepResult};
use crate::office::case_file::CaseFile;
use crate::office::print::{Wanted, sheet};
use crate::ui::printing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;

#[derive(Debug)]
pub(super) struct Offer {
    pub(super) wanted: Wanted,
    /// The step that was recorded, with its result; none where the case was taken.
    step: Option<(StepId, StepResult)>,
    /// Whether the preview shows it: until the clerk goes on with something else.
    pub(super) at_hand: bool,
}

/// What the clerk wants with it.
pub(super) enum Wish {
    Nothing,
    Print,
    Dismiss,
}

impl Offer {
    /// What a customer whose case was taken, or waits, goes home with.
    pub(super) fn taken(form: &str) -> Self {
        Self {
            wanted: form.into(),
            step: None,
            at_hand: true,
        }
    }

    /// The paper of a step just recorded, where it has one.
    pub(super) fn after(shell: &mut Shell, number: &str, record: StepRecord) -> Option<Self> {
        let wanted = shell.look(|work| sheet::goes_with(work, number, &record))??;
        Some(Self {
            wanted,
            step: Some((record.step, record.result)),
            at_hand: true,
        })
    }

    /// Whether it tells the customer what failed.
    fn is_for_customer(&self, shell: &Shell, file: &CaseFile) -> bool {
        let application = &file.case.application;
        let procedures = &shell.manual().procedures;
        let path = procedures.path(application.kind, application.class);
        let place = path.zip(self.step.as_ref());
        let place = place.and_then(|(path, (step, _))| path.step(step));
        place.is_some_and(|place| place.form_on_fail.as_ref() == Some(&self.wanted.form))
    }
}

pub(super) fn offer_ui(ui: &mut Ui, shell: &Shell, file: &CaseFile, offer: &Offer) -> Wish {
    let palette = theme::palette(ui);
    let title = printing::title(&offer.wanted.form, offer.wanted.round);
    let waiting = file.case.state == CaseState::Waiting;
    let (words, ground) = match &offer.step {
        Some((step, result)) => {
            let step = shell.manual().procedures.name(step);
            match result {
                StepResult::Fail if offer.is_for_customer(shell, file) => {
                    let words = format!("▲ “{step}”不通过。把{title}交给客户。");
                    (words, palette.amber_ground)
                }
                StepResult::Fail => (format!("▲ “{step}”不通过。"), palette.amber_ground),
                _ => (format!("✓ “{step}”已记录。"), palette.green_ground),
            }
        }
        None if waiting => {
            let words = "◇ 资料未齐，办理时限还没有开始。把一次性告知单交给客户。";
            (words.to_owned(), palette.amber_ground)
        }
        None => {
            let limits = if file.deadlines.is_empty() {
                ""
            } else {
                "，办理时限开始"
            };
            let words = format!("✓ 已受理{limits}。把受理回执交给客户。");
            (words, palette.green_ground)
        }
    };
    let mut wish = Wish::Nothing;
    theme::patch_frame(ground).show(ui, |ui| {
        ui.take_available_width();
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(words).wrap());
            if button::primary_ui(ui, &format!("打印{title}")).clicked() {
                wish = Wish::Print;
            } else if ui.button("先不打印").clicked() {
                wish = Wish::Dismiss;
            }
        });
    });
    ui.add_space(theme::NEAR);
    wish
}
