//! The contact log of a customer (客户联系): visits, calls, consultations and what follows from them.

use egui::{Label, RichText, Ui};

use crate::model::contact::{Contact, ContactHow};
use crate::office::contact::{self, ContactEntry};
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::{button, refusals};

use super::page::section_ui;

#[derive(Debug)]
pub(super) struct ContactForm {
    entry: ContactEntry,
    checks: Checks,
}

impl ContactForm {
    /// A new contact, or the one that follows another up.
    pub(super) fn new(account: &str, follows: Option<&Contact>) -> Self {
        let entry = ContactEntry {
            account: account.to_owned(),
            how: ContactHow::Call.wire().to_owned(),
            follows: follows.map(|one| one.number.clone()).unwrap_or_default(),
            matter: follows.map_or_else(String::new, |one| format!("回访：{}", one.matter)),
            ..ContactEntry::default()
        };
        Self {
            entry,
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn contact_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> bool {
        let way = patch_form_ui(ui, ["记下联系", "不记了"], |ui| {
            self.fields_ui(ui, shell, file);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.hand_in(shell))
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &Shell, file: &CustomerFile) {
        let Self { entry, checks } = self;
        if !entry.follows.is_empty() {
            ui.weak(format!("回访{}", entry.follows));
        }
        let today = shell.today().to_string();
        let field = Field::new("联系日期")
            .help("不填就是今天。")
            .hint(&today)
            .narrow();
        checks.text_ui(ui, "on", field, &mut entry.on);
        let field = Field::new("联系方式").required(true);
        let options = options_of!(ContactHow);
        checks.few_ui(ui, "how", field, &options, &mut entry.how);
        let field = Field::new("事由")
            .required(true)
            .help("谈的是什么事；不要写证件号码和电话。");
        checks.text_ui(ui, "matter", field, &mut entry.matter);
        let field = Field::new("结果").help("怎样答复、怎样处理的。");
        checks.text_ui(ui, "outcome", field, &mut entry.outcome);
        let field = Field::new("经办人")
            .help("不填就是当前操作员。")
            .hint(shell.operator());
        checks.text_ui(ui, "handled_by", field, &mut entry.handled_by);
        let field = Field::new("回访日期")
            .help("哪一天再问一次，到时列入今日待办；不用回访的不填。")
            .narrow();
        checks.text_ui(ui, "follow_up", field, &mut entry.follow_up);
        let visited = entry.how == ContactHow::Visit.wire();
        if let Some(key) = file.key_customer.as_ref().filter(|_| visited) {
            let help = format!("不填就是{}个月以后。", key.every_months);
            let field = Field::new("下次走访").help(&help).narrow();
            checks.text_ui(ui, "next_visit", field, &mut entry.next_visit);
        }
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| contact::record(work, entry)) {
            Ok(kept) => {
                let words = format!("{}{}，已记下", kept.on, kept.how.chinese());
                shell.messages.done(words);
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}

/// The log, the latest first; the contact to be followed up, where its button was pressed.
pub(super) fn contacts_ui(ui: &mut Ui, file: &CustomerFile) -> Option<ContactForm> {
    let mut form = None;
    if file.contacts.is_empty() && file.key_customer.is_none() {
        return None;
    }
    section_ui(ui, "客户联系");
    if let Some(key) = &file.key_customer {
        ui.label(key.in_words());
    }
    for one in &file.contacts {
        ui.horizontal(|ui| {
            ui.label(one.on.to_string());
            ui.label(one.how.chinese());
            ui.weak(&one.handled_by);
            match (one.follow_up, &one.followed_by) {
                (Some(day), None) => {
                    let name = format!("{day}回访…");
                    if button::quiet_ui(ui, &name).clicked() {
                        form = Some(ContactForm::new(&file.customer.account, Some(one)));
                    }
                }
                (Some(_), Some(by)) => {
                    ui.weak(format!("✓ 已回访（{by}）"));
                }
                (None, _) => {}
            }
        });
        let words = match one.outcome.as_str() {
            "" => one.matter.clone(),
            outcome => format!("{}。结果：{outcome}", one.matter.trim_end_matches('。')),
        };
        ui.indent(&one.number, |ui| {
            ui.add(Label::new(RichText::new(words)).wrap());
        });
    }
    form
}
