//! The papers of a case or a claim: what can be printed now, and what was issued.

use egui::{Button, Label, RichText, Ui};

use crate::office::print::{self, Mode};
use crate::paper::Form;
use crate::store::paper::IssuedPaper;
use crate::ui::command::Command;
use crate::ui::printing;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::save_as::SaveAs;

#[derive(Debug, Default)]
pub(in crate::ui::tabs) struct Papers {
    chosen: String,
    printable: Cached<Vec<&'static Form>>,
    save_as: Option<SaveAs>,
}

impl Papers {
    /// The form chosen.
    pub(in crate::ui::tabs) fn chosen(&self) -> &str {
        &self.chosen
    }

    pub(in crate::ui::tabs) fn papers_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        number: &str,
        prints: &[IssuedPaper],
    ) {
        ui.label(RichText::new("现在可以打印的").strong());
        let forms = self
            .printable
            .get(shell, |work| print::printable(work, number));
        let forms = forms.map_or(&[][..], Vec::as_slice);
        if forms.is_empty() {
            ui.weak("没有可以打印的文书");
        }
        for form in forms {
            ui.horizontal(|ui| {
                let row = ui.add(Button::selectable(self.chosen == form.id, &form.title));
                if row.clicked() {
                    self.chosen.clone_from(&form.id);
                }
            });
        }
        let chosen = forms.iter().find(|form| form.id == self.chosen).copied();
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
        if let Some(form) = chosen {
            self.acts_ui(ui, shell, number, form);
        }
        ui.add_space(theme::APART);
        ui.label(RichText::new("已出的文书").strong());
        if prints.is_empty() {
            ui.weak("还没有打印过");
        }
        for paper in prints.iter().rev() {
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
    /// What can be done with the form chosen.
    fn acts_ui(&mut self, ui: &mut Ui, shell: &mut Shell, number: &str, form: &Form) {
        ui.add_space(theme::NEAR);
        ui.horizontal_wrapped(|ui| {
            if button::primary_command_ui(ui, Command::Print).clicked() {
                printing::print_and_show(shell, number, &form.id, Mode::Filled);
            }
            let overprint = form.overprint.then(|| ui.button("套打"));
            let hint = "只印内容，用在预先印好的表上；位置在“设置”里调。";
            if overprint.is_some_and(|button| button.on_hover_text(hint).clicked()) {
                printing::print_and_show(shell, number, &form.id, Mode::Overprint);
            }
            let blank = ui.button("空白表");
            let hint = "没有内容的一张，给客户带回去手写。";
            if blank.on_hover_text(hint).clicked() {
                printing::blank(shell, &form.id);
            }
            if ui.button("另存为…").clicked()
                && let Some(path) = printing::issue(shell, number, &form.id, Mode::Filled)
            {
                self.save_as = Some(SaveAs::new(path));
            }
        });
    }
}
