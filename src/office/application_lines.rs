//! An application, line by line (申请内容), as both faces show it.

use rust_decimal::Decimal;

use crate::model::application::{Application, Change};
use crate::model::case::Case;
use crate::model::customer::{Party, TariffShare};
use crate::model::mask;
use crate::model::vocabulary::{Class, ImportantGrade};

use super::change_lines::change_lines;

/// A label and its text.
pub type Line = (&'static str, String);

/// What was applied for; `whole`: identity numbers and phones as they are, else masked.
pub fn application_lines(case: &Case, whole: bool) -> Vec<Line> {
    let application = &case.application;
    let mut lines: Vec<Line> = Vec::new();
    party(
        &mut lines,
        ["户名", "证件", "电话"],
        &application.customer,
        whole,
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
    organisation(&mut lines, application, whole);
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
            whole,
        );
    }
    if let Some(agent) = &application.agent {
        lines.push(("经办人", agent.name.clone()));
        lines.push((
            "经办人证件",
            shown(&agent.id_number, whole, mask::id_number),
        ));
        lines.push(("经办人电话", shown(&agent.phone, whole, mask::phone)));
    }
    lines.push(("申请日期", application.applied_on.to_string()));
    if let Some(day) = case.accepted_on {
        lines.push(("受理日期", day.to_string()));
    }
    lines.push(("受理人", case.handler.clone()));
    supply(&mut lines, application, whole);
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
    lines
}

/// Who stands for an organisation, and its invoices.
fn organisation(lines: &mut Vec<Line>, application: &Application, whole: bool) {
    if let Some(person) = &application.representative {
        let number = shown(&person.id_number, whole, mask::id_number);
        lines.push(("法定代表人", format!("{} {number}", person.name)));
    }
    filled(lines, "行业", &application.industry);
    if let Some(vat) = &application.vat {
        let phone = shown(&vat.phone, whole, mask::phone);
        let number = shown(&vat.tax_number, whole, mask::id_number);
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
fn supply(lines: &mut Vec<Line>, application: &Application, whole: bool) {
    if let Some(change) = &application.change {
        change_lines(lines, application, change, whole);
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
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    let tariff = TariffShare::in_words(application.tariff.chinese(), shares);
    lines.push(("电价类别", tariff));
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
        lines.push(("电源", source.in_words()));
    }
    for transformer in &application.transformers {
        lines.push(("变压器", transformer.in_words()));
    }
    if let Some(kw) = application.motors.filter(|kw| !kw.is_zero()) {
        lines.push(("高压电动机", format!("{kw} kW")));
    }
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    filled(lines, "自备电源", &said(&application.own_generation));
    filled(lines, "非线性负荷", &said(&application.nonlinear));
    let grade = application.important_grade;
    if let Some(grade) = grade.filter(|grade| *grade != ImportantGrade::None) {
        lines.push(("重要客户等级", grade.chinese().to_owned()));
    }
    let mut total = Decimal::ZERO;
    for line in &application.equipment {
        let grade = line.grade.map(|grade| format!("，{}负荷", grade.chinese()));
        let named = [line.name.as_str(), &line.model].map(str::trim);
        let named: Vec<&str> = named.into_iter().filter(|word| !word.is_empty()).collect();
        let words = format!(
            "{} × {}，每台 {} kW{}",
            named.join(" "),
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

pub(super) fn filled(lines: &mut Vec<Line>, label: &'static str, text: &str) {
    if !text.is_empty() {
        lines.push((label, text.to_owned()));
    }
}

pub(super) fn party(lines: &mut Vec<Line>, labels: [&'static str; 3], party: &Party, whole: bool) {
    let [name, id, phone] = labels;
    lines.push((name, party.name.clone()));
    let number = shown(&party.id_number, whole, mask::id_number);
    lines.push((id, format!("{} {number}", party.id_kind.chinese())));
    lines.push((phone, shown(&party.phone, whole, mask::phone)));
}

fn shown(text: &str, whole: bool, mask: fn(&str) -> String) -> String {
    if whole { text.to_owned() } else { mask(text) }
}
