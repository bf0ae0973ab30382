//! Another tariff class (改类): the one class that fits the use, or a ratio of several that cannot be metered
//! apart.

use egui::{RichText, Ui};

use crate::model::application::{Draft, ShareDraft};
use crate::model::customer::TariffShare;
use crate::model::vocabulary::{Class, Tariff};
use crate::office::customer::CustomerFile;
use crate::rules::field::decimal;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::rows::{Cells, Column, Rows};

use super::tariff::Chosen;
use super::{asked, change, must, request, section_ui, tariff};

impl Cells for ShareDraft {
    fn cell(&mut self, at: &str) -> &mut String {
        match at {
            "percent" => &mut self.percent,
            _ => &mut self.tariff,
        }
    }
}

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    chosen: &mut Chosen,
    shell: &Shell,
    focus_first: &mut bool,
) {
    section_ui(ui, "改类内容");
    let why = (
        "客户为什么要改类，原来做什么、现在做什么。",
        "例：住宅底层改为商店",
    );
    change::why_ui(ui, checks, draft, why, file.is_some(), focus_first);
    let class = file.map_or(Class::Resident, |file| file.customer.class);
    let example = match class {
        Class::Resident => "例：自家小卖部",
        _ => request::purpose_example(class),
    };
    let purpose = Field::new("现在的用途")
        .hint(example)
        .help("改变以后电用来做什么，写得具体才能定准电价类别。");
    checks.text_ui(ui, "use", purpose, &mut draft.purpose);
    let Some(file) = file else {
        return;
    };
    let customer = &file.customer;
    let own = customer.tariff.chinese();
    let now = TariffShare::in_words(own, &file.shares);
    change::line_ui(ui, &format!("现在按{now}执行。"));
    let mut metering = if draft.shares.is_empty() {
        "one"
    } else {
        "ratio"
    }
    .to_owned();
    let options = [("one", "一类"), ("ratio", "几类按比例")];
    let field = must(
        "执行方式",
        "几类用电不能分别装表的按比例分算，合计100%，每年核实一次；能分别装表的不按比例。",
    );
    checks.few_ui(ui, "shares", field, &options, &mut metering);
    match (metering.as_str(), draft.shares.is_empty()) {
        ("ratio", true) => draft.shares = vec![ShareDraft::default(), ShareDraft::default()],
        ("one", false) => draft.shares.clear(),
        _ => {}
    }
    if draft.shares.is_empty() {
        let asked = asked::asked(draft, Some(file), &shell.manual().checklists);
        // Without a new use there is nothing to propose but what holds already.
        let proposed = tariff::proposal(&asked, shell);
        let proposed = proposed.filter(|proposal| proposal.tariff != customer.tariff);
        tariff::tariff_ui(ui, checks, draft, chosen, proposed.as_ref());
    } else {
        shares_ui(ui, checks, &mut draft.shares);
        draft.tariff.clear();
    }
    if customer.class == Class::HighVoltage {
        let proposed = tariff::billing_proposal(draft);
        let proposed = proposed.filter(|_| draft.tariff != customer.tariff.wire());
        if draft.billing.is_empty() {
            customer.billing.wire().clone_into(&mut draft.billing);
        }
        tariff::billing_ui(ui, checks, draft, chosen, proposed.as_ref());
    }
    change::line_ui(
        ui,
        "擅自改变用电类别的另按违约用电处理（BREACH-1），改类不影响追补。",
    );
}

/// The classes with their shares, and what they sum to.
pub(in crate::ui) fn shares_ui(ui: &mut Ui, checks: &mut Checks, shares: &mut Vec<ShareDraft>) {
    let mut tariffs = vec![("", "请选择")];
    tariffs.extend(options_of!(Tariff));
    let columns = [
        Column::text("tariff", "电价类别", 150.0, "每一类写一行。").options(&tariffs),
        Column::text(
            "percent",
            "比例（%）",
            90.0,
            "占用电量的百分之几，最多两位小数。",
        )
        .hint("60")
        .hint_below("40"),
    ];
    let rows = Rows {
        path: "shares",
        columns: &columns,
        row_name: &|row| format!("第{row}类"),
        add: "＋ 添加一类",
        add_name: "添加一类",
        most: Tariff::ALL.len(),
        new_row: &ShareDraft::default,
        result: None,
    };
    rows.rows_ui(ui, checks, shares);
    let percents = shares.iter().map(|share| decimal(&share.percent, 2).ok());
    let sum: Option<rust_decimal::Decimal> = percents.sum();
    let words = match sum {
        Some(sum) if sum == rust_decimal::Decimal::ONE_HUNDRED => "✓ 合计 100%".to_owned(),
        Some(sum) => format!("合计 {}%，应为 100%", sum.normalize()),
        None => "合计应为 100%，有的比例还没填好".to_owned(),
    };
    ui.label(RichText::new(words).strong());
}
