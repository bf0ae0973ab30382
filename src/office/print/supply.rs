//! What organisations, high voltage and changes add to an application's values on paper.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::{Change, Draft, TransformerDraft};
use crate::model::customer::{TariffShare, Transformer};
use crate::model::vocabulary::{
    Billing, Class, IdKind, ImportantGrade, Kind, Nature, SourceLine, SourceRole, Tariff, Voltage,
};
use crate::paper::Values;
use crate::rules::field::decimal;
use crate::rules::suspension::equipment;

use super::application::chinese;

/// Who stands for the organisation, what it runs, its sources and its invoices.
pub(super) fn fill(values: &mut Values, draft: &Draft) {
    let security_load = match draft.security_load.as_str() {
        "" => String::new(),
        "0" => "无".to_owned(),
        kw => format!("{kw} kW"),
    };
    let motors = match draft.motors.as_str() {
        "" => String::new(),
        "0" => "无".to_owned(),
        kw => format!("{kw} kW"),
    };
    values
        .set("request.motors", motors)
        .set("contract.motors", &draft.motors)
        .set("request.wished_on", &draft.wished_on)
        .set("request.industry", &draft.industry)
        // The plan's own where it names another.
        .set("plan.industry", &draft.industry)
        .set("request.load_nature", &draft.load_nature)
        .set("request.security_load", security_load)
        .set("request.monthly_kwh", &draft.monthly_kwh)
        .set("request.billing", chinese(&draft.billing, Billing::chinese))
        .set(
            "request.own_generation",
            none_in_words(&draft.own_generation),
        )
        .set(
            "request.important_grade",
            chinese(&draft.important_grade, ImportantGrade::chinese),
        )
        .set("request.nonlinear", none_in_words(&draft.nonlinear));
    for nature in Nature::ALL {
        let key = format!("request.nature.{nature}");
        values.tick(&key, draft.nature == nature.wire());
    }
    people(values, draft);
    sources(values, draft);
}

fn people(values: &mut Values, draft: &Draft) {
    if let Some(person) = &draft.representative {
        values
            .set("representative.name", &person.name)
            .set("representative.id_number", &person.id_number);
    }
    if let Some(vat) = &draft.vat {
        values
            .set("vat.name", &vat.name)
            .set("vat.tax_number", &vat.tax_number)
            .set("vat.address", &vat.address)
            .set("vat.phone", &vat.phone)
            .set("vat.bank", &vat.bank)
            .set("vat.bank_account", &vat.bank_account);
    }
}

fn sources(values: &mut Values, draft: &Draft) {
    for source in &draft.sources {
        let row = [
            ("voltage", chinese(&source.voltage, Voltage::chinese)),
            ("capacity", source.capacity.clone()),
            ("line", chinese(&source.line, SourceLine::chinese)),
            ("role", chinese(&source.role, SourceRole::chinese)),
        ];
        values.push_row("sources", row);
    }
    // Only at high voltage is there a choice.
    let single = match draft.class.parse() {
        Ok(Class::HighVoltage) => draft.sources.len() == 1,
        Ok(_) => draft.sources.len() < 2,
        Err(_) => false,
    };
    values
        .tick("request.sources.single", single)
        .tick("request.sources.dual", draft.sources.len() == 2);
}

/// Every transformer that there will be; of an increase, also those that it adds.
pub(super) fn transformers(values: &mut Values, draft: &Draft, change: Option<&Change>) {
    let (staying, taken_out) = change.map(Change::standing).unwrap_or_default();
    let drafts = |list: Vec<&Transformer>| -> Vec<TransformerDraft> {
        list.into_iter().map(TransformerDraft::from).collect()
    };
    let (staying, taken_out) = (drafts(staying), drafts(taken_out));
    let all = staying.iter().chain(&draft.transformers);
    for transformer in all.clone() {
        let row = [
            ("plate", transformer.plate.clone()),
            ("kva", transformer.kva.clone()),
            ("group", transformer.group.clone()),
        ];
        values.push_row("transformers", row);
    }
    if let Some(sum) = sum(all.clone()).filter(|sum| !sum.is_zero()) {
        values.set("request.transformer_total", sum.to_string());
    }
    if draft.kind != Kind::CapacityIncrease.wire() {
        return;
    }
    let added = draft.transformers.iter().map(|added| (added, "增加"));
    let out = taken_out.iter().map(|taken_out| (taken_out, "拆除"));
    for (transformer, action) in added.chain(out) {
        let row = [
            ("plate", transformer.plate.as_str()),
            ("kva", transformer.kva.as_str()),
            ("action", action),
        ];
        values.push_row("change_transformers", row);
    }
    let original = counted(staying.iter().chain(&taken_out));
    let mut added = counted(draft.transformers.iter());
    if !taken_out.is_empty() {
        added = format!("{added}；拆除{}", counted(taken_out.iter()));
    }
    values
        .set("change.transformers_original", original)
        .set("change.transformers_added", added)
        .set("change.transformers_total", counted(all));
}

/// What a change does to the account.
pub(super) fn change(values: &mut Values, draft: &Draft, change: &Change) {
    let unit = &draft.unit;
    let capacity = |value: &str| format!("{value} {unit}");
    match change {
        Change::CapacityIncrease {
            original,
            added,
            voltage,
            tariff,
            ..
        } => {
            let original = capacity(&original.normalize().to_string());
            let total = capacity(&draft.capacity);
            let added = capacity(&added.normalize().to_string());
            let described = |capacity: &str, voltage: &str, tariff: &str| {
                format!("{capacity}，{voltage}，{tariff}")
            };
            values
                .set(
                    "change.from",
                    described(&original, voltage.chinese(), tariff.chinese()),
                )
                .set(
                    "change.to",
                    described(
                        &total,
                        &chinese(&draft.voltage, Voltage::chinese),
                        &chinese(&draft.tariff, Tariff::chinese),
                    ),
                )
                .set("change.original", original)
                .set("request.asked", format!("增加{added}"))
                .set("change.added", added)
                .set("change.total", total);
        }
        Change::Relocation { to } => {
            // As it is answered, so far as it is.
            let asked = [
                ("用电地址", draft.same_address),
                ("用电类别", draft.same_class),
                ("供电点", draft.same_supply_point),
            ];
            let of = |answer| asked.iter().filter(move |one| one.1 == Some(answer));
            let named = |answer| of(answer).map(|one| one.0).collect::<Vec<_>>().join("、");
            let mut before = "电能表在原位置".to_owned();
            for (answer, word) in [(true, "不变"), (false, "有变化")] {
                let (names, all) = (named(answer), of(answer).count() == asked.len());
                if !names.is_empty() {
                    let all = if all { "都" } else { "" };
                    before.push_str(&format!("；{names}{all}{word}"));
                }
            }
            values
                .set("change.from", before)
                .set(
                    "request.asked",
                    format!("{}（不变）", capacity(&draft.capacity)),
                )
                .set("relocation.wanted", to);
            if !to.is_empty() {
                values.set("change.to", format!("电能表移到{to}"));
            }
        }
        Change::Removal { from, to } => {
            values
                .set("change.from", "正常用电")
                .set(
                    "change.to",
                    format!(
                        "{from}起暂拆，计划{to}复装；容量{}保留",
                        capacity(&draft.capacity)
                    ),
                )
                .set("request.wished_on", from.to_string())
                .set("removal.wanted_from", from.to_string())
                .set("removal.wanted_to", to.to_string());
        }
        Change::Reconnection {
            wished_on,
            removed_on,
            last_day,
        } => {
            values
                .set("change.from", format!("{removed_on}暂拆，容量保留"))
                .set("change.to", "复装，恢复用电")
                .set("removal.removed_on", removed_on.to_string())
                .set("removal.last_day", last_day.to_string());
            if let Some(day) = wished_on {
                values.set("request.wished_on", day.to_string());
            }
        }
        Change::Reclassification {
            from,
            from_shares,
            shares,
        } => {
            let now = TariffShare::in_words(from.chinese(), from_shares);
            // A ratio begun and not complete is no class yet.
            let main = match shares.is_empty() && !draft.shares.is_empty() {
                true => String::new(),
                false => chinese(&draft.tariff, Tariff::chinese),
            };
            let then = TariffShare::in_words(&main, shares);
            values
                .set("change.from", format!("按{now}执行"))
                .set(
                    "change.to",
                    if then.is_empty() {
                        String::new()
                    } else {
                        format!("按{then}执行")
                    },
                )
                .set("reclassification.from", &now)
                .set("reclassification.to", &then)
                .set("request.tariff", &then)
                .set("request.class", &then);
            for share in shares {
                let row = [
                    ("tariff", share.tariff.chinese().to_owned()),
                    ("percent", format!("{}%", share.percent)),
                ];
                values.push_row("tariff_shares", row);
            }
        }
        // What they are is said by the parts.
        Change::Split { .. } => {}
        Change::Closure { meter_off, .. } => {
            let before = match (*meter_off, draft.all_capacity_stopped) {
                (true, _) => "暂拆，容量保留，",
                (false, Some(true)) => "全部容量已停用，",
                (false, Some(false)) => "还有容量没有停用，",
                (false, None) => "",
            };
            values
                .set(
                    "change.from",
                    format!("{before}{}", capacity(&draft.capacity)),
                )
                .set("change.to", "销户，终止供用电关系；再用电按新装办理");
        }
        Change::Transfer { from, shares, .. } => {
            let classes = TariffShare::in_words(values.get("request.tariff"), shares);
            values
                .set("request.tariff", &classes)
                .set("request.class", &classes);
            let described = |kind: &str, number: &str| format!("{kind} {number}");
            let customer = &draft.customer;
            let new_id = chinese(&customer.id_kind, IdKind::chinese);
            let old = described(from.id_kind.chinese(), &from.id_number);
            let new = described(&new_id, &customer.id_number);
            if !customer.name.is_empty() {
                values.set("change.to", format!("户主{}，{new}", customer.name));
            }
            values
                .set("change.from", format!("户主{}，{old}", from.name))
                .set("transfer.old_name", &from.name)
                .set("transfer.old_id_kind", from.id_kind.chinese())
                .set("transfer.old_id_number", &from.id_number)
                .set("transfer.old_phone", &from.phone);
        }
        Change::Suspension {
            transformers,
            from,
            to,
            ..
        } => {
            let names = equipment::names(transformers);
            values
                .set("change.from", "正常用电")
                .set("change.to", format!("{names}自{from}起暂停，{to}恢复"))
                .set("request.wished_on", from.to_string())
                .set("suspension.equipment", names)
                .set("suspension.capacity", stopped_capacity(transformers, draft))
                .set("request.asked", stopped_capacity(transformers, draft))
                .set("suspension.from", from.to_string())
                .set("suspension.to", to.to_string())
                .set("suspension.days", (*to - *from).num_days().to_string());
            stopped(values, transformers, "暂停", *from, Some(*to));
        }
        Change::Resumption {
            suspension,
            transformers,
            on,
            sealed_on,
            to,
            ..
        } => {
            let names = equipment::names(transformers);
            values
                .set(
                    "change.from",
                    format!("{names}自{sealed_on}暂停，期限到{to}"),
                )
                .set("change.to", format!("{names}于{on}恢复用电"))
                .set("request.wished_on", on.to_string())
                .set("suspension.case", suspension)
                .set("suspension.equipment", names)
                .set("suspension.capacity", stopped_capacity(transformers, draft))
                .set("request.asked", stopped_capacity(transformers, draft))
                .set("suspension.from", sealed_on.to_string())
                .set("suspension.to", to.to_string())
                .set("suspension.on", on.to_string());
            stopped(values, transformers, "恢复", *on, None);
        }
    }
    if !matches!(change, Change::CapacityIncrease { .. }) {
        let same = capacity(&draft.capacity);
        values
            .set("change.original", &same)
            .set("change.total", same);
    }
}

/// The transformers that stop or run again.
fn stopped(
    values: &mut Values,
    transformers: &[Transformer],
    action: &str,
    from: NaiveDate,
    to: Option<NaiveDate>,
) {
    for one in transformers {
        let row = [
            ("plate", equipment::name(one).to_owned()),
            ("kva", one.kva.normalize().to_string()),
            ("action", action.to_owned()),
            ("from", from.to_string()),
            ("to", to.map_or_else(String::new, |day| day.to_string())),
        ];
        values.push_row("change_transformers", row);
    }
}

/// Of transformers in kVA; the whole supply in the account's own unit.
fn stopped_capacity(transformers: &[Transformer], draft: &Draft) -> String {
    if let [one] = transformers
        && one.plate.is_empty()
    {
        return format!("{} {}", draft.capacity, draft.unit);
    }
    let sum: Decimal = transformers.iter().map(|one| one.kva).sum();
    format!("{} kVA", sum.normalize())
}

/// `2台，515 kVA`; nothing while a capacity cannot be read.
fn counted<'a>(list: impl Iterator<Item = &'a TransformerDraft> + Clone) -> String {
    match (list.clone().count(), sum(list)) {
        (0, _) => "无".to_owned(),
        (count, Some(sum)) => format!("{count}台，{sum} kVA"),
        (_, None) => String::new(),
    }
}

/// kVA of all together; `None` while one cannot be read.
fn sum<'a>(list: impl Iterator<Item = &'a TransformerDraft>) -> Option<Decimal> {
    let sum = list
        .map(|transformer| decimal(&transformer.kva, 2).ok())
        .sum::<Option<Decimal>>()?;
    Some(sum.normalize())
}

/// What the customer says he has none of.
fn none_in_words(typed: &str) -> String {
    let none = ImportantGrade::None;
    if typed == none.wire() {
        none.chinese().to_owned()
    } else {
        typed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Draft, Values, sources};

    #[test]
    fn a_supply_at_low_voltage_has_one_source() {
        let ticked = |class: Class| {
            let draft = Draft {
                class: class.wire().to_owned(),
                ..Draft::default()
            };
            let mut values = Values::default();
            sources(&mut values, &draft);
            ["single", "dual"].map(|kind| values.is_ticked(&format!("request.sources.{kind}")))
        };
        assert_eq!(ticked(Class::LowVoltage), [true, false]);
        assert_eq!(ticked(Class::Resident), [true, false]);
        assert_eq!(ticked(Class::HighVoltage), [false, false], "not said yet");
    }
}
