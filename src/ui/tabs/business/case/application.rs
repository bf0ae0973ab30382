//! What was applied for; identity numbers and phones masked until their purpose is logged.

use egui::{Grid, Label, RichText, Ui};
use rust_decimal::Decimal;

use crate::model::application::{Application, Change, Waiver};
use crate::model::case::Case;
use crate::model::customer::{Party, TariffShare, Transformer};
use crate::model::mask;
use crate::model::money::figures;
use crate::model::vocabulary::{Class, ImportantGrade};
use crate::rules::suspension::equipment;
use crate::ui::theme;
use crate::ui::widgets::button;

/// What the clerk wants of the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// To see identity numbers and phones whole.
    Reveal,
    Correct,
}

/// Draws the application; `open` where the applicant's particulars can be corrected.
pub(super) fn application_ui(ui: &mut Ui, case: &Case, revealed: bool, open: bool) -> Wish {
    let application = &case.application;
    let mut lines: Vec<(&str, String)> = Vec::new();
    party(
        &mut lines,
        ["户名", "证件", "电话"],
        &application.customer,
        revealed,
    );
    lines.push(("用电地址", application.customer.address.clone()));
    for (label, text) in [
        ("通信地址", &application.customer.postal_address),
        ("邮政编码", &application.customer.postcode),
        ("联系人", &application.customer.contact),
        ("产权证号", &application.title_certificate),
    ] {
        if !text.is_empty() {
            lines.push((label, text.clone()));
        }
    }
    organisation(&mut lines, application, revealed);
    let standing = if application.tenant {
        "租户"
    } else {
        "产权人"
    };
    lines.push(("申请身份", standing.to_owned()));
    if let Some(landlord) = &application.landlord {
        party(
            &mut lines,
            ["出租人", "出租人证件", "出租人电话"],
            landlord,
            revealed,
        );
    }
    if let Some(agent) = &application.agent {
        lines.push(("经办人", agent.name.clone()));
        lines.push((
            "经办人证件",
            shown(&agent.id_number, revealed, mask::id_number),
        ));
        lines.push(("经办人电话", shown(&agent.phone, revealed, mask::phone)));
    }
    lines.push(("申请日期", application.applied_on.to_string()));
    if let Some(day) = case.accepted_on {
        lines.push(("受理日期", day.to_string()));
    }
    lines.push(("受理人", case.handler.clone()));
    supply(&mut lines, application, revealed);
    let terms = application.terms;
    let peak_valley = if terms.peak_valley {
        "执行"
    } else {
        "不执行"
    };
    let words = format!(
        "每{}个月抄表，账单发出后{}天内交费，峰谷电价{peak_valley}",
        terms.reading_months, terms.pay_within_days
    );
    lines.push(("合同约定", words));
    grid_ui(ui, "application", &lines);
    ui.add_space(theme::NEAR);
    let mut wish = Wish::Nothing;
    ui.horizontal(|ui| {
        if !revealed && button::quiet_ui(ui, "查看完整证件和电话…").clicked() {
            wish = Wish::Reveal;
        }
        if open && button::quiet_ui(ui, "更正…").clicked() {
            wish = Wish::Correct;
        }
    });
    wish
}

/// Who stands for an organisation, and its invoices.
fn organisation(lines: &mut Vec<(&str, String)>, application: &Application, revealed: bool) {
    if let Some(person) = &application.representative {
        let number = shown(&person.id_number, revealed, mask::id_number);
        lines.push(("法定代表人", format!("{} {number}", person.name)));
    }
    filled(lines, "行业", &application.industry);
    if let Some(vat) = &application.vat {
        let phone = shown(&vat.phone, revealed, mask::phone);
        let number = shown(&vat.tax_number, revealed, mask::id_number);
        let words = [
            &vat.name,
            &number,
            &vat.address,
            &phone,
            &vat.bank,
            &vat.bank_account,
        ];
        let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        lines.push(("增值税开票", words.join("　")));
    }
}

/// What is applied for.
fn supply(lines: &mut Vec<(&str, String)>, application: &Application, revealed: bool) {
    if let Some(change) = &application.change {
        changed(lines, application, change, revealed);
        filled(lines, "变更原因", &application.reason);
    }
    let enlarges = matches!(
        application.change,
        None | Some(Change::CapacityIncrease { .. })
    );
    let label = if enlarges { "申请容量" } else { "容量" };
    lines.push((label, application.capacity.to_string()));
    lines.push(("供电电压", application.voltage.chinese().to_owned()));
    if let Some(nature) = application.nature {
        lines.push(("用电性质", nature.chinese().to_owned()));
    }
    filled(lines, "用途", &application.purpose);
    lines.extend(
        application
            .wished_on
            .map(|day| ("希望用电", day.to_string())),
    );
    lines.push(("电价类别", application.tariff.chinese().to_owned()));
    if application.class == Class::HighVoltage {
        lines.push(("计费方式", application.billing.chinese().to_owned()));
    }
    filled(lines, "负荷性质", &application.load_nature);
    if let Some(kw) = application.security_load {
        lines.push(("保安负荷", format!("{kw} kW")));
    }
    if let Some(kwh) = application.monthly_kwh {
        lines.push(("月用电量", format!("{kwh} kWh")));
    }
    for source in &application.sources {
        let words = format!(
            "{} {} {} kVA {}",
            source.role.chinese(),
            source.voltage.chinese(),
            source.capacity.normalize(),
            source.line.chinese()
        );
        lines.push(("电源", words));
    }
    for transformer in &application.transformers {
        lines.push(("变压器", transformer_in_words(transformer)));
    }
    if let Some(kw) = application.motors {
        lines.push(("高压电动机", format!("{kw} kW")));
    }
    filled(lines, "自备电源", &application.own_generation);
    filled(lines, "非线性负荷", &application.nonlinear);
    if application.important_grade != ImportantGrade::None {
        let grade = application.important_grade.chinese();
        lines.push(("重要客户等级", grade.to_owned()));
    }
    let mut total = Decimal::ZERO;
    for line in &application.equipment {
        let grade = line.grade.map(|grade| format!("，{}负荷", grade.chinese()));
        let words = format!(
            "{} {} × {}，每台 {} kW{}",
            line.name,
            line.model,
            line.count,
            line.kw.normalize(),
            grade.unwrap_or_default()
        );
        total += line.kw * Decimal::from(line.count);
        lines.push(("设备", words));
    }
    if application.equipment.len() > 1 {
        lines.push(("设备合计", format!("{} kW", total.normalize())));
    }
}

/// What a change asks for.
fn changed(
    lines: &mut Vec<(&str, String)>,
    application: &Application,
    change: &Change,
    revealed: bool,
) {
    match change {
        Change::CapacityIncrease {
            original, added, ..
        } => {
            let unit = application.capacity.unit;
            lines.push(("原有容量", format!("{} {unit}", original.normalize())));
            lines.push(("新增容量", format!("{} {unit}", added.normalize())));
            for transformer in change.standing().1 {
                lines.push(("拆除变压器", transformer_in_words(transformer)));
            }
        }
        Change::Relocation { to } => {
            lines.push(("移到何处", to.clone()));
            lines.push(("不变的", "用电地址、用电类别、供电点".to_owned()));
        }
        Change::Removal { from, to } => {
            lines.push(("希望暂拆", from.to_string()));
            lines.push(("计划复装", to.to_string()));
        }
        Change::Reconnection {
            wished_on,
            removed_on,
            last_day,
        } => {
            lines.push(("暂拆日期", removed_on.to_string()));
            lines.push(("最迟申请复装", last_day.to_string()));
            lines.extend(wished_on.map(|day| ("希望复装", day.to_string())));
        }
        Change::Reclassification {
            from,
            from_shares,
            shares,
        } => {
            let now = TariffShare::in_words(from.chinese(), from_shares);
            let then = TariffShare::in_words(application.tariff.chinese(), shares);
            lines.push(("原电价类别", now));
            lines.push(("改为", then));
        }
        Change::Split { parts, .. } => {
            for part in parts {
                let words = [
                    part.customer.name.as_str(),
                    part.class.chinese(),
                    &part.capacity.to_string(),
                    part.tariff.chinese(),
                ]
                .join("，");
                lines.push(("分出", words));
            }
        }
        Change::Closure { .. } => lines.push(("用电容量", "全部停止使用".to_owned())),
        Change::Transfer { from, .. } => {
            party(
                lines,
                ["原户主", "原户主证件", "原户主电话"],
                from,
                revealed,
            );
        }
        Change::Suspension {
            transformers,
            from,
            to,
            agreed_days,
            basis,
            waiver,
        } => {
            lines.push(("停用设备", equipment::names(transformers)));
            lines.push(("暂停日期", from.to_string()));
            lines.push((
                "恢复日期",
                format!("{to}（{}天）", (*to - *from).num_days()),
            ));
            lines.extend(agreed_days.map(|days| ("约定天数", format!("全年{days}天"))));
            filled(lines, "约定依据", basis);
            waived(lines, waiver.as_ref());
        }
        Change::Resumption {
            suspension,
            transformers,
            on,
            sealed_on,
            to,
            waiver,
        } => {
            lines.push(("暂停工单", suspension.clone()));
            lines.push(("暂停期限", format!("{sealed_on}至{to}")));
            lines.push(("恢复设备", equipment::names(transformers)));
            lines.push(("恢复日期", on.to_string()));
            waived(lines, waiver.as_ref());
        }
    }
    if let Some(arrears) = change.arrears() {
        let amount = figures(arrears.amount);
        lines.push(("欠费", format!("{amount}元（{}查）", arrears.checked_on)));
    }
}

fn waived(lines: &mut Vec<(&str, String)>, waiver: Option<&Waiver>) {
    lines.extend(waiver.map(|waiver| {
        let Waiver {
            reason,
            basis,
            approver,
        } = waiver;
        ("特批", format!("{reason}；依据{basis}；{approver}批准"))
    }));
}

/// A transformer in a line.
pub(in crate::ui) fn transformer_in_words(transformer: &Transformer) -> String {
    let group = transformer.group.as_ref();
    let group = group.map_or_else(String::new, |group| format!("（{group}）"));
    let kva = transformer.kva.normalize();
    format!("{} {kva} kVA{group}", transformer.plate)
}

fn filled(lines: &mut Vec<(&str, String)>, label: &'static str, text: &str) {
    if !text.is_empty() {
        lines.push((label, text.to_owned()));
    }
}

/// Label and text, side by side.
pub(in crate::ui) fn grid_ui(ui: &mut Ui, id: &str, lines: &[(&str, String)]) {
    let width = ui.available_width() - 140.0 * theme::scale(ui);
    Grid::new(id)
        .num_columns(2)
        .spacing([theme::APART, 6.0])
        .show(ui, |ui| {
            for (label, text) in lines {
                ui.label(RichText::new(*label).weak());
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    ui.add(Label::new(text).wrap().selectable(true));
                });
                ui.end_row();
            }
        });
}

fn party(
    lines: &mut Vec<(&str, String)>,
    labels: [&'static str; 3],
    party: &Party,
    revealed: bool,
) {
    let [name, id, phone] = labels;
    lines.push((name, party.name.clone()));
    let number = shown(&party.id_number, revealed, mask::id_number);
    lines.push((id, format!("{} {number}", party.id_kind.chinese())));
    lines.push((phone, shown(&party.phone, revealed, mask::phone)));
}

fn shown(text: &str, revealed: bool, mask: fn(&str) -> String) -> String {
    if revealed {
        text.to_owned()
    } else {
        mask(text)
    }
}
