//! A state or a time limit in few letters: a shape and a word go with every colour.

use chrono::NaiveDate;
use egui::{Color32, RichText, Ui};

use crate::model::vocabulary::CaseState;
use crate::rules::deadline::{Deadline, DeadlineState};
use crate::ui::theme::{self, Palette};

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Overdue,
    /// Due within a working day.
    Near,
    Open,
    /// Something is missing before it can go on.
    Waiting,
    Done,
    /// Nothing runs.
    Rest,
}

impl Urgency {
    /// How pressing an open limit is; `near_until` is the next working day.
    pub fn of(deadline: &Deadline, near_until: NaiveDate) -> Self {
        match deadline.state {
            DeadlineState::Overdue => Urgency::Overdue,
            DeadlineState::Open if deadline.due <= near_until => Urgency::Near,
            DeadlineState::Open => Urgency::Open,
            DeadlineState::Met | DeadlineState::Late => Urgency::Done,
        }
    }

    pub fn shape(self) -> &'static str {
        match self {
            Urgency::Overdue => "■",
            Urgency::Near => "▲",
            Urgency::Open => "○",
            Urgency::Waiting => "◇",
            Urgency::Done => "✓",
            Urgency::Rest => "－",
        }
    }

    pub fn ink(self, palette: &Palette) -> Color32 {
        match self {
            Urgency::Overdue => palette.red,
            Urgency::Near | Urgency::Waiting => palette.amber,
            Urgency::Open => palette.text,
            Urgency::Done => palette.green,
            Urgency::Rest => palette.weak,
        }
    }

    fn ground(self, palette: &Palette) -> Color32 {
        match self {
            Urgency::Overdue => palette.red_ground,
            Urgency::Near | Urgency::Waiting => palette.amber_ground,
            Urgency::Done => palette.green_ground,
            Urgency::Open | Urgency::Rest => palette.hover,
        }
    }
}

/// The last day that counts as near: the first working day after `today`.
pub fn near_until(calendar: &crate::rules::calendar::Calendar, today: NaiveDate) -> NaiveDate {
    calendar.working_days_after(today, 1)
}

/// The days that are left, in words.
pub fn days_in_words(due: NaiveDate, today: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => "今日到期".to_owned(),
        1 => "明日到期".to_owned(),
        days if days > 0 => format!("还有{days}天"),
        days => format!("超期{}天", -days),
    }
}

/// Draws a chip.
pub fn chip_ui(ui: &mut Ui, urgency: Urgency, word: &str) {
    let palette = theme::palette(ui);
    let text = format!("{} {word}", urgency.shape());
    theme::chip_frame(urgency.ground(palette)).show(ui, |ui| {
        ui.label(RichText::new(text).small().color(urgency.ink(palette)));
    });
}

/// Of a case that is carried out and whose contract is still to be signed.
pub const TO_SIGN: &str = "待签合同";

/// Draws the state of a case.
pub fn state_ui(ui: &mut Ui, state: CaseState) {
    let urgency = match state {
        CaseState::Waiting => Urgency::Waiting,
        CaseState::Accepted => Urgency::Open,
        CaseState::Completed | CaseState::Filed => Urgency::Done,
        CaseState::Voided => Urgency::Rest,
    };
    chip_ui(ui, urgency, state.chinese());
}
