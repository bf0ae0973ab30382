//! What is applied for: capacity, voltage, use, tariff, and the terms of the contract.

use egui::{Label, RichText, Ui};

use crate::model::application::{Draft, TermsDraft};
use crate::model::vocabulary::{Class, Tariff, Voltage};
use crate::rules::field;
use crate::rules::tariff::{self, Proposal, Usage};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::{Field, Touched};

use super::must;

pub(super) fn request_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    tariff_chosen: &mut bool,
    shell: &Shell,
) {
    let applied_on = must("申请日期", "客户来办理的那一天，例：2026-11-23。").narrow();
    checks.text_ui(ui, "applied_on", applied_on, &mut draft.applied_on);
    let capacity = must("申请容量（kW）", "客户要用的容量，单位千瓦，最多两位小数。")
        .hint("例：8")
        .narrow();
    checks.text_ui(ui, "capacity", capacity, &mut draft.capacity);
    let voltages: Vec<_> = [Voltage::V220, Voltage::V380]
        .map(|voltage| (voltage.wire(), voltage.chinese()))
        .into();
    let voltage = must("供电电压", "一般居民用单相220伏；有三相设备的用380伏。");
    checks.few_ui(ui, "voltage", voltage, &voltages, &mut draft.voltage);
    let purpose = Field::new("用途")
        .hint("例：住宅")
        .help("用电做什么，写得具体才能定准电价类别。");
    checks.text_ui(ui, "use", purpose, &mut draft.purpose);
    tariff_ui(ui, checks, draft, tariff_chosen, shell);
}

/// The tariff with the one proposed and its reason (TARIFF-2); the clerk decides.
fn tariff_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    tariff_chosen: &mut bool,
    shell: &Shell,
) {
    let field = must("电价类别", "按用途和电价分类说明定，建议和理由写在下面。");
    let problem = checks.problem("tariff");
    let before = draft.tariff.clone();
    let tariffs = options_of!(Tariff);
    let touched = field
        .problem(problem.as_deref())
        .many_ui(ui, &tariffs, &mut draft.tariff);
    checks.touch("tariff", touched);
    *tariff_chosen |= before != draft.tariff;
    let Some(proposal) = proposal(draft, shell) else {
        return;
    };
    let proposed = proposal.tariff.wire();
    if !*tariff_chosen && draft.tariff != proposed {
        proposed.clone_into(&mut draft.tariff);
        checks.touch("tariff", Touched::chosen(true));
    }
    Field::new("").row_ui(ui, |ui, _| {
        let words = format!("建议：{}。{}", proposal.tariff.chinese(), proposal.why);
        let ink = theme::palette(ui).weak;
        ui.add(Label::new(RichText::new(words).small().color(ink)).wrap());
        if draft.tariff != proposed && button::quiet_ui(ui, "按建议").clicked() {
            proposed.clone_into(&mut draft.tariff);
            checks.touch("tariff", Touched::chosen(true));
        }
    });
}

fn proposal(draft: &Draft, shell: &Shell) -> Option<Proposal> {
    let usage = Usage {
        class: Class::Resident,
        nature: None,
        purpose: &draft.purpose,
        kva: field::decimal(&draft.capacity, 2).ok(),
        on: field::date(&draft.applied_on).unwrap_or_else(|_| shell.today()),
    };
    let manual = shell.manual();
    // Without a rulebook for that day there is nothing to propose; the check says so when it is handed in.
    tariff::propose(usage, &manual.named_uses, &manual.rulebooks).ok()
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
