//! Making a customer one that is visited by a plan (重点客户), or ending the plan.

use egui::{Button, Ui};

use crate::model::contact::KeyGround;
use crate::office::contact::{self, KeyCustomerEntry};
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::into_sight;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::{button, refusals};

#[derive(Debug)]
pub(super) struct KeyCustomerForm {
    entry: KeyCustomerEntry,
    /// There is a plan already.
    planned: bool,
    checks: Checks,
}

impl KeyCustomerForm {
    /// The plan as it stands, or what speaks for one.
    pub(super) fn new(shell: &mut Shell, file: &CustomerFile) -> Self {
        let customer = &file.customer;
        let key = file.key_customer.as_ref();
        let grounds = match key {
            Some(key) => Some(key.grounds.clone()),
            None => shell.look(|work| contact::proposed_grounds(work, customer)),
        };
        let words = |ground: KeyGround| ground.wire().to_owned();
        Self {
            entry: KeyCustomerEntry {
                account: customer.account.clone(),
                grounds: grounds.into_iter().flatten().map(words).collect(),
                every_months: key
                    .map_or_else(|| "3".to_owned(), |key| key.every_months.to_string()),
                next_visit: key.map_or_else(String::new, |key| key.next_visit.to_string()),
            },
            planned: key.is_some(),
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn key_customer_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let mut done = false;
        theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
            ui.take_available_width();
            self.fields_ui(ui);
            refusals::above_button_ui(ui, self.checks.refusals());
            ui.horizontal(|ui| {
                let chosen = !self.entry.grounds.is_empty();
                let name = "列为重点客户";
                let button = ui.add_enabled_ui(chosen, |ui| button::hand_in_ui(ui, name));
                if button.inner {
                    done = self.hand_in(shell);
                }
                if self.planned && ui.button("不再是重点客户").clicked() {
                    self.entry.grounds.clear();
                    done = self.hand_in(shell);
                }
                done |= ui.button("不改了").clicked();
            });
        });
        done
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        let Self { entry, checks, .. } = self;
        Field::new("依据").required(true).row_ui(ui, |ui, _| {
            ui.horizontal(|ui| {
                for ground in KeyGround::ALL {
                    let changed = ground_ui(ui, *ground, &mut entry.grounds);
                    checks.touch("grounds", Touched::chosen(changed));
                }
            });
        });
        checks.whole_ui(ui, "grounds");
        let field = Field::new("走访间隔（月）")
            .required(true)
            .help("每几个月走访一次。")
            .narrow();
        checks.text_ui(ui, "every_months", field, &mut entry.every_months);
        let field = Field::new("下次走访")
            .help("不填就是从今天起一个间隔以后；到时列入今日待办。")
            .narrow();
        checks.text_ui(ui, "next_visit", field, &mut entry.next_visit);
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| contact::set_key_customer(work, entry)) {
            Ok(Some(key)) => {
                shell
                    .messages
                    .done(format!("已列为重点客户，下次走访{}", key.next_visit));
                true
            }
            Ok(None) => {
                shell.messages.done("不再是重点客户".to_owned());
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}

/// A ground that is chosen or not; says whether that changed.
fn ground_ui(ui: &mut Ui, ground: KeyGround, chosen: &mut Vec<String>) -> bool {
    let place = chosen.iter().position(|one| one == ground.wire());
    let name = ground.chinese();
    let button = ui.add(Button::new(name).selected(place.is_some()));
    into_sight(&button);
    let changed = button.clicked();
    if changed {
        match place {
            Some(place) => {
                chosen.remove(place);
            }
            None => chosen.push(ground.wire().to_owned()),
        }
    }
    button.accessible_name(format!("依据：{name}"));
    changed
}
