//! The time limits of a case, each with why it is what it is.

use egui::{CollapsingHeader, Label, RichText, Ui};

use crate::office::case_file::CaseFile;
use crate::rules::deadline::DeadlineState;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};

pub(super) fn limits_ui(ui: &mut Ui, shell: &Shell, file: &CaseFile) {
    if file.deadlines.is_empty() {
        return;
    }
    ui.label(RichText::new("办理时限").strong());
    let near = chip::near_until(&shell.manual().calendar, shell.today());
    for (index, deadline) in file.deadlines.iter().enumerate() {
        let name = shell.manual().procedures.name(&deadline.step);
        ui.horizontal_wrapped(|ui| {
            let word = match deadline.state {
                DeadlineState::Open | DeadlineState::Overdue => {
                    chip::days_in_words(deadline.due, shell.today())
                }
                done => done.chinese().to_owned(),
            };
            let urgency = match deadline.state {
                DeadlineState::Late => Urgency::Overdue,
                _ => Urgency::of(deadline, near),
            };
            chip::chip_ui(ui, urgency, &word);
            let earlier = file.deadlines.iter().take(index);
            let round = earlier.filter(|d| d.step == deadline.step).count() + 1;
            if round > 1 {
                ui.label(format!("{name}（第{round}次）"));
            } else {
                ui.label(name);
            }
            let mut days = deadline.until(deadline.due);
            if deadline.nominal != deadline.due {
                days.push_str(&format!("（名义到期 {}）", deadline.nominal));
            }
            ui.label(days);
        });
        if let Some(note) = &deadline.note {
            let amber = theme::palette(ui).amber;
            let words = RichText::new(format!("▲ {note}")).small().color(amber);
            ui.add(Label::new(words).wrap());
        }
        CollapsingHeader::new(
            RichText::new("为什么？")
                .small()
                .color(theme::palette(ui).accent),
        )
        .id_salt(("why", index))
        .show_unindented(ui, |ui| {
            ui.add(Label::new(RichText::new(deadline.why()).small()).wrap());
        });
    }
}
