//! The papers of a case: what can be printed now, and what was issued.

use egui::{Button, Label, RichText, Ui};

use crate::office::case_file::CaseFile;
use crate::ui::command::Command;
use crate::ui::printing;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::save_as::SaveAs;

#[derive(Debug, Default)]
pub(super) struct Papers {
    chosen: String,
    save_as: Option<SaveAs>,
}

impl Papers {
    /// The form chosen.
    pub(super) fn chosen(&self) -> &str {
        &self.chosen
    }

    pub(super) fn papers_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        ui.label(RichText::new("现在可以打印的").strong());
        let number = &file.case.number;
        let forms = printing::printable(shell, number);
        if forms.is_empty() {
            ui.weak("没有可以打印的文书");
        }
        for (id, title) in forms {
            ui.horizontal(|ui| {
                let row = ui.add(Button::selectable(self.chosen == id, title.as_str()));
                if row.clicked() {
                    self.chosen.clone_from(&id);
                }
            });
        }
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
        if !self.chosen.is_empty() {
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                if button::primary_command_ui(ui, Command::Print).clicked() {
                    printing::print_and_show(shell, number, &self.chosen);
                }
                if ui.button("另存为…").clicked()
                    && let Some(path) = printing::issue(shell, number, &self.chosen)
                {
                    self.save_as = Some(SaveAs::new(path));
                }
            });
        }
        ui.add_space(theme::APART);
        ui.label(RichText::new("已出的文书").strong());
        if file.prints.is_empty() {
            ui.weak("还没有打印过");
        }
        for paper in file.prints.iter().rev() {
            ui.horizontal_wrapped(|ui| {
                let words = format!("{} 第{}版", printing::title(&paper.form), paper.issue);
                ui.add(Label::new(words));
                let issued = paper.issued_at.format("%Y-%m-%d %H:%M");
                ui.weak(format!("{issued} {} · {}页", paper.operator, paper.pages));
                let name = format!("打开{}第{}版", printing::title(&paper.form), paper.issue);
                if button::quiet_ui(ui, "打开").accessible_name(name).clicked() {
                    printing::open_issued(shell, &paper.path);
                }
            });
        }
    }
}
