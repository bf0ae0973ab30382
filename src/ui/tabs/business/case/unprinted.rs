//! The question before a dossier is filed whose papers were not all printed.

use egui::{Context, Label};

use crate::ui::theme;
use crate::ui::widgets::{button, dialog};

/// Width of the question.
const WIDTH: f32 = 480.0;

/// Open while there are papers to name.
#[derive(Debug, Default)]
pub(super) struct UnprintedDialog {
    titles: Vec<String>,
    to_papers: bool,
}

impl UnprintedDialog {
    pub(super) fn of(titles: Vec<String>) -> Self {
        Self {
            titles,
            to_papers: false,
        }
    }

    /// Whether the clerk wants to the papers, since this was asked last.
    pub(super) fn take_to_papers(&mut self) -> bool {
        std::mem::take(&mut self.to_papers)
    }

    /// Draws the question if it is open; says whether the dossier is to be filed all the same.
    pub(super) fn is_ended(&mut self, ctx: &Context) -> bool {
        if self.titles.is_empty() {
            return false;
        }
        let (mut file, mut print, mut back) = (false, false, false);
        let modal = dialog::modal(ctx, "unprinted").show(ctx, |ui| {
            ui.set_width(WIDTH);
            dialog::head_ui(ui, "还有文书从来没有打印过");
            for title in &self.titles {
                ui.add(Label::new(format!("▲ {title}")).wrap());
            }
            let words = "在系统外手写、签过字的可以照样归档；否则先打印、签好再归档。";
            ui.add(Label::new(words).wrap());
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                print = button::primary_ui(ui, "去打印").clicked();
                file = ui.button("照样归档").clicked();
                back = ui.button("先不归档").clicked();
            });
        });
        self.to_papers = print;
        if file || print || back || modal.should_close() {
            self.titles.clear();
        }
        file
    }
}
