//! The papers of a case or a claim: what can be printed now, and what was issued.

use egui::{Button, Label, RichText, Ui};

use crate::office::print::{self, Mode, Sheet, Wanted};
use crate::store::paper::IssuedPaper;
use crate::ui::command::Command;
use crate::ui::printing;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::save_as::SaveAs;

#[derive(Debug, Default)]
pub(in crate::ui::tabs) struct Papers {
    chosen: Option<Wanted>,
    printable: Cached<Vec<Sheet>>,
    /// The supplement pages of an overprint of a sheet.
    supplement: Option<(String, Wanted, Cached<usize>)>,
    save_as: Option<SaveAs>,
}

impl Papers {
    /// The sheet chosen.
    pub(in crate::ui::tabs) fn chosen(&self) -> Option<&Wanted> {
        self.chosen.as_ref()
    }

    pub(in crate::ui::tabs) fn papers_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        number: &str,
        prints: &[IssuedPaper],
    ) {
        ui.label(RichText::new("现在可以打印的").strong());
        let sheets = self
            .printable
            .get(shell, |work| print::printable(work, number));
        let sheets = sheets.map_or(&[][..], Vec::as_slice);
        if sheets.is_empty() {
            ui.weak("没有可以打印的文书");
        }
        let mut chosen = None;
        for sheet in sheets {
            let wanted = sheet.wanted();
            ui.horizontal_wrapped(|ui| {
                let here = self.chosen.as_ref() == Some(&wanted);
                let row = ui.add(Button::selectable(here, sheet.name()));
                ui.weak(standing(sheet));
                if row.clicked() {
                    self.chosen = Some(wanted);
                }
                chosen = chosen.or(here.then_some(*sheet));
            });
        }
        if let Some(dialog) = &mut self.save_as
            && dialog.save_as_ui(ui.ctx(), shell)
        {
            self.save_as = None;
        }
        if let Some(sheet) = chosen {
            self.acts_ui(ui, shell, number, sheet);
        }
        ui.add_space(theme::APART);
        ui.label(RichText::new("已出的文书").strong());
        if prints.is_empty() {
            ui.weak("还没有打印过");
        }
        for paper in prints.iter().rev() {
            ui.horizontal_wrapped(|ui| {
                let title = printing::title(&paper.form, paper.round);
                let words = format!("{title} 第{}版", paper.issue);
                ui.add(Label::new(words));
                let issued = paper.issued_at.format("%Y-%m-%d %H:%M");
                ui.weak(format!("{issued} {} · {}页", paper.operator, paper.pages));
                let name = format!("打开{title}第{}版", paper.issue);
                if button::quiet_ui(ui, "打开").accessible_name(name).clicked() {
                    printing::open_issued(shell, &paper.path);
                }
            });
        }
    }

    /// What can be done with the sheet chosen.
    fn acts_ui(&mut self, ui: &mut Ui, shell: &mut Shell, number: &str, sheet: Sheet) {
        let (form, wanted) = (sheet.form, sheet.wanted());
        ui.add_space(theme::NEAR);
        ui.horizontal_wrapped(|ui| {
            if button::primary_command_ui(ui, Command::Print).clicked() {
                printing::print_and_show(shell, number, &wanted, Mode::Filled);
            }
            let overprint = form.overprint.then(|| ui.button("套打"));
            let hint = "只印内容，用在预先印好的表上；位置在“设置”里调。";
            if overprint.is_some_and(|button| button.on_hover_text(hint).clicked()) {
                printing::print_and_show(shell, number, &wanted, Mode::Overprint);
            }
            let blank = ui.button("空白表");
            let hint = "没有内容的一张，给客户带回去手写。";
            if blank.on_hover_text(hint).clicked() {
                printing::blank(shell, &form.id);
            }
            if ui.button("另存为…").clicked()
                && let Some(path) = printing::issue(shell, number, &wanted, Mode::Filled)
            {
                self.save_as = Some(SaveAs::new(path));
            }
        });
        if form.overprint {
            self.supplement_ui(ui, shell, number, wanted);
        }
    }

    /// How many supplement pages an overprint would have, before it is printed.
    fn supplement_ui(&mut self, ui: &mut Ui, shell: &mut Shell, number: &str, wanted: Wanted) {
        let same =
            |kept: &&mut (String, Wanted, Cached<usize>)| kept.0 == number && kept.1 == wanted;
        if self.supplement.as_mut().filter(same).is_none() {
            self.supplement = Some((number.to_owned(), wanted, Cached::default()));
        }
        let Some((_, wanted, pages)) = &mut self.supplement else {
            return;
        };
        let pages = pages.get(shell, |work| print::supplement_pages(work, number, wanted));
        if let Some(pages) = pages.filter(|pages| **pages > 0) {
            ui.weak(format!(
                "套打时预印表上写不下的另有附页{pages}页，在文件最后，用白纸印。"
            ));
        }
    }
}

/// Where the round of a sheet stands.
fn standing(sheet: &Sheet) -> String {
    match sheet.round.map(|round| round.recorded) {
        None => String::new(),
        Some(None) => "待办".to_owned(),
        Some(Some((day, result))) => format!("{day} {}", result.chinese()),
    }
}
