//! What is applied for: capacity, voltage, use, and the terms of the contract.

use egui::Ui;

use crate::model::application::{Draft, TermsDraft};
use crate::model::vocabulary::Class;
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;

use super::{kind, must, organisation};

const LABEL_KW: &str = "申请容量（kW）";
const HELP_KW: &str = "客户要用的容量，单位千瓦，最多两位小数。";

pub(super) fn request_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, class: Class) {
    let applied_on = must("申请日期", "客户来办理的那一天，例：2026-11-23。").narrow();
    checks.text_ui(ui, "applied_on", applied_on, &mut draft.applied_on);
    let (label, help, example) = match class {
        Class::HighVoltage => (
            "申请容量（kVA）",
            "客户要用的容量，单位千伏安，不大于变压器的总容量。",
            "例：500",
        ),
        Class::LowVoltage => (LABEL_KW, HELP_KW, "例：30"),
        Class::Resident => (LABEL_KW, HELP_KW, "例：8"),
    };
    if class != Class::Resident {
        organisation::nature_ui(ui, checks, draft);
    }
    let capacity = must(label, help).hint(example).narrow();
    checks.text_ui(ui, "capacity", capacity, &mut draft.capacity);
    voltage_ui(ui, checks, draft, class);
    let purpose = Field::new("用途")
        .hint(purpose_example(class))
        .help("用电做什么，写得具体才能定准电价类别。");
    checks.text_ui(ui, "use", purpose, &mut draft.purpose);
    if class != Class::Resident {
        wished_on_ui(ui, checks, draft);
    }
}

/// A use that fits the class.
pub(super) fn purpose_example(class: Class) -> &'static str {
    match class {
        Class::Resident => "例：住宅",
        Class::LowVoltage => "例：超市照明和冷柜",
        Class::HighVoltage => "例：水泥制品生产",
    }
}

/// A main source at the voltage applied for goes with it.
fn voltage_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, class: Class) {
    let mut voltages = kind::voltages(class).to_vec();
    voltages.sort();
    let voltages: Vec<_> = voltages
        .iter()
        .map(|voltage| (voltage.wire(), voltage.chinese()))
        .collect();
    let help = match class {
        Class::Resident => "一般居民用单相220伏；有三相设备的用380伏。",
        Class::LowVoltage => "有三相设备的用380伏；只有照明等单相设备的用220伏。",
        Class::HighVoltage => "客户变压器高压侧的电压，一般是10千伏。",
    };
    let before = draft.voltage.clone();
    let voltage = must("供电电压", help);
    checks.few_ui(ui, "voltage", voltage, &voltages, &mut draft.voltage);
    if before != draft.voltage {
        for source in &mut draft.sources {
            if source.voltage == before {
                source.voltage.clone_from(&draft.voltage);
            }
        }
    }
}

/// When the customer wishes to have it.
pub(super) fn wished_on_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let field = Field::new("希望用电日期")
        .help("客户希望从哪天起用上电，可以不填。")
        .narrow();
    checks.text_ui(ui, "wished_on", field, &mut draft.wished_on);
}

pub(super) fn terms_ui(ui: &mut Ui, checks: &mut Checks, terms: &mut TermsDraft, shell: &Shell) {
    let standing = shell.settings().terms();
    let months = [("1", "每月一次"), ("2", "两月一次")];
    let usual = standing.reading_months.to_string();
    let mut chosen = if terms.reading_months.is_empty() {
        usual.clone()
    } else {
        terms.reading_months.clone()
    };
    let field = Field::new("抄表周期").help("多久抄一次表。");
    checks.few_ui(ui, "terms.reading_months", field, &months, &mut chosen);
    terms.reading_months = if chosen == usual {
        String::new()
    } else {
        chosen
    };
    let hint = format!("本所一般为{}天", standing.pay_within_days);
    let field = Field::new("交费期限（天）")
        .help("账单发出后几天内交费，不填按本所的规定。")
        .hint(&hint)
        .narrow();
    checks.text_ui(
        ui,
        "terms.pay_within_days",
        field,
        &mut terms.pay_within_days,
    );
    let mut peak_valley = if terms.peak_valley { "yes" } else { "no" }.to_owned();
    let options = [("no", "不执行"), ("yes", "执行")];
    let field = Field::new("峰谷电价").help("客户自愿选择，选定后按合同约定执行。");
    checks.few_ui(ui, "terms.peak_valley", field, &options, &mut peak_valley);
    terms.peak_valley = peak_valley == "yes";
}
