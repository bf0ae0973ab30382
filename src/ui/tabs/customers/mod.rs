//! 客户: found at the left, the account at the right.

mod claims;
mod complaints;
mod contacts;
mod doubt;
mod exchange;
mod forms;
mod key_customer;
mod life;
mod openings;
mod page;
mod reading;
mod reading_correction;
mod suspensions;
mod transformer;
mod verification;

use egui::{CentralPanel, Label, Panel, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::model::customer::Customer;
use crate::model::mask;
use crate::office::find;
use crate::office::list;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::{field, ime};

use page::CustomerPage;

/// Customers shown at most.
const MOST: usize = 100;

#[derive(Debug, Default)]
pub struct Customers {
    text: String,
    /// The text and the epoch that `found` was found for.
    searched: Option<(String, u64)>,
    found: Vec<Customer>,
    total: i64,
    page: Option<CustomerPage>,
}

impl Customers {
    pub fn open(&mut self, account: String) {
        let stays = self.page.as_mut().is_some_and(|page| page.stays(&account));
        if !stays {
            self.page = Some(CustomerPage::new(account));
        }
    }

    /// Closes what lies on top.
    pub fn step_back(&mut self) {
        if let Some(page) = &mut self.page {
            page.step_back();
        }
    }

    pub fn customers_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let width = 330.0 * theme::scale(ui).min(1.25);
        Panel::left("customers")
            .exact_size(width)
            .resizable(false)
            .frame(theme::ground_frame(ui))
            .show(ui, |ui| self.list_ui(ui, shell));
        let frame = theme::work_frame(ui);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let shown = ScrollArea::vertical()
                .id_salt("customer")
                .auto_shrink(false)
                .show(ui, |ui| match &mut self.page {
                    Some(page) => page.page_ui(ui, shell),
                    None => {
                        ui.add_space(ui.available_height() * 0.3);
                        ui.vertical_centered(|ui| ui.label("从左边找一户"));
                        None
                    }
                });
            if let Some(account) = shown.inner {
                self.open(account);
            }
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let edit = TextEdit::singleline(&mut self.text)
            .desired_width(f32::INFINITY)
            .hint_text("户名、地址、电话、户号、表号");
        field::line_ui(
            ui,
            edit,
            "查找客户",
            "写任一部分，也可以写姓名的拼音首字母。",
        );
        if !ime::is_composing(ui.ctx()) {
            self.search(shell);
        }
        ui.weak(self.count());
        if self.found.is_empty() {
            let words = if self.total == 0 {
                "还没有客户。送电后客户就在这里；原有的客户在“设置”的“数据导入”里一次导入。"
            } else {
                "没有找到。换一个更短的部分试试。"
            };
            ui.add(Label::new(words).wrap());
        }
        let height = theme::row_height(ui) * 1.7;
        let mut chosen = None;
        ScrollArea::vertical().auto_shrink(false).show_rows(
            ui,
            height,
            self.found.len(),
            |ui, rows| {
                for customer in &self.found[rows] {
                    if customer_ui(ui, customer, height, self.page.as_ref()) {
                        chosen = Some(customer.account.clone());
                    }
                }
            },
        );
        if let Some(account) = chosen {
            self.open(account);
        }
    }

    fn count(&self) -> String {
        let (total, shown) = (self.total, self.found.len());
        if self.text.trim().is_empty() && (shown as i64) < total {
            format!("共 {total} 户，显示最近建立的 {shown} 户")
        } else {
            format!("共 {total} 户，显示 {shown} 户")
        }
    }

    fn search(&mut self, shell: &mut Shell) {
        let wanted = (self.text.trim().to_owned(), shell.epoch());
        if self.searched.as_ref() == Some(&wanted) {
            return;
        }
        let text = &wanted.0;
        let seen = shell.look(|work| {
            let total = list::customer_count(work)?;
            if text.is_empty() {
                return Ok((list::latest_customers(work, MOST as u32)?, total));
            }
            Ok((find::customers(work, text, MOST)?, total))
        });
        if let Some((found, total)) = seen {
            self.found = found;
            self.total = total;
        }
        self.searched = Some(wanted);
    }
}

/// A customer in two lines; says whether he was clicked.
fn customer_ui(ui: &mut Ui, customer: &Customer, height: f32, open: Option<&CustomerPage>) -> bool {
    let is_open = open.is_some_and(|page| page.account() == customer.account);
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let fill = if is_open {
        palette.chosen
    } else if response.hovered() || response.has_focus() {
        palette.hover
    } else {
        egui::Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, 4, fill);
    response.widget_info(|| {
        let name = format!("{} {}", customer.party.name, customer.account);
        egui::WidgetInfo::selected(egui::accesskit::Role::Row, true, is_open, name)
    });
    let builder = egui::UiBuilder::new().max_rect(rect.shrink2(vec2(6.0, 3.0)));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let phone = mask::phone(&customer.party.phone);
        ui.add(Label::new(format!("{}　{phone}", customer.party.name)).truncate());
        let line = format!("{} · {}", customer.account, customer.party.address);
        ui.add(Label::new(RichText::new(line).small().weak()).truncate());
    });
    response.clicked()
}
