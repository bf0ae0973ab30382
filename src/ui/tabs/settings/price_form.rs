//! A new price or charge as typed (录入一项).

use egui::Ui;

use crate::model::price::{ChargeEntry, PriceEntry, PriceItem, VoltageBand};
use crate::model::vocabulary::Tariff;
use crate::office::price;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::{self, options_of};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::{button, refusals};

const PRICE: &str = "price";
const CHARGE: &str = "charge";

#[derive(Debug)]
pub(super) struct PriceForm {
    kind: String,
    price: PriceEntry,
    charge: ChargeEntry,
    checks: Checks,
}

impl Default for PriceForm {
    fn default() -> Self {
        Self {
            kind: PRICE.to_owned(),
            price: PriceEntry::default(),
            charge: ChargeEntry::default(),
            checks: Checks::default(),
        }
    }
}

impl PriceForm {
    pub(super) fn price_form_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("录入一项");
        ui.add_space(4.0);
        let kinds = [(PRICE, "电价"), (CHARGE, "收费")];
        if choice::few_ui(ui, "录入", &kinds, &mut self.kind) {
            self.checks = Checks::default();
        }
        if self.kind == PRICE {
            self.price_ui(ui);
        } else {
            self.charge_ui(ui);
        }
        refusals::refusals_ui(ui, self.checks.refusals());
        if button::hand_in_ui(ui, "录入") {
            self.hand_in(shell);
        }
        ui.add_space(theme::APART);
    }

    fn price_ui(&mut self, ui: &mut Ui) {
        let Self { price, checks, .. } = self;
        let field = Field::new("电价类别").required(true);
        let tariffs = options_of!(Tariff);
        checks.many_ui(ui, "tariff", field, &tariffs, &mut price.tariff);
        let field = Field::new("项目")
            .required(true)
            .help("单一制的只有电度电价；两部制的还有基本电费；执行峰谷的按时段各录一项。");
        checks.many_ui(ui, "item", field, &options_of!(PriceItem), &mut price.item);
        let mut bands = vec![("", "不分电压")];
        bands.extend(options_of!(VoltageBand));
        let field = Field::new("电压等级").help("文件按电压等级分列的，一个等级录一项。");
        let voltage = price.voltage.get_or_insert_default();
        checks.many_ui(ui, "voltage", field, &bands, voltage);
        let unit = price.item.parse::<PriceItem>().map(PriceItem::unit);
        let label = unit.map_or("单价".to_owned(), |unit| format!("单价（{unit}）"));
        let field = Field::new(&label)
            .required(true)
            .help("照文件写，最多6位小数。")
            .narrow();
        checks.text_ui(ui, "price", field, &mut price.price);
        dated_ui(ui, checks, &mut price.basis, &mut price.in_force_on);
        reason_ui(ui, checks, &mut price.reason);
    }

    fn charge_ui(&mut self, ui: &mut Ui) {
        let Self { charge, checks, .. } = self;
        let field = Field::new("收费项目").required(true).hint("例：换表");
        checks.text_ui(ui, "item", field, &mut charge.item);
        let field = Field::new("单位")
            .required(true)
            .help("按什么计数：户、次、只、米。")
            .narrow();
        checks.text_ui(ui, "unit", field, &mut charge.unit);
        let field = Field::new("单价（元）")
            .required(true)
            .help("最多2位小数；不收费的填0。")
            .narrow();
        checks.text_ui(ui, "unit_price", field, &mut charge.unit_price);
        dated_ui(ui, checks, &mut charge.basis, &mut charge.in_force_on);
        reason_ui(ui, checks, &mut charge.reason);
    }

    fn hand_in(&mut self, shell: &mut Shell) {
        let done = if self.kind == PRICE {
            let entry = &self.price;
            let done = shell.act(|work| price::record_price(work, entry));
            done.map(|price| format!("{}起的{}已录入", price.in_force_on, price.key))
        } else {
            let entry = &self.charge;
            let done = shell.act(|work| price::record_charge(work, entry));
            done.map(|charge| format!("{}起的“{}”已录入", charge.in_force_on, charge.item))
        };
        match done {
            Ok(words) => {
                shell.messages.done(words);
                self.go_on();
            }
            Err(refusals) => self.checks.refused(refusals),
        }
    }

    /// The next line of the same document.
    fn go_on(&mut self) {
        self.checks = Checks::default();
        self.price = PriceEntry {
            tariff: std::mem::take(&mut self.price.tariff),
            basis: std::mem::take(&mut self.price.basis),
            in_force_on: std::mem::take(&mut self.price.in_force_on),
            ..PriceEntry::default()
        };
        self.charge = ChargeEntry {
            basis: std::mem::take(&mut self.charge.basis),
            in_force_on: std::mem::take(&mut self.charge.in_force_on),
            ..ChargeEntry::default()
        };
    }
}

fn dated_ui(ui: &mut Ui, checks: &mut Checks, basis: &mut String, in_force_on: &mut String) {
    let field = Field::new("依据文件")
        .required(true)
        .help("批准这个价格的文件名称和文号。");
    checks.text_ui(ui, "basis", field, basis);
    let field = Field::new("生效日期")
        .required(true)
        .help("文件规定开始执行的那一天；可以是将来的日子。")
        .hint("年-月-日")
        .narrow();
    checks.text_ui(ui, "in_force_on", field, in_force_on);
}

/// Asked for where a row of the same day is there already.
fn reason_ui(ui: &mut Ui, checks: &mut Checks, reason: &mut String) {
    if reason.is_empty() && checks.problem("reason").is_none() {
        return;
    }
    let field = Field::new("更正原因").help("同一天生效的这一项录错了什么。");
    checks.text_ui(ui, "reason", field, reason);
}
