//! Accounts that nobody uses (待销户的户), CLOSE-4: who they are, the notice to each, and closing one of them.

use chrono::NaiveDate;
use egui::{Context, Label, RichText, ScrollArea, Ui};

use crate::model::idle_notice::DeliveredBy;
use crate::office::idle::{self, Candidate, DeliveryEntry};
use crate::office::print::Mode;
use crate::ui::printing;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, dialog, refusals};

const NOTICE: &str = "closure_notice";
/// Width of the form of a delivery, at the usual text size.
const WIDTH: f32 = 620.0;

/// The candidates for closure.
#[derive(Debug, Default)]
pub(super) struct IdleList {
    candidates: Cached<Vec<Candidate>>,
    delivery: Option<DeliveryForm>,
}

/// The proof of delivery of a notice.
#[derive(Debug)]
struct DeliveryForm {
    /// Whose notice it is.
    holder: String,
    address: String,
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
            let Some(candidates) = self.candidates.value() else {
                return;
            };
            if candidates.is_empty() {
                ui.label("✓ 没有连续六个月不用电的户。");
                return;
            }
            let height = 2.0 * theme::row_height(ui) + ui.spacing().item_spacing.y;
            let rows = ScrollArea::vertical().id_salt("idle").auto_shrink(false);
            let mut asked = None;
            rows.show_rows(ui, height, candidates.len(), |ui, shown| {
                for candidate in candidates.get(shown).unwrap_or_default() {
                    asked = asked.take().or(candidate_ui(ui, shell, candidate));
                }
            });
            if let Some(form) = asked {
                self.delivery = Some(form);
            }
        });
        let form = self.delivery.as_mut();
        if form.is_some_and(|form| form.form_ui(ui.ctx(), shell)) {
            self.delivery = None;
        }
    }
}

/// Two lines of a candidate; returns the form of a delivery that is to be recorded.
fn candidate_ui(ui: &mut Ui, shell: &mut Shell, candidate: &Candidate) -> Option<DeliveryForm> {
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
                    Some(delivery) => {
                        let answer = delivery.answer_by;
                        let answer = answer.map(|day| format!("，请在{day}以前答复"));
                        let (on, how) = (delivery.on, delivery.how.chinese());
                        format!("✓ {on}{how}{}", answer.unwrap_or_default())
                    }
                },
            };
            if let Some(notice) = &candidate.unused.notice {
                if notice.delivery.is_none() && named(ui, "登记送达…", &of) {
                    let proposed = shell.look(|work| Ok(idle::answer_by(work, notice.noticed_on)));
                    let proposed = proposed.flatten();
                    asked = Some(DeliveryForm::new(
                        notice.number.clone(),
                        candidate,
                        proposed,
                    ));
                }
                let answered = notice.waits_until(shell.today()).is_none();
                if notice.delivery.is_some() && answered && named(ui, "办理销户", &of) {
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
    fn new(number: String, candidate: &Candidate, answer_by: Option<NaiveDate>) -> Self {
        let account = &candidate.account;
        Self {
            holder: format!("{}（{}）", account.name, account.account),
            address: account.address.clone(),
            entry: DeliveryEntry {
                number,
                how: DeliveredBy::Signed.wire().to_owned(),
                answer_by: answer_by.map_or_else(String::new, |day| day.to_string()),
                ..DeliveryEntry::default()
            },
            checks: Checks::at_hand(),
        }
    }

    /// Draws the form; says whether it is done with.
    fn form_ui(&mut self, ctx: &Context, shell: &mut Shell) -> bool {
        let mut done = false;
        let modal = dialog::modal(ctx, "delivery").show(ctx, |ui| {
            ui.set_width(WIDTH * theme::scale(ui));
            dialog::head_ui(ui, &format!("登记送达：{}", self.holder));
            let words = format!("通知 {}　{}", self.entry.number, self.address);
            ui.add(Label::new(RichText::new(words).weak()).wrap());
            ui.add_space(theme::NEAR);
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
                .hint(example(&entry.how))
                .help("签收人姓名、挂号回执号，或见证人姓名。");
            checks.text_ui(ui, "received_by", proof, &mut entry.received_by);
            let answer = Field::new("请客户答复的日期")
                .help("照通知书上“请您在…以前答复”写的那一天；到期没有答复才能由供电所办销户。")
                .narrow();
            checks.text_ui(ui, "answer_by", answer, &mut entry.answer_by);
            refusals::refusals_ui(ui, checks.refusals());
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                if button::hand_in_ui(ui, "记下送达") {
                    match shell.act(|work| idle::deliver(work, entry)) {
                        Ok(notice) => {
                            let words =
                                format!("{}的通知 {} 已登记送达", self.holder, notice.number);
                            shell.messages.done(words);
                            done = true;
                        }
                        Err(found) => checks.refused(found),
                    }
                }
                done |= ui.button("不记了").clicked();
            });
        });
        done || modal.should_close()
    }
}

/// What the proof looks like for a way of delivery.
fn example(how: &str) -> &'static str {
    match how.parse() {
        Ok(DeliveredBy::Signed) => "例：张三（户主本人）",
        Ok(DeliveredBy::Post) => "例：挂号回执 XA00000000099",
        Ok(DeliveredBy::Witness) => "例：见证人李四（村委会）",
        Err(_) => "",
    }
}
