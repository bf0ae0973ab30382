//! What a change of an account asks for (变更内容), line by line.

use crate::model::application::{Application, Change, Source, Waiver};
use crate::model::customer::{TariffShare, Transformer};
use crate::model::money::figures;
use crate::rules::suspension::equipment;

use super::application_lines::{Line, filled, party};

/// What a change asks for; `whole`: identity numbers and phones as they are, else masked.
pub(super) fn change_lines(
    lines: &mut Vec<Line>,
    application: &Application,
    change: &Change,
    whole: bool,
) {
    match change {
        Change::CapacityIncrease {
            original, added, ..
        } => {
            let unit = application.capacity.unit;
            lines.push(("原有容量", format!("{} {unit}", original.normalize())));
            lines.push(("新增容量", format!("{} {unit}", added.normalize())));
            for transformer in change.standing().1 {
                lines.push(("拆除变压器", transformer.in_words()));
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
                let mut words = vec![
                    part.customer.name.clone(),
                    part.class.chinese().to_owned(),
                    part.capacity.to_string(),
                    part.tariff.chinese().to_owned(),
                ];
                words.extend(part.sources.iter().map(Source::in_words));
                words.extend(part.transformers.iter().map(Transformer::in_words));
                lines.push(("分出", words.join("，")));
            }
        }
        Change::Closure { notice, .. } => {
            lines.push(("用电容量", "全部停止使用".to_owned()));
            lines.extend(change.begun_by().map(|begun| {
                let notice = notice.as_ref();
                let notice = notice.map(|number| format!("，通知{number}已送达"));
                let words = format!("{}{}", begun.chinese(), notice.unwrap_or_default());
                ("办理起因", words)
            }));
        }
        Change::Transfer { from, .. } => {
            party(lines, ["原户主", "原户主证件", "原户主电话"], from, whole);
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

fn waived(lines: &mut Vec<Line>, waiver: Option<&Waiver>) {
    lines.extend(waiver.map(|waiver| {
        let Waiver {
            reason,
            basis,
            approver,
        } = waiver;
        ("特批", format!("{reason}；依据{basis}；{approver}批准"))
    }));
}
