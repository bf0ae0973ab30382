//! Accounts that nobody uses (待销户的户), CLOSE-4: who they are, the notice to each, and closing one of them.

use egui::{Label, RichText, ScrollArea, Ui};

use crate::model::idle_notice::DeliveredBy;
use crate::office::idle::{self, Candidate, DeliveryEntry};
use crate::office::print::Mode;
use crate::ui::printing;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, refusals};

const NOTICE: &str = "closure_notice";

/// The candidates for closure.
#[derive(Debug, Default)]
pub(super) struct IdleList {
    candidates: Cached<Vec<Candidate>>,
    delivery: Option<DeliveryForm>,
}

/// The proof of delivery of a notice.
#[derive(Debug)]
struct DeliveryForm {
    entry: DeliveryEntry,
    checks: Checks,
}

impl IdleList {
    pub(super) fn idle_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        self.candidates.refresh(shell, idle::candidates);
        theme::work_frame(ui).show(ui, |ui| {
            ui.take_available_space();
            let count = self.candidates.value().map_or(0, Vec::len);
            ui.heading(format!("待销户的户　{count}"));
            let words = "按抄表记录连续六个月不用电、也没有申请暂停的户。先书面通知并登记送达，再由人决定是否销户；不自动销户，也不因欠费销户。";
            ui.add(Label::new(RichText::new(words).weak()).wrap());
            ui.add_space(theme::NEAR);
            if self.delivery.as_mut().is_some_and(|form| form.form_ui(ui, shell)) {
                self.delivery = None;
            }
            let Some(candidates) = self.candidates.value() else {
                return;
            };
            if candidates.is_empty() {
                ui.label("✓ 没有连续六个月不用电的户。");
                return;
            }
            let height = 2.0 * theme::row_height(ui) + ui.spacing().item_spacing.y;
            let rows = ScrollArea::vertical().auto_shrink(false);
            let mut asked = None;
            rows.show_rows(ui, height, candidates.len(), |ui, shown| {
                for candidate in candidates.get(shown).unwrap_or_default() {
                    asked = asked.take().or(candidate_ui(ui, shell, candidate));
                }
            });
            if let Some(number) = asked {
                self.delivery = Some(DeliveryForm::new(number));
            }
        });
    }
}

/// Two lines of a candidate; returns the number of the notice whose delivery is to be recorded.
fn candidate_ui(ui: &mut Ui, shell: &mut Shell, candidate: &Candidate) -> Option<String> {
    let account = &candidate.account;
    let mut asked = None;
    let height = theme::row_height(ui);
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        ui.horizontal_centered(|ui| {
            let name = format!("{} {}", account.name, account.account);
            if button::quiet_ui(ui, &name).clicked() {
                shell.ask(Action::OpenCustomer(account.account.clone()));
            }
            let since = format!(
                "自{}至{}示数一直是 {} kWh",
                candidate.unused.idle.since, candidate.unused.idle.until, account.value
            );
            ui.add(Label::new(since));
            ui.add(Label::new(RichText::new(&account.address).weak()).truncate());
        });
    });
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        ui.horizontal_centered(|ui| {
            let of = format!("（{}）", account.account);
            if named(ui, "打印通知", &of) {
                let notice = shell.act_or_tell(|work| idle::notify(work, &account.account));
                if let Some(notice) = notice {
                    printing::print_and_show(shell, &notice.number, &NOTICE.into(), Mode::Filled);
                }
            }
            let standing = match &candidate.unused.notice {
                None => "○ 没有通知过".to_owned(),
                Some(notice) => match &notice.delivery {
                    None => format!("▲ {}通知，没有送达证明", notice.noticed_on),
                    Some(delivery) => format!("✓ {}{}", delivery.on, delivery.how.chinese()),
                },
            };
            if let Some(notice) = &candidate.unused.notice {
                if notice.delivery.is_none() && named(ui, "登记送达…", &of) {
                    asked = Some(notice.number.clone());
                }
                if notice.delivery.is_some() && named(ui, "办理销户", &of) {
                    shell.ask(Action::CloseUnused(account.account.clone()));
                }
            }
            ui.weak(standing);
        });
    });
    asked
}

/// A button whose name says of whom it is.
fn named(ui: &mut Ui, text: &str, of: &str) -> bool {
    let button = ui.button(text);
    let name = format!("{text}{of}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
    button.clicked()
}

impl DeliveryForm {
    fn new(number: String) -> Self {
        Self {
            entry: DeliveryEntry {
                number,
                how: DeliveredBy::Signed.wire().to_owned(),
                ..DeliveryEntry::default()
            },
            checks: Checks::at_hand(),
        }
    }

    /// Draws the form; says whether it is done with.
    fn form_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> bool {
        let mut done = false;
        theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
            ui.take_available_width();
            let title = format!("通知 {} 的送达证明", self.entry.number);
            ui.label(RichText::new(title).strong());
            let (checks, entry) = (&mut self.checks, &mut self.entry);
            let today = shell.today().to_string();
            let on = Field::new("送达日期")
                .help("不填就是今天；不早于通知的日期。")
                .hint(&today)
                .narrow();
            checks.text_ui(ui, "on", on, &mut entry.on);
            let how = Field::new("送达方式")
                .required(true)
                .help("当面签收、挂号邮寄有回执，或拒收时有见证人在场留置。");
            checks.few_ui(ui, "how", how, &options_of!(DeliveredBy), &mut entry.how);
            let proof = Field::new("送达证明")
                .required(true)
                .help("签收人姓名、挂号回执号，或见证人姓名。");
            checks.text_ui(ui, "received_by", proof, &mut entry.received_by);
            refusals::refusals_ui(ui, checks.refusals());
            ui.horizontal(|ui| {
                if button::primary_ui(ui, "记下送达").clicked() {
                    match shell.act(|work| idle::deliver(work, entry)) {
                        Ok(notice) => {
                            let words = format!("通知 {} 已登记送达", notice.number);
                            shell.messages.done(words);
                            done = true;
                        }
                        Err(found) => checks.refused(found),
                    }
                }
                done |= ui.button("不记了").clicked();
            });
        });
        ui.add_space(theme::NEAR);
        done
    }
}
