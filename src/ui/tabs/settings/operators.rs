//! Who may sit at the desk, and as what (操作员).

use egui::{TextEdit, Ui};

use crate::model::vocabulary::Role;
use crate::office::settings::{self, OPERATORS};
use crate::rules::Refusal;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::choice::{self, options_of};
use crate::ui::widgets::{button, field, refusals};

#[derive(Debug, Default)]
pub(super) struct Operators {
    new_name: String,
    refusals: Vec<Refusal>,
}

impl Operators {
    pub(super) fn operators_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("操作员");
        ui.add_space(4.0);
        let mut people: Vec<(String, Role)> = shell
            .settings()
            .operators()
            .iter()
            .filter(|operator| operator.active)
            .map(|operator| (operator.name.clone(), operator.role))
            .collect();
        let roles = options_of!(Role);
        let mut changed = false;
        let mut gone = None;
        for (index, (name, role)) in people.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                let width = field::label_width(ui);
                ui.allocate_ui(egui::vec2(width, theme::row_height(ui)), |ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(name.as_str()).truncate());
                });
                let mut word = role.wire().to_owned();
                if choice::few_ui(ui, name, &roles, &mut word)
                    && let Ok(chosen) = word.parse()
                {
                    *role = chosen;
                    changed = true;
                }
                let leave = button::quiet_ui(ui, "停用");
                let leave = leave.on_hover_text("不再办理业务；以前办的记录仍是他的名字");
                if leave.accessible_name(format!("停用{name}")).clicked() {
                    gone = Some(index);
                }
            });
        }
        if let Some(index) = gone {
            people.remove(index);
            changed = true;
        }
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.new_name)
                .desired_width(180.0 * theme::scale(ui))
                .hint_text("姓名");
            field::line_ui(ui, edit, "新操作员", "一人一个姓名，同名的加上区别。");
            if ui.button("添加").accessible_name("添加操作员").clicked() {
                people.push((self.new_name.trim().to_owned(), Role::Clerk));
                changed = true;
            }
        });
        refusals::refusals_ui(ui, &self.refusals);
        if changed {
            self.change(shell, &people);
        }
        ui.add_space(theme::APART);
    }

    fn change(&mut self, shell: &mut Shell, people: &[(String, Role)]) {
        let list: Vec<String> = people
            .iter()
            .map(|(name, role)| format!("{name}:{}", role.wire()))
            .collect();
        let changes = [(OPERATORS.to_owned(), list.join(","))];
        match shell.act(|work| settings::change(work, &changes)) {
            Ok(()) => {
                shell.messages.done("操作员已更新");
                self.new_name.clear();
                self.refusals.clear();
            }
            Err(refusals) => self.refusals = refusals,
        }
    }
}
